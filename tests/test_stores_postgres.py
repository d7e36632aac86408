from __future__ import annotations

import gc
import multiprocessing
import re
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote

import attrs
import psycopg
import pytest
from hypothesis import example, given
from psycopg import errors, sql

from smartgoals import KeyArea, StoreError, open_store
from smartgoals.errors import MissingExtraError, TransientStoreError, UnknownStoreError
from smartgoals.stores import (
    Capability,
    Write,
    _postgres,
    _postgres_plans,
    _postgres_tables,
    _sql,
    every,
)
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._postgres import PostgresBackend
from smartgoals.stores._postgres_put import WholePut
from smartgoals.stores._sql import Statement
from smartgoals.testing import (
    LawBrokenError,
    concurrency_check,
    run_store_machine,
)
from tests import in_children, postgres
from tests.calls import CALLS, EVERYTHING, answers
from tests.server_kills import survived
from tests.stores import CHECKS, IDS, PRIVATE, done, goal_of, redacted

THREADS = 6
WRITES = 15
KEPT = [table for table in _postgres_tables.TABLES if table not in {"migrations", "turns"}]
POSITIONS = " UNION ALL ".join(f"SELECT position FROM {table}" for table in _sql.TELLING)  # noqa: S608  # constants


def fresh(**parameters):
    return partial(open_store, postgres.fresh_url(**parameters))


def by_hand(store, **parameters):
    """Return a connection of the same role, which is bound to no tenant."""
    run = psycopg.connect(postgres.url_of_database(), autocommit=True, **parameters)
    schema = store.backend._address.schema
    run.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(schema)))
    return run


def bound(store, tenant="default"):
    run = by_hand(store)
    run.execute("SELECT set_config('smartgoals.tenant', %s, false)", [tenant])
    return run


def told(error):
    """Return all that an error and what led to it says of itself."""
    said = []
    while error is not None:
        said += [str(error), repr(error), repr(error.args), *getattr(error, "__notes__", [])]
        said += [repr(getattr(error, "diag", None) and error.diag.message_detail)]
        error = error.__cause__ or error.__context__
    return " ".join(said)


@pytest.fixture
def store():
    with fresh()() as opened:
        yield opened


@pytest.fixture
def killed():
    """Start a server that is the test's own, to be killed."""
    server = postgres.started()
    yield server
    server.stop()


@pytest.fixture
def impatient():
    """Open a store that looks for deadlocks at once, and connections that leave it to the store.

    How soon is the right of who may do everything, so it is on a server of ours in any case.
    """
    server = postgres.server()
    with psycopg.connect(server.admin_url(), autocommit=True) as watch:
        watch.execute(f"ALTER ROLE {postgres.ROLE} SET deadlock_timeout = '10ms'")
        with (
            open_store(f"{server.url}&schema=impatient") as opened,
            psycopg.connect(server.admin_url(), autocommit=True) as theirs,
        ):
            theirs.execute("SET search_path = impatient")
            theirs.execute("SET deadlock_timeout = '60s'")
            yield opened, theirs, watch
        watch.execute(f"ALTER ROLE {postgres.ROLE} RESET deadlock_timeout")
        watch.execute("DROP SCHEMA impatient CASCADE")


@pytest.fixture(scope="module")
def shared():
    with fresh()() as opened:
        yield opened.backend


class TestContract:
    @pytest.mark.parametrize("check", CHECKS.values(), ids=IDS)
    def test_every_clause_is_kept(self, check):
        """But for scrubbing, which is not promised."""
        promised = check.needs is None or check.needs in PostgresBackend.capabilities

        assert promised is check.check(fresh)

    def test_store_machine_finds_nothing(self):
        """Whatever is done in whatever order has the outcome of the model."""
        run_store_machine(fresh, examples=5)

    def test_it_says_what_it_promises(self, store):
        """Dead rows stay until they are vacuumed, so nothing is scrubbed."""
        assert {Capability.DURABLE, Capability.SHARED} == store.capabilities
        assert not store.backend.scrub()
        assert "<PostgresBackend>" == repr(store.backend)


