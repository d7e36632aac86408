from __future__ import annotations

import datetime as dt
import zoneinfo

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage

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
    Skipped,
    Step,
    Target,
    TreatmentPlan,
    Weekday,
)
from smartgoals.measures import Instrument
from smartgoals.schedule import (
    Phase,
    TaskKind,
    TaskReasonCode,
    due,
    next_change,
    upcoming,
)

ONLY_FIND = settings(
    phases=[Stage.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
WEEKLY, DAILY = Frequency.WEEKLY, Frequency.DAILY
NAIVE = dt.datetime(2025, 2, 3, 12)  # noqa: DTZ001  # what is to be refused
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
GAD7 = Instrument(
    id="gad7", name="GAD-7", least=0, most=21, direction=Direction.DOWN, least_interval_days=7
).measure()
MINUTES = Measure(
    id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP, least=0
)


def day(number):
    return MONDAY + dt.timedelta(days=number)


def at(number, hour=12, minute=0):
    """Return a moment of a day in Berlin."""
    return dt.datetime.combine(day(number), dt.time(hour, minute), BERLIN)


def journal_of(*entries):
    """Stamp entries in the order in which they come."""
    start = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
    return Journal(
        subject="c-17",
        entries=[
            entry.stamped(id=f"e-{n}", at=start + dt.timedelta(minutes=n))
            for n, entry in enumerate(entries)
        ],
    )


def goal_of(*steps, name="g-1", **fields):
    fields = {"start": MONDAY, "plan": ActionPlan(steps=steps)} | fields
    return Goal(id=name, subject="c-17", statement="private words", **fields)


def walking(recurrence, **fields):
    return Step(id="walk", action="private words", recurrence=recurrence, **fields)


def daily(**fields):
    return Recurrence.daily(start=MONDAY, **fields)


def done(number, step="walk", **fields):
    return Done(step=step, day=day(number), **fields)


def told(tasks):
    """Return of each task the number of its day, its wall time and its phase."""
    return [
        ((task.day - MONDAY).days, *([task.time.hour] if task.time else []), str(task.phase))
        for task in tasks
    ]


def now_of(goal, *entries, now):
    return told(due([goal], journal_of(*entries), now=now))


def to_come(goal, *entries, start, end):
    return told(upcoming([goal], journal_of(*entries), start=start, end=end))


def codes(task):
    return [reason.code for reason in task.reasons]


class TestDays:
    GOAL = goal_of(walking(daily()))

    def test_fixed_day_is_due_from_its_start_to_its_end(self):
        """Without a wall time any time of the day will do."""
        assert [(0, "due")] == now_of(self.GOAL, now=at(0, 0))
        assert [(0, "due")] == now_of(self.GOAL, now=at(0, 23, 59))

    def test_what_is_done_missed_or_excused_is_no_task(self):
        """Somebody said what became of it."""
        for entry in (done(0), Missed(step="walk", day=MONDAY), Skipped(step="walk", day=MONDAY)):
            assert [] == now_of(self.GOAL, entry, now=at(0))
        assert [] == now_of(self.GOAL, done(0, part=0.5), now=at(0))

    def test_what_is_late_waits_for_the_next_and_never_piles_up(self):
        """A person who comes back finds one walk to do, and not a heap of them."""
        every_other = goal_of(walking(daily(every=7)))

        assert [(0, "late")] == now_of(every_other, now=at(1))
        assert [(0, "overdue")] == now_of(every_other, now=at(4))
        assert [(7, "due")] == now_of(every_other, now=at(7))
        assert [(1, "due")] == now_of(self.GOAL, now=at(1))

    def test_what_is_late_can_be_done_on_a_later_day(self):
        """Who walks on Tuesday what was planned for Monday has walked."""
        every_week = goal_of(walking(daily(every=7)))

        assert [] == now_of(every_week, done(2), now=at(3))
        assert [(7, "later")] == to_come(every_week, done(2), start=at(3), end=at(8))

    def test_entry_of_a_later_day_is_not_known_yet(self):
        """A day of judgement knows what happened by its end."""
        assert [(0, "due")] == now_of(self.GOAL, done(1), now=at(0))

    def test_days_off_ask_for_nothing(self):
        """An absence, a pause, what comes after the end and from the due day on."""
        away = Absent(day=day(1), until=day(3))
        paused = self.GOAL.started(day=MONDAY).paused(day=day(1)).resumed(day=day(3))
        closed = self.GOAL.started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(1))
        by_day_one = attrs.evolve(self.GOAL, due=day(1))

        for goal, entries in ((self.GOAL, [away]), (paused, []), (closed, []), (by_day_one, [])):
            assert [] == now_of(goal, *entries, now=at(1))
            assert [(0, "due")] == now_of(goal, *entries, now=at(0))
        for goal, entries in ((self.GOAL, [away]), (paused, [])):
            assert [(3, "due")] == now_of(goal, *entries, now=at(3))

    def test_day_off_settles_what_was_late(self):
        """Nobody comes back from the flu to what was before it."""
        every_week = goal_of(walking(daily(every=7)))
        away = Absent(day=day(2), until=day(4))

        assert [[(0, "late")], [], []] == [
            now_of(every_week, away, now=at(number)) for number in (1, 2, 4)
        ]

    def test_absence_that_lies_ahead_is_a_plan(self):
        """Holidays are known before they begin."""
        away = Absent(day=day(1), until=day(3))
        found = to_come(self.GOAL, away, start=at(0), end=at(4))

        assert [(0, "due"), (3, "later"), (4, "later")] == found

    def test_changed_step_asks_by_each_version_in_its_days(self):
        """What was agreed before the change holds until then."""
        old = walking(daily(), until=day(2))
        new = walking(Recurrence.weekly(Weekday.FRIDAY, start=MONDAY), start=day(2))
        found = to_come(goal_of(old, new), start=at(0), end=at(11))

        assert [(0, "due"), (1, "later"), (4, "later")] == [one[:2] for one in found[:3]]
        assert [] == now_of(goal_of(old, new), now=at(2))

    def test_step_without_a_recurrence_asks_for_nothing(self):
        """It was left open when."""
        assert () == due([goal_of(walking(None))], journal_of(), now=at(0))

    def test_step_asks_from_its_first_day_on(self):
        """A rule may be older than the goal."""
        later = attrs.evolve(self.GOAL, start=day(3))

        assert [] == now_of(later, now=at(2))
        assert [(3, "later")] == to_come(later, start=at(2), end=at(3))

    def test_last_time_of_a_rule_stays_until_somebody_speaks_of_it(self):
        """Homework for Monday is still to be handed in on Friday."""
        once = goal_of(walking(Recurrence.once(MONDAY)))

        assert [(0, "overdue")] == now_of(once, now=at(400))
        assert [] == now_of(once, Missed(step="walk", day=day(399)), now=at(400))
        (task,) = due([once], journal_of(), now=at(400))
        assert task.until is None
        assert "step walk: overdue since 2025-02-07 00:00; planned for 2025-02-03" == str(task)

    def test_old_plan_is_looked_at_near_the_day_alone(self):
        """A yearly walk of a thousand years costs as much as one of three."""
        old = goal_of(walking(Recurrence.yearly(start=dt.date(1, 2, 3))), start=dt.date(1, 1, 1))

        assert [(0, "due")] == now_of(old, now=at(0))


class TestSilence:
    def test_silent_client_appears(self):
        """Nothing recorded of the time before either: since when is a reason."""
        goal = goal_of(walking(daily()))
        (quiet,) = due([goal], journal_of(done(0)), now=at(2))
        (new,) = due([goal], journal_of(), now=at(2))
        (spoken,) = due([goal], journal_of(done(1)), now=at(2))

        assert str(quiet).endswith("planned for 2025-02-05; nothing recorded since 2025-02-03")
        assert str(new).endswith("planned for 2025-02-05; nothing recorded yet")
        assert [TaskReasonCode.PLANNED] == codes(spoken)

    def test_day_off_does_not_hide_it(self):
        """Silent before and after the holidays is silent."""
        away = Absent(day=day(1), until=day(3))
        (task,) = due([goal_of(walking(daily()))], journal_of(away), now=at(3))

        assert [TaskReasonCode.PLANNED, TaskReasonCode.SILENT] == codes(task)

    def test_what_lies_ahead_is_not_silent(self):
        """Nobody can have spoken of tomorrow."""
        found = upcoming([goal_of(walking(daily()))], journal_of(), start=at(0), end=at(3))

        assert [[TaskReasonCode.PLANNED]] * 4 == [codes(task) for task in found]

    def test_each_time_of_the_day_counts(self):
        """The morning dose says nothing of the noon one."""
        goal = goal_of(walking(daily(at=[dt.time(8), dt.time(12), dt.time(20)])))
        found = [due([goal], journal_of(), now=at(0, hour))[0] for hour in (9, 13)]

        assert [False, True] == [TaskReasonCode.SILENT in codes(task) for task in found]


class TestWallTimes:
    THRICE = goal_of(walking(daily(at=[dt.time(8), dt.time(12), dt.time(20)])))

    def occurred(self, hour, number=0, **fields):
        return done(number, occurred_at=at(number, hour), **fields)

    def test_each_time_is_due_until_the_next(self):
        """The noon dose is not taken in the evening."""
        found = [now_of(self.THRICE, now=at(0, hour)) for hour in (7, 8, 11, 12, 20, 23)]

        assert [[], [(0, 8, "due")], [(0, 8, "due")]] == found[:3]
        assert [[(0, 12, "due")], [(0, 20, "due")], [(0, 20, "due")]] == found[3:]

    def test_last_of_the_day_is_late_from_its_end_to_the_first_of_the_next(self):
        """Until then nothing takes its place."""
        assert [(0, 20, "late")] == now_of(self.THRICE, now=at(1, 7))
        assert [(1, 8, "due")] == now_of(self.THRICE, now=at(1, 8))

    def test_last_of_all_is_overdue_some_days_later(self):
        """Also where the rule has ended."""
        once = goal_of(walking(Recurrence.once(MONDAY, at=[dt.time(9)])))

        assert [["due"], ["late"], ["late"], ["overdue"]] == [
            [phase for *_, phase in now_of(once, now=at(number, 10))] for number in (0, 1, 3, 4)
        ]
        assert [] == now_of(once, done(2), now=at(3))

    def test_entry_belongs_to_the_time_in_which_it_occurred(self):
        """Before the first of the day, to the first."""
        found = to_come(self.THRICE, self.occurred(13), start=at(0, 0), end=at(1, 0))
        early = to_come(self.THRICE, self.occurred(6), start=at(0, 0), end=at(1, 0))

        assert [8, 20] == [hour for _, hour, _ in found]
        assert [12, 20] == [hour for _, hour, _ in early]

    def test_entry_without_a_time_fills_the_earliest_that_is_free(self):
        """Somebody took one dose and does not say which."""
        both = to_come(self.THRICE, done(0), self.occurred(9), start=at(0, 0), end=at(1, 0))
        twice = to_come(
            self.THRICE, self.occurred(9), self.occurred(10), start=at(0, 0), end=at(1, 0)
        )
        halves = to_come(
            self.THRICE,
            self.occurred(9, part=0.5),
            self.occurred(10, part=0.5),
            start=at(0, 0),
            end=at(1, 0),
        )

        assert [20] == [hour for _, hour, _ in both]
        assert [20] == [hour for _, hour, _ in twice]
        assert [12, 20] == [hour for _, hour, _ in halves]

    def test_more_entries_than_times_are_no_more_than_all(self):
        """Two devices record one dose."""
        four = [self.occurred(20)] * 4

        assert [] == to_come(self.THRICE, *four, start=at(0, 0), end=at(1, 0))
        half = goal_of(walking(daily(at=[dt.time(8), dt.time(12)])))
        parts = [self.occurred(hour, part=0.75) for hour in (8, 12, 13)]
        assert [] == to_come(half, *parts, start=at(0, 0), end=at(1, 0))

    def test_day_that_starts_late_keeps_its_night(self):
        """Half past one belongs to the evening before."""
        rule = daily(at=[dt.time(1, 30), dt.time(22)], day_start=dt.time(3))
        found = upcoming([goal_of(walking(rule))], journal_of(), start=at(0, 3), end=at(1, 3))

        assert [(0, 22), (0, 1)] == [(number, hour) for number, hour, _ in told(found)]
        assert at(1, 1, 30) == found[1].due
        assert at(1, 3) == found[1].late

    def test_key_names_the_day_and_the_time(self):
        """Each is an occurrence of its own."""
        found = upcoming([self.THRICE], journal_of(), start=at(0, 0), end=at(1, 0))

        assert "c-17/step/walk/2025-02-03T080000" == found[0].key
        assert 3 == len({task.key for task in found})


class TestOpenWindows:
    GOAL = goal_of(walking(Recurrence.times_per(3, WEEKLY, start=MONDAY)))

    def test_it_is_open_until_as_many_days_are_left_as_times(self):
        """On Friday three walks are three days."""
        assert [(6, "open")] == now_of(self.GOAL, now=at(3))
        assert [(6, "due")] == now_of(self.GOAL, now=at(4))
        assert [(6, "open")] == now_of(self.GOAL, done(1), now=at(4))
        assert [(6, "due")] == now_of(self.GOAL, done(1), now=at(5))

    def test_it_says_how_often_it_is_still_to_be_done(self):
        """Done once, two are left."""
        (task,) = due([self.GOAL], journal_of(done(1)), now=at(2))

        assert 2 == task.times
        assert (
            "step walk: open, due from 2025-02-08 00:00, 2 times; any day until 2025-02-09"
            == str(task)
        )
        assert "c-17/step/walk/2025-02-03%2F2025-02-10" == task.key

    def test_more_times_than_days_are_due_at_once(self):
        """Ten times a week begins on Monday."""
        often = goal_of(walking(Recurrence.times_per(10, WEEKLY, start=MONDAY)))

        assert [(6, "due")] == now_of(often, now=at(0))

    def test_next_window_takes_the_place_of_the_last(self):
        """The week that is over cannot be walked any more."""
        assert [(13, "open")] == now_of(self.GOAL, now=at(7))

    def test_last_window_of_all_is_late(self):
        """Nothing takes its place."""
        one = goal_of(walking(Recurrence.times_per(3, WEEKLY, start=MONDAY, count=1)))

        assert [(6, "late")] == now_of(one, now=at(8))

    def test_days_off_take_their_share(self):
        """Five of seven days away leave one walk, and it is asked for between them."""
        away = [Absent(day=day(1), until=day(4)), Absent(day=day(5), until=day(7))]
        found = [due([self.GOAL], journal_of(*away), now=at(number)) for number in (0, 1, 4, 5)]

        assert [[1], [], [1], []] == [[task.times for task in tasks] for tasks in found]
        assert at(4, 0) == found[0][0].due

    def test_due_day_is_found_across_a_day_off(self):
        """Three walks in Thursday, Saturday and Sunday, for Friday is off."""
        long = goal_of(walking(Recurrence.times_per(3, WEEKLY, start=MONDAY)))
        (task,) = due([long], journal_of(Absent(day=day(4), until=day(5))), now=at(0))

        assert at(3, 0) == task.due

    def test_plan_that_ends_within_a_window_asks_for_its_share(self):
        """Of three a week that is due on Thursday, one."""
        (task,) = due([attrs.evolve(self.GOAL, due=day(3))], journal_of(), now=at(0))

        assert (1, at(3, 0), day(2)) == (task.times, task.late, task.day)

    def test_several_times_a_day_without_wall_times_are_one_task(self):
        """It says how many are left."""
        thrice = goal_of(walking(Recurrence(start=MONDAY, frequency=DAILY, times=3)))
        (task,) = due([thrice], journal_of(done(0)), now=at(0))

        assert (2, Phase.DUE) == (task.times, task.phase)


class TestFromCompletion:
    def goal(self, **fields):
        return goal_of(walking(Recurrence.from_completion(2, start=MONDAY, **fields)))

    def test_it_stays_one_thing_to_do_until_it_is_done(self):
        """However late."""
        assert [["due"], ["late"], ["overdue"], ["overdue"]] == [
            [phase for _, phase in now_of(self.goal(), now=at(number))] for number in (0, 1, 4, 90)
        ]
        assert [(7, "due")] == now_of(self.goal(), done(5), now=at(7))

    def test_it_can_be_done_for_some_days_before_it_is_late(self):
        """2 to 4 days after the last time."""
        goal = self.goal(latest=4)

        assert [[], ["open"], ["due"], ["late"]] == [
            [phase for _, phase in now_of(goal, done(0), now=at(number))] for number in (1, 2, 4, 5)
        ]

    def test_only_the_next_is_known(self):
        """When the one after it is due depends on when this one is done."""
        assert [(2, "later")] == to_come(self.goal(), done(0), start=at(1), end=at(60))

    def test_left_out_for_once_it_comes_again(self):
        """Nothing else would ever ask for it."""
        skip, miss = Skipped(step="walk", day=day(2)), Missed(step="walk", day=day(2))

        for entry in (skip, miss):
            assert [] == now_of(self.goal(), done(0), entry, now=at(2))
            assert [(3, "due")] == now_of(self.goal(), done(0), entry, now=at(3))
        late = Skipped(step="walk", day=day(6))
        assert [(7, "due")] == now_of(self.goal(latest=4), done(0), late, now=at(7))

    def test_it_waits_for_the_end_of_days_off(self):
        """The day on which it was due lay in the holidays."""
        away = Absent(day=day(1), until=day(10))

        assert [] == now_of(self.goal(), done(0), away, now=at(2))
        assert [(10, "due")] == now_of(self.goal(), done(0), away, now=at(10))
        later = Absent(day=day(3), until=day(5))
        assert [["due"], [], ["overdue"]] == [
            [phase for _, phase in now_of(self.goal(), done(0), later, now=at(number))]
            for number in (2, 3, 6)
        ]

    def test_it_goes_on_waiting_when_the_step_is_changed(self):
        """Another dose is no reason to forget it."""
        rule = Recurrence.from_completion(2, start=MONDAY)
        goal = goal_of(walking(rule, until=day(5)), walking(rule, start=day(5)))
        keys = {due([goal], journal_of(), now=at(number))[0].key for number in (1, 5, 9)}

        assert 1 == len(keys)
        assert [(7, "late")] == [
            (number, phase) for number, phase in now_of(goal, now=at(8)) for number in [7]
        ]

    def test_end_of_the_plan_ends_it(self):
        """Nothing is asked from the due day on."""
        goal = attrs.evolve(self.goal(), due=day(2))
        skip = Skipped(step="walk", day=day(1))

        assert [] == now_of(goal, now=at(2))
        assert [] == now_of(goal, skip, Skipped(step="walk", day=day(0)), now=at(1))

    def test_rule_that_has_ended_asks_no_more(self):
        """The next would begin after its last day."""
        assert [] == now_of(self.goal(until=day(1)), done(0), now=at(2))


def measuring(measure=GAD7, *, name="t-1", **fields):
    return Target(id=name, aim=Aim.at_most(4, measure), **fields)


def measured(number, value=12, measure="gad7", **fields):
    return Measured(measure=measure, value=value, day=day(number), **fields)


class TestMeasurements:
    POLICY = ReviewPolicy(base_days=14)

    def test_measure_with_days_of_its_own_is_taken_on_them(self):
        """A value is to a measure what a done is to a step."""
        rule = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)
        goal = goal_of(targets=[measuring(recurrence=rule)])

        assert [(0, "due")] == now_of(goal, now=at(0))
        assert [] == now_of(goal, measured(0), now=at(0))
        assert [(0, "late")] == now_of(goal, now=at(1))
        assert [] == now_of(goal, measured(2), now=at(2))
        (task,) = due([goal], journal_of(), now=at(0))
        assert ("gad7", TaskKind.MEASUREMENT, ("g-1",)) == (task.about, task.kind, task.goals)

    def test_measure_is_taken_at_its_wall_times(self):
        """Mood in the morning and in the evening."""
        rule = daily(at=[dt.time(8), dt.time(20)])
        goal = goal_of(targets=[measuring(MINUTES, recurrence=rule)])
        value = measured(0, measure="walked", occurred_at=at(0, 9))

        assert [(0, 8, "due")] == now_of(goal, now=at(0, 9))
        assert [] == now_of(goal, value, now=at(0, 10))
        assert [(0, 20, "due")] == now_of(goal, value, now=at(0, 21))

    def test_sum_of_a_period_wants_a_value_in_it(self):
        """How many more there are only the person knows."""
        aim = Aim.at_least(150, MINUTES, per=WEEKLY)
        goal = goal_of(targets=[Target(id="t-1", aim=aim)])

        assert [(6, "open")] == now_of(goal, now=at(5))
        assert [(6, "due")] == now_of(goal, now=at(6))
        assert [] == now_of(goal, measured(1, measure="walked"), now=at(2))

    def test_measure_without_days_is_taken_for_the_review(self):
        """It opens a week before."""
        goal = goal_of(targets=[measuring()], review=self.POLICY)
        found = {
            number: [
                (str(task.phase), codes(task))
                for task in due([goal], journal_of(), now=at(number))
                if task.kind is TaskKind.MEASUREMENT
            ]
            for number in (6, 7, 14, 15, 18)
        }

        assert [] == found[6]
        assert ["open", "due", "late", "overdue"] == [
            found[number][0][0] for number in (7, 14, 15, 18)
        ]
        assert [TaskReasonCode.WITH_REVIEW] == found[7][0][1]

    def test_value_since_it_opened_is_the_one_for_the_review(self):
        """An older one is not, and neither is that of the last review."""
        goal = goal_of(targets=[measuring(MINUTES)], review=ReviewPolicy(base_days=5))
        kinds = [
            [task.kind for task in due([goal], journal_of(*entries), now=at(3))]
            for entries in ([], [measured(0, measure="walked")], [measured(2, measure="walked")])
        ]
        both = [TaskKind.MEASUREMENT, TaskKind.REVIEW]

        assert [both, both, [TaskKind.REVIEW]] == kinds

    def test_without_a_review_it_is_not_asked_for(self):
        """Nobody agreed how often."""
        assert [] == now_of(goal_of(targets=[measuring()]), now=at(30))

    def test_goals_that_want_it_on_the_same_days_share_one_task(self):
        """One questionnaire serves every goal that watches it."""
        one = goal_of(targets=[measuring()], review=self.POLICY)
        two = goal_of(name="g-2", targets=[measuring(name="t-2")], review=self.POLICY)
        rule = Recurrence.weekly(Weekday.MONDAY, start=MONDAY)
        three = goal_of(name="g-3", targets=[measuring(recurrence=rule)])
        four = goal_of(name="g-4", targets=[measuring(recurrence=rule)])
        found = [
            task.goals
            for task in upcoming(
                [one, two, three, four], journal_of(), start=at(14), end=at(14, 13)
            )
            if task.kind is TaskKind.MEASUREMENT
        ]

        assert [("g-1", "g-2"), ("g-3", "g-4")] == sorted(found)

    def test_reviews_on_other_days_want_it_each(self):
        """The values are for two talks."""
        one = goal_of(targets=[measuring(MINUTES)], review=self.POLICY)
        two = goal_of(name="g-2", targets=[measuring(MINUTES)], review=ReviewPolicy(base_days=16))
        found = [
            (task.goals, task.key)
            for task in due([one, two], journal_of(), now=at(14))
            if task.kind is TaskKind.MEASUREMENT
        ]

        assert [("g-1",), ("g-2",)] == [goals for goals, _ in found]
        assert 2 == len({key for _, key in found})

    def test_review_that_is_put_off_keeps_the_key(self):
        """It is the same questionnaire, at another time."""
        goal = goal_of(targets=[measuring()], review=self.POLICY)
        later = Postponed(goal="g-1", day=day(10), to=day(20))
        plain, moved = (
            upcoming([goal], journal_of(*entries), start=at(13), end=at(21))
            for entries in ([], [later])
        )

        assert {task.key for task in plain} == {task.key for task in moved}
        assert {task.send_key for task in plain}.isdisjoint(task.send_key for task in moved)

    def test_questionnaire_is_not_asked_for_too_soon(self):
        """The GAD-7 asks about two weeks, and is given every week at the most."""
        rule = daily()
        goal = goal_of(targets=[measuring(recurrence=rule)])
        review = goal_of(targets=[measuring()], review=ReviewPolicy(base_days=14))

        assert [] == now_of(goal, measured(0), now=at(6))
        assert [(7, "due")] == now_of(goal, measured(0), now=at(7))
        assert [(9, "due")] == now_of(goal, measured(2), now=at(9))
        asked = [
            [task.kind for task in due([review], journal_of(measured(6)), now=at(number))]
            for number in (12, 13)
        ]
        assert [[], [TaskKind.MEASUREMENT]] == [
            [kind for kind in kinds if kind is TaskKind.MEASUREMENT] for kinds in asked
        ]
        short = goal_of(targets=[measuring()], review=ReviewPolicy(base_days=6))
        assert [] == [
            task
            for task in due([short], journal_of(measured(0)), now=at(6))
            if task.kind is TaskKind.MEASUREMENT
        ]

    def test_open_window_begins_when_it_is_no_longer_too_soon(self):
        """Once a week, and a value on Sunday: from the next Sunday on."""
        rule = Recurrence.times_per(1, WEEKLY, start=MONDAY)
        goal = goal_of(targets=[measuring(recurrence=rule)])
        found = upcoming([goal], journal_of(measured(6)), start=at(7), end=at(8))
        (later,) = upcoming([goal], journal_of(measured(6)), start=at(7), end=at(13))

        assert () == found
        assert (at(13, 0), at(13, 0)) == (later.opens, later.due)

    def test_counted_step_is_measured_by_doing_it(self):
        """There is nothing else to write down."""
        aim = Aim.done(3, out_of=5, step="walk")
        goal = goal_of(targets=[Target(id="t-1", aim=aim)], review=self.POLICY)

        assert [TaskKind.REVIEW] == [task.kind for task in due([goal], journal_of(), now=at(14))]

    def test_changed_target_is_measured_from_its_start(self):
        """What is watched from next week on is measured from then on."""
        goal = goal_of(targets=[measuring(start=day(16))], review=self.POLICY)
        kinds = [[t.kind for t in due([goal], journal_of(), now=at(n))] for n in (15, 16)]

        assert [[TaskKind.REVIEW], [TaskKind.REVIEW, TaskKind.MEASUREMENT]] == kinds
        ended = goal_of(targets=[measuring(until=day(3))], review=self.POLICY)
        assert [TaskKind.REVIEW] == [t.kind for t in due([ended], journal_of(), now=at(14))]

    def test_measure_is_taken_once_for_a_review(self):
        """Also where a second target begins to watch it after the day of the review."""
        targets = [measuring(), measuring(name="t-2", start=day(16))]
        goal = goal_of(targets=targets, review=self.POLICY)
        found = upcoming([goal], journal_of(), start=at(13), end=at(20))

        assert [at(14, 0)] == [task.due for task in found if task.kind is TaskKind.MEASUREMENT]


