"""How much and how many: numbers that are an aim, or where somebody starts."""

from __future__ import annotations

import attrs

from smartgoals.smart._parts import Amount, Comparator, ComponentKind
from smartgoals.smart._reader._islands import Claim, Reading, comparator_of
from smartgoals.smart._reader._notation import CLASSES, add_classes, pattern
from smartgoals.smart._reader._nouns import UNIT_WORDS, is_plural, singular
from smartgoals.smart._reader._scales import instrument_of, noun_before, scale_around

__all__ = ["claim_amounts", "claim_changes"]

_MONEY = {"$": "USD", "\u00a3": "GBP", "\u20ac": "EUR"}
_TIMES = {"s": "s", "m": "min", "h": "h"}
_MOST_WORDS_OF_UNIT = 4
_MOST_WORDS_OF_ONE = 3
add_classes(
    LOSING="lose losing lost gain gaining drop dropping shed shedding",
    LIMITING=(
        "limit limiting limited restrict restricting restricted cap capping capped keep keeping"
    ),
    AT_PRESENT=(
        "currently now baseline present presently usual usually today average current moment"
    ),
    NO_UNIT=(
        "FRAME BOUT PERIOD MONTH WEEKDAY times time x x' on in his her their my our the your "
        "independently consistently correctly using across given when more less max maximum "
        "minimum again already between these those as via total"
    ),
    SPENDING="save saving spend spending pay paying earn earning owe budget put raise donate",
)
_RATIO = pattern("(/|of|out of) (the|every|a possible|my|any|a total of)? all=NUM")
_COUNTED_OF = pattern("OTHER? noun=OTHER (out of|of every|in every) (every|the)? all=NUM")
_OF_TIMES = pattern("(school|work|working|therapy)? (OCCASIONS|DAYTIME|SPAN|times|time)")
_SEPARATE_DAYS = pattern(
    "(different|separate|consecutive|non-consecutive|occasional|alcohol-free|drink-free|dry|rest"
    "|school) (days|nights|evenings|occasions|mornings)"
)
_DAYS_OF = pattern("(days|nights|hours|weeks) off? (of|off) OTHER")
_IN_A_ROW = pattern(
    "(times|time|x) (in a row|running|straight|without|before|with|correctly|independently)"
)
_SCORE_OF = pattern(
    "(score|scores|scoring|rating|rated|level|at|to|of|is|reach|hit|INSTRUMENT|=|average) "
    "(of|at|is|a|an|as|to){0,2}$"
)
_TO_NUMBER = pattern(
    "to (just|only|about|around|a|maximum|max|of|no|more|than|under|below|at|most|least){0,4}$"
)
# How many words before a number may say how it is meant.
_BACK = 6


@attrs.frozen
class _Number:
    """A number with what belongs to it so far."""

    value: float
    start: int
    end: int
    most: float | None = None
    out_of: float | None = None
    unit: str = ""
    comparator: Comparator = Comparator.EQ

    @property
    def is_one(self) -> bool:
        return self.value == 1 and self.out_of is None and self.most is None


def _number_at(reading: Reading, index: int, stop: int, *, is_change: bool) -> _Number:
    """Read a number with its range, comparator, or what it is out of."""
    words, codes, plain = reading.words, reading.codes, reading.words.plain
    number = _Number(words.number(index), index, index + 1)
    if index and codes[index - 1] == CLASSES["MONEY"]:
        number = attrs.evolve(number, start=index - 1, unit=_MONEY[plain[index - 1]])
    upper = index + 2
    if (
        upper < stop
        and plain[index + 1] in {"to", "-", "or", "and"}
        and codes[upper] in CLASSES["NUMBER"]
        and not reading.taken[upper]
        and (not is_change or plain[index + 1] == "-")
        and words.number(upper) > number.value
        and (plain[index + 1] != "and" or plain[index - 1 : index] == ["between"])
    ):
        number = attrs.evolve(
            number, most=words.number(upper), end=upper + 1, comparator=Comparator.RANGE
        )
        ratio = _RATIO.match(codes, upper + 1, stop)
        if ratio is None:
            return number
        return attrs.evolve(number, out_of=words.number(ratio.start("all")), end=ratio.end())
    ratio = _RATIO.match(codes, index + 1, stop)
    if ratio is not None and words.number(ratio.start("all")) >= number.value:
        out_of = words.number(ratio.start("all"))
        return attrs.evolve(number, out_of=out_of, end=ratio.end())
    if not is_change:
        counted = _COUNTED_OF.match(codes, index + 1, stop)
        if counted is not None and words.number(counted.start("all")) >= number.value:
            noun = plain[counted.start("noun")]
            return attrs.evolve(
                number,
                out_of=words.number(counted.start("all")),
                end=counted.end(),
                unit=singular(noun) if is_plural(noun) else noun,
            )
    return number


