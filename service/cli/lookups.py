"""The commands that look something up and need no account: `rules`, `explain`, `calendar`."""

from pathlib import Path

import click

from service.cli.words import as_json_text, config_of, fail, json_option, language_option


@click.command()
@json_option
@language_option
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
@json_option
@language_option
def explain(code: str, as_json: bool, lang: str) -> None:
    """Vì sao một thư mục bị giữ lại: quy tắc CODE, ví dụ P201. (Why a folder was held: the rule CODE.)"""
    from drive_sync.rules import RULE_BY_CODE
    from drive_sync.wording import Language
    from service.rule_pages import explain as in_words
    from service.rule_pages import explained

    if code.upper() not in RULE_BY_CODE:
        fail(f"Không có quy tắc {code}. Xem danh sách: tintruong rules (no such rule: see tintruong rules)")
    language = Language(lang)
    click.echo(as_json_text(explained(code, language)) if as_json else in_words(code, language))


@click.command()
@click.option("--from", "first", default="2026-01", show_default=True, help="Tháng đầu. (The first month.)")
@click.option("--to", "last", default="2026-12", show_default=True, help="Tháng cuối. (The last month.)")
@json_option
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


LOOKUPS = (rules, explain, calendar)
