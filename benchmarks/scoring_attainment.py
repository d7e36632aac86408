"""The kinds of known answers about goals: attainment scaling and goal-based outcomes.

Each case is asked twice: of the function of numbers, and of goals with a journal that say the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from benchmarks.vectors import Case, Check, Entry, attempted
from smartgoals.entries import Rated, RatingKind
from smartgoals.errors import InvalidValueError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind, ChangeThreshold
from smartgoals.scoring import (
    VerbalRating,
    attainment,
    equal_weights_table,
    gas_t_score,
    goal_based_outcome,
    goal_outcomes,
    level_for_analysis,
)
from smartgoals.targets import AttainmentScale

__all__ = ["gas_cases", "gas_equal_weights_table", "gbo_cases"]

FIRST, LAST = dt.date(2026, 3, 2), dt.date(2026, 6, 1)
AT = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
RHO = 0.3
# What explains a case and states nothing.
WORDS = {"name", "note", "source", "status"}
REFUSED = InvalidValueError.__name__
NO_GOALS = "it names no goals"


def gas_cases(file: Entry) -> Iterator[Case]:
    """Yield the cases, the published numbers, what is to be refused, and the words of GAS-Light."""
    for name, entry in named(file.get("cases", ())):
        yield attempted(name, partial(gas_case, name, entry))
    published = file.get("published_check", {})
    for name, row in named(published.get("rows", ()), "published_check"):
        yield attempted(name, partial(published_case, name, row, published.get("decimals", 1)))
    for name, entry in named(file.get("must_raise", ()), "must_raise"):
        yield attempted(name, partial(refused_case, name, entry, gas_refusal, {"goals", "rho"}))
    for name, row in named(file.get("gas_light", {}).get("rows", ()), "gas_light"):
        yield attempted(name, partial(light_case, name, row))
    yield from unread(file, {"cases", "published_check", "must_raise", "gas_light"})


def gbo_cases(file: Entry) -> Iterator[Case]:
    """Yield the cases, and what is to be refused."""
    points = file["threshold"]
    for name, entry in named(file.get("cases", ())):
        yield attempted(name, partial(gbo_case, name, entry, points))
    refusal = partial(gbo_refusal, points=points)
    for name, entry in named(file.get("must_raise", ()), "must_raise"):
        yield attempted(name, partial(refused_case, name, entry, refusal, {"goals", "threshold"}))
    yield from unread(file, {"cases", "must_raise", "threshold"})


def gas_equal_weights_table(file: Entry) -> Iterator[Case]:
    """Yield the rows of the table; each is exact to the digits that it prints."""
    for name, row in named(file["rows"]):
        yield attempted(name, partial(table_case, name, row))


def gas_case(name: str, entry: Entry) -> Case:
    """Return T before and after, of numbers and of goals."""
    if "goals" not in entry:
        return Case(id=name, not_run=NO_GOALS)
    goals, rho = entry["goals"], entry.get("rho", RHO)
    weights = [weight_of(goal) for goal in goals]
    before, after = ([goal.get(key) for goal in goals] for key in ("baseline", "achieved"))
    came = {
        "weights": weights,
        **both_scores(t_of(before, weights, rho), t_of(after, weights, rho)),
    }
    answers = [("", came)]
    if can_be_goals(goals):
        answers.append(("attainment(): ", by_goals(goals, rho)))
    return compared(name, entry, answers, {"goals", "rho"})


def both_scores(before: float | None, after: float | None) -> dict[str, float | None]:
    change = None if before is None or after is None else after - before
    return {"t_baseline": before, "t_achieved": after, "t_change": change}


def can_be_goals(goals: Sequence[Entry]) -> bool:
    """Return whether the formula is asked about what goals can have.

    A scale knows whole weights and two baselines, and a level between two is analysed as the lower.
    """
    try:
        for goal in goals:
            scale_of(goal, goal.get("baseline"))
    except InvalidValueError:
        return False
    levels = [goal["achieved"] for goal in goals if goal.get("achieved") is not None]
    return all(level == level_for_analysis(level) for level in levels)


def by_goals(goals: Sequence[Entry], rho: float) -> dict[str, Any]:
    """Return the same of goals with a scale and a journal with their ratings."""
    scaled = [
        goal_of(number, attainment=scale_of(goal, goal.get("baseline")))
        for number, goal in enumerate(goals)
    ]
    ratings = [
        rating(number, RatingKind.ATTAINMENT, goal["achieved"], LAST)
        for number, goal in enumerate(goals)
        if goal.get("achieved") is not None
    ]
    seen = attainment(scaled, journal_of(ratings), on=LAST, rater="t-1", rho=rho)
    weights = [part.weight for part in seen.parts]
    return {"weights": weights, **both_scores(seen.baseline_t, seen.t_score)}


def published_case(name: str, row: Entry, decimals: int) -> Case:
    """Return whether the printed number is that of the levels, to the digits that were printed."""
    levels = row["levels"] if "levels" in row else [row["all_levels"]] * row["n_goals"]
    t = gas_t_score(levels)
    checks = [
        Check(what="t", expected=row["t"], came=round(t, decimals)),
        Check(what="n_goals", expected=row.get("n_goals", len(levels)), came=len(levels)),
        *stated(row, {"t_exact": t}),
    ]
    read = {"levels", "all_levels", "n_goals", "t", "t_exact", "published"}
    return Case(id=name, checks=tuple(checks), not_run=more(row, read))


def light_case(name: str, row: Entry) -> Case:
    """Return what a verbal rating is recorded and analysed as."""
    level = VerbalRating(row["verbal"]).level(baseline=row["baseline"])
    came = {"level": level, "level_for_analysis": level_for_analysis(level)}
    checks = tuple(stated(row, came))
    return Case(id=name, checks=checks, not_run=more(row, {"baseline", "verbal", *came}))


def table_case(name: str, row: Entry) -> Case:
    """Return T of the table, and of levels with that sum."""
    goals, levels, text = int(row["n_goals"]), int(row["sum_of_levels"]), row["t_score"]
    digits = len(text.partition(".")[2])
    # The sum is spread as evenly as whole levels can be.
    low, rest = divmod(levels, goals)
    spread = [low + (number < rest) for number in range(goals)]
    answers = {
        "equal_weights_table()": equal_weights_table(goals)[levels],
        "gas_t_score()": gas_t_score(spread),
    }
    checks = tuple(
        Check(what=what, expected=float(text), came=round(t, digits)) for what, t in answers.items()
    )
    return Case(id=name, checks=checks, not_run=more(row, {"n_goals", "sum_of_levels", "t_score"}))


def gbo_case(name: str, entry: Entry, points: float) -> Case:
    """Return the composite, of pairs and of goals."""
    if "goals" not in entry:
        return Case(id=name, not_run=NO_GOALS)
    pairs = [pair_of(goal) for goal in entry["goals"]]
    threshold = threshold_of(entry.get("threshold", points))
    answers = [
        ("", outcome(goal_based_outcome(pairs, threshold=threshold))),
        ("goal_outcomes(): ", outcome(rated_twice(pairs, threshold))),
    ]
    return compared(name, entry, answers, {"goals", "threshold"})


def outcome(seen: Any) -> dict[str, Any]:
    return {
        "n_paired": seen.paired,
        "changes": list(seen.changes),
        "mean_start": seen.mean_first,
        "mean_latest": seen.mean_latest,
        "mean_change": seen.mean_change,
        "reliable": seen.category and str(seen.category),
    }


def rated_twice(pairs: Sequence[Sequence[Any]], threshold: ChangeThreshold) -> Any:
    goals = [goal_of(number) for number in range(len(pairs))]
    ratings = [
        rating(number, RatingKind.OUTCOME, value, day)
        for number, pair in enumerate(pairs)
        for value, day in zip(pair, (FIRST, LAST), strict=True)
        if value is not None
    ]
    journal = journal_of(ratings)
    return goal_outcomes(goals, journal, on=LAST, rater="t-1", threshold=threshold).whole


def compared(name: str, entry: Entry, answers: list[tuple[str, Entry]], read: set[str]) -> Case:
    """Return everything that a case states, for each way in which it was asked."""
    expected = entry["expect"]
    checks = [check for place, came in answers for check in stated(expected, came, place)]
    unknown = more(expected, answers[0][1].keys()) or more(entry, read | {"expect"})
    if not checks:
        return Case(id=name, not_run="it states no answer that is known here")
    return Case(id=name, checks=tuple(checks), not_run=unknown)


def refused_case(name: str, entry: Entry, refusal: Callable[[Entry], str], read: set[str]) -> Case:
    """Return whether a case is refused in the way that all wrong values are."""
    if "goals" not in entry:
        return Case(id=name, not_run=NO_GOALS)
    check = Check(what="must raise", expected=REFUSED, came=refusal(entry))
    return Case(id=name, checks=(check,), not_run=more(entry, read))


def gas_refusal(entry: Entry) -> str:
    goals, rho = entry["goals"], number_of(entry.get("rho", RHO))
    try:
        weights = [weight_of(goal) for goal in goals]
        for key in ("baseline", "achieved"):
            if all(key in goal for goal in goals):
                gas_t_score([number_of(goal[key]) for goal in goals], weights=weights, rho=rho)
        for goal in goals:
            scale_of(goal, goal.get("baseline"))
    except InvalidValueError:
        return REFUSED
    return "an answer"


def gbo_refusal(entry: Entry, points: float) -> str:
    threshold = threshold_of(entry.get("threshold", points))
    try:
        goal_based_outcome([pair_of(goal) for goal in entry["goals"]], threshold=threshold)
    except InvalidValueError:
        return REFUSED
    return "an answer"


def stated(expected: Entry, came: Entry, place: str = "") -> Iterator[Check]:
    for key, answer in came.items():
        if key in expected:
            yield Check(what=f"{place}{key}", expected=expected[key], came=answer)


def more(entry: Entry, read: Any) -> str | None:
    """Return that a case states something that is not known here; None if it does not."""
    unknown = sorted(entry.keys() - set(read) - WORDS)
    return f"it also states {', '.join(unknown)}" if unknown else None


def unread(file: Entry, read: set[str]) -> Iterator[Case]:
    """Yield what a file states, but for its words, and nothing here reads."""
    for key, value in file.items():
        if key not in read | {"tolerance"} and not isinstance(value, str):
            yield Case(id=key, not_run="such a section is not known here")


def named(entries: Sequence[Entry], section: str = "") -> Iterator[tuple[str, Entry]]:
    for number, entry in enumerate(entries, 1):
        name = str(entry.get("name", f"number {number}"))
        yield f"{section} {name}".strip(), entry


def t_of(levels: Sequence[float | None], weights: Sequence[float], rho: float) -> float | None:
    known = [level for level in levels if level is not None]
    return gas_t_score(known, weights=weights, rho=rho) if len(known) == len(levels) else None


def weight_of(goal: Entry) -> float:
    importance, difficulty = (number_of(goal.get(key, 1)) for key in ("importance", "difficulty"))
    return importance * difficulty


def number_of(value: Any) -> Any:
    # JSON has no way to write NaN.
    return float(value) if isinstance(value, str) else value


def pair_of(goal: Any) -> tuple[Any, Any]:
    first, latest = (goal.get("start"), goal.get("latest")) if isinstance(goal, dict) else goal
    return number_of(first), number_of(latest)


def scale_of(goal: Entry, baseline: Any) -> AttainmentScale:
    return AttainmentScale(
        expected="as agreed",
        day=FIRST,
        baseline=baseline,
        importance=goal.get("importance", 1),
        difficulty=goal.get("difficulty", 1),
    )


def goal_of(number: int, **fields: Any) -> Goal:
    return Goal(id=f"g-{number}", subject="c-1", statement="as agreed", **fields)


def rating(number: int, kind: RatingKind, value: float, day: dt.date) -> Rated:
    return Rated(goal=f"g-{number}", kind=kind, value=value, rater="t-1", day=day)


def journal_of(ratings: Sequence[Rated]) -> Journal:
    stamped = [entry.stamped(id=f"e-{number}", at=AT) for number, entry in enumerate(ratings)]
    return Journal(subject="c-1", entries=stamped)


def threshold_of(points: float) -> ChangeThreshold:
    return ChangeThreshold(points=points, kind=ChangeKind.RELIABLE, source="the file of the case")
