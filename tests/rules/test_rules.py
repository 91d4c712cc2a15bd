import re
import string

import pytest

from drive_sync.facts import Contents, Severity, Verdict
from drive_sync.rules import RULE_BY_CODE, RULES, Limits, findings_of, verdict_of
from drive_sync.rules.examples import folder, photo, photos, video
from drive_sync.wording import Language

_GOOD = [pytest.param(rule, good, id=f"{rule.code} {n}") for rule in RULES for n, good in enumerate(rule.good)]
_BAD = [pytest.param(rule, bad, id=f"{rule.code} {n}") for rule in RULES for n, bad in enumerate(rule.bad)]
_ACCUSATIONS = ("lỗi", "vi phạm", "sai")


def _each_rule(test):
    return pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)(test)


def _accuses(sentence):
    said = " ".join(re.findall(r"\w+", sentence.casefold()))
    return any(f" {word} " in f" {said} " for word in _ACCUSATIONS)


def _places(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(("rule", "good"), _GOOD)
def test_a_good_folder_passes(rule, good):
    assert list(rule.check(good, Limits())) == []


@pytest.mark.parametrize(("rule", "bad"), _BAD)
def test_a_bad_folder_is_found(rule, bad):
    assert list(rule.check(bad, Limits()))


@pytest.mark.parametrize(("rule", "bad"), _BAD)
def test_every_place_of_the_sentences_is_filled_in_both_languages(rule, bad):
    for problem in rule.check(bad, Limits()):
        for sentence in (rule.message, rule.fix):
            for language in Language:
                said = sentence.say(language, **problem.data)
                assert said
                assert "None" not in said
        assert all(value != "" for value in problem.data.values())


@_each_rule
def test_both_languages_tell_the_same_facts(rule):
    for sentence in (rule.title, rule.message, rule.why, rule.fix):
        assert _places(sentence.vi) == _places(sentence.en)
        assert sentence.vi
        assert sentence.en


@_each_rule
def test_a_rule_shows_both_sides(rule):
    assert rule.good
    assert rule.bad


@_each_rule
def test_code_name_and_clause_are_well_formed(rule):
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert re.fullmatch(r"PL2\.[1-9]", rule.clause)
    assert f"Phụ lục 2 mục {rule.clause.removeprefix('PL2.')}" in rule.why.vi
    assert f"Appendix 2, section {rule.clause.removeprefix('PL2.')}" in rule.why.en


def test_codes_and_names_are_unique():
    assert len(RULE_BY_CODE) == len({rule.name for rule in RULES}) == len(RULES)


def test_codes_that_went_out_in_letters_never_change():
    """A line may be added here, none may change or go."""
    final = {
        "N101": "default-name",
        "N102": "no-activity",
        "N103": "unclear-name",
        "P201": "too-few-photos",
        "P202": "recompressed-photo",
        "P203": "empty-photo",
        "P204": "not-a-photo",
        "P205": "photo-not-read",
        "P206": "photo-not-from-a-camera",
        "P207": "photo-with-wrong-ending",
        "P208": "photos-in-an-archive",
        "P211": "no-wide-shot",
        "P212": "no-speaker-shot",
        "P213": "no-close-shot",
        "P221": "near-duplicate-photos",
        "P222": "blurred-photo",
        "P223": "dark-photo",
        "V301": "video-not-mp4",
        "V302": "video-too-small",
        "V303": "video-too-large",
        "V304": "video-too-short",
        "V305": "video-too-long",
        "V306": "portrait-video",
        "V307": "video-codec",
        "V308": "video-not-read",
        "V309": "empty-video",
        "V310": "not-a-video",
        "V311": "turned-video",
        "V312": "video-with-wrong-ending",
        "S401": "not-shared-with-the-superior",
        "S402": "open-to-anyone-with-the-link",
        "F401": "loose-files",
        "F402": "several-events",
        "F403": "shortcut-in-folder",
    }
    assert {rule.code: rule.name for rule in RULES} == final


@_each_rule
def test_the_vietnamese_accuses_nobody(rule):
    for sentence in (rule.title, rule.message, rule.why, rule.fix):
        assert not _accuses(sentence.vi)


def test_an_accusation_is_recognised():
    assert _accuses("Ảnh bị lỗi.")
    assert _accuses("Vi phạm Phụ lục 2")
    assert not _accuses("Xin nối lại mạng rồi tải lên, sải bước")


@pytest.mark.parametrize(("rule", "bad"), _BAD)
def test_only_what_is_blocking_makes_a_folder_need_work(rule, bad):
    own = findings_of((rule,), bad, Limits())
    needs_work = verdict_of(bad, own, Limits()) is Verdict.NEEDS_WORK
    assert needs_work is (rule.severity is Severity.BLOCKING)


def test_a_folder_without_findings_is_accepted():
    whole = folder(videos=(video(),))
    assert verdict_of(whole, findings_of(RULES, whole, Limits()), Limits()) is Verdict.ACCEPTED


def test_one_blocking_finding_among_advice_needs_work():
    zalo = photo(1, "z4661234567890_0123456789abcdef0123456789abcdef.jpg", width=1280, height=960, camera="")
    two = folder(photos=(zalo, photo(2)))
    findings = findings_of(RULES, two, Limits())
    assert [finding.code for finding in findings] == ["P201", "P202"]
    assert verdict_of(two, findings, Limits()) is Verdict.NEEDS_WORK


def test_a_school_may_ask_for_more_photos():
    (finding,) = findings_of(RULES, folder(), Limits(least_photos=5))
    assert (finding.code, finding.data) == ("P201", {"count": 3, "minimum": 5, "missing": 2})


def test_only_what_is_certain_and_can_be_mended_blocks():
    blocking = {rule.name for rule in RULES if rule.severity is Severity.BLOCKING and rule.code[0] != "N"}
    assert blocking == {
        "too-few-photos",
        "empty-photo",
        "not-a-photo",
        "video-not-mp4",
        "video-too-small",
        "empty-video",
        "not-a-video",
    }


def test_an_empty_upload_and_a_renamed_page_are_none_of_the_three_photos():
    page = photo(2, contents=Contents.FOREIGN, format="html")
    findings = findings_of(RULES, folder(photos=(photo(1, size=0), page, photo(3), photo(4))), Limits())
    assert [(one.code, one.file_id) for one in findings] == [("P201", ""), ("P203", "photo1"), ("P204", "photo2")]


def test_a_photo_that_could_not_be_read_is_only_mentioned_and_needed_for_three_leaves_the_folder_unknown():
    cut = photo(1, contents=Contents.UNREAD)
    for others, expected in (((photo(2), photo(3)), Verdict.UNKNOWN), (photos()[1:], Verdict.ACCEPTED)):
        event = folder(photos=(cut, *others))
        findings = findings_of(RULES, event, Limits())
        assert [one.code for one in findings] == ["P205"]
        assert verdict_of(event, findings, Limits()) is expected


def test_an_upright_film_is_told_with_the_size_that_a_player_shows():
    (finding,) = findings_of(RULES, folder(videos=(video(width=1280, height=720, rotation=270),)), Limits())
    assert (finding.code, finding.data["width"], finding.data["height"]) == ("V306", 720, 1280)


def test_shots_that_nobody_named_are_not_missed():
    assert findings_of(RULES, folder(photos=(photo(1), photo(2), photo(3))), Limits()) == ()


def test_what_the_bytes_of_a_film_are_outweighs_its_name_and_type():
    renamed = video("a.mp4", "video/mp4", format="mov")
    honest = video("b.mov", "video/quicktime", format="mp4")
    findings = findings_of(RULES, folder(videos=(renamed, honest)), Limits())
    assert [(one.code, one.file) for one in findings] == [("V301", "a.mp4"), ("V312", "b.mov")]


def test_the_same_photo_under_two_names_counts_once():
    (finding,) = findings_of(RULES, folder(photos=(photo(1), photo(1, "copy.jpg"), photo(2))), Limits())
    assert finding.data["count"] == 2


def test_each_film_is_named_that_needs_something():
    films = (video("a.mov", "video/quicktime"), video("b.mp4"), video("c.mp4", width=640, height=360))
    findings = findings_of(RULES, folder(videos=films), Limits())
    assert [(finding.code, finding.file) for finding in findings] == [("V301", "a.mov"), ("V302", "c.mp4")]
    assert all(finding.file_id for finding in findings)


def test_a_film_that_could_not_be_read_is_not_held_against_the_folder():
    unread = video(width=None, height=None)
    assert findings_of(RULES, folder(videos=(unread,)), Limits()) == ()


@pytest.mark.parametrize("name", ['=IMPORTXML("http://x")', "{name}\nPu Nhi", "Pu Nhi\n15-10", "a\nBcc: b@c"])
def test_a_hostile_name_stays_text_in_every_sentence(name):
    findings = findings_of(RULES, folder(name, photos=()), Limits())
    assert findings
    for finding in findings:
        rule = RULE_BY_CODE[finding.code]
        for language in Language:
            assert len(rule.message.say(language, **finding.data).splitlines()) == 1
            assert len(rule.fix.say(language, **finding.data).splitlines()) == 1


@pytest.mark.parametrize("missing", ["P211", "P212", "P213"])
def test_of_the_three_shots_only_the_missing_one_is_named(missing):
    shots = tuple(RULE_BY_CODE[code] for code in ("P211", "P212", "P213"))
    for bad in RULE_BY_CODE[missing].bad:
        assert [finding.code for finding in findings_of(shots, bad, Limits())] == [missing]
