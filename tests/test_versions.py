from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from smartgoals._versions import (
    check_versions,
    first_day,
    in_force,
    open_versions,
    versions_of,
)
from smartgoals.errors import InvalidValueError
from smartgoals.plans import Step
from smartgoals.testing._basics import versions

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=1_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# A month is long enough for every order of events, and short enough for them to meet.
IN_A_MONTH = st.dates(dt.date(2025, 2, 1), dt.date(2025, 2, 28))
MONTH = [dt.date(2025, 1, 31) + dt.timedelta(days=number) for number in range(30)]
NAMES = st.sampled_from(["breathe", "walk"])


def step(name, start=None, until=None):
    return Step(id=name, action="walk", start=start, until=until)


PLANNED = versions(st.just(step("walk")), id=NAMES, day=IN_A_MONTH)
OPENED = st.lists(st.builds(step, NAMES), unique_by=lambda step: step.id, max_size=2)


def held(values, day):
    """Return what holds on *day*, one day after the other and without looking at its end."""
    return [
        attrs.evolve(value, start=None, until=None)
        for value in values
        if (value.start is None or value.start <= day)
        and (value.until is None or value.until > day)
    ]


class TestInForce:
    @given(PLANNED)
    def test_version_holds_from_its_start_until_the_day_before_its_end(self, planned):
        """The last day of one version and the first of the next never meet."""
        there = {
            (day, value.id)
            for value in planned
            for day in MONTH
            if (value.start or dt.date.min) <= day < (value.until or dt.date.max)
        }

        assert there == {(day, value.id) for day in MONTH for value in in_force(planned, day)}

    @given(PLANNED)
    def test_one_version_of_each_id_holds_at_a_time(self, planned):
        """Nobody has to choose between two versions of one step."""
        check_versions("steps", planned)

        for day in MONTH:
            names = [value.id for value in in_force(planned, day)]

            assert len(set(names)) == len(names)

    @given(PLANNED)
    def test_versions_of_an_id_come_in_order_of_days(self, planned):
        """The first is the one that held first, in whatever order they were given."""
        for name in {value.id for value in planned}:
            same = versions_of(planned, name)
            starts = [value.start or dt.date.min for value in same]

            assert sorted(starts) == starts
            assert sum(value.id == name for value in planned) == len(same)
            assert first_day(planned, name) == same[0].start

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (step("walk"), step("walk")),
            (step("walk", until=MONTH[5]), step("walk", start=MONTH[4])),
            (step("walk", start=MONTH[3]), step("walk", start=MONTH[9], until=MONTH[10])),
        ],
        ids=["always", "a day", "an open end"],
    )
    def test_two_versions_on_one_day_are_refused(self, one, other):
        """The order in which they are given makes no difference."""
        for both in ((one, other), (other, one)):
            with pytest.raises(
                InvalidValueError, match="one version of each id at a time"
            ) as caught:
                check_versions("steps", both)

            assert "steps" == caught.value.field


def keeps_the_past(planned, opened, ended, day, opening=open_versions):
    after = opening(planned, opened, ended, day=day)
    check_versions("steps", after)
    return all(held(planned, past) == held(after, past) for past in MONTH if past < day)


@st.composite
def revisions(draw):
    """Make what was agreed, and a change that can be made of it."""
    planned, day = draw(PLANNED), draw(IN_A_MONTH)
    opened = draw(OPENED)
    ended = draw(st.sets(NAMES)) - {value.id for value in opened}
    changing = ended | {value.id for value in opened}
    starts = [value.start for value in planned if value.id in changing and value.start]
    return planned, opened, ended, max([day, *starts])


class TestOpening:
    @given(revisions())
    def test_every_day_before_stays_as_it_was(self, change):
        """What was agreed for a day that is over is not agreed anew."""
        assert keeps_the_past(*change)

    def test_law_catches_one_that_replaces_what_held(self):
        """Taking the old version away would rewrite the past."""

        def replacing(values, opened, ended, *, day):
            gone = {value.id for value in opened} | set(ended)
            kept = [value for value in values if value.id not in gone]
            return (*kept, *(attrs.evolve(value, start=day) for value in opened))

        assert find(revisions(), lambda a: not keeps_the_past(*a, replacing), settings=ONLY_FIND)

    @given(revisions())
    def test_what_is_opened_holds_from_the_day_on(self, change):
        """A change takes the place of its own id's version and touches no other."""
        planned, opened, ended, day = change
        after = open_versions(planned, opened, ended, day=day)
        changed = {value.id for value in opened} | ended
        others = [value for value in planned if value.id not in changed]

        for later in (late for late in MONTH if late >= day):
            now_held = {value.id: value for value in in_force(after, later)}

            assert [attrs.evolve(value, start=day) for value in opened] == [
                now_held.pop(value.id) for value in opened
            ]
            assert list(in_force(others, later)) == list(now_held.values())

    @given(revisions())
    def test_opening_the_same_again_changes_nothing(self, change):
        """A change that is sent twice is one change."""
        planned, opened, _, day = change
        once = open_versions(planned, opened, (), day=day)

        assert set(once) == set(open_versions(once, opened, (), day=day))

    @pytest.mark.parametrize(
        ("until", "kept"),
        [(MONTH[3], None), (MONTH[5], None), (MONTH[9], MONTH[9])],
        ids=["before", "on the day", "later"],
    )
    def test_end_of_the_version_that_was_taken_over_is_kept_where_it_is_to_come(self, until, kept):
        """A step that is taken from the past and changed is agreed again from now on."""
        (opened,) = open_versions((), [step("walk", until=until)], (), day=MONTH[5])

        assert (MONTH[5], kept) == (opened.start, opened.until)

    @pytest.mark.parametrize(
        ("planned", "opened", "ended", "field"),
        [
            ((step("walk", start=MONTH[9]),), [step("walk")], [], "day"),
            ((step("walk", start=MONTH[9]),), [], ["walk"], "day"),
            ((step("walk"),), [step("walk")], ["walk"], "ended"),
        ],
        ids=["changed before it begins", "ended before it begins", "changed and ended"],
    )
    def test_change_that_contradicts_itself_or_what_is_agreed_is_refused(
        self, planned, opened, ended, field
    ):
        """What is agreed for a later day is not lost in silence."""
        with pytest.raises(InvalidValueError) as caught:
            open_versions(planned, opened, ended, day=MONTH[5])

        assert field == caught.value.field
