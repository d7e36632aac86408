"""What a SMART check returns, and how it is said.

A report is a value. What it says to a client and to a clinician is made from one catalogue of
messages, so that a host can say it in its own words or in another language.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import attrs

from smartgoals._audience import Audience
from smartgoals._values import EMPTY, FrozenDict, as_tuple, refuse
from smartgoals.notices import Notice

__all__ = [
    "PHRASES",
    "Criterion",
    "Finding",
    "Judgement",
    "Severity",
    "SmartReport",
    "Verdict",
    "filled",
]


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
    """All that was asked about is there."""
    PARTLY = "partly"
    """Some of it is there."""
    NOT_MET = "not-met"
    """It is still open."""
    CANNOT_TELL = "cannot-tell"
    """Nothing speaks for it or against it."""


class Severity(StrEnum):
    """How much a finding weighs. None of them is a gate."""

    INFO = "info"
    """Worth knowing; often nothing has to change."""
    WARNING = "warning"
    """Something that is likely to get in the way."""
    ERROR = "error"
    """Something that cannot be meant, or should not be done, as it stands."""


_EVIDENCE = (
    *("behaviour", "quantity", "duration", "frequency", "clock time", "one thing to do"),
    *("down to none", "level of help", "targets", "plan", "confidence", "baseline"),
    *("past adherence", "done already", "values", "reason", "importance", "horizon", "review"),
)

PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "verdict.met": "clear",
        "verdict.partly": "partly there",
        "verdict.not-met": "still open",
        "verdict.cannot-tell": "cannot be told from here",
        "line.evidence": "{criterion}: {verdict} ({evidence})",
        "line.plain": "{criterion}: {verdict}",
        "line.notice": "notice: {notice}",
        "line.notice.client": "notice: What you wrote matters. Please talk about it today with "
        "somebody you trust, or with the person who works with you.",
        "line.note": "note: {message}",
        "line.next": "next: {question}",
    }
    | {f"criterion.{criterion}": str(criterion) for criterion in Criterion}
    | {f"evidence.{name}": name for name in _EVIDENCE}
)
"""What a report says around its findings; a catalogue for a host may replace each of them."""


def filled(message: str, values: Mapping[str, Any]) -> str:
    """Return a message with its placeholders filled.

    Raises:
        InvalidValueError: If a placeholder has no value.
    """
    said = None
    with suppress(KeyError, IndexError, ValueError, AttributeError, TypeError):
        said = message.format_map(values)
    if said is None:
        # Not within a handler: the error there would come along.
        has = ", ".join(f"{{{name}}}" for name in values) or "none"
        refuse("messages", f"texts with the placeholders of what they replace ({has})", message)
    return said


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that could be clearer, and how.

    Args:
        code: Stable code of the rule, such as ``M001``; never reused.
        name: Its readable name, such as ``no-measure``.
        message: What was found; without the person's words.
        suggestion: What would make it clearer; empty where nothing is suggested.
        criterion: The question it belongs to; None if it is about the text as a whole.
        cap: The best verdict that it leaves; None if it takes nothing away. One about the text as
            a whole lowers no verdict and comes first.
        severity: How much it weighs.
        start: Where the words it is about begin in the text, in characters from 0; None if it is
            about the whole or about a field.
        end: Where they end; *end* itself is not part of them.
        values: What fills the named placeholders of the message: numbers, days and units, never
            the person's words.
    """

    code: str
    name: str
    message: str
    suggestion: str
    criterion: Criterion | None = None
    cap: Verdict | None = None
    severity: Severity = Severity.INFO
    start: int | None = None
    end: int | None = None
    values: Mapping[str, Any] = attrs.field(default=EMPTY, converter=FrozenDict)

    def __str__(self) -> str:
        """Read as *code message suggestion*."""
        return f"{self.code} {self.message} {self.suggestion}".rstrip()

    def said(self, messages: Mapping[str, str]) -> tuple[str, str]:
        """Return message and suggestion in the words of *messages*.

        Args:
            messages: By code and by ``<code>.suggestion``; what is left out stays as it is.

        Returns:
            Both; the suggestion is empty where nothing is suggested.

        Raises:
            InvalidValueError: If one of them has a placeholder that this finding does not fill.
        """
        message, suggestion = messages.get(self.code), messages.get(f"{self.code}.suggestion")
        return (
            self.message if message is None else filled(message, self.values),
            filled(suggestion, self.values)
            if suggestion is not None and self.suggestion
            else self.suggestion,
        )


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
    evidence: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=as_tuple)

    def __str__(self) -> str:
        """Read as *criterion: verdict (evidence)*."""
        return self.said(PHRASES)

    def said(self, messages: Mapping[str, str]) -> str:
        """Return the line in other words.

        Args:
            messages: By the keys of :data:`~smartgoals.smart.MESSAGES`; what is left out stays in
                English.

        Returns:
            One line, as ``str()`` says it in English.

        Raises:
            InvalidValueError: If a message has a placeholder that this line does not fill.
        """

        def word(key: str) -> str:
            return messages.get(key, PHRASES.get(key, key.partition(".")[2]))

        return filled(
            word(f"line.{'evidence' if self.evidence else 'plain'}"),
            {
                "criterion": word(f"criterion.{self.criterion}"),
                "verdict": word(f"verdict.{self.verdict}"),
                "evidence": ", ".join(word(f"evidence.{name}") for name in self.evidence),
            },
        )

    @property
    def main_finding(self) -> Finding | None:
        """The first finding that leaves no better verdict; None where there is none."""
        return next((found for found in self.findings if found.cap is self.verdict), None)


