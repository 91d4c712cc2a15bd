import re
from datetime import date
from html import unescape
from pathlib import Path

import jinja2
import pytest

import gmail_reports
from gmail_reports.letters.letter import Kind
from gmail_reports.monthly import EventLine, MonthlyReport
from gmail_reports.progress import ItemState
from tests.builders import a_plan_line, a_report, an_event_line

_LANGUAGES = ("vi", "en")
_HOSTILE = "<script>alert(1)</script>_Khai giảng"
_LINK = "https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz012345"
_SHEET = "https://docs.google.com/spreadsheets/d/1sheet/edit"
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(gmail_reports.__file__).parent / "letters" / "templates"),
    autoescape=jinja2.select_autoescape(["html"]),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEACHER = {"email": "tu@example.edu.vn", "name": "Lò Văn Tú", "given_name": "Tú", "greeting": "thầy Tú"}
_SUPERIOR = {"email": "pgd@example.gov.vn", "name": "", "given_name": "", "greeting": "thầy/cô"}
_OFFICER = {
    "email": "truyenthong@example.edu.vn",
    "name": "Quàng Thị Lê",
    "given_name": "Lê",
    "greeting": "cô Lê",
    "phone": "0912 345 678",
    "position": "Tổng phụ trách Đội",
}
_RECYCLED = {"topic": _HOSTILE, "raw": "2/2023", "suggestion": "2/2024"}
_EVERY_LETTER = {
    "school_name": "Trường PTDTBT THCS Pu Nhi",
    "school_year": "2023-2024",
    "sheet_link": _SHEET,
    "recipient": _TEACHER,
    "officer": _OFFICER,
    "office": {"name": "Phòng Giáo dục và Đào tạo huyện Điện Biên Đông", "short": "Phòng GD&ĐT"},
    "reason": "Thầy/cô nhận thư này vì đã tải thư mục lên.",
}
_FOLDER = {"name": _HOSTILE, "link": _LINK, "photos": 2, "videos": 1}
_PROBLEM = {
    "what": "Mới có 2/3 ảnh khác nhau, còn cần 1 ảnh.",
    "why": "Phụ lục 2 mục 3: mỗi sự kiện tối thiểu 03 ảnh.",
    "fix": "Mở thư mục → Mới → Tải tệp lên, chọn thêm ảnh gốc.",
}
_ADVICE = {
    "what": "1 ảnh có vẻ đã bị nén.",
    "why": "Phụ lục 2 mục 1: ảnh gửi về phải là ảnh gốc.",
    "fix": "Lần sau nên tải lên thẳng từ điện thoại.",
}
_SEND = {"weekday": "thứ Sáu", "date": "13/10/2023", "time": "08:00"}
_EVENTS = (
    an_event_line("one", title=_HOSTILE, photos=5, videos=1, link=_LINK),
    an_event_line("two", title="Trung thu", when="29/9/2023", code="VII.2"),
)
_REPORT = a_report(
    plan=(
        a_plan_line("II.1", state=ItemState.DONE, evidence=_EVENTS[1:]),
        a_plan_line("VI.1", state=ItemState.OVERDUE),
    ),
    events=_EVENTS,
    folders_in_work=1,
    questions_open=4,
)
_REPORT_LETTER = {
    "report": _REPORT,
    "month_label": "10/2023",
    "mm": "10",
    "yyyy": "2023",
    "period_from": "15/09/2023",
    "period_to": "13/10/2023",
    "send": _SEND,
    "address": "phuongthcs6279@gmail.com",
    "address_confirmed": True,
    "after_approval": False,
    "draft_link": "https://mail.google.com/mail/u/0/#drafts/1890abcdef",
    "principal": {"name": "Hoàng Quốc Huy", "title": "Hiệu trưởng"},
    "replaces": {},
    "plan_due": [
        {"code": "II.1", "topic": "SGK lớp 8", "result": "hoàn thành"},
        {"code": "VI.1", "topic": _HOSTILE, "result": "chậm"},
    ],
    "plan_others": [{"code": "V.2", "topic": _HOSTILE, "result": "hoàn thành"}],
    "attachments": ("Bao-cao-truyen-thong-2023-10.docx", "Bao-cao-truyen-thong-2023-10-phu-luc.xlsx"),
}
_OVERDUE = {
    "code": "VII.1",
    "stage": "overdue",
    "topic": _HOSTILE,
    "short_topic": _HOSTILE,
    "product": "Thông tin về các hoạt động; gương thầy cô tiêu biểu",
    "time": "9/2023",
    "last_day": {"weekday": "thứ Bảy", "date": "30/09/2023", "time": ""},
    "report_label": "10/2023",
    "send_day": _SEND,
    "folder_name": "PTDTBT THCS Pu Nhi_Kỷ niệm ngày Nhà giáo Việt Nam",
    "in_charge": "",
}
_BEFORE_REPORT = _OVERDUE | {"code": "II.1", "stage": "before-report", "topic": "SGK lớp 8", "short_topic": "SGK lớp 8"}
_SOON = _OVERDUE | {"code": "II.2", "stage": "soon", "topic": "SGK lớp 9", "short_topic": "SGK lớp 9"}
_NUMBERS = dict.fromkeys(
    ["promised", "done", "dropped", "unclear", "open", "events", "photos", "videos", "articles"], 2
)
_ABOUT = {
    Kind.FEEDBACK: {
        "folder": _FOLDER,
        "problems": [_PROBLEM],
        "advice": [_ADVICE],
        "deadline": {"weekday": "thứ Sáu", "date": "13/10/2023", "time": "17:00"},
    },
    Kind.THANK_YOU: {
        "folder": _FOLDER,
        "item": {"code": "VII.1", "topic": "Kỷ niệm ngày Nhà giáo Việt Nam"},
        "advice": [],
        "report": {"month_label": "10/2023", "send_day": "13/10/2023"},
    },
    Kind.REMINDER: {
        "items": [_OVERDUE, _BEFORE_REPORT, _SOON],
        "overdue": [_OVERDUE],
        "before_report": [_BEFORE_REPORT],
        "soon": [_SOON],
        "upload_link": _LINK,
    },
    Kind.SUMMARY: {
        "recipient": _OFFICER,
        "week_from": "02/10",
        "week_to": "09/10/2023",
        "absences": [["17:00 03/10/2023", "07:00 09/10/2023"]],
        "decisions": [{"text": f"Thư mục “{_HOSTILE}” chưa rõ.", "link": _LINK}],
        "new": [{"name": _HOSTILE, "link": _LINK, "standing": "Cần bổ sung", "problems": _PROBLEM["what"]}],
        "articles": [{"title": _HOSTILE, "link": _LINK, "day": "05/10/2023", "channel": _HOSTILE, "code": ""}],
        "accepted": 0,
        "needs_work": 1,
        "unclear": 0,
        "skipped": 0,
        "due": [{"code": "II.1", "topic": _HOSTILE, "time": "10/2023", "people": "cô Lê"}],
        "overdue": [{"code": "VII.2", "topic": "Các hoạt động XHH", "time": "9/2023", "people": ""}],
        "without": 3,
        "standing": 1,
        "report_label": "10/2023",
        "send": _SEND,
        "report_state": "đã có bản nháp",
        "report_reason": "",
        "missed": 0,
        "storage": f"{_HOSTILE} 12%",
        "sharing": [{"text": f"{_HOSTILE} có vẻ chưa chia sẻ.", "link": _LINK}],
        "progress": {"done": 1, "total": 2, "colours": [{"colour": "#2e7d32", "label": "Đã hoàn thành", "count": 1}]},
        "zalo": [f"Thầy Tú ơi, thư mục “{_HOSTILE}” còn cần: ảnh. {_LINK}"],
    },
    Kind.ALERT: {
        "recipient": _OFFICER,
        "heading": "Cần xem: có thư chưa gửi được",
        "opening": "Từ 08:00 13/10/2023, hệ thống truyền thông của trường có việc cần xem:",
        "lines": [f"Thư về {_HOSTILE} không gửi được."],
        "nothing_done": "thư này không được gửi.",
        "zalo": "Hệ thống truyền thông: có thư chưa gửi được.",
    },
    Kind.YEAR_END: {
        "recipient": _OFFICER,
        "all": _NUMBERS,
        "outside": 1,
        "reports_sent": 10,
        "reports_late": 1,
        "sections": [{"numeral": "II", "title": _HOSTILE} | _NUMBERS],
        "people": [{"name": _HOSTILE, "honorific": "thầy", "called": "Thầy Tú"} | _NUMBERS],
    },
    Kind.QUESTION: {
        "recipient": _OFFICER,
        "recycled": [_RECYCLED | {"code": f"I.{row}", "link": f"{_SHEET}#range=F{row}"} for row in range(1, 10)],
        "codes": "I.1, III.2",
        "total": 12,
        "first_month": "9/2023",
        "previous_year": "2022-2023",
        "others": [{"code": "III.2", "topic": "Chuyển đổi số", "text": "Nội dung này chưa có tháng.", "link": _SHEET}],
    },
    Kind.PREVIEW: _REPORT_LETTER | {"recipient": _OFFICER},
    Kind.REPORT: _REPORT_LETTER | {"recipient": _SUPERIOR},
    Kind.CORRECTION: _REPORT_LETTER
    | {"recipient": _SUPERIOR, "replaces": {"date": "13/10/2023", "because": "bổ sung nhận xét"}},
}
_EMPTY = MonthlyReport("2024-07", (date(2024, 6, 15), date(2024, 7, 12)))


