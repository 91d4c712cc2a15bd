from pathlib import Path

import pytest

from drive_sync.rules import RULES
from drive_sync.wording import Language
from service.rule_pages import UnknownRule, explain, rules_page

_PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def _each_rule(test):
    return pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)(test)


def test_the_page_says_what_the_rules_say_today():
    written = _PAGE.read_text(encoding="utf-8")
    assert written == rules_page(), "docs/rules.md is older than drive_sync/rules: run `make docs` and commit the page"


@_each_rule
def test_every_rule_stands_on_the_page_in_both_languages(rule):
    page = rules_page()
    assert f"\n## {rule.code}\n" in page
    assert f"`{rule.name}`" in page
    for language in Language:
        assert f"### {rule.code} · {rule.title.say(language)}" in page
        assert rule.why.say(language) in page


def test_no_place_of_a_sentence_is_left_open():
    assert "{" not in rules_page()


def test_nothing_on_the_page_vanishes_as_a_tag():
    assert "_\\<tên hoạt động>" in rules_page()
    assert "_<" not in rules_page()


@_each_rule
@pytest.mark.parametrize("language", Language)
def test_a_rule_is_explained_on_one_screen(rule, language):
    text = explain(rule.code, language)
    assert text.startswith(f"{rule.code} {rule.name}: {rule.title.say(language)}\n")
    assert rule.why.say(language) in text
    assert "{" not in text
    assert len(text.splitlines()) <= 8


def test_a_code_in_small_letters_is_understood():
    assert explain(" p201 ", Language.VI) == explain("P201", Language.VI)


def test_the_explanation_holds_an_example():
    assert "Mới có 2/3 ảnh khác nhau, còn cần 1 ảnh." in explain("P201", Language.VI)
    assert "2 of 3 different photos so far, 1 more needed." in explain("P201", Language.EN)


def test_an_unknown_code_is_answered_with_those_there_are():
    with pytest.raises(UnknownRule, match=r"X999.*N101, N102, N103, P201"):
        explain("X999", Language.VI)
