from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from smartgoals.entries import Decision, Reviewed
from smartgoals.errors import IllegalTransitionError, InvalidValueError
from smartgoals.goals import (
    TRANSITIONS,
    Acceptance,
    AcceptanceKind,
    AcceptanceStatus,
    ClosingReason,
    Goal,
    Lifecycle,
    LifecycleChange,
)
from smartgoals.measures import Direction, Measure, MeasureKind
from smartgoals.plans import ActionPlan, ReviewPolicy, Step
from smartgoals.recurrence import Frequency
from smartgoals.targets import Aim, AttainmentScale, Milestone, Target
from smartgoals.testing import days, goals, targets
from smartgoals.testing._basics import versions
from smartgoals.testing._strategies import _lifecycles

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=1_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SOME = settings(max_examples=max(10, settings().max_examples // 4))
DAY = dt.date(2025, 2, 3)
ONE_DAY = dt.timedelta(days=1)
OPEN = [status for status in Lifecycle if not status.is_closed]
CLOSED = [status for status in Lifecycle if status.is_closed]
EVERY_PAIR = [(current, wanted) for current in Lifecycle for wanted in Lifecycle]
SLEEP = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)


def goal_in(status, **fields):
    history = [LifecycleChange(status=status, day=DAY)]
    return Goal(
        **{"id": "g-1", "subject": "c-17", "statement": "I will walk."}
        | {"lifecycle_history": history}
        | fields
    )


def small_goals(**narrower):
    """Make goals without what is expensive to make and does not matter to the lifecycle."""
    return goals(
        **{
            "target": st.nothing(),
            "milestone": st.nothing(),
            "plan": st.just(ActionPlan()),
            "text": st.just("walk"),
        }
        | narrower
    )


def lived(*statuses):
    """Make goals of which only the lifecycle matters, that end with one of *statuses*."""
    history = _lifecycles(st.sampled_from(statuses), days(), st.just(""))
    return history.map(lambda changes: goal_in(Lifecycle.PROPOSED, lifecycle_history=changes))


class TestLifecycle:
    @pytest.mark.parametrize(("current", "wanted"), EVERY_PAIR, ids=str)
    def test_every_lawful_change_works_and_every_other_names_what_is_possible(
        self, current, wanted
    ):
        """The table is the whole law."""
        goal = goal_in(current)
        try:
            became = goal.moved(wanted, day=DAY).lifecycle
        except IllegalTransitionError as error:
            became = (error.current, error.wanted, error.allowed)

        is_lawful = wanted in TRANSITIONS[current]

        assert (wanted if is_lawful else (current, wanted, TRANSITIONS[current])) == became

    @pytest.mark.parametrize(("current", "wanted"), EVERY_PAIR, ids=str)
    def test_history_follows_the_table_too(self, current, wanted):
        """A goal that is loaded or built by hand has no other history than one that was lived."""
        history = [LifecycleChange(status=current), LifecycleChange(status=wanted, day=DAY)]
        try:
            became = goal_in(current, lifecycle_history=history).lifecycle
        except IllegalTransitionError as error:
            became = error.allowed

        assert (wanted if wanted in TRANSITIONS[current] else TRANSITIONS[current]) == became

    @given(
        lived(*(one for one in Lifecycle if TRANSITIONS[one])),
        st.integers(0, 5),
        days(),
    )
    def test_change_is_added_to_the_history_and_nothing_else_changes(self, goal, way, day):
        """What was is not rewritten by what is."""
        following = TRANSITIONS[goal.lifecycle]
        wanted = following[way % len(following)]
        last = goal.lifecycle_history[-1].day
        try:
            moved = goal.moved(wanted, day=day)
        except InvalidValueError:
            moved = None

        if last is not None and day < last:
            assert moved is None
        else:
            *before, change = moved.lifecycle_history

            assert (goal.lifecycle_history, wanted, day) == (
                tuple(before),
                change.status,
                change.day,
            )
            assert goal == attrs.evolve(moved, lifecycle_history=before)

    @given(lived(*Lifecycle), days())
    def test_lifecycle_on_a_day_is_the_last_change_up_to_it(self, goal, day):
        """At the end of a day stands what was last decided on it."""
        first, *later = goal.lifecycle_history
        past = [change.status for change in later if change.day <= day]

        assert [first.status, *past][-1] == goal.lifecycle_on(day)
        assert goal.lifecycle == goal.lifecycle_on(dt.date.max)

    @pytest.mark.parametrize(
        ("history", "words"),
        [
            ([], "at least one change"),
            (
                [
                    LifecycleChange(status=Lifecycle.PROPOSED),
                    LifecycleChange(status=Lifecycle.ACTIVE),
                ],
                "dated, in order of days",
            ),
            (
                [
                    LifecycleChange(status=Lifecycle.PROPOSED, day=DAY),
                    LifecycleChange(status=Lifecycle.ACTIVE, day=DAY - ONE_DAY),
                ],
                "dated, in order of days",
            ),
        ],
        ids=["empty", "undated", "backwards"],
    )
    def test_history_without_an_order_is_refused(self, history, words):
        """Where the agreement stood on a day must be certain."""
        with pytest.raises(InvalidValueError, match=words) as caught:
            goal_in(Lifecycle.PROPOSED, lifecycle_history=history)

        assert "lifecycle_history" == caught.value.field

    def test_goals_that_are_walked_reach_every_status(self):
        """The strategies make lawful histories that end anywhere."""
        reached = [
            find(
                lived(status),
                lambda goal: len(goal.lifecycle_history) > 2,
                settings=ONLY_FIND,
            ).lifecycle
            for status in Lifecycle
        ]

        assert list(Lifecycle) == reached

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            (lambda goal: goal.started(day=DAY), Lifecycle.ACTIVE),
            (lambda goal: goal.started(day=DAY).paused(day=DAY), Lifecycle.ON_HOLD),
            (lambda goal: goal.started(day=DAY).paused(day=DAY).resumed(day=DAY), Lifecycle.ACTIVE),
            (lambda goal: goal.started(day=DAY).completed(day=DAY), Lifecycle.COMPLETED),
        ],
        ids=["started", "paused", "resumed", "completed"],
    )
    def test_named_change_says_what_it_does(self, change, status):
        """The words of the work are the names of the methods."""
        assert status is change(goal_in(Lifecycle.PROPOSED)).lifecycle

    @pytest.mark.parametrize("why", ClosingReason)
    def test_goal_that_ended_keeps_its_reason_as_a_code(self, why):
        """Only what was achieved is completed; the rest is cancelled and stays counted."""
        closed = goal_in(Lifecycle.ACTIVE).closed(why, day=DAY, reason="moved away")
        expected = Lifecycle.COMPLETED if why is ClosingReason.ACHIEVED else Lifecycle.CANCELLED

        assert (expected, why) == (closed.lifecycle, closed.closing)
        assert "moved away" == closed.lifecycle_history[-1].reason
        assert closed.resumed(day=DAY).closing is None

    @pytest.mark.parametrize("status", Lifecycle)
    @pytest.mark.parametrize("why", ClosingReason)
    def test_reason_for_closing_goes_with_the_status_it_leads_to(self, why, status):
        """A goal that goes on has not ended, and one that was given up was not achieved."""
        try:
            made = LifecycleChange(status=status, closing=why).closing
        except InvalidValueError as error:
            made = error.field

        assert (why if why.lifecycle is status else "closing") == made

    @given(lived(*Lifecycle), st.none() | days())
    def test_first_day_is_the_start_or_the_first_day_of_activity(self, goal, start):
        """Without either, a goal has not begun."""
        goal = attrs.evolve(goal, start=start)
        active = [
            change.day
            for change in goal.lifecycle_history
            if change.status is Lifecycle.ACTIVE and change.day is not None
        ]

        assert [goal.start or min(active, default=None)] == [goal.first_day]

    def test_status_is_a_lifecycle(self):
        """Text is not repeated as the status that was wanted."""
        with pytest.raises(InvalidValueError, match="to must be a Lifecycle, got text of 6"):
            goal_in(Lifecycle.PROPOSED).moved("active", day=DAY)


