"""Where goals and journals are kept.

:func:`open_store` takes a URL and returns a :class:`Store` bound to one tenant. Each write of a
goal is a new version, checked against the one that was loaded; a journal is only added to.
"""

from __future__ import annotations

from smartgoals.stores._contract import Store, Stored
from smartgoals.stores._open import open_store

__all__ = ["Store", "Stored", "open_store"]
