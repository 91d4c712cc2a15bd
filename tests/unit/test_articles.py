from datetime import date

import pytest

from gmail_reports.articles import Article, articles_of
from gmail_reports.sheet.tabs import ARTICLES, Table
from tests.unit.pictures import rows_of


def _article(**cells):
    named = {"title": "Tiêu đề", "link": "Đường dẫn", "day": "Ngày", "channel": "Kênh", "code": "Mã"}
    rows = rows_of(ARTICLES, [{named[name]: text for name, text in cells.items()}])
    return articles_of(Table(rows))


def test_a_row_is_read_as_the_officer_typed_it():
    (article,) = _article(title=" Khai  giảng ", link="https://a.vn/b", day="5/9/2023", channel="Báo", code="VII.1")
    assert article == Article(1, "Khai giảng", "https://a.vn/b", date(2023, 9, 5), "Báo", "VII.1")


def test_a_row_without_title_and_link_is_no_article():
    assert _article(day="5/9/2023", channel="Báo") == ()


@pytest.mark.parametrize(
    "link", ["https://www.facebook.com/p/1/", "http://facebook.com/p/1", "HTTPS://m.facebook.com/p/1"]
)
def test_one_address_is_one_article_however_it_is_written(link):
    assert Article(1, "Khai giảng", link).identity == "article:facebook.com/p/1"


def test_articles_without_address_are_told_apart_by_title_and_day():
    same = Article(1, "Phát thanh", day=date(2023, 9, 5)), Article(7, "phát  THANH", day=date(2023, 9, 5))
    assert same[0].identity == same[1].identity != Article(1, "Phát thanh", day=date(2023, 9, 6)).identity


@pytest.mark.parametrize(
    ("title", "link", "channel", "complete"),
    [
        ("Khai giảng", "https://a.vn/b", "", True),
        ("Khai giảng", "", "Đài", True),
        ("Khai giảng", "", "Website", False),
        ("Khai giảng", "đã đăng", "", False),
        ("", "https://a.vn/b", "", False),
    ],
)
def test_an_article_needs_a_title_and_something_to_open_or_to_hear(title, link, channel, complete):
    assert (Article(1, title, link, channel=channel).missing is None) is complete
