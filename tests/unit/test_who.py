import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail_reports.people.who import PersonDoubt, bare_name, person_with_address, read_who, the_officer
from tests.builders import a_person

_DATA = json.loads((Path(__file__).parent / "data" / "person_strings.json").read_text(encoding="utf-8"))
_TU, _LE = a_person("Lò Văn Tú"), a_person("Quàng Thị Lê")
_STAFF = (_TU, _LE, a_person("Vàng A Dế"))


@pytest.mark.parametrize(
    "written", ["Đ.c Tú", "Đ.c  Tú", "Đ/c Tú", "ĐC Tú", "Đc Tú", "Đ.C. Tú", "Đ/c: Tú", "Đồng chí Tú"]
)
def test_a_comrade_is_found_by_the_given_name(written):
    who = read_who(written, _STAFF)
    assert (who.names, who.people, who.doubt) == (("Tú",), (_TU,), None)


@pytest.mark.parametrize(
    "written", ["Thầy Tú", "thầy giáo Tú", "Ông Tú", "GV Tú", "Tú", "Lò Văn Tú", "Đ/c Lò Văn Tú", "TÚ"]
)
def test_honorifics_and_full_names_make_no_difference(written):
    assert read_who(written, _STAFF).people == (_TU,)


@pytest.mark.parametrize("written", ["Đ.c Lê", "Cô Lê", "cô giáo Lê"])
def test_le_is_a_given_name_here(written):
    assert read_who(written, (*_STAFF, a_person("Lê Văn Nam"))).people == (_LE,)


def test_a_mong_name_is_called_by_its_last_syllable():
    assert [person.name for person in read_who("Đ/c Dế", _STAFF).people] == ["Vàng A Dế"]


@pytest.mark.parametrize("written", ["Đ.c Tú\nĐ.c Lê", "Tú - Lê", "Tú, Lê", "thầy Tú và cô Lê", "Tú; Lê"])
def test_several_people_in_one_cell_are_all_found(written):
    assert read_who(written, _STAFF).people == (_TU, _LE)


def test_two_of_one_name_are_never_chosen_between():
    other = a_person("Giàng A Tú")
    who = read_who("Đ.c Tú", (_TU, other))
    assert (who.people, who.doubt, who.suggestions) == ((), PersonDoubt.AMBIGUOUS, (_TU, other))


def test_the_full_name_decides_between_two_of_one_name():
    assert read_who("Đ.c Lò Văn Tú", (_TU, a_person("Giàng A Tú"))).people == (_TU,)


def test_two_of_one_full_name_are_in_doubt_too():
    assert read_who("Lò Văn Tú", (_TU, _TU)).doubt is PersonDoubt.AMBIGUOUS


@pytest.mark.parametrize("written", ["", "  ", "Đ.c", "Đ/c "])
def test_nobody_named_is_a_question(written):
    assert read_who(written, _STAFF).doubt is PersonDoubt.MISSING


@pytest.mark.parametrize(
    ("written", "spelt"), [("Đ.c Tứ", "Tú"), ("D/c Tu", "Tú"), ("lo van tu", "Lò Văn Tú"), ("Lò Tú", "Lò Tú")]
)
def test_a_name_that_only_resembles_one_is_a_question_with_a_suggestion(written, spelt):
    who = read_who(written, _STAFF)
    assert (who.people, who.doubt, who.suggestions) == ((), PersonDoubt.RESEMBLING, (_TU,))
    assert who.names == (spelt,)


def test_a_surname_is_asked_about_when_nobody_is_called_so():
    nam = a_person("Lê Văn Nam")
    who = read_who("Đ.c Lê", (_TU, nam))
    assert (who.people, who.doubt, who.suggestions) == ((), PersonDoubt.RESEMBLING, (nam,))


def test_somebody_who_is_not_in_the_list_is_unresolved_and_not_somebody_else():
    who = read_who("Đ/c Hoàng Quốc Huy", _STAFF)
    assert (who.names, who.people, who.doubt) == (("Hoàng Quốc Huy",), (), PersonDoubt.UNRESOLVED)
    assert read_who("Giàng A Tú", (_TU,)).doubt is PersonDoubt.UNRESOLVED


