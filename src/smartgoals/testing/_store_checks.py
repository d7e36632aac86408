"""The contract of a store, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from smartgoals.stores import Capability
from smartgoals.testing._encryption_clauses import ENCRYPTION_CLAUSES
from smartgoals.testing._erasure_clauses import ERASURE_CLAUSES
from smartgoals.testing._feed_clauses import FEED_CLAUSES
from smartgoals.testing._find_clauses import FIND_CLAUSES
from smartgoals.testing._goal_clauses import GOAL_CLAUSES
from smartgoals.testing._journal_clauses import JOURNAL_CLAUSES
from smartgoals.testing._many_clauses import MANY_CLAUSES
from smartgoals.testing._row_clauses import ROW_CLAUSES
from smartgoals.testing._search import LawBrokenError, LawHoldsError, MisuseError, reasons_of
from smartgoals.testing._storage_clauses import STORAGE_CLAUSES
from smartgoals.testing._store_clauses import (
    ClauseBrokenError,
    Fresh,
    Ground,
)
from smartgoals.testing._tenant_clauses import TENANT_CLAUSES

__all__ = ["StoreCheck", "store_checks"]

_CLAUSES = dict(
    sorted(
        (
            GOAL_CLAUSES
            | JOURNAL_CLAUSES
            | FIND_CLAUSES
            | FEED_CLAUSES
            | TENANT_CLAUSES
            | ERASURE_CLAUSES
            | STORAGE_CLAUSES
            | ROW_CLAUSES
            | MANY_CLAUSES
            | ENCRYPTION_CLAUSES
        ).items()
    )
)


@attrs.frozen(kw_only=True)
class StoreCheck:
    """One clause of the contract of a store, and what tries whether it is kept.

    Args:
        id: Its id.
        name: Its name.
        statement: What it says.
        needs: What a backend has to promise for the clause to be about it; None for every one.
        reason: Why the store at hand does not keep it; empty if it has to.
    """

    id: str
    name: str
    statement: str
    needs: Capability | None = None
    reason: str = ""

    def __str__(self) -> str:
        """Say which clause it is and what it says."""
        return f"{self.id} {self.name}: {self.statement}"

    @property
    def broken(self) -> Fresh:
        """Storages that do not keep this clause: proof that the clause says something."""
        from smartgoals.testing._broken_stores import BROKEN

        return BROKEN[self.id]

    def check(self, fresh: Fresh) -> bool:
        """Try whether the stores that *fresh* makes keep the clause.

        Args:
            fresh: Makes a new, empty storage each time that it is called, and returns a function
                that opens it. What that function opens again, also after closing it, has to be the
                same storage. What is opened here is closed here.

        Returns:
            True if it was tried, False if the backend does not promise what the clause is about.

        Raises:
            LawBrokenError: If the clause is not kept, and no reason was given.
            LawHoldsError: If a reason was given, and the clause is kept, or not about the backend.
            InvalidValueError: If what *fresh* makes opens no :class:`~smartgoals.stores.Store`, or
                something is stored already in it.
        """
        with Ground(fresh) as ground:
            if not self._is_about(ground):
                if self.reason:
                    raise LawHoldsError(
                        f"{self.id} is excepted, and says nothing about such a store"
                    )
                return False
            try:
                self._try(ground)
            except LawBrokenError:
                if self.reason:
                    return True
                raise
        if self.reason:
            raise LawHoldsError(
                f"{self.id} is excepted, and the store kept it; "
                f"take it out of except_for: {self.statement}"
            )
        return True

    def _is_about(self, ground: Ground) -> bool:
        return self.needs is None or self.needs in ground.store().capabilities

    def _try(self, ground: Ground) -> None:
        try:
            _CLAUSES[self.id].keeps(ground)
        except MisuseError:
            raise
        except ClauseBrokenError as seen:
            raise LawBrokenError(f"{self}; broken: {seen}") from seen
        except Exception as error:
            # Whatever the store should not have raised; what it says of itself is for developers.
            told = f"{type(error).__name__}: {error}"
            raise LawBrokenError(f"{self}; broken: it raised {told}") from error


def store_checks(*, except_for: Mapping[str, str] | None = None) -> tuple[StoreCheck, ...]:
    """Return the clauses of the contract of a store, to be checked one by one.

    Args:
        except_for: The ids of clauses that the store at hand does not keep, each with the reason.
            An excepted clause that the store keeps is an error.

    Returns:
        All clauses in the order of their ids; :doc:`/explanation/stores` lists them.

    Raises:
        InvalidValueError: If there is no clause of an id, or a reason says nothing.

    Example:
        >>> from smartgoals import open_store
        >>> from smartgoals.testing import store_checks
        >>> def fresh():
        ...     store = open_store("memory:")
        ...     return lambda: store
        >>> for check in store_checks()[:2]:
        ...     print(check, "-", "kept" if check.check(fresh) else "not promised")
        C01 create: a goal that no store gave out is created: it comes back as version 1 - kept
        C02 create_once: a goal that exists is not created again, and stays as it was - kept
    """
    reasons = reasons_of(except_for, _CLAUSES)
    return tuple(
        StoreCheck(
            id=number,
            name=clause.name,
            statement=clause.statement,
            needs=clause.needs,
            reason=reasons.get(number, ""),
        )
        for number, clause in _CLAUSES.items()
    )
