"""What we ask about a time or a person of the plan, and what we say of one that is clear: in both languages.

The question says what was written, how to answer and where; nothing waits for an answer but a reminder.
"""

from drive_sync.text import one_line
from drive_sync.wording import Language, Text
from gmail_reports.people.who import PersonDoubt, Who
from gmail_reports.times.grammar import Kind
from gmail_reports.times.school_year import SchoolYear
from gmail_reports.times.when import Doubt, Note, When

_DOUBT = {
    Doubt.BEFORE_SCHOOL_YEAR: Text(
        "Thời gian ghi “{raw}” nằm trước năm học {year}. Có phải là tháng {suggestion} không? Điền “Đúng” hoặc tháng "
        "khác vào cột “Thời gian đã xác nhận”; khi chưa xác nhận, hệ thống không nhắc và không tính chậm.",
        "“{raw}” lies before the school year {year}. Is it {suggestion}? Write “Đúng” or another month into the column "
        "“Thời gian đã xác nhận”; until then nobody is reminded and nothing counts as late.",
    ),
    Doubt.MORE_THAN_ONE_YEAR_OLD: Text(
        "Thời gian “{raw}” sớm hơn cả năm học trước. Nội dung này thực hiện tháng nào của năm học {year} (ví dụ "
        "{suggestion}) hay đã thôi thực hiện? Điền vào cột “Thời gian đã xác nhận” hoặc “Quyết định”.",
        "“{raw}” is older than last school year. In which month of {year} (for example {suggestion}) is it due, or was "
        "it dropped? Answer in the column “Thời gian đã xác nhận” or “Quyết định”.",
    ),
    Doubt.AFTER_SCHOOL_YEAR: Text(
        "Thời gian “{raw}” nằm sau năm học {year}. Có phải là tháng {suggestion} không? Điền “Đúng” hoặc tháng khác "
        "vào cột “Thời gian đã xác nhận”.",
        "“{raw}” lies after the school year {year}. Is it {suggestion}? Write “Đúng” or another month into the column "
        "“Thời gian đã xác nhận”.",
    ),
    Doubt.MISSING: Text(
        "Nội dung này chưa có thời gian. Thực hiện tháng nào? Điền vào cột “Thời gian đã xác nhận”.",
        "This item has no time. In which month is it due? Write it into the column “Thời gian đã xác nhận”.",
    ),
    Doubt.UNREADABLE: Text(
        "Chưa hiểu thời gian “{raw}”. Điền tháng, ví dụ 10/{first}, vào cột “Thời gian đã xác nhận”.",
        "“{raw}” was not understood. Write a month such as 10/{first} into the column “Thời gian đã xác nhận”.",
    ),
    Doubt.PARTLY_OUTSIDE: Text(
        "Thời gian “{raw}” ({days}) nằm một phần ngoài năm học {year}. Có phải là {suggestion} không? Điền “Đúng” hoặc "
        "thời gian khác vào cột “Thời gian đã xác nhận”.",
        "“{raw}” ({days}) lies partly outside the school year {year}. Is it {suggestion}? Write “Đúng” or another time "
        "into the column “Thời gian đã xác nhận”.",
    ),
    Doubt.UNCERTAIN: Text(
        "Thời gian “{raw}” có thể hiểu nhiều cách. Có phải là {suggestion} không? Điền “Đúng” hoặc thời gian khác vào "
        "cột “Thời gian đã xác nhận”.",
        "“{raw}” can be read in more than one way. Is it {suggestion}? Write “Đúng” or another time into the column "
        "“Thời gian đã xác nhận”.",
    ),
    Doubt.LUNAR: Text(
        "Thời gian “{raw}” có vẻ theo âm lịch. Theo dương lịch có phải là {suggestion} không? Điền “Đúng” hoặc thời "
        "gian khác vào cột “Thời gian đã xác nhận”.",
        "“{raw}” seems to be a lunar date. Is it {suggestion} in the solar calendar? Write “Đúng” or another time into "
        "the column “Thời gian đã xác nhận”.",
    ),
    Doubt.DITTO: Text(
        "Ô thời gian ghi “{raw}”, có vẻ là “như dòng trên”. Điền tháng vào cột “Thời gian đã xác nhận” để không nhầm "
        "khi sắp xếp lại bảng.",
        "The time says “{raw}”, which seems to mean “as above”. Write the month into the column “Thời gian đã xác "
        "nhận”, so that sorting the table changes nothing.",
    ),
    Doubt.SET_BY_OTHERS: Text(
        "Thời gian “{raw}” chờ lịch của nơi khác. Khi biết, điền tháng vào cột “Thời gian đã xác nhận”; điền “Đúng” "
        "nếu không cần nhắc.",
        "“{raw}” waits for somebody else's calendar. Write the month into the column “Thời gian đã xác nhận” when it "
        "is known, or “Đúng” if no reminder is wanted.",
    ),
}
_MISTYPED = Text(
    "Chưa đọc được thời gian “{raw}”. Có phải là {suggestion} không? Điền “Đúng” hoặc tháng khác vào cột “Thời gian đã "
    "xác nhận”.",
    "“{raw}” could not be read. Is it {suggestion}? Write “Đúng” or another month into the column “Thời gian đã xác "
    "nhận”.",
)
_PERSON_DOUBT = {
    PersonDoubt.MISSING: Text(
        "Nội dung này chưa có người thực hiện. Ai phụ trách? Điền vào cột “Thực hiện”.",
        "Nobody is named for this item. Who is in charge? Write it into the column “Thực hiện”.",
    ),
    PersonDoubt.UNRESOLVED: Text(
        "Chưa rõ “{raw}” là ai. Điền họ tên và Gmail vào tab “Nhân sự”.",
        "It is not clear who “{raw}” is. Write full name and Gmail into the tab “Nhân sự”.",
    ),
    PersonDoubt.UNREADABLE: Text(
        "Chưa hiểu “{raw}” là ai. Điền họ tên người phụ trách vào cột “Thực hiện”.",
        "“{raw}” was not understood. Write the name of the person in charge into the column “Thực hiện”.",
    ),
    PersonDoubt.AMBIGUOUS: Text(
        "“{raw}” có thể là {suggestion}. Điền đủ họ tên vào cột “Thực hiện”.",
        "“{raw}” may be {suggestion}. Write the full name into the column “Thực hiện”.",
    ),
    PersonDoubt.RESEMBLING: Text(
        "“{raw}” có phải là {suggestion} không? Điền đủ họ tên vào cột “Thực hiện”.",
        "Is “{raw}” {suggestion}? Write the full name into the column “Thực hiện”.",
    ),
    PersonDoubt.NO_CONTACT: Text(
        "“{raw}” là một nhóm. Ai là đầu mối? Ghi “{role}” vào cột “Vai trò/Tổ” của người đó trong tab “Nhân sự”; khi "
        "chưa có, hệ thống gửi cho cán bộ truyền thông.",
        "“{raw}” is a group. Who answers for it? Write “{role}” into the column “Vai trò/Tổ” of that person in the tab "
        "“Nhân sự”; until then mail goes to the communications officer.",
    ),
}
_OR = Text(" hoặc ", " or ")
_NO_DATE = Text("Không nhắc theo lịch", "No dated reminder")
_NOTE = {
    Note.MONTH_MADE_A_DATE: Text(
        "Google Sheets hoặc Excel có vẻ đã đổi tháng thành ngày đầu tháng; hệ thống đọc là tháng {months}. Nên để cột "
        "thời gian ở dạng văn bản.",
        "Google Sheets or Excel seems to have turned the month into its first day; we read the month {months}. Format "
        "the column of times as text.",
    ),
}


