from dataclasses import fields
from datetime import date, time
from pathlib import Path

import pytest

from drive_sync.rules import Limits
from service.config_file import BadConfig, load
from service.config_limits import RuleLimits
from service.config_pages import config_example

_EXAMPLE = config_example()


def _file(folder, text):
    path = folder / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _changed(*changes):
    """The example with some lines replaced; each must be there."""
    text = _EXAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _mistakes(folder, text):
    """The lines of what is wrong, without the count in the first."""
    with pytest.raises(BadConfig) as caught:
        load(_file(folder, text))
    return str(caught.value).splitlines()[1:]


def _line_of(text, start):
    """The number of the line that begins so, counted as an editor does."""
    return next(number for number, line in enumerate(text.splitlines(), start=1) if line.startswith(start))


def test_the_example_can_be_used_as_it_is(tmp_path):
    config = load(_file(tmp_path, _EXAMPLE))
    (school,) = config.schools
    assert (school.id, school.school_year, school.start) == ("pu-nhi", "2023-2024", date(2023, 9, 1))
    assert config.timing.send_hour == time(8)
    assert config.calendar.working_days.is_working_day(date(2026, 1, 10))
    assert not config.calendar.working_days.is_working_day(date(2026, 1, 2))


def test_the_example_in_the_repository_is_the_generated_one():
    repository = Path(__file__).parent.parent.parent
    assert load(repository / "config.example.toml").schools == load(_file_of_example(repository)).schools


def _file_of_example(repository):
    assert (repository / "config.example.toml").read_text(encoding="utf-8") == _EXAMPLE
    return repository / "config.example.toml"


def test_paths_are_beside_the_file_and_not_where_the_program_was_started(tmp_path):
    config = load(_file(tmp_path, _EXAMPLE))
    assert config.state_dir == tmp_path / "state"
    assert config.google.client_secrets == tmp_path / "client_secret.json"
    assert config.url == f"sqlite:///{(tmp_path / 'state' / 'tintruong.sqlite3').as_posix()}"


def test_an_absolute_path_and_another_database_are_taken_as_written(tmp_path):
    postgresql = 'database_url = "postgresql+psycopg://tintruong@localhost/tintruong"'
    text = _changed(
        ('state_dir = "state"', f'state_dir = "{(tmp_path / "elsewhere").as_posix()}"'),
        ('database_url = ""', postgresql),
    )
    config = load(_file(tmp_path, text))
    assert config.state_dir == tmp_path / "elsewhere"
    assert config.url == "postgresql+psycopg://tintruong@localhost/tintruong"


def test_notepads_byte_order_mark_does_no_harm(tmp_path):
    assert load(_file(tmp_path, b"\xef\xbb\xbf" + _EXAMPLE.encode())).schools


def test_three_mistakes_are_told_together_each_with_its_line_value_and_remedy(tmp_path):
    text = _changed(
        ("poll_minutes = 5", "poll_minutes = 0"),
        ('id = "pu-nhi"', 'id = "Pu Nhi"'),
        ('address = "phuongthcs6279@gmail.com"', 'address = "phuongthcs6279"'),
    )
    path = tmp_path / "config.toml"
    with pytest.raises(BadConfig) as caught:
        load(_file(tmp_path, text))
    first, *mistakes = str(caught.value).splitlines()
    assert first == "3 chỗ cần sửa trong cấu hình (3 mistakes):"
    minutes, identifier, address = mistakes
    poll_minutes = f"  {path}:{_line_of(text, 'poll_minutes')}: timing.poll_minutes = 0: "
    assert minutes == poll_minutes + "ghi số từ 1 trở lên (at least 1)"
    assert identifier.startswith(f"  {path}:{_line_of(text, 'id =')}: schools[0].id = 'Pu Nhi': chỉ dùng chữ thường")
    assert address.startswith(f"  {path}:{_line_of(text, 'address')}: schools[0].superiors[0].address = 'phuong")
    assert address.endswith("ghi một địa chỉ thư, ví dụ truong@gmail.com (write an e-mail address)")


