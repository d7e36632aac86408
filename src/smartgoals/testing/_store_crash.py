"""Kill a writer at any moment, and look at what it leaves."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import attrs

from smartgoals._values import refuse
from smartgoals.stores import Capability
from smartgoals.testing._child import Child, opened, told
from smartgoals.testing._search import LawBrokenError
from smartgoals.testing._store_clauses import Fresh, Opener
from smartgoals.testing._store_script import Script, check_recovered

__all__ = ["CrashReport", "crash_check"]

_KILLS_OF_A_STORAGE = 10
# Long enough for some writes, and for the storage to tidy up after some of them.
_LONGEST_LIFE = 0.06
# How often the next process is killed as well, while it opens what the first one left.
_RESTARTED = 0.25


@attrs.frozen(kw_only=True)
class CrashReport:
    """What a storage went through, and lost nothing.

    Args:
        kills: How often its writer was killed.
        acknowledged: How many writes were answered.
        unanswered: How many were there although no answer came: those that an app tries again.
        seed: What the writes and the moments were worked out from.
    """

    kills: int
    acknowledged: int
    unanswered: int
    seed: int

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.kills:,} kills, seed {self.seed}: {self.acknowledged:,} writes acknowledged, "
            f"0 lost, 0 in part; {self.unanswered:,} committed and never acknowledged"
        )


def crash_check(
    fresh: Fresh,
    *,
    kills: int = 20,
    seed: int = 0,
    sound: Callable[[Opener], None] | None = None,
) -> CrashReport:
    """Kill a process that writes, again and again, and check what is in the storage then.

    The process writes batches of goals with entries, single goals, entries and redactions, and
    says so after each answer. At a random moment it is killed (SIGKILL), at times also the next
    one while it opens the storage again. Then every write that was answered has to be there as it
    was written, each batch whole or not at all, with the feed and what is found in agreement;
    and the write that got no answer, tried again with its ``op_id``, is there exactly once.

    Killing a process tells nothing of a power cut: what it wrote is kept by the system. See
    :func:`power_cut_check`.

    Args:
        fresh: Makes an empty storage that promises to be
            :attr:`~smartgoals.stores.Capability.DURABLE`; its opener is sent to another process.
        kills: How often, from 1. Each ten of them share a storage.
        seed: What the writes and the moments are worked out from. The writes are the same each
            time; where a kill falls into them is up to the machine.
        sound: Looks at a storage after a kill in a way of its own, and raises where it is
            damaged; called with its opener while nobody has it open.

    Returns:
        What happened, in numbers.

    Raises:
        LawBrokenError: If anything is lost, there in part or there twice; the message names the
            seed and the kill.
        InvalidValueError: If *fresh* makes no such storages, or *kills* is no such number.

    Example:
        >>> import tempfile
        >>> from functools import partial
        >>> from smartgoals import open_store
        >>> from smartgoals.testing import crash_check
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     opener = partial(open_store, f"sqlite:///{folder}/goals.db")
        ...     report = crash_check(lambda: opener, kills=2)
        >>> report.kills, report.acknowledged >= 2
        (2, True)
    """
    if type(kills) is not int or kills < 1:
        refuse("kills", "a whole number from 1", kills)
    chance = random.Random(seed)  # noqa: S311  # the same each time is what it is for
    acknowledged = unanswered = 0
    for first in range(0, kills, _KILLS_OF_A_STORAGE):
        opener = opened(fresh, Capability.DURABLE)
        script_seed = chance.getrandbits(32)
        script, there = Script(script_seed), 0
        for kill in range(first, min(first + _KILLS_OF_A_STORAGE, kills)):
            try:
                answered = _answered_until_killed(opener, script_seed, there, chance)
                if sound is not None:
                    sound(opener)
                with opener() as store:
                    unanswered += check_recovered(store, script, answered)
            except Exception as error:
                raise LawBrokenError(f"{told(error)}; kill {kill} of seed {seed}") from error
            acknowledged += answered - there
            there = answered + 1
    return CrashReport(kills=kills, acknowledged=acknowledged, unanswered=unanswered, seed=seed)


def _answered_until_killed(opener: Opener, seed: int, first: int, chance: random.Random) -> int:
    """Let a process carry out steps, kill it, and return how many steps were answered by then."""
    answered: int = first
    with Child(write, opener, seed, first) as child:
        child.heard()
        # Without an answer it would be killed while it starts, again and again.
        child.heard()
        answered += 1
        time.sleep(chance.uniform(0, _LONGEST_LIFE))
        answered = max([answered, *child.killed()])
    if chance.random() < _RESTARTED:
        with Child(write, opener, seed, answered) as child:
            child.heard()
            time.sleep(chance.uniform(0, _LONGEST_LIFE))
            answered = max([answered, *child.killed()])
    return answered


def write(pipe: Connection, opener: Opener, seed: int, first: int) -> None:
    """Carry out one step after another, and say after each how many there are."""
    script = Script(seed)
    pipe.send(first)
    number = first
    with opener() as store:
        while script[number].carry_out(store):
            number += 1
            pipe.send(number)
    raise LawBrokenError(f"step {number} has a wrong answer")
