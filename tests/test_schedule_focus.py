from __future__ import annotations

import datetime as dt
from fractions import Fraction

import attrs
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    Absent,
    ActionPlan,
    Aim,
    Assessment,
    ClosingReason,
    Course,
    Done,
    Frequency,
    Goal,
    InvalidValueError,
    Journal,
    Lifecycle,
    LifecycleChange,
    Measured,
    Missed,
    Priority,
    Quantity,
    Rated,
    RatingKind,
    Recurrence,
    ReviewPolicy,
    Skipped,
    Step,
    Target,
)
from smartgoals.instruments import instrument
from smartgoals.schedule import (
    Focus,
    FocusAdvice,
    FocusAdviceCode,
    Momentum,
    Urgency,
    UrgencyCode,
    focus,
)
from smartgoals.scoring import achievement
from smartgoals.targets import AttainmentScale
from smartgoals.testing import assessments, days, goals, journals, recurrences
from tests.by_hand import DAILY, MONDAY, ONLY_FIND, PRIVATE, THRICE_A_WEEK, day, journal_of

TODAY = 20
SOME = settings(max_examples=max(10, settings().max_examples // 10))
SCALE = AttainmentScale(expected=PRIVATE, day=MONDAY, baseline=-1)


def step_of(name="walk", minutes=10, recurrence=DAILY, **fields):
    dose = None if minutes is None else Quantity(value=minutes, unit="min")
    return Step(id=name, action=PRIVATE, **{"dose": dose, "recurrence": recurrence} | fields)


def goal_of(name="g-1", *steps, **fields):
    fields = {"start": MONDAY} | fields
    plan = ActionPlan(steps=steps)
    return Goal(id=name, subject="c-17", statement=PRIVATE, plan=plan, **fields)


def anxious(name="g-1", *steps, baseline=10, **fields):
    """Return a goal with a target on a measure of its own; 6 points more are a worsening."""
    measure = attrs.evolve(instrument("gad7").measure(), id=f"{name}-gad7")
    target = Target(id=f"{name}-calm", aim=Aim.at_most(4, measure), baseline=baseline)
    return goal_of(name, *steps, targets=[target], **fields)


def measured(name, value, number=TODAY):
    return Measured(measure=f"{name}-gad7", value=value, day=day(number))


def rated(name, value, kind=RatingKind.IMPORTANCE, rater="c-17", number=TODAY):
    return Rated(goal=name, kind=kind, value=value, rater=rater, day=day(number))


def attained(name, value, number=TODAY):
    return rated(name, value, RatingKind.ATTAINMENT, number=number)


def walked(*numbers, step="walk"):
    return [Done(step=step, day=day(number)) for number in numbers]


def missed(*numbers, step="walk"):
    return [Missed(step=step, day=day(number)) for number in numbers]


def having(minutes, number=0):
    return Assessment(subject="c-17", day=day(number), minutes_a_week=minutes, history=PRIVATE)


def focused(*given, entries=(), on=TODAY, capacity=None):
    assessment = None if capacity is None else having(capacity)
    return focus(given, journal_of(*entries), on=day(on), assessment=assessment)


def order(*given, **fields):
    return [place.goal for place in focused(*given, **fields).places]


def place_of(*given, **fields):
    """Return the place of the first of the goals."""
    return {place.goal: place for place in focused(*given, **fields).places}[given[0].id]


def reasons(*given, **fields):
    return [reason.code for reason in place_of(*given, **fields).reasons]


def advised(*given, **fields):
    return [advice.code for advice in focused(*given, **fields).advice]


def said(code, *given, **fields):
    """Return what is advised under a code, in words."""
    (found,) = [one for one in focused(*given, **fields).advice if one.code is code]
    return str(found)


# The laws of every rule that ranks goals.

# What a rule asks for in the week from day 20 on, by a calendar and a pencil.
TIMES_A_WEEK = {
    DAILY: 7,
    THRICE_A_WEEK: 3,
    Recurrence.daily(start=MONDAY, every=2): Fraction(7, 2),
    Recurrence.times_per(2, Frequency.WEEKLY, every=3, start=MONDAY): Fraction(2, 3),
    Recurrence.from_completion(2, start=MONDAY): Fraction(7, 2),
    Recurrence.from_completion(2, start=MONDAY, until=day(TODAY)): 0,
    Recurrence.daily(start=MONDAY, until=day(TODAY)): 0,
    Recurrence.daily(start=MONDAY, until=day(TODAY + 1)): 7,
    Recurrence.times_per(3, Frequency.WEEKLY, start=MONDAY, count=2): 0,
    Recurrence.daily(start=day(TODAY + 6)): 7,
    Recurrence.daily(start=day(TODAY + 7)): 0,
    Recurrence.once(day(TODAY - 1)): 0,
    Recurrence.once(day(TODAY)): 1,
    Recurrence.once(day(TODAY + 6)): 1,
    Recurrence.once(day(TODAY + 7)): 0,
}
IN_MINUTES = {"s": Fraction(1, 60), "min": 1, "h": 60}
NUMBERS = st.integers(0, 24)
# Most plans say what they ask for, so that most cases ask for something.
RULES = st.sampled_from([None, *[DAILY] * 10, *TIMES_A_WEEK])
UNITS = st.sampled_from([*["min"] * 5, "s", "h", "km"])
DOSES = st.builds(
    lambda value, unit: None if value is None else Quantity(value=value, unit=unit),
    st.sampled_from([None, 0, 1, 7, 10, 15, 20, 30, 45]),
    UNITS,
)
LIVES = st.sampled_from(
    [
        [],
        [],
        [(Lifecycle.ACTIVE, 0)],
        [(Lifecycle.ACTIVE, 0)],
        [(Lifecycle.ACTIVE, 0), (Lifecycle.ON_HOLD, 9)],
        [(Lifecycle.ACTIVE, 0), (Lifecycle.ON_HOLD, TODAY + 1)],
        [(Lifecycle.ACTIVE, 0), (Lifecycle.CANCELLED, 9)],
        [(Lifecycle.ACTIVE, 0), (Lifecycle.CANCELLED, 4), (Lifecycle.ACTIVE, 9)],
        [(Lifecycle.REJECTED, 9)],
    ]
)


def lived(goal, changes):
    for status, number in changes:
        goal = goal.moved(status, day=day(number))
    return goal


@attrs.frozen
class Case:
    goals: tuple
    entries: tuple = ()
    capacity: int | None = None

    def seen_by(self, rule, **changes):
        case = attrs.evolve(self, **changes)
        assessment = None if case.capacity is None else having(case.capacity)
        journal = journal_of(*case.entries)
        return rule(case.goals, journal, on=day(TODAY), assessment=assessment)


@st.composite
def steps(draw, name):
    # A step called "walk" may be shared with another goal.
    own = [f"{name}-a", f"{name}-b"]
    names = draw(st.sampled_from([[], ["walk"], ["walk", own[0]], ["walk", *own], own]))
    return [
        Step(
            id=each,
            action=PRIVATE,
            dose=draw(DOSES),
            recurrence=draw(RULES),
            responsible=draw(st.sampled_from([None, None, None, "c-17", "t-2"])),
        )
        for each in names
    ]


@st.composite
def some_goals(draw):
    made = []
    for number in range(draw(st.integers(1, 5))):
        name = f"g-{number}"
        make = anxious if draw(st.booleans()) else goal_of
        start = draw(st.none() | st.sampled_from([0, 3, TODAY, TODAY + 1]).map(day))
        goal = make(
            name,
            *draw(steps(name)),
            start=start,
            priority=draw(st.none() | st.sampled_from(Priority)),
            importance=draw(st.none() | st.integers(0, 10)),
            confidence=draw(st.none() | st.integers(0, 10)),
            review=draw(st.none() | st.just(EVERY_TWO_WEEKS)),
            due=draw(st.none() | st.integers(TODAY + 1, 60).map(day)),
            attainment=draw(st.none() | st.just(SCALE)),
        )
        made.append(lived(goal, draw(LIVES)))
    return tuple(made)


@st.composite
def entries_about(draw, names):
    name, number = draw(st.sampled_from(names)), draw(NUMBERS)
    step = draw(st.sampled_from(["walk", f"{name}-a", f"{name}-b"]))
    ratings = st.sampled_from([RatingKind.IMPORTANCE, RatingKind.CONFIDENCE])
    return draw(
        st.sampled_from([Done, Done, Missed, Skipped]).map(
            lambda kind: kind(step=step, day=day(number))
        )
        | st.sampled_from([0, 4, 7, 10, 16, 21]).map(lambda value: measured(name, value, number))
        | st.builds(
            rated,
            st.just(name),
            st.integers(0, 10),
            ratings,
            st.sampled_from(["c-17", "t-2"]),
            st.just(number),
        )
        | st.builds(attained, st.just(name), st.integers(-2, 2), st.just(number))
        | st.integers(1, 20).map(lambda long: Absent(day=day(number), until=day(number + long)))
    )


@st.composite
def cases(draw):
    made = draw(some_goals())
    about = entries_about([goal.id for goal in made])
    return Case(
        goals=made,
        entries=tuple(draw(st.lists(about, max_size=10))),
        capacity=draw(st.sampled_from([None, 0, 60, 100, 150, 200, 300])),
    )


def names_of(seen):
    return [place.goal for place in seen.places]


def order_of_goals_changes_nothing(rule, case):
    return case.seen_by(rule) == case.seen_by(rule, goals=case.goals[::-1])


def others_keep_their_order_without_a_goal(rule, case):
    left = names_of(case.seen_by(rule, goals=case.goals[1:]))
    return left == [name for name in names_of(case.seen_by(rule)) if name != case.goals[0].id]


def place_in(rule, case, name, **changes):
    """Return how many goals stand before one; none if it has no place."""
    names = names_of(case.seen_by(rule, **changes))
    return names.index(name) if name in names else 0


def raising_importance_never_lowers_a_place(rule, case):
    goal, *others = case.goals
    before = place_in(rule, case, goal.id)
    higher = {10} if goal.importance is None else {10, min(goal.importance + 1, 10)}
    agreed = [attrs.evolve(goal, importance=value) for value in higher]
    own = (*case.entries, rated(goal.id, 10))
    return place_in(rule, case, goal.id, entries=own) <= before and all(
        place_in(rule, case, goal.id, goals=(other, *others)) <= before for other in agreed
    )


def worsening_never_lowers_a_place(rule, case):
    name = case.goals[0].id
    worse = [measured(name, 21), attained(name, -2)]
    entries = [entry for entry in case.entries if entry.day < day(TODAY)]
    before = place_in(rule, case, name, entries=entries)
    return all(place_in(rule, case, name, entries=(*entries, entry)) <= before for entry in worse)


def goal_that_has_ended_changes_nothing(rule, case):
    closed = goal_of("g-9", step_of(minutes=90), priority=Priority.HIGH, importance=10)
    closed = closed.started(day=day(1)).closed(ClosingReason.CHOICE, day=day(9))
    return case.seen_by(rule) == case.seen_by(rule, goals=(*case.goals, closed))


def every_open_goal_has_a_place(rule, case):
    is_open = {
        goal.id
        for goal in case.goals
        if goal.lifecycle_on(day(TODAY)) in {Lifecycle.PROPOSED, Lifecycle.ACTIVE}
        and (goal.start is None or goal.start <= day(TODAY))
    }
    names = names_of(case.seen_by(rule))
    return len(names) == len(is_open) and set(names) == is_open


def asked_by_hand(goals):
    """Return the minutes a week of each step of some goals, by a calendar and a pencil."""
    asked = {}
    for goal in goals:
        for step in goal.plan.steps:
            times = TIMES_A_WEEK.get(step.recurrence, 1)
            dose = step.dose
            is_known = dose is not None and dose.unit.code in IN_MINUTES
            if step.responsible == "t-2" or times == 0:
                minutes = 0
            elif step.recurrence is None or not is_known:
                continue
            else:
                minutes = times * IN_MINUTES[dose.unit.code] * Fraction(dose.value)
            asked[step.id] = max(asked.get(step.id, 0), minutes)
    return round(sum(asked.values()))


def advice_of(seen, code):
    return next((advice for advice in seen.advice if advice.code is code), None)


def more_than_there_is_time_is_told_exactly_then(rule, case):
    seen = case.seen_by(rule)
    ranked = [goal for goal in case.goals if goal.id in names_of(seen)]
    asked = asked_by_hand(ranked)
    over = advice_of(seen, FocusAdviceCode.OVER_CAPACITY)
    if case.capacity is None or asked <= case.capacity:
        return over is None
    return (over.minutes, over.capacity) == (asked, case.capacity)


def what_is_told_to_fit_fits(rule, case):
    over = advice_of(case.seen_by(rule), FocusAdviceCode.OVER_CAPACITY)
    if over is None:
        return True
    fitting = [goal for goal in case.goals if goal.id in over.goals]
    return asked_by_hand(fitting) <= case.capacity


def later_days_change_nothing(rule, case):
    known = [entry for entry in case.entries if entry.day <= day(TODAY)]
    later = [entry for entry in case.entries if entry.day > day(TODAY)]
    # Written down last, so that what is known keeps its ids.
    return case.seen_by(rule, entries=[*known, *later]) == case.seen_by(rule, entries=known)


MOMENTUM = list(Momentum)


def absence_takes_no_momentum(rule, case):
    calm = attrs.evolve(case, goals=tuple(attrs.evolve(goal, targets=()) for goal in case.goals))
    away = [Absent(day=day(first), until=day(TODAY + 5)) for first in (1, 10, 17, TODAY)]
    before = {place.goal: place.momentum for place in calm.seen_by(rule).places}
    return all(
        MOMENTUM.index(place.momentum) <= MOMENTUM.index(before[place.goal])
        for absent in away
        for place in calm.seen_by(rule, entries=(*calm.entries, absent)).places
    )


def no_advice_hides_a_notice(rule, case):
    seen = case.seen_by(rule)
    agreed = [goal for goal in case.goals if goal.lifecycle is not Lifecycle.REJECTED]
    journal = journal_of(*case.entries)
    found = {
        notice for goal in agreed for notice in achievement(goal, journal, on=day(TODAY)).notices
    }
    told = str(seen).splitlines()[: len(found)]
    return set(seen.notices) == found and {f"notice: {notice}" for notice in found} == set(told)


def death_leaves_the_notices_and_nothing_else(rule, case):
    died = goal_of("g-9").started(day=day(1)).closed(ClosingReason.DIED, day=day(9))
    before, after = case.seen_by(rule), case.seen_by(rule, goals=(died, *case.goals))
    return set(after.notices) == set(before.notices) and (
        attrs.evolve(after, notices=()) == Focus(on=day(TODAY))
    )


def praise_of_the_plan_needs_every_goal(rule, case):
    seen = case.seen_by(rule)
    off = {Course.WORSENING, Course.OFF_COURSE}
    is_off = any(p.course in off or p.momentum is Momentum.STILL for p in seen.places)
    return not is_off or advice_of(seen, FocusAdviceCode.AS_PLANNED) is None


def nothing_urgent_is_told_to_wait(rule, case):
    harder = [anxious(f"h-{n}") for n in range(4)]
    worse = [measured(goal.id, 21) for goal in harder]
    seen = case.seen_by(rule, goals=(*case.goals, *harder), entries=(*case.entries, *worse))
    told = advice_of(seen, FocusAdviceCode.FEW_AT_ONCE)
    urgent = {place.goal for place in seen.places if place.urgency is Urgency.AT_ONCE}
    return told is None or (told.goals != () and urgent.isdisjoint(told.goals))


def nothing_private_is_shown(rule, case):
    return PRIVATE not in f"{case.seen_by(rule)}{case.seen_by(rule)!r}"


LAWS = [
    order_of_goals_changes_nothing,
    others_keep_their_order_without_a_goal,
    raising_importance_never_lowers_a_place,
    worsening_never_lowers_a_place,
    goal_that_has_ended_changes_nothing,
    every_open_goal_has_a_place,
    more_than_there_is_time_is_told_exactly_then,
    what_is_told_to_fit_fits,
    later_days_change_nothing,
    absence_takes_no_momentum,
    no_advice_hides_a_notice,
    death_leaves_the_notices_and_nothing_else,
    praise_of_the_plan_needs_every_goal,
    nothing_urgent_is_told_to_wait,
    nothing_private_is_shown,
]


def changed(make):
    """Return a rule that is right but for what *make* returns."""

    def rule(goals, journal, *, on, assessment=None):
        seen = focus(goals, journal, on=on, assessment=assessment)
        return attrs.evolve(seen, **make(seen, goals, journal))

    return rule


def sorted_by(key):
    return changed(lambda seen, *_: {"places": tuple(sorted(seen.places, key=key))})


def as_given(seen, goals, _):
    given = [goal.id for goal in goals]
    return {"places": tuple(sorted(seen.places, key=lambda place: given.index(place.goal)))}


def crowded(seen, *_):
    """Let the number of goals decide which way the others stand."""
    return {"places": seen.places[:: -1 if len(seen.places) % 2 else 1]}


def with_advice(seen, **fields):
    return {
        "advice": tuple(
            attrs.evolve(one, **fields) if one.code is FocusAdviceCode.OVER_CAPACITY else one
            for one in seen.advice
        )
    }


def summed(seen, *_):
    """Count a step that goals share for each of them."""
    return with_advice(seen, minutes=sum(place.minutes or 0 for place in seen.places))


def content(seen, *_):
    """Look at the first goal alone, and be content."""
    if not seen.places or seen.places[0].momentum is Momentum.STILL:
        return {}
    return {"advice": (*seen.advice, FocusAdvice(code=FocusAdviceCode.AS_PLANNED))}


def patient(seen, *_):
    """Let all goals behind the third wait, whatever they are."""
    names = tuple(names_of(seen))
    few = FocusAdvice(code=FocusAdviceCode.FEW_AT_ONCE, goals=names[3:], count=len(names))
    return {"advice": (few, *seen.advice)}


def foreseeing(goals, journal, *, on, assessment=None):
    return focus(goals, journal, on=day(60), assessment=assessment)


def resentful(seen, _, journal):
    if not journal.absences:
        return {}
    still = [attrs.evolve(place, momentum=Momentum.STILL) for place in seen.places]
    return {"places": tuple(still)}


class Gossip:
    def __init__(self, seen, said):
        self._seen, self._said = seen, said

    def __str__(self):
        return f"{self._seen} {self._said}"


def gossiping(goals, journal, *, on, assessment=None):
    return Gossip(focus(goals, journal, on=on, assessment=assessment), goals[0].statement)


BROKEN = {
    order_of_goals_changes_nothing: changed(as_given),
    others_keep_their_order_without_a_goal: changed(crowded),
    raising_importance_never_lowers_a_place: sorted_by(
        lambda place: place.importance.value if place.importance else 5
    ),
    worsening_never_lowers_a_place: sorted_by(lambda place: MOMENTUM.index(place.momentum)),
    goal_that_has_ended_changes_nothing: changed(
        lambda seen, goals, _: {"resting": tuple(sorted(goal.id for goal in goals))}
    ),
    every_open_goal_has_a_place: changed(lambda seen, *_: {"places": seen.places[:3]}),
    more_than_there_is_time_is_told_exactly_then: changed(summed),
    what_is_told_to_fit_fits: changed(
        lambda seen, *_: with_advice(seen, goals=tuple(names_of(seen)))
    ),
    later_days_change_nothing: foreseeing,
    absence_takes_no_momentum: changed(resentful),
    no_advice_hides_a_notice: changed(lambda seen, *_: {"notices": ()}),
    death_leaves_the_notices_and_nothing_else: changed(
        lambda seen, *_: {"notices": seen.notices if seen.places else ()}
    ),
    praise_of_the_plan_needs_every_goal: changed(content),
    nothing_urgent_is_told_to_wait: changed(patient),
    nothing_private_is_shown: gossiping,
}


class TestLaws:
    @given(cases())
    def test_focus_keeps_every_law(self, case):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(focus, case)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = BROKEN[law]

        assert find(cases(), lambda case: not law(rule, case), settings=ONLY_FIND)

    @SOME
    @given(st.data())
    def test_judgement_is_never_an_exception(self, data):
        """Whatever was agreed and written down, on whatever day."""
        made = data.draw(
            st.lists(goals(subject=st.just("c-17")), max_size=3, unique_by=lambda goal: goal.id)
        )
        journal = attrs.evolve(data.draw(journals()), subject="c-17")
        assessment = data.draw(st.none() | assessments(subject=st.just("c-17")))
        seen = focus(made, journal, on=data.draw(days()), assessment=assessment)

        assert set(names_of(seen)) <= {goal.id for goal in made}
        assert str(seen)


class TestOrder:
    def test_urgency_decides_before_importance(self):
        """What cannot wait comes first, also where something else matters more."""
        soon = goal_of("g-2", importance=1, priority=Priority.HIGH)

        assert ["g-2", "g-1"] == order(goal_of(importance=10), soon)

    def test_importance_decides_before_momentum(self):
        """What matters more comes first, also where something else goes better."""
        moving = goal_of("g-1", step_of(), importance=3)

        assert ["g-2", "g-1"] == order(
            moving, goal_of("g-2", importance=4), entries=walked(*range(8, TODAY))
        )

    def test_momentum_decides_before_minutes(self):
        """A success carries on."""
        moving = goal_of("g-2", step_of(minutes=50))
        quick = goal_of("g-1", step_of("read", minutes=1))

        assert ["g-1", "g-2"] == order(quick, moving)
        assert ["g-2", "g-1"] == order(quick, moving, entries=walked(*range(8, TODAY)))

    def test_minutes_decide_before_the_start(self):
        """What asks less is easier to begin with."""
        old, short = goal_of("g-1", step_of(minutes=20)), goal_of("g-2", step_of("read"))

        assert ["g-2", "g-1"] == order(old, attrs.evolve(short, start=day(5)))

    def test_start_decides_before_the_id(self):
        """Of two that are alike the one that began first; one without a start begins now."""
        found = [goal_of(f"g-{n}", start=start) for n, start in enumerate([None, day(3), MONDAY])]

        assert ["g-2", "g-1", "g-0"] == order(*found)
        assert ["g-1", "g-2"] == order(goal_of("g-2"), goal_of("g-1"))

    def test_unknown_importance_stands_in_the_middle(self):
        """Nobody said that it does not matter."""
        found = [goal_of(f"g-{n}", importance=value) for n, value in enumerate([4, None, 6])]

        assert ["g-2", "g-1", "g-0"] == order(*found)

    def test_unknown_momentum_stands_in_the_middle(self):
        """Nobody said that it does not move."""
        found = [goal_of(f"g-{n}", step_of(f"step-{n}")) for n in range(3)]
        entries = [
            *missed(*range(6, TODAY), step="step-0"),
            *walked(*range(6, TODAY), step="step-2"),
        ]

        assert ["g-2", "g-1", "g-0"] == order(*found, entries=entries)

    def test_unknown_minutes_stand_in_the_middle(self):
        """Ours: an hour a week; what is known to take longer takes longer."""
        short, long = (goal_of(f"g-{n}", step_of(minutes=m)) for n, m in [(8, 8), (9, 9)])
        silent, bare = goal_of("g-5", step_of(minutes=None)), goal_of("g-6")
        longer = goal_of("g-1", step_of("read", minutes=10), step_of(minutes=None))

        assert ["g-8", "g-5", "g-6", "g-9", "g-1"] == order(long, longer, bare, silent, short)

    def test_what_gets_harder_is_not_put_last_for_it(self):
        """Of what is urgent at once it does not count whether it moves."""
        given = [anxious("g-1"), anxious("g-2", step_of(minutes=90))]
        entries = [*walked(*range(7, TODAY)), measured("g-1", 18), measured("g-2", 18)]
        seen = focused(*given, entries=entries)

        assert ["g-1", "g-2"] == names_of(seen)
        assert [Momentum.STILL, Momentum.MOVING] == [place.momentum for place in seen.places]


class TestUrgency:
    def test_worsening_and_a_notice_are_urgent_at_once(self):
        """Nothing delays what a person has to see."""
        found = place_of(anxious(), entries=[measured("g-1", 16)])

        assert Urgency.AT_ONCE is found.urgency
        assert [UrgencyCode.NOTICE, UrgencyCode.WORSENING] == [
            reason.code for reason in found.reasons[:2]
        ]
        assert str(found).startswith("g-1: at once, there is a notice and getting harder lately;")

    def test_worsening_without_a_notice_is_as_urgent(self):
        """What somebody rates as worse is as good a reason as a number."""
        worse = goal_of("g-2", attainment=SCALE)
        found = focused(goal_of(priority=Priority.HIGH), worse, entries=[attained("g-2", -2)])

        assert ("g-2", ()) == (found.first, found.notices)
        assert Urgency.AT_ONCE is found.places[0].urgency

    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            (TODAY - 1, UrgencyCode.DUE_PASSED),
            (TODAY, UrgencyCode.DUE_SOON),
            (TODAY + 14, UrgencyCode.DUE_SOON),
            (TODAY + 15, UrgencyCode.UNKNOWN_PRIORITY),
        ],
    )
    def test_day_that_is_near_or_has_passed_is_urgent(self, number, expected):
        """Ours: within 14 days."""
        found = place_of(goal_of(due=day(number)))

        assert expected is found.reasons[0].code
        assert (expected is not UrgencyCode.UNKNOWN_PRIORITY) == (found.urgency is Urgency.SOON)

    def test_day_of_a_target_counts_until_it_is_reached(self):
        """Of several days the first by which something is still to be done."""
        goal = anxious(due=day(60))
        goal = attrs.evolve(goal, targets=[attrs.evolve(goal.targets[0], due=day(TODAY + 3))])
        other = attrs.evolve(anxious("g-2").targets[0], due=day(TODAY + 90))
        both = attrs.evolve(goal, targets=[*goal.targets, other])

        assert day(TODAY + 3) == place_of(both).reasons[0].day
        assert [UrgencyCode.UNKNOWN_PRIORITY] == reasons(both, entries=[measured("g-1", 2)])

    def test_overdue_review_is_urgent(self):
        """Somebody agreed to look at it."""
        weekly = goal_of(review=ReviewPolicy(base_days=7))
        found = place_of(weekly)

        assert [UrgencyCode.REVIEW_OVERDUE, UrgencyCode.UNKNOWN_PRIORITY] == reasons(weekly)
        assert [UrgencyCode.UNKNOWN_PRIORITY] == reasons(weekly, on=7)
        assert str(found).startswith("g-1: soon, a review was due on 2025-02-10; importance")

    def test_overdue_review_of_who_is_away_is_not_urgent(self):
        """Nobody is to blame for a day that passes meanwhile."""
        weekly = goal_of(review=ReviewPolicy(base_days=7))
        away = Absent(day=day(6), until=day(TODAY + 1))

        assert [UrgencyCode.UNKNOWN_PRIORITY] == reasons(weekly, entries=[away])
        assert UrgencyCode.REVIEW_OVERDUE in reasons(weekly, entries=[away], on=TODAY + 1)

    @pytest.mark.parametrize(
        ("priority", "expected", "words"),
        [
            (Priority.HIGH, Urgency.SOON, "soon, high priority"),
            (Priority.MEDIUM, Urgency.USUAL, "in its turn, medium priority"),
            (None, Urgency.USUAL, "in its turn, priority unknown"),
            (Priority.LOW, Urgency.LATER, "later, low priority"),
        ],
    )
    def test_priority_is_urgency_where_nothing_else_is(self, priority, expected, words):
        """Unknown stands with the medium."""
        found = place_of(goal_of(priority=priority))

        assert expected is found.urgency
        assert str(found).startswith(f"g-1: {words};")

    def test_low_priority_does_not_push_back_what_is_due(self):
        """The most urgent reason decides; the others are kept."""
        found = place_of(goal_of(priority=Priority.LOW, due=day(TODAY + 1)))

        assert Urgency.SOON is found.urgency
        assert [UrgencyCode.DUE_SOON, UrgencyCode.LOW_PRIORITY] == [
            reason.code for reason in found.reasons
        ]
        assert str(found).startswith("g-1: soon, its day is 2025-02-24; importance")

    def test_what_is_reached_is_the_least_urgent(self):
        """Its day, its priority and its review ask for nothing more to be done."""
        reached = anxious("g-1", priority=Priority.HIGH, due=day(TODAY), importance=10)
        found = focused(
            reached, goal_of("g-2", priority=Priority.LOW), entries=[measured("g-1", 3)]
        )

        assert ["g-2", "g-1"] == names_of(found)
        assert [UrgencyCode.REACHED] == [reason.code for reason in found.places[1].reasons]
        assert str(found.places[1]).startswith("g-1: reached; importance 10 of 10; moving;")

    def test_notice_of_what_is_reached_is_still_urgent(self):
        """It can still be reached, and reliably worse than it had been."""
        goal = anxious(baseline=16)
        goal = attrs.evolve(
            goal,
            targets=[
                attrs.evolve(goal.targets[0], aim=Aim.at_most(9, goal.targets[0].aim.measure))
            ],
        )
        entries = [*(measured("g-1", 1, number) for number in (3, 4, 5)), measured("g-1", 8)]

        assert [UrgencyCode.NOTICE, UrgencyCode.REACHED] == reasons(goal, entries=entries)
        assert "g-1" == focused(goal, entries=entries).first