def test_the_place_of_the_tone_makes_no_other_name_but_another_tone_does():
    hoa, my = a_person("Thào Thị Hoà"), a_person("Giàng Thị Mỷ")
    assert read_who("cô Hòa", (hoa, my)).people == (hoa,)
    assert read_who("cô Mỹ", (hoa, my)).people == ()


def test_one_known_and_one_unknown_person_are_a_question_that_keeps_the_known():
    who = read_who("Tú, Hoa", _STAFF)
    assert (who.people, who.doubt) == ((_TU,), PersonDoubt.UNRESOLVED)


@pytest.mark.parametrize("form", _DATA["items"], ids=lambda form: repr(form["raw"]))
def test_every_form_that_schools_write_is_read_as_the_data_say(form):
    who = read_who(form["raw"], (a_person("Tú"), a_person("Lê")))
    asked = who.doubt not in {None, PersonDoubt.UNRESOLVED}
    assert (who.kind, list(who.names), who.role, asked) == (
        form["type"],
        form["names"],
        form["role"],
        form["needs_question"],
    )


def test_the_data_are_the_54_forms():
    assert len(_DATA["items"]) == 54


@pytest.mark.parametrize(
    ("written", "kind", "names", "role"),
    [
        ("VÀNG A DẾ", "individual", ["Vàng A Dế"], None),
        ("Các đ/c: Tú, Lê", "multiple", ["Tú", "Lê"], None),
        ("Thầy Tú cô Lê", "multiple", ["Tú", "Lê"], None),
        ("Tú/Lê", "multiple", ["Tú", "Lê"], None),
        ("Đ/c Tú phối hợp với đ/c Lê", "multiple", ["Tú", "Lê"], None),
        ("Đ/c Tú - 0912345678", "individual", ["Tú"], None),
        ("PHT Tú", "individual", ["Tú"], "phó hiệu trưởng"),
        ("Đ/c Tú - TPT Đội", "individual", ["Tú"], "tổng phụ trách Đội"),
        ("Đoàn Văn Tú", "individual", ["Đoàn Văn Tú"], None),
        ("Bàn Thị Đào", "individual", ["Bàn Thị Đào"], None),
        ("Kpă H'Bia", "individual", ["Kpă H'Bia"], None),
        ("BGH, đ/c Tú", "multiple", ["Tú"], "Ban giám hiệu"),
        ("Tổ KHTN (đ/c Lê)", "individual", ["Lê"], "tổ Khoa học tự nhiên"),
        ("Tổ Toán - Lý", "group", [], "tổ Toán - Lý"),
        ("Tổ KHTN, tổ VP", "group", [], "tổ Khoa học tự nhiên, tổ Văn phòng"),
        ("GVCN lớp 9A", "group", [], "giáo viên chủ nhiệm lớp 9A"),
        ("BGH + Đoàn đội", "group", [], "Ban giám hiệu, Đoàn, Đội"),
        ("CB-GV-NV", "group", [], "toàn trường"),
        ("Toàn thể CBGV", "group", [], "toàn trường"),
        ("Ban chỉ đạo", "group", [], "ban chỉ đạo"),
        ("Hiệu trưởng nhà trường", "role", [], "hiệu trưởng"),
        ("Tổ trưởng các tổ CM", "role", [], "tổ trưởng các tổ chuyên môn"),
        ("Phó hiệu trưởng", "role", [], "phó hiệu trưởng"),
        ("Chủ tịch Công đoàn", "role", [], "chủ tịch công đoàn"),
        ("BTC", "unknown", [], None),
        ("chưa phân công", "unknown", [], None),
        ("tu@example.edu.vn", "unknown", [], None),
    ],
)
def test_other_words_of_the_same_grammar_are_read(written, kind, names, role):
    who = read_who(written, _STAFF)
    assert (who.kind, list(who.names), who.role) == (kind, names, role)
    assert read_who(unicodedata.normalize("NFD", written), _STAFF) == who


