from __future__ import annotations

import datetime as dt
import math
import random

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from smartgoals.entries import Noted, Rated, RatingKind, Voided
from smartgoals.errors import InvalidValueError
from smartgoals.goals import Goal, Lifecycle, LifecycleChange
from smartgoals.instruments import instrument
from smartgoals.journal import Journal
from smartgoals.measures import ChangeKind, ChangeThreshold, Toward
from smartgoals.notices import NoticeKind
from smartgoals.scoring import ChangeCategory, goal_based_outcome, goal_outcomes
from smartgoals.targets import AttainmentScale
from smartgoals.testing import change_thresholds

CLOSE = 1e-9
ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
MONDAY = dt.date(2025, 2, 3)
PRIVATE = "what nobody else should read"
(RELIABLE,) = [
    threshold for threshold in instrument("gbo").thresholds if threshold.kind is ChangeKind.RELIABLE
]
(IMPORTANT,) = [
    threshold
    for threshold in instrument("gbo").thresholds
    if threshold.kind is ChangeKind.IMPORTANT
]
NO_RATINGS = [-1, 11, 10.1, -1e-9, math.nan, math.inf, 10**400, True, "5", PRIVATE, [5]]


def day(number):
    return MONDAY + dt.timedelta(days=number)


def at(number):
    return dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number)


def name_of(law):
    return law.__name__


def threshold_of(points, **fields):
    return ChangeThreshold(
        **{"points": points, "kind": ChangeKind.RELIABLE, "source": "a test"} | fields
    )


# Pairs of numbers.

RATINGS = st.none() | st.integers(0, 10) | st.integers(0, 10) | st.floats(0, 10)
PAIRS = st.lists(st.tuples(RATINGS, RATINGS), max_size=5)
POINTS = st.sampled_from([2.45, 3, 1]) | st.floats(0.01, 12)


@attrs.frozen
class Asked:
    pairs: list
    points: float = 2.45


ASKED = st.builds(Asked, PAIRS, POINTS)


def right(pairs, points):
    return goal_based_outcome(pairs, threshold=threshold_of(points), most_goals=None)


def outcome_of(rule, question, **changes):
    question = attrs.evolve(question, **changes)
    return rule(question.pairs, question.points)


def paired(question):
    return [pair for pair in question.pairs if None not in pair]


def composite_is_the_mean_of_paired_changes(rule, question):
    seen, pairs = outcome_of(rule, question), paired(question)
    changes = [latest - first for first, latest in pairs]
    if not pairs:
        told = (seen.mean_first, seen.mean_latest, seen.mean_change, seen.category)
        return told == (None,) * 4 and not seen.paired
    return (
        seen.paired == len(pairs)
        and list(seen.changes) == changes
        and abs(seen.mean_change - sum(changes) / len(changes)) < CLOSE
        and abs(seen.mean_latest - seen.mean_first - seen.mean_change) < CLOSE
    )


def order_of_goals_changes_nothing(rule, question):
    turned = random.Random(3).sample(question.pairs, len(question.pairs))  # noqa: S311  # no secret
    one, other = outcome_of(rule, question), outcome_of(rule, question, pairs=turned)
    return (one.mean_change, one.category, one.is_at_ceiling) == (
        other.mean_change,
        other.category,
        other.is_at_ceiling,
    )


def way_back_is_the_same_change_the_other_way(rule, question):
    back = [(latest, first) for first, latest in question.pairs]
    there, again = outcome_of(rule, question), outcome_of(rule, question, pairs=back)
    if there.mean_change is None:
        return again.mean_change is None
    return there.mean_change == -again.mean_change and (
        there.category is ChangeCategory.IMPROVED
    ) == (again.category is ChangeCategory.DETERIORATED)


