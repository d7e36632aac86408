from __future__ import annotations

import datetime as dt
import json
import traceback
from contextlib import contextmanager, suppress
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smartgoals import _reading, codec, testing
from smartgoals._reading import ENTRY_TYPES, TYPES, value_reader
from smartgoals._time import format_instant
from smartgoals.codec import FORMAT, dumps, from_dict, loads, to_dict
from smartgoals.entries import Corrected, Done, Entry, Noted, Reviewed
from smartgoals.errors import DecodeError, InvalidValueError
from smartgoals.goals import Goal
from smartgoals.journal import Journal
from smartgoals.measures import Quantity, Unit
from smartgoals.plans import ActionPlan, ReviewPolicy, Step
from smartgoals.recurrence import Recurrence, Window
from smartgoals.scoring import progress
from tests import format_1
from tests.strategies import STRATEGIES

DAY = dt.date(2025, 2, 3)
AT = dt.datetime(2025, 2, 3, 8, 0, 0, 250_000, tzinfo=dt.UTC)
SAVED = Path(__file__).parent / "data" / "format-1"
# What is said here holds for every type; each is met often enough with a part of the examples.
SOME = settings(max_examples=max(10, settings().max_examples // 4))
BACKENDS = [codec._with_json()]
with suppress(ImportError):
    BACKENDS.append(codec._with_orjson(import_module("orjson")))


@contextmanager
def using(backend):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codec, "_JSON", backend)
        yield


NO_VALUES = {"days", "ids", "instants", "texts"}
VALUES = [name for name in STRATEGIES if name not in NO_VALUES]


def values(name):
    return st.deferred(getattr(testing, name))


ANY_VALUE = st.sampled_from(VALUES).flatmap(values)


def exactly(value):
    """Return all that a value is: types of numbers, zones and folds, which equality passes over."""
    if isinstance(value, dt.datetime):
        return type(value), format_instant(value), value.fold, type(value.tzinfo)
    if attrs.has(type(value)):
        fields = [field.name for field in attrs.fields(type(value)) if field.eq]
        return type(value), [(name, exactly(getattr(value, name))) for name in fields]
    if isinstance(value, dict):
        return type(value), [(key, exactly(item)) for key, item in value.items()]
    if isinstance(value, tuple | list):
        return type(value), [exactly(item) for item in value]
    return type(value), value


def is_plain(document):
    if type(document) is dict:
        return all(type(key) is str and is_plain(item) for key, item in document.items())
    if type(document) is list:
        return all(map(is_plain, document))
    return document is None or type(document) in {str, int, float, bool}


def problems(document, kind):
    with pytest.raises(DecodeError) as caught:
        from_dict(document, kind)
    return [tuple(problem) for problem in caught.value.problems]


def document(kind, **fields):
    return {"format": FORMAT, "type": kind.__name__, **fields}


@pytest.mark.parametrize("name", VALUES)
class TestEveryValue:
    @SOME
    @given(st.data())
    def test_nothing_is_lost_in_plain_data(self, name, data):
        """What is read is what was written, down to the types of numbers, zones and folds."""
        value = data.draw(values(name))
        kind = type(value)

        plain = to_dict(value)
        untouched = deepcopy(plain)
        back = from_dict(plain, kind)

        assert is_plain(plain)
        assert untouched == plain
        assert value == back
        assert exactly(value) == exactly(back)
        # The detailed way is there for what is wrong, and never needed for what is right.
        assert exactly(value) == exactly(value_reader(kind)(plain, 2))

    @SOME
    @given(st.data())
    def test_nothing_is_lost_in_json(self, name, data):
        """Each backend reads what each backend wrote, and writes the same bytes again."""
        value = data.draw(values(name))

        for writer in BACKENDS:
            text = writer.write(value)

            assert to_dict(value) == json.loads(text)
            for reader in BACKENDS:
                with using(reader):
                    back = loads(text.encode(), type(value))

                assert exactly(value) == exactly(back)
                assert text == writer.write(back)


def test_strategies_make_every_type_that_is_written():
    """A type without a strategy would pass every law unseen."""
    kinds = {Entry if issubclass(kind, Entry) else kind for kind in TYPES.values()}

    assert len(kinds) == len(VALUES)


FIELDS = sorted({field.name for kind in TYPES.values() for field in attrs.fields(kind)})
# Anything that JSON can say, and what Python's parser takes beyond that.
ODD_NUMBERS = st.sampled_from([2**63, -(2**70), 10**400, 1e300, -0.0, float("nan"), float("inf")])
ODD_TEXTS = st.sampled_from(
    [
        *("", " ", "\ud800", "\x00", "{", "min", "Done", "active"),
        *("2025-02-30", "2025-W06-1", "20250203", "2025-02-03"),
        *("2025-02-03T08:00:00", "2025-02-03T08:00:00Z", "2025-02-03T08:00:00Z[No/Where]"),
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=5)
    | ODD_NUMBERS
    | ODD_TEXTS
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["type", "id"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def places(plain):
    """Return every dict and list in a document, with each key or index in it."""
    found = []
    if isinstance(plain, dict | list):
        for key in plain if isinstance(plain, dict) else range(len(plain)):
            found += [(plain, key), *places(plain[key])]
    return found


@st.composite
def damaged(draw, anything=ANYTHING):
    """Make a document that was right, with one or two things in it changed, added or gone."""
    plain = to_dict(draw(ANY_VALUE))
    for _ in range(draw(st.integers(1, 2))):
        there = places(plain)
        inside, key = draw(st.sampled_from(there))
        match draw(st.sampled_from(["change", "remove", "add", "move"])):
            case "change":
                inside[key] = draw(anything)
            case "remove":
                del inside[key]
            case "add" if isinstance(inside, dict):
                inside[draw(st.text(max_size=5) | st.sampled_from(FIELDS))] = draw(anything)
            case _:
                other, there_key = draw(st.sampled_from(there))
                inside[key] = deepcopy(other[there_key])
    return plain


def paths(plain):
    """Return the way to every value in a document; extensions are one value."""
    if isinstance(plain, dict):
        inside = plain.items()
    else:
        inside = enumerate(plain) if isinstance(plain, list) else ()
    found = []
    for key, value in inside:
        found.append((key,))
        found += [(key, *way) for way in ([] if key == "extensions" else paths(value))]
    return found


def spoil(plain, way):
    for key in way[:-1]:
        plain = plain[key]
    plain[way[-1]] = {"no": object()}


def said(way):
    """Return a way as a path is written; the kind of an entry is a matter of the whole entry."""
    named = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in way if key != "type"]
    return "".join(["$", *named])


# Ten characters, as many as a day has, and a name in Python, as a field has.
MARKER = "zqxsaidzqx"
WORDS = st.sampled_from(
    [
        MARKER,
        f"{MARKER}\ud800",
        f"2025-02-03T08:00:00Z[{MARKER}]",
        f"{{{MARKER}}}",
        f"{MARKER} " * 99,
    ]
)
MARKED = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.sampled_from(FIELDS), inner, max_size=3)
    ),
    max_leaves=5,
)


