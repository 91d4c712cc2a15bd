"""Which Sheet belongs to a school year, and its cells as last read."""

from datetime import UTC, timedelta

import pytest

from gmail_reports.sheet import store as sheet_store
from gmail_reports.sheet.sync import SheetTrouble, read_sheet
from tests.builders import SOME_MORNING
from tests.unit.pictures import TEXTBOOKS, YEAR, the_tabs

_TABS = {"Phụ lục 1": 1, "Theo dõi": 2, "Tin bài": 5, "Báo cáo": 3, "Nhân sự": 4}
_LATER = SOME_MORNING + timedelta(minutes=5)


def _tabs(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return sheet_store.tabs_of(connection, school, "2023-2024")


def test_each_school_year_has_its_own_spreadsheet(engine):
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2024-2025", "2sheet", {"Phụ lục 1": 9})
    with engine.connect() as connection:
        assert sheet_store.spreadsheet(connection, "pu-nhi", "2023-2024") == ("1sheet", _TABS)
        assert sheet_store.spreadsheet(connection, "pu-nhi", "2024-2025") == ("2sheet", {"Phụ lục 1": 9})
        assert sheet_store.spreadsheet(connection, "pu-nhi", "2025-2026") is None
        assert sheet_store.spreadsheet(connection, "na-son", "2023-2024") is None


def test_a_spreadsheet_that_was_made_anew_takes_the_place_of_the_old(engine):
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "2sheet", {})
    with engine.connect() as connection:
        assert sheet_store.spreadsheet(connection, "pu-nhi", "2023-2024") == ("2sheet", {})


def test_cells_come_back_as_they_were_read(engine):
    rows = [["Stt", "Nội dung/Chủ đề"], [], ["1", '=IMPORTXML("http://x")\n“Đề án” 😀', ""]]
    sheet_store.save_tabs(engine, "pu-nhi", "2023-2024", {"Phụ lục 1": rows, "Theo dõi": []}, SOME_MORNING)
    assert _tabs(engine) == {"Phụ lục 1": rows, "Theo dõi": []}
    assert _tabs(engine, "na-son") == {}


def test_a_tab_that_was_not_read_this_time_stays_as_it_was(engine):
    sheet_store.save_tabs(engine, "pu-nhi", "2023-2024", {"Phụ lục 1": [["old"]], "Theo dõi": [["old"]]}, SOME_MORNING)
    sheet_store.save_tabs(engine, "pu-nhi", "2023-2024", {"Theo dõi": [["new"]]}, _LATER)
    assert _tabs(engine) == {"Phụ lục 1": [["old"]], "Theo dõi": [["new"]]}
    with engine.connect() as connection:
        assert sheet_store.tab_read_at(connection, "pu-nhi", "Phụ lục 1") == SOME_MORNING
        assert sheet_store.tab_read_at(connection, "pu-nhi", "Theo dõi") == _LATER
        assert sheet_store.tab_read_at(connection, "pu-nhi", "Theo dõi").tzinfo is UTC
        assert sheet_store.tab_read_at(connection, "pu-nhi", "Nhân sự") is None


def test_a_sheet_of_which_nothing_was_readable_writes_nothing(engine):
    sheet_store.save_tabs(engine, "pu-nhi", "2023-2024", {}, SOME_MORNING)
    assert _tabs(engine) == {}


class _Sheet:
    """A spreadsheet that shows these cells."""

    def __init__(self, tabs):
        self.tabs = tabs

    def read(self, _spreadsheet, tab_ids):
        return {name: self.tabs[name] for name in tab_ids if name in self.tabs}


def _read(engine, tabs):
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    return read_sheet(engine, _Sheet(tabs), "pu-nhi", YEAR, SOME_MORNING)


def test_before_the_plan_was_imported_there_is_no_sheet_to_read(engine):
    assert not read_sheet(engine, _Sheet({}), "pu-nhi", YEAR, SOME_MORNING)


def test_all_tabs_are_read_into_the_store(engine):
    assert _read(engine, the_tabs(plan=TEXTBOOKS))
    assert _tabs(engine) == the_tabs(plan=TEXTBOOKS)


@pytest.mark.parametrize("name", _TABS)
@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: rows[:0],
        lambda rows: rows[1:],
        lambda rows: [["cột khác"] * len(rows[0]), *rows[1:]],
    ],
    ids=["emptied", "header deleted", "header typed over"],
)
def test_a_damaged_tab_is_told_and_keeps_what_was_read_before(engine, name, damage):
    before = the_tabs(plan=TEXTBOOKS, months=[{"Kỳ": "10/2023", "Quyết định": "Giữ lại"}])
    _read(engine, before)
    with pytest.raises(SheetTrouble, match=name):
        _read(engine, before | {name: damage(before[name])})
    assert _tabs(engine) == before


@pytest.mark.parametrize("name", _TABS)
def test_a_row_inserted_above_a_header_is_no_damage(engine, name):
    tabs = the_tabs(plan=TEXTBOOKS)
    tabs[name] = [["Năm học 2023-2024"], *tabs[name]]
    assert _read(engine, tabs)
    assert _tabs(engine) == tabs


def test_a_plan_whose_own_columns_were_renamed_is_told(engine):
    before = the_tabs(plan=TEXTBOOKS)
    header, *rows = before["Phụ lục 1"]
    renamed = [cell.replace("Nội dung/Chủ đề", "Việc cần làm") for cell in header]
    with pytest.raises(SheetTrouble, match="Phụ lục 1"):
        _read(engine, before | {"Phụ lục 1": [renamed, *rows]})


def test_a_tab_that_was_deleted_is_told(engine):
    tabs = the_tabs(plan=TEXTBOOKS)
    del tabs["Báo cáo"]
    with pytest.raises(SheetTrouble, match="Báo cáo"):
        _read(engine, tabs)


def _topics(engine, year="2023-2024"):
    with engine.connect() as connection:
        return sheet_store.topics_of(connection, "pu-nhi", year)


def test_what_a_code_stands_for_is_remembered_also_when_its_row_is_gone(engine):
    sheet_store.save_topics(engine, "pu-nhi", "2023-2024", {"II.1": "sgk lop 8", "II.2": "tap huan"})
    sheet_store.save_topics(engine, "pu-nhi", "2023-2024", {"II.2": "tap huan giao vien"})
    assert _topics(engine) == {"II.1": "sgk lop 8", "II.2": "tap huan giao vien"}
    assert _topics(engine, "2024-2025") == {}


def test_another_spreadsheet_begins_its_codes_anew(engine):
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    sheet_store.save_topics(engine, "pu-nhi", "2023-2024", {"II.1": "sgk lop 8"})
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    assert _topics(engine) == {"II.1": "sgk lop 8"}
    sheet_store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "2sheet", _TABS)
    assert _topics(engine) == {}


def test_the_cells_of_earlier_school_years_stay_as_they_were(engine):
    for year in ("2022-2023", "2023-2024", "2024-2025"):
        sheet_store.save_tabs(engine, "pu-nhi", year, {"Theo dõi": [[year]]}, SOME_MORNING)
    with engine.connect() as connection:
        assert sheet_store.earlier_rows(connection, "pu-nhi", "2024-2025", "Theo dõi") == [
            [["2022-2023"]],
            [["2023-2024"]],
        ]
        assert sheet_store.tabs_of(connection, "pu-nhi", "2023-2024") == {"Theo dõi": [["2023-2024"]]}
