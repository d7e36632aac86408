from __future__ import annotations

import datetime as dt
import json
import math
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    ChangeKind,
    ChangeThreshold,
    Corrected,
    Direction,
    Done,
    Frequency,
    Goal,
    Instrument,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    Milestone,
    MilestoneReached,
    Missed,
    Noted,
    NoticeKind,
    Recurrence,
    Skipped,
    Step,
    Target,
    Toward,
    Unit,
    Voided,
    Weekday,
    progress,
)
from smartgoals.notices import NoticeSource
from smartgoals.scoring import (
    LastValues,
    PartKind,
    ProgressRule,
    latest,
    mean_of_last,
    minimum,
    weighted,
)
from smartgoals.testing import aims, targets

VECTORS = json.loads(
    (Path(__file__).parent / "data" / "scoring" / "linear_progress.json").read_text("utf-8")
)
CLOSE = 1e-12
ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
PRIVATE = "what nobody else should read"
HOURS = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
SCORE = Measure(
    id="score", name=PRIVATE, kind=MeasureKind.AMOUNT, unit="{secret}", direction=Direction.DOWN
)


def day(number):
    return MONDAY + dt.timedelta(days=number)


def at(number):
    return dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number)


def journal_of(*entries):
    """Stamp entries in the order in which they come."""
    return Journal(
        subject="c-17",
        entries=[entry.stamped(id=f"e-{n}", at=at(n)) for n, entry in enumerate(entries)],
    )


def goal_of(*targets, **fields):
    return Goal(id="g-1", subject="c-17", statement=PRIVATE, targets=targets, **fields)


def target_of(aim, **fields):
    return Target(id="t-1", aim=aim, **fields)


def measured(value, number=0, measure="sleep", **fields):
    return Measured(measure=measure, value=value, day=day(number), **fields)


def only_part(goal, journal, number=60):
    (part,) = progress(goal, journal, on=day(number)).parts
    return part


def part_of(target, *values, **fields):
    return only_part(goal_of(target, **fields), journal_of(*values))


def first_line(seen):
    return str(seen).splitlines()[0].partition(": ")[2]


def counting(seen):
    return [part for part in seen.parts if part.share > 0]


# What happened around a goal: two measures, two steps and a milestone, over seven weeks.

DAYS = st.integers(0, 48).map(day)
WHOLE = st.integers(0, 24).map(float)
AMOUNTS = WHOLE | st.floats(allow_nan=False, allow_infinity=False)
MEASURES = st.sampled_from([HOURS, SCORE])
STEPS = st.sampled_from(["walk", "read"])
RULES = st.sampled_from(
    [
        Recurrence.daily(start=MONDAY),
        Recurrence.daily(start=MONDAY, every=3),
        Recurrence.weekly(Weekday.MONDAY, Weekday.THURSDAY, start=MONDAY),
        Recurrence.times_per(3, Frequency.WEEKLY, start=MONDAY),
        Recurrence.times_per(2, Frequency.DAILY, start=MONDAY),
        Recurrence.times_per(4, Frequency.MONTHLY, start=MONDAY),
    ]
)
COUNTS = st.tuples(st.integers(1, 6), st.integers(0, 6)).map(
    lambda made: {"times": made[0], "out_of": made[0] + made[1]}
)


# What is measured and what is done come more often than the rest, as in life.
KINDS = [Measured] * 4 + [Done] * 2 + [Missed, Skipped, MilestoneReached, Absent, Noted]


@attrs.frozen
class World:
    goal: Goal
    journal: Journal
    on: dt.date


@st.composite
def happenings(draw):
    """Make entries that know the moment they are about, so that recording has no say in order."""
    shared = {"day": draw(DAYS), "occurred_at": at(draw(st.integers(0, 10**6)))}
    kind = draw(st.sampled_from(KINDS))
    match kind.__name__:
        case "Measured":
            units = st.sampled_from([None, None, Unit(code="min"), Unit(code="km")])
            return Measured(
                measure=draw(MEASURES).id, value=draw(AMOUNTS), unit=draw(units), **shared
            )
        case "Done":
            return Done(step=draw(STEPS), part=draw(st.sampled_from([0.1, 0.5, 1.0])), **shared)
        case "Missed":
            return Missed(step=draw(STEPS), **shared)
        case "Skipped":
            return Skipped(step=draw(STEPS), reason=PRIVATE, **shared)
        case "MilestoneReached":
            return MilestoneReached(milestone="m-1", **shared)
        case "Absent":
            length = dt.timedelta(days=draw(st.integers(1, 20)))
            return Absent(until=shared["day"] + length, reason=PRIVATE, **shared)
        case _:
            topics = st.sampled_from(["sleep", "walk", "m-1", "g-1", None])
            return Noted(text=PRIVATE, topic=draw(topics), **shared)


@st.composite
def wanted(draw):
    """Make aims that a life within the world can meet."""
    if draw(st.booleans()):
        return Aim.done(step=draw(STEPS), **draw(COUNTS))
    measure, low, high = draw(MEASURES), draw(WHOLE), draw(WHOLE)
    make = draw(st.sampled_from(["at_least", "above", "below", "at_most", "between", "held"]))
    if make == "between":
        return Aim.between(min(low, high), max(low, high), measure)
    if make == "held":
        return Aim.maintain(measure, low=low)
    return getattr(Aim, make)(low, measure)


@st.composite
def worlds(draw):
    made = []
    for number in range(draw(st.integers(0, 3))):
        target = Target(
            id=f"t-{number}",
            aim=draw(wanted()),
            weight=draw(st.sampled_from([1.0, 2.0, 0.25]) | st.floats(0.01, 100)),
            start=draw(st.none() | st.none() | DAYS),
        )
        start = draw(st.none() | AMOUNTS | AMOUNTS)
        takes_baseline = target.aim.measure is not None and not target.aim.is_held
        if start is not None and takes_baseline and not target.aim.is_met_by(start):
            target = attrs.evolve(target, baseline=start)
        made.append(target)
    milestones = [
        Milestone(
            id="m-1",
            name=PRIVATE,
            celebration=PRIVATE,
            aim=draw(st.none() | wanted().filter(lambda aim: not aim.is_held)),
            weight=draw(st.sampled_from([0.0, 1.0])),
        )
    ]
    plan = ActionPlan(
        steps=[
            Step(id=step, action=PRIVATE, cue=PRIVATE, recurrence=draw(st.none() | RULES))
            for step in ("walk", "read")
        ]
    )
    goal = goal_of(*made, milestones=milestones, plan=plan, reason=PRIVATE, start=MONDAY)
    recorded = draw(st.lists(happenings(), max_size=12, unique_by=lambda entry: entry.occurred_at))
    journal = Journal(
        subject="c-17",
        entries=[
            entry.stamped(id=f"e-{n}", at=at(draw(st.integers(0, 100))), author="t-2")
            for n, entry in enumerate(recorded)
        ],
    )
    return World(goal=goal, journal=journal, on=draw(DAYS | st.just(day(48))))


# The laws of every rule that says how far a goal came. Each returns whether the rule keeps it.


def seen_by(rule, world, **changes):
    world = attrs.evolve(world, **changes)
    return rule(world.goal, world.journal, on=world.on)


def numbers_are_finite_and_shares_are_shares(rule, world):
    seen = seen_by(rule, world)
    shares = [seen.value, seen.evidence_share]
    shares += [number for part in seen.parts for number in (part.share, part.value)]
    numbers = [seen.raw, *(n for part in seen.parts for n in (part.raw, part.observed))]
    return all(0 <= share <= 1 for share in shares if share is not None) and all(
        math.isfinite(number) for number in numbers if number is not None
    )


def contributions_sum_to_the_whole(rule, world):
    seen = seen_by(rule, world)
    added = math.fsum(part.contribution for part in seen.parts)
    shares = math.fsum(part.share for part in seen.parts)
    return abs(added - (seen.value or 0)) <= CLOSE and (
        shares == 0 if not counting(seen) else abs(shares - 1) <= CLOSE
    )


def whole_is_one_exactly_if_all_that_counts_is_met(rule, world):
    seen = seen_by(rule, world)
    met = [part.is_met for part in counting(seen)]
    return (seen.value == 1) == (bool(met) and all(met))


def nothing_known_is_unknown_and_never_nothing(rule, world):
    seen = seen_by(rule, world)
    is_unknown = not any(part.is_known for part in counting(seen))
    says_so = first_line(seen) == "not enough information yet"
    return (seen.value is None) == (seen.raw is None) == is_unknown == says_so


def whole_lies_between_its_parts(rule, world):
    seen = seen_by(rule, world)
    earned = [part.value or 0.0 for part in counting(seen)]
    return seen.value is None or (min(earned) - CLOSE <= seen.value <= max(earned) + CLOSE)


def evidence_share_is_the_weight_that_is_known(rule, world):
    seen = seen_by(rule, world)
    known = [part for part in counting(seen) if part.is_known]
    share = math.fsum(part.share for part in known)
    return abs(seen.evidence_share - share) <= CLOSE and (seen.evidence_share == 1) == (
        bool(known) and len(known) == len(counting(seen))
    )


def later_days_change_nothing(rule, world):
    until_then = [entry for entry in world.journal if entry.day <= world.on]
    journal = Journal(subject="c-17", entries=until_then)
    return seen_by(rule, world) == seen_by(rule, world, journal=journal)


