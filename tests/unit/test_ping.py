"""The address that watches from outside whether the program runs."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from service.config_file import BadConfig, load
from service.world import World
from tests.faults.schools import config_text


@pytest.fixture
def watcher():
    """A web server that remembers which paths were asked for, and never has them."""
    asked = []

    class Remembering(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(503)

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Remembering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def _config(tmp_path, ping_url):
    path = tmp_path / "config.toml"
    text = config_text("http://127.0.0.1:9/", ["root"], date(2023, 9, 1))
    path.write_text(f'{text}\n[alerts]\nping_url = "{ping_url}"\n', encoding="utf-8")
    return path


def test_ticks_of_many_schools_call_it_once_a_minute_and_its_failure_stops_nothing(tmp_path, watcher):
    url, asked = watcher
    world = World.of(load(_config(tmp_path, f"{url}/ping/abc")))
    for _ in range(3):
        world.say_alive()
    world.close()
    assert asked == ["/ping/abc"]


def test_an_address_that_nobody_answers_stops_nothing(tmp_path):
    world = World.of(load(_config(tmp_path, "http://127.0.0.1:9/")))
    world.say_alive()
    world.close()


def test_what_is_no_web_address_is_told_with_its_line(tmp_path):
    with pytest.raises(BadConfig, match=r"ping_url.*https://"):
        load(_config(tmp_path, "file:///etc/passwd"))
