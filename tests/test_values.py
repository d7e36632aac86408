from __future__ import annotations

import copy
import datetime as dt
import functools
import pickle
from enum import StrEnum

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from smartgoals import testing
from smartgoals._values import EMPTY, FrozenDict, describe, frozen_json
from smartgoals.entries import Done, Noted
from smartgoals.errors import InvalidValueError
from smartgoals.goals import Goal, Party, Role
from smartgoals.measures import Quantity
from smartgoals.plans import Resource, ReviewPolicy
from smartgoals.testing._basics import extensions
from smartgoals.treatment import Assessment
from tests.strategies import STRATEGIES

DAY = dt.date(2025, 2, 3)
# What is said here holds for every type; each is met often enough with a tenth of the examples.
SOME = settings(max_examples=max(10, settings().max_examples // 10))
NO_VALUES = {"days", "ids", "instants", "texts"}
VALUES = [name for name in STRATEGIES if name not in NO_VALUES]


def values(name):
    return st.deferred(getattr(testing, name))


def is_unchangeable(value):
    for field in attrs.fields(type(value)):
        try:
            setattr(value, field.name, getattr(value, field.name))
        except attrs.exceptions.FrozenInstanceError:
            continue
        return False
    return True


def is_equal_to_its_twin(value, twin_of):
    twin = twin_of(value)
    return (type(value), value, hash(value)) == (type(twin), twin, hash(twin))


def pickled(value):
    return pickle.loads(pickle.dumps(value))  # noqa: S301  # our own bytes


@pytest.mark.parametrize("name", VALUES)
class TestEveryValue:
    @SOME
    @given(st.data())
    def test_value_cannot_change_and_equals_its_twins(self, name, data):
        """A value can be shared, kept in a set and sent to another process."""
        value = data.draw(values(name))

        assert is_unchangeable(value)
        for twin_of in (pickled, copy.copy, copy.deepcopy, attrs.evolve):
            assert is_equal_to_its_twin(value, twin_of)


@attrs.define(eq=False)
class Loose:
    size: int = 1


class TestLaws:
    def test_law_catches_a_value_that_changes(self):
        """The law itself tells a frozen value from a loose one."""
        assert not is_unchangeable(Loose())
        assert is_unchangeable(Party(id="c-17", role=Role.CLIENT))

    def test_law_catches_a_value_whose_hash_is_its_address(self):
        """Equal values must be one value in a set."""
        assert not is_equal_to_its_twin(Loose(), pickled)


def entry_of(extensions):
    return Done(step="walk", day=DAY, extensions=extensions)


def plain(value):
    """Return frozen data as JSON's own types."""
    if isinstance(value, FrozenDict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


class TestExtensions:
    @given(extensions(testing.texts()))
    def test_extensions_hold_what_was_given(self, given_data):
        """An app gets back what it gave, with its lists as tuples."""
        assert given_data == plain(entry_of(given_data).extensions)

    @given(extensions(testing.texts()))
    def test_extensions_taken_over_are_not_copied_again(self, given_data):
        """Each change of a goal builds it anew; what cannot change is shared."""
        once = entry_of(given_data).extensions

        assert once is entry_of(once).extensions

    @given(extensions(testing.texts()))
    def test_no_part_of_the_extensions_can_change(self, given_data):
        """A goal that holds a list could change under its own hash."""

        def parts(value):
            yield value
            inner = value.values() if isinstance(value, FrozenDict) else value
            for item in inner if isinstance(value, FrozenDict | tuple) else ():
                yield from parts(item)

        kinds = {type(part) for part in parts(entry_of(given_data).extensions)}

        assert kinds <= {FrozenDict, tuple, str, int, float, bool, type(None)}

    @pytest.mark.parametrize(
        "bad",
        [
            {"a": object()},
            {"a": {1, 2}},
            {"a": float("nan")},
            {"a": 2**63},
            {"a": -(2**63) - 1},
            {"a": {1: "b"}},
            {"a": b"bytes"},
            {"a": dt.date(2025, 2, 3)},
            {"a": "\ud800"},
            {"\ud800": "a"},
            "text",
            [("a", 1)],
            functools.reduce(lambda inner, _: {"a": inner}, range(65), {}),
        ],
        ids=range(13),
    )
    def test_what_json_cannot_say_is_refused(self, bad):
        """What is stored survives every round trip, or is refused before it is stored."""
        with pytest.raises(InvalidValueError) as caught:
            entry_of(bad)

        assert "extensions" == caught.value.field

    def test_widest_numbers_and_deepest_nesting_are_taken(self):
        """The limits are those of JSON readers: 64 bits and the depth of a stack."""
        deepest = functools.reduce(lambda inner, _: [inner], range(63), 1)

        assert {"a": -(2**63), "b": 2**63 - 1} == plain(
            frozen_json({"a": -(2**63), "b": 2**63 - 1})
        )
        assert {"a": deepest} == plain(frozen_json({"a": deepest}))

    @pytest.mark.parametrize(
        "change",
        [
            lambda mapping: mapping.update(b=2),
            lambda mapping: mapping.pop("a"),
            lambda mapping: mapping.popitem(),
            lambda mapping: mapping.setdefault("b", 2),
            lambda mapping: mapping.clear(),
            lambda mapping: mapping.__setitem__("a", 2),
            lambda mapping: mapping.__delitem__("a"),
            lambda mapping: mapping.__ior__({"b": 2}),
        ],
        ids=range(8),
    )
    def test_mapping_refuses_each_way_to_change_it(self, change):
        """The message says how to change a value instead."""
        mapping = FrozenDict({"a": 1})

        with pytest.raises(TypeError, match=r"make a new value with attrs\.evolve"):
            change(mapping)
        assert {"a": 1} == mapping

    @pytest.mark.parametrize("mapping", [FrozenDict({"a": 1}), EMPTY], ids=["filled", "empty"])
    def test_making_a_mapping_again_changes_nothing(self, mapping):
        """It is filled once, when it is made."""
        before = dict(mapping)
        mapping.__init__({"b": 2})

        assert before == mapping

    def test_mapping_shows_its_size_and_not_its_content(self):
        """What an app adds may be what a client said."""
        assert "<1 items>" == repr(FrozenDict({"secret": "word"}))

    @given(st.dictionaries(st.text(), st.integers()))
    def test_frozen_mapping_is_a_mapping(self, items):
        """It reads like the dict that it was made of, in the same order."""
        frozen = FrozenDict(items)

        assert (items, list(items), len(items)) == (dict(frozen), list(frozen), len(frozen))
        assert (frozen, hash(frozen)) == (items, hash(FrozenDict(reversed(items.items()))))
        assert EMPTY == FrozenDict()


class OwnWord(StrEnum):
    HEARD = "what I told you"


class OwnText(str):
    __slots__ = ()


def refused(build, field):
    with pytest.raises(InvalidValueError) as caught:
        build()

    assert field == caught.value.field
    assert str(caught.value).startswith(f"{field} must be ")
    return str(caught.value).removeprefix(f"{field} must be ")


class TestChecks:
    @pytest.mark.parametrize("bad", [None, b"walk", 3, OwnWord.HEARD, OwnText("walk")], ids=repr)
    def test_text_is_text_itself(self, bad):
        """Bytes have no meaning without an encoding, and a subclass may hide another text."""
        assert refused(lambda: Noted(text=bad, day=DAY), "text").startswith("text, got ")

    def test_half_of_a_surrogate_pair_is_refused(self):
        """A text that UTF-8 cannot write could be kept and never stored."""
        message = refused(lambda: Noted(text="\ud83d", day=DAY), "text")

        assert message.startswith("valid Unicode text, got text of 1 characters; ")

    @pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u2003"], ids=repr)
    def test_text_that_must_say_something_is_not_blank(self, blank):
        """Blanks of any script say nothing."""
        assert refused(lambda: Resource(name=blank), "name").startswith("text that says something")

    @pytest.mark.parametrize(
        "bad", ["", "a" * 256, "a\n", "\u2028", 5, None, "\ud800", "ü" * 256], ids=range(8)
    )
    def test_id_is_short_and_printable(self, bad):
        """An id goes into keys, logs and addresses."""
        message = refused(lambda: Party(id=bad, role=Role.CLIENT), "id")

        assert "an id of 1 to 255 printable characters, got" in message

    @given(testing.ids())
    def test_ids_of_any_script_are_kept(self, name):
        """An app's own ids need not be ours."""
        assert name == Party(id=name, role=Role.CLIENT).id

    @pytest.mark.parametrize("bad", [None, "2025-02-03", 5, dt.datetime(2025, 2, 3, tzinfo=dt.UTC)])
    def test_day_is_a_date_and_no_instant(self, bad):
        """A datetime passes for a date in Python; its day depends on the zone."""
        assert refused(lambda: Done(step="walk", day=bad), "day").startswith("a datetime.date, got")

    def test_date_of_another_library_is_a_day(self):
        """Libraries that stop the clock in tests bring their own date."""

        class Stopped(dt.date):
            pass

        assert DAY == Done(step="walk", day=Stopped(2025, 2, 3)).day

    @pytest.mark.parametrize("bad", ["client", None, Role], ids=repr)
    def test_code_is_a_member_of_its_enum(self, bad):
        """A misspelt code never gets in."""
        assert refused(lambda: Party(id="c-17", role=bad), "role").startswith("a Role, got")

    @pytest.mark.parametrize("bad", [0, 3_661, 1.0, True, "7", None], ids=repr)
    def test_whole_number_is_whole_and_in_range(self, bad):
        """True is 1 in Python and never what was meant."""
        message = refused(lambda: ReviewPolicy(base_days=bad), "base_days")

        assert message.startswith("a whole number from 1 to 3660, got")

    def test_whole_number_without_a_limit_names_the_least(self):
        """A message says the range that there is."""
        message = refused(
            lambda: Goal(id="g-1", subject="c-17", statement="walk", revision=0), "revision"
        )

        assert "a whole number of at least 1, got 0" == message

    def test_whole_number_without_a_limit_has_64_bits(self):
        """A longer one would change on its way through most readers of JSON."""
        message = refused(
            lambda: Goal(id="g-1", subject="c-17", statement="walk", revision=2**63), "revision"
        )
        largest = Goal(id="g-1", subject="c-17", statement="walk", revision=2**63 - 1)

        assert "a whole number of 64 bits, got 9223372036854775808" == message
        assert 2**63 - 1 == largest.revision

    @pytest.mark.parametrize("bad", [[""], ["a\n"], [5], [None]], ids=repr)
    def test_each_id_of_several_is_checked(self, bad):
        """A list of ids holds ids."""
        with pytest.raises(InvalidValueError) as caught:
            Goal(id="g-1", subject="c-17", statement="walk", addresses=bad)

        assert "addresses" == caught.value.field

    @pytest.mark.parametrize(
        "bad", [float("nan"), float("inf"), 10**400, True, "1", None, 1j], ids=range(7)
    )
    def test_number_is_finite(self, bad):
        """Nothing can be computed from what is no number."""
        message = refused(lambda: Quantity(value=bad, unit="min"), "value")

        assert message.startswith("a finite number, got")

    @given(st.integers(-(2**53), 2**53))
    def test_whole_number_is_taken_for_a_float(self, number):
        """People write 10, not 10.0."""
        value = Quantity(value=number, unit="min").value

        assert (number, float) == (value, type(value))

    @pytest.mark.parametrize("bad", ["text", b"bytes", 5, None], ids=repr)
    def test_several_items_are_not_one_text(self, bad):
        """A text is a sequence of letters in Python and never what was meant."""
        message = refused_items(lambda: Assessment(subject="c", day=DAY, concerns=bad))

        assert "write (item,) for one" in message

    @pytest.mark.parametrize("bad", [[5], ["\ud800"], [None]], ids=repr)
    def test_each_item_is_checked(self, bad):
        """One bad item is as bad as one bad field."""
        refused(lambda: Assessment(subject="c", day=DAY, concerns=bad), "concerns")

    @given(st.lists(testing.texts()))
    def test_any_iterable_gives_a_tuple(self, items):
        """A list, a generator and a tuple say the same."""
        made = [
            Assessment(subject="c", day=DAY, concerns=given_items)
            for given_items in (items, tuple(items), iter(items))
        ]

        assert [tuple(items)] * 3 == [found.concerns for found in made]


def refused_items(build):
    with pytest.raises(InvalidValueError, match="expected several items in a list or tuple") as bad:
        build()
    return str(bad.value)


class TestDescription:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("what I told you", "text of 15 characters"),
            (None, "None"),
            (True, "True"),
            (3.5, "3.5"),
            (10**60, "a very large number"),
            (Role.CLIENT, "client"),
            (dt.date(2025, 2, 3), "2025-02-03"),
            (["a"], "1 item"),
            ((1, 2), "2 items"),
            ({"a"}, "set"),
            (Role, "EnumType"),
        ],
        ids=range(11),
    )
    def test_value_is_described_by_what_it_is(self, value, words):
        """A message helps to find the mistake and repeats nobody's words."""
        assert words == describe(value)

    @given(st.text(min_size=12), st.sampled_from([str, lambda t: [t], lambda t: {t: t}]))
    def test_text_is_never_repeated(self, text, wrap):
        """Whatever a text is wrapped in, its length is all that shows."""
        assert text not in describe(wrap(text))

    def test_law_catches_a_description_that_repeats(self):
        """The repr of a value is what must not be shown."""
        only_find = settings(phases=[Phase.generate], database=None)

        assert find(st.text(min_size=12), lambda text: text in f"{text!r}", settings=only_find)
