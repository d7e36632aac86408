"""Amounts that are impossible, or that guidelines leave to medical care, each with who says so.

The table is short on purpose, so that it is silent beside every ordinary goal; what is too much for
one person is for people to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import attrs

from smartgoals.measures import Direction, MeasureKind, Quantity
from smartgoals.recurrence import Frequency
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._facts import Facts, in_unit, times_a_day
from smartgoals.smart._parts import (
    Amount,
    Cadence,
    Comparator,
    Component,
    ComponentKind,
    Horizon,
)
from smartgoals.smart._reader._notation import CLASSES, Pattern

__all__ = ["LIMITS", "Excess", "Limit", "excesses"]


@attrs.frozen(kw_only=True)
class Limit:
    """One amount beyond which nobody goes alone.

    Args:
        name: The option of A005 that changes it.
        value: The number.
        what: What it limits, in words.
        source: Who says so.
    """

    name: str
    value: float
    what: str
    source: str


LIMITS: tuple[Limit, ...] = (
    Limit(
        name="hours_a_day",
        value=24,
        what="hours of anything in a day, at most",
        source="A day has 24 hours.",
    ),
    Limit(
        name="sleep_hours_most",
        value=18,
        what="hours of sleep in a day, fewer than",
        source="Hirshkowitz et al. 2015, National Sleep Foundation: more than 10 to 11 hours are "
        "not recommended for adults; newborns need 14 to 17. The number is ours.",
    ),
    Limit(
        name="sleep_hours_least",
        value=4,
        what="hours of sleep in a night, at least",
        source="Hirshkowitz et al. 2015: under 6 hours are not recommended for adults. Sleep "
        "restriction keeps 5 hours in bed or so. The number is ours.",
    ),
    Limit(
        name="kcal_a_day_least",
        value=800,
        what="kilocalories eaten in a day, at least",
        source="NICE NG246 (before 2025: CG189): diets of 800 kcal a day or less belong into "
        "medical care.",
    ),
    Limit(
        name="kg_lost_a_week_most",
        value=1,
        what="kilograms of weight lost in a week, at most",
        source="NHS and CDC: 0.5 to 1 kg, or 1 to 2 lb, a week.",
    ),
    Limit(
        name="kg_gained_a_week_most",
        value=2,
        what="kilograms of weight gained in a week, at most",
        source="APA 2006: 2 to 3 lb, about 0.9 to 1.4 kg, a week in hospital care for anorexia. "
        "The number is ours.",
    ),
    Limit(
        name="litres_a_day_most",
        value=5,
        what="litres drunk in a day, at most",
        source="EFSA 2010: 2 to 2.5 litres a day are adequate; far more can thin the blood. The "
        "number is ours.",
    ),
    Limit(
        name="exercise_hours_a_day_most",
        value=6,
        what="hours of exercise on every day, at most",
        source="WHO 2020: 2.5 to 5 hours a week do adults good. The number is ours.",
    ),
    Limit(
        name="steps_a_day_most",
        value=60_000,
        what="steps in a day, at most",
        source="About 45 km, more than a marathon every day. The number is ours.",
    ),
    Limit(
        name="km_on_foot_a_day_most",
        value=50,
        what="kilometres on foot on every day, at most",
        source="A marathon has 42.2 km. The number is ours.",
    ),
    Limit(
        name="alcohol_units_a_week_most",
        value=14,
        what="UK units of alcohol in a week, at most",
        source="UK Chief Medical Officers 2016: not more than 14 units a week. A unit is 10 ml.",
    ),
    Limit(
        name="paracetamol_g_a_day_most",
        value=4,
        what="grams of paracetamol in a day, at most",
        source="BNF: adults take at most 4 g in 24 hours.",
    ),
    Limit(
        name="sleeping_pills_a_day_most",
        value=2,
        what="sleeping pills in a day, at most",
        source="BNF: one or two tablets at bedtime, by the drug. The number is ours.",
    ),
    Limit(
        name="days_without_food_most",
        value=1,
        what="days without food, at most",
        source="Longer fasting belongs into medical care. The number is ours.",
    ),
)
"""The limits in force unless an app sets others."""


@attrs.frozen(kw_only=True)
class Excess:
    """An amount beyond a limit.

    Args:
        limit: Name of the limit.
        value: The amount, in the limit's own unit.
        place: Where it stands in the text; None for a field.
    """

    limit: str
    value: float
    place: tuple[int, int] | None


_DAYS = {
    Frequency.DAILY: 1.0,
    Frequency.WEEKLY: 7.0,
    Frequency.MONTHLY: 30.0,
    Frequency.YEARLY: 365.0,
}
_KG = "kg"
_STOP = CLASSES["STOP"]
_ALMOST = 1.05
"""2 lb are 0.91 kg and 4 kg in four weeks are 1.0: rounding is no danger."""
_MOST_DAYS = 4 / 7
"""From this share of the days on, a thing is done on most of them."""


def _times_a_day(facts: Facts) -> float | None:
    """Return how often a day it is done; None where nobody says."""
    for part in facts.parts.get(ComponentKind.FREQUENCY, ()):
        cadence = part.value
        if isinstance(cadence, Cadence):
            if cadence.period is None:
                return 1.0
            return cadence.times / (cadence.every * _DAYS[cadence.period])
    for step in facts.steps:
        if step.recurrence is not None:
            return times_a_day(step.recurrence, facts.on)
    return None


def _hours_of_a_day(facts: Facts) -> float | None:
    """Return how often a day "every hour" is; None where nothing is done by the hour."""
    if facts.find(lexicon.BOUND_HOURS) is not None or ComponentKind.CUE in facts.parts:
        return None
    for part in facts.parts.get(ComponentKind.FREQUENCY, ()):
        cadence = part.value
        if isinstance(cadence, Cadence) and cadence.period is None:
            return _WAKING_HOURS * cadence.times / cadence.every
    return None


def excesses(facts: Facts, limits: dict[str, float]) -> Iterator[Excess]:
    """Yield the amounts of a goal that are beyond a limit.

    Args:
        facts: The goal.
        limits: The limits by name.
    """
    rate = _times_a_day(facts)
    for quantity, part in _amounts(facts):
        for limit, value in _beyond(_Said(facts, quantity, part, rate), limits):
            place = None if part is None else (part.start, part.end)
            yield Excess(limit=limit, value=value, place=place)
    yield from _changed_weight(facts, limits)
    yield from _without_food(facts, limits["days_without_food_most"])


_LIMITED_UNITS = frozenset(
    "s min h second minute hour litre l ml gallon quart pint glass cup oz step kcal calorie cal "
    "kilocalorie kilojoule kg g mg lb stone km mile metre tablet pill capsule unit bottle can shot "
    "beer lager ale cider".split()
)


def _amounts(facts: Facts) -> Iterator[tuple[Quantity, Component | None]]:
    said = []
    for part in facts.amounts + _energies(facts):
        amount = part.value
        if isinstance(amount, Amount) and amount.unit.lower() in _LIMITED_UNITS:
            quantity = amount.quantity
            assert quantity is not None  # noqa: S101  # it has a unit
            said.append(quantity)
            if amount.comparator is not Comparator.BY:
                yield quantity, part
    # What the sentence says too is judged there, with the words around it.
    for step in facts.steps:
        if step.dose is not None and step.dose not in said:
            yield step.dose, None
    for target in facts.targets:
        measure = target.aim.measure
        level = target.aim.low if target.aim.high is None else target.aim.high
        if measure is not None and level is not None:
            quantity = Quantity(value=level, unit=measure.unit)
            if quantity not in said:
                yield quantity, None


def _energies(facts: Facts) -> tuple[Component, ...]:
    """Return the kilojoules of the sentence, which are no unit of the reader's."""
    found = facts.find(lexicon.KILOJOULES)
    if found is None:
        return ()
    start, end = facts.place(found)
    amount = Amount(value=facts.words.number(found[0]), unit="kilojoule")
    return (Component(kind=ComponentKind.QUANTITY, start=start, end=end, value=amount),)


