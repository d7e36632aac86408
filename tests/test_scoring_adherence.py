from __future__ import annotations

import datetime as dt
import math

import attrs
import pytest
from hypothesis import example, find, given
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    ClosingReason,
    Corrected,
    Direction,
    Done,
    Frequency,
    Goal,
    InvalidValueError,
    Journal,
    Lifecycle,
    LifecycleChange,
    Measure,
    Measured,
    MeasureKind,
    Missed,
    Noted,
    Recurrence,
    Skipped,
    Step,
    Target,
    Voided,
    Weekday,
)
from smartgoals.scoring import adherence, wilson
from smartgoals.scoring._due import per_day
from tests.by_hand import (
    DAILY,
    FIXED,
    MONDAY,
    ONLY_FIND,
    OPEN,
    PRIVATE,
    THRICE_A_WEEK,
    WAITING,
    History,
    at,
    by_hand,
    day,
    goal_of,
    histories,
    journal_of,
    missed,
    skipped,
    step_of,
    walked,
)

CLOSE = 1e-12
ANY_RULE = histories(rules=(*FIXED, *OPEN, *WAITING))
EVERY_TWO_DAYS = Recurrence.from_completion(2, start=MONDAY)


def history_of(*entries, recurrence=DAILY, on=6, **fields):
    """Return a history of one step, asked for from Monday on."""
    steps = fields.pop("steps", (step_of(recurrence),))
    return History(steps=steps, entries=entries, on=day(on), **fields)


def seen_by(rule, history, **changes):
    history = attrs.evolve(history, **changes)
    return history.told(rule, since=history.since)


def counts(seen):
    """Return what became of what was due: done, missed, unknown, excused, and extra."""
    return seen.done, seen.missed, seen.unknown, seen.excused, seen.extra


def told(*entries, rule=adherence, **fields):
    return counts(seen_by(rule, history_of(*entries, **fields)))


def number(value):
    """Return a share; where nothing is due there is none to take away."""
    return 0.0 if value is None else value


# The laws of every rule that tells done over due. Each returns whether the rule keeps it.


def counts_are_those_of_a_calendar_and_a_pencil(rule, history):
    rows = [row.result[1:] for row in by_hand(history)]
    expected = tuple(map(math.fsum, zip(*rows, strict=True))) if rows else (0.0,) * 5
    return expected == counts(seen_by(rule, history))


def known_lies_between_the_bounds(rule, history):
    seen = seen_by(rule, history)
    if seen.due == 0:
        return (seen.value, seen.of_known, seen.lower, seen.upper) == (None,) * 4
    if seen.known == 0:
        return (seen.of_known, seen.lower, seen.upper) == (None, 0, 1)
    return 0 <= seen.lower <= seen.of_known <= seen.upper <= 1


def one_value_exactly_where_all_is_known(rule, history):
    seen = seen_by(rule, history)
    if seen.unknown:
        return seen.value is None and (seen.due == 0 or seen.lower < seen.upper)
    return seen.value == seen.lower == seen.of_known == seen.upper


def parts_add_up_to_the_whole(rule, history):
    seen = seen_by(rule, history)
    columns = zip(*map(counts, seen.parts), strict=True)
    return counts(seen) == (tuple(map(math.fsum, columns)) if seen.parts else (0.0,) * 5)


def more(history, *entries):
    return attrs.evolve(history, entries=(*history.entries, *entries))


def excusing_never_lowers(rule, history):
    one = seen_by(rule, history)
    other = seen_by(rule, more(history, Skipped(step="walk", day=history.spare)))
    if other.due == 0:
        return one.done == 0
    return number(other.lower) >= number(one.lower)


def miss_never_raises(rule, history):
    one = seen_by(rule, history)
    other = seen_by(rule, more(history, Missed(step="walk", day=history.spare)))
    if one.due == 0:
        return other.done == 0
    return other.lower <= one.lower and other.upper <= one.upper


def done_never_lowers(rule, history):
    if any(step.recurrence.is_from_completion for step in history.steps):
        # There it also moves what is asked for next.
        return True
    one = seen_by(rule, history)
    half, whole = (
        seen_by(rule, more(history, Done(step="walk", day=history.spare, part=part)))
        for part in (0.5, 1.0)
    )
    return (
        number(one.lower) <= number(half.lower) <= number(whole.lower)
        and number(one.of_known) <= number(whole.of_known)
        and (one.due == 0 or one.upper <= whole.upper)
    )


def order_of_recording_changes_nothing(rule, history):
    turned = history.entries[::-1]
    return counts(seen_by(rule, history)) == counts(seen_by(rule, history, entries=turned))


