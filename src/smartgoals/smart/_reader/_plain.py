"""A text in plain small letters, and where each of them came from.

People write with curly quotes, full-width digits, accents, invisible characters and look-alikes.
What is read is a plain copy; every place that is reported is a place in the text as it was given.
"""

from __future__ import annotations

import unicodedata

import attrs

__all__ = ["PlainText", "plain_text"]

_SAME = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201b": "'",
    "\u02bc": "'",
    "\u2032": "'",
    "`": "'",
    "\u00b4": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2212": "-",
    # A dash between numbers is a range; with spaces around it, it ends a thought. So is a hyphen.
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": " - ",
    "\u2015": " - ",
    "\u00d7": "x",
    "\u2044": "/",
    "\u2215": "/",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2248": "~",
    "\u0131": "i",
    "\u00df": "ss",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u00f8": "o",
    "\u0142": "l",
    "\u2022": "\n",
}
_LEFT_OUT = frozenset({"Cf", "Mn", "Me", "Cs", "Co", "Cn"})


@attrs.frozen(kw_only=True)
class PlainText:
    """The plain copy of a text.

    Args:
        letters: The copy: small letters without accents, plain quotes, nothing invisible.
        places: For each character of the copy, where it stands in the text; None if they are the
            same.
    """

    letters: str = attrs.field(repr=False)
    places: list[int] | None = attrs.field(repr=False, default=None)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where the copy's characters from *start* to *end* stand in the text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def _fold(character: str) -> str:
    same = _SAME.get(character)
    if same is not None:
        return same
    if unicodedata.category(character) in _LEFT_OUT:
        return ""
    plain = unicodedata.normalize("NFKD", character)
    plain = "".join(
        _SAME.get(part, part) for part in plain if unicodedata.category(part) not in _LEFT_OUT
    ).lower()
    # "6\u00bd" is six and a half, not sixty-one halves.
    return f" {plain}" if unicodedata.category(character) == "No" and "/" in plain else plain


_FOLDED: dict[str, str] = {}


def plain_text(text: str) -> PlainText:
    """Return the plain copy of *text*, in a time that grows with its length and no faster."""
    if text.isascii():
        return PlainText(letters=text.lower())
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():
            plain = character.lower()
        else:
            plain = _FOLDED.get(character, "\ud800")
            if plain == "\ud800":
                plain = _FOLDED[character] = _fold(character)
        letters.append(plain)
        places += [place] * len(plain)
    return PlainText(letters="".join(letters), places=places)