@attrs.frozen(slots=False)
class _Said:
    """A quantity with the words around it."""

    facts: Facts
    quantity: Quantity
    part: Component | None
    rate: float | None

    @cached_property
    def unit(self) -> str:
        return self.quantity.unit.code.strip("{}").lower()

    @cached_property
    def comparator(self) -> Comparator:
        amount = None if self.part is None else self.part.value
        return amount.comparator if isinstance(amount, Amount) else Comparator.EQ

    @cached_property
    def is_daily(self) -> bool:
        return self.rate is None or self.rate >= _MOST_DAYS

    @cached_property
    def is_every_day(self) -> bool:
        """Whether it is said to be done on most days."""
        return self.rate is not None and self.is_daily

    @cached_property
    def is_most(self) -> bool:
        return self.comparator in {Comparator.LE, Comparator.LT}

    @cached_property
    def is_least(self) -> bool:
        return self.comparator in {Comparator.GE, Comparator.GT}

    @cached_property
    def times(self) -> float:
        """How often on a day on which it is done."""
        return max(self.rate or 1.0, 1.0)

    def finds(self, known: Pattern, *without: ComponentKind) -> bool:
        """Return whether *known* stands in the goal, outside of some kinds of parts."""
        facts = self.facts
        if facts.find(known) is None:
            return False
        codes = facts.codes
        for kind in without:
            for part in facts.parts.get(kind, ()):
                start, end = facts.places(part)
                codes = codes[:start] + _STOP * (end - start) + codes[end:]
        return known.search(codes, *facts.region) is not None

    def follows(self, known: Pattern) -> bool:
        """Return whether *known* stands right behind the quantity."""
        if self.part is None:
            return False
        return known.match(self.facts.codes, self.facts.places(self.part)[1]) is not None

    @cached_property
    def is_change(self) -> bool:
        """Whether it comes on top of what is done now, or off it."""
        if self.part is None:
            return False
        first = self.facts.places(self.part)[0]
        return (
            self.follows(lexicon.MORE_THAN_NOW)
            or lexicon.ADDED.search(self.facts.codes, max(0, first - 2), first) is not None
        )


