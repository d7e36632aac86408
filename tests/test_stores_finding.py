from __future__ import annotations

import base64
import datetime as dt
import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    ActionPlan,
    Goal,
    InvalidValueError,
    KeyArea,
    Lifecycle,
    Step,
    next_review,
    open_store,
)
from smartgoals.errors import ErasedError, StaleError
from smartgoals.stores import Batch, ReviewRow, Store, StoredReview, Write, every
from smartgoals.stores._memory import MemoryBackend
from tests.stores import MONDAY, PRIVATE, Meanwhile, done, goal_of, ids, redacted

LATER = dt.date(2025, 3, 3)
LATEST = dt.date(2025, 3, 31)


@pytest.fixture
def store():
    with open_store("memory:") as opened:
        yield opened


def pages_of(ask, *, limit, **arguments):
    """Return every page that is asked for, one after the other."""
    pages = [ask(limit=limit, **arguments)]
    while pages[-1].next is not None:
        pages.append(ask(limit=limit, after=pages[-1].next, **arguments))
    return pages


def wanted(**fields):
    return Goal(**{"subject": "c-17", "statement": "I will walk."} | fields)


LIVES = {
    Lifecycle.PROPOSED: lambda goal: goal,
    Lifecycle.ACTIVE: lambda goal: goal.started(day=MONDAY),
    Lifecycle.ON_HOLD: lambda goal: goal.started(day=MONDAY).paused(day=MONDAY),
    Lifecycle.COMPLETED: lambda goal: goal.started(day=MONDAY).completed(day=MONDAY),
}


def plan_of(parties):
    return ActionPlan(
        steps=[
            Step(id=f"s-{number}", action="walk", responsible=party)
            for number, party in enumerate(parties)
        ]
    )


def some_goals():
    def make(kind, number, **fields):
        return LIVES[kind](wanted(id=f"g-{number}", **fields))

    one = st.builds(
        make,
        st.sampled_from(list(LIVES)),
        st.integers(1, 30),
        subject=st.sampled_from(["c-17", "c-18"]),
        due=st.none() | st.sampled_from([MONDAY, LATER, LATEST]),
        key_areas=st.lists(st.sampled_from(["sleep", "work"]).map(lambda code: KeyArea(code=code))),
        plan=st.lists(st.sampled_from(["c-17", "t-2", None]), max_size=2).map(plan_of),
        review=st.none() | st.just(EVERY_TWO_WEEKS),
        start=st.just(MONDAY),
    )
    return st.lists(one, max_size=8, unique_by=lambda goal: goal.id)


def queries():
    days = st.none() | st.sampled_from([MONDAY, LATER, LATEST])
    return st.fixed_dictionaries(
        {
            "subject": st.none() | st.sampled_from(["c-17", "c-99"]),
            "lifecycle": st.none()
            | st.sampled_from(list(LIVES))
            | st.lists(st.sampled_from(list(LIVES)), min_size=1),
            "key_area": st.none() | st.sampled_from(["sleep", "play"]),
            "responsible": st.none() | st.sampled_from(["t-2", "c-17"]),
            "due_from": days,
            "due_by": days,
        }
    )


def fits(goal, *, subject, lifecycle, key_area, responsible, due_from, due_by):
    """Say whether a goal is looked for, in the words of the manual."""
    lives = [lifecycle] if isinstance(lifecycle, Lifecycle) else lifecycle
    return all(
        [
            subject is None or goal.subject == subject,
            lives is None or goal.lifecycle in lives,
            key_area is None or key_area in [area.code for area in goal.key_areas],
            responsible is None or responsible in [step.responsible for step in goal.plan.steps],
            due_from is None or (goal.due is not None and goal.due >= due_from),
            due_by is None or (goal.due is not None and goal.due <= due_by),
        ]
    )


def finds_what_fits(store, made, query):
    if made:
        store.put(*[Write(goal=goal, expect=0) for goal in made])
    by_due = query["due_from"] is not None or query["due_by"] is not None
    expected = sorted(
        (goal for goal in made if fits(goal, **query)),
        key=lambda goal: (goal.due if by_due else None, goal.id) if by_due else goal.id,
    )
    return expected == [found.goal for found in store.find(**query)]