PARTIES = st.sampled_from(["client", "guardian"])
ANSWERS = st.lists(
    st.tuples(PARTIES, st.booleans(), st.sampled_from(AcceptanceKind)), min_size=1, max_size=5
)


def answered(goal, answers):
    for party, agrees, kind in answers:
        if agrees:
            goal = goal.accepted(by=party, day=DAY, kind=kind)
        else:
            goal = goal.declined(by=party, day=DAY, kind=kind)
    return goal


class TestAcceptance:
    @pytest.mark.parametrize("status", OPEN)
    @given(answers=ANSWERS)
    def test_party_accepts_for_itself_and_may_change_its_mind(self, status, answers):
        """What counts is the last thing that a party said."""
        goal = answered(goal_in(status), answers)
        last = {party: agrees for party, agrees, _ in answers}

        assert last == {party: goal.is_accepted_by(party) for party in last}
        assert not goal.is_accepted_by("somebody else")

    @pytest.mark.parametrize("status", OPEN)
    @given(answers=ANSWERS)
    def test_only_a_consent_moves_a_goal_that_waits_for_one(self, status, answers):
        """A minor's assent is kept as what it is and is never taken for a consent."""
        goal = answered(goal_in(status), answers)
        has_consent = any(agrees and kind is AcceptanceKind.CONSENT for _, agrees, kind in answers)
        waits = status in {Lifecycle.PROPOSED, Lifecycle.PLANNED}

        assert (Lifecycle.ACCEPTED if waits and has_consent else status) == goal.lifecycle
        assert [kind for _, _, kind in answers] == [
            acceptance.kind for acceptance in goal.acceptances
        ]

    @given(small_goals(), st.data())
    def test_answer_that_counts_is_of_this_revision_and_of_the_last_day(self, goal, data):
        """Answers that were kept in another order count by their days."""
        people = sorted({acceptance.by for acceptance in goal.acceptances})
        party = data.draw(st.sampled_from([*people, "somebody else"]))
        said = [
            acceptance
            for acceptance in goal.acceptances
            if (acceptance.by, acceptance.revision) == (party, goal.revision)
        ]
        answer = goal.answer_of(party)
        last = max((acceptance.day for acceptance in said), default=None)

        assert [one for one in said if one.day == last][-1:] == ([answer] if answer else [])
        assert goal.is_accepted_by(party) == (
            answer is not None and answer.status is AcceptanceStatus.AGREE
        )

    @given(ANSWERS)
    def test_acceptance_is_of_a_revision(self, answers):
        """What was agreed anew has to be accepted anew, and the old word is kept."""
        goal = answered(goal_in(Lifecycle.ACTIVE), answers)
        revised = goal.revised(day=DAY, statement="I will run.")

        assert [False, False] == [revised.is_accepted_by(party) for party in ("client", "guardian")]
        assert goal.acceptances == revised.acceptances
        assert revised.accepted(by="client", day=DAY).is_accepted_by("client")

    def test_pending_answer_is_no_agreement(self):
        """Somebody who still thinks about it has not agreed."""
        waiting = Acceptance(by="client", day=DAY, status=AcceptanceStatus.PENDING)

        assert not goal_in(Lifecycle.PLANNED, acceptances=[waiting]).is_accepted_by("client")

    @pytest.mark.parametrize("status", CLOSED)
    def test_goal_that_ended_asks_nobody(self, status):
        """There is nothing left to agree to."""
        for answer in (Goal.accepted, Goal.declined):
            with pytest.raises(IllegalTransitionError) as caught:
                answer(goal_in(status), by="client", day=DAY)

            assert TRANSITIONS[status] == caught.value.allowed

    def test_acceptance_of_a_later_revision_is_refused(self):
        """Nobody accepts what was not yet agreed."""
        early = Acceptance(by="client", day=DAY, revision=2)

        with pytest.raises(InvalidValueError, match="about revisions up to 1"):
            goal_in(Lifecycle.PROPOSED, acceptances=[early])