def mirror_of_the_scale_turns_everything(rule, question):
    turned = [
        tuple(None if rating is None else 10 - rating for rating in pair) for pair in question.pairs
    ]
    seen, mirrored = outcome_of(rule, question), outcome_of(rule, question, pairs=turned)
    edges = [10 - question.points, question.points]
    # At an edge itself it counts how 10 less a rating is rounded.
    return (
        seen.mean_change is None
        or abs(abs(seen.mean_change) - question.points) < 1e-6
        or min(abs(seen.mean_first - edge) for edge in edges) < 1e-6
        or (
            seen.is_at_ceiling == mirrored.is_at_floor
            and (seen.category is ChangeCategory.IMPROVED)
            == (mirrored.category is ChangeCategory.DETERIORATED)
        )
    )


def no_change_is_unchanged(rule, question):
    same = [(first, first) for first, _ in question.pairs]
    seen = outcome_of(rule, question, pairs=same)
    return seen.category in {None, ChangeCategory.UNCHANGED} and not seen.mean_change


def category_follows_the_sign_and_the_size(rule, question):
    seen = outcome_of(rule, question)
    if seen.category is None:
        return seen.mean_change is None
    expected = ChangeCategory.UNCHANGED
    if abs(seen.mean_change) >= question.points - CLOSE:
        is_up = seen.mean_change > 0
        expected = ChangeCategory.IMPROVED if is_up else ChangeCategory.DETERIORATED
    return seen.category is expected


def ceiling_is_where_even_the_top_is_no_improvement(rule, question):
    firsts = [first for first, _ in paired(question)]
    best, worst = (
        outcome_of(right, question, pairs=[(first, end) for first in firsts]).category
        for end in (10, 0)
    )
    seen = outcome_of(rule, question)
    return not firsts or (seen.is_at_ceiling, seen.is_at_floor) == (
        best is not ChangeCategory.IMPROVED,
        worst is not ChangeCategory.DETERIORATED,
    )


def goal_without_a_pair_changes_nothing(rule, question):
    more = [*question.pairs, (9, None), (None, 1), (None, None)]
    one, other = outcome_of(rule, question), outcome_of(rule, question, pairs=more)
    return attrs.evolve(other, goals=one.goals) == one


def composite_lies_between_its_changes(rule, question):
    seen = outcome_of(rule, question)
    return seen.mean_change is None or (
        min(seen.changes) - CLOSE <= seen.mean_change <= max(seen.changes) + CLOSE
    )


def changed(**changes):
    def rule(pairs, points):
        seen = right(pairs, points)
        return attrs.evolve(seen, **{name: make(seen) for name, make in changes.items()})

    return rule


def of_all_that_was_rated(pairs, points):
    """Fall into the trap: the first ratings are of other goals than the latest."""
    seen = right(pairs, points)
    firsts = [first for first, _ in pairs if first is not None]
    latests = [latest for _, latest in pairs if latest is not None]
    if not seen.paired:
        return seen
    change = sum(latests) / len(latests) - sum(firsts) / len(firsts)
    return attrs.evolve(seen, mean_change=change)


def of_the_first(pairs, points):
    return right(pairs[:1], points)


def as_nothing(pairs, points):
    return right([(first or 0, latest or 0) for first, latest in pairs], points)


LAWS = {
    composite_is_the_mean_of_paired_changes: of_all_that_was_rated,
    order_of_goals_changes_nothing: of_the_first,
    way_back_is_the_same_change_the_other_way: changed(
        mean_change=lambda seen: seen.mean_change and max(seen.mean_change, 0)
    ),
    mirror_of_the_scale_turns_everything: changed(is_at_floor=lambda _: False),
    no_change_is_unchanged: changed(category=lambda _: ChangeCategory.IMPROVED),
    category_follows_the_sign_and_the_size: changed(
        category=lambda seen: seen.category and ChangeCategory.UNCHANGED
    ),
    ceiling_is_where_even_the_top_is_no_improvement: changed(is_at_ceiling=lambda _: False),
    goal_without_a_pair_changes_nothing: as_nothing,
    composite_lies_between_its_changes: changed(
        mean_change=lambda seen: seen.mean_change and sum(seen.changes)
    ),
}