class StepByStep(PostgresBackend):
    """Writes nothing in one statement."""

    def put(self, tenant, batch):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_postgres_plans, "whole_put", lambda *_: None)
            super().put(tenant, batch)


class TestPostgresAnswersAsMemory:
    @given(row=CALLS)
    @example(row=EVERYTHING)
    def test_same_calls_have_the_same_answers(self, shared, row):
        """Rows, pages, errors and their words are the same, call by call."""
        assert answers(MemoryBackend(), row) == answers(shared, row)

    @given(row=CALLS)
    @example(row=EVERYTHING)
    def test_same_rows_are_left_by_one_statement_and_by_many(self, row):
        """The quick way is not another way."""
        kept = []
        for kind in (PostgresBackend, StepByStep):
            backend = kind(_postgres.read_url(postgres.fresh_url()))
            answers(backend, row, "one")
            kept.append(rows_of(backend))
            backend.close()

        assert kept[0] == kept[1]


def rows_of(backend):
    """Return all rows of all tables, with the places of the changes counted without gaps."""
    kept = {}
    with psycopg.connect(postgres.url_of_database(), autocommit=True) as run:
        run.execute(f'SET search_path = "{backend._address.schema}"')
        for tenant in ("one-a", "one-b"):
            run.execute("SELECT set_config('smartgoals.tenant', %s, false)", [tenant])
            told = run.execute(f"{POSITIONS} ORDER BY position").fetchall()
            places = {position: place for place, (position,) in enumerate(told)}
            for table in KEPT:
                cursor = run.execute(f"SELECT * FROM {table}")  # noqa: S608  # a name of ours
                names = [column.name for column in cursor.description]
                rows = [
                    [
                        places.get(value) if name == "position" else value
                        for name, value in zip(names, row, strict=True)
                    ]
                    for row in cursor.fetchall()
                ]
                kept[tenant, table] = sorted(rows, key=repr)
    return kept


def statements_of(backend, monkeypatch):
    """Return a list to which each step is added that the backend takes."""
    taken = []
    original = backend._rows

    def rows(connection, step):
        taken.append(step)
        return original(connection, step)

    monkeypatch.setattr(backend, "_rows", rows)
    return taken


class TestOneStatement:
    @pytest.mark.parametrize(
        "write",
        [
            lambda store: store.save(goal_of(id="g-2")),
            lambda store: store.save(store.get("g-1")),
            lambda store: store.save(store.get("g-1"), done()),
            lambda store: store.record("c-17", done(), done()),
            lambda store: store.put(
                *[Write(goal=goal_of(id=f"n-{number}"), expect=0) for number in range(5)]
            ),
        ],
        ids=["new goal", "goal again", "goal and entry", "entries", "batch"],
    )
    def test_write_is_one_statement_outside_of_a_transaction(self, store, monkeypatch, write):
        """The server is asked once, and waits for the disk once."""
        store.save(goal_of())
        taken = statements_of(store.backend, monkeypatch)
        write(store)
        writes = [step for step in taken if not isinstance(step, Statement)]

        assert 1 == len(writes)
        assert taken[-1] is writes[0]
        for table in _postgres_tables.TABLES:
            changed = re.findall(rf"(?:INTO|UPDATE) {table}\b", writes[0].sql.decode())
            assert 1 >= len(changed)

    def test_what_is_in_the_way_is_found_step_by_step(self, store):
        """Somebody who keeps to no turns put a row where one is to come."""
        store.save(goal_of())
        with bound(store) as run:
            run.execute(
                "INSERT INTO versions SELECT tenant, 'g-2', 1, subject, at, author, op_id, "
                "position + 9, document FROM versions"
            )
        with pytest.raises(StoreError) as caught:
            store.save(goal_of(id="g-2"))

        assert isinstance(caught.value.__cause__, errors.UniqueViolation)
        assert "g-2" not in told(caught.value)
        assert store.get("g-1")

    def test_writer_who_was_overtaken_waits_and_writes(self, store, monkeypatch):
        """What it saw of the turn held no longer when it could take it."""
        store.save(goal_of())
        with bound(store) as run, ThreadPoolExecutor(1) as threads:
            run.execute("BEGIN")
            run.execute("UPDATE turns SET turn = turn + 1")
            taken = statements_of(store.backend, monkeypatch)
            saved = threads.submit(store.save, goal_of(id="g-2"))
            wait_for_a_lock(run)
            run.execute("COMMIT")

            assert 1 == saved.result().version
        assert Statement("COMMIT", ()) == taken[-1]
        assert isinstance(taken[-2], WholePut)


