"""A Google for tests and the demo: Drive, Sheets, Gmail and OAuth on loopback.

It imports nothing of ours; Google's own discovery documents judge every request and answer.
`DIFFERENCES.md` says what it does not copy.
"""

from service.local_google.mail import MailRecord
from service.local_google.server import LocalGoogle

__all__ = ["LocalGoogle", "MailRecord"]
