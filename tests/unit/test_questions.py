import pytest

from drive_sync.wording import Language
from gmail_reports.people.who import PersonDoubt, read_who
from gmail_reports.plan.questions import note_about_time, question_about_person, question_about_time, time_in_words
from gmail_reports.times.when import Doubt, SchoolYear, read_when
from tests.builders import a_person

_YEAR = SchoolYear(2023)
_TIMES = {
    Doubt.BEFORE_SCHOOL_YEAR: "2/2023",
    Doubt.MORE_THAN_ONE_YEAR_OLD: "2/2022",
    Doubt.AFTER_SCHOOL_YEAR: "Tháng 10/2032",
    Doubt.PARTLY_OUTSIDE: "Năm 2024",
    Doubt.MISSING: "",
    Doubt.UNREADABLE: "để hỏi lại",
    Doubt.UNCERTAIN: "TX",
    Doubt.LUNAR: "Tháng chạp",
    Doubt.DITTO: "nt",
    Doubt.SET_BY_OTHERS: "Theo lịch của Sở",
}
_PERSONS = {
    PersonDoubt.MISSING: "",
    PersonDoubt.UNREADABLE: "0912345678",
    PersonDoubt.AMBIGUOUS: "Đ.c Tú",
    PersonDoubt.RESEMBLING: "Đ.c Le",
    PersonDoubt.NO_CONTACT: "Tổ VP",
    PersonDoubt.UNRESOLVED: "Đ/c Hoa",
}
_STAFF = (a_person("Lò Văn Tú"), a_person("Giàng A Tú"), a_person("Quàng Thị Lê"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("doubt", Doubt)
def test_every_doubt_about_a_time_quotes_it_and_names_the_column_to_answer_in(doubt, language):
    when = read_when(_TIMES[doubt], _YEAR)
    assert when.doubt is doubt
    question = question_about_time(when, _TIMES[doubt], _YEAR, language)
    assert _TIMES[doubt] in question
    assert "“Thời gian đã xác nhận”" in question
    assert "{" not in question
    if when.suggestion is not None and when.suggestion.label:
        assert when.suggestion.label in question


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("doubt", PersonDoubt)
def test_every_doubt_about_a_person_quotes_the_cell_and_names_the_column_to_answer_in(doubt, language):
    who = read_who(_PERSONS[doubt], _STAFF)
    assert who.doubt is doubt
    question = question_about_person(who, _PERSONS[doubt], language)
    assert _PERSONS[doubt] in question
    assert "“Thực hiện”" in question or "“Nhân sự”" in question
    assert all(person.name in question for person in who.suggestions)


def test_what_is_clear_is_not_asked_about():
    assert question_about_time(read_when("10/2023", _YEAR), "10/2023", _YEAR) is None
    assert question_about_person(read_who("Đ.c Lê", _STAFF), "Đ.c Lê") is None


def test_a_mistyped_time_is_asked_about_with_what_may_be_meant():
    question = question_about_time(read_when("1O/2023", _YEAR), "1O/2023", _YEAR)
    assert question.startswith("Chưa đọc được thời gian “1O/2023”. Có phải là 10/2023 không?")


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("Tháng 9-11", "9/2023 - 11/2023"),
        ("2/2023", "2/2024 ?"),
        ("Thường xuyên", "9/2023 - 5/2024"),
        ("Khi phát sinh", "Không nhắc theo lịch"),
        ("Theo lịch của Sở", ""),
        ("", ""),
    ],
)
def test_a_time_is_told_as_it_is_understood(written, understood):
    assert time_in_words(read_when(written, _YEAR)) == understood


def test_only_a_time_that_a_sheet_changed_has_a_note():
    assert "10/2023" in note_about_time(read_when("45200", _YEAR), Language.EN)
    assert note_about_time(read_when("10/2023", _YEAR)) is None


def test_foreign_text_stays_on_one_line_in_a_question():
    written = "hôm\n\x1b[31mnào đó"
    assert "\n" not in question_about_time(read_when(written, _YEAR), written, _YEAR)
