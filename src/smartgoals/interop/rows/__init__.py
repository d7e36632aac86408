"""Goals and measurements from a spreadsheet: CSV text, or rows as mappings.

Each row is imported or refused, and what was found says why. A date or a number that can be meant
in two ways is never guessed. All cells of a row are kept with what came of it.
"""

from __future__ import annotations

from smartgoals.interop._findings import ImportFinding, Severity
from smartgoals.interop.rows._read import ImportedRows, read_goals, read_measurements

__all__ = ["ImportFinding", "ImportedRows", "Severity", "read_goals", "read_measurements"]
