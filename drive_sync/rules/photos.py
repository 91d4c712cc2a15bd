"""Appendix 2, sections 1 and 3: at least three photos of an event, original ones, of the three shots.

How a photo looks (blurred, dark, nearly the same as another) is told in `photo_looks.py`, what is wrong with its file
in `photo_files.py`.
"""

from collections.abc import Callable, Iterator

from drive_sync.facts import EventFolder, Photo, Severity
from drive_sync.media.provenance import provenance, seems_recompressed
from drive_sync.media.shot_roles import ShotRole, role_of
from drive_sync.rules.examples import folder, photo, photos
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text

_WHY_THREE = Text(
    vi="Phụ lục 2 mục 3: mỗi sự kiện tối thiểu 03 ảnh (toàn cảnh; phát biểu có phông sự kiện; cận cảnh người dự).",
    en="Appendix 2, section 3: at least three photos of an event (wide; speaker before the backdrop; close-up).",
)


def distinct_photos(photos: tuple[Photo, ...]) -> int:
    """How many photos have contents of their own; the same md5 is the same photo, 0 bytes are none."""
    return len({photo.md5 or photo.file_id for photo in photos if photo.counts})


def _too_few(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    count = distinct_photos(event.photos)
    if count < limits.least_photos:
        yield Problem({"count": count, "minimum": limits.least_photos, "missing": limits.least_photos - count})


def _recompressed(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    suspects = [one for one in event.photos if seems_recompressed(one)]
    if suspects:
        reason = provenance(suspects[0]).reasons[0]
        yield Problem({"count": len(suspects), "reason": reason, "example": suspects[0].name})


def _without(role: ShotRole) -> Callable[[EventFolder, Limits], Iterator[Problem]]:
    """Only where somebody has begun to name the shots; elsewhere the officer is asked."""

    def check(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
        told = {role_of(one.name, one.part) for one in event.photos if one.counts} - {None}
        if told and role not in told:
            yield Problem({"count": len(event.photos)})

    return check


TOO_FEW_PHOTOS = Rule(
    code="P201",
    name="too-few-photos",
    clause="PL2.3",
    severity=Severity.BLOCKING,
    title=Text(vi="Thiếu ảnh", en="Too few photos"),
    message=Text(
        vi="Mới có {count}/{minimum} ảnh khác nhau, còn cần {missing} ảnh.",
        en="{count} of {minimum} different photos so far, {missing} more needed.",
    ),
    why=_WHY_THREE,
    fix=Text(
        vi="Mở thư mục → Mới → Tải tệp lên, chọn thêm ảnh gốc từ điện thoại đã chụp.",
        en="Open the folder → New → File upload, and add original photos from the phone that took them.",
    ),
    good=(folder(),),
    bad=(
        folder(photos=(photo(1), photo(2))),
        folder(photos=(photo(1), photo(1), photo(2))),
        folder(photos=()),
        folder(photos=(photo(1), photo(2), photo(3, size=0))),
    ),
    check=_too_few,
)

RECOMPRESSED_PHOTO = Rule(
    code="P202",
    name="recompressed-photo",
    clause="PL2.1",
    severity=Severity.ADVICE,
    title=Text(vi="Ảnh có vẻ đã bị nén", en="Photos seem to be recompressed"),
    message=Text(
        vi="{count} ảnh có vẻ đã bị nén (dấu hiệu: {reason}), có thể do tải về từ Zalo, Messenger; ví dụ: {example}.",
        en="Photos that seem to be recompressed: {count} (sign: {reason}), perhaps saved from Zalo or Messenger; "
        "for example: {example}.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 1: ảnh gửi về phải là ảnh gốc.",
        en="Appendix 2, section 1: the photos must be originals.",
    ),
    fix=Text(
        vi="Lần sau nên tải lên thẳng từ thư viện ảnh của máy đã chụp; nếu phải chuyển qua Zalo thì chọn gửi dạng Tệp.",
        en="Next time upload straight from the gallery of the phone that took them; through Zalo, send them as a File.",
    ),
    good=(folder(), folder(photos=photos(photo(1, "DSC_0001.JPG"), photo(2, "IMG_0001.HEIC")))),
    bad=(
        folder(
            photos=(
                photo(
                    1,
                    "z4661234567890_0123456789abcdef0123456789abcdef.jpg",
                    width=1280,
                    height=960,
                    camera="",
                ),
                photo(2),
                photo(3),
            )
        ),
    ),
    check=_recompressed,
)

_WIDE, _SPEAKER, _CLOSE = "1_ToanCanh.jpg", "2_PhatBieu.jpg", "3_CanCanh.jpg"


def _missing_shot(code: str, role: ShotRole, name: str, title: Text, fix: Text, others: tuple[str, str]) -> Rule:
    """The rule for one of the three shots; `others` are names of photos that show the two other shots."""
    told = photos(photo(1, others[0]), photo(2, others[1]))
    all_three = (photo(1, _WIDE), photo(2, "IMG_1.jpg", part="Phát biểu"), photo(3, _CLOSE))
    return Rule(
        code=code,
        name=name,
        clause="PL2.3",
        severity=Severity.ADVICE,
        title=title,
        message=Text(
            vi=title.vi + " trong {count} ảnh (theo tên tệp và tên thư mục con).",
            en=title.en + " among {count} photos (by the names of files and sub-folders).",
        ),
        why=_WHY_THREE,
        fix=fix,
        good=(folder(), folder(photos=all_three)),
        bad=(folder(photos=told),),
        check=_without(role),
    )


NO_WIDE_SHOT = _missing_shot(
    "P211",
    ShotRole.WIDE,
    "no-wide-shot",
    Text(vi="Chưa thấy ảnh toàn cảnh", en="No photo of the whole scene yet"),
    Text(
        vi="Thêm một ảnh toàn cảnh nơi diễn ra; nếu đã có, thêm chữ “toàn cảnh” vào tên ảnh.",
        en="Add a photo of the whole scene; if it is there already, add “toàn cảnh” to its name.",
    ),
    (_SPEAKER, _CLOSE),
)
NO_SPEAKER_SHOT = _missing_shot(
    "P212",
    ShotRole.SPEAKER,
    "no-speaker-shot",
    Text(vi="Chưa thấy ảnh phát biểu trước phông sự kiện", en="No photo of a speaker before the backdrop yet"),
    Text(
        vi="Thêm một ảnh người phát biểu, thấy rõ phông; nếu đã có, thêm chữ “phát biểu” vào tên ảnh.",
        en="Add a photo of the speaker with the backdrop; if it is there already, add “phát biểu” to its name.",
    ),
    (_WIDE, _CLOSE),
)
NO_CLOSE_SHOT = _missing_shot(
    "P213",
    ShotRole.CLOSE,
    "no-close-shot",
    Text(vi="Chưa thấy ảnh cận cảnh người dự", en="No close-up of the people yet"),
    Text(
        vi="Thêm một ảnh cận cảnh người dự; nếu đã có, thêm chữ “cận cảnh” vào tên ảnh.",
        en="Add a close-up of the people; if it is there already, add “cận cảnh” to its name.",
    ),
    (_WIDE, _SPEAKER),
)