class TestMilestones:
    def goal(self, **fields):
        return goal_of(milestones=[Milestone(id="ten", name="private", due=day(20), **fields)])

    def test_milestone_opens_a_week_before_its_day(self):
        """The day after it is late."""
        assert [[], ["open"], ["due"], ["late"], ["overdue"]] == [
            [phase for _, phase in now_of(self.goal(), now=at(number))]
            for number in (12, 13, 20, 21, 24)
        ]
        (task,) = due([self.goal()], journal_of(), now=at(20))
        assert "milestone ten: due since 2025-02-23 00:00; to be reached by 2025-02-23" == str(task)

    def test_milestone_that_is_reached_is_no_task(self):
        """Somebody says so, or a measure does."""
        reached = MilestoneReached(milestone="ten", day=day(14))
        goal = self.goal(aim=Aim.at_most(4, GAD7))

        assert [[(20, "open")], []] == [
            now_of(self.goal(), reached, now=at(number)) for number in (13, 14)
        ]
        assert [] == now_of(goal, measured(3, value=4), now=at(20))
        assert [(20, "due")] == now_of(goal, measured(3, value=5), now=at(20))

    def test_milestone_waits_while_the_goal_is_on_hold(self):
        """Nothing is asked then."""
        goal = self.goal().started(day=MONDAY).paused(day=day(19)).resumed(day=day(22))

        assert [["open"], [], ["late"]] == [
            [phase for _, phase in now_of(goal, now=at(number))] for number in (18, 19, 22)
        ]

    def test_milestone_without_a_day_is_no_task(self):
        """It is reached when it is."""
        goal = goal_of(milestones=[Milestone(id="ten", name="private")])

        assert [] == now_of(goal, now=at(20))

    def test_milestone_that_begins_late_opens_then(self):
        """It was agreed three days before its day, and ended after two."""
        goal = self.goal(start=day(17), until=day(19))

        assert [[], ["open"], []] == [
            [phase for _, phase in now_of(goal, now=at(number))] for number in (16, 17, 19)
        ]


