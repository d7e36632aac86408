"""The strategies of smartgoals.testing, as against the laws that are there too."""

from __future__ import annotations

from smartgoals import testing

__all__ = ["STRATEGIES"]

_OF_THE_LAWS = {
    "_agenda",
    "_blocking",
    "_broken_stores",
    "_built_in",
    "_faulty_store",
    "_laws",
    "_leftovers",
    "_power_cut",
    "_rated_scenes",
    "_review_laws",
    "_review_scenes",
    "_scenes",
    "_schedule_laws",
    "_search",
    "_store_checks",
    "_store_clauses",
    "_store_machine",
    "_store_crash",
    "_store_processes",
}
STRATEGIES = [name for name in testing.__all__ if testing._HOME.get(name) not in _OF_THE_LAWS]
