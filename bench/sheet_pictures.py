"""The tabs of the Sheet as pictures for docs/vi: the demo's autumn, its export, LibreOffice and poppler.

    python -m bench.sheet_pictures [docs/vi]

Needs `soffice` and `pdftoppm` on the PATH; neither is a dependency of the project.
"""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops

from drive_sync.text import fold
from drive_sync.wording import Language
from gmail_reports.sheet.tabs import TABS
from service.demo.play import Stage, played

MARGIN, COLOURS, WIDEST = 12, 48, 1500
ARTICLES = [
    ["6/9/2023", "Trường PTDTBT THCS Pu Nhi khai giảng năm học mới", "https://punhi.example/khai-giang", "Website"],
    ["12/10/2023", "Thầy cô tập huấn sách giáo khoa lớp 8", "https://facebook.com/punhi.example/1", "Fanpage"],
    ["20/11/2023", "Gương thầy giáo tiêu biểu của trường", "https://baodienbien.example/guong", "Báo"],
    ["22/11/2023", "Phát thanh: lợi ích của việc chuyển đổi số", "", "Đài"],
    ["24/11/2023", "Quyên góp ủng hộ bạn nghèo", "đã đăng", "Fanpage", "VII.2"],
]
"""What the officer types into Tin bài; the demo itself tells of folders only."""


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/vi")
    with tempfile.TemporaryDirectory() as scratch:
        with played(Path(scratch) / "demo", Language.VI, lambda _: None) as (stage, _):
            type_articles(stage)
            stage.tick()
            book = stage.people.export_sheet()
        for tab in TABS:
            picture = picture_of(book, tab.name, Path(scratch))
            path = folder / f"bang-{fold(tab.name).replace(' ', '-')}.png"
            picture.save(path, optimize=True)
            print(f"{path}: {picture.width} x {picture.height}, {path.stat().st_size // 1024} KB")


def type_articles(stage: Stage) -> None:
    """The officer fills Tin bài."""
    body = {"values": ARTICLES}
    values = stage.people._values()  # noqa: SLF001
    values.update(
        spreadsheetId=stage.people.spreadsheet, range="'Tin bài'!A2", valueInputOption="USER_ENTERED", body=body
    ).execute()


def picture_of(book: bytes, name: str, scratch: Path) -> Image.Image:
    """A tab of an .xlsx on one page, cut to what is on it."""
    opened = openpyxl.load_workbook(BytesIO(book))
    for other in opened.sheetnames:
        if other != name:
            del opened[other]
    sheet = opened[name]
    used = max(row for row in range(1, sheet.max_row + 1) if any(cell.value for cell in sheet[row]))
    sheet.delete_rows(used + 1, sheet.max_row)
    sheet.print_options.gridLines = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    for row in sheet.iter_rows():
        for cell in row:
            cell.comment = None
    path = scratch / "tab.xlsx"
    opened.save(path)
    profile = f"-env:UserInstallation={(scratch / 'office').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(path))
    run("pdftoppm", "-r", "220", "-png", "-singlefile", str(scratch / "tab.pdf"), str(scratch / "tab"))
    with Image.open(scratch / "tab.png") as page:
        picture = page.convert("RGB")
    blank = Image.new("RGB", picture.size, "white")
    left, top, right, bottom = ImageChops.difference(picture, blank).getbbox() or (0, 0, *picture.size)
    picture = picture.crop((max(left - MARGIN, 0), max(top - MARGIN, 0), right + MARGIN, bottom + MARGIN))
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, picture.height * WIDEST // picture.width), Image.Resampling.LANCZOS)
    return picture.quantize(COLOURS)


def run(program: str, *arguments: str) -> None:
    """Runs a program of this machine."""
    found = shutil.which(program)
    if found is None:
        sys.exit(f"{program} is not on the PATH")
    subprocess.run([found, *arguments], check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
