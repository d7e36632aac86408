"""The apps of the how-to guides, asked over HTTP as their clients do."""

from __future__ import annotations

import asyncio
import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from smartgoals import EVERY_TWO_WEEKS, Noted, Redacted, StoreError, to_dict
from smartgoals.errors import TransientStoreError
from smartgoals.stores import ThreadedBackend
from tests.stores import MONDAY, PRIVATE, done, goal_of

EXAMPLES = Path(__file__).parent.parent / "examples"
FIRST = {"If-Match": '"1"'}
NO_VERSIONS = {
    "empty": "",
    "no quotes": "1",
    "empty quotes": '""',
    "any": "*",
    "weak": 'W/"1"',
    "zero": '"0"',
    "negative": '"-1"',
    "leading zero": '"01"',
    "other digits": '"\u0661"',
    "superscript": '"\u00b9"',
    "eleven digits": '"10000000001"',
    "five thousand digits": f'"{"9" * 5000}"',
}
FORGED = {"author": "t-9", "recorded_at": "1999-01-01T00:00:00Z"}


def loaded(name):
    """Return an example as a module."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    # Frameworks find what is in it by its name.
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["memory:", "sqlite:"])
def url(request, tmp_path):
    """Give the URL of a new store."""
    return request.param if request.param == "memory:" else f"sqlite:///{quote(str(tmp_path))}/g.db"


@pytest.fixture(scope="module")
def fastapi_app():
    return loaded("fastapi_app")


class Client:
    """Somebody who asks the app, each time as long as the app runs."""

    def __init__(self, module, url):
        self.app = module.create_app(
            url,
            {
                token: module.Caller(user=f"user-{token}", tenant=tenant)
                for token, tenant in [("a", "north"), ("b", "south")]
            },
        )

    def run(self, talk):
        """Start the app, let somebody talk to it, and end it."""

        async def main():
            async with self.app.router.lifespan_context(self.app):
                return await talk(self.asks("a"))

        # Python 3.11 stops to count the lines of a thread where errors cross several coroutines.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, main()).result()

    def asks(self, token):
        return httpx.AsyncClient(
            base_url="https://localhost",
            headers={"Authorization": f"Bearer {token}"},
            transport=httpx.ASGITransport(self.app),
        )


@pytest.fixture
def client(fastapi_app, url):
    return Client(fastapi_app, url)


GOAL = to_dict(goal_of())
# A redaction that comes first, what it redacts, and what is said of that.
REDACTED = [
    Redacted(entry="e-1", day=MONDAY),
    Noted(text=PRIVATE, day=MONDAY, id="e-1"),
    Noted(text=PRIVATE, day=MONDAY, topic="e-1"),
]


class TestFastapi:
    def test_body_that_names_a_version_is_refused(self, client):
        """It replaces nothing: what a change is made from is named in If-Match alone."""

        async def ask(http):
            made = await http.post("/goals", json=GOAL)
            again = await http.post("/goals", json=GOAL | {"version": 1, "confidence": 2})
            return made, again, await http.get("/goals/g-1")

        made, again, now = client.run(ask)

        assert [201, 422, 200] == [made.status_code, again.status_code, now.status_code]
        assert made.json() == now.json()

    def test_goal_is_created_read_and_changed(self, client):
        """Each answer carries the version that the next change is made from."""

        async def talk(http):
            made = await http.post("/goals", json=GOAL)
            changed = await http.patch(
                "/goals/g-1", json={"confidence": 8}, headers={"If-Match": made.headers["ETag"]}
            )
            return made, changed, await http.get("/goals/g-1")

        made, changed, read = client.run(talk)

        assert (201, '"1"', GOAL) == (made.status_code, made.headers["ETag"], made.json())
        assert (200, '"2"') == (changed.status_code, changed.headers["ETag"])
        assert GOAL | {"confidence": 8} == changed.json() == read.json()
        assert '"2"' == read.headers["ETag"]

    def test_change_of_what_is_no_longer_so_is_refused(self, client):
        """The other change stays."""

        async def talk(http):
            seen = {"If-Match": (await http.post("/goals", json=GOAL)).headers["ETag"]}
            await http.patch("/goals/g-1", json={"confidence": 8}, headers=seen)
            late = await http.patch("/goals/g-1", json={"confidence": 2}, headers=seen)
            confidence = (await http.get("/goals/g-1")).json()["confidence"]
            return late, confidence, await http.post("/goals", json=GOAL)

        late, confidence, again = client.run(talk)

        assert (412, {"error": "ConflictError"}) == (late.status_code, late.json())
        assert (409, 8) == (again.status_code, confidence)

    @pytest.mark.parametrize(("goal", "version"), [("g-1", 2), ("g-1", 9_999_999_999), ("g-2", 1)])
    def test_change_of_what_is_not_there_is_refused(self, client, goal, version):
        """Nothing is as the client saw it."""

        async def talk(http):
            await http.post("/goals", json=GOAL)
            seen = {"If-Match": f'"{version}"'}
            return await http.patch(f"/goals/{goal}", json={"confidence": 8}, headers=seen)

        assert 412 == client.run(talk).status_code

    @pytest.mark.parametrize("seen", NO_VERSIONS.values(), ids=NO_VERSIONS)
    def test_what_is_no_version_is_refused(self, client, seen):
        """Only what the app gave out names one."""

        async def talk(http):
            await http.post("/goals", json=GOAL)
            headers = {"If-Match": seen.encode()}
            return await http.patch("/goals/g-1", json={"confidence": 8}, headers=headers)

        assert 422 == client.run(talk).status_code

    def test_client_does_not_say_who_spoke_and_when(self, client):
        """The app knows who is signed in, and the store what time it is."""

        async def talk(http):
            path, entry = "/subjects/c-17/entries", to_dict(done()) | FORGED | {"id": "e-1"}
            return [(await http.post(path, json=entry)).json() for _ in range(2)]

        [said], again = client.run(talk)

        assert ("e-1", "user-a") == (said["id"], said["author"])
        assert not said["recorded_at"].startswith("1999")
        assert [said] == again

    def test_what_was_redacted_does_not_come_back(self, client):
        """Neither it nor what is said of it; the answer is empty."""

        async def talk(http):
            path = "/subjects/c-17/entries"
            return [await http.post(path, json=to_dict(entry)) for entry in REDACTED]

        first, *others = client.run(talk)

        assert 201 == first.status_code
        assert [(201, [])] * 2 == [(one.status_code, one.json()) for one in others]

    def test_request_that_is_sent_again_is_done_once(self, client):
        """With its key it has the same answer, also where somebody went on since."""

        async def talk(http):
            asks = [
                ("POST", "/goals", GOAL, {}),
                ("PATCH", "/goals/g-1", {"confidence": 8}, {"If-Match": '"1"'}),
                ("PATCH", "/goals/g-1", {"reason": "my knee"}, {"If-Match": '"2"'}),
                ("POST", "/subjects/c-17/entries", to_dict(done()), {}),
            ]
            answers = []
            for number, (method, path, body, headers) in [*enumerate(asks), *enumerate(asks)]:
                key = {"Idempotency-Key": f"key-{number}"}
                answers.append(await http.request(method, path, json=body, headers=headers | key))
            return [(one.status_code, one.headers.get("ETag"), one.json()) for one in answers]

        answers = client.run(talk)

        assert answers[:4] == answers[4:]
        assert [201, 200, 200, 201] == [status for status, _, _ in answers[:4]]
        assert [{"author": "user-a"}] == [{"author": entry["author"]} for entry in answers[3][2]]

    def test_tenant_is_the_one_of_the_token(self, client):
        """Nothing of another one is seen, and nothing of the request chooses it."""

        async def talk(http):
            await http.post("/goals", json=GOAL)
            async with client.asks("b") as other:
                theirs = await other.get("/goals/g-1", headers={"tenant": "north"})
                listed = await other.get("/goals?tenant=north")
            async with client.asks("wrong") as nobody:
                return theirs, listed, await nobody.get("/goals")

        theirs, listed, nobody = client.run(talk)

        assert (404, {"items": [], "next": None}) == (theirs.status_code, listed.json())
        assert (401, "Bearer") == (nobody.status_code, nobody.headers["WWW-Authenticate"])

    @pytest.mark.parametrize(
        ("authorization", "status"),
        [("Bearer a", 200), ("bearer a", 200), ("a", 401), ("Basic a", 401), ("Bearer", 401)],
    )
    def test_token_is_one_of_a_bearer(self, client, authorization, status):
        """What is sent by another scheme is no token."""

        async def talk(http):
            return await http.get("/goals", headers={"Authorization": authorization})

        assert status == client.run(talk).status_code

    def test_pages_follow_each_other(self, client):
        """Until there is no next one."""

        async def talk(http):
            for number in range(5):
                await http.post("/goals", json=to_dict(goal_of(id=f"g-{number}")))
            pages, after = [], None
            while True:
                asked = {"subject": "c-17", "limit": 2} | ({"after": after} if after else {})
                page = (await http.get("/goals", params=asked)).json()
                pages.append([goal["id"] for goal in page["items"]])
                after = page["next"]
                if after is None:
                    return pages

        assert [["g-0", "g-1"], ["g-2", "g-3"], ["g-4"]] == client.run(talk)

    def test_person_is_erased_unless_held(self, client):
        """Afterwards it is said that they are gone, and not that they never were."""

        async def talk(http):
            await http.post("/goals", json=GOAL)
            store = client.app.state.store.tenant("north")
            await store.hold("c-17", reason="case-4")
            held = await http.delete("/subjects/c-17?reason=request-1")
            await store.release("c-17")
            erased = await http.delete("/subjects/c-17?reason=request-1")
            return held, erased, await http.post("/subjects/c-17/entries", json=to_dict(done()))

        held, erased, gone = client.run(talk)

        assert (423, 1, 410) == (held.status_code, erased.json()["goals"], gone.status_code)

    @pytest.mark.parametrize(
        ("error", "status", "wait"),
        [(TransientStoreError(PRIVATE), 503, "1"), (StoreError(PRIVATE), 500, None)],
        ids=["for now", "for good"],
    )
    def test_storage_that_fails_is_told_of(self, client, monkeypatch, error, status, wait):
        """And whether to come again."""

        async def failing(*_):
            raise error

        async def talk(http):
            monkeypatch.setattr(ThreadedBackend, "goal", failing)
            return await http.get("/goals/g-1")

        answer = client.run(talk)

        assert (status, wait) == (answer.status_code, answer.headers.get("Retry-After"))
        assert {"error": type(error).__name__} == answer.json()

    @pytest.mark.parametrize(
        ("method", "path", "body", "headers"),
        [
            ("POST", "/goals", {"statement": PRIVATE}, {}),
            ("POST", "/goals", [PRIVATE], {}),
            ("POST", "/goals", GOAL | {"confidence": PRIVATE}, {}),
            ("POST", "/goals", GOAL | {"confidence": 11, "reason": PRIVATE}, {}),
            ("POST", "/goals", GOAL, {"Idempotency-Key": PRIVATE * 100}),
            ("POST", "/subjects/c-17/entries", {"text": PRIVATE}, {}),
            ("PATCH", "/goals/g-0", {"reason": PRIVATE}, {}),
            ("PATCH", "/goals/g-0", {"reason": PRIVATE}, {"If-Match": PRIVATE}),
            ("PATCH", "/goals/g-0", {"subject": PRIVATE}, FIRST),
            ("PATCH", "/goals/g-0", {PRIVATE: 1}, FIRST),
            ("PATCH", "/goals/g-0", {}, FIRST),
            ("PATCH", "/goals/g-0", {"reason": [PRIVATE]}, FIRST),
            ("PATCH", "/goals/g-0", {"confidence": 11}, FIRST),
            ("GET", f"/goals?limit={PRIVATE}", None, {}),
            ("GET", "/goals?limit=0", None, {}),
            ("GET", f"/goals?after={PRIVATE}", None, {}),
            ("DELETE", "/subjects/c-17", None, {}),
        ],
        ids=[
            "no goal",
            "a list",
            "words for a number",
            "number too high",
            "long key",
            "no entry",
            "no version",
            "words for a version",
            "another subject",
            "a field nobody knows",
            "nothing to change",
            "a list for words",
            "change too high",
            "words for a limit",
            "limit too low",
            "no cursor",
            "no reason",
        ],
    )
    def test_request_that_is_wrong_is_refused_without_its_words(
        self, client, method, path, body, headers
    ):
        """An answer may be logged on its way."""

        async def talk(http):
            await http.post("/goals", json=to_dict(goal_of(id="g-0")))
            return await http.request(method, path, json=body, headers=headers)

        answer = client.run(talk)

        assert 422 == answer.status_code
        assert answer.json()["error"]
        assert PRIVATE not in answer.text

    def test_url_may_come_from_the_environment(self, fastapi_app, monkeypatch):
        """A server calls the function without anything; nobody is let in then."""
        monkeypatch.setenv("GOALS_URL", "memory:")
        client = Client(fastapi_app, "")
        client.app.state.callers = fastapi_app.create_app().state.callers

        async def talk(http):
            return await http.get("/goals")

        assert 401 == client.run(talk).status_code


@pytest.fixture(scope="module")
def django_app():
    return loaded("django_app")


@pytest.fixture
def app(django_app, url):
    """Give the app with a new store, as the tests of a project have it."""
    from django.test import override_settings

    with override_settings(GOALS_URL=url):
        django_app._opened.clear()
        yield django_app
        for store in django_app._opened:
            store.close()
        django_app._opened.clear()


def signed_in(app, **session):
    """Return a client with a session."""
    from django.conf import settings
    from django.contrib.sessions.backends.signed_cookies import SessionStore
    from django.test import Client

    kept = SessionStore()
    kept.update(session)
    kept.save()
    client = Client(SERVER_NAME="localhost")
    client.cookies[settings.SESSION_COOKIE_NAME] = kept.session_key
    return client


@pytest.fixture
def http(app):
    return signed_in(app, tenant="north", user="t-2")


def put(http, document, name="g-1", **headers):
    return http.put(f"/goals/{name}", document, content_type="application/json", headers=headers)


def post(http, entry, **headers):
    return http.post(
        "/subjects/c-17/entries", entry, content_type="application/json", headers=headers
    )


class TestDjango:
    def test_goal_is_created_read_and_replaced(self, http):
        """Each answer carries the version that the next change is made from."""
        made = put(http, GOAL)
        changed = put(http, GOAL | {"confidence": 8}, **{"If-Match": made.headers["ETag"]})
        read = http.get("/goals/g-1")

        assert ('"1"', '"2"', '"2"') == tuple(one.headers["ETag"] for one in (made, changed, read))
        assert GOAL | {"confidence": 8} == read.json()

    def test_change_of_what_is_no_longer_so_is_refused(self, http):
        """Whether it was to create it or to replace it."""
        put(http, GOAL)
        put(http, GOAL | {"confidence": 8}, **{"If-Match": '"1"'})
        late = put(http, GOAL | {"confidence": 2}, **{"If-Match": '"1"'})

        assert [412, 409] == [late.status_code, put(http, GOAL).status_code]
        assert 8 == http.get("/goals/g-1").json()["confidence"]

    @pytest.mark.parametrize(("goal", "version"), [("g-1", 2), ("g-1", 9_999_999_999), ("g-2", 1)])
    def test_change_of_what_is_not_there_is_refused(self, http, goal, version):
        """Nothing is as the client saw it."""
        put(http, GOAL)
        changed = GOAL | {"id": goal, "confidence": 8}

        assert 412 == put(http, changed, goal, **{"If-Match": f'"{version}"'}).status_code

    @pytest.mark.parametrize("seen", NO_VERSIONS.values(), ids=NO_VERSIONS)
    def test_what_is_no_version_is_refused(self, http, seen):
        """Also where it would create the goal."""
        answers = [put(http, GOAL, **{"If-Match": seen}) for _ in range(2)]

        assert [422, 422] == [one.status_code for one in answers]
        assert 404 == http.get("/goals/g-1").status_code

    def test_client_does_not_say_who_spoke_and_when(self, http):
        """The app knows who is signed in, and the store what time it is."""
        entry = to_dict(done()) | FORGED | {"id": "e-1"}
        [said], again = (post(http, entry).json() for _ in range(2))

        assert ("e-1", "t-2") == (said["id"], said["author"])
        assert not said["recorded_at"].startswith("1999")
        assert [said] == again

    def test_what_was_redacted_does_not_come_back(self, http):
        """Neither it nor what is said of it; the answer is empty."""
        first, *others = (post(http, to_dict(entry)) for entry in REDACTED)

        assert 201 == first.status_code
        assert [(201, [])] * 2 == [(one.status_code, one.json()) for one in others]

    def test_request_that_is_sent_again_is_done_once(self, http):
        """With its key it has the same answer."""
        keys = {"Idempotency-Key": "key-1"}
        first, again = (put(http, GOAL, **keys) for _ in range(2))
        entries = [
            post(http, to_dict(done()), **{"Idempotency-Key": "key-2"}).json() for _ in range(2)
        ]

        assert (first.content, first.headers["ETag"]) == (again.content, again.headers["ETag"])
        assert entries[0] == entries[1]
        assert ["t-2"] == [entry["author"] for entry in entries[0]]

    def test_tenant_is_the_one_of_the_session(self, app, http):
        """Who is not signed in sees nothing at all."""
        put(http, GOAL)
        other, nobody = signed_in(app, tenant="south", user="t-3"), signed_in(app)

        assert 404 == other.get("/goals/g-1").status_code
        assert 401 == nobody.get("/goals/g-1").status_code

    def test_who_was_erased_is_gone(self, app, http):
        """And what goes wrong else is told by its status."""
        app.store().tenant("north").erase("c-17", reason="request-1")

        assert 410 == post(http, to_dict(done())).status_code
        assert 422 == put(http, GOAL, name="g-2").status_code

    @pytest.mark.parametrize(
        "headers",
        [{"If-Match": PRIVATE}, {"Idempotency-Key": PRIVATE * 100}],
        ids=["no version", "long key"],
    )
    def test_request_that_is_wrong_is_refused_without_its_words(self, http, headers):
        """An answer may be logged on its way."""
        answers = [put(http, GOAL, **headers), put(http, {"statement": PRIVATE})]

        assert [422, 422] == [one.status_code for one in answers]
        assert all(PRIVATE not in one.content.decode() for one in answers)

    def test_storage_that_fails_is_told_of(self, app, http, monkeypatch):
        """And whether to come again."""

        def failing(*_):
            raise TransientStoreError(PRIVATE)

        monkeypatch.setattr(type(app.store().backend), "goal", failing)
        answer = http.get("/goals/g-1")

        assert (503, "1") == (answer.status_code, answer.headers["Retry-After"])
        assert {"error": "TransientStoreError"} == answer.json()

    def test_error_of_the_app_is_not_hidden(self, app, http, monkeypatch):
        """The middleware tells of the store alone."""
        monkeypatch.setattr(app, "loads", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            post(http, to_dict(done()))

    def test_reviews_are_computed_for_everybody(self, app, capsys):
        """Each night, also where somebody was erased."""
        from django.core.management import call_command

        goals = app.store().tenant("north")
        goals.save(goal_of(start=MONDAY, review=EVERY_TWO_WEEKS))
        goals.record("c-18", Noted(text=PRIVATE, day=MONDAY))
        goals.erase("c-19", reason="request-1")
        call_command(app.Command(), "north", "south")

        assert "1 goals to review\n0 goals to review\n" == capsys.readouterr().out
        assert [True] == [found.review is not None for found in goals.find(review_by=MONDAY.max)]

    def test_store_is_opened_once(self, app):
        """With its first use, and not before: a server may fork in between."""
        assert [] == app._opened
        assert app.store() is app.store()
