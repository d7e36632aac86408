from __future__ import annotations

import pickle

import pytest

from smartgoals import errors
from smartgoals.errors import (
    AmbiguousInstrumentError,
    ConflictError,
    DecodeError,
    ErasedError,
    IllegalTransitionError,
    InvalidValueError,
    KeyRingError,
    LegalHoldError,
    MissingExtraError,
    NotFoundError,
    Problem,
    SmartGoalsError,
    StaleError,
    StoreError,
    TransientStoreError,
    UnitMismatchError,
    UnknownInstrumentError,
    UnknownRuleError,
    UnknownStoreError,
    UnsupportedRuleError,
)

RAISED = [
    (InvalidValueError("weight must be above 0", field="weight"), ValueError),
    (UnitMismatchError("h and km measure different things"), ValueError),
    (
        IllegalTransitionError(current="active", wanted="planned", allowed=("on-hold",)),
        ValueError,
    ),
    (UnknownInstrumentError("no such instrument"), LookupError),
    (UnknownRuleError(nearest=("M001",)), LookupError),
    (AmbiguousInstrumentError(versions=("pcl5-month", "pcl5-week")), LookupError),
    (DecodeError((Problem("$.id", "missing"), Problem("$.due", "not a day"))), ValueError),
    (StoreError("the disk is full"), OSError),
    (ConflictError(goal_id="g-1", expected=3, current=4), OSError),
    (NotFoundError("no such goal"), LookupError),
    (ErasedError(subject="c-17", at="2025-02-03T12:00:00Z"), LookupError),
    (LegalHoldError(reason="case-9"), OSError),
    (KeyRingError("the key ring has no key 2024", key_id="2024"), OSError),
    (TransientStoreError("somebody else is writing"), OSError),
    (StaleError("the journal has moved on"), OSError),
    (UnknownStoreError("no such store"), ValueError),
    (UnsupportedRuleError("BYWEEKNO", "left out"), ValueError),
    (MissingExtraError("install it"), ImportError),
]


def kind_of(value):
    return type(value).__name__ if isinstance(value, Exception) else value.__name__


@pytest.mark.parametrize(("error", "builtin"), RAISED, ids=kind_of)
class TestEveryError:
    def test_error_has_the_base_and_the_builtin_that_callers_catch(self, error, builtin):
        """One ``except`` catches all, and code that knows nothing of smartgoals still works."""
        assert isinstance(error, SmartGoalsError)
        assert isinstance(error, builtin)

    def test_error_crosses_to_another_process_whole(self, error, builtin):
        """A worker process reports what happened, with the data that the error keeps."""
        error.add_note("while importing")

        there = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes

        assert (type(error), str(error), error.args) == (type(there), str(there), there.args)
        assert vars(error) == vars(there)


def test_every_public_error_is_proven_above():
    """A new error joins the list."""
    public = {getattr(errors, name) for name in errors.__all__}

    assert {type(error) for error, _ in RAISED} == {
        kind for kind in public if issubclass(kind, SmartGoalsError)
    } - {SmartGoalsError}


def test_error_of_the_plain_kind_does_not_cross():
    """The law above catches an error that leaves pickling to Python."""

    class LeftToPythonError(InvalidValueError):
        __reduce__ = Exception.__reduce__

    kind, args, _ = LeftToPythonError("weight must be above 0", field="weight").__reduce__()

    with pytest.raises(TypeError, match="field"):
        kind(*args)


def test_illegal_transition_says_what_is_possible():
    """A host can offer the way on instead of an error."""
    stuck = IllegalTransitionError(current="entered-in-error", wanted="active", allowed=())
    active = IllegalTransitionError(current="active", wanted="planned", allowed=("a", "b"))

    assert "it can become nothing" in str(stuck)
    assert "a goal that is active cannot become planned; it can become a, b" == str(active)


@pytest.mark.parametrize(
    ("expected", "current", "words"),
    [
        (3, 4, "expected to replace version 3 of goal g-1, and the store holds version 4"),
        (None, 4, "goal g-1 exists already, as version 4"),
        (3, None, "expected to replace version 3 of goal g-1, and there is none"),
    ],
)
def test_conflict_says_what_was_loaded_and_what_is_stored(expected, current, words):
    """The message tells a new goal and a missing one from a version."""
    conflict = ConflictError(goal_id="g-1", expected=expected, current=current)

    assert str(conflict).startswith(words)


def test_legal_hold_is_kept_out_of_the_message():
    """A log says that there is a hold; why, only the host's own code reads."""
    hold = LegalHoldError(reason="case-9")

    assert ("case-9", False) == (hold.reason, "case-9" in str(hold))


def test_who_may_try_again_is_told_by_the_kind_of_error():
    """What is stale may go through next time; a conflict and a hold stay as they are."""
    again = [error for error, _ in RAISED if isinstance(error, TransientStoreError)]

    assert [TransientStoreError, StaleError] == [type(error) for error in again]
    assert issubclass(ErasedError, NotFoundError)


def test_decode_error_lists_every_problem_with_its_path():
    """A document is repaired in one go, not in one go for each problem."""
    error = DecodeError((Problem("$.id", "missing"), Problem("$.due", "not a day")))

    assert "$.id: missing; $.due: not a day" == str(error)