TOO_LOW = "it started too low for a fall of 2.45 to show"
FURTHER = "further away than at the start (reliable change of 2.45)"


class TestPairs:
    @given(ASKED)
    @example(Asked([(1.35, 3.8)]))
    @example(Asked([(3.8, 1.35)]))
    def test_composite_keeps_every_law(self, question):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in LAWS if not law(right, question)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=name_of)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        assert find(ASKED, lambda question: not law(LAWS[law], question), settings=ONLY_FIND)

    def test_mean_of_all_is_not_the_mean_of_pairs(self):
        """Two goals rated once each way would show a change that nobody made."""
        seen = goal_based_outcome([(1, None), (5, 7), (None, 10)], threshold=RELIABLE)

        assert (1, 2.0, "unchanged") == (seen.paired, seen.mean_change, seen.category)

    @pytest.mark.parametrize(
        ("first", "is_at_ceiling", "is_at_floor"),
        [(7, False, False), (7.55, False, False), (8, True, False), (2, False, True)],
    )
    def test_start_near_an_end_is_told(self, first, is_at_ceiling, is_at_floor):
        """From 8 there are two points to the top, and 2.45 would be reliable."""
        seen = goal_based_outcome([(first, 5)], threshold=RELIABLE)

        assert (is_at_ceiling, is_at_floor) == (seen.is_at_ceiling, seen.is_at_floor)

    def test_number_of_decimals_is_no_matter(self):
        """3.8 less 1.35 is 2.45 to everybody but a computer."""
        assert [ChangeCategory.IMPROVED, ChangeCategory.DETERIORATED] == [
            goal_based_outcome([pair], threshold=RELIABLE).category
            for pair in [(1.35, 3.8), (3.8, 1.35)]
        ]

    @pytest.mark.parametrize(
        ("pairs", "threshold", "told"),
        [
            ([], RELIABLE, "no change to tell yet, for no goal was rated twice"),
            ([(3, None)], RELIABLE, "no change to tell yet, for no goal was rated twice"),
            (
                [(2, 4), (2, 5), (2, 4)],
                RELIABLE,
                "mean change +2.33 over 3 of 3 goals; unchanged (reliable change of 2.45)",
            ),
            ([(1, 0)], RELIABLE, f"mean change -1 over 1 goal; {TOO_LOW}"),
            (
                [(9, 8)],
                RELIABLE,
                "mean change -1 over 1 goal; unchanged (reliable change of 2.45)",
            ),
            (
                [(4, 4), (9, None)],
                RELIABLE,
                "mean change 0 over 1 of 2 goals; unchanged (reliable change of 2.45)",
            ),
            (
                [(8, 10)],
                RELIABLE,
                "mean change +2 over 1 goal; it started too high for a rise of 2.45 to show",
            ),
            (
                [(9, 2)],
                RELIABLE,
                f"mean change -7 over 1 goal; {FURTHER}",
            ),
            (
                [(1, 4)],
                IMPORTANT,
                "mean change +3 over 1 goal; improved (important change of 3)",
            ),
        ],
        ids=range(9),
    )
    def test_composite_reads_with_the_number_of_goals(self, pairs, threshold, told):
        """Where nothing could show, it does not say that nothing changed."""
        assert told == str(goal_based_outcome(pairs, threshold=threshold))

    def test_threshold_goes_with_the_answer(self):
        """Somebody found the number, in somebody."""
        assert RELIABLE is goal_based_outcome([(1, 2)], threshold=RELIABLE).threshold

    @pytest.mark.parametrize("bad", NO_RATINGS, ids=range(len(NO_RATINGS)))
    def test_rating_that_does_not_exist_is_refused(self, bad):
        """Nobody can be at 11 of 10."""
        for pair in ((bad, 5), (5, bad)):
            with pytest.raises(InvalidValueError, match="pairs must be ratings from 0 to 10") as e:
                goal_based_outcome([pair], threshold=RELIABLE)

            assert PRIVATE not in str(e.value)

    @pytest.mark.parametrize("bad", [(1,), (1, 2, 3), 5, "12", None])
    def test_pair_is_two_ratings(self, bad):
        """A third one would be passed over in silence."""
        with pytest.raises(InvalidValueError):
            goal_based_outcome([bad], threshold=RELIABLE)

    @pytest.mark.parametrize("bad", [None, 2.45, "gbo", instrument("gbo")])
    def test_threshold_says_where_it_comes_from(self, bad):
        """There is no default, and the message says where a published one is."""
        with pytest.raises(InvalidValueError, match=r'instrument\("gbo"\)\.thresholds'):
            goal_based_outcome([(1, 2)], threshold=bad)

    @given(change_thresholds())
    def test_threshold_that_holds_one_way_cannot_tell_the_other(self, threshold):
        """Silence about worsening would read as unchanged."""
        assume(threshold.toward is not None)
        with pytest.raises(InvalidValueError, match="threshold must be one that holds both ways"):
            goal_based_outcome([(1, 2)], threshold=threshold)

    @given(change_thresholds().map(lambda threshold: attrs.evolve(threshold, toward=None)))
    def test_any_other_threshold_has_an_answer(self, threshold):
        """A change that cannot be reached is one that nobody reaches."""
        seen = goal_based_outcome([(3, 9)], threshold=threshold)

        assert (seen.category is ChangeCategory.IMPROVED) == (threshold.points <= 6)
        assert math.isfinite(seen.mean_change)

    def test_there_are_at_most_three_goals(self):
        """The tool has three; the caller may have more, and says so."""
        with pytest.raises(InvalidValueError, match="goals must be at most 3 that are rated"):
            goal_based_outcome([(1, 2)] * 4, threshold=RELIABLE)

        assert 4 == goal_based_outcome([(1, 2)] * 4, threshold=RELIABLE, most_goals=4).paired
        assert 9 == goal_based_outcome([(1, 2)] * 9, threshold=RELIABLE, most_goals=None).paired

    @pytest.mark.parametrize("most_goals", [0, -1, 2.0, True, "3", math.inf])
    def test_limit_is_a_number_of_goals(self, most_goals):
        """None is the way to have none."""
        with pytest.raises(InvalidValueError, match="most_goals must be a whole number"):
            goal_based_outcome([(1, 2)], threshold=RELIABLE, most_goals=most_goals)