class TestImportance:
    def test_latest_own_rating_counts(self):
        """Minds change, and what was agreed stays what was agreed then."""
        entries = [
            rated("g-1", 9, number=5),
            rated("g-1", 2, number=10),
            rated("g-1", 8, number=30),
        ]
        found = place_of(goal_of(importance=5), entries=entries).importance

        assert (2, "c-17", day(10), True) == (found.value, found.rater, found.day, found.is_own)

    def test_own_word_comes_before_that_of_others(self):
        """What it means to a person that person knows best."""
        entries = [rated("g-1", 9, number=5), rated("g-1", 2, rater="t-2", number=10)]

        assert "9 of 10" == str(place_of(goal_of(), entries=entries).importance)
        assert "7 of 10" == str(place_of(goal_of(importance=7), entries=entries[1:]).importance)

    def test_other_rater_is_named(self):
        """Where only somebody else said how much it matters, that is told."""
        found = place_of(goal_of(), entries=[rated("g-1", 2.5, rater="t-2")])

        assert "importance 2.5 of 10 as t-2 sees it" in str(found)
        assert not found.importance.is_own

    def test_nobody_said(self):
        """Unknown is shown as unknown."""
        found = place_of(goal_of(), entries=[rated("g-1", 9, RatingKind.CONFIDENCE)])

        assert found.importance is None
        assert "importance unknown" in str(found)


