"""Answers as they are handed over: which belongs to which item, and which can be counted."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

import attrs

from smartgoals._values import refuse
from smartgoals.measures import CriticalItem, Instrument, ItemKey

__all__ = ["Given", "amount", "is_real", "placed"]

# A whole number has 64 bits here. Python even refuses to read a very long one.
_MOST = 2**63 - 1
_DIGITS = len(str(_MOST))


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
    instrument: Instrument, answers: Mapping[int, float | None] | Sequence[float | None]
) -> Given:
    key = instrument.key
    if isinstance(answers, Mapping):
        pairs = [(_number_of(number), answer) for number, answer in answers.items()]
    elif isinstance(answers, Sequence) and not isinstance(answers, str | bytes | bytearray):
        expected = instrument.items if key is None else len(key.items)
        if key is not None and len(answers) == expected:
            pairs = list(zip(key.items, answers, strict=True))
        elif expected is None or len(answers) == instrument.items:
            pairs = list(enumerate(answers, 1))
        else:
            return _lost(instrument, list(answers), abs(len(answers) - expected))
    else:
        refuse("answers", "a mapping by item number, or a list", answers)
    given: dict[int, list[Any]] = {}
    for item, answer in pairs:
        given.setdefault(item, []).extend([] if answer is None else [answer])
    usable = {item for item, said in given.items() if len(said) == 1 and _can_count(said[0], key)}
    return Given(answers=given, usable=frozenset(usable))


def _lost(instrument: Instrument, answers: list[Any], shift: int) -> Given:
    """Lay each answer under every critical item that it may belong to.

    Where answers were left out or came too often, each stands by as many places off as there are
    too few or too many.
    """
    if all(answer is None for answer in answers):
        return Given(answers={})
    order = instrument.key.items if instrument.key is not None else ()
    given = {}
    for asked in instrument.critical_items:
        place = order.index(asked.item) if asked.item in order else asked.item - 1
        given[asked.item] = answers[max(0, place - shift) : place + shift + 1]
    return Given(answers=given, is_lost=True)


def _number_of(number: object) -> int:
    """Return the number of an item; text as JSON has it for a key is read, and 0 is none."""
    whole = 0
    if isinstance(number, Integral) and not isinstance(number, bool):
        whole = int(number)
    elif isinstance(number, str) and number.isascii() and number.isdigit():
        whole = int(number[: _DIGITS + 1])
    return whole if 0 < whole <= _MOST else 0


def _can_count(answer: object, key: ItemKey | None) -> bool:
    number = amount(answer)
    return is_real(answer) and (math.isfinite(number) if key is None else key.takes(number))
