"""Split a text into typed words.

A word is what patterns are about: a number with its value however it was written, a clock time, a
date in figures, a plain word, a mark, or the end of a sentence.
"""

from __future__ import annotations

import datetime as dt
import re

import attrs

from smartgoals.smart._reader._notation import (
    CLASSES,
    CODES,
    NTH_WORDS,
    NUMBER,
    NUMBER_WORDS,
    UNKNOWN,
    add_classes,
    code_of,
    pattern,
)
from smartgoals.smart._reader._plain import PlainText, plain_text

__all__ = ["CLASSES", "Words", "add_classes", "pattern", "words_of"]

_MULTIPLES = {"hundred": 100.0, "thousand": 1000.0, "dozen": 12.0, "million": 1_000_000.0}
# Written otherwise and meant the same. The list is closed: nothing else is ever corrected, but for
# one slip in the word for a time or a weekday.
_SPELLINGS = dict(
    pair.split(":")
    for pair in (
        "evry:every evrey:every evey:every eveyday:every-day everyday:every-day teh:the til:till "
        "untill:until wil:will becuase:because becaus:because becos:because cos:because "
        "coz:because cuz:because bc:because cus:because thru:through tmrw:tomorrow tmr:tomorrow "
        "tomorow:tomorrow tommorow:tomorrow tommorrow:tomorrow tonite:tonight exersize:exercise "
        "excercise:exercise exercize:exercise exersise:exercise weekley:weekly dayly:daily "
        "dailey:daily febuary:february feburary:february fourty:forty dont:don't wont:won't "
        "cant:can't im:i'm ive:i've iam:i'm ill:i'll id:i'd wanna:want-to gonna:going-to "
        "gotta:have-to tryna:trying-to wld:would shld:should fortnite:fortnight xmas:christmas "
        "b4:before "
        "programme:program behaviour:behavior twise:twice thrice:thrice minuts:minutes hrs:hours "
        "hr:hour mins:minutes sec:second secs:seconds wk:week wks:weeks mth:month mths:months "
        "yr:year yrs:years mos:months approx:approximately hlaf:half pls:please plz:please "
        "nxt:next sch:school n:and ur:your u:you"
    ).split()
    for pair in [pair]
)
_MENDABLE = (
    "second seconds minute minutes hours weeks weekly month months monthly weekend weekends "
    "weekday weekdays fortnight morning mornings evening evenings afternoon afternoons night "
    "nights monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays "
    "thursdays fridays saturdays sundays january february march april august september october "
    "november december tomorrow sessions"
).split()
# Real words that are one slip away from one of those.
_REAL = frozenset(
    "mouth mouths mourning mourn moaning warning weakly weekly wheels weaks reeks wells weed weeds "
    "weeps monthly house houses honors nigh knights mints minutely minutia eight might light "
    "right fright march marsh match starch larch monarch harch moth moths north fourth weak weekly "
    "week weeds hour hourly seconds secondly second seconded night nights naught sunday sundae "
    "apron session mission passion tuesday wee marches marched augusta augusts decembers".split()
)
_SHORTEST_MENDED = 5
_BY_FIRST: dict[str, list[str]] = {}
for _word in _MENDABLE:
    _BY_FIRST.setdefault(_word[0], []).append(_word)

_TOKENS = re.compile(
    r"""
      (?P<date>\d{4}-\d{1,2}-\d{1,2}(?![\w-])
              |\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2}(?:\d{2})?(?![\w/]))
    | (?P<clock>\d{1,2}(?:[:.]\d{2})?\s{0,2}[ap](?:\.\s?m\b\.?|m\b)|\d{1,2}:\d{2}(?::\d{2})?(?!\d))
    | (?P<nth>\d{1,3}(?:st|nd|rd|th)\b)
    | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?(?!\d)|\d+(?:[.,]\d{1,4})?(?!\d)|\d+)
    | (?P<word>[^\W\d_][^\W_]*(?:'[^\W\d_]+)*(?:-[^\W_]+(?:'[^\W\d_]+)*)*)
    | (?P<money>[$\u00a3\u20ac])
    | (?P<stop>[.!?;]|\s-+\s|\n\s*(?=[-*>\n])|\n(?=\s{0,9}(?:\d{1,2}[.)]|[a-z]{1,12}:))|-{2,})
    | (?P<sign><=|>=|->|=>|[<>~=%+/&@,:()\[\]"\u00b0\u2190-\u2193-])
    """,
    re.VERBOSE,
)
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap]?)")
_SIGNS = {
    "<": "less-than",
    ">": "more-than",
    "<=": "at-most",
    ">=": "at-least",
    "~": "about",
    "+": "plus",
    "&": "and",
    "@": "at",
    "%": "percent",
    "(": "bracket",
    "[": "bracket",
    ")": "end-bracket",
    "]": "end-bracket",
    '"': "quote-mark",
    "->": "becomes",
    "=>": "becomes",
    "\u2192": "becomes",
    "\u2191": "increase",
    "\u2193": "decrease",
    "\u00b0": "degrees",
}
_MOST_DIGITS = 12
# How many spaces may stand between a number and its unit.
_NEAR = 3
_HOURS_AND_MINUTES = re.compile(r"h[0-5]\d")
_THOUSANDS = re.compile(r"\d{1,3} \d{3}")
# After these a full stop ends nothing.
_SHORT_FORMS = frozenset(
    "pt dr mr mrs ms st g min mins hr hrs wk wks approx approximately vs no sec max temp mo yr e i "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri minutes hours "
    "hour weeks week month months year years seconds reps rep lbs lb ft".split()
)
_TITLES = frozenset("pt dr mr mrs ms st e g i vs".split())


