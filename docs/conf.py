"""How Sphinx builds the documents: offline, and strict about every reference."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging
from sphinx.util.inspect import object_description

import smartgoals
from smartgoals import interop
from smartgoals.schedule import ReviewDate
from smartgoals.stores import _async_store, _store

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

project = "smartgoals"
author = "smartgoals contributors"
copyright = "2026, smartgoals contributors"
release = version = metadata.version("smartgoals")

sys.path.append(str(Path(__file__).parent))
extensions = [
    "_ext.catalogue",
    "_ext.laws",
    "_ext.rules",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build", "_ext", "_inventories"]
html_theme = "furo"
html_title = "smartgoals"

autodoc_default_options = {"show-inheritance": True}
autodoc_member_order = "bysource"
# The class page explains the fields; the generated constructor repeats their types.
autodoc_typehints = "signature"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Source", "notes_style")]

# The inventories are kept beside this file, since a build may have no network; the links lead to
# the real sites.
intersphinx_mapping = {
    "python": ("https://docs.python.org/3", "_inventories/python.inv"),
    "attrs": ("https://www.attrs.org/en/stable", "_inventories/attrs.inv"),
    "hypothesis": ("https://hypothesis.readthedocs.io/en/latest", "_inventories/hypothesis.inv"),
}
nitpicky = True
nitpick_ignore_regex = [
    # pendulum and cattrs publish no inventory that could be kept here.
    ("py:.*", r"pendulum\..*"),
    ("py:.*", r"cattrs\..*"),
    # attrs documents its protocol under another name than the one it is defined in.
    ("py:class", r"attr\.AttrsInstance"),
    # The arguments that several constructors share; each says what they are.
    ("py:class", r"smartgoals\.recurrence\._rule\._Others"),
    # A type variable stands for a type and has no page.
    ("py:.*", r"smartgoals\..*\.[A-Z](_co)?"),
]

MODULES = [
    module.name
    for package in (smartgoals, interop)
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    if not module.name.startswith(f"{package.__name__}._") and module.name != interop.__name__
]
_PRIVATE = re.compile(r"^(smartgoals(?:\.[a-z]\w*)+?)(?:\._\w+)+\.([^_].*)$")
# What several packages show stands below them all; the page of one of them describes it.
_SHARED = re.compile(r"^smartgoals(?:\.interop)?\._\w+\.([^_]\w*)$")


def resolve_public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.Element
) -> nodes.Element | None:
    """Lead a reference to ``smartgoals.pkg._mod.Name`` to ``smartgoals.pkg.Name``.

    An annotation is known to Sphinx under the module that defines the class. A package shows its
    names under its own, and the class keeps its true ``__module__``, which cattrs needs.
    """
    wanted = node.get("reftarget", "")
    private, shared = _PRIVATE.match(wanted), _SHARED.match(wanted)
    if node.get("refdomain") != "py":
        return None
    targets = [] if private is None else [f"{private[1]}.{private[2]}"]
    if shared is not None:
        targets += [f"{name}.{shared[1]}" for name in MODULES]
    python = env.get_domain("py")
    # A type alias is data, and an annotation asks for a class: `obj` finds either.
    found = (
        python.resolve_xref(env, node["refdoc"], app.builder, "obj", target, node, contnode)
        for target in targets
    )
    return next(filter(None, found), None)


def lend_comments(package: str) -> None:
    """Let *package* show the comments of the constants that its private modules define.

    A class carries its docstring wherever it is shown; the comment on a constant is known only to
    the module in which it stands.
    """
    shown = ModuleAnalyzer.for_module(package)
    shown.analyze()
    module = importlib.import_module(package)
    for private in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{package}."):
        analyzer = ModuleAnalyzer.for_module(private.name)
        analyzer.analyze()
        for (owner, name), comment in analyzer.attr_docs.items():
            if not owner and name in module.__all__:
                shown.attr_docs["", name] = comment


def is_readable(default: object) -> bool:
    """Return whether Sphinx would print *default* as Python reads it."""
    try:
        ast.parse(object_description(default), mode="eval")
    except SyntaxError:
        return False
    return default is not attrs.NOTHING


def show_field_types() -> None:
    """Let the constructor of a value show the types of its fields and the defaults that read well.

    attrs gives an argument the annotation of its converter, a word of another module that means
    nothing to the reader; and one default that is no Python spoils the whole signature.
    """
    for module in map(sys.modules.get, [name for name in sys.modules if "smartgoals" in name]):
        for cls in vars(module).values():
            if inspect.isclass(cls) and attrs.has(cls):
                for field in attrs.fields(cls):
                    cls.__init__.__annotations__[field.alias] = field.type
                defaults = cls.__init__.__kwdefaults__ or {}
                for name, default in defaults.items():
                    if not is_readable(default):
                        defaults[name] = ...


def show_public_bases(
    app: Sphinx, name: str, cls: type, options: object, bases: list[type]
) -> None:
    """Show what a reader can look up: a private base gives way to its own bases."""
    while private := [base for base in bases if base.__name__.startswith("_")]:
        place = bases.index(private[0])
        bases[place : place + 1] = private[0].__bases__


def keep_colons(  # noqa: PLR0917
    app: Sphinx, what: str, name: str, value: object, options: object, lines: list[str]
) -> None:
    """Begin with an empty comment, lest napoleon reads *This: that* as type and description."""
    if what in {"attribute", "data", "property"}:
        lines[:0] = ["..", ""]


def check_every_public_name_is_shown(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about a public name that no page of the reference shows."""
    shown = env.get_domain("py").objects
    packages = {module: importlib.import_module(module) for module in MODULES}
    for module, package in packages.items():
        for name in package.__all__:
            # What several packages offer is described once.
            same = getattr(package, name)
            homes = [home for home in packages if getattr(packages[home], name, None) is same]
            if not any(f"{home}.{name}" in shown for home in homes):
                logging.getLogger(__name__).warning(
                    "no page of the reference shows %s.%s; a constant needs a docstring below it",
                    module,
                    name,
                )


def setup(app: Sphinx) -> None:
    """Connect these to the build."""
    for module in MODULES:
        lend_comments(module)
    for store in (_store, _async_store):
        # It is loaded only where a review is computed, and the annotations name it all the same.
        vars(store)["ReviewDate"] = ReviewDate
    show_field_types()
    app.connect("autodoc-process-bases", show_public_bases)
    # Before napoleon, which listens at 500.
    app.connect("autodoc-process-docstring", keep_colons, priority=400)
    app.connect("missing-reference", resolve_public_name)
    app.connect("env-check-consistency", check_every_public_name_is_shown)