@attrs.frozen(kw_only=True)
class SmartReport:
    """What a SMART check found. It is a checklist: no score, and no gate.

    Args:
        judgements: One for each criterion that was asked about, in the order of the letters.
        findings: What is about the text as a whole.
        notices: What a person has to see at once. Where there is one, nothing is suggested.
        rewritten: The sentence with what it lacks, as far as that can be said without inventing a
            reason or an action; numbers and days to be chosen stand in brackets. None where there
            is nothing to add. It holds the person's own words and is never shown in a repr.

    Example:
        >>> import datetime as dt
        >>> from smartgoals import check_smart, read_goal
        >>> day = dt.date(2025, 2, 3)
        >>> report = check_smart(read_goal("I will walk every day.", on=day), on=day)
        >>> print(report.rewritten)
        I will walk every day until [3 March 2025].
    """

    judgements: tuple[Judgement, ...] = attrs.field(converter=as_tuple)
    findings: tuple[Finding, ...] = attrs.field(default=(), converter=as_tuple)
    notices: tuple[Notice, ...] = attrs.field(default=(), converter=as_tuple)
    rewritten: str | None = attrs.field(default=None, repr=False)

    def verdict(self, criterion: Criterion) -> Verdict:
        """Return the verdict on one criterion.

        Args:
            criterion: Which one.

        Returns:
            The verdict; it cannot be told where no rule asked about it.
        """
        return next(
            (found.verdict for found in self.judgements if found.criterion is criterion),
            Verdict.CANNOT_TELL,
        )

    @property
    def is_smart(self) -> bool:
        """Whether all that was asked about is met, something was, and there is no notice."""
        return (
            bool(self.judgements)
            and not self.notices
            and all(found.verdict is Verdict.MET for found in self.judgements)
        )

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """Every finding, those about the whole text first."""
        return self.findings + tuple(
            finding for judgement in self.judgements for finding in judgement.findings
        )

    @property
    def next_finding(self) -> Finding | None:
        """The finding to begin with; None if all is clear, or a notice comes first.

        What should not be done comes first, then what is about the text as a whole, then what is
        most open.
        """
        if self.notices:
            return None
        asked = [finding for finding in self.all_findings if finding.suggestion]
        for finding in asked:
            if finding.severity is Severity.ERROR:
                return finding
        for finding in asked:
            if finding.criterion is None and (
                finding.cap is not None or finding.severity is not Severity.INFO
            ):
                return finding
        for verdict in (Verdict.NOT_MET, Verdict.PARTLY, Verdict.CANNOT_TELL):
            for judgement in self.judgements:
                if judgement.verdict is verdict:
                    found = (one for one in judgement.findings if one.suggestion)
                    main = next((one for one in found if one.cap is verdict), None)
                    if main is not None:
                        return main
        return None

    @property
    def next_question(self) -> str | None:
        """The one suggestion to begin with; None if all is clear, or a notice comes first."""
        return None if self.next_finding is None else self.next_finding.suggestion

    def render(
        self,
        *,
        audience: Audience = Audience.CLIENT,
        messages: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """Say it: notices, strengths first, what is open, and one next question.

        A client reads kind words and one question. Where there are notices, however many, one line
        stands alone: to talk to somebody today, for nothing about the wording matters beside it. A
        clinician reads each notice with its place, verdicts, codes and every finding; verdicts and
        the names of evidence stay the codes that they are. Neither text holds the person's own
        words.

        Args:
            audience: Who reads it.
            messages: A catalogue in other words or in another language, with the keys of
                :data:`~smartgoals.smart.MESSAGES`; what is left out stays in English. A host says
                with ``line.notice.client`` whom its clients can call; ``line.notice`` is for
                clinicians, with ``{notice}`` for its code and place.

        Returns:
            The lines.

        Raises:
            InvalidValueError: If *audience* is none, or a message has another placeholder than
                the one that it replaces.
        """
        if not isinstance(audience, Audience):
            refuse("audience", "an Audience", audience)
        if audience is Audience.CLINICIAN:
            return "\n".join(self._clinical_lines(messages))
        return "\n".join(self._kind_lines(messages))

    def __str__(self) -> str:
        """Say it to a client."""
        return self.render()

    def _kind_lines(self, messages: Mapping[str, str]) -> list[str]:
        phrases = {**PHRASES, **messages}
        if self.notices:
            return [filled(phrases["line.notice.client"], {})]
        strong = [found for found in self.judgements if found.verdict is Verdict.MET]
        rest = [found for found in self.judgements if found.verdict is not Verdict.MET]
        lines = [found.said(messages) for found in strong + rest]
        lines += [
            filled(phrases["line.note"], {"message": finding.said(messages)[0]})
            for finding in self.findings
        ]
        following = self.next_finding
        if following is not None:
            lines.append(filled(phrases["line.next"], {"question": following.said(messages)[1]}))
        return lines

    def _clinical_lines(self, messages: Mapping[str, str]) -> list[str]:
        line = messages.get("line.notice", PHRASES["line.notice"])
        lines = [filled(line, {"notice": notice}) for notice in self.notices]
        lines += [_clinical(finding, messages) for finding in self.findings]
        for found in self.judgements:
            shown = f" ({', '.join(found.evidence)})" if found.evidence else ""
            lines.append(f"{found.criterion}: {found.verdict}{shown}")
            lines += [f"  {_clinical(finding, messages)}" for finding in found.findings]
        return lines


def _clinical(finding: Finding, messages: Mapping[str, str]) -> str:
    message, suggestion = finding.said(messages)
    place = "" if finding.start is None else f" [{finding.start}:{finding.end}]"
    return (
        f"{finding.code} {finding.name} ({finding.severity}){place} {message} {suggestion}".rstrip()
    )
