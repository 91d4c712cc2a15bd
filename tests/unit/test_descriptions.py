import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.descriptions import text_of
from drive_sync.media.probe import InMemory
from tests.unit.media_samples import paper


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_of_notepad_is_read(encoding):
    assert text_of("Mô tả.txt", InMemory("Địa điểm: sân trường".encode(encoding))) == "Địa điểm: sân trường"


def test_the_paragraphs_of_a_word_paper_are_lines():
    text = text_of("a.DOCX", InMemory(paper("Địa điểm: sân trường\nThành phần: HS &amp; GV")))
    assert text.split("\n") == ["Địa điểm: sân trường", "Thành phần: HS & GV", ""]


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a"])
def test_other_papers_are_not_read(name):
    assert text_of(name, InMemory(b"Noi dung: x")) == ""


def test_a_paper_that_unpacks_to_gigabytes_is_read_in_part():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"a" * 50_000_000)
    assert len(text_of("a.docx", InMemory(file.getvalue()))) <= 64 * 1024


@given(st.binary(max_size=400))
def test_any_bytes_are_some_text_or_none(data):
    assert isinstance(text_of("a.docx", InMemory(data)), str)
    assert isinstance(text_of("a.docx", InMemory(b"PK\x03\x04" + data)), str)
    assert isinstance(text_of("a.txt", InMemory(data)), str)
