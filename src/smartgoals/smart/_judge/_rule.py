"""One rule of the check, and how rules are chosen."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from smartgoals._values import (
    EMPTY,
    FrozenDict,
    as_number,
    as_tuple,
    is_each,
    is_in,
    is_number,
    is_text,
    is_words,
    refuse,
)
from smartgoals.errors import UnknownRuleError
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._report import Criterion, Finding, Severity, Verdict, filled
from smartgoals.treatment import Assessment

__all__ = ["Example", "Rule", "as_items", "chosen"]


@attrs.frozen(kw_only=True)
class Example:
    """A goal that shows what a rule is about; invented, never a client's.

    Args:
        statement: The sentence.
        fields: Fields of the goal that matter here; empty for a sentence alone.
        assessment: What was found about the person.
        past_adherence: The shares of the last periods that were done.
        note: What the fields say, for a reader; empty for a sentence alone.
    """

    statement: str = attrs.field(validator=is_text)
    fields: Mapping[str, Any] = attrs.field(default=EMPTY, converter=FrozenDict)
    assessment: Assessment | None = attrs.field(default=None, validator=is_in(Assessment))
    past_adherence: tuple[float, ...] = attrs.field(
        default=(), converter=as_tuple, validator=is_each(float)
    )
    note: str = attrs.field(default="", validator=is_text)


def _as_options(options: Mapping[str, float]) -> FrozenDict:
    return FrozenDict({name: as_number(value) for name, value in options.items()})


def _are_numbers(
    instance: object, attribute: attrs.Attribute[Any], value: Mapping[str, Any]
) -> None:
    for number in value.values():
        is_number(instance, attribute, number)


@attrs.frozen(kw_only=True)
class Rule:
    """One rule of the check: data, and a small function that asks one question.

    Args:
        code: Stable code, such as ``M001``; never reused.
        name: Readable name in small letters with hyphens; as stable as the code.
        criterion: The question it belongs to; None for the text as a whole.
        what: What it looks for, in one sentence.
        why: Why that matters.
        message: What to say where it finds something, with named placeholders for the values of
            the finding; without the person's words.
        suggestion: What would make it clearer, best as a question; with the same placeholders.
        bad: A goal in which it finds something.
        good: A goal in which it finds nothing.
        find: Yields the findings: it is given the :class:`Facts` and the rule itself, whose
            :meth:`finding` makes a finding and whose *options* hold its numbers.
        severity: How much a finding weighs.
        cap: The best verdict that a finding leaves; None if it takes nothing away. Where
            *criterion* is None it lowers no verdict and puts the finding first.
        source: Who says so; empty for a convention of ours.
        options: The numbers that it uses, by name; :meth:`with_options` changes them.

    Example:
        >>> from smartgoals.smart import Criterion, Example, Rule
        >>> def find(facts, rule):
        ...     if facts.goal is not None and len(facts.steps) > rule.options["most"]:
        ...         yield rule.finding(number=len(facts.steps))
        >>> too_many = Rule(
        ...     code="CLINIC1", name="too-many-steps", criterion=Criterion.ACHIEVABLE,
        ...     what="A plan with many steps.", why="Few steps are kept.",
        ...     message="There are {number} steps.", suggestion="Which one comes first?",
        ...     bad=Example(statement="..."), good=Example(statement="..."),
        ...     find=find, options={"most": 3},
        ... )
        >>> too_many.with_options(most=5).options["most"]
        5.0
    """

    code: str = attrs.field(validator=is_words)
    name: str = attrs.field(validator=is_words)
    criterion: Criterion | None = attrs.field(validator=attrs.validators.optional(is_in(Criterion)))
    what: str = attrs.field(repr=False, validator=is_words)
    why: str = attrs.field(repr=False, validator=is_words)
    message: str = attrs.field(repr=False, validator=is_words)
    suggestion: str = attrs.field(repr=False, validator=is_text)
    bad: Example = attrs.field(repr=False, validator=is_in(Example))
    good: Example = attrs.field(repr=False, validator=is_in(Example))
    find: Callable[[Facts, Rule], Iterable[Finding]] = attrs.field(repr=False)
    severity: Severity = attrs.field(default=Severity.INFO, validator=is_in(Severity))
    cap: Verdict | None = attrs.field(default=None, validator=is_in(Verdict))
    source: str = attrs.field(default="", repr=False, validator=is_text)
    options: Mapping[str, float] = attrs.field(
        default=EMPTY, converter=_as_options, validator=_are_numbers
    )

    def finding(
        self,
        *,
        place: tuple[int, int] | None = None,
        cap: Verdict | None = None,
        **values: str | float,
    ) -> Finding:
        """Return a finding of this rule.

        Args:
            place: Where the words stand in the text, in characters; None for a field or the whole.
            cap: The best verdict that this one leaves; None for that of the rule.
            **values: What fills the placeholders: numbers, days and units, never a person's words.

        Returns:
            The finding, with the words of the rule.

        Raises:
            InvalidValueError: If *values* lacks a placeholder.
        """
        message, suggestion = filled(self.message, values), filled(self.suggestion, values)
        start, end = place or (None, None)
        return Finding(
            code=self.code,
            name=self.name,
            message=message,
            suggestion=suggestion,
            criterion=self.criterion,
            cap=cap or self.cap,
            severity=self.severity,
            start=start,
            end=end,
            values=FrozenDict(values) if values else EMPTY,
        )

    def with_options(self, **options: float) -> Rule:
        """Return the rule with other numbers.

        Args:
            **options: New values of options that it has.

        Raises:
            InvalidValueError: If it has no such option, or a value is no finite number.
        """
        for name in options:
            if name not in self.options:
                has = ", ".join(self.options) or "none"
                refuse("options", f"among those of {self.code} ({has})", name)
        return attrs.evolve(self, options={**self.options, **options})


def as_items(name: str, given: object) -> tuple[Any, ...]:
    """Return what was given for an argument as a tuple; text is one item too few."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        refuse(name, "a list or a tuple", given, instead="write (item,) for one")
    return tuple(given)