def later_days_change_nothing(rule, history):
    until_then = [entry for entry in history.entries if entry.day <= history.on]
    return counts(seen_by(rule, history)) == counts(
        seen_by(rule, history, entries=tuple(until_then))
    )


def what_happens_elsewhere_changes_nothing(rule, history):
    others = [
        Done(step="swim", day=history.spare),
        Noted(text=PRIVATE, topic="walk", day=history.spare),
        Measured(measure="walk", value=1, day=history.spare),
    ]
    return counts(seen_by(rule, history)) == counts(seen_by(rule, more(history, *others)))


def skip_equals_a_plan_without_the_day(rule, history):
    """Of rules with fixed days, once a day, on which nothing else was recorded."""
    spare = history.spare
    rules = [step.recurrence for step in history.steps]
    is_bare = not any(
        entry.day == spare for entry in history.entries if not isinstance(entry, Absent)
    )
    if not is_bare or any(r.times_per_window > 1 or not r.has_fixed_days for r in rules):
        return True
    without = [
        attrs.evolve(
            step,
            recurrence=attrs.evolve(
                step.recurrence, exceptions=(*step.recurrence.exceptions, spare)
            ),
        )
        for step in history.steps
    ]
    one = seen_by(rule, more(history, Skipped(step="walk", day=spare)))
    other = seen_by(rule, history, steps=tuple(without))
    return (one.value, one.lower, one.upper, one.done, one.missed) == (
        other.value,
        other.lower,
        other.upper,
        other.done,
        other.missed,
    )


def nothing_private_is_shown(rule, history):
    seen = seen_by(rule, history)
    return PRIVATE not in f"{seen} {seen!r}"


LAWS = [
    counts_are_those_of_a_calendar_and_a_pencil,
    known_lies_between_the_bounds,
    one_value_exactly_where_all_is_known,
    parts_add_up_to_the_whole,
    excusing_never_lowers,
    miss_never_raises,
    done_never_lowers,
    order_of_recording_changes_nothing,
    later_days_change_nothing,
    what_happens_elsewhere_changes_nothing,
    skip_equals_a_plan_without_the_day,
    nothing_private_is_shown,
]


def changed(make):
    """Return a rule that is right but for some fields, computed from what is right."""

    def rule(goal, journal, *, on, since=None):
        seen = adherence(goal, journal, on=on, since=since)
        return attrs.evolve(seen, **make(seen))

    return rule


def misreading(read):
    """Return a rule that reads the journal wrongly."""

    def rule(goal, journal, *, on, since=None):
        entries = read(list(journal), on)
        return adherence(goal, Journal(subject="c-17", entries=entries), on=on, since=since)

    return rule


class Claimed:
    """What is right, with other names for it."""

    def __init__(self, seen, **claims):
        self._seen, self._claims = seen, claims

    def __getattr__(self, name):
        return self._claims[name] if name in self._claims else getattr(self._seen, name)

    def __str__(self):
        return f"{self._seen} {self._claims}"


def claiming(make):
    def rule(goal, journal, *, on, since=None):
        seen = adherence(goal, journal, on=on, since=since)
        return Claimed(seen, **make(seen))

    return rule


def without_days_away(entries, _):
    return [entry for entry in entries if not isinstance(entry, Absent)]


def skips_as_misses(entries, _):
    return [
        Missed(step="walk", day=entry.day, id=entry.id, recorded_at=entry.recorded_at)
        if isinstance(entry, Skipped)
        else entry
        for entry in entries
    ]


def misses_as_done(entries, _):
    return [
        Done(step="walk", day=entry.day, id=entry.id, recorded_at=entry.recorded_at)
        if isinstance(entry, Missed)
        else entry
        for entry in entries
    ]


def halves_as_misses(entries, _):
    return [
        Missed(step="walk", day=entry.day, id=entry.id, recorded_at=entry.recorded_at)
        if isinstance(entry, Done) and entry.part < 1
        else entry
        for entry in entries
    ]


def one_step_for_another(entries, _):
    return [
        attrs.evolve(entry, step="walk") if isinstance(entry, Done) else entry for entry in entries
    ]


def into_the_future(goal, journal, *, on, since=None):
    return adherence(goal, journal, on=max(on, day(60)), since=since)


def only_recent(goal, journal, *, on, since=None):
    """Look at the last three entries: a skip pushes one out that was done."""
    kept = journal.entries[-3:]
    return adherence(goal, Journal(subject="c-17", entries=kept), on=on, since=since)


