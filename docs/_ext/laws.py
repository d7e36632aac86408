"""The directive ``scoring-laws``: every law, and which of our rules do not keep it and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from smartgoals.testing import built_in_rules, scoring_laws

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


def lines() -> Iterator[str]:
    """Yield the lines about all laws."""
    rules = built_in_rules()
    for law in scoring_laws():
        title = f"``{law.id}``: {law.name.replace('_', ' ')}"
        yield from (f".. _law-{law.id}:", "", title, "~" * len(title), "")
        yield from (law.statement.replace("*", "\\*"), "")
        about = [built_in for built_in in rules if law.is_about(built_in.rule)]
        kept = [built_in.name for built_in in about if law.id not in built_in.except_for]
        yield f":kept by: {'; '.join(kept) or 'none of ours'}"
        reasons: dict[str, list[str]] = {}
        for built_in in about:
            if law.id in built_in.except_for:
                reasons.setdefault(built_in.except_for[law.id], []).append(built_in.name)
        for reason, names in reasons.items():
            yield f":not by: {'; '.join(names)}: {reason}"
        yield ""


class ScoringLaws(SphinxDirective):
    """Show every law of scoring."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        return self.parse_text_to_nodes("\n".join(lines()), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the directive to the build."""
    app.add_directive("scoring-laws", ScoringLaws)
    return {"parallel_read_safe": True}