def order_of_recording_changes_nothing(rule, world):
    turned = [
        attrs.evolve(entry, recorded_at=at(1_000 - n)) for n, entry in enumerate(world.journal)
    ]
    journal = Journal(subject="c-17", entries=turned)
    return seen_by(rule, world) == seen_by(rule, world, journal=journal)


def what_happens_elsewhere_changes_nothing(rule, world):
    shared = {"day": MONDAY, "recorded_at": at(0)}
    journal = world.journal.with_entries(
        Measured(measure="weight", value=1, id="x-1", **shared),
        Done(step="swim", id="x-2", **shared),
        MilestoneReached(milestone="m-2", id="x-3", **shared),
    )
    return seen_by(rule, world) == seen_by(rule, world, journal=journal)


def only_the_ratio_of_weights_counts(rule, world):
    def heavier(values):
        return [attrs.evolve(value, weight=value.weight * 3) for value in values]

    goal = attrs.evolve(
        world.goal,
        targets=heavier(world.goal.targets),
        milestones=heavier(world.goal.milestones),
    )
    one, other = seen_by(rule, world), seen_by(rule, world, goal=goal)
    pairs = [(one.value, other.value), (one.evidence_share, other.evidence_share)]
    return all(
        left == right or abs(left - right) <= CLOSE for left, right in pairs if left is not None
    )


def what_got_worse_is_always_shown(rule, world):
    seen = seen_by(rule, world)
    shown = str(seen).splitlines()
    return all(
        f"  further away than at the start: {part.id}" in shown
        for part in seen.parts
        if part.baseline is not None
        and part.observed is not None
        and distance(part.aim, part.observed) > distance(part.aim, part.baseline)
        and distance(part.aim, part.observed) < 1e300
    )


def nothing_private_is_shown(rule, world):
    seen = seen_by(rule, world)
    return not any(
        word in shown
        for word in (PRIVATE, "secret")
        for shown in (str(seen), *map(str, seen.parts))
    )


def goal_is_achieved_when_its_targets_are_met(rule, world):
    seen = seen_by(rule, world)
    targets = {target.id for target in world.goal.targets}
    met = [part.is_met for part in seen.parts if part.id in targets]
    return seen.is_achieved == (bool(met) and all(met))


LAWS = [
    numbers_are_finite_and_shares_are_shares,
    contributions_sum_to_the_whole,
    whole_is_one_exactly_if_all_that_counts_is_met,
    nothing_known_is_unknown_and_never_nothing,
    whole_lies_between_its_parts,
    evidence_share_is_the_weight_that_is_known,
    later_days_change_nothing,
    order_of_recording_changes_nothing,
    what_happens_elsewhere_changes_nothing,
    only_the_ratio_of_weights_counts,
    what_got_worse_is_always_shown,
    nothing_private_is_shown,
    goal_is_achieved_when_its_targets_are_met,
]


def changed(**changes):
    """Return a rule that is right but for some fields, computed from what is right."""

    def rule(goal, journal, *, on):
        seen = progress(goal, journal, on=on)
        return attrs.evolve(seen, **{name: make(seen) for name, make in changes.items()})

    return rule


def misreading(read):
    """Return a rule that reads the journal wrongly."""
    return lambda goal, journal, *, on: progress(
        goal, Journal(subject="c-17", entries=read(list(journal))), on=on
    )


def known_mean(seen):
    known = [part for part in counting(seen) if part.is_known]
    return seen.value and math.fsum(part.value for part in known) / len(known)


def unscaled(goal, journal, *, on):
    seen = progress(goal, journal, on=on)
    total = sum(target.weight for target in goal.targets)
    return attrs.evolve(seen, value=seen.value and min(1, seen.value * total))


def into_the_future(goal, journal, *, on):
    return progress(goal, journal, on=day(90))


def tactful(goal, journal, *, on):
    seen = progress(goal, journal, on=on)
    return attrs.evolve(
        seen, parts=tuple(attrs.evolve(part, is_worse=False) for part in seen.parts)
    )


def chatty(goal, journal, *, on):
    seen = progress(goal, journal, on=on)
    return attrs.evolve(
        seen, parts=tuple(attrs.evolve(part, id=goal.statement) for part in seen.parts)
    )


BROKEN = {
    numbers_are_finite_and_shares_are_shares: changed(value=lambda seen: seen.raw),
    contributions_sum_to_the_whole: changed(value=known_mean),
    whole_is_one_exactly_if_all_that_counts_is_met: changed(
        value=lambda seen: seen.value and round(seen.value, 0)
    ),
    nothing_known_is_unknown_and_never_nothing: changed(value=lambda seen: seen.value or 0.0),
    whole_lies_between_its_parts: changed(value=lambda seen: seen.value and seen.value / 2),
    evidence_share_is_the_weight_that_is_known: changed(
        evidence_share=lambda seen: sum(part.is_known for part in seen.parts) / len(seen.parts)
    ),
    later_days_change_nothing: into_the_future,
    order_of_recording_changes_nothing: misreading(lambda entries: entries[:-1]),
    what_happens_elsewhere_changes_nothing: misreading(
        lambda entries: [
            attrs.evolve(entry, measure="sleep") if isinstance(entry, Measured) else entry
            for entry in entries
        ]
    ),
    only_the_ratio_of_weights_counts: unscaled,
    what_got_worse_is_always_shown: tactful,
    nothing_private_is_shown: chatty,
    goal_is_achieved_when_its_targets_are_met: changed(
        parts=lambda seen: tuple(attrs.evolve(part, kind=PartKind.TARGET) for part in seen.parts)
    ),
}


def name_of(law):
    return law.__name__


class TestLaws:
    @given(worlds())
    def test_progress_keeps_every_law(self, world):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(progress, world)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=name_of)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = BROKEN[law]

        assert find(worlds(), lambda world: not law(rule, world), settings=ONLY_FIND)

    @given(worlds(), st.integers(0, 100))
    def test_what_is_recorded_later_never_changes_what_was_known(self, world, minutes):
        """The figure of that moment can be shown again at any time."""
        assert keeps_what_was_known(Journal.as_of, world, at(minutes))

    def test_law_catches_a_past_that_is_told_by_the_days(self):
        """An entry about an earlier day may be written down much later."""

        def as_of(journal, moment):
            kept = [entry for entry in journal if entry.day <= moment.date()]
            return Journal(subject=journal.subject, entries=kept)

        assert find(
            worlds(),
            lambda world: not keeps_what_was_known(as_of, world, at(50)),
            settings=ONLY_FIND,
        )


def keeps_what_was_known(as_of, world, moment):
    known = [entry for entry in world.journal if entry.recorded_at <= moment]
    before = Journal(subject="c-17", entries=known)
    return seen_by(progress, world, journal=before) == seen_by(
        progress, world, journal=as_of(world.journal, moment)
    )


# One measure: where the value lies on the way from the baseline to the aim.


def distance(aim, value):
    """Return how far a value is from the nearest one that is good enough, exactly."""
    value = Fraction(value)
    return max(
        Fraction(0) if aim.low is None else Fraction(aim.low) - value,
        Fraction(0) if aim.high is None else value - Fraction(aim.high),
        Fraction(0),
    )


def way(target, value):
    """Return the value of the part of a measure's target."""
    return part_of(target, measured(value, measure=target.aim.measure.id)).value


def ways():
    """Make targets with a baseline anywhere among the floats, in force on every day."""
    reached = aims(measure=MEASURES).map(lambda aim: attrs.evolve(aim, is_held=False))
    return (
        targets(id=st.just("t-1"), aim=reached)
        .filter(lambda target: target.baseline is not None)
        .map(lambda target: attrs.evolve(target, start=None, until=None))
    )


FLOATS = st.floats(allow_nan=False, allow_infinity=False)


def is_monotone(rule, target, one, other):
    nearer, farther = sorted(
        (one, other), key=lambda v: (distance(target.aim, v), not target.aim.is_met_by(v))
    )
    return rule(target, farther) <= rule(target, nearer)


def mirrored(target):
    aim = target.aim
    turned = Direction.UP if aim.measure.direction is Direction.DOWN else Direction.DOWN
    return attrs.evolve(
        target,
        baseline=-target.baseline,
        aim=attrs.evolve(
            aim,
            measure=attrs.evolve(aim.measure, direction=turned),
            low=None if aim.high is None else -aim.high,
            high=None if aim.low is None else -aim.low,
        ),
    )


def is_mirrored(rule, target, value):
    return rule(target, value) == rule(mirrored(target), -value)


def is_the_same_in_minutes(rule, target, value):
    """Compare hours with the same in minutes, and with minutes that are recorded as hours."""
    minutes = attrs.evolve(HOURS, unit="min")
    aim = Aim.at_least(target.aim.low * 60, minutes)
    same = attrs.evolve(target, aim=aim, baseline=target.baseline * 60)
    expected = rule(target, measured(value))
    return all(
        abs(expected - rule(asked, said)) <= CLOSE
        for asked in (target, same)
        for said in (measured(value, unit="h"), measured(value * 60, unit="min"))
    )


def part_value(target, *entries):
    return part_of(target, *entries).value


