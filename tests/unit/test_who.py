import json
import unicodedata
from pathlib import Path

import pytest

from gmail_reports.who import PersonDoubt, bare_name, person_with_address, read_who, the_officer
from tests.builders import a_person

_FORMS = json.loads((Path(__file__).parent / "data" / "person_strings.json").read_text(encoding="utf-8"))
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
    who = read_who("Đ.c Tú", (_TU, a_person("Giàng A Tú")))
    assert (who.people, who.doubt) == ((), PersonDoubt.UNRESOLVED)


def test_the_full_name_decides_between_two_of_one_name():
    assert read_who("Đ.c Lò Văn Tú", (_TU, a_person("Giàng A Tú"))).people == (_TU,)


def test_two_of_one_full_name_are_in_doubt_too():
    assert read_who("Lò Văn Tú", (_TU, _TU)).doubt is PersonDoubt.UNRESOLVED


@pytest.mark.parametrize("written", ["", "  ", "Đ.c", "Đ/c "])
def test_nobody_named_is_a_question(written):
    assert read_who(written, _STAFF).doubt is PersonDoubt.MISSING


@pytest.mark.parametrize("written", ["Đ.c Tứ", "Đ.c Tu", "Đ/c Hoàng Quốc Huy"])
def test_a_name_that_only_resembles_one_is_a_question(written):
    who = read_who(written, _STAFF)
    assert (who.people, who.doubt) == ((), PersonDoubt.UNRESOLVED)


def test_one_known_and_one_unknown_person_are_a_question_that_keeps_the_known():
    who = read_who("Tú, Hoa", _STAFF)
    assert (who.people, who.doubt) == ((_TU,), PersonDoubt.UNRESOLVED)


@pytest.mark.parametrize(
    "form",
    [form for form in _FORMS if form["type"] in {"role", "group", "unknown"}],
    ids=lambda form: repr(form["written"]),
)
def test_a_role_or_group_is_never_taken_for_a_person(form):
    who = read_who(form["written"], _STAFF)
    assert who.people == ()
    assert who.doubt is not None


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: repr(form["written"]))
def test_whatever_schools_write_finds_the_person_meant_or_asks(form):
    staff = [a_person(f"Lò Văn {name}" if " " not in name else name) for name in form["names"]]
    who = read_who(form["written"], staff)
    if who.doubt is None:
        assert list(who.people) == staff


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
