from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from io import BytesIO

import docx
import pytest

from drive_sync.facts import Finding, Severity
from drive_sync.wording import Language
from gmail_reports.compilation import report_as_json
from gmail_reports.letters.letter import Kind, Letter, PlannedLetter, Recipient
from gmail_reports.letters.rendering import Threading, render
from gmail_reports.monthly import MonthlyReport
from tests.builders import an_event_line
from tests.unit.pictures import OFFICER, TEACHERS_DAY, TU, a_house, a_school, hanoi

_TEACHER = Recipient("tu@example.edu.vn", "Lò Văn Tú", "thầy")
_FOLDER = {
    "name": "PTDTBT THCS Pu Nhi_Trung thu",
    "link": "https://drive.google.com/drive/folders/event",
    "photos": 2,
    "videos": 0,
}
_PERIOD = (date(2023, 9, 14), date(2023, 10, 13))
_SCRIPT = '<script>alert("1")</script>_Khai giảng'
_NUMBERS = dict.fromkeys(
    ["promised", "done", "dropped", "unclear", "open", "events", "photos", "videos", "articles"], 2
)
_every_kind = pytest.mark.parametrize("kind", Kind)
_every_language = pytest.mark.parametrize("language", Language)


def _about(kind, folder_name=_FOLDER["name"], report=None):
    report = report or MonthlyReport("2023-10", _PERIOD, events=(an_event_line(title=folder_name),))
    of_folder = {
        "folder": _FOLDER | {"name": folder_name},
        "problems": [{"code": "P201", "data": {"count": 2, "minimum": 3, "missing": 1}}],
        "advice": [],
    }
    of_report = {"report": report_as_json(report), "sends_at": "2023-10-13T08:00:00+07:00"}
    return {
        Kind.FEEDBACK: of_folder | {"deadline": "2023-10-13"},
        Kind.THANK_YOU: of_folder | {"item": {"code": "II.1", "topic": folder_name}, "month": "2023-10"},
        Kind.REMINDER: {"items": [{"code": "VII.1", "stage": "soon", "until": "2023-11-07"}]},
        Kind.SUMMARY: {
            "from": "2023-10-02",
            "to": "2023-10-09",
            "questions": [{"code": "VII.1", "about": "time"}],
            "folders_to_decide": [],
            "letters": [{"key": "report:pu-nhi:2023-09", "subject": folder_name, "reason": ""}],
            "address": True,
            "put_off": [],
            "new": [],
            "waiting": [],
            "due": [],
            "overdue": [],
            "absences": [],
            "standing": 0,
            "next_report": {"month": "2023-10", "send_day": "2023-10-13", "state": "drafted", "reason": ""},
        },
        Kind.QUESTION: {"total": 1, "questions": [{"code": "VII.1", "about": "time", "row": 2}]},
        Kind.PREVIEW: of_report,
        Kind.CORRECTION: of_report | {"replaces": "2023-10-13T08:00:00+07:00", "different": ["remarks"]},
        Kind.ALERT: {
            "account": "truyenthong.punhi@gmail.com",
            "kind": "letter-held",
            "since": "2023-10-12T15:00:00+07:00",
            "sentences": [f"Thư về {folder_name} không gửi được."],
        },
        Kind.YEAR_END: {
            "all": _NUMBERS,
            "outside": 0,
            "reports": 10,
            "late": 0,
            "sections": [{"numeral": "II", "title": folder_name} | _NUMBERS],
            "people": [{"name": folder_name, "honorific": ""} | _NUMBERS],
        },
        Kind.REPORT: of_report,
    }[kind]


def _a_letter(kind=Kind.FEEDBACK, to=_TEACHER, about=None, **names):
    planned = PlannedLetter(
        f"{kind}:pu-nhi:1", kind, to, hanoi(13, 10), _about(kind, **names) if about is None else about
    )
    return Letter(planned)


def _mail(letter, house=None, school=None, thread=None):
    return render(letter, house or a_house(), school or a_school(plan=TEACHERS_DAY), thread)


def _received(letter, **surroundings):
    """The mail as the recipient's mail program reads it."""
    return message_from_bytes(_mail(letter, **surroundings).compose(), policy=policy.default)


def _part(message, kind):
    return message.get_body((kind,)).get_content()


@_every_kind
@_every_language
def test_a_mail_arrives_with_its_text_its_html_and_its_subject(kind, language):
    mail = _mail(_a_letter(kind), a_house(language))
    message = message_from_bytes(mail.compose(), policy=policy.default)
    assert message["Subject"] == mail.subject
    assert "Pu Nhi" in _part(message, "plain")
    assert "<html" in _part(message, "html")
    assert message.defects == []