class TestFinding:
    @given(made=some_goals(), query=queries())
    def test_goals_of_which_everything_holds_are_found(self, made, query):
        """By due day where one is given, and then by id."""
        assert finds_what_fits(open_store("memory:"), made, query)

    def test_law_catches_a_storage_that_forgets_a_condition(self):
        """A law that nothing can break says nothing."""

        class Generous(MemoryBackend):
            def find(self, tenant, query, after, limit):
                return super().find(tenant, query._replace(party=None), after, limit)

        query = dict.fromkeys(
            ["subject", "lifecycle", "key_area", "responsible", "due_from", "due_by"]
        )

        assert not finds_what_fits(
            Store(Generous()), [wanted(id="g-1")], query | {"responsible": "t-2"}
        )

    def test_goal_is_found_as_it_stands(self, store):
        """By its latest write only, and with its version."""
        store.save(store.save(wanted(id="g-1", due=LATER)).started(day=MONDAY))
        (found,) = store.find(lifecycle=Lifecycle.ACTIVE, due_by=LATER)

        assert (2, "g-1", None) == (found.goal.version, found.goal.id, found.review)
        assert [] == list(store.find(lifecycle=Lifecycle.PROPOSED))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("subject", "a\nb"),
            ("subject", ""),
            ("key_area", 7),
            ("responsible", "\ud800"),
            ("lifecycle", "active"),
            ("lifecycle", []),
            ("lifecycle", 7),
            ("lifecycle", [Lifecycle.ACTIVE, "active"]),
            ("due_from", "2025-02-03"),
            ("due_by", dt.datetime(2025, 2, 3, tzinfo=dt.UTC)),
            ("review_by", 20250203),
            ("limit", 0),
            ("limit", 1_001),
            ("limit", True),
            ("limit", 1.0),
            ("after", ""),
        ],
    )
    def test_what_cannot_be_looked_for_is_refused(self, store, field, value):
        """The error names the argument, and does not say what it was."""
        with pytest.raises(InvalidValueError) as caught:
            store.find(**{field: value})

        assert field == caught.value.field

    @given(
        made=some_goals(),
        limit=st.integers(1, 4),
        asked=st.sampled_from([{}, {"due_by": LATEST}, {"review_by": LATEST}]),
    )
    def test_pages_give_each_goal_once_and_in_order(self, made, limit, asked):
        """However long a page is; and the last one says that it is."""
        store = open_store("memory:")
        store.put(*[Write(goal=goal, expect=0) for goal in made])
        store.project_reviews("c-17", on=MONDAY)
        pages = pages_of(store.find, limit=limit, **asked)
        whole = list(store.find(**asked))

        assert whole == [found for page in pages for found in page]
        assert {limit} >= {len(page) for page in pages[:-1]}

    def test_page_goes_on_behind_the_day_and_the_id(self, store):
        """The id alone is not the place where days come first."""
        for name, due in [("g-3", MONDAY), ("g-2", LATER), ("g-1", LATER), ("g-0", LATEST)]:
            store.save(wanted(id=name, due=due))
        found, page = [], store.find(due_by=LATEST, limit=1)
        for _ in range(4):
            found += [one.goal.id for one in page]
            page = store.find(due_by=LATEST, limit=1, after=page.next)

        assert ["g-3", "g-1", "g-2", "g-0"] == found

    def test_what_is_written_behind_the_cursor_moves_nothing(self, store):
        """Nothing is given twice and nothing is missed, as it would be where pages are counted."""
        store.put(*[Write(goal=wanted(id=f"g-{number}"), expect=0) for number in (2, 3, 4, 5)])
        first = store.find(limit=2)
        store.save(wanted(id="g-1"))
        second = store.find(limit=2, after=first.next)

        assert ["g-2", "g-3", "g-4", "g-5"] == [found.goal.id for found in [*first, *second]]

    def test_page_is_a_sequence(self, store):
        """It has a length, an order, and may be cut."""
        store.put(*[Write(goal=wanted(id=f"g-{number}"), expect=0) for number in (1, 2, 3)])
        page = store.find(limit=2)

        assert (2, "g-1", "g-2") == (len(page), page[0].goal.id, page[-1].goal.id)
        assert (page[1],) == page[1:]
        assert PRIVATE not in repr(page)


