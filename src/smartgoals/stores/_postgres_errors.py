"""What a failure of PostgreSQL means, without what it may tell."""

from __future__ import annotations

import re

from smartgoals.errors import SmartGoalsError, StoreError, TransientStoreError, UnknownStoreError
from smartgoals.stores._psycopg import errors, psycopg

__all__ = [
    "DRIVER_ERRORS",
    "closed",
    "crowded",
    "failed",
    "forked",
    "not_utf8",
    "of_another_loop",
    "outdated",
    "unreachable",
]

DRIVER_ERRORS = (psycopg.Error, UnicodeError)
"""What the driver raises; the second for text that cannot be sent."""

# PostgreSQL's manual, appendix A: somebody is in the way, the server is short of something, or it
# is stopped, started, or was made a copy of another one that writes.
_TRANSIENT = (
    errors.SerializationFailure,
    errors.DeadlockDetected,
    errors.LockNotAvailable,
    errors.QueryCanceled,
    errors.TooManyConnections,
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.ReadOnlySqlTransaction,
)

# libpq keeps the state to itself where no connection came about, so only its words and those of the
# server tell why; they are looked at and not passed on. In another language the reason is unknown.
_REFUSALS: tuple[tuple[re.Pattern[str], type[StoreError], str], ...] = (
    (
        re.compile(
            r"authentication failed|no password supplied|pg_hba\.conf"
            r'|role ".*" (does not exist|is not permitted)'
        ),
        StoreError,
        (
            "PostgreSQL refused the role or its password; look at both in the URL, and at what "
            "pg_hba.conf of the server allows"
        ),
    ),
    (
        re.compile(r'database ".*" does not exist|permission denied for database'),
        StoreError,
        (
            "PostgreSQL has no such database for the role; look at its name in the URL, make it, "
            "or grant CONNECT on it"
        ),
    ),
    # A name that is right may be unknown for a moment too.
    (
        re.compile(
            r"failed to resolve host|could not translate host name"
            # What the system says, which older versions of the driver pass on bare.
            r"|name or service not known|nodename nor servname|temporary failure in name resolution"
            r"|no address associated",
            re.IGNORECASE,
        ),
        TransientStoreError,
        (
            "the host in the URL of the PostgreSQL store is not known here; look at its name, and "
            "at the network"
        ),
    ),
)


def failed(error: Exception, *, is_lost: bool) -> StoreError:
    """Return what to raise for an error of the driver.

    The cause is an error of the same class and without words: those of PostgreSQL hold values, and
    those of a connection say where it leads and for whom.

    Args:
        error: The error.
        is_lost: Whether the connection is gone.
    """
    failure: StoreError
    if is_lost:
        failure = TransientStoreError(
            "the connection to PostgreSQL was lost, and what was asked may have been done or not; "
            "try again with the same op_id"
        )
    elif isinstance(error, _TRANSIENT):
        failure = TransientStoreError("PostgreSQL cannot do it now; see the cause, and try again")
    elif isinstance(error, UnicodeError) or type(error) is psycopg.DataError:
        # What the driver does not even send.
        failure = StoreError(
            "PostgreSQL keeps no text with a NUL character or half a surrogate pair"
        )
    elif isinstance(error, errors.ProgramLimitExceeded):
        failure = StoreError(
            "the ids of tenant, person and goal or entry are too long for PostgreSQL, which takes "
            "about 2,600 bytes of UTF-8 for all of them"
        )
    elif isinstance(error, errors.InsufficientPrivilege):
        failure = StoreError(
            "the role may not do this in the schema; grant it what the page about stores lists"
        )
    else:
        failure = StoreError("PostgreSQL could not do it; see the cause")
    failure.__cause__ = _silent(error)
    return failure


def unreachable(error: Exception) -> SmartGoalsError:
    """Return what to raise where no connection came about that is bound to the tenant."""
    failure: SmartGoalsError
    if isinstance(error, psycopg.ProgrammingError):
        failure = UnknownStoreError("the URL of the PostgreSQL store has a value that is none")
    elif isinstance(error, psycopg.OperationalError):
        failure = _refusal(str(error))
    else:
        return failed(error, is_lost=False)
    failure.__cause__ = _silent(error)
    return failure


def _refusal(said: str) -> StoreError:
    for pattern, kind, words in _REFUSALS:
        if pattern.search(said):
            return kind(words)
    return TransientStoreError(
        "PostgreSQL could not be reached, refused the role, or does not know a value in the "
        "URL; its log says why"
    )


def _silent(error: Exception) -> Exception | None:
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate
    return type(error)("without a state" if state is None else f"SQLSTATE {state}")


def closed() -> StoreError:
    """Return what to raise after the store was closed."""
    return StoreError("the store is closed")


def crowded() -> StoreError:
    """Return what to raise where nobody gives a connection back."""
    return TransientStoreError(
        "all connections of the store are in use; try again, or allow more with pool= in the URL"
    )


def forked() -> StoreError:
    """Return what to raise in a process that was forked from the one with the connections."""
    return StoreError(
        "the PostgreSQL store was opened before this process was forked, and two processes cannot "
        "share a connection; open a store in each process"
    )


def of_another_loop() -> StoreError:
    """Return what to raise where the connections belong to another event loop."""
    return StoreError(
        "the PostgreSQL store was opened on another event loop; open one on each loop"
    )


def not_utf8() -> StoreError:
    """Return what to raise where the database does not keep text as it is."""
    return StoreError("the encoding of the database is not UTF8; make one with ENCODING 'UTF8'")


def outdated() -> StoreError:
    """Return what to raise where the tables are those of an older version."""
    return StoreError(
        "the tables were written by an older version of smartgoals; "
        "make a copy of them and call migrate()"
    )
