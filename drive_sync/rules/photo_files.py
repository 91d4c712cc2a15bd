"""Appendix 2, section 1: the files of photos: empty, of another kind, not read, packed, wrongly named.

What blocks here is certain: a file of 0 bytes, or one whose bytes are no photo and no film.
"""

from collections.abc import Iterable, Iterator

from drive_sync.facts import Contents, EventFolder, Photo, Severity
from drive_sync.media.media_types import Kind, format_named, kind_of
from drive_sync.rules.examples import folder, photo, photos
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text

_DRAWN = frozenset({"png", "webp", "gif", "bmp"})
"""Formats of screens and editors; no camera writes them."""

_ENDING_MATTERS = frozenset({"jpeg", "png", "gif", "bmp", "webp", "heic", "avif"})
_WHY_ORIGINAL = Text(
    vi="Phụ lục 2 mục 1: ảnh chụp bằng máy ảnh hoặc điện thoại có chất lượng tốt, gửi về phải là ảnh gốc.",
    en="Appendix 2, section 1: photos are taken with a good camera or phone and sent as originals.",
)
_UPLOAD_AGAIN = Text(
    vi="Mở lại ảnh trên máy đã chụp; nếu xem được thì tải lên lần nữa, chờ chạy hết rồi mới tắt máy.",
    en="Open the photo on the phone that took it; if it shows, upload it once more and wait until it is done.",
)


