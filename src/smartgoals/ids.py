"""New ids for goals, steps and entries.

Ids are opaque strings: an app may use its own. :func:`new_id` is for the edge of an app; nothing
in the core calls it, because the core is pure.
"""

from __future__ import annotations

import uuid

__all__ = ["new_id"]


def new_id() -> str:
    """Return a random id that nobody else has.

    It holds no time and no name, so it says nothing about the person whose goal it marks.

    Returns:
        A random UUID (version 4) as 36 characters.

    Source:
        RFC 9562, section 5.4.

    Example:
        >>> from smartgoals import new_id
        >>> len(new_id())
        36
        >>> new_id() == new_id()
        False
    """
    return str(uuid.uuid4())