def _say(kind, part, language="vi", **facts):
    context = _EVERY_LETTER | {"key": f"{kind}:pu-nhi:1"} | _ABOUT[kind] | facts
    return _ENVIRONMENT.get_template(f"{kind}/{language}/{part}").render(context)


def _both(kind, language="vi", **facts):
    """The text and the HTML, the latter as its reader sees it."""
    html = _say(kind, "body.html", language, **facts)
    seen = " ".join(re.sub(r"<[^>]*>", "", html.split("<body")[1].partition(">")[2]).split())
    return _say(kind, "body.txt", language, **facts), unescape(seen)


_every_letter = pytest.mark.parametrize("kind", Kind)
_every_language = pytest.mark.parametrize("language", _LANGUAGES)


@_every_letter
@_every_language
def test_a_letter_ends_with_its_reference(kind, language):
    label = {"vi": "Mã thư", "en": "Letter reference"}[language]
    for body in _both(kind, language):
        assert body.rstrip().endswith(f"{label}: {kind}:pu-nhi:1")


@_every_letter
@_every_language
def test_a_subject_is_one_line(kind, language):
    subject = _say(kind, "subject.txt", language)
    assert subject == subject.strip()
    assert "\n" not in subject


@_every_letter
@_every_language
def test_a_folder_name_runs_nothing_and_nothing_is_fetched_when_a_letter_is_opened(kind, language):
    html = _say(kind, "body.html", language)
    assert "<script" not in html
    html = html.replace('<img src="cid:progress"', "")  # a picture that travels in the mail itself
    assert not re.search(r"<img|<link|<style|<iframe|src=|url\(|@import", html)
    assert html.count("<html") == html.count("</html>") == 1


