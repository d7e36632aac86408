"""The driver of PostgreSQL, imported in one place for all modules that need it.

Where it is missing, each of them says which extra brings it, instead of what Python says.
"""

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