def question_about_time(when: When, raw: str, year: SchoolYear, language: Language = Language.VI) -> str | None:
    """What we ask about a time written as `raw`, None when it is clear."""
    if when.doubt is None:
        return None
    mistyped = when.doubt is Doubt.UNREADABLE and when.suggestion is not None
    return (_MISTYPED if mistyped else _DOUBT[when.doubt]).say(
        language,
        raw=one_line(raw),
        suggestion=when.suggestion.label if when.suggestion else "",
        days=when.label,
        year=year,
        first=year.first,
    )


def question_about_person(who: Who, raw: str, language: Language = Language.VI) -> str | None:
    """What we ask about a person written as `raw`, None when it is clear."""
    if who.doubt is None:
        return None
    names = (one_line(person.name) for person in who.suggestions)
    return _PERSON_DOUBT[who.doubt].say(
        language, raw=one_line(raw), suggestion=_OR.say(language).join(names), role=who.role or ""
    )


def time_in_words(when: When, language: Language = Language.VI) -> str:
    """How a time is understood: its days, with "?" while it is only a suggestion, or that none will be reminded of."""
    if when.kind is Kind.EVENT_DRIVEN:
        return _NO_DATE.say(language)
    if when.doubt is None:
        return when.label
    return f"{when.suggestion.label} ?" if when.suggestion is not None and when.suggestion.label else ""


def note_about_time(when: When, language: Language = Language.VI) -> str | None:
    """What the officer should know of a time although it may be clear."""
    months = ", ".join(month.label for month in when.months)
    return _NOTE[when.note].say(language, months=months) if when.note is not None else None
