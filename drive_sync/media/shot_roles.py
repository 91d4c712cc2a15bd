"""Which of the three shots of Appendix 2 is a photo: the whole scene, the speaker, the people close by?

Read from the names of the file and of the sub-folder it lies in, never from the order or the picture itself; most
photos do not say, and then the officer is asked, nobody is judged (Appendix 2, section 3).
"""

import re
from enum import StrEnum
from functools import lru_cache

from drive_sync.text import composed, fold


class ShotRole(StrEnum):
    """The three shots every event should show."""

    WIDE = "wide"
    SPEAKER = "speaker"
    CLOSE = "close"


_TOKENS = (
    (ShotRole.WIDE, re.compile(r"toan ?canh|^(?:\d+ )?tc\b")),
    (ShotRole.SPEAKER, re.compile(r"phat ?bieu|\bmar?ket\b|\bphong (?:nen|su kien)\b|^(?:\d+ )?pb\b")),
    (ShotRole.CLOSE, re.compile(r"can ?canh|\banh can\b|^(?:\d+ )?cc\b")),
)
_BACKDROP = "phông"
"""Only with its accent: without it, "phong" may as well be a room (phòng) or a campaign (phong trào)."""


def role_of(name: str, part: str = "") -> ShotRole | None:
    """The shot a photo's own name tells, else its sub-folder's; None when neither does."""
    return _told_by(name) or _told_by(part)


@lru_cache(maxsize=16_384)
def _told_by(text: str) -> ShotRole | None:
    folded = fold(text)
    told = next((role for role, pattern in _TOKENS if pattern.search(folded)), None)
    if told is None and _BACKDROP in composed(text).casefold():
        return ShotRole.SPEAKER
    return told
