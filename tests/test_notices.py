from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals.errors import InvalidValueError
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.testing import notices


def notice(**fields):
    return Notice(kind=NoticeKind.RISK_LANGUAGE, source=NoticeSource.NOTE, **fields)


@given(notices())
def test_notice_says_what_and_where(notice):
    """A person who reads it knows where to look."""
    shown = str(notice)

    article = "an" if notice.source is NoticeSource.INSTRUMENT else "a"

    assert shown.startswith(f"{notice.kind} in {article} {notice.source}")
    assert (notice.item is not None) == (f"item {notice.item} of {notice.instrument}" in shown)
    assert all(f"entry {name}" in shown for name in notice.entries)
    assert (notice.end is not None) == shown.endswith(f"characters {notice.start} to {notice.end}")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, "risk-language in a note"),
        ({"entries": ["e-1", "e-2"]}, "risk-language in a note: see entry e-1, entry e-2"),
        (
            {"entries": ["e-1"], "start": 3, "end": 9},
            "risk-language in a note: see entry e-1, characters 3 to 9",
        ),
        (
            {"entries": ["e-1"], "instrument": "phq9", "item": 9},
            "risk-language in a note: see item 9 of phq9, entry e-1",
        ),
    ],
    ids=["bare", "entries", "span", "item"],
)
def test_notice_reads_as_one_line(fields, shown):
    """It goes into a log or a queue as it is."""
    assert shown == str(notice(**fields))


@given(st.integers(0, 2**63 - 1), st.integers(1, 2**63 - 1))
def test_span_holds_at_least_one_character(start, end):
    """A span that ends where it begins, or before, is nowhere."""
    try:
        made = notice(start=start, end=end).end
    except InvalidValueError as error:
        made = error.field

    assert (end if end > start else "end") == made


@pytest.mark.parametrize("fields", [{"instrument": "phq9"}, {"item": 9}], ids=str)
def test_item_is_one_of_a_named_instrument(fields):
    """The number of a question says nothing without the questionnaire."""
    with pytest.raises(InvalidValueError, match="item must be given together with instrument"):
        notice(**fields)


@pytest.mark.parametrize("fields", [{"start": 3}, {"end": 3}], ids=str)
def test_one_end_of_a_span_is_refused(fields):
    """Half a place is no place."""
    with pytest.raises(InvalidValueError, match="end must be given together with start"):
        notice(**fields)
