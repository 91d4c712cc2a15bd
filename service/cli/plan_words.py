"""How a time or a person of the plan is understood: `plan when` and `plan who`. They need no account, no file.

Both end with 0 when everything is clear and with 1 when something would be asked.
"""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from service.cli.words import FOUND, as_json_text, json_option, language_option, say, school_year_of

if TYPE_CHECKING:
    from drive_sync.wording import Language
    from gmail_reports.people.who import Who
    from gmail_reports.times.when import When


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--school-year", required=True, help="Năm học, ví dụ 2023-2024. (The school year.)")
@json_option
@language_option
def when(texts: tuple[str, ...], school_year: str, as_json: bool, lang: str) -> None:
    """Thời gian ghi trong Phụ lục 1 được hiểu là những ngày nào. (How a time of Appendix 1 is understood.)

    Mã thoát: 0 đã rõ, 1 có điều cần hỏi, 2 dùng sai. (Exit code: 0 clear, 1 a question, 2 wrong use.)
    """
    from drive_sync.wording import Language
    from gmail_reports.plan.questions import question_about_time
    from gmail_reports.times.when import read_when

    year = school_year_of(school_year)
    language = Language(lang)
    read = [read_when(text, year) for text in texts]
    questions = [question_about_time(one, text, year, language) for one, text in zip(read, texts, strict=True)]
    if as_json:
        told = [
            {
                "input": text,
                "kind": one.kind,
                "spans": [[day.isoformat() for day in span] for span in one.spans],
                "months": [str(month) for month in one.months],
                "question": question,
            }
            for text, one, question in zip(texts, read, questions, strict=True)
        ]
        click.echo(as_json_text(told))
    else:
        for text, one, question in zip(texts, read, questions, strict=True):
            say(_time_lines(text, one, question, language))
    sys.exit(FOUND if any(questions) else 0)


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "--staff",
    multiple=True,
    default=("Tú", "Lê"),
    show_default=True,
    metavar="NAME",
    help="Người trong trường, lặp lại được. (A person of the school; may be repeated.)",
)
@json_option
@language_option
def who(texts: tuple[str, ...], staff: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Người thực hiện ghi trong Phụ lục 1 được hiểu là ai. (Who a person cell of Appendix 1 means.)

    Ai chưa có trong tab Nhân sự thì chỉ hỏi khi có tab đó. (That somebody is not in the staff list is asked only
    beside the Sheet.) Mã thoát: 0 đã rõ, 1 có điều cần hỏi, 2 dùng sai. (Exit code: 0 clear, 1 a question, 2 wrong
    use.)
    """
    from drive_sync.wording import Language
    from gmail_reports.people.who import Person, PersonDoubt, read_who
    from gmail_reports.plan.questions import question_about_person

    language = Language(lang)
    known = [Person(name) for name in staff]
    read = [read_who(text, known) for text in texts]
    questions = [
        None if one.doubt is PersonDoubt.UNRESOLVED else question_about_person(one, text, language)
        for one, text in zip(read, texts, strict=True)
    ]
    if as_json:
        told = [
            {"input": text, "kind": one.kind, "names": list(one.names), "role": one.role, "question": question}
            for text, one, question in zip(texts, read, questions, strict=True)
        ]
        click.echo(as_json_text(told))
    else:
        for text, one, question in zip(texts, read, questions, strict=True):
            say(_person_lines(text, one, question))
    sys.exit(FOUND if any(questions) else 0)


def _time_lines(text: str, read: "When", question: str | None, language: "Language") -> Iterable[str]:
    from gmail_reports.plan.questions import note_about_time, time_in_words

    yield f"{text}: {read.kind}, {time_in_words(read, language) or '?'}"
    yield from (f"→ {line}" for line in (question, note_about_time(read, language)) if line)


def _person_lines(text: str, read: "Who", question: str | None) -> Iterable[str]:
    meant = ", ".join((*read.names, *([read.role] if read.role else [])))
    yield f"{text}: {read.kind}, {meant or '?'}"
    if question:
        yield f"→ {question}"


PLAN_WORDS = (when, who)
