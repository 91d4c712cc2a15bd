"""The rules of Appendix 2. "Why was this folder refused?" Find the code here, then the file beside."""

from drive_sync.rules.contents import ARCHIVE_IN_FOLDER, LOOSE_FILES, SEVERAL_EVENTS, SHORTCUT_IN_FOLDER
from drive_sync.rules.naming import DEFAULT_NAME, NO_ACTIVITY
from drive_sync.rules.photos import RECOMPRESSED_PHOTO, TOO_FEW_PHOTOS
from drive_sync.rules.rule import Limits, Problem, Rule, findings_of, verdict_of
from drive_sync.rules.videos import NOT_MP4, TOO_SMALL_VIDEO

RULES: tuple[Rule, ...] = (
    DEFAULT_NAME,
    NO_ACTIVITY,
    TOO_FEW_PHOTOS,
    RECOMPRESSED_PHOTO,
    NOT_MP4,
    TOO_SMALL_VIDEO,
    LOOSE_FILES,
    SEVERAL_EVENTS,
    ARCHIVE_IN_FOLDER,
    SHORTCUT_IN_FOLDER,
)

LOOSE_RULES = (LOOSE_FILES,)
"""What is said of a root or container with files outside any event: no rule of an event folder fits it."""

RULE_BY_CODE = {rule.code: rule for rule in RULES}

__all__ = ["LOOSE_RULES", "RULES", "RULE_BY_CODE", "Limits", "Problem", "Rule", "findings_of", "verdict_of"]
