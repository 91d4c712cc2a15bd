"""A sentence in both languages: Vietnamese first, English second."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages people can choose."""

    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence twice; both may hold the same `{placeholders}`."""

    vi: str
    en: str

    def say(self, language: Language, **data: object) -> str:
        """The sentence with its placeholders filled.

        Raises:
            KeyError: a placeholder has no value.
        """
        return (self.vi if language is Language.VI else self.en).format(**data)