class TestReviews:
    POLICY = ReviewPolicy(base_days=14, minimum_days=12, maximum_days=16)
    GOAL = goal_of(review=POLICY)

    def test_review_opens_on_its_earliest_day(self):
        """Past its latest day somebody should ask."""
        assert [[], ["open"], ["due"], ["late"], ["overdue"]] == [
            [phase for _, phase in now_of(self.GOAL, now=at(number))]
            for number in (11, 12, 14, 15, 17)
        ]
        free = goal_of(review=ReviewPolicy(base_days=14))
        assert [(14, "late")] == now_of(free, now=at(17))
        assert [(14, "overdue")] == now_of(free, now=at(18))

    def test_review_that_was_held_counts_from_then(self):
        """Only the next is known: when the one after it is depends on what it finds."""
        held = Reviewed(goal="g-1", decision=Decision.CONTINUE, day=day(13))

        assert [(27, "later")] == to_come(self.GOAL, held, start=at(14), end=at(90))

    def test_postponing_keeps_the_key(self):
        """It is the same review, and there is a new message to send."""
        entries = [], [Postponed(goal="g-1", day=day(10), to=day(16))]
        plain, moved = (due([self.GOAL], journal_of(*e), now=at(16))[0] for e in entries)

        assert plain.key == moved.key == "c-17/review/g-1/2025-02-03"
        assert plain.send_key != moved.send_key

    def test_review_goes_on_while_the_person_is_away_or_the_goal_on_hold(self):
        """The reasons say so."""
        away = Absent(day=day(10), until=day(20))
        (task,) = due([self.GOAL], journal_of(away), now=at(14))
        paused = self.GOAL.started(day=MONDAY).paused(day=day(3))
        (held,) = due([paused], journal_of(), now=at(14))

        assert str(task).endswith("away until 2025-02-23, and reviews go on")
        assert str(held).endswith("on hold, and reviews go on")

    def test_closed_goal_is_not_looked_at(self):
        """From that day on; a close that lies ahead is known."""
        closed = self.GOAL.started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(15))

        assert [[(14, "due")], []] == [now_of(closed, now=at(number)) for number in (14, 15)]
        assert at(15, 0) == due([closed], journal_of(), now=at(14))[0].until
        early = self.GOAL.started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(5))
        assert [] == to_come(early, start=at(4), end=at(30))

    def test_plan_gives_its_review(self):
        """The steps are the goals'."""
        plan = TreatmentPlan(
            id="p-1", subject="c-17", goals=["g-1"], start=MONDAY, until=day(16), review=self.POLICY
        )
        (task,) = due([plan], journal_of(), now=at(14))

        assert ("p-1", ("g-1",), at(16, 0)) == (task.about, task.goals, task.until)
        assert at(15, 0) == next_change([plan], journal_of(), after=at(14))
        for_good = attrs.evolve(plan, until=None)
        assert None is next_change([for_good], journal_of(), after=at(40))

    def test_review_falls_on_a_working_day(self):
        """The app knows the holidays."""
        asked = {"now": at(14), "is_working_day": lambda on: on != day(14)}
        (task,) = due([self.GOAL], journal_of(), **asked)

        assert (day(15), Phase.OPEN) == (task.day, task.phase)


