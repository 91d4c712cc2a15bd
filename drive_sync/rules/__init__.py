"""The rules of Appendix 2. "Why was this folder refused?" Find the code here, then the file beside."""

from drive_sync.rules.contents import LOOSE_FILES, SEVERAL_EVENTS, SHORTCUT_IN_FOLDER
from drive_sync.rules.naming import DEFAULT_NAME, NO_ACTIVITY, UNCLEAR_NAME
from drive_sync.rules.photo_files import (
    EMPTY_PHOTO,
    NOT_A_PHOTO,
    NOT_FROM_A_CAMERA,
    PHOTO_NOT_READ,
    PHOTO_WITH_WRONG_ENDING,
    PHOTOS_IN_AN_ARCHIVE,
)
from drive_sync.rules.photo_looks import BLURRED_PHOTO, DARK_PHOTO, NEAR_DUPLICATE
from drive_sync.rules.photos import NO_CLOSE_SHOT, NO_SPEAKER_SHOT, NO_WIDE_SHOT, RECOMPRESSED_PHOTO, TOO_FEW_PHOTOS
from drive_sync.rules.rule import Limits, Problem, Rule, findings_of
from drive_sync.rules.sharing import NOT_SHARED, PUBLIC_FOLDER
from drive_sync.rules.verdicts import is_ignored, verdict_of
from drive_sync.rules.video_files import EMPTY_VIDEO, NOT_A_VIDEO, VIDEO_NOT_READ, VIDEO_WITH_WRONG_ENDING
from drive_sync.rules.videos import (
    NOT_MP4,
    OLD_PLAYERS_STRUGGLE,
    PORTRAIT_VIDEO,
    TOO_LARGE_VIDEO,
    TOO_LONG_VIDEO,
    TOO_SHORT_VIDEO,
    TOO_SMALL_VIDEO,
    TURNED_VIDEO,
)

RULES: tuple[Rule, ...] = (
    DEFAULT_NAME,
    NO_ACTIVITY,
    UNCLEAR_NAME,
    TOO_FEW_PHOTOS,
    RECOMPRESSED_PHOTO,
    EMPTY_PHOTO,
    NOT_A_PHOTO,
    PHOTO_NOT_READ,
    NOT_FROM_A_CAMERA,
    PHOTO_WITH_WRONG_ENDING,
    PHOTOS_IN_AN_ARCHIVE,
    NO_WIDE_SHOT,
    NO_SPEAKER_SHOT,
    NO_CLOSE_SHOT,
    NEAR_DUPLICATE,
    BLURRED_PHOTO,
    DARK_PHOTO,
    NOT_MP4,
    TOO_SMALL_VIDEO,
    TOO_LARGE_VIDEO,
    TOO_SHORT_VIDEO,
    TOO_LONG_VIDEO,
    PORTRAIT_VIDEO,
    OLD_PLAYERS_STRUGGLE,
    VIDEO_NOT_READ,
    EMPTY_VIDEO,
    NOT_A_VIDEO,
    TURNED_VIDEO,
    VIDEO_WITH_WRONG_ENDING,
    NOT_SHARED,
    PUBLIC_FOLDER,
    LOOSE_FILES,
    SEVERAL_EVENTS,
    SHORTCUT_IN_FOLDER,
)

LOOSE_RULES = (LOOSE_FILES,)
"""What is said of a root or container with files outside any event: no rule of an event folder fits it."""

RULE_BY_CODE = {rule.code: rule for rule in RULES}

__all__ = [
    "LOOSE_RULES",
    "RULES",
    "RULE_BY_CODE",
    "Limits",
    "Problem",
    "Rule",
    "findings_of",
    "is_ignored",
    "verdict_of",
]
