import csv
from datetime import date
from pathlib import Path

import pytest

from gmail_reports.plan.schedule import read_schedule
from gmail_reports.plan.year import plan_year

_TODAY = date(2026, 10, 1)


def test_what_stands_above_the_table_decides_and_the_nearest_line_first():
    above = ("Kế hoạch năm học 2022-2023", "Căn cứ kế hoạch năm học 2021-2022", "NĂM HỌC 2023-2024", "(Kèm theo)")
    assert str(plan_year(above, ["2/2022"], _TODAY)) == "2023-2024"
    assert str(plan_year(above[1:2], ["2/2022"], _TODAY)) == "2021-2022"


def test_the_seeds_table_alone_tells_its_year_by_its_latest_month():
    with (Path(__file__).parent / "data" / "appendix1.csv").open(encoding="utf-8-sig", newline="") as file:
        items = read_schedule(list(csv.reader(file))).items
    assert str(plan_year(("appendix1",), (item.time for item in items), _TODAY)) == "2023-2024"


def test_one_year_mistyped_into_the_future_does_not_decide():
    assert str(plan_year((), ["10/2023", "Tháng 11/2023", "5/2024", "Tháng 10/2032"], _TODAY)) == "2023-2024"


@pytest.mark.parametrize(
    ("today", "year"), [(date(2026, 6, 30), "2025-2026"), (date(2026, 7, 1), "2026-2027"), (_TODAY, "2026-2027")]
)
def test_without_any_year_it_is_the_running_one_and_from_july_the_coming_one(today, year):
    assert str(plan_year((), ["Tháng 9", "5/9", ""], today)) == year
