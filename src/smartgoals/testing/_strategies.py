"""The strategies of smartgoals.testing for all values but the journal's.

They make the widest domain first. Where one is narrower than its type, a comment says why; lists
are short throughout, because a goal holds many and Hypothesis has a budget for each example.
"""

# ruff: noqa: A002  # parameters are called as the fields are

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.goals import (
    TRANSITIONS,
    Acceptance,
    AcceptanceKind,
    AcceptanceStatus,
    ClosingReason,
    Goal,
    KeyArea,
    Lifecycle,
    LifecycleChange,
    Party,
    Priority,
    Relation,
    RelationKind,
    Role,
    Sensitivity,
)
from smartgoals.measures import Measure, MeasureKind, Quantity
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.plans import ActionPlan, Resource, ReviewPolicy, Step, StepKind
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.targets import Aim, AttainmentScale, Milestone, Target
from smartgoals.testing._basics import (
    ABOVE_ZERO,
    days,
    extensions,
    ids,
    maybe,
    orderly,
    said,
    several,
    texts,
    versions,
)
from smartgoals.testing._measures import measures, quantities
from smartgoals.testing._recurrences import recurrences
from smartgoals.treatment import Assessment, Problem, TreatmentPlan

__all__ = [
    "acceptances",
    "action_plans",
    "aims",
    "assessments",
    "attainment_scales",
    "goals",
    "key_areas",
    "lifecycle_changes",
    "milestones",
    "notices",
    "parties",
    "problems",
    "relations",
    "resources",
    "review_policies",
    "steps",
    "targets",
    "treatment_plans",
]


# Whole numbers have 64 bits; half of that, so that two can be added and a revision can follow.
_MOST = 2**62 - 1


def notices() -> SearchStrategy[Notice]:
    """Make notices.

    Returns:
        Strategy for notices of every kind, with and without entries, a span of text and an item.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import notices
        >>> @given(notices())
        ... def test_span_is_whole(notice):
        ...     assert (notice.start is None) == (notice.end is None)
        >>> test_span_is_whole()
    """
    span = st.tuples(st.integers(0, _MOST), st.integers(1, _MOST)).map(
        lambda made: {"start": made[0], "end": made[0] + made[1]}
    )
    answered = st.fixed_dictionaries({"instrument": ids(), "item": st.integers(1, _MOST)})
    return st.builds(
        lambda span, answered, **fields: Notice(**span, **answered, **fields),
        st.just({}) | span,
        st.just({}) | answered,
        kind=st.sampled_from(NoticeKind),
        source=st.sampled_from(NoticeSource),
        entries=several(ids()),
    )


def resources(*, text: SearchStrategy[str] | None = None) -> SearchStrategy[Resource]:
    """Make things and people that help.

    Args:
        text: Every free text.

    Returns:
        Strategy for resources.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import resources
        >>> @given(resources(text=st.just("a friend")))
        ... def test_resource_has_a_name(resource):
        ...     assert resource.name == "a friend"
        >>> test_resource_has_a_name()
    """
    text = texts() if text is None else text
    return st.builds(Resource, name=said(text), link=text)


def steps(
    *,
    id: SearchStrategy[str] | None = None,
    dose: SearchStrategy[Quantity] | None = None,
    recurrence: SearchStrategy[Recurrence] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Step]:
    """Make steps, each one version.

    Args:
        id: Their ids.
        dose: How much each time, now and before the plan; none below zero.
        recurrence: On which days.
        day: Where they begin and end.
        text: Every free text, that of the extensions included.

    Returns:
        Strategy for steps with and without each part.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import steps
        >>> @given(steps())
        ... def test_no_dose_is_below_zero(step):
        ...     assert step.dose is None or step.dose.value >= 0
        >>> test_no_dose_is_below_zero()
    """
    text = texts() if text is None else text
    day = days() if day is None else day
    amounts = (
        quantities(value=st.floats(min_value=0, allow_infinity=False)) if dose is None else dose
    )
    return st.builds(
        lambda period, **fields: Step(start=period[0], until=period[1], **fields),
        orderly(day),
        id=ids() if id is None else id,
        action=said(text),
        kind=st.sampled_from(StepKind),
        strategy=text,
        responsible=maybe(ids()),
        dose=maybe(amounts),
        baseline=maybe(amounts),
        recurrence=maybe(recurrences(start=day) if recurrence is None else recurrence),
        cue=text,
        resources=several(resources(text=text)),
        extensions=extensions(text),
    )


