"""The core with pytest alone: the session tests_bare runs this file without any extra."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import smartgoals

DAY = dt.date(2026, 3, 2)


def a_goal():
    draft = smartgoals.read_goal("I will walk 30 minutes 3 times a week", on=DAY)
    return draft.goal(id="g-1", subject="c-1", confidence=8)


def test_goal_is_read_and_judged():
    """A goal can be read, checked and scored without any extra."""
    goal = a_goal()

    assert str(smartgoals.check_smart(goal, on=DAY))
    assert str(smartgoals.progress(goal, smartgoals.Journal(subject="c-1"), on=DAY))


def test_goal_survives_json():
    """Reading and writing JSON needs no extra; the extra makes it faster."""
    from smartgoals import codec

    goal = a_goal()

    assert goal == codec.loads(codec.dumps(goal), smartgoals.Goal)


def test_missing_extra_is_named():
    """What needs an extra says how to get it."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.modules['hypothesis'] = None\nimport smartgoals.testing.strategies",
        ],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )

    assert 0 != told.returncode
    assert "smartgoals[testing]" in told.stderr
