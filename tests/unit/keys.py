"""What a keyboard for Vietnamese sends when it is off: the letters, then the keys of their accents."""

import unicodedata

TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j", "\u0306": "w", "\u031b": "w"}
VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"} | {
    "\u0302": "6",
    "\u031b": "7",
    "\u0306": "8",
}
_TONES = {"\u0301", "\u0300", "\u0309", "\u0303", "\u0323"}


def typed(word, keyboard, *, tone_last):
    """The keys of a word, its tone at once or after the last letter: "giarng" or "giangr"."""
    keys, tone = "", ""
    for letter in unicodedata.normalize("NFC", word):
        plain, *marks = unicodedata.normalize("NFD", letter)
        if letter in "đĐ":
            keys += {"đ": "dd", "Đ": "DD"}[letter] if keyboard is TELEX else {"đ": "d9", "Đ": "D9"}[letter]
            continue
        own = "".join(keyboard.get(mark, plain) for mark in marks if mark not in _TONES)
        now = "".join(keyboard[mark] for mark in marks if mark in _TONES)
        keys += plain + own + ("" if tone_last else now)
        tone += now if tone_last else ""
    return keys + tone
