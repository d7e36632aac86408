"""What the tests run in processes of their own, which are killed: nobody can count its lines."""

from __future__ import annotations

import multiprocessing
import os
import time

from smartgoals.errors import StoreError, TransientStoreError
from smartgoals.testing._store_crash import write
from smartgoals.testing._wrapped_backend import WrappedBackend


class RefusesAll(WrappedBackend):
    """Never get through, as where a lock is not waited for."""

    def put(self, tenant, batch):
        if multiprocessing.parent_process() is not None:
            raise TransientStoreError("somebody else is at it")
        super().put(tenant, batch)


def wait_for_ever(pipe):
    time.sleep(60)


def write_while_it_is_there(pipe, opener, seed, first):
    """Carry out the steps of a script until the server is gone, and say so then."""
    try:
        write(pipe, opener, seed, first)
    except TransientStoreError:
        pipe.send(None)


def use_after_fork(pipe, store):
    try:
        store.get("g-1")
    except StoreError as error:
        store.close()
        pipe.send(str(error))
    # As a process that is killed: nothing of its parent is tidied up here.
    os._exit(0)