def gossiping(goal, journal, *, on, since=None):
    seen = adherence(goal, journal, on=on, since=since)
    return Claimed(seen, why=goal.statement)


BROKEN = {
    counts_are_those_of_a_calendar_and_a_pencil: misreading(without_days_away),
    known_lies_between_the_bounds: claiming(lambda seen: {"lower": seen.of_known}),
    one_value_exactly_where_all_is_known: claiming(lambda seen: {"value": seen.lower}),
    parts_add_up_to_the_whole: changed(lambda seen: {"parts": seen.parts[1:]}),
    excusing_never_lowers: misreading(skips_as_misses),
    miss_never_raises: misreading(misses_as_done),
    done_never_lowers: misreading(halves_as_misses),
    order_of_recording_changes_nothing: only_recent,
    later_days_change_nothing: into_the_future,
    what_happens_elsewhere_changes_nothing: misreading(one_step_for_another),
    skip_equals_a_plan_without_the_day: misreading(skips_as_misses),
    nothing_private_is_shown: gossiping,
}


def name_of(law):
    return law.__name__


class TestLaws:
    @given(ANY_RULE)
    # Half of what was excused was done all the same.
    @example(history_of(*walked(0), *skipped(1), spare=day(1), on=2))
    def test_adherence_keeps_every_law(self, history):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(adherence, history)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=name_of)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = BROKEN[law]

        assert find(ANY_RULE, lambda history: not law(rule, history), settings=ONLY_FIND)

    @pytest.mark.parametrize("kind", [Done, Missed, Skipped, Absent])
    def test_model_catches_a_rule_that_overlooks_a_kind_of_entry(self, kind):
        """Each has its effect."""
        rule = misreading(
            lambda entries, _: [entry for entry in entries if not isinstance(entry, kind)]
        )
        law = counts_are_those_of_a_calendar_and_a_pencil

        assert find(ANY_RULE, lambda history: not law(rule, history), settings=ONLY_FIND)

    @pytest.mark.parametrize("field", ["lifecycle_history", "due", "plan", "start"])
    def test_model_catches_a_rule_that_overlooks_a_part_of_the_goal(self, field):
        """What was agreed says what was asked."""
        bare = goal_of(step_of(DAILY), start=None)

        def rule(goal, journal, *, on, since=None):
            goal = attrs.evolve(goal, **{field: getattr(bare, field)})
            return adherence(goal, journal, on=on, since=since)

        law = counts_are_those_of_a_calendar_and_a_pencil
        started = ANY_RULE.map(
            lambda history: (
                attrs.evolve(
                    history, steps=(step_of(Recurrence.daily(start=day(-3))), *history.steps[1:])
                )
                if field == "start" and history.steps[0].start is None and len(history.steps) == 1
                else history
            )
        )

        assert find(started, lambda history: not law(rule, history), settings=ONLY_FIND)

    @given(ANY_RULE, st.integers(0, 14))
    def test_what_is_recorded_later_never_changes_what_was_known(self, history, minutes):
        """The figure of that moment can be shown again at any time."""
        moment = at(minutes)
        early = [entry for entry in history.journal if entry.recorded_at <= moment]
        then = Journal(subject="c-17", entries=early)
        fields = {"on": history.on, "since": history.since}

        assert adherence(history.goal, then, **fields) == adherence(
            history.goal, history.journal.as_of(moment), **fields
        )


