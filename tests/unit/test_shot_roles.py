import unicodedata

import pytest

from drive_sync.media.shot_roles import ShotRole, role_of


@pytest.mark.parametrize(
    ("name", "part", "role"),
    [
        ("Toàn cảnh.jpg", "", ShotRole.WIDE),
        ("IMG_1.jpg", "1_ToanCanh", ShotRole.WIDE),
        ("tc_01.jpg", "", ShotRole.WIDE),
        (unicodedata.normalize("NFD", "toàn cảnh 2.HEIC"), "", ShotRole.WIDE),
        ("PHÁT BIỂU 1.JPG", "", ShotRole.SPEAKER),
        ("phatbieu.jpg", "", ShotRole.SPEAKER),
        ("thầy hiệu trưởng trước maket.jpg", "", ShotRole.SPEAKER),
        ("Phông sự kiện.jpg", "", ShotRole.SPEAKER),
        ("IMG_2.jpg", "3_CanCanh", ShotRole.CLOSE),
        ("cc_3.jpg", "", ShotRole.CLOSE),
        ("Ảnh cận.jpg", "", ShotRole.CLOSE),
        ("phat bieu.jpg", "1_ToanCanh", ShotRole.SPEAKER),
    ],
)
def test_names_of_files_and_sub_folders_tell_the_shot(name, part, role):
    assert role_of(name, part) is role


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("IMG_0001.jpg", ""),
        ("IMG_0001.jpg", "Ảnh"),
        ("Phòng học lớp 6A.jpg", ""),
        ("Phong trào thi đua.jpg", ""),
        ("cảnh đẹp.jpg", ""),
        ("Anh Canh.jpg", ""),
        ("account.jpg", ""),
    ],
)
def test_other_names_tell_nothing(name, part):
    assert role_of(name, part) is None