IN_A_MONTH = st.dates(dt.date(2025, 2, 1), dt.date(2025, 2, 28))
MONTH = [dt.date(2025, 1, 31) + number * ONE_DAY for number in range(30)]
NAMES = st.sampled_from(["a", "b"])
TARGETS = targets(id=NAMES, day=IN_A_MONTH).map(
    lambda target: attrs.evolve(target, start=None, until=None)
)
# One month and two names, so that changes meet what they change.
AGREED = st.builds(
    lambda goal, targets, steps, milestones: attrs.evolve(
        goal, targets=targets, plan=ActionPlan(steps=steps), milestones=milestones
    ),
    st.sampled_from(OPEN).map(goal_in),
    versions(TARGETS, id=NAMES, day=IN_A_MONTH),
    versions(st.just(Step(id="a", action="walk")), id=NAMES, day=IN_A_MONTH),
    versions(st.just(Milestone(id="a", name="Ten")), id=NAMES, day=IN_A_MONTH),
)
CHANGES = st.fixed_dictionaries(
    {"day": IN_A_MONTH},
    optional={
        "steps": st.lists(
            st.builds(Step, id=NAMES, action=st.just("run")), unique_by=lambda step: step.id
        ),
        "milestones": st.lists(
            st.builds(Milestone, id=NAMES, name=st.just("Six")), unique_by=lambda one: one.id
        ),
        "statement": st.just("I will run."),
    },
)