def test_a_mistake_in_the_second_of_two_tables_is_shown_there(tmp_path):
    text = _changed(('address = "vhxh.punhi@example.com"', 'address = "vhxh"'))
    (mistake,) = _mistakes(tmp_path, text)
    second = [number for number, line in enumerate(text.splitlines(), start=1) if line.startswith("address")][1]
    assert f":{second}: schools[0].superiors[1].address" in mistake


def test_a_mistake_in_the_second_school_is_shown_there(tmp_path):
    second = _EXAMPLE[_EXAMPLE.index("[[schools]]") :].replace('id = "pu-nhi"', 'id = "na-son"')
    text = _EXAMPLE + "\n" + second.replace("start = 2023-09-01", 'start = "hôm qua"')
    (mistake,) = _mistakes(tmp_path, text)
    where = next(number for number, line in enumerate(text.splitlines(), start=1) if "hôm qua" in line)
    assert f":{where}: schools[1].start = 'hôm qua': ghi ngày dạng 2023-09-01" in mistake


def test_a_key_with_a_typing_error_cannot_hide(tmp_path):
    text = _changed(("poll_minutes = 5", "pol_minutes = 5"))
    (mistake,) = _mistakes(tmp_path, text)
    assert f":{_line_of(text, 'pol_minutes')}: timing.pol_minutes = 5: không có mục tên này" in mistake


def test_a_missing_option_is_shown_where_its_table_begins(tmp_path):
    text = _changed(('signer_name = "Hoàng Quốc Huy"\n', ""))
    (mistake,) = _mistakes(tmp_path, text)
    assert f":{_line_of(text, '[[schools]]')}: schools[0].signer_name: thiếu mục này, hãy thêm" in mistake


def test_without_any_school_there_is_nothing_to_do(tmp_path):
    for text in (_EXAMPLE[: _EXAMPLE.index("[[schools]]")], "schools = []\n", ""):
        (mistake,) = _mistakes(tmp_path, text)
        assert "schools: " in mistake


def test_two_schools_of_one_id_are_told_apart(tmp_path):
    (mistake,) = _mistakes(tmp_path, _EXAMPLE + "\n" + _EXAMPLE[_EXAMPLE.index("[[schools]]") :])
    assert "pu-nhi dùng hai lần" in mistake


@pytest.mark.parametrize(
    ("line", "hostile", "remedy"),
    [
        ("timeout_seconds = 60", "timeout_seconds = -1", "at least 1"),
        ("timeout_seconds = 60", "timeout_seconds = 1e309", "whole number"),
        ("timeout_seconds = 60", 'timeout_seconds = "sáu mươi"', "whole number"),
        ("timeout_seconds = 60", "timeout_seconds = 60.5", "whole number"),
        ("quiet_minutes = 30", "quiet_minutes = 100000", "1440"),
        ("send_hour = 08:00:00", "send_hour = [8]", "08:00:00"),
        ("start = 2023-09-01", "start = 2023-09-01T08:00:00", "2023-09-01"),
        ("start = 2023-09-01", "start = true", "2023-09-01"),
        ('state_dir = "state"', "state_dir = 7", "in quotation marks"),
        ("[google]", "timing = 5\n[google]", "TOML"),
        ("[alerts]", "[[alerts]]", "as a table"),
        ("send_hour = 08:00:00", 'send_hour = "8 giờ"', "08:00:00"),
        ("off = [2026-01-02]", 'off = "2026-01-02"', "in brackets"),
        ("off = [2026-01-02]", "off = [2026-02-30]", "TOML"),
        ('school_year = "2023-2024"', 'school_year = "2023-2025"', "two consecutive years"),
        ('root_url = ""', 'root_url = "http://127.0.0.1:8080"', "slash at the end"),
        ('root_url = ""', 'root_url = "file:///etc/"', "slash at the end"),
        ('language = "vi"', 'language = "fr"', "choose one"),
        ('symbol = "PTDTBTTHCSPN"', 'symbol = ""', "must not be empty"),
        ('symbol = "PTDTBTTHCSPN"', "symbol = 7", "in quotation marks"),
        ('accounts = ["truyenthong.punhi@gmail.com"]', "accounts = []", "at least one"),
        ('accounts = ["truyenthong.punhi@gmail.com"]', 'accounts = ["a@b.vn\\nBcc: x@y.vn"]', "e-mail address"),
        ('accounts = ["truyenthong.punhi@gmail.com"]', 'accounts = ["a@b.vn, x@y.vn"]', "e-mail address"),
        ('id = "pu-nhi"', 'id = "../../etc"', "small letters"),
        ('id = "pu-nhi"', 'id = "pu-nhi\\n"', "small letters"),
    ],
)
def test_a_hostile_value_is_refused_with_its_remedy(tmp_path, line, hostile, remedy):
    with pytest.raises(BadConfig) as caught:
        load(_file(tmp_path, _changed((line, hostile))))
    assert remedy in str(caught.value)


