"""Rows as they come: CSV text or mappings, with columns called what people call them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from smartgoals._values import refuse
from smartgoals.interop._findings import ImportFinding, Severity
from smartgoals.interop.rows._cells import text_of

__all__ = ["Table", "read_table"]

_DELIMITERS = ",;\t"
_LONGEST = 20_000


@attrs.define
class Table:
    """Rows with the columns that are known, and what was found on the way.

    Args:
        rows: For each row its number, and the cells of known columns that are not empty.
        whole: For each row all its cells as text, to be kept.
        findings: What was found.
        refused: The numbers of rows that are left out.
    """

    rows: list[tuple[int, dict[str, Any]]] = attrs.field(factory=list)
    whole: dict[int, dict[str, str]] = attrs.field(factory=dict)
    findings: list[ImportFinding] = attrs.field(factory=list)
    refused: list[int] = attrs.field(factory=list)

    def column(self, name: str) -> list[Any]:
        """Return the cells of one column."""
        return [cells[name] for _, cells in self.rows if name in cells]

    def tell(self, severity: Severity, path: str, code: str, message: str) -> None:
        self.findings.append(
            ImportFinding(severity=severity, path=path, code=code, message=message)
        )

    def refuse(self, row: int, column: str, code: str, message: str) -> None:
        """Leave a row out, and say why."""
        self.tell(Severity.ERROR, f"row {row}: {column}", code, message)
        self.refused.append(row)


def read_table(
    rows: str | Iterable[Mapping[str, Any]],
    known: Mapping[str, str],
    columns: Mapping[str, str],
    limit: int,
) -> Table:
    """Return the rows with their known columns.

    Args:
        rows: CSV text with a header, or mappings.
        known: For each field, what else its column may be called, parted by spaces.
        columns: What this table calls a field: its name by that of the field.
        limit: How many rows are read.
    """
    if unknown := set(columns) - set(known):
        refuse("columns", f"names of the fields {', '.join(known)}", len(unknown))
    names = {alias: field for field, said in known.items() for alias in (field, *said.split())}
    names |= {_plain(name): field for field, name in columns.items()}
    table = Table()
    ignored: dict[str, None] = {}
    for number, row in enumerate(_mappings(rows, table), 1):
        if number > limit:
            table.tell(Severity.ERROR, f"row {number}", "limit", f"only {limit} rows are read")
            break
        if not isinstance(row, Mapping):
            table.refuse(number, "row", "structure", "has to be a mapping of columns to cells")
            continue
        cells: dict[str, Any] = {}
        whole: dict[str, str] = {}
        for name, cell in row.items():
            if not text_of(cell):
                continue
            whole[str(name)] = cell if isinstance(cell, str) else str(cell)
            field = names.get(_plain(str(name)))
            if field is None:
                ignored.setdefault(str(name))
            else:
                cells.setdefault(field, cell)
        if _is_readable(whole):
            table.whole[number] = whole
            table.rows.append((number, cells))
        else:
            table.refuse(number, "row", "text", f"has a cell of over {_LONGEST} or odd characters")
    if ignored:
        what = f"{len(ignored)} columns are not known; they are kept with their rows"
        table.tell(Severity.INFORMATION, "columns", "unknown-columns", what)
    return table


def _plain(name: str) -> str:
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def _is_readable(whole: Mapping[str, str]) -> bool:
    texts = [*whole, *whole.values()]
    # Half a character could be written nowhere.
    return all(
        len(text) <= _LONGEST and not any("\ud800" <= c <= "\udfff" for c in text) for text in texts
    )


def _mappings(rows: str | Iterable[Mapping[str, Any]], table: Table) -> Iterator[Any]:
    if not isinstance(rows, str):
        yield from rows
        return
    text = rows.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    try:
        yield from reader
    except csv.Error:
        line = reader.line_num + 1
        table.tell(Severity.ERROR, f"line {line}", "csv", "cannot be read, nor what comes after it")
