from __future__ import annotations

import pytest

from benchmarks import stores_growth, stores_rows
from smartgoals import Goal
from smartgoals.codec import dumps, loads
from smartgoals.stores._memory import MemoryBackend
from smartgoals.stores._rows import Query


@pytest.fixture(scope="module")
def filled():
    """Return a storage with as many goals as the smaller one that is measured."""
    backend = MemoryBackend()
    ids = stores_growth.fill(backend, stores_rows.Rows(), stores_rows.FIRST)
    return backend, ids


class TestRows:
    def test_a_document_has_the_size_that_was_measured_before(self):
        """Numbers compare only where the documents are as long."""
        rows = stores_rows.Rows()
        writes = [write for batch in rows.batch(20).values() for write in batch]

        assert {stores_rows.SIZE} == {len(write.row.document.encode()) for write in writes}

    def test_a_document_is_one_of_a_goal(self):
        """What a store is given here is what it would be given."""
        goal_id, subject = "g" * 36, "c-17"
        goal = stores_rows.goal(goal_id, subject)

        assert stores_rows.SIZE == len(dumps(goal))
        assert goal_id == loads(stores_rows.Rows().document(goal_id, subject), Goal).id

    def test_rows_are_the_same_each_time(self):
        """What is measured today is measured again tomorrow."""
        one, other = (stores_rows.Rows() for _ in range(2))

        assert one.batch(50) == other.batch(50)
        assert one.batch(50) != stores_rows.Rows().batch(50)

    def test_a_replacement_is_of_the_same_person(self):
        """A goal never changes hands, and the backend would refuse it."""
        rows = stores_rows.Rows()
        goal_id = rows.id()

        first, second = (rows.plain(goal_id, version, terms=True) for version in (1, 2))

        assert first.row.subject == second.row.subject
        assert first.keys.areas


class TestQuestions:
    @pytest.mark.parametrize(
        "query", [*stores_rows.QUESTIONS.values(), *stores_rows.MIXED.values()]
    )
    def test_each_page_that_is_timed_is_full(self, filled, query):
        """An empty page would be found fast, however bad the index."""
        backend, _ = filled

        stores_growth.asked(backend, query, [None, *stores_rows.places(query, 3)])

    def test_a_page_that_is_not_full_is_told(self, filled):
        """The check above can fail."""
        backend, _ = filled

        with pytest.raises(AssertionError):
            stores_growth.asked(backend, Query(subject="c-nobody"), [None])

    def test_every_field_of_a_query_is_asked_for(self):
        """A new way to find goals is measured too."""
        asked = {
            field
            for query in stores_rows.QUESTIONS.values()
            for field, value in query._asdict().items()
            if value
        }

        assert set(Query._fields) == asked

    def test_the_goals_that_are_got_are_there(self, filled):
        """Looking in vain is no measure."""
        backend, ids = filled

        assert {*ids} == {backend.goal(stores_rows.LARGEST, one, None).id for one in ids}
