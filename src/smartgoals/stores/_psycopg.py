"""The driver of PostgreSQL, or how to get it."""

from __future__ import annotations

from smartgoals.errors import MissingExtraError

try:
    import psycopg
    from psycopg import errors
except ImportError:
    raise MissingExtraError(
        'the PostgreSQL store needs psycopg; pip install "smartgoals[postgresql]"'
    ) from None

__all__ = ["errors", "psycopg"]
