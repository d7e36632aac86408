from __future__ import annotations

import ast
import difflib
import enum
import functools
import importlib
from pathlib import Path

import attrs
import pytest

import smartgoals
from tests import public_api


def test_public_names_are_those_that_were_agreed():
    """A public name, its kind and its signature change on purpose only."""
    saved = public_api.SAVED.read_text(encoding="utf-8")
    current = public_api.describe()

    changed = "\n".join(
        difflib.unified_diff(
            saved.splitlines(), current.splitlines(), "agreed", "current", lineterm="", n=1
        )
    )

    assert saved == current, (
        f"{changed}\n"
        "if this is meant, run `python -m tests.update_api` and tell users in CHANGELOG.md"
    )


@pytest.mark.parametrize("module", ["", *public_api.public_modules()])
def test_every_module_names_what_is_public(module):
    """``__all__`` is sorted, without repetition, and each name in it exists."""
    names = list(public_api.load(module).__all__)

    assert sorted(set(names), key=str) == sorted(names, key=str)
    assert [] == [name for name in names if not hasattr(public_api.load(module), name)]


def test_top_level_offers_only_names_of_public_modules():
    """What the top level offers has a home that users can read about."""
    public = {
        (name, id(getattr(module, name)))
        for module in map(public_api.load, public_api.public_modules())
        for name in module.__all__
    }

    assert set() == {(name, id(getattr(smartgoals, name))) for name in smartgoals.__all__} - public


def test_type_checkers_see_the_names_that_load():
    """The names that type checkers read are those that the interpreter loads, from one home."""
    tree = ast.parse(Path(smartgoals.__file__).read_text(encoding="utf-8"))
    (seen,) = [node for node in tree.body if isinstance(node, ast.If)]
    homes = {alias.name: line.module for line in seen.body for alias in line.names}

    assert sorted(smartgoals.__all__) == sorted(homes)
    assert [] == [
        name
        for name, home in homes.items()
        if getattr(importlib.import_module(home), name) is not getattr(smartgoals, name)
    ]


class Colour(enum.Enum):
    RED = 1

    @property
    def warm(self) -> bool: ...


class PlainError(ValueError): ...


@attrs.frozen(kw_only=True)
class Value:
    size: int
    parts: tuple[str, ...] = ()
    notes: list[str] = attrs.Factory(list)

    @functools.cached_property
    def double(self) -> int: ...

    @classmethod
    def of(cls, first: str, *others: str, **named: float) -> Value: ...

    @staticmethod
    def empty(size: int | None = None, *, of: Colour = Colour.RED): ...

    def __call__(self, on: str = "") -> None: ...

    def grown(self, by: float = 1.5, how: object = print) -> Value: ...


class Plain:
    @functools.cached_property
    def half(self) -> float: ...


class TestDescription:
    @pytest.mark.parametrize(
        ("cls", "described"),
        [
            (Colour, ["class Colour(Enum)", "  RED = 1", "  property warm -> bool"]),
            (PlainError, ["class PlainError(ValueError)"]),
            (Plain, ["class Plain", "  property half -> float"]),
            (
                Value,
                [
                    "class Value",
                    "  (*, size: int, parts: tuple[str, ...] = (), notes: list[str] = ...)",
                    "  classmethod of(cls, first: str, *others: str, **named: float) -> Value",
                    "  def __call__(self, on: str = '') -> None",
                    "  def grown(self, by: float = 1.5, how: object = ...) -> Value",
                    "  property double -> int",
                    "  staticmethod empty(size: int | None = None, *, of: Colour = Colour.RED)",
                ],
            ),
        ],
    )
    def test_class_is_described_by_what_its_users_write(self, cls, described):
        """The description shows bases, the constructor and each public member, in one order."""
        assert [f"  {line}" for line in described] == public_api.describe_class(cls.__name__, cls)

    @pytest.mark.parametrize(
        ("value", "described"),
        [
            (Value(size=1), "Value"),
            (3, "int"),
            (int | str, "alias"),
            (list[int], "alias"),
        ],
    )
    def test_constant_is_described_by_its_kind(self, value, described):
        """An alias is called differently by each Python, and by one word here."""
        assert described == public_api.describe_kind(value)

    def test_annotation_that_is_no_text_is_described_by_its_name(self):
        """A module without postponed annotations is described like any other."""

        def half(value, whole):
            """Stand for a function of another module."""

        half.__annotations__ = {"value": int, "whole": list[int]}

        assert "(value: int, whole: ...)" == public_api.describe_signature(half)
