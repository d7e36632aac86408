"""What was found in what was imported: where, how grave, and what it means."""

from __future__ import annotations

from enum import StrEnum

import attrs

__all__ = ["ImportFinding", "Severity"]


class Severity(StrEnum):
    """How grave it is; FHIR's issue-severity."""

    ERROR = "error"
    """It is not valid, and is not imported."""
    WARNING = "warning"
    """It is imported, and somebody should look at it."""
    INFORMATION = "information"
    """It is imported, and this is how it was understood."""


@attrs.frozen(kw_only=True)
class ImportFinding:
    """One thing that was found in what was imported.

    Args:
        severity: How grave it is.
        path: Where: for FHIR as FHIRPath, ``Goal.target[0].due``; for rows ``row 3: due``.
        code: What, as a short word that stays the same.
        message: What was expected; never a word of what was imported.

    Example:
        >>> from smartgoals.interop.fhir import ImportFinding, Severity
        >>> print(ImportFinding(severity=Severity.ERROR, path="Goal.subject", code="required",
        ...                     message="is missing"))
        error: Goal.subject: is missing
    """

    severity: Severity
    path: str
    code: str
    message: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.severity}: {self.path}: {self.message}"
