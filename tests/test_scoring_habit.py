from __future__ import annotations

import datetime as dt
import math

import attrs
import pytest
from hypothesis import example, find, given
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    Aim,
    Direction,
    Done,
    Frequency,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    Missed,
    Recurrence,
    Skipped,
    Step,
    Target,
    Weekday,
)
from smartgoals.scoring import HALF_LIFE_DAYS, habit_strength, habit_strengthened, streak
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
SHARES = st.floats(0, 1)
DRINKS = Measure(
    id="drinks", kind=MeasureKind.COUNT, unit="{drink}", direction=Direction.DOWN, least=0
)


def history_of(*entries, recurrence=DAILY, on=6, **fields):
    steps = fields.pop("steps", (step_of(recurrence),))
    return History(steps=steps, entries=entries, on=day(on), **fields)


def more(history, *entries):
    return attrs.evolve(history, entries=(*history.entries, *entries))


def run_of(*entries, rule=streak, **fields):
    seen = history_of(*entries, **fields).told(rule)
    return seen.current, seen.longest


def strength_of(*entries, rule=habit_strength, **fields):
    return history_of(*entries, **fields).told(rule).strength


# By hand: one window after the other, as the calendar tells them.


def runs_by_hand(history):
    """Return the current and the longest streak, and the days on which streaks begin or go on."""
    asked = [(row, *row.result) for row in by_hand(attrs.evolve(history, since=None))]
    runs = [[]]
    for row, due, done, misses, _, _, _ in asked:
        if due < 1:
            continue
        if done == due:
            runs[-1].append(row.start)
        elif row.is_over or done + misses == due:
            runs.append([])
    return len(runs[-1]), max(map(len, runs)), runs[-1][0] if runs[-1] else None


def strength_by_hand(history, *, half_life=13.0):
    strength = known = weight = 0.0
    for row in by_hand(attrs.evolve(history, since=None)):
        due, done, _, unknown, _, _ = row.result
        if due == 0 or not (row.is_over or done == due >= 1):
            continue
        keeps = 2 ** (-due / (half_life * per_day(row.rule) ** 0.5))
        strength = strength * keeps + done / due * (1 - keeps)
        known += due - unknown
        weight += due
    return (strength if known else None), (known / weight if weight else 0.0)


# The laws of streaks and of strengths. Each returns whether the rule keeps it.


def streak_is_that_of_a_calendar_and_a_pencil(rule, history):
    seen = history.told(rule)
    return (seen.current, seen.longest, seen.start) == runs_by_hand(history)


def streak_is_no_longer_than_what_was_asked(rule, history):
    seen = history.told(rule)
    asked = [row.result[0] for row in by_hand(attrs.evolve(history, since=None))]
    return 0 <= seen.current <= seen.longest <= sum(due >= 1 for due in asked)


def silence_never_lengthens(rule, history):
    """With nothing recorded there is no streak, however long nothing went wrong."""
    return history.told(rule).longest <= sum(isinstance(e, Done) for e in history.entries)


def skip_never_shortens(rule, history):
    other = more(history, Skipped(step="walk", day=history.spare))
    # Of an open week it may be the last word: two missed and one skipped are all three.
    return other.told(rule).longest >= history.told(rule).longest


def is_bare(history):
    rules = [step.recurrence for step in history.steps]
    return not any(
        entry.day == history.spare and not isinstance(entry, Absent) for entry in history.entries
    ) and all(rule.has_fixed_days and rule.times_per_window == 1 for rule in rules)


def without_spare(history):
    steps = [
        attrs.evolve(
            step,
            recurrence=attrs.evolve(
                step.recurrence, exceptions=(*step.recurrence.exceptions, history.spare)
            ),
        )
        for step in history.steps
    ]
    return attrs.evolve(history, steps=tuple(steps))


def skip_equals_a_plan_without_the_day(rule, history):
    if not is_bare(history):
        return True
    other = more(history, Skipped(step="walk", day=history.spare))
    return without_spare(history).told(rule) == other.told(rule)


