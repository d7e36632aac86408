"""What a change is called, by every rule that calls it something."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ChangeCategory"]


class ChangeCategory(StrEnum):
    """What became of somebody between two looks, in the words of Jacobson and Truax (1991).

    Rules that know of no cut-off between clinical and functional use the three in the middle.
    """

    RECOVERED = "recovered"
    """Reliably better, from the clinical range into the functional one."""
    IMPROVED = "improved"
    """Reliably better."""
    UNCHANGED = "unchanged"
    """No reliable change was seen; that is not the same as the same value."""
    DETERIORATED = "deteriorated"
    """Reliably worse."""
    HARMED = "harmed"
    """Reliably worse, from the functional range into the clinical one."""

    @property
    def is_better(self) -> bool:
        """Whether it is reliably better."""
        return self in {ChangeCategory.RECOVERED, ChangeCategory.IMPROVED}

    @property
    def is_worse(self) -> bool:
        """Whether it is reliably worse."""
        return self in {ChangeCategory.DETERIORATED, ChangeCategory.HARMED}
