"""How a law is searched for a scene that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, Protocol, TypeAlias

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.strategies import SearchStrategy

from smartgoals._values import refuse
from smartgoals.errors import InvalidValueError, SmartGoalsError

__all__ = [
    "THOROUGH",
    "Keeps",
    "LawBrokenError",
    "LawHoldsError",
    "MisuseError",
    "proven",
    "reasons_of",
    "search",
]

# An exception that is rarely to be seen is searched for longer than a law that has to hold.
_LEAST = 1_000
# All but explaining: the message tells the scenes, and explaining traces every line.
THOROUGH = (Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink)

Keeps: TypeAlias = Callable[..., bool]
"""Whether a rule keeps a law in some scenes."""


class LawBrokenError(SmartGoalsError, AssertionError):
    """A rule does not keep a law. The message tells the simplest scenes that show it."""


class LawHoldsError(SmartGoalsError, AssertionError):
    """A law was excepted, and the rule keeps it; or it says nothing about such a rule."""


class MisuseError(InvalidValueError):
    """What was handed in to be tried is not what it should be, so nothing was tried."""


class Law(Protocol):
    """What both kinds of law have."""

    @property
    def id(self) -> str: ...

    @property
    def statement(self) -> str: ...

    @property
    def reason(self) -> str: ...


def reasons_of(except_for: Mapping[str, str] | None, known: Collection[str]) -> dict[str, str]:
    """Return why some laws are excepted.

    Raises:
        InvalidValueError: If there is no law of an id, or a reason says nothing.
    """
    if except_for is not None and not isinstance(except_for, Mapping):
        refuse("except_for", "a mapping from ids of laws to reasons", except_for)
    reasons = dict(except_for or {})
    for law in reasons:
        if law not in known:
            refuse("except_for", f"ids of laws, {min(known)} to {max(known)}", law)
    if not all(isinstance(reason, str) and reason.strip() for reason in reasons.values()):
        refuse("except_for", "a reason for each law", len(reasons))
    return reasons


def proven(law: Law, run: Callable[..., None], *, is_about: bool, examples: int | None) -> bool:
    """Search for scenes that break a law, and expect some where the law is excepted.

    Args:
        law: The law.
        run: What searches: called with how many scenes to try, and with *phases*.
        is_about: Whether the law says anything about the rule at hand.
        examples: How many scenes to try; None for what the profile of Hypothesis says.

    Returns:
        Whether it was tried.

    Raises:
        LawBrokenError: If the rule breaks the law, and no reason was given.
        LawHoldsError: If a reason was given, and the rule was not seen to break the law.
    """
    if not is_about:
        if law.reason:
            raise LawHoldsError(f"{law.id} is excepted, and says nothing about such a rule")
        return False
    if not law.reason:
        run(examples, phases=THOROUGH)
        return True
    with suppress(LawBrokenError):
        # Where it is expected, one way to break it is as good as the simplest.
        run(max(_LEAST, examples or 0), phases=(Phase.generate,))
        raise LawHoldsError(
            f"{law.id} is excepted, and the rule kept it in every scene; "
            f"take it out of except_for: {law.statement}"
        )
    return True


def search(
    keeps: Callable[[tuple[Any, ...]], None],
    scenes: SearchStrategy[tuple[Any, ...]],
    *,
    examples: int | None,
    phases: tuple[Phase, ...],
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
