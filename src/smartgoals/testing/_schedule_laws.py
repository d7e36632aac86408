"""The laws of the schedule, ours and an app's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import attrs
from hypothesis import Phase

from smartgoals._values import refuse
from smartgoals.testing._agenda import Agenda, told_of_agenda
from smartgoals.testing._review_laws import REVIEW_LAWS, ReviewRule, told_of_date
from smartgoals.testing._review_moves import MOVES
from smartgoals.testing._search import LawBrokenError, proven, reasons_of, search
from smartgoals.testing._task_laws import TASK_LAWS

__all__ = ["ScheduleLaw", "schedule_laws"]


@attrs.frozen(kw_only=True)
class ScheduleLaw:
    """What a rule for review dates, or an agenda, promises, whatever happens.

    Args:
        id: Its id.
        name: Its name.
        statement: What it says.
        reason: Why the rule at hand does not keep it; empty if it has to.
    """

    id: str
    name: str
    statement: str
    reason: str = ""

    def __str__(self) -> str:
        """Say which law it is and what it says."""
        return f"{self.id} {self.name}: {self.statement}"

    @property
    def broken(self) -> ReviewRule | Agenda:
        """A rule that does not keep this law: proof that the law says something."""
        from smartgoals.testing import _broken_agendas, _broken_reviews

        if self.id in TASK_LAWS:
            return _broken_agendas.BROKEN[self.id]
        return _broken_reviews.BROKEN[self.id]

    def is_about(self, rule: ReviewRule | Agenda) -> bool:
        """Return whether the law says anything about such a rule."""
        is_agenda = isinstance(rule, Agenda)
        if not is_agenda and not callable(rule):
            refuse("rule", "a function of (goal, journal, *, on), or an Agenda", rule)
        return is_agenda is (self.id in TASK_LAWS)

    def check(self, rule: ReviewRule | Agenda, *, examples: int | None = None) -> bool:
        """Search for lives in which *rule* breaks the law, and show the simplest.

        Args:
            rule: A function of ``(goal, journal, *, on)`` that returns a
                :class:`~smartgoals.schedule.ReviewDate` and reads the policy of the goal or the
                treatment plan; for the law of working days it also takes *is_working_day*. Or an
                :class:`Agenda`: what says what is due.
            examples: How many lives to try; None for what the profile of Hypothesis says.

        Returns:
            True if it was tried, False if the law says nothing about such a rule.

        Raises:
            LawBrokenError: If the rule breaks the law, and no reason was given.
            LawHoldsError: If a reason was given, and the rule was not seen to break the law.
            InvalidValueError: If *rule* is neither.
        """
        is_about = self.is_about(rule)
        return proven(self, partial(self._search, rule), is_about=is_about, examples=examples)

    def _search(
        self, rule: ReviewRule | Agenda, examples: int | None, *, phases: tuple[Phase, ...]
    ) -> None:
        made, keeps = _LAWS[self.id]

        def kept(drawn: tuple[Any, ...]) -> None:
            if not keeps(rule, *drawn):
                told = [_told(rule, scene) for scene in drawn]
                raise LawBrokenError("\n  ".join([f"{self}; broken by", *told]))

        search(kept, made(), examples=examples, phases=phases)


def _told(rule: ReviewRule | Agenda, scene: Any) -> str:
    if isinstance(rule, Agenda):
        return told_of_agenda(rule, scene)
    return told_of_date(rule, scene)


def schedule_laws(*, except_for: Mapping[str, str] | None = None) -> tuple[ScheduleLaw, ...]:
    """Return the laws of review dates and of what is due, to be checked one by one.

    Args:
        except_for: The ids of laws that the rule at hand does not keep, each with the reason. An
            excepted law that the rule keeps is an error.

    Returns:
        All laws in the order of their ids; :doc:`/explanation/reviews` says why each is one.

    Raises:
        InvalidValueError: If there is no law of an id, or a reason says nothing.

    Example:
        >>> from smartgoals import next_review
        >>> from smartgoals.testing import Agenda, schedule_laws
        >>> sum(law.check(next_review, examples=10) for law in schedule_laws())
        23
        >>> sum(law.check(Agenda(), examples=10) for law in schedule_laws())
        9
        >>> print(schedule_laws()[0])
        S01 longest_interval: the date is never later than the longest interval allows
    """
    reasons = reasons_of(except_for, _LAWS)
    return tuple(
        ScheduleLaw(id=law, name=name, statement=statement, reason=reasons.get(law, ""))
        for law, (name, statement) in _STATEMENTS.items()
    )


_LAWS = REVIEW_LAWS | TASK_LAWS | MOVES
_STATEMENTS = {
    "S01": ("longest_interval", "the date is never later than the longest interval allows"),
    "S02": ("shortest_interval", "the date is never sooner than the shortest interval allows"),
    "S03": (
        "order",
        "the order in which entries are handed over, and asking twice, change nothing",
    ),
    "S04": ("worse_is_never_later", "a worse course at any one review never makes the date later"),
    "S05": (
        "postponing",
        "put off it is never sooner than it would be otherwise, and never beyond the limits",
    ),
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
    "S17": ("in_order", "tasks come in order, each once, and the moments of each never go back"),
    "S18": ("due_now", "what is due is what the agenda of this moment holds and can be done"),
    "S19": ("next_change", "nothing changes before the next change, and then something does"),
    "S20": (
        "phases_go_up",
        "while nothing is recorded a task goes on through its phases, and never back",
    ),
    "S21": ("foreseen", "what will be due, if nothing is recorded, is on the agenda now"),
    "S22": (
        "one_key",
        "a task has one key, whenever and wherever it is asked for, and no other has",
    ),
    "S23": ("done", "a step that was done is not asked for again"),
    "S24": ("ended", "what has ended asks for nothing, and nothing of it changes"),
    "S25": (
        "wall_time",
        (
            "a time is that of the clock in the zone: skipped it comes later by the gap, shown "
            "twice it is the first, and each local day has one"
        ),
    ),
    "S26": ("worse_is_sooner", "a review that saw it go worse makes the next one sooner"),
    "S27": ("better_is_later", "enough good reviews in a row make the next one later"),
    "S28": ("worse_now", "a reliable worsening asks for a review at once, or as soon as may be"),
    "S29": ("put_off", "a review that was put off is on the day that it was put off to"),
    "S30": ("session", "a session within the window takes the review, and one beyond does not"),
    "S31": ("cancelled", "a session that was cancelled takes no review"),
    "S32": ("resumed", "a pause that is over has moved no date"),
}
