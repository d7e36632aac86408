from __future__ import annotations

import subprocess
import sys

import pytest

OPTIONAL = {"asyncio", "cryptography", "hypothesis", "orjson", "pytest", "sqlite3"}
LATER = {"attr", "attrs", "cattr", "cattrs", "importlib.metadata", "pendulum"}

BEFORE = "import sys; was = set(sys.modules)"
AFTER = "print(*(set(sys.modules) - was))"
USE_THE_CORE = """
import datetime as dt
import smartgoals
today = dt.date(2026, 3, 2)
draft = smartgoals.read_goal("I will walk 30 minutes 3 times a week", on=today)
goal = draft.goal(id="g-1", subject="c-1", confidence=8)
assert isinstance(goal, smartgoals.Goal)
smartgoals.progress(goal, smartgoals.Journal(subject="c-1"), on=today)
"""


def loaded_by(code):
    """Return the modules that *code* loads beyond those of a bare interpreter."""
    told = subprocess.run(
        [sys.executable, "-c", f"{BEFORE}\n{code}\n{AFTER}"],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )

    assert "" == told.stderr
    return set(told.stdout.split())


def test_import_loads_nothing_heavy():
    """A command-line tool that only names smartgoals does not wait for its dependencies."""
    assert set() == loaded_by("import smartgoals") & (OPTIONAL | LATER)


def test_core_loads_nothing_optional():
    """Reading a goal and judging its progress needs neither an extra nor a database."""
    assert set() == loaded_by(USE_THE_CORE) & OPTIONAL


def test_store_loads_no_schedule():
    """Who only keeps goals does not wait for what computes reviews and scores."""
    code = "from smartgoals import open_store; open_store('memory:').subjects()"

    assert set() == {"smartgoals.schedule", "smartgoals.scoring"} & loaded_by(code)


def test_store_that_waits_loads_nothing_that_awaits():
    """An app that does not await pays nothing for those that do."""
    code = "from smartgoals.stores import open_store; open_store('memory:').changes()"

    assert set() == {"asyncio", "concurrent", "concurrent.futures"} & loaded_by(code)


def test_store_loads_no_encryption():
    """Nor for what encrypts, or awaits."""
    code = "from smartgoals.stores import KeyRing, encrypted, open_store; open_store('memory:')"

    assert set() == {"asyncio", "cryptography"} & loaded_by(code)


@pytest.mark.parametrize("module", ["asyncio", "concurrent.futures", "sqlite3"])
def test_guard_sees_what_is_loaded(module):
    """The guard itself tells a module that is loaded from one that is not."""
    assert module in loaded_by(f"import {module}")


def test_unknown_name_is_an_attribute_error():
    """A misspelt name reads as it would in any other module."""
    import smartgoals

    with pytest.raises(AttributeError, match="no_such_name"):
        smartgoals.no_such_name  # noqa: B018  # asking for it is the test


def test_every_name_is_listed_before_it_is_loaded():
    """Completion in a shell offers the names although they load on first use."""
    assert "True" == " ".join(
        loaded_by("import smartgoals; print(set(smartgoals.__all__) <= set(dir(smartgoals)))")
        & {"True", "False"}
    )
