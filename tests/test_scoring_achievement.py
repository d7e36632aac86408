from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    AttainmentScale,
    ChangeCategory,
    ChangeKind,
    ChangeThreshold,
    ClosingReason,
    Course,
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
    NoticeKind,
    Rated,
    RatingKind,
    Recurrence,
    Step,
    Target,
    Toward,
    achievement,
)
from smartgoals.scoring import AchievementBasis, AchievementStatus

MONDAY = dt.date(2025, 2, 3)
AT = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
PRIVATE = "what nobody else should read"
HOURS = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP, least=0)
WALK = Recurrence.daily(start=MONDAY)


def day(number):
    return MONDAY + dt.timedelta(days=number)


def journal_of(*entries):
    return Journal(
        subject="c-17",
        entries=[
            entry.stamped(id=f"e-{n}", at=AT + dt.timedelta(minutes=n))
            for n, entry in enumerate(entries)
        ],
    )


def goal_of(*targets, **fields):
    return Goal(id="g-1", subject="c-17", statement=PRIVATE, targets=targets, **fields)


def threshold(points, toward=None, kind=ChangeKind.RELIABLE):
    return ChangeThreshold(points=points, kind=kind, toward=toward, source="somebody")


def asked(*thresholds):
    questionnaire = Instrument(
        id="q", name="Q", least=0, most=30, direction=Direction.DOWN, thresholds=thresholds
    )
    return Target(id="t-1", aim=Aim.at_most(5, questionnaire.measure()), baseline=15)


def scored(*values, measure="q"):
    return journal_of(
        *(Measured(measure=measure, value=value, day=day(n)) for n, value in enumerate(values))
    )


def of_change(target, *values, on=30, **thresholds):
    return achievement(goal_of(target), scored(*values), on=day(on), **thresholds)


class TestTable:
    @pytest.mark.parametrize(
        ("evidence", "course"),
        [
            ({}, Course.UNKNOWN),
            ({"is_met": True, "change": ChangeCategory.DETERIORATED}, Course.MET),
            ({"observations": 1, "change": ChangeCategory.HARMED}, Course.WORSENING),
            ({"observations": 1, "change": ChangeCategory.IMPROVED}, Course.UNKNOWN),
            ({"observations": 2, "change": ChangeCategory.RECOVERED}, Course.ON_COURSE),
            ({"observations": 2, "change": ChangeCategory.UNCHANGED}, Course.OFF_COURSE),
            ({"is_behind": True}, Course.OFF_COURSE),
            ({"is_behind": False}, Course.ON_COURSE),
            ({"is_behind": False, "change": ChangeCategory.HARMED}, Course.WORSENING),
        ],
    )
    def test_course_follows_from_the_evidence(self, evidence, course):
        """One look that is worse is enough to look again; one that is better is not."""
        assert course is AchievementBasis(**evidence).course

    @pytest.mark.parametrize("status", AchievementStatus)
    def test_parent_is_one_of_three(self, status):
        """FHIR's codes are a tree of two levels."""
        assert status.parent in {
            AchievementStatus.IN_PROGRESS,
            AchievementStatus.ACHIEVED,
            AchievementStatus.NOT_ACHIEVED,
        }
        assert status.parent is status.parent.parent

    @given(
        st.builds(
            AchievementBasis,
            is_met=st.booleans(),
            is_closed=st.booleans(),
            is_continuous=st.booleans(),
            observations=st.integers(0, 3),
            change=st.none() | st.sampled_from(ChangeCategory),
            progress=st.none() | st.floats(-2, 2),
            is_behind=st.none() | st.booleans(),
        )
    )
    def test_only_a_person_says_that_it_cannot_be_reached(self, basis):
        """And only what is to be kept up is sustained; met is achieved in some way."""
        assert basis.status is not AchievementStatus.NOT_ATTAINABLE
        assert (basis.status is AchievementStatus.SUSTAINING) == (
            basis.is_met and basis.is_continuous
        )
        assert (basis.status.parent is AchievementStatus.ACHIEVED) == basis.is_met

    @pytest.mark.parametrize("field", ["progress", "observations", "change"])
    def test_evidence_that_cannot_be_is_refused(self, field):
        """The error names the field."""
        with pytest.raises(InvalidValueError) as caught:
            AchievementBasis(**{field: float("nan")})

        assert field == caught.value.field