def outcome(read):
    try:
        return exactly(read())
    except Exception:  # noqa: BLE001  # whatever it is, the codec takes it for a refusal
        return "refused"


class TestDamage:
    @given(damaged())
    def test_both_ways_agree(self, plain):
        """What the quick way reads is what the detailed one reads, down to the types of numbers."""
        fields = {key: item for key, item in plain.items() if key not in {"format", "type"}}
        kind = TYPES.get(str(plain.get("type")), Goal)

        quick = outcome(lambda: value_reader(kind)(fields))
        detailed = outcome(lambda: codec._structure_value(codec._CONVERTER, kind)(fields, kind))

        assert quick in ["refused", detailed]

    @given(damaged() | ANYTHING, st.sampled_from([*TYPES.values(), Entry]))
    def test_only_a_decode_error_comes_out(self, plain, kind):
        """A document comes from anywhere: nothing in it raises anything else."""
        with suppress(DecodeError):
            from_dict(plain, kind)

    @given(damaged() | ANYTHING | st.text() | st.binary(), st.sampled_from(BACKENDS))
    def test_only_a_decode_error_comes_out_of_json(self, anything, backend):
        """Text comes from anywhere too, and may be no JSON, or no text."""
        text = anything if isinstance(anything, str | bytes) else json.dumps(anything)

        with using(backend), suppress(DecodeError):
            loads(text, object)

    @given(damaged(MARKED))
    def test_no_error_repeats_a_word(self, plain):
        """What stands in the wrong place may be what a client said."""
        told = ""
        try:
            from_dict(plain, object)
        except DecodeError as error:
            told = "".join(traceback.format_exception(error))

        assert MARKER not in told

    @given(ANY_VALUE.map(to_dict), st.data())
    def test_problem_is_found_at_its_path(self, plain, data):
        """A path leads to the place that is wrong, through every list and object."""
        ways = [way for way in paths(plain) if way[0] not in {"format", "type"}]
        assume(ways)
        way = data.draw(st.sampled_from(ways))
        spoil(plain, way)

        found = [path for path, _ in problems(plain, object)]

        # A list of texts is one field: its items have no path of their own.
        assert [path for path in found if path.startswith(said(way)) or path == said(way[:-1])]