def forged(cursor, *place):
    """Return a cursor with the mark of another one, and a place of our own making."""
    mark = json.loads(base64.urlsafe_b64decode(cursor + "=="))[0]
    return encoded(json.dumps([mark, *place]))


def encoded(text):
    return base64.urlsafe_b64encode(text.encode()).decode()


def short(value):
    return f"{type(value).__name__} {str(value)[:20]!a}"


class TestCursors:
    @pytest.fixture
    def full(self, store):
        for number in range(3):
            goal = store.save(wanted(id=f"g-{number}", due=LATER))
            store.save(goal.started(day=MONDAY))
            store.record(f"c-{number}", done())
        return store

    def test_cursor_goes_on_in_its_own_question_only(self, full):
        """The places of two questions have nothing to do with each other."""
        other = full.tenant("clinic-2")
        questions = {
            "all": full.find,
            "by due day": lambda **said: full.find(due_by=LATEST, **said),
            "of another day": lambda **said: full.find(due_by=LATER, **said),
            "of a person": lambda **said: full.find(subject="c-17", **said),
            "of another tenant": other.find,
            "history": lambda **said: full.history("g-0", **said),
            "another history": lambda **said: full.history("g-1", **said),
            "changes": full.changes,
            "changes of another tenant": other.changes,
            "subjects": full.subjects,
            "subjects of another tenant": other.subjects,
        }
        cursors = {
            name: page.next
            for name, ask in questions.items()
            if (page := ask(limit=1)).next is not None
        }
        accepted = set()
        for of, cursor in cursors.items():
            for name, ask in questions.items():
                try:
                    ask(after=cursor, limit=1)
                except InvalidValueError:
                    continue
                accepted.add((of, name))

        assert {(name, name) for name in cursors} == accepted
        assert len(cursors) == len(questions) - 2

    def test_cursor_fits_pages_of_another_length(self, full):
        """How many are wanted is no part of the question."""
        after = full.find(limit=1).next

        assert 2 == len(full.find(after=after, limit=100))

    @pytest.mark.parametrize(
        "place",
        [
            (),
            (1,),
            (-1, "g-1"),
            ("", "g-1", "g-2"),
            ("", None),
            ("", 1),
            ("", ["g-1"]),
            (["", "g-1"], "g-1"),
            ("", "\ud800"),
            ("", "\0"),
            ("", {"g-1": "g-1"}),
            (True, "g-1"),
        ],
        ids=repr,
    )
    def test_place_that_no_page_gave_out_is_refused(self, full, place):
        """Also with the right mark."""
        cursor = full.find(limit=1).next

        with pytest.raises(InvalidValueError, match="after must be what a page"):
            full.find(after=forged(cursor, *place))

    @pytest.mark.parametrize("number", [-1, 2**63, 10**400, True, 1.0, "1", None], ids=short)
    def test_number_that_no_storage_counts_to_is_refused(self, full, number):
        """And none is counted from the end."""
        for ask in (full.changes, lambda **said: full.history("g-0", **said)):
            with pytest.raises(InvalidValueError, match="after must be what a page"):
                ask(after=forged(ask(limit=1).next, number))

    @pytest.mark.parametrize("number", [0, 5, 2**63 - 1])
    def test_number_that_is_one_is_only_a_place(self, full, number):
        """Who forges it sees what they may see anyway."""
        everything = list(every(full.history, "g-0"))
        forged_place = forged(full.history("g-0", limit=1).next, number)

        assert list(full.history("g-0", after=forged_place)) == everything[number:]

    @pytest.mark.parametrize(("number", "seen"), [(1, "other"), (1, ""), (2**63 - 1, "")])
    def test_place_in_changes_that_were_not_seen_is_refused(self, full, number, seen):
        """It may come from another storage, or from a later state of this one."""
        with pytest.raises(InvalidValueError, match="begin at the beginning"):
            full.changes(after=forged(full.changes(limit=1).next, number, seen))

    @pytest.mark.parametrize(
        "after",
        [
            *("", "A", "====", "not a cursor", "\ud800", "ä" * 50, "x" * 10_000),
            *(7, b"abc", ["abc"], 2**70),
            *map(encoded, ["null", "{}", "7", "[", '"text"', "[[]]", "[1e999]"]),
            encoded("[" * 100_000),
            encoded("9" * 10_000),
            encoded("[" + "9" * 10_000 + "]"),
            base64.urlsafe_b64encode(b"\xff\xfe\xfd").decode(),
        ],
        ids=short,
    )
    def test_what_is_no_cursor_is_refused(self, full, after):
        """Without an error of another kind, and without what it says."""
        for ask in (full.find, full.changes, full.subjects):
            with pytest.raises(InvalidValueError, match="after must be what a page"):
                ask(after=after)

    @given(after=st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
    def test_no_text_at_all_gets_through(self, after):
        """Only what a page said does."""
        with pytest.raises(InvalidValueError):
            open_store("memory:").find(after=after)


class TestHistory:
    def test_pages_give_each_write_once(self, store):
        """The first one first."""
        goal = store.save(wanted(id="g-1"))
        for _ in range(4):
            goal = store.save(goal.revised(day=MONDAY))
        pages = pages_of(lambda **said: store.history("g-1", **said), limit=2)

        assert [[1, 2], [3, 4], [5]] == [[write.version for write in page] for page in pages]

    def test_long_history_is_read_to_its_end(self, store):
        """An operation is found again however long ago it was."""
        first = store.save(wanted(id="g-1"), op_id="op-0")
        writes = [
            Write(goal=first.revised(day=MONDAY), expect=version) for version in range(1, 2_100)
        ]
        store.put(*writes[:1_000])
        store.put(*writes[1_000:], op_id="op-1")

        assert 1 == store.edit("g-1", lambda goal: goal, op_id="op-0").version
        assert 1_002 == store.edit("g-1", lambda goal: goal, op_id="op-1").version


def review_of(store, goal_id="g-1"):
    return {found.goal.id: found.review for found in store.find()}[goal_id]


class TestReviews:
    @pytest.fixture
    def reviewed(self, store):
        store.save(wanted(id="g-1", start=MONDAY, review=EVERY_TWO_WEEKS))
        store.save(wanted(id="g-2"))
        store.save(wanted(id="g-3", subject="c-18", start=MONDAY, review=EVERY_TWO_WEEKS))
        closed = wanted(id="g-4", start=MONDAY, review=EVERY_TWO_WEEKS)
        store.save(closed.started(day=MONDAY).completed(day=MONDAY))
        return store

    def test_date_is_the_one_that_is_computed_for_the_goal(self, reviewed):
        """It is stored with the day of judgement and the policy."""
        dates = reviewed.project_reviews("c-17", on=LATER)
        goal, journal = reviewed.get("g-1"), reviewed.journal("c-17")

        assert {"g-1": next_review(goal, journal, on=LATER)} == dates
        assert (StoredReview(day=dates["g-1"].day, policy=EVERY_TWO_WEEKS, on=LATER)) == review_of(
            reviewed
        )

    def test_working_days_are_those_of_the_host(self, reviewed):
        """A practice may be closed on the day."""
        plain = reviewed.project_reviews("c-17", on=MONDAY)["g-1"].day
        moved = reviewed.project_reviews(
            "c-17", on=MONDAY, is_working_day=lambda day: day.weekday() == 4
        )["g-1"].day

        assert (0, 4) == (plain.weekday(), moved.weekday())
        assert moved == review_of(reviewed).day

    def test_unknown_day_comes_before_all_others(self, reviewed):
        """No review is missed because nobody computed it; goals without one are left out."""
        dates = reviewed.project_reviews("c-17", on=MONDAY)
        day = dates["g-1"].day

        assert ["g-3", "g-1"] == [found.goal.id for found in reviewed.find(review_by=day)]
        assert ["g-3"] == [
            found.goal.id for found in reviewed.find(review_by=day - dt.timedelta(days=1))
        ]

    def test_reviews_come_in_the_order_of_their_days(self, store):
        """And then of their ids."""
        for number, days in [(1, 14), (2, 7), (3, 14)]:
            start = MONDAY + dt.timedelta(days=days)
            store.save(wanted(id=f"g-{number}", start=start, review=EVERY_TWO_WEEKS))
        store.project_reviews("c-17", on=MONDAY)

        assert ["g-2", "g-1", "g-3"] == [found.goal.id for found in store.find(review_by=LATEST)]

    @pytest.mark.parametrize(
        "write",
        [
            lambda store: store.edit("g-1", lambda goal: goal.revised(day=MONDAY)),
            lambda store: store.record("c-17", done()),
            lambda store: store.record("c-17", redacted("e-1")),
            lambda store: store.save(wanted(id="g-9"), done()),
        ],
        ids=["goal", "entry", "redaction", "entry with another goal"],
    )
    def test_what_is_written_of_the_person_makes_it_unknown(self, reviewed, write):
        """It may come earlier now."""
        reviewed.project_reviews("c-17", on=MONDAY)
        write(reviewed)

        assert review_of(reviewed) is None
        assert ["g-1", "g-3"] == [found.goal.id for found in reviewed.find(review_by=MONDAY)]

    @pytest.mark.parametrize(
        "write",
        [
            lambda store: store.edit("g-3", lambda goal: goal.revised(day=MONDAY)),
            lambda store: store.edit("g-2", lambda goal: goal.revised(day=MONDAY)),
            lambda store: store.record("c-18", done()),
            lambda store: store.project_reviews("c-18", on=MONDAY),
            lambda store: store.hold("c-17", reason="case-9"),
            lambda store: store.tenant("clinic-2").record("c-17", done()),
        ],
        ids=["goal", "other goal", "entry", "review", "hold", "tenant"],
    )
    def test_what_is_written_of_others_leaves_it_alone(self, reviewed, write):
        """It still holds."""
        reviewed.project_reviews("c-17", on=MONDAY)
        before = review_of(reviewed)
        write(reviewed)

        assert (before, False) == (review_of(reviewed), before is None)

    def test_review_that_never_comes_is_not_found(self, store):
        """It is known that there is none: nothing has begun."""
        store.save(wanted(id="g-1", review=EVERY_TWO_WEEKS))
        dates = store.project_reviews("c-17", on=MONDAY)

        assert [None] == [date.day for date in dates.values()]
        assert [] == list(store.find(review_by=LATEST))
        assert StoredReview(day=None, policy=EVERY_TWO_WEEKS, on=MONDAY) == review_of(store)

    def test_computing_a_review_changes_no_goal(self, reviewed):
        """It is no write: no version, no change."""
        before = list(reviewed.changes())
        reviewed.project_reviews("c-17", on=MONDAY)

        assert (before, 1) == (list(reviewed.changes()), reviewed.get("g-1").version)

    def test_person_without_reviews_has_none(self, reviewed):
        """An empty answer is one."""
        assert {} == reviewed.project_reviews("c-99", on=MONDAY)
        assert ["c-17", "c-18"] == [subject.id for subject in reviewed.subjects()]

    def test_review_of_what_is_written_meanwhile_is_computed_again(self, monkeypatch):
        """From the goal and the journal as they are then."""
        monkeypatch.setattr("time.sleep", lambda _: None)
        store = Store(Meanwhile())
        goal = wanted(id="g-1", start=MONDAY, review=EVERY_TWO_WEEKS)
        saved = store.save(goal)
        moved = attrs.evolve(saved, start=LATER)
        store.backend.then = [
            lambda: store.record("c-17", done()),
            lambda: None,
            lambda: store.save(moved),
        ]
        dates = store.project_reviews("c-17", on=MONDAY)

        assert next_review(moved, store.journal("c-17"), on=MONDAY) == dates["g-1"]
        assert dates["g-1"].day == review_of(store).day

    def test_storage_takes_no_review_of_another_version(self, reviewed):
        """Nor one of a goal that is not there."""
        row = ReviewRow(goal_id="g-1", version=7, day=None, policy="", on="2025-02-03")
        for wrong in (row, row._replace(goal_id="g-99", version=1)):
            with pytest.raises(StaleError):
                reviewed.backend.put("default", Batch(reviews=(wrong,)))

    def test_goals_of_one_person_are_all_looked_at(self, store):
        """Also when there are more of them than a page holds."""
        store.put(
            *[
                Write(
                    goal=wanted(id=f"g-{number:04}", start=MONDAY, review=EVERY_TWO_WEEKS),
                    expect=0,
                )
                for number in range(1_001)
            ]
        )

        assert 1_001 == len(store.project_reviews("c-17", on=MONDAY))

    @pytest.mark.parametrize("on", [None, "2025-02-03", dt.datetime(2025, 2, 3, tzinfo=dt.UTC)])
    def test_judgement_has_a_day(self, store, on):
        """There is no clock in it."""
        with pytest.raises(InvalidValueError, match="on must be a"):
            store.project_reviews("c-17", on=on)

    def test_nothing_is_computed_for_who_was_erased(self, reviewed):
        """There is nothing to compute it from."""
        reviewed.erase("c-17", reason="request-4")

        with pytest.raises(ErasedError):
            reviewed.project_reviews("c-17", on=MONDAY)


def told(changes):
    return [(str(change.kind), change.subject, change.id, change.version) for change in changes]


class TestChanges:
    def test_changes_come_in_the_order_of_writing(self, store):
        """Goals before the entries that came with them; a redaction is an entry."""
        store.save(goal_of(), done("e-1"))
        store.record("c-18", redacted("e-1", "e-2"))
        store.edit("g-1", lambda goal: goal.started(day=MONDAY))

        assert [
            ("goal", "c-17", "g-1", 1),
            ("entry", "c-17", "e-1", None),
            ("entry", "c-18", "e-2", None),
            ("goal", "c-17", "g-1", 2),
        ] == told(store.changes())

    def test_who_keeps_the_place_misses_nothing(self, store):
        """Also where there was nothing yet, and where nothing came in between."""
        place = store.changes().next
        store.save(goal_of())
        first = store.changes(after=place)
        nothing = store.changes(after=first.next)
        store.record("c-17", done("e-1"))

        assert [("goal", "c-17", "g-1", 1)] == told(first)
        assert ([], first.next) == (told(nothing), nothing.next)
        assert [("entry", "c-17", "e-1", None)] == told(store.changes(after=nothing.next))

    def test_pages_give_each_change_once(self, store):
        """In order, up to an empty page."""
        store.record("c-17", *[done(f"e-{number}") for number in range(5)])
        seen, page = [], store.changes(limit=2)
        while page:
            seen.append(ids(page))
            page = store.changes(limit=2, after=page.next)

        assert [["e-0", "e-1"], ["e-2", "e-3"], ["e-4"]] == seen

    def test_what_was_not_written_is_no_change(self, store):
        """A retry, an entry that is there already, one that was redacted."""
        store.record("c-17", done("e-1"), redacted("e-2", "e-3"))
        place = store.changes().next
        store.record("c-17", done("e-1"), done("e-2"))

        assert [] == told(store.changes(after=place))

    def test_erasure_takes_the_changes_of_the_person_and_is_one(self, store):
        """Who reads on hears of it; what they told is gone."""
        store.save(goal_of(), done("e-1"))
        store.save(goal_of(id="g-2", subject="c-18"))
        place = store.changes().next
        store.erase("c-17", reason="request-4")

        assert [("erased", "c-17", "c-17", None)] == told(store.changes(after=place))
        assert [("goal", "c-18", "g-2", 1), ("erased", "c-17", "c-17", None)] == told(
            store.changes()
        )


class TestSubjects:
    def test_everybody_of_whom_something_is_known_is_listed(self, store):
        """By id: a goal, an entry, a hold, an erasure."""
        store.save(goal_of(subject="c-4"))
        store.record("c-3", done())
        store.hold("c-2", reason="case-9")
        store.erase("c-1", reason="request-4")
        listed = store.subjects()

        assert ["c-1", "c-2", "c-3", "c-4"] == ids(listed)
        assert ["case-9"] == [subject.held for subject in listed if subject.held]
        assert ["request-4"] == [subject.reason for subject in listed if subject.erased_at]

    def test_who_was_only_asked_for_is_not(self, store):
        """Reading and releasing leave nothing."""
        store.journal("c-1")
        store.release("c-2")
        store.hold("c-3", reason="case-9")
        store.release("c-3")
        store.record("c-4")
        store.project_reviews("c-5", on=MONDAY)

        assert [] == list(store.subjects())

    def test_pages_give_each_person_once(self, store):
        """By id, which is compared sign by sign."""
        names = ["A", "a", "a ", "b", "ä", "😀"]
        for name in names:
            store.record(name, done())

        assert [names[:4], names[4:]] == [ids(page) for page in pages_of(store.subjects, limit=4)]