class TestThresholds:
    @pytest.mark.parametrize(
        ("value", "status", "course"),
        [
            (9, AchievementStatus.IMPROVING, Course.ON_COURSE),
            (10, AchievementStatus.NO_CHANGE, Course.OFF_COURSE),
            (15, AchievementStatus.NO_CHANGE, Course.OFF_COURSE),
            (18, AchievementStatus.NO_CHANGE, Course.OFF_COURSE),
            (19, AchievementStatus.WORSENING, Course.WORSENING),
            (5, AchievementStatus.ACHIEVED, Course.MET),
        ],
    )
    def test_better_takes_the_largest_and_worse_the_smallest(self, value, status, course):
        """Praise can wait, and a warning cannot."""
        seen = of_change(asked(threshold(4), threshold(6)), value)

        assert (status, course) == (seen.status, seen.course)

    def test_callers_thresholds_go_first(self):
        """There is no hidden default for who brings a number."""
        target = asked(threshold(4))

        assert AchievementStatus.IMPROVING is of_change(target, 10).status
        assert AchievementStatus.NO_CHANGE is of_change(target, 10, better=threshold(8)).status
        assert AchievementStatus.WORSENING is of_change(target, 18, worse=threshold(2)).status

    @pytest.mark.parametrize(
        ("known", "value", "expected"),
        [
            (Toward.BETTER, 12, ChangeCategory.UNCHANGED),
            (Toward.BETTER, 9, ChangeCategory.IMPROVED),
            (Toward.BETTER, 25, None),
            (Toward.WORSE, 12, None),
            (Toward.WORSE, 20, ChangeCategory.DETERIORATED),
            (Toward.WORSE, 16, ChangeCategory.UNCHANGED),
        ],
    )
    def test_threshold_for_one_way_says_nothing_about_the_other(self, known, value, expected):
        """Nobody said how much would be a change that way."""
        (part,) = of_change(asked(threshold(5, known)), value).parts

        assert expected is part.basis.change

    def test_part_names_what_it_was_judged_by(self):
        """A verdict without its threshold could not be defended."""
        (part,) = of_change(asked(threshold(4), threshold(6)), 20).parts

        assert (15, 4, ("e-0",)) == (part.baseline, part.threshold.points, part.entries)
        assert "t-1 from 15 to 20: getting harder lately; 4 points count as a change" == str(part)

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [("better", Toward.WORSE), ("worse", Toward.BETTER), ("better", None), ("worse", None)],
    )
    def test_threshold_for_the_other_way_is_refused(self, field, wrong):
        """It would never be reached."""
        given = "six" if wrong is None else threshold(6, wrong)

        with pytest.raises(InvalidValueError, match=f"^{field} must be a ChangeThreshold"):
            of_change(asked(), 10, **{field: given})

    @pytest.mark.parametrize("values", [(3, 17), (3, 6, 9, 12)])
    def test_relapse_is_told_from_the_best_that_was(self, values):
        """Better than at the start, and reliably worse than it had been."""
        seen = of_change(asked(threshold(6)), *values)

        assert (Course.WORSENING, 1) == (seen.course, len(seen.notices))

    def test_worsening_against_what_is_held_is_seen(self):
        """Keeping well is what relapse prevention is about."""
        held = attrs.evolve(
            asked(threshold(6)),
            aim=Aim.maintain(asked(threshold(6)).aim.measure, high=5),
            baseline=None,
            due=day(60),
        )
        courses = [of_change(held, *values).course for values in ((3,), (3, 7), (3, 11), (12,))]

        assert [
            Course.ON_COURSE,
            Course.OFF_COURSE,
            Course.WORSENING,
            Course.WORSENING,
        ] == courses
        assert 1 == len(of_change(held, 12).notices)

    def test_value_is_read_as_it_is_written(self):
        """To a computer 8.2 less 2.2 is a little less than 6."""
        scale = asked(threshold(6)).aim.measure
        target = Target(id="t-1", aim=Aim.at_most(1, scale), baseline=2.2)

        assert 1 == len(of_change(target, 8.2).notices)

    def test_other_language_takes_no_warning_back(self):
        """And is compared with nothing that was asked otherwise."""
        target = attrs.evolve(asked(threshold(6)), baseline=15, baseline_entry="e-0")
        said = [(15, "en"), (22, "en"), (9, "es")]
        journal = journal_of(
            *(
                Measured(measure="q", value=value, language=language, day=day(n))
                for n, (value, language) in enumerate(said)
            )
        )
        seen = achievement(goal_of(target), journal, on=day(9))

        assert (Course.WORSENING, 1) == (seen.course, len(seen.notices))
        assert ("e-2",) == seen.parts[0].unusable
        assert str(seen.parts[0]).endswith("; 1 could not be used")

    def test_baselines_own_entry_is_one_look(self):
        """On the first day nothing has had time to change."""
        target = attrs.evolve(asked(threshold(6)), baseline=15, baseline_entry="e-0")

        assert Course.UNKNOWN is of_change(target, 15, on=0).course

    def test_lucky_look_is_no_level(self):
        """Else everything after one good day would be worse."""
        low = attrs.evolve(asked(threshold(6)), baseline=20)

        assert () == of_change(low, 18, 4, 10, 10, 10, 10).notices
        assert 1 == len(of_change(low, 6, 4, 5, 4, 11).notices)

    def test_good_look_takes_the_notice_away(self):
        """Whoever is well again is not warned of."""
        assert () == of_change(asked(threshold(6)), 3, 20, 4).notices

    @pytest.mark.parametrize(
        ("said", "rings"),
        [
            ([(3, "de"), (20, None)], 1),
            ([(3, None), (20, "de")], 1),
            ([(3, "de"), (20, "de"), (4, None)], 0),
            ([(3, "de"), (14, "en")], 0),
        ],
    )
    def test_look_of_which_nobody_says_the_language_belongs_to_each(self, said, rings):
        """It may be compared with any, and only two that differ may not."""
        target = attrs.evolve(asked(threshold(6)), baseline=None)
        journal = journal_of(
            *(
                Measured(measure="q", value=value, language=language, day=day(n))
                for n, (value, language) in enumerate(said)
            )
        )

        assert rings == len(achievement(goal_of(target), journal, on=day(9)).notices)

    def test_callers_reliable_change_rings_too(self):
        """Whoever brings a number wants to hear of it."""
        assert [1, 0] == [
            len(of_change(asked(threshold(6)), 18, worse=threshold(3, kind=kind)).notices)
            for kind in (ChangeKind.RELIABLE, ChangeKind.IMPORTANT)
        ]

    def test_aim_the_other_way_is_judged_by_its_own_distance(self):
        """To come up to eight where less is better is a way up."""
        scale = asked(threshold(6)).aim.measure
        up = Target(id="t-1", aim=Aim.at_least(25, scale), baseline=5)
        courses = [of_change(up, value).course for value in (12, 20)]
        into = Target(id="t-1", aim=Aim.between(10, 15, scale), baseline=18)

        assert [Course.ON_COURSE, Course.ON_COURSE] == courses
        assert Course.WORSENING is of_change(into, 25).course
        less = Target(id="t-1", aim=Aim.between(20, 25, scale), baseline=15)
        assert Course.WORSENING is of_change(less, 8).course

    def test_huge_numbers_are_only_far_away(self):
        """A distance of two finite numbers need not be one."""
        far = Measure(id="q", kind=MeasureKind.AMOUNT, unit="km", direction=Direction.UP)
        target = Target(id="t-1", aim=Aim.at_least(1.7e308, far), baseline=0)

        assert Course.OFF_COURSE is of_change(target, -1.7e308, 0, 1).course

    def test_reliable_worsening_is_a_notice(self):
        """Whatever the course of the whole."""
        seen = of_change(asked(threshold(4)), 19)

        assert [NoticeKind.RELIABLE_WORSENING] == [notice.kind for notice in seen.notices]
        assert str(seen).startswith("notice: ")

    def test_important_change_is_no_reliable_one(self):
        """What people notice is another question."""
        seen = of_change(asked(threshold(1, kind=ChangeKind.IMPORTANT)), 12)

        assert AchievementStatus.IN_PROGRESS is seen.status


