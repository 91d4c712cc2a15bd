"""What the demo shows people: the moments of the autumn, seen by comparing one tick with the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from drive_sync.rules import RULE_BY_CODE
from drive_sync.wording import Language, Text
from gmail_reports.letters.letter import Kind, Letter, State
from gmail_reports.overview import FolderView, Overview, Standing
from gmail_reports.progress import STATE_LABEL, ItemState
from gmail_reports.sheet.view import STANDING_LABEL


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline; `kind` is "person", "verdict", "plan" or "letter"; `letter` names a file of it."""

    at: datetime
    kind: str
    text: str
    letter: str = ""


_LETTER = {
    Kind.FEEDBACK: Text("thư góp ý đến {to}: {subject}", "feedback to {to}: {subject}"),
    Kind.THANK_YOU: Text("thư cảm ơn đến {to}: {subject}", "thanks to {to}: {subject}"),
    Kind.REMINDER: Text("thư nhắc việc đến {to}: {subject}", "reminder to {to}: {subject}"),
    Kind.QUESTION: Text("câu hỏi gộp đến {to}: {subject}", "one grouped question to {to}: {subject}"),
    Kind.SUMMARY: Text("tổng hợp tuần đến {to}: {subject}", "weekly summary to {to}: {subject}"),
    Kind.PREVIEW: Text("bản xem trước đến {to}: {subject}", "preview to {to}: {subject}"),
    Kind.CORRECTION: Text("BÁO CÁO THAY THẾ đến {to}: {subject}", "REPLACED REPORT to {to}: {subject}"),
    Kind.YEAR_END: Text("tổng kết năm học đến {to}: {subject}", "the school year to {to}: {subject}"),
    Kind.ALERT: Text("thư báo sự cố đến {to}: {subject}", "alert to {to}: {subject}"),
    Kind.REPORT: Text("BÁO CÁO đến {to}: {subject}", "REPORT to {to}: {subject}"),
}
_PLAN = Text("nội dung {code} “{topic}”: {state}", "item {code} “{topic}”: {state}")
_INTERESTING = frozenset({ItemState.DONE, ItemState.OVERDUE, ItemState.CANCELLED})


@dataclass
class Observer:
    """Remembers the last tick and tells what is new."""

    language: Language
    _folders: dict[str, tuple[Standing, int]] = field(default_factory=dict)
    _items: dict[str, ItemState] = field(default_factory=dict)
    _sent: set[str] = field(default_factory=set)

    def notice(self, picture: Overview, letters: Iterable[Letter], now: datetime) -> Iterator[Moment]:
        """The moments since the last call."""
        for view in picture.folders:
            state = (view.standing, view.folder.round)
            if view.standing is not Standing.UPLOADING and self._folders.get(view.folder.folder_id) != state:
                yield Moment(now, "verdict", f"“{view.folder.name}”: {self._verdict(view)}")
                self._folders[view.folder.folder_id] = state
        for item in picture.items:
            before = self._items.get(item.item.code)
            if before is not item.state and item.state in _INTERESTING:
                said = STATE_LABEL[item.state].say(self.language)
                text = _PLAN.say(self.language, code=item.item.code, topic=item.item.topic, state=said)
                yield Moment(now, "plan", text)
            self._items[item.item.code] = item.state
        for letter in letters:
            if letter.state is State.SENT and letter.key not in self._sent:
                self._sent.add(letter.key)
                to = letter.planned.to.name or letter.planned.to.email
                text = _LETTER[letter.kind].say(self.language, to=to, subject=letter.subject)
                yield Moment(now, "letter", text, letter.key)

    def _verdict(self, view: FolderView) -> str:
        said = STANDING_LABEL[view.standing].say(self.language)
        reasons = [
            RULE_BY_CODE[one.code].message.say(self.language, **one.data) for one in (*view.blocking, *view.advice)
        ]
        return f"{said}. {' '.join(reasons)}".strip()
