from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from smartgoals import (
    SmartGoalsError,
    new_id,
    open_store,
)
from smartgoals.stores import (
    UNKNOWN,
    Batch,
    EntryRow,
    GoalRow,
    GoalWrite,
    JournalWrite,
    Query,
    ReviewRow,
    SearchKeys,
)
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._sqlite import SqliteBackend

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
PAGE = 3
PEOPLE = st.sampled_from(["c-1", "c-2", "c-3"])
NAMES = st.sampled_from(["g-1", "g-2", "g-3", "g-4", "ж"])
DAYS = st.sampled_from(["2025-02-03", "2025-02-17", "2025-03-03"])
PLACES = st.sampled_from(["active", "completed", "planned"])
CODES = st.sampled_from(["sleep", "walk"])
PARTIES = st.sampled_from(["sleep", "t-2"])
ENTRY_NAMES = st.sampled_from(["e-1", "e-2", "e-3", "e-4"])


def url_of(folder):
    return f"sqlite:///{folder}/goals.db"


def some(of):
    return st.lists(of, unique=True, max_size=2).map(lambda made: tuple(sorted(made)))


KEYS = st.builds(
    SearchKeys,
    lifecycle=PLACES,
    due=st.none() | DAYS,
    areas=some(CODES),
    parties=some(PARTIES),
    is_reviewed=st.booleans(),
)
QUERIES = st.builds(
    Query,
    subject=st.none() | st.none() | PEOPLE,
    lifecycles=some(PLACES),
    area=st.none() | CODES,
    party=st.none() | PARTIES,
    due_from=st.none() | st.none() | DAYS,
    due_by=st.none() | st.none() | DAYS,
    review_by=st.none() | DAYS,
)


class Calls:
    """What is asked of a backend; versions and positions mostly as it would accept them.

    A number is drawn to say how far a version or a position is off, for what is right depends on
    what was done before.
    """

    def __init__(self, backend):
        self.backend = backend
        self.tenant = new_id()

    def version(self, name, subject):
        row = self.backend.goal(self.tenant, name, None)
        return (0, subject) if row is None else (row.version, row.subject)

    def position(self, subject):
        try:
            return self.backend.journal(self.tenant, subject).position
        except SmartGoalsError:
            return 0

    def put(self, goals, journals, reviews):
        writes = []
        seen = {}
        for name, subject, off, keys in goals:
            version, owner = seen.get(name) or self.version(name, subject)
            # Somebody else's goal is refused, and asked for only where something is off.
            subject = subject if off else owner  # noqa: PLW2901
            seen[name] = (version + 1, subject)
            row = GoalRow(name, subject, version + 1 + max(off, 0), "at", "t-2", None, f"{name}!")
            writes.append(GoalWrite(row, keys))
        said = []
        for subject, names, redacted, off in journals:
            rows = [EntryRow(name, None, redacts=False, document=name) for name in names]
            there = self.rows(subject)
            rows += [EntryRow(new_id_of(name), name, True, "gone") for name in redacted]  # noqa: FBT003
            removed = tuple(name for name in redacted if name in there)
            position = None if off is None else self.position(subject) + off
            said.append(JournalWrite(subject, tuple(rows), removed, position))
        dates = [
            ReviewRow(name, self.version(name, "")[0] + off, day, "policy", "on")
            for name, off, day in reviews
        ]
        self.backend.put(self.tenant, Batch(tuple(writes), tuple(said), tuple(dates)))

    def rows(self, subject):
        try:
            return {row.id for row in self.backend.journal(self.tenant, subject).rows}
        except SmartGoalsError:
            return set()

    def find(self, query, limit):
        """Return all pages."""
        pages = []
        after = None
        while True:
            rows = self.backend.find(self.tenant, query, after, limit)
            pages.append(rows)
            if not rows:
                return pages
            after = (rows[-1].key, rows[-1].row.id)

    def subjects(self, limit):
        pages = [self.backend.subjects(self.tenant, "", limit)]
        while pages[-1]:
            pages.append(self.backend.subjects(self.tenant, pages[-1][-1].subject, limit))
        return pages

    def changes(self, limit):
        pages = [self.backend.changes(self.tenant, 0, limit)]
        while pages[-1]:
            pages.append(self.backend.changes(self.tenant, pages[-1][-1].position, limit))
        return pages

    def history(self, name, after, limit):
        return self.backend.history(self.tenant, name, after, limit)

    def goal(self, name, version):
        return self.backend.goal(self.tenant, name, version)

    def journal(self, subject):
        rows = self.backend.journal(self.tenant, subject)
        # Each storage counts positions as it likes.
        return sorted(rows.rows), rows.position > 0

    def hold(self, subject, reason):
        self.backend.hold(self.tenant, subject, reason)

    def erase(self, subject):
        return self.backend.erase(self.tenant, subject, "reason", "moment")._replace(
            is_scrubbed=False
        )


def new_id_of(name):
    return f"r-{name}"


OFF = st.sampled_from([0, 0, 0, 0, 0, 1, -1])
PUTS = st.tuples(
    st.lists(st.tuples(NAMES, PEOPLE, OFF, KEYS), max_size=3),
    st.lists(
        st.tuples(
            PEOPLE,
            st.lists(ENTRY_NAMES, unique=True, max_size=2),
            st.lists(ENTRY_NAMES, unique=True, max_size=1),
            st.none() | OFF,
        ),
        max_size=2,
        unique_by=lambda made: made[0],
    ),
    st.lists(st.tuples(NAMES, OFF, st.none() | DAYS), max_size=2, unique_by=lambda made: made[0]),
)
LIMITS = st.integers(1, PAGE)
CALLS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), PUTS),
        st.tuples(st.just("put"), PUTS),
        st.tuples(st.just("put"), PUTS),
        st.tuples(st.just("find"), st.tuples(QUERIES, LIMITS)),
        st.tuples(st.just("find"), st.tuples(QUERIES, LIMITS)),
        st.tuples(st.just("find"), st.tuples(QUERIES, LIMITS)),
        st.tuples(st.just("subjects"), st.tuples(LIMITS)),
        st.tuples(st.just("changes"), st.tuples(LIMITS)),
        st.tuples(st.just("history"), st.tuples(NAMES, st.integers(0, 2), LIMITS)),
        st.tuples(st.just("goal"), st.tuples(NAMES, st.none() | st.integers(1, 3))),
        st.tuples(st.just("journal"), st.tuples(PEOPLE)),
        st.tuples(st.just("hold"), st.tuples(PEOPLE, st.none() | st.just("case-4"))),
        st.tuples(st.just("erase"), st.tuples(PEOPLE)),
    ),
    max_size=15,
)


def answers(backend, row):
    """Return what a backend answers to a row of calls, as a new tenant."""
    calls = Calls(backend)
    given_back = []
    for name, arguments in row:
        try:
            given_back.append(getattr(calls, name)(*arguments))
        except SmartGoalsError as error:
            given_back.append((type(error), str(error)))
    return given_back


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with open_store(url_of(tmp_path_factory.mktemp("shared"))) as opened:
        yield opened.backend


class TestSqliteAnswersAsMemory:
    @given(row=CALLS)
    def test_same_calls_have_the_same_answers(self, shared, row):
        """Rows, pages, errors and their words are the same, call by call."""
        assert answers(MemoryBackend(), row) == answers(shared, row)
