"""The rules of Time-bound: by when?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from smartgoals._versions import in_force
from smartgoals.plans import EVERY_TWO_WEEKS
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._parts import Component, ComponentKind, Horizon
from smartgoals.smart._reader._days import read_date
from smartgoals.smart._reader._notation import CLASSES, pattern
from smartgoals.smart._report import Criterion, Finding, Severity, Verdict
from smartgoals.targets import Milestone

__all__ = ["TIME_BOUND"]

_GOOD = Example(statement="I will walk for 20 minutes every day until 31 March.")
_DAYS_A_MONTH = 30.4375
"""365.25 / 12."""


def _horizons(facts: Facts) -> Sequence[Component]:
    return facts.parts.get(ComponentKind.HORIZON, ()) if facts.is_read else []


def _is_open(facts: Facts) -> bool:
    """Return whether nothing says when it ends, and the sentence was read."""
    return (
        facts.is_read
        and facts.due is None
        and not _horizons(facts)
        and _impossible_day(facts) is None
    )


def _vague_words(facts: Facts) -> tuple[int, int] | None:
    if not _is_open(facts) or facts.has_rhythm:
        return None
    found = lexicon.VAGUE_HORIZON.search(facts.codes)
    return None if found is None else (found.start(), found.end())


def _no_time_frame(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if _is_open(facts) and not facts.has_rhythm and _vague_words(facts) is None:
        yield rule.finding()


def _no_end(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if (
        facts.due is None
        and not _horizons(facts)
        and facts.has_rhythm
        and not facts.is_reviewed
        and _impossible_day(facts) is None
    ):
        rhythms = facts.parts.get(ComponentKind.FREQUENCY)
        place = (rhythms[0].start, rhythms[0].end) if rhythms and facts.is_read else None
        yield rule.finding(place=place)


def _undated(facts: Facts, rule: Rule) -> Iterator[Finding]:
    horizons = _horizons(facts)
    if facts.due is None and horizons and not facts.is_reviewed:
        yield rule.finding(place=(horizons[0].start, horizons[0].end))


def _vague(facts: Facts, rule: Rule) -> Iterator[Finding]:
    found = _vague_words(facts)
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _passed(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.due is not None and facts.due < facts.on:
        yield rule.finding(day=facts.due.isoformat())


def _no_such_day(facts: Facts, rule: Rule) -> Iterator[Finding]:
    found = _impossible_day(facts)
    if found is not None:
        yield rule.finding(place=facts.place(found))


def _impossible_day(facts: Facts) -> tuple[int, int] | None:
    """Return where a date stands that is not in the calendar; None where a field has the end."""
    if not facts.is_read or (facts.goal is not None and facts.goal.due is not None):
        return None
    words = facts.words
    for index, code in enumerate(words.codes):
        if code == CLASSES["DATE"] and read_date(words.plain[index], facts.on) == (None, None):
            return index, index + 1
    for known in _DAYS_OF_MONTHS:
        for match in known.finditer(words.codes):
            day, month = words.number(match.start("day")), words.plain[match.start("month")]
            if _DAYS.get(month[:3], _MOST_DAYS) < day <= _MOST_DAYS:
                return match.start(), match.end()
    return None


_MOST_DAYS = 31
_DAYS = {"feb": 29, "apr": 30, "jun": 30, "sep": 30, "nov": 30}
_DAYS_OF_MONTHS = (
    pattern("day=(NUM|NTH) (of)? month=MONTH"),
    pattern("month=MONTH (the)? day=(NUM|NTH)"),
)


def _ambiguous(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is not None and facts.goal.due is not None:
        return
    for part in _horizons(facts):
        horizon = part.value
        if isinstance(horizon, Horizon) and horizon.due is not None and horizon.other is not None:
            days = sorted((horizon.due, horizon.other))
            yield rule.finding(
                place=(part.start, part.end), day=days[0].isoformat(), other=days[1].isoformat()
            )


def _far(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is None or facts.due is None or facts.goal.milestones:
        return
    months = (facts.due - facts.on).days / _DAYS_A_MONTH
    if months > rule.options["months"]:
        yield rule.finding(months=round(months))


def _late_milestone(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is None or facts.goal.due is None:
        return
    for milestone in in_force(facts.goal.milestones, facts.on):
        if milestone.due is not None and milestone.due > facts.goal.due:
            yield rule.finding(day=milestone.due.isoformat(), due=facts.goal.due.isoformat())
            return


def _mismatch(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.goal is None or facts.goal.due is None:
        return
    due = facts.goal.due
    for part in _horizons(facts):
        horizon = part.value
        if not isinstance(horizon, Horizon) or horizon.due is None:
            continue
        days = [day for day in (horizon.due, horizon.other) if day is not None]
        if all(abs((day - due).days) > rule.options["days"] for day in days):
            yield rule.finding(
                place=(part.start, part.end), day=horizon.due.isoformat(), due=due.isoformat()
            )
            return


TIME_BOUND: tuple[Rule, ...] = (
    Rule(
        code="T001",
        name="no-time-frame",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="No end and no rhythm.",
        why="Without an end there is no day on which to look back.",
        source="Cairns et al. 2019: none of 166 goals of young people was timed.",
        message="There is no end and no rhythm yet.",
        suggestion="Until when, or for how many weeks?",
        bad=Example(statement="I will walk around the park."),
        good=_GOOD,
        find=_no_time_frame,
    ),
    Rule(
        code="T002",
        name="cadence-without-end",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A rhythm without an end; a review of the goal makes up for it.",
        why="What goes on for ever is never reached, and never celebrated.",
        message="It says how often and not for how long.",
        suggestion="For how many weeks, or when will you look at it again?",
        bad=Example(statement="I will walk for 20 minutes every day."),
        good=Example(
            statement="I will walk for 20 minutes every day.",
            fields={"review": EVERY_TWO_WEEKS},
            note="reviewed every two weeks",
        ),
        find=_no_end,
    ),
    Rule(
        code="T003",
        name="undated-event",
        criterion=Criterion.TIME_BOUND,
        cap=Verdict.PARTLY,
        what="Until an event or a season whose day is not said.",
        why="The day is easily added, and then it can be planned backwards.",
        message="The end is an event without a day.",
        suggestion="On which day will that be?",
        bad=Example(statement="I will walk for 20 minutes every day until my next session."),
        good=_GOOD,
        find=_undated,
    ),
    Rule(
        code="T004",
        name="vague-horizon",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.WARNING,
        cap=Verdict.NOT_MET,
        what="Soon, one day, eventually.",
        why="Such a day never comes into the calendar.",
        message="The time is not a day yet.",
        suggestion="Which day would you like to choose?",
        bad=Example(statement="I will visit my sister soon."),
        good=_GOOD,
        find=_vague,
    ),
    Rule(
        code="T005",
        name="deadline-passed",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.ERROR,
        cap=Verdict.PARTLY,
        what="A day before the date of judgement.",
        why="A new day is a new start; an old one discourages.",
        message="Its day, {day}, is in the past.",
        suggestion="Which day would fit now?",
        bad=Example(statement="I will finish my tax return by 31 January 2025."),
        good=_GOOD,
        find=_passed,
    ),
    Rule(
        code="T006",
        name="ambiguous-date",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.WARNING,
        what="A date in figures that may be one of two days.",
        why="3/4 is in March for some and in April for others.",
        message="The date may be {day} or {other}.",
        suggestion="Which of the two is it? Write the month as a word.",
        bad=Example(statement="I will finish my housing application by 03/04/2025."),
        good=_GOOD,
        find=_ambiguous,
    ),
    Rule(
        code="T007",
        name="far-horizon",
        criterion=Criterion.TIME_BOUND,
        what="A goal that ends more than {months} months from now and has no milestone.",
        why="A near mark on the way keeps a far goal alive.",
        source="Latham & Seijts 1999: near goals beside a far one.",
        message="The end is {months} months away and there is no milestone.",
        suggestion="What would be a first milestone, within 3 months?",
        bad=Example(
            statement="I will walk around the park.",
            fields={"due": dt.date(2026, 6, 30)},
            note="due in 17 months",
        ),
        good=_GOOD,
        find=_far,
        options={"months": 6},
    ),
    Rule(
        code="T008",
        name="milestone-after-deadline",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.ERROR,
        cap=Verdict.PARTLY,
        what="A milestone whose day lies behind the day of the goal.",
        why="One of the two days is a slip.",
        message="A milestone, {day}, lies behind the end, {due}.",
        suggestion="Which of the two days is meant?",
        bad=Example(
            statement="I will walk around the park.",
            fields={
                "due": dt.date(2025, 3, 1),
                "milestones": (Milestone(id="half", name="half", due=dt.date(2025, 4, 1)),),
            },
            note="due on 1 March, with a milestone on 1 April",
        ),
        good=_GOOD,
        find=_late_milestone,
    ),
    Rule(
        code="T009",
        name="end-mismatch",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="The sentence and the goal end more than {days} day apart.",
        why="Two ends for one goal: the goal's own is what is counted.",
        message="The sentence ends on {day}, the goal on {due}.",
        suggestion="Which of the two is meant?",
        bad=Example(
            statement="I will walk for 20 minutes every day until 31 March.",
            fields={"due": dt.date(2025, 6, 30)},
            note="due on 30 June",
        ),
        good=Example(
            statement="I will walk for 20 minutes every day until 31 March.",
            fields={"due": dt.date(2025, 3, 31)},
            note="due on 31 March",
        ),
        find=_mismatch,
        options={"days": 1},
    ),
    Rule(
        code="T010",
        name="no-such-day",
        criterion=Criterion.TIME_BOUND,
        severity=Severity.WARNING,
        cap=Verdict.PARTLY,
        what="A date that is not in the calendar, where no field names the end.",
        why="Another day was meant, and only the person knows which.",
        message="There is no such day in the calendar.",
        suggestion="Which day do you mean?",
        bad=Example(statement="I will walk every day until 31/02/2025."),
        good=Example(statement="I will walk every day until 28/02/2025."),
        find=_no_such_day,
    ),
)
"""The rules of Time-bound, in the order in which they are asked."""
