"""JSON Schema: what the codec writes is valid, and what it would not read is not."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from smartgoals import Goal, InvalidValueError, Journal, Noted, Progress, from_dict, to_dict
from smartgoals._reading import TYPES
from smartgoals.errors import DecodeError
from smartgoals.schema import SCHEMA_FILE, json_schema
from smartgoals.testing import goals, journals
from tests import update_schema
from tests.test_codec import ANY_VALUE

SAVED = sorted((Path(__file__).parent / "data" / "format-1").glob("*.json"))


@cache
def validator(kind=None):
    schema = json_schema(kind)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def is_valid(document, kind=None):
    return validator(kind).is_valid(document)


def places(value):
    """Yield every place in plain data: what it is in, and its name or number there."""
    known = {dict: dict.items, list: enumerate}.get(type(value), lambda _: ())
    for key, item in list(known(value)):
        yield value, key
        yield from places(item)


class TestSchema:
    # The first of each type waits for its schema.
    @settings(deadline=None)
    @given(ANY_VALUE)
    def test_whatever_is_written_is_valid(self, value):
        """The schema of its type and that of all documents take it."""
        document = to_dict(value)

        assert is_valid(document, type(value))
        assert is_valid(document)

    @pytest.mark.parametrize("path", SAVED, ids=lambda path: path.stem)
    def test_saved_documents_are_valid(self, path):
        """What was written once stays valid."""
        document = json.loads(path.read_text(encoding="utf-8"))

        assert is_valid(document)

    def test_there_are_saved_documents(self):
        """Without any, the test above would say nothing."""
        assert len(SAVED) >= 5

    @given(goals(), st.data())
    def test_what_is_broken_is_refused_by_both(self, goal, data):
        """Whatever the schema refuses, the codec does not read."""
        broken = to_dict(goal)
        place, key = data.draw(st.sampled_from(list(places(broken))))
        place[key] = data.draw(st.sampled_from([None, 7, -1, "", "x", [], {}, True, [1], {"x": 1}]))

        read = []
        with suppress(DecodeError):
            read.append(from_dict(broken, Goal))

        assert is_valid(broken, Goal) or not read

    @pytest.mark.parametrize(
        "change",
        [
            {"format": 2},
            {"format": "1"},
            {"type": "Journal"},
            {"statement": " "},
            {"id": ""},
            {"id": "x" * 256},
            {"confidence": 11},
            {"priority": "urgent"},
            {"start": "3/2/2025"},
            {"unknown": 1},
            {"targets": {}},
            {"lifecycle_history": [{"status": "begun"}]},
            {"extensions": []},
        ],
    )
    def test_what_is_no_goal_is_refused(self, change):
        """Other formats, other types, unknown fields and codes, ids and days that are none."""
        document = to_dict(Goal(id="g-1", subject="c-17", statement="I will walk."))

        assert is_valid(document, Goal)
        assert not is_valid({**document, **change}, Goal)
        with pytest.raises(DecodeError):
            from_dict({**document, **change}, Goal)

    @pytest.mark.parametrize("field", ["format", "type", "id", "subject", "statement"])
    def test_what_has_to_be_there_is_asked_for(self, field):
        """A field without a default is required."""
        document = to_dict(Goal(id="g-1", subject="c-17", statement="I will walk."))

        assert not is_valid({key: item for key, item in document.items() if key != field}, Goal)

    @given(journals())
    def test_law_catches_a_schema_that_lacks_a_field(self, journal):
        """A field that is written and not known is found."""
        document = to_dict(journal)
        schema = json_schema(Journal)
        del schema["properties"]["subject"]

        assert not Draft202012Validator(schema).is_valid(document)

    def test_each_kind_of_entry_is_told_by_its_type(self):
        """An entry within a journal or a correction names its kind."""
        names = {
            one["properties"]["type"]["const"]
            for one in json_schema(Journal)["$defs"]["Entry"]["oneOf"]
        }

        assert {"Done", "Noted", "Corrected"} < names
        assert "Entry" not in json_schema(Noted).get("$defs", {})

    @pytest.mark.parametrize("kind", [Progress, int, "Goal"])
    def test_what_is_not_written_has_no_schema(self, kind):
        """Judgements are computed, not kept."""
        with pytest.raises(InvalidValueError, match=r"^kind must be"):
            json_schema(kind)


class TestDescriptions:
    @pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.__name__)
    def test_every_field_is_described(self, kind):
        """In the words of the class, without the marks of the documents."""
        properties = json_schema(kind)["properties"]
        said = {name: one.get("description") for name, one in properties.items()}

        assert [] == [name for name in said if name not in {"format", "type"} and not said[name]]
        assert [] == [words for words in said.values() if words and ("`" in words or "*" in words)]


class TestShipped:
    def test_the_file_is_the_schema_of_today(self):
        """Run `python -m tests.update_schema` after a change that is meant."""
        assert update_schema.text() == SCHEMA_FILE.read_text(encoding="utf-8")
