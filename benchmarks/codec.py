"""Compare the codec with what reads and writes classes of the same shape.

Each number is the time of a peer over ours, measured in turns on the same machine: above 1, ours is
faster. Ours checks every value; cattrs, pydantic and msgspec are given no checks beyond types.
cattrs is measured with and without detailed validation, and the better one counts.
"""

from __future__ import annotations

import datetime as dt
import gc
import random
import statistics
import time
import types
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Literal

import attrs
import msgspec
import orjson
import pydantic
from cattrs.strategies import configure_tagged_union

from benchmarks import shapes
from smartgoals import codec

ROUNDS = 150
CALLS = 8

Pair = tuple[Callable[[], Any], Callable[[], Any]]


def ours(value: Any, backend: str) -> Pair:
    """Return a call that writes *value* and one that reads it, as a user calls them."""
    text = use(backend).write(value)

    def on_backend(call: Callable[[], Any]) -> Callable[[], Any]:
        chosen = use(backend)

        def switched() -> Any:
            codec._JSON = chosen  # noqa: SLF001  # which of the two is installed
            return call()

        return switched

    return (
        on_backend(lambda: codec.dumps(value)),
        on_backend(lambda: codec.loads(text, type(value))),
    )


def use(backend: str) -> Any:
    if backend == "json":
        return codec._with_json()  # noqa: SLF001
    return codec._with_orjson(orjson)  # noqa: SLF001


def with_cattrs(value: Any, backend: str, **options: Any) -> Pair:
    module = import_module(f"cattrs.preconf.{backend}")
    converter = module.make_converter(**options)
    # Neither of its JSON converters knows a wall time.
    converter.register_unstructure_hook(dt.time, dt.time.isoformat)
    converter.register_structure_hook(dt.time, lambda text, _: dt.time.fromisoformat(text))
    plain = shapes.as_plain(value)
    if union := tagged(type(plain)):
        configure_tagged_union(union, converter, tag_name="type")
    return checked(plain, converter.dumps, lambda text: converter.loads(text, type(plain)))


def with_pydantic(value: Any) -> Pair:
    plain = shapes.as_plain(value)
    model = converted(type(plain), as_model)
    made = remade(plain, as_model)
    return checked(made, lambda value: value.model_dump_json(), model.model_validate_json)


def with_msgspec(value: Any) -> Pair:
    plain = shapes.as_plain(value)
    struct = converted(type(plain), as_struct)
    decode = msgspec.json.Decoder(struct).decode
    return checked(remade(plain, as_struct), msgspec.json.Encoder().encode, decode)


def with_msgspec_on_attrs(value: Any) -> Pair:
    plain = shapes.as_plain(value)
    decode = msgspec.json.Decoder(type(plain)).decode
    return checked(plain, msgspec.json.Encoder().encode, decode)


def checked(value: Any, dump: Callable[[Any], Any], load: Callable[[Any], Any]) -> Pair:
    """Return both calls, once it is known that they do the same as ours."""
    text = dump(value)
    if load(text) != value:
        raise AssertionError(type(value))
    return lambda: dump(value), lambda: load(text)


def tagged(kind: type) -> Any:
    """Return the union of classes that a field of *kind* holds, or None."""
    for field in attrs.fields(kind):
        for argument in typing.get_args(field.type):
            if len(classes := [each for each in typing.get_args(argument) if attrs.has(each)]) > 1:
                return typing.Union[tuple(classes)]  # noqa: UP007  # of as many as there are
    return None


_CONVERTED: dict[tuple[type, Any], Any] = {}


def converted(kind: type, make: Callable[..., Any]) -> Any:
    """Return the class of another library with the fields of *kind*, made by *make*."""
    if (kind, make) not in _CONVERTED:
        fields = [
            (field.name, with_classes(field.type, make), remade(field.default, make))
            for field in attrs.fields(kind)
        ]
        _CONVERTED[kind, make] = make(kind.__name__, fields)
    return _CONVERTED[kind, make]


