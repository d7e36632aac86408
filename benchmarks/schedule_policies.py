"""The kind of known answers about review dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from benchmarks.vectors import Case, Check, Entry, attempted
from smartgoals.entries import Course, Decision, Postponed, Reviewed, SessionBooked
from smartgoals.entries import Entry as JournalEntry
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.plans import ReviewPolicy
from smartgoals.schedule import next_review

__all__ = ["policy_vectors"]

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# What the prototype called a course.
COURSES = {
    "STABLE": Course.MET,
    "ON_TRACK": Course.ON_COURSE,
    "OFF_TRACK": Course.OFF_COURSE,
    "DETERIORATING": Course.WORSENING,
} | {str(course): course for course in Course}
NOT_ASKED = "a review is a day: its wall time, quiet hours and reminders are the host's"


def policy_vectors(file: Entry) -> Iterator[Case]:
    """Yield the lives with their policies."""
    for entry in file.get("cases", ()):
        name = str(entry.get("id"))
        yield attempted(name, partial(policy_case, name, entry))


def policy_case(name: str, entry: Entry) -> Case:
    """Return what an entry states about one date."""
    asked = entry["policy"]
    policy = ReviewPolicy(
        base_days=asked["base_days"],
        minimum_days=asked["min_days"],
        maximum_days=asked["max_gap_days"],
        session_window_days=asked["session_before"],
        longer_after=asked["grow_after"],
        most_postponements=asked["max_snoozes"],
    )
    if asked["session_before"] != asked["session_after"]:
        return Case(id=name, not_run="a session counts as near on both sides alike")
    start = read_day(entry["start"])
    told = [*reviews(entry), *postponements(entry)]
    on = max([start, *(each.day for each in told)])
    sessions = [
        SessionBooked(session=f"s-{number}", day=read_day(day))
        for number, day in enumerate(entry["sessions"])
    ]
    journal = Journal(
        subject="c-17",
        entries=[
            each.stamped(id=f"e-{number}", at=AT + dt.timedelta(minutes=number))
            for number, each in enumerate([*told, *sessions])
        ],
    )
    goal = Goal(id="g-1", subject="c-17", statement="a goal", start=start, review=policy)
    weekdays = set(asked["weekdays"])
    holidays = {read_day(day) for day in asked["holidays"]}
    found = next_review(
        goal,
        journal,
        on=on,
        is_working_day=lambda day: day.weekday() in weekdays and day not in holidays,
    )
    last = max([start, *(each.day for each in told if isinstance(each, Reviewed))])
    came = {
        "interval_days": found.interval_days,
        "nominal": str(last + dt.timedelta(days=found.interval_days or 0)),
        "earliest": str(found.earliest),
        "latest": str(found.latest),
        "due": str(found.day),
    }
    expected = {key: value for key, value in entry["expect"].items() if key in came}
    came = {key: came[key] for key in expected}
    others = entry["expect"].keys() - came
    return Case(
        id=name,
        checks=(Check(what="expect", expected=expected, came=came),),
        not_run=NOT_ASKED if others else None,
    )


def reviews(entry: Entry) -> Iterator[JournalEntry]:
    """Yield the reviews, each with the course that was seen."""
    for day, course in entry["reviews"]:
        yield Reviewed(
            goal="g-1", decision=Decision.CONTINUE, day=read_day(day), course=COURSES[course]
        )


def postponements(entry: Entry) -> Iterator[JournalEntry]:
    """Yield what was put off, by so many days from the day on which it was said."""
    for day, days in entry["snoozes"]:
        said = read_day(day)
        yield Postponed(goal="g-1", day=said, to=said + dt.timedelta(days=days))


def read_day(text: str) -> dt.date:
    """Return the day that a text says."""
    return dt.date.fromisoformat(text)
