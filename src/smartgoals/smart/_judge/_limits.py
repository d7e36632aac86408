"""Amounts that nobody can or should aim for, each with who says so.

The table is short on purpose. It holds what is impossible or dangerous for anybody, so that it is
silent beside every ordinary goal; what is too much for one person is for people to judge.
"""

from __future__ import annotations

from collections.abc import Iterator

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

__all__ = ["LIMITS", "Excess", "Limit", "excesses"]


@attrs.frozen(kw_only=True)
class Limit:
    """One amount that is beyond everybody.

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
        value=16,
        what="hours of sleep in a day, at most",
        source="Hirshkowitz et al. 2015, National Sleep Foundation: more than 10 to 11 hours are "
        "not recommended for adults; infants sleep up to 16 or so. The number is ours.",
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
        source="NICE CG189: diets of 800 kcal a day or less belong into medical care.",
    ),
    Limit(
        name="kg_lost_a_week_most",
        value=1,
        what="kilograms of weight lost in a week, at most",
        source="NHS and CDC: 0.5 to 1 kg, or 1 to 2 lb, a week.",
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


def excesses(facts: Facts, limits: dict[str, float]) -> Iterator[Excess]:
    """Yield the amounts of a goal that are beyond a limit.

    Args:
        facts: The goal.
        limits: The limits by name.
    """
    if not facts.amounts and not facts.steps and not facts.targets:
        yield from _without_food(facts, limits["days_without_food_most"])
        return
    rate = _times_a_day(facts)
    for quantity, part in _amounts(facts):
        place = None if part is None else (part.start, part.end)
        amount = None if part is None else part.value
        comparator = amount.comparator if isinstance(amount, Amount) else Comparator.EQ
        for limit, value in _beyond(facts, quantity, comparator, rate, limits):
            yield Excess(limit=limit, value=value, place=place)
    yield from _lost_weight(facts, limits["kg_lost_a_week_most"])
    yield from _without_food(facts, limits["days_without_food_most"])


_LIMITED_UNITS = frozenset(
    "s min h second minute hour litre l ml step kcal calorie cal kilocalorie kg lb stone".split()
)


def _amounts(facts: Facts) -> Iterator[tuple[Quantity, Component | None]]:
    for part in facts.amounts:
        amount = part.value
        if isinstance(amount, Amount) and amount.unit.lower() in _LIMITED_UNITS:
            said = amount.quantity
            if said is not None and amount.comparator is not Comparator.BY:
                yield said, part
    for step in facts.steps:
        if step.dose is not None:
            yield step.dose, None
    for target in facts.targets:
        measure = target.aim.measure
        level = target.aim.low if target.aim.high is None else target.aim.high
        if measure is not None and level is not None:
            yield Quantity(value=level, unit=measure.unit), None


def _beyond(
    facts: Facts,
    quantity: Quantity,
    comparator: Comparator,
    rate: float | None,
    limits: dict[str, float],
) -> Iterator[tuple[str, float]]:
    hours = in_unit(quantity, "h")
    is_daily = rate is None or rate >= _MOST_DAYS
    if hours is not None:
        a_day = hours * max(rate or 1.0, 1.0) if is_daily else hours * (rate or 0.0)
        is_about_sleep = facts.find(lexicon.SLEEPING) is not None
        is_one_bout = facts.find(lexicon.SLEEP_ASIDE) is None
        if a_day > limits["hours_a_day"]:
            yield "hours_a_day", a_day
        elif is_about_sleep and is_daily and is_one_bout and hours > limits["sleep_hours_most"]:
            yield "sleep_hours_most", hours
        elif (
            is_about_sleep
            and is_one_bout
            and rate is not None
            and is_daily
            and comparator not in {Comparator.GE, Comparator.GT}
            and 1 <= hours < limits["sleep_hours_least"]
        ):
            yield "sleep_hours_least", hours
        elif (
            facts.find(lexicon.EXERCISING) is not None
            and rate is not None
            and is_daily
            and a_day > limits["exercise_hours_a_day_most"]
            and comparator not in {Comparator.LE, Comparator.LT}
        ):
            yield "exercise_hours_a_day_most", a_day
    litres = in_unit(quantity, "L")
    if (
        litres is not None
        and is_daily
        and facts.find(lexicon.DRINKING) is not None
        and comparator not in {Comparator.LE, Comparator.LT}
        and litres * max(rate or 1.0, 1.0) > limits["litres_a_day_most"]
    ):
        yield "litres_a_day_most", litres * max(rate or 1.0, 1.0)
    unit = quantity.unit.code
    if unit in _STEPS and is_daily and quantity.value > limits["steps_a_day_most"]:
        yield "steps_a_day_most", quantity.value
    kcal = quantity.value if unit in _KCAL else None
    if (
        kcal is not None
        and is_daily
        and (rate or 1.0) <= 1
        and comparator not in {Comparator.GE, Comparator.GT}
        and facts.find(lexicon.EATING) is not None
        and facts.find(lexicon.PART_OF_DIET) is None
        and 0 < kcal < limits["kcal_a_day_least"]
    ):
        yield "kcal_a_day_least", kcal


_STEPS = frozenset({"{step}", "{steps}"})
_KCAL = frozenset({"kcal", "{calorie}", "{kcal}", "{cal}", "{calories}", "{kilocalorie}"})


def _weeks(facts: Facts) -> float | None:
    """Return how many weeks there are; None where nobody says."""
    for part in facts.parts.get(ComponentKind.HORIZON, ()):
        horizon = part.value
        if isinstance(horizon, Horizon) and horizon.due is not None:
            return (horizon.due - facts.draft.on).days / 7
    if facts.due is None:
        return None
    start = facts.draft.on if facts.goal is None else facts.goal.start or facts.on
    return (facts.due - start).days / 7


def _lost_weight(facts: Facts, most: float) -> Iterator[Excess]:
    weeks = _weeks(facts)
    for kilograms, is_rate, place in _weights(facts):
        rhythm = _times_a_day(facts)
        if is_rate and rhythm is not None:
            a_week = kilograms * rhythm * 7
        elif weeks is not None and weeks > 0:
            a_week = kilograms / weeks
        else:
            continue
        if a_week > most * _ALMOST:
            yield Excess(limit="kg_lost_a_week_most", value=a_week, place=place)


def _weights(facts: Facts) -> Iterator[tuple[float, bool, tuple[int, int] | None]]:
    """Yield how many kilograms are to be lost, and whether each time or in all."""
    is_lost = facts.find(lexicon.LOSING) is not None and facts.find(lexicon.GAINING) is None
    if facts.is_read and is_lost:
        for part in facts.amounts:
            amount = part.value
            kilograms = _kilograms(amount) if isinstance(amount, Amount) else None
            if kilograms is None:
                continue
            starts = [_kilograms(before) for before in facts.baselines]
            start = next((known for known in starts if known is not None), None)
            if start is not None and start > kilograms:
                yield start - kilograms, False, (part.start, part.end)
            elif start is None and not _is_level(facts, part):
                yield kilograms, True, (part.start, part.end)
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
            yield kilograms, False, None


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
