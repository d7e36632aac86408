"""Patterns of words, written in the words themselves.

Each word of a text is one letter of a code: a number is ``0`` whether it was written in figures or
in words, and each word that some pattern names has a letter of its own. A pattern is then a regular
expression over these letters, as in ``pattern("(for|over) the? next? count=NUMBER unit=PERIOD")``.

Small words stand for themselves, capitals for a class of words, ``.`` for the end of a sentence,
``name=`` for a group; the other signs of regular expressions mean what they always mean. A sentence
of twenty words is twenty letters long, so that a hundred patterns cost less than one over the
characters, and none of them can be caught by spaces, by the way a number was written, or by the
inside of a word.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

__all__ = [
    "CLASSES",
    "CODES",
    "NTH_WORDS",
    "NUMBER",
    "NUMBER_WORDS",
    "UNKNOWN",
    "Pattern",
    "Sieve",
    "add_classes",
    "code_of",
    "pattern",
]

NUMBER = "0"
UNKNOWN = "w"
_FIRST_CODE = 0x4E00

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {word: float(value) for value, word in enumerate(_SMALL)} | {
    word: 10.0 * value for value, word in enumerate(_TENS, 2)
}
NTH_WORDS = {
    word: float(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        1,
    )
}

CODES: dict[str, str] = dict.fromkeys(NUMBER_WORDS, NUMBER)
"""Word -> its letter. It grows while the patterns are made, when the modules are loaded."""
CODES["one"] = chr(_FIRST_CODE)


def code_of(word: str) -> str:
    """Return the letter of *word*, which it has from now on."""
    return CODES.setdefault(word, chr(_FIRST_CODE + len(CODES)))


CLASSES: dict[str, str] = {
    "STOP": code_of("."),
    "NUM": NUMBER,
    "DATE": "2",
    "CLOCK": "3",
    "MONEY": "4",
    "NUMBER": NUMBER + code_of("one"),
    "COUNT": NUMBER + code_of("one") + code_of("a") + code_of("an"),
    "NTH": "1" + "".join(code_of(word) for word in NTH_WORDS),
}
"""Class -> the letters of its words."""


def add_classes(**classes: str) -> None:
    """Add classes of words; a word may be in many, and a class may hold others.

    Raises:
        ValueError: If there is another class of that name.
    """
    for name, words in classes.items():
        letters = "".join(
            CLASSES[word] if word.isupper() else code_of(word) for word in words.split()
        )
        if CLASSES.setdefault(name, letters) != letters:
            raise ValueError(f"there is another class {name}")


# Words that hold a sentence together. A pattern that asks for any OTHER word wants none of these.
add_classes(
    FRAME=(
        "STOP NUMBER DATE CLOCK MONEY , : - / = bracket end-bracket quote-mark about plus "
        "percent less-than "
        "more-than at-most at-least a an and or but so because if when whenever while then than "
        "for in on at by until till before after to from of over during within through per each "
        "every once twice thrice with without least most not no never i we you he she they will "
        "today tonight tomorrow now that which is are am be was were who this "
        "daily weekly monthly nightly fortnightly every-day"
    ),
)

_ATOM = re.compile(
    r"\s*(?:(?P<name>[a-z_]+)=)?(?:(?P<class>[A-Z_]{2,})|(?P<word>[a-z'][a-z0-9'-]*|[,:/=-])"
    r"|(?P<stop>\.)|(?P<sign>\(\?[:=!]|\(\?<[=!]|[()|^$]))\s*(?P<repeat>(?:[?*+]|\{\d?,?\d+\})[?+]?)?\s*"
)
# Words that stand in most sentences: a pattern is better filed under others.
_COMMON = frozenset(
    code_of(word)
    for word in (
        "a an the to and i my for in on of at with will every each day or by be is it , . - / if"
    ).split()
) | {NUMBER}
_COMMON_WEIGHT = 40
_END = sys.maxsize


class Pattern:
    """A pattern of words, as a regular expression over their letters.

    It is compiled when it is first asked: most are about words that few texts have.

    Args:
        notation: The pattern in the words themselves.

    Raises:
        ValueError: If *notation* cannot be read.
    """

    __slots__ = ("_made", "expression", "needs")

    def __init__(self, notation: str) -> None:
        parser = _Parser(notation)
        expression, needs = parser.alternatives()
        if parser.position < len(notation):
            raise ValueError(f"cannot read pattern at {notation[parser.position :][:20]}")
        self.expression: str = expression
        self.needs: frozenset[str] = min(needs, key=_commonness, default=frozenset())
        self._made: re.Pattern[str] | None = None

    def _make(self) -> re.Pattern[str]:
        self._made = made = re.compile(self.expression)
        return made

    def search(self, codes: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the first match between two words; None if there is none."""
        return (self._made or self._make()).search(codes, start, end)

    def match(self, codes: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the match that begins with the word *start*; None if there is none."""
        return (self._made or self._make()).match(codes, start, end)

    def finditer(self, codes: str, start: int = 0, end: int = _END) -> Iterator[re.Match[str]]:
        """Return the matches between two words that do not overlap, from left to right."""
        return (self._made or self._make()).finditer(codes, start, end)


def pattern(notation: str) -> Pattern:
    """Return the pattern that *notation* writes.

    Raises:
        ValueError: If it cannot be read.
    """
    return Pattern(notation)


def _commonness(letters: frozenset[str]) -> int:
    """Return about how many texts have one of the letters."""
    return len(letters) + _COMMON_WEIGHT * len(letters & _COMMON)


class Sieve:
    """Picks the patterns that have a chance in a text.

    Each pattern is filed under the rarest word that every match must have. Most patterns are about
    words that most texts do not have, so that asking this first is what makes many of them cheap.

    Args:
        patterns: The patterns.
    """

    __slots__ = ("_always", "_by_letter")

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._always: list[int] = []
        self._by_letter: dict[str, list[int]] = {}
        for index, made in enumerate(patterns):
            need = made.needs
            if not need:
                self._always.append(index)
            for letter in need:
                self._by_letter.setdefault(letter, []).append(index)

    def pick(self, letters: Iterable[str]) -> list[int]:
        """Return the numbers of the patterns that may match a text with these letters, in order."""
        picked = set(self._always)
        by_letter = self._by_letter
        for letter in letters:
            if letter in by_letter:
                picked.update(by_letter[letter])
        return sorted(picked)


_SET = re.compile(r"\[(\^?)([^\[\]]+)\]|([^\[\](){}|?*+^$\\.])")


def _one_of(choices: Iterable[str]) -> str:
    """Return the expression for any of them; one set if each is a single letter or a set.

    A word that two of them name would else be tried twice, and a run of such words very often.
    """
    every = list(choices)
    matches = [_SET.fullmatch(choice) for choice in every]
    if len(every) == 1 or not all(matches):
        return "|".join(every)
    named: set[str] = set()
    left_out: set[str] | None = None
    for match in matches:
        letters = set(match[2] or match[3]) if match else set()
        if match and match[1]:
            left_out = letters if left_out is None else left_out & letters
        else:
            named |= letters
    if left_out is None:
        return f"[{''.join(sorted(named))}]"
    return f"[^{''.join(sorted(left_out - named))}]"


class _Parser:
    """Reads one notation, and keeps which words every match must have."""

    def __init__(self, notation: str) -> None:
        self.notation = notation
        self.position = 0

    def alternatives(self) -> tuple[str, list[frozenset[str]]]:
        """Read up to a closing bracket or the end."""
        choices: list[list[str]] = [[]]
        needs: list[list[frozenset[str]]] = [[]]
        while self.position < len(self.notation):
            atom = _ATOM.match(self.notation, self.position)
            if atom is None or atom["sign"] == ")":
                break
            self.position = atom.end()
            if atom["sign"] == "|":
                choices.append([])
                needs.append([])
                continue
            expression, needed = self._atom(atom)
            choices[-1].append(expression)
            needs[-1] += needed
        made = _one_of("".join(parts) for parts in choices)
        if len(needs) == 1 or not all(needs):
            return made, needs[0] if len(needs) == 1 else []
        return made, [frozenset().union(*(min(one, key=_commonness) for one in needs))]

    def _atom(self, atom: re.Match[str]) -> tuple[str, list[frozenset[str]]]:
        sign, repeat = atom["sign"] or "", atom["repeat"] or ""
        needs: list[frozenset[str]] = []
        if sign.startswith("("):
            body, needs = self.alternatives()
            close = _ATOM.match(self.notation, self.position)
            if close is None or close["sign"] != ")":
                raise ValueError(f"cannot read pattern at {self.notation[self.position :][:20]}")
            self.position, repeat = close.end(), close["repeat"] or ""
            if sign != "(":
                return f"{sign}{body}){repeat}", []
            expression = f"(?:{body})"
        elif sign:
            return sign, []
        else:
            expression, letters = self._word(atom)
            needs = [letters] if letters else []
        if atom["name"]:
            expression = f"(?P<{atom['name']}>{expression})"
        may_be_missing = repeat[:1] in {"?", "*"} or repeat.startswith(("{0", "{,"))
        return expression + repeat, [] if may_be_missing else needs

    @staticmethod
    def _word(atom: re.Match[str]) -> tuple[str, frozenset[str]]:
        name = atom["class"]
        if name in {"ANY", "OTHER"}:
            return f"[^{CLASSES['STOP' if name == 'ANY' else 'FRAME']}]", frozenset()
        letters = CLASSES[name] if name else code_of(atom["word"] or ".")
        return (f"[{letters}]" if name else letters), frozenset(letters)
