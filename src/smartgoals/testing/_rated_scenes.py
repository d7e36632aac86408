"""Worlds of several goals that somebody rates, and of one score before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from smartgoals.entries import Measured, Rated, RatingKind
from smartgoals.goals import Goal
from smartgoals.measures import Direction, Measure, MeasureKind
from smartgoals.targets import Aim, AttainmentScale, Target
from smartgoals.testing._scenes import (
    LAST_DAY,
    MONDAY,
    NOON,
    SUBJECT,
    Child,
    Scene,
    Scenes,
    World,
    day,
    journal_of,
    recorded,
)

__all__ = ["ATTAINMENT", "CHANGE", "OUTCOMES"]

_SOMEBODY = "t-2"


@attrs.frozen(kw_only=True)
class Ratings:
    """How one kind of rating is made into goals.

    Args:
        kind: What is rated.
        levels: What can be rated.
        baselines: Where a goal can begin.
        target: Where it shall come.
        has_weights: Whether goals weigh by importance and difficulty.
    """

    kind: RatingKind
    levels: tuple[int, ...]
    baselines: tuple[int, ...]
    target: int
    has_weights: bool

    def scene(
        self,
        children: Sequence[Child],
        *,
        on: int = LAST_DAY,
        known_until: int | None = None,
        is_recorded_backwards: bool = False,
        is_repeated: bool = False,
        importance: int = 1,
    ) -> Scene:
        """Return a goal for each child; as :func:`~smartgoals.testing._scenes.targets_scene`."""
        goals, entries = [], []
        for child in children:
            scale = AttainmentScale(
                expected="As the laws expect.",
                baseline=int(child.baseline) if self.has_weights else None,
                difficulty=int(child.weight),
                importance=0 if child.weight == 0 else importance,
                day=MONDAY,
            )
            goal = Goal(
                id=child.name,
                subject=SUBJECT,
                statement="A goal of the laws.",
                attainment=scale if self.has_weights else None,
                start=MONDAY,
            )
            goals.append(goal.started(day=MONDAY))
            first = [] if self.has_weights else [(0, child.baseline)]
            for number, value in [*first, *child.values]:
                if known_until is None or number <= known_until:
                    rated = Rated(
                        goal=child.name,
                        kind=self.kind,
                        value=value,
                        rater=_SOMEBODY,
                        day=day(number),
                        occurred_at=NOON + dt.timedelta(days=number),
                    )
                    minute = -number if is_recorded_backwards else number
                    entries += [(rated, minute)] * (1 + is_repeated)
        return Scene(
            goals=tuple(goals),
            journal=journal_of(entries),
            on=day(on),
            told=recorded(
                "; ".join(map(str, children)),
                known_until,
                is_backwards=is_recorded_backwards,
                is_repeated=is_repeated,
            ),
            movement=children[0].movement,
        )

    def children(
        self, *, least: int = 1, most: int = 3, least_values: int = 0
    ) -> SearchStrategy[tuple[Child, ...]]:
        """Make goals and what was rated of them."""
        days = st.lists(st.integers(1, 20), unique=True, min_size=least_values, max_size=3)
        child = st.builds(
            lambda baseline, days, levels, weight: Child(
                name="a",
                baseline=float(baseline),
                target=float(self.target),
                values=tuple((n, float(level)) for n, level in zip(sorted(days), levels)),  # noqa: B905  # as many as there are days
                weight=float(weight),
            ),
            st.sampled_from(self.baselines),
            days,
            st.lists(st.sampled_from(self.levels), min_size=3, max_size=3),
            st.integers(1, 3) if self.has_weights else st.just(1),
        )
        return st.lists(child, min_size=least, max_size=most).map(_named)

    def changed(self, change: Callable[[DrawFn, tuple[Child, ...]], Any], **bounds: int) -> Scenes:
        """Make scenes of children, and of what *change* makes of them."""

        @st.composite
        def scenes(draw: DrawFn) -> tuple[Scene, ...]:
            children = draw(self.children(**bounds))
            return tuple(self.scene(made) for made in change(draw, children))

        return scenes()

    def alone(self, **bounds: int) -> Scenes:
        """Make one scene."""
        return self.children(**bounds).map(lambda made: (self.scene(made),))

    def placed(self, where: Callable[[Child], float], **bounds: int) -> Scenes:
        """Make one scene in which every rating is what *where* says."""

        def move(_: DrawFn, children: tuple[Child, ...]) -> list[list[Child]]:
            return [[_all_at(child, where(child)) for child in children]]

        return self.changed(move, least_values=1, **bounds)

    def pairs(self, **others: Any) -> Scenes:
        """Make a scene, and the same with other arguments."""
        return self.children().map(lambda made: (self.scene(made), self.scene(made, **others)))

    def nearer(self, draw: DrawFn, children: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
        """Move one rating towards the target."""
        index = draw(st.integers(0, len(children) - 1))
        child = children[index]
        place = draw(st.integers(0, len(child.values) - 1))
        value = child.values[place][1]
        better = [float(level) for level in self.levels if value < level <= self.target]
        moved = child.with_value(place, draw(st.sampled_from(better or [value])))
        return children, (*children[:index], moved, *children[index + 1 :])

    def apart(self, draw: DrawFn, children: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
        """Move neither, the first, the second, and both of two goals."""
        one, two, *rest = children
        level = st.sampled_from(self.levels).map(float)
        moved_one, moved_two = (each.with_value(-1, draw(level)) for each in (one, two))
        pairs = [(one, two), (moved_one, two), (one, moved_two), (moved_one, moved_two)]
        return [(*pair, *rest) for pair in pairs]

    def less(self, draw: DrawFn, children: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
        """Leave out one rating."""
        index = draw(st.integers(0, len(children) - 1))
        child = children[index]
        place = draw(st.integers(0, len(child.values) - 1))
        kept = attrs.evolve(child, values=child.values[:place] + child.values[place + 1 :])
        return children, (*children[:index], kept, *children[index + 1 :])

    def in_steps(self, draw: DrawFn, children: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
        """Tell of one life from the first to the second, to the third, and from first to third."""
        first, then = (
            [float(draw(st.sampled_from(self.baselines))) for _ in children] for _ in range(2)
        )
        last = [float(draw(st.sampled_from(self.levels))) for _ in children]
        ways = [(first, then), (then, last), (first, last)]
        return [_all_from(children, *way) for way in ways]

    def and_back(self, draw: DrawFn, children: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
        """Go there and back again."""
        here, there = (
            [float(draw(st.sampled_from(self.baselines))) for _ in children] for _ in range(2)
        )
        return _all_from(children, here, there), _all_from(children, there, here)

    def worlds_scenes(self) -> dict[str, Callable[[], Scenes]]:
        """Return the scenes of the laws that make sense of every kind of rating."""
        middle = self.levels[0] + self.levels[-1]
        return {
            "L01": self.alone,
            "L02": lambda: self.changed(self.nearer, least_values=1),
            "L03": lambda: self.changed(
                lambda _, made: (made, [c.mapped(lambda value: middle - value) for c in made])
            ),
            "L05": lambda: self.changed(lambda draw, made: (made, draw(st.permutations(made)))),
            "L07": lambda: self.placed(lambda child: child.baseline),
            "L08": lambda: self.placed(lambda child: child.target),
            "L09": lambda: self.placed(lambda child: child.baseline, most=1),
            "L10": lambda: self.alone(most=1, least_values=1).filter(lambda s: s[0].movement != 0),
            "L11": lambda: self.pairs(is_repeated=True),
            "L12": lambda: self.changed(self.apart, least=2, least_values=1),
            "L13": lambda: self.changed(self.in_steps),
            "L14": lambda: self.changed(self.less, least_values=1),
            "L17": lambda: self.changed(
                lambda _, made: (made, *([child] for child in made)), least=2, least_values=1
            ),
            "L19": lambda: self.changed(self.and_back),
            "L20": self._prefixes,
            "L21": self.alone,
        }

    def _prefixes(self) -> Scenes:
        return st.tuples(self.children(), st.integers(0, 20)).map(
            lambda made: (
                self.scene(made[0], on=made[1]),
                self.scene(made[0], on=made[1], known_until=made[1]),
                self.scene(made[0], on=made[1], is_recorded_backwards=True),
            )
        )


def _named(children: Iterable[Child]) -> tuple[Child, ...]:
    return tuple(attrs.evolve(child, name=name) for name, child in zip("abc", children))  # noqa: B905  # there are three at most


def _all_at(child: Child, value: float) -> Child:
    return attrs.evolve(child, values=tuple((number, value) for number, _ in child.values))


def _all_from(
    children: Sequence[Child], starts: Iterable[float], ends: Iterable[float]
) -> list[Child]:
    return [
        attrs.evolve(child, baseline=start, values=((1, end),))
        for child, start, end in zip(children, starts, ends, strict=True)
    ]


_GAS = Ratings(
    kind=RatingKind.ATTAINMENT,
    levels=(-2, -1, 0, 1, 2),
    baselines=(-2, -1),
    target=0,
    has_weights=True,
)
_GBO = Ratings(
    kind=RatingKind.OUTCOME,
    levels=tuple(range(11)),
    baselines=tuple(range(11)),
    target=10,
    has_weights=False,
)


def _twins(_: DrawFn, made: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
    """One goal, and the same goal twice; where weights are whole numbers, halves of 2 are 1."""
    child = attrs.evolve(made[0], weight=2.0)
    half = attrs.evolve(child, weight=1.0)
    return [child, *made[1:]], [half, attrs.evolve(half, name="z"), *made[1:]]


def _harder(draw: DrawFn, made: tuple[Child, ...]) -> Iterable[Sequence[Child]]:
    """The same attainment of a goal that is rated harder."""
    easy = attrs.evolve(made[0], weight=float(draw(st.integers(1, 2))))
    hard = attrs.evolve(easy, weight=easy.weight + 1)
    return [easy, *made[1:]], [hard, *made[1:]]


def _turned_round(child: Child) -> Child:
    return attrs.evolve(child, values=tuple((number, -level) for number, level in child.values))


_NOTHING = Child(name="z", baseline=-1.0, target=0.0, values=((1, -2.0),), weight=0.0)

ATTAINMENT = World(
    name="attainment",
    scenes={
        **_GAS.worlds_scenes(),
        # A baseline above what is expected there is not.
        "L03": lambda: _GAS.changed(
            lambda _, made: (made, [_turned_round(child) for child in made])
        ),
        "L06": lambda: st.tuples(_GAS.children(), st.integers(2, 3)).map(
            lambda made: (_GAS.scene(made[0]), _GAS.scene(made[0], importance=made[1]))
        ),
        "L16": lambda: _GAS.changed(_twins, least_values=1),
        "L18": lambda: _GAS.changed(lambda _, made: (made, (*made, _NOTHING))),
        "L27": lambda: _GAS.changed(_harder, least_values=1),
    },
    is_of_goals=True,
    is_mirrored=True,
)
"""Up to three goals with a scale of attainment, rated from -2 to 2 by one person."""

OUTCOMES = World(
    name="outcomes",
    scenes={
        **_GBO.worlds_scenes(),
        "L16": lambda: _GBO.changed(_twins, most=2, least_values=1),
        "L28": _GBO.alone,
    },
    is_of_goals=True,
    is_mirrored=True,
)
"""Up to three goals, rated from 0 to 10 by one person when they began and since."""


# Far from the mean of the norms too, where some methods take no change for one.
_SCORES = st.integers(-400, 400).map(lambda number: number / 4)
_BEST = 1_000.0


def _change_scene(
    values: Sequence[float],
    *,
    is_up: bool = True,
    factor: float = 1.0,
    shift: float = 0.0,
    on: int = LAST_DAY,
    known_until: int | None = None,
    is_recorded_backwards: bool = False,
    is_repeated: bool = False,
    most: float | None = None,
) -> Scene:
    """Return a goal about one score, which was the first of *values* before; later ones follow.

    Args:
        values: The scores, higher is better.
        is_up: Whether they are told as they are, or turned round.
        factor: By what they are multiplied, and the norms with them.
        shift: What is added then.
        on: The day of judgement.
        known_until: The last day of which there are entries; None for all.
        is_recorded_backwards: Whether what happened last was written down first.
        is_repeated: Whether every score was recorded twice.
        most: The best score that there is; None if there is none.
    """
    sign = 1 if is_up else -1

    def told(value: float) -> float:
        return sign * (factor * value + shift)

    end = None if most is None else told(most)
    measure = Measure(
        id="a",
        kind=MeasureKind.AMOUNT,
        unit="{point}",
        direction=Direction.UP if is_up else Direction.DOWN,
        most=end if is_up else None,
        least=None if is_up else end,
    )
    make = Aim.at_least if is_up else Aim.at_most
    best = _BEST if most is None else most
    target = Target(id="a", aim=make(told(best), measure), baseline=told(values[0]))
    goal = Goal(
        id="g-1",
        subject=SUBJECT,
        statement="A goal of the laws.",
        targets=[target],
        start=MONDAY,
        extensions={"sign": sign, "factor": factor, "shift": shift},
    )
    entries = []
    for number, value in enumerate(values[1:], 1):
        if known_until is None or number <= known_until:
            seen = Measured(
                measure="a",
                value=told(value),
                day=day(number),
                occurred_at=NOON + dt.timedelta(days=number),
            )
            minute = -number if is_recorded_backwards else number
            entries += [(seen, minute)] * (1 + is_repeated)
    last = values[-1] - values[0]
    return Scene(
        goals=(goal,),
        journal=journal_of(entries),
        on=day(on),
        told=recorded(
            ", then ".join(f"{told(value):g}" for value in values),
            known_until,
            is_backwards=is_recorded_backwards,
            is_repeated=is_repeated,
        ),
        movement=(last > 0) - (last < 0),
    )


_STEPS = (st.integers(1, 40) | st.integers(-40, -1)).map(lambda number: number / 4)
_HISTORY = st.lists(_SCORES, min_size=2, max_size=4)
_ONE_CHANGE = st.lists(_SCORES, min_size=2, max_size=2)


def _scores(**others: Any) -> Callable[[], Scenes]:
    return lambda: _HISTORY.map(lambda made: (_change_scene(made), _change_scene(made, **others)))


CHANGE = World(
    name="change",
    scenes={
        "L01": lambda: _HISTORY.map(lambda made: (_change_scene(made),)),
        "L02": lambda: st.tuples(_HISTORY, st.integers(0, 100)).map(
            lambda made: (
                _change_scene(made[0]),
                _change_scene([*made[0][:-1], made[0][-1] + made[1] / 4]),
            )
        ),
        "L03": _scores(is_up=False),
        "L04": lambda: st.tuples(
            _HISTORY, st.sampled_from([0.5, 2.0, 4.0]), st.integers(-40, 40)
        ).map(
            lambda made: (
                _change_scene(made[0]),
                _change_scene(made[0], factor=made[1], shift=float(made[2])),
            )
        ),
        "L05": _scores(is_recorded_backwards=True),
        "L07": lambda: _SCORES.map(lambda value: (_change_scene([value, value]),)),
        "L09": lambda: _SCORES.map(lambda value: (_change_scene([value, value]),)),
        # A small step is what a rule may call by the wrong name.
        "L10": lambda: st.tuples(_SCORES, _STEPS).map(
            lambda made: (_change_scene([made[0], made[0] + made[1]]),)
        ),
        "L11": _scores(is_repeated=True),
        "L13": lambda: st.tuples(_SCORES, _SCORES, _SCORES).map(
            lambda made: tuple(
                _change_scene(pair) for pair in (made[:2], made[1:], (made[0], made[2]))
            )
        ),
        "L14": lambda: st.tuples(_HISTORY, st.integers(1, 3)).map(
            lambda made: (
                _change_scene(made[0]),
                _change_scene(
                    [
                        value
                        for n, value in enumerate(made[0])
                        if n != min(made[1], len(made[0]) - 1)
                    ]
                ),
            )
        ),
        "L19": lambda: _ONE_CHANGE.map(
            lambda made: (_change_scene(made), _change_scene(made[::-1]))
        ),
        "L20": lambda: st.tuples(_HISTORY, st.integers(0, 4)).map(
            lambda made: (
                _change_scene(made[0], on=made[1]),
                _change_scene(made[0], on=made[1], known_until=made[1]),
                _change_scene(made[0], on=made[1], is_recorded_backwards=True),
            )
        ),
        "L21": lambda: _HISTORY.map(lambda made: (_change_scene(made),)),
        "L22": lambda: st.lists(
            st.sampled_from([-1e300, -1e200, -5e-324, 0.0, 1e-300, 900.0]), min_size=2, max_size=2
        ).map(lambda made: (_change_scene(made),)),
        "L23": lambda: _HISTORY.map(
            lambda made: (_change_scene(made), _change_scene(made, factor=10.0))
        ),
        "L26": lambda: _HISTORY.map(lambda made: (_change_scene(made),)),
        "L28": lambda: st.tuples(st.integers(-400, 79), st.integers(-400, 80)).map(
            lambda made: (_change_scene([made[0] / 4, made[1] / 4], most=20.0),)
        ),
    },
)
"""One score before, and up to three since; with the norms that it is judged by."""
