"""Find the parts of a goal in a sentence.

Each kind of part is an island that a bounded pattern finds by itself; the earlier kind wins where
two overlap. What is left between the doer and the first island is the behaviour. No pattern can
look further than a few words, so the cost grows with the length of the text and no faster.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator

import attrs

from smartgoals._time import add_months
from smartgoals._values import refuse
from smartgoals.errors import InvalidValueError
from smartgoals.measures import Quantity
from smartgoals.recurrence import Frequency, Recurrence, Weekday
from smartgoals.smart._draft import Component, ComponentKind, Draft, DraftKind
from smartgoals.smart._risk import risk_notices

__all__ = ["MAX_CHARACTERS", "read_goal"]

MAX_CHARACTERS = 2_000
"""How much of a text is read; longer texts are marked as truncated."""

# Letters that a pattern takes for plain ones when it ignores case, though no table of words does.
_PLAIN = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
_SURE = 10
_MOST_TIMES = 1_000
_UNITS_OF_TIME = {"s": "s", "m": "min", "h": "h"}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_NUMBERS = {word: index for index, word in enumerate(_ONES)} | {
    "a": 1,
    "an": 1,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
    "hundred": 100,
}
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_COUNTED = {
    "step": "{step}",
    "page": "{page}",
    "glass": "{glass}",
    "cup": "{cup}",
    "cigarette": "{cigarette}",
    "drink": "{drink}",
    "push-up": "{push-up}",
    "lap": "{lap}",
    "portion": "{portion}",
    "word": "{word}",
    "km": "km",
    "kilometre": "km",
    "kilometer": "km",
    "mile": "[mi_i]",
}

_S = r"\s{1,3}"
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,6}}(?:\.\d{{1,2}})?|{_NUMBER_WORDS})"
_PLACES = {
    "first": 1,
    "second-to-last": -2,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "last": -1,
}
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_DAY_NAMES = "|".join(day.name for day in Weekday)
_MONTH_NAMES = "|".join(_MONTHS)


def _pattern(body: str) -> re.Pattern[str]:
    # Not within a number: of "2 1/2" or "10 000" no part is the amount.
    return re.compile(rf"(?<![\w.,/-])(?:(?<!\d\s)|(?!\d))(?:{body})(?![\w/])", re.IGNORECASE)


def read_goal(text: str, *, on: dt.date) -> Draft:
    """Return what *text* says as a goal, read on a day.

    This first reader knows English sentences of the common form: who, what, how much, how often,
    until when, what for, in any order. What it does not recognise it leaves alone; it never
    guesses. Any text can be read: a long one is read up to :data:`MAX_CHARACTERS`, after its
    whole was searched for risk language.

    Args:
        text: The sentence.
        on: The day it is read; "the next 30 days" begin on it.

    Returns:
        The components with their places in *text*, and the notices.

    Raises:
        InvalidValueError: If *text* is no text, or *on* is no date.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import read_goal
        >>> from smartgoals.smart import ComponentKind
        >>> draft = read_goal(
        ...     "I will read for half an hour on Mondays and Fridays until 31 March to wind down.",
        ...     on=dt.date(2025, 2, 3),
        ... )
        >>> print(draft.dose, "|", draft.recurrence, "|", draft.due)
        0.5 h | every Monday and Friday | 2025-03-31
        >>> draft.words(ComponentKind.BEHAVIOUR), draft.words(ComponentKind.REASON)
        ('read', 'to wind down')
    """
    if not isinstance(text, str):
        refuse("text", "text", text)
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime):
        refuse("on", "a datetime.date", on)
    notices = risk_notices(text)
    # Letter for letter, so that every place stays a place in the text.
    read = text[:MAX_CHARACTERS].translate(_PLAIN)
    kind = _kind(read)
    components = _components(read, on) if kind is DraftKind.GOAL else ()
    return Draft(
        text=text,
        on=on,
        kind=kind,
        components=components,
        notices=notices,
        is_truncated=len(text) > MAX_CHARACTERS,
    )


def _kind(text: str) -> DraftKind:
    letters = [character for character in text if character.isalpha()]
    if not letters and not any(character.isdigit() for character in text):
        return DraftKind.EMPTY
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return DraftKind.GOAL if latin * 2 >= len(letters) else DraftKind.UNREADABLE


def _number(match: re.Match[str]) -> float:
    word = match["number"].lower()
    return float(_NUMBERS[word]) if word in _NUMBERS else float(word.replace(",", ""))


def _horizon_span(match: re.Match[str], on: dt.date) -> dt.date | None:
    count = _number(match) if match["number"] else 1
    if _PAST.search(match.string, max(0, match.start() - _NEAR), match.start()):
        # "I have been drinking for ten years" tells of the past.
        return None
    unit = match["unit"].lower()[0]
    if count != int(count) or count < 1:
        return None
    try:
        if unit == "m":
            return _within_reach(add_months(on, int(count)), on)
        if unit == "y":
            return _within_reach(add_months(on, 12 * int(count)), on)
        return _within_reach(on + dt.timedelta(days=int(count) * (7 if unit == "w" else 1)), on)
    except (OverflowError, ValueError):
        return None


def _horizon_iso(match: re.Match[str], on: dt.date) -> dt.date | None:
    try:
        return _within_reach(dt.date.fromisoformat(match["iso"]), on)
    except ValueError:
        return None


def _within_reach(day: dt.date, on: dt.date) -> dt.date | None:
    """Return *day* unless it is further off than anybody plans."""
    return day if day.year - on.year <= _MOST_YEARS else None


def _horizon_date(match: re.Match[str], on: dt.date) -> dt.date | None:
    day = int(match["day"])
    month = _MONTHS.index(match["month"].lower()) + 1
    try:
        if match["year"] is not None:
            return _within_reach(dt.date(int(match["year"]), month, day), on)
        this_year = dt.date(on.year, month, day)
        return this_year if this_year >= on else dt.date(on.year + 1, month, day)
    except ValueError:
        return None


def _duration(match: re.Match[str], _: dt.date) -> Quantity | None:
    if _is_limited(match) or _PER_WEEK.match(match.string, match.end()):
        return None
    unit = _UNITS_OF_TIME[match["unit"].lower()[0]]
    value = 0.5 if match["half"] else _number(match)
    if match["minutes"]:
        unit, value = "min", value * 60 + float(match["minutes"])
    limit = {"s": 86_400, "min": 1_440, "h": 24}[unit]
    return Quantity(value=value, unit=unit) if 0 < value <= limit else None


def _counted(match: re.Match[str], _: dt.date) -> Quantity | None:
    value = _number(match)
    if _is_limited(match) or _PER_WEEK.match(match.string, match.end()) or value == 0:
        return None
    return Quantity(value=value, unit=_COUNTED[match["noun"].lower()])


def _is_limited(match: re.Match[str]) -> bool:
    """Return whether an amount is a limit, or is denied: neither is something to do."""
    before = match.string[max(0, match.start() - _NEAR) : match.start()]
    clause = _CLAUSE.split(before)[-1]
    return bool(
        match["limit"] or _LIMITS.search(clause) or _LIMITED_AFTER.match(match.string, match.end())
    )


def _confidence(match: re.Match[str], _: dt.date) -> int | None:
    value = int(match["value"])
    return value if value <= _SURE else None


def _each(match: re.Match[str], on: dt.date) -> Recurrence | None:
    every = 2 if match["other"] else 1
    if match["unit"].lower().startswith("week"):
        return Recurrence.times_per(1, Frequency.WEEKLY, start=on) if every == 1 else None
    if match["unit"].lower().startswith("month"):
        return Recurrence.times_per(1, Frequency.MONTHLY, start=on) if every == 1 else None
    return Recurrence.daily(start=on, every=every)


def _every_so_many(match: re.Match[str], on: dt.date) -> Recurrence | None:
    every = _number(match)
    if every != int(every) or not 1 <= every <= _MOST_TIMES:
        return None
    return Recurrence.daily(start=on, every=int(every))


def _on_month_days(match: re.Match[str], on: dt.date) -> Recurrence | None:
    if match["place"]:
        place = _PLACES[match["place"].lower()]
        named = match["weekday"].upper()
        return Recurrence.monthly(place if named == "DAY" else Weekday[named].nth(place), start=on)
    days = {int(number) for number in re.findall(r"\d+", match["days"])}
    try:
        # What the library itself says of a rule that leaves short months out.
        is_rare = match.string.startswith(", where there is one", match.end())
        return Recurrence.monthly(*days, start=on, clamp=not is_rare)
    except InvalidValueError:
        # There is no 32nd, and no rule for the last days of two different months at once.
        return None


def _daily(_: re.Match[str], on: dt.date) -> Recurrence:
    return Recurrence.daily(start=on)


def _weekly(_: re.Match[str], on: dt.date) -> Recurrence:
    return Recurrence.times_per(1, Frequency.WEEKLY, start=on)


def _monthly(_: re.Match[str], on: dt.date) -> Recurrence:
    return Recurrence.times_per(1, Frequency.MONTHLY, start=on)


def _workdays(_: re.Match[str], on: dt.date) -> Recurrence:
    return Recurrence.weekly(*list(Weekday)[:5], start=on)


def _times(match: re.Match[str], on: dt.date) -> Recurrence | None:
    adverb = (match["adverb"] or "").lower()
    times = {"once": 1.0, "twice": 2.0}.get(adverb) or _number(match)
    period = {
        "d": Frequency.DAILY,
        "w": Frequency.WEEKLY,
        "m": Frequency.MONTHLY,
    }[match["period"].lower()[0]]
    if times != int(times) or not 1 <= times <= _MOST_TIMES:
        return None
    return Recurrence.times_per(int(times), period, start=on)


def _on_days(match: re.Match[str], on: dt.date) -> Recurrence | None:
    named = re.findall(_DAY_NAMES, match[0], re.IGNORECASE)
    every = int(match["nth"] or 1)
    if not 1 <= every <= _MOST_TIMES:
        return None
    return Recurrence.weekly(*(Weekday[name.upper()] for name in named), start=on, every=every)


@attrs.frozen
class _Island:
    kind: ComponentKind
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], dt.date], Quantity | Recurrence | dt.date | int | None]


_NEAR = 60
_MOST_YEARS = 10
_CLAUSE = re.compile(r"[.!?;:\n]|(?<!\w)(?:and|but|then|instead)(?!\w)", re.IGNORECASE)
_LIMITS = re.compile(
    r"(?<!\w)(?:not|never|no|without|cannot|\w{1,6}n['\u2019]t|stop\w{0,4}|quit\w{0,4}|avoid\w{0,3}|"
    r"refus\w{1,3}|limit\w{0,3}|cut\w{0,4}|reduc\w{1,3}|exceed\w{0,3}|only|max|maximum|below|under|"
    r"less|fewer|longer|more|down)(?!\w)",
    re.IGNORECASE,
)
_LIMITED_AFTER = re.compile(
    rf",?{_S}(?:at{_S}(?:the{_S})?most|or{_S}(?:fewer|less|under)|max|maximum|tops)(?!\w)",
    re.IGNORECASE,
)
_PER_WEEK = re.compile(rf"{_S}(?:a|per|each|every){_S}(?:week|month)(?!\w)", re.IGNORECASE)
_PAST = re.compile(r"(?<!\w)(?:have|has|had|been|i['\u2019]ve|did)(?!\w)", re.IGNORECASE)
_NEXT = rf"(?:the{_S})?(?:next|coming|following){_S}"
_DATE = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_S}(?:of{_S})?(?P<month>{_MONTH_NAMES})"
    rf"(?:,?{_S}(?P<year>\d{{4}}))?"
)
_US_DATE = (
    rf"(?P<month>{_MONTH_NAMES}){_S}(?:the{_S})?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,?{_S}(?P<year>\d{{4}}))?"
)
_BY = rf"(?:by|until|till|before|up{_S}to){_S}(?:the{_S})?"
# A limit is no dose: "no more than two drinks" asks for less.
_LIMIT = rf"(?:no{_S}more{_S}than|at{_S}most|(?:less|fewer){_S}than|under|up{_S}to){_S}"
_PART_OF_DAY = "day|morning|afternoon|evening|night|weeknight"
_ISLANDS = (
    _Island(
        ComponentKind.CONFIDENCE,
        _pattern(
            rf"(?:i{_S}am{_S}|i'm{_S})?(?P<value>\d{{1,2}})(?:\s?/\s?|{_S}out{_S}of{_S})10{_S}"
            r"(?:sure|confident)"
        ),
        _confidence,
    ),
    _Island(
        ComponentKind.HORIZON,
        _pattern(
            rf"(?:for|over|during|within|in){_S}(?:{_NEXT})?{_NUMBER}{_S}"
            rf"(?P<unit>days?|weeks?|months?|years?)(?!{_S}(?:a|per|each|every){_S})"
        ),
        _horizon_span,
    ),
    _Island(
        ComponentKind.HORIZON,
        _pattern(rf"(?:for|over|during|within|in){_S}{_NEXT}(?P<number>)(?P<unit>week|month|year)"),
        _horizon_span,
    ),
    _Island(
        ComponentKind.HORIZON,
        _pattern(rf"{_BY}(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})"),
        _horizon_iso,
    ),
    _Island(ComponentKind.HORIZON, _pattern(_BY + _DATE), _horizon_date),
    _Island(ComponentKind.HORIZON, _pattern(_BY + _US_DATE), _horizon_date),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(
            rf"(?:(?P<adverb>once|twice)|{_NUMBER}(?:{_S})?(?:times|x|days|nights|mornings|evenings))"
            rf"{_S}(?:a|an|per|each|every){_S}(?P<period>day|week|month)"
        ),
        _times,
    ),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(
            rf"(?:on{_S}|every{_S}|each{_S})(?:{_DAY_NAMES})s?"
            rf"(?:(?:,(?:{_S})?|{_S})(?:and{_S})?(?:{_DAY_NAMES})s?){{0,6}}"
            r"(?:\sof\severy\s(?P<nth>\d{1,2})(?:st|nd|rd|th)\sweek)?"
        ),
        _on_days,
    ),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(rf"(?:on{_S})?(?:week-?days|every{_S}week-?day|every{_S}work-?day)"),
        _workdays,
    ),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(
            rf"on{_S}(?:the{_S}(?P<place>{'|'.join(_PLACES)}){_S}(?P<weekday>{_DAY_NAMES}|day)|"
            rf"the{_S}(?P<days>{_NTH}(?:(?:,(?:{_S})?|{_S})(?:and{_S})?(?:the{_S})?{_NTH}){{0,3}}))"
            rf"{_S}(?:of|in){_S}(?:each|every|the){_S}month"
        ),
        _on_month_days,
    ),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(rf"every{_S}{_NUMBER}{_S}(?:days|nights|mornings|evenings)"),
        _every_so_many,
    ),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(
            rf"(?:every|each){_S}(?P<other>(?:other|second){_S})?(?P<unit>{_PART_OF_DAY}|week|month)"
        ),
        _each,
    ),
    _Island(
        ComponentKind.FREQUENCY,
        _pattern(
            rf"(?:(?P<adverb>once|twice)|{_NUMBER}{_S}times){_S}(?P<period>d|w|m)(?:ai|eek|onth)ly"
        ),
        _times,
    ),
    _Island(ComponentKind.FREQUENCY, _pattern("daily|nightly"), _daily),
    _Island(ComponentKind.FREQUENCY, _pattern("weekly"), _weekly),
    _Island(ComponentKind.FREQUENCY, _pattern("monthly"), _monthly),
    _Island(
        ComponentKind.DOSE,
        _pattern(
            rf"(?:for{_S})?(?P<limit>{_LIMIT})?(?:about{_S}|at{_S}least{_S})?"
            rf"(?:(?P<half>half{_S}an{_S})(?=hour)|{_NUMBER}[\s-]{{0,2}})"
            r"(?P<unit>minutes?|mins?|hours?|hrs?|seconds?|secs?)"
            rf"(?:(?<=rs|ur){_S}(?:and{_S})?(?P<minutes>\d{{1,2}}){_S}min(?:ute)?s?)?"
        ),
        _duration,
    ),
    _Island(
        ComponentKind.DOSE,
        _pattern(
            rf"(?P<limit>{_LIMIT})?(?:at{_S}least{_S}|about{_S})?{_NUMBER}{_S}"
            rf"(?P<noun>{'|'.join(_COUNTED)})(?:es|s)?"
        ),
        _counted,
    ),
)

_DOER = re.compile(
    rf"\s{{0,3}}(?:(?:my{_S}goal{_S}is{_S}(?:that{_S}|to{_S})?)?"
    rf"(?:(?:i|we|you|he|she|they|(?:the{_S})?(?:client|patient)){_S}"
    rf"(?:will|shall|want{_S}to|would{_S}like{_S}to|plan{_S}to|intend{_S}to|am{_S}going{_S}to|"
    rf"(?:are|is){_S}going{_S}to|aim{_S}to)|(?:i|we|you|he|she|they)['\u2019]ll|"
    rf"(?:i|we)['\u2019]d{_S}like{_S}to|i['\u2019]m{_S}going{_S}to|we['\u2019]re{_S}going{_S}to)"
    rf"{_S})?",
    re.IGNORECASE,
)
_REASON = re.compile(
    rf"(?<!\w)(?:(?:in{_S}order|so{_S}as){_S}to(?!\w)|so{_S}that(?!\w)|so{_S}(?=i{_S}(?:can|will|have|feel))|"
    rf"because(?!\w)|(?P<to>to){_S}(?=[a-z]))",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?;\n]")
_EDGES = " \t\r\n,.;:!?-\u2013\u2014\"'\u201c\u201d\u2018\u2019"


def _components(text: str, on: dt.date) -> tuple[Component, ...]:
    found: list[Component] = []
    for island in _ISLANDS:
        # One of a kind: a second frequency or horizon belongs to a second goal.
        if any(component.kind is island.kind for component in found):
            continue
        for match in island.pattern.finditer(text):
            if _overlaps(found, match.start(), match.end()):
                continue
            value = island.meaning(match, on)
            if value is not None:
                found.append(
                    Component(kind=island.kind, start=match.start(), end=match.end(), value=value)
                )
                break
    found.sort(key=_start)
    found += _reason(text, found)
    found.sort(key=_start)
    found += _behaviour(text, found)
    return tuple(sorted(found, key=_start))


def _start(component: Component) -> int:
    return component.start


def _overlaps(found: list[Component], start: int, end: int) -> bool:
    return any(start < component.end and component.start < end for component in found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _reason(text: str, found: list[Component]) -> Iterator[Component]:
    body = _DOER.match(text)
    begin = body.end() if body else 0
    for match in _REASON.finditer(text, begin):
        # "Walk to work every day" has no reason: a bare "to" counts behind another part only.
        after_island = any(component.end <= match.start() for component in found)
        if match.start() == begin or (match["to"] and not after_island):
            continue
        if _overlaps(found, match.start(), match.end()):
            continue
        stop = _STOP.search(text, match.end())
        end = min(
            [stop.start() if stop else len(text)]
            + [component.start for component in found if component.start >= match.end()]
        )
        start, end = _trimmed(text, match.start(), end)
        if end > match.end():
            yield Component(kind=ComponentKind.REASON, start=start, end=end)
            return


def _behaviour(text: str, found: list[Component]) -> Iterator[Component]:
    """Yield what stands between the doer, or a leading part, and the next part."""
    position = 0
    for component in (*found, None):
        gap_end = len(text) if component is None else component.start
        start, end = _trimmed(text, position, gap_end)
        doer = _DOER.match(text, start, end)
        start, end = _trimmed(text, doer.end() if doer else start, end)
        stop = _STOP.search(text, start, end)
        start, end = _trimmed(text, start, stop.start() if stop else end)
        if any(character.isalpha() for character in text[start:end]):
            yield Component(kind=ComponentKind.BEHAVIOUR, start=start, end=end)
            return
        position = gap_end if component is None else component.end