# Goals with a journal.

DAYS = st.integers(0, 40).map(day)


@attrs.frozen
class World:
    goals: list
    journal: Journal
    on: dt.date
    rater: str = "c-17"


def goal_of(number=1, **fields):
    return Goal(id=f"g-{number}", subject="c-17", statement=PRIVATE, **fields)


def in_state(status, number=1, when=5):
    changes = [LifecycleChange(status=Lifecycle.PROPOSED)]
    if status not in {Lifecycle.PROPOSED, Lifecycle.REJECTED}:
        changes.append(LifecycleChange(status=Lifecycle.ACTIVE, day=day(when)))
    if status not in {Lifecycle.PROPOSED, Lifecycle.ACTIVE}:
        changes.append(LifecycleChange(status=status, day=day(when), reason=PRIVATE))
    return goal_of(number, lifecycle_history=changes)


def rated(value, number=0, goal=1, **fields):
    fields = {"rater": "c-17", "kind": RatingKind.OUTCOME} | fields
    return Rated(goal=f"g-{goal}", value=value, day=day(number), **fields)


def journal_of(*entries):
    """Stamp entries in the order in which they come."""
    return Journal(
        subject="c-17",
        entries=[entry.stamped(id=f"e-{n}", at=at(n)) for n, entry in enumerate(entries)],
    )


def judged(goals, *entries, on=40, **options):
    return goal_outcomes(
        goals,
        journal_of(*entries),
        on=day(on),
        **{"rater": "c-17", "threshold": RELIABLE} | options,
    )


STATES = [status for status in Lifecycle if status not in {Lifecycle.PLANNED, Lifecycle.ACCEPTED}]


