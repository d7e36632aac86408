"""The directive ``smart-rules``: every rule of the SMART check, as the library has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from smartgoals.smart import DEFAULT_RULES, Criterion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from smartgoals.smart import Example, Rule


def plain(text: str) -> str:
    """Return *text* as reStructuredText that means just that; emphasis in it is kept."""
    return re.sub(r"([\\`_|<>])", r"\\\1", text)


def shown(example: Example) -> str:
    """Return an example: its sentence, shortened where it is long, and what the fields say."""
    sentence = example.statement.strip()
    if len(sentence) > 120:  # noqa: PLR2004
        sentence = f"{sentence[:120].rsplit(' ', 1)[0]} ..."
    # An invisible character is shown by its name, or the page would have it too.
    visible = "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in sentence
    )
    said = f'"{plain(visible)}"' if visible else "nothing"
    parts = [said, plain(example.note)] if example.note else [said]
    return "; ".join(parts)


def with_options(text: str, rule: Rule) -> str:
    """Return a sentence about a rule with its numbers filled in."""
    return text.format_map({name: f"{value:.15g}" for name, value in rule.options.items()})


def section(rule: Rule) -> Iterator[str]:
    """Yield the lines about one rule."""
    title = f"``{rule.code}``: {rule.name}"
    yield from (f".. _rule-{rule.code}:", "", title, "-" * len(title), "")
    yield from (plain(with_options(rule.what, rule)), "", plain(rule.why), "")
    leaves = "takes nothing away" if rule.cap is None else f"leaves *{rule.cap}* at best"
    yield f":weighs: {rule.severity}, {leaves}"
    yield f":asks: {plain(rule.suggestion)}"
    yield f":found in: {shown(rule.bad)}"
    yield f":not in: {shown(rule.good)}"
    if rule.options:
        options = ", ".join(f"``{name}={value:.15g}``" for name, value in rule.options.items())
        yield f":options: {options}"
    if rule.source:
        yield f":source: {plain(rule.source)}"
    yield ""


def chapters() -> Iterator[str]:
    """Yield the lines about all rules, by criterion."""
    for criterion in (None, *Criterion):
        title = "The text as a whole" if criterion is None else str(criterion).capitalize()
        yield from (title, "=" * len(title), "")
        for rule in DEFAULT_RULES:
            if rule.criterion is criterion:
                yield from section(rule)


class SmartRules(SphinxDirective):
    """Show every rule of the SMART check."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        return self.parse_text_to_nodes("\n".join(chapters()), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the directive to the build."""
    app.add_directive("smart-rules", SmartRules)
    return {"parallel_read_safe": True}