def chosen(rules: Sequence[Rule], select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules to ask, in their order.

    Args:
        rules: All rules; each code and each name once.
        select: Codes, beginnings of codes, or names of those to ask; all if it is empty.
        ignore: The same for those not to ask.

    Raises:
        InvalidValueError: If one of them is no list, or *rules* holds something else, or a code or
            a name twice.
        UnknownRuleError: If a selector names none of them.
    """
    rules = as_items("rules", rules)
    select, ignore = as_items("select", select), as_items("ignore", ignore)
    for rule in rules:
        if not isinstance(rule, Rule):
            refuse("rules", "Rule items only", rule)
    for names in ([rule.code for rule in rules], [rule.name for rule in rules]):
        if len(set(names)) < len(names):
            refuse("rules", "each code and each name once", rules)
    wanted, unwanted = _matched(rules, select), _matched(rules, ignore)
    return tuple(
        rule for rule in rules if (not select or rule.code in wanted) and rule.code not in unwanted
    )


def _matched(rules: tuple[Rule, ...], selectors: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for selector in selectors:
        hits = [
            rule.code
            for rule in rules
            if isinstance(selector, str)
            and selector
            and (rule.code.startswith(selector) or rule.name == selector)
        ]
        if not hits:
            known = [rule.code for rule in rules] + [rule.name for rule in rules]
            text = str(selector)
            near = difflib.get_close_matches(text, known, n=3, cutoff=0.5)
            near += difflib.get_close_matches(text.upper(), known, n=3, cutoff=0.5)
            raise UnknownRuleError(nearest=tuple(dict.fromkeys(near))[:3])
        found.update(hits)
    return frozenset(found)
