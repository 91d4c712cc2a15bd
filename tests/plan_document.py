"""The seed's plan as a Word document, built from its text and its table."""

import csv
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument

_DATA = Path(__file__).parent / "unit" / "data"


def seed_plan() -> bytes:
    """The whole plan of the seed as a .docx: its body with the signatures, Appendix 1 as a table, Appendix 2."""
    body, _, rest = (_DATA / "plan.txt").read_text(encoding="utf-8").partition("\tStt\n")
    body, _, signatures = body.partition("\tNơi nhận:")
    left, _, right = signatures.partition("\tHIỆU TRƯỞNG")
    right, _, caption = right.partition("Phụ lục 1")
    with (_DATA / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    document = Document()
    add_lines(document, body)
    add_table(document, [["Nơi nhận:" + left, "HIỆU TRƯỞNG" + right]])
    add_lines(document, "Phụ lục 1" + caption)
    add_table(document, rows)
    add_lines(document, rest[rest.index("Phụ lục 2") :])
    return saved(document)


def add_lines(document: WordDocument, text: str) -> None:
    """A paragraph per line that is not empty."""
    for line in filter(str.strip, text.splitlines()):
        document.add_paragraph(re.sub(r"^\[bookmark: \w+\]", "", line))


def add_table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    """A table; where only number and title are filled, the title is merged to the right, as schools do."""
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for cells, row in zip(rows, table.rows, strict=True):
        if len(cells) > 2 and not any(cells[2:]):
            row.cells[1].merge(row.cells[-1])
        for cell, text in zip(row.cells, cells, strict=True):
            if text:
                cell.text = text


def saved(document: WordDocument) -> bytes:
    """The document as a file."""
    contents = BytesIO()
    document.save(contents)
    return contents.getvalue()
