"""A storage in which somebody altered the rows, so that it is seen who notices."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias, TypeVar

from smartgoals.stores import Backend, EntryRow, FoundRow, GoalRow

__all__ = ["Answers", "always", "answering", "in_entries", "in_found", "in_goals", "putting"]

Row = TypeVar("Row", GoalRow, EntryRow, FoundRow)
Answers: TypeAlias = dict[str, Callable[..., Any]]
"""What to make of the answers of a method: each is given the answer and what was asked."""


@contextmanager
def answering(rows: Backend, answers: Answers) -> Iterator[None]:
    """Let a backend give other answers for a while, as one would that somebody tampered with."""
    # What is waited for is asked for by its own name; see blocking().
    asked_of = getattr(rows, "awaited", rows)
    with ExitStack() as undo:
        for name, change in answers.items():
            setattr(asked_of, name, _changed(getattr(asked_of, name), change))
            undo.callback(delattr, asked_of, name)
        yield


def _changed(ask: Callable[..., Any], change: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.iscoroutinefunction(ask):

        async def awaited(*asked: Any) -> Any:
            return change(await ask(*asked), *asked)

        return awaited
    return lambda *asked: change(ask(*asked), *asked)


def in_goals(change: Callable[[GoalRow], GoalRow]) -> Answers:
    """Return what alters the rows of goals, whichever way they are read."""
    return {
        "goal": lambda row, *_: row and change(row),
        "history": lambda rows, *_: list(map(change, rows)),
        "find": lambda found, *_: [one._replace(row=change(one.row)) for one in found],
    }


def in_entries(change: Callable[[EntryRow], EntryRow]) -> Answers:
    """Return what alters the rows of entries."""
    return {"journal": lambda there, *_: there._replace(rows=list(map(change, there.rows)))}


def in_found(change: Callable[[FoundRow], FoundRow]) -> Answers:
    """Return what alters goals that are looked for, with what stands beside them."""
    return {"find": lambda found, *_: list(map(change, found))}


def putting(there: Row, **columns: Any) -> Callable[[Row], Row]:
    """Return what alters columns of one row, wherever it is read, and leaves the others."""
    return lambda row: row._replace(**columns) if row == there else row


def always(answers: dict[str, Any]) -> Answers:
    """Return what answers the same, whatever is asked."""
    return {name: lambda *_, answer=answer: answer for name, answer in answers.items()}
