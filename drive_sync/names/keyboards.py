"""What a Vietnamese keyboard leaves behind when it is off: "giangr" (Telex) and "giang3" (VNI) for "giảng".

Both write the letters first and the accents as keys after them: Telex by letters (s f r x j, aa, aw, dd), VNI by
digits (1-9). A word is believed to be such a leftover only when it is no Vietnamese syllable as it stands and becomes
one once the keys are read; and even then "test" and "box" pass for one, so callers want a second sign.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from drive_sync.text import composed, fold

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"

_TELEX_TONES = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]*?)([sfrxj])")
_TELEX_KEY = re.compile(r"[sfrxjw]")
_TELEX_DOUBLED = re.compile(r"([aeod])\1+")
_VNI_AFTER_LETTER = re.compile(r"[a-z][1-9]")
_VNI_KEY = re.compile(r"[1-9]")

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:(?:ieu|yeu|uou|uoi|uya|uye|uyu|oai|oay|oeo|oao|uay|uao|ai|ao|au|ay|eo|eu|ia|iu|oi|ua|ui|uu|uy|ya|oa|oe|uo"
    r"|ue|[aeiouy])"
    r"|(?:uye|ie|ye|oa|oe|ua|ue|uo|uy|[aeiouy])(?:ch|ng|nh|[cmnpt])|oo(?:ng|c))"
)
_STOPPED = re.compile(r".*(?:ch|[cpt])")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = re.compile(r"[aeiouy]+")


class Keyboard(StrEnum):
    """The keyboard that was off; the words are the problems of folder names."""

    VNI = "vni_leftover"
    TELEX = "telex_leftover"


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Whether a folded word can be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=16_384)
def leftover(word: str) -> tuple[Keyboard, str] | None:
    """The keyboard that left a word behind and the word it meant ("giangr" → Telex, "giảng"), None for other words."""
    plain = word.casefold()
    if not plain.isascii() or not plain[:1].isalpha() or is_syllable(plain) or not plain.isalnum():
        return None
    keyboard = Keyboard.TELEX if plain.isalpha() else Keyboard.VNI
    meant = _from_telex(plain) if keyboard is Keyboard.TELEX else _from_vni(plain)
    if meant is None:
        return None
    return keyboard, meant.upper() if word.isupper() else meant.capitalize() if word[0].isupper() else meant


def is_slip_of_a_key(written: str, right: str) -> bool:
    """Whether folded letters are the right ones but for a key struck twice, two changed about, or its neighbour."""
    if len(written) != len(right):
        return written in {right[: at + 1] + right[at:] for at in range(len(right))}
    wrong = [at for at, letter in enumerate(right) if letter != written[at]]
    if len(wrong) == 1:
        pair = {right[wrong[0]], written[wrong[0]]}
        return any(set(keys) == pair for row in _ROWS for keys in pairwise(row))
    return len(wrong) == 2 and [written[at] for at in wrong] == [right[at] for at in reversed(wrong)]  # noqa: PLR2004


def may_hold_keys(folded: str, keyboard: Keyboard) -> bool:
    """Whether a folded word may hold keys for accents, as no syllable and no number does: a cheap first look."""
    if is_syllable(folded) or folded.isdigit():
        return False
    if keyboard is Keyboard.VNI:
        return _VNI_AFTER_LETTER.search(folded) is not None
    return without_keys(folded, keyboard) != folded


def is_typed_as(written: str, right: str, keyboard: Keyboard) -> bool:
    """Whether folded letters are the right ones with nothing but keys for accents between: "keets" for "ket"."""
    place, before, after_letter = 0, "", False
    for letter in written:
        if place < len(right) and letter == right[place]:
            place += 1
            after_letter = letter.isalpha()
        elif not after_letter or not _is_key(letter, before, keyboard):
            return False
        before = letter
    return place == len(right) and written != right


@lru_cache(maxsize=16_384)
def without_keys(folded: str, keyboard: Keyboard) -> str:
    """Folded letters without all that may be a key: equal for what was meant and for what was left behind."""
    if keyboard is Keyboard.VNI:
        return _VNI_KEY.sub("", folded)
    return _TELEX_DOUBLED.sub(r"\1", _TELEX_KEY.sub("", folded))


def _is_key(letter: str, before: str, keyboard: Keyboard) -> bool:
    if keyboard is Keyboard.VNI:
        return letter in "123456789"
    if letter in "aeod":
        return letter == before or before in _TELEX_TONES
    return letter == "w" or letter in _TELEX_TONES


def _from_telex(word: str) -> str | None:
    tones = [match for match in _TELEX_TONE.finditer(word) if match[2] in _TELEX_TONES]
    for match in reversed(tones[-1:]):
        bare = word[: match.start(2)] + word[match.end(2) :]
        if (found := _accented(_telex_letters(bare), _TELEX_TONES[match[2]])) is not None:
            return found
    return _accented(_telex_letters(word), "")


def _telex_letters(word: str) -> str:
    """The letters with their marks but without tone: "dduwowng" → "đương"."""
    word = re.sub(r"([aeo])\1", lambda match: match[1] + _CIRCUMFLEX, word.replace("dd", "đ"))
    word = word.replace("uow", "u" + _HORN + "o" + _HORN).replace("aw", "a" + _BREVE)
    return composed(word.replace("ow", "o" + _HORN).replace("uw", "u" + _HORN))


def _from_vni(word: str) -> str | None:
    tones = [digit for digit in word if digit in _VNI_TONES]
    if len(tones) > 1:
        return None
    letters = re.sub(r"[1-5]", "", word).replace("d9", "đ")
    letters = re.sub(r"([aeo])([a-z]*?)6", rf"\1{_CIRCUMFLEX}\2", letters)
    letters = re.sub(r"uo([a-z]*?)7", rf"u{_HORN}o{_HORN}\1", letters)
    letters = re.sub(r"([ou])([a-z]*?)7", rf"\1{_HORN}\2", letters)
    letters = re.sub(r"a([a-z]*?)8", rf"a{_BREVE}\1", letters)
    return _accented(composed(letters), _VNI_TONES[tones[0]] if tones else "")


def _accented(letters: str, tone: str) -> str | None:
    """A syllable with its tone on the vowel where it is written; None when it is no syllable that may have it."""
    folded = fold(letters)
    if not letters.isalpha() or not is_syllable(folded) or (letters == folded and not tone):
        return None
    if _STOPPED.fullmatch(folded) and tone not in {_ACUTE, _DOT}:
        return None  # a syllable that ends in c, ch, p, t has one of two tones
    if not tone:
        return letters
    place = _place_of_tone(letters, folded)
    marked = letters[: place + 1] + tone + letters[place + 1 :]
    return unicodedata.normalize("NFC", marked)


def _place_of_tone(letters: str, folded: str) -> int:
    """Where the tone stands: on the vowel with a mark of its own, else by the number of vowels (hòa, hoàn, tía)."""
    begin = 2 if folded.startswith(("qu", "gi")) and _VOWELS.search(folded, 2) else 0
    match = _VOWELS.search(folded, begin)
    if match is None:
        return 0
    marked = [at for at in range(match.start(), match.end()) if letters[at] != folded[at]]
    if marked:
        return marked[-1]
    count = match.end() - match.start()
    if count == 1:
        return match.start()
    return match.start() + 1 if count > 2 or match.end() < len(folded) else match.start()  # noqa: PLR2004
