"""The errors that smartgoals raises.

Each error derives from :class:`SmartGoalsError` and from the builtin that a caller would
already catch. A message names the field, what was expected and what to do. It never holds a
person's own words: text appears only as its length.
"""

from __future__ import annotations

__all__ = [
    "AmbiguousInstrumentError",
    "ConflictError",
    "DecodeError",
    "ErasedError",
    "IllegalTransitionError",
    "InvalidValueError",
    "KeyRingError",
    "LegalHoldError",
    "MissingExtraError",
    "NotFoundError",
    "Problem",
    "SmartGoalsError",
    "StaleError",
    "StoreError",
    "TransientStoreError",
    "UnitMismatchError",
    "UnknownInstrumentError",
    "UnknownRuleError",
    "UnknownStoreError",
    "UnsupportedRuleError",
]

from typing import Any, NamedTuple


class SmartGoalsError(Exception):
    """The base of every error that smartgoals raises."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error cross to another process.

        By itself, Python calls the class again with the message alone.
        """
        return _remade, (type(self), self.args, vars(self))


def _remade(
    kind: type[SmartGoalsError], args: tuple[Any, ...], kept: dict[str, Any]
) -> SmartGoalsError:
    error = kind.__new__(kind, *args)
    error.args = args
    vars(error).update(kept)
    return error


class InvalidValueError(SmartGoalsError, ValueError):
    """A value that cannot exist was asked for, such as a negative weight.

    Args:
        message: What was expected, what came and what to do; without a person's words.
        field: Name of the field or argument.

    Example:
        >>> from smartgoals.errors import InvalidValueError
        >>> from smartgoals.measures import Quantity
        >>> try:
        ...     Quantity(value=float("nan"), unit="min")
        ... except InvalidValueError as error:
        ...     print(error.field, "|", error)
        value | value must be a finite number, got nan
    """

    def __init__(self, message: str, *, field: str) -> None:
        """Keep the name of the field beside the message."""
        super().__init__(message)
        self.field = field


class UnsupportedRuleError(SmartGoalsError, ValueError):
    """An RRULE asks for what this library does not do, or is none.

    Args:
        part: The part of RFC 5545 that it is about, such as ``BYWEEKNO``; ``RRULE`` where it is
            the whole text.
        expected: What can be there.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import Recurrence, UnsupportedRuleError
        >>> try:
        ...     Recurrence.from_rrule("FREQ=HOURLY", start=dt.date(2025, 2, 3))
        ... except UnsupportedRuleError as error:
        ...     print(error)
        FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY
    """

    def __init__(self, part: str, expected: str) -> None:
        """Keep the part, so that a host can leave it out and ask again."""
        self.part = part
        super().__init__(f"{part} must be {expected}")


class UnitMismatchError(SmartGoalsError, ValueError):
    """Two units measure different things, so no number converts one to the other."""


class UnknownInstrumentError(SmartGoalsError, LookupError):
    """The catalogue has no questionnaire of that name; ``find_instruments()`` says what it has."""


class AmbiguousInstrumentError(UnknownInstrumentError):
    """Several versions or parts of a questionnaire have that name, and their totals differ.

    Args:
        versions: Their ids; each names exactly one.
    """

    def __init__(self, *, versions: tuple[str, ...]) -> None:
        """Keep the ids, so that a host can let somebody choose."""
        self.versions = versions
        super().__init__(
            f"expected the name of one instrument, got one that {len(versions)} of them share; "
            f"use one of the ids {', '.join(versions)}"
        )


class UnknownRuleError(SmartGoalsError, LookupError):
    """No rule of the SMART check has that code or name, and no code begins so.

    Args:
        nearest: Codes and names that are like what was asked for; may be empty.

    Example:
        >>> from smartgoals.errors import UnknownRuleError
        >>> print(UnknownRuleError(nearest=("M001", "M007")))
        expected the code, its beginning, or the name of a rule; the nearest are M001, M007
    """

    def __init__(self, *, nearest: tuple[str, ...]) -> None:
        """Keep the nearest, so that a host can offer them."""
        self.nearest = nearest
        hint = f"the nearest are {', '.join(nearest)}" if nearest else "none is near"
        super().__init__(f"expected the code, its beginning, or the name of a rule; {hint}")


class IllegalTransitionError(SmartGoalsError, ValueError):
    """A goal cannot go from its lifecycle status to the one that was asked for.

    Args:
        current: The status that the goal has.
        wanted: The status that was asked for.
        allowed: The statuses that can follow *current*.
    """

    def __init__(self, *, current: str, wanted: str, allowed: tuple[str, ...]) -> None:
        """Keep all three, so that a host can offer what is possible."""
        self.current = current
        self.wanted = wanted
        self.allowed = allowed
        can = ", ".join(allowed) if allowed else "nothing"
        super().__init__(f"a goal that is {current} cannot become {wanted}; it can become {can}")


