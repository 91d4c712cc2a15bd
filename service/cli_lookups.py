"""The commands that look something up and need no account: `name`, `rules`, `explain`, `calendar`."""

import sys
from pathlib import Path

import click

from service.cli_words import FOUND, as_json_text, config_of, fail


@click.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--school", default="PTDTBT THCS Pu Nhi", show_default=True, help="Tên trường. (The school's name.)")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON. (As JSON.)")
def name(texts: tuple[str, ...], school: str, as_json: bool) -> None:
    """Tên thư mục được hiểu thế nào, và tên nên đặt. (How a folder name is understood, and the better name.)"""
    from drive_sync.folder_names import NameSeverity, School, read_name

    read = [read_name(text, School(school)) for text in texts]
    if as_json:
        click.echo(
            as_json_text(
                [
                    {
                        "input": text,
                        "school": one.school,
                        "event": one.event,
                        "activity": one.activity,
                        "date": one.date,
                        "problems": list(one.problems),
                        "severity": one.severity,
                        "suggested_name": one.suggestion,
                    }
                    for text, one in zip(texts, read, strict=True)
                ]
            )
        )
    else:
        for one in read:
            better = f" → {one.suggestion}" if one.suggestion else ""
            click.echo(f"{one.text}: {one.severity}{better}")
    sys.exit(FOUND if any(one.severity is NameSeverity.FIX for one in read) else 0)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON. (As JSON.)")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ. (Language.)")
def rules(as_json: bool, lang: str) -> None:
    """Các quy tắc kiểm tra thư mục. (The rules that folders are judged by.)"""
    from drive_sync.rules import RULES
    from drive_sync.wording import Language

    language = Language(lang)
    if as_json:
        listed = [
            {
                "code": one.code,
                "name": one.name,
                "severity": one.severity,
                "clause": one.clause,
                "title": one.title.say(language),
            }
            for one in RULES
        ]
        click.echo(as_json_text(listed))
        return
    for one in RULES:
        click.echo(f"{one.code}  {one.title.say(language)} ({one.name}, {one.severity}, {one.clause})")


@click.command()
@click.argument("code")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Ngôn ngữ. (Language.)")
def explain(code: str, lang: str) -> None:
    """Vì sao một thư mục bị giữ lại: quy tắc CODE, ví dụ P201. (Why a folder was held: the rule CODE.)"""
    from drive_sync.rules import RULE_BY_CODE
    from drive_sync.wording import Language
    from service.rule_pages import explain as explained

    if code.upper() not in RULE_BY_CODE:
        fail(f"Không có quy tắc {code}. Xem danh sách: tintruong rules (no such rule: see tintruong rules)")
    click.echo(explained(code.upper(), Language(lang)))


@click.command()
@click.option("--from", "first", default="2026-01", show_default=True, help="Tháng đầu. (The first month.)")
@click.option("--to", "last", default="2026-12", show_default=True, help="Tháng cuối. (The last month.)")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON. (As JSON.)")
@click.pass_obj
def calendar(config_path: Path, first: str, last: str, as_json: bool) -> None:
    """Ngày gửi báo cáo của từng tháng. (The report's days, month by month.)"""
    from gmail_reports.deadlines import Month, WorkCalendar, nominal_period, report_days

    days_off = config_of(config_path).calendar.working_days if config_path.exists() else WorkCalendar()
    try:
        months = list(Month.parse(first).until(Month.parse(last)))
    except ValueError:
        fail(f"Ghi tháng dạng 2026-01, không phải {first!r}, {last!r} (write months as 2026-01)")
    days = [report_days(month, days_off) for month in months]
    if as_json:
        click.echo(
            as_json_text(
                [
                    {
                        "month": str(one.month),
                        "send_day": one.send_day.isoformat(),
                        "draft_day": one.preview_day.isoformat(),  # when the officer gets the draft to look over
                        "reminder_day": one.reminder_day.isoformat(),
                        "period": [day.isoformat() for day in nominal_period(one.month)],
                        "moved_days": 14 - one.send_day.day,
                    }
                    for one in days
                ]
            )
        )
        return
    for one in days:
        click.echo(
            f"{one.month.label:>8}  gửi {one.send_day:%d/%m/%Y}  xem trước {one.preview_day:%d/%m}  "
            f"nhắc {one.reminder_day:%d/%m}"
        )


LOOKUPS = (name, rules, explain, calendar)
