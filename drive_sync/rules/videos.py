"""Appendix 2, section 4: videos are mp4, from 720p to 1080p."""

from collections.abc import Iterator

from drive_sync.facts import EventFolder, Severity
from drive_sync.rules.examples import folder, video
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.wording import Text


def _not_mp4(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in event.videos:
        if one.mime_type != "video/mp4":
            ending = one.name.rpartition(".")[2].lower() if "." in one.name else one.mime_type
            yield Problem({"name": one.name, "format": ending}, one.file_id, one.name)


def _too_small(event: EventFolder, limits: Limits) -> Iterator[Problem]:
    for one in event.videos:
        if one.short_side is not None and one.short_side < limits.least_video_side:
            size: dict[str, str | int] = {"width": one.width or 0, "height": one.height or 0}
            yield Problem({"name": one.name, **size, "minimum": limits.least_video_side}, one.file_id, one.name)


NOT_MP4 = Rule(
    code="V301",
    name="video-not-mp4",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Video chưa phải mp4", en="Video is not mp4"),
    message=Text(vi="Video {name} là định dạng {format}.", en="The video {name} has the format {format}."),
    why=Text(
        vi="Phụ lục 2 mục 4: video chuyển về định dạng mp4.",
        en="Appendix 2, section 4: videos are converted to mp4.",
    ),
    fix=Text(
        vi="Nhờ cán bộ truyền thông chuyển video này sang mp4 giúp. Lần sau trên iPhone: Cài đặt → Camera → "
        "Định dạng → Tương thích nhất.",
        en="Ask the communications officer to convert this video to mp4. Next time on an iPhone: Settings → Camera → "
        "Formats → Most Compatible.",
    ),
    good=(folder(videos=(video(),)),),
    bad=(folder(videos=(video("IMG_0007.MOV", "video/quicktime"),)),),
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
    why=Text(
        vi="Phụ lục 2 mục 4: độ phân giải tối thiểu 720p, tối đa 1080p.",
        en="Appendix 2, section 4: at least 720p, at most 1080p.",
    ),
    fix=Text(
        vi="Tải lên tệp gốc trong máy đã quay, không tải bản nhận qua Zalo.",
        en="Upload the original file from the phone that filmed it, not a copy received through Zalo.",
    ),
    good=(folder(videos=(video(),)), folder(videos=(video(width=720, height=1280),))),
    bad=(folder(videos=(video(width=640, height=360),)),),
    check=_too_small,
)
