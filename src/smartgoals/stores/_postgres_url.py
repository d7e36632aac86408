"""Where a PostgreSQL store is: the URL that libpq knows, and two parameters of ours."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import attrs

from smartgoals.errors import UnknownStoreError
from smartgoals.stores._psycopg import psycopg

__all__ = ["Address", "read_url"]

# A name of our own: in `public` an app has tables, and `goals` may be one of them.
_SCHEMA = "smartgoals"
_POOL = 8
_MOST = 1_000
# What PostgreSQL does not have to be told in quotes, and does not cut off.
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
# What libpq waits for without end by itself. Over a socket of the machine it leaves the rest alone.
_PATIENCE = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_OURS = ("schema", "pool")


@attrs.frozen(kw_only=True)
class Address:
    """Where the rows are.

    Args:
        parameters: What the driver connects with; a password may be among it.
        schema: What the schema with our tables is called.
        pool: How many connections there are at most.
    """

    parameters: dict[str, Any] = attrs.field(repr=False)
    schema: str = attrs.field(repr=False)
    pool: int


def read_url(url: str) -> Address:
    """Read the URL of a PostgreSQL store.

    Raises:
        UnknownStoreError: If it is none.
    """
    base, mark, query = url.partition("?")
    ours = {}
    others = []
    for part in query.split("&") if mark else ():
        name, _, value = part.partition("=")
        if name in _OURS and name not in ours:
            ours[name] = unquote(value)
        else:
            others.append(part)
    schema, pool = ours.get("schema", _SCHEMA), ours.get("pool", str(_POOL))
    parameters: dict[str, Any] | None = None
    if base.startswith(("postgresql://", "postgres://")):
        # A parameter of ours that comes twice is left over, and libpq knows none of that name.
        parameters = _parsed("?".join([base, "&".join(others)]) if others else base)
    is_number = _NUMBER.fullmatch(pool) is not None and int(pool) <= _MOST
    if parameters is None or "\0" in url or not _NAME.fullmatch(schema) or not is_number:
        raise UnknownStoreError(
            "the URL of a PostgreSQL store is postgresql://user:password@host/database, with what "
            "libpq knows behind a question mark, and schema=name (small letters, digits and _) "
            f"and pool=8 (connections, 1 to {_MOST})"
        )
    usual = {"fallback_application_name": "smartgoals", **_PATIENCE}
    return Address(
        parameters=usual | parameters | {"client_encoding": "UTF8"}, schema=schema, pool=int(pool)
    )


def _parsed(url: str) -> dict[str, Any] | None:
    try:
        return dict(psycopg.conninfo.conninfo_to_dict(url))
    # What the driver says holds the URL.
    except (psycopg.Error, UnicodeError):
        return None
