import pytest

from drive_sync.wording import Language, Text

_PHOTOS = Text(vi="{count} ảnh", en="{count} photos")


@pytest.mark.parametrize(("language", "said"), [(Language.VI, "2 ảnh"), (Language.EN, "2 photos")])
def test_a_sentence_is_said_in_the_language_chosen(language, said):
    assert _PHOTOS.say(language, count=2) == said


def test_a_sentence_with_an_empty_place_is_not_said():
    with pytest.raises(KeyError):
        _PHOTOS.say(Language.VI)


def test_what_fills_a_place_is_never_read_as_a_place():
    assert Text("Thư mục {name}", "Folder {name}").say(Language.VI, name="{count}") == "Thư mục {count}"