@_every_letter
@_every_language
def test_every_attribute_is_quoted(kind, language):
    html = _say(kind, "body.html", language)
    assert not re.search(r"<[a-z][^>]*=(?![\"'])[^>\"']*>", re.sub(r"\"[^\"]*\"", '""', html))


@_every_letter
@_every_language
def test_nothing_is_left_to_fill_in(kind, language):
    for body in (_say(kind, "subject.txt", language), *_both(kind, language)):
        assert "{{" not in body
        assert "{%" not in body
        assert "None" not in body


@_every_letter
@_every_language
def test_paragraphs_of_a_text_are_one_blank_line_apart(kind, language):
    text = _say(kind, "body.txt", language)
    assert "\n\n\n" not in text
    assert not re.search(r"[ \t]\n", text)


@pytest.mark.parametrize("kind", [one for one in Kind if one not in {Kind.REPORT, Kind.CORRECTION}])
def test_the_footer_says_where_answers_go_and_where_decisions_are_made(kind):
    for body in _both(kind):
        by_a_person = "Máy không đọc thư", "Hệ thống không đọc thư trả lời"
        assert by_a_person[kind not in {"feedback", "thank-you", "reminder"}] in body
        assert "Bảng theo dõi" in body
        assert _EVERY_LETTER["reason"] in body
    assert _SHEET in _say(kind, "body.txt")
    assert f'href="{_SHEET}"' in _say(kind, "body.html")