@st.composite
def hours(draw):
    baseline, gain = draw(st.integers(-50, 50)), draw(st.integers(1, 50))
    return target_of(Aim.at_least(baseline + gain, HOURS), baseline=baseline)


class TestMeasured:
    @pytest.mark.parametrize("case", VECTORS["cases"])
    def test_way_is_the_share_of_baseline_to_aim(self, case):
        """Raw shows overshoot and regression, the value stays within [0, 1]."""
        baseline, aim, expected = case["baseline"], case["target"], case["expect"]
        make = Aim.at_least if aim > baseline else Aim.at_most
        part = part_of(target_of(make(aim, HOURS), baseline=baseline), measured(case["value"]))

        assert pytest.approx(expected["raw"], abs=CLOSE) == part.raw
        assert pytest.approx(expected["clamped"], abs=CLOSE) == part.value
        assert expected["overshoot"] == (part.raw > 1)
        assert expected["regressed"] == part.is_worse

    @pytest.mark.parametrize("case", VECTORS["must_raise"])
    def test_way_without_length_or_end_cannot_be_asked_for(self, case):
        """A steady value needs a band, and no number is a number."""
        baseline, aim = float(case["baseline"]), float(case["target"])

        with pytest.raises(InvalidValueError):
            target_of(Aim.at_least(aim, HOURS), baseline=baseline)

    @given(ways(), FLOATS, FLOATS)
    def test_nearer_is_never_less(self, target, one, other):
        """Of two values the one that is nearer to the aim earns at least as much."""
        assert is_monotone(way, target, one, other)

    def test_law_catches_a_rule_that_punishes_overshoot(self):
        """Whoever walks farther than agreed has walked that far."""

        def fussy(target, value):
            bound = target.aim.low if target.aim.low is not None else target.aim.high
            return 0.0 if abs(value - bound) > 1 else 1.0

        assert find(
            st.tuples(ways(), FLOATS, FLOATS),
            lambda drawn: not is_monotone(fussy, *drawn),
            settings=ONLY_FIND,
        )

    @given(ways(), FLOATS)
    def test_down_is_up_seen_in_a_mirror(self, target, value):
        """With every number negated and the direction turned, nothing changes."""
        assert is_mirrored(way, target, value)

    def test_law_catches_a_rule_for_positive_numbers_only(self):
        """A difference may be below zero."""

        def positive(target, value):
            return way(target, max(value, 0.0))

        assert find(
            st.tuples(ways(), FLOATS),
            lambda drawn: not is_mirrored(positive, *drawn),
            settings=ONLY_FIND,
        )

    @given(hours(), st.integers(-100, 100))
    def test_unit_changes_nothing(self, target, value):
        """Hours and minutes tell the same way, in the target and in the entry."""
        assert is_the_same_in_minutes(part_value, target, value)

    def test_law_catches_a_rule_that_takes_the_number_for_the_measures_unit(self):
        """Sixty minutes are not sixty hours."""

        def careless(target, said):
            return part_value(target, attrs.evolve(said, unit=None))

        assert find(
            st.tuples(hours(), st.integers(-100, 100)),
            lambda drawn: not is_the_same_in_minutes(careless, *drawn),
            settings=ONLY_FIND,
        )

    @given(ways(), FLOATS)
    def test_part_is_met_exactly_if_its_value_is_one(self, target, value):
        """At a strict bound the way is over and the aim is not met, and it does not show 100 %."""
        part = part_of(target, measured(value, measure=target.aim.measure.id))

        assert target.aim.is_met_by(value) == part.is_met == (part.value == 1)

    def test_strict_bound_itself_is_not_enough(self):
        """Below 10 begins below 10."""
        target = target_of(Aim.below(10, SCORE), baseline=15)
        at_bound, below = (part_of(target, measured(value, measure="score")) for value in (10, 9.9))

        assert (1.0, False, "99 %") == (at_bound.raw, at_bound.is_met, str(at_bound)[-4:])
        assert (1.0, True) == (below.value, below.is_met)

    def test_baseline_on_a_strict_bound_has_no_way_to_divide(self):
        """From 10 to above 10 there is nothing in between."""
        target = target_of(Aim.above(10, HOURS), baseline=10)
        ways = [part_of(target, measured(value)) for value in (9, 10, 10.5)]

        assert [(0.0, True), (0.0, False), (1.0, False)] == [
            (part.raw, part.is_worse) for part in ways
        ]

    @pytest.mark.parametrize(("value", "expected"), [(0, 0), (2, 0.5), (4, 1), (6, 1), (7, 0.75)])
    def test_range_is_approached_from_both_sides(self, value, expected):
        """The way to a range ends at its nearer bound."""
        target = target_of(Aim.between(4, 6, HOURS), baseline=0)

        assert expected == part_of(target, measured(value)).value

    def test_latest_value_counts(self):
        """An earlier value is history; of one day the later moment counts."""
        target = target_of(Aim.at_least(10, HOURS), baseline=0)
        early, late = (measured(value, 3, occurred_at=at(value)) for value in (4, 5))
        part = part_of(target, late, measured(9, 2), early)

        assert (5.0, day(3), ("e-0",)) == (part.observed, part.day, part.entries)

    def test_of_one_day_the_value_recorded_later_counts(self):
        """Without a moment of its own an entry is as old as its record."""
        target = target_of(Aim.at_least(10, HOURS), baseline=0)

        assert 3.0 == part_of(target, measured(8), measured(3)).observed

    def test_what_was_measured_before_the_target_began_does_not_count(self):
        """A target looks at its own time."""
        aim = Aim.at_least(10, HOURS)
        values = [measured(9, 1)]

        assert 0.9 == part_of(target_of(aim, baseline=0), *values, start=day(1)).value
        assert part_of(target_of(aim, baseline=0), *values, start=day(2)).value is None
        assert part_of(target_of(aim, baseline=0, start=day(2)), *values).value is None

    def test_way_from_nowhere_is_unknown(self):
        """A baseline is never guessed."""
        part = part_of(target_of(Aim.at_least(7, HOURS)), measured(6))

        assert (6.0, None, False) == (part.observed, part.value, part.is_met)
        assert str(part).endswith("6 on 2025-02-03; the way covered is unknown without a baseline")

    def test_being_there_needs_no_baseline(self):
        """Seven hours are seven hours, wherever they started."""
        part = part_of(target_of(Aim.at_least(7, HOURS)), measured(8))

        assert (1.0, 1.0, True) == (part.raw, part.value, part.is_met)

    def test_entry_that_cannot_be_used_is_named(self):
        """Kilometres of sleep, 25 hours of a day, and a number too large are left out by name."""
        measure = attrs.evolve(HOURS, most=24)
        target = target_of(Aim.at_least(7, measure), baseline=5)
        part = part_of(
            target,
            measured(6),
            measured(8, unit="km"),
            measured(25),
            measured(1e308, unit="wk"),
            Noted(text=PRIVATE, topic="sleep", day=MONDAY),
        )

        assert (6.0, ("e-0",), ("e-1", "e-2", "e-3")) == (
            part.observed,
            part.entries,
            part.unusable,
        )
        assert str(part).endswith("50 %; 3 could not be used")

    def test_only_what_can_be_used_is_evidence(self):
        """A goal with nothing but unusable entries is as unknown as one with none."""
        part = part_of(target_of(Aim.at_least(7, HOURS)), measured(8, unit="km"))

        assert (None, None, ("e-0",)) == (part.value, part.day, part.unusable)

    def test_correction_takes_the_place_and_a_void_takes_it_away(self):
        """What was meant counts, in the place of what was written."""
        target = target_of(Aim.at_least(10, HOURS), baseline=0)
        wrong = measured(50).stamped(id="e-0", at=at(0))
        fix = Corrected(replacement=attrs.evolve(wrong, value=5), day=day(1))
        void = Voided(entry="e-0", day=day(1))

        assert 1.0 == part_of(target, wrong).value
        assert 0.5 == part_of(target, wrong, fix).value
        assert part_of(target, wrong, fix, void).value is None

    @given(ways(), FLOATS)
    @example(target_of(Aim.at_least(1.7e308, HOURS), baseline=-1.7e308), 1.7e308)
    @example(target_of(Aim.at_least(1.7e308, HOURS), baseline=-1.7e308), 0.0)
    @example(target_of(Aim.at_least(5e-324, HOURS), baseline=0), -1.7e308)
    def test_no_finite_number_is_too_large_or_too_small(self, target, value):
        """Numbers far apart and numbers side by side give a finite way, and never nan."""
        goal = goal_of(target, attrs.evolve(target, id="t-2", weight=1e308))
        seen = progress(goal, journal_of(measured(value, measure=target.aim.measure.id)), on=day(1))

        assert all(math.isfinite(part.raw) and 0 <= part.value <= 1 for part in seen.parts)
        assert math.isfinite(seen.raw)
        assert 0 <= seen.value <= 1

    @pytest.mark.parametrize(
        ("aim", "baseline", "better", "worse"),
        [
            (Aim.at_least(1, HOURS), 0, 1e-150, -1e-150),
            (Aim.at_most(1, HOURS), 2, 1.5, math.nextafter(2, 3)),
            (Aim.between(1, 3, HOURS), 0, 1e-150, -1e-150),
            (Aim.between(-3, -1, HOURS), 0, -1e-150, 1e-150),
        ],
        ids=range(4),
    )
    def test_least_step_away_is_further_away(self, aim, baseline, better, worse):
        """However small it is beside the way that is left."""
        target = Target(id="t-0", aim=aim, baseline=baseline)

        assert (False, False, True) == tuple(
            part_of(target, measured(value)).is_worse for value in (baseline, better, worse)
        )