def wait_for_a_lock(run):
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"
    deadline = time.monotonic() + 10
    while run.execute(waiting).fetchone() == (0,):
        assert time.monotonic() < deadline


class TestTenants:
    def test_who_forgets_the_tenant_sees_nothing_of_others(self, store):
        """Each table has a policy, also for the owner of the tables."""
        for name in ("a", "b"):
            tenant = store.tenant(name)
            tenant.save(goal_of(key_areas=[KeyArea(code="home")]), done("e-1"))
            tenant.record("c-17", redacted("e-1"))
            tenant.hold("c-18", reason="case-4")
        for tenant in ("a", "b", "c"):
            with bound(store, tenant) as run:
                for table in KEPT:
                    seen = run.execute(f"SELECT DISTINCT tenant FROM {table}").fetchall()  # noqa: S608  # a name of ours

                    assert [(tenant,)] * (tenant != "c") == seen
        with by_hand(store) as run:
            assert (0,) == run.execute("SELECT count(*) FROM goals").fetchone()
            run.execute("DROP POLICY of_its_tenant ON goals")
            run.execute("ALTER TABLE goals DISABLE ROW LEVEL SECURITY")
            # So it is the policy that keeps them apart.
            assert (2,) == run.execute("SELECT count(*) FROM goals").fetchone()

    def test_row_of_another_tenant_cannot_be_written(self, store):
        """A mistake in a statement is refused by the server."""
        with bound(store, "a") as run, pytest.raises(errors.InsufficientPrivilege):
            run.execute("INSERT INTO turns VALUES ('b', 1)")

    def test_schemas_are_apart(self, store):
        """Two apps may share a database."""
        store.save(goal_of())
        with fresh()() as other:
            assert [] == list(other.find())


