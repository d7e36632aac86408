"""Answers as they are handed over: which belongs to which item, and which can be counted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import attrs

from smartgoals._values import refuse
from smartgoals.measures import CriticalItem, Instrument, ItemKey

__all__ = ["Given", "amount", "is_real", "placed"]

# A whole number has 64 bits here, and a float holds each one up to the second of these.
_MOST = 2**63 - 1
_MOST_IN_FLOAT = 2**53
# Text has letters and no answers; the keys of a mapping are a set, too.
_NO_LIST = (str, bytes, bytearray, memoryview, AbstractSet)


def is_real(answer: object) -> bool:
    return isinstance(answer, Real | Decimal) and not isinstance(answer, bool)


def amount(answer: Any) -> float:
    """Return what can be read as a number, text included, and NaN for anything else."""
    try:
        return float(answer)
    except OverflowError:
        return math.inf
    except Exception:  # noqa: BLE001  # an answer comes from anywhere and can be anything
        return math.nan


@attrs.frozen(kw_only=True)
class Given:
    """The answers that there are, by the number of their item; 0 where that is no number."""

    answers: Mapping[int, list[Any]]
    usable: frozenset[int] = frozenset()
    """The items with one answer that can be counted."""
    is_lost: bool = False
    """Whether it is unknown which answer belongs to which item; each may stand at several."""

    def says(self, asked: CriticalItem, key: ItemKey | None) -> bool:
        """Return whether an answer, however it is written, counts more than what needs no look."""
        given = [amount(answer) for answer in self.answers.get(asked.item, ())]
        if key is not None and asked.item in key.reversed_items:
            turned = [key.least + key.most - answer for answer in given]
            # What cannot be counted may have been meant either way.
            given = turned if asked.item in self.usable else turned + given
        return any(answer > asked.above for answer in given)

    def invalid(self, instrument: Instrument) -> set[int]:
        """Return the items whose answers cannot be counted, and the numbers that are of none."""
        if self.is_lost:
            return {0}
        judged = {asked.item for asked in instrument.critical_items}
        judged |= set(instrument.key.items if instrument.key is not None else self.answers)
        last = math.inf if instrument.items is None else instrument.items
        return {
            item
            for item, answers in self.answers.items()
            if not 1 <= item <= last or (answers and item in judged - self.usable)
        }


def placed(
    instrument: Instrument, answers: Mapping[int, float | None] | Iterable[float | None]
) -> Given:
    key = instrument.key
    if isinstance(answers, Mapping):
        pairs = [(_number_of(number), answer) for number, answer in answers.items()]
    elif isinstance(answers, Iterable) and not isinstance(answers, _NO_LIST):
        listed = list(answers)
        if key is not None and len(listed) == len(key.items):
            pairs = list(zip(key.items, listed, strict=True))
        elif len(listed) == instrument.items or (key is None and instrument.items is None):
            pairs = list(enumerate(listed, 1))
        else:
            return _lost(instrument, listed)
    else:
        refuse(
            "answers",
            "a mapping by item number, or a list",
            answers,
            instead="text and sets do not say which answer belongs to which item",
        )
    given: dict[int, list[Any]] = {}
    for item, answer in pairs:
        given.setdefault(item, []).extend([] if answer is None else [answer])
    usable = {item for item, said in given.items() if len(said) == 1 and _can_count(said[0], key)}
    return Given(answers=given, usable=frozenset(usable))


def _lost(instrument: Instrument, answers: list[Any]) -> Given:
    """Lay each answer under every critical item that it may belong to.

    Nobody knows whether these were the items that count or the whole form, so both are looked at.
    """
    if all(answer is None for answer in answers):
        return Given(answers={})
    counted = instrument.key.items if instrument.key is not None else ()
    asked_about = [asked.item for asked in instrument.critical_items]
    # A form of unknown length has at least the last item that is known of it.
    length = instrument.items or max([*counted, *asked_about])
    places = range(len(answers))
    given = {}
    for item in asked_about:
        near = {*_near(places, item - 1, length)}
        if item in counted:
            near |= {*_near(places, counted.index(item), len(counted))}
        given[item] = [answers[place] for place in sorted(near)]
    return Given(answers=given, is_lost=True)


def _near(places: range, place: int, length: int) -> range:
    """Return where the answer of *place* may stand in a list that should have another *length*.

    Where answers were left out or came too often, each stands by as many places off as there are
    too few or too many.
    """
    shift = abs(len(places) - length)
    return places[max(0, place - shift) : place + shift + 1]


def _number_of(number: object) -> int:
    """Return the number of an item, however it is written; 0 is none.

    JSON has text for keys, and a table that lost a value has floats. An answer under such a key is
    somebody's answer, and it may be a critical one.
    """
    if isinstance(number, bool):
        return 0
    if isinstance(number, Integral):
        whole = int(number)
        return whole if 0 < whole <= _MOST else 0
    read = amount(number)
    return int(read) if 0 < read <= _MOST_IN_FLOAT and read.is_integer() else 0


def _can_count(answer: object, key: ItemKey | None) -> bool:
    number = amount(answer)
    return is_real(answer) and (math.isfinite(number) if key is None else key.takes(number))