class TestDays:
    def test_done_over_due(self):
        """Three of five days, one of them missed, one unknown; today is not over yet."""
        seen = seen_by(adherence, history_of(*walked(0, 1, 3), *missed(2), on=5))

        assert (3.0, 1.0, 1.0, 0.0, 0.0) == counts(seen)
        assert (None, 0.75, 0.6, 0.8) == (seen.value, seen.of_known, seen.lower, seen.upper)
        assert (
            "2025-02-08: 3 of 5 done, 1 unknown, 75 % of what is known; between 60 % and 80 %"
        ) == str(seen)
        assert wilson(3, 4, confidence=0.8) == seen.interval(confidence=0.8)

    def test_each_of_several_steps_is_told(self):
        """Of one the whole says it all."""
        plan = ActionPlan(
            steps=[
                Step(id=name, action=PRIVATE, recurrence=Recurrence.daily(start=MONDAY))
                for name in ("walk", "g-1:read")
            ]
        )
        goal = Goal(id="g-1", subject="c-17", statement=PRIVATE, plan=plan, start=MONDAY)
        seen = adherence(goal, journal_of(*walked(0)), on=day(1))

        assert str(seen).splitlines() == [
            "2025-02-04: 1 of 2 done, 1 unknown, 100 % of what is known; between 50 % and 100 %",
            "  walk: 1 of 1 done, 100 %",
            "  read: 1 due, nothing recorded yet",
        ]

    def test_nothing_due_is_undefined(self):
        """Neither 0 nor 1, and nobody is praised for it."""
        seen = seen_by(adherence, history_of(*skipped(0), on=0))

        assert (None, None, None, None) == (seen.value, seen.of_known, seen.lower, seen.upper)
        assert "2025-02-03: nothing was due yet, 1 excused" == str(seen)

    def test_plan_without_recurring_steps_has_nothing_due(self):
        """What is left open is asked for on no day."""
        seen = adherence(goal_of(step_of(None)), journal_of(*walked(0)), on=day(6))

        assert ((), None) == (seen.parts, seen.value)

    def test_all_known_is_one_value(self):
        """Nothing unknown, so there are no bounds to tell."""
        seen = seen_by(adherence, history_of(*walked(0, 1), *missed(2), on=3))

        assert seen.value == seen.lower == seen.upper == 2 / 3
        assert "2025-02-06: 2 of 3 done, 66 %" == str(seen).splitlines()[0]

    def test_nothing_known_tells_no_share_of_what_is_known(self):
        """Four silent days may have been anything."""
        seen = seen_by(adherence, history_of(on=4))

        assert "2025-02-07: 4 due, nothing recorded yet" == str(seen)

    def test_today_counts_only_what_is_recorded(self):
        """Until the day is over, silence says nothing."""
        assert [(0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.5, 0.0, 0.0)] == [
            told(*entries, on=0)[:3] for entries in ([], walked(0), missed(0), walked(0, part=0.5))
        ]

    def test_half_done_is_half_missed_once_the_day_is_over(self):
        """Who says half of it says the other half too; and at once if somebody says missed."""
        half = walked(0, part=0.5)

        assert (0.5, 0.5, 0.0) == told(*half, on=1)[:3]
        assert (0.5, 0.5, 0.0) == told(*half, *missed(0), on=0)[:3]

    def test_two_devices_record_one_walk(self):
        """The same day twice is one walk, and nothing extra."""
        assert (1.0, 0.0, 0.0, 0.0, 0.0) == told(*walked(0, 0), on=0)

    def test_tenths_leave_no_trace_of_something_unknown(self):
        """What floating point rounds away was done, or was not."""
        tenths = walked(*[0] * 7, part=0.1) + walked(*range(1, 4), part=0.7)
        week = seen_by(adherence, history_of(*tenths, *missed(4, 5, 6), on=7))
        thrice = seen_by(
            adherence,
            history_of(*walked(0, part=0.1), *missed(1, 2), recurrence=THRICE_A_WEEK, on=7),
        )

        assert [0.0, 0.0] == [week.unknown, thrice.unknown]
        assert None not in {week.value, thrice.value}

    def test_correction_takes_the_place_and_a_void_takes_it_away(self):
        """What was meant counts."""
        wrong = Done(step="walk", day=day(0)).stamped(id="e-0", at=at(0))
        moved = Corrected(replacement=attrs.evolve(wrong, day=day(1)), day=day(3))
        void = Voided(entry="e-0", day=day(3))

        assert [(1.0, 1.0), (1.0, 1.0), (0.0, 2.0)] == [
            told(*entries, on=2)[::2][:2] for entries in ([wrong], [wrong, moved], [wrong, void])
        ]

    def test_done_on_a_day_that_is_not_asked_for_is_extra(self):
        """It is shown, and makes up for nothing."""
        mondays = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)

        assert (0.0, 0.0, 2.0, 0.0, 1.0) == told(*walked(1), recurrence=mondays, on=8)

    def test_made_up_walk_does_not_fill_another_week(self):
        """Five walks in the first week, one in the second."""
        entries = walked(0, 1, 2, 3, 4, 7)

        assert (4.0, 0.0, 2.0, 0.0, 0.0) == told(*entries, recurrence=THRICE_A_WEEK, on=14)

    def test_steps_are_added_up_before_they_are_divided(self):
        """A step that is asked for more often weighs more."""
        weekly = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)
        read = Step(id="read", action=PRIVATE, recurrence=weekly)
        goal = goal_of(step_of(DAILY), read)
        journal = journal_of(*walked(0, 1, 2), Missed(step="read", day=day(0)))
        seen = adherence(goal, journal, on=day(3))

        assert (0.75, {"walk": 1.0, "read": 0.0}) == (
            seen.value,
            {part.id: part.value for part in seen.parts},
        )
        assert ("read",) == tuple(
            part.id for part in adherence(goal, journal, on=day(3), of="read").parts
        )

    def test_entries_are_named(self):
        """Every number can be traced."""
        seen = seen_by(adherence, history_of(*walked(1, 0), *missed(2), on=3))

        assert ("e-1", "e-0", "e-2") == seen.parts[0].entries