class TestMomentum:
    def moved(self, *entries, goal=None, **fields):
        return place_of(goal or goal_of("g-1", step_of()), entries=entries, **fields).momentum

    def test_half_of_what_was_due_lately_is_moving(self):
        """Ours: half, over the last 14 days; today is not over yet."""
        seen = [self.moved(*walked(*range(7, 7 + count))) for count in (7, 6)]

        assert [Momentum.MOVING, Momentum.UNKNOWN] == seen

    def test_what_was_done_earlier_is_not_lately(self):
        """A good month ago says little of now."""
        seen = [self.moved(*walked(*range(7)), on=on) for on in (13, 14, TODAY)]

        assert [Momentum.MOVING, Momentum.UNKNOWN, Momentum.UNKNOWN] == seen

    def test_more_than_half_missed_is_still(self):
        """Somebody said so; silence never says it."""
        seen = [self.moved(*missed(*range(7, 7 + count))) for count in (7, 6)]

        assert [Momentum.STILL, Momentum.UNKNOWN] == seen

    def test_course_moves_or_not(self):
        """On course is moving; off course is not, unless the steps are done."""
        better = self.moved(measured("g-1", 5), goal=anxious(baseline=16))
        level = anxious("g-1", step_of(), baseline=16)

        assert Momentum.MOVING is better
        assert Momentum.STILL is self.moved(measured("g-1", 15), goal=level)
        assert Momentum.MOVING is self.moved(
            measured("g-1", 15), *walked(*range(7, TODAY)), goal=level
        )
        assert Momentum.UNKNOWN is self.moved(goal=level)

    def test_miss_before_a_holiday_is_not_all_there_is(self):
        """What was excused stays in the whole."""
        away = Absent(day=day(8), until=day(TODAY + 9))

        assert Momentum.UNKNOWN is self.moved(*missed(7), away)

    @pytest.mark.parametrize("on", [dt.date.min, dt.date.max])
    def test_calendar_has_an_end_and_a_beginning(self, on):
        """A judgement is never an exception."""
        goal = goal_of("g-1", step_of(), start=None)

        assert Momentum.UNKNOWN is focus([goal], journal_of(), on=on).places[0].momentum


