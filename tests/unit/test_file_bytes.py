"""A permission goes along with every request: a link in an answer may not lead it anywhere."""

import pytest
from google.oauth2.credentials import Credentials

from drive_sync.file_bytes import thumbnail
from service.google import Connection
from service.local_google import LocalGoogle


@pytest.fixture
def elsewhere():
    """A server that is not the one asked, and counts who comes."""
    server = LocalGoogle().start()
    yield server
    server.stop()


@pytest.mark.parametrize(
    "link",
    [
        "{elsewhere}thumbnail/1=s220",
        "http://lh3.googleusercontent.com/a=s220",
        "https://lh3.googleusercontent.com.example.com/a=s220",
        "https://lh3.googleusercontent.com@example.com/a=s220",
        "file:///etc/passwd",
    ],
)
def test_a_small_picture_is_asked_for_at_googles_only(elsewhere, link):
    connection = Connection(Credentials("token"), "http://127.0.0.1:9/", timeout=5)
    assert thumbnail("school", connection.drive, "1", link.format(elsewhere=elsewhere.root_url)) is None
    assert sum(elsewhere.calls.values()) == 0
    connection.close()