class TestHeld:
    @pytest.mark.parametrize("case", VECTORS["maintenance"]["cases"])
    def test_value_in_the_band_is_good_and_any_other_is_not(self, case):
        """What is held has no half way."""
        target = target_of(Aim.maintain(HOURS, low=case["low"], high=case["high"]))

        assert case["expect"] == part_of(target, measured(case["value"])).value

    @given(st.lists(st.integers(0, 10), min_size=1))
    def test_what_is_held_is_the_share_of_good_observations(self, values):
        """Every observation counts, not the latest alone; it is met while none was off."""
        target = target_of(Aim.maintain(HOURS, low=5))
        part = part_of(target, *(measured(value, n % 7) for n, value in enumerate(values)))
        good = [value for value in values if value >= 5]

        assert len(good) / len(values) == part.value == part.observed
        assert (good == values) == part.is_met
        assert f"so in {len(good)} of {len(values)} observations" in str(part)
        assert len(values) == len(part.entries)

    def test_what_is_held_is_met_when_its_time_is_over(self):
        """A first good day is no achievement yet, and does not show 100 %."""
        target = target_of(Aim.maintain(HOURS, low=5), due=day(7))
        parts = [only_part(goal_of(target), journal_of(measured(8)), n) for n in (6, 7)]

        assert [False, True] == [part.is_met for part in parts]
        assert [True, False] == [part.value < 1 for part in parts]
        assert str(parts[0]).endswith("so in 1 of 1 observations; 99 %")


class TestWhole:
    @pytest.mark.parametrize("case", VECTORS["milestones"], ids=lambda case: case["name"])
    def test_whole_is_the_weighted_mean_and_unknown_has_earned_nothing_yet(self, case):
        """An unknown part keeps its weight, and the known share says so."""
        parts = list(enumerate(case["milestones"]))
        measures = [attrs.evolve(HOURS, id=f"m-{n}") for n, _ in parts]
        goal = goal_of(
            *(
                Target(
                    id=f"t-{n}",
                    aim=Aim.at_least(1, measures[n]),
                    baseline=0,
                    weight=part["weight"],
                )
                for n, part in parts
            )
        )
        journal = journal_of(
            *(
                measured(part["progress"], measure=f"m-{n}")
                for n, part in parts
                if part["progress"] is not None
            )
        )
        seen = progress(goal, journal, on=MONDAY)

        assert pytest.approx(case["expect"]["score"], abs=CLOSE) == seen.value
        assert case["expect"]["known_weight_share"] == seen.evidence_share

    def test_goal_without_targets_is_neither_known_nor_achieved(self):
        """Nothing was asked, so nothing is claimed."""
        seen = progress(goal_of(), journal_of(), on=MONDAY)

        assert (None, None, 0.0, False) == (
            seen.value,
            seen.raw,
            seen.evidence_share,
            seen.is_achieved,
        )
        assert "2025-02-03: not enough information yet" == str(seen)

    def test_nothing_covered_is_told_from_nothing_known(self):
        """Zero is a number; unknown is not."""
        goal = goal_of(target_of(Aim.at_least(7, HOURS), baseline=5))
        nothing = progress(goal, journal_of(), on=MONDAY)
        zero = progress(goal, journal_of(measured(5)), on=MONDAY)

        assert "not enough information yet" == first_line(nothing)
        assert "nothing recorded yet" in str(nothing)
        assert ("0 % of the way", 0.0) == (first_line(zero), zero.value)

    def test_share_that_is_unknown_is_said(self):
        """A number that rests on half the evidence says that it does."""
        other = attrs.evolve(HOURS, id="rest")
        goal = goal_of(
            target_of(Aim.at_least(7, HOURS), baseline=5),
            Target(id="t-2", aim=Aim.at_least(7, other), baseline=5),
        )
        seen = progress(goal, journal_of(measured(6)), on=MONDAY)

        assert "25 % of the way; not all of it is known yet" == first_line(seen)

    def test_only_what_is_in_force_counts(self):
        """A target has its days."""
        early = target_of(Aim.at_least(7, HOURS), until=day(3))
        late = attrs.evolve(early, id="t-2", start=day(3), until=None)
        goal = goal_of(early, late)

        assert [("t-1",), ("t-2",)] == [
            tuple(part.id for part in progress(goal, journal_of(), on=day(n)).parts) for n in (2, 3)
        ]

    def test_other_persons_journal_is_refused(self):
        """What one person did says nothing about another's goal."""
        with pytest.raises(InvalidValueError, match="subject"):
            progress(goal_of(), Journal(subject="c-18"), on=MONDAY)

    @pytest.mark.parametrize(
        ("goal", "journal", "field"), [("g-1", journal_of(), "goal"), (goal_of(), [], "journal")]
    )
    def test_judgement_is_of_a_goal_by_its_journal(self, goal, journal, field):
        """A mistake is found where it is made."""
        with pytest.raises(InvalidValueError) as caught:
            progress(goal, journal, on=MONDAY)

        assert field == caught.value.field

    @pytest.mark.parametrize("on", [dt.datetime(2025, 2, 3, tzinfo=dt.UTC), "2025-02-03", None])
    def test_date_of_judgement_is_a_date(self, on):
        """A moment belongs to another day elsewhere."""
        with pytest.raises(InvalidValueError, match=r"on must be a datetime\.date"):
            progress(goal_of(), journal_of(), on=on)


