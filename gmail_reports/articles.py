"""The articles of `Tin bài`: what the school published on its website, its page, in a paper or on the radio.

The officer types them by hand. 8 of the 12 products of the seed's plan are "Thông tin về …": an article keeps a
promise as an accepted folder does.
"""

import re
from dataclasses import dataclass
from datetime import date

from drive_sync.text import fold, one_line
from drive_sync.wording import Text
from gmail_reports.sheet.tabs import ARTICLES, CODE, LINK, Table, read_day

_ADDRESS = re.compile(r"https?://(?:www\.|m\.)?([^/\s]+\S*)", re.IGNORECASE)
_RADIO = "dai"

NO_TITLE = Text("Cần bổ sung tiêu đề.", "The title is missing.")
NO_ADDRESS = Text(
    "Cần bổ sung đường dẫn (bắt đầu bằng https://) để người nhận báo cáo mở được bài.",
    "The link is missing: readers of the report need one that begins with https://.",
)


@dataclass(frozen=True, slots=True)
class Article:
    """A row of `Tin bài`; `belongs_to` is what the officer wrote under Mã, `row` counts from 0."""

    row: int
    title: str
    link: str = ""
    day: date | None = None
    channel: str = ""
    belongs_to: str = ""

    @property
    def identity(self) -> str:
        """What makes it the same article tomorrow: its address, else its title and day."""
        address = _ADDRESS.match(self.link)
        where = address[1].rstrip("/").casefold() if address else f"{fold(self.title)} {self.day or ''}".strip()
        return f"article:{where}"

    @property
    def missing(self) -> Text | None:
        """What it needs to be evidence, None when nothing; a piece on the radio has no address."""
        if not self.title:
            return NO_TITLE
        if not _ADDRESS.match(self.link) and fold(self.channel) != _RADIO:
            return NO_ADDRESS
        return None


def articles_of(table: Table) -> tuple[Article, ...]:
    """The articles in the order of their rows; a row that was copied tells nothing new but is kept up too."""
    articles = []
    for row in table.body():
        title, link, channel, belongs_to = (
            one_line(table.cell(row, header)) for header in (ARTICLES.key, LINK, "Kênh", CODE)
        )
        if title or link:
            articles.append(Article(row, title, link, read_day(table.cell(row, "Ngày")), channel, belongs_to))
    return tuple(articles)