class TestProblems:
    def test_all_are_listed_with_their_paths(self):
        """A document is put right in one go, not in one go for each mistake."""
        plain = document(
            Goal,
            id=3,
            statement=" ",
            confidence=11,
            plan={"steps": [{"id": "walk", "action": 3}, {"id": "run", "dose": {"value": "x"}}]},
            milestones=[{"id": "m", "name": "m", "due": "soon", "weight": "much"}],
            mood=1,
        )

        assert {
            (
                "$.id",
                "id must be an id of 1 to 255 printable characters, got 3; new_id() makes one",
            ),
            ("$.subject", "is missing"),
            ("$.statement", "statement must be text that says something, got text of 1 characters"),
            ("$.confidence", "confidence must be a whole number from 0 to 10, got 11"),
            ("$.plan.steps[0].action", "action must be text, got 3"),
            ("$.plan.steps[1].action", "is missing"),
            (
                "$.plan.steps[1].dose.value",
                "value must be a finite number, got text of 1 characters",
            ),
            ("$.plan.steps[1].dose.unit", "is missing"),
            ("$.milestones[0].due", "expected a day as YYYY-MM-DD"),
            ("$.milestones[0].weight", "weight must be a finite number, got text of 4 characters"),
            ("$.<key of 4 characters>", "is not a known field"),
        } == set(problems(plain, Goal))

    @pytest.mark.parametrize(
        ("plain", "problem"),
        [
            ([], ("$", "expected an object")),
            ({}, ("$.format", "expected a format up to 1")),
            ({"format": True, "type": "Goal"}, ("$.format", "expected a format up to 1")),
            ({"format": 0, "type": "Goal"}, ("$.format", "expected a format up to 1")),
            (
                {"format": 2, "type": "Goal"},
                (
                    "$.format",
                    "expected a format up to 1; it was written by a newer version of smartgoals",
                ),
            ),
            ({"format": 1}, ("$.type", "expected Goal")),
            ({"format": 1, "type": "Journal"}, ("$.type", "expected Goal")),
            ({"format": 1, "type": ["Goal"]}, ("$.type", "expected Goal")),
        ],
    )
    def test_document_of_another_kind_is_refused(self, plain, problem):
        """What kind of document it is comes before what is in it."""
        assert [problem] == problems(plain, Goal)

    @pytest.mark.parametrize(
        ("kind", "fields", "problem"),
        [
            (ActionPlan, {"steps": {}}, ("$.steps", "expected a list")),
            (ActionPlan, {"steps": ["walk"]}, ("$.steps[0]", "expected an object")),
            (ActionPlan, {7: ()}, ("$", "expected an object")),
            (
                Recurrence,
                {"start": "2025-02-03", "frequency": []},
                ("$.frequency", "expected one of once, daily, weekly, monthly, yearly"),
            ),
            (
                Recurrence,
                {"start": "2025-02-03", "frequency": "daily", "day_start": "0300"},
                ("$.day_start", "expected a wall time as HH:MM:SS"),
            ),
            (
                Recurrence,
                {"start": "2025-02-03", "frequency": "daily", "day_start": 3},
                ("$.day_start", "expected a wall time as HH:MM:SS"),
            ),
            (
                Recurrence,
                {"start": "20250203", "frequency": "daily"},
                ("$.start", "expected a day as YYYY-MM-DD"),
            ),
            (
                Done,
                {"day": "2025-02-03", "step": "walk", "recorded_at": "2025-02-03T08:00:00"},
                ("$.recorded_at", "expected a date and time with its offset from UTC"),
            ),
            (Done, {"day": 7, "step": "walk"}, ("$.day", "expected a day as YYYY-MM-DD")),
            (
                ReviewPolicy,
                {"base_days": 14, "longer_by": "three halves"},
                ("$.longer_by", "expected a fraction such as 3/2"),
            ),
            (
                ReviewPolicy,
                {"base_days": 14, "longer_by": 1.5},
                ("$.longer_by", "expected a fraction such as 3/2"),
            ),
            (
                Done,
                {"day": "2025-02-03", "step": "walk", "recorded_at": 7},
                ("$.recorded_at", "expected a date and time with its offset from UTC"),
            ),
            (
                Done,
                {"day": "2025-02-03", "step": "walk", "part": 0},
                ("$.part", "part must be above 0 and at most 1, got 0.0; nothing done is Missed"),
            ),
            (
                Journal,
                {"subject": "c-17", "entries": ["done"]},
                ("$.entries[0]", "expected an object"),
            ),
            (
                Journal,
                {"subject": "c-17", "entries": [{"type": "Entry", "day": "2025-02-03"}]},
                ("$.entries[0]", "expected a type that is a kind of entry"),
            ),
            (
                Goal,
                {"id": "g", "subject": "c", "statement": "s", "version": 3},
                ("$.<key of 7 characters>", "is not a known field"),
            ),
            (
                Goal,
                {
                    "id": "g",
                    "subject": "c",
                    "statement": "s",
                    "lifecycle_history": [{"status": "entered-in-error"}, {"status": "active"}],
                },
                (
                    "$",
                    "a goal that is entered-in-error cannot become active; it can become nothing",
                ),
            ),
        ],
    )
    def test_problem_says_what_was_expected(self, kind, fields, problem):
        """Each place that can be wrong has words of its own."""
        assert [problem] == problems({**document(kind), **fields}, kind)

    @pytest.mark.parametrize("backend", BACKENDS)
    @pytest.mark.parametrize(
        "text",
        ["", "{", b"\xff", "NaN", '{"format": 1, "type": "Goal", "x": Infinity}', "[" * 100_000, 3],
    )
    def test_what_is_no_json_is_refused(self, backend, text):
        """JSON has no NaN and no infinity, is UTF-8, and ends somewhere."""
        with using(backend), pytest.raises(DecodeError, match=r"^\$: expected valid JSON$"):
            loads(text, Goal)

    def test_depth_is_a_problem_like_any_other(self):
        """A document that goes deeper than Python can follow is refused as well."""
        plain = to_dict(Done(step="walk", day=DAY, id="e-1", recorded_at=AT))
        for _ in range(5_000):
            plain = document(Corrected, day="2025-02-03", replacement=plain)

        assert problems(plain, Entry)