class TestDisplay:
    @pytest.mark.parametrize("case", VECTORS["display"]["cases"])
    def test_share_is_rounded_down(self, case):
        """Nearly there is not there."""
        goal = goal_of(target_of(Aim.at_least(1, HOURS), baseline=0))
        seen = progress(goal, journal_of(measured(case["score"])), on=MONDAY)

        assert f"{case['expect']} % of the way" == first_line(seen)

    @given(st.integers(1, 1_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    @example((29, 100))
    @example((999, 1_000))
    def test_so_many_of_so_many_shows_the_percentage_of_arithmetic(self, counts):
        """29 of 100 are 29 %, though the floating point product is a little less."""
        part, whole = counts
        goal = goal_of(target_of(Aim.at_least(whole, HOURS), baseline=0))
        seen = progress(goal, journal_of(measured(part)), on=MONDAY)

        assert f"{100 * part // whole} % of the way" == first_line(seen)

    def test_goals_own_id_is_left_out_of_its_parts(self):
        """A drafted target is called after its goal, which every line would repeat."""
        aim = Aim.at_least(7, HOURS)
        goal = attrs.evolve(
            goal_of(Target(id="target:target:hours", aim=aim, baseline=5)), id="target"
        )
        shown = str(progress(goal, journal_of(measured(4)), on=MONDAY)).splitlines()

        assert [
            "2025-02-03: 0 % of the way",
            "  further away than at the start: target:hours",
            "  target target:hours: at least 7 h, from 5; now 4; 0 %",
        ] == shown

    def test_milestone_says_no_more_than_where_it_stands(self):
        """Its name may be a client's words."""
        goal = goal_of(milestones=[Milestone(id="m-1", name=PRIVATE)])
        reached = journal_of(MilestoneReached(milestone="m-1", day=MONDAY))

        assert [["milestone m-1: still ahead"], ["milestone m-1: reached"]] == [
            [str(part) for part in progress(goal, journal, on=MONDAY).parts]
            for journal in (journal_of(), reached)
        ]


# A step: so many times out of so many occasions.


@attrs.frozen
class Row:
    """A step, what happened with it, and what was asked."""

    recurrence: Recurrence | None
    entries: tuple
    times: int
    out_of: int
    on: dt.date


@st.composite
def rows(draw):
    kinds = st.sampled_from([Done, Done, Done, Missed, Skipped, Absent])
    recorded = []
    for kind in draw(st.lists(kinds, max_size=14)):
        when = draw(st.integers(0, 24).map(day))
        match kind.__name__:
            case "Done":
                part = draw(st.sampled_from([0.25, 0.5, 1.0, 1.0]))
                recorded.append(Done(step="walk", part=part, day=when))
            case "Absent":
                until = when + dt.timedelta(days=draw(st.integers(1, 15)))
                recorded.append(Absent(day=when, until=until))
            case _:
                recorded.append(kind(step="walk", day=when))
    return Row(
        recurrence=draw(st.none() | RULES),
        entries=tuple(recorded),
        on=draw(st.integers(0, 24).map(day)),
        **draw(COUNTS),
    )


def told(rule, row):
    """Return what a rule says of a row: how much was done, of how many, and the share of it."""
    goal = goal_of(
        target_of(Aim.done(row.times, out_of=row.out_of, step="walk")),
        plan=ActionPlan(steps=[Step(id="walk", action=PRIVATE, recurrence=row.recurrence)]),
        start=MONDAY,
    )
    (part,) = rule(goal, journal_of(*row.entries), on=row.on).parts
    return part.observed, part.required, part.value


def counted_by_hand(row):
    """Count as one would with a calendar and a pencil, one occasion after the other."""
    entries = [entry for entry in row.entries if entry.day <= row.on]
    mine = [entry for entry in entries if not isinstance(entry, Absent)]
    absences = [entry for entry in entries if isinstance(entry, Absent)]
    windows = []
    if row.recurrence is not None:
        windows = list(row.recurrence.windows(MONDAY, day(60)))
    # After as many occasions as there are to be, nothing is asked any more.
    asked_until = dt.date.max
    left = row.out_of
    for window in windows:
        left -= window.times
        if left <= 0:
            asked_until = window.until
            break
    occasions = []
    for window in windows:
        inside = [entry for entry in mine if window.start <= entry.day < window.until]
        length = (window.until - window.start).days
        is_asked = window.start <= row.on and window.start < asked_until
        gone = sum(
            any(away.covers(window.start + dt.timedelta(days=n)) for away in absences)
            for n in range(length)
        )
        # What falls to the days at home, and of a half the person's side of it.
        at_home = Fraction(window.times * (length - gone), length)
        spared = window.times - math.ceil(at_home - Fraction(1, 2)) if is_asked else 0
        occasions.append((inside, window.times, spared, True))
    # What happened on a day that nothing was asked for is an occasion of its own.
    outside = [
        entry
        for entry in mine
        if not any(window.start <= entry.day < window.until for window in windows)
    ]
    times = 1 if row.recurrence is None else row.recurrence.times
    if row.recurrence is None:
        occasions += [([entry], 1, 0, True) for entry in outside]
    else:
        for when in {entry.day for entry in outside}:
            here = [entry for entry in outside if entry.day == when]
            occasions.append((here, times, 0, False))
    done, excused = Fraction(0), 0
    for inside, asked, spared, is_planned in occasions:
        parts = [Fraction(entry.part) for entry in inside if isinstance(entry, Done)]
        skipped = [e for e in inside if isinstance(e, Skipped) and e.day < asked_until]
        # Where nothing was asked there is nothing to skip.
        skips = len(skipped) if is_planned else 0
        here = min(sum(parts), Fraction(asked))
        left = math.floor(asked - here)
        done += here
        excused += min(left, spared + skips)
    required = min(row.times, row.out_of - excused)
    if required < 1 or not any(isinstance(entry, Done | Missed) for entry in mine):
        return None, None, None
    return float(done), required, min(float(done) / required, 1.0)


def walked(*numbers, part=1.0):
    return [Done(step="walk", part=part, day=day(number)) for number in numbers]


DAILY = Recurrence.daily(start=MONDAY)
THRICE_A_WEEK = Recurrence.times_per(3, Frequency.WEEKLY, start=MONDAY)


def row_of(*entries, recurrence=DAILY, times=4, out_of=7, on=6):
    return Row(recurrence=recurrence, entries=entries, times=times, out_of=out_of, on=day(on))


MONDAYS = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)


class TestCounts:
    @given(rows())
    @example(row_of(*walked(1, 7), recurrence=MONDAYS, times=2, out_of=2, on=13))
    def test_count_is_what_a_calendar_and_a_pencil_say(self, row):
        """Occasions, part credit, make-up days, skips and absences add up as by hand."""
        assert counted_by_hand(row) == told(progress, row)

    @pytest.mark.parametrize("kind", [Skipped, Absent, Missed], ids=["skips", "absences", "misses"])
    def test_model_catches_a_rule_that_overlooks(self, kind):
        """Each kind of entry has its effect."""
        rule = misreading(lambda entries: [e for e in entries if not isinstance(e, kind)])

        assert find(rows(), lambda row: counted_by_hand(row) != told(rule, row), settings=ONLY_FIND)

    def test_nothing_after_the_last_occasion_is_excused(self):
        """A long absence after seven asked mornings takes none of the seven away."""
        row = row_of(
            *walked(0, 1),
            Absent(day=day(9), until=day(40)),
            Skipped(step="walk", day=day(8)),
            on=50,
        )

        assert (2.0, 4, 0.5) == told(progress, row)

    def test_all_excused_says_so(self):
        """Nothing was asked, and that is not the same as nothing recorded."""
        goal = goal_of(
            target_of(Aim.done(1, out_of=1, step="walk")),
            plan=ActionPlan(steps=[Step(id="walk", action=PRIVATE, recurrence=DAILY)]),
            start=MONDAY,
        )
        skipped = journal_of(Skipped(step="walk", day=day(0)))

        assert "all excused so far" in str(progress(goal, skipped, on=day(0)))

    def test_model_catches_a_rule_that_counts_records(self):
        """Two records of one walk are one walk."""

        def records(goal, journal, *, on):
            steps = [attrs.evolve(step, recurrence=None) for step in goal.plan.steps]
            return progress(attrs.evolve(goal, plan=ActionPlan(steps=steps)), journal, on=on)

        assert find(
            rows(), lambda row: counted_by_hand(row) != told(records, row), settings=ONLY_FIND
        )

    def test_two_records_of_one_occurrence_count_once(self):
        """Phone and tablet may both record the walk of one day."""
        assert (2.0, 4, 0.5) == told(progress, row_of(*walked(0, 0, 1)))

    def test_part_of_it_is_part_credit_and_ten_tenths_are_a_whole(self):
        """The order of the parts has no say, and no tenth is lost in floating point."""
        tenths = walked(*[0] * 10, part=0.1)

        assert (1.0, 4, 0.25) == told(progress, row_of(*tenths))
        assert (1.5, 4, 0.375) == told(progress, row_of(*walked(0), *walked(1, part=0.5)))

    def test_day_made_up_for_is_an_occasion_of_its_own(self):
        """Walking on Tuesday instead of Monday is walking."""

        assert (2.0, 2, 1.0) == told(
            progress, row_of(*walked(1, 7), recurrence=MONDAYS, times=2, out_of=2, on=13)
        )

    def test_week_counts_no_more_than_it_asks(self):
        """Five walks in one week do not replace the walks of the next."""
        assert (3.0, 6, 0.5) == told(
            progress,
            row_of(*walked(0, 1, 2, 3, 4), recurrence=THRICE_A_WEEK, times=6, out_of=6, on=13),
        )

    def test_what_is_excused_is_not_required(self):
        """Being ill, and a skip with a reason, make the number smaller; neither is a failure."""
        away = Absent(day=day(1), until=day(3), reason=PRIVATE)
        skip = Skipped(step="walk", day=day(3), reason=PRIVATE)

        assert (1.0, 4, 0.25) == told(progress, row_of(*walked(0), away, skip))
        assert (1.0, 3, 1 / 3) == told(progress, row_of(*walked(0), away, skip, times=6, out_of=6))

    def test_done_all_the_same_counts(self):
        """Whoever walks while ill has walked, and that day is not excused as well."""
        away = Absent(day=day(0), until=day(2))
        entries = [*walked(0, 3), away, Skipped(step="walk", day=day(3))]

        assert (2.0, 6, 2 / 6) == told(progress, row_of(*entries, times=6, out_of=7))

    @pytest.mark.parametrize(
        ("days_away", "required"), [(1, 6), (2, 5), (3, 5), (4, 4), (5, 4), (6, 3), (7, 3)]
    )
    def test_absence_excuses_its_share_of_a_window(self, days_away, required):
        """Of a week with two days at home, one of three walks is asked; of six days, all three."""
        asked = {"recurrence": THRICE_A_WEEK, "times": 6, "out_of": 6, "on": 13}
        away = Absent(day=day(7), until=day(7 + days_away))

        assert (1.0, required, 1 / required) == told(progress, row_of(*walked(0), away, **asked))

    def test_skip_on_a_day_that_asks_nothing_excuses_nothing(self):
        """There was nothing to be excused from."""
        mondays = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)
        asked = {"recurrence": mondays, "times": 2, "out_of": 2, "on": 13}
        tuesday, monday = (Skipped(step="walk", day=day(number)) for number in (1, 7))

        assert (1.0, 2, 0.5) == told(progress, row_of(*walked(0), tuesday, **asked))
        assert (1.0, 1, 1.0) == told(progress, row_of(*walked(0), monday, **asked))

    def test_nothing_is_asked_while_the_goal_is_on_hold(self):
        """Three days on hold are three days less."""
        goal = goal_of(
            target_of(Aim.done(7, out_of=7, step="walk")),
            plan=ActionPlan(steps=[Step(id="walk", action=PRIVATE, recurrence=DAILY)]),
            start=MONDAY,
        ).started(day=MONDAY)
        held = goal.paused(day=day(2)).resumed(day=day(5))

        assert [7, 4, 2] == [
            only_part(one, journal_of(*walked(0))).required
            for one in (goal, held, goal.paused(day=day(2)))
        ]

    def test_absence_that_is_still_ahead_excuses_nothing_yet(self):
        """Going away next month is no reason today, and an absence for good is soon counted."""
        away = Absent(day=day(5), until=dt.date.max)

        assert (1.0, 7, 1 / 7) == told(progress, row_of(*walked(0), away, times=7, on=4))
        assert (1.0, 5, 1 / 5) == told(progress, row_of(*walked(0), away, times=7, on=6))

    def test_absences_that_touch_are_one(self):
        """Who is still ill says so again; from the day on which it is said."""
        asked = {"recurrence": THRICE_A_WEEK, "times": 6, "out_of": 6}
        still = [Absent(day=day(7), until=day(10)), Absent(day=day(10), until=day(14))]

        assert [5, 3] == [
            told(progress, row_of(*walked(0), *still, **asked, on=on))[1] for on in (9, 10)
        ]

    def test_after_the_last_day_nothing_is_asked_and_nothing_excused(self):
        """Being ill in March takes nothing from what was done in February."""
        away = Absent(day=day(5), until=day(40))
        skip = Skipped(step="walk", day=day(8))
        target = target_of(Aim.done(7, out_of=7, step="walk"))
        plan = ActionPlan(steps=[Step(id="walk", action=PRIVATE, recurrence=DAILY)])
        fields = {"plan": plan, "start": MONDAY}
        dues = [
            goal_of(attrs.evolve(target, due=day(7)), **fields),
            goal_of(target, **fields, due=day(7)),
        ]

        assert [5, 5] == [only_part(goal, journal_of(*walked(0), away)).required for goal in dues]
        assert [7, 7] == [only_part(goal, journal_of(*walked(0), skip)).required for goal in dues]

    def test_all_excused_is_unknown(self):
        """Where nothing was asked there is nothing to divide by, and nobody has failed."""
        away = Absent(day=day(0), until=day(7))
        missed = Missed(step="walk", day=day(8))

        assert (None, None, None) == told(progress, row_of(away))
        assert (None, None, None) == told(progress, row_of(away, missed, on=8))

    def test_missed_is_known_and_skipped_is_not(self):
        """A miss is evidence of nothing done; a skip says only that nothing was asked."""
        missed, skipped = (kind(step="walk", day=MONDAY) for kind in (Missed, Skipped))

        assert (0.0, 4, 0.0) == told(progress, row_of(missed))
        assert (None, None, None) == told(progress, row_of(skipped))

    def test_more_than_asked_is_shown_and_is_not_more_than_all(self):
        """Raw tells the overshoot, the value ends at 1."""
        goal = goal_of(target_of(Aim.done(1, out_of=7, step="walk")))
        part = only_part(goal, journal_of(*walked(0, 1)))

        assert (2.0, 1.0, True) == (part.raw, part.value, part.is_met)
        assert str(part).endswith("2 so far of 1 asked; 100 %")

    def test_note_about_a_step_is_no_occurrence(self):
        """Writing about a walk is not walking."""
        note = Noted(text=PRIVATE, topic="walk", day=MONDAY)

        assert (None, None, None) == told(progress, row_of(note))

    def test_what_was_done_before_the_target_began_does_not_count(self):
        """A target counts its own time."""
        target = target_of(Aim.done(4, out_of=7, step="walk"), start=day(2))
        part = only_part(goal_of(target), journal_of(*walked(0, 1, 2)))

        assert (1.0, ("e-2",), day(2)) == (part.observed, part.entries, part.day)