class TestTheWhole:
    def test_everything_comes_in_the_order_in_which_it_is_due(self):
        """Then in that of the keys."""
        goal = goal_of(
            walking(Recurrence.weekly(Weekday.MONDAY, start=MONDAY)),
            Step(id="breathe", action="private", recurrence=daily(every=2, at=[dt.time(9)])),
            review=ReviewPolicy(base_days=7),
            milestones=[Milestone(id="ten", name="private", due=day(5))],
        )
        found = upcoming([goal], journal_of(), start=at(6), end=at(9))

        assert ["walk", "ten", "breathe", "g-1", "walk", "breathe"] == [
            task.about for task in found
        ]
        assert [task.due for task in found] == sorted(task.due for task in found)

    def test_death_empties_everything(self):
        """Nobody is to get a message about somebody who has died."""
        goals = [
            goal_of(walking(daily()), review=ReviewPolicy(base_days=7)),
            goal_of(name="g-2").started(day=MONDAY).closed(ClosingReason.DIED, day=day(9)),
        ]
        before, after = (due(goals, journal_of(), now=at(number)) for number in (8, 9))

        assert (2, 0) == (len(before), len(after))
        assert {at(9, 0)} == {task.until for task in before if task.kind is TaskKind.REVIEW}
        assert () == upcoming(goals, journal_of(), start=at(9), end=at(90))
        assert None is next_change(goals, journal_of(), after=at(9))

    def test_goal_that_was_closed_by_mistake_goes_on(self):
        """Somebody took it up again."""
        goal = goal_of(walking(daily())).started(day=MONDAY)
        wrong = goal.closed(ClosingReason.DIED, day=day(2)).resumed(day=day(4))

        assert [[(1, "due")], [], [(4, "due")]] == [
            now_of(wrong, now=at(number)) for number in (1, 2, 4)
        ]

    def test_no_words_of_a_client_are_told(self):
        """Ids and days are enough."""
        goal = goal_of(
            walking(daily()), milestones=[Milestone(id="ten", name="private", due=day(2))]
        )

        assert "private" not in "".join(
            map(repr, upcoming([goal], journal_of(), start=at(0), end=at(3)))
        )

    def test_ids_of_any_letters_make_keys_that_differ(self):
        """A slash in an id is not the slash between two."""
        keys = set()
        for subject, step in (("a", "b/c"), ("a/step/b", "c"), ("a%2Fb", "c")):
            plan = ActionPlan(steps=[Step(id=step, action="x", recurrence=daily())])
            goal = Goal(id="g", subject=subject, statement="x", plan=plan)
            keys |= {task.key for task in due([goal], Journal(subject=subject), now=at(0))}

        assert 3 == len(keys)

    def test_two_goals_with_one_step_ask_for_it_once(self):
        """The one that asks more and earlier holds."""
        often, seldom = (
            goal_of(walking(Recurrence.times_per(times, WEEKLY, start=MONDAY)), name=name)
            for name, times in (("g-1", 5), ("g-2", 2))
        )
        away = attrs.evolve(seldom, due=day(7))
        (task,) = due([often, away], journal_of(), now=at(0))

        assert (("g-1", "g-2"), 5, at(2, 0)) == (task.goals, task.times, task.due)
        paused = seldom.started(day=MONDAY)
        assert 1 == len(due([often, paused], journal_of(), now=at(0)))

    def test_phase_can_be_told_at_any_moment(self):
        """As long as nothing more is recorded."""
        (task,) = due([goal_of(walking(Recurrence.once(day(1))))], journal_of(), now=at(1))

        assert ["later", "due", "late", "overdue"] == [
            str(task.phase_at(at(number))) for number in (0, 1, 2, 5)
        ]
        with pytest.raises(InvalidValueError, match="moment must be a date and time with a zone"):
            task.phase_at(NAIVE)

    def test_phases_have_an_order_and_small_names(self):
        """So a host may ask for what is at least due."""
        assert "later open due late overdue".split() == [str(phase) for phase in sorted(Phase)]