class TestDocument:
    def test_it_begins_with_format_and_type(self):
        """Whoever finds a document can tell what it is, and which library wrote it."""
        assert ["format", "type"] == list(to_dict(Unit(code="min")))[:2]

    def test_defaults_are_left_out(self):
        """A short document is read, sent and stored faster, and a new field changes no old one."""
        step = Step(id="walk", action="walk")

        assert {"format": 1, "type": "Step", "id": "walk", "action": "walk"} == to_dict(step)

    def test_null_is_taken_where_nothing_may_be(self):
        """Other writers say null where this one says nothing."""
        plain = document(Step, id="walk", action="walk", dose=None, start=None, responsible=None)

        assert Step(id="walk", action="walk") == from_dict(plain, Step)
        assert Step(id="walk", action="walk") == value_reader(Step)(plain, 2)

    def test_later_of_two_equal_keys_counts(self):
        """Two backends agree about a document that says something twice."""
        text = '{"format":1,"type":"Quantity","value":1.0,"value":2.0,"unit":"min"}'

        for backend in BACKENDS:
            with using(backend):
                assert 2.0 == loads(text, Quantity).value

    def test_any_mapping_is_read(self):
        """A document need not be a dict of its own."""
        plain = MappingProxyType(document(Step, id="walk", action="walk"))

        assert Step(id="walk", action="walk") == from_dict(plain, Step)

    def test_write_of_a_store_is_no_part_of_it(self):
        """Which write a goal was loaded from is the store's to know."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.", version=3)

        assert "version" not in to_dict(goal)
        assert loads(dumps(goal), Goal).version is None

    def test_zone_and_fold_come_back(self):
        """Of two equal wall times, the one that was meant comes back, with its zone."""
        there = dt.datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))
        entry = Done(step="walk", day=DAY, occurred_at=there)

        back = loads(dumps(entry), Done).occurred_at

        assert "2024-10-27T02:30:00+01:00[Europe/Berlin]" == to_dict(entry)["occurred_at"]
        assert (1, "Europe/Berlin", type(entry.occurred_at)) == (
            back.fold,
            back.timezone_name,
            type(back),
        )

    def test_day_of_another_library_is_written(self):
        """A subclass of date is a day too."""
        absence = Done(step="walk", day=pendulum.Date(2025, 2, 3))

        for backend in BACKENDS:
            assert '"day":"2025-02-03"' in backend.write(absence)

    def test_judgement_is_no_document(self):
        """What can be computed again is not kept."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk.")
        judged = progress(goal, Journal(subject="c-17"), on=DAY)

        with pytest.raises(InvalidValueError, match="judgements are computed, not kept"):
            to_dict(judged)

    def test_kind_of_entry_that_is_not_ours_is_not_written(self):
        """It could not be read again."""

        @attrs.frozen(kw_only=True)
        class Danced(Entry):
            tune: str = ""

        danced = Danced(day=DAY, id="e-1", recorded_at=AT)

        with pytest.raises(InvalidValueError, match="got Danced"):
            dumps(Journal(subject="c-17", entries=[danced]))