def _beyond(said: _Said, limits: dict[str, float]) -> Iterator[tuple[str, float]]:
    yield from _hours(said, limits)
    yield from _eaten_and_drunk(said, limits)
    unit, value = said.unit, said.quantity.value
    if unit in _STEPS and said.is_daily and value > limits["steps_a_day_most"]:
        yield "steps_a_day_most", value
    kilometres = in_unit(said.quantity, "km")
    if (
        kilometres is not None
        and said.is_every_day
        and not said.is_most
        and kilometres * said.times > limits["km_on_foot_a_day_most"]
        and said.finds(lexicon.ON_FOOT)
    ):
        yield "km_on_foot_a_day_most", kilometres * said.times
    yield from _taken(said, limits)


def _hours(said: _Said, limits: dict[str, float]) -> Iterator[tuple[str, float]]:
    hours = in_unit(said.quantity, "h")
    if hours is None:
        return
    a_day = hours * said.times if said.is_daily else hours * (said.rate or 0.0)
    if a_day > limits["hours_a_day"]:
        yield "hours_a_day", a_day
    elif said.is_daily and hours >= limits["sleep_hours_most"] and _is_night(said):
        yield "sleep_hours_most", hours
    elif (
        said.is_every_day
        and not said.is_least
        and 1 <= hours < limits["sleep_hours_least"]
        and _is_night(said)
        and not said.finds(lexicon.DAYTIME)
    ):
        yield "sleep_hours_least", hours
    elif (
        said.is_every_day
        and not said.is_most
        and a_day > limits["exercise_hours_a_day_most"]
        and said.finds(lexicon.EXERCISING)
        and _is_of(said, lexicon.EXERCISING)
    ):
        yield "exercise_hours_a_day_most", a_day


def _is_night(said: _Said) -> bool:
    """Return whether the hours are those of a sleep, rather than around it."""
    return (
        said.finds(lexicon.SLEEPING, *_WHEN)
        and _is_of(said, lexicon.SLEEPING)
        and not said.finds(lexicon.SLEEP_ASIDE, *_WHEN)
        and not said.is_change
        and not (said.follows(lexicon.TIMED) and said.finds(lexicon.TO_BED))
    )


def _is_of(said: _Said, known: Pattern) -> bool:
    """Return whether the amount is that of *known*: not "study 3 hours and sleep well"."""
    if said.part is None:
        return True
    codes, start = said.facts.codes, said.facts.region[0]
    first, last = said.facts.places(said.part)
    between = [(found.end(), first) for found in known.finditer(codes, start, last)]
    behind = known.search(codes, last, last + _NEAR)
    if behind is not None:
        between.append((last, behind.start()))
    return any(lexicon.JOINED.search(codes, *gap) is None for gap in between)


_NEAR = 5
_WHEN = (
    ComponentKind.HORIZON,
    ComponentKind.CUE,
    ComponentKind.FREQUENCY,
    ComponentKind.CONFIDENCE,
)
_AROUND = (
    ComponentKind.HORIZON,
    ComponentKind.FREQUENCY,
    ComponentKind.CONFIDENCE,
    ComponentKind.QUANTITY,
)


