"""The directives ``scoring-laws``, ``schedule-laws`` and ``store-checks``: every law and clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from smartgoals.testing import (
    ScheduleLaw,
    ScoringLaw,
    StoreCheck,
    built_in_rules,
    schedule_laws,
    scoring_laws,
    store_checks,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


def head(law: ScoringLaw | ScheduleLaw | StoreCheck) -> Iterator[str]:
    """Yield the lines that name a law and state it."""
    title = f"``{law.id}``: {law.name.replace('_', ' ')}"
    yield from (f".. _law-{law.id}:", "", title, "~" * len(title), "")
    yield from (law.statement.replace("*", "\\*"), "")


def scoring_lines() -> Iterator[str]:
    """Yield the lines about all laws of scoring, and which of ours do not keep each and why."""
    rules = built_in_rules()
    for law in scoring_laws():
        yield from head(law)
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
        return self.parse_text_to_nodes("\n".join(scoring_lines()), allow_section_headings=True)


class ScheduleLaws(SphinxDirective):
    """Show every law of the schedule."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        lines = [line for law in schedule_laws() for line in head(law)]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def store_lines() -> Iterator[str]:
    """Yield the lines about all clauses of a store's contract, and which of them are asked when."""
    for check in store_checks():
        yield from head(check)
        if check.needs is not None:
            yield from (f":of: a backend that declares ``{check.needs}``", "")


class StoreChecks(SphinxDirective):
    """Show every clause of the contract of a store."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        return self.parse_text_to_nodes("\n".join(store_lines()), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the directives to the build."""
    app.add_directive("scoring-laws", ScoringLaws)
    app.add_directive("schedule-laws", ScheduleLaws)
    app.add_directive("store-checks", StoreChecks)
    return {"parallel_read_safe": True}