class TestMany:
    def test_processes_lose_nothing(self):
        """They queue at the row of their tenant."""
        opener = fresh(pool=2)
        report = concurrency_check(lambda: opener, processes=8, seconds=1.0)

        assert 8 == report.processes

    def test_serializable_transactions_are_tried_again(self, monkeypatch):
        """Whatever isolation a database is set to, nothing is lost."""
        told = "-c default_transaction_isolation=serializable"
        with fresh(options=told, pool=THREADS)() as store:
            for number in range(5):
                store.save(goal_of(id=f"g-{number}", priority=None))
            taken = statements_of(store.backend, monkeypatch)

            def count_on(thread):
                for number in range(WRITES):
                    goal_id, said = f"g-{number % 5}", f"{thread} {number}"
                    change = partial(attrs.evolve, statement=said)
                    store.edit(goal_id, change)
                    store.record(goal_id, done(f"e-{thread}-{number}"))

            with ThreadPoolExecutor(THREADS) as threads:
                list(threads.map(count_on, range(THREADS)))

            versions = [store.get(f"g-{number}").version for number in range(5)]
            assert [1 + THREADS * WRITES // 5] * 5 == versions
            assert THREADS * WRITES == sum(
                len(store.journal(f"g-{number}").entries) for number in range(5)
            )
        assert any(isinstance(step, _postgres_plans.Pause) for step in taken)

    def test_deadlock_is_tried_again(self, impatient, monkeypatch):
        """As where an app of somebody else locks rows of ours the other way round."""
        store, theirs, watch = impatient
        saved = store.save(goal_of())
        theirs.execute("BEGIN")
        theirs.execute("SELECT 1 FROM goals FOR UPDATE")
        failures, waiting = [], []
        original = store.backend._rows

        def rows(connection, step):
            if isinstance(step, _postgres_plans.Pause):
                waiting[0].result()
                theirs.execute("COMMIT")
            try:
                answer = original(connection, step)
            except errors.OperationalError as error:
                failures.append(type(error))
                raise
            if not waiting and getattr(step, "sql", "") == _postgres_plans._TURN:
                waiting.append(threads.submit(theirs.execute, "UPDATE turns SET turn = turn + 1"))
                wait_for_a_lock(watch)
            return answer

        monkeypatch.setattr(store.backend, "_rows", rows)
        # Where what it is found by changes, it is written step by step.
        changed = attrs.evolve(saved, key_areas=[KeyArea(code="home")])
        with ThreadPoolExecutor(1) as threads:
            assert 2 == store.save(changed).version
        assert [errors.DeadlockDetected] == failures

    def test_who_never_gets_through_is_told_so(self, store, monkeypatch):
        """An app may try again later."""
        monkeypatch.setattr(_postgres_plans, "_LONGEST_PAUSE", 0)

        def rows(connection, step):
            raise errors.SerializationFailure("x")

        original = store.backend._rows
        monkeypatch.setattr(
            store.backend,
            "_rows",
            lambda connection, step: (rows if isinstance(step, WholePut) else original)(
                connection, step
            ),
        )
        with pytest.raises(TransientStoreError, match="others write the same all the time"):
            store.save(goal_of())

    def test_feed_has_no_gap_that_fills_up(self, store):
        """Nothing turns up behind a bookmark, whoever is slow."""
        seen = []
        is_done = threading.Event()

        def follow():
            bookmark = None
            while True:
                was_done = is_done.is_set()
                page = store.changes(after=bookmark, limit=7)
                seen.extend(change.id for change in page)
                if not page and was_done:
                    return
                bookmark = page.next or bookmark

        def write(thread):
            for number in range(WRITES):
                store.save(goal_of(id=f"g-{thread}-{number}"))

        with ThreadPoolExecutor(THREADS) as threads:
            follower = threads.submit(follow)
            list(threads.map(write, range(3)))
            is_done.set()
            follower.result()

        assert sorted(
            f"g-{thread}-{number}" for thread in range(3) for number in range(WRITES)
        ) == (sorted(seen))
        assert [change.id for change in every(store.changes)] == seen


class TestServerThatGoes:
    def test_acknowledged_writes_survive_kills_of_the_server(self, killed):
        """All its processes die at once, and it is started on what they left."""
        report = survived(killed, kills=2)

        assert 2 == report.kills
        assert 2 <= report.acknowledged
        assert 0 <= report.unanswered <= 2

    def test_server_that_comes_back_with_less_is_caught(self, killed, monkeypatch):
        """So the kills say something."""
        start = killed.start

        def start_with_less():
            start()
            with psycopg.connect(killed.admin_url()) as run:
                # Whichever the writer came to before it was killed.
                run.execute("DELETE FROM kills_0.versions")
                run.execute("DELETE FROM kills_0.entries")

        monkeypatch.setattr(killed, "start", start_with_less)
        with pytest.raises(LawBrokenError, match=r"are lost; kill 0 of seed 4$"):
            survived(killed, kills=1, seed=4)

    def test_store_works_again_once_the_server_is_back(self, killed):
        """Without being opened again; until then it says that trying again may help."""
        with open_store(f"{killed.url}&pool=2") as store:
            store.save(goal_of())
            killed.kill()
            with pytest.raises(TransientStoreError) as caught:
                store.get("g-1")

            assert str(killed.folder) not in told(caught.value)
            killed.start()

            assert 1 == store.get("g-1").version

    def test_connection_that_is_ended_under_a_call_is_not_used_again(self, store):
        """The answer may be lost after it was done, so it is said that this may be so."""
        store.save(goal_of())
        with bound(store) as run, ThreadPoolExecutor(1) as threads:
            run.execute("BEGIN")
            run.execute("UPDATE turns SET turn = turn + 1")
            saved = threads.submit(store.save, goal_of(id="g-2"))
            wait_for_a_lock(run)
            run.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks "
                "WHERE NOT granted AND locktype = 'transactionid'"
            )
            with pytest.raises(TransientStoreError, match="may have been done or not"):
                saved.result()
        assert 1 == store.save(goal_of(id="g-2")).version


