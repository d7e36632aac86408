"""What the laws of scoring are asked of: goals with a journal, made so that a law can compare them.

A *world* is one kind of life that a rule can score. For each law that makes sense in it, it makes
*scenes* that differ in just the one thing that the law speaks of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.entries import Absent, Done, Entry, Measured, Missed, Skipped
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Direction, Measure, MeasureKind
from smartgoals.plans import ActionPlan, Step
from smartgoals.recurrence import Frequency, Recurrence
from smartgoals.targets import Aim, Milestone, Target

__all__ = ["INTERVALS", "LIMITS", "STEPS", "TARGETS", "Scene", "Scenes", "World"]

MONDAY = dt.date(2025, 2, 3)
NOON = dt.datetime(2025, 2, 3, 12, tzinfo=dt.UTC)
SUBJECT = "c-17"


@attrs.frozen(kw_only=True)
class Scene:
    """What a rule is given, and how it is told where a law is broken.

    Args:
        goals: The goals; one, unless the world is one of several goals.
        journal: The journal of their subject.
        on: The date of judgement.
        told: What is in it, in a line.
        movement: 1 if the latest value is nearer to the aim than the baseline, -1 if it is
            further away, and 0 if they are equal; for laws about what a change is called.
    """

    goals: tuple[Goal, ...]
    journal: Journal
    on: dt.date
    told: str = ""
    movement: int = 0

    def __repr__(self) -> str:
        """Tell what is in it."""
        return f"<{self.told}, on {self.on.isoformat()}>"


Scenes: TypeAlias = SearchStrategy[tuple[Any, ...]]


@attrs.frozen(kw_only=True)
class World:
    """A kind of life that rules score.

    Args:
        name: What it is called.
        scenes: For each law that makes sense in it, the scenes that the law compares.
        is_of_goals: Whether a rule is given all goals, as a tuple, rather than one goal.
        is_mirrored: Whether turning round all values turns the score round its zero. Otherwise the
            better direction is turned round with them, and the score stays.
    """

    name: str
    scenes: dict[str, Callable[[], Scenes]] = attrs.field(repr=False)
    is_of_goals: bool = False
    is_mirrored: bool = False


def recorded(told: str, known_until: int | None, *, is_backwards: bool, is_repeated: bool) -> str:
    """Return what is in a scene, and what is special in how it was written down."""
    parts = [told]
    if known_until is not None:
        parts.append(f"nothing after day {known_until} written down")
    if is_backwards:
        parts.append("the last written down first")
    if is_repeated:
        parts.append("all written down twice")
    return "; ".join(parts)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def journal_of(entries: Iterable[tuple[Entry, int]]) -> Journal:
    """Return a journal of entries, each with the minute in which it was recorded."""
    return Journal(
        subject=SUBJECT,
        entries=[
            entry.stamped(id=f"e-{number}", at=NOON + dt.timedelta(minutes=minute))
            for number, (entry, minute) in enumerate(entries)
        ],
    )


@attrs.frozen(kw_only=True)
class Child:
    """A measure on its way: where it began, where it shall come, and what was seen on which day."""

    name: str
    baseline: float
    target: float
    values: tuple[tuple[int, float], ...]
    weight: float = 1.0

    def mapped(self, change: Callable[[float], float]) -> Child:
        """Return it in other numbers."""
        return attrs.evolve(
            self,
            baseline=change(self.baseline),
            target=change(self.target),
            values=tuple((number, change(value)) for number, value in self.values),
        )

    def with_value(self, index: int, value: float) -> Child:
        """Return it with another number in one place."""
        values = list(self.values)
        values[index] = values[index][0], value
        return attrs.evolve(self, values=tuple(values))

    @property
    def movement(self) -> int:
        """Whether the latest value is nearer to the target than the baseline."""
        if not self.values:
            return 0
        towards = (self.values[-1][1] - self.baseline) * (self.target - self.baseline)
        return (towards > 0) - (towards < 0)

    def __str__(self) -> str:
        seen = ", ".join(f"{value:g} on day {number}" for number, value in self.values)
        way = f"{self.name} from {self.baseline:g} to {self.target:g}, weight {self.weight:g}"
        return f"{way}: {seen or 'nothing seen'}"


LAST_DAY = 30


def targets_scene(
    children: Sequence[Child],
    *,
    on: int = LAST_DAY,
    known_until: int | None = None,
    is_recorded_backwards: bool = False,
    is_repeated: bool = False,
    unweighted: bool | None = None,
) -> Scene:
    """Return a goal with a target for each child.

    Args:
        children: The children.
        on: The day of judgement.
        known_until: The last day of which there are entries; None for all.
        is_recorded_backwards: Whether what happened last was written down first.
        is_repeated: Whether another device recorded every value too.
        unweighted: Whether a milestone without weight is reached; None for no milestone.
    """
    targets, entries = [], []
    for child in children:
        direction = Direction.UP if child.target > child.baseline else Direction.DOWN
        measure = Measure(
            id=child.name, kind=MeasureKind.AMOUNT, unit="{point}", direction=direction
        )
        make = Aim.at_least if direction is Direction.UP else Aim.at_most
        targets.append(
            Target(
                id=child.name,
                aim=make(child.target, measure),
                baseline=child.baseline,
                weight=child.weight,
            )
        )
        for number, value in child.values:
            if known_until is None or number <= known_until:
                seen = Measured(
                    measure=child.name,
                    value=value,
                    day=day(number),
                    occurred_at=NOON + dt.timedelta(days=number),
                )
                minute = -number if is_recorded_backwards else number
                entries += [(seen, minute)] * (1 + is_repeated)
    checkpoint = [] if unweighted is None else [milestone(is_reached=unweighted)]
    goal = Goal(
        id="g-1",
        subject=SUBJECT,
        statement="A goal of the laws.",
        targets=targets,
        milestones=checkpoint,
        start=MONDAY,
    )
    return Scene(
        goals=(goal,),
        journal=journal_of(entries),
        on=day(on),
        told=recorded(
            "; ".join([*map(str, children), *("a milestone of weight 0" for _ in checkpoint)]),
            known_until,
            is_backwards=is_recorded_backwards,
            is_repeated=is_repeated,
        ),
        movement=children[0].movement,
    )


def milestone(*, is_reached: bool) -> Milestone:
    """Return a milestone without weight, by a measure that the first child has."""
    anything = Measure(id="a", kind=MeasureKind.AMOUNT, unit="{point}", direction=Direction.UP)
    aim = Aim.at_least(-1e6 if is_reached else 1e6, anything)
    return Milestone(id="m-1", name="A checkpoint of the laws.", aim=aim)


# Quarters are exact in floating point, so that what a law calls equal can be. Drawn from lists, for
# that is quick, and the simplest stand first.
_QUARTERS = st.sampled_from(sorted((number / 4 for number in range(-80, 81)), key=abs))
_WAYS = st.sampled_from(sorted((n / 4 for n in range(-160, 161) if n), key=abs))
_WEIGHTS = st.sampled_from([1.0, 2.0, 3.0, 0.5])
_DAYS = [(), (0,), (7,), (20,), (1, 2), (0, 13), (4, 5, 6), (0, 9, 20)]
_NAMES = "abc"


@st.composite
def children_of(
    draw: DrawFn, *, least: int = 1, most: int = 3, least_values: int = 0
) -> tuple[Child, ...]:
    """Make children with baselines and targets either way."""
    seen = [days for days in _DAYS if len(days) >= least_values]
    made = []
    for name in _NAMES[: draw(st.integers(least, most))]:
        baseline = draw(_QUARTERS)
        made.append(
            Child(
                name=name,
                baseline=baseline,
                target=baseline + draw(_WAYS),
                values=tuple((number, draw(_QUARTERS)) for number in draw(st.sampled_from(seen))),
                weight=draw(_WEIGHTS),
            )
        )
    return tuple(made)


def _known(**bounds: Any) -> SearchStrategy[tuple[Child, ...]]:
    return children_of(least_values=1, **bounds)


def _replaced(children: tuple[Child, ...], index: int, *new: Child) -> tuple[Child, ...]:
    return (*children[:index], *new, *children[index + 1 :])


def _each(children: Iterable[Child], change: Callable[[float], float]) -> list[Child]:
    return [child.mapped(change) for child in children]


@st.composite
def _nearer(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(_known())
    index = draw(st.integers(0, len(children) - 1))
    child = children[index]
    place = draw(st.integers(0, len(child.values) - 1))
    value = child.values[place][1]
    is_short = (child.target - value) * (child.target - child.baseline) > 0
    # Beyond the target there is nothing to come nearer to.
    share = draw(st.sampled_from([0.25, 0.5, 1.0])) if is_short else 0.0
    moved = child.with_value(place, value + (child.target - value) * share)
    return targets_scene(children), targets_scene(_replaced(children, index, moved))


@st.composite
def _in_other_numbers(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(children_of())
    factor = draw(st.sampled_from([0.5, 1.0, 2.0, 4.0]))
    shift = draw(st.integers(-40, 40))
    return (
        targets_scene(children),
        targets_scene(_each(children, lambda value: factor * value + shift)),
    )


@st.composite
def _reordered(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(children_of())
    other = draw(st.permutations(children))
    return targets_scene(children), targets_scene(other, is_recorded_backwards=draw(st.booleans()))


@st.composite
def _heavier(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(children_of())
    factor = draw(st.sampled_from([0.5, 3.0, 8.0]))
    heavier = [attrs.evolve(child, weight=child.weight * factor) for child in children]
    return targets_scene(children), targets_scene(heavier)


@st.composite
def _two_apart(draw: DrawFn) -> tuple[Scene, ...]:
    """Four scenes: neither, the first, the second, and both of two children have moved."""
    one, two, *rest = draw(_known(least=2))
    moved_one = one.with_value(-1, draw(_QUARTERS))
    moved_two = two.with_value(-1, draw(_QUARTERS))
    pairs = [(one, two), (moved_one, two), (one, moved_two), (moved_one, moved_two)]
    return tuple(targets_scene([*pair, *rest]) for pair in pairs)


# So far away that no value is there yet.
_FAR = 50.0


@st.composite
def _in_two_steps(draw: DrawFn) -> tuple[Scene, ...]:
    first, then, last = draw(_QUARTERS), draw(_QUARTERS), draw(_QUARTERS)
    return tuple(_change(*pair) for pair in [(first, then), (then, last), (first, last)])


@st.composite
def _there_and_back(draw: DrawFn) -> tuple[Scene, ...]:
    before, after = draw(_QUARTERS), draw(_QUARTERS)
    return _change(before, after), _change(after, before)


def _change(before: float, after: float) -> Scene:
    return targets_scene([Child(name="a", baseline=before, target=_FAR, values=((1, after),))])


@st.composite
def _one_less(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(_known())
    index = draw(st.integers(0, len(children) - 1))
    child = children[index]
    place = draw(st.integers(0, len(child.values) - 1))
    less = attrs.evolve(child, values=child.values[:place] + child.values[place + 1 :])
    return targets_scene(children), targets_scene(_replaced(children, index, less))


@st.composite
def _split(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(children_of())
    index = draw(st.integers(0, len(children) - 1))
    child, share = children[index], draw(st.sampled_from([0.25, 0.5]))
    halves = (
        attrs.evolve(child, weight=child.weight * share),
        attrs.evolve(child, name="z", weight=child.weight * (1 - share)),
    )
    return targets_scene(children), targets_scene(_replaced(children, index, *halves))


@st.composite
def _with_each_alone(draw: DrawFn) -> tuple[Scene, ...]:
    children = draw(_known(least=2))
    return targets_scene(children), *(targets_scene([child]) for child in children)


@st.composite
def _prefixes(draw: DrawFn) -> tuple[Scene, ...]:
    children, on = draw(children_of()), draw(st.integers(0, 20))
    return (
        targets_scene(children, on=on),
        targets_scene(children, on=on, known_until=on),
        targets_scene(children, on=on, is_recorded_backwards=True),
    )


_EXTREMES = st.sampled_from(
    [sign * size for sign in (1, -1) for size in (5e-324, 1e-300, 1.0, 1e200, 1e300, 1.7e308)]
    + [0.0]
)


@st.composite
def _extreme(draw: DrawFn) -> tuple[Scene, ...]:
    baseline = draw(_EXTREMES)
    target = draw(_EXTREMES.filter(lambda value: value != baseline))
    values = tuple((number, draw(_EXTREMES)) for number in draw(st.sampled_from(_DAYS)))
    return (targets_scene([Child(name="a", baseline=baseline, target=target, values=values)]),)


def _alone(children: tuple[Child, ...]) -> tuple[Scene, ...]:
    return (targets_scene(children),)


def _nearly_there(value: int) -> tuple[Scene, ...]:
    child = Child(name="a", baseline=0.0, target=1_000.0, values=((1, float(value)),))
    return (targets_scene([child]),)


def _at(where: Callable[[Child], float]) -> Callable[[tuple[Child, ...]], tuple[Scene, ...]]:
    def scenes(children: tuple[Child, ...]) -> tuple[Scene, ...]:
        placed = [
            attrs.evolve(child, values=tuple((number, where(child)) for number, _ in child.values))
            for child in children
        ]
        return (targets_scene(placed),)

    return scenes


TARGETS = World(
    name="targets",
    scenes={
        "L01": lambda: children_of().map(_alone),
        "L02": _nearer,
        "L03": lambda: children_of().map(
            lambda made: (targets_scene(made), targets_scene(_each(made, lambda value: -value)))
        ),
        "L04": _in_other_numbers,
        "L05": _reordered,
        "L06": _heavier,
        "L07": lambda: _known().map(_at(lambda child: child.baseline)),
        "L08": lambda: _known().map(_at(lambda child: child.target)),
        "L09": lambda: _known(most=1).map(_at(lambda child: child.baseline)),
        "L10": lambda: _known(most=1).filter(lambda made: made[0].movement != 0).map(_alone),
        "L11": lambda: children_of().map(
            lambda made: (targets_scene(made), targets_scene(made, is_repeated=True))
        ),
        "L12": _two_apart,
        "L13": _in_two_steps,
        "L14": _one_less,
        "L16": _split,
        "L17": _with_each_alone,
        "L18": lambda: st.tuples(children_of(), st.booleans()).map(
            lambda made: (targets_scene(made[0]), targets_scene(made[0], unweighted=made[1]))
        ),
        "L19": _there_and_back,
        "L20": _prefixes,
        "L21": lambda: children_of().map(_alone),
        "L22": _extreme,
        "L23": lambda: children_of().map(
            lambda made: (targets_scene(made), targets_scene(_each(made, lambda value: 10 * value)))
        ),
        "L25": lambda: st.integers(900, 1_000).map(_nearly_there),
    },
)
"""One goal with up to three measures on their way, of any weight."""


# What became of a day: done, missed, excused, or not recorded.
_DONE, _MISSED, _EXCUSED, _UNKNOWN = "done", "missed", "excused", "unknown"
_STATES = st.sampled_from([_DONE, _DONE, _MISSED, _EXCUSED, _UNKNOWN])
_HISTORIES = st.lists(_STATES, min_size=1, max_size=21).map(tuple)
_MANY_WEEKS = st.lists(st.sampled_from([True, False]), min_size=1, max_size=6)
_LIMIT = Measure(
    id="drinks", kind=MeasureKind.COUNT, unit="{drink}", direction=Direction.DOWN, least=0
)


Render: TypeAlias = Callable[..., Scene]


def steps_scene(
    states: Sequence[str],
    *,
    on: int | None = None,
    known_until: int | None = None,
    is_recorded_backwards: bool = False,
    is_repeated: bool = False,
    left_out: int | None = None,
) -> Scene:
    """Return a goal with a daily step, and what became of each day.

    Args:
        states: What became of each day from the first on.
        on: The day of judgement; None for the day after the last.
        known_until: The last day of which there are entries; None for all.
        is_recorded_backwards: Whether what happened last was written down first.
        is_repeated: Whether another device recorded everything too.
        left_out: A day on which the plan does not ask for it; None for none.
    """
    entries: list[tuple[Entry, int]] = []
    for number, state in enumerate(states):
        if number == left_out or (known_until is not None and number > known_until):
            continue
        minute = -number if is_recorded_backwards else number
        if state == _DONE:
            made: list[Entry] = [Done(step="walk", day=day(number))]
        elif state == _MISSED:
            made = [Missed(step="walk", day=day(number))]
        elif state == _EXCUSED:
            made = [Skipped(step="walk", day=day(number))]
        else:
            made = []
        entries += [(entry, minute) for entry in made * (1 + is_repeated)]
    exceptions = [] if left_out is None else [day(left_out)]
    rule = Recurrence.daily(start=MONDAY, exceptions=exceptions)
    told = recorded(
        ", ".join(states),
        known_until,
        is_backwards=is_recorded_backwards,
        is_repeated=is_repeated,
    )
    return _planned(rule, entries, len(states) if on is None else on, told=told)


def limits_scene(
    states: Sequence[str],
    *,
    on: int | None = None,
    known_until: int | None = None,
    is_recorded_backwards: bool = False,
    is_repeated: bool = False,
) -> Scene:
    """Return a goal with a limit for each day, and what became of it; as :func:`steps_scene`."""
    entries: list[tuple[Entry, int]] = []
    for number, state in enumerate(states):
        if known_until is not None and number > known_until:
            continue
        minute = -number if is_recorded_backwards else number
        if state == _EXCUSED:
            entries.append((Absent(day=day(number), until=day(number + 1)), minute))
        elif state != _UNKNOWN:
            seen = Measured(measure="drinks", value=0 if state == _DONE else 5, day=day(number))
            entries += [(seen, minute)] * (1 + is_repeated)
    aim = Aim.maintain(_LIMIT, high=2, per=Frequency.DAILY)
    goal = Goal(
        id="g-1",
        subject=SUBJECT,
        statement="A goal of the laws.",
        targets=[Target(id="walk", aim=aim)],
        start=MONDAY,
    )
    return Scene(
        goals=(goal,),
        journal=journal_of(entries),
        on=day(len(states) if on is None else on),
        told=recorded(
            ", ".join(states),
            known_until,
            is_backwards=is_recorded_backwards,
            is_repeated=is_repeated,
        ),
    )


def _planned(rule: Recurrence, entries: Iterable[tuple[Entry, int]], on: int, told: str) -> Scene:
    plan = ActionPlan(steps=[Step(id="walk", action="walk", recurrence=rule)])
    goal = Goal(id="g-1", subject=SUBJECT, statement="A goal of the laws.", plan=plan, start=MONDAY)
    return Scene(goals=(goal,), journal=journal_of(entries), on=day(on), told=f"{rule}: {told}")


def _weekly(weeks: Sequence[bool]) -> tuple[Scene, ...]:
    """Return one life under two plans: once in 7 days, and twice in 14."""
    entries = [
        (Done(step="walk", day=day(14 * number + extra)), 14 * number + extra)
        for number, is_done in enumerate(weeks)
        if is_done
        for extra in (0, 7)
    ]
    told = ", ".join("one a week" if is_done else "none" for is_done in weeks)
    return tuple(
        _planned(
            Recurrence.times_per(times, Frequency.WEEKLY, start=MONDAY, every=times),
            entries,
            14 * len(weeks),
            told,
        )
        for times in (1, 2)
    )


def _steps_world(name: str, scene: Render, **others: Callable[[], Scenes]) -> World:
    def alone(states: tuple[str, ...]) -> tuple[Scene, ...]:
        return (scene(states),)

    def all_of(state: str) -> Callable[[], Scenes]:
        return lambda: st.integers(1, 21).map(lambda length: (scene((state,) * length),))

    def replaced(wanted: tuple[str, ...], new: str) -> Callable[[], Scenes]:
        @st.composite
        def scenes(draw: DrawFn) -> tuple[Scene, ...]:
            states = draw(_HISTORIES.filter(lambda made: not set(wanted).isdisjoint(made)))
            places = [number for number, state in enumerate(states) if state in wanted]
            place = draw(st.sampled_from(places))
            return scene(states), scene((*states[:place], new, *states[place + 1 :]))

        return scenes

    @st.composite
    def prefixes(draw: DrawFn) -> tuple[Scene, ...]:
        states = draw(_HISTORIES)
        on = draw(st.integers(0, len(states)))
        return (
            scene(states, on=on),
            scene(states, on=on, known_until=on),
            scene(states, on=on, is_recorded_backwards=True),
        )

    return World(
        name=name,
        scenes={
            "L01": lambda: _HISTORIES.map(alone),
            "L02": replaced((_MISSED, _UNKNOWN), _DONE),
            "L05": lambda: _HISTORIES.map(
                lambda made: (scene(made), scene(made, is_recorded_backwards=True))
            ),
            "L07": all_of(_MISSED),
            "L08": all_of(_DONE),
            "L11": lambda: _HISTORIES.map(
                lambda made: (scene(made), scene(made, is_repeated=True))
            ),
            "L14": replaced((_DONE, _MISSED), _UNKNOWN),
            "L20": prefixes,
            "L21": lambda: _HISTORIES.map(alone),
            **others,
        },
    )


@st.composite
def _excused(draw: DrawFn) -> tuple[Scene, ...]:
    states = draw(_HISTORIES.filter(lambda made: _EXCUSED in made))
    places = [number for number, state in enumerate(states) if state == _EXCUSED]
    return steps_scene(states), steps_scene(states, left_out=draw(st.sampled_from(places)))


STEPS = _steps_world("steps", steps_scene, L15=_excused, L23=lambda: _MANY_WEEKS.map(_weekly))
"""One goal with a daily step, done, missed, excused or not recorded for up to three weeks."""

LIMITS = _steps_world("limits", limits_scene)
"""One goal with a limit for each day, kept, passed, excused or not recorded."""

INTERVALS = World(
    name="intervals",
    scenes={
        "L24": lambda: st.integers(1, 60).flatmap(
            lambda due: st.tuples(st.integers(0, due), st.just(due), st.integers(2, 4))
        )
    },
)
"""So many done of so many due, and the same proportion of more; the rule gives an interval."""