def in_force(goal, day):
    """Return what held on *day*, without the days until which it held."""
    return [
        attrs.evolve(value, until=None)
        for value in (*goal.plan.steps, *goal.targets, *goal.milestones)
        if (value.start or dt.date.min) <= day < (value.until or dt.date.max)
    ]


@st.composite
def revisions(draw):
    """Make a goal and a change that can be made of it."""
    goal, changes = draw(AGREED), draw(CHANGES)
    holding = [*goal.plan.steps, *goal.targets, *goal.milestones]
    changed = {value.id for name in ("steps", "milestones") for value in changes.get(name, ())}
    known = sorted({value.id for value in holding} - changed)
    ended = draw(st.sets(st.sampled_from(known)) if known else st.just(set()))
    # What is changed cannot have a version that begins later already.
    starts = [value.start for value in holding if value.id in changed | ended and value.start]
    return goal, {**changes, "ended": ended, "day": max([changes["day"], *starts])}


REVISED = revisions()


def keeps_the_past(goal, changes, revise=Goal.revised):
    revised = revise(goal, **changes)
    return all(
        in_force(goal, day) == in_force(revised, day) for day in MONTH if day < changes["day"]
    )


class TestRevision:
    @given(REVISED)
    def test_every_day_before_stays_as_it_was(self, change):
        """Progress of a day that is over is judged by what was agreed for it."""
        assert keeps_the_past(*change)

    def test_law_catches_a_revision_that_replaces(self):
        """Writing the new steps over the old ones rewrites the past."""

        def replacing(goal, *, day, steps=(), **_):
            return attrs.evolve(goal, plan=ActionPlan(steps=steps))

        assert find(
            REVISED,
            lambda case: not keeps_the_past(*case, replacing),
            settings=ONLY_FIND,
        )

    @given(REVISED)
    def test_revision_counts_and_keeps_the_rest(self, change):
        """An agreement is the same person's and the same goal's, with the same history."""
        goal, changes = change
        revised = goal.revised(**changes)
        untouched = [
            "id",
            "subject",
            "acceptances",
            "lifecycle_history",
            "due",
            "reason",
            "version",
        ]

        assert goal.revision + 1 == revised.revision
        assert changes.get("statement", goal.statement) == revised.statement
        assert [getattr(goal, name) for name in untouched] == [
            getattr(revised, name) for name in untouched
        ]

    @given(targets(), days())
    def test_baseline_is_kept_unless_told_otherwise(self, target, day):
        """A harder aim starts where the person started."""
        held = attrs.evolve(target, start=None, until=None)
        again = attrs.evolve(held, baseline=None, baseline_entry=None, weight=2.5)
        goal = goal_in(Lifecycle.ACTIVE, targets=[held])

        assert (
            attrs.evolve(held, weight=2.5, start=day)
            == goal.revised(day=day, targets=[again]).targets[-1]
        )

    @pytest.mark.parametrize(
        ("aim", "fields", "baseline"),
        [
            (Aim.at_least(8, SLEEP), {}, 5.0),
            (Aim.at_least(8, SLEEP), {"baseline": 6}, 6.0),
            (Aim.maintain(SLEEP, low=7), {}, None),
            (Aim.done(2, out_of=3, step="walk"), {}, None),
            (Aim.at_least(8, attrs.evolve(SLEEP, unit="min")), {}, None),
            (Aim.at_least(8, attrs.evolve(SLEEP, name="my nights")), {}, 5.0),
        ],
        ids=["harder", "told", "held", "counted", "another unit", "another name"],
    )
    def test_baseline_goes_only_where_it_means_the_same(self, aim, fields, baseline):
        """Hours are no baseline for minutes, and what is held has none."""
        was = Target(id="t-1", aim=Aim.at_least(7, SLEEP), baseline=5, baseline_entry="e-1")
        goal = goal_in(Lifecycle.ACTIVE, targets=[was])
        revised = goal.revised(day=DAY, targets=[Target(id="t-1", aim=aim, **fields)])

        assert baseline == revised.targets[-1].baseline
        assert (baseline == was.baseline) == (revised.targets[-1].baseline_entry == "e-1")

    @pytest.mark.parametrize("was_a_count", [True, False])
    def test_another_way_to_count_takes_no_baseline(self, was_a_count):
        """Done so many times, or summed over a week, is another number."""
        slept = attrs.evolve(SLEEP, least=0)
        weekly = Aim(measure=slept, low=50, per=Frequency.WEEKLY)
        was = (
            Target(id="t-1", aim=Aim.done(2, out_of=3, step="walk"))
            if was_a_count
            else Target(id="t-1", aim=weekly, baseline=20)
        )
        goal = goal_in(Lifecycle.ACTIVE, targets=[was])
        nightly = Target(id="t-1", aim=Aim.at_least(8, slept))

        assert goal.revised(day=DAY, targets=[nightly]).targets[-1].baseline is None

    def test_new_target_starts_without_a_baseline(self):
        """Nobody guesses where somebody starts."""
        other = Target(id="t-2", aim=Aim.at_least(7, SLEEP), baseline=5)
        goal = goal_in(Lifecycle.ACTIVE, targets=[other])
        revised = goal.revised(day=DAY, targets=[Target(id="t-1", aim=Aim.at_least(7, SLEEP))])

        assert [5.0, None] == [target.baseline for target in revised.targets]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"ended": ["no-such-step"]}, "ended"),
            ({"ended": "walk"}, "items"),
            ({"steps": Step(id="walk", action="walk")}, "items"),
            ({"day": "2025-02-03"}, "day"),
            ({"day": dt.datetime(2025, 2, 3, tzinfo=dt.UTC)}, "day"),
            ({"id": "g-2"}, "fields"),
            ({"subject": "c-18"}, "fields"),
            ({"lifecycle_history": ()}, "fields"),
            ({"no_such_field": 1}, "fields"),
        ],
        ids=range(9),
    )
    def test_what_a_revision_cannot_change_is_refused(self, changes, field):
        """A misspelt field does not vanish in silence."""
        with pytest.raises(InvalidValueError) as caught:
            goal_in(Lifecycle.ACTIVE).revised(**{"day": DAY} | changes)

        assert field == caught.value.field

    @pytest.mark.parametrize("status", CLOSED)
    def test_goal_that_ended_is_not_revised(self, status):
        """It is resumed first, or another goal takes its place."""
        with pytest.raises(IllegalTransitionError) as caught:
            goal_in(status).revised(day=DAY, statement="I will run.")

        assert TRANSITIONS[status] == caught.value.allowed

    def test_scale_of_attainment_can_be_agreed_anew(self):
        """Ratings of the scale before it are told by their day."""
        scale = AttainmentScale(expected="walks to the corner", day=DAY)
        revised = goal_in(Lifecycle.ACTIVE).revised(day=DAY, attainment=scale)

        assert (scale, 2) == (revised.attainment, revised.revision)


