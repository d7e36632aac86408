"""Kill a PostgreSQL server under a writer, and look at what it comes back with."""

from __future__ import annotations

import random
import time
from functools import partial

from smartgoals import open_store
from smartgoals.testing import CrashReport, LawBrokenError
from smartgoals.testing._child import Child
from smartgoals.testing._store_script import Script, check_recovered
from tests import in_children

# All that was written is read after each kill, so it must not become much.
KILLS_OF_A_SCHEMA = 10
LONGEST_LIFE = 0.1


def survived(server, *, kills, seed=0):
    """Kill a server again and again, and return what was answered and what was there.

    All its processes die at once, and it is started on what they left. Then every write that was
    answered is there, each batch is whole or not there at all, and the write that got no answer is
    there once after it was tried again.

    Args:
        server: One of ours, without a store.
        kills: How often.
        seed: What the writes and the moments are worked out from.

    Raises:
        LawBrokenError: If anything is lost, there in part or there twice.
    """
    chance = random.Random(seed)  # noqa: S311  # the same each time is what it is for
    acknowledged = unanswered = there = 0
    for kill in range(kills):
        if kill % KILLS_OF_A_SCHEMA == 0:
            opener = partial(open_store, f"{server.url}&pool=2&schema=kills_{kill}")
            script_seed, there = chance.getrandbits(32), 0
            script = Script(script_seed)
        with Child(in_children.write_while_it_is_there, opener, script_seed, there) as child:
            # The number it begins with, and the first answer.
            answered = [child.heard(), child.heard()]
            time.sleep(chance.uniform(0, LONGEST_LIFE))
            server.kill()
            answered += iter(child.heard, None)
        server.start()
        try:
            with opener() as store:
                unanswered += check_recovered(store, script, answered[-1])
        except LawBrokenError as error:
            raise LawBrokenError(f"{error}; kill {kill} of seed {seed}") from error
        acknowledged += answered[-1] - there
        there = answered[-1] + 1
    return CrashReport(kills=kills, acknowledged=acknowledged, unanswered=unanswered, seed=seed)
