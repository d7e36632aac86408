"""Goals in Django: one store a process, and the tenant of who is signed in.

The how-to guide "Use it from Django" walks through it. It is a whole project in one file:
``python django_app.py runserver``.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import attrs
import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views import View

from smartgoals import Entry, Goal, Store, errors, loads, open_store, to_dict
from smartgoals.stores import every

settings.configure(
    SECRET_KEY=os.environ.get("SECRET_KEY") or secrets.token_hex(),
    ALLOWED_HOSTS=["localhost"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        f"{__name__}.GoalsMiddleware",
    ],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    USE_TZ=True,
    TIME_ZONE="Europe/Berlin",
    GOALS_URL=os.environ.get("GOALS_URL", "memory:"),
)

_opening = threading.Lock()
_opened: list[Store] = []


def store() -> Store:
    """Return the store of this process, opened with its first use.

    Not in ``AppConfig.ready()``: a server that loads the app before it forks its workers would
    open it for all of them.
    """
    with _opening:
        if not _opened:
            _opened.append(open_store(settings.GOALS_URL))
        return _opened[0]


def goals_of(request: HttpRequest) -> Store:
    """Return the store of the tenant for whom somebody signed in."""
    return store().tenant(request.session["tenant"])


class GoalsMiddleware:
    """Let nobody in who is not signed in, and tell by the status what went wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes next."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        if not {"tenant", "user"} <= set(request.session.keys()):
            return JsonResponse({"error": "not signed in"}, status=401)
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer to an error of a store, without anything that anybody said."""
        if not isinstance(error, errors.SmartGoalsError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        if status in {404, 409} and "If-Match" in request.headers:
            status = 412
        headers = {"Retry-After": "1"} if status == 503 else None
        return JsonResponse({"error": type(error).__name__}, status=status, headers=headers)


STATUS = {
    errors.ErasedError: 410,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.LegalHoldError: 423,
    errors.TransientStoreError: 503,
    ValueError: 422,
}
SEEN = re.compile(r'"([1-9][0-9]{0,9})"')


class GoalView(View):
    """One goal."""

    def get(self, request: HttpRequest, goal_id: str) -> JsonResponse:
        """Return it, with its version as ETag."""
        return told(goals_of(request).get(goal_id))

    def put(self, request: HttpRequest, goal_id: str) -> JsonResponse:
        """Create it, or replace the version that If-Match names."""
        goal = loads(request.body, Goal)
        if goal.id != goal_id:
            return JsonResponse({"error": "another id"}, status=422)
        version = None
        if "If-Match" in request.headers:
            seen = SEEN.fullmatch(request.headers["If-Match"])
            if seen is None:
                return JsonResponse({"error": "no version"}, status=422)
            version = int(seen[1])
        goal = attrs.evolve(goal, version=version)
        key = request.headers.get("Idempotency-Key")
        return told(goals_of(request).save(goal, author=request.session["user"], op_id=key))


def told(goal: Goal) -> JsonResponse:
    """Return a goal with its version as ETag."""
    return JsonResponse(to_dict(goal), headers={"ETag": f'"{goal.version}"'})


class EntriesView(View):
    """The journal of a person."""

    def post(self, request: HttpRequest, subject: str) -> JsonResponse:
        """Add an entry."""
        # The store says who spoke and when, and no client does.
        entry = attrs.evolve(loads(request.body, Entry), author=None, recorded_at=None)
        key = request.headers.get("Idempotency-Key")
        said = goals_of(request).record(subject, entry, author=request.session["user"], op_id=key)
        # Nothing, where it was redacted before it came.
        return JsonResponse([to_dict(one) for one in said], safe=False, status=201)


urlpatterns = [
    path("goals/<str:goal_id>", GoalView.as_view()),
    path("subjects/<str:subject>/entries", EntriesView.as_view()),
]


class Command(BaseCommand):
    """The nightly job: in a project it is ``management/commands/project_reviews.py``."""

    help = "Compute when goals are to be reviewed, and say how many are due today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the tenants."""
        parser.add_argument("tenants", nargs="+")

    def handle(self, *, tenants: list[str], **options: Any) -> None:
        """Do it for each of them."""
        today = timezone.localdate()
        for goals in map(store().tenant, tenants):
            for person in every(goals.subjects):
                # Who was erased has nothing to review, also where that was a moment ago.
                with suppress(errors.ErasedError):
                    goals.project_reviews(person.id, on=today)
            due = sum(1 for _ in every(goals.find, review_by=today))
            self.stdout.write(f"{due} goals to review")


django.setup()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