class TestRevisions:
    def test_revision_closes_the_old_target_and_every_past_figure_stays(self):
        """A new agreement begins on its day."""
        daily = Step(id="walk", action=PRIVATE, recurrence=DAILY)
        old = target_of(Aim.done(7, out_of=7, step="walk"))
        goal = goal_of(old, plan=ActionPlan(steps=[daily]), start=MONDAY)
        revised = goal.started(day=MONDAY).revised(
            day=day(7),
            steps=[attrs.evolve(daily, recurrence=THRICE_A_WEEK)],
            targets=[Target(id="t-2", aim=Aim.done(3, out_of=3, step="walk"))],
            ended=["t-1"],
        )
        journal = journal_of(*walked(0, 1, 2, 3, 7, 8, 9))
        past = [day(number) for number in range(7)]

        assert [progress(goal, journal, on=on) for on in past] == [
            progress(revised, journal, on=on) for on in past
        ]
        (part,) = progress(revised, journal, on=day(9)).parts
        assert ("t-2", 3.0, 1.0) == (part.id, part.observed, part.value)

    def test_changed_step_opens_occasions_of_its_own(self):
        """The week of the new agreement may begin before it, on a day that was already done."""
        daily = Step(id="walk", action=PRIVATE, recurrence=DAILY)
        goal = goal_of(
            target_of(Aim.done(4, out_of=7, step="walk")),
            plan=ActionPlan(steps=[daily]),
            start=MONDAY,
        )
        revised = goal.revised(day=day(2), steps=[attrs.evolve(daily, recurrence=THRICE_A_WEEK)])

        assert 4.0 == only_part(revised, journal_of(*walked(0, 2, 3, 4))).observed

    def test_each_version_of_a_step_is_excused_in_its_own_days(self):
        """An absence across a change counts the windows of either version, none twice."""
        daily = Step(id="walk", action=PRIVATE, recurrence=DAILY)
        goal = goal_of(
            target_of(Aim.done(10, out_of=10, step="walk")),
            plan=ActionPlan(steps=[daily]),
            start=MONDAY,
        )
        revised = goal.revised(day=day(7), steps=[attrs.evolve(daily, recurrence=THRICE_A_WEEK)])
        away = Absent(day=day(5), until=day(14))

        assert 10 - 2 - 3 == only_part(revised, journal_of(*walked(0), away)).required

    def test_kept_target_goes_on_counting(self):
        """A second version of one target looks at the evidence of the first."""
        goal = goal_of(target_of(Aim.at_least(10, HOURS), baseline=0), start=MONDAY)
        revised = goal.revised(day=day(7), targets=[target_of(Aim.at_least(20, HOURS))])
        journal = journal_of(measured(5, 1))

        assert [0.5, 0.25] == [
            progress(revised, journal, on=day(number)).value for number in (6, 7)
        ]


def milestone_of(aim=None, **fields):
    return Milestone(id="m-1", name=PRIVATE, aim=aim, **fields)


class TestMilestones:
    def test_milestone_of_a_measure_stays_reached(self):
        """The first good value counts, and a later one takes nothing away."""
        goal = goal_of(milestones=[milestone_of(Aim.below(14, SCORE))])
        values = [measured(v, n, measure="score") for n, v in enumerate((15, 13, 12, 16))]
        part = only_part(goal, journal_of(*values))

        assert (True, 1.0, day(1), ("e-1",)) == (part.is_met, part.value, part.day, part.entries)

    def test_milestone_of_a_measure_waits_for_its_value(self):
        """Evidence that is not enough is known; none is unknown; unusable is named."""
        goal = goal_of(milestones=[milestone_of(Aim.below(14, SCORE))])
        far = measured(15, measure="score")
        lost = measured(12, measure="score", unit="km")
        parts = [only_part(goal, journal_of(*entries)) for entries in ([], [far], [lost])]

        assert [(None, ()), (0.0, ()), (None, ("e-0",))] == [
            (part.value, part.unusable) for part in parts
        ]

    def test_milestone_of_a_step_is_reached_by_counting(self):
        """Ten mornings are ten mornings."""
        goal = goal_of(milestones=[milestone_of(Aim.done(2, out_of=7, step="walk"))])
        parts = [only_part(goal, journal_of(*walked(*range(number)))) for number in range(3)]

        assert [None, 0.0, 1.0] == [part.value for part in parts]
        assert (day(1), ("e-0", "e-1")) == (parts[2].day, parts[2].entries)

    @pytest.mark.parametrize("aim", [None, Aim.below(14, SCORE)], ids=["bare", "with an aim"])
    def test_somebody_may_say_that_it_is_reached(self, aim):
        """Their word counts from its day on, whatever the numbers say."""
        goal = goal_of(milestones=[milestone_of(aim)])
        journal = journal_of(
            Noted(text=PRIVATE, topic="m-1", day=day(1)),
            MilestoneReached(milestone="m-1", day=day(3)),
        )
        parts = [only_part(goal, journal, number) for number in (2, 3)]

        assert [(None, None), (1.0, day(3))] == [(part.value, part.day) for part in parts]

    def test_milestone_counts_by_its_weight(self):
        """Without one it marks the way and leaves the number alone."""
        target = target_of(Aim.at_least(10, HOURS), baseline=0)
        journal = journal_of(measured(5), MilestoneReached(milestone="m-1", day=MONDAY))
        values = [
            progress(goal_of(target, milestones=[milestone_of(weight=weight)]), journal, on=MONDAY)
            for weight in (0, 1)
        ]

        assert [0.5, 0.75] == [seen.value for seen in values]

    def test_milestone_looks_at_its_own_time(self):
        """What was before it began does not reach it."""
        goal = goal_of(milestones=[milestone_of(Aim.at_least(7, HOURS), start=day(2))])

        assert only_part(goal, journal_of(measured(8, 1))).value is None


# Rules: which values are read, and what is made of the parts.


def two_targets(**fields):
    """Return a goal of two measures from 0 to 10, the second three times as heavy."""
    rest = attrs.evolve(HOURS, id="rest")
    return goal_of(
        target_of(Aim.at_least(10, HOURS), baseline=0),
        Target(id="t-2", aim=Aim.at_least(10, rest), baseline=0, weight=3),
        **fields,
    )


def judged(rule, *values, goal=None, number=60):
    return progress(goal or two_targets(), journal_of(*values), on=day(number), rule=rule)


