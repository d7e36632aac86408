"""What the tests run in processes of their own, which are killed: nobody can count its lines."""

from __future__ import annotations

import multiprocessing
import time

from smartgoals.errors import TransientStoreError
from smartgoals.testing._wrapped_backend import WrappedBackend


class RefusesAll(WrappedBackend):
    """Never get through, as where a lock is not waited for."""

    def put(self, tenant, batch):
        if multiprocessing.parent_process() is not None:
            raise TransientStoreError("somebody else is at it")
        super().put(tenant, batch)


def wait_for_ever(pipe):
    time.sleep(60)