@st.composite
def worlds(draw):
    goals = [
        in_state(draw(st.sampled_from(STATES)), number, draw(st.integers(0, 40)))
        for number in range(draw(st.integers(0, 3)))
    ]
    entries = []
    for moment in draw(st.lists(st.integers(0, 10**6), max_size=10, unique=True)):
        if draw(st.integers(0, 9)) == 0:
            entries.append(Noted(text=PRIVATE, topic="g-1", day=draw(DAYS), occurred_at=at(moment)))
            continue
        kind = draw(st.sampled_from([RatingKind.OUTCOME] * 5 + [RatingKind.CONFIDENCE]))
        entries.append(
            Rated(
                goal=f"g-{draw(st.integers(0, 2))}",
                kind=kind,
                value=draw(st.integers(0, 10)),
                rater=draw(st.sampled_from(["c-17", "c-17", "m-3"])),
                day=draw(DAYS),
                occurred_at=at(moment),
            )
        )
    return World(goals=goals, journal=journal_of(*entries), on=draw(DAYS | st.just(day(40))))


def seen_by(rule, world, **changes):
    world = attrs.evolve(world, **changes)
    return rule(world.goals, world.journal, on=world.on, rater=world.rater)


def outcomes(goals, journal, *, on, rater):
    return goal_outcomes(goals, journal, on=on, rater=rater, threshold=RELIABLE)


def composite_is_that_of_the_parts(rule, world):
    seen = seen_by(rule, world)
    pairs = [(part.first, part.latest) for part in seen.parts if part.first is not None]
    return seen.whole == goal_based_outcome(pairs, threshold=RELIABLE)


def pair_is_two_entries(rule, world):
    seen = seen_by(rule, world)
    return all(
        part.is_paired == (part.latest is not None) == (part.latest_entry is not None)
        and (part.first is None) == (part.first_entry is None)
        and (part.first_entry is None or part.first_entry != part.latest_entry)
        and (not part.is_paired or part.first_day <= part.latest_day)
        for part in seen.parts
    )


def ratings_are_those_of_the_journal(rule, world):
    seen = seen_by(rule, world)
    said = {entry.id: entry for entry in world.journal if isinstance(entry, Rated)}
    told = [
        (part, entry, value, when)
        for part in seen.parts
        for entry, value, when in (
            (part.first_entry, part.first, part.first_day),
            (part.latest_entry, part.latest, part.latest_day),
        )
        if entry is not None
    ]
    return all(
        (said[entry].goal, said[entry].value, said[entry].day) == (part.goal, value, when)
        and (said[entry].rater, said[entry].kind) == (world.rater, RatingKind.OUTCOME)
        for part, entry, value, when in told
    )


def later_days_change_nothing(rule, world):
    kept = [entry for entry in world.journal if entry.day <= world.on]
    known = seen_by(rule, world, journal=Journal(subject="c-17", entries=kept))
    return seen_by(rule, world) == known


def other_raters_have_no_say(rule, world):
    kept = [entry for entry in world.journal if getattr(entry, "rater", "") != "m-3"]
    alone = seen_by(rule, world, journal=Journal(subject="c-17", entries=kept))
    return seen_by(rule, world) == alone


def order_of_the_goals_is_no_matter(rule, world):
    one, other = seen_by(rule, world), seen_by(rule, world, goals=world.goals[::-1])
    return (
        one.whole.mean_change == other.whole.mean_change
        and one.whole.category == other.whole.category
        and one.parts == other.parts[::-1]
    )


def every_goal_is_told_once(rule, world):
    seen = seen_by(rule, world)
    told = [*(part.goal for part in seen.parts), *seen.left_out]
    return sorted(told) == sorted(goal.id for goal in world.goals)


def what_got_worse_is_a_notice(rule, world):
    seen = seen_by(rule, world)
    is_worse = seen.whole.category is ChangeCategory.DETERIORATED
    entries = [part.latest_entry for part in seen.parts if part.is_paired]
    return [list(notice.entries) for notice in seen.notices] == ([entries] if is_worse else [])