class Problem(NamedTuple):
    """One thing that is wrong in a document.

    Example:
        >>> from smartgoals.errors import Problem
        >>> print(Problem(path="$.targets[0].weight", message="must be above 0"))
        $.targets[0].weight: must be above 0
    """

    path: str
    """Where it is, as a JSON path from the root ``$``."""
    message: str
    """What was expected there; without a person's words."""

    def __str__(self) -> str:
        """Read as *path: message*."""
        return f"{self.path}: {self.message}"


class DecodeError(SmartGoalsError, ValueError):
    """A document cannot be read as the value that was asked for.

    Args:
        problems: Everything that is wrong, each with its path; at least one.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """List every problem in the message."""
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


class StoreError(SmartGoalsError, OSError):
    """A store could not do what was asked; the driver's own error is the cause."""


class ConflictError(StoreError):
    """Somebody else wrote the goal since it was loaded.

    Load it again, apply the change to what is there now, and save that.

    Args:
        goal_id: Id of the goal.
        expected: The version that the caller had loaded; None for a new goal.
        current: The version that the store holds; None if it holds none.
    """

    def __init__(self, *, goal_id: str, expected: int | None, current: int | None) -> None:
        """Keep all three, so that a host can show what happened."""
        self.goal_id = goal_id
        self.expected = expected
        self.current = current
        if expected is None:
            message = (
                f"goal {goal_id} exists already, as version {current}; "
                "to change it, get it and save that"
            )
        else:
            has = "there is none" if current is None else f"the store holds version {current}"
            message = (
                f"expected to replace version {expected} of goal {goal_id}, and {has}; "
                "get the goal again and apply the change to that"
            )
        super().__init__(message)


class NotFoundError(SmartGoalsError, LookupError):
    """The store holds nothing under that id for this tenant."""


class ErasedError(NotFoundError):
    """Everything of that person was erased, and nothing is taken in again under that id.

    Args:
        subject: Opaque id of the person.
        at: When it was erased, in UTC, as text.

    Example:
        >>> from smartgoals import Goal, open_store
        >>> from smartgoals.errors import ErasedError
        >>> store = open_store("memory:")
        >>> _ = store.erase("c-17", reason="request-4")
        >>> try:
        ...     store.save(Goal(id="g-1", subject="c-17", statement="I will walk."))
        ... except ErasedError as error:
        ...     print(error)
        everything of c-17 was erased at ...; who comes back begins anew under another id
    """

    def __init__(self, *, subject: str, at: str) -> None:
        """Keep both, so that a host can say who and since when."""
        self.subject = subject
        self.at = at
        super().__init__(
            f"everything of {subject} was erased at {at}; "
            "who comes back begins anew under another id"
        )


class LegalHoldError(StoreError):
    """Something was to be destroyed of a person under a legal hold; ``release()`` ends the hold.

    Args:
        reason: The reason that the host gave for the hold.

    Example:
        >>> from smartgoals import open_store
        >>> from smartgoals.errors import LegalHoldError
        >>> store = open_store("memory:")
        >>> store.hold("c-17", reason="case-9")
        >>> try:
        ...     store.erase("c-17", reason="request-4")
        ... except LegalHoldError as error:
        ...     print(error.reason, "|", error)
        case-9 | this person is under a legal hold, so nothing of theirs is destroyed
    """

    def __init__(self, *, reason: str) -> None:
        """Keep the reason, so that a host can show who to ask."""
        self.reason = reason
        super().__init__("this person is under a legal hold, so nothing of theirs is destroyed")


class KeyRingError(StoreError):
    """A key ring cannot wrap or unwrap a key, and trying again does not help.

    Args:
        message: What was expected, what came and what to do; never a key.
        key_id: Id of the key of the ring that it is about.

    Example:
        >>> import secrets
        >>> from smartgoals.errors import KeyRingError
        >>> from smartgoals.stores import LocalKeyRing
        >>> keys = LocalKeyRing({"2025": secrets.token_bytes(32)}, current="2025")
        >>> try:
        ...     keys.unwrap(b"", key_id="2024", context="")
        ... except KeyRingError as error:
        ...     print(error.key_id, "|", error)
        2024 | the key ring has no key 2024; put it back until rewrap_keys() is done for all tenants
    """

    def __init__(self, message: str, *, key_id: str) -> None:
        """Keep the id of the key beside the message."""
        super().__init__(message)
        self.key_id = key_id


class TransientStoreError(StoreError):
    """The store could not do it now, or could not tell whether it was done; try again.

    Give a write an ``op_id``, and trying it again does it once.
    """


class StaleError(TransientStoreError):
    """What a write was worked out from has changed; a store reads again and tries again."""


class UnknownStoreError(SmartGoalsError, ValueError):
    """The URL names no store that smartgoals knows."""


class MissingExtraError(SmartGoalsError, ImportError):
    """An optional dependency is not installed; the message names the extra that brings it."""
