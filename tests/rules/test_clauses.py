"""Appendix 2 and the rules, read both ways: no sentence without an answer, no rule without a sentence."""

from pathlib import Path

import pytest

from drive_sync.rules import RULE_BY_CODE, RULES
from drive_sync.rules.clauses import clauses

_APPENDIX = Path(__file__).parent.parent / "unit" / "data" / "appendix2.txt"


def _sentences_of_the_plan():
    _, _, *sentences = _APPENDIX.read_text(encoding="utf-8").splitlines()
    return sentences


def test_every_sentence_of_the_plan_is_there_word_for_word_in_its_order():
    assert [clause.text for clause in clauses()] == _sentences_of_the_plan()


def test_every_sentence_has_a_rule_or_the_reason_why_it_has_none():
    assert [clause.text for clause in clauses() if not clause.rules and clause.reason is None] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_stands_at_a_sentence_of_the_section_it_cites(rule):
    sections = {f"PL2.{clause.section}" for clause in clauses() if rule.code in clause.rules}
    assert rule.clause in sections


def test_every_code_at_a_sentence_is_a_rule():
    assert {code for clause in clauses() for code in clause.rules} <= RULE_BY_CODE.keys()


def test_a_sentence_stands_in_the_section_whose_number_precedes_it():
    section = 0
    for clause in clauses():
        section = int(clause.text[0]) if clause.text[0].isdigit() else section
        assert clause.section == section


def test_reasons_are_told_in_both_languages():
    for clause in clauses():
        if clause.reason is not None:
            assert clause.reason.vi
            assert clause.reason.en
            assert clause.reason.vi != clause.reason.en
