"""Imported by the process that others begin as copies of: what takes long is done once for all.

The codec works out how to read and write each kind of value when it meets the first.
"""

from __future__ import annotations

from smartgoals.stores import open_store
from smartgoals.testing import _store_crash, _store_processes  # noqa: F401  # what they load
from smartgoals.testing._store_script import Script, check_contents

_STEPS = 20


def _warm() -> None:
    script = Script(0)
    with open_store("memory:") as store:
        for step in script.first(_STEPS):
            step.carry_out(store)
        check_contents(store, script, _STEPS)


_warm()
