"""The commands that show letters to a person and let a person act on the report: `status`, `letters`, `report`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from service.cli.words import FOUND, as_json_text, config_of, fail, json_option, say, school_of, school_option

if TYPE_CHECKING:
    from datetime import datetime

    from gmail_reports.letters.letter import Letter
    from service.config import SchoolConfig
    from service.world import World


@click.command()
@json_option
@click.pass_obj
def status(config_path: Path, as_json: bool) -> None:
    """Mọi việc đang ở đâu, và việc gì chờ người quyết định. (How things stand, and what waits for a person.)"""
    from drive_sync.facts import link_to_folder
    from drive_sync.rules.sharing import RULE_ABOUT
    from service.status import status_of
    from service.world import World

    world = World.of(config_of(config_path))
    schools = [status_of(world, school) for school in world.config.schools]
    if as_json:
        click.echo(as_json_text([one.as_json() for one in schools]))
    for one in () if as_json else schools:
        say([f"{one.school}: Drive {_clock(one.drive_read_at)} · Sheet {_clock(one.sheet_read_at)}"])
        say([f"  thư mục (folders): {', '.join(f'{word} {count}' for word, count in one.verdicts.items()) or '-'}"])
        full = ", ".join(f"{account} {share:.0%}" for account, share in one.storage.items())
        say([f"  đối chiếu (swept) {_clock(one.swept_at)}: missed: {one.missed} · bộ nhớ (storage): {full or '-'}"])
        say(f"  {_line(letter)}" for letter in one.reports[-3:])
        others = [letter for letter in one.waiting if letter not in one.reports]
        say(f"  chờ gửi (waiting): {_line(letter)}" for letter in others)
        say(f"  từ {_clock(since)} (since): {sentence}" for since, sentence in one.alerts)
        say(f"  {sentence}" for sentence in one.absences)
        say(
            f"  {rule.code} {link_to_folder(root)}: {rule.message.vi} {rule.fix.vi} ({rule.title.en})"
            for root, sharing in one.sharing.items()
            if (rule := RULE_ABOUT.get(sharing))
        )
        say(f"  cần người xem (needs a person): {_line(letter)}" for letter in one.for_a_person)
    sys.exit(FOUND if any(one.needs_a_person for one in schools) else 0)


@click.command()
@school_option
@json_option
@click.pass_obj
def letters(config_path: Path, school_id: str | None, as_json: bool) -> None:
    """Tất cả thư: đến ai, khi nào, đã gửi chưa, vì sao chưa. (Every letter, and why one was not sent.)"""
    from gmail_reports import store
    from service.status import letter_as_json
    from service.world import World

    config = config_of(config_path)
    world = World.of(config)
    known = [one.id for one in config.schools]
    if school_id is not None and school_id not in known:
        fail(f"Không có trường {school_id}; chọn: {', '.join(known)} (no such school)")
    with world.engine.connect() as connection:
        found = [one for school in known if school_id in {None, school} for one in store.letters_of(connection, school)]
    if as_json:
        click.echo(as_json_text([letter_as_json(one) for one in found]))
    else:
        say(_line(one) for one in found)


@click.group()
def report() -> None:
    """Báo cáo tháng: xem trước, gửi, giữ lại, xác nhận nơi nhận. (The monthly report.)"""


@report.command()
@click.argument("month")
@school_option
@click.option("--out", type=click.Path(path_type=Path), help="Nơi lưu .docx. (Where to save the .docx.)")
@click.pass_obj
def preview(config_path: Path, month: str, school_id: str | None, out: Path | None) -> None:
    """Xem báo cáo của MONTH (2023-10) như đang soạn, lưu .docx. (The report as it stands, saved as .docx.)"""
    from gmail_reports.compilation import report_from_json
    from gmail_reports.deadlines import ZONE
    from gmail_reports.documents.report import report_document
    from gmail_reports.letters.letter_context import attachment_names
    from service.letter_desk import letterhead_on

    _, school, letter = _report(config_path, month, school_id)
    if "report" not in letter.planned.about:
        fail(f"Báo cáo {month} chưa được soạn. Chạy: tintruong once (not compiled yet: run tintruong once)")
    compiled = report_from_json(letter.planned.about["report"])
    dated = letter.planned.due_at.astimezone(ZONE).date()
    path = out or Path(attachment_names(month)[0])
    path.write_bytes(report_document(compiled, letterhead_on(school, dated), dated))
    say(
        [
            _line(letter),
            f"{len(compiled.events)} sự kiện (events), {compiled.done}/{compiled.due} nội dung (items): {path}",
        ]
    )


@report.command()
@click.argument("month")
@school_option
@click.pass_obj
def send(config_path: Path, month: str, school_id: str | None) -> None:
    """Gửi báo cáo của MONTH ngay, không chờ đến hạn. (Sends it now instead of on its day.)"""
    from gmail_reports.letters.officer_word import set_free

    world, _, letter = _report(config_path, month, school_id)
    if not set_free(world.engine, letter, due_at=world.now()):
        fail(f"{_line(letter)}: không gửi lại được (cannot be sent from this state)")
    say([f"Báo cáo {month} sẽ gửi ở lần xem kế tiếp; gửi ngay bằng: tintruong once (goes at the next look)"])


@report.command()
@click.argument("month")
@school_option
@click.pass_obj
def hold(config_path: Path, month: str, school_id: str | None) -> None:
    """Giữ lại báo cáo của MONTH đến khi có lệnh gửi. (Holds it until `report send`.)"""
    from gmail_reports import store
    from gmail_reports.letters.letter import State

    world, _, letter = _report(config_path, month, school_id)
    reason = "giữ lại bằng lệnh report hold"
    if not store.change(world.engine, letter.key, {State.PLANNED, State.DRAFTED}, state=State.HELD, reason=reason):
        fail(f"{_line(letter)}: không giữ lại được (cannot be held in this state)")
    say([f"Đã giữ lại báo cáo {month}; gửi bằng: tintruong report send {month} (held)"])


@report.command()
@click.argument("month")
@school_option
@click.pass_obj
def confirm(config_path: Path, month: str, school_id: str | None) -> None:
    """Xác nhận địa chỉ nơi nhận báo cáo của MONTH. (Confirms where the report goes.)"""
    from gmail_reports import store

    world, school, letter = _report(config_path, month, school_id)
    address = letter.planned.to.email
    store.confirm_address(world.engine, school.id, address, f"{month} report confirm", world.now())
    say([f"Đã xác nhận nơi nhận: {address} (confirmed)"])


ABOUT_LETTERS = (status, letters, report)


def _report(config_path: Path, month: str, school_id: str | None) -> "tuple[World, SchoolConfig, Letter]":
    from gmail_reports import store
    from gmail_reports.letters.letter import Kind, monthly_key
    from service.world import World

    config = config_of(config_path)
    school = school_of(config, school_id)
    world = World.of(config)
    with world.engine.connect() as connection:
        found = store.letter(connection, monthly_key(Kind.REPORT, school.id, month))
    if found is None:
        fail(f"Chưa có báo cáo {month} của {school.id}; ghi tháng dạng 2023-10 (no such report yet)")
    return world, school, found


def _line(letter: "Letter") -> str:
    from gmail_reports.deadlines import ZONE

    when = letter.sent_at or letter.planned.due_at
    why = f" ({letter.reason})" if letter.reason else ""
    state = f"{when.astimezone(ZONE):%d/%m/%Y %H:%M}  {letter.kind:<9}  {letter.state}{why}"
    return f"{state}  {letter.planned.to.email}  {letter.subject}"


def _clock(moment: "datetime | None") -> str:
    from gmail_reports.deadlines import ZONE

    return f"{moment.astimezone(ZONE):%H:%M %d/%m/%Y}" if moment else "chưa đọc (not read yet)"