class TestExcused:
    @pytest.mark.parametrize(
        "entries",
        [skipped(1), [Absent(day=day(1), until=day(2))]],
        ids=["skip", "absence"],
    )
    def test_what_is_excused_leaves_both_sides(self, entries):
        """Two of two, and not two of three."""
        assert (2.0, 0.0, 0.0, 1.0, 0.0) == told(*walked(0, 2), *entries, on=3)

    def test_done_all_the_same_counts_and_is_not_excused(self):
        """Also the half of it: the other half is excused."""
        assert (1.0, 0.0, 0.0, 0.0) == told(*walked(0), *skipped(0), on=1)[:4]
        assert (0.5, 0.0, 0.0, 0.5) == told(*walked(0, part=0.5), *skipped(0), on=1)[:4]

    def test_skip_excuses_a_miss(self):
        """Somebody said no and somebody gave a reason: the reason holds."""
        assert (0.0, 0.0, 0.0, 1.0) == told(*missed(0), *skipped(0), on=1)[:4]

    def test_two_doses_a_day_are_skipped_one_by_one(self):
        """A skip is one occurrence."""
        twice = Recurrence.times_per(2, Frequency.DAILY, start=MONDAY)

        assert [(0.0, 1.0, 1.0), (0.0, 0.0, 2.0), (0.0, 0.0, 2.0)] == [
            told(*skipped(*[0] * n), recurrence=twice, on=1)[1:4] for n in (1, 2, 3)
        ]

    @pytest.mark.parametrize(
        ("days_away", "due"), [(1, 3), (2, 2), (3, 2), (4, 1), (5, 1), (6, 0), (7, 0)]
    )
    def test_absence_excuses_its_share_of_a_week(self, days_away, due):
        """A half goes to the person: with one day at home of seven nothing is asked."""
        away = Absent(day=day(0), until=day(days_away))
        seen = seen_by(adherence, history_of(away, recurrence=THRICE_A_WEEK, on=7))

        assert (due, 3 - due) == (seen.unknown, seen.excused)

    def test_absence_that_begins_later_excuses_nothing_yet(self):
        """Today's knowledge of today."""
        away = Absent(day=day(2), until=day(9))

        assert [0.0, 1.0] == [told(away, on=on)[3] for on in (1, 2)]

    def test_days_on_hold_are_not_asked_for(self):
        """A pause is agreed; what was done in it counts."""
        goal = goal_of(step_of(DAILY)).started(day=MONDAY).paused(day=day(1)).resumed(day=day(3))
        seen = adherence(goal, journal_of(*walked(0, 2)), on=day(4))

        assert (2.0, 0.0, 1.0, 1.0, 0.0) == counts(seen)

    def test_pause_that_is_agreed_for_later_excuses_nothing_yet(self):
        """Nor does it change what was known on an earlier day."""
        goal = goal_of(step_of(THRICE_A_WEEK)).started(day=MONDAY).paused(day=day(3))
        seen = [adherence(goal, journal_of(), on=on) for on in (day(2), day(3))]

        assert [0.0, 2.0] == [one.excused for one in seen]

    def test_goal_that_was_reopened_asked_for_nothing_in_between(self):
        """Closed days are free days once it goes on."""
        closed = goal_of(step_of(DAILY)).started(day=MONDAY).completed(day=day(2))
        reopened = closed.moved(Lifecycle.ACTIVE, day=day(5))

        assert [(2.0, 0.0), (3.0, 3.0)] == [
            (seen.unknown, seen.excused)
            for seen in (adherence(goal, journal_of(), on=day(6)) for goal in (closed, reopened))
        ]

    def test_goal_that_ended_twice_ended_the_first_time(self):
        """Completed, and later found to be entered in error."""
        changes = [
            LifecycleChange(status=Lifecycle.ACTIVE, day=MONDAY),
            LifecycleChange(status=Lifecycle.COMPLETED, day=day(2)),
            LifecycleChange(status=Lifecycle.ENTERED_IN_ERROR, day=day(4)),
        ]

        assert (0.0, 0.0, 2.0, 0.0, 0.0) == told(on=6, changes=tuple(changes))


