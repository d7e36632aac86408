"""The one question to begin a talk with."""

from __future__ import annotations

from enum import StrEnum

import attrs

__all__ = ["NextQuestion", "QuestionCode"]


class QuestionCode(StrEnum):
    """What a question is about; of several, the first of these is asked."""

    HARDER = "harder"
    """A goal is getting harder."""
    ANOTHER_LOOK = "another-look"
    """A goal is off course."""
    SILENT = "silent"
    """Nothing was recorded."""
    KEEP_UP = "keep-up"
    """A goal ended, and there is something to keep."""
    ENDED = "ended"
    """A goal ended."""
    UNKNOWN = "unknown"
    """Nobody can tell yet how a goal is going."""
    ON_HOLD = "on-hold"
    """A goal rests."""
    NOT_BEGUN = "not-begun"
    """A goal was not started yet."""
    REACHED = "reached"
    """A goal is reached, and still open."""
    ON_COURSE = "on-course"
    """A goal is on course."""


_QUESTIONS = {
    QuestionCode.HARDER: "what has made it harder lately, and what would help?",
    QuestionCode.ANOTHER_LOOK: "what would make the next step easier?",
    QuestionCode.SILENT: "how have these days been for you?",
    QuestionCode.KEEP_UP: "what would you like to keep up from here?",
    QuestionCode.ENDED: "what did you take from it, and what would you like to turn to next?",
    QuestionCode.UNKNOWN: "what would show you that you are getting there?",
    QuestionCode.ON_HOLD: "is it time to go on, or to rest a little longer?",
    QuestionCode.NOT_BEGUN: "what would help you to begin?",
    QuestionCode.REACHED: "what would you like to keep, and what comes next?",
    QuestionCode.ON_COURSE: "what has helped, and how can there be more of it?",
}


@attrs.frozen(kw_only=True)
class NextQuestion:
    """A question to begin with.

    Args:
        code: What it is about.
        goal: Id of the goal that it is about; None for all of them.
    """

    code: QuestionCode
    goal: str | None = None

    def __str__(self) -> str:
        """Ask it in English."""
        about = "" if self.goal is None else f"{self.goal}: "
        return f"{about}{_QUESTIONS[self.code]}"