class TestOpening:
    def test_many_open_a_new_database_at_once(self):
        """Whoever is second takes what the first has made."""
        opener = fresh(pool=1)
        with ThreadPoolExecutor(8) as threads:
            stores = list(threads.map(lambda _: opener(), range(8)))
        stores[0].save(goal_of())

        assert all(store.get("g-1").version == 1 for store in stores)
        for store in stores:
            store.close()

    @pytest.mark.parametrize(
        "table", ["goals (id INTEGER)", "migrations (migration TEXT)", "migrations (number TEXT)"]
    )
    def test_tables_of_another_application_are_refused(self, store, table):
        """And left as they are."""
        url = postgres.fresh_url()
        schema = _postgres.read_url(url).schema
        with by_hand(store) as run:
            run.execute(f"CREATE SCHEMA {schema}")
            run.execute(f"CREATE TABLE {schema}.{table}")
            run.execute(f"INSERT INTO {schema}.{table.split()[0]} VALUES ('1')")  # noqa: S608  # a name of ours
        with pytest.raises(StoreError, match="tables of another application"):
            open_store(url)

    def test_tables_that_were_half_made_are_finished(self, store):
        """Whoever made them was stopped."""
        with by_hand(store) as run:
            run.execute("DELETE FROM migrations")
            run.execute("DROP TABLE marks")
            run.execute("DROP INDEX goals_due")
        with open_store(
            f"{postgres.url_of_database()}&schema={store.backend._address.schema}"
        ) as again:
            again.hold("c-17", reason="case-4")

    def test_role_that_may_only_write_opens_what_is_there(self, store):
        """Tables that are there are not made."""
        schema = store.backend._address.schema
        with psycopg.connect(postgres.server().admin_url(), autocommit=True) as run:
            run.execute("DROP ROLE IF EXISTS app")
            run.execute("CREATE ROLE app LOGIN")
            run.execute(f"GRANT USAGE ON SCHEMA {schema} TO app")
            run.execute(
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO app"
            )
        url = f"{postgres.server()._url('app', 'clinic')}&schema={schema}"
        with open_store(url) as theirs:
            assert 1 == theirs.save(goal_of()).version
        with pytest.raises(StoreError, match="role may not do this") as caught:
            open_store(url.replace(schema, "other"))

        assert isinstance(caught.value.__cause__, errors.InsufficientPrivilege)

    def test_newer_and_older_tables_are_told_apart(self, store, monkeypatch):
        """A newer one is refused, an older one is migrated when asked to."""
        url = f"{postgres.url_of_database()}&schema={store.backend._address.schema}"
        step = (2, ("ALTER TABLE marks ADD COLUMN note TEXT",))
        with monkeypatch.context() as patch:
            patch.setattr(_postgres_tables, "_MIGRATIONS", (step,))
            with open_store(url) as newer:
                with pytest.raises(StoreError, match=r"older version of smartgoals.*migrate\(\)"):
                    newer.get("g-1")
                with open_store(url) as beside:
                    newer.migrate()
                    newer.migrate()
                    assert 1 == beside.save(goal_of()).version
                assert 1 == newer.get("g-1").version
        with pytest.raises(StoreError, match="newer version of smartgoals"):
            open_store(url)

    def test_catalogue_that_somebody_changes_is_tried_again(self):
        """PostgreSQL says so with an error of its own, and it passes."""
        statement = "ALTER TABLE goals ENABLE ROW LEVEL SECURITY"
        concurrent = errors.InternalError_("tuple concurrently updated")
        plan = _postgres_tables._make(statement)
        asked = next(plan)
        pause = plan.send(concurrent)
        assert isinstance(pause, _postgres_plans.Pause)
        assert 0 <= pause.seconds <= 0.1
        assert asked == plan.send(())
        with pytest.raises(StopIteration):
            plan.send(errors.DuplicateTable("x"))
        plan = _postgres_tables._make(statement)
        next(plan)
        for _ in range(_postgres_tables._ATTEMPTS - 1):
            plan.send(concurrent)
            plan.send(())
        with pytest.raises(errors.InternalError_):
            plan.send(concurrent)

    def test_database_that_is_not_unicode_is_refused(self):
        """It would give bytes, or lose letters."""
        server = postgres.server()
        with psycopg.connect(server.admin_url(), autocommit=True) as run:
            run.execute("DROP DATABASE IF EXISTS ascii")
            run.execute(
                "CREATE DATABASE ascii OWNER clinic ENCODING 'SQL_ASCII' TEMPLATE template0"
            )
        with pytest.raises(StoreError, match="UTF8"):
            open_store(server._url("clinic", "ascii"))

    def test_commits_wait_for_the_disk(self):
        """Also where a database is set to be quick."""
        with fresh(options="-c synchronous_commit=off")() as store:
            connection = store.backend._taken("default")
            assert ("on",) == connection.execute("SHOW synchronous_commit").fetchone()
            store.backend._idle.push("default", connection)

    @pytest.mark.parametrize(
        ("role", "database", "words"),
        [
            ("locked:wrong", "clinic", "refused the role or its password"),
            ("locked", "clinic", "refused the role or its password"),
            ("nobody", "clinic", "refused the role or its password"),
            ("locked:right", "nowhere", "no such database for the role"),
            ("clinic", "closed", "no such database for the role"),
        ],
        ids=["password", "no password", "role", "database", "database of others"],
    )
    def test_who_is_not_let_in_is_told_what_to_change(self, role, database, words):
        """Trying again does not help; the driver says all this by the same class, without state."""
        server = postgres.server()
        with psycopg.connect(server.admin_url(), autocommit=True) as run:
            run.execute("DROP DATABASE IF EXISTS closed")
            run.execute("CREATE DATABASE closed")
            run.execute("REVOKE CONNECT ON DATABASE closed FROM PUBLIC")
        with pytest.raises(StoreError, match=words) as caught:
            open_store(server._url(role, database))

        assert StoreError is type(caught.value)
        for secret in (*role.split(":"), database, str(server.folder)):
            assert f'"{secret}"' not in told(caught.value)

    def test_host_that_is_not_known_is_told_of_without_its_name(self):
        """It may be for a moment only, so trying again may help."""
        with pytest.raises(TransientStoreError, match="host in the URL") as caught:
            open_store("postgresql://hunter2.invalid/d")

        assert "hunter2" not in told(caught.value)

    @pytest.mark.parametrize(
        "end",
        [
            "postgresql:",
            "postgres:/x",
            "postgresql://h/d?pool=0",
            "postgresql://h/d?pool=1001",
            "postgresql://h/d?pool=x",
            "postgresql://h/d?pool=2&pool=3",
            "postgresql://h/d?schema=",
            "postgresql://h/d?schema=A-b",
            "postgresql://h/d?schema=" + "x" * 64,
            "postgresql://h/d?colour=red",
            "postgresql://h/d%zz",
        ],
    )
    def test_url_that_is_none_is_refused(self, end):
        """The error says what one looks like."""
        with pytest.raises(UnknownStoreError, match="the URL of a PostgreSQL store is"):
            open_store(end)

    def test_url_has_defaults(self):
        """The name of the schema is our own: an app may have goals in another one."""
        address = _postgres.read_url("postgres://h/d")

        assert ("smartgoals", 8) == (address.schema, address.pool)
        assert "h" != address.parameters.get("dbname")


