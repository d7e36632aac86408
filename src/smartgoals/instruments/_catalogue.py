"""Find a questionnaire by what it is called."""

from __future__ import annotations

from functools import cache

from smartgoals._values import refuse
from smartgoals.errors import AmbiguousInstrumentError, UnknownInstrumentError
from smartgoals.measures import Instrument

__all__ = ["catalogue", "find_instruments", "instrument"]


def catalogue() -> tuple[Instrument, ...]:
    """Return every questionnaire that is known here, sorted by id.

    Two codings, two periods or two parts of one questionnaire are two instruments, since their
    totals do not compare; the id says which one it is. The facts load with the first call.

    Example:
        >>> from smartgoals.instruments import catalogue
        >>> [known.id for known in catalogue() if "PCL-5" in known.names]
        ['pcl5-month', 'pcl5-week']
    """
    return _all()


def find_instruments(name: str) -> tuple[Instrument, ...]:
    """Return the questionnaires that are called *name*, sorted by id; none is no error.

    Args:
        name: An id, the LOINC code of a total, or a common name. Case, spaces and hyphens do not
            matter. The code of a whole form finds none.

    Raises:
        InvalidValueError: If *name* is no text.

    Example:
        >>> from smartgoals.instruments import find_instruments
        >>> [known.id for known in find_instruments("k 10")]
        ['k10-0to40', 'k10-10to50']
    """
    if not isinstance(name, str):
        refuse("name", "text", name)
    return _by_name().get(_plain(name), ())


def instrument(name: str) -> Instrument:
    """Return the one questionnaire that is called *name*.

    Args:
        name: An id, the LOINC code of a total, or a common name, as for :func:`find_instruments`.
            An id goes before a name.

    Raises:
        UnknownInstrumentError: If none is called so. Where *name* is the LOINC code of a whole
            form, the message has the code of its total, and the id.
        AmbiguousInstrumentError: If several versions or parts are; ``.versions`` lists their ids.
        InvalidValueError: If *name* is no text.

    Example:
        >>> from smartgoals.instruments import instrument
        >>> instrument("GAD-7").id, instrument("70274-6").id
        ('gad7', 'gad7')
        >>> instrument("K10")
        Traceback (most recent call last):
            ...
        smartgoals.errors.AmbiguousInstrumentError: expected the name of one instrument, got one
        that 2 of them share; use one of the ids k10-0to40, k10-10to50
    """
    found = find_instruments(name)
    if len(found) > 1:
        found = tuple(known for known in found if _plain(known.id) == _plain(name)) or found
    if len(found) > 1:
        raise AmbiguousInstrumentError(versions=tuple(known.id for known in found))
    if not found:
        form = _by_panel().get(_plain(name))
        if form is not None:
            raise UnknownInstrumentError(
                "expected an id, the LOINC code of a total or a common name, got the LOINC code "
                f"of the form of {form.id}, {form.panel_loinc}; use its id, or {form.loinc} of its "
                "total"
            )
        raise UnknownInstrumentError(
            f"expected an id, a LOINC code or a common name, got text of {len(name)} characters "
            "that is none of the catalogue's; catalogue() lists what there is, and an app can "
            "make its own Instrument"
        )
    return found[0]


@cache
def _all() -> tuple[Instrument, ...]:
    # A program that only names this module does not wait for what is in it.
    from smartgoals.instruments import (
        _anxiety,
        _daily_life,
        _depression,
        _distress,
        _habits,
        _wellbeing,
    )

    groups = (_anxiety, _daily_life, _depression, _distress, _habits, _wellbeing)
    known = [one for group in groups for one in group.INSTRUMENTS]
    return tuple(sorted(known, key=lambda one: one.id))


@cache
def _by_name() -> dict[str, tuple[Instrument, ...]]:
    found: dict[str, list[Instrument]] = {}
    for known in catalogue():
        called = {known.id, known.name, *known.names, *filter(None, [known.loinc])}
        for name in {_plain(name) for name in called}:
            found.setdefault(name, []).append(known)
    return {name: tuple(instruments) for name, instruments in found.items()}


@cache
def _by_panel() -> dict[str, Instrument]:
    return {_plain(known.panel_loinc): known for known in catalogue() if known.panel_loinc}


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
