"""Which promise of the plan does an event folder or an article keep? With the reason and the confidence.

Pairs of syllables that are rare in the plan weigh more. A class ("lớp 8") that differs forbids. Month and person
decide between items that are equally like; when nothing decides, nobody is chosen.

The officer's word (`Thuộc nội dung`, the Mã of an article) is laid over this elsewhere and always wins; "ngoài kế
hoạch" is a result.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drive_sync.names.school_events import SchoolEvent, event_named, events_in
from gmail_reports.deadlines import Month
from gmail_reports.plan.schedule import Item
from gmail_reports.syllables import classes_in, pairs_in, words_in_common, written_out

CERTAIN, COUNTS = 0.9, 0.6
"""From `COUNTS` on a match is believed until somebody says otherwise; below, it is only a suggestion."""

_EVENT_IN_TOPIC, _TOPIC_WORDS, _ALL_SAID_IN_PRODUCT, _SAID_IN_TOPIC, _EVENT_BY_ALIAS = 0.95, 0.9, 0.85, 0.8, 0.75
_SAID_IN_PRODUCT, _EVENT_IN_PRODUCT, _KEYWORD = 0.7, 0.7, 0.6
_MONTH_FITS, _PERSON_FITS = 0.03, 0.01
_TOO_CLOSE = 0.02
_UNDECIDED = 0.4
_MOST_OF_THE_TOPIC, _MOST_OF_WHAT_IS_SAID = 0.7, 0.6
_LEAST_PAIRS = 2
_WEIGHT_OF_THE_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """The item that something belongs to; `confidence` from 0 to 1; `reason` names what both have in common."""

    code: str
    confidence: float
    reason: str

    @property
    def counts(self) -> bool:
        """Whether it is believed, and not only suggested."""
        return self.confidence >= COUNTS


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known beside the words: the month it happened in, and the items its author is in charge of."""

    month: Month | None = None
    own: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Promise:
    """An item, taken apart once."""

    code: str
    topic: frozenset[str]
    product: frozenset[str]
    events_of_topic: tuple[SchoolEvent, ...]
    events_of_product: tuple[SchoolEvent, ...]
    classes: frozenset[str]
    text: str


class Promises:
    """The items of a plan, ready to be compared with; `months` gives those an item is due in, by code."""

    def __init__(self, items: Iterable[Item], months: Mapping[str, Sequence[Month]] | None = None) -> None:
        self._months = months or {}
        self._promises = [
            _Promise(
                item.code,
                pairs_in(item.topic),
                pairs_in(item.product),
                events_in(item.topic),
                events_in(item.product),
                classes_in(f"{item.topic} {item.product}"),
                f" {written_out(item.topic)} | {written_out(item.product)} ",
            )
            for item in items
        ]
        self._spread = Counter(pair for one in self._promises for pair in one.topic | one.product)

    def match(self, text: str, event: str | None = None, clues: Clues | None = None) -> Match | None:
        """The item that something called `text` most likely belongs to, None when it is outside the plan.

        `event` is the id of the school event it tells of. Two items that are equally like give a suggestion only.
        """
        named = event_named(event) if event else None
        said, classes, known = pairs_in(text), classes_in(text), clues or Clues()
        ranked = sorted(
            (
                (found.confidence + self._hints(found.code, known), found)
                for promise in self._promises
                if not (classes and promise.classes and not classes & promise.classes)
                and (found := self._compare(text, said, named, promise)) is not None
            ),
            key=lambda pair: -pair[0],
        )
        if not ranked:
            return None
        total, best = ranked[0]
        if len(ranked) > 1 and total - ranked[1][0] < _TOO_CLOSE:
            return Match(best.code, _UNDECIDED, f"{best.reason}; cũng giống {ranked[1][1].code}")
        return replace(best, confidence=min(total, 1.0))

    def _hints(self, code: str, clues: Clues) -> float:
        """What month and person add; too little to choose an item that is not like."""
        fits = clues.month is not None and clues.month in self._months.get(code, ())
        return _MONTH_FITS * fits + _PERSON_FITS * (code in clues.own)

    def _compare(self, text: str, said: frozenset[str], event: SchoolEvent | None, promise: _Promise) -> Match | None:
        signs = [*self._words(text, said, promise), *(_event(event, said, promise) if event else ())]
        best = max(signs, key=lambda sign: sign[0], default=None)
        return Match(promise.code, *best) if best else None

    def _words(self, text: str, said: frozenset[str], promise: _Promise) -> Iterator[tuple[float, str]]:
        """Confidences and reasons that lie in common words."""
        topic, product = said & promise.topic, said & promise.product
        for confidence, common, whole, share in (
            (_TOPIC_WORDS, topic, promise.topic, _MOST_OF_THE_TOPIC),
            (_ALL_SAID_IN_PRODUCT, product, said, 1),
            (_SAID_IN_TOPIC, topic, said, _MOST_OF_WHAT_IS_SAID),
            (_SAID_IN_PRODUCT, product, said, _MOST_OF_WHAT_IS_SAID),
        ):
            if len(common) >= _LEAST_PAIRS and self._weight(common) >= share * self._weight(whole):
                yield confidence, words_in_common(text, common)

    def _weight(self, pairs: Collection[str]) -> float:
        """The more items say a pair, the less it tells."""
        return sum(1 / self._spread[pair] if self._spread[pair] else _WEIGHT_OF_THE_UNKNOWN for pair in pairs)


def shown_products(products: Sequence[str], titles: Iterable[str]) -> frozenset[int]:
    """Which products of an item (by place, from 0) these titles speak of; a title that says less tells of none."""
    places = {str(place): Item(str(place), "", text, "", "", "", place) for place, text in enumerate(products)}
    parts = Promises(places.values())
    found = (parts.match(title, next((one.id for one in events_in(title)), None)) for title in titles)
    return frozenset(int(one.code) for one in found if one is not None and one.counts)


def _event(event: SchoolEvent, said: frozenset[str], promise: _Promise) -> Iterator[tuple[float, str]]:
    """Confidences and reasons that lie in the school event; surest when the words name the topic too, or say no more.

    An alias alone is less: "bạo lực học đường" is not yet "văn hoá học đường".
    """
    if event in promise.events_of_topic:
        yield (_EVENT_BY_ALIAS if said and not said & promise.topic else _EVENT_IN_TOPIC), event.name
    if event in promise.events_of_product:
        yield _EVENT_IN_PRODUCT, event.name
    for keyword in event.topics:
        if f" {written_out(keyword)} " in promise.text:
            yield _KEYWORD, keyword