def with_classes(hint: Any, make: Callable[..., Any]) -> Any:
    if attrs.has(hint):
        return converted(hint, make)
    arguments = tuple(with_classes(each, make) for each in typing.get_args(hint))
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        union = typing.Union[arguments]  # noqa: UP007  # of as many as there are
        many = [each for each in arguments if each is not type(None)]
        is_tagged = make is as_model and len(many) > 1
        return typing.Annotated[union, pydantic.Field(discriminator="type")] if is_tagged else union
    return typing.get_origin(hint)[arguments] if arguments else hint


def as_model(name: str, fields: list[tuple[str, Any, Any]]) -> Any:
    defined: dict[str, Any] = {
        field: (hint, ... if default is attrs.NOTHING else default)
        for field, hint, default in fields
    }
    if name in {"Done", "Measured"}:
        defined["type"] = (Literal[name], name)
    config = pydantic.ConfigDict(frozen=True, extra="forbid")
    return pydantic.create_model(name, __config__=config, **defined)


def as_struct(name: str, fields: list[tuple[str, Any, Any]]) -> Any:
    defined = [
        (field, hint) if default is attrs.NOTHING else (field, hint, default)
        for field, hint, default in fields
    ]
    return msgspec.defstruct(
        name, defined, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True
    )


def remade(value: Any, make: Callable[..., Any]) -> Any:
    if attrs.has(type(value)):
        fields = {
            field.name: remade(getattr(value, field.name), make)
            for field in attrs.fields(type(value))
        }
        return converted(type(value), make)(**fields)
    return tuple(remade(item, make) for item in value) if isinstance(value, tuple) else value


def contenders(value: Any) -> Iterator[tuple[str, str, Pair]]:
    """Yield each backend, name and pair of calls."""
    for backend in ("json", "orjson"):
        yield backend, "ours", ours(value, backend)
        for left_out in (False, True):
            for detailed in (False, True):
                yield (
                    backend,
                    "cattrs, defaults left out" if left_out else "cattrs",
                    with_cattrs(
                        value, backend, detailed_validation=detailed, omit_if_default=left_out
                    ),
                )
    yield "orjson", "pydantic", with_pydantic(value)
    yield "orjson", "msgspec", with_msgspec(value)
    try:
        yield "orjson", "msgspec on attrs", with_msgspec_on_attrs(value)
    except TypeError:
        # Its unions hold one class that is not its own.
        return


def measured(calls: list[Callable[[], Any]]) -> list[list[float]]:
    """Return the times of each call, all in turns, so that a pause of the machine meets all."""
    times: list[list[float]] = [[] for _ in calls]
    turns = list(zip(calls, times, strict=True))
    order = random.Random(17)  # noqa: S311  # nobody is to be first, or after the same one, always
    gc.disable()
    for _ in range(ROUNDS):
        order.shuffle(turns)
        gc.collect()
        for call, taken in turns:
            call()
            start = time.perf_counter()
            for _ in range(CALLS):
                call()
            taken.append(time.perf_counter() - start)
    gc.enable()
    return times


def ratio(peer: list[float], mine: list[float]) -> float:
    """Return the median of what the rounds say."""
    return statistics.median(theirs / own for theirs, own in zip(peer, mine, strict=True))


def main() -> None:
    for name, value in zip(("goal", "journal"), shapes.goal_and_journal(), strict=True):
        rows = list(contenders(value))
        for verb, index in (("dumps", 0), ("loads", 1)):
            times = measured([pair[index] for _, _, pair in rows])
            mine = {
                row[0]: taken for row, taken in zip(rows, times, strict=True) if row[1] == "ours"
            }
            best: dict[tuple[str, str], float] = {}
            for (backend, peer, _), taken in zip(rows, times, strict=True):
                if peer != "ours":
                    now = ratio(taken, mine[backend])
                    best[backend, peer] = min(now, best.get((backend, peer), now))
            for (backend, peer), times_ours in best.items():
                print(f"{verb} {name:8} {backend:7} {peer:26} {times_ours:6.2f}", flush=True)


if __name__ == "__main__":
    main()
