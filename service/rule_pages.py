"""The rules of Appendix 2 as people read them: the page `docs/rules.md` and `tintruong explain CODE`."""

from drive_sync.facts import EventFolder, Severity
from drive_sync.rules import RULE_BY_CODE, RULES, Limits, Rule
from drive_sync.rules.clauses import clauses
from drive_sync.wording import Language, Text

_SEVERITY = {
    Severity.BLOCKING: Text("cần bổ sung thì mới đạt", "needed before the folder is accepted"),
    Severity.ADVICE: Text("góp ý, thư mục vẫn đạt", "advice, the folder is accepted all the same"),
}
_CLAUSE = Text("Phụ lục 2, mục {section}", "Appendix 2, section {section}")
_WHAT = Text("Tin Trường nói", "What Tin Trường says")
_WHY = Text("Vì sao", "Why")
_FIX = Text("Cách bổ sung", "How to mend")
_GOOD = Text("Thư mục đạt", "A good folder")
_BAD = Text("Thư mục gặp quy tắc này", "A folder that meets this rule")
_FOLDER = Text("{name}, có {media}", "{name}, with {media}")
_PHOTOS = Text("{count} ảnh ({names})", "{count} photos ({names})")
_NO_PHOTOS = Text("không có ảnh", "no photos")
_VIDEOS = Text("{count} video ({names})", "{count} videos ({names})")

_INTRODUCTION = """\
# Các quy tắc · The rules

Tệp này do `make docs` viết từ các quy tắc trong `drive_sync/rules/`; xin sửa ở đó.
Written by `make docs` from the rules in `drive_sync/rules/`; change them there.

Mã không bao giờ đổi. Cán bộ truyền thông có thể quyết định khác trong Google Sheet.
A code never changes. The communications officer can decide otherwise in the Google Sheet.
"""


class UnknownRule(Exception):
    """There is no rule with this code."""

    def __init__(self, code: str) -> None:
        known = ", ".join(RULE_BY_CODE)
        super().__init__(
            f"Không có quy tắc “{code}”. Các mã hiện có: {known}. Xem tất cả: tintruong rules. "
            f"(No rule “{code}”; the codes are listed above.)"
        )


def explain(code: str, language: Language) -> str:
    """What one rule says, why, and how to mend it, as plain text; small letters in the code are fine.

    Raises:
        UnknownRule: there is no such code.
    """
    rule = _rule(code)
    heading = f"{rule.code} {rule.name}: {rule.title.say(language)}"
    return "\n".join(
        [
            heading,
            f"{_clause(rule, language)} ({_SEVERITY[rule.severity].say(language)})",
            "",
            *(f"{label.say(language)}: {text}" for label, text in _sentences(rule, language)),
        ]
    )


def explained(code: str, language: Language) -> dict[str, str]:
    """The same as `explain` for programs: `code, name, severity, clause, title, message, why, fix`.

    Raises:
        UnknownRule: there is no such code.
    """
    rule = _rule(code)
    said = [text for _, text in _sentences(rule, language)]
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "clause": rule.clause,
        "title": rule.title.say(language),
        **dict(zip(("message", "why", "fix"), said, strict=True)),
    }


def _rule(code: str) -> Rule:
    rule = RULE_BY_CODE.get(code.strip().upper())
    if rule is None:
        raise UnknownRule(code)
    return rule


def rules_page() -> str:
    """The text of `docs/rules.md`: every rule, in Vietnamese and in English."""
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.name} | {rule.title.vi} · {rule.title.en} |" for rule in RULES
    ]
    table = "\n".join(["| mã · code | tên · name | |", "|---|---|---|", *rows])
    return "\n".join([_INTRODUCTION, table, "", *(_section(rule) for rule in RULES), _appendix()])


def _appendix() -> str:
    """Appendix 2 sentence by sentence, each with its rules or the reason why it has none."""
    lines = ["## Phụ lục 2, từng câu · Appendix 2, sentence by sentence", ""]
    for clause in clauses():
        said = " · ".join(clause.reason.say(language) for language in Language) if clause.reason else ""
        codes = ", ".join(f"[{code}](#{code.lower()})" for code in clause.rules)
        lines.append(f"* {_markdown(clause.text.removeprefix('· '))} → {'. '.join(filter(None, (codes, said)))}")
    return "\n".join([*lines, ""])


def _section(rule: Rule) -> str:
    lines = [f"## {rule.code}", "", f"`{rule.name}`", ""]
    for language in Language:
        lines += [
            f"### {rule.code} · {rule.title.say(language)}",
            "",
            f"{_clause(rule, language)}; {_SEVERITY[rule.severity].say(language)}.",
            "",
            *(f"* **{label.say(language)}:** {_markdown(text)}" for label, text in _sentences(rule, language)),
            f"* **{_GOOD.say(language)}:** {_described(rule.good[0], language)}",
            f"* **{_BAD.say(language)}:** {_described(rule.bad[0], language)}",
            "",
        ]
    return "\n".join(lines)


def _sentences(rule: Rule, language: Language) -> list[tuple[Text, str]]:
    """What, why and how to mend, with the data of the rule's first bad example."""
    data = next(rule.check(rule.bad[0], Limits())).data
    return [
        (_WHAT, rule.message.say(language, **data)),
        (_WHY, rule.why.say(language)),
        (_FIX, rule.fix.say(language, **data)),
    ]


def _clause(rule: Rule, language: Language) -> str:
    return _CLAUSE.say(language, section=rule.clause.removeprefix("PL2."))


def _described(folder: EventFolder, language: Language) -> str:
    photos = [_told(photo.name, "0 byte" if photo.size == 0 else "", photo.format) for photo in folder.photos]
    videos = [
        _told(
            video.name,
            f"{video.width}x{video.height}" if video.width else "",
            f"{video.seconds:.0f} s" if video.seconds else "",
            "0 byte" if video.size == 0 else "",
            video.format,
            video.codec,
            f"{video.rotation}°" if video.rotation else "",
        )
        for video in folder.videos
    ]
    media = [_PHOTOS.say(language, count=len(photos), names=_code(photos)) if photos else _NO_PHOTOS.say(language)]
    if videos:
        media.append(_VIDEOS.say(language, count=len(videos), names=_code(videos)))
    others = [*folder.others, *folder.parts, *folder.archives, *folder.shortcuts, *folder.followed]
    if others:
        media.append(_code(others))
    return _FOLDER.say(language, name=_code([folder.name]), media=", ".join(media))


def _told(*facts: str) -> str:
    return " ".join(filter(None, facts))


def _code(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _markdown(text: str) -> str:
    """The text without anything Markdown would take for a tag: "<tên hoạt động>" stays visible."""
    return text.replace("<", "\\<")