class TestCutWindows:
    @pytest.mark.parametrize(("days", "due"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)])
    def test_week_that_the_end_cuts_asks_for_its_share(self, days, due):
        """Who ends on Wednesday was not asked for the walks of the whole week."""
        goal = goal_of(step_of(THRICE_A_WEEK)).started(day=MONDAY)
        ended = [
            goal.closed(ClosingReason.CHOICE, day=day(days)),
            attrs.evolve(goal, due=day(days)),
            goal_of(step_of(THRICE_A_WEEK, until=day(days))),
        ]

        assert [due] * 3 == [adherence(one, journal_of(), on=day(6)).unknown for one in ended]

    def test_window_of_a_step_that_changed_is_over_with_it(self):
        """What nobody can record any more is unknown, and not pending until Sunday."""
        steps = (step_of(THRICE_A_WEEK, until=day(5)), step_of(DAILY, start=day(5)))

        assert (1.0, 0.0, 1.0, 0.0, 0.0) == told(*walked(1), steps=steps, on=5)

    def test_new_version_asks_for_its_share_of_the_week_that_it_begins_in(self):
        """Of the week from Monday on, four days are left: two walks, and the third is extra."""
        steps = (step_of(DAILY, until=day(3)), step_of(THRICE_A_WEEK, start=day(3)))

        assert (4.0, 0.0, 0.0, 1.0, 1.0) == told(
            *walked(0, 1, 3, 4, 5), *skipped(2), steps=steps, on=7
        )

    def test_since_cuts_a_week_too(self):
        """The first day that counts."""
        history = history_of(*walked(0, 1, 4), recurrence=THRICE_A_WEEK, on=7, since=day(3))

        assert (1.0, 0.0, 1.0, 0.0, 0.0) == counts(seen_by(adherence, history))

    def test_what_was_done_before_the_first_day_does_not_count(self):
        """A plan begins on its day."""
        assert (0.0, 0.0, 1.0, 0.0, 0.0) == told(
            *walked(0, 1), steps=(step_of(DAILY, start=day(2)),), on=3
        )

    def test_walk_between_two_versions_is_extra(self):
        """The step had ended, and had not begun again."""
        steps = (step_of(DAILY, until=day(1)), step_of(DAILY, start=day(3)))

        assert (1.0, 0.0, 0.0, 0.0, 1.0) == told(*walked(0, 1), *missed(2), steps=steps, on=3)

    def test_walk_after_the_end_is_extra_and_a_skip_then_excuses_nothing(self):
        """From the day on which it is due nothing is asked."""
        assert (0.0, 0.0, 2.0, 0.0, 1.0) == told(*walked(3), *skipped(4), due=day(2))


class TestFromCompletion:
    def test_what_is_late_stays_one_thing_to_do(self):
        """A week late is one unknown, and done once it is done."""
        assert [(0.0, 1.0), (1.0, 0.0)] == [
            told(*entries, recurrence=EVERY_TWO_DAYS, on=6)[::2][:2] for entries in ([], walked(5))
        ]

    def test_done_before_its_day_is_extra_and_moves_what_comes_next(self):
        """On Tuesday again, so not on Wednesday but on Thursday."""
        early = {"recurrence": EVERY_TWO_DAYS, "on": 3}

        assert (1.0, 0.0, 0.0, 0.0, 1.0) == told(*walked(0, 1), **early)
        assert (2.0, 0.0, 0.0, 0.0, 1.0) == told(*walked(0, 1, 3), **early)

    def test_window_begun_before_the_first_day_that_counts_asks_for_its_share(self):
        """Between two and six days after the last time, of which four are left."""
        rule = Recurrence.from_completion(2, latest=6, start=MONDAY)
        history = history_of(*walked(0), recurrence=rule, on=9, since=day(3))

        assert (0.0, 0.0, 1.0, 0.0, 0.0) == counts(seen_by(adherence, history))
        assert (1.0, 0.0, 0.0, 0.0, 0.0) == counts(seen_by(adherence, more(history, *walked(4))))


class TestEndsOfTheCalendar:
    @pytest.mark.parametrize(
        "rule",
        [
            Recurrence.daily(start=dt.date.min),
            Recurrence.times_per(1, Frequency.YEARLY, every=10_000, start=dt.date.min),
            Recurrence.from_completion(10_000, Frequency.YEARLY, start=dt.date.min),
            Recurrence.once(dt.date.min),
        ],
        ids=["daily", "in 10,000 years", "after 10,000 years", "once"],
    )
    def test_first_day_that_there_is_can_be_judged(self, rule):
        """There is no day before it."""
        step = step_of(rule)
        journal = journal_of(Done(step="walk", day=dt.date.min))
        seen = adherence(goal_of(step, start=None), journal, on=dt.date.min)

        assert seen.done + seen.extra == 1

    def test_last_day_that_there_is_can_be_judged(self):
        """It has no day after it, so no rule asks for anything on it."""
        before = dt.date.max - dt.timedelta(days=1)
        step = step_of(Recurrence.daily(start=before))
        entries = [Done(step="walk", day=when) for when in (before, dt.date.max)]
        away = Absent(day=before, until=dt.date.max)
        seen = adherence(goal_of(step, start=None), journal_of(*entries, away), on=dt.date.max)

        assert (1.0, 0.0, 0.0, 0.0, 1.0) == counts(seen)


