"""Each kind of store under encryption and through both runners, where no other file has it."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from urllib.parse import quote

import pytest
from hypothesis import settings

from smartgoals import InvalidValueError, open_store, open_store_async
from smartgoals.stores import encrypted, encrypted_async, rewrap_keys_async
from smartgoals.testing import (
    blocking,
    run_store_machine,
    store_checks,
)
from tests import postgres
from tests.encrypted import ring

ENOUGH = 100
FOLDER = tempfile.TemporaryDirectory()


def opened_encrypted(rows, keys):
    return encrypted(open_store(rows), keys=ring(), key_store=open_store(keys))


async def opened_encrypted_async(rows, keys):
    return encrypted_async(
        await open_store_async(rows), keys=ring(), key_store=await open_store_async(keys)
    )


def awaited():
    return partial(blocking, partial(open_store_async, postgres.fresh_url()))


def sealed():
    return partial(opened_encrypted, postgres.fresh_url(), postgres.fresh_url())


def sealed_and_awaited():
    urls = postgres.fresh_url(), postgres.fresh_url()
    return partial(blocking, partial(opened_encrypted_async, *urls))


def sealed_files_on_a_thread():
    folder = quote(tempfile.mkdtemp(dir=FOLDER.name))
    urls = (f"sqlite:///{folder}/{name}.db" for name in ("goals", "keys"))
    return partial(blocking, partial(opened_encrypted_async, *urls))


KINDS = {
    "PostgreSQL awaited": awaited,
    "PostgreSQL encrypted": sealed,
    "PostgreSQL encrypted and awaited": sealed_and_awaited,
    "SQLite encrypted and awaited": sealed_files_on_a_thread,
}


def pairs():
    """Yield each clause with each kind; with few examples, with one kind each."""
    tries_all = settings().max_examples >= ENOUGH
    for number, check in enumerate(store_checks()):
        for place, (name, fresh) in enumerate(KINDS.items()):
            if tries_all or place == number % len(KINDS):
                yield pytest.param(check, fresh, id=f"{check.id}-{check.name}-{name}")


def is_promised(check, fresh):
    """Return whether a clause is about such a store."""
    with fresh()() as store:
        return check.needs is None or check.needs in store.capabilities


@pytest.mark.parametrize(("check", "fresh"), [*pairs()])
def test_every_clause_is_kept(check, fresh):
    """But for what is not promised."""
    assert is_promised(check, fresh) is check.check(fresh)


def test_stores_that_wait_are_not_encrypted_for_those_that_await():
    """Nor are stores that are none; each has its own function."""
    store = open_store("memory:")
    with pytest.raises(InvalidValueError, match="an AsyncStore"):
        encrypted_async(store, keys=ring(), key_store=store)
    with pytest.raises(InvalidValueError, match="an AsyncStore that encrypts"):
        asyncio.run(rewrap_keys_async(store))


@pytest.mark.parametrize("fresh", KINDS.values(), ids=KINDS)
def test_machine_finds_nothing(fresh):
    """Whatever is done in whatever order has the outcome of the model."""
    run_store_machine(fresh, examples=settings().max_examples // 20)