def _noun_at(reading: Reading, index: int, stop: int, *, is_one: bool) -> tuple[str, int]:
    """Return the unit that the words from *index* name, and where they end; empty if none."""
    codes, plain = reading.codes, reading.words.plain
    end = min(stop, index + _MOST_WORDS_OF_UNIT)
    if index < end and plain[index] == "-":
        index, end = index + 1, min(end + 1, stop)
    while index < end and plain[index] in {"weekly", "daily", "monthly", "nightly"}:
        index += 1
    if index < end and plain[index] in UNIT_WORDS:
        return UNIT_WORDS[plain[index]], index + 1
    if index < end and plain[index] == "m":
        return "metre", index + 1
    last = index
    while last < end and not reading.taken[last] and codes[last] not in CLASSES["NO_UNIT"]:
        word = plain[last]
        last += 1
        if word in UNIT_WORDS:
            return UNIT_WORDS[word], last
        if is_plural(word) and not is_one:
            return singular(word), last
        if is_one and last - index == _MOST_WORDS_OF_ONE:
            break
    if not is_one or last == index:
        return "", index
    # "One new recipe", "one kind message": the last word before the frame goes on.
    while last - 1 > index and plain[last - 1].endswith(("ly", "ing")):
        last -= 1
    return plain[last - 1], last


def _with_unit(
    reading: Reading, number: _Number, index: int, stop: int, *, is_change: bool
) -> _Number:
    """Return the number with the unit that the words behind it name, if they name one."""
    codes, plain, end = reading.codes, reading.words.plain, number.end
    if number.unit:
        return number
    after = comparator_of(reading, number.start, end)[2]
    unit, last = _noun_at(reading, max(end, after), stop, is_one=number.is_one)
    if not unit and end < stop:
        if codes[end] in CLASSES["BOUT"] and is_change:
            unit, last = _TIMES[plain[end][0]], end + 1
        elif number.out_of is not None:
            times = _OF_TIMES.match(codes, end, stop)
            if times is not None:
                unit, last = singular(plain[times.end() - 1]), times.end()
        elif number.most is None:
            unit, last = _days_at(reading, number, stop)
    if not unit and plain[index] == "k":
        # "Run 5k" is a distance.
        return attrs.evolve(number, value=number.value / 1000, unit="km")
    if not unit and number.out_of in {10.0, 100.0}:
        return attrs.evolve(number, unit=f"/{number.out_of:g}", out_of=None)
    if unit == "pound":
        is_money = any(code in CLASSES["SPENDING"] for code in codes[max(0, index - _BACK) : index])
        unit = "GBP" if is_money else "lb"
    return attrs.evolve(number, unit=unit, end=max(end, last)) if unit else number


def _days_at(reading: Reading, number: _Number, stop: int) -> tuple[str, int]:
    """Return days that are counted rather than a span: "3 days of school", "2 separate days"."""
    codes, plain, end = reading.codes, reading.words.plain, number.end
    days = _DAYS_OF.match(codes, end, stop)
    if days is not None:
        return singular(plain[end]), days.end()
    days = _SEPARATE_DAYS.match(codes, end, stop)
    if days is not None:
        return singular(plain[days.end() - 1]), days.end()
    if _IN_A_ROW.match(codes, end, stop):
        return "time", end + 1
    is_bounded = comparator_of(reading, number.start, end)[0] is not Comparator.EQ
    if is_bounded and number.value > 1 and codes[end] not in CLASSES["NO_UNIT"]:
        # "Minimum 2 application", as somebody may write whose first language is another.
        return plain[end], end + 1
    return "", end


def _amount_at(
    reading: Reading, index: int, *, is_change: bool = False, stop: int | None = None
) -> Claim | None:
    """Return the quantity whose first number stands at *index*; None if it is a number of nothing.

    Of a change, "from 15 to 8", the unit may stand elsewhere, so that it may be empty.
    """
    codes, plain = reading.codes, reading.words.plain
    stop = len(codes) if stop is None else stop
    bare = _number_at(reading, index, stop, is_change=is_change)
    comparator, start, end = comparator_of(reading, bare.start, bare.end)
    number = _with_unit(reading, bare, index, stop, is_change=is_change)
    end = max(end, number.end)
    if comparator is Comparator.EQ:
        comparator, _, last = comparator_of(reading, index, end)
        end = max(end, last)
    unit = number.unit
    if not unit and not is_change:
        unit = _unit_elsewhere(reading, index, start, end, comparator)
        if not unit:
            return None
    if number.most is not None:
        comparator = Comparator.RANGE
        if plain[start - 1 : start] in (["between"], ["from"]):
            start -= 1
    elif plain[start - 1 : start] == ["by"]:
        comparator, start = Comparator.BY, start - 1
    elif not is_change and start and codes[start - 1] in CLASSES["LOSING"]:
        comparator = Comparator.BY
    elif not is_change and comparator is Comparator.EQ and plain[start - 1 : start] == ["to"]:
        start -= 1
        if any(code in CLASSES["LIMITING"] for code in codes[max(0, start - 5) : start]):
            comparator = Comparator.LE
    amount = Amount(
        value=number.value,
        most=number.most,
        out_of=number.out_of,
        unit=unit,
        comparator=comparator,
        is_baseline=not is_change and _is_now(reading, start),
        instrument=instrument_of(unit),
    )
    return Claim(ComponentKind.QUANTITY, start, end, amount)