def nothing_private_is_shown(rule, world):
    seen = seen_by(rule, world)
    return not any(PRIVATE in shown for shown in (str(seen), repr(seen), *map(str, seen.parts)))


def misreading(read):
    """Return a rule that reads the journal wrongly."""
    return lambda goals, journal, *, on, rater: outcomes(
        goals, Journal(subject="c-17", entries=map(read, journal)), on=on, rater=rater
    )


def with_parts(change):
    def rule(goals, journal, *, on, rater):
        seen = outcomes(goals, journal, on=on, rater=rater)
        return attrs.evolve(seen, parts=tuple(change(part) for part in seen.parts))

    return rule


def one_is_two(part):
    if part.first is None or part.latest is not None:
        return part
    return attrs.evolve(
        part,
        latest=part.first,
        change=0.0,
        latest_entry=part.first_entry,
        latest_day=part.first_day,
    )


def tactful(goals, journal, *, on, rater):
    return attrs.evolve(outcomes(goals, journal, on=on, rater=rater), notices=())


def of_the_open(goals, journal, *, on, rater):
    kept = [goal for goal in goals if not goal.lifecycle.is_closed]
    return outcomes(kept, journal, on=on, rater=rater)


def of_the_first_goal(goals, journal, *, on, rater):
    return outcomes(goals[:1], journal, on=on, rater=rater)


GOAL_LAWS = {
    composite_is_that_of_the_parts: with_parts(one_is_two),
    pair_is_two_entries: with_parts(one_is_two),
    ratings_are_those_of_the_journal: with_parts(lambda part: attrs.evolve(part, first=3.5)),
    later_days_change_nothing: lambda goals, journal, *, on, rater: outcomes(
        goals, journal, on=day(90), rater=rater
    ),
    other_raters_have_no_say: misreading(
        lambda entry: attrs.evolve(entry, rater="c-17") if isinstance(entry, Rated) else entry
    ),
    order_of_the_goals_is_no_matter: of_the_first_goal,
    every_goal_is_told_once: of_the_open,
    what_got_worse_is_a_notice: tactful,
    nothing_private_is_shown: with_parts(lambda part: attrs.evolve(part, goal=PRIVATE)),
}


class TestLaws:
    @given(worlds())
    def test_outcomes_keep_every_law(self, world):
        """The name of each law says the rule."""
        broken = [law.__name__ for law in GOAL_LAWS if not law(outcomes, world)]

        assert [] == broken

    @pytest.mark.parametrize("law", GOAL_LAWS, ids=name_of)
    def test_law_catches_a_rule_that_breaks_it(self, law):
        """A law that nothing can break says nothing."""
        rule = GOAL_LAWS[law]

        assert find(worlds(), lambda world: not law(rule, world), settings=ONLY_FIND)


