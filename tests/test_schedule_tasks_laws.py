from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import Counter

import attrs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    ClosingReason,
    Decision,
    Direction,
    Done,
    Frequency,
    Goal,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    Milestone,
    MilestoneReached,
    Missed,
    Postponed,
    Recurrence,
    Reviewed,
    ReviewPolicy,
    SessionBooked,
    Skipped,
    Step,
    Target,
    Weekday,
)
from smartgoals._time import instant, zone_named
from smartgoals.measures import Instrument
from smartgoals.schedule import Phase, TaskKind, TaskReasonCode, due, next_change, upcoming
from smartgoals.testing import recurrences

ONLY_FIND = settings(
    phases=[Stage.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
SECOND = dt.timedelta(microseconds=1)
GAD7 = Instrument(
    id="gad7", name="GAD-7", least=0, most=21, direction=Direction.DOWN, least_interval_days=7
).measure()
WALKED = Measure(
    id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
)
# Where clocks change in the weeks after a first day: by an hour, by half of one, at midnight, by a
# whole day, and not at all.
PLACES = [
    ("Europe/Berlin", dt.date(2025, 3, 24)),
    ("Europe/Berlin", dt.date(2025, 10, 20)),
    ("America/Sao_Paulo", dt.date(2018, 10, 29)),
    ("America/Havana", dt.date(2025, 10, 27)),
    ("Asia/Beirut", dt.date(2023, 3, 20)),
    ("Australia/Lord_Howe", dt.date(2025, 3, 31)),
    ("Pacific/Apia", dt.date(2011, 12, 24)),
    ("Antarctica/Troll", dt.date(2025, 3, 24)),
    ("America/Scoresbysund", dt.date(2024, 3, 25)),
    ("Asia/Tokyo", dt.date(2025, 2, 3)),
]
WALL_TIMES = [dt.time(0, 15), dt.time(2, 30), dt.time(9), dt.time(12), dt.time(23, 45)]


def utc(moment):
    return instant(moment, in_utc=True)


@attrs.frozen
class Case:
    """A person's goals, what was recorded, and where they are."""

    goals: tuple
    entries: tuple
    zone: str
    monday: dt.date

    @property
    def journal(self):
        start = dt.datetime(2011, 1, 1, tzinfo=dt.UTC)
        return Journal(
            subject="c-17",
            entries=[
                entry.stamped(id=f"e-{n}", at=start + dt.timedelta(minutes=n))
                for n, entry in enumerate(self.entries)
            ],
        )

    def at(self, hours):
        """Return the moment so many hours after the first day began in UTC."""
        start = dt.datetime.combine(self.monday, dt.time(), dt.UTC)
        return start + dt.timedelta(hours=hours)

    def known_by(self, moment):
        """Return the same without what is dated later, but for what is a plan."""
        local = moment.astimezone(zoneinfo.ZoneInfo(self.zone)).date()
        kept = [
            entry
            for entry in self.entries
            if entry.day < local or isinstance(entry, Absent | SessionBooked)
        ]
        return attrs.evolve(self, entries=tuple(kept))


def some(values, most=2):
    return st.lists(values, max_size=most)


@st.composite
def rules(draw, monday):
    start = monday + dt.timedelta(days=draw(st.integers(-3, 6)))
    times = {"at": draw(some(st.sampled_from(WALL_TIMES), 3))}
    times["day_start"] = draw(st.sampled_from([dt.time(), dt.time(), dt.time(3)]))
    kind = draw(st.integers(0, 6))
    if kind == 0:
        rule = Recurrence.daily(start=start, every=draw(st.integers(1, 3)), **times)
    elif kind == 1:
        named = draw(st.lists(st.sampled_from(Weekday), min_size=1, max_size=3))
        rule = Recurrence.weekly(*named, start=start, **times)
    elif kind == 2:
        period = draw(st.sampled_from([Frequency.WEEKLY, Frequency.MONTHLY]))
        rule = Recurrence.times_per(draw(st.integers(1, 4)), period, start=start)
    elif kind == 3:
        every = draw(st.integers(1, 4))
        latest = draw(st.none() | st.integers(every + 1, every + 3))
        rule = Recurrence.from_completion(every, start=start, latest=latest)
    elif kind == 4:
        rule = Recurrence.once(start, **times)
    elif kind == 5:
        rule = Recurrence(start=start, frequency=Frequency.DAILY, times=draw(st.integers(1, 3)))
    else:
        rule = draw(recurrences(start=st.just(start)))
    if kind in {0, 1} and draw(st.booleans()):
        rule = attrs.evolve(rule, until=start + dt.timedelta(days=draw(st.integers(1, 20))))
    return rule


@st.composite
def goals(draw, monday, name):
    def day(least, most):
        return monday + dt.timedelta(days=draw(st.integers(least, most)))

    changed = draw(st.none() | st.integers(2, 12))
    steps = [Step(id=f"{name}-a", action="x", recurrence=draw(rules(monday)))]
    if changed is not None:
        change = monday + dt.timedelta(days=changed)
        steps = [
            attrs.evolve(steps[0], until=change),
            Step(
                id=f"{name}-a",
                action="x",
                recurrence=draw(st.just(steps[0].recurrence) | rules(monday)),
                start=change,
            ),
        ]
    steps += [
        Step(id="shared", action="x", recurrence=rule) for rule in draw(some(rules(monday), 1))
    ]
    aims = [
        Aim.at_most(4, GAD7),
        Aim.at_least(30, WALKED),
        Aim.at_least(90, WALKED, per=Frequency.WEEKLY),
        Aim.done(2, out_of=9, step=f"{name}-a"),
    ]
    targets = []
    for number, aim in enumerate(draw(some(st.sampled_from(aims)))):
        has_days = aim.measure is not None and draw(st.booleans())
        targets.append(
            Target(
                id=f"{name}-t{number}",
                aim=aim,
                recurrence=draw(rules(monday)) if has_days else None,
                start=draw(st.none() | st.just(day(0, 9))),
            )
        )
    reached = [None, *aims[:2], Aim.at_most(60, WALKED, per=Frequency.WEEKLY), aims[3]]
    milestones = [
        Milestone(id=f"{name}-m{number}", name="x", due=day(0, 20), aim=aim)
        for number, aim in enumerate(draw(some(st.sampled_from(reached), 1)))
    ]
    review = draw(
        st.none()
        | st.builds(
            ReviewPolicy,
            base_days=st.integers(5, 9),
            minimum_days=st.none() | st.integers(1, 5),
            maximum_days=st.none() | st.integers(9, 14),
            session_window_days=st.integers(0, 2),
        )
    )
    goal = Goal(
        id=name,
        subject="c-17",
        statement="x",
        start=draw(st.none() | st.just(day(-3, 3))),
        due=draw(st.none() | st.just(day(4, 30))),
        plan=ActionPlan(steps=steps),
        targets=targets,
        milestones=milestones,
        review=review,
    )
    moved = sorted(draw(some(st.integers(0, 25), 3)))
    moves = [
        lambda goal, on: goal.started(day=on),
        lambda goal, on: goal.paused(day=on),
        draw(
            st.sampled_from(
                [
                    lambda goal, on: goal.resumed(day=on),
                    lambda goal, on: goal.closed(ClosingReason.CHOICE, day=on),
                    lambda goal, on: goal.closed(ClosingReason.DIED, day=on),
                ]
            )
        ),
    ]
    for number, move in zip(moved, moves, strict=False):
        goal = move(goal, monday + dt.timedelta(days=number))
    return goal


@st.composite
def entries(draw, monday, zone, name):
    on = monday + dt.timedelta(days=draw(st.integers(-2, 25)))
    other = on + dt.timedelta(days=draw(st.integers(1, 9)))
    occurred = draw(st.none() | st.sampled_from(WALL_TIMES))
    when = occurred and dt.datetime.combine(on, occurred, zoneinfo.ZoneInfo(zone))
    step = draw(st.sampled_from([f"{name}-a", "shared"]))
    return draw(
        st.sampled_from(
            [
                Done(step=step, day=on, occurred_at=when),
                Done(step=step, day=on, part=0.5),
                Missed(step=step, day=on),
                Skipped(step=step, day=on, occurred_at=when),
                Measured(measure="gad7", value=4, day=on),
                Measured(measure="walked", value=20, day=on, occurred_at=when),
                MilestoneReached(milestone=f"{name}-m0", day=on),
                Absent(day=on, until=other),
                Reviewed(goal=name, decision=Decision.CONTINUE, day=on),
                Postponed(goal=name, day=on, to=other),
                SessionBooked(session="s-1", day=on),
            ]
        )
    )


@st.composite
def cases(draw):
    zone, monday = draw(st.sampled_from(PLACES))
    names = draw(st.sampled_from([["g-1"], ["g-1"], ["g-1", "g-2"]]))
    who = st.sampled_from(names)
    return Case(
        goals=tuple(draw(goals(monday, name)) for name in names),
        entries=tuple(draw(st.lists(entries(monday, zone, draw(who)), max_size=6))),
        zone=zone,
        monday=monday,
    )


@attrs.frozen
class Rule:
    """The three questions, as a rule answers them."""

    due: object = due
    upcoming: object = upcoming
    next_change: object = next_change

    def now(self, case, moment):
        return self.due(case.goals, case.journal, now=moment, zone=case.zone)

    def state(self, case, moment):
        return {(task.key, task.phase) for task in self.now(case, moment)}

    def range(self, case, start, end, zone=None):
        return self.upcoming(case.goals, case.journal, start=start, end=end, zone=zone or case.zone)

    def later(self, case, after):
        return self.next_change(case.goals, case.journal, after=after, zone=case.zone)


HOURS = st.integers(-48, 26 * 24)
LENGTHS = st.integers(1, 20 * 24)


def moments_are_in_order(rule, case, hours, length):
    found = rule.range(case, case.at(hours), case.at(hours + length))
    for task in found:
        starts = [utc(moment) for moment in (task.opens, task.due, task.late, task.overdue)]
        if starts != sorted(starts) or task.phase_at(case.at(hours)) is not task.phase:
            return False
    order = [(utc(task.due), task.key) for task in found]
    return order == sorted(order) and len({task.key for task in found}) == len(found)


def due_is_what_comes_in_this_moment(rule, case, hours, length):
    start = case.at(hours)
    coming = rule.range(case, start, start + SECOND)
    return rule.now(case, start) == tuple(task for task in coming if task.phase >= Phase.OPEN)


def nothing_changes_before_the_next_change(rule, case, hours, length):
    start = case.at(hours)
    until = rule.later(case, start)
    before = rule.state(case, start)
    if until is not None and utc(until) <= start:
        return False
    times = [case.at(hours + length), case.at(hours + 1)]
    if until is not None:
        times += [utc(until) - SECOND, start + (utc(until) - start) / 2]
    same = all(
        rule.state(case, time) == before for time in times if until is None or time < utc(until)
    )
    is_far = until is None or utc(until) - start > dt.timedelta(days=360)
    return same and (is_far or rule.state(case, until) != before)


def may_move(case, task):
    """Return whether a task waits for a review that the course can move, whoever records what."""
    adapts = {goal.id for goal in case.goals if goal.review and goal.review.minimum_days}
    is_bound = task.kind is TaskKind.REVIEW or task.reasons[0].code is TaskReasonCode.WITH_REVIEW
    return is_bound and not adapts.isdisjoint(task.goals)


def phases_only_go_up(rule, case, hours, length):
    start, end = case.at(hours), case.at(hours + length)
    case = case.known_by(start)
    before = {task.key: task for task in rule.now(case, start)}
    return all(
        task.phase >= before[task.key].phase
        for task in rule.now(case, end)
        # Two goals may share a task for a while, and the earlier of them end. A review that comes
        # stays, while what is asked for before it can go away again, with the day that it is for.
        if task.key in before
        and task.goals == before[task.key].goals
        and (task.kind is TaskKind.REVIEW or not may_move(case, task))
    )


def agenda_holds_what_will_be_due(rule, case, hours, length):
    start, end = case.at(hours), case.at(hours + length)
    case = case.known_by(start)
    # When a pause is over a review is counted anew, and is another one.
    days = [change.day for goal in case.goals for change in goal.lifecycle_history if change.day]
    if any(day >= start.date() - dt.timedelta(days=1) for day in days):
        return True
    coming = {task.key: task for task in rule.range(case, start, end + SECOND)}
    return all(
        may_move(case, task)
        or (
            task.key in coming
            and (
                task.goals != coming[task.key].goals or coming[task.key].phase_at(end) is task.phase
            )
        )
        for task in rule.now(case, end)
    )


def keys_are_the_same_everywhere(rule, case, hours, length):
    start, end = case.at(hours), case.at(hours + length)
    wide = start - dt.timedelta(days=2), end + dt.timedelta(days=2)
    here, there, all_of_it = (
        {(task.kind, task.about, task.day, task.time, task.key): None for task in found}
        for found in (
            rule.range(case, start, end),
            rule.range(case, start, end, "UTC"),
            rule.range(case, start, wide[1]),
        )
    )
    named = Counter(key for *_, key in {**here, **there, **all_of_it})
    return all(count == 1 for count in named.values()) and set(here) <= set(all_of_it)


def what_is_done_is_no_task(rule, case, hours, length):
    start = case.at(hours)
    for task in rule.now(case, start):
        if task.kind is not TaskKind.STEP or task.times > 1 or len(task.goals) > 1:
            continue
        noted = Done(step=task.about, day=task.opens.date(), occurred_at=task.opens)
        today = start.astimezone(zoneinfo.ZoneInfo(case.zone)).date()
        noted = attrs.evolve(noted, day=min(task.day, today))
        more = attrs.evolve(case, entries=(*case.entries, noted))
        if task.key in {other.key for other in rule.now(more, start)}:
            return False
    return True


def closing_empties(rule, case, hours, length):
    start = case.at(hours)
    day = case.monday - dt.timedelta(days=9)
    closed = tuple(
        attrs.evolve(goal, lifecycle_history=goal.lifecycle_history[:1])
        .started(day=day)
        .closed(ClosingReason.CHOICE, day=day)
        for goal in case.goals
    )
    case = attrs.evolve(case, goals=closed)
    return not rule.now(case, start) and rule.later(case, start) is None


LAWS = [
    moments_are_in_order,
    due_is_what_comes_in_this_moment,
    nothing_changes_before_the_next_change,
    phases_only_go_up,
    agenda_holds_what_will_be_due,
    keys_are_the_same_everywhere,
    what_is_done_is_no_task,
    closing_empties,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law_holds(law):
    """Whatever a plan asks for, whatever was recorded and wherever the person is."""

    @given(cases(), HOURS, LENGTHS)
    def holds(case, hours, length):
        assert law(Rule(), case, hours, length)

    holds()


def _late_at_once(goals, journal, *, now, zone):
    """Forget that what is over and still open is late."""
    return tuple(
        attrs.evolve(task, phase=min(task.phase, Phase.DUE))
        for task in due(goals, journal, now=now, zone=zone)
    )


def _half_a_day_on(goals, journal, *, after, zone):
    """Look again at noon and at midnight, as a cron job does."""
    return after + dt.timedelta(hours=12)


def _a_day_on(goals, journal, *, after, zone):
    return after + dt.timedelta(days=1)


def _by_the_hour(goals, journal, *, start, end, zone):
    """Name what is to be done by the moment at which it was asked for."""
    return tuple(
        attrs.evolve(task, occurrence=str(start.date()))
        for task in upcoming(goals, journal, start=start, end=end, zone=zone)
    )


def _as_it_began(goals, journal, *, start, end, zone):
    """Name each by the day on which it can be done: two times of a day share one."""
    return tuple(
        attrs.evolve(task, occurrence=str(task.day))
        for task in upcoming(goals, journal, start=start, end=end, zone=zone)
    )


def _backwards(goals, journal, *, start, end, zone):
    return upcoming(goals, journal, start=start, end=end, zone=zone)[::-1]


def _only_what_opens(goals, journal, *, start, end, zone):
    """Leave out what is late already, as most agendas do."""
    found = upcoming(goals, journal, start=start, end=end, zone=zone)
    return tuple(task for task in found if utc(task.opens) >= utc(start))


def _always(goals, journal, *, now, zone):
    """Go on asking for what was done, and for what has ended."""
    goals = tuple(
        attrs.evolve(goal, lifecycle_history=goal.lifecycle_history[:1]) for goal in goals
    )
    return due(goals, Journal(subject=journal.subject), now=now, zone=zone)


def _sooner_and_later(goals, journal, *, now, zone):
    """Call late what is asked for in the morning, and due what is asked for in the evening."""
    phase = Phase.LATE if now.hour < 12 else Phase.DUE
    return tuple(
        attrs.evolve(task, phase=phase) for task in due(goals, journal, now=now, zone=zone)
    )


BROKEN = [
    (moments_are_in_order, Rule(upcoming=_backwards)),
    (moments_are_in_order, Rule(upcoming=_as_it_began)),
    (due_is_what_comes_in_this_moment, Rule(due=_late_at_once)),
    (due_is_what_comes_in_this_moment, Rule(upcoming=_only_what_opens)),
    (nothing_changes_before_the_next_change, Rule(next_change=_half_a_day_on)),
    (nothing_changes_before_the_next_change, Rule(next_change=_a_day_on)),
    (phases_only_go_up, Rule(due=_sooner_and_later)),
    (agenda_holds_what_will_be_due, Rule(upcoming=_only_what_opens)),
    (keys_are_the_same_everywhere, Rule(upcoming=_by_the_hour)),
    (keys_are_the_same_everywhere, Rule(upcoming=_as_it_began)),
    (what_is_done_is_no_task, Rule(due=_always)),
    (closing_empties, Rule(due=_always)),
]


@pytest.mark.parametrize(
    ("law", "broken"), BROKEN, ids=[f"{law.__name__}-{n}" for n, (law, _) in enumerate(BROKEN)]
)
def test_law_catches_a_broken_rule(law, broken):
    """A law that every rule keeps says nothing."""
    assert find(
        st.tuples(cases(), HOURS, LENGTHS), lambda made: not law(broken, *made), settings=ONLY_FIND
    )


# Wall time, in every zone that there is.


def changes_in(name, first=2011, last=2026):
    """Return the days on which clocks change in a zone, the latest of each size."""
    zone = zoneinfo.ZoneInfo(name)
    moment, end = (dt.datetime(year, 1, 1, tzinfo=dt.UTC) for year in (first, last))
    found = {}
    offset = moment.astimezone(zone).utcoffset()
    while moment < end:
        after = moment + dt.timedelta(days=8)
        later = after.astimezone(zone).utcoffset()
        if later != offset:
            low, high = moment, after
            while high - low > dt.timedelta(minutes=1):
                middle = low + (high - low) / 2
                is_before = middle.astimezone(zone).utcoffset() == offset
                low, high = (middle, high) if is_before else (low, middle)
            found[later - offset] = high.replace(second=0, microsecond=0)
        moment, offset = after, later
    return found


def names_of_zones():
    for name in sorted(zoneinfo.available_timezones()):
        try:
            zone_named(name)
        except InvalidValueError:
            continue
        yield name


@pytest.mark.parametrize("area", sorted({name.split("/")[0] for name in names_of_zones()}))
def test_wall_time_is_the_plans_in_every_zone(area):
    """A time that is skipped comes as much later, of two it is the first, and each day has one."""
    for name in names_of_zones():
        if name.split("/")[0] != area:
            continue
        zone = zoneinfo.ZoneInfo(name)
        for jump, change in changes_in(name).items():
            around = change.astimezone(zone)
            walls = {
                (around + dt.timedelta(minutes=minutes)).replace(second=0).time()
                for minutes in (-90, -30, 0)
            } | {(around - jump / 2).time().replace(second=0), dt.time()}
            first = around.date() - dt.timedelta(days=3)
            assert keeps_wall_time(upcoming, name, first, sorted(walls)), (name, change)


def test_law_catches_a_plan_that_counts_hours():
    """Nine o'clock is 24 hours after nine o'clock, but for two days a year."""

    def by_the_hour(goals, journal, **asked):
        found = upcoming(goals, journal, **asked)
        first = {task.about: task for task in reversed(found)}
        return tuple(
            attrs.evolve(task, due=first[task.about].due + (task.day - first[task.about].day))
            for task in found
        )

    monday, nine = dt.date(2025, 3, 24), [dt.time(9)]

    assert not keeps_wall_time(by_the_hour, "Europe/Berlin", monday + dt.timedelta(days=3), nine)
    assert keeps_wall_time(by_the_hour, "Asia/Tokyo", monday, nine)


def keeps_wall_time(rule, name, first, walls):
    """Return whether each day has its tasks, at the time that the plan names."""
    zone = zoneinfo.ZoneInfo(name)
    steps = [
        Step(id=f"at-{wall:%H%M}", action="x", recurrence=Recurrence.daily(start=first, at=[wall]))
        for wall in walls
    ]
    steps.append(Step(id="day", action="x", recurrence=Recurrence.daily(start=first)))
    goal = Goal(id="g-1", subject="c-17", statement="x", plan=ActionPlan(steps=steps))
    start = dt.datetime.combine(first, dt.time(), dt.UTC) - dt.timedelta(days=1)
    found = rule(
        [goal], Journal(subject="c-17"), start=start, end=start + dt.timedelta(days=7), zone=name
    )
    seen = Counter((task.about, task.day) for task in found)
    expected = {
        (step.id, day): due_at
        for step in steps
        for number in range(5)
        for day in [first + dt.timedelta(days=number)]
        # Through UTC: that reads a time which does not exist with the offset before the gap.
        for due_at in [dt.datetime.combine(day, at_of(step), zone).astimezone(dt.UTC)]
        # A day that the clocks leave out is done on the day after, with the tasks of that.
        if due_at
        != dt.datetime.combine(day + dt.timedelta(days=1), at_of(step), zone).astimezone(dt.UTC)
    }
    for task in found:
        starts = [utc(moment) for moment in (task.opens, task.due, task.late, task.overdue)]
        if starts != sorted(starts) or seen[task.about, task.day] > 1:
            return False
        wanted = expected.pop((task.about, task.day), None)
        if wanted is None:
            continue
        exists = wanted.astimezone(zone).replace(tzinfo=None) == dt.datetime.combine(
            task.day, task.time or dt.time()
        )
        shown = task.due.date(), task.due.time()
        if utc(task.due) != wanted or exists != (shown == (task.day, task.time or dt.time())):
            return False
    return not expected


def at_of(step):
    return step.recurrence.at[0] if step.recurrence.at else dt.time()
