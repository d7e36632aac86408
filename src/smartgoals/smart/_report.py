"""What a SMART check returns."""

from __future__ import annotations

from enum import StrEnum

import attrs

from smartgoals.notices import Notice

__all__ = ["Criterion", "Finding", "Judgement", "SmartReport", "Verdict"]


class Criterion(StrEnum):
    """The five questions of SMART."""

    SPECIFIC = "specific"
    """What exactly?"""
    MEASURABLE = "measurable"
    """How will you know that you are there?"""
    ACHIEVABLE = "achievable"
    """Is it within your abilities, and realistic now?"""
    RELEVANT = "relevant"
    """Does it matter to you?"""
    TIME_BOUND = "time-bound"
    """By when?"""


class Verdict(StrEnum):
    """The answer to one of them, as far as it can be told."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"
    CANNOT_TELL = "cannot-tell"


_STANDING = {
    Verdict.MET: "clear",
    Verdict.PARTLY: "partly there",
    Verdict.NOT_MET: "still open",
    Verdict.CANNOT_TELL: "cannot be told from here",
}


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that could be clearer, and how.

    Args:
        code: Stable code of the rule, such as ``M001``; never reused.
        name: Its readable name, such as ``no-measure``.
        criterion: The question it belongs to; None if it is about the text as a whole.
        cap: The best verdict that it leaves; None if it takes nothing away.
        message: What was found; without the person's words.
        suggestion: What would make it clearer.
    """

    code: str
    name: str
    message: str
    suggestion: str
    criterion: Criterion | None = None
    cap: Verdict | None = None

    def __str__(self) -> str:
        """Read as *code message suggestion*."""
        return f"{self.code} {self.message} {self.suggestion}".rstrip()


@attrs.frozen(kw_only=True)
class Judgement:
    """The verdict on one criterion, with what speaks for it and against it.

    Args:
        criterion: The question.
        verdict: The answer.
        evidence: What speaks for it: names of parts of the sentence or fields of the goal.
        findings: What could be clearer.
    """

    criterion: Criterion
    verdict: Verdict
    evidence: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __str__(self) -> str:
        """Read as *criterion: verdict (evidence)*."""
        shown = f" ({', '.join(self.evidence)})" if self.evidence else ""
        return f"{self.criterion}: {_STANDING[self.verdict]}{shown}"


@attrs.frozen(kw_only=True)
class SmartReport:
    """What a SMART check found. It is a checklist: no score, and no gate.

    Args:
        judgements: One for each criterion, in the order of the letters.
        findings: What is about the text as a whole.
        notices: What a person has to see at once. Where there is one, nothing is suggested.
    """

    judgements: tuple[Judgement, ...]
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()

    def verdict(self, criterion: Criterion) -> Verdict:
        """Return the verdict on one criterion."""
        return self._judgement(criterion).verdict

    def _judgement(self, criterion: Criterion) -> Judgement:
        return next(found for found in self.judgements if found.criterion is criterion)

    @property
    def is_smart(self) -> bool:
        """Whether all five are met."""
        return all(found.verdict is Verdict.MET for found in self.judgements)

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding, those about the whole text first."""
        return self.findings + tuple(
            finding for judgement in self.judgements for finding in judgement.findings
        )

    @property
    def next_question(self) -> str | None:
        """The one suggestion to begin with; None if all is clear, or a notice comes first."""
        if self.notices:
            return None
        order = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.CANNOT_TELL)
        if self.findings:
            return self.findings[0].suggestion
        for verdict in order:
            for judgement in self.judgements:
                if judgement.verdict is verdict and judgement.findings:
                    return judgement.findings[0].suggestion
        return None

    def __str__(self) -> str:
        """Say it kindly: notices, strengths first, what is open, one next question."""
        lines = [f"notice: {notice}" for notice in self.notices]
        strong = [str(found) for found in self.judgements if found.verdict is Verdict.MET]
        rest = [str(found) for found in self.judgements if found.verdict is not Verdict.MET]
        lines += strong + rest
        lines += [f"note: {finding.message}" for finding in self.findings]
        if self.next_question is not None:
            lines.append(f"next: {self.next_question}")
        return "\n".join(lines)
