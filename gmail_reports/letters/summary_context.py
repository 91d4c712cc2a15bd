"""The words of the weekly summary: what to decide and where, what is new, what is due, and lines for Zalo."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from drive_sync.rules.sharing import RULE_ABOUT
from drive_sync.text import one_line
from drive_sync.wording import Language, Text
from gmail_reports.deadlines import Month
from gmail_reports.letters.house import House, as_addressed, moment
from gmail_reports.letters.letter import Letter, State
from gmail_reports.letters.reminder_context import time_of, topic_of
from gmail_reports.letters.zalo_lines import LONGEST_TOPIC, missing_of, zalo_lines
from gmail_reports.notices.reasons import HELD_BY_OFFICER, WAITS_FOR_ADDRESS, WAITS_FOR_APPROVAL
from gmail_reports.overview import ArticleView, FolderView, ItemView, Overview, Standing
from gmail_reports.progress import STATE_COLOUR, STATE_LABEL, ItemState
from gmail_reports.sheet.view import STANDING_LABEL

_QUESTIONS = Text(
    "{count} nội dung của Phụ lục 1 chưa rõ thời gian hoặc người phụ trách ({codes}): xem cột “Ghi chú hệ thống”, trả "
    "lời ở cột “Thời gian đã xác nhận” hoặc “Thực hiện”. Chưa trả lời thì không nhắc và không tính chậm.",
    "{count} items of Appendix 1 have no clear time or person ({codes}): see the column “Ghi chú hệ thống”, answer in "
    "“Thời gian đã xác nhận” or “Thực hiện”. Until then nobody is reminded and nothing counts as late.",
)
_UNCLEAR = Text(
    "Thư mục “{name}” chưa rõ đã tải xong hay chưa, đã mấy ngày: xem giúp trên Drive.",
    "Folder “{name}”: for days it has not been clear whether the upload is complete. Please look at it on Drive.",
)
_TOLD_OFTEN = Text(
    "Thư mục “{name}” đã được góp ý 3 lần mà vẫn cần bổ sung: chọn “Chấp nhận” hoặc “Bỏ qua” ở tab “Theo dõi”, "
    "hoặc trao đổi trực tiếp.",
    "Folder “{name}” still needs work after three letters: choose “Chấp nhận” (accept) or “Bỏ qua” (skip) in the tab "
    "“Theo dõi”, or have a word with the uploader.",
)
_PUT_OFF = Text(
    "{code} {topic}: đã chọn “Lùi” nhưng chưa có ngày; ghi ngày vào cột “Lùi đến”.",
    "{code} {topic}: put off, but until when? Write the day into the column “Lùi đến”.",
)
_ADDRESS = Text(
    "Nơi nhận báo cáo {address} chưa được xác nhận: nếu đúng, chọn “Xác nhận nơi nhận” ở tab “Báo cáo”. "
    "Chưa xác nhận thì báo cáo chưa gửi.",
    "The report’s recipient {address} is not confirmed: if it is right, choose “Xác nhận nơi nhận” in the tab "
    "“Báo cáo”. Until then no report is sent.",
)
_STUCK = Text(
    "Thư “{subject}” chưa gửi được: {reason}.",
    "The letter “{subject}” could not be sent: {reason}.",
)
_UNSURE = Text(
    "Thư “{subject}” chưa rõ đã gửi hay chưa: xem giúp mục Đã gửi của Gmail; nếu chưa có ở đó thì gửi tay.",
    "Nobody knows whether the letter “{subject}” went: please look into Sent in Gmail; if it is not there, send it.",
)
_INCOMPLETE = Text("Tin, bài “{title}” chưa tính được. {missing}", "The article “{title}” cannot be counted. {missing}")
_WAITING = {
    WAITS_FOR_ADDRESS: Text(WAITS_FOR_ADDRESS, "its recipient is to be confirmed:"),
    WAITS_FOR_APPROVAL: Text(WAITS_FOR_APPROVAL, "it waits until the officer chooses “Gửi ngay”"),
    HELD_BY_OFFICER: Text(HELD_BY_OFFICER, "the officer chose “Giữ lại”"),
}
_REPORT_STATE = {
    "": Text("chưa soạn", "not drafted yet"),
    State.PLANNED: Text("sắp có bản nháp", "to be drafted"),
    State.DRAFTED: Text("đã có bản nháp", "drafted"),
    State.SENDING: Text("đang gửi", "being sent"),
    State.SENT: Text("đã gửi", "sent"),
    State.HELD: Text("đang giữ lại", "held"),
    State.CANCELLED: Text("không gửi", "not to be sent"),
    State.SENT_BY_HAND: Text("đã gửi tay", "sent by hand"),
    State.UNSURE: Text("chưa rõ đã gửi hay chưa", "unsure"),
}


def summary_context(letter: Letter, house: House, school: Overview) -> dict[str, Any]:
    """The data of the summary's templates; what was answered meanwhile falls out."""
    about, language = letter.planned.about, house.language
    new = _folders(about["new"], school)
    waiting = [view for view in _folders(about["waiting"], school) if view.standing is Standing.NEEDS_WORK]
    overdue = _items(about["overdue"], school)
    report = about["next_report"]
    return {
        "week_from": f"{date.fromisoformat(about['from']):%d/%m}",
        "week_to": f"{date.fromisoformat(about['to']):%d/%m/%Y}",
        "absences": [[_clock(one) for one in pair] for pair in about["absences"]],
        "decisions": list(_decisions(about, house, school)),
        "new": [_folder(view, language) for view in new],
        "accepted": sum(view.standing is Standing.ACCEPTED for view in new),
        "needs_work": sum(view.standing is Standing.NEEDS_WORK for view in new),
        "unclear": sum(view.standing in {Standing.UPLOADING, Standing.UNCLEAR} for view in new),
        "skipped": sum(view.standing is Standing.SKIPPED for view in new),
        "articles": [_article(view) for view in _articles(about.get("articles", ()), school)],
        "due": [_item(view, language) for view in _items(about["due"], school)],
        "overdue": [_item(view, language) for view in overdue],
        "without": len({one["code"] for one in about["questions"]}),
        "standing": about["standing"],
        "report_label": Month.parse(report["month"]).label,
        "send": moment(date.fromisoformat(report["send_day"]), "", language),
        "report_state": _REPORT_STATE[report["state"]].say(language),
        "report_reason": _waiting(report["reason"], language),
        "missed": house.missed,
        "storage": ", ".join(f"{account} {share:.0%}" for account, share in house.storage),
        "sharing": list(_sharing(house)),
        "progress": _progress(school, language),
        "zalo": list(zalo_lines(about.get("reported", ()), waiting, overdue, house, school)),
    }