class TestArguments:
    @pytest.mark.parametrize("wrong", [NAIVE, MONDAY, "now"])
    def test_moments_have_a_zone(self, wrong):
        """A wall time alone is another moment elsewhere."""
        for field, call in (
            ("now", lambda: due([], journal_of(), now=wrong)),
            ("after", lambda: next_change([], journal_of(), after=wrong)),
            ("start", lambda: upcoming([], journal_of(), start=wrong, end=at(1))),
            ("end", lambda: upcoming([], journal_of(), start=at(1), end=wrong)),
        ):
            with pytest.raises(InvalidValueError, match=f"{field} must be a date and time"):
                call()

    def test_range_holds_a_moment(self):
        """Nothing can be asked for in none."""
        with pytest.raises(InvalidValueError, match="end must be after start"):
            upcoming([], journal_of(), start=at(1), end=at(1))

    def test_goals_are_of_the_journals_subject_and_once_each(self):
        """What another person does says nothing of this one."""
        for goals, match in (
            ([goal_of(), goal_of()], "goals must be given once each"),
            ([attrs.evolve(goal_of(), subject="c-18")], "goals must be of the journal's own"),
            ([walking(None)], "goals must be Goal and TreatmentPlan items only"),
        ):
            with pytest.raises(InvalidValueError, match=match):
                due(goals, journal_of(), now=at(0))
        with pytest.raises(InvalidValueError, match="journal must be a Journal"):
            due([], [], now=at(0))

    def test_zone_is_one(self):
        """The message never holds the name."""
        with pytest.raises(InvalidValueError, match="zone must be the IANA name"):
            due([], journal_of(), now=at(0), zone="Nowhere/City")

    def test_zone_of_the_moment_is_taken_if_none_is_given(self):
        """A fixed offset is one too."""
        fixed = dt.timezone(dt.timedelta(hours=5))
        goal = goal_of(walking(daily()))
        now = dt.datetime(2025, 2, 3, 20, tzinfo=dt.UTC)

        assert [[(0, "due")], [(1, "due")]] == [
            now_of(goal, now=moment) for moment in (now, now.astimezone(fixed))
        ]
        (task,) = due([goal], journal_of(), now=now, zone="Asia/Tokyo")
        assert "2025-02-04 00:00:00+09:00" == str(task.due)


