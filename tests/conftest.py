"""How hard Hypothesis tries: chosen by HYPOTHESIS_PROFILE, else by CI."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# A shared machine pauses at any time, so a deadline would fail what is right.
settings.register_profile("dev", max_examples=50, deadline=None)
# For a session whose question is not whether the laws hold.
settings.register_profile("quick", max_examples=20, deadline=None, derandomize=True, database=None)
# The same cases each time: a change is judged by what it changes. `nightly` searches.
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, database=None, print_blob=True
)
settings.register_profile(
    "nightly",
    max_examples=2_000,
    stateful_step_count=100,
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)