@attrs.frozen
class Words:
    """The words of a text, in order; each column has one place for each word.

    Args:
        text: The text.
        codes: One letter for each word.
        plain: The words in plain small letters.
        values: The value of a number, of a clock time, of a numeric date; else None.
        spans: Where each word stands in the text.
        glued: Whether nothing stands between a word and the one before.
    """

    text: str = attrs.field(repr=False)
    codes: str = attrs.field(repr=False)
    plain: list[str] = attrs.field(repr=False)
    values: list[float | dt.time | str | None] = attrs.field(repr=False)
    spans: list[tuple[int, int]] = attrs.field(repr=False)
    glued: list[bool] = attrs.field(repr=False)

    def number(self, index: int) -> float:
        """Return the number at *index*; an article is one."""
        value = self.values[index]
        return value if isinstance(value, float) else 1.0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the words from *start* to *end* stand in the text."""
        return self.spans[start][0], self.spans[end - 1][1]

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of words that touches the text from *start* to *end*."""
        first = next((i for i, span in enumerate(self.spans) if span[1] > start), len(self.spans))
        last = first
        while last < len(self.spans) and self.spans[last][0] < end:
            last += 1
        return first, last


def words_of(text: str) -> Words:
    """Return the words of *text*."""
    plain = plain_text(text)
    splitter = _Splitter(plain, text)
    for match in _TOKENS.finditer(plain.letters):
        splitter.take(match)
    spans = splitter.spans
    if plain.places is not None:
        spans = [plain.place(start, end) for start, end in spans]
    return Words(
        text=text,
        codes="".join(splitter.codes),
        plain=splitter.plain,
        values=splitter.values,
        spans=spans,
        glued=splitter.glued,
    )


# A compound is taken apart where its parts are words of their own: "two-minute", "mid-April",
# "Mon-Fri". "Self-care", "one-to-one" and "twelve-step" stay whole.
_WEEKDAYS_AND_MONTHS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_FIRST_PARTS = (
    frozenset("half quarter every once twice thrice early late several few".split())
    | NUMBER_WORDS.keys()
    | _MULTIPLES.keys()
    | NTH_WORDS.keys()
)
_SECOND_PARTS = frozenset(
    "seconds minute minutes min mins hour hours hr day days week weeks month months year years "
    "half quarter quarters times time page pages mile miles mil lap laps point a an per "
    "and fold kg km lb session sessions percent weekly daily monthly second night nights to".split()
) | (NUMBER_WORDS.keys() - {"one"})
_UNITS_AFTER_FIGURES = frozenset("s m h d w g l x".split())


