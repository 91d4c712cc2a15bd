import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from service.config import Config
from service.config_pages import EXAMPLE, _value, config_example, config_page
from service.generated import GENERATED, stale

_ROOT = Path(__file__).parent.parent.parent


def _options(model=Config, header=""):
    """Every option by its path, as TOML names it."""
    for name, field in model.model_fields.items():
        part = _part_of(field.annotation)
        path = f"{header}.{name}" if header else name
        if part is None:
            yield path, field
        else:
            yield from _options(part, path)


def _part_of(annotation):
    for candidate in (annotation, *getattr(annotation, "__args__", ())):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


@pytest.mark.parametrize("name", [name for name, _ in GENERATED])
def test_what_is_written_from_the_code_is_fresh(name):
    assert name not in stale(), "run: make docs"


def test_the_example_says_what_the_example_school_is():
    assert Config.model_validate(tomllib.loads(config_example())) == EXAMPLE


@pytest.mark.parametrize(("path", "field"), list(_options()), ids=lambda part: part if isinstance(part, str) else "")
def test_every_option_is_explained_in_both_languages_in_the_example_and_on_the_page(path, field):
    name = path.rpartition(".")[2]
    vietnamese, english = field.description.split(" | ")
    for text in (config_example(), config_page()):
        assert vietnamese in text
        assert english in text
    assert f"`{name}`" in config_page()
    assert f"# {english}\n{name} = " in config_example()


def test_the_page_tells_required_options_from_those_with_a_default():
    rows = {line.split("`")[1]: line.split("|")[2].strip() for line in config_page().splitlines() if line[:3] == "| `"}
    assert rows["poll_minutes"] == "`5`"
    assert rows["send_hour"] == "`08:00:00`"
    assert rows["plan_reference"] == "*"


def test_a_windows_path_and_quotation_marks_survive_the_example():
    for hostile in ('C:\\Trường\\"kho"', "một\ttab"):
        assert tomllib.loads(f"value = {_value(hostile)}")["value"] == hostile