class TestNextChange:
    def test_it_is_the_next_moment_at_which_something_changes(self):
        """A host sleeps until then."""
        goal = goal_of(walking(daily(at=[dt.time(8), dt.time(20)])))

        assert [at(0, 8), at(0, 20), at(1, 0), at(1, 8)] == [
            next_change([goal], journal_of(), after=after)
            for after in (at(0, 0), at(0, 8), at(0, 20), at(1, 0))
        ]

    def test_it_is_in_the_zone_of_the_client(self):
        """So that it can be shown."""
        found = next_change(
            [goal_of(walking(daily()))], journal_of(), after=at(0), zone="Asia/Tokyo"
        )

        assert "2025-02-04 00:00:00+09:00" == str(found)

    def test_nothing_more_to_come_is_none(self):
        """No goals, closed ones, and what is overdue for good."""
        closed = (
            goal_of(walking(daily())).started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(2))
        )
        once = goal_of(walking(Recurrence.once(MONDAY)))

        assert [None] * 3 == [
            next_change(goals, journal_of(), after=at(10)) for goals in ([], [closed], [once])
        ]
        assert at(4, 0) == next_change([once], journal_of(), after=at(3))

    @pytest.mark.parametrize(
        "goal",
        [
            goal_of(walking(Recurrence.once(day(900)))),
            goal_of(walking(Recurrence.from_completion(900, start=day(500)))),
            goal_of(milestones=[Milestone(id="ten", name="x", due=day(900))]),
            goal_of(review=ReviewPolicy(base_days=900, minimum_days=890)),
            goal_of(milestones=[Milestone(id="ten", name="x", due=day(3), until=day(900))]),
        ],
        ids=["step", "completion", "milestone", "review", "end of a milestone"],
    )
    def test_beyond_a_year_it_says_when_to_look_again(self, goal):
        """Nothing is searched for without end."""
        found = next_change([goal], journal_of(), after=at(10))

        assert at(10 + 366, 0) == found

    def test_what_is_dated_ahead_is_known_on_its_day(self):
        """An entry that was written for a later day takes effect then."""
        once = goal_of(walking(Recurrence.once(MONDAY)))

        assert at(20, 0) == next_change([once], journal_of(done(20)), after=at(10))
        assert None is next_change([once], journal_of(done(20, step="other")), after=at(10))

    def test_sum_of_a_week_reaches_a_milestone_when_the_week_is_over(self):
        """At most so much a week is settled then."""
        aim = Aim.at_most(60, MINUTES, per=WEEKLY)
        milestone = Milestone(id="ten", name="x", aim=aim, due=day(1))
        goal = goal_of(milestones=[milestone])
        value = measured(0, measure="walked")

        assert at(7, 0) == next_change([goal], journal_of(value), after=at(5))

    def test_review_that_is_moved_by_the_course_changes_what_is_due(self):
        """A week that is over is too little, and the review comes sooner."""
        target = Target(
            id="t-1",
            aim=Aim.at_least(150, MINUTES, per=WEEKLY),
            recurrence=Recurrence.once(day(1)),
        )
        goal = goal_of(targets=[target], review=ReviewPolicy(base_days=12, minimum_days=5))
        journal = journal_of(measured(1, value=20, measure="walked"))

        assert [Phase.OPEN, Phase.OPEN, Phase.DUE] == [
            due([goal], journal, now=at(number))[0].phase for number in (6, 7, 9)
        ]
        assert at(9, 0) == next_change([goal], journal, after=at(6))

    def test_what_goes_on_without_end_is_looked_at_again(self):
        """A walk every three years is not searched for now."""
        goal = goal_of(walking(Recurrence.yearly(start=day(-400), every=3)))
        closed = goal.started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(800))
        died = goal.started(day=MONDAY).closed(ClosingReason.DIED, day=day(5))

        assert [at(376, 0)] * 2 == [
            next_change([one], journal_of(), after=at(10)) for one in (goal, closed)
        ]
        assert None is next_change([goal, attrs.evolve(died, id="g-2")], journal_of(), after=at(9))

    def test_days_off_can_reach_a_milestone_that_is_counted(self):
        """They take one after the other off what is required."""
        aim = Aim.done(4, out_of=5, step="walk")
        milestone = Milestone(id="ten", name="x", aim=aim, due=day(0))
        goal = goal_of(walking(daily()), milestones=[milestone], due=day(60))
        entries = [done(0), done(1), done(2), Absent(day=day(3), until=day(9))]
        after = due([goal], journal_of(*entries), now=at(2, 23))

        assert TaskKind.MILESTONE in {task.kind for task in after}
        assert at(3, 0) == next_change([goal], journal_of(*entries), after=at(2, 23))


