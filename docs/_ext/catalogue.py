"""The directive ``instruments``: every questionnaire of the catalogue, as the library has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

from smartgoals.instruments import catalogue
from smartgoals.measures import Direction, Instrument, ItemKey, ItemMethod

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

_UNVERIFIED = " **unverified**"
_DOI = re.compile(r"doi:(10\.\d+/[^\s,;:]+)")


def plain(text: str) -> str:
    """Return *text* as reStructuredText that means just that."""
    return re.sub(r"([\\*`_|<>:])", r"\\\1", text)


def linked(source: str) -> str:
    """Return *source* with every DOI as a link."""
    parts, end = [], 0
    for found in _DOI.finditer(source):
        doi = found[1]
        if doi.endswith(")") and doi.count("(") < doi.count(")"):
            doi = doi[:-1]
        parts += [plain(source[end : found.start()]), f"`doi <https://doi.org/{doi}>`__"]
        end = found.start() + len("doi:") + len(doi)
    return "".join([*parts, plain(source[end:])])


def said_by(source: str, *, is_verified: bool) -> str:
    """Return a source with a visible mark where nobody has read the fact there."""
    return linked(source) + ("" if is_verified else _UNVERIFIED)


def number(value: float) -> str:
    """Return a number as a reader writes it."""
    return f"{value:g}"


def listed(items: tuple[int, ...]) -> str:
    """Return numbers of items, with a row of them as a span."""
    first, last = items[0], items[-1]
    if len(items) > 2 and items == tuple(range(first, last + 1)):  # noqa: PLR2004
        return f"{first} to {last}"
    return ", ".join(map(str, items))


def counted(key: ItemKey) -> str:
    """Return in a sentence how answers make the total."""
    parts = [f"items {listed(key.items)}, each {number(key.least)} to {number(key.most)}"]
    parts.append("averaged" if key.method is ItemMethod.MEAN else "added")
    if key.is_continuous:
        parts[0] += " in any step"
    if key.reversed_items:
        parts.insert(1, f"{listed(key.reversed_items)} reversed")
    if key.factor != 1:
        parts.append(f"times {number(key.factor)}")
    if key.most_missing:
        parts.append(f"{key.most_missing} may be missing")
    return ", ".join(parts)


def rows_of(known: Instrument) -> Iterator[tuple[str, str, str, str]]:
    """Yield each fact: what it is, the number, about whom, and who says so."""
    if known.key is None:
        yield "counting", "not counted here", "", ""
    else:
        source = said_by(known.key.source, is_verified=known.key.is_verified)
        yield "counting", counted(known.key), "", source
    for asked in known.critical_items:
        source = said_by(asked.source, is_verified=asked.is_verified)
        what = f"item {asked.item} above {number(asked.above)}: {plain(asked.about)}"
        yield "**critical**", what, "", source
    for cutoff in known.cutoffs:
        source = said_by(cutoff.source, is_verified=cutoff.is_verified)
        yield "cut-off", plain(str(cutoff)), plain(cutoff.population), source
    for change in known.thresholds:
        towards = f", towards {change.toward}" if change.toward else ""
        sure = f", with a confidence of {number(change.confidence)}" if change.confidence else ""
        source = said_by(change.source, is_verified=change.is_verified)
        what = f"{number(change.points)} points{towards}{sure}"
        yield f"{change.kind} change", what, plain(change.population), source
    for source in dict.fromkeys(band.source for band in known.bands):
        group = [band for band in known.bands if band.source == source]
        is_verified = all(band.is_verified for band in group)
        what = "; ".join(plain(str(band)) for band in group)
        yield "bands", what, "", said_by(source, is_verified=is_verified)
    if known.licence is not None:
        terms = known.licence
        what = f"**{terms.status}**" + (f": {plain(terms.note)}" if terms.note else "")
        yield "licence", what, "", said_by(terms.source, is_verified=terms.is_verified)


def section(known: Instrument) -> Iterator[str]:
    """Yield the lines about one questionnaire."""
    title = f"``{known.id}``: {plain(known.name)}"
    yield from (title, "-" * len(title), "")
    called = f"{', '.join(map(plain, known.names))}: {plain(known.construct)}."
    better = "more" if known.direction is Direction.UP else "less"
    facts = [
        f"Totals from {number(known.least)} to {number(known.most)}, {better} is better",
        f"{known.items} items on the form",
        "asks about no period"
        if known.recall_days is None
        else f"asks about {known.recall_days} days",
    ]
    if known.loinc:
        facts.append(f"LOINC of the total {known.loinc}, of the form {known.panel_loinc}")
    yield from (called, "; ".join(facts) + ".", "")
    if known.key is not None and known.key.note:
        yield from (".. warning::", "", f"   {plain(known.key.note)}.", "")
    yield from (".. list-table::", "   :header-rows: 1", "   :widths: 14 36 16 34", "")
    for row in [("fact", "number", "in whom", "who says so"), *rows_of(known)]:
        yield from (f"   {'*' if not place else ' '} - {cell}" for place, cell in enumerate(row))
    yield from ("", f"Published by: {linked(known.source)}.", "")


class Instruments(SphinxDirective):
    """Show every questionnaire of the catalogue."""

    def run(self) -> list[nodes.Node]:
        """Return a section for each."""
        lines = [line for known in catalogue() for line in section(known)]
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the directive to the build."""
    app.add_directive("instruments", Instruments)
    return {"parallel_read_safe": True}