def order_of_recording_changes_nothing(rule, history):
    turned = attrs.evolve(history, entries=history.entries[::-1])
    return turned.told(rule) == history.told(rule)


def later_days_change_nothing(rule, history):
    kept = tuple(entry for entry in history.entries if entry.day <= history.on)
    return attrs.evolve(history, entries=kept).told(rule) == history.told(rule)


def nothing_private_is_shown(rule, history):
    seen = history.told(rule)
    return PRIVATE not in f"{seen} {seen!r}"


SHARED = [
    skip_equals_a_plan_without_the_day,
    order_of_recording_changes_nothing,
    later_days_change_nothing,
    nothing_private_is_shown,
]
STREAK_LAWS = [
    streak_is_that_of_a_calendar_and_a_pencil,
    streak_is_no_longer_than_what_was_asked,
    silence_never_lengthens,
    skip_never_shortens,
    *SHARED,
]


def strength_is_that_of_a_calendar_and_a_pencil(rule, history):
    seen = history.told(rule)
    strength, share = strength_by_hand(history)
    if strength is None:
        return seen.strength is None and seen.evidence_share == share
    return abs(seen.strength - strength) <= CLOSE and abs(seen.evidence_share - share) <= CLOSE


def strength_is_a_share_and_never_all(rule, history):
    seen = history.told(rule)
    return (seen.strength is None or 0 <= seen.strength < 1) and 0 <= seen.evidence_share <= 1


def removing_a_skip_never_raises(rule, history):
    with_skip = more(history, Skipped(step="walk", day=history.spare)).told(rule).strength
    return (history.told(rule).strength or 0.0) <= (with_skip or 0.0) + CLOSE


def unrecorded_day_never_raises(rule, history):
    """Against the same day with a miss: silence is worth no more."""
    other = more(history, Missed(step="walk", day=history.spare))
    return (history.told(rule).strength or 0.0) == (other.told(rule).strength or 0.0)


def done_never_lowers(rule, history):
    if any(step.recurrence.is_from_completion for step in history.steps):
        # There it also moves what is asked for next.
        return True
    other = more(history, Done(step="walk", day=history.spare))
    return (history.told(rule).strength or 0.0) <= (other.told(rule).strength or 0.0) + CLOSE


STRENGTH_LAWS = [
    strength_is_that_of_a_calendar_and_a_pencil,
    strength_is_a_share_and_never_all,
    removing_a_skip_never_raises,
    unrecorded_day_never_raises,
    done_never_lowers,
    *SHARED,
]


def misreading(rule, read):
    def wrong(goal, journal, *, on):
        entries = read(list(journal))
        return rule(goal, Journal(subject="c-17", entries=entries), on=on)

    return wrong


def as_kind(entry, kind):
    return kind(step="walk", day=entry.day, id=entry.id, recorded_at=entry.recorded_at)


def turned_into(rule, kind, becomes):
    """Return a rule that takes one kind of entry for another."""
    return misreading(
        rule,
        lambda entries: [
            as_kind(entry, becomes) if isinstance(entry, kind) else entry for entry in entries
        ],
    )


def changed(rule, make):
    def wrong(goal, journal, *, on):
        seen = rule(goal, journal, on=on)
        return attrs.evolve(seen, **make(seen))

    return wrong


def into_the_future(rule):
    return lambda goal, journal, *, on: rule(goal, journal, on=max(on, day(60)))


