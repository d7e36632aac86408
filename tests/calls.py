"""What any backend is asked, and whether it answers as the reference does."""

from __future__ import annotations

from hypothesis import strategies as st

from smartgoals import SmartGoalsError, new_id
from smartgoals.stores import (
    Batch,
    EntryRow,
    GoalRow,
    GoalWrite,
    JournalWrite,
    Query,
    ReviewRow,
    SearchKeys,
)

PAGE = 3
PEOPLE = st.sampled_from(["c-1", "c-1", "c-2"])
NAMES = st.sampled_from(["g-1", "g-2", "ж"])
DAYS = st.sampled_from(["2025-02-03", "2025-02-17", "2025-03-03"])
PLACES = st.sampled_from(["active", "completed", "planned"])
CODES = st.sampled_from(["sleep", "walk"])
PARTIES = st.sampled_from(["sleep", "t-2"])
ENTRY_NAMES = st.sampled_from(["e-1", "e-2", "e-3", "e-4"])


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

    def __init__(self, backend, tenant):
        self.backend = backend
        self.tenant = tenant

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
            subject = subject if off else owner  # noqa: PLW2901  # the one of this call
            seen[name] = (version + 1, subject)
            row = GoalRow(name, subject, version + 1 + max(off, 0), "at", "t-2", None, f"{name}!")
            writes.append(GoalWrite(row, keys))
        said = []
        for subject, names, redacted, off in journals:
            rows = [EntryRow(name, None, redacts=False, document=name) for name in names]
            there = self.rows(subject)
            rows += [EntryRow(f"r-{name}", name, redacts=True, document="") for name in redacted]
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
        positions = [change.position for page in pages for change in page]
        # Each storage counts as it likes, but upwards.
        told = [[change._replace(position=0) for change in page] for page in pages]
        return told, positions == sorted({*positions})

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


OFF = st.sampled_from([0, 0, 0, 0, 0, 1, -1])
GOALS = st.tuples(NAMES, PEOPLE, OFF, KEYS)
SAID = st.tuples(
    PEOPLE,
    st.lists(ENTRY_NAMES, unique=True, max_size=2),
    st.lists(ENTRY_NAMES, unique=True, max_size=1),
    st.none() | OFF,
)
DATES = st.tuples(NAMES, OFF, st.none() | DAYS)


def few(of, most):
    return st.lists(of, max_size=most, unique_by=lambda made: made[0])


PUTS = st.one_of(
    st.tuples(st.lists(GOALS, max_size=3), few(SAID, 2), few(DATES, 2)),
    st.tuples(st.lists(GOALS, min_size=1, max_size=3), st.just([]), st.just([])),
    st.tuples(st.just([]), few(SAID, 1), st.just([])),
    st.tuples(st.just([]), st.just([]), few(DATES, 1)),
)
LIMITS = st.integers(1, PAGE)
# Where every row of calls begins, for a storage without anything has little to say.
OPEN = SearchKeys("active", "2025-02-17", ("sleep",), ("sleep", "t-2"), is_reviewed=True)
START = [
    ("a", ("put", ([("g-1", "c-1", 0, OPEN), ("g-2", "c-2", 0, OPEN)], [], []))),
    ("a", ("put", ([], [("c-1", ["e-1", "e-2"], [], None)], []))),
    ("a", ("put", ([], [], [("g-1", 0, "2025-02-03"), ("g-2", 0, "2025-02-03")]))),
]
CLOSED = SearchKeys("completed", None, ("walk",), ("t-2",), is_reviewed=False)
EVERYTHING = [
    *START,
    *[
        ("a", ("find", (Query(**{field: value}), 1)))
        for field, value in {
            "subject": "c-1",
            "lifecycles": ("active", "planned"),
            "area": "sleep",
            "party": "t-2",
            "due_from": "2025-02-17",
            "due_by": "2025-02-17",
            "review_by": "2025-02-03",
        }.items()
    ],
    ("a", ("find", (Query(party="t-2", area="sleep", due_from="2025", review_by="9"), 1))),
    # A goal written twice at once loses a term, and gets another.
    ("a", ("put", ([("g-1", "c-1", 0, OPEN), ("g-1", "c-1", 0, CLOSED)], [], []))),
    ("a", ("put", ([("g-1", "c-2", 1, OPEN)], [], []))),
    ("a", ("put", ([], [], [("g-2", 1, None)]))),
    ("a", ("put", ([], [], [("g-2", 0, None)]))),
    # An entry that is there, one that was redacted, and a position that is none.
    ("a", ("put", ([], [("c-1", ["e-1"], [], None)], []))),
    ("a", ("put", ([], [("c-1", ["e-3"], ["e-1"], 0)], []))),
    ("a", ("put", ([], [("c-1", ["e-1"], [], 0)], []))),
    ("a", ("put", ([], [("c-1", [], [], 1)], []))),
    ("a", ("put", ([], [("c-1", [], [], 0)], []))),
    ("a", ("hold", ("c-1", "case-4"))),
    ("a", ("put", ([], [("c-1", ["e-4"], [], 0)], []))),
    ("a", ("put", ([], [("c-1", [], ["e-2"], 0)], []))),
    ("a", ("erase", ("c-1",))),
    ("a", ("hold", ("c-1", None))),
    ("a", ("erase", ("c-1",))),
    ("a", ("erase", ("c-1",))),
    ("a", ("hold", ("c-1", "case-4"))),
    ("a", ("put", ([("g-9", "c-1", 0, OPEN)], [], []))),
    ("a", ("put", ([], [("c-1", ["e-1"], [], None)], []))),
]
CALLS = st.lists(
    st.tuples(
        st.sampled_from("aaab"),
        st.one_of(
            *[st.tuples(st.just("put"), PUTS)] * 4,
            *[st.tuples(st.just("find"), st.tuples(QUERIES, LIMITS))] * 2,
            st.tuples(st.just("history"), st.tuples(NAMES, st.integers(0, 2), LIMITS)),
            st.tuples(st.just("goal"), st.tuples(NAMES, st.none() | st.integers(1, 3))),
            st.tuples(st.just("hold"), st.tuples(PEOPLE, st.none() | st.just("case-4"))),
            st.tuples(st.just("erase"), st.tuples(PEOPLE)),
        ),
    ),
    max_size=10,
).map(lambda row: [*START, *row])
# Asked after each call, so that whatever it did is seen.
LOOKS = [
    *[("find", (query, 1)) for query in (Query(), Query(due_by="9"), Query(review_by="9"))],
    *[("journal", (person,)) for person in ("c-1", "c-2")],
    ("subjects", (2,)),
    ("changes", (2,)),
]


def answers(backend, row, prefix=None):
    """Return what a backend answers to a row of calls, by two new tenants."""
    prefix = prefix or new_id()
    given_back = []
    for tenant, call in row:
        asked = Calls(backend, f"{prefix}-{tenant}")
        for name, arguments in (call, *LOOKS):
            try:
                given_back.append(getattr(asked, name)(*arguments))
            except SmartGoalsError as error:
                given_back.append((type(error), str(error)))
    return given_back