def _eaten_and_drunk(said: _Said, limits: dict[str, float]) -> Iterator[tuple[str, float]]:
    if not said.is_daily:
        return
    value = said.quantity.value
    times = _hours_of_a_day(said.facts) or said.times
    litres = in_unit(said.quantity, "L")
    if litres is None and said.unit in _LITRES:
        litres = value * _LITRES[said.unit]
    if (
        litres is not None
        and litres * times > limits["litres_a_day_most"]
        and not said.is_most
        and said.finds(lexicon.DRINKING)
    ):
        yield "litres_a_day_most", litres * times
    kcal = value if said.unit in _KCAL else in_unit(said.quantity, "kcal")
    if said.unit == "kilojoule":
        kcal = value / _KJ
    if (
        kcal is not None
        and 0 < kcal * times < limits["kcal_a_day_least"]
        and not said.is_least
        and not said.is_change
        and said.finds(lexicon.EATING)
        and not said.finds(lexicon.PART_OF_DIET, *_AROUND)
        and (_is_bound(said) or not said.finds(lexicon.EATEN_LESS))
    ):
        yield "kcal_a_day_least", kcal * times


def _is_bound(said: _Said) -> bool:
    """Return whether somebody comes to that number: "cut my food to 400 kcal"."""
    return said.part is None or said.is_most or _is_level(said.facts, said.part)