def first_half(rule):
    return misreading(rule, lambda entries: entries[: (len(entries) + 1) // 2])


def gossiping(rule):
    return lambda goal, journal, *, on: attrs.evolve(rule(goal, journal, on=on), of=goal.statement)


def days_in_a_row(goal, journal, *, on):
    """Count the days since the last miss, recorded or not."""
    seen = streak(goal, journal, on=on)
    misses = [entry.day for entry in journal if isinstance(entry, Missed) and entry.day <= on]
    quiet = (on - max([MONDAY, *misses])).days
    return attrs.evolve(seen, current=quiet, longest=max(quiet, seen.longest))


def silence_is_golden(goal, journal, *, on):
    """Take a day without an entry for a good one, as an app does with a limit."""
    told = {entry.day for entry in journal}
    quiet = [
        Done(step="walk", day=day(n), id=f"x-{n}", recorded_at=at(0))
        for n in range(41)
        if day(n) not in told
    ]
    return habit_strength(goal, journal.with_entries(*quiet), on=on)


def grudging(goal, journal, *, on):
    """Hold every skip against the person."""
    seen = habit_strength(goal, journal, on=on)
    skips = sum(isinstance(entry, Skipped) for entry in journal)
    return attrs.evolve(seen, strength=seen.strength and seen.strength * 0.9**skips)


def after_the_last_skip(entries):
    last = max((entry.day for entry in entries if isinstance(entry, Skipped)), default=day(-1))
    return [entry for entry in entries if entry.day > last]


def of_skips(rule):
    return {
        skip_equals_a_plan_without_the_day: turned_into(rule, Skipped, Missed),
        order_of_recording_changes_nothing: first_half(rule),
        later_days_change_nothing: into_the_future(rule),
        nothing_private_is_shown: gossiping(rule),
    }


BROKEN_STREAKS = {
    streak_is_that_of_a_calendar_and_a_pencil: turned_into(streak, Skipped, Done),
    streak_is_no_longer_than_what_was_asked: changed(
        streak, lambda seen: {"longest": seen.longest + 1}
    ),
    silence_never_lengthens: days_in_a_row,
    skip_never_shortens: misreading(streak, after_the_last_skip),
    **of_skips(streak),
    skip_equals_a_plan_without_the_day: turned_into(streak, Skipped, Done),
}
BROKEN_STRENGTHS = {
    strength_is_that_of_a_calendar_and_a_pencil: turned_into(habit_strength, Absent, Missed),
    strength_is_a_share_and_never_all: changed(
        habit_strength, lambda seen: {"strength": seen.strength and math.ceil(seen.strength)}
    ),
    removing_a_skip_never_raises: grudging,
    unrecorded_day_never_raises: silence_is_golden,
    done_never_lowers: changed(
        habit_strength, lambda seen: {"strength": seen.strength and 1 - seen.strength}
    ),
    **of_skips(habit_strength),
}


def name_of(law):
    return law.__name__


@st.composite
def schedules(draw):
    """Make how often somebody is asked in how many weeks, and the weeks in which it was done."""
    weeks = draw(st.integers(1, 12))
    return draw(st.lists(st.integers(0, 6), min_size=2 * weeks, max_size=2 * weeks))


def strengths_of_both(rule, offsets):
    """Return the strength after each second week, asked once a week and twice in two."""
    entries = walked(*(7 * week + offset for week, offset in enumerate(offsets)))
    once = Recurrence.times_per(1, Frequency.WEEKLY, start=MONDAY)
    twice = Recurrence.times_per(2, Frequency.WEEKLY, every=2, start=MONDAY)
    ends = range(13, 7 * len(offsets), 14)
    return [
        [strength_of(*entries, recurrence=asked, on=on, rule=rule) for on in ends]
        for asked in (once, twice)
    ]


def is_near(one, other):
    return all(
        math.isclose(left, right, abs_tol=CLOSE) for left, right in zip(one, other, strict=True)
    )


def each_window_alike(goal, journal, *, on):
    """Step once a window, whatever it asks for."""
    (step,) = goal.plan.steps
    strength = 0.0
    for row in by_hand(History(steps=(step,), entries=tuple(journal), on=on)):
        due, done, _, _, _, _ = row.result
        if due and row.is_over:
            strength = habit_strengthened(strength, done / due, per_day=per_day(step.recurrence))
    return attrs.evolve(habit_strength(goal, journal, on=on), strength=strength)


class TestLaws:
    @given(ANY_RULE)
    @example(history_of(*walked(0, part=0.5), *skipped(0), spare=day(0), on=1))
    def test_streak_keeps_every_law(self, history):
        """The name of each law says the rule."""
        assert [] == [law.__name__ for law in STREAK_LAWS if not law(streak, history)]

    @given(ANY_RULE)
    @example(history_of(*walked(0, part=0.5), *skipped(0), spare=day(0), on=1))
    def test_strength_keeps_every_law(self, history):
        """The name of each law says the rule."""
        assert [] == [law.__name__ for law in STRENGTH_LAWS if not law(habit_strength, history)]

    @pytest.mark.parametrize("law", STREAK_LAWS, ids=name_of)
    def test_law_catches_a_streak_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = BROKEN_STREAKS[law]

        assert find(ANY_RULE, lambda history: not law(rule, history), settings=ONLY_FIND)

    @pytest.mark.parametrize("law", STRENGTH_LAWS, ids=name_of)
    def test_law_catches_a_strength_that_breaks_it(self, law):
        """The same for the strength of habits."""
        rule = BROKEN_STRENGTHS[law]

        assert find(ANY_RULE, lambda history: not law(rule, history), settings=ONLY_FIND)

    @given(schedules())
    def test_equivalent_schedules_give_equal_strength(self, offsets):
        """Once a week, and twice in two weeks, is the same for who does it once a week."""
        assert is_near(*strengths_of_both(habit_strength, offsets))

    def test_law_catches_a_rule_that_steps_once_a_window(self):
        """Two in fourteen days weigh as much as one and one."""
        assert find(
            schedules(),
            lambda offsets: not is_near(*strengths_of_both(each_window_alike, offsets)),
            settings=ONLY_FIND,
        )


class TestStreak:
    def test_today_never_breaks_a_streak(self):
        """It lengthens it once it is done."""
        assert [(2, 2), (3, 3)] == [run_of(*walked(*range(n)), on=2) for n in (2, 3)]

    def test_miss_of_today_breaks_it_at_once(self):
        """Somebody said so."""
        assert (0, 2) == run_of(*walked(0, 1), *missed(2), on=2)

    def test_silence_breaks_a_streak(self):
        """An unknown day is not a done one."""
        assert (1, 2) == run_of(*walked(0, 1, 3), on=4)

    def test_skip_neither_breaks_nor_lengthens(self):
        """Nor does an absence, or half a walk on a day that was excused."""
        away = Absent(day=day(2), until=day(4))
        half = [*walked(2, part=0.5), *skipped(2)]

        assert [(3, 3)] * 3 == [
            run_of(*walked(0, 1, 4), *others, on=5)
            for others in (skipped(2, 3), [away], [*half, *skipped(3)])
        ]

    def test_part_of_it_breaks_a_streak_when_the_day_is_over(self):
        """What was asked for is the whole."""
        half = walked(2, part=0.5)

        assert [(2, 2), (0, 2)] == [run_of(*walked(0, 1), *half, on=on) for on in (2, 3)]

    def test_streak_of_a_plan_that_is_not_daily_counts_its_own_windows(self):
        """Tuesdays do not break a streak of Mondays, and a week of three walks is one."""
        mondays = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)

        assert (3, 3) == run_of(*walked(0, 7, 14), recurrence=mondays, on=20)
        assert (2, 2) == run_of(*walked(0, 1, 2, 7, 9, 13), recurrence=THRICE_A_WEEK, on=15)
        assert (0, 1) == run_of(*walked(0, 1, 2, 7, 9), recurrence=THRICE_A_WEEK, on=15)

    def test_week_with_an_absence_is_kept_by_what_was_left_of_it(self):
        """Two of three, with two days away."""
        away = Absent(day=day(0), until=day(2))

        assert (1, 1) == run_of(*walked(3, 4), away, recurrence=THRICE_A_WEEK, on=6)

    def test_streak_goes_on_through_a_change_of_the_step(self):
        """The past stays, and each version counts its own windows."""
        steps = (step_of(DAILY, until=day(7)), step_of(THRICE_A_WEEK, start=day(7)))

        assert (8, 8) == run_of(*walked(*range(7), 7, 9, 11), steps=steps, on=14)

    def test_streak_begins_on_a_day_that_counts(self):
        """A week that began before the change began with the change."""
        steps = (step_of(DAILY, until=day(3)), step_of(THRICE_A_WEEK, start=day(3)))
        seen = history_of(*walked(3, 4), steps=steps, on=6).told(streak)

        assert (1, day(3)) == (seen.current, seen.start)

    @pytest.mark.parametrize(
        ("entries", "words"),
        [
            ([], "walk: none yet"),
            (walked(0), "walk: longest so far 1"),
            (walked(2, 3), "walk: 2 in a row since 2025-02-05; longest 2"),
        ],
        ids=["none", "over", "now"],
    )
    def test_streak_is_told_kindly(self, entries, words):
        """What there was, and no word of what broke it."""
        assert words == str(history_of(*entries, on=4).told(streak))


class TestStrength:
    def test_half_life_is_that_of_the_frequency(self):
        """Thirteen days for a daily habit, and longer for a rarer one."""
        assert pytest.approx(0.5) == strength_of(*walked(*range(13)), on=12)
        weekly = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)
        kept = strength_of(*walked(0), recurrence=weekly, on=0)

        assert pytest.approx(1 - 0.5 ** (7**0.5 / 13)) == kept

    def test_half_life_can_be_chosen(self):
        """Nobody measured the usual one."""
        one_day = history_of(*walked(0), on=0).told(habit_strength, half_life_days=1)

        assert 0.5 == one_day.strength

    def test_nothing_known_is_no_strength(self):
        """Neither 0 nor anything else; what is asked for and excused says nothing too."""
        assert [None, None] == [
            strength_of(*entries, on=4) for entries in ([], skipped(0, 1, 2, 3))
        ]
        assert "walk: not enough information yet" == str(history_of(on=4).told(habit_strength))

    def test_unknown_is_said(self):
        """A number that rests on half the days says so."""
        seen = history_of(*walked(0, 1), on=4).told(habit_strength)

        assert 0.5 == seen.evidence_share
        assert str(seen) == "walk: habit strength 9 %; not all of it is known"
        assert str(history_of(*walked(0, 1), on=2).told(habit_strength)).endswith("10 %")

    def test_strength_never_gets_to_one(self):
        """However long, and however short the half-life."""
        always = history_of(*walked(*range(30)), on=29)

        assert 1 > always.told(habit_strength, half_life_days=1e-9).strength > 0.999
        assert "99 %" in str(always.told(habit_strength, half_life_days=1e-9))

    def test_each_version_has_its_own_frequency(self):
        """Also the window that the change cut."""
        weekly = Recurrence.times_per(1, Frequency.WEEKLY, start=MONDAY)
        steps = (step_of(weekly, until=day(5)), step_of(DAILY, start=day(5)))
        after_week = habit_strengthened(0, 1, per_day=1 / 7)

        assert pytest.approx(after_week) == strength_of(*walked(1), steps=steps, on=5)

    @given(SHARES, SHARES, st.floats(1e-3, 1e3), st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
    @example(1.0, 1.0, 1.0, 5e-324, 1e6)
    @example(1.0, 1.0, 5e-324, 1e6, 5e-324)
    def test_step_lies_between_what_was_and_what_was_done(
        self, strength, share, often, times, half
    ):
        """Smoothing never overshoots."""
        made = habit_strengthened(strength, share, per_day=often, times=times, half_life_days=half)

        assert min(strength, share) - CLOSE <= made <= min(1, max(strength, share) + CLOSE)

    @given(SHARES, SHARES, st.integers(1, 30), st.integers(1, 30))
    def test_two_steps_of_one_share_are_one(self, strength, share, one, other):
        """How a time is cut does not change what it weighs."""
        first = habit_strengthened(strength, share, times=one)

        assert math.isclose(
            habit_strengthened(strength, share, times=one + other),
            habit_strengthened(first, share, times=other),
            abs_tol=CLOSE,
        )


class TestLimits:
    def goal(self):
        limit = Aim.at_most(2, DRINKS, per=Frequency.DAILY)
        return attrs.evolve(goal_of(), targets=[Target(id="g-1:limit", aim=limit)])

    def told(self, rule, *numbers, on, each=1):
        entries = [Measured(measure="drinks", value=each, day=day(n)) for n in numbers]
        return rule(self.goal(), journal_of(*entries), on=day(on), of="g-1:limit")

    def test_limit_without_data_has_no_streak_and_no_strength(self):
        """Silence is no success: the reference starts such a habit at 100 %."""
        run, strength = (self.told(rule, on=30) for rule in (streak, habit_strength))

        assert (0, 0, None) == (run.current, run.longest, strength.strength)

    def test_unrecorded_day_never_raises_the_strength_of_a_limit(self):
        """In the reference it does, from .8989 to .9508 after two bad days."""
        strengths = [self.told(habit_strength, 0, on=on).strength for on in (1, 2, 3)]

        assert sorted(strengths, reverse=True) == strengths
        assert strengths[0] > strengths[2]

    def test_limit_that_was_kept_makes_a_streak(self):
        """Its own name is told without that of the goal."""
        assert "limit: 3 in a row since 2025-02-03; longest 3" == str(
            self.told(streak, 0, 1, 2, on=3)
        )

    def test_day_over_the_limit_breaks_it_at_once(self):
        """Four drinks stay four."""
        assert 0 == self.told(streak, 0, 1, 1, 1, on=1).current


class TestArguments:
    @pytest.mark.parametrize("rule", [streak, habit_strength])
    @pytest.mark.parametrize(
        ("steps", "of"),
        [
            ([], None),
            ([step_of(DAILY), Step(id="read", action=PRIVATE, recurrence=DAILY)], None),
            ([step_of(DAILY)], PRIVATE),
            ([step_of(None)], "walk"),
        ],
        ids=["no step", "two steps", "unknown", "left open"],
    )
    def test_what_is_not_asked_for_again_and_again_is_refused(self, rule, steps, of):
        """There is no streak of everything at once."""
        with pytest.raises(InvalidValueError) as caught:
            rule(goal_of(*steps), journal_of(), on=MONDAY, of=of)

        assert "of" == caught.value.field
        assert PRIVATE not in str(caught.value)

    @pytest.mark.parametrize("half", [0, -1, math.nan, math.inf, "13", None, 10**400])
    def test_half_life_is_a_number_above_zero_also_where_nothing_is_due(self, half):
        """A mistake is found where it is made."""
        goal, journal = goal_of(step_of(DAILY)), journal_of()

        with pytest.raises(InvalidValueError, match="half_life_days must be a number above 0"):
            habit_strength(goal, journal, on=day(-1), half_life_days=half)

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"strength": -0.1}, "strength"),
            ({"strength": math.nan}, "strength"),
            ({"share": 1.1}, "share"),
            ({"share": PRIVATE}, "share"),
            ({"per_day": 0}, "per_day"),
            ({"times": -1}, "times"),
            ({"half_life_days": 10**400}, "half_life_days"),
        ],
        ids=str,
    )
    def test_step_of_numbers_out_of_their_range_is_refused(self, fields, field):
        """The message names the field and repeats no words."""
        with pytest.raises(InvalidValueError) as caught:
            habit_strengthened(**{"strength": 0.5, "share": 1.0} | fields)

        assert field == caught.value.field
        assert PRIVATE not in str(caught.value)

    def test_date_of_judgement_is_a_date(self):
        """A moment belongs to another day elsewhere."""
        with pytest.raises(InvalidValueError, match=r"on must be a datetime\.date"):
            streak(goal_of(step_of(DAILY)), journal_of(), on=dt.datetime(2025, 2, 3, tzinfo=dt.UTC))

    def test_usual_half_life_is_thirteen_days(self):
        """The number of the reference."""
        assert 13 == HALF_LIFE_DAYS
