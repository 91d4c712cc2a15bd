"""Which Sheet belongs to a school year, and its cells as last read."""

from datetime import UTC, timedelta

from gmail_reports import store
from tests.builders import SOME_MORNING

_TABS = {"Phụ lục 1": 1, "Theo dõi": 2, "Báo cáo": 3, "Nhân sự": 4}
_LATER = SOME_MORNING + timedelta(minutes=5)


def _tabs(engine, school="pu-nhi"):
    with engine.connect() as connection:
        return store.tabs_of(connection, school)


def test_each_school_year_has_its_own_spreadsheet(engine):
    store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    store.save_spreadsheet(engine, "pu-nhi", "2024-2025", "2sheet", {"Phụ lục 1": 9})
    with engine.connect() as connection:
        assert store.spreadsheet(connection, "pu-nhi", "2023-2024") == ("1sheet", _TABS)
        assert store.spreadsheet(connection, "pu-nhi", "2024-2025") == ("2sheet", {"Phụ lục 1": 9})
        assert store.spreadsheet(connection, "pu-nhi", "2025-2026") is None
        assert store.spreadsheet(connection, "na-son", "2023-2024") is None


def test_a_spreadsheet_that_was_made_anew_takes_the_place_of_the_old(engine):
    store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "1sheet", _TABS)
    store.save_spreadsheet(engine, "pu-nhi", "2023-2024", "2sheet", {})
    with engine.connect() as connection:
        assert store.spreadsheet(connection, "pu-nhi", "2023-2024") == ("2sheet", {})


def test_cells_come_back_as_they_were_read(engine):
    rows = [["Stt", "Nội dung/Chủ đề"], [], ["1", '=IMPORTXML("http://x")\n“Đề án” 😀', ""]]
    store.save_tabs(engine, "pu-nhi", {"Phụ lục 1": rows, "Theo dõi": []}, SOME_MORNING)
    assert _tabs(engine) == {"Phụ lục 1": rows, "Theo dõi": []}
    assert _tabs(engine, "na-son") == {}


def test_a_tab_that_was_not_read_this_time_stays_as_it_was(engine):
    store.save_tabs(engine, "pu-nhi", {"Phụ lục 1": [["old"]], "Theo dõi": [["old"]]}, SOME_MORNING)
    store.save_tabs(engine, "pu-nhi", {"Theo dõi": [["new"]]}, _LATER)
    assert _tabs(engine) == {"Phụ lục 1": [["old"]], "Theo dõi": [["new"]]}
    with engine.connect() as connection:
        assert store.tab_read_at(connection, "pu-nhi", "Phụ lục 1") == SOME_MORNING
        assert store.tab_read_at(connection, "pu-nhi", "Theo dõi") == _LATER
        assert store.tab_read_at(connection, "pu-nhi", "Theo dõi").tzinfo is UTC
        assert store.tab_read_at(connection, "pu-nhi", "Nhân sự") is None


def test_a_sheet_of_which_nothing_was_readable_writes_nothing(engine):
    store.save_tabs(engine, "pu-nhi", {}, SOME_MORNING)
    assert _tabs(engine) == {}
