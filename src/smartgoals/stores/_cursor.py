"""Where to go on: opaque text that fits the question that it came from, and no other."""

from __future__ import annotations

import base64
import hashlib
import json
from contextlib import suppress
from typing import Any

from smartgoals._values import refuse

_MOST = 2**63

__all__ = ["mark_of", "read_cursor", "write_cursor"]


def mark_of(question: tuple[Any, ...]) -> str:
    """Return what tells a question, or an answer, from others."""
    return hashlib.sha256(repr(question).encode()).hexdigest()[:16]


def write_cursor(question: tuple[Any, ...], place: list[str | int]) -> str:
    """Return the cursor for a place in the answer to a question."""
    text = json.dumps([mark_of(question), *place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(
    question: tuple[Any, ...], after: str | None, *kinds: type[str | int]
) -> list[Any] | None:
    """Return the place that a cursor names; None for the beginning.

    Raises:
        InvalidValueError: If it is none, or comes from another question.
    """
    if after is None:
        return None
    place: Any = None
    if isinstance(after, str):
        with suppress(ValueError, RecursionError):
            place = json.loads(base64.urlsafe_b64decode(after.encode() + b"=="))
    if (
        not isinstance(place, list)
        or [type(part) for part in place] != [str, *kinds]
        or place[0] != mark_of(question)
        or not all(map(_is_sound, place))
    ):
        refuse("after", "what a page of the same question said is next", after)
    return place[1:]


def _is_sound(part: str | int) -> bool:
    if isinstance(part, int):
        return 0 <= part < _MOST
    return part.isprintable()