def _side_of_change(reading: Reading, index: int, stop: int | None = None) -> Claim:
    """Return one side of a change, whose unit may stand elsewhere."""
    claim = _amount_at(reading, index, is_change=True, stop=stop)
    assert claim is not None  # noqa: S101  # only what is no change needs a unit of its own
    return claim


def _unit_elsewhere(
    reading: Reading, index: int, start: int, end: int, comparator: Comparator
) -> str:
    """Return the scale or the noun that a number alone is about; empty if it is about nothing."""
    is_new_level = _TO_NUMBER.search(reading.codes, max(0, index - _BACK), index)
    is_scored = _SCORE_OF.search(reading.codes, max(0, index - 4), index)
    is_range = reading.words.plain[start - 1 : start] == ["between"]
    if comparator is Comparator.EQ and not (is_scored or is_new_level or is_range):
        return ""
    unit = scale_around(reading, index, end)
    if not unit and is_new_level and reading.words.plain[index + 1 : index + 2] != ["/"]:
        unit = noun_before(reading, start)
    return unit


def _is_now(reading: Reading, start: int) -> bool:
    """Return whether the words before tell how it is now: "currently 3 a week"."""
    before = reading.codes[max(reading.starts[start], start - 4) : start]
    return any(code in CLASSES["AT_PRESENT"] for code in before)


_BOUNDS = (
    "at|least|most|no|more|less|than|under|below|above|over|or|about|around|fewer|up|maximum"
    "|minimum|of|at-most|at-least|more-than|not"
)
_CHANGE = pattern(
    "from (a|an|about|around|the|of|OTHER){0,4} low=NUMBER "
    "((/|out of|of) NUM|percent|- NUM|BOUT|OTHER|PER|(a|per|each|/) PERIOD|of|in|every"
    "|(on|for) (the|a|my)){0,7} "
    "(,|down|up|back|currently|bracket|end-bracket|at baseline|now|today){0,3} "
    f"to (a|an|the|less-than|OTHER)? ({_BOUNDS}){{0,4}} high=NUMBER"
)
_BECOMES = pattern("low=NUM becomes (at|least)? high=NUM")
_BASELINE = pattern(
    "(from|baseline|currently|now at|is now|currently at|down from|up from) "
    "(a|an|the|my|his|her|their|about|around|roughly|approximately|baseline|current|present|usual"
    "|average|score|of|at|level|is|:|=){0,4} low=NUMBER (?! (to|months|weeks|days|becomes|am|pm))"
)
_MONTHS_AND_TIMES = "TIMES MONTH"
add_classes(NOT_AN_AMOUNT=_MONTHS_AND_TIMES)


def claim_changes(reading: Reading) -> None:
    """Claim "from 15 to under 8 on the PHQ-9": where somebody starts, and the aim."""
    for match in _CHANGE.finditer(reading.codes):
        low, high = match.start("low"), match.start("high")
        follows = reading.codes[high + 1 : high + 2]
        if not reading.is_free(low, match.end()) or (
            follows and follows in CLASSES["NOT_AN_AMOUNT"]
        ):
            continue
        before, after = _side_of_change(reading, low, high), _side_of_change(reading, high)
        _claim_change(
            reading,
            attrs.evolve(before, start=match.start(), end=min(before.end, high)),
            attrs.evolve(after, start=_back_to_to(reading, after.start)),
        )
    for match in _BECOMES.finditer(reading.codes):
        before = _side_of_change(reading, match.start("low"), match.end("low"))
        after = _side_of_change(reading, match.start("high"))
        if reading.is_free(before.start, after.end):
            _claim_change(reading, before, after)
    for match in _BASELINE.finditer(reading.codes):
        claim = _side_of_change(reading, match.start("low"))
        if not reading.is_free(match.start("low"), claim.end):
            continue
        unit = _amount(claim).unit or scale_around(reading, claim.start, claim.end)
        if unit and unit not in _TIMES.values():
            value = attrs.evolve(_amount(claim), unit=unit, is_baseline=True)
            reading.claim(attrs.evolve(claim, start=match.start("low"), value=value))