class TestPrivacy:
    def test_errors_tell_nothing(self, store):
        """Not where it is, not who asks, and nothing of what somebody said."""
        folder = quote(str(postgres.LONGEST_PATH), safe="")
        for url in (
            "postgresql://jo:hunter2@/jos?host=/nowhere/hunter2",
            f"postgresql://jo:hunter2@/jos?host={folder}",
            postgres.url_of_database().replace("clinic@", "jo:hunter2@"),
        ):
            with pytest.raises(StoreError) as caught:
                open_store(url)
            for secret in ("hunter2", "jo", str(postgres.server().folder), "nowhere"):
                assert secret not in told(caught.value)

    def test_text_that_cannot_be_kept_is_told_of_without_it(self, store):
        """A backend may be asked for anything by a store of somebody else."""
        for text in (f"{PRIVATE}\0", f"{PRIVATE}\ud800"):
            with pytest.raises(StoreError, match="NUL character or half a surrogate") as caught:
                store.backend.hold("default", text, "case-4")

            assert PRIVATE not in told(caught.value)

    def test_server_that_refuses_a_row_tells_nothing(self, store):
        """PostgreSQL's errors hold rows; ours hold the state and nothing else."""
        with by_hand(store) as run:
            run.execute("ALTER TABLE versions ADD CHECK (length(document) < 50)")
        with pytest.raises(StoreError) as caught:
            store.save(goal_of(statement=PRIVATE))

        assert "SQLSTATE 23514" == str(caught.value.__cause__)
        assert PRIVATE not in told(caught.value)

    def test_error_without_a_state_says_so(self):
        """Those of the driver itself have none."""
        failure = _postgres.failed(psycopg.InterfaceError(PRIVATE), is_lost=False)

        assert "without a state" == str(failure.__cause__)