def _empty(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in event.photos:
        if one.size == 0:
            yield Problem({"name": one.name}, one.file_id, one.name)


def _not_a_photo(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in event.photos:
        if one.contents is Contents.FOREIGN and one.size != 0:
            yield Problem({"name": one.name, "format": one.format}, one.file_id, one.name)


def _unread(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    yield from _together(one for one in event.photos if one.contents is Contents.UNREAD and one.size != 0)


def _not_from_a_camera(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    yield from _together(
        one
        for one in event.photos
        if one.counts and not one.camera and (one.format or format_named(one.name)) in _DRAWN
    )


def _wrong_ending(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in event.photos:
        if one.format in _ENDING_MATTERS and format_named(one.name) != one.format:
            yield Problem({"name": one.name, "format": one.format}, one.file_id, one.name)


def _packed(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    packed = [name for name in event.others if kind_of(name) is Kind.ARCHIVE]
    if packed:
        yield Problem({"count": len(packed), "example": packed[0]})


def _together(found: Iterable[Photo]) -> Iterator[Problem]:
    """One problem for all the photos found, with the first as example: advice must not flood a letter."""
    names = [one.name for one in found]
    if names:
        yield Problem({"count": len(names), "example": names[0]})


EMPTY_PHOTO = Rule(
    code="P203",
    name="empty-photo",
    clause="PL2.1",
    severity=Severity.BLOCKING,
    title=Text(vi="Ảnh 0 byte", en="A photo of 0 bytes"),
    message=Text(
        vi="Ảnh {name} có 0 byte, có vẻ tải lên dở dang.",
        en="The photo {name} has 0 bytes; its upload seems to have stopped.",
    ),
    why=_WHY_ORIGINAL,
    fix=Text(
        vi="Xóa tệp này trong thư mục rồi tải lên lại ảnh đó từ máy đã chụp.",
        en="Delete this file from the folder and upload the photo again from the phone that took it.",
    ),
    good=(folder(),),
    bad=(folder(photos=photos(photo(1, size=0))),),
    check=_empty,
)

NOT_A_PHOTO = Rule(
    code="P204",
    name="not-a-photo",
    clause="PL2.1",
    severity=Severity.BLOCKING,
    title=Text(vi="Tệp không phải ảnh", en="The file is no photo"),
    message=Text(
        vi="Tệp {name} mang tên ảnh nhưng bên trong là {format}, nên chưa xem được như ảnh.",
        en="The file {name} is named like a photo but holds {format}, so it cannot be seen as one.",
    ),
    why=_WHY_ORIGINAL,
    fix=Text(
        vi="Tải ảnh lên thẳng từ thư viện ảnh của máy, không đổi tên tệp khác thành ảnh, rồi xóa tệp này.",
        en="Upload the photo straight from the gallery instead of renaming another file, then delete this one.",
    ),
    good=(folder(photos=photos(photo(1, contents=Contents.MEDIA, format="jpeg"))),),
    bad=(folder(photos=photos(photo(1, contents=Contents.FOREIGN, format="html"))),),
    check=_not_a_photo,
)

PHOTO_NOT_READ = Rule(
    code="P205",
    name="photo-not-read",
    clause="PL2.1",
    severity=Severity.ADVICE,
    title=Text(vi="Ảnh chưa đọc được", en="Photos not read"),
    message=Text(
        vi="Chưa đọc được trọn {count} ảnh, ví dụ {example}; có vẻ tải lên chưa hết.",
        en="Photos that could not be read whole: {count}, for example {example}; the upload may have been cut short.",
    ),
    why=_WHY_ORIGINAL,
    fix=_UPLOAD_AGAIN,
    good=(folder(),),
    bad=(folder(photos=photos(photo(1, contents=Contents.UNREAD))),),
    check=_unread,
)

NOT_FROM_A_CAMERA = Rule(
    code="P206",
    name="photo-not-from-a-camera",
    clause="PL2.1",
    severity=Severity.ADVICE,
    title=Text(vi="Ảnh có vẻ không phải từ máy ảnh", en="Photos that seem not to come from a camera"),
    message=Text(
        vi="{count} ảnh có định dạng của màn hình hoặc phần mềm chỉnh sửa (PNG, WEBP, GIF, BMP), ví dụ {example}.",
        en="Photos in a format of screens or editors (PNG, WEBP, GIF, BMP): {count}, for example {example}.",
    ),
    why=_WHY_ORIGINAL,
    fix=Text(
        vi="Nếu còn ảnh gốc trong máy đã chụp thì tải ảnh gốc (JPG, HEIC) lên thay.",
        en="If the phone that took them still has the originals (JPG, HEIC), upload those instead.",
    ),
    good=(folder(), folder(photos=photos(photo(1, "IMG_0001.HEIC"), photo(2, "DSC_0002.NEF", camera="")))),
    bad=(
        folder(photos=photos(photo(1, "Screenshot_20230905.png", camera=""))),
        folder(photos=photos(photo(1, "anh bia.webp", camera=""))),
    ),
    check=_not_from_a_camera,
)

PHOTO_WITH_WRONG_ENDING = Rule(
    code="P207",
    name="photo-with-wrong-ending",
    clause="PL2.1",
    severity=Severity.ADVICE,
    title=Text(vi="Đuôi tên ảnh chưa khớp", en="The ending of a photo's name does not fit"),
    message=Text(
        vi="Ảnh {name} bên trong là {format}; ảnh vẫn được tính, nhưng có máy không mở được.",
        en="The photo {name} holds {format}; it counts all the same, but some computers will not open it.",
    ),
    why=_WHY_ORIGINAL,
    fix=Text(
        vi="Nhấn chuột phải vào ảnh → Đổi tên → sửa đuôi thành .{format}",
        en="Right-click the photo → Rename → change its ending to .{format}",
    ),
    good=(
        folder(photos=photos(photo(1, format="jpeg"), photo(2, "a.jfif", format="jpeg"))),
        folder(photos=photos(photo(1, "IMG_0001.HEIC", format="heic"), photo(2, "DSC_1.DNG", format="raw"))),
    ),
    bad=(folder(photos=photos(photo(1, "IMG_0001.HEIC", format="jpeg"))),),
    check=_wrong_ending,
)

PHOTOS_IN_AN_ARCHIVE = Rule(
    code="P208",
    name="photos-in-an-archive",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Tệp nén chưa được tính", en="A packed archive is not counted"),
    message=Text(
        vi="Có {count} tệp nén (ví dụ {example}); ảnh, video bên trong chưa xem được nên chưa tính.",
        en="Packed archives: {count} (for example {example}); photos and videos inside cannot be seen or counted.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 4: sản phẩm được chọn lọc và đưa vào trong 1 thư mục, để người nhận mở xem được ngay.",
        en="Appendix 2, section 4: what was chosen lies in one folder, for the receiver to open at once.",
    ),
    fix=Text(
        vi="Giải nén trên máy tính (nhấn chuột phải → Giải nén tất cả), tải các ảnh, video lên rồi xóa tệp nén.",
        en="Unpack it on a computer (right-click → Extract All), upload the photos and videos, delete the archive.",
    ),
    good=(folder(others=("Mô tả.docx",)),),
    bad=(folder(others=("Anh khai giang.zip",)),),
    check=_packed,
)
