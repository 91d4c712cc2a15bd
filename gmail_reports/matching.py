"""Which promise of the plan does an event folder keep? With the reason and the confidence.

The officer's word (`Thuộc nội dung`) is laid over this elsewhere and always wins; "ngoài kế hoạch" is a result.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from drive_sync.folder_names import EventName
from drive_sync.school_events import SchoolEvent, event_named, events_in
from drive_sync.text import fold, words
from gmail_reports.schedule import Item

_EVENT_IN_TOPIC, _TOPIC_WORDS, _EVENT_IN_PRODUCT, _KEYWORD_IN_ITEM = 0.95, 0.9, 0.7, 0.5
_ENOUGH_OF_THE_TOPIC = 0.75
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Match:
    """The item a folder belongs to; `confidence` from 0 to 1; `reason` names what both have in common."""

    code: str
    confidence: float
    reason: str


def match(name: EventName, items: Iterable[Item]) -> Match | None:
    """The item an event folder most likely belongs to, None when it is outside the plan."""
    event = event_named(name.event) if name.event else None
    candidates = [found for item in items if (found := _compare(name.activity or "", event, item)) is not None]
    return max(candidates, key=lambda found: found.confidence, default=None)


def _compare(activity: str, event: SchoolEvent | None, item: Item) -> Match | None:
    if event is not None and event in events_in(item.topic):
        return Match(item.code, _EVENT_IN_TOPIC, event.name)
    topic, said = set(words(item.topic)), set(words(activity))
    common = topic & said
    if len(common) >= _LEAST_WORDS and len(common) >= _ENOUGH_OF_THE_TOPIC * len(topic):
        return Match(item.code, _TOPIC_WORDS, " ".join(word for word in words(item.topic) if word in common))
    if event is None:
        return None
    if event in events_in(item.product):
        return Match(item.code, _EVENT_IN_PRODUCT, event.name)
    item_text = f" {fold(item.topic)} {fold(item.product)} "
    keyword = next((topic for topic in event.topics if f" {fold(topic)} " in item_text), None)
    return Match(item.code, _KEYWORD_IN_ITEM, keyword) if keyword else None
