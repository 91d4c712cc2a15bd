"""The words of a mail to the operator: what stands in the way, or what an absence has brought."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from drive_sync.text import one_line
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import Month
from gmail_reports.letters.house import House
from gmail_reports.letters.letter import Letter

TITLE = {
    "no-access": Text("Google không còn cho phép truy cập", "Google gives no access any more"),
    "google-fails": Text("nhiều giờ liền chưa nhận được trả lời của Google", "no answer from Google for hours"),
    "folder-vanished": Text("không thấy thư mục đang theo dõi", "a watched folder is not to be found"),
    "folder-emptied": Text(
        "không còn thấy thư mục sự kiện nào trong thư mục đang theo dõi", "a watched folder is suddenly empty"
    ),
    "sheet-broken": Text("Bảng theo dõi cần chỉnh lại", "the Sheet needs mending"),
    "letter-unsure": Text("chưa rõ thư đã gửi hay chưa", "nobody knows whether a letter went"),
    "letter-held": Text("có thư chưa gửi được", "a letter cannot be sent"),
    "deadline-in-danger": Text("báo cáo có thể không kịp hạn", "the report may miss its deadline"),
    "storage-nearly-full": Text("bộ nhớ Google sắp đầy", "the Google storage is nearly full"),
    "sending-limit": Text("đã hết hạn mức gửi thư trong ngày", "the day's sending limit is reached"),
}
"""By the kind of trouble; a clock that is off lets no mail leave."""

NOTHING_DONE = {
    "no-access": Text(
        "thư mục và thư của tài khoản này đứng yên; khi có quyền lại, hệ thống tự đọc bù và gửi tiếp, không gửi trùng.",
        "this account's folders and letters stand still; after a new login all is caught up, nothing twice.",
    ),
    "google-fails": Text(
        "hệ thống tự thử lại ở mỗi lần xem; không có gì bị mất.",
        "the system tries again at every look; nothing is lost.",
    ),
    "folder-vanished": Text(
        "kết quả đã có được giữ nguyên, không ai nhận thư về các thư mục ở đó; báo cáo ghi rõ số liệu đủ đến khi nào.",
        "known results stay as they are and nobody is mailed about them; the report says up to when its data are "
        "complete.",
    ),
    "folder-emptied": Text(
        "kết quả đã có được giữ nguyên, không ai nhận thư về các thư mục ở đó.",
        "known results stay as they are and nobody is mailed about them.",
    ),
    "sheet-broken": Text(
        "riêng phần này của bảng không được đọc và ghi; các việc khác vẫn chạy.",
        "this part of the Sheet is neither read nor written; everything else goes on.",
    ),
    "letter-unsure": Text(
        "thư để nguyên như vậy; hệ thống không tự gửi lại.",
        "the letter stays as it is; it is never sent again by itself.",
    ),
    "letter-held": Text("thư này không được gửi.", "the letter is not sent."),
    "deadline-in-danger": Text(
        "báo cáo chờ đến khi điều trên được giải quyết; nếu lúc đó đã quá hạn, báo cáo ghi rõ là gửi muộn.",
        "the report waits until this is settled; if it is past its deadline then, it says so.",
    ),
    "storage-nearly-full": Text(
        "khi bộ nhớ đầy, không ai tải ảnh, video lên được và tài khoản không gửi, nhận được thư.",
        "once it is full, nobody can upload, and the account neither sends nor receives mail.",
    ),
    "sending-limit": Text(
        "các thư đang chờ sẽ tự gửi khi Gmail nhận lại; không thư nào bị mất.",
        "the waiting letters go by themselves as soon as Gmail takes them; none is lost.",
    ),
}
_LOOK = Text("Cần xem: {title}", "Please look: {title}")
_ABSENT = Text(
    "Máy đã chạy lại sau khi nghỉ từ {first} đến {last}", "Running again after a break from {first} to {last}"
)
_ABSENT_OPENING = Text(
    "Từ {first} đến {last}, máy tắt hoặc mất kết nối. Hệ thống đã chạy lại và đọc bù; dưới đây là những gì đã có trong "
    "thời gian đó:",
    "From {first} to {last} the computer was off or not connected. The system runs again and has caught up; this is "
    "what happened meanwhile:",
)
_ABSENT_NOTHING = Text("hệ thống tiếp tục làm việc như thường lệ.", "the system goes on as usual.")
_ABSENT_ZALO = Text(
    "Hệ thống truyền thông tạm nghỉ từ {first} đến {last}, nay đã chạy lại và đọc bù {folders} thư mục mới. Thầy cô "
    "không cần tải lại gì. Xin cảm ơn!",
    "The communications system paused from {first} to {last}; it runs again and has caught up, new folders: {folders}. "
    "Nothing needs to be uploaded again. Thank you!",
)
_OPENING = Text("Từ {since}, hệ thống truyền thông của trường có việc cần xem:", "Since {since} this needs a look:")
_ZALO = Text(
    "Hệ thống truyền thông: {title} (từ {since}). Nhờ người phụ trách kỹ thuật xem giúp; thầy cô cứ tải ảnh, video lên "
    "như thường lệ.",
    "The communications system: {title} (since {since}). Whoever looks after it, please have a look; everybody else "
    "can upload as usual.",
)
_ZALO_FULL = Text(
    "Hệ thống truyền thông: {title} (từ {since}). Nhờ người phụ trách kỹ thuật xem giúp trước khi bộ nhớ đầy.",
    "The communications system: {title} (since {since}). Whoever looks after it, please make room before it is full.",
)
_FOLDERS = Text(
    "Thư mục mới: {all} (đạt {accepted}, cần bổ sung {needs}, chưa rõ {unclear})",
    "New folders: {all} (accepted {accepted}, to be completed {needs}, unclear {unclear})",
)
_LATE = Text("Báo cáo gửi muộn: {months}", "Reports sent late: {months}")
_NONE = Text("không có", "none")
_GIVEN_UP = Text(
    "Thư nhắc không gửi nữa vì đã qua thời điểm: {count}", "Letters not sent, their time being past: {count}"
)


def alert_context(letter: Letter, house: House) -> dict[str, Any]:
    """The data of its templates: `heading`, `opening`, `lines`, `nothing_done` and `zalo`, all finished."""
    about = letter.planned.about
    return _absence(about, house.language) if "absence" in about else _trouble(about, house.language)


def _trouble(about: Mapping[str, Any], language: Language) -> dict[str, Any]:
    kind, since = about["kind"], _clock(about["since"])
    title = TITLE[kind].say(language)
    zalo = _ZALO_FULL if kind == "storage-nearly-full" else _ZALO
    return {
        "heading": _LOOK.say(language, title=title),
        "opening": _OPENING.say(language, since=since),
        "lines": [one_line(sentence) for sentence in about["sentences"]],
        "nothing_done": NOTHING_DONE[kind].say(language),
        "zalo": zalo.say(language, title=title, since=since),
    }


def _absence(about: Mapping[str, Any], language: Language) -> dict[str, Any]:
    first, last = map(_clock, about["absence"])
    folders, months = about["folders"], ", ".join(Month.parse(month).label for month in about["late"])
    accepted, needs, unclear = (folders.get(one, 0) for one in ("accepted", "needs-work", "unknown"))
    count = sum(folders.values())
    return {
        "heading": _ABSENT.say(language, first=first, last=last),
        "opening": _ABSENT_OPENING.say(language, first=first, last=last),
        "lines": [
            _FOLDERS.say(language, all=count, accepted=accepted, needs=needs, unclear=unclear),
            _LATE.say(language, months=months or _NONE.say(language)),
            _GIVEN_UP.say(language, count=about["given_up"]),
        ],
        "nothing_done": _ABSENT_NOTHING.say(language),
        "zalo": _ABSENT_ZALO.say(language, first=first, last=last, folders=count),
    }


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%H:%M %d/%m/%Y}"
