"""A store that is awaited, made one that waits: so that the same checks try both."""

from __future__ import annotations

import asyncio
import functools
import inspect
import weakref
from collections.abc import Awaitable, Callable
from threading import Thread
from typing import Any, TypeVar, cast

from smartgoals.stores import AsyncBackend, AsyncStore, Backend, Capability, Store
from smartgoals.testing._search import MisuseError
from smartgoals.testing._wrapped_backend import WrappedBackend

__all__ = ["blocking"]

T = TypeVar("T")


def blocking(opener: Callable[[], Awaitable[AsyncStore]]) -> Store:
    """Open a store that is awaited, and return it as one that waits.

    With it :func:`store_checks`, :func:`run_store_machine`, :func:`crash_check` and
    :func:`concurrency_check` prove an :class:`~smartgoals.stores.AsyncBackend` too. The store is
    opened on an event loop in a thread of its own. Each method runs the method of that name of the
    :class:`~smartgoals.stores.AsyncStore` there and waits for it, and ``backend`` does so with
    those of its backend. Closing it ends the loop and the thread; what is asked after that has
    another loop, for a store that is closed has to say so.

    Args:
        opener: What opens the store when it is awaited; a :func:`functools.partial` of a function
            on top of a module can be sent to other processes.

    Raises:
        InvalidValueError: If *opener* opens no such store; else what it raises.

    Example:
        >>> import tempfile
        >>> from functools import partial
        >>> from smartgoals import open_store_async
        >>> from smartgoals.testing import blocking, store_checks
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     url = f"sqlite:///{folder}/goals.db"
        ...     opener = partial(blocking, partial(open_store_async, url))
        ...     store_checks()[0].check(lambda: opener)
        True
    """
    loop = _Loop()
    try:
        store = loop.wait_for(_opened, opener)
    except BaseException:
        loop.close()
        raise
    return _BlockingStore(store, loop)


async def _opened(opener: Callable[[], Awaitable[AsyncStore]]) -> AsyncStore:
    found: object = opener()
    if inspect.isawaitable(found):
        found = await found
    if isinstance(found, AsyncStore):
        return found
    instead = ""
    if isinstance(found, Store):
        found.close()
        instead = "; this one opens a Store, which waits already: leave out blocking()"
    raise MisuseError(
        f"opener must be a function that opens an AsyncStore when it is awaited{instead}",
        field="opener",
    )


class _Loop:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=_turn, args=(self._loop,), name="smartgoals", daemon=True)
        self._thread.start()
        # Also where nobody closes the store.
        self._finalizer = weakref.finalize(self, self._loop.call_soon_threadsafe, self._loop.stop)

    def wait_for(self, ask: Callable[..., Awaitable[T]], *arguments: Any, **asked: Any) -> T:
        """Call what is awaited on the loop, and wait for its answer."""

        async def call() -> T:
            return await ask(*arguments, **asked)

        if self._finalizer.alive:
            return asyncio.run_coroutine_threadsafe(call(), self._loop).result()
        return asyncio.run(call())

    def close(self) -> None:
        """End the loop and its thread."""
        self._finalizer()
        self._thread.join()


def _turn(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


class _Waiting:
    """What waits for each method of something that is awaited."""

    def __init__(self, awaited: object, loop: _Loop) -> None:
        self._awaited = awaited
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._awaited, name)
        return functools.partial(self._loop.wait_for, value) if callable(value) else value


class _BlockingBackend(WrappedBackend):
    """An :class:`~smartgoals.stores.AsyncBackend`, each method of which is waited for."""

    def __init__(self, backend: AsyncBackend, loop: _Loop) -> None:
        super().__init__(cast(Backend, _Waiting(backend, loop)))
        self.awaited = backend
        # What it wraps itself, as one that encrypts does, is for the checks to look into.
        for name in ("backend", "key_backend"):
            beneath = getattr(backend, name, None)
            if isinstance(beneath, AsyncBackend):
                setattr(self, name, _BlockingBackend(beneath, loop))


class _BlockingStore(Store):
    """An :class:`~smartgoals.stores.AsyncStore`, each method of which is waited for."""

    def __init__(self, store: AsyncStore, loop: _Loop) -> None:
        backend = _BlockingBackend(store.backend, loop)
        super().__init__(backend, tenant=store._tenant)  # noqa: SLF001  # the same store
        self._store = store
        self._loop = loop

    @property
    def capabilities(self) -> frozenset[Capability]:
        return self._store.capabilities

    def tenant(self, name: str) -> Store:
        return _BlockingStore(self._store.tenant(name), self._loop)

    def close(self) -> None:
        try:
            self._loop.wait_for(self._store.close)
        finally:
            self._loop.close()


def _waits_for(name: str) -> Callable[..., Any]:
    @functools.wraps(getattr(Store, name))
    def wait(self: _BlockingStore, *arguments: Any, **asked: Any) -> Any:
        return self._loop.wait_for(getattr(self._store, name), *arguments, **asked)

    return wait


# Every other method, whichever there are: none is left to the store that waits by itself.
for _name, _method in vars(AsyncStore).items():
    if inspect.iscoroutinefunction(_method) and not _name.startswith("_") and _name != "close":
        setattr(_BlockingStore, _name, _waits_for(_name))