def _amount(claim: Claim) -> Amount:
    assert isinstance(claim.value, Amount)  # noqa: S101  # _amount_at makes nothing else
    return claim.value


def _claim_change(reading: Reading, before: Claim, after: Claim) -> None:
    """Claim both ends of a change in the unit of either, of a scale around, or of the noun."""
    unit = _amount(after).unit or _amount(before).unit
    unit = unit or scale_around(reading, before.start, after.end)
    unit = unit or noun_before(reading, before.start)
    kind = ComponentKind.DURATION if unit in _TIMES.values() else ComponentKind.QUANTITY
    for claim, is_baseline in ((before, True), (after, False)):
        own = _amount(claim)
        value = attrs.evolve(
            own,
            unit=own.unit or unit,
            is_baseline=is_baseline,
            instrument=instrument_of(own.unit or unit),
        )
        reading.claim(attrs.evolve(claim, kind=kind, value=value))


def _back_to_to(reading: Reading, index: int) -> int:
    for place in range(index - 1, max(-1, index - 5), -1):
        if reading.words.plain[place] == "to":
            return place
    return index


_PARTS = (
    (pattern("(by|in) half"), 50.0),
    (pattern("by (a|one) third"), 33.0),
    (pattern("by (a|one) quarter"), 25.0),
)
_NOW = (
    pattern(
        "((up|down) from|instead of) (just|only|about|around|roughly)? low=NUMBER "
        "(now|at the moment|today)?"
    ),
    pattern(
        "(right now|at the moment|currently|at present|now|today|these days) (it's|it is|i'm at|is"
        "|i do|i manage|i'm on|i get|that's|,){0,2} "
        "(just|only|about|around|roughly|nearly|maybe)? low=NUMBER"
    ),
    pattern(
        "(can|i|he|she) (manage|managed|do|did) (just|only|about)? low=NUMBER "
        "(today|now|currently|at the moment|last week|last month)"
    ),
    pattern(
        "(i'm|i am|he's|he is|she's|she is|we're|they're) (on|at|up to|down to) "
        "(just|only|about|around|roughly|nearly|maybe)? low=NUMBER "
        "(now|at the moment|currently|at present|today|these days)"
    ),
    pattern("low=NUMBER (is|are) (what|where) (i|he|she) (can|am|is) OTHER? (now|at)"),
)


_BOUND_ALONE = pattern(
    "(at most|no more than|at least|up to|under|below|max|maximum|only) low=NUMBER "
    "(?=(STOP|,|$|by|a|per|each|every|until|from|in))"
)
_AIM_ALONE = pattern(
    "((aiming|aim|going|shooting) for|(bring|get|cut|reduce|take|lower|raise|increase|drop) "
    "(it|that|this|them) (down|up)? to) low=NUMBER"
)


def claim_amounts(reading: Reading) -> None:
    """Claim every number that is left and is a number of something."""
    for part, percent in _PARTS:
        for match in part.finditer(reading.codes):
            if reading.is_free(match.start(), match.end()):
                amount = Amount(value=percent, unit="%", comparator=Comparator.BY)
                reading.claim(Claim(ComponentKind.QUANTITY, match.start(), match.end(), amount))
    for index, code in enumerate(reading.codes):
        if code not in CLASSES["NUMBER"] or reading.taken[index]:
            continue
        claim = _amount_at(reading, index)
        if claim is None:
            continue
        if not reading.is_free(claim.start, claim.end):
            claim = attrs.evolve(claim, start=index)
        if reading.is_free(claim.start, claim.end):
            reading.claim(claim)
    _claim_numbers_alone(reading)


def _nearest(claims: list[Claim], index: int) -> Claim:
    return min(claims, key=lambda claim: abs(claim.start - index))


def _claim_numbers_alone(reading: Reading) -> None:
    """Claim a number alone, in the unit of the amount beside it: "up from two", "aiming for 3"."""
    aims = [claim for claim in reading.claims if isinstance(claim.value, Amount)]
    if not aims:
        return
    for now in (*_NOW, _AIM_ALONE, _BOUND_ALONE):
        for match in now.finditer(reading.codes):
            index = match.start("low")
            follows = reading.codes[index + 1 : index + 2]
            if follows and follows in CLASSES["PERIOD"] + CLASSES["TIMES"]:
                continue
            nearest = _nearest(aims, index)
            bare = _number_at(reading, index, len(reading.codes), is_change=True)
            value = Amount(
                value=bare.value,
                most=bare.most,
                out_of=bare.out_of,
                comparator=comparator_of(reading, index, bare.end)[0],
                unit=_amount(nearest).unit,
                is_baseline=now not in {_AIM_ALONE, _BOUND_ALONE},
            )
            if reading.is_free(index, bare.end):
                reading.claim(Claim(nearest.kind, index, bare.end, value))
