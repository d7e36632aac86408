"""What other programs read and write: each format is a module, loaded when it is asked for.

The package offers nothing itself, so that whoever needs one format does not load the others.
"""

from __future__ import annotations

__all__: list[str] = []
