import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.text import composed, fold, one_line, without_accents, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Khai giảng", "khai giang"),
        ("KHAI  GIẢNG_5/9", "khai giang 5 9"),
        ("Đường Đời đen đỏ", "duong doi den do"),
        ("Ước mơ tuổi trẻ vượt khó", "uoc mo tuoi tre vuot kho"),
        ("hoá", "hoa"),
        ("hóa", "hoa"),
        ("PTDTBT TH&THCS", "ptdtbt th thcs"),
        (" … ", ""),
        ("", ""),
    ],
)
def test_different_ways_to_write_a_word_fold_to_one(written, folded):
    assert fold(written) == folded


def test_words_keep_their_order_and_drop_the_signs_between_them():
    assert words("Kỷ niệm 41 năm (20-11)") == ["ky", "niem", "41", "nam", "20", "11"]


@given(st.text())
def test_a_name_typed_on_a_mac_folds_like_one_typed_on_windows(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_decomposed_accents_are_composed():
    assert composed(unicodedata.normalize("NFD", "Khai giảng")) == "Khai giảng"


def test_letters_lose_accents_but_not_their_case():
    assert without_accents("Điện Biên Đông") == "Dien Bien Dong"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("Khai giảng\r\nBcc: a@b", "Khai giảng Bcc: a@b"),
        ("\u202egpj.exe", "gpj.exe"),
        ("a\u2066b\u2069c", "abc"),
        ("\x1b[31mred", "[31mred"),
        ("one\u2028two\u2029three", "one two three"),
        ("  two   blanks  ", "two blanks"),
        ("nul\x00byte", "nul byte"),
    ],
)
def test_foreign_text_is_made_safe_to_show(hostile, shown):
    assert one_line(hostile) == shown


@given(st.text())
def test_any_text_becomes_one_line_without_control_characters(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(unicodedata.category(letter) == "Cc" for letter in line)
    assert line == line.strip()