def test_the_summary_shows_the_progress_in_a_picture_that_travels_with_it():
    message = _received(_a_letter(Kind.SUMMARY), school=a_school(plan=TEACHERS_DAY))
    (picture,) = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in _part(message, "html")
    assert picture.get_content().startswith(b"\x89PNG")
    assert 'alt="Đã hoàn thành 0/1 nội dung của kế hoạch"' in _part(message, "html")


def test_a_long_subject_keeps_every_blank():
    name = "PTDTBT THCS Pu Nhi_Mít tinh kỷ niệm 41 năm ngày Nhà giáo Việt Nam 20/11 và trao quà cho học sinh vượt khó"
    mail = _mail(_a_letter(folder_name=name))
    assert name in mail.subject
    message = message_from_bytes(mail.compose(), policy=policy.default)
    assert message["Subject"] == mail.subject


@_every_kind
def test_headers_are_ascii_and_no_line_is_longer_than_mail_allows(kind):
    raw = _mail(_a_letter(kind, folder_name="Ảnh “khai giảng” " * 12)).compose()
    head = raw.split(b"\r\n\r\n")[0]
    assert head.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("name", ["Khai giảng\r\nBcc: a@b.vn", "Khai giảng\nBcc: a@b.vn\n\nbody", "a\u2028Bcc: a@b.vn"])
def test_a_folder_name_with_a_line_break_adds_no_header(name):
    message = _received(_a_letter(folder_name=name))
    assert message["Bcc"] is None
    assert "Bcc: a@b.vn" in message["Subject"]
    assert message.get_all("To") == ["Lò Văn Tú <tu@example.edu.vn>"]


def test_an_address_with_a_line_break_is_refused():
    hostile = Recipient("tu@example.edu.vn\r\nBcc: a@b.vn")
    with pytest.raises(ValueError, match=r"(?i)newline|linefeed|carriage"):
        _mail(_a_letter(to=hostile)).compose()
    with pytest.raises(ValueError, match=r"(?i)newline|linefeed|carriage"):
        _mail(_a_letter(), thread=Threading("Trung thu\r\nBcc: a@b.vn", "<a@mail>")).compose()


def test_a_mail_is_from_the_schools_account_and_answers_go_to_the_officer():
    message = _received(_a_letter())
    assert message["From"].addresses[0].addr_spec == "truyenthong.punhi@gmail.com"
    assert message["From"].addresses[0].display_name == "Truyền thông - Trường PTDTBT THCS Pu Nhi"
    assert message["To"].addresses[0].display_name == "Lò Văn Tú"
    assert message["Reply-To"].addresses[0].addr_spec == OFFICER["Gmail"]
    assert message["Reply-To"].addresses[0].display_name == "Quàng Thị Lê"


def test_without_an_officer_there_is_no_reply_to():
    assert _received(_a_letter(), school=a_school(staff=[TU]))["Reply-To"] is None


def test_an_office_without_a_name_is_addressed_by_its_address_alone():
    message = _received(_a_letter(Kind.REPORT, Recipient("phuongthcs6279@gmail.com")))
    assert str(message["To"]) == "phuongthcs6279@gmail.com"


@_every_kind
def test_every_mail_carries_its_key_in_a_header_and_in_its_text(kind):
    message = _received(_a_letter(kind))
    assert message["X-Tin-Truong-Letter"] == f"{kind}:pu-nhi:1"
    for part in ("plain", "html"):
        assert f"Mã thư: {kind}:pu-nhi:1" in _part(message, part)


@_every_kind
def test_holiday_notices_do_not_answer_what_the_program_wrote_but_the_report_is_the_schools_own(kind):
    assert _received(_a_letter(kind))["Auto-Submitted"] == (
        None if kind in {Kind.REPORT, Kind.CORRECTION} else "auto-generated"
    )


def test_a_first_mail_answers_nothing():
    message = _received(_a_letter())
    assert (message["In-Reply-To"], message["References"]) == (None, None)


def test_a_follow_up_has_the_first_mails_subject_and_refers_to_it():
    thread = Threading("[Truyền thông] Thư mục “Trung thu” cần bổ sung", "<CAF0123456789=abc@mail.gmail.com>")
    message = _received(_a_letter(Kind.THANK_YOU), thread=thread)
    assert message["Subject"] == thread.subject
    assert message["In-Reply-To"] == message["References"] == thread.message_id


def test_a_thread_whose_first_message_id_is_lost_still_keeps_its_subject():
    message = _received(_a_letter(), thread=Threading("Trung thu", ""))
    assert (message["Subject"], message["In-Reply-To"], message["References"]) == ("Trung thu", None, None)


