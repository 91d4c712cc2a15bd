"""Appendix 2, sections 3 and 4: what lies where nobody can count it, or tells of another event."""

from collections.abc import Iterator

from drive_sync.facts import EventFolder, Severity
from drive_sync.names.school_events import events_in
from drive_sync.rules.examples import folder, loose_files
from drive_sync.rules.examples import photo as a_photo
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text


def _loose(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    names = [photo.name for photo in event.photos] + [video.name for video in event.videos]
    names += [*event.archives, *event.shortcuts]
    if event.loose and names:
        yield Problem({"count": len(names), "example": names[0]})


def _several_events(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    """Parts that name events of their own, when all of it together is more than one event."""
    named = {part: events_in(part)[0].id for part in event.parts if events_in(part)}
    own = {event.event_name.event} if event.event_name.event else set()
    if len(own | set(named.values())) > 1:
        yield Problem({"parts": ", ".join(f"“{part}”" for part, which in named.items() if {which} != own)})


def _shortcut(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    """Also where it counts: whether the superior office can open what it leads to is not to be seen from here."""
    names = [*event.shortcuts, *event.followed]
    if names and not event.loose:
        yield Problem({"count": len(names), "example": names[0], "counted": len(event.followed)})


_CLEAR_FOLDER = Text(
    vi="Phụ lục 2 mục 4: mỗi hoạt động một thư mục, đặt tên rõ hoạt động, tên đơn vị.",
    en="Appendix 2, section 4: each activity has a folder of its own, named after activity and school.",
)
_FILES_THEMSELVES = Text(
    vi="Phụ lục 2 mục 4: sản phẩm đưa vào trong một thư mục; lối tắt chỉ trỏ tới nơi khác. Lối tắt tới thư mục, tới "
    "tệp đã xoá hoặc chưa chia sẻ cho nhà trường thì không tính được.",
    en="Appendix 2, section 4: the products go into one folder; a shortcut only points elsewhere. One to a folder, to "
    "a deleted file or to one that is not shared with the school cannot count.",
)

LOOSE_FILES = Rule(
    code="F401",
    name="loose-files",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Tệp nằm ngoài thư mục sự kiện", en="Files outside any event folder"),
    message=Text(
        vi="{count} tệp nằm ngoài thư mục sự kiện (ví dụ: {example}), nên chưa biết thuộc hoạt động nào và chưa được "
        "tính; hãy tạo thư mục cho hoạt động rồi chuyển các tệp vào.",
        en="Files outside any event folder: {count} (for example: {example}). The activity is not known and they do "
        "not count; make a folder for the activity and move them there.",
    ),
    why=_CLEAR_FOLDER,
    fix=Text(
        vi="Tạo thư mục <đơn vị>_<hoạt động>, chọn các tệp → Sắp xếp → Di chuyển → chọn thư mục vừa tạo.",
        en="Make a folder <school>_<activity>, select the files → Organise → Move → choose the new folder.",
    ),
    good=(folder(), loose_files()),
    bad=(loose_files(a_photo(1)), loose_files(a_photo(1), a_photo(2))),
    check=_loose,
)

SEVERAL_EVENTS = Rule(
    code="F402",
    name="several-events",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Có vẻ nhiều sự kiện trong một thư mục", en="Several events seem to share a folder"),
    message=Text(
        vi="Thư mục này có vẻ chứa thêm sự kiện khác: {parts}; hiện được tính là một sự kiện.",
        en="The folder seems to hold other events too: {parts}; it counts as one event now.",
    ),
    why=_CLEAR_FOLDER,
    fix=Text(
        vi="Nếu là sự kiện riêng, hãy chuyển {parts} ra cùng cấp với thư mục này.",
        en="If it is an event of its own, move {parts} out, beside this folder.",
    ),
    good=(folder(), folder(parts=("Ảnh", "Video", "1_ToanCanh")), folder(parts=("Khai giảng - ảnh",))),
    bad=(folder(parts=("Ảnh", "Vui Trung thu")), folder("Pu Nhi_Hoạt động", parts=("Khai giảng", "Trung thu"))),
    check=_several_events,
)

SHORTCUT_IN_FOLDER = Rule(
    code="F403",
    name="shortcut-in-folder",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Có lối tắt thay cho tệp", en="A shortcut instead of a file"),
    message=Text(
        vi="Có {count} lối tắt (ví dụ: {example}): chỉ tính lối tắt trỏ tới ảnh, video mà nhà trường mở được; nơi nhận "
        "có thể vẫn không mở được tệp gốc.",
        en="Shortcuts in the folder: {count} (for example: {example}). Only those to a photo or video that the school "
        "can open count, and the recipient may still not be able to open it.",
    ),
    why=_FILES_THEMSELVES,
    fix=Text(
        vi="Mở tệp gốc → Tạo bản sao (hoặc Di chuyển) vào thư mục này, rồi xoá lối tắt.",
        en="Open the file itself → Make a copy (or Move) into this folder, and delete the shortcut.",
    ),
    good=(folder(),),
    bad=(folder(shortcuts=("Ảnh toàn cảnh",)), folder(followed=("IMG_20230905_071501.jpg",))),
    check=_shortcut,
)