def test_a_teacher_is_pointed_to_the_officer_and_the_officer_not_to_themselves():
    assert "thư đến cán bộ truyền thông, cô Lê" in _say(Kind.FEEDBACK, "body.txt")
    assert "nhắn Zalo 0912 345 678" in _say(Kind.FEEDBACK, "body.txt")
    assert "thư đến cán bộ" not in _say(Kind.FEEDBACK, "body.txt", recipient=_OFFICER)
    assert "tab “Theo dõi”" in _say(Kind.FEEDBACK, "body.txt", recipient=_OFFICER)


def test_a_missing_phone_leaves_no_hole():
    silent = _OFFICER | {"phone": "", "position": ""}
    for kind in Kind:
        for body in _both(kind, officer=silent):
            assert not re.search(r"nhắn Zalo\s*[.,;]|, điện thoại|, ,|\(\s*\)", body)
    assert "liên hệ: Quàng Thị Lê, thư điện tử truyenthong@" in _say(Kind.REPORT, "body.txt", officer=silent)


def test_without_an_officer_or_a_sheet_letters_are_still_whole():
    nobody = dict.fromkeys(_OFFICER, "") | {"greeting": "thầy/cô"}
    for language in _LANGUAGES:
        for kind in Kind:
            for body in _both(kind, language, officer=nobody, sheet_link=""):
                assert not re.search(r", \)|: \.| \.|,\.", body)


@_every_language
def test_feedback_says_what_is_missing_why_and_how_and_where(language):
    for body in _both(Kind.FEEDBACK, language):
        assert all(sentence in body for sentence in _PROBLEM.values())
        assert _ADVICE["fix"] in body
        assert _LINK in body
    assert f'href="{_LINK}"' in _say(Kind.FEEDBACK, "body.html", language)
    assert _HOSTILE in _say(Kind.FEEDBACK, "body.txt", language)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;_Khai giảng" in _say(Kind.FEEDBACK, "body.html", language)


def test_feedback_names_the_weekday_and_brings_a_version_for_zalo():
    text, seen = _both(Kind.FEEDBACK)
    for body in (text, seen):
        assert "thầy Tú" in body
        assert "trước 17:00 thứ Sáu ngày 13/10/2023" in body
        assert "Bản ngắn để dán Zalo" in body
    assert "trước thứ Sáu ngày 13/10/2023" in _say(Kind.FEEDBACK, "subject.txt")
    assert _LINK in text.split("Bản ngắn để dán Zalo")[1]


def test_feedback_without_advice_has_no_heading_for_it():
    assert all("Gợi ý" not in body for body in _both(Kind.FEEDBACK, advice=[]))


def test_nobody_is_accused():
    for kind in Kind:
        for body in _both(kind):
            assert not re.search(r"\blỗi\b|vi phạm|đồng chí", body)


def test_thanks_name_the_item_and_the_report_it_goes_into():
    for body in _both(Kind.THANK_YOU):
        assert "VII.1 “Kỷ niệm ngày Nhà giáo Việt Nam”" in body
        assert "báo cáo tháng 10/2023, dự kiến gửi Phòng GD&ĐT ngày 13/10/2023" in body


@_every_language
def test_an_event_outside_the_plan_is_thanked_for_as_something_normal(language):
    normal = {"vi": "ngoài kế hoạch; đó là điều bình thường", "en": "outside the plan; that is quite normal"}
    assert all(normal[language] in body for body in _both(Kind.THANK_YOU, language, item=None))


def test_recycled_times_are_one_grouped_question():
    for body in _both(Kind.QUESTION):
        assert "9/12 nội dung có thời gian trước tháng 9/2023" in body
        assert "có thể do dùng lại kế hoạch năm học 2022-2023" in body
        assert "điền “Đúng” hoặc tháng khác vào cột “Thời gian đã xác nhận”, tab “Phụ lục 1”" in body
        assert "nội dung chưa xác nhận sẽ không bị nhắc và không tính chậm" in body
        assert "ghi “2/2023”, có phải là 2/2024 không?" in body
        assert "III.2 Chuyển đổi số: Nội dung này chưa có tháng." in body


@_every_language
def test_every_question_links_to_the_cell_of_its_answer(language):
    for part in ("body.txt", "body.html"):
        assert f"{_SHEET}#range=F7" in _say(Kind.QUESTION, part, language)


def test_without_recycled_times_nothing_is_said_of_an_old_plan():
    for body in _both(Kind.QUESTION, recycled=[]):
        assert "dùng lại kế hoạch" not in body
        assert "Các điểm cần xác nhận:" in body


