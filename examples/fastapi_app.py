"""Goals over HTTP: FastAPI on a store that is awaited.

The how-to guide "Use it from FastAPI" walks through it; an ASGI server calls ``create_app``.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Annotated, Any, Self

import attrs
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, model_validator

from smartgoals import AsyncStore, Entry, Goal, errors, from_dict, open_store_async, to_dict


@attrs.frozen(kw_only=True)
class Caller:
    """Who asks, and for whom they work."""

    user: str
    tenant: str


async def caller_of(request: Request, authorization: Annotated[str, Header()] = "") -> Caller:
    """Return who is signed in: put your own check of the token here."""
    scheme, _, token = authorization.partition(" ")
    caller: Caller | None = request.app.state.callers.get(token)
    if caller is None or scheme.lower() != "bearer":
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
    return caller


async def store_of(request: Request, caller: Annotated[Caller, Depends(caller_of)]) -> AsyncStore:
    """Return the store of the caller's tenant; no part of a path or a body can choose another."""
    store: AsyncStore = request.app.state.store
    return store.tenant(caller.tenant)


Who = Annotated[Caller, Depends(caller_of)]
Goals = Annotated[AsyncStore, Depends(store_of)]
Key = Annotated[str | None, Header(alias="Idempotency-Key")]
Seen = Annotated[str, Header(alias="If-Match", pattern=r'^"[1-9][0-9]{0,9}"$')]
router = APIRouter()


class Change(BaseModel, extra="forbid"):
    """What a client may change of a goal."""

    statement: str = ""
    reason: str = ""
    confidence: int | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self


def told(goal: Goal, status: int = 200) -> JSONResponse:
    """Return a goal with its version as ETag."""
    return JSONResponse(to_dict(goal), status, headers={"ETag": f'"{goal.version}"'})


@router.post("/goals")
async def create(document: dict[str, Any], goals: Goals, who: Who, key: Key = None) -> JSONResponse:
    """Create a goal."""
    return told(await goals.save(from_dict(document, Goal), author=who.user, op_id=key), 201)


@router.get("/goals/{goal_id}")
async def get(goal_id: str, goals: Goals) -> JSONResponse:
    """Return a goal as it stands."""
    return told(await goals.get(goal_id))


@router.patch("/goals/{goal_id}")
async def change(
    goal_id: str, wanted: Change, *, goals: Goals, who: Who, seen: Seen, key: Key = None
) -> JSONResponse:
    """Change the version that the client saw, so that trying again asks for the very same."""
    goal = await goals.get(goal_id, version=int(seen.strip('"')))
    goal = attrs.evolve(goal, **wanted.model_dump(exclude_unset=True))
    return told(await goals.save(goal, author=who.user, op_id=key))


@router.get("/goals")
async def find(
    goals: Goals, subject: str | None = None, after: str | None = None, limit: int = 20
) -> JSONResponse:
    """Return a page of goals; *next* is the *after* of the next one."""
    page = await goals.find(subject=subject, after=after, limit=limit)
    return JSONResponse({"items": [to_dict(found.goal) for found in page], "next": page.next})


@router.post("/subjects/{subject}/entries")
async def record(
    subject: str, document: dict[str, Any], goals: Goals, who: Who, key: Key = None
) -> JSONResponse:
    """Add an entry to a person's journal."""
    # The store says who spoke and when, and no client does.
    entry = attrs.evolve(from_dict(document, Entry), author=None, recorded_at=None)
    said = await goals.record(subject, entry, author=who.user, op_id=key)
    return JSONResponse([to_dict(entry) for entry in said], 201)


@router.delete("/subjects/{subject}")
async def erase(subject: str, reason: str, goals: Goals) -> JSONResponse:
    """Destroy everything of a person."""
    receipt = await goals.erase(subject, reason=reason)
    return JSONResponse({"goals": receipt.goals, "is_scrubbed": receipt.is_scrubbed})


STATUS = {
    errors.ErasedError: 410,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.LegalHoldError: 423,
    errors.TransientStoreError: 503,
    ValueError: 422,
}


async def refused(request: Request, error: Exception) -> JSONResponse:
    """Tell by the status and the name what went wrong, and nothing of what anybody said."""
    status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
    if status in {404, 409} and "if-match" in request.headers:
        status = 412
    headers = {"Retry-After": "1"} if status == 503 else None
    return JSONResponse({"error": type(error).__name__}, status, headers)


async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    """Tell where a request is wrong, without what it says there."""
    # The name of a field that does not belong there is the client's own word.
    wrong = [
        [*(one["loc"][:-1] if one["type"] == "extra_forbidden" else one["loc"]), one["type"]]
        for one in error.errors()
    ]
    return JSONResponse({"error": wrong}, 422)


def create_app(url: str = "", callers: Mapping[str, Caller] | None = None) -> FastAPI:
    """Return the app; the store is opened when it starts, in the worker that uses it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with await open_store_async(url or os.environ["GOALS_URL"]) as store:
            app.state.store = store
            yield

    app = FastAPI(title="Goals", lifespan=lifespan)
    app.state.callers = callers or {}
    app.include_router(router)
    app.exception_handler(errors.SmartGoalsError)(refused)
    app.exception_handler(RequestValidationError)(invalid)
    return app