class TestArguments:
    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"on": None}, "on"),
            ({"on": dt.datetime(2025, 2, 3, tzinfo=dt.UTC)}, "on"),
            ({"since": "2025-02-03"}, "since"),
            ({"since": dt.datetime(2025, 2, 3, tzinfo=dt.UTC)}, "since"),
            ({"of": PRIVATE}, "of"),
            ({"of": ["walk"]}, "of"),
            ({"of": "mixed"}, "of"),
            ({"of": "rest"}, "of"),
        ],
        ids=str,
    )
    def test_what_cannot_be_asked_for_is_refused_without_a_persons_words(self, fields, field):
        """A mistake is found where it is made."""
        limit = Aim.at_most(3, DRINKS, per=Frequency.DAILY)
        goal = goal_of(
            step_of(DAILY),
            Step(id="rest", action=PRIVATE),
            targets=[
                Target(id="mixed", aim=limit, until=day(3)),
                Target(id="mixed", aim=Aim.at_most(3, DRINKS), start=day(3)),
            ],
        )

        with pytest.raises(InvalidValueError) as caught:
            adherence(goal, journal_of(), **{"on": day(3)} | fields)

        assert field == caught.value.field
        assert PRIVATE not in str(caught.value)

    def test_other_persons_journal_is_refused(self):
        """What one person did says nothing about another's goal."""
        with pytest.raises(InvalidValueError, match="subject"):
            adherence(goal_of(step_of(DAILY)), Journal(subject="c-18"), on=MONDAY)


# Limits: a measure that is added up over periods.

DRINKS = Measure(
    id="drinks", kind=MeasureKind.COUNT, unit="{drink}", direction=Direction.DOWN, least=0
)
A_DAY, A_WEEK = Frequency.DAILY, Frequency.WEEKLY


def drank(*numbers, each=1):
    return [Measured(measure="drinks", value=each, day=day(number)) for number in numbers]


def limit_goal(aim=None, goal=None, **fields):
    aim = aim or Aim.at_most(3, DRINKS, per=A_WEEK)
    return attrs.evolve(goal or goal_of(), targets=[Target(id="limit", aim=aim, **fields)])


def kept(goal, *entries, on=14, **fields):
    return counts(adherence(goal, journal_of(*entries), on=day(on), of="limit", **fields))


