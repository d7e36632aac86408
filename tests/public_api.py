"""The public names of smartgoals as text: names, kinds and signatures, one a line.

The text is the same on every supported Python, so it is made from what the source says and not
from what an interpreter prints.
"""

from __future__ import annotations

import enum
import functools
import importlib
import inspect
import pkgutil
import types
from pathlib import Path
from typing import Any

import attrs

import smartgoals

SAVED = Path(__file__).parent / "data" / "public_api.txt"
# A package that offers nothing itself and holds public modules.
_HOLDERS = ("interop",)


def public_modules() -> list[str]:
    """Return the names of the public modules below the top level, sorted."""
    names = _public_below("")
    held = [name for holder in _HOLDERS for name in _public_below(holder)]
    return sorted({*names, *held} - {*_HOLDERS})


def _public_below(package: str) -> list[str]:
    found = pkgutil.iter_modules(load(package).__path__)
    return [f"{package}.{m.name}".lstrip(".") for m in found if m.name[0] != "_"]


def load(name: str) -> Any:
    """Return the public module *name*; the top level for an empty name."""
    return importlib.import_module(f"smartgoals.{name}".rstrip("."))


def describe() -> str:
    """Return the public names of the whole package."""
    sections = [_top_level(), *(_module(name) for name in public_modules())]
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _top_level() -> list[str]:
    return ["smartgoals", *(f"  {name}" for name in smartgoals.__all__)]


def _module(name: str) -> list[str]:
    module = load(name)
    lines = [module.__name__]
    for public in module.__all__:
        value = getattr(module, public)
        if inspect.isclass(value):
            lines += describe_class(public, value)
        elif inspect.isroutine(value):
            lines.append(f"  def {public}{describe_signature(value)}")
        else:
            lines.append(f"  {public}: {describe_kind(value)}")
    return lines


def describe_kind(value: object) -> str:
    """Return what a constant is."""
    described = type(value)
    # An alias of types is called differently by each Python.
    is_alias = isinstance(value, types.GenericAlias) or described.__module__ in {"typing", "types"}
    return "alias" if is_alias else described.__name__


def describe_class(name: str, cls: type) -> list[str]:
    """Return the lines about a class: its bases, its constructor and its public members."""
    bases = ", ".join(base.__name__ for base in cls.__bases__ if base is not object)
    lines = [f"  class {name}({bases})" if bases else f"  class {name}"]
    own = _own(cls)
    if issubclass(cls, enum.Enum):
        lines += [f"    {member.name} = {member.value!r}" for member in cls]
    elif not getattr(cls, "_is_protocol", False) and {"__init__", "__new__"} & set(own):
        lines.append(f"    {describe_signature(cls)}")
    return lines + [f"    {line}" for line in sorted(_members(cls, own))]


def _own(cls: type) -> dict[str, Any]:
    """Return what the package itself says about *cls*, and not what Python adds."""
    package = cls.__module__.partition(".")[0]
    own: dict[str, Any] = {}
    for owner in reversed(cls.__mro__):
        if owner.__module__.partition(".")[0] == package:
            own.update(vars(owner))
    return own


def _members(cls: type, own: dict[str, Any]) -> list[str]:
    fields = {field.name for field in attrs.fields(cls)} if attrs.has(cls) else set()
    hidden = fields | set(getattr(cls, "__members__", ())) | set(getattr(cls, "_fields", ()))
    lines = []
    for name, member in own.items():
        if name in hidden or (name.startswith("_") and name != "__call__"):
            continue
        if isinstance(member, (staticmethod, classmethod)):
            lines.append(f"{type(member).__name__} {name}{describe_signature(member.__func__)}")
        elif inspect.isfunction(member):
            lines.append(f"def {name}{describe_signature(member)}")
        else:
            lines.append(f"property {name}{_property_type(cls, name, member)}")
    return lines


def _property_type(cls: type, name: str, member: object) -> str:
    if isinstance(member, property):
        return _returns(member.fget)
    if isinstance(member, functools.cached_property):
        return _returns(member.func)
    # attrs takes a cached property of a slotted class away and leaves its annotation; a plain value
    # may be annotated where a base class has it.
    (declared, *_) = [
        base.__annotations__[name]
        for base in cls.__mro__
        if name in vars(base).get("__annotations__", ())
    ]
    return f" -> {_annotation(declared)}"


def _returns(function: object) -> str:
    declared = getattr(function, "__annotations__", {}).get("return")
    return f" -> {_annotation(declared)}" if declared is not None else ""


_STARS = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}


def describe_signature(value: Any) -> str:
    """Return the signature as the source has it."""
    signature = inspect.signature(value)
    shown, starred = [], False
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            shown.append("*")
        starred |= parameter.kind in {parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL}
        text = _STARS.get(parameter.kind, "") + parameter.name
        if parameter.annotation is not parameter.empty:
            text += f": {_annotation(parameter.annotation)}"
        if parameter.default is not parameter.empty:
            text += f" = {_default(parameter.default)}"
        shown.append(text)
    return f"({', '.join(shown)}){_returns(value)}"


def _annotation(annotation: object) -> str:
    if isinstance(annotation, str):
        return annotation
    return annotation.__name__ if inspect.isclass(annotation) else "..."


def _default(default: object) -> str:
    # attrs says with a member of its own that a factory makes the default.
    if isinstance(default, enum.Enum) and default is not attrs.NOTHING:
        return f"{type(default).__name__}.{default.name}"
    if default is None or isinstance(default, (bool, int, float, str)) or default == ():
        return repr(default)
    return "..."