class TestConnections:
    def test_closed_store_says_so(self, store):
        """And closing twice does nothing."""
        store.close()
        store.close()
        with pytest.raises(StoreError, match="the store is closed"):
            store.get("g-1")

    def test_connection_in_use_is_closed_when_it_comes_back(self, store):
        """Another thread may be at it when the store is closed."""
        backend = store.backend
        connection = backend._taken("default")
        store.close()
        backend._idle.push("default", connection)

        assert connection.closed

    def test_forgotten_store_is_closed_without_a_word(self):
        """The driver would warn, and name the server."""
        backend = fresh()().backend
        connection = backend._taken("t")
        backend._idle.push("t", connection)
        with warnings.catch_warnings(record=True) as warned:
            del backend
            gc.collect()

        assert connection.closed
        assert [] == warned

    def test_who_waits_too_long_for_a_connection_is_told_so(self, monkeypatch):
        """All of them are in use by somebody else."""
        monkeypatch.setattr(_postgres, "PATIENCE_SECONDS", 0.01)
        with fresh(pool=1)() as store:
            connection = store.backend._taken("default")
            with pytest.raises(TransientStoreError, match="all connections"):
                store.get("g-1")
            store.backend._idle.push("default", connection)

    def test_connection_that_is_bound_already_is_preferred(self, store):
        """So its tenant is not told again."""
        backend = store.backend
        taken = {name: backend._taken(name) for name in "ab"}
        for name, connection in taken.items():
            backend._idle.push(name, connection)
            backend._seats.give()

        assert ("a", taken["a"]) == backend._idle.pop("a")
        assert ("b", taken["b"]) == backend._idle.pop("c")
        for name, connection in taken.items():
            backend._idle.push(name, connection)

    def test_forked_process_is_refused(self, store):
        """It would share its connections with its parent."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = context.Process(target=in_children.use_after_fork, args=(theirs, store))
            child.start()
        assert ours.poll(30)
        assert "before this process was forked" in ours.recv()
        child.join()
        store.save(goal_of())

    def test_missing_driver_is_named(self):
        """The extra brings it."""
        program = "import sys; sys.modules['psycopg'] = None\nimport smartgoals\n"
        program += "smartgoals.open_store('postgresql://h/d')"
        run = subprocess.run(  # noqa: S603  # our own words
            [sys.executable, "-c", program], capture_output=True, check=False, text=True, timeout=60
        )

        assert "smartgoals[postgresql]" in run.stderr
        assert MissingExtraError.__name__ in run.stderr
