from __future__ import annotations

import datetime as dt
import re

import attrs
import pytest
from hypothesis import HealthCheck, Phase, example, find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    AttainmentScale,
    ChangeRequested,
    ClosingReason,
    Decision,
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
    Milestone,
    MilestoneReached,
    Missed,
    Noted,
    NoteKind,
    Rated,
    RatingKind,
    Recurrence,
    Reviewed,
    Step,
    Target,
    instrument,
)
from smartgoals.schedule import (
    Audience,
    Celebration,
    CelebrationKind,
    QuestionCode,
    SaidKind,
    Summary,
    summary,
)
from smartgoals.schedule._said import names_of
from smartgoals.scoring import AchievementStatus
from smartgoals.testing import (
    action_plans,
    aims,
    days,
    entries,
    goals,
    journals,
    measures,
    milestones,
    targets,
    units,
)
from smartgoals.testing._journals import HAPPENED

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
CLIENT, CLINICIAN = Audience.CLIENT, Audience.CLINICIAN
MARKER = "zqx-what-i-told-you-zqx"
SAID = st.text(max_size=5).map(lambda text: f"{text}{MARKER}{text}")
OWN_UNITS = units(annotation=st.just(MARKER))
SOME = settings(max_examples=max(10, settings().max_examples // 10))
UNKIND = re.compile(r"fail|breach|not[- ]met|miss", re.IGNORECASE)


def day(number):
    return MONDAY + dt.timedelta(days=number)


def journal_of(*happened):
    """Stamp entries in the order in which they come."""
    start = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
    return Journal(
        subject="c-17",
        entries=[
            entry.stamped(id=f"e-{n}", at=start + dt.timedelta(minutes=n), author="c-17")
            for n, entry in enumerate(happened)
        ],
    )


def goal_of(*, is_active=True, **fields):
    fields = {"id": "g-1", "start": MONDAY, "statement": MARKER} | fields
    goal = Goal(subject="c-17", **fields)
    return goal.started(day=MONDAY) if is_active else goal


def told(*happened, goal=None, since=0, on=13, audience=CLINICIAN, **options):
    """Summarise one goal, or several."""
    given = goal if isinstance(goal, list) else [goal_of() if goal is None else goal]
    return summary(
        given,
        journal_of(*happened),
        since=day(since),
        on=day(on),
        audience=audience,
        **options,
    )


ANXIETY = instrument("gad7").measure()
DRINKS = Measure(
    id="drinks", kind=MeasureKind.COUNT, unit="{drink}", direction=Direction.DOWN, least=0
)
SLEEP = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
WALK = Step(id="walk", action=MARKER, recurrence=Recurrence.daily(start=MONDAY))
PLAN = ActionPlan(steps=[WALK])


def calm(**fields):
    targets = [Target(id="calm", aim=Aim.at_most(4, ANXIETY), baseline=16)]
    return goal_of(targets=targets, **fields)


def asleep(**fields):
    """Return a goal whose measure has no published change."""
    return goal_of(targets=[Target(id="hours", aim=Aim.at_least(8, SLEEP), baseline=4)], **fields)


def often(times=3, **fields):
    fields = {"plan": PLAN} | fields
    return goal_of(
        targets=[Target(id="often", aim=Aim.done(times, out_of=14, step="walk"))], **fields
    )


def few(**fields):
    limit = Aim.at_most(3, DRINKS, per=Frequency.DAILY)
    return goal_of(targets=[Target(id="few", aim=limit)], **fields)


def walked(*numbers, part=1):
    return [Done(step="walk", day=day(number), part=part) for number in numbers]


def scored(value, number, **fields):
    return Measured(measure="gad7", value=value, day=day(number), **fields)


def slept(value, number, **fields):
    return Measured(measure="sleep", value=value, day=day(number), **fields)


def drank(value, number):
    return Measured(measure="drinks", value=value, day=day(number))


def rated(value, number, rater, kind=RatingKind.OUTCOME, goal="g-1"):
    return Rated(goal=goal, kind=kind, value=value, rater=rater, day=day(number))


def reviewed(number, goal="g-1", **fields):
    return Reviewed(goal=goal, decision=Decision.CONTINUE, day=day(number), **fields)


def noted(number, kind=NoteKind.PROGRESS, topic=None):
    return Noted(text=MARKER, kind=kind, topic=topic, day=day(number))


def kinds(found):
    return [(celebration.kind, celebration.id) for celebration in found.celebrations]


class TestWhichGoals:
    def test_goal_that_is_open_is_in_it_whatever_it_waits_for(self):
        """What rests and what was not begun is said so, to both readers."""
        several = [
            goal_of(id="g-1"),
            goal_of(id="g-2").paused(day=day(3)),
            goal_of(id="g-3", is_active=False).accepted(by="c-17", day=MONDAY),
            goal_of(id="g-4", is_active=False),
        ]
        found = told(goal=several)

        assert ["active", "on-hold", "accepted", "proposed"] == [
            str(goal.lifecycle) for goal in found.goals
        ]
        assert [
            "g-2: rests for now",
            "g-3: not begun yet",
            "g-4: not begun yet",
        ] == told(goal=several, audience=CLIENT).render().splitlines()[2:5]

    @pytest.mark.parametrize(("closed", "is_in"), [(3, False), (4, True), (13, True)])
    def test_goal_that_ended_is_in_it_where_that_was_in_these_days(self, closed, is_in):
        """What ended before has had its talk."""
        goal = goal_of().closed(ClosingReason.CHOICE, day=day(closed))
        found = told(goal=goal, since=4)

        assert is_in is bool(found.goals)
        assert (() if is_in else ("g-1",)) == found.left_out

    def test_goal_that_ends_later_is_open_still(self):
        """A day of judgement knows what happened by its end."""
        found = told(goal=goal_of().closed(ClosingReason.CHOICE, day=day(14)))

        assert (Lifecycle.ACTIVE, None) == (found.goals[0].lifecycle, found.goals[0].closure)

    def test_goal_that_was_reopened_is_open(self):
        """The last word counts."""
        goal = goal_of().completed(day=day(2)).resumed(day=day(5))

        assert told(goal=goal).goals[0].closure is None

    def test_goal_that_was_never_agreed_or_proposed_later_is_left_out(self):
        """Of an end without a day nobody knows whether it was in these days."""
        later = LifecycleChange(status=Lifecycle.PROPOSED, day=day(14))
        undated = LifecycleChange(status=Lifecycle.CANCELLED, closing=ClosingReason.CHOICE)
        several = [
            goal_of(id="g-1").moved(Lifecycle.ENTERED_IN_ERROR, day=day(2)),
            goal_of(id="g-2", is_active=False).moved(Lifecycle.REJECTED, day=day(2)),
            goal_of(id="g-3", is_active=False, lifecycle_history=[later]),
            goal_of(id="g-4", is_active=False, lifecycle_history=[undated]),
        ]
        found = told(goal=several)

        assert () == found.goals
        assert ("g-1", "g-2", "g-3", "g-4") == found.left_out
        assert str(found).endswith("left out: g-1, g-2, g-3, g-4")
        assert None is found.next_question

    def test_other_persons_goal_is_refused(self):
        """Another person's goals are nobody else's to read about."""
        other = attrs.evolve(goal_of(), subject="c-18")

        with pytest.raises(InvalidValueError, match="subject"):
            told(goal=[other])

    @pytest.mark.parametrize(
        ("wrong", "match"),
        [
            ({"since": day(1), "on": MONDAY}, "since must be on or before"),
            ({"since": "2025-02-03"}, r"since must be a datetime\.date"),
            ({"since": dt.datetime(2025, 2, 3, tzinfo=dt.UTC)}, r"since must be a datetime\.date"),
            ({"on": "2025-02-03"}, r"on must be a datetime\.date"),
            ({"audience": "client"}, "audience must be an Audience"),
            ({"streaks": 1}, "streaks must be True or False"),
            ({"include": ["psychotherapy-notes"]}, "include must be kinds of notes"),
            (
                {"include": [NoteKind.PSYCHOTHERAPY], "audience": CLIENT},
                "include must be left out for a client",
            ),
            ({"goals": [goal_of(), goal_of()]}, "each given once"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, wrong, match):
        """Misuse raises; a judgement never does."""
        asked = {"goals": [goal_of()], "since": MONDAY, "on": day(13), "audience": CLINICIAN}
        asked |= wrong

        with pytest.raises(InvalidValueError, match=match):
            summary(asked.pop("goals"), journal_of(), **asked)


class TestProgress:
    def test_change_is_what_was_gained_in_these_days(self):
        """The day before the first is what it is compared with."""
        found = told(*walked(0, 7), goal=often(4), since=7, audience=CLIENT)

        assert 0.25 == found.goals[0].change
        assert "done once; from 25 % to 50 % of the way" in str(found)

    def test_change_is_unknown_where_one_end_is(self):
        """Nothing is known of the day before the first entry, or before the first of all days."""
        early = Goal(id="g-1", subject="c-17", statement=MARKER)
        found = summary(
            [early], journal_of(), since=dt.date.min, on=dt.date.min, audience=CLINICIAN
        )

        assert None is told(*walked(7), goal=often(), since=7).goals[0].change
        assert (None, None) == (found.goals[0].before, found.goals[0].change)
        assert "progress unknown" in str(found)

    def test_two_agreements_are_not_compared(self):
        """Who agrees to more has lost nothing."""
        goal = often(4)
        longer = Target(id="often", aim=Aim.done(8, out_of=14, step="walk"))
        found = told(*walked(0, 1, 7), goal=goal.revised(day=day(8), targets=[longer]), since=7)
        checkpoint = goal.revised(day=day(8), milestones=[Milestone(id="m-1", name=MARKER)])

        assert None is found.goals[0].change
        assert "progress 37 %\n" in f"{found}\n".replace("\n  ", "\n", 1)
        assert 0.25 == told(*walked(0, 1, 7), goal=checkpoint, since=7).goals[0].change

    def test_loss_is_for_the_clinician_to_read(self):
        """A client reads what is there."""
        happened = [slept(6, 0), slept(5, 8)]
        seen, read = (
            str(told(*happened, goal=asleep(), since=7, audience=audience))
            for audience in (CLINICIAN, CLIENT)
        )

        assert "progress from 50 % to 25 %" in seen
        assert "hours: 5 h on 2025-02-11, before 6 h on 2025-02-03 (entry e-1)" in seen
        assert "%" not in read
        assert " h" not in read.replace(" has", "").replace(" harder", "").replace(" help", "")

    def test_progress_that_stayed_is_told_as_what_it_is(self):
        """Where nothing moved there is nothing to compare."""
        found = told(*walked(0), goal=often(4), since=7, audience=CLIENT)

        assert "; 25 % of the way" in str(found)

    def test_progress_that_stays_is_not_told_as_a_way(self):
        """From a number to the same number is nowhere."""
        found = told(*walked(0), goal=often(4), since=7)

        assert "progress stays at 25 %" in str(found)

    @pytest.mark.parametrize(
        ("parts", "said"),
        [([0.5], "done in part"), ([1], "done once"), ([1, 0.5], "done 1.5 times")],
    )
    def test_what_was_done_in_part_is_said_in_words(self, parts, said):
        """Nobody does a thing half a time."""
        happened = [walked(number, part=part)[0] for number, part in enumerate(parts)]
        found = told(*happened, goal=goal_of(plan=PLAN), audience=CLIENT)

        assert f"g-1: not enough information yet; {said}" in str(found).splitlines()

    def test_adherence_is_that_of_these_days(self):
        """What was due before is another summary's."""
        found = told(*walked(0, 1, 7, 8), Missed(step="walk", day=day(9)), goal=often(), since=7)

        assert (2, 1, 3) == tuple(
            getattr(found.goals[0].adherence, name) for name in ("done", "missed", "unknown")
        )
        assert "  steps: 2 of 6 done, 3 unknown, 66 % of what is known" in str(found)

    def test_several_steps_are_told_one_by_one(self):
        """Each has its own line for a clinician."""
        plan = ActionPlan(steps=[WALK, attrs.evolve(WALK, id="g-1:rest")])
        lines = str(told(*walked(0), goal=often(plan=plan), on=2)).splitlines()

        assert [
            "    walk: 1 of 2 done, 1 unknown, 100 % of what is known; between 50 % and 100 %",
            "    rest: 2 due, nothing recorded yet",
        ] == lines[3:5]

    def test_what_was_done_beyond_the_plan_is_a_strength_too(self):
        """It makes up for nothing, and it was done."""
        rarely = attrs.evolve(WALK, recurrence=Recurrence.daily(start=MONDAY, every=7))
        found = told(
            *walked(0, 1), goal=often(9, plan=ActionPlan(steps=[rarely])), on=3, audience=CLIENT
        )

        assert "done 2 times" in str(found)


class TestTargets:
    def test_latest_value_stands_beside_the_one_before(self):
        """With its unit, its day and its evidence."""
        found = told(slept(5, 1), slept(5.5, 3), slept(7, 9), slept(6, 8), goal=asleep(), since=7)
        (target,) = found.goals[0].targets

        assert (7, day(9), ("e-2",)) == (target.latest, target.latest_day, target.entries)
        assert (5.5, day(3), ("e-1",)) == (
            target.previous,
            target.previous_day,
            target.previous_entries,
        )
        assert (1.5, True, True) == (target.change, target.is_new, target.is_nearer)
        assert "h" == str(target.unit)
        assert "hours: 7 h on 2025-02-12, before 5.5 h on 2025-02-06 (entry e-2)" == str(target)
        assert "from 5.5 h to 7 h" == target.said

    def test_value_that_is_not_new_says_so(self):
        """It is no news, and neither nearer nor further."""
        (target,) = told(slept(5, 1), goal=asleep(), since=7).goals[0].targets

        assert (False, None) == (target.is_new, target.is_nearer)
        assert "hours: 5 h on 2025-02-04, nothing newer (entry e-0)" == str(target)

    def test_first_value_is_compared_with_the_baseline(self):
        """It began somewhere."""
        (target,) = told(slept(5, 1), goal=asleep()).goals[0].targets

        assert (None, None, True) == (target.previous, target.change, target.is_nearer)
        assert "hours: 5 h on 2025-02-04, at the start 4 h (entry e-0)" == str(target)
        assert "from 4 h to 5 h" == target.said

    def test_first_value_without_a_baseline_stands_alone(self):
        """Where it began is never guessed."""
        goal = goal_of(targets=[Target(id="hours", aim=Aim.at_least(8, SLEEP))])
        (target,) = told(slept(5, 1), goal=goal).goals[0].targets

        assert (None, "5 h") == (target.is_nearer, target.said)
        assert "hours: 5 h on 2025-02-04 (entry e-0)" == str(target)

    def test_nothing_recorded_is_unknown(self):
        """And no zero; what could not be used is told."""
        empty = told(goal=asleep()).goals[0].targets[0]
        odd = told(slept(5, 1, unit="kg"), goal=asleep()).goals[0].targets[0]

        assert ("hours: nothing recorded yet", "nothing recorded yet") == (str(empty), empty.said)
        assert (None, None, False) == (empty.change, empty.is_nearer, empty.is_new)
        assert (("e-0",), "hours: nothing recorded yet; 1 could not be used") == (
            odd.unusable,
            str(odd),
        )

    def test_values_of_two_languages_are_not_compared(self):
        """What the day before took for the latest was asked in another one."""
        happened = [scored(15, 1, language="de"), scored(9, 9, language="en")]
        (target,) = told(*happened, goal=calm(), since=7).goals[0].targets

        assert (9, None) == (target.latest, target.previous)

    def test_count_is_told_as_far_as_it_came(self):
        """More done is nearer."""
        (target,) = told(*walked(0, 1, 7), goal=often(9), since=7).goals[0].targets

        assert (3, 2, True, None) == (
            target.latest,
            target.previous,
            target.is_nearer,
            target.unit,
        )
        assert "often: 3 done on 2025-02-10, before 2 done on 2025-02-04 (3 entries)" == str(target)

    def test_count_where_one_more_was_not_done_is_not_nearer(self):
        """Something is new, and no more was done."""
        happened = [*walked(0), Missed(step="walk", day=day(8))]

        assert False is told(*happened, goal=often(9), since=7).goals[0].targets[0].is_nearer

    def test_count_of_another_step_is_not_compared(self):
        """A target may count something else from one day on."""
        plan = ActionPlan(steps=[WALK, attrs.evolve(WALK, id="swim")])
        swim = Target(id="often", aim=Aim.done(3, out_of=14, step="swim"))
        goal = often(plan=plan, milestones=[Milestone(id="often", name=MARKER)]).revised(
            day=day(7), targets=[swim]
        )
        happened = [*walked(0), Done(step="swim", day=day(8))]
        (target,) = told(*happened, goal=goal, since=7).goals[0].targets

        assert (1, None, None) == (target.latest, target.previous, target.is_nearer)

    def test_sum_by_the_day_is_seen_with_all_its_entries(self):
        """A period is one look."""
        happened = [drank(1, 0), drank(1, 8), drank(1, 8)]
        (target,) = told(*happened, goal=few(), since=7).goals[0].targets

        assert (2, 1, ("e-1", "e-2")) == (target.latest, target.previous, target.entries)
        assert str(target).endswith("(2 entries)")


TEN = Milestone(id="ten", name=f"{MARKER} ten", celebration=f"{MARKER} river")


class TestCelebrations:
    def test_milestone_that_somebody_declared_is_celebrated_in_its_days(self):
        """With the words for it, which are not shown."""
        goal = goal_of(milestones=[TEN])
        happened = MilestoneReached(milestone="ten", day=day(8))
        (found,) = told(happened, goal=goal, since=7).celebrations

        assert ("milestone ten: reached on 2025-02-11", ("e-0",)) == (str(found), found.entries)
        assert (TEN.name, TEN.celebration) == (found.name, found.celebration)
        assert MARKER not in repr(found)
        assert [[], []] == [
            kinds(told(happened, goal=goal, **days))
            for days in ({"since": 0, "on": 7}, {"since": 9})
        ]

    def test_milestone_is_reached_by_its_aim_too(self):
        """Nobody has to say what the values say."""
        aim = Aim.done(2, out_of=14, step="walk")
        goal = goal_of(plan=PLAN, milestones=[attrs.evolve(TEN, aim=aim)])
        happened = walked(0, 7)

        assert [(CelebrationKind.MILESTONE, "ten")] == kinds(told(*happened, goal=goal, since=7))
        assert [] == kinds(told(*happened, goal=goal, since=8))

    def test_milestone_that_ended_meanwhile_is_not_forgotten(self):
        """The plan went on without it, or with another of the same name."""
        goal = goal_of(milestones=[TEN])
        reached = MilestoneReached(milestone="ten", day=day(8))
        later = attrs.evolve(TEN, name="another", celebration="")
        without = goal.revised(day=day(10), ended=["ten"])
        renamed = goal.revised(day=day(10), milestones=[later])

        assert [TEN.name] == [
            found.name for found in told(reached, goal=without, since=7).celebrations
        ]
        assert ["another"] == [
            found.name for found in told(reached, goal=renamed, since=7).celebrations
        ]
        assert [] == kinds(told(reached, goal=without, since=10))
        assert [] == kinds(told(goal=without, since=7))

    def test_what_is_reached_after_the_end_is_not_of_the_goal(self):
        """Taken up again, the goal counts it as new: nobody has celebrated it yet."""
        goal = asleep().closed(ClosingReason.CHOICE, day=day(2))
        late, early = slept(8, 3), slept(8, 2)

        assert [[], [(CelebrationKind.TARGET, "hours")]] == [
            kinds(told(each, goal=goal)) for each in (late, early)
        ]
        again = goal.resumed(day=day(5))
        assert [(CelebrationKind.TARGET, "hours")] == kinds(told(late, goal=again, since=4))

    def test_target_is_celebrated_when_it_is_newly_met(self):
        """And not once more while it stays so."""
        goal = asleep()
        happened = [slept(6, 0), slept(8, 8), slept(9, 15)]
        (found,) = told(*happened, goal=goal, since=7).celebrations

        assert "target hours: reached, as 2025-02-11 shows" == str(found)
        assert [] == kinds(told(*happened, goal=goal, since=14, on=20))

    def test_target_that_slipped_again_is_not_celebrated(self):
        """The last day says where it stands."""
        assert [] == kinds(told(slept(8, 8), slept(6, 9), goal=asleep(), since=7))

    def test_goal_that_people_closed_as_achieved_is_celebrated(self):
        """It is their word; any other end is none."""
        found = told(goal=goal_of().completed(day=day(8)), since=7)

        assert ["goal g-1: reached on 2025-02-11"] == [str(each) for each in found.celebrations]
        assert [] == kinds(told(goal=goal_of().closed(ClosingReason.CHOICE, day=day(8))))

    def test_limit_with_nothing_recorded_earns_nothing(self):
        """Silence is not abstinence."""
        assert [] == kinds(told(goal=few(due=day(4)), streaks=True))

    def test_limit_that_is_known_in_part_earns_nothing_yet(self):
        """An unknown day may have been another one."""
        goal = few(due=day(4))
        whole = [drank(0, number) for number in range(4)]

        assert [(CelebrationKind.TARGET, "few")] == kinds(told(*whole, goal=goal))
        assert [] == kinds(told(*whole[:3], goal=goal))

    def test_limit_that_was_no_limit_before_cannot_be_looked_at_by_its_days(self):
        """Nobody knows of all its time, so nothing is praised."""
        once = Target(id="few", aim=Aim.at_most(3, DRINKS))
        limit = Target(id="few", aim=Aim.at_most(3, DRINKS, per=Frequency.DAILY))
        goal = goal_of(targets=[once], due=day(4)).revised(day=day(1), targets=[limit])
        happened = [drank(0, number) for number in range(4)]

        assert [] == kinds(told(*happened, goal=goal, since=1, streaks=True))

    def test_streak_is_celebrated_where_it_is_asked_for_and_grew(self):
        """One is none, and what nobody lengthened is no news."""
        goal = goal_of(plan=PLAN)
        found = told(*walked(5, 6, 7), goal=goal, since=7, on=7, streaks=True)

        assert ["walk: 3 in a row since 2025-02-08"] == [str(each) for each in found.celebrations]
        assert 3 == found.celebrations[0].count
        assert [] == kinds(told(*walked(5, 6, 7), goal=goal, since=7, on=7))
        assert [] == kinds(told(*walked(7), goal=goal, since=7, on=7, streaks=True))
        away = Absent(day=day(8), until=day(20))
        assert [] == kinds(told(*walked(6, 7), away, goal=goal, since=9, streaks=True))

    def test_streak_of_a_limit_is_made_of_what_was_recorded(self):
        """Each day of it was written down, the latest too; without an end it is never reached."""
        happened = [drank(0, number) for number in range(4)]
        found = [told(*happened, goal=few(), on=on, streaks=True) for on in (3, 4)]

        assert [[(CelebrationKind.STREAK, "few")], []] == [kinds(each) for each in found]

    @pytest.mark.parametrize("due", [None, 10, 14])
    @pytest.mark.parametrize("per", [Frequency.DAILY, Frequency.WEEKLY])
    def test_limit_is_never_praised_for_silence(self, per, due):
        """A week that is empty so far is not known to be a good one; nor is one cut short."""
        limit = Target(
            id="few",
            aim=Aim.at_most(5, DRINKS, per=per),
            due=None if due is None else day(due),
        )
        for values in ([0], [0, 1]):
            for on in (10, 14, 20):
                found = told(
                    *(drank(1, number) for number in values),
                    goal=goal_of(targets=[limit]),
                    on=on,
                    audience=CLIENT,
                    streaks=True,
                )

                assert [] == kinds(found)
                assert re.search("reached|in a row|100 %", str(found)) is None

    def test_limit_by_the_week_is_celebrated_where_each_week_is_known(self):
        """And said to be reached."""
        limit = Target(id="few", aim=Aim.at_most(5, DRINKS, per=Frequency.WEEKLY), due=day(14))
        goal = goal_of(targets=[limit])
        found = told(drank(1, 3), drank(2, 9), goal=goal, on=14, audience=CLIENT, streaks=True)

        assert [(CelebrationKind.TARGET, "few"), (CelebrationKind.STREAK, "few")] == kinds(found)
        assert "g-1: reached; 100 % of the way" in str(found).splitlines()

    def test_limit_without_an_end_is_on_course_and_never_reached(self):
        """Its first good day is no end of the way."""
        found = told(*(drank(1, number) for number in range(4)), goal=few(), on=3, audience=CLIENT)

        assert "g-1: on course" in str(found).splitlines()
        assert QuestionCode.ON_COURSE is found.next_question.code

    def test_limit_that_is_not_kept_is_told_as_before(self):
        """A gap in the record takes nothing from what is known."""
        found = told(drank(9, 2), goal=few(), audience=CLIENT)

        assert "g-1: worth another look together" in str(found).splitlines()

    def test_limit_of_which_nobody_said_when_it_began_earns_nothing(self):
        """It would begin with its first value, and forget the silence before."""
        limit = Target(id="few", aim=Aim.at_most(3, DRINKS, per=Frequency.DAILY), due=day(4))
        goal = goal_of(targets=[limit], start=None, is_active=False)
        happened = [drank(0, number) for number in (2, 3)]

        assert [] == kinds(told(*happened, goal=goal))
        assert [(CelebrationKind.TARGET, "few")] == kinds(
            told(*happened, goal=goal_of(targets=[limit], start=day(2)))
        )

    @pytest.mark.parametrize(
        ("number", "expected"), [(3, []), (8, [(CelebrationKind.TARGET, "m")])]
    )
    def test_sum_that_comes_down_once_needs_every_week(self, number, expected):
        """One that comes up to enough is its own evidence."""
        down = Aim(measure=DRINKS, high=5, per=Frequency.WEEKLY)
        up = Aim(measure=DRINKS, low=2, per=Frequency.WEEKLY)
        happened = [drank(2, 1), drank(2, number)]
        found = [
            kinds(told(*happened, goal=goal_of(targets=[Target(id="m", aim=aim, baseline=b)])))
            for aim, b in ((down, 20), (up, 0))
        ]

        assert [expected, [(CelebrationKind.TARGET, "m")]] == found

    def test_target_of_two_goals_is_celebrated_once(self):
        """It is one thing that was reached; another aim is another."""
        goals = [asleep(), asleep(id="g-2")]
        less = Target(id="hours", aim=Aim.at_least(7, SLEEP), baseline=4)
        found = told(slept(8, 1), goal=goals)

        assert ["g-1"] == [each.goal for each in found.celebrations]
        assert [1, 1] == [len(goal.celebrations) for goal in found.goals]
        assert 2 == len(
            told(slept(8, 1), goal=[goals[0], goal_of(id="g-2", targets=[less])]).celebrations
        )
        counted = told(*walked(0), goal=[often(1), often(1, id="g-2")])
        assert 2 == len(counted.celebrations)

    def test_what_is_to_be_held_is_celebrated_at_its_end(self):
        """Its first good day is no reason to say that it is reached."""
        stay = Target(id="stay", aim=Aim.maintain(SLEEP, low=7))
        until = attrs.evolve(stay, due=day(9))

        assert [[], [], [(CelebrationKind.TARGET, "stay")]] == [
            kinds(told(slept(8, 1), goal=goal_of(targets=[target]), on=on))
            for target, on in ((stay, 13), (until, 8), (until, 9))
        ]

    def test_streak_before_the_first_of_all_days_is_none(self):
        """A calendar has a beginning."""
        rule = Recurrence.daily(start=dt.date.min)
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement=MARKER,
            plan=ActionPlan(steps=[attrs.evolve(WALK, recurrence=rule)]),
        )
        second = dt.date(1, 1, 2)
        happened = [Done(step="walk", day=each) for each in (dt.date.min, second)]
        found = summary(
            [goal],
            journal_of(*happened),
            since=dt.date.min,
            on=second,
            audience=CLIENT,
            streaks=True,
        )

        assert [(CelebrationKind.STREAK, "walk")] == kinds(found)

    def test_name_of_a_part_does_not_repeat_its_goal(self):
        """A drafted target's id begins with the goal's."""
        goal = goal_of(milestones=[attrs.evolve(TEN, id="g-1:ten")])
        found = told(MilestoneReached(milestone="g-1:ten", day=day(8)), goal=goal)

        assert "milestone ten: reached on 2025-02-11" == str(found.celebrations[0])


class TestNotices:
    WORSE = (scored(8, 1), scored(8, 2), scored(8, 3), scored(20, 8))

    @pytest.mark.parametrize("audience", Audience)
    def test_reliable_worsening_is_a_notice_for_every_reader(self, audience):
        """Nothing silences it."""
        found = told(*self.WORSE, goal=calm(), since=7, audience=audience)

        assert [("e-3",)] == [notice.entries for notice in found.notices]
        assert None is found.next_question

    def test_client_reads_one_kind_line_and_no_number(self):
        """Whom to talk to comes first, and nothing is asked beside it."""
        found = told(*self.WORSE, *walked(8), goal=calm(plan=PLAN), since=7, audience=CLIENT)
        notice, *rest = str(found).splitlines()

        assert (
            "notice: Something has become harder for you lately. Please talk about it today with "
            "the person who works with you, or with somebody you trust."
        ) == notice
        assert ["2025-02-10 to 2025-02-16", "g-1: getting harder lately"] == rest

    def test_clinician_reads_where_to_look(self):
        """It comes before every number."""
        found = told(*self.WORSE, goal=calm(), since=7)

        assert str(found).startswith("notice: reliable-worsening in a measure: see entry e-3\n")

    def test_two_goals_that_watch_one_measure_give_one_notice(self):
        """It is one thing to see."""
        found = told(*self.WORSE, goal=[calm(), calm(id="g-2")], since=7)

        assert 1 == len(found.notices)

    def test_goal_that_ended_before_silences_nothing(self):
        """Who relapses after the end is seen, until a review looked at it."""
        goal = calm().completed(day=day(4))
        early, late = reviewed(7), reviewed(8)

        assert [1, 1, 1, 0] == [
            len(told(*self.WORSE, *review, goal=goal, since=since).notices)
            for since, review in ((7, [late]), (9, []), (9, [early]), (9, [late]))
        ]

    @pytest.mark.parametrize(("recorded", "expected"), [(20, 1), (22, 1), (19, 0)])
    def test_worsening_that_is_recorded_late_is_seen(self, recorded, expected):
        """What counts is when it became known, also of a goal that ended long ago."""
        goal = calm().completed(day=day(9))
        at = dt.datetime.combine(day(recorded), dt.time(9), tzinfo=dt.UTC)
        seen = dt.datetime.combine(day(19), dt.time(12), tzinfo=dt.UTC)
        worse = attrs.evolve(self.WORSE[-1], id="late", recorded_at=at)
        review = attrs.evolve(reviewed(19), id="seen", recorded_at=seen)
        happened = journal_of(*self.WORSE[:-1]).with_entries(worse, review)
        found = summary([goal], happened, since=day(20), on=day(21), audience=CLIENT)

        assert expected == len(found.notices)

    def test_value_that_comes_after_the_last_review_of_its_day_is_unseen(self):
        """A review knows what was written down by then."""
        goal = calm().completed(day=day(4))

        assert 1 == len(told(reviewed(8), *self.WORSE, goal=goal, since=9).notices)

    SLIPPED = tuple(scored(value, number) for number, value in enumerate([2, 2, 2, 12, 9]))

    def test_target_beside_a_notice_is_not_celebrated(self):
        """It is reached, and reliably worse than it had been: one of the two is to be said."""
        aim = Aim.at_most(10, ANXIETY)
        target = Target(id="t", aim=aim, baseline=16)
        goal = goal_of(targets=[target], milestones=[attrs.evolve(TEN, aim=aim)])
        found = told(*self.SLIPPED, goal=goal, audience=CLIENT)

        assert [] == kinds(found)
        assert "g-1: getting harder lately" == str(found).splitlines()[-1]
        assert QuestionCode.HARDER is found.goals[0].question.code

    def test_goal_that_ends_beside_a_notice_is_not_told_as_reached(self):
        """It came to an end, and that is all that is said to the client."""
        goal = goal_of(
            targets=[Target(id="t", aim=Aim.at_most(10, ANXIETY), baseline=16)]
        ).completed(day=day(6))
        found = told(*self.SLIPPED, goal=goal, audience=CLIENT)

        assert [] == kinds(found)
        assert "g-1: came to an end on 2025-02-09" in str(found).splitlines()
        assert "reached" not in str(found)

    def test_measure_of_a_notice_is_praised_in_no_goal(self):
        """Another goal may watch the same measure, and a limit of it has a streak."""
        daily = Aim.at_most(30, DRINKS, per=Frequency.DAILY)
        reliable = attrs.evolve(ANXIETY, id="drinks", least=0)
        watch = [Target(id="w", aim=Aim.at_most(1, reliable), baseline=2)]
        happened = [drank(12, number) for number in range(4)]
        several = [goal_of(id="g-1", targets=watch), few(id="g-2")]
        several[1] = attrs.evolve(
            several[1], targets=[attrs.evolve(several[1].targets[0], aim=daily)], due=day(4)
        )
        found = told(*happened, goal=several, on=3, audience=CLIENT, streaks=True)

        assert 1 == len(found.notices)
        assert [] == kinds(found)
        assert "g-2: getting harder lately" in str(found).splitlines()
        assert [(CelebrationKind.STREAK, "few")] == kinds(
            told(*happened, goal=several[1], on=3, streaks=True)
        )

    def test_goal_that_nobody_had_proposed_yet_watches_nothing(self):
        """What is about later days is ignored."""
        later = LifecycleChange(status=Lifecycle.PROPOSED, day=day(14))
        goal = calm(is_active=False, lifecycle_history=[later])

        assert () == told(*self.WORSE, goal=goal, since=7).notices

    def test_ratings_that_fell_reliably_are_a_notice_too(self):
        """At the end the raters are heard."""
        goal = goal_of().closed(ClosingReason.CHOICE, day=day(9))
        happened = [rated(7, 0, "c-17"), rated(2, 9, "c-17")]

        assert [("e-1",)] == [notice.entries for notice in told(*happened, goal=goal).notices]


class TestWords:
    def test_texts_of_reviews_and_requests_are_there_for_both(self):
        """They are what a talk starts from."""
        happened = [
            reviewed(1, worked="a", did_not_work="b", requests=["c", "d"]),
            ChangeRequested(goal="g-1", request="e", day=day(2)),
            reviewed(3),
        ]
        for audience in Audience:
            found = told(*happened, audience=audience)

            assert [
                (SaidKind.WORKED, "a", "e-0"),
                (SaidKind.DID_NOT_WORK, "b", "e-0"),
                (SaidKind.REQUEST, "c", "e-0"),
                (SaidKind.REQUEST, "d", "e-0"),
                (SaidKind.REQUEST, "e", "e-1"),
            ] == [(said.kind, said.text, said.entry) for said in found.said]
            assert {("g-1", "c-17", None)} == {
                (said.topic, said.author, said.note) for said in found.said
            }
        assert "worked on g-1, 2025-02-04: see entry e-0" == str(found.said[0])

    def test_client_reads_only_what_is_theirs_to_read(self):
        """What others wrote was not written to them, and why a goal ended least of all."""
        goal = goal_of().closed(ClosingReason.LOST_CONTACT, day=day(9), reason="hard to reach")
        texts = {"worked": "a", "did_not_work": "b", "requests": ["c"]}
        alone = attrs.evolve(reviewed(1, **texts), author="t-2")
        together = attrs.evolve(reviewed(2, participants=["t-2", "c-17"], **texts), author="t-2")
        asked = attrs.evolve(ChangeRequested(goal="g-1", request="d", day=day(3)), author="t-2")
        shared = attrs.evolve(noted(4, NoteKind.SHARED), author="t-2")
        happened = [alone, together, asked, shared]
        read, seen = (
            told(*happened, goal=goal, audience=audience) for audience in (CLIENT, CLINICIAN)
        )

        assert ["a", "b", "c", MARKER] == [said.text for said in read.said]
        assert 8 == len(seen.said)
        assert ["", "hard to reach"] == [each.goals[0].closure.reason for each in (read, seen)]
        assert [False, True] == [
            "why g-1 ended: hard to reach" in each.render(words=True) for each in (read, seen)
        ]

    def test_words_of_nobody_are_no_clients_words(self):
        """Where nobody says who wrote it, the client does not get it."""
        at = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
        review = reviewed(1, worked="a").stamped(id="e-0", at=at)
        happened = Journal(subject="c-17", entries=[review])
        found = summary([goal_of()], happened, since=MONDAY, on=day(3), audience=CLIENT)

        assert ((), ("e-0",)) == (found.said, found.entries)

    def test_note_on_a_hidden_note_does_not_name_it(self):
        """That there is one is a thing to hide as well."""
        hidden = noted(1, NoteKind.PSYCHOTHERAPY, topic="g-1")
        shared = noted(2, NoteKind.SHARED, topic="e-0")
        read, seen = (
            told(hidden, shared, audience=CLINICIAN, include=include)
            for include in ([], [NoteKind.PSYCHOTHERAPY])
        )

        assert [None] == [said.topic for said in read.said]
        assert "e-0" not in f"{read!r}{read.render(words=True)}"
        assert ["g-1", "e-0"] == [said.topic for said in seen.said]

    @pytest.mark.parametrize("end", "\n \r \r\n \v \f \x1c \x85 \u2028 \u2029".split(" "))
    def test_text_cannot_look_like_a_line_of_ours(self, end):
        """Whatever ends a line, what follows is indented."""
        found = told(reviewed(1, worked=f"a{end}notice: b"))
        lines = found.render(words=True).splitlines()

        assert ["  worked on g-1, 2025-02-04: a", "    notice: b"] == lines[-2:]

    def test_client_is_told_how_much_there_is_to_look_at(self):
        """The words stay where they are."""
        happened = [
            reviewed(1, worked="a", did_not_work="b", requests=["c", "d"]),
            noted(2, NoteKind.SHARED),
        ]

        assert (
            "to look at together: what worked (1), what was hard (1), what was asked for (2), "
            "notes (1)"
        ) in str(told(*happened, audience=CLIENT))

    @pytest.mark.parametrize(
        ("audience", "include", "seen"),
        [
            (CLIENT, [], {NoteKind.SHARED}),
            (CLIENT, [NoteKind.SHARED], {NoteKind.SHARED}),
            (CLINICIAN, [], {NoteKind.PROGRESS, NoteKind.SHARED, NoteKind.CLINICIAN}),
            (CLINICIAN, [NoteKind.PSYCHOTHERAPY], set(NoteKind) - {NoteKind.SUBSTANCE_USE}),
            (CLINICIAN, list(NoteKind), set(NoteKind)),
        ],
    )
    def test_note_is_seen_by_whom_it_is_for(self, audience, include, seen):
        """A note that they may not see leaves no trace."""
        happened = [noted(1, kind) for kind in NoteKind]
        found = told(*happened, audience=audience, include=include)

        assert seen == {said.note for said in found.said}
        assert len(seen) == len(found.entries)

    def test_hidden_note_does_not_break_a_silence(self):
        """That something was written down is a thing to hide as well."""
        hidden = noted(1, NoteKind.PSYCHOTHERAPY, topic="g-1")

        assert told(goal=goal_of()) == told(hidden, goal=goal_of())

    def test_note_belongs_to_the_goal_its_parts_its_entries_or_the_person(self):
        """What is about another goal stays with that one."""
        goal = calm(plan=PLAN, milestones=[TEN])
        topics = ["g-1", "walk", "calm", "ten", "gad7", "e-0", None, "g-2", "e-99"]
        happened = [*walked(0), *(noted(1, topic=topic) for topic in topics)]
        found = told(*happened, goal=goal)

        assert topics[:7] == [said.topic for said in found.said]
        assert 8 == len(found.entries)
        assert 7 == len(found.goals[0].entries)
        assert "progress note, 2025-02-04: see entry e-7" == str(found.said[-1])

    def test_only_what_is_of_these_days_is_there(self):
        """What is about other days is another summary's."""
        happened = [reviewed(n, worked="a") for n in (6, 7, 13, 14)]
        happened += [noted(n) for n in (6, 7, 13, 14)]

        assert ("e-1", "e-2", "e-5", "e-6") == tuple(sorted(told(*happened, since=7).entries))

    def test_words_are_handed_over_where_they_are_asked_for(self):
        """With what they belong to; lines of one text stay together."""
        goal = goal_of(milestones=[TEN], statement="I will walk.").closed(
            ClosingReason.ACHIEVED, day=day(9), reason="done with it"
        )
        plain = attrs.evolve(TEN, id="plain", name="half", celebration="")
        goal = attrs.evolve(goal, milestones=[TEN, plain])
        happened = [
            MilestoneReached(milestone="ten", day=day(8)),
            MilestoneReached(milestone="plain", day=day(8)),
            reviewed(9, worked="the dog\nthe sun"),
        ]
        found = told(*happened, goal=[goal, goal_of(id="g-2", statement="Later.")])
        block = found.render(words=True).removeprefix(f"{found}\n")

        assert [
            "in their own words:",
            "  g-1: I will walk.",
            "  g-2: Later.",
            f"  milestone ten: {TEN.name}",
            f"  to celebrate ten: {TEN.celebration}",
            "  milestone plain: half",
            "  why g-1 ended: done with it",
            "  worked on g-1, 2025-02-12: the dog",
            "    the sun",
        ] == block.splitlines()

    def test_without_any_words_there_is_no_block(self):
        """An empty heading says nothing."""
        found = told(goal=[])

        assert found.render() == found.render(words=True)


class TestSilence:
    def test_silence_is_said_without_blame(self):
        """It is unknown, and not a no."""
        found = told(*walked(0), goal=often(9), since=7, audience=CLIENT)

        assert found.is_silent
        assert "nothing was written down since 2025-02-10; that is unknown, and not a no" in str(
            found
        )
        assert "next: how have these days been for you?" in str(found)
        assert "nothing recorded in these days" in str(told())

    def test_who_said_that_they_are_away_is_not_silent(self):
        """These days are empty for a reason."""
        away = Absent(day=day(2), until=day(9), reason=MARKER)

        assert [False, True] == [told(away, since=since).is_silent for since in (8, 9)]
        assert told(attrs.evolve(away, day=day(14), until=day(20))).is_silent


class TestClosure:
    def test_end_is_told_with_why_how_far_and_what_to_keep_up(self):
        """Steps in force at the end are what made it."""
        old = attrs.evolve(WALK, id="old", until=day(9))
        goal = often(1, plan=ActionPlan(steps=[old, WALK])).completed(day=day(9))
        found = told(*walked(0), goal=goal)
        closure = found.goals[0].closure

        assert (day(9), ClosingReason.ACHIEVED, AchievementStatus.ACHIEVED, ("walk",)) == (
            closure.day,
            closure.why,
            closure.status,
            closure.keep_up,
        )
        assert "completed on 2025-02-12 (achieved): achieved\n  to keep up: walk" == str(closure)
        assert "g-1: reached on 2025-02-12" in str(told(*walked(0), goal=goal, audience=CLIENT))
        assert "  to keep up: walk" in str(told(*walked(0), goal=goal, audience=CLIENT))
        assert QuestionCode.KEEP_UP is found.next_question.code

    def test_goal_that_was_left_keeps_nothing_up(self):
        """Unless it was meant to go on, whatever became of it."""
        left, lasting = (
            told(
                goal=often(continuous=continuous).closed(ClosingReason.CHOICE, day=day(9)),
            )
            for continuous in (False, True)
        )

        assert [(), ("walk",)] == [each.goals[0].closure.keep_up for each in (left, lasting)]
        assert [QuestionCode.SILENT] * 2 == [each.next_question.code for each in (left, lasting)]

    def test_status_is_that_of_the_day_of_the_end(self):
        """What came later is not what it ended with."""
        goal = asleep().closed(ClosingReason.TRANSFERRED, day=day(5))
        found = told(slept(6, 4), slept(9, 8), goal=goal).goals[0]

        assert AchievementStatus.NOT_ACHIEVED is found.closure.status
        assert AchievementStatus.ACHIEVED is found.achievement.status

    def test_raters_are_never_mixed(self):
        """One value a rater, and where they differ is told; also what is rated after the end."""
        scale = AttainmentScale(expected=MARKER, day=MONDAY, baseline=-1)
        goal = goal_of(attainment=scale).completed(day=day(5))
        happened = [
            rated(3, 0, "c-17"),
            rated(7, 9, "c-17"),
            rated(4, 0, "t-2"),
            rated(5, 9, "t-2"),
            rated(1, 9, "t-2", RatingKind.ATTAINMENT),
            rated(9, 9, "t-3", RatingKind.CONFIDENCE),
            rated(9, 14, "t-4"),
        ]
        closure = told(*happened, goal=goal).goals[0].closure

        assert [("c-17", 4), ("t-2", 1)] == [
            (each.rater, each.whole.mean_change) for each in closure.outcomes
        ]
        assert [("t-2", 60)] == [(each.rater, each.t_score) for each in closure.attainments]
        assert [2] == [each.spread for each in closure.differences]
        assert [
            "  c-17 on the outcome, g-1: from 3 to 7, change +4",
            "  t-2 on the outcome, g-1: from 4 to 5, change +1",
            "  t-2 on attainment, g-1: level 1, from -1, weight 1",
            "  g-1: outcome is seen differently by 2: c-17 7 on 2025-02-12, t-2 5 on 2025-02-12",
        ] == str(closure).splitlines()[1:]

    @pytest.mark.parametrize(
        ("why", "said"),
        [
            (ClosingReason.ACHIEVED, "reached on 2025-02-12"),
            (ClosingReason.CHOICE, "brought to an end on 2025-02-12, as was decided"),
            (ClosingReason.REPLACED, "made room for another goal on 2025-02-12"),
            (ClosingReason.TRANSFERRED, "goes on with somebody else since 2025-02-12"),
            (ClosingReason.NOT_ATTAINABLE, "came to an end on 2025-02-12"),
            (ClosingReason.LOST_CONTACT, "came to an end on 2025-02-12"),
        ],
    )
    def test_end_is_said_kindly(self, why, said):
        """A client reads no code."""
        found = told(goal=goal_of().closed(why, day=day(9)), audience=CLIENT)

        assert f"g-1: {said}" in str(found).splitlines()

    def test_end_without_a_reason_is_an_end(self):
        """Nobody said why."""
        goal = goal_of().moved(Lifecycle.COMPLETED, day=day(9))
        closure = told(goal=goal).goals[0].closure

        assert "completed on 2025-02-12: not-achieved" == str(closure)
        assert "came to an end on 2025-02-12" == closure.said

    def test_of_a_person_who_died_nothing_is_celebrated_or_kept_up(self):
        """For no goal; the clinician has the values."""
        died = often(1, continuous=True).closed(ClosingReason.DIED, day=day(9))
        other = goal_of(id="g-2").completed(day=day(5))
        found = told(*walked(0), goal=[died, other], streaks=True)

        assert (True, ()) == (found.has_died, found.celebrations)
        assert [(), ()] == [goal.closure.keep_up for goal in found.goals]
        assert None is found.next_question
        assert "cancelled on 2025-02-12 (died)" in str(found)

    @pytest.mark.parametrize("died", [-3, 9])
    def test_to_a_person_who_died_nothing_is_said(self, died):
        """A host shows nothing, and still has each notice; whenever it was."""
        goal = calm().closed(ClosingReason.DIED, day=day(died + 3))
        found = told(
            *TestNotices.WORSE, noted(2, NoteKind.SHARED), goal=goal, since=7, audience=CLIENT
        )

        assert ((), (), (), ()) == (found.goals, found.said, found.entries, found.left_out)
        assert ("", "") == (str(found), found.render(words=True))
        assert 1 == len(found.notices)
        assert [] == kinds(found)

    def test_history_that_begins_later_says_nothing_of_a_death_yet(self):
        """As for focus: what is about later days is ignored; an end without a day always was."""
        change = LifecycleChange(
            status=Lifecycle.CANCELLED, day=day(14), closing=ClosingReason.DIED
        )
        later = goal_of(is_active=False, lifecycle_history=[change])
        undated = attrs.evolve(later, lifecycle_history=[attrs.evolve(change, day=None)])

        assert [False, True] == [told(goal=goal).has_died for goal in (later, undated)]

    def test_who_has_not_died_yet_is_spoken_to(self):
        """A day of judgement knows what happened by its end."""
        goal = goal_of().closed(ClosingReason.DIED, day=day(14))

        assert not told(goal=goal, audience=CLIENT).has_died


class TestNextQuestion:
    def test_what_goes_worst_is_asked_about_first(self):
        """Of goals that go alike the first id; of each state its own question."""
        worse = [slept(3, 1), slept(3, 2), slept(3, 3)]
        several = [
            goal_of(id="g-8", is_active=False),
            goal_of(id="g-7").paused(day=day(1)),
            often(id="g-3"),
            few(id="g-2"),
            asleep(id="g-1"),
        ]
        happened = [*worse, drank(9, 13), *walked(0)]
        found = told(*happened, goal=several, on=14)
        asked = [str(goal.question) for goal in found.goals]

        assert "g-1: what has made it harder lately, and what would help?" == str(
            found.next_question
        )
        assert [
            "g-8: what would help you to begin?",
            "g-7: is it time to go on, or to rest a little longer?",
            "g-3: what would show you that you are getting there?",
            "g-2: what would make the next step easier?",
        ] == asked[:4]
        assert found.next_question == told(*happened, goal=several[::-1], on=14).next_question

    def test_goal_that_goes_well_is_asked_what_helped(self):
        """A success carries to the next."""
        met = told(slept(8, 1), goal=asleep())
        nearer = told(scored(8, 1), goal=calm())

        assert [QuestionCode.REACHED, QuestionCode.ON_COURSE] == [
            met.next_question.code,
            nearer.next_question.code,
        ]

    def test_end_of_a_goal_is_asked_about_where_something_was_recorded(self):
        """What one takes from it is worth a word."""
        goal = goal_of().closed(ClosingReason.CHOICE, day=day(9))

        assert QuestionCode.ENDED is told(noted(9), goal=goal).next_question.code


# The laws of every summary.


@attrs.frozen
class Case:
    goals: tuple
    entries: tuple
    since: int
    middle: int
    on: int


NUMBERS = st.integers(0, 20)
REACHED = st.builds(
    lambda number, name: MilestoneReached(milestone=name, day=day(number)),
    NUMBERS,
    st.sampled_from(["ten", "twenty"]),
)


def happenings():
    values = st.integers(0, 21)
    return (
        NUMBERS.map(lambda number: walked(number)[0])
        | NUMBERS.map(lambda number: Missed(step="walk", day=day(number)))
        | st.builds(scored, values, NUMBERS)
        | st.builds(slept, st.integers(3, 9), NUMBERS)
        | st.builds(drank, st.integers(0, 5), NUMBERS)
        | REACHED
        | st.builds(noted, NUMBERS, st.sampled_from(NoteKind))
        | NUMBERS.map(lambda number: reviewed(number, worked=MARKER, requests=[MARKER]))
        | st.builds(rated, st.integers(0, 10), NUMBERS, st.sampled_from(["c-17", "t-2"]))
        | NUMBERS.map(lambda number: Absent(day=day(number), until=day(number + 3)))
    )


@st.composite
def made_goals(draw, name="g-1"):
    targets = st.lists(
        st.sampled_from(
            [
                Target(id="calm", aim=Aim.at_most(9, ANXIETY), baseline=16),
                Target(id="hours", aim=Aim.at_least(6, SLEEP), baseline=4),
                Target(id="often", aim=Aim.done(2, out_of=9, step="walk")),
                Target(id="few", aim=Aim.at_most(3, DRINKS, per=Frequency.DAILY)),
            ]
        ),
        unique=True,
    )
    walked_twice = Aim.done(2, out_of=9, step="walk")
    milestones = [TEN, Milestone(id="twenty", name=MARKER, aim=walked_twice)]
    goal = goal_of(
        id=name,
        plan=PLAN,
        targets=draw(targets),
        milestones=milestones,
        continuous=draw(st.booleans()),
        due=draw(st.none() | NUMBERS.map(day)),
    )
    if draw(st.booleans()):
        ended = draw(st.lists(st.sampled_from(["ten", "twenty"]), unique=True))
        goal = goal.revised(day=day(draw(st.integers(1, 20))), ended=ended)
    why = draw(st.none() | st.sampled_from([r for r in ClosingReason if r != "died"]))
    if why is not None:
        goal = goal.closed(why, day=day(draw(NUMBERS)), reason=MARKER)
    return goal


@st.composite
def cases(draw):
    since, middle, on = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    several = [draw(made_goals())]
    if draw(st.booleans()):
        several.append(draw(made_goals(name="g-2")))
    happened = draw(st.lists(happenings(), max_size=8))
    return Case(tuple(several), tuple(happened), since, middle, on)


def made(rule, case, **changes):
    fields = {"streaks": True, "audience": CLIENT} | changes
    given_goals = fields.pop("goals", case.goals)
    happened = fields.pop("entries", journal_of(*case.entries))
    since, on = fields.pop("since", case.since), fields.pop("on", case.on)
    return rule(given_goals, happened, since=day(since), on=day(on), **fields)


def reached(found):
    every = (each for goal in found.goals for each in goal.celebrations)
    return {(each.goal, each.kind, each.id) for each in every}


def order_of_goals_only_orders(rule, case):
    one, other = made(rule, case), made(rule, case, goals=case.goals[::-1])
    return (
        one.goals == other.goals[::-1]
        and set(one.notices) == set(other.notices)
        and (one.said, one.entries, one.next_question)
        == (other.said, other.entries, other.next_question)
    )


def what_comes_later_changes_nothing(rule, case):
    journal = journal_of(*case.entries)
    known = [entry for entry in journal if entry.day <= day(case.on)]
    return made(rule, case) == made(rule, case, entries=Journal(subject="c-17", entries=known))


def silence_adds_no_celebration(rule, case):
    told = made(rule, case)
    # Beside a notice nothing is praised, and silence takes the notice away.
    return bool(told.notices) or reached(made(rule, case, entries=journal_of())) <= reached(told)


def is_good(entry, case):
    """Return whether an entry speaks for what it is about, and against nothing."""
    if not day(case.since) <= entry.day <= day(case.on):
        # What was reached before is not new: without an earlier entry it may be.
        return False
    if not isinstance(entry, Measured):
        return isinstance(entry, Done | MilestoneReached | Noted | Reviewed)
    if entry.measure == "sleep":
        return entry.value >= 6
    if entry.measure == "gad7":
        return False
    same = [each for each in case.entries if isinstance(each, Measured) and each.day == entry.day]
    return sum(each.value for each in same if each.measure == "drinks") <= 3


def silence_about_an_entry_adds_no_celebration(rule, case):
    """Leave out a good entry of these days: nothing is praised that was not praised with it.

    What speaks against something is no good entry: a miss, an excuse, a value that is not good
    enough or makes a day so. Neither is one of a measure with a published change: a worsening is
    judged by what was best.
    """
    journal = journal_of(*case.entries)
    found = reached(made(rule, case, entries=journal))
    left = [
        Journal(subject="c-17", entries=[each for each in journal if each.id != f"e-{number}"])
        for number, entry in enumerate(case.entries)
        if is_good(entry, case)
    ]
    return all(reached(made(rule, case, entries=each)) <= found for each in left)


def what_got_harder_is_celebrated_in_no_goal(rule, case):
    others = [each for each in case.entries if getattr(each, "measure", None) != "gad7"]
    slipped = [scored(value, case.on) for value in (2, 2, 2, 9)]
    journal = journal_of(*others, *slipped)
    found = made(rule, case, entries=journal)
    names = {name for notice in found.notices for name in notice.entries}
    harder = {e.measure for e in journal if isinstance(e, Measured) and e.id in names}
    return all(
        each.aim is None or each.aim.measure is None or each.aim.measure.id not in harder
        for goal in found.goals
        for each in goal.celebrations
    ) and (not names or "calm: reached" not in found.render())


def parts_celebrate_what_the_whole_does(rule, case):
    first = made(rule, case, on=case.middle)
    if case.middle == case.on:
        return True
    second = made(rule, case, since=case.middle + 1)
    return reached(made(rule, case)) <= reached(first) | reached(second)


def whole_keeps_each_declared_milestone(rule, case):
    if case.middle == case.on:
        return True
    goals = tuple(
        attrs.evolve(goal, milestones=[each for each in goal.milestones if each.aim is None])
        for goal in case.goals
    )
    whole = made(rule, case, goals=goals)
    parts = reached(made(rule, case, goals=goals, on=case.middle))
    parts |= reached(made(rule, case, goals=goals, since=case.middle + 1))
    ten = CelebrationKind.MILESTONE
    return {each for each in parts if each[1] is ten} <= reached(whole)


def text_holds_nobodys_words(rule, case):
    found = [made(rule, case, audience=audience) for audience in Audience]
    return all(MARKER not in f"{each.render()}{each}{each!r}" for each in found)


def client_reads_kind_words(rule, case):
    return UNKIND.search(made(rule, case).render()) is None


def notice_is_for_every_reader(rule, case):
    client, clinician = (made(rule, case, audience=audience) for audience in Audience)
    return client.notices == clinician.notices and (
        not client.notices or client.render().startswith("notice: ")
    )


def hidden_note_leaves_no_trace(rule, case):
    hidden = noted(case.on, NoteKind.PSYCHOTHERAPY)
    return made(rule, case) == made(rule, case, entries=journal_of(*case.entries, hidden))


LAWS = [
    order_of_goals_only_orders,
    what_comes_later_changes_nothing,
    silence_adds_no_celebration,
    silence_about_an_entry_adds_no_celebration,
    what_got_harder_is_celebrated_in_no_goal,
    parts_celebrate_what_the_whole_does,
    whole_keeps_each_declared_milestone,
    text_holds_nobodys_words,
    client_reads_kind_words,
    notice_is_for_every_reader,
    hidden_note_leaves_no_trace,
]


def first_goal_only(goals, journal, **asked):
    return summary(tuple(goals)[:1], journal, **asked)


def foreseeing(goals, journal, **asked):
    return attrs.evolve(summary(goals, journal, **asked | {"on": day(30)}), on=asked["on"])


def praising(goals, journal, **asked):
    """Praise every limit of which nothing is known."""
    found = summary(goals, journal, **asked)
    if journal.entries:
        return found
    whole = [drank(0, number) for number in range(21)]
    return summary(goals, journal_of(*whole), **asked)


def hopeful(goals, journal, **asked):
    """Take every day of a limit without a value for a good one."""
    known = {entry.day for entry in journal.current if isinstance(entry, Measured)}
    silent = [drank(0, number) for number in range(21) if day(number) not in known]
    at = dt.datetime(2025, 2, 4, tzinfo=dt.UTC)
    more = [entry.stamped(id=f"s-{number}", at=at) for number, entry in enumerate(silent)]
    return summary(goals, journal.with_entries(*more), **asked)


def cheerful(goals, journal, **asked):
    """Celebrate each target that is met, whatever else is known of its measure."""
    found = summary(goals, journal, **asked)
    given = {goal.id: goal for goal in goals}
    told = []
    for each in found.goals:
        aims = {target.id: target.aim for target in given[each.goal].targets}
        met = [
            Celebration(kind=CelebrationKind.TARGET, goal=each.goal, id=part.id, aim=aims[part.id])
            for part in each.progress.parts
            if part.is_met and part.id in aims
        ]
        told.append(attrs.evolve(each, celebrations=met))
    return attrs.evolve(found, goals=told)


def unfolding(goals, journal, **asked):
    """Celebrate in a long time what a short one did not see."""
    found = summary(goals, journal, **asked)
    is_long = (asked["on"] - asked["since"]).days > 9
    return summary(goals, journal, **asked | {"since": dt.date.min}) if is_long else found


def forgetful(goals, journal, **asked):
    """Celebrate what a week brought, and nothing of a longer time."""
    found = summary(goals, journal, **asked)
    if (asked["on"] - asked["since"]).days < 7:
        return found
    return attrs.evolve(found, goals=[attrs.evolve(each, celebrations=()) for each in found.goals])


class Loud(Summary):
    def render(self, *, words=False):
        return super().render(words=True)


class Curt(Summary):
    def render(self, *, words=False):
        lines = [super().render(words=words)]
        lines += [f"missed {goal.adherence.missed:g}" for goal in self.goals]
        return "\n".join(lines)


def rendering(kind):
    def rule(goals, journal, **asked):
        found = summary(goals, journal, **asked)
        fields = {field.name: getattr(found, field.name) for field in attrs.fields(Summary)}
        return kind(**fields)

    return rule


def sparing(goals, journal, **asked):
    found = summary(goals, journal, **asked)
    return attrs.evolve(found, notices=()) if asked["audience"] is CLIENT else found


def tell_tale(goals, journal, **asked):
    found = summary(goals, journal, **asked)
    return attrs.evolve(found, entries=[entry.id for entry in journal.current])


BROKEN = {
    order_of_goals_only_orders: first_goal_only,
    what_comes_later_changes_nothing: foreseeing,
    silence_adds_no_celebration: praising,
    silence_about_an_entry_adds_no_celebration: hopeful,
    what_got_harder_is_celebrated_in_no_goal: cheerful,
    parts_celebrate_what_the_whole_does: unfolding,
    whole_keeps_each_declared_milestone: forgetful,
    text_holds_nobodys_words: rendering(Loud),
    client_reads_kind_words: rendering(Curt),
    notice_is_for_every_reader: sparing,
    hidden_note_leaves_no_trace: tell_tale,
}


class TestLaws:
    @given(cases())
    @example(
        Case(
            goals=(
                goal_of(
                    plan=PLAN,
                    milestones=[attrs.evolve(TEN, aim=Aim.done(2, out_of=9, step="walk"))],
                ).completed(day=MONDAY),
            ),
            entries=tuple(walked(0, 1)),
            since=0,
            middle=0,
            on=1,
        )
    )
    def test_summary_keeps_every_law(self, case):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(summary, case)]

        assert [] == broken

    @SOME
    @given(st.data())
    def test_whatever_was_agreed_and_recorded_is_summarised_without_a_word(self, data):
        """A judgement is never an exception, and shows nothing of what somebody said."""
        goal = data.draw(
            goals(
                subject=st.just("c-17"),
                target=targets(aim=aims(measure=measures(unit=OWN_UNITS, text=SAID))),
                milestone=milestones(text=SAID),
                plan=action_plans(text=SAID),
                text=SAID,
            )
        )
        about = st.sampled_from(sorted(names_of([goal])))
        happened = entries(*HAPPENED, about=about, unit=OWN_UNITS, text=SAID)
        journal = data.draw(journals(subject=st.just("c-17"), entry=happened, text=SAID))
        since, on = sorted([data.draw(days()), data.draw(days())])
        for audience in Audience:
            found = summary([goal], journal, since=since, on=on, audience=audience, streaks=True)

            assert MARKER not in f"{found}{found!r}{found.celebrations}"

    @pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = BROKEN[law]

        assert find(cases(), lambda case: not law(rule, case), settings=ONLY_FIND)

    def test_parts_may_celebrate_what_the_whole_does_not(self):
        """What slipped again within a long time was worth a word in its own."""
        happened = [slept(8, 5), slept(5, 9)]
        first, second, whole = (
            told(*happened, goal=asleep(), since=since, on=on)
            for since, on in ((0, 6), (7, 13), (0, 13))
        )

        assert [1, 0, 0] == [len(found.celebrations) for found in (first, second, whole)]
