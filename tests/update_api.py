"""Save the public names as they are now: ``python -m tests.update_api``."""

from __future__ import annotations

from tests import public_api

if __name__ == "__main__":
    public_api.SAVED.parent.mkdir(exist_ok=True)
    public_api.SAVED.write_text(public_api.describe(), encoding="utf-8")