class TestTrend:
    TARGET = Target(id="t-1", aim=Aim.at_least(8, HOURS), baseline=4)

    @pytest.mark.parametrize(
        ("values", "status"),
        [
            ([4, 4.5, 5, 5.5, 6, 6.5], AchievementStatus.IMPROVING),
            ([6, 5.5, 5, 4.5, 4, 3.5], AchievementStatus.WORSENING),
            ([4.1, 4.1, 4.1, 4.1, 4.1, 4.1], AchievementStatus.NO_CHANGE),
            ([5, 5, 5, 5, 5, 5], AchievementStatus.IMPROVING),
            ([4, 7, 4, 7, 4, 7], AchievementStatus.IN_PROGRESS),
            ([3, 3.2, 3.4], AchievementStatus.WORSENING),
            ([5, 3], AchievementStatus.IN_PROGRESS),
            ([4, 7, 7.5, 6, 5, 4.5], AchievementStatus.WORSENING),
            ([4.5, 5, 6, 7, 7, 7, 4.2, 4.2, 4.2], AchievementStatus.WORSENING),
            ([5, 4.7, 4.5, 4.2, 3.9], AchievementStatus.WORSENING),
            ([5, 6], AchievementStatus.IN_PROGRESS),
            ([], AchievementStatus.IN_PROGRESS),
        ],
    )
    def test_measure_without_a_threshold_is_judged_by_its_values(self, values, status):
        """By their level and their line; while these may go either way, nothing is said."""
        seen = achievement(goal_of(self.TARGET), scored(*values, measure="sleep"), on=day(30))

        assert status is seen.status

    @pytest.mark.parametrize(
        ("hours", "course"),
        [([10, 20, 30, 35], Course.ON_COURSE), ([9, 6, 4, 2], Course.WORSENING)],
    )
    def test_sums_of_periods_are_judged_by_their_values_too(self, hours, course):
        """A week is one look."""
        weekly = Target(id="t-1", aim=Aim(measure=HOURS, low=50, per=Frequency.WEEKLY), baseline=10)
        journal = journal_of(
            *(
                Measured(measure="sleep", value=value, day=day(7 * week))
                for week, value in enumerate(hours)
            )
        )

        assert course is achievement(goal_of(weekly, start=MONDAY), journal, on=day(28)).course

    def test_better_is_nearer_to_the_aim_whichever_way_the_measure_points(self):
        """Up is better for hours, and from ten to eight it is down."""
        less = Target(id="t-1", aim=Aim.between(7, 8, HOURS), baseline=10)
        courses = [
            achievement(goal_of(less), scored(*values, measure="sleep"), on=day(30)).course
            for values in ([9.8, 9.5, 9.2, 8.9], [10.5, 11, 11.5, 12])
        ]

        assert [Course.ON_COURSE, Course.WORSENING] == courses

    def test_many_values_are_read_from_the_end(self):
        """What was years ago says nothing of how it is going."""
        values = [7.9] * 50 + [4.0] * 200
        seen = achievement(goal_of(self.TARGET), scored(*values, measure="sleep"), on=day(300))

        assert AchievementStatus.NO_CHANGE is seen.status

    def test_open_week_is_no_look_yet(self):
        """A rising sum of an open week is none."""
        weekly = Target(id="t-1", aim=Aim(measure=HOURS, low=50, per=Frequency.WEEKLY), baseline=1)
        held = Target(id="t-2", aim=Aim.maintain(HOURS, low=6))
        goal = goal_of(weekly, held, start=MONDAY)
        seen = achievement(goal, scored(4, 5, 6, 7, measure="sleep"), on=day(3))

        assert [None, None] == [part.basis.change for part in seen.parts]