class TestMinutes:
    def asked(self, *given, **fields):
        found = place_of(goal_of("g-1", *given, **fields))
        return found.minutes, found.silent_steps

    @pytest.mark.parametrize(("rule", "times"), TIMES_A_WEEK.items(), ids=repr)
    def test_minutes_are_dose_by_times_a_week(self, rule, times):
        """What is over, or begins later than in a week, asks for nothing now."""
        assert (round(30 * times), 0) == self.asked(step_of(minutes=30, recurrence=rule))

    @given(recurrences(), st.integers(0, 400))
    def test_any_rule_asks_for_a_number_of_minutes(self, rule, later):
        """None is below zero, and none is above all that a rule can ask."""
        on = dt.date.fromordinal(min(rule.start.toordinal() + later, dt.date.max.toordinal()))
        goal = goal_of("g-1", step_of(minutes=1, recurrence=rule), start=None)
        (found,) = focus([goal], journal_of(), on=on).places

        assert 0 <= found.minutes <= 7 * rule.times_per_window

    def test_hours_are_sixty_minutes(self):
        """Any unit of time will do."""
        doses = [Quantity(value=1, unit="h"), Quantity(value=90, unit="s")]

        assert [(420, 0), (10, 0)] == [self.asked(step_of(dose=dose)) for dose in doses]

    @pytest.mark.parametrize(
        "fields",
        [{"dose": None}, {"dose": Quantity(value=2, unit="km")}, {"recurrence": None}],
        ids=["no dose", "no time", "no recurrence"],
    )
    def test_step_that_does_not_say_is_unknown_and_not_zero(self, fields):
        """Two kilometres take as long as they take."""
        silent = step_of("run", **fields)

        assert (None, 1) == self.asked(silent)
        assert (70, 1) == self.asked(step_of(), silent)
        assert (0, 0) == self.asked(step_of(minutes=0))

    def test_step_without_more_occasions_is_not_asked_how_long(self):
        """What is over takes no time, however long it took."""
        over = Recurrence.daily(start=MONDAY, until=day(5))

        assert (0, 0) == self.asked(step_of(minutes=None, recurrence=over))

    def test_step_of_somebody_else_takes_none_of_the_time(self):
        """The client's own id is the client."""
        asked = [self.asked(step_of(responsible=who)) for who in (None, "c-17", "t-2")]

        assert [(70, 0), (70, 0), (0, 0)] == asked

    def test_only_steps_in_force_count(self):
        """What was agreed before, or for later, is not asked now."""
        steps = [
            step_of(until=day(TODAY)),
            step_of(minutes=20, start=day(TODAY), until=day(30)),
            step_of(minutes=30, start=day(30)),
        ]

        assert (140, 0) == self.asked(*steps)

    def test_from_the_day_by_which_nothing_is_asked(self):
        """As adherence has it."""
        asked = [self.asked(step_of(), due=day(number)) for number in (TODAY, TODAY + 1)]

        assert [(0, 0), (70, 0)] == asked

    def test_step_that_goals_share_counts_once(self):
        """One walk serves both; where they differ the longer is taken, and a word before none."""
        one, other = goal_of("g-1", step_of()), goal_of("g-2", step_of(minutes=20), step_of("read"))
        silent = goal_of("g-3", step_of(minutes=None))

        assert 210 == focused(one, other).minutes
        assert (70, 0) == (focused(silent, one).minutes, focused(silent, one).silent_steps)
        assert (None, 1) == (focused(silent).minutes, focused(silent).silent_steps)

    def test_dose_beyond_all_days_is_a_number_too(self):
        """A slip of the pen is no exception."""
        dose = Quantity(value=1e308, unit="wk")

        assert focused(goal_of("g-1", step_of(dose=dose)), capacity=9).minutes > 1e300

    @pytest.mark.parametrize(
        ("steps", "words"),
        [
            ([], "no steps yet"),
            ([step_of(minutes=1, recurrence=Recurrence.once(day(TODAY)))], "1 minute a week"),
            ([step_of()], "70 minutes a week"),
            ([step_of(minutes=None)], "1 step of unknown length"),
            (
                [step_of(), step_of("a", minutes=None), step_of("b", minutes=None)],
                "70 minutes a week and 2 steps of unknown length",
            ),
        ],
    )
    def test_time_is_told_in_words(self, steps, words):
        """What is unknown is told beside what is known."""
        assert str(place_of(goal_of("g-1", *steps))).endswith(f"; {words}")


