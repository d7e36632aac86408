"""How a law is searched for a scene that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.strategies import SearchStrategy

from smartgoals.errors import SmartGoalsError

__all__ = ["THOROUGH", "Keeps", "LawBrokenError", "LawHoldsError", "search"]

# All but explaining: the message tells the scenes, and explaining traces every line.
THOROUGH = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)

Keeps: TypeAlias = Callable[..., bool]
"""Whether a rule keeps a law in some scenes."""


class LawBrokenError(SmartGoalsError, AssertionError):
    """A rule does not keep a law. The message tells the simplest scenes that show it."""


class LawHoldsError(SmartGoalsError, AssertionError):
    """A law was excepted, and the rule keeps it; or it says nothing about such a rule."""


def search(
    keeps: Callable[[tuple[Any, ...]], None],
    scenes: SearchStrategy[tuple[Any, ...]],
    *,
    examples: int | None,
    phases: tuple[Phase, ...] = THOROUGH,
) -> None:
    """Call *keeps* with scenes until it raises, and then with the simplest that makes it raise.

    Args:
        keeps: What raises where the law is broken.
        scenes: The scenes that it compares.
        examples: How many to try; None for what the profile of Hypothesis says.
        phases: What Hypothesis does.
    """

    @settings(
        max_examples=settings().max_examples if examples is None else examples,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        # The message tells the scenes already, and shorter.
        verbosity=Verbosity.quiet,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(scenes)
    def kept(drawn: tuple[Any, ...]) -> None:
        keeps(drawn)

    kept()