RULES_OF_PARTS = [weighted(), weighted(mean_of_last(3)), minimum(), minimum(mean_of_last(2))]


def judging(rule):
    return lambda goal, journal, *, on: progress(goal, journal, on=on, rule=rule)


def repr_of(value):
    return f"{type(value).__name__} {str(value)[:9]}"


class TestRules:
    @given(worlds(), st.sampled_from(RULES_OF_PARTS))
    def test_every_rule_keeps_the_laws_that_say_nothing_of_a_mean(self, world, rule):
        """What is made of the parts may differ; what the parts say may not."""
        others = {contributions_sum_to_the_whole}
        broken = [
            law.__name__ for law in LAWS if law not in others and not law(judging(rule), world)
        ]

        assert [] == broken

    @given(worlds())
    def test_least_is_never_more_than_the_mean(self, world):
        """A chain and its weakest link."""
        least, mean = (seen_by(judging(rule), world).value for rule in (minimum(), weighted()))

        assert (least is None) == (mean is None)
        assert least is None or least <= mean + CLOSE

    @given(worlds(), st.sampled_from(RULES_OF_PARTS))
    def test_rule_is_called_like_a_function(self, world, rule):
        """It gives the value of the progress that it makes, within its range."""
        value = rule(world.goal, world.journal, on=world.on)

        assert seen_by(judging(rule), world).value == value
        assert value is None or rule.range[0] <= value <= rule.range[1]

    def test_weighted_mean_of_the_latest_values_is_what_is_left_out(self):
        """The default is a rule like any other."""
        values = [measured(2), measured(4, 1), measured(8, measure="rest")]

        assert progress(two_targets(), journal_of(*values), on=day(1)) == judged(
            weighted(latest), *values, number=1
        )
        assert pytest.approx(0.7) == judged(weighted(), *values).value

    def test_minimum_is_as_far_as_the_part_that_is_least_far(self):
        """Whatever its weight; raw as well."""
        seen = judged(minimum(), measured(-2), measured(8, measure="rest"))

        assert (0.0, -0.2) == (seen.value, seen.raw)

    def test_minimum_of_something_unknown_is_nothing(self):
        """It has earned nothing yet, and is shown as unknown."""
        one, none = judged(minimum(), measured(8)), judged(minimum())

        assert [(0.0, 0.25), (None, 0.0)] == [(s.value, s.evidence_share) for s in (one, none)]

    @pytest.mark.parametrize(("last", "expected"), [(1, 8), (2, 7), (3, 6), (9, 6)])
    def test_mean_of_the_last_values_is_read(self, last, expected):
        """All there are while there are fewer."""
        values = [measured(value, n) for n, value in enumerate((4, 6, 8))]
        part = judged(weighted(mean_of_last(last)), *values).parts[0]

        assert (expected, expected / 10, 3) == (part.observed, part.value, part.observations)
        assert tuple(f"e-{n}" for n in range(3))[-last:] == part.entries

    @given(st.lists(FLOATS, min_size=1, max_size=9), st.integers(1, 9))
    @example([1.7e308, 1.7e308], 2)
    def test_mean_lies_within_its_values(self, values, last):
        """Also of numbers whose sum is no number any more; and of equal ones it is that one."""
        goal = goal_of(target_of(Aim.at_least(10, HOURS), baseline=0))
        entries = [measured(value, n) for n, value in enumerate(values)]
        part = judged(weighted(mean_of_last(last)), *entries, goal=goal).parts[0]

        assert min(values[-last:]) <= part.observed <= max(values[-last:])

    @pytest.mark.parametrize("number", [0, 1_001, True, 2.0, "2", None])
    def test_number_of_values_is_a_whole_number(self, number):
        """One at least."""
        with pytest.raises(InvalidValueError, match="last must be a whole number from 1 to 1000"):
            mean_of_last(number)

    def test_rule_of_ones_own_is_given_shares_and_values(self):
        """Unknown is None, and milestones without a weight are left out."""
        given_to = []

        def combine(parts):
            given_to.append(parts)
            return 0.5

        goal = two_targets(milestones=[Milestone(id="m-1", name=PRIVATE)])
        seen = judged(ProgressRule(combine=combine), measured(12), goal=goal)

        assert 0.5 == seen.value
        assert [((0.25, 1.0), (0.75, None)), ((0.25, 1.2), (0.75, None))] == given_to

    def test_rule_of_ones_own_never_shows_all_while_something_is_left(self):
        """100 % is said when it is so."""
        best = ProgressRule(combine=lambda parts: max(value or 0 for _, value in parts))
        half = judged(best, measured(10), measured(5, measure="rest"))
        whole = judged(best, measured(10), measured(10, measure="rest"))

        assert (True, "99 % of the way") == (half.value < 1, first_line(half))
        assert 1 == whole.value

    def test_rule_of_ones_own_may_say_that_it_does_not_know(self):
        """Half the evidence may not be enough for it."""

        def careful(parts):
            return None if any(value is None for _, value in parts) else 0.5

        seen = judged(ProgressRule(combine=careful), measured(10))

        assert (None, None, 0.25) == (seen.value, seen.raw, seen.evidence_share)

    @pytest.mark.parametrize("rule", [weighted(), minimum()], ids=["mean", "least"])
    def test_nothing_combined_is_unknown(self, rule):
        """Whoever combines parts of their own is told the same."""
        assert [None, 0.0] == [rule.combine(((1.0, value),)) for value in (None, 0.0)]

    def test_rule_is_not_asked_where_nothing_is_known(self):
        """There is nothing to combine."""

        crash = ProgressRule(combine=lambda parts: 1 / 0)

        assert judged(crash).value is None

    @pytest.mark.parametrize(
        "came", [1.1, -0.1, math.nan, math.inf, "0.5", 10**400, 1j, []], ids=repr_of
    )
    def test_rule_that_gives_no_share_is_refused(self, came):
        """What is shown is a number from 0 to 1."""
        with pytest.raises(InvalidValueError) as caught:
            judged(ProgressRule(combine=lambda _: came), measured(5))

        assert "rule" == caught.value.field

    @pytest.mark.parametrize(("came", "shown"), [(-1e-12, 0.0), (1 + 1e-12, 1.0), (True, 1.0)])
    def test_rule_that_is_off_by_rounding_is_taken(self, came, shown):
        """Floating point is no mistake."""
        rule = ProgressRule(combine=lambda _: came)
        seen = judged(rule, measured(10), measured(10, measure="rest"))

        assert shown == seen.value

    @pytest.mark.parametrize("rule", [None, "text", weighted, minimum, lambda parts: 0.5])
    def test_rule_is_a_progress_rule(self, rule):
        """A function that was not called, for instance, is none."""
        with pytest.raises(InvalidValueError, match=r"rule must be a ProgressRule"):
            judged(rule)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [({"combine": 3}, "combine"), ({"combine": max, "reading": 3}, "reading")],
        ids=["combine", "reading"],
    )
    def test_rule_is_made_of_a_function_and_a_reading(self, fields, field):
        """A mistake is found where it is made."""
        with pytest.raises(InvalidValueError) as caught:
            ProgressRule(**fields)

        assert field == caught.value.field

    def test_reading_is_a_value(self):
        """Two that read the same are the same."""
        assert LastValues(last=1) == latest == mean_of_last(1)


class TestEvidence:
    def test_part_tells_how_old_its_evidence_is(self):
        """And the whole tells of the target that was looked at longest ago."""
        seen = judged(weighted(), measured(5, 2), measured(5, 6, measure="rest"), number=9)

        assert ([7, 3], 7) == ([part.staleness for part in seen.parts], seen.staleness)

    def test_without_evidence_nothing_is_old(self):
        """Unknown has no age, and a target that is unknown makes none of the others older."""
        assert judged(weighted()).staleness is None
        assert 3 == judged(weighted(), measured(5, 6), number=9).staleness

    def test_milestone_that_was_reached_grows_no_older(self):
        """It stays reached, so nobody has to look again."""
        goal = two_targets(milestones=[Milestone(id="m-1", name=PRIVATE, weight=1)])
        reached = MilestoneReached(milestone="m-1", day=MONDAY)
        seen = judged(weighted(), reached, measured(5, 8), goal=goal, number=9)

        assert (9, 1) == (seen.parts[-1].staleness, seen.staleness)

    def test_part_tells_where_it_started_and_what_would_be_worse(self):
        """The entry of the baseline, and the published number."""
        asked = instrument(threshold(6))
        target = target_of(Aim.below(5, asked.measure()), baseline=10, baseline_entry="e-9")
        held = Target(id="t-2", aim=Aim.maintain(asked.measure(), high=5))
        parts = progress(goal_of(target, held), journal_of(), on=MONDAY).parts

        assert [("e-9", 6), (None, 6)] == [
            (part.baseline_entry, part.threshold and part.threshold.points) for part in parts
        ]


# What is added up over a period.

WALKED = Measure(
    id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
)


def once(aim):
    """Return the aim to come up to a sum once, rather than each time."""
    return attrs.evolve(aim, is_held=False)


def minutes(*values):
    return [measured(value, number, measure="walked") for number, value in values]


def summed(aim, *values, number=60, **fields):
    fields = {"baseline": None} | fields
    return only_part(
        goal_of(target_of(aim, **fields), start=MONDAY), journal_of(*minutes(*values)), number
    )


