from __future__ import annotations

import datetime as dt
import re
import zoneinfo

import attrs
import pytest
from hypothesis import HealthCheck, Verbosity, find, settings
from hypothesis import Phase as Stage

from smartgoals import (
    Absent,
    ActionPlan,
    Aim,
    Done,
    Goal,
    InvalidValueError,
    Milestone,
    Postponed,
    Recurrence,
    ReviewPolicy,
    Skipped,
    Step,
    Target,
    next_review,
)
from smartgoals.instruments import instrument
from smartgoals.schedule import due, upcoming
from smartgoals.testing import Agenda, LawBrokenError, schedule_laws
from smartgoals.testing._task_laws import TASK_LAWS
from smartgoals.testing._task_scenes import TaskScene
from smartgoals.testing._wall_scenes import changes_in, times_around, wall_scene, zones

LAWS = {law.id: law for law in schedule_laws() if law.is_about(Agenda())}
IDS = [f"{law.id}-{law.name}" for law in LAWS.values()]
ENOUGH = 500
MONDAY = dt.date(2025, 3, 24)
GAD7 = instrument("gad7").measure()


def keeps_wall_time(agenda, scene):
    _, keeps = TASK_LAWS["S25"]
    return keeps(agenda, scene)


class TestLaws:
    @pytest.mark.parametrize("law", LAWS.values(), ids=IDS)
    def test_ours_keeps_every_law(self, law):
        """Whatever a plan asks for, whatever was recorded and wherever the person is."""
        assert law.check(Agenda())

    @pytest.mark.parametrize("law", LAWS.values(), ids=IDS)
    def test_law_catches_an_agenda_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        with pytest.raises(LawBrokenError, match=law.id):
            law.check(law.broken, examples=ENOUGH)

    def test_law_shows_the_life_that_breaks_it(self):
        """The simplest: one step in one place, at one moment, and what was made of it."""
        with pytest.raises(LawBrokenError) as caught:
            LAWS["S21"].check(LAWS["S21"].broken, examples=ENOUGH)

        assert re.fullmatch(
            r"S21 foreseen: .*; broken by\n"
            r"  <g-1: step g-1-a every day from .*; asked at .* UTC for 1 h>\n"
            r"    due: step g-1-a: due since .*\n"
            r"    upcoming: nothing\n"
            r"    next change: \d{4}-\d\d-\d\d .*",
            str(caught.value),
        )


class TestAbout:
    def test_each_law_is_about_one_kind_of_rule(self):
        """Half of them could not even be asked of the other."""
        for law in schedule_laws():
            assert law.is_about(next_review) is not law.is_about(Agenda())

    def test_law_of_another_kind_is_not_tried(self):
        """And says so, lest it be taken for kept."""
        assert not LAWS["S17"].check(next_review)
        assert not schedule_laws()[0].check(Agenda())

    @pytest.mark.parametrize("rule", ["every day", None, 3])
    def test_what_is_neither_is_refused(self, rule):
        """It could keep no law."""
        with pytest.raises(InvalidValueError, match=r"rule must be a function .* or an Agenda"):
            LAWS["S17"].is_about(rule)

    @pytest.mark.parametrize("part", ["due", "upcoming", "next_change"])
    def test_agenda_is_made_of_functions(self, part):
        """It says which of them is none, and what it should be like."""
        with pytest.raises(
            InvalidValueError, match=rf"{part} must be a function like smartgoals.schedule.{part}"
        ):
            Agenda(**{part: "every day"})


def _as_it_began(goals, journal, **asked):
    """Name each by the day on which it can be done: two times of a day share one."""
    return [
        attrs.evolve(task, occurrence=str(task.day)) for task in upcoming(goals, journal, **asked)
    ]


def _twice(goals, journal, **asked):
    return [task for task in upcoming(goals, journal, **asked) for _ in range(2)]


def _nothing(goals, journal, **asked):
    return []


def _upside_down(goals, journal, **asked):
    """Be late first, and due afterwards."""
    return [
        attrs.evolve(task, opens=task.overdue, overdue=task.opens)
        for task in upcoming(goals, journal, **asked)
    ]


def _a_day_on(goals, journal, *, after, zone):
    return after + dt.timedelta(days=1)


def _at_once(goals, journal, *, after, zone):
    return after


def _never(goals, journal, *, after, zone):
    return None


def _earlier_phases(goals, journal, *, now, zone):
    """Take each for what it was three days ago."""
    before = now - dt.timedelta(days=3)
    return [
        attrs.evolve(task, phase=task.phase_at(before))
        for task in due(goals, journal, now=now, zone=zone)
    ]


def _the_clock_of_utc(goals, journal, *, zone, **asked):
    """Take nine o'clock for nine in UTC, as a server does."""
    return [
        attrs.evolve(task, due=task.due.replace(tzinfo=dt.UTC))
        for task in upcoming(goals, journal, zone=zone, **asked)
    ]