def reviewed(decision, goal="g-1"):
    return Reviewed(goal=goal, decision=decision, day=DAY)


class TestReview:
    @pytest.mark.parametrize(
        ("decision", "status", "closing"),
        [
            (Decision.CONTINUE, Lifecycle.ACTIVE, None),
            (Decision.ADJUST, Lifecycle.ACTIVE, None),
            (Decision.PAUSE, Lifecycle.ON_HOLD, None),
            (Decision.COMPLETE, Lifecycle.COMPLETED, ClosingReason.ACHIEVED),
            (Decision.REPLACE, Lifecycle.CANCELLED, ClosingReason.REPLACED),
            (Decision.STOP, Lifecycle.CANCELLED, ClosingReason.CHOICE),
        ],
    )
    def test_goal_becomes_what_was_decided(self, decision, status, closing):
        """The last of the five steps leads back to the first."""
        after = goal_in(Lifecycle.ACTIVE).after(reviewed(decision))

        assert (status, closing, 2 if decision is Decision.ADJUST else 1) == (
            after.lifecycle,
            after.closing,
            after.revision,
        )
        assert status == after.lifecycle_on(DAY)

    def test_goal_that_goes_on_is_the_same(self):
        """To continue changes nothing."""
        goal = goal_in(Lifecycle.ACTIVE)

        assert goal is goal.after(reviewed(Decision.CONTINUE))

    def test_adjusting_takes_what_a_revision_takes(self):
        """The day of the review is the first day of the new agreement."""
        policy = ReviewPolicy(base_days=7)
        goal = goal_in(Lifecycle.ACTIVE)

        assert goal.revised(day=DAY, review=policy) == goal.after(
            reviewed(Decision.ADJUST), review=policy
        )

    @pytest.mark.parametrize("decision", [one for one in Decision if one is not Decision.ADJUST])
    def test_changes_without_the_decision_to_adjust_are_refused(self, decision):
        """What was not decided is not changed."""
        with pytest.raises(InvalidValueError, match="unless the review decided to adjust"):
            goal_in(Lifecycle.ACTIVE).after(reviewed(decision), statement="I will run.")

    @pytest.mark.parametrize("review", [reviewed(Decision.STOP, goal="g-2"), "stop"], ids=type)
    def test_review_of_another_goal_is_refused(self, review):
        """Each goal has its own review."""
        with pytest.raises(InvalidValueError, match="a review of this goal"):
            goal_in(Lifecycle.ACTIVE).after(review)