class TestCounts:
    def seen(self, *numbers, on=9, missed=(), recurrence=WALK, out_of=30):
        step = Step(id="walk", action=PRIVATE, recurrence=recurrence)
        target = Target(id="t-1", aim=Aim.done(20, out_of=out_of, step="walk"))
        entries = [Done(step="walk", day=day(number)) for number in numbers]
        entries += [Missed(step="walk", day=day(number)) for number in missed]
        goal = goal_of(target, plan=ActionPlan(steps=[step]), start=MONDAY)
        return achievement(goal, journal_of(*entries), on=day(on))

    @pytest.mark.parametrize(
        ("done", "missed", "course"),
        [
            (range(6), range(6, 9), Course.ON_COURSE),
            (range(5), range(5, 9), Course.OFF_COURSE),
            (range(5), range(5, 8), Course.UNKNOWN),
            ((), (), Course.UNKNOWN),
        ],
    )
    def test_count_is_on_course_at_an_even_pace(self, done, missed, course):
        """Of 20 in 30, after 9 that were due, 6 are needed; days that nobody told may decide."""
        assert course is self.seen(*done, missed=missed).course

    def test_pace_is_exact(self):
        """In floating point 14 of 50 after 25 is a little more than 7."""
        step = Step(id="walk", action=PRIVATE, recurrence=WALK)
        target = Target(id="t-1", aim=Aim.done(14, out_of=50, step="walk"))
        entries = [Done(step="walk", day=day(number)) for number in range(7)]
        entries += [Missed(step="walk", day=day(number)) for number in range(7, 25)]
        goal = goal_of(target, plan=ActionPlan(steps=[step]), start=MONDAY)

        assert Course.ON_COURSE is achievement(goal, journal_of(*entries), on=day(25)).course

    def test_pace_is_of_what_is_left_after_what_was_excused(self):
        """Half the month away leaves fifteen days, and all of them are asked."""
        step = Step(id="walk", action=PRIVATE, recurrence=WALK)
        target = Target(id="t-1", aim=Aim.done(20, out_of=30, step="walk"))
        entries = [Absent(day=MONDAY, until=day(15))]
        entries += [Done(step="walk", day=day(number)) for number in range(15, 25)]
        entries += [Missed(step="walk", day=day(number)) for number in range(25, 30)]
        goal = goal_of(target, plan=ActionPlan(steps=[step]), start=MONDAY)

        assert Course.OFF_COURSE is achievement(goal, journal_of(*entries), on=day(30)).course

    def test_step_that_is_due_on_no_day_has_no_pace(self):
        """Nothing says how much is needed by now."""
        assert Course.UNKNOWN is self.seen(0, 1, recurrence=None).course

    def test_first_day_has_no_pace_yet(self):
        """Today is not over."""
        assert Course.UNKNOWN is self.seen(on=0).course

    def test_all_done_is_met(self):
        """Then nothing is left to be behind with."""
        seen = self.seen(*range(20), on=25)

        assert (Course.MET, AchievementStatus.ACHIEVED) == (seen.course, seen.status)


