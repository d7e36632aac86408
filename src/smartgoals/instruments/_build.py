"""Short ways to write the facts of the catalogue.

*is_read* says of each whether somebody has read it in the source that it names.
"""

from __future__ import annotations

from collections.abc import Iterable

from smartgoals.measures import (
    Band,
    ChangeKind,
    ChangeThreshold,
    Comparison,
    CriticalItem,
    Cutoff,
    ItemKey,
    ItemMethod,
    Licence,
    LicenceStatus,
    Toward,
)

__all__ = ["CAMCOPS", "bands", "critical", "cutoff", "important", "key", "licence", "reliable"]

# Open-source software of Cambridge's department of psychiatry; its tasks were read as code.
CAMCOPS = "CamCOPS (ucam-department-of-psychiatry/camcops)"


def cutoff(
    side: str, value: float, meaning: str, source: str, *, is_read: bool, population: str = ""
) -> Cutoff:
    return Cutoff(
        value=value,
        comparison=Comparison(side),
        meaning=meaning,
        source=source,
        population=population,
        is_verified=is_read,
    )


def bands(*named: tuple[float, float, str], source: str, is_read: bool) -> tuple[Band, ...]:
    return tuple(
        Band(least=least, most=most, label=label, source=source, is_verified=is_read)
        for least, most, label in named
    )


def reliable(
    points: float,
    source: str,
    *,
    is_read: bool,
    confidence: float | None = None,
    population: str = "",
) -> ChangeThreshold:
    return ChangeThreshold(
        points=points,
        kind=ChangeKind.RELIABLE,
        source=source,
        confidence=confidence,
        population=population,
        is_verified=is_read,
    )


def important(
    points: float,
    source: str,
    *,
    is_read: bool,
    toward: Toward | None = None,
    population: str = "",
) -> ChangeThreshold:
    return ChangeThreshold(
        points=points,
        kind=ChangeKind.IMPORTANT,
        source=source,
        toward=toward,
        population=population,
        is_verified=is_read,
    )


def critical(about: str, *items: int, source: str, is_read: bool) -> tuple[CriticalItem, ...]:
    return tuple(
        CriticalItem(item=item, about=about, source=source, is_verified=is_read) for item in items
    )


def licence(status: LicenceStatus, source: str, *, is_read: bool, note: str = "") -> Licence:
    return Licence(status=status, source=source, note=note, is_verified=is_read)


def key(
    items: int | Iterable[int],
    answers: tuple[float, float],
    source: str,
    *,
    is_read: bool,
    reversed_items: Iterable[int] = (),
    method: ItemMethod = ItemMethod.SUM,
    factor: float = 1,
    most_missing: int = 0,
    is_continuous: bool = False,
    note: str = "",
) -> ItemKey:
    least, most = answers
    return ItemKey(
        least=least,
        most=most,
        items=range(1, items + 1) if isinstance(items, int) else items,
        source=source,
        reversed_items=reversed_items,
        method=method,
        factor=factor,
        most_missing=most_missing,
        is_continuous=is_continuous,
        note=note,
        is_verified=is_read,
    )
