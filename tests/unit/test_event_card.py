from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drive_sync.event_card import EventCard, as_json, besides_the_name, event_card, known_answers, with_the_plan
from drive_sync.rules.examples import folder, photo, video
from drive_sync.wording import Language

_QUESTIONS = ("what", "where", "when", "who", "how_many")


def _card(event=None, **options):
    return event_card(event or folder(), Language.VI, **options)


def _evidence(answer):
    return [(one.source, one.says) for one in answer.evidence]


def _taken(*times):
    return folder(photos=tuple(photo(at, taken_at=time) for at, time in enumerate(times)))


def test_the_plan_speaks_last_and_only_of_what_it_knows():
    known = known_answers(_card(), Language.VI)
    told = with_the_plan(known, "Lễ khai giảng năm học mới", "9/2023", Language.VI)
    assert told["what"] == "Khai giảng (tên thư mục); Lễ khai giảng năm học mới (kế hoạch)"
    assert told["when"] == "9/2023 (kế hoạch)"
    assert with_the_plan(known, "", "", Language.VI) == known


@pytest.mark.parametrize("name", ["Thư mục không có tiêu đề", "New folder", "Đ.c Tú", "DCIM", "Ảnh hoạt động"])
def test_a_name_without_an_activity_says_nothing_about_the_event(name):
    assert _card(folder(name)).what.say(Language.VI) == "chưa rõ"
    assert _card(folder(name)).what.say(Language.EN) == "not known"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("PTDTBT THCS Pu Nhi_Khai giảng 05-09-2023", "05/09/2023"),
        ("PTDTBT THCS Pu Nhi_20-11", "20/11"),
    ],
)
def test_the_date_of_a_name_is_written_as_people_write_it(name, day):
    assert ("name", day) in _evidence(_card(folder(name)).when)


def test_the_cameras_clocks_tell_the_day_of_most_photos_and_its_hours():
    event = _taken("2023:09:05 09:30:00", "2023:09:05 07:10:00", "2023:09:06 08:00:00", "0000:00:00 00:00:00", None)
    assert _evidence(_card(event).when) == [("photos", "05/09/2023 07:10-09:30")]


def test_one_photo_tells_one_time():
    assert _card(_taken("2023:09:05 09:30:00")).when.say(Language.VI) == "05/09/2023 09:30"


def test_the_place_is_the_middle_of_the_photos_places():
    places = [(21.40, 103.25), (21.41, 103.26), (10.77, 106.7)]
    event = folder(photos=tuple(photo(at, place=place) for at, place in enumerate(places)))
    assert _evidence(_card(event).where) == [("photos", "21.4000, 103.2600")]


def test_a_description_with_labels_answers_its_questions():
    lines = (
        "Nội dung: Lễ khai giảng",
        "Địa điểm: Sân trường chính",
        "Thời gian: 7h30 ngày 5/9",
        "Thành phần: BGH, 320 HS",
        "Số lượng: 350",
    )
    card = _card(description="\n".join(lines))
    assert [dict(_evidence(getattr(card, name)))["description"] for name in _QUESTIONS] == [
        "Lễ khai giảng",
        "Sân trường chính",
        "7h30 ngày 5/9",
        "BGH, 320 HS",
        "350",
    ]


def test_a_description_without_labels_is_read_as_far_as_it_can_be():
    card = _card(
        folder("Thư mục không có tiêu đề"), description="Ngày 05/9/2023 trường đón 320 học sinh và 25 giáo viên."
    )
    assert card.what.say(Language.VI).startswith("Ngày 05/9/2023 trường đón")
    assert card.when.say(Language.VI) == "05/9/2023"
    assert card.how_many.say(Language.VI) == "320 học sinh, 25 giáo viên"


def test_books_of_a_grade_are_not_its_pupils():
    assert _evidence(_card(folder("PTDTBT THCS Pu Nhi_Tập huấn SGK lớp 8")).who) == []


def test_beside_the_name_an_answer_says_only_what_the_name_does_not():
    assert besides_the_name("lớp 6A1 (tên thư mục); 35 học sinh (mô tả)", Language.VI) == "35 học sinh (mô tả)"
    assert besides_the_name("lớp 6A1 (tên thư mục)", Language.VI) == ""


def test_who_may_stand_in_the_name():
    card = _card(folder("PTDTBT THCS Pu Nhi_Lao động lớp 6A1 và khối 9"))
    assert _evidence(card.who) == [("name", "lớp 6A1, khối 9")]


def test_photos_that_count_and_films_are_counted_in_both_languages():
    event = folder(photos=(photo(1), photo(2, size=0)), videos=(video(),))
    assert event_card(event, Language.VI).how_many.say(Language.VI) == "1 ảnh, 1 video"
    assert event_card(event, Language.EN).how_many.say(Language.EN) == "1 photos, 1 videos"


def test_what_nobody_told_is_not_known():
    card = _card()
    assert (card.where.say(Language.VI), card.where.evidence) == ("chưa rõ", ())
    assert card.who.say(Language.EN) == "not known"


@given(st.text(), st.text())
def test_any_description_and_time_give_a_card_on_single_lines(description, taken_at):
    event = replace(folder(), photos=(photo(1, taken_at=taken_at),))
    card = _card(event, description=description)
    for name in EventCard.__dataclass_fields__:
        for one in getattr(card, name).evidence:
            assert len(one.says.splitlines()) == 1
            assert len(one.says) <= 200


def test_other_programs_read_values_and_evidence():
    told = as_json(_card(), Language.VI)
    assert tuple(told) == _QUESTIONS
    assert told["what"] == {"value": "Khai giảng", "evidence": [{"source": "name", "says": "Khai giảng"}]}
    assert told["who"] == {"value": "chưa rõ", "evidence": []}
