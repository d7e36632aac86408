"""Run the code blocks of README.md and of the pages under docs."""

from __future__ import annotations

import pytest
from sybil.integration.pytest import SybilItem

from tests import documents

# Read by Sphinx or nox; doctest would import them.
collect_ignore = ["docs/_ext", "docs/conf.py", "noxfile.py"]

pytest_collect_file = documents.RUNNERS.pytest()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the blocks of a document in order: each may use what an earlier one made."""
    blocks = [item for item in items if isinstance(item, SybilItem)]
    others = [item for item in items if not isinstance(item, SybilItem)]
    items[:] = others + sorted(blocks, key=lambda block: (block.path, block.example.start))