class TestAdvice:
    def test_begin_with_the_first(self):
        """One at a time."""
        assert "begin with g-1" == said(FocusAdviceCode.BEGIN_WITH, goal_of())

    def test_all_is_well_where_nothing_speaks_against_it(self):
        """Who has little to change is told so."""
        found = focused(goal_of("g-1", step_of(), confidence=7), capacity=70)

        assert [FocusAdviceCode.BEGIN_WITH, FocusAdviceCode.AS_PLANNED] == [
            advice.code for advice in found.advice
        ]
        assert str(found).endswith("\n  nothing speaks against going on as planned")

    @pytest.mark.parametrize(
        ("given", "entries"),
        [
            (goal_of(due=day(1)), []),
            (goal_of(review=ReviewPolicy(base_days=7)), []),
            (goal_of(attainment=SCALE), [attained("g-1", -2)]),
            (anxious(baseline=16), [measured("g-1", 15)]),
            (goal_of(confidence=6), []),
        ],
        ids=["day passed", "review overdue", "worsening", "still", "unsure"],
    )
    def test_all_is_not_well_where_something_is_worth_a_talk(self, given, entries):
        """Nothing is praised that somebody should look at."""
        assert FocusAdviceCode.AS_PLANNED not in advised(given, entries=entries)

    def test_all_is_not_well_where_another_goal_goes_off(self):
        """Also one that is not the goal to begin with, and also where its steps are done."""
        off = anxious("g-2", step_of(), baseline=16)
        entries = [measured("g-2", 15)]

        for done in ([], walked(*range(7, TODAY))):
            found = focused(goal_of(importance=9), off, entries=[*entries, *done])

            assert Course.OFF_COURSE is found.places[1].course
            assert FocusAdviceCode.AS_PLANNED not in [advice.code for advice in found.advice]

    def test_all_is_not_well_where_another_goal_is_still(self):
        """Somebody said of most of what was asked that it was not done."""
        still = goal_of("g-2", step_of())
        entries = missed(*range(7, TODAY))

        assert FocusAdviceCode.AS_PLANNED not in advised(
            goal_of(importance=9), still, entries=entries
        )

    def test_all_is_not_well_where_a_goal_on_hold_has_a_notice(self):
        """A pause of a goal is no pause of care."""
        resting = anxious("g-2").started(day=MONDAY).paused(day=day(5))
        found = focused(goal_of(), resting, entries=[measured("g-2", 20)])

        assert [FocusAdviceCode.BEGIN_WITH] == [advice.code for advice in found.advice]
        assert 1 == len(found.notices)
        assert str(found).startswith("notice: reliable-worsening in a measure: see entry e-0\n")

    def test_what_moves_may_help_what_does_not(self):
        """A success carries to the next."""
        first, second = goal_of(importance=9), goal_of("g-2", step_of())
        entries = walked(*range(7, TODAY))

        assert "g-2 is moving; what works there may help with g-1" == said(
            FocusAdviceCode.BUILD_ON, first, second, entries=entries
        )
        assert FocusAdviceCode.BUILD_ON not in advised(second, first, entries=[])
        assert FocusAdviceCode.BUILD_ON not in advised(
            goal_of("g-1", step_of(), importance=9), second, entries=entries
        )

    def test_doubt_asks_for_a_smaller_step(self):
        """Below 7 of 10; the latest own word counts."""
        goal = goal_of(confidence=8)
        entries = [rated("g-1", 6.5, RatingKind.CONFIDENCE)]

        assert FocusAdviceCode.SMALLER_STEP not in advised(goal)
        assert (
            "confidence is 6.5 of 10; a smaller step, or a plan for what gets in the way, may help"
        ) == said(FocusAdviceCode.SMALLER_STEP, goal, entries=entries)

    def test_doubt_about_a_later_goal_can_wait(self):
        """One question at a time."""
        later = goal_of("g-2", confidence=2, priority=Priority.LOW)
        found = focused(goal_of(), later)

        assert FocusAdviceCode.SMALLER_STEP not in [advice.code for advice in found.advice]
        assert 2 == found.places[1].confidence.value

    def test_more_than_three_are_many(self):
        """Ours: three; all keep their places, and what is reached is not counted."""
        few = [anxious(f"g-{n}") for n in range(4)]

        assert "4 goals are open; up to 3 at once are enough, and g-3 can wait" == said(
            FocusAdviceCode.FEW_AT_ONCE, *few
        )
        assert 4 == len(focused(*few).places)
        assert FocusAdviceCode.FEW_AT_ONCE not in advised(*few, entries=[measured("g-1", 3)])
        assert FocusAdviceCode.FEW_AT_ONCE not in advised(*few[:3])

    def test_what_is_urgent_at_once_does_not_wait(self):
        """Where nothing can wait, nobody is told that there is too much."""
        many = [anxious(f"g-{n}") for n in range(6)]
        entries = [measured(f"g-{n}", 20) for n in range(6)]

        assert "6 goals are open; up to 3 at once are enough, and g-0 and g-1 can wait" == said(
            FocusAdviceCode.FEW_AT_ONCE, *many, entries=entries[2:]
        )
        assert FocusAdviceCode.FEW_AT_ONCE not in advised(*many, entries=entries)

    def test_what_fits_is_taken_in_order_of_rank(self):
        """One that does not fit is passed over, and the next may."""
        found = [
            goal_of(f"g-{n}", step_of(f"step-{n}", minutes=minutes), importance=9 - n)
            for n, minutes in enumerate([10, 20, 5])
        ]
        words = "the plans ask for 245 minutes a week, and there are {}; {}"

        for capacity, fit in [
            (244, "g-0 and g-1 fit"),
            (140, "g-0 and g-2 fit"),
            (70, "g-0 fits"),
            (34, "shorter or rarer steps would fit"),
        ]:
            assert words.format(capacity, fit) == said(
                FocusAdviceCode.OVER_CAPACITY, *found, capacity=capacity
            )
        assert FocusAdviceCode.OVER_CAPACITY not in advised(*found, capacity=245)
        assert FocusAdviceCode.OVER_CAPACITY not in advised(*found)

    def test_unknown_minutes_are_told(self):
        """What does not say how long it takes may fit or not."""
        silent = goal_of("g-1", step_of("a", minutes=None), step_of("b", minutes=None))
        long = goal_of("g-2", step_of(minutes=20))

        assert "2 steps do not say how long they take" == said(
            FocusAdviceCode.UNKNOWN_TIME, silent, long
        )
        assert "1 step does not say how long it takes" == said(
            FocusAdviceCode.UNKNOWN_TIME, goal_of("g-1", step_of(minutes=None))
        )
        assert said(FocusAdviceCode.OVER_CAPACITY, silent, long, capacity=60).endswith(
            "; g-1 fits, as far as steps say"
        )

    def test_all_reached_is_worth_choosing_what_comes_next(self):
        """There is nothing to begin with, and nothing is wrong with that."""
        found = focused(anxious(), entries=[measured("g-1", 3)])

        assert [FocusAdviceCode.ALL_REACHED] == [advice.code for advice in found.advice]
        assert found.first is None
        assert str(found).startswith(
            "2025-02-23: all open goals are reached; choose together what comes next\n  1. g-1: "
        )