class _Splitter:
    """Takes the tokens of one text and keeps the words."""

    __slots__ = ("codes", "end", "glued", "letters", "places", "plain", "spans", "text", "values")

    def __init__(self, plain: PlainText, text: str) -> None:
        self.letters = plain.letters
        self.places = plain.places
        self.text = text
        self.codes: list[str] = []
        self.plain: list[str] = []
        self.values: list[float | dt.time | str | None] = []
        self.spans: list[tuple[int, int]] = []
        self.glued: list[bool] = []
        self.end = -1

    def take(self, match: re.Match[str]) -> None:
        """Take one token."""
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "word":
            self._word(match[0], start, end)
        elif kind == "number":
            self._figures(match[0], start, end)
        elif kind == "stop":
            self._stop(match[0], start, end)
        elif kind == "clock":
            self._clock(match[0], start, end)
        elif kind == "nth":
            self._add("1", match[0], start, end, float(match[0][:-2]))
        elif kind == "money":
            self._add("4", match[0], start, end)
        elif kind == "sign":
            word = _SIGNS.get(match[0], match[0])
            self._add(CODES.get(word, UNKNOWN), word, start, end)
        else:
            self._add("2", match[0], start, end, match[0])

    def _add(
        self,
        code: str,
        word: str,
        start: int,
        end: int,
        value: float | dt.time | str | None = None,
    ) -> None:
        self.codes.append(code)
        self.plain.append(word)
        self.values.append(value)
        self.spans.append((start, end))
        self.glued.append(start == self.end)
        self.end = end

    def _join(self, count: int, value: float, end: int, word: str = "number") -> None:
        """Put a number in the place of the last *count* words."""
        start, glued = self.spans[-count][0], self.glued[-count]
        for column in (self.codes, self.plain, self.values, self.spans, self.glued):
            del column[-count:]
        self._add(NUMBER, word, start, end, value)
        self.glued[-1] = glued

    def _before(self, back: int = 1) -> float | None:
        """Return the number *back* words before; None if it is none."""
        if len(self.codes) < back or self.codes[-back] not in CLASSES["NUMBER"]:
            return None
        value = self.values[-back]
        return value if isinstance(value, float) else None

    def _stop(self, mark: str, start: int, end: int) -> None:
        if mark == "." and start == self.end and self.plain[-1] in _SHORT_FORMS:
            after = end
            while after < len(self.letters) and self.letters[after].isspace():
                after += 1
            is_last = after == len(self.letters)
            if not is_last and (self.plain[-1] in _TITLES or not self._is_capital(after)):
                return
        self._add(CLASSES["STOP"], mark.strip() or ".", start, end)

    def _is_capital(self, index: int) -> bool:
        """Return whether a character of the copy was written large."""
        place = index if self.places is None else self.places[index]
        return self.text[place].isupper()

    def _clock(self, shown: str, start: int, end: int) -> None:
        parts = _CLOCK_PARTS.match(shown)
        assert parts is not None  # noqa: S101  # one pattern holds the other
        hour, minute = int(parts[1]), int(parts[2] or 0)
        if parts[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if parts[3] == "p" else 0)
        value = dt.time(hour, minute) if hour < 24 and minute < 60 else None
        self._add(CLASSES["CLOCK"], shown, start, end, value)

    def _figures(self, shown: str, start: int, end: int) -> None:
        if len(shown) > _MOST_DIGITS:
            self._add(UNKNOWN, shown, start, end)
            return
        if re.fullmatch(r"\d+,\d{1,2}", shown):
            value = float(shown.replace(",", "."))
        else:
            value = float(shown.replace(",", ""))
        before = self._before()
        is_parted = before is not None and start - self.end == 1
        if is_parted and _THOUSANDS.fullmatch(f"{self.plain[-1]} {shown}"):
            # "10 000" is one number.
            self._join(1, (before or 0) * 1000 + value, end)
            return
        top, whole = self._before(2), self._before(3)
        if (
            top is not None
            and self.plain[-1] == "/"
            and start == self.end
            and shown in {"2", "3", "4", "8"}
            and 0 < top < value
        ):
            if whole is not None and not self.glued[-2]:
                self._join(3, whole + top / value, end)
                return
            after = self.letters[end : end + 6].lstrip(" -")
            if after.startswith(("h", "an h", "of an", "mil", "a mil", "cup", "day", "pack")):
                self._join(2, top / value, end, "fraction")
                return
        self._add(NUMBER, shown, start, end, value)

    def _number_word(self, word: str, value: float, start: int, end: int) -> None:
        """Add a number in words with those before it: twenty five, a hundred and two."""
        before = self._before()
        if before is not None and self.plain[-1][0].isalpha():
            goes_on = (20 <= before <= 90 and before % 10 == 0 and 1 <= value <= 9) or (
                before >= 100 and before % 100 == 0 and value < 100
            )
            if goes_on:
                self._join(1, before + value, end)
                return
        before = self._before(2)
        if (
            before is not None
            and self.plain[-1] == "and"
            and self.plain[-2][0].isalpha()
            and before >= 100
            and before % 100 == 0
            and value < 100
        ):
            self._join(2, before + value, end)
            return
        self._add(CODES[word], word, start, end, value)

    def _multiple(self, word: str, start: int, end: int) -> None:
        by, before = _MULTIPLES[word], self._before()
        if before is not None:
            # "Two thousand five hundred": only the five is multiplied.
            high = before // 1000 * 1000 if by < before else 0.0
            self._join(1, high + (before - high) * by, end)
        elif self.plain[-2:] == ["half", "a"]:
            self._join(2, by / 2, end)
        elif self.plain[-1:] == ["a"]:
            self._join(1, by, end)
        else:
            self._add(NUMBER, word, start, end, by)

    def _word(self, word: str, start: int, end: int) -> None:
        word = _SPELLINGS.get(word, word)
        if word[0] == "x" and word[1:].isdigit():
            self._add(code_of("x"), "x", start, start + 1)
            self._figures(word[1:], start + 1, end)
            return
        if word in _MULTIPLES:
            self._multiple(word, start, end)
            return
        code = CODES.get(word)
        after_figures = bool(self.codes) and start == self.end and self.codes[-1] == NUMBER
        is_near = bool(self.codes) and 1 <= start - self.end <= _NEAR and self.codes[-1] == NUMBER
        if is_near and word in {"s", "h", "g", "l", "m"}:
            self._add(code_of(word + "'"), word, start, end)
            return
        if after_figures and _HOURS_AND_MINUTES.fullmatch(word):
            # "1h30" is an hour and a half.
            self._add(code_of("h'"), "h", start, start + 1)
            self._add(NUMBER, word[1:], start + 1, end, float(word[1:]))
            return
        if after_figures and len(word) == 1:
            if word == "k":
                self._join(1, (self._before() or 0) * 1000, end, "k")
                return
            if word in _UNITS_AFTER_FIGURES:
                self._add(code_of(word + "'"), word, start, end)
                return
        if code is not None:
            if word in NUMBER_WORDS:
                self._number_word(word, NUMBER_WORDS[word], start, end)
            elif word == "half" and self.plain[-2:] == ["and", "a"] and self._before(3) is not None:
                self._join(3, (self._before(3) or 0) + 0.5, end)
            else:
                self._add(code, word, start, end, NTH_WORDS.get(word))
        elif "-" in word:
            self._compound(word, start, end)
        else:
            self._rare(word, start, end)

    def _rare(self, word: str, start: int, end: int) -> None:
        if word.endswith("'s") and word[:-2] in CODES:
            self._add(CODES[word[:-2]], word, start, end)
            return
        mended = _near(word)
        if mended is not None:
            self._add(CODES[mended], mended, start, end, NTH_WORDS.get(mended))
            return
        self._add(UNKNOWN, word, start, end)

    def _compound(self, word: str, start: int, end: int) -> None:
        parts = word.split("-")
        first, second = parts[0], parts[1]
        follows_figures = (
            self.plain[-1:] == ["-"] and start == self.end and self._before(2) is not None
        )
        is_taken_apart = (
            (first in _FIRST_PARTS and second in _SECOND_PARTS)
            or first == "mid"
            or (first in _WEEKDAYS_AND_MONTHS and second in _WEEKDAYS_AND_MONTHS)
            or (follows_figures and first in _SECOND_PARTS)
        ) and parts[-1] != "old"
        if not is_taken_apart:
            self._add(UNKNOWN, word, start, end)
            return
        is_range = first in _WEEKDAYS_AND_MONTHS and second in _WEEKDAYS_AND_MONTHS
        for part in parts:
            self._word(part, start, start + len(part))
            self.glued[-1] = False
            start += len(part) + 1
            if is_range and part is not parts[-1]:
                self._add(code_of("-"), "-", start - 1, start)
        self.end = end


def _near(word: str) -> str | None:
    """Return the word for a time that *word* is one slip away from, if it is no word itself."""
    if len(word) < _SHORTEST_MENDED - 1 or word in _REAL:
        return None
    for known in _BY_FIRST.get(word[0], ()):
        if abs(len(known) - len(word)) <= 1 and _is_one_slip(word, known):
            return known
    return None


def _is_one_slip(word: str, known: str) -> bool:
    size = min(len(word), len(known))
    same = 0
    while same < size and word[same] == known[same]:
        same += 1
    if len(word) < len(known):
        return word[same:] == known[same + 1 :]
    if len(word) > len(known):
        return word[same + 1 :] == known[same:]
    is_swapped = word[same : same + 2] == known[same : same + 2][::-1]
    return word[same + 1 :] == known[same + 1 :] or (
        is_swapped and word[same + 2 :] == known[same + 2 :]
    )