class TestGoal:
    def test_goal_is_proposed_at_first(self):
        """Nothing is agreed until somebody agrees."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.")

        assert (Lifecycle.PROPOSED, 1, None) == (goal.lifecycle, goal.revision, goal.closing)

    @given(days(), days())
    def test_goal_is_due_on_its_first_day_or_later(self, start, due):
        """One day is enough for a goal."""
        try:
            made = goal_in(Lifecycle.PROPOSED, start=start, due=due).due
        except InvalidValueError as error:
            made = error.field

        assert (due if due >= start else "due") == made

    @SOME
    @given(small_goals(), st.integers(1, 2**63 - 1))
    def test_write_that_a_goal_came_from_is_no_part_of_it(self, goal, number):
        """Two goals are equal if the same was agreed."""
        assert goal == attrs.evolve(goal, version=number)

    def test_two_versions_of_one_target_on_one_day_are_refused(self):
        """A goal has one aim for each target at a time."""
        target = Target(id="t-1", aim=Aim.at_least(7, SLEEP))
        milestone = Milestone(id="m-1", name="Ten mornings")

        for fields in ({"targets": [target] * 2}, {"milestones": [milestone] * 2}):
            with pytest.raises(InvalidValueError) as caught:
                goal_in(Lifecycle.PROPOSED, **fields)

            assert [caught.value.field] == list(fields)