@pytest.mark.parametrize("name", ["UTC", "Pacific/Kiritimati", "Pacific/Niue"])
@pytest.mark.parametrize(
    "now",
    [
        dt.datetime(1, 1, 3, tzinfo=dt.UTC),
        dt.datetime(1, 1, 20, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 20, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 29, tzinfo=dt.UTC),
    ],
)
@pytest.mark.parametrize("start", [dt.date.min, MONDAY, dt.date(9999, 12, 1), dt.date.max])
def test_ends_of_the_calendar_are_days_like_others(name, now, start):
    """A judgement is never an exception, and never without end."""
    goal = goal_of(
        walking(Recurrence.daily(start=start)),
        Step(id="a", action="x", recurrence=Recurrence.times_per(2, WEEKLY, start=start)),
        Step(id="b", action="x", recurrence=Recurrence.from_completion(3, start=start)),
        Step(id="c", action="x", recurrence=Recurrence.daily(start=start, at=[dt.time(9)])),
        targets=[measuring(), measuring(name="t-2", recurrence=Recurrence.yearly(start=start))],
        milestones=[Milestone(id="ten", name="x", due=start)],
        start=start,
        review=ReviewPolicy(base_days=14),
    )
    later = next_change([goal], journal_of(), after=now, zone=name)

    assert later is None or later > now
    for task in due([goal], journal_of(), now=now, zone=name):
        assert task.phase is task.phase_at(now)