def test_the_preview_says_what_happens_if_nobody_does_anything():
    sentence = "Nếu thầy/cô không làm gì: gửi thứ Sáu 13/10/2023 lúc 08:00."
    assert sentence in _say(Kind.PREVIEW, "body.txt")
    assert f"<strong>{sentence}</strong>" in _say(Kind.PREVIEW, "body.html")


def test_the_preview_to_a_new_address_says_that_nothing_is_sent_before_it_is_confirmed():
    sentence = "Nếu thầy/cô không làm gì: báo cáo CHƯA gửi, chờ xác nhận nơi nhận."
    assert f"<strong>{sentence}</strong>" in _say(Kind.PREVIEW, "body.html", address_confirmed=False)
    for body in _both(Kind.PREVIEW, address_confirmed=False):
        assert sentence in body
        assert "phuongthcs6279@gmail.com" in body
        assert "“Xác nhận nơi nhận”" in body
        assert "không làm gì: gửi" not in body
    assert "CHƯA gửi" in _say(Kind.PREVIEW, "subject.txt", address_confirmed=False)


@_every_language
def test_the_preview_names_every_decision_and_the_draft(language):
    for body in _both(Kind.PREVIEW, language):
        assert all(words in body for words in ("Giữ lại", "Gửi ngay", "Đã gửi tay", "Báo cáo", "Quyết định"))
    for part in ("body.txt", "body.html"):
        assert _REPORT_LETTER["draft_link"] in _say(Kind.PREVIEW, part, language)


def test_the_preview_counts_what_is_in_the_report_and_what_is_open():
    for body in _both(Kind.PREVIEW):
        assert "Nội dung đến hạn: 2 (hoàn thành 1, đang thực hiện 0, chậm 1)" in body
        assert "Sự kiện: 2, với 8 ảnh, 1 video" in body
        assert "Còn 1 thư mục đang bổ sung" in body
        assert "Còn 4 nội dung của Phụ lục 1 chờ xác nhận" in body


def test_the_report_is_formal_and_carries_no_talk_of_machines():
    for body in _both(Kind.REPORT):
        assert "Kính gửi: Phòng Giáo dục và Đào tạo huyện Điện Biên Đông" in body
        assert "1/2 nội dung đến hạn đã hoàn thành, 1 chậm; 2 sự kiện (1 ngoài kế hoạch) với 8 ảnh, 1 video." in body
        assert "Quàng Thị Lê, Tổng phụ trách Đội, điện thoại 0912 345 678, thư điện tử" in body
        assert "Hoàng Quốc Huy - Hiệu trưởng" in body
        assert not re.search(r"tự động|Hệ thống|Zalo|thầy|Bảng theo dõi", body)
    subject = _say(Kind.REPORT, "subject.txt")
    assert subject == "Báo cáo kết quả công tác truyền thông tháng 10/2023 - Trường PTDTBT THCS Pu Nhi"


@_every_language
def test_the_report_links_to_every_event(language):
    report = a_report(events=(EventLine("one", "Khai giảng", "05/9/2023", 3, 0, _LINK), *_EVENTS[1:]))
    assert _LINK in _say(Kind.REPORT, "body.txt", language, report=report)
    html = _say(Kind.REPORT, "body.html", language, report=report)
    assert f'href="{_LINK}"' in html
    assert ">Khai giảng</a> (05/9/2023)" in html


def test_a_month_without_anything_is_reported_as_that():
    facts = {"report": _EMPTY, "period_from": "15/06/2024", "period_to": "12/07/2024"}
    for body in _both(Kind.REPORT, **facts):
        assert "(từ 15/06/2024 đến 12/07/2024) nhà trường không có nội dung đến hạn" in body
        assert "không phát sinh sự kiện" in body
        assert "Tóm tắt" not in body
    assert "Không phát sinh" in _say(Kind.PREVIEW, "body.txt", **facts)


def test_a_late_report_and_incomplete_data_are_said_politely():
    report = a_report(events=_EVENTS, late=True, facts_since="12/10/2023 09:30")
    for body in _both(Kind.REPORT, report=report):
        assert "gửi muộn hơn thời hạn trước ngày 15" in body
        assert "thông cảm" in body
        assert "đầy đủ đến 12/10/2023 09:30" in body
    for body in _both(Kind.REPORT):
        assert "muộn" not in body
        assert "đầy đủ đến" not in body