@st.composite
def weeks(draw):
    pairs = st.tuples(st.integers(0, 27), st.sampled_from([0, 10.5, 40, 75, 150]))
    return draw(st.lists(pairs, max_size=12)), draw(st.integers(0, 30))


class TestPeriods:
    @given(weeks(), st.booleans())
    def test_sum_of_each_week_is_one_observation_once_it_is_settled(self, drawn, is_least):
        """Settled is a week that is over, one that reached the least, or one over the most."""
        values, on = drawn
        make = Aim.at_least if is_least else Aim.at_most
        aim = once(make(100, WALKED, per=Frequency.WEEKLY))
        sums = {}
        for number, value in values:
            if number <= on:
                sums[number // 7] = sums.get(number // 7, 0) + value
        expected = [
            total
            for week, total in sorted(sums.items())
            if 7 * week + 7 <= on or (total >= 100 if is_least else total > 100)
        ]
        part = summed(aim, *values, number=on)

        assert (expected[-1] if expected else None, len(expected)) == (
            part.observed,
            part.observations,
        )

    def test_week_that_is_not_over_does_not_pull_down(self):
        """On Tuesday nobody has walked the minutes of a whole week."""
        aim = once(Aim.at_least(150, WALKED, per=Frequency.WEEKLY))
        values = [(0, 100), (3, 20), (8, 30)]
        parts = [summed(aim, *values, baseline=0, number=number) for number in (5, 8, 14)]

        assert [None, 0.8, 0.2] == [part.value for part in parts]
        assert ("e-0", "e-1") == parts[1].entries

    def test_week_is_reached_as_soon_as_it_is(self):
        """Nothing that may follow takes it away."""
        aim = once(Aim.at_least(150, WALKED, per=Frequency.WEEKLY))

        assert summed(aim, (0, 100), (1, 50), number=1).is_met

    def test_limit_is_held_by_the_share_of_weeks(self):
        """Three drinks too many in one of two weeks."""
        aim = Aim.maintain(WALKED, high=100, per=Frequency.WEEKLY)
        part = summed(aim, (0, 60), (1, 60), (7, 60), number=14)

        assert (0.5, 2) == (part.value, part.observations)

    def test_month_ends_before_the_same_day_of_the_next(self):
        """From 31 January to 27 February, then to 30 March."""
        aim = once(Aim.at_least(100, WALKED, per=Frequency.MONTHLY))
        goal = goal_of(target_of(aim, baseline=0), start=dt.date(2025, 1, 31))
        days = [dt.date(2025, 2, 27), dt.date(2025, 2, 28), dt.date(2025, 3, 30)]
        journal = journal_of(*(Measured(measure="walked", value=20, day=when) for when in days))

        assert [20, 40] == [
            progress(goal, journal, on=dt.date(2025, *on)).parts[0].observed
            for on in ((2, 28), (3, 31))
        ]

    def test_period_without_a_first_day_begins_on_a_monday(self):
        """Where nobody said when it began."""
        aim = once(Aim.at_least(100, WALKED, per=Frequency.WEEKLY))
        journal = journal_of(*minutes((-1, 20), (0, 30), (6, 40)))

        assert 70 == only_part(goal_of(target_of(aim, baseline=0)), journal, 7).observed

    def test_milestone_can_be_a_sum(self):
        """The first week that was good enough reaches it."""
        milestone = milestone_of(Aim.at_least(150, WALKED, per=Frequency.WEEKLY))
        goal = goal_of(milestones=[milestone], start=MONDAY)
        part = only_part(goal, journal_of(*minutes((0, 100), (8, 90), (9, 60), (15, 10))))

        assert (True, day(9), ("e-1", "e-2")) == (part.is_met, part.day, part.entries)

    def test_sum_beyond_all_numbers_is_beyond_every_bound(self):
        """Nothing overflows."""
        aim = once(Aim.at_most(100, WALKED, per=Frequency.WEEKLY))
        part = summed(aim, (0, 1.7e308), (1, 1.7e308), baseline=1e308, number=1)

        assert (True, 0.0) == (part.is_worse, part.value)
        assert math.isfinite(part.raw)

    def test_value_on_the_last_day_that_there_is_belongs_to_no_period(self):
        """No week that ends can hold it, and nothing breaks."""
        aim = once(Aim.at_least(100, WALKED, per=Frequency.WEEKLY))
        entry = Measured(measure="walked", value=500, day=dt.date.max)
        seen = progress(goal_of(target_of(aim)), journal_of(entry), on=dt.date.max)

        assert seen.value is None


# Reliable worsening: a notice at once.


def threshold(points, kind=ChangeKind.RELIABLE, toward=None):
    return ChangeThreshold(points=points, kind=kind, toward=toward, source="a made-up study")


def instrument(*thresholds, direction=Direction.DOWN):
    return Instrument(
        id="gad7", name="GAD-7", least=0, most=21, direction=direction, thresholds=thresholds
    )


def notices_of(asked, *values, baseline=10, number=60):
    better = Aim.below if asked.direction is Direction.DOWN else Aim.above
    bound = 5 if asked.direction is Direction.DOWN else 16
    goal = goal_of(target_of(better(bound, asked.measure()), baseline=baseline))
    entries = [measured(value, n, measure="gad7") for n, value in enumerate(values)]
    return progress(goal, journal_of(*entries), on=day(number)).notices


class TestReliableWorsening:
    @pytest.mark.parametrize(("change", "rings"), [(5.9, 0), (6, 1), (9, 1), (-9, 0), (0, 0)])
    @pytest.mark.parametrize("direction", list(Direction))
    def test_worsening_by_the_threshold_gives_a_notice(self, direction, change, rings):
        """Against the direction of the questionnaire, by as much as it cannot be chance."""
        asked = instrument(threshold(6), direction=direction)
        value = 10 + change if direction is Direction.DOWN else 10 - change
        found = notices_of(asked, value)

        assert rings == len(found)
        assert all(
            (NoticeKind.RELIABLE_WORSENING, NoticeSource.MEASURE, ("e-0",))
            == (notice.kind, notice.source, notice.entries)
            for notice in found
        )

    def test_smallest_of_several_thresholds_rings(self):
        """A notice too many is better than one too few."""
        assert 1 == len(notices_of(instrument(threshold(8), threshold(4)), 14))

    @pytest.mark.parametrize(
        "asked",
        [
            instrument(),
            instrument(threshold(4, toward=Toward.BETTER)),
            instrument(threshold(4, kind=ChangeKind.IMPORTANT)),
        ],
        ids=["no threshold", "towards better", "important"],
    )
    def test_threshold_for_something_else_does_not_ring(self, asked):
        """A number about improvement, or about what people notice, is not about worsening."""
        assert () == notices_of(asked, 21)

    def test_threshold_towards_worse_rings(self):
        """It is what the number is about."""
        assert 1 == len(notices_of(instrument(threshold(4, toward=Toward.WORSE)), 14))

    def test_notice_comes_with_its_day_and_goes_with_a_better_value(self):
        """At once is on the same day; the latest value speaks."""
        asked = instrument(threshold(6))

        assert [0, 1, 0] == [len(notices_of(asked, 12, 18, 12, number=n)) for n in (0, 1, 2)]

    @pytest.mark.parametrize("rule", RULES_OF_PARTS, ids=range(4))
    def test_no_rule_holds_a_notice_back(self, rule):
        """The mean of 10, 10 and 18 is no worsening; the latest value is."""
        goal = goal_of(target_of(Aim.below(5, instrument(threshold(6)).measure()), baseline=10))
        values = [measured(value, n, measure="gad7") for n, value in enumerate((10, 10, 18, 10))]
        found = [
            progress(goal, journal_of(*values), on=day(number), rule=rule).notices
            for number in (1, 2, 3)
        ]

        assert [0, 1, 0] == [len(notices) for notices in found]
        assert ("e-2",) == found[1][0].entries

    def test_without_baseline_or_value_there_is_no_change(self):
        """A change has two ends."""
        asked = instrument(threshold(6))

        assert () == notices_of(asked)
        assert () == notices_of(asked, 21, baseline=None)

    def test_notice_and_what_got_worse_stand_first(self):
        """Nobody has to look for them behind a number."""
        goal = goal_of(target_of(Aim.below(5, instrument(threshold(6)).measure()), baseline=10))
        shown = str(progress(goal, journal_of(measured(18, measure="gad7")), on=MONDAY))

        assert [
            "notice: reliable-worsening in a measure: see entry e-0",
            "2025-02-03: 0 % of the way",
            "  further away than at the start: t-1",
            "  target t-1: below 5, from 10; now 18; 0 %",
        ] == shown.splitlines()

    def test_part_that_got_worse_is_listed(self):
        """A good mean hides nothing."""
        other = attrs.evolve(HOURS, id="rest")
        goal = goal_of(
            target_of(Aim.at_least(10, HOURS), baseline=5),
            Target(id="t-2", aim=Aim.at_least(10, other), baseline=5, weight=0.01),
        )
        seen = progress(goal, journal_of(measured(10), measured(4, measure="rest")), on=MONDAY)

        assert ["t-2"] == [part.id for part in seen.worsening]
        assert "  further away than at the start: t-2" in str(seen).splitlines()