def test_a_value_with_a_line_break_makes_no_line_of_its_own(tmp_path):
    assert len(_mistakes(tmp_path, _changed(('language = "vi"', 'language = "x\\n0: all is well"')))) == 1


def test_a_file_that_is_not_there_names_the_example_to_copy(tmp_path):
    with pytest.raises(BadConfig, match=r"config\.example\.toml"):
        load(tmp_path / "config.toml")


@pytest.mark.parametrize(
    ("contents", "said"),
    [('state_dir = "state', "không phải TOML"), ("id = 'Trường'".encode("utf-16"), "không phải UTF-8")],
)
def test_a_file_that_is_no_configuration_says_what_it_should_be(tmp_path, contents, said):
    with pytest.raises(BadConfig, match=said):
        load(_file(tmp_path, contents))


def test_the_superior_office_is_the_one_of_the_day(tmp_path):
    (school,) = load(_file(tmp_path, _EXAMPLE)).schools
    assert school.superior_on(date(2023, 10, 13)).short == "Phòng GD&ĐT"
    assert school.superior_on(date(2025, 6, 30)).short == "Phòng GD&ĐT"
    assert school.superior_on(date(2025, 7, 1)).short == "Phòng VH-XH xã"
    assert school.superior_on(date(2020, 1, 1)).short == "Phòng GD&ĐT"


def test_the_school_is_called_as_documents_call_it(tmp_path):
    (school,) = load(_file(tmp_path, _EXAMPLE)).schools
    assert school.full_name == "Trường PTDTBT THCS Pu Nhi"
    assert school.own.name == "PTDTBT THCS Pu Nhi"


def test_the_rules_numbers_are_those_of_the_appendix_until_somebody_writes_others(tmp_path):
    assert load(_file(tmp_path, _EXAMPLE)).limits.as_limits == Limits()
    text = _changed(("least_photos = 3", "least_photos = 5"), ("least_sharpness = 50.0", "least_sharpness = 20"))
    assert load(_file(tmp_path, text)).limits.as_limits == Limits(least_photos=5, least_sharpness=20.0)


def test_every_number_of_the_rules_can_be_written():
    assert set(RuleLimits.model_fields) == {field.name for field in fields(Limits)}


def test_numbers_out_of_bounds_are_told_with_their_lines(tmp_path):
    text = _changed(
        ("least_brightness = 60", "least_brightness = 300"), ("least_sharpness = 50.0", 'least_sharpness = "nét"')
    )
    brightness, sharpness = sorted(_mistakes(tmp_path, text), key=lambda line: "sharpness" in line)
    assert f":{_line_of(text, 'least_brightness')}: limits.least_brightness = 300: ghi số không quá 255" in brightness
    assert f":{_line_of(text, 'least_sharpness')}: limits.least_sharpness = 'nét': ghi một số" in sharpness


def test_a_least_that_is_more_than_the_most_is_told_at_its_table(tmp_path):
    text = _changed(("longest_video = 65", "longest_video = 20"))
    (line,) = _mistakes(tmp_path, text)
    assert f":{_line_of(text, '[limits]')}: limits: shortest_video = 28 lớn hơn longest_video = 20" in line
