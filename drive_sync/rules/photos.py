"""Appendix 2, sections 1 and 3: at least three photos of an event, and original ones."""

from collections.abc import Iterator

from drive_sync.facts import EventFolder, Photo, Severity
from drive_sync.provenance import Provenance, provenance
from drive_sync.rules.examples import folder, photo
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text

_COMPRESSED = frozenset({Provenance.LIKELY_RECOMPRESSED, Provenance.RECOMPRESSED})


def _distinct(photos: tuple[Photo, ...]) -> int:
    """How many photos have contents of their own; the same md5 is the same photo."""
    return len({photo.md5 or photo.file_id for photo in photos})


def _too_few(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    count = _distinct(event.photos)
    if count < limits.least_photos:
        yield Problem({"count": count, "minimum": limits.least_photos, "missing": limits.least_photos - count})


def _recompressed(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    suspects = [(one, evidence) for one in event.photos if (evidence := provenance(one)).provenance in _COMPRESSED]
    if suspects:
        yield Problem({"count": len(suspects), "reason": suspects[0][1].reasons[0], "example": suspects[0][0].name})


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
    why=Text(
        vi="Phụ lục 2 mục 3: mỗi sự kiện tối thiểu 03 ảnh (toàn cảnh; phát biểu có phông sự kiện; cận cảnh người dự).",
        en="Appendix 2, section 3: at least three photos of an event (wide; speaker before the backdrop; close-up).",
    ),
    fix=Text(
        vi="Mở thư mục → Mới → Tải tệp lên, chọn thêm ảnh gốc từ điện thoại đã chụp.",
        en="Open the folder → New → File upload, and add original photos from the phone that took them.",
    ),
    good=(folder(),),
    bad=(
        folder(photos=(photo(1), photo(2))),
        folder(photos=(photo(1), photo(1), photo(2))),
        folder(photos=()),
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
    good=(folder(), folder(photos=(photo(1, "DSC_0001.JPG"), photo(2), photo(3)))),
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
