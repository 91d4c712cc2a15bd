"""What a careful reader would ask about the plan as a document: its legal basis, its addresses, Appendix 2.

Findings like those about the table; the codes are those of the project's data on the seed's defects.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from drive_sync.text import composed, fold, one_line
from gmail_reports.plan.findings import PlanFinding
from gmail_reports.times.when import SchoolYear

_SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d)(?!\d)")
_OFFICE = r"(?:Giáo dục và Đào tạo|GD\s*&\s*ĐT|GDĐT)"
_OFFICE_OF = re.compile(rf"(?P<office>Phòng|Sở)\s+{_OFFICE}\s+(?P<level>tỉnh|huyện)\s")
_RIGHT_LEVEL = {"Phòng": "huyện", "Sở": "tỉnh"}
_REPORT_RULE = re.compile(
    r"báo(?P<cao>\s+cáo)?\s+trước\s+(?P<ngay>ngày\s+)?(?P<day>\d{1,2})\s+h[àằ]ng\s+tháng", re.IGNORECASE
)
_PERSONAL_ADDRESS = re.compile(r"[\w.+-]+@(?:gmail|yahoo|outlook|hotmail|icloud)\.[\w.]*\w", re.IGNORECASE)
_SHOT = re.compile(r"\b\d+ (?:anh|video) (toan canh|trung canh|can canh|can|dac ta)\b")
_ORIGINAL_PHOTO = re.compile(r"ảnh\s+gốc", re.IGNORECASE)
_SIZE = re.compile(r"\d\s*(?:MB|KB|px|pixel|MP|megapixel|dpi)\b", re.IGNORECASE)


def school_year_in(text: str) -> SchoolYear | None:
    """The first school year that a text names ("NĂM HỌC 2023-2024"), None when it names none."""
    for match in _SCHOOL_YEAR.finditer(text):
        if int(match[2]) == int(match[1]) + 1:
            return SchoolYear(int(match[1]))
    return None


def document_findings(lines: Sequence[str], year: SchoolYear) -> tuple[PlanFinding, ...]:
    """Everything to ask or say about the text around the table; each question once."""
    lines = [composed(line) for line in lines]
    return (
        *_legal_basis(lines, year),
        *_wrong_level(lines),
        *_report_rule(lines),
        *_personal_addresses(lines),
        *_appendix_2(lines),
    )


def _legal_basis(lines: Sequence[str], year: SchoolYear) -> Iterator[PlanFinding]:
    for line in lines:
        old = school_year_in(line) if fold(line).startswith("can cu ") else None
        if old is not None and old.first < year.first:
            yield PlanFinding("stale_legal_basis", data={"old": str(old), "year": str(year)})


def _wrong_level(lines: Sequence[str]) -> Iterator[PlanFinding]:
    """A "Phòng … tỉnh" or "Sở … huyện": the Phòng is the district's, the Sở the province's.

    The right place is the one that the text names most.
    """
    text = "\n".join(lines)
    for match in _OFFICE_OF.finditer(text):
        right = _RIGHT_LEVEL[match["office"]]
        if match["level"] == right:
            continue
        named = Counter(filter(None, map(_name_in_front, re.findall(rf"\b{right}\s+(\w[\w\s]*)", text))))
        place = named.most_common(1)[0][0] if named else "…"
        meant = f"{match['office']} GD&ĐT {right} {place}"
        data = {"written": f"{match['office']}… {match['level']}", "meant": meant}
        yield PlanFinding("wrong_level", suggestion=meant, data=data)


def _name_in_front(text: str) -> str:
    """The words with capital letters that a text begins with: "Điện Biên Đông được nhiều người" → "Điện Biên Đông"."""
    return " ".join(takewhile(lambda word: word[0].isupper(), text.split()))


def _report_rule(lines: Sequence[str]) -> Iterator[PlanFinding]:
    match = _REPORT_RULE.search("\n".join(lines))
    if match is not None and not (match["cao"] and match["ngay"]):
        day = int(match["day"])
        meant = f"báo cáo trước ngày {day} hằng tháng"
        yield PlanFinding("report_rule_wording", suggestion=meant, data={"day": str(day), "last": str(day - 1)})


def _personal_addresses(lines: Sequence[str]) -> Iterator[PlanFinding]:
    found = dict.fromkeys(address for line in lines for address in _PERSONAL_ADDRESS.findall(line))
    for address in found:
        yield PlanFinding("personal_gmail_recipient", data={"address": address})


def _appendix_2(lines: Sequence[str]) -> Iterator[PlanFinding]:
    shots = Counter(match[0] for line in lines for match in [_SHOT.search(fold(line))] if match)
    for line in lines:
        match = _SHOT.search(fold(line))
        if match is not None and shots.pop(match[0], 0) > 1:
            shot = one_line(re.split(r"[:.(]", line.lstrip(" ·•-–+*"), maxsplit=1)[0])
            yield PlanFinding("two_wide_shots", data={"shot": shot})
    folded = [fold(line) for line in lines]
    by_mail = any("anh" in line.split() and re.search(r"\bqua e ?mail\b", line) for line in folded)
    to_drive = any("drive" in line.split() and "upload" in line.split() for line in folded)
    if by_mail and to_drive:
        yield PlanFinding("two_channels")
    for line in lines:
        match = _ORIGINAL_PHOTO.search(line)
        if match is not None:
            if not _SIZE.search(line):
                yield PlanFinding("no_threshold", data={"written": match[0]})
            break
