"""Appendix 2, section 4: the folder is named clearly after the activity and the school."""

from collections.abc import Iterator

from drive_sync.facts import EventFolder, Severity
from drive_sync.names.folder_names import NameSeverity
from drive_sync.rules.examples import folder
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text

_WHY = Text(
    vi="Phụ lục 2 mục 4: thư mục đặt tên rõ hoạt động, tên đơn vị, ví dụ: THCS Thị Trấn Điện Biên Đông_Khaigiang.",
    en="Appendix 2, section 4: the folder is named after the activity and the school, for example: "
    "THCS Thị Trấn Điện Biên Đông_Khaigiang.",
)
_FIX = Text(
    vi="Nhấn chuột phải vào thư mục → Đổi tên → dán: {suggestion}",
    en="Right-click the folder → Rename → paste: {suggestion}",
)


def _default_name(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    if "default_name" in event.event_name.problems:
        yield Problem({"name": event.event_name.text, "suggestion": event.event_name.suggestion or ""})


def _no_activity(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    if "no_activity" in event.event_name.problems:
        yield Problem({"name": event.event_name.text, "suggestion": event.event_name.suggestion or ""})


def _unclear_name(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    """Only where a better name is ready to paste, and no other rule has given it.

    A name that raises a question (another school's, two activities) is not told as if the answer were known.
    """
    name = event.event_name
    asks = name.severity is NameSeverity.ASK
    if name.suggestion and not asks and not {"default_name", "no_activity"} & set(name.problems):
        yield Problem({"name": name.text, "suggestion": name.suggestion})


DEFAULT_NAME = Rule(
    code="N101",
    name="default-name",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Thư mục chưa đặt tên", en="Folder not named yet"),
    message=Text(
        vi="Thư mục còn mang tên mặc định “{name}”, chưa biết là hoạt động nào.",
        en="The folder still has the default name “{name}”; the activity is not known.",
    ),
    why=_WHY,
    fix=_FIX,
    good=(folder(), folder("Khai giảng_PTDTBT THCS Pu Nhi")),
    bad=(folder("Thư mục không có tiêu đề"), folder("New folder (2)"), folder("Untitled folder")),
    check=_default_name,
)

NO_ACTIVITY = Rule(
    code="N102",
    name="no-activity",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Tên thư mục thiếu hoạt động", en="No activity in the folder's name"),
    message=Text(
        vi="Tên thư mục “{name}” có đơn vị hoặc thời gian nhưng chưa có tên hoạt động.",
        en="The folder's name “{name}” has the school or a time but no activity.",
    ),
    why=_WHY,
    fix=_FIX,
    good=(folder(), folder("PTDTBT THCS Pu Nhi_20-11")),
    bad=(folder("PTDTBT THCS Pu Nhi"), folder("PTDTBT THCS Pu Nhi_Tháng 11")),
    check=_no_activity,
)

UNCLEAR_NAME = Rule(
    code="N103",
    name="unclear-name",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Tên thư mục nên rõ hơn", en="The folder's name could be clearer"),
    message=Text(
        vi="Tên thư mục “{name}” nên ghi rõ hơn đơn vị và hoạt động.",
        en="The folder's name “{name}” could tell school and activity more clearly.",
    ),
    why=_WHY,
    fix=_FIX,
    good=(
        folder(),
        folder("Khai giảng_PTDTBT THCS Pu Nhi"),
        folder("New folder (2)"),
        folder("Mầm non Pu Nhi_Trung thu"),
    ),
    bad=(folder("Khai giảng"), folder("Bản sao của PTDTBT THCS Pu Nhi_Khai giảng"), folder("Đ.c Tú")),
    check=_unclear_name,
)
