"""Save the schema of all documents as it is now: ``python -m tests.update_schema``."""

from __future__ import annotations

import json

from smartgoals.schema import SCHEMA_FILE, json_schema


def text():
    """Return the schema as it is shipped."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(text(), encoding="utf-8")
