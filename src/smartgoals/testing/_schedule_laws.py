"""The laws of the schedule, ours and an app's own."""

from __future__ import annotations

import attrs

from smartgoals._values import refuse
from smartgoals.testing._review_laws import REVIEW_LAWS, ReviewRule, told_of_date
from smartgoals.testing._review_scenes import ReviewScene
from smartgoals.testing._search import LawBrokenError, search

__all__ = ["ScheduleLaw", "schedule_laws"]


@attrs.frozen(kw_only=True)
class ScheduleLaw:
    """What a rule for review dates promises, whatever happens.

    Args:
        id: Its id.
        name: Its name.
        statement: What it says.
    """

    id: str
    name: str
    statement: str

    def __str__(self) -> str:
        """Say which law it is and what it says."""
        return f"{self.id} {self.name}: {self.statement}"

    @property
    def broken(self) -> ReviewRule:
        """A rule that does not keep this law: proof that the law says something."""
        from smartgoals.testing._broken_reviews import BROKEN

        return BROKEN[self.id]

    def check(self, rule: ReviewRule, *, examples: int | None = None) -> None:
        """Search for lives in which *rule* breaks the law, and show the simplest.

        Args:
            rule: A function of ``(goal, journal, *, on)`` that returns a
                :class:`~smartgoals.schedule.ReviewDate` and reads the policy of the goal or the
                treatment plan; for the law of working days it also takes *is_working_day*.
            examples: How many lives to try; None for what the profile of Hypothesis says.

        Raises:
            LawBrokenError: If the rule breaks the law.
            InvalidValueError: If *rule* is no function.
        """
        if not callable(rule):
            refuse("rule", "a function of (goal, journal, *, on)", rule)
        made, keeps = REVIEW_LAWS[self.id]

        def kept(drawn: tuple[ReviewScene, ...]) -> None:
            if not keeps(rule, *drawn):
                told = [told_of_date(rule, scene) for scene in drawn]
                raise LawBrokenError("\n  ".join([f"{self}; broken by", *told]))

        search(kept, made(), examples=examples)


def schedule_laws() -> tuple[ScheduleLaw, ...]:
    """Return the laws of review dates, to be checked one by one.

    Returns:
        All laws in the order of their ids; :doc:`/explanation/reviews` says why each is one.

    Example:
        >>> from smartgoals import next_review
        >>> from smartgoals.testing import schedule_laws
        >>> for law in schedule_laws():
        ...     law.check(next_review, examples=10)
        >>> print(schedule_laws()[0])
        S01 longest_interval: the date is never later than the longest interval allows
    """
    return tuple(
        ScheduleLaw(id=law, name=name, statement=statement)
        for law, (name, statement) in _STATEMENTS.items()
    )


_STATEMENTS = {
    "S01": ("longest_interval", "the date is never later than the longest interval allows"),
    "S02": ("shortest_interval", "the date is never sooner than the shortest interval allows"),
    "S03": (
        "order",
        "the order in which entries are handed over, and asking twice, change nothing",
    ),
    "S04": ("worse_is_never_later", "a worse course at any one review never makes the date later"),
    "S05": ("postponing", "putting off never makes it sooner, and never passes the limits"),
    "S06": ("put_off_enough", "a postponement more than was agreed changes no date"),
    "S07": ("working_day", "it is a working day wherever the limits hold one"),
    "S08": (
        "unknown_never_lengthens",
        "no interval is longer than usual unless the goal is met or its measures are functional",
    ),
    "S09": ("slowly", "fewer good reviews than were agreed lengthen nothing"),
    "S10": ("prefix", "what happens later changes no judgement of an earlier day"),
    "S11": ("early_review", "a review that comes early counts, and the next is later than it"),
    "S12": ("clock_goes_on", "being on hold or away moves no date, and excuses it"),
    "S13": ("notice_at_once", "a reliable worsening is a notice, whatever the date"),
    "S14": ("closed", "what has ended is not looked at again"),
    "S15": ("stays_due", "a date that has come stays until a review is recorded, and is overdue"),
    "S16": ("no_policy", "without a policy there is no date"),
}