def _taken(said: _Said, limits: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Yield what there is of alcohol and of the two medicines that are taken too much of."""
    facts = said.facts
    if said.rate is None or facts.is_avoided:
        return
    units = _alcohol_units(said)
    if (
        units is not None
        and units * said.rate * 7 > limits["alcohol_units_a_week_most"]
        and not said.is_most
        and not facts.baselines
        and said.finds(lexicon.TAKING_ALCOHOL)
        and not said.finds(lexicon.LESS_ALCOHOL)
    ):
        yield "alcohol_units_a_week_most", units * said.rate * 7
    value, is_pills = said.quantity.value * said.times, said.unit in _PILLS
    grams = value * _TABLET if is_pills else in_unit(said.quantity, "g")
    if not said.is_daily or grams is None:
        return
    if not is_pills:
        grams *= said.times
    if grams > limits["paracetamol_g_a_day_most"] and said.finds(lexicon.PARACETAMOL):
        yield "paracetamol_g_a_day_most", grams
    if (
        is_pills
        and value > limits["sleeping_pills_a_day_most"]
        and not facts.baselines
        and said.finds(lexicon.SLEEPING_PILLS)
    ):
        yield "sleeping_pills_a_day_most", value


def _alcohol_units(said: _Said) -> float | None:
    """Return how many UK units of alcohol each time has; None if it is no alcohol."""
    value = said.quantity.value
    if said.unit == "unit":
        return value if said.follows(lexicon.OF_ALCOHOL) else None
    if said.unit in _BEERS:
        return value * _SERVINGS["beer"]["bottle"] * _STRENGTHS["beer"]
    litres = in_unit(said.quantity, "L")
    for drink, known in _DRINKS.items():
        if said.follows(known):
            if litres is None:
                litre_each = _SERVINGS[drink].get(said.unit)
                litres = None if litre_each is None else value * litre_each
            return None if litres is None else litres * _STRENGTHS[drink]
    return None


_WAKING_HOURS = 16
_KJ = 4.184
_LITRES = {
    "gallon": 3.785,
    "quart": 0.946,
    "pint": 0.473,
    "glass": 0.25,
    "cup": 0.24,
    "oz": 0.0296,
}
"""Those of the USA, which are smaller than the British; glasses and cups are about."""
_PILLS = frozenset({"tablet", "pill", "capsule"})
_TABLET = 0.5
_BEERS = frozenset({"beer", "lager", "ale", "cider"})
_DRINKS = {
    "spirits": lexicon.OF_SPIRITS,
    "wine": lexicon.OF_WINE,
    "beer": lexicon.OF_BEER,
}
_SERVINGS = {
    "spirits": {"bottle": 0.7, "glass": 0.025, "shot": 0.025},
    "wine": {"bottle": 0.75, "glass": 0.175},
    "beer": {"bottle": 0.33, "can": 0.44, "glass": 0.284, "pint": 0.568},
}
"""In litres, as in Britain."""
_STRENGTHS = {"spirits": 38, "wine": 12, "beer": 4}
"""In percent, which are the units in a litre."""
_STEPS = frozenset({"step", "steps"})
_KCAL = frozenset({"kcal", "calorie", "cal", "calories", "kilocalorie"})


def _weeks(facts: Facts) -> float | None:
    """Return how many weeks there are; None where nobody says."""
    for part in facts.parts.get(ComponentKind.HORIZON, ()):
        horizon = part.value
        if isinstance(horizon, Horizon) and horizon.due is not None:
            return (horizon.due - facts.draft.start).days / 7
    if facts.due is None:
        return None
    start = facts.draft.start if facts.goal is None else facts.goal.start or facts.on
    return (facts.due - start).days / 7


_LOST, _GAINED = "kg_lost_a_week_most", "kg_gained_a_week_most"


def _changed_weight(facts: Facts, limits: dict[str, float]) -> Iterator[Excess]:
    weeks = _weeks(facts)
    for limit, kilograms, is_rate, place in _weights(facts):
        rhythm = _times_a_day(facts)
        if is_rate and rhythm is not None:
            a_week = kilograms * rhythm * 7
        elif weeks is not None and weeks > 0:
            a_week = kilograms / weeks
        else:
            continue
        if a_week > limits[limit] * _ALMOST:
            yield Excess(limit=limit, value=a_week, place=place)


def _weights(facts: Facts) -> Iterator[tuple[str, float, bool, tuple[int, int] | None]]:
    """Yield the limit, how many kilograms there are, and whether each time or in all."""
    if facts.is_read:
        yield from _weights_said(facts)
    for target in facts.targets:
        measure = target.aim.measure
        if (
            measure is None
            or target.baseline is None
            or target.aim.high is None
            or measure.direction is not Direction.DOWN
            or measure.kind is not MeasureKind.AMOUNT
        ):
            continue
        lost = Quantity(value=target.baseline - target.aim.high, unit=measure.unit)
        kilograms = in_unit(lost, _KG)
        if kilograms is not None:
            yield _LOST, kilograms, False, None


def _weights_said(facts: Facts) -> Iterator[tuple[str, float, bool, tuple[int, int] | None]]:
    is_gaining = facts.find(lexicon.GAINING) is not None
    is_of_body = facts.find(lexicon.STRENGTH) is None
    is_lost = not is_gaining and facts.find(lexicon.LOSING) is not None
    is_gained = is_of_body and facts.find(lexicon.PUTTING_ON) is not None
    is_moved = is_lost or (
        is_of_body and not is_gaining and facts.find(lexicon.CHANGING_WEIGHT) is not None
    )
    starts = [_kilograms(before) for before in facts.baselines]
    start = next((known for known in starts if known is not None), None)
    for part in facts.amounts:
        amount = part.value
        kilograms = _kilograms(amount) if isinstance(amount, Amount) else None
        place = (part.start, part.end)
        if kilograms is None:
            continue
        if start is not None:
            if start > kilograms and is_moved:
                yield _LOST, start - kilograms, False, place
            elif start < kilograms and is_gained:
                yield _GAINED, kilograms - start, False, place
        elif (is_lost or is_gained) and not _is_level(facts, part):
            yield _LOST if is_lost else _GAINED, kilograms, _is_each(facts, part), place
    half = facts.find(lexicon.HALF_OF_WEIGHT)
    if half is not None:
        yield _LOST, _LIGHT / 2, False, facts.place(half)


_LIGHT = 40
"""Kilograms of a light adult, so that half of anybody's weight is at least half of it."""


def _is_each(facts: Facts, part: Component) -> bool:
    """Return whether how often is said of an amount, rather than of another thing to do."""
    first, last = facts.places(part)
    for often in facts.parts.get(ComponentKind.FREQUENCY, ()):
        start, end = facts.places(often)
        if lexicon.JOINED.search(facts.codes, min(last, end), max(first, start)) is None:
            return True
    return False


def _is_level(facts: Facts, part: Component) -> bool:
    """Return whether an amount is a weight to come to, rather than one to lose."""
    first = facts.places(part)[0]
    return any(
        lexicon.WEIGHT_LEVEL.match(facts.codes, index) for index in (max(0, first - 1), first)
    )


def _kilograms(amount: Amount) -> float | None:
    if amount.unit == "stone":
        return amount.value * 6.35029318  # 14 lb of 0.45359237 kg
    said = amount.quantity
    return None if said is None else in_unit(said, _KG)


def _without_food(facts: Facts, most: float) -> Iterator[Excess]:
    found = facts.find(lexicon.FASTING)
    if found is None or facts.says(lexicon.FASTING_BY_RULE):
        return
    for part in facts.parts.get(ComponentKind.HORIZON, ()):
        horizon = part.value
        if isinstance(horizon, Horizon) and (horizon.days or horizon.months):
            days = horizon.days + 30 * horizon.months
            if days > most:
                yield Excess(
                    limit="days_without_food_most",
                    value=float(days),
                    place=(part.start, part.end),
                )
