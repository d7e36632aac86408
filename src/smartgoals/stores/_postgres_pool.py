"""Connections that wait to be used, each bound to a tenant.

A connection is opened by whoever needs one, so the error of a server that is gone is raised where
it is seen, and the first call after it came back works. No thread runs beside those of the app.
"""

from __future__ import annotations

import os
import selectors
import time
import weakref
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Generic, TypeAlias, TypeVar

from smartgoals.stores._postgres_errors import closed, forked, not_utf8
from smartgoals.stores._psycopg import psycopg
from smartgoals.stores._sql import Statement

__all__ = [
    "NOBODY",
    "PATIENCE_SECONDS",
    "AnyConnection",
    "Idle",
    "Seats",
    "beginning",
    "binding",
    "check_encoding",
]

PATIENCE_SECONDS = 30.0
"""How long a connection is waited for."""

# A connection that was used just now is not asked whether it is still there.
_TRUSTED_SECONDS = 0.1

NOBODY = ""
"""Whom a connection is bound to that is bound to no tenant: the id of a tenant is not empty."""

AnyConnection: TypeAlias = psycopg.Connection[Any] | psycopg.AsyncConnection[Any]
C = TypeVar("C", bound=AnyConnection)

_IDLE = psycopg.pq.TransactionStatus.IDLE
# Nothing that was acknowledged may be lost, whatever the database is set to.
_SESSION = (
    "SELECT set_config('search_path', ?, false), set_config('synchronous_commit', "
    "CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' "
    "ELSE current_setting('synchronous_commit') END, false)"
)
_BIND = "SELECT set_config('smartgoals.tenant', ?, false)"


def beginning(schema: str) -> Statement:
    """Return what every new connection is told first."""
    return Statement(_SESSION, (f'"{schema}"',))


def binding(tenant: str) -> Statement:
    """Return what binds a connection to the rows of a tenant."""
    return Statement(_BIND, (tenant,))


def check_encoding(connection: AnyConnection) -> None:
    """Check that the database keeps text as Unicode; others give bytes, or lose letters."""
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise not_utf8()


class Idle(Generic[C]):
    """The connections that nobody uses, and for whom the others are used."""

    def __init__(self) -> None:
        """Begin without any."""
        self._pid = os.getpid()
        self._lock = Lock()
        self._connections: list[tuple[str, C, float]] = []
        self._writing: Counter[str] = Counter()
        self._is_closed = False
        # Also where an app never says that it is done; the driver would warn, and name the server.
        self._finalizer = weakref.finalize(self, _finish, self._connections, self._pid)

    def check_open(self) -> None:
        """Check that these are connections of this process, and not closed.

        Raises:
            StoreError: If they are not.
        """
        if os.getpid() != self._pid:
            raise forked()
        if self._is_closed:
            raise closed()

    def pop(self, tenant: str) -> tuple[str, C] | None:
        """Return a connection and to whom it is bound, to that tenant if there is one."""
        while True:
            with self._lock:
                if not self._connections:
                    return None
                bound, connection, since = self._connections.pop(self._place(tenant))
            if time.monotonic() - since < _TRUSTED_SECONDS or _is_quiet(connection):
                return bound, connection
            connection.pgconn.finish()

    def _place(self, tenant: str) -> int:
        """Return where the connection is that was used last for a tenant, or last at all."""
        last = len(self._connections) - 1
        for place in range(last, -1, -1):
            if self._connections[place][0] == tenant:
                return place
        return last

    def push(self, tenant: str, connection: C) -> None:
        """Take a connection back, if it is fit to be used again."""
        if connection.pgconn.transaction_status == _IDLE:
            with self._lock:
                if not self._is_closed:
                    self._connections.append((tenant, connection, time.monotonic()))
                    return
        connection.pgconn.finish()

    @contextmanager
    def writing(self, tenant: str) -> Iterator[bool]:
        """Tell that a tenant is written to, and whether others are at it already."""
        # First, for in a forked process the lock may never come free.
        self.check_open()
        with self._lock:
            is_busy = self._writing[tenant] > 0
            self._writing[tenant] += 1
        try:
            yield is_busy
        finally:
            with self._lock:
                self._writing[tenant] -= 1
                if not self._writing[tenant]:
                    del self._writing[tenant]

    def close(self) -> None:
        """Close them all, and those that are in use when they come back."""
        # Another thread may have held the lock when the process was forked.
        if os.getpid() == self._pid:
            with self._lock:
                self._is_closed = True
                _finish(self._connections, self._pid)


class Seats:
    """Room for so many at once; who has to wait is served in order.

    A semaphore would let the one who leaves come back before those who wait.

    Args:
        count: For how many.
    """

    def __init__(self, count: int) -> None:
        """Begin with all of them free."""
        self._lock = Lock()
        self._free = count
        self._waiting: deque[Lock] = deque()

    def take(self, seconds: float) -> bool:
        """Wait for a seat for so long, and return whether there was one."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        is_mine = False
        try:
            is_mine = turn.acquire(timeout=seconds)
        finally:
            # It may have been handed over at the last moment.
            is_late = not is_mine and not self._is_gone(turn)
            if is_late:
                self.give()
        return is_mine

    def give(self) -> None:
        """Leave a seat to whoever waits for longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1

    def _is_gone(self, turn: Lock) -> bool:
        """Wait no longer, and return whether that was in time."""
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return True
            return False


_of_parents: list[Any] = []


def _finish(connections: list[tuple[str, Any, float]], pid: int) -> None:
    if os.getpid() == pid:
        for _, connection, _ in connections:
            connection.pgconn.finish()
    else:
        # Nothing may be said to the server in the name of the process that has them.
        _of_parents.extend(connections)
    connections.clear()


def _is_quiet(connection: AnyConnection) -> bool:
    """Return whether the server has said nothing since; it only says that it is gone."""
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(connection.pgconn.socket, selectors.EVENT_READ)
            return not selector.select(0)
    except (OSError, ValueError, psycopg.Error):
        return False