def _sharing(house: House) -> Iterator[dict[str, str]]:
    """What to do about watched folders that the superior office cannot open, or that everybody can."""
    for link, sharing in house.sharing:
        if rule := RULE_ABOUT.get(sharing):
            yield {"text": f"{rule.message.say(house.language)} {rule.fix.say(house.language)}", "link": link}


def _progress(school: Overview, language: Language) -> dict[str, Any]:
    """What the picture of progress shows, in words: how many items are done, and what its colours mean."""
    states = [view.state for view in school.items]
    counted = {state: states.count(state) for state in STATE_COLOUR if state in states}
    return {
        "done": counted.get(ItemState.DONE, 0),
        "total": len(states),
        "colours": [
            {"colour": STATE_COLOUR[state], "label": STATE_LABEL[state].say(language), "count": count}
            for state, count in counted.items()
        ],
    }


def _decisions(about: Mapping[str, Any], house: House, school: Overview) -> Iterable[dict[str, str]]:
    """Each thing only the officer can say, with the place to say it."""
    language, sheet = house.language, house.sheet_link
    if about["address"]:
        yield {"text": _ADDRESS.say(language, address=house.office.address), "link": sheet}
    for one in about["letters"]:
        reason, subject = one_line(one["reason"]).rstrip("."), one_line(one["subject"]) or one["key"]
        yield {"text": (_STUCK if reason else _UNSURE).say(language, subject=subject, reason=reason), "link": sheet}
    for one in about["folders_to_decide"]:
        for folder in _folders([one["id"]], school):
            words = _UNCLEAR if one["why"] == "unclear" else _TOLD_OFTEN
            yield {"text": words.say(language, name=folder.folder.name), "link": folder.folder.link}
    for view in _items(about["put_off"], school):
        yield {
            "text": _PUT_OFF.say(language, code=view.item.code, topic=topic_of(view, LONGEST_TOPIC)),
            "link": house.plan_tab_link or sheet,
        }
    for article in school.articles:
        if article.article.missing is not None:
            title, missing = article.article.title, article.article.missing.say(language)
            yield {"text": _INCOMPLETE.say(language, title=title, missing=missing), "link": sheet}
    open_questions = {one["code"] for one in about["questions"]}
    asked = [view.item.code for view in _items(open_questions, school) if view.when.doubt or view.who.doubt]
    if asked:
        text = _QUESTIONS.say(language, count=len(asked), codes=", ".join(asked))
        yield {"text": text, "link": house.plan_tab_link or sheet}


def _folder(view: FolderView, language: Language) -> dict[str, str]:
    problems = " ".join(missing_of(view, language)) if view.standing is Standing.NEEDS_WORK else ""
    return {
        "name": view.folder.name,
        "link": view.folder.link,
        "standing": STANDING_LABEL[view.standing].say(language),
        "problems": problems,
    }


def _article(view: ArticleView) -> dict[str, str]:
    article = view.article
    day = f"{article.day:%d/%m/%Y}" if article.day else ""
    link = article.link if article.link.lower().startswith("http") else ""
    return {"title": article.title, "link": link, "day": day, "channel": article.channel, "code": view.code or ""}


def _waiting(reason: str, language: Language) -> str:
    """Why a report waits, in the language of the letter."""
    known = next((one for one in _WAITING if reason.startswith(one)), None)
    return _WAITING[known].say(language) + reason.removeprefix(known) if known else reason


def _item(view: ItemView, language: Language) -> dict[str, str]:
    people = [as_addressed(one.name, one.honorific, one.email, language)["greeting"] for one in view.who.people]
    return {
        "code": view.item.code,
        "topic": topic_of(view, LONGEST_TOPIC),
        "time": time_of(view),
        "people": ", ".join(people),
    }


def _folders(ids: Iterable[str], school: Overview) -> list[FolderView]:
    wanted = set(ids)
    return [view for view in school.folders if view.folder.folder_id in wanted]


def _articles(identities: Iterable[str], school: Overview) -> list[ArticleView]:
    """The articles of these identities, each once, in the order of their rows."""
    wanted = {view.article.identity: view for view in reversed(school.articles)}
    return sorted((wanted[one] for one in identities if one in wanted), key=lambda view: view.article.row)


def _items(codes: Iterable[str], school: Overview) -> list[ItemView]:
    wanted = set(codes)
    return [view for view in school.items if view.item.code in wanted]


def _clock(moment_written: str) -> str:
    return f"{datetime.fromisoformat(moment_written):%H:%M %d/%m/%Y}"
