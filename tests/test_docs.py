from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import smartgoals
from smartgoals.goals import TRANSITIONS, Lifecycle
from tests import documents, public_api

REFERENCE = documents.ROOT / "docs" / "reference"
PAGES = sorted(
    page for page in (documents.ROOT / "docs").rglob("*.rst") if "_build" not in page.parts
)
EXAMPLES = sorted((documents.ROOT / "examples").glob("*.py"))
PACKAGE = Path(smartgoals.__path__[0])
SOURCES = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else documents.ROOT).as_posix()


class TestReference:
    def test_every_public_module_has_a_page(self):
        """A module, its page and its tests have one name; no page names a module that is gone."""
        pages = {page.stem for page in REFERENCE.glob("*.rst")}

        assert {"index", *public_api.public_modules()} == pages

    @pytest.mark.parametrize("module", public_api.public_modules())
    def test_every_public_module_has_its_tests(self, module):
        """A module, its page and its tests have one name."""
        assert (documents.ROOT / "tests" / f"test_{module.replace('.', '_')}.py").is_file()

    @pytest.mark.parametrize("module", public_api.public_modules())
    def test_page_shows_every_public_name_of_its_module(self, module):
        """The page takes the names from ``__all__``, so that none can be forgotten."""
        page = (REFERENCE / f"{module}.rst").read_text(encoding="utf-8")

        assert f".. automodule:: smartgoals.{module}\n   :members:\n   :undoc-members:\n" in page

    def test_index_lists_exactly_the_names_of_the_top_level(self):
        """A reader finds each short name, and none that is gone."""
        index = (REFERENCE / "index.rst").read_text(encoding="utf-8")
        listed = re.findall(r":\w+:`~smartgoals\.\w+\.(\w+)`", index)

        assert sorted(smartgoals.__all__) == sorted(listed)


class TestBlocks:
    def test_blocks_of_the_readme_run_or_say_why_not(self):
        """A reader may believe what is shown."""
        readme = (documents.ROOT / "README.md").read_text(encoding="utf-8")

        assert [] == documents.silent_in_markdown(readme)

    @pytest.mark.parametrize("page", PAGES, ids=name_of)
    def test_blocks_of_a_page_run_or_say_why_not(self, page):
        """A reader may believe what is shown."""
        assert [] == documents.silent_in_rst(page.read_text(encoding="utf-8"))

    @pytest.mark.parametrize("source", SOURCES, ids=name_of)
    def test_blocks_of_docstrings_run_or_say_why_not(self, source):
        """A reader may believe what is shown."""
        silent = [
            f"{name_of(source)}:{line}"
            for line, text in documents.docstrings(source)
            if documents.silent_in_docstring(text)
        ]

        assert [] == silent

    @pytest.mark.parametrize("page", [documents.ROOT / "README.md", *PAGES], ids=name_of)
    def test_every_python_block_is_collected(self, page):
        """A block that the runner does not see would pass for one that works."""
        markdown = page.suffix == ".md"
        runner = documents.README if markdown else documents.PAGES
        text = page.read_text(encoding="utf-8")

        assert documents.python_blocks(text, markdown=markdown) <= len(
            list(runner.parse(page).examples())
        )

    @pytest.mark.parametrize("page", PAGES, ids=name_of)
    def test_included_code_is_an_example_that_runs(self, page):
        """A page shows a file of code only where a test runs it."""
        text = page.read_text(encoding="utf-8")
        included = re.findall(r"^\s*\.\. literalinclude:: (\S+)", text, re.MULTILINE)

        assert set() == {(page.parent / path).resolve() for path in included} - set(EXAMPLES)

    @pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
    def test_example_runs_in_an_empty_folder(self, example, tmp_path):
        """A reader can start an example anywhere, more than once."""
        for _ in range(2):
            subprocess.run(
                [sys.executable, "-W", "error", example],
                check=True,
                cwd=tmp_path,
                env={**os.environ, "PYTHONIOENCODING": "utf-8"},
                stdout=subprocess.PIPE,
                timeout=60,
            )

        assert EXAMPLES


class TestGuard:
    @pytest.mark.parametrize(
        ("text", "silent"),
        [
            ("```python\n1 + 1\n```\n", []),
            ("```console\n$ ls\n```\n", [1]),
            ("text\n\n<!-- not run: needs a shell -->\n```console\n$ ls\n```\n", []),
            ("<!-- skip: next -->\n```python\n1 + 1\n```\n", [1]),
            ('<!-- skip: next "needs a server" -->\n```python\n1 + 1\n```\n', []),
        ],
    )
    def test_block_of_markdown_must_run_or_say_why_not(self, text, silent):
        """The guard itself tells a silent block from one that runs."""
        assert silent == documents.silent_in_markdown(text)

    @pytest.mark.parametrize(
        ("text", "silent"),
        [
            (".. code-block:: python\n\n   1 + 1\n", []),
            (".. code-block:: console\n\n   $ ls\n", [1]),
            (".. not run: needs a shell\n\n.. code-block:: console\n\n   $ ls\n", []),
            ("As in::\n\n    1 + 1\n", [1]),
            ("As in::\n\n    >>> 1 + 1\n    2\n", []),
            (".. skip: next\n\n.. code-block:: python\n\n   1 + 1\n", [1]),
            (">>> now()  # doctest: +SKIP\n", [1]),
            (">>> now()  # doctest: +SKIP  # the clock differs\n", []),
        ],
    )
    def test_block_of_rst_must_run_or_say_why_not(self, text, silent):
        """The guard itself tells a silent block from one that runs."""
        assert silent == documents.silent_in_rst(text)

    @pytest.mark.parametrize(
        ("text", "silent"),
        [
            ("Add.\n\nExample:\n    >>> 1 + 1\n    2\n", []),
            ("Add.\n\n.. code-block:: python\n\n    1 + 1", [3]),
            ("Add.\n\n.. not run: a sketch\n\n.. code-block:: python\n\n    1 + 1\n", []),
        ],
    )
    def test_block_of_a_docstring_must_run_or_say_why_not(self, text, silent):
        """In a docstring only examples with a prompt run."""
        assert silent == documents.silent_in_docstring(text)


def test_lifecycle_page_shows_the_table_of_transitions():
    """The table that a reader sees is the one that the code keeps."""
    page = (documents.ROOT / "docs" / "explanation" / "lifecycle.rst").read_text(encoding="utf-8")
    rows = [re.split(r"\s{2,}", line, maxsplit=1) for line in page.splitlines() if "  " in line]
    told = {name: allowed for name, allowed in rows if name in set(Lifecycle)}
    kept = {str(status): ", ".join(allowed) or "nothing" for status, allowed in TRANSITIONS.items()}

    assert kept == told