class TestLimits:
    def test_limit_without_data_is_unknown_and_no_success(self):
        """Who wrote nothing down has not shown that nothing was drunk."""
        assert (0.0, 0.0, 2.0, 0.0, 0.0) == kept(limit_goal())

    def test_week_is_kept_when_it_is_over_and_missed_as_soon_as_it_is_passed(self):
        """Three drinks may still become four; four stay four."""
        three, four = drank(0, 2, 4), drank(0, 1, 2, 3)

        assert [(0.0, 0.0), (1.0, 0.0)] == [kept(limit_goal(), *three, on=on)[:2] for on in (6, 7)]
        assert (0.0, 1.0) == kept(limit_goal(), *four, on=3)[:2]

    def test_least_is_kept_as_soon_as_it_is_reached(self):
        """It cannot be taken back."""
        goal = limit_goal(Aim.at_least(3, DRINKS, per=A_WEEK))

        assert [(0.0, 0.0), (1.0, 0.0)] == [kept(goal, *drank(0, 1, 2), on=on)[:2] for on in (1, 2)]
        assert (0.0, 1.0) == kept(goal, *drank(0, 1), on=7)[:2]

    def test_zero_that_is_recorded_keeps_a_limit(self):
        """Nothing drunk is a value; nothing recorded is none."""
        goal = limit_goal(Aim.at_most(0, DRINKS, per=A_DAY))

        assert (1.0, 0.0, 1.0, 0.0, 0.0) == kept(goal, *drank(0, each=0), on=2)

    @pytest.mark.parametrize(("days_away", "excused"), [(3, 0), (4, 1), (7, 1)])
    def test_period_of_which_half_was_free_is_not_asked_for(self, days_away, excused):
        """Unless it was kept all the same."""
        away = Absent(day=day(0), until=day(days_away))

        assert (1 - excused, excused) == kept(limit_goal(), away, on=7)[2:4]
        assert (0.0, 1 - excused) == kept(limit_goal(), away, *drank(*range(4)), on=7)[:2]
        assert (1.0, 0.0) == kept(limit_goal(), away, *drank(0), on=7)[::3][:2]

    @pytest.mark.parametrize(("days_away", "excused"), [(13, 0), (14, 1)])
    def test_half_of_a_month_is_enough_to_be_free(self, days_away, excused):
        """From 3 February to 2 March there are 28 days."""
        goal = limit_goal(Aim.at_most(3, DRINKS, per=Frequency.MONTHLY))
        away = Absent(day=day(0), until=day(days_away))

        assert (1 - excused, excused) == kept(goal, away, on=28)[2:4]

    @pytest.mark.parametrize(("cut", "unknown"), [(3, 0), (4, 1)])
    def test_period_that_the_end_cuts_counts_if_most_of_it_was_left(self, cut, unknown):
        """A week that ends after three days is none."""
        due = limit_goal(goal=goal_of(due=day(7 + cut)))
        own = limit_goal(goal=goal_of(due=day(1)), due=day(7 + cut))
        closed = limit_goal(goal=goal_of().started(day=MONDAY).completed(day=day(7 + cut)))

        assert [1 + unknown] * 3 == [kept(goal)[2] for goal in (due, own, closed)]

    def test_period_belongs_to_the_version_of_its_first_day(self):
        """Two drinks were within what was agreed on Monday."""
        versions = [
            Target(id="limit", aim=Aim.at_most(3, DRINKS, per=A_WEEK), until=day(2)),
            Target(id="limit", aim=Aim.at_most(1, DRINKS, per=A_WEEK), start=day(2)),
        ]
        goal = goal_of(targets=versions)

        assert (1.0, 1.0, 0.0) == kept(goal, *drank(0, 3, 7, 8))[:3]
        assert (0.0, 1.0, 0.0) == kept(goal, *drank(0, 3, 7, 8), since=day(1))[:3]

    def test_limit_without_a_first_day_begins_with_its_first_value(self):
        """Nobody said when, so no week before it is asked for."""
        goal = limit_goal(goal=goal_of(start=None))

        assert (1.0, 0.0, 1.0, 0.0, 0.0) == kept(goal, *drank(1))
        assert (0.0,) * 5 == kept(goal)

    def test_sum_beyond_all_numbers_is_beyond_the_limit(self):
        """Nothing overflows."""
        huge = drank(0, 1, each=1.7e308)

        assert (0.0, 1.0) == kept(limit_goal(), *huge, on=7)[:2]


class TestPerDay:
    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            (DAILY, 1),
            (Recurrence.daily(start=MONDAY, at=[dt.time(8), dt.time(20)]), 2),
            (Recurrence.daily(start=MONDAY, every=4), 1 / 4),
            (Recurrence.weekly(Weekday.MONDAY, Weekday.FRIDAY, start=MONDAY), 2 / 7),
            (Recurrence.weekly(Weekday.MONDAY, start=MONDAY, every=2, count=1), 1 / 14),
            (THRICE_A_WEEK, 3 / 7),
            (Recurrence.times_per(4, Frequency.MONTHLY, start=MONDAY), 4 * 12 / 365.2425),
            (Recurrence.times_per(1, Frequency.YEARLY, start=MONDAY, every=2), 1 / 730.485),
            (EVERY_TWO_DAYS, 1 / 2),
            (Recurrence.monthly(1, start=MONDAY, exceptions=[day(26)]), 12 / 365.2425),
            (Recurrence.yearly(start=MONDAY, until=day(2)), 1 / 365.2425),
            (Recurrence.once(MONDAY), 1),
            (Recurrence.monthly(31, start=dt.date(2025, 2, 1), clamp=False), 7 / 365.2425),
        ],
        ids=str,
    )
    def test_rule_asks_so_often_a_day_on_average(self, rule, expected):
        """Whatever is left out of it, and wherever it ends."""
        assert pytest.approx(expected, rel=0.01) == per_day(rule)

    def test_rule_that_names_no_day_asks_for_nothing(self):
        """There is no 30 February."""
        never = Recurrence(start=MONDAY, frequency=Frequency.YEARLY, months=[2], month_days=[30])

        assert 1 == per_day(never)
        assert (0.0,) * 5 == told(recurrence=never)
