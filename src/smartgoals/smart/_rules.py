"""The rules of the SMART check, as data with a small test each.

A rule asks one question of what is known about a goal. Its code and name are stable; the numbers
that a rule uses stand beside their source.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import attrs

from smartgoals.errors import InvalidValueError, UnitMismatchError
from smartgoals.goals import Goal
from smartgoals.plans import Step
from smartgoals.smart._draft import ComponentKind, Draft, DraftKind
from smartgoals.smart._read import MAX_CHARACTERS
from smartgoals.smart._report import Criterion, Finding, Verdict

__all__ = ["RULES", "Facts", "Rule"]


@attrs.frozen(kw_only=True)
class Facts:
    """What a rule may look at: the sentence as it was read, and the goal's fields if there are any.

    Fields win over the sentence where both speak.
    """

    draft: Draft
    goal: Goal | None
    on: dt.date

    @property
    def is_read(self) -> bool:
        """Whether the sentence could be read."""
        return self.draft.kind is DraftKind.GOAL

    def has(self, kind: ComponentKind) -> bool:
        """Return whether the sentence has that part."""
        return self.draft.component(kind) is not None

    @property
    def behaviour(self) -> str:
        """The words of what will be done."""
        return self.draft.words(ComponentKind.BEHAVIOUR)

    @property
    def due(self) -> dt.date | None:
        """The day by which."""
        if self.goal is None:
            return self.draft.due
        ends = [target.due for target in self.goal.targets if target.due is not None]
        return self.goal.due or self.draft.due or max(ends, default=None)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in force."""
        return () if self.goal is None else self.goal.plan.on(self.on)

    @property
    def has_rhythm(self) -> bool:
        """Whether it says how often, in the sentence or in the plan."""
        planned = any(step.recurrence is not None for step in self.steps)
        return planned or self.has(ComponentKind.FREQUENCY)

    @property
    def has_dose(self) -> bool:
        """Whether it says how much each time, in the sentence or in the plan."""
        planned = any(step.dose is not None for step in self.steps)
        return planned or self.has(ComponentKind.DOSE)

    @property
    def is_about_stopping(self) -> bool:
        """Whether the behaviour is one to leave off."""
        return bool(_STOPPING.match(self.behaviour))

    @property
    def confidence(self) -> int | None:
        """How sure the person is, from 0 to 10."""
        if self.goal is not None and self.goal.confidence is not None:
            return self.goal.confidence
        return self.draft.confidence

    @property
    def is_one_off(self) -> bool:
        """Whether the sentence is about one thing that is done once, such as a call."""
        return bool(_ONE_OFF.match(self.behaviour))

    @property
    def is_measurable(self) -> bool:
        """Whether anything can be counted or ticked off."""
        typed = self.goal is not None and bool(self.goal.targets)
        return typed or self.is_one_off or self.has_dose or self.has_rhythm

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Return whether the part of the text that is read holds *pattern*."""
        return bool(pattern.search(self.draft.text, 0, MAX_CHARACTERS))

    @property
    def baselines(self) -> int:
        """How many steps and targets say where the person starts."""
        if self.goal is None:
            return 0
        steps = sum(step.baseline is not None for step in self.steps)
        return steps + sum(target.baseline is not None for target in self.goal.targets)


@attrs.frozen(kw_only=True)
class Rule:
    """One rule of the check.

    Args:
        code: Stable code; never reused.
        name: Readable name.
        criterion: The question it belongs to; None for the text as a whole.
        cap: The best verdict that a finding leaves; None if it takes nothing away.
        message: What to say; without the person's words.
        suggestion: What would make it clearer.
        applies: Whether there is a finding.
    """

    code: str
    name: str
    criterion: Criterion | None
    cap: Verdict | None
    message: str
    suggestion: str
    applies: Callable[[Facts], bool] = attrs.field(repr=False)

    def finding(self) -> Finding:
        """Return the finding of this rule."""
        return Finding(
            code=self.code,
            name=self.name,
            criterion=self.criterion,
            cap=self.cap,
            message=self.message,
            suggestion=self.suggestion,
        )


def _begins(words: str) -> re.Pattern[str]:
    alternatives = "|".join(word.replace("_", r"\s{1,3}") for word in words.split())
    return re.compile(rf"(?:{alternatives})(?!\w)", re.IGNORECASE)


_VAGUE = _begins(
    "improve enhance manage work_on deal_with cope handle develop build understand increase reduce "
    "better learn_to_manage learn_to_cope get_better do_better try_to change focus_on"
)
_STOPPING = _begins("stop quit no_longer never not no avoid give_up cut_out")
_STATE = _begins("be feel become find live enjoy heal move_on get_over love stay")
_ONE_OFF = _begins(
    "book call phone email write apply register sign_up finish complete make_an_appointment visit "
    "submit join buy ask tell"
)
_ABSOLUTE = re.compile(
    r"(?<!\w)(?:never|always|no\s{1,3}matter\s{1,3}what|completely)(?!\w)", re.IGNORECASE
)
_ABSTINENCE = re.compile(
    r"(?<!\w)(?:drink\w{0,3}|alcohol|smok\w{0,3}|cigarettes?|us(?:e|ing)|gambl\w{0,3}|cut\w{0,4}|"
    r"harm\w{0,3}|hurt\w{0,3}|hit\w{0,4}|medication|tablets?|pills?|dose)(?!\w)",
    re.IGNORECASE,
)
_VAGUE_AMOUNT = re.compile(
    r"(?<!\w)(?:more|less|fewer|some|several|a\s{1,3}few|a\s{1,3}bit|a\s{1,3}lot|lots)(?!\w)",
    re.IGNORECASE,
)
_VAGUE_FREQUENCY = re.compile(
    r"(?<!\w)(?:regularly|often|sometimes|most\s{1,3}days|frequently|occasionally|as\s{1,3}needed)(?!\w)",
    re.IGNORECASE,
)


def _is_vague(facts: Facts) -> bool:
    return facts.says(_VAGUE_AMOUNT) or facts.says(_VAGUE_FREQUENCY)


def _has_no_measure(facts: Facts) -> bool:
    return facts.is_read and not facts.is_measurable and not _is_vague(facts)


def _is_large_step(facts: Facts) -> bool:
    if facts.goal is None:
        return False
    for step in facts.steps:
        if step.dose is None or step.baseline is None:
            continue
        try:
            before = step.baseline.to(step.dose.unit).value
        except (UnitMismatchError, InvalidValueError):
            continue
        # A convention of ours: more than twice what somebody does already is a big step.
        if step.dose.value > 2 * before:
            return True
    return False


def _has_no_evidence_for_reach(facts: Facts) -> bool:
    return facts.confidence is None and facts.baselines == 0


def _confidence_from(least: int, most: int) -> Callable[[Facts], bool]:
    def applies(facts: Facts) -> bool:
        return facts.confidence is not None and least <= facts.confidence <= most

    return applies


def _is_absolute(facts: Facts) -> bool:
    # "Never" in a goal about drink, drugs, harm or medicine is the goal itself, not perfectionism.
    return facts.says(_ABSOLUTE) and not facts.says(_ABSTINENCE)


def _has_reason(goal: Goal | None) -> bool:
    if goal is None:
        return False
    return bool(goal.reason.strip() or goal.key_areas) or goal.importance is not None


def _has_cadence_only(facts: Facts) -> bool:
    has_end = facts.due is not None or (facts.goal is not None and facts.goal.review is not None)
    return facts.has_rhythm and not has_end


# A convention of ours: half of the scale.
_MATTERS = 5

RULES: tuple[Rule, ...] = (
    Rule(
        code="G001",
        name="empty-statement",
        criterion=None,
        cap=Verdict.CANNOT_TELL,
        message="There is nothing to read yet.",
        suggestion="Write one sentence: I will <what> <how much> <how often> <until when> <why>.",
        applies=lambda facts: facts.draft.kind is DraftKind.EMPTY,
    ),
    Rule(
        code="G002",
        name="language-not-supported",
        criterion=None,
        cap=Verdict.CANNOT_TELL,
        message="We cannot read this language yet; the fields are judged all the same.",
        suggestion="Fill in measure, dates and reason, or write the sentence in English.",
        applies=lambda facts: facts.draft.kind is DraftKind.UNREADABLE,
    ),
    Rule(
        code="G005",
        name="input-truncated",
        criterion=None,
        cap=None,
        message="Only the beginning of the text was read.",
        suggestion="Keep the goal sentence here and move the story to a note.",
        applies=lambda facts: facts.draft.is_truncated,
    ),
    Rule(
        code="S001",
        name="vague-verb",
        criterion=Criterion.SPECIFIC,
        cap=Verdict.PARTLY,
        message="The verb does not say yet what will be done.",
        suggestion="Which one action could somebody see you do?",
        applies=lambda facts: bool(_VAGUE.match(facts.behaviour)),
    ),
    Rule(
        code="S002",
        name="state-not-action",
        criterion=Criterion.SPECIFIC,
        cap=Verdict.NOT_MET,
        message="This names a feeling or a quality rather than an action.",
        suggestion="What would you be doing differently on a day when it is so?",
        applies=lambda facts: bool(_STATE.match(facts.behaviour)),
    ),
    Rule(
        code="S010",
        name="no-behaviour",
        criterion=Criterion.SPECIFIC,
        cap=Verdict.NOT_MET,
        message="No action was found in the sentence.",
        suggestion="Begin with: I will ...",
        applies=lambda facts: facts.is_read and not facts.behaviour,
    ),
    Rule(
        code="M001",
        name="no-measure",
        criterion=Criterion.MEASURABLE,
        cap=Verdict.NOT_MET,
        message="Nothing here can be counted or ticked off yet.",
        suggestion="How much, how long or how often, for example 10 minutes, 3 times a week?",
        applies=lambda facts: _has_no_measure(facts) and not facts.is_about_stopping,
    ),
    # Beside a thing to leave off, an example of how often would read as an invitation.
    Rule(
        code="M007",
        name="no-measure-of-stopping",
        criterion=Criterion.MEASURABLE,
        cap=Verdict.NOT_MET,
        message="Nothing here says yet how it will be seen.",
        suggestion="How will you notice that it is going well?",
        applies=lambda facts: _has_no_measure(facts) and facts.is_about_stopping,
    ),
    Rule(
        code="M002",
        name="vague-quantity",
        criterion=Criterion.MEASURABLE,
        cap=Verdict.PARTLY,
        message="The amount is not a number yet.",
        suggestion="Which number do you aim for?",
        applies=lambda facts: not facts.is_measurable and facts.says(_VAGUE_AMOUNT),
    ),
    Rule(
        code="M003",
        name="vague-frequency",
        criterion=Criterion.MEASURABLE,
        cap=Verdict.PARTLY,
        message="How often is not a number yet.",
        suggestion="How many times a day, a week or a month?",
        applies=lambda facts: not facts.is_measurable and facts.says(_VAGUE_FREQUENCY),
    ),
    Rule(
        code="A001",
        name="no-evidence",
        criterion=Criterion.ACHIEVABLE,
        cap=Verdict.CANNOT_TELL,
        message="Nothing shows yet whether this is within reach.",
        suggestion="What do you do already, and how sure are you, from 0 to 10, to manage it?",
        applies=_has_no_evidence_for_reach,
    ),
    Rule(
        code="A002",
        name="absolute",
        criterion=Criterion.ACHIEVABLE,
        cap=Verdict.PARTLY,
        message="An absolute word leaves no room for a slip.",
        suggestion="What will help on a day when it is hard?",
        applies=_is_absolute,
    ),
    Rule(
        code="A003",
        name="large-step",
        criterion=Criterion.ACHIEVABLE,
        cap=Verdict.PARTLY,
        message="It asks for more than twice what is done already.",
        suggestion="What would be half the way, as a first milestone?",
        applies=_is_large_step,
    ),
    # Source of the 7: Brief Action Planning, Gutnick et al. 2014.
    Rule(
        code="A004",
        name="low-confidence",
        criterion=Criterion.ACHIEVABLE,
        cap=Verdict.PARTLY,
        message="Confidence is below 7 of 10.",
        suggestion="What would make it a 7: a smaller step, or a plan for what gets in the way?",
        applies=_confidence_from(4, 6),
    ),
    Rule(
        code="A009",
        name="very-low-confidence",
        criterion=Criterion.ACHIEVABLE,
        cap=Verdict.NOT_MET,
        message="Confidence is 3 of 10 or less.",
        suggestion="Which smaller step would you trust yourself to take?",
        applies=_confidence_from(0, 3),
    ),
    Rule(
        code="R001",
        name="no-reason",
        criterion=Criterion.RELEVANT,
        cap=Verdict.CANNOT_TELL,
        message="No reason is given yet.",
        suggestion="Why does it matter to you?",
        applies=lambda facts: not facts.has(ComponentKind.REASON) and not _has_reason(facts.goal),
    ),
    Rule(
        code="R005",
        name="low-importance",
        criterion=Criterion.RELEVANT,
        cap=Verdict.PARTLY,
        message="Importance is below 5 of 10.",
        suggestion="Which of your values does it serve, or is another goal closer to your heart?",
        applies=lambda facts: (
            facts.goal is not None
            and facts.goal.importance is not None
            and facts.goal.importance < _MATTERS
        ),
    ),
    Rule(
        code="T001",
        name="no-time-frame",
        criterion=Criterion.TIME_BOUND,
        cap=Verdict.NOT_MET,
        message="There is no end and no rhythm yet.",
        suggestion="Until when, or for how many weeks?",
        applies=lambda facts: facts.is_read and facts.due is None and not facts.has_rhythm,
    ),
    Rule(
        code="T002",
        name="cadence-without-end",
        criterion=Criterion.TIME_BOUND,
        cap=Verdict.PARTLY,
        message="It says how often and not for how long.",
        suggestion="For how many weeks, or when will you look at it again?",
        applies=_has_cadence_only,
    ),
    Rule(
        code="T005",
        name="deadline-passed",
        criterion=Criterion.TIME_BOUND,
        cap=Verdict.PARTLY,
        message="Its day is in the past.",
        suggestion="Which day would fit now?",
        applies=lambda facts: facts.due is not None and facts.due < facts.on,
    ),
)
"""The rules in force, in the order in which they are asked."""
