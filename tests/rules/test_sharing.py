import pytest

from drive_sync.facts import Sharing
from drive_sync.rules.sharing import Grant, sharing_of

_OFFICE = "Phuongthcs6279@gmail.com"
_OWNER = Grant("user", "truyenthong.punhi@gmail.com")


@pytest.mark.parametrize(
    ("grants", "sharing"),
    [
        ([_OWNER], Sharing.NOT_SHARED),
        ([_OWNER, Grant("user", "phuongthcs6279@gmail.com")], Sharing.SHARED),
        ([_OWNER, Grant("domain", "gmail.com")], Sharing.SHARED),
        ([_OWNER, Grant("domain", "example.edu.vn")], Sharing.NOT_SHARED),
        ([_OWNER, Grant("group", "phong@example.gov.vn")], None),
        ([_OWNER, Grant("group", "phong@example.gov.vn"), Grant("user", _OFFICE)], Sharing.SHARED),
        ([_OWNER, Grant("user", _OFFICE), Grant("anyone")], Sharing.PUBLIC),
        (None, None),
    ],
)
def test_permissions_tell_whether_the_superior_office_can_open_it(grants, sharing):
    assert sharing_of(grants, _OFFICE) is sharing


def test_without_an_address_nothing_can_be_said():
    assert sharing_of([_OWNER], "") is None