def action_plans(
    *,
    step: SearchStrategy[Step] | None = None,
    id: SearchStrategy[str] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[ActionPlan]:
    """Make action plans.

    Args:
        step: What each version of a step is like; its id, start and until are set here. With
            ``st.nothing()`` there are no steps.
        id: Ids of the steps.
        day: On which days versions begin and end.
        text: Every free text.

    Returns:
        Strategy for plans with none to several steps in up to three versions each, in any order
        and with gaps between them.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import action_plans, days
        >>> @given(action_plans(), days())
        ... def test_plan_has_one_version_of_a_step_on_a_day(plan, day):
        ...     names = [step.id for step in plan.on(day)]
        ...     assert len(names) == len(set(names))
        >>> test_plan_has_one_version_of_a_step_on_a_day()
    """
    made = steps(day=day, text=text) if step is None else step
    held = versions(made, id=ids() if id is None else id, day=days() if day is None else day)
    return held.map(lambda steps: ActionPlan(steps=steps))


def review_policies() -> SearchStrategy[ReviewPolicy]:
    """Make review policies.

    Returns:
        Strategy for intervals of one day to ten years, with and without limits.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import review_policies
        >>> @given(review_policies())
        ... def test_usual_interval_is_at_least_the_shortest(policy):
        ...     assert policy.base_days >= (policy.minimum_days or 1)
        >>> test_usual_interval_is_at_least_the_shortest()
    """
    three = st.lists(st.integers(1, 3_660), min_size=3, max_size=3).map(sorted)
    return st.builds(
        lambda three, least, most, **others: ReviewPolicy(
            minimum_days=three[0] if least else None,
            base_days=three[1],
            maximum_days=three[2] if most else None,
            **others,
        ),
        three,
        st.booleans(),
        st.booleans(),
        session_window_days=st.integers(0, 366),
        each_session=st.booleans(),
        shorter_by=st.fractions("1/100", 1, max_denominator=999),
        longer_by=st.fractions(1, 10, max_denominator=999),
        longer_after=st.integers(1, 100),
        most_postponements=st.none() | st.integers(0, 100),
        source=texts(),
        is_verified=st.booleans(),
    )


def aims(
    *,
    measure: SearchStrategy[Measure] | None = None,
    step: SearchStrategy[str] | None = None,
) -> SearchStrategy[Aim]:
    """Make aims.

    Args:
        measure: What is observed; with it, no steps are counted unless *step* is given too.
        step: Ids of the steps that are counted; with it, no measure is observed unless *measure*
            is given too.

    Returns:
        Strategy for aims with a lower bound, an upper bound or both, strict or not, to be reached
        or to be held, and for counts of a step.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import aims
        >>> @given(aims(step=st.just("walk")))
        ... def test_aim_counts_a_step(aim):
        ...     assert aim.step == "walk"
        >>> test_aim_counts_a_step()
    """
    if measure is None and step is None:
        measure, step = measures(), ids()
    asked: list[SearchStrategy[Aim]] = []
    if measure is not None:
        asked.append(_measured_aims(measure))
    if step is not None:
        asked.append(_counted_aims(step))
    return st.one_of(asked)


def _counted_aims(step: SearchStrategy[str]) -> SearchStrategy[Aim]:
    # A count is kept as a float, which tells whole numbers apart up to 2 ** 53.
    counts = st.tuples(st.integers(1, 2**53), st.integers(1, 2**53)).map(sorted)
    return st.builds(
        lambda counts, step: Aim.done(counts[0], out_of=counts[1], step=step), counts, step
    )


_PERIODS = [period for period in Frequency if period is not Frequency.ONCE]
_ADDED_UP = {MeasureKind.COUNT, MeasureKind.DURATION, MeasureKind.AMOUNT, MeasureKind.YES_NO}


@st.composite
def _measured_aims(draw: DrawFn, measure: SearchStrategy[Measure]) -> Aim:
    observed = draw(measure)
    least, most = observed.least, observed.most
    per = None
    if observed.kind in _ADDED_UP and least is not None and least >= 0 and draw(st.booleans()):
        # A sum has no upper end.
        per, most = draw(st.sampled_from(_PERIODS)), None
    is_strict = draw(st.booleans())
    has_low, has_high = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    possible = st.floats(min_value=least, max_value=most, allow_nan=False, allow_infinity=False)
    # The ends of a range are where rules go wrong, and chance alone rarely draws both.
    if ends := [end for end in (least, most) if end is not None]:
        possible |= st.sampled_from(ends)
    low = high = None
    if has_low and has_high:
        first, second = draw(possible), draw(possible)
        low, high = min(first, second), max(first, second)
        is_strict = is_strict and low != high
        if not is_strict and (low, high) == (least, most):
            # Every possible value would be good enough.
            low = high
    elif has_low:
        low = draw(possible)
        if is_strict and low == most:
            is_strict = False
        elif not is_strict and low == least:
            is_strict = True
    else:
        high = draw(possible)
        if is_strict and high == least:
            is_strict = False
        elif not is_strict and high == most:
            is_strict = True
    return Aim(
        measure=observed,
        low=low,
        high=high,
        is_strict=is_strict,
        is_held=draw(st.booleans()),
        per=per,
    )


def targets(
    *,
    id: SearchStrategy[str] | None = None,
    aim: SearchStrategy[Aim] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    recurrence: SearchStrategy[Recurrence] | None = None,
) -> SearchStrategy[Target]:
    """Make targets, each one version.

    Args:
        id: Their ids.
        aim: What they aim at.
        day: When they are due, begin and end.
        recurrence: On which days a measure is taken.

    Returns:
        Strategy for targets with any weight, and with a baseline and days on which the measure is
        taken where there can be such.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import targets
        >>> @given(targets())
        ... def test_baseline_is_short_of_the_aim(target):
        ...     assert target.baseline is None or not target.aim.is_met_by(target.baseline)
        >>> test_baseline_is_short_of_the_aim()
    """
    day = days() if day is None else day
    wanted = aims() if aim is None else aim
    fields: dict[str, SearchStrategy[Any]] = {
        "id": ids() if id is None else id,
        "weight": ABOVE_ZERO,
        "due": maybe(day),
    }
    shared = st.fixed_dictionaries(fields)
    periods = orderly(day)
    sources = maybe(ids())
    taken = maybe(recurrences(start=day) if recurrence is None else recurrence)

    @st.composite
    def drawn(draw: DrawFn) -> Target:
        aim = draw(wanted)
        baseline = source = None
        if draw(st.booleans()) and (short := _short_of(aim)):
            baseline = draw(st.one_of([st.floats(least, most) for least, most in short]))
            source = draw(sources)
        start, until = draw(periods)
        return Target(
            aim=aim,
            baseline=baseline,
            baseline_entry=source,
            start=start,
            until=until,
            recurrence=None if aim.measure is None else draw(taken),
            **draw(shared),
        )

    return drawn()


def _short_of(aim: Aim) -> list[tuple[float, float]]:
    """Return the ranges of values that a baseline of *aim* can have, ends included."""
    if aim.measure is None or aim.is_held:
        return []
    largest = math.nextafter(math.inf, 0)
    least = -largest if aim.measure.least is None else aim.measure.least
    most = largest if aim.measure.most is None else aim.measure.most
    ranges = []
    if aim.low is not None:
        ranges.append((least, aim.low if aim.is_strict else math.nextafter(aim.low, -math.inf)))
    if aim.high is not None:
        ranges.append((aim.high if aim.is_strict else math.nextafter(aim.high, math.inf), most))
    return [(low, high) for low, high in ranges if low <= high and math.isfinite(low - high)]


def milestones(
    *,
    id: SearchStrategy[str] | None = None,
    aim: SearchStrategy[Aim] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Milestone]:
    """Make milestones, each one version.

    Args:
        id: Their ids.
        aim: What they aim at; an aim to be held is made one to be reached.
        day: When they are due, begin and end.
        text: Every free text.

    Returns:
        Strategy for milestones with and without an aim, counted and not.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import milestones
        >>> @given(milestones())
        ... def test_milestone_is_not_held(milestone):
        ...     assert milestone.aim is None or not milestone.aim.is_held
        >>> test_milestone_is_not_held()
    """
    day = days() if day is None else day
    text = texts() if text is None else text
    reached = (aims() if aim is None else aim).map(lambda aim: attrs.evolve(aim, is_held=False))
    return st.builds(
        lambda period, **fields: Milestone(start=period[0], until=period[1], **fields),
        orderly(day),
        id=ids() if id is None else id,
        name=said(text),
        aim=maybe(reached),
        due=maybe(day),
        celebration=text,
        weight=st.floats(min_value=0, allow_infinity=False),
    )


def attainment_scales(
    *,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[AttainmentScale]:
    """Make scales of goal attainment.

    Args:
        day: When they were agreed.
        text: What each level means.

    Returns:
        Strategy for scales with all five levels in words, and for those of GAS-Light, with and
        without a baseline and with every weight, 0 among them.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import attainment_scales
        >>> @given(attainment_scales())
        ... def test_what_is_expected_is_in_words(scale):
        ...     assert scale.description(0)
        >>> test_what_is_expected_is_in_words()
    """
    words = said(texts() if text is None else text)
    others = st.fixed_dictionaries(dict.fromkeys(("much_less", "less", "more", "much_more"), words))
    return st.builds(
        lambda others, **fields: AttainmentScale(**others, **fields),
        st.just({}) | others,
        expected=words,
        day=days() if day is None else day,
        baseline=st.sampled_from([None, -1, -2]),
        importance=st.integers(0, 3),
        difficulty=st.integers(0, 3),
    )


def parties(*, text: SearchStrategy[str] | None = None) -> SearchStrategy[Party]:
    """Make people who have a part in a goal.

    Args:
        text: Their names.

    Returns:
        Strategy for parties of every role.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import parties
        >>> @given(parties(text=st.just("Sam")))
        ... def test_party_has_a_name(party):
        ...     assert party.name == "Sam"
        >>> test_party_has_a_name()
    """
    return st.builds(
        Party,
        id=ids(),
        role=st.sampled_from(Role),
        name=texts() if text is None else text,
    )


def acceptances(
    *,
    by: SearchStrategy[str] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    revision: SearchStrategy[int] | None = None,
) -> SearchStrategy[Acceptance]:
    """Make what parties said to a revision.

    Args:
        by: Ids of the parties.
        day: When.
        revision: The revisions they spoke about.

    Returns:
        Strategy for acceptances of every status and kind.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import acceptances
        >>> @given(acceptances(by=st.just("c-17")))
        ... def test_client_speaks(acceptance):
        ...     assert acceptance.by == "c-17"
        >>> test_client_speaks()
    """
    return st.builds(
        Acceptance,
        by=ids() if by is None else by,
        day=days() if day is None else day,
        revision=st.integers(1, _MOST) if revision is None else revision,
        status=st.sampled_from(AcceptanceStatus),
        kind=st.sampled_from(AcceptanceKind),
    )


def lifecycle_changes(
    *,
    status: SearchStrategy[Lifecycle] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[LifecycleChange]:
    """Make changes of a goal's lifecycle.

    Args:
        status: What it became.
        day: When.
        text: Why.

    Returns:
        Strategy for changes; only an end has a closing reason.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import lifecycle_changes
        >>> @given(lifecycle_changes())
        ... def test_only_an_end_has_a_reason_for_closing(change):
        ...     assert change.closing is None or change.status.is_closed
        >>> test_only_an_end_has_a_reason_for_closing()
    """
    statuses = st.sampled_from(Lifecycle) if status is None else status
    when = maybe(days() if day is None else day)
    reasons = texts() if text is None else text
    closings = {
        status: maybe(st.sampled_from([why for why in ClosingReason if why.lifecycle is status]))
        for status in {why.lifecycle for why in ClosingReason}
    }

    @st.composite
    def drawn(draw: DrawFn) -> LifecycleChange:
        became = draw(statuses)
        return LifecycleChange(
            status=became,
            day=draw(when),
            reason=draw(reasons),
            closing=draw(closings[became]) if became in closings else None,
        )

    return drawn()


def _lifecycles(
    status: SearchStrategy[Lifecycle], day: SearchStrategy[dt.date], text: SearchStrategy[str]
) -> SearchStrategy[tuple[LifecycleChange, ...]]:
    """Make lawful histories that end with *status*, by walking the table backwards."""
    change_to = {
        one: lifecycle_changes(status=st.just(one), day=day, text=text) for one in Lifecycle
    }
    before = {
        after: st.sampled_from(
            [one for one, following in TRANSITIONS.items() if after in following]
        )
        for after in Lifecycle
    }

    @st.composite
    def drawn(draw: DrawFn) -> tuple[LifecycleChange, ...]:
        walk = [draw(status)]
        for _ in range(draw(st.integers(0, 4))):
            walk.append(draw(before[walk[-1]]))
        dates = sorted(draw(st.lists(day, min_size=len(walk), max_size=len(walk))))
        first, *later = (
            attrs.evolve(draw(change_to[one]), day=date)
            for one, date in zip(reversed(walk), dates, strict=True)
        )
        # Only the first change may be of a day that nobody knows.
        if draw(st.booleans()):
            first = attrs.evolve(first, day=None)
        return (first, *later)

    return drawn()


def key_areas(*, text: SearchStrategy[str] | None = None) -> SearchStrategy[KeyArea]:
    """Make areas of life.

    Args:
        text: Their names.

    Returns:
        Strategy for key areas.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import key_areas
        >>> @given(key_areas(text=st.just("Sleep")))
        ... def test_area_has_a_name(area):
        ...     assert area.name == "Sleep"
        >>> test_area_has_a_name()
    """
    return st.builds(KeyArea, code=ids(), name=texts() if text is None else text)


def relations(*, goal: SearchStrategy[str] | None = None) -> SearchStrategy[Relation]:
    """Make relations to other goals.

    Args:
        goal: Ids of the other goals.

    Returns:
        Strategy for relations of every kind.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import relations
        >>> @given(relations(goal=st.just("g-2")))
        ... def test_relation_names_a_goal(relation):
        ...     assert relation.goal == "g-2"
        >>> test_relation_names_a_goal()
    """
    return st.builds(
        Relation, kind=st.sampled_from(RelationKind), goal=ids() if goal is None else goal
    )


def goals(
    *,
    id: SearchStrategy[str] | None = None,
    subject: SearchStrategy[str] | None = None,
    target: SearchStrategy[Target] | None = None,
    milestone: SearchStrategy[Milestone] | None = None,
    plan: SearchStrategy[ActionPlan] | None = None,
    lifecycle: SearchStrategy[Lifecycle] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Goal]:
    """Make goals.

    Args:
        id: Their ids.
        subject: Ids of the persons whose goals they are.
        target: What each version of a target is like; its id, start and until are set here. With
            ``st.nothing()`` there are no targets.
        milestone: What each version of a milestone is like; as for *target*.
        plan: Their action plans.
        lifecycle: Where the agreement stands in the end; the history before it is a lawful one.
        day: Every day that a goal names, but for those within *plan*, *target* and *milestone*
            where these are given.
        text: Every free text, that of the extensions included; with the same exceptions.

    Returns:
        Strategy for goals with several versions of targets, milestones and steps, with a lawful
        lifecycle, and with what several parties said to several revisions.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals import Lifecycle
        >>> from smartgoals.testing import goals
        >>> @given(goals(lifecycle=st.just(Lifecycle.ON_HOLD)))
        ... def test_goal_is_on_hold(goal):
        ...     assert goal.lifecycle is Lifecycle.ON_HOLD
        >>> test_goal_is_on_hold()
    """
    day = days() if day is None else day
    text = texts() if text is None else text
    made_target = targets(day=day) if target is None else target
    made_milestone = milestones(day=day, text=text) if milestone is None else milestone
    shared = st.fixed_dictionaries(
        {
            "id": ids() if id is None else id,
            "subject": ids() if subject is None else subject,
            "statement": said(text),
            "reason": text,
            "values": several(text),
            "key_areas": several(key_areas(text=text)),
            "addresses": several(ids()),
            "expected_outcome": text,
            "priority": maybe(st.sampled_from(Priority)),
            "importance": maybe(st.integers(0, 10)),
            "confidence": maybe(st.integers(0, 10)),
            "targets": versions(made_target, id=ids(), day=day),
            "milestones": versions(made_milestone, id=ids(), day=day),
            "attainment": maybe(attainment_scales(day=day, text=text)),
            "plan": action_plans(day=day, text=text) if plan is None else plan,
            "review": maybe(review_policies()),
            "continuous": st.booleans(),
            "lifecycle_history": _lifecycles(
                st.sampled_from(Lifecycle) if lifecycle is None else lifecycle, day, text
            ),
            "relations": several(relations()),
            "sensitivity": several(st.sampled_from(Sensitivity)),
            "language": ids(),
            "extensions": extensions(text),
            "version": maybe(st.integers(1, _MOST)),
        }
    )
    starts = maybe(day)
    revisions = st.integers(1, 5) | st.integers(1, _MOST)
    names = st.lists(ids(), min_size=1, max_size=2)
    heard = st.lists(st.tuples(acceptances(day=day), st.booleans(), st.booleans()), max_size=3)

    @st.composite
    def drawn(draw: DrawFn) -> Goal:
        fields: dict[str, Any] = draw(shared)
        start, due = draw(starts), draw(starts)
        if start is not None and due is not None:
            start, due = min(start, due), max(start, due)
        revision = draw(revisions)
        # Few people and few revisions, so that somebody speaks twice about one.
        people = draw(names)
        answers = [
            attrs.evolve(
                answer,
                by=people[0] if is_first else people[-1],
                revision=revision if is_latest else min(answer.revision, revision),
            )
            for answer, is_first, is_latest in draw(heard)
        ]
        return Goal(start=start, due=due, revision=revision, acceptances=answers, **fields)

    return drawn()


def assessments(
    *,
    subject: SearchStrategy[str] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[Assessment]:
    """Make assessments.

    Args:
        subject: Ids of the persons.
        day: When.
        text: Every free text.

    Returns:
        Strategy for assessments with and without each part.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import assessments
        >>> @given(assessments(text=st.just("humour")))
        ... def test_strengths_are_said(found):
        ...     assert set(found.strengths) <= {"humour"}
        >>> test_strengths_are_said()
    """
    text = texts() if text is None else text
    return st.builds(
        Assessment,
        subject=ids() if subject is None else subject,
        day=days() if day is None else day,
        history=text,
        minutes_a_week=maybe(st.integers(0, 10_080)),
        concerns=several(text),
        challenges=several(text),
        aspirations=several(text),
        strengths=several(text),
        limitations=several(text),
        resources=several(text),
    )


def problems(
    *, id: SearchStrategy[str] | None = None, text: SearchStrategy[str] | None = None
) -> SearchStrategy[Problem]:
    """Make problems that a treatment plan answers to.

    Args:
        id: Their ids.
        text: What they are.

    Returns:
        Strategy for problems with and without a code.

    Example:
        >>> from hypothesis import given, strategies as st
        >>> from smartgoals.testing import problems
        >>> @given(problems(text=st.just("worry")))
        ... def test_problem_has_a_name(problem):
        ...     assert problem.name == "worry"
        >>> test_problem_has_a_name()
    """
    return st.builds(
        Problem,
        id=ids() if id is None else id,
        name=said(texts() if text is None else text),
        code=maybe(ids()),
    )


def treatment_plans(
    *,
    id: SearchStrategy[str] | None = None,
    subject: SearchStrategy[str] | None = None,
    goal: SearchStrategy[str] | None = None,
    day: SearchStrategy[dt.date] | None = None,
    text: SearchStrategy[str] | None = None,
) -> SearchStrategy[TreatmentPlan]:
    """Make treatment plans.

    Args:
        id: Their ids.
        subject: Ids of the persons.
        goal: Ids of their goals.
        day: When they begin and end.
        text: Every free text, that of the extensions included.

    Returns:
        Strategy for plans with several problems, goals and parties, each id once.

    Example:
        >>> from hypothesis import given
        >>> from smartgoals.testing import treatment_plans
        >>> @given(treatment_plans())
        ... def test_each_goal_comes_once(plan):
        ...     assert len(plan.goals) == len(set(plan.goals))
        >>> test_each_goal_comes_once()
    """
    text = texts() if text is None else text
    period = st.lists(days() if day is None else day, min_size=2, max_size=2, unique=True)
    return st.builds(
        lambda period, is_open, **fields: TreatmentPlan(
            start=min(period), until=None if is_open else max(period), **fields
        ),
        period,
        st.booleans(),
        id=ids() if id is None else id,
        subject=ids() if subject is None else subject,
        problems=st.lists(problems(text=text), max_size=2, unique_by=lambda problem: problem.id),
        goals=st.lists(ids() if goal is None else goal, max_size=2, unique=True),
        parties=st.lists(parties(text=text), max_size=2, unique_by=lambda party: party.id),
        review=maybe(review_policies()),
        extensions=extensions(text),
    )
