"""What the tests run in processes of their own, which are killed: nobody can count its lines."""

from __future__ import annotations

import multiprocessing
import os
import time

from smartgoals.errors import StoreError, TransientStoreError
from smartgoals.testing._wrapped_backend import WrappedBackend


class RefusesAll(WrappedBackend):
    """Never get through, as where a lock is not waited for."""

    def put(self, tenant, batch):
        if multiprocessing.parent_process() is not None:
            raise TransientStoreError("somebody else is at it")
        super().put(tenant, batch)


def wait_for_ever(pipe):
    time.sleep(60)


def carry_out(pipe, opener, script, first):
    """Do the steps of a script until one has no answer; say which ones were done."""
    with opener() as store:
        number = first
        while True:
            try:
                is_right = script[number].carry_out(store)
            except StoreError:
                pipe.send(None)
                return
            pipe.send(number if is_right else None)
            number += 1


def use_after_fork(pipe, store):
    try:
        store.get("g-1")
    except StoreError as error:
        store.close()
        pipe.send(str(error))
    # As a process that is killed: nothing of its parent is tidied up here.
    os._exit(0)
