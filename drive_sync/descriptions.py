"""The text of a description that a teacher put beside the photos: a .txt or .docx, read within bounds, never believed.

A .docx is a ZIP of XML; only its paragraphs are read, and no more of them than a description needs.
"""

import html
import io
import re
import zipfile

from drive_sync.media.media_types import ending
from drive_sync.media.probe import Reader

READABLE = frozenset({"txt", "docx"})
_MOST_TEXT, _MOST_PAPER = 64 * 1024, 4 * 2**20
_PARAGRAPH, _TAG = re.compile(r"</w:p>|<w:br[ /]"), re.compile(r"<[^>]*>")


def text_of(name: str, reader: Reader) -> str:
    """The text of a description file, empty when it is of another kind, too large or cannot be read.

    Raises:
        OSError: its bytes could not be had.
    """
    if ending(name) == "txt":
        return _decoded(reader.read(0, min(reader.size, _MOST_TEXT)))
    if ending(name) == "docx" and reader.size <= _MOST_PAPER:
        return _paper(reader.read(0, reader.size))
    return ""


def _decoded(data: bytes) -> str:
    """Notepad writes UTF-8 or UTF-16, each with its mark; what is neither is shown as far as it can be."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")


def _paper(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as paper, paper.open("word/document.xml") as document:
            xml = document.read(_MOST_TEXT * 8).decode("utf-8", errors="replace")
    except Exception:  # noqa: BLE001 - zipfile and zlib raise anything on foreign bytes; then there is no text
        return ""
    return html.unescape(_TAG.sub("", _PARAGRAPH.sub("\n<", xml)))[:_MOST_TEXT]