@_every_kind
def test_the_report_and_its_annex_are_attached_where_it_is_spoken_of(kind):
    attachments = list(_received(_a_letter(kind)).iter_attachments())
    if kind not in {Kind.REPORT, Kind.PREVIEW, Kind.CORRECTION}:
        assert attachments == []
        return
    document, rows = attachments
    office = "application/vnd.openxmlformats-officedocument"
    assert document.get_filename() == "Bao-cao-truyen-thong-2023-10.docx"
    assert document.get_content_type() == f"{office}.wordprocessingml.document"
    assert rows.get_filename() == "Bao-cao-truyen-thong-2023-10-phu-luc.xlsx"
    assert rows.get_content_type() == f"{office}.spreadsheetml.sheet"
    assert "ngày 13 tháng 10 năm 2023" in _everything_in(document)


def _everything_in(document):
    opened = docx.Document(BytesIO(document.get_content()))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in opened.paragraphs)])


def test_a_report_that_goes_late_is_dated_the_day_it_goes():
    late = MonthlyReport("2023-10", (_PERIOD[0], date(2023, 10, 20)), late=True)
    letter = _a_letter(Kind.REPORT, report=late)
    document, _ = _received(letter).iter_attachments()
    assert "ngày 20 tháng 10 năm 2023" in _everything_in(document)


def test_the_folders_of_a_report_are_its_evidence_and_other_letters_take_none():
    assert _mail(_a_letter(Kind.REPORT)).evidence == ("event",)
    assert all(_mail(_a_letter(kind)).evidence == () for kind in set(Kind) - {Kind.REPORT})


@pytest.mark.parametrize("kind", [Kind.FEEDBACK, Kind.THANK_YOU, Kind.REPORT])
@_every_language
def test_a_hostile_folder_name_is_text_everywhere(kind, language):
    message = _received(_a_letter(kind, folder_name=_SCRIPT), house=a_house(language))
    html = _part(message, "html")
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;_Khai giảng" in html
    assert _SCRIPT in _part(message, "plain")


def test_a_hostile_topic_of_the_plan_is_text_too():
    plan = (TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Nội dung/Chủ đề": '<img src="http://x">\nNhà giáo'})
    message = _received(_a_letter(Kind.QUESTION), school=a_school(plan=plan))
    assert "<img" not in _part(message, "html")
    assert 'VII.1 <img src="http://x"> Nhà giáo' in _part(message, "plain")


def test_the_mark_changes_exactly_when_what_the_mail_says_changes():
    first = _mail(_a_letter()).mark
    assert _mail(_a_letter()).mark == first
    assert _mail(_a_letter(folder_name="another")).mark != first
    assert _mail(_a_letter(), a_house(Language.EN)).mark != first
    assert _mail(_a_letter(to=replace(_TEACHER, email="other@example.edu.vn"))).mark != first


def test_the_sentences_of_a_finding_are_those_of_its_rule():
    advice = Finding("P202", Severity.ADVICE, data={"count": 1, "reason": "tên tệp", "example": "z1.jpg"})
    about = _about(Kind.FEEDBACK) | {"advice": [{"code": advice.code, "data": dict(advice.data)}]}
    text = _part(_received(_a_letter(about=about)), "plain")
    assert "1. Mới có 2/3 ảnh khác nhau, còn cần 1 ảnh." in text
    assert "- 1 ảnh có vẻ đã bị nén" in text


def test_the_question_leads_to_the_very_cell_of_the_answer():
    text = _part(_received(_a_letter(Kind.QUESTION)), "plain")
    assert "https://docs.google.com/spreadsheets/d/1sheet/edit#gid=1&range=F3" in text


def test_a_question_that_was_answered_meanwhile_falls_out():
    answered = a_school(plan=(TEACHERS_DAY[0], {**TEACHERS_DAY[1], "Thời gian đã xác nhận": "Đúng"}))
    assert "VII.1" not in _part(_received(_a_letter(Kind.QUESTION), school=answered), "plain")


@pytest.mark.parametrize(
    ("recipient", "vietnamese", "english"),
    [
        (_TEACHER, "Kính gửi thầy Tú,", "Dear Tú,"),
        (Recipient("de@example.edu.vn", "Vàng A Dế", "thầy/cô"), "Kính gửi thầy/cô Dế,", "Dear Dế,"),
        (Recipient("stranger@gmail.com"), "Kính gửi thầy/cô,", "Dear colleague,"),
    ],
)
def test_people_are_addressed_by_the_last_syllable_of_their_name(recipient, vietnamese, english):
    letter = _a_letter(to=recipient)
    assert _part(_received(letter), "plain").startswith(vietnamese)
    assert _part(_received(letter, house=a_house(Language.EN)), "plain").startswith(english)
