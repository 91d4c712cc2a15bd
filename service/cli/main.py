"""The command line: `tintruong …`. Heavy imports happen inside the command that needs them, so `--help` is fast.

Exit codes: 0 fine, 1 something found, 2 wrong use or configuration. Errors for people carry no traceback.
"""

import logging
import sys
from pathlib import Path

import click

from service.cli.check import check
from service.cli.letters import ABOUT_LETTERS
from service.cli.lookups import LOOKUPS
from service.cli.name import name
from service.cli.plan import plan
from service.cli.plan_words import PLAN_WORDS
from service.cli.watch import WATCH
from service.cli.words import FOUND, as_json_text, config_of, fail, json_option, language_option, say


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path),
    default=Path("config.toml"),
    show_default=True,
    help="Tệp cấu hình. (The configuration file.)",
)
@click.option("--verbose", is_flag=True, help="Ghi nhật ký chi tiết. (Detailed log.)")
@click.version_option(package_name="tintruong", prog_name="tintruong")
@click.pass_context
def main(context: click.Context, config_path: Path, verbose: bool) -> None:
    """Tin Trường: kiểm tra ảnh, video trên Drive, theo dõi Phụ lục 1, gửi báo cáo trước ngày 15 hằng tháng.

    (Checks photos and videos on Drive, follows Appendix 1, sends the report before the 15th of every month.)
    """
    context.obj = config_path
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")


@main.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    help="Nơi để kết quả. (Where the results go.)",
)
@language_option
def demo(out: Path, lang: str) -> None:
    """Một mùa thu của trường, trên Google cục bộ: không cần tài khoản, không cần mạng. (An autumn of the school.)"""
    try:
        from service.demo.play import NotADemoFolder, play
        from service.demo.show import show_timeline, with_progress
    except ModuleNotFoundError as error:
        fail(f"Thiếu gói {error.name}. Cài: pip install 'tintruong[demo]' (install the demo extra)")
    from drive_sync.wording import Language

    language = Language(lang)
    try:
        timeline = with_progress(language, lambda progress: play(out, language, progress))
    except NotADemoFolder as error:
        fail(str(error))
    show_timeline(timeline, language)
    click.echo(f"\n{out / 'index.html'}")


@main.command("local-google")
@click.option("--port", type=int, default=0, help="Cổng; 0 là cổng trống bất kỳ. (The port; 0 takes a free one.)")
@click.option("--state", type=click.Path(path_type=Path), help="Nơi giữ dữ liệu. (Keeps the state here.)")
@click.option("--user", default="me@example.com", show_default=True, help="Tài khoản. (The account.)")
def local_google(port: int, state: Path | None, user: str) -> None:
    """Google cục bộ, cho chương trình khác dùng thử. (The stand-in alone, for other programs.)"""
    try:
        from service.local_google import LocalGoogle
    except ModuleNotFoundError as error:
        fail(f"Thiếu gói {error.name}. Cài: pip install 'tintruong[demo]' (install the demo extra)")
    google = LocalGoogle(strict=False, state_dir=state, port=port)
    with google:
        google.add_user(user)
        ready = {
            "root_url": google.root_url,
            "authorized_user": google.authorized_user(user),
            "client_secrets": google.client_secrets(),
        }
        click.echo(as_json_text(ready))
        click.echo("Dừng bằng Ctrl-C. (Stop with Ctrl-C.)", err=True)
        google.wait()


@main.command()
@click.argument("account")
@click.pass_obj
def login(config_path: Path, account: str) -> None:
    """Cho phép hệ thống dùng tài khoản Gmail ACCOUNT. (Gives the program access to a Gmail account.)"""
    from service.accounts import NoPermission
    from service.accounts import login as log_in

    config = config_of(config_path)
    known = {one for school in config.schools for one in school.accounts}
    if account not in known:
        fail(
            f"{account} không có trong cấu hình. Thêm vào `accounts` của trường, hoặc chọn một trong: "
            f"{', '.join(sorted(known))} (not in the configuration)"
        )

    def open_browser(url: str) -> None:
        click.echo(f"Mở trang này và chọn {account} (open this page and choose {account}):\n{url}")
        click.launch(url)

    try:
        google = config.google
        path = log_in(account, config.state_dir, google.client_secrets, open_browser, google.root_url)
    except NoPermission as error:
        fail(str(error))
    click.echo(f"Đã kết nối lại {account}: {path} (connected)")


@main.command()
@json_option
@click.pass_obj
def once(config_path: Path, as_json: bool) -> None:
    """Làm mọi việc đến hạn bây giờ rồi thoát. (Does all that is due now, then exits.)"""
    from service.daemon import AlreadyRunning, only_one
    from service.looks import Looks
    from service.tick import tick, troubles_of
    from service.world import World

    config = config_of(config_path)
    try:
        with only_one(config):
            world = World.of(config)
            looks = Looks(world)
            ticks = [tick(world, school.id, looks) for school in config.schools]
            world.say_alive()
            world.close()
    except AlreadyRunning as error:
        fail(str(error))
    troubles = troubles_of(ticks)
    if as_json:
        click.echo(
            as_json_text(
                [{"school": one.school, "at": one.at.isoformat(), "troubles": list(one.troubles)} for one in ticks]
            )
        )
    else:
        say(troubles or ["Xong, không có gì vướng. (Done, nothing wrong.)"])
    sys.exit(FOUND if troubles else 0)


@main.command()
@click.pass_obj
def run(config_path: Path) -> None:
    """Chạy liên tục đến khi bấm Ctrl-C. (The daemon: runs until Ctrl-C.)"""
    import threading

    from service import daemon
    from service.world import World

    config = config_of(config_path)
    stop = threading.Event()
    daemon.stop_on_signals(stop)
    try:
        with daemon.only_one(config):
            click.echo(
                f"Tin Trường đang chạy cho {len(config.schools)} trường; dừng bằng Ctrl-C. (Running; stop with Ctrl-C.)"
            )
            daemon.run(World.of(config), stop)
    except daemon.AlreadyRunning as error:
        fail(str(error))


for command in (check, name, *LOOKUPS, *ABOUT_LETTERS, *WATCH, plan):
    main.add_command(command)

for command in PLAN_WORDS:
    plan.add_command(command)
