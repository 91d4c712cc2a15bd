"""Appendix 2, section 4: videos are mp4, from 720p to 1080p, in scenes of half a minute to a minute.

What is wrong with a film's file (empty, not read) is told in `video_files.py`.
"""

from collections.abc import Iterator

from drive_sync.facts import Contents, EventFolder, Severity, Video
from drive_sync.media.media_types import ending
from drive_sync.rules.examples import folder, video
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text

_MP4_MIME_TYPES = frozenset({"video/mp4", "video/x-m4v"})
_UPSIDE_DOWN, _QUARTER_TURN = 180, 90


def films(event: EventFolder) -> Iterator[Video]:
    """The films that are films, as far as we know."""
    return (one for one in event.videos if one.size != 0 and one.contents is not Contents.FOREIGN)


def of_film(one: Video, **data: str | int) -> Problem:
    """A problem of one film; its name is part of every sentence."""
    return Problem({"name": one.name, **data}, one.file_id, one.name)


def _not_mp4(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    """What the bytes are decides, else what Drive says they are."""
    for one in films(event):
        if one.format and one.format != "mp4":
            yield of_film(one, format=one.format)
        elif not one.format and one.mime_type not in _MP4_MIME_TYPES:
            yield of_film(one, format=ending(one.name) or one.mime_type)


def _too_small(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if one.short_side is not None and one.short_side < limits.least_video_side:
            yield of_film(one, width=one.width or 0, height=one.height or 0, minimum=limits.least_video_side)


def _too_large(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if one.short_side is not None and one.short_side > limits.most_video_side:
            yield of_film(one, width=one.width or 0, height=one.height or 0, maximum=limits.most_video_side)


def _too_short(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if one.seconds is not None and one.seconds < limits.shortest_video:
            yield of_film(one, seconds=round(one.seconds))


def _too_long(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if one.seconds is not None and one.seconds > limits.longest_video:
            yield of_film(one, seconds=round(one.seconds))


def _portrait(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if _is_upright(one):
            width, height = _as_shown(one)
            yield of_film(one, width=width, height=height)


def _is_upright(one: Video) -> bool:
    """Whether it is higher than wide as a player shows it; not while that is unknown."""
    width, height = _as_shown(one)
    return 0 < width < height


def _as_shown(one: Video) -> tuple[int, int]:
    """Width and height as a player shows it, 0 while unknown."""
    width, height = one.width or 0, one.height or 0
    return (height, width) if one.rotation % _UPSIDE_DOWN == _QUARTER_TURN else (width, height)


def _old_players_struggle(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if one.codec and one.codec != "AVC":
            yield of_film(one, codec=one.codec)


def _turned(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    """An upright film is told as upright; what is left are films that only a note in the file puts right."""
    for one in films(event):
        if one.rotation and not _is_upright(one):
            yield of_film(one, rotation=one.rotation)


WHY_MP4 = Text(
    vi="Phụ lục 2 mục 4: video chuyển về định dạng mp4.",
    en="Appendix 2, section 4: videos are converted to mp4.",
)
WHY_SIZE = Text(
    vi="Phụ lục 2 mục 4: độ phân giải tối thiểu 720p, tối đa 1080p.",
    en="Appendix 2, section 4: at least 720p, at most 1080p.",
)
_WHY_SCENES = Text(
    vi="Phụ lục 2 mục 4: quay các cảnh đặc trưng, mỗi cảnh từ 30 giây tới 1 phút, ở 1-2 góc quay.",
    en="Appendix 2, section 4: typical scenes, each of 30 seconds to a minute, from one or two angles.",
)
WHY_WATCHED = Text(
    vi="Phụ lục 2 mục 4: video gửi Phòng Giáo dục và Đào tạo, nên mở được trên mọi máy.",
    en="Appendix 2, section 4: the videos go to the superior office, so any computer should play them.",
)
NOT_MP4 = Rule(
    code="V301",
    name="video-not-mp4",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Video chưa phải mp4", en="Video is not mp4"),
    message=Text(vi="Video {name} là định dạng {format}.", en="The video {name} has the format {format}."),
    why=WHY_MP4,
    fix=Text(
        vi="Nhờ cán bộ truyền thông chuyển video này sang mp4 giúp. Lần sau trên iPhone: Cài đặt → Camera → "
        "Định dạng → Tương thích nhất.",
        en="Ask the communications officer to convert this video to mp4. Next time on an iPhone: Settings → Camera → "
        "Formats → Most Compatible.",
    ),
    good=(folder(videos=(video(),)), folder(videos=(video("a.mov", "video/quicktime", format="mp4"),))),
    bad=(
        folder(videos=(video("IMG_0007.MOV", "video/quicktime"),)),
        folder(videos=(video("khai giang.mp4", format="mkv"),)),
    ),
    check=_not_mp4,
)

TOO_SMALL_VIDEO = Rule(
    code="V302",
    name="video-too-small",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Video dưới 720p", en="Video below 720p"),
    message=Text(
        vi="Video {name} chỉ {width}x{height}, cạnh ngắn cần ít nhất {minimum}.",
        en="The video {name} is only {width}x{height}; the short side must have at least {minimum}.",
    ),
    why=WHY_SIZE,
    fix=Text(
        vi="Tải lên tệp gốc trong máy đã quay, không tải bản nhận qua Zalo.",
        en="Upload the original file from the phone that filmed it, not a copy received through Zalo.",
    ),
    good=(
        folder(videos=(video(),)),
        folder(videos=(video(width=720, height=1280),)),
        folder(videos=(video(width=None, height=None),)),
    ),
    bad=(folder(videos=(video(width=640, height=360),)),),
    check=_too_small,
)

TOO_LARGE_VIDEO = Rule(
    code="V303",
    name="video-too-large",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Video trên 1080p", en="Video above 1080p"),
    message=Text(
        vi="Video {name} có kích thước {width}x{height}; cạnh ngắn nên nhiều nhất {maximum}.",
        en="The video {name} has {width}x{height}; the short side should have at most {maximum}.",
    ),
    why=WHY_SIZE,
    fix=Text(
        vi="Lần sau chỉnh máy quay về 1080p (Full HD): tệp nhẹ hơn, tải lên nhanh hơn.",
        en="Next time set the camera to 1080p (Full HD): smaller files, faster uploads.",
    ),
    good=(folder(videos=(video(width=1920, height=1080),)),),
    bad=(folder(videos=(video(width=3840, height=2160),)),),
    check=_too_large,
)

TOO_SHORT_VIDEO = Rule(
    code="V304",
    name="video-too-short",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Video hơi ngắn", en="A rather short video"),
    message=Text(vi="Video {name} dài {seconds} giây.", en="The video {name} lasts {seconds} seconds."),
    why=_WHY_SCENES,
    fix=Text(
        vi="Lần sau giữ máy quay mỗi cảnh từ 30 giây tới 1 phút.",
        en="Next time keep filming each scene for 30 seconds to a minute.",
    ),
    good=(folder(videos=(video(seconds=30.0),)), folder(videos=(video(seconds=None),))),
    bad=(folder(videos=(video(seconds=12.0),)),),
    check=_too_short,
)

TOO_LONG_VIDEO = Rule(
    code="V305",
    name="video-too-long",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Video hơi dài", en="A rather long video"),
    message=Text(vi="Video {name} dài {seconds} giây.", en="The video {name} lasts {seconds} seconds."),
    why=_WHY_SCENES,
    fix=Text(
        vi="Nên cắt thành các cảnh 30-60 giây (ứng dụng Ảnh trên điện thoại: Chỉnh sửa → kéo hai đầu).",
        en="Better cut it into scenes of 30-60 seconds (the phone's gallery: Edit → drag both ends).",
    ),
    good=(folder(videos=(video(seconds=60.0),)), folder(videos=(video(seconds=None),))),
    bad=(folder(videos=(video(seconds=95.0),)),),
    check=_too_long,
)

PORTRAIT_VIDEO = Rule(
    code="V306",
    name="portrait-video",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Video quay dọc", en="Upright video"),
    message=Text(
        vi="Video {name} có vẻ quay dọc ({width}x{height}).",
        en="The video {name} seems to be upright ({width}x{height}).",
    ),
    why=WHY_WATCHED,
    fix=Text(
        vi="Lần sau nên cầm ngang điện thoại khi quay; video này vẫn dùng được.",
        en="Next time better hold the phone sideways; this video can be used all the same.",
    ),
    good=(folder(videos=(video(),)), folder(videos=(video(width=720, height=1280, rotation=90),))),
    bad=(
        folder(videos=(video(width=720, height=1280),)),
        folder(videos=(video(width=1280, height=720, rotation=270),)),
    ),
    check=_portrait,
)

OLD_PLAYERS_STRUGGLE = Rule(
    code="V307",
    name="video-codec",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Máy cũ có thể không mở được video", en="Old computers may not play the video"),
    message=Text(
        vi="Video {name} được nén kiểu {codec}; máy Windows cũ có thể không mở được.",
        en="The video {name} is packed as {codec}; old Windows computers may not play it.",
    ),
    why=WHY_WATCHED,
    fix=Text(
        vi="Lần sau trên iPhone: Cài đặt → Camera → Định dạng → Tương thích nhất; "
        "trên Samsung: tắt “Video hiệu quả cao”.",
        en="Next time on an iPhone: Settings → Camera → Formats → Most Compatible; "
        "on a Samsung: “High efficiency videos” off.",
    ),
    good=(folder(videos=(video(codec="AVC"),)), folder(videos=(video(),))),
    bad=(folder(videos=(video(codec="HEVC"),)),),
    check=_old_players_struggle,
)

TURNED_VIDEO = Rule(
    code="V311",
    name="turned-video",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Video cần máy tự xoay", en="A video that players must turn"),
    message=Text(
        vi="Video {name} phải xoay {rotation} độ khi phát; phần mềm cũ có thể chiếu nghiêng hoặc ngược.",
        en="The video {name} must be turned by {rotation} degrees; old programs may show it sideways or upside down.",
    ),
    why=WHY_WATCHED,
    fix=Text(
        vi="Mở thử trên máy tính; nếu bị ngược thì xoay lại trong ứng dụng Ảnh rồi lưu, tải lên thay.",
        en="Try it on a computer; if it is upside down, turn it in the gallery app, save it and upload that instead.",
    ),
    good=(folder(videos=(video(),)), folder(videos=(video(width=1280, height=720, rotation=90),))),
    bad=(
        folder(videos=(video(rotation=180),)),
        folder(videos=(video(width=720, height=1280, rotation=90),)),
    ),
    check=_turned,
)
