"""Which code blocks the documents hold, and how they run.

In README.md and the pages under docs, Python blocks and ``>>>`` examples run; each document has one
namespace and an empty working folder of its own. In a docstring, ``>>>`` examples run. Any other
block says why it does not, in a comment just above it: ``<!-- not run: reason -->`` in Markdown,
``.. not run: reason`` in reStructuredText. A Python block that cannot run here is skipped with
``.. skip: next "reason"`` and shows as skipped.
"""

from __future__ import annotations

import ast
import contextlib
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sybil import Sybil
from sybil.parsers import markdown as md
from sybil.parsers import rest
from sybil.sybil import SybilCollection

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

_INSIDE = "_leave_the_folder"


def _enter_a_folder(namespace: dict[str, Any]) -> None:
    stack = contextlib.ExitStack()
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    stack.callback(os.chdir, Path.cwd())
    os.chdir(folder)
    namespace[_INSIDE] = stack.close


def _leave_the_folder(namespace: dict[str, Any]) -> None:
    namespace[_INSIDE]()


README = Sybil(
    parsers=[md.PythonCodeBlockParser(), md.SkipParser()],
    path=str(ROOT),
    pattern="README.md",
    setup=_enter_a_folder,
    teardown=_leave_the_folder,
)
PAGES = Sybil(
    parsers=[rest.DocTestParser(), rest.PythonCodeBlockParser(), rest.SkipParser()],
    path=str(ROOT),
    pattern="docs/**/*.rst",
    setup=_enter_a_folder,
    teardown=_leave_the_folder,
)
RUNNERS = SybilCollection([README, PAGES])

_FENCE = re.compile(r"^```(?P<language>\S*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
# A directive with code, or a paragraph that ends in "::" and so opens a literal block.
_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)(?:\.\. (?:code-block|code|sourcecode)::[ ]*(?P<language>\S*)"
    r"|(?!\.\. )\S.*::)[ ]*\n(?P<body>(?:(?P=indent)[ ]+\S.*\n|[ ]*\n)+)",
    re.MULTILINE,
)
_SKIP = re.compile(r"^\s*(?:\.\.|<!--+)\s*skip:\s*(?:next|start)\b(?P<reason>.*)$", re.MULTILINE)
_DOCTEST_SKIP = re.compile(r"#\s*doctest:\s*\+SKIP(?P<reason>.*)$", re.MULTILINE)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _says_why(before: str) -> bool:
    lines = before.rstrip().splitlines() or [""]
    last = lines[-1].strip()
    return bool(re.fullmatch(r"(<!-- not run: .+ -->|\.\. not run: .+)", last))


def silent_in_markdown(text: str) -> list[int]:
    """Return the lines of the blocks that neither run nor say why."""
    return [
        _line(text, block.start())
        for block in _FENCE.finditer(text)
        if block["language"] != "python" and not _says_why(text[: block.start()])
    ] + _silent_skips(text)


def silent_in_rst(text: str) -> list[int]:
    """Return the lines of the blocks that neither run nor say why."""
    return [
        _line(text, block.start())
        for block in _BLOCK.finditer(text)
        if block["language"] not in {"python", "py"}
        and ">>> " not in block["body"]
        and not _says_why(text[: block.start()])
    ] + _silent_skips(text)


def silent_in_docstring(text: str) -> list[int]:
    """Return the lines, within the docstring, of the blocks that neither run nor say why."""
    return [
        _line(text, block.start())
        for block in _BLOCK.finditer(text + "\n")
        if ">>> " not in block["body"] and not _says_why(text[: block.start()])
    ] + _silent_skips(text)


def _silent_skips(text: str) -> list[int]:
    skips = [skip for skip in _SKIP.finditer(text) if '"' not in skip["reason"]]
    skips += [skip for skip in _DOCTEST_SKIP.finditer(text) if "#" not in skip["reason"]]
    return [_line(text, skip.start()) for skip in skips]


def python_blocks(text: str, *, markdown: bool) -> int:
    """Return how many Python blocks *text* holds: those that a reader expects to run."""
    blocks = (_FENCE if markdown else _BLOCK).finditer(text)
    return sum(block["language"] in {"python", "py"} for block in blocks)


def docstrings(source: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of every docstring in *source*, those of fields included."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.lineno, node.value.value