class TestStanding:
    def test_goals_on_hold_are_told_apart(self):
        """They have no place until they are taken up again."""
        resting = [
            goal_of(name).started(day=MONDAY).paused(day=day(5)).resumed(day=day(30))
            for name in ("g-3", "g-2")
        ]
        found = focused(*resting, goal_of())

        assert (("g-2", "g-3"), ["g-1"]) == (found.resting, names_of(found))
        assert "\n  on hold: g-2, g-3\n" in str(found)
        assert ((), 3) == (
            focused(*resting, goal_of(), on=30).resting,
            len(focused(*resting, goal_of(), on=30).places),
        )

    def test_what_has_ended_or_begins_later_has_no_place(self):
        """On the day before its end it had one, and on its first day it has one."""
        ended = goal_of("g-2").started(day=MONDAY).closed(ClosingReason.CHOICE, day=day(9))
        ahead = goal_of("g-3", start=day(12))

        assert [["g-2"], [], ["g-3"]] == [order(ended, ahead, on=on) for on in (8, 9, 12)]

    def test_proposed_goal_has_a_place(self):
        """To choose where to begin is a reason to ask."""
        assert ["g-1"] == order(goal_of(start=None))

    def test_after_a_death_nothing_is_asked(self):
        """Not even of the goals that nobody closed; what somebody has to see stays."""
        died = goal_of("g-2").started(day=MONDAY).closed(ClosingReason.DIED, day=day(9))
        given = [died, anxious(), goal_of("g-3").started(day=MONDAY).paused(day=day(5))]
        entries = [measured("g-1", 20, number=3)]
        after = focused(*given, entries=entries, on=9, capacity=0)

        assert (
            "notice: reliable-worsening in a measure: see entry e-0\n2025-02-12: no goal is open"
        ) == str(after)
        assert ((), (), (), None, None) == (
            after.places,
            after.resting,
            after.advice,
            after.first,
            after.capacity,
        )
        assert [("e-0",)] == [notice.entries for notice in after.notices]
        assert "g-1" == focused(*given, entries=entries, on=8).first

    def test_death_that_was_an_error_is_none(self):
        """That it was an error is known now, and holds for every day."""
        died = goal_of("g-2").started(day=MONDAY).closed(ClosingReason.DIED, day=day(9))
        error = died.moved(Lifecycle.ENTERED_IN_ERROR, day=day(30))
        again = died.resumed(day=day(15))

        assert ["g-1"] == order(goal_of(), error)
        assert ["g-1", "g-2"] == order(goal_of(), again)

    def test_without_a_day_that_is_known_nobody_has_died(self):
        """A history that begins later says nothing yet."""
        change = LifecycleChange(
            status=Lifecycle.CANCELLED, day=day(30), closing=ClosingReason.DIED
        )
        later = goal_of("g-2", lifecycle_history=[change])

        assert ["g-1"] == order(goal_of(), later)
        assert [] == order(
            goal_of(), attrs.evolve(later, lifecycle_history=[attrs.evolve(change, day=None)])
        )

    def test_nobody_has_to_have_a_goal(self):
        """Nothing given, nothing said."""
        assert "2025-02-23: no goal is open" == str(focused())

    def test_assessment_of_a_later_day_is_ignored(self):
        """It is not known yet; one without minutes says nothing about them."""
        goals, journal = [goal_of("g-1", step_of())], journal_of()
        found = [
            focus(goals, journal, on=day(9), assessment=assessment).capacity
            for assessment in (having(30, number=9), having(30, number=10), having(None))
        ]

        assert [30, None, None] == found