class TestGoals:
    def test_first_and_latest_count(self):
        """What lies between is history; of one day the one recorded later is the latest."""
        entries = [rated(7, 20), rated(3, 1), rated(1, 2), rated(6, 20), rated(9, 41)]
        (part,) = judged([goal_of()], *entries).parts

        assert (3, 6, 3) == (part.first, part.latest, part.change)
        assert ("e-1", "e-3") == (part.first_entry, part.latest_entry)
        assert (day(1), day(20)) == (part.first_day, part.latest_day)

    def test_one_rating_is_no_pair(self):
        """Nobody changed by being asked once."""
        seen = judged([goal_of()], rated(3))

        assert (0, None, None) == (seen.whole.paired, seen.whole.mean_change, seen.whole.category)

    def test_closeness_has_no_levels_that_could_be_agreed_anew(self):
        """A scale of attainment says nothing about it."""
        scale = AttainmentScale(expected=PRIVATE, day=day(5))
        seen = judged([goal_of(attainment=scale)], rated(2), rated(6, 9))

        assert 4 == seen.whole.mean_change

    def test_start_near_an_end_is_told_for_each_goal(self):
        """The mean may hide it."""
        goals = [goal_of(number) for number in range(3)]
        parts = judged(goals, *(rated(9 - 4 * number, goal=number) for number in range(3))).parts

        assert [True, False, False] == [part.is_at_ceiling for part in parts]
        assert [False, False, True] == [part.is_at_floor for part in parts]

    def test_rating_that_was_taken_back_is_none(self):
        """So the pair is gone too."""
        seen = judged([goal_of()], rated(3), rated(8, 9), Voided(entry="e-1", day=day(9)))

        assert 0 == seen.whole.paired

    @pytest.mark.parametrize("status", STATES)
    def test_goal_that_ended_stays_and_one_that_never_was_does_not(self, status):
        """A goal that was given up went as far as it went."""
        seen = judged([in_state(status)], rated(2), rated(6, 9))
        never = {Lifecycle.REJECTED, Lifecycle.ENTERED_IN_ERROR}

        assert (("g-1",) if status in never else ()) == seen.left_out
        assert (0 if status in never else 1) == seen.whole.paired

    def test_limit_is_about_goals_that_are_rated(self):
        """Somebody may have more goals than the three of the tool."""
        goals = [goal_of(number) for number in range(5)]
        entries = [rated(5, goal=number) for number in range(4)]

        assert 5 == len(judged(goals, *entries[:3]).parts)
        assert 4 == judged(goals, *entries, most_goals=4).whole.goals
        with pytest.raises(InvalidValueError, match="at most 3 that are rated, got 4"):
            judged(goals, *entries)

    def test_worsening_is_a_notice_only_if_it_is_reliable(self):
        """What is merely important to people says nothing about error."""
        entries = rated(8), rated(2, 9)
        reliable, important = (
            judged([goal_of()], *entries, threshold=threshold)
            for threshold in (RELIABLE, IMPORTANT)
        )

        assert [NoticeKind.RELIABLE_WORSENING] == [notice.kind for notice in reliable.notices]
        assert ("deteriorated", ()) == (important.whole.category, important.notices)

    def test_outcomes_read_with_their_ratings(self):
        """A notice comes before any number."""
        goals = [goal_of(1), goal_of(2), goal_of(3), goal_of(4), in_state(Lifecycle.REJECTED, 5)]
        entries = [rated(9), rated(10, 9), rated(7, goal=2), rated(0, 9, goal=2), rated(5, goal=3)]

        assert [
            "notice: reliable-worsening in a measure: see entry e-1, entry e-3",
            f"2025-03-15, rated by c-17: mean change -3 over 2 of 3 goals; {FURTHER}",
            "  g-1: from 9 to 10, change +1; it started too high for such a rise to show",
            "  g-2: from 7 to 0, change -7",
            "  g-3: first rated 5, not rated again yet",
            "  g-4: not rated yet",
            "  g-5: left out",
        ] == str(judged(goals, *entries)).splitlines()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"goals": goal_of()}, "items"),
            ({"goals": [PRIVATE]}, "goal"),
            ({"goals": [goal_of(), goal_of()]}, "goals"),
            ({"goals": [attrs.evolve(goal_of(), subject="c-18")]}, "journal"),
            ({"journal": None}, "journal"),
            ({"on": at(0)}, "on"),
            ({"rater": None}, "rater"),
            ({"rater": ""}, "rater"),
            ({"threshold": None}, "threshold"),
            ({"threshold": threshold_of(2, toward=Toward.BETTER)}, "threshold"),
            ({"most_goals": 0}, "most_goals"),
        ],
        ids=range(11),
    )
    def test_what_cannot_be_judged_is_refused(self, changes, field):
        """And nobody's words are told."""
        right = {
            "goals": [goal_of()],
            "journal": Journal(subject="c-17"),
            "on": MONDAY,
            "rater": "c-17",
            "threshold": RELIABLE,
        }
        with pytest.raises(InvalidValueError) as caught:
            goal_outcomes(**right | changes)

        assert field == caught.value.field
        assert PRIVATE not in str(caught.value)
