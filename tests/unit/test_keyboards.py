import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.names.keyboards import Keyboard, is_syllable, is_typed_as, leftover, without_keys
from drive_sync.text import fold
from tests.unit.keys import TELEX, VNI, typed

_WORDS = ["giảng", "kết", "tổng", "năm", "đá", "giải", "hòa", "quà", "nghiệp", "trường", "được", "chuyền", "Điện", "nữ"]


@pytest.mark.parametrize("word", _WORDS)
@pytest.mark.parametrize("tone_last", [True, False], ids=["tone last", "tone at once"])
@pytest.mark.parametrize(("keys", "keyboard"), [(TELEX, Keyboard.TELEX), (VNI, Keyboard.VNI)], ids=["Telex", "VNI"])
def test_the_keys_of_a_word_give_the_word_back(word, keys, keyboard, tone_last):
    written = typed(word, keys, tone_last=tone_last)
    assert leftover(written) == (keyboard, word)
    assert is_typed_as(fold(written).replace(" ", ""), fold(word), keyboard)


@pytest.mark.parametrize(
    "word", ["Khai", "giang", "HKI", "PTDTBT", "STEM", "video", "2026", "6A", "T9", "", "3phu", "lop6"]
)
def test_words_that_no_keyboard_left_behind_stay_as_they_are(word):
    assert leftover(word) is None


def test_some_english_words_pass_for_leftovers_so_that_callers_want_a_second_sign():
    assert leftover("test") == (Keyboard.TELEX, "tét")


@pytest.mark.parametrize(("word", "is_one"), [("nghieng", True), ("khia", True), ("trug", False), ("giangr", False)])
def test_a_syllable_is_known_by_its_form(word, is_one):
    assert is_syllable(word) == is_one


def test_digits_of_a_name_are_no_keys():
    assert not is_typed_as("20112026", "2010", Keyboard.VNI)


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(Keyboard))
def test_any_text_can_be_looked_at(written, right, keyboard):
    leftover(written)
    assert not is_typed_as(right, right, keyboard)
    assert without_keys(without_keys(fold(written), keyboard), keyboard) == without_keys(fold(written), keyboard)
