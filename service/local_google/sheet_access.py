"""Which spreadsheet a call means, and putting the changed one in its place."""

from collections.abc import Iterator
from contextlib import contextmanager

from service.local_google.call import Call
from service.local_google.errors import entity_not_found, forbidden, invalid
from service.local_google.grid import Spreadsheet
from service.local_google.tree import RANK, SPREADSHEET


def opened(call: Call, needed: str = "reader") -> Spreadsheet:
    """The spreadsheet, also out of the trash. Sheets says 403 where Drive says 404."""
    file = call.state.tree.files.get(call["spreadsheetId"])
    if file is None:
        raise entity_not_found()
    if file.mime_type != SPREADSHEET:
        raise invalid("This operation is not supported for this document", reason="failedPrecondition")
    if call.state.tree.role(call.user.email, file) < RANK[needed]:
        raise forbidden("forbidden", "The caller does not have permission")
    return call.state.spreadsheets[file.id]


@contextmanager
def changed(call: Call) -> Iterator[Spreadsheet]:
    """A copy to work on, put in place of the old one unless an error ends the work; Drive notes the change."""
    spreadsheet = opened(call, "writer").copy()
    yield spreadsheet
    file = call.state.tree.files[call["spreadsheetId"]]
    call.state.spreadsheets[file.id] = spreadsheet
    file.name = spreadsheet.properties["title"]
    file.modified, file.modifier = call.now, call.user.email
    call.state.tree.touch(file, call.now)