def test_who_leads_comes_first():
    assert read_who("Tú (phối hợp), Lê (chính)", _STAFF).people == (_LE, _TU)
    assert read_who("Tú, Lê", _STAFF).people == (_TU, _LE)


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Tổ KHTN", "Tổ trưởng tổ KHTN"),
        ("Tổ KHTN", "tổ Khoa học tự nhiên"),
        ("BGH", "GV, BGH"),
        ("Đoàn - Đội", "Bí thư Đoàn"),
        ("GVCN lớp 9A", "GVCN 9A"),
        ("Đ/c PHT", "Phó hiệu trưởng"),
        ("Cán bộ truyền thông", "CBTT"),
        ("Toàn trường", "Đầu mối toàn trường"),
    ],
)
def test_an_office_or_group_is_the_one_whose_role_says_so(written, role):
    contact = a_person("Mùa A Vừ", role=role)
    who = read_who(written, (*_STAFF, contact))
    assert (who.people, who.doubt) == ((contact,), None)


def test_the_head_of_a_team_answers_for_it_and_nobody_is_chosen_among_its_members():
    members = (a_person("Một Một", role="Tổ KHTN"), a_person("Hai Hai", role="Tổ KHTN"))
    head = a_person("Ba Ba", role="Tổ trưởng tổ KHTN")
    assert read_who("Tổ KHTN", (*members, head)).people == (head,)
    assert read_who("Tổ KHTN", members).doubt is PersonDoubt.NO_CONTACT


def test_a_deputy_is_not_the_principal():
    assert read_who("HT", (a_person("Mùa A Vừ", role="Phó hiệu trưởng"),)).people == ()


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*"Đ.c Tú,Lê-/()\n+&;", " và ", "GVCN", "Tổ ", "BGH", "đ/c "])).map("".join)
    ),
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["Lò Văn Tú", "Quàng Thị Lê"])).map(a_person), max_size=4),
)
def test_whatever_stands_in_the_cell_names_people_of_the_list_or_asks(text, staff):
    who = read_who(text, staff)
    assert all(person in staff for person in (*who.people, *who.suggestions))
    assert who.people or who.doubt is not None
    assert (who.kind in {"individual", "multiple"}) is bool(who.names)


_SYLLABLES = "Lò Giàng Vàng Sùng Mùa Thào Quàng Nguyễn Văn Thị A Dế Páo Chứ Hoa Nam"


@given(
    st.lists(
        st.sampled_from(_SYLLABLES.split()),
        min_size=2,
        max_size=4,
    ).map(" ".join),
    st.sampled_from(["Đ.c {}", "đ/c  {}", "Thầy {}", "{}", "GV {}"]),
)
def test_everybody_is_found_by_the_full_name_and_by_the_given_name(name, form):
    person = a_person(name)
    assert read_who(form.format(name), (person,)).people == (person,)
    assert read_who(form.format(person.given_name), (person,)).people == (person,)


def test_a_staff_list_typed_on_a_mac_or_with_doubled_blanks_is_the_same_list():
    staff = a_person(unicodedata.normalize("NFD", "Lò  Văn Tú"))
    assert read_who("Đ.c Tú", [staff]).people == (staff,)
    assert read_who("Đ.c Lò Văn Tú", [staff]).people == (staff,)


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("Đ.c  Tú", "Tú"),
        ("Đ/c Hoàng  Quốc Huy", "Hoàng Quốc Huy"),
        ("Cô Cúc", "Cúc"),
        ("Bàn Thị Đào", "Bàn Thị Đào"),
    ],
)
def test_a_name_is_bared_of_what_stands_before_it(written, bare):
    assert bare_name(written) == bare


def test_nobodys_gender_is_guessed():
    assert a_person("Lò Văn Tú").honorific == "thầy/cô"


def test_the_officer_is_the_first_with_that_role_and_an_address():
    silent = a_person("Một", role="Cán bộ truyền thông")
    officer = a_person("Hai", role="GV, cán bộ truyền thông", email="hai@x")
    assert the_officer([_TU, silent, officer, a_person("Ba", role="Cán bộ truyền thông", email="ba@x")]) == officer
    assert the_officer([_TU, silent]) is None


def test_a_person_is_found_by_address_whatever_the_case():
    one = a_person("Một", email="Mot@Example.edu.vn")
    assert person_with_address("mot@example.edu.vn", [_TU, one]) == one
    assert person_with_address("", [_TU, one]) is None
    assert person_with_address("other@example.edu.vn", [_TU, one]) is None
