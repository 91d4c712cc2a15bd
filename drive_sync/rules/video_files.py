"""Appendix 2, section 4: the files of films: empty, of another kind, not read, wrongly named.

A film that could not be read is "chưa đọc được": nothing is held against it.
"""

from collections.abc import Iterator

from drive_sync.facts import Contents, EventFolder, Severity
from drive_sync.media.media_types import format_named
from drive_sync.rules.examples import folder, video
from drive_sync.rules.rule import Limits, Problem, Rule
from drive_sync.rules.videos import WHY_MP4, WHY_SIZE, WHY_WATCHED, films, of_film
from drive_sync.wording import Text

_UPLOAD_AGAIN = Text(
    vi="Xóa tệp này trong thư mục rồi tải lên lại video đó từ máy đã quay, chờ chạy hết rồi mới tắt máy.",
    en="Delete this file from the folder, upload the video again from the phone that filmed it, wait until it is done.",
)


def _not_read(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in films(event):
        if one.contents is Contents.UNREAD:
            yield of_film(one)


def _empty(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in event.videos:
        if one.size == 0:
            yield of_film(one)


def _not_a_video(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    for one in event.videos:
        if one.contents is Contents.FOREIGN and one.size != 0:
            yield of_film(one, format=one.format)


def _wrong_ending(event: EventFolder, _limits: Limits) -> Iterator[Problem]:
    """Only for what is mp4: another container is told as such, whatever its name."""
    for one in films(event):
        if one.format == "mp4" and format_named(one.name) != "mp4":
            yield of_film(one)


VIDEO_NOT_READ = Rule(
    code="V308",
    name="video-not-read",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Video chưa đọc được", en="Video not read"),
    message=Text(
        vi="Chưa đọc được video {name}, nên chưa biết độ phân giải và độ dài.",
        en="The video {name} could not be read, so its size and length are not known.",
    ),
    why=WHY_SIZE,
    fix=Text(
        vi="Mở thử video; nếu xem được thì không cần làm gì, nếu không thì tải lên lại từ máy đã quay.",
        en="Try to play it; if it plays, nothing needs to be done; if not, upload it again from the phone.",
    ),
    good=(folder(videos=(video(),)), folder(videos=(video(width=None, height=None),))),
    bad=(folder(videos=(video(contents=Contents.UNREAD, width=None, height=None),)),),
    check=_not_read,
)

EMPTY_VIDEO = Rule(
    code="V309",
    name="empty-video",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Video 0 byte", en="A video of 0 bytes"),
    message=Text(
        vi="Video {name} có 0 byte, có vẻ tải lên dở dang.",
        en="The video {name} has 0 bytes; its upload seems to have stopped.",
    ),
    why=WHY_WATCHED,
    fix=_UPLOAD_AGAIN,
    good=(folder(videos=(video(),)), folder(videos=(video(size=None),))),
    bad=(folder(videos=(video(size=0),)),),
    check=_empty,
)

NOT_A_VIDEO = Rule(
    code="V310",
    name="not-a-video",
    clause="PL2.4",
    severity=Severity.BLOCKING,
    title=Text(vi="Tệp không phải video", en="The file is no video"),
    message=Text(
        vi="Tệp {name} mang tên video nhưng bên trong là {format}, nên chưa xem được như video.",
        en="The file {name} is named like a video but holds {format}, so it cannot be played.",
    ),
    why=WHY_WATCHED,
    fix=_UPLOAD_AGAIN,
    good=(folder(videos=(video(contents=Contents.MEDIA, format="mp4"),)),),
    bad=(folder(videos=(video(contents=Contents.FOREIGN, format="zip"),)),),
    check=_not_a_video,
)

VIDEO_WITH_WRONG_ENDING = Rule(
    code="V312",
    name="video-with-wrong-ending",
    clause="PL2.4",
    severity=Severity.ADVICE,
    title=Text(vi="Đuôi tên video chưa khớp", en="The ending of a video's name does not fit"),
    message=Text(
        vi="Video {name} bên trong đã là mp4, chỉ đuôi tên chưa phải .mp4.",
        en="The video {name} is mp4 inside; only the ending of its name is not .mp4.",
    ),
    why=WHY_MP4,
    fix=Text(
        vi="Nhấn chuột phải vào video → Đổi tên → sửa đuôi thành .mp4",
        en="Right-click the video → Rename → change its ending to .mp4",
    ),
    good=(folder(videos=(video(format="mp4"),)),),
    bad=(folder(videos=(video("khai giang.m4v", "video/x-m4v", format="mp4"),)),),
    check=_wrong_ending,
)