class TestBackends:
    def test_orjson_is_not_needed(self):
        """Without the extra the standard library writes, and nothing else changes."""
        assert BACKENDS[0].write(Unit(code="min")) == '{"format":1,"type":"Unit","code":"min"}'

    def test_whole_number_has_64_bits(self):
        """A reader of JSON takes a longer number for a float, or refuses it."""
        longest = Window(start=DAY, until=DAY + dt.timedelta(days=1), times=2**63 - 1)

        for backend in BACKENDS:
            assert longest == from_dict(backend.read(backend.write(longest)), Window)
        with pytest.raises(InvalidValueError, match="times must be a whole number of 64 bits"):
            attrs.evolve(longest, times=2**63)

    def test_of_orjson_only_what_it_documents_is_used(self):
        """What has its two functions and its option can stand in for it."""

        def plain_dumps(document, *, default, option):
            assert option == "Z"
            return json.dumps(document, default=default).encode()

        stand_in = codec._with_orjson(
            SimpleNamespace(OPT_UTC_Z="Z", dumps=plain_dumps, loads=json.loads)
        )
        step = Step(id="walk", action="walk", start=DAY)

        with using(stand_in):
            assert step == loads(dumps(step), Step)


class TestFormat1:
    @pytest.mark.parametrize("name", format_1.SAVED)
    def test_saved_file_keeps_loading(self, name):
        """A document that was ever written is read for ever, as the value that it was."""
        value = format_1.SAVED[name]
        text = (SAVED / f"{name}.json").read_bytes()

        for backend in BACKENDS:
            with using(backend):
                assert exactly(value) == exactly(loads(text, type(value)))

    @pytest.mark.parametrize("name", format_1.SAVED)
    def test_format_is_the_one_that_is_written(self, name):
        """Another way to write a value is another format, with a number of its own."""
        saved = json.loads((SAVED / f"{name}.json").read_bytes())

        assert saved == to_dict(format_1.SAVED[name])

    def test_every_kind_of_entry_is_saved(self):
        """A kind of entry that is not in the file could change unseen."""
        assert set(ENTRY_TYPES.values()) == {type(entry) for entry in format_1.JOURNAL}


class TestLaws:
    def test_law_catches_a_quick_way_that_skips_a_check(self, monkeypatch):
        """The law that both ways agree tells a quick way that left out what can still fail."""
        plain = {"goal": "g-1", "day": "2025-02-03", "decision": "continue", "participants": [3]}
        careful = value_reader(Reviewed)
        monkeypatch.setattr(_reading, "_is_settled_by_reading", lambda *_: True)
        careless = value_reader.__wrapped__(Reviewed)

        assert "refused" == outcome(lambda: careful(plain))
        assert "refused" != outcome(lambda: careless(plain))

    def test_law_sees_the_types_of_numbers(self):
        """Equality alone would take 1, 1.0 and True for the same."""
        assert 3 == len({str(exactly(number)) for number in (1, 1.0, True)})


@pytest.mark.parametrize("document", ['{"private words', '{"format":1,"type":"Noted","text":7}'])
def test_error_brings_no_other_error_along(document):
    """A tool that follows ``__context__`` would find the document there."""
    with pytest.raises(DecodeError) as caught:
        loads(document, Noted)

    assert (None, None) == (caught.value.__cause__, caught.value.__context__)
