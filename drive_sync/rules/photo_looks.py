"""Appendix 2, sections 1 to 3: photos that look nearly the same, blurred or dark. Only ever advice."""

from collections.abc import Iterator

from drive_sync.facts import EventFolder, Look, Photo, Severity
from drive_sync.media.likeness import near_duplicates
from drive_sync.rules.examples import folder, photo, photos
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text


def _nearly_the_same(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    pairs = near_duplicates((one for one in event.photos if one.counts), limits.most_different_bits)
    if pairs:
        yield Problem({"count": len(pairs), "first": pairs[0][1].name, "second": pairs[0][0].name})


def _is_dark(one: Photo, limits: Limits) -> bool:
    return one.look is not None and one.look.brightness < limits.least_brightness


def _blurred(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    """Dark first: in the dark every photo looks blurred."""
    yield from _together(
        [
            one.name
            for one in event.photos
            if one.look is not None
            and one.look.sharpness is not None
            and one.look.sharpness < limits.least_sharpness
            and not _is_dark(one, limits)
        ]
    )


def _dark(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    yield from _together([one.name for one in event.photos if _is_dark(one, limits)])


def _together(names: list[str]) -> Iterator[Problem]:
    if names:
        yield Problem({"count": len(names), "example": names[0]})


_LIGHT, _OTHER = Look(0b1010 << 200, 900.0, 220), Look((1 << 130) - 1, 800.0, 210)

NEAR_DUPLICATE = Rule(
    code="P221",
    name="near-duplicate-photos",
    clause="PL2.3",
    severity=Severity.ADVICE,
    title=Text(vi="Ảnh gần giống nhau", en="Photos nearly the same"),
    message=Text(
        vi="{count} ảnh có vẻ gần giống ảnh khác, ví dụ {second} và {first}.",
        en="Photos that seem nearly the same as another: {count}, for example {second} and {first}.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 3: 03 ảnh cho thấy ba góc khác nhau (toàn cảnh; phát biểu; cận cảnh người dự).",
        en="Appendix 2, section 3: the three photos show three views (wide; speaker; close-up).",
    ),
    fix=Text(
        vi="Giữ ảnh đẹp nhất, thay ảnh còn lại bằng góc chụp khác.",
        en="Keep the best of them and put another view in place of the other.",
    ),
    good=(folder(), folder(photos=photos(photo(1, look=_LIGHT), photo(2, look=_OTHER)))),
    bad=(folder(photos=photos(photo(1, look=_LIGHT), photo(2, look=Look(0b1011 << 200, 850.0, 221)))),),
    check=_nearly_the_same,
)

BLURRED_PHOTO = Rule(
    code="P222",
    name="blurred-photo",
    clause="PL2.1",
    severity=Severity.ADVICE,
    title=Text(vi="Ảnh có vẻ bị mờ", en="Photos that seem blurred"),
    message=Text(
        vi="{count} ảnh có vẻ bị mờ, ví dụ {example}.",
        en="Photos that seem blurred: {count}, for example {example}.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 1: ảnh có chất lượng tốt.",
        en="Appendix 2, section 1: the photos are of good quality.",
    ),
    fix=Text(
        vi="Mở ảnh phóng to xem lại; nếu mờ thật thì chọn ảnh khác rõ hơn.",
        en="Look at the photo enlarged; if it is blurred, choose a sharper one.",
    ),
    good=(
        folder(photos=photos(photo(1, look=_LIGHT))),
        folder(photos=photos(photo(1, look=Look(5, 3.0, 20)))),
        folder(photos=photos(photo(1, look=Look(5, None, 200)))),
    ),
    bad=(folder(photos=photos(photo(1, look=Look(5, 12.0, 200)))),),
    check=_blurred,
)

DARK_PHOTO = Rule(
    code="P223",
    name="dark-photo",
    clause="PL2.2",
    severity=Severity.ADVICE,
    title=Text(vi="Ảnh có vẻ quá tối", en="Photos that seem too dark"),
    message=Text(
        vi="{count} ảnh có vẻ quá tối, khó thấy ai và việc gì, ví dụ {example}.",
        en="Photos that seem too dark to see who does what: {count}, for example {example}.",
    ),
    why=Text(
        vi="Phụ lục 2 mục 2: nhìn vào ảnh, không cần giải thích cũng biết chụp cái gì, ở đâu, với ai.",
        en="Appendix 2, section 2: a look at the photo tells what, where and who, without explanation.",
    ),
    fix=Text(
        vi="Chọn ảnh sáng hơn; lần sau chụp xuôi sáng hoặc bật thêm đèn.",
        en="Choose a lighter photo; next time keep the light behind you or switch on more lamps.",
    ),
    good=(folder(photos=photos(photo(1, look=_LIGHT))),),
    bad=(folder(photos=photos(photo(1, look=Look(5, 12.0, 30)))),),
    check=_dark,
)
