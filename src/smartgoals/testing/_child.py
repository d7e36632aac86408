"""Processes that use a storage at the same time as the checker, or until it kills them."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Self

from smartgoals._values import refuse
from smartgoals.errors import SmartGoalsError
from smartgoals.stores import Capability, Store
from smartgoals.testing._search import LawBrokenError
from smartgoals.testing._store_clauses import Fresh, Opener

__all__ = ["Child", "opened", "told"]

# A machine with much else to do lets a process wait, but none so long.
_PATIENCE = 120.0
_WARMED = ["smartgoals.testing._warmed"]


def opened(fresh: Fresh, need: Capability, *, is_sent: bool = True) -> Opener:
    """Return the opener of a new storage, after a look at what it promises.

    Args:
        fresh: What makes new storages.
        need: What they have to promise.
        is_sent: Whether the opener has to work in another process.

    Raises:
        InvalidValueError: If *fresh* makes no such openers.
    """
    opener = fresh() if callable(fresh) else None
    store = opener() if callable(opener) else None
    if not isinstance(store, Store):
        refuse("fresh", "a function that makes a function that opens a Store", fresh)
    with store:
        promises = need in store.capabilities
    if not promises:
        refuse("fresh", f"a function that makes storages with Capability.{need.name}", store)
    if is_sent:
        try:
            pickle.dumps(opener)
        except Exception:  # noqa: BLE001  # each kind of object has its own way to fail
            refuse(
                "fresh",
                "a function that makes openers which can be sent to another process",
                opener,
                instead="use functools.partial and not a function within another",
            )
    return opener


class Child:
    """Another process.

    Args:
        work: What it does: called with its end of a connection, and then with *arguments*.
        arguments: What else it is told.
    """

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        """Start it."""
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, work, *arguments), daemon=True)
        self._process.start()
        # Now the other end is theirs alone, and its end is seen here.
        theirs.close()

    def send(self, message: Any) -> None:
        """Send a message."""
        self._pipe.send(message)

    def heard(self) -> Any:
        """Return its next message.

        Raises:
            LawBrokenError: If it failed, or says nothing for very long.
        """
        if not self._pipe.poll(_PATIENCE):
            raise LawBrokenError("another process says nothing any more")
        message = self._pipe.recv()
        if isinstance(message, BaseException):
            raise LawBrokenError(f"another process failed: {told(message)}") from message
        return message

    def killed(self) -> Iterator[Any]:
        """Kill it, so that it does nothing more, and yield what it had said before."""
        self._process.kill()
        self._process.join()
        with suppress(EOFError):
            while True:
                yield self.heard()

    def close(self) -> None:
        """Kill it if it still runs."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()

    def __enter__(self) -> Self:
        """Return the process."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill it if it still runs."""
        self.close()


def told(error: BaseException) -> str:
    """Say what an error is; only ours never hold what a person said."""
    ours = f": {error}" if isinstance(error, SmartGoalsError) else ""
    return f"{type(error).__name__}{ours}"


def _work(pipe: Connection, work: Callable[..., None], *arguments: Any) -> None:
    try:
        work(pipe, *arguments)
    except BaseException as error:  # noqa: BLE001  # whatever it is, the checker has to know
        pipe.send(_sendable(error))


def _sendable(error: BaseException) -> BaseException:
    with suppress(Exception):
        pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
        return error
    return RuntimeError(type(error).__name__)


def _context() -> Any:
    """Return a way to start processes that brings nothing of this one along.

    A storage that is open here must not be open there: a copy of this process would have it.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    # What takes long to load is loaded once, for a thousand processes.
    context.set_forkserver_preload(_WARMED)
    return context