class TestWhole:
    def test_worst_part_speaks_for_the_whole(self):
        """A target that goes well does not hide one that does not."""
        better = asked(threshold(4))
        worse = Target(id="t-2", aim=Aim.at_least(8, HOURS), baseline=4)
        falling = [Measured(measure="sleep", value=9 - n, day=day(n)) for n in range(8)]
        journal = journal_of(Measured(measure="q", value=9, day=day(1)), *falling)
        seen = achievement(goal_of(better, worse), journal, on=day(30))

        assert [Course.ON_COURSE, Course.WORSENING] == [part.basis.course for part in seen.parts]
        assert Course.WORSENING is seen.course

    def test_part_of_which_too_little_is_known_leaves_the_course_unknown(self):
        """An unknown course never lengthens an interval."""
        unknown = Target(id="t-2", aim=Aim.at_least(8, HOURS), baseline=4)
        seen = achievement(goal_of(asked(threshold(4)), unknown), scored(9), on=day(30))

        assert (Course.UNKNOWN, AchievementStatus.IN_PROGRESS) == (seen.course, seen.status)

    def test_goal_is_met_when_all_its_targets_are(self):
        """One of two is on the way."""
        other = Target(id="t-2", aim=Aim.at_least(8, HOURS), baseline=4)
        goal = goal_of(asked(threshold(4)), other, continuous=True)
        slept = Measured(measure="sleep", value=8, day=day(1))
        score = Measured(measure="q", value=3, day=day(1))

        assert (
            AchievementStatus.SUSTAINING
            is achievement(goal, journal_of(slept, score), on=day(2)).status
        )
        assert not achievement(goal, journal_of(slept), on=day(2)).basis.is_met

    @pytest.mark.parametrize(
        ("why", "value", "status"),
        [
            (ClosingReason.CHOICE, 15, AchievementStatus.NO_PROGRESS),
            (ClosingReason.CHOICE, 10, AchievementStatus.NOT_ACHIEVED),
            (ClosingReason.CHOICE, 4, AchievementStatus.ACHIEVED),
            (ClosingReason.NOT_ATTAINABLE, 4, AchievementStatus.NOT_ATTAINABLE),
        ],
    )
    def test_goal_that_ended_is_called_by_how_far_it_came(self, why, value, status):
        """Ended without being reached is no verdict on anybody."""
        goal = goal_of(asked(threshold(4))).started(day=MONDAY).closed(why, day=day(5))

        assert status is achievement(goal, scored(value), on=day(5)).status
        before = achievement(goal, scored(value), on=day(4))
        assert before.status.parent is not AchievementStatus.NOT_ACHIEVED

    @pytest.mark.parametrize(
        ("ratings", "is_met", "observations"),
        [
            ([], False, 0),
            ([("c-17", 0)], True, 1),
            ([("c-17", 1), ("t-2", -1)], False, 2),
            ([("c-17", 0), ("t-2", -1), ("t-2", 0)], True, 3),
        ],
    )
    def test_goal_without_targets_is_met_when_all_raters_say_so(
        self, ratings, is_met, observations
    ):
        """The latest rating of each; raters are never mixed."""
        entries = [
            Rated(goal="g-1", kind=RatingKind.ATTAINMENT, value=value, rater=rater, day=day(n))
            for n, (rater, value) in enumerate(ratings)
        ]
        confident = Rated(goal="g-1", kind=RatingKind.CONFIDENCE, value=9, rater="c-17", day=MONDAY)
        basis = achievement(goal_of(), journal_of(confident, *entries), on=day(9)).basis

        assert (is_met, observations) == (basis.is_met, basis.observations)

    def test_goal_that_people_called_achieved_is(self):
        """It is a person's word, as that it cannot be."""
        goal = goal_of().started(day=MONDAY).completed(day=day(5))

        assert [AchievementStatus.IN_PROGRESS, AchievementStatus.ACHIEVED] == [
            achievement(goal, journal_of(), on=day(number)).status for number in (4, 5)
        ]

    def test_little_progress_needs_all_to_be_known(self):
        """A target that nobody looked at has not failed."""
        other = Target(id="t-2", aim=Aim.at_least(8, HOURS), baseline=4, weight=20)
        goal = goal_of(asked(threshold(4)), other).started(day=MONDAY)
        closed = goal.closed(ClosingReason.CHOICE, day=day(5))

        assert AchievementStatus.NOT_ACHIEVED is achievement(closed, scored(15), on=day(5)).status

    def test_goal_that_has_ended_says_so(self):
        """It is on no course any more."""
        goal = goal_of(asked(threshold(4))).started(day=MONDAY)
        died = goal.closed(ClosingReason.DIED, day=day(5))

        assert "2025-02-08: ended (not-achieved)\n  t-1 from 15 to 9: ended; " in (
            str(achievement(died, scored(9), on=day(5)))
        )

    @pytest.mark.parametrize(
        ("levels", "course", "is_met"),
        [
            ([-2], Course.WORSENING, False),
            ([-1], Course.OFF_COURSE, False),
            ([0], Course.MET, True),
            ([], Course.UNKNOWN, False),
        ],
    )
    def test_rating_is_compared_with_where_its_scale_began(self, levels, course, is_met):
        """What was rated before the scale was set is about another."""
        scale = AttainmentScale(expected=PRIVATE, baseline=-1, day=day(2))
        rated = [(2, 1), *((level, 3 + n) for n, level in enumerate(levels))]
        entries = [
            Rated(goal="g-1", kind=RatingKind.ATTAINMENT, value=value, rater="c-17", day=day(n))
            for value, n in rated
        ]
        seen = achievement(goal_of(attainment=scale), journal_of(*entries), on=day(9))

        assert (course, is_met) == (seen.course, seen.basis.is_met)

    def test_goal_of_milestones_is_met_when_all_are_reached(self):
        """Those that count, that is."""
        found, packed = (Milestone(id=name, name=PRIVATE, weight=1) for name in ("a", "b"))
        goal = Goal(id="g-1", subject="c-17", statement=PRIVATE, milestones=[found, packed])
        reached = [MilestoneReached(milestone=name, day=MONDAY) for name in ("a", "b")]

        assert [False, True] == [
            achievement(goal, journal_of(*reached[:number]), on=MONDAY).basis.is_met
            for number in (1, 2)
        ]

    def test_what_is_shown_is_kind_and_holds_no_words_of_a_client(self):
        """The id of a drafted target begins with the goal's, which is left out."""
        target = Target(id="g-1:t", aim=Aim.at_least(8, HOURS))
        seen = achievement(goal_of(target), scored(measure="sleep"), on=MONDAY)

        assert (
            "2025-02-03: not enough information yet (in-progress)\n  t: not enough information yet"
        ) == str(seen)

    def test_version_in_force_is_judged(self):
        """Not the one that it replaced."""
        goal = goal_of(asked(threshold(4))).started(day=MONDAY)
        easier = Target(id="t-1", aim=Aim.at_most(12, goal.targets[0].aim.measure))
        revised = goal.revised(day=day(3), targets=[easier])

        assert [False, True] == [
            achievement(revised, scored(11), on=day(number)).basis.is_met for number in (2, 3)
        ]