class TestArguments:
    def test_goal_that_comes_twice_is_refused(self):
        """Which of the two would count?"""
        with pytest.raises(InvalidValueError, match="goals must be each given once"):
            focused(goal_of(), goal_of(importance=3))

    def test_what_is_another_persons_is_refused(self):
        """Goals of two people have no order."""
        with pytest.raises(InvalidValueError, match="subject"):
            focused(attrs.evolve(goal_of(), subject="c-18"))
        with pytest.raises(InvalidValueError, match="assessment must be the Assessment of"):
            focus([], journal_of(), on=MONDAY, assessment=attrs.evolve(having(9), subject="c-18"))
        with pytest.raises(InvalidValueError, match="assessment"):
            focus([], journal_of(), on=MONDAY, assessment=120)

    @pytest.mark.parametrize("on", [dt.datetime(2025, 2, 3, tzinfo=dt.UTC), "2025-02-03"])
    def test_date_of_judgement_is_a_date(self, on):
        """A moment belongs to another day elsewhere."""
        with pytest.raises(InvalidValueError, match=r"on must be a datetime\.date"):
            focus([goal_of()], journal_of(), on=on)

    def test_arguments_are_looked_at_also_after_a_death(self):
        """A slip does not depend on what is in the goals."""
        died = goal_of().started(day=MONDAY).closed(ClosingReason.DIED, day=day(9))

        with pytest.raises(InvalidValueError, match="assessment"):
            focus([died], Journal(subject="c-17"), on=day(9), assessment="120")


def test_text_of_a_focus_reads_well():
    """What is urgent first, what helps, then what to look at."""
    given = [
        anxious("calm", step_of("breathe"), importance=6),
        goal_of("walks", step_of(minutes=20), importance=9, confidence=5),
        goal_of("sleep", step_of("bed", minutes=None), priority=Priority.LOW),
        goal_of("work").started(day=MONDAY).paused(day=day(2)),
    ]
    entries = [measured("calm", 17), *walked(*range(7, TODAY))]

    assert (
        "notice: reliable-worsening in a measure: see entry e-0\n"
        "2025-02-23: begin with calm\n"
        "  1. calm: at once, there is a notice and getting harder lately; importance 6 of 10; "
        "still for now; 70 minutes a week\n"
        "  2. walks: in its turn, priority unknown; importance 9 of 10; moving; "
        "140 minutes a week\n"
        "  3. sleep: later, low priority; importance unknown; not known whether it moves; "
        "1 step of unknown length\n"
        "  on hold: work\n"
        "  walks is moving; what works there may help with calm\n"
        "  the plans ask for 210 minutes a week, and there are 150; "
        "calm and sleep fit, as far as steps say\n"
        "  1 step does not say how long it takes"
    ) == str(focused(*given, entries=entries, capacity=150))