class TestOthers:
    @pytest.mark.parametrize(
        ("law", "broken"),
        [
            ("S17", Agenda(upcoming=_as_it_began)),
            ("S17", Agenda(upcoming=_twice)),
            ("S17", Agenda(upcoming=_upside_down)),
            ("S18", LAWS["S21"].broken),
            ("S18", Agenda(due=_earlier_phases)),
            ("S19", Agenda(next_change=_a_day_on)),
            ("S19", Agenda(next_change=_at_once)),
            ("S19", Agenda(next_change=_never)),
            ("S21", Agenda(due=_earlier_phases)),
            ("S21", Agenda(upcoming=_nothing)),
            ("S22", Agenda(upcoming=_as_it_began)),
            ("S24", Agenda(next_change=_a_day_on)),
            ("S25", Agenda(upcoming=_nothing)),
            ("S25", Agenda(upcoming=_twice)),
            ("S25", Agenda(upcoming=_the_clock_of_utc)),
            ("S25", Agenda(upcoming=_upside_down)),
        ],
    )
    def test_law_catches_other_agendas_that_break_it(self, law, broken):
        """There is more than one way to do so, and the simplest life is not the question here."""
        made, keeps = TASK_LAWS[law]
        only_find = settings(
            phases=[Stage.generate],
            max_examples=ENOUGH,
            database=None,
            derandomize=True,
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        )

        assert find(made(), lambda drawn: not keeps(broken, *drawn), settings=only_find)


class TestWallTime:
    @pytest.mark.parametrize("area", sorted({name.split("/")[0] for name in zones()}))
    def test_time_is_the_plans_in_every_zone(self, area):
        """A time that is skipped comes as much later, of two it is the first, and each day has one.

        The law draws a zone and a change; here are all that there are.
        """
        for name in zones():
            if name.split("/")[0] != area:
                continue
            for change in changes_in(name):
                there = change[0].astimezone(zoneinfo.ZoneInfo(name)).date()
                first = there - dt.timedelta(days=3)
                scene = wall_scene(name, first, [*times_around(change, name), None])

                assert keeps_wall_time(Agenda(), scene), scene

    def test_only_a_change_of_clocks_tells_hours_from_wall_time(self):
        """Nine o'clock is 24 hours after nine o'clock, but for two days a year."""
        by_the_hour = LAWS["S25"].broken
        thursday, nine = MONDAY + dt.timedelta(days=3), [dt.time(9)]

        assert not keeps_wall_time(by_the_hour, wall_scene("Europe/Berlin", thursday, nine))
        assert keeps_wall_time(by_the_hour, wall_scene("Asia/Tokyo", thursday, nine))


class TestScene:
    def test_life_tells_what_is_in_it(self):
        """Whatever made the agenda break the law, and no word of a client."""
        day = dt.date(2025, 3, 31)
        noon = dt.datetime(2025, 3, 24, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
        daily = Recurrence.daily(start=MONDAY)
        done = Aim.done(2, out_of=9, step="walk")
        goal = Goal(
            id="g-1",
            subject="c-17",
            statement="I will walk to my mother's.",
            start=MONDAY,
            due=day,
            plan=ActionPlan(
                steps=[
                    Step(id="walk", action="walk to her", recurrence=daily, until=day),
                    Step(id="walk", action="walk to her", recurrence=daily, start=day),
                    Step(id="rest", action="rest at hers"),
                ]
            ),
            targets=[
                Target(id="t-1", aim=done, start=MONDAY),
                Target(id="t-2", aim=Aim.at_most(4, GAD7), recurrence=daily),
            ],
            milestones=[
                Milestone(id="m-1", name="her door", due=day),
                Milestone(id="m-2", name="her garden", due=day, aim=done),
            ],
            review=ReviewPolicy(base_days=7),
        ).started(day=MONDAY)
        scene = TaskScene(
            goals=(goal, Goal(id="g-2", subject="c-17", statement="I will sing.")),
            entries=(
                Done(step="walk", day=MONDAY, occurred_at=noon),
                Skipped(step="walk", day=day),
                Absent(day=MONDAY, until=day),
                Postponed(goal="g-1", day=MONDAY, to=day),
            ),
            zone="Europe/Berlin",
            first=MONDAY,
            hours=25,
            length=12,
        )

        assert repr(scene) == (
            "<g-1 begun 2025-03-24 by 2025-03-31: active from 2025-03-24, "
            "step walk every day from 2025-03-24 until 2025-03-31, "
            "step walk every day from 2025-03-24 begun 2025-03-31, step rest, "
            "t-1 done 2 of 9 times begun 2025-03-24, "
            "t-2 at most 4 taken every day from 2025-03-24, m-1 reached by 2025-03-31, "
            "m-2 done 2 of 9 times by 2025-03-31, looked at every 7 days; g-2; "
            "Done walk on 2025-03-24 at 12:00; Skipped walk on 2025-03-31; "
            "Absent on 2025-03-24 until 2025-03-31; Postponed g-1 on 2025-03-24 to 2025-03-31; "
            "Europe/Berlin; asked at 2025-03-25 01:00 UTC for 12 h>"
        )
