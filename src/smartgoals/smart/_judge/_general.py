"""The rules about the text as a whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from smartgoals.smart._draft import DraftKind
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._rule import Example, Rule
from smartgoals.smart._reader._notation import CLASSES
from smartgoals.smart._report import Finding, Severity, Verdict

__all__ = ["GENERAL"]

_GOOD = Example(statement="I will walk for 20 minutes every day until 31 March.")


def _empty(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.draft.kind is DraftKind.EMPTY:
        yield rule.finding()


def _unreadable(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.draft.kind is DraftKind.UNREADABLE:
        yield rule.finding()


def _not_a_goal(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.draft.kind is DraftKind.NOT_A_GOAL:
        yield rule.finding()


def _too_long(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if not facts.is_read:
        return
    words = sum(word[:1].isalnum() for word in facts.words.plain)
    sentences = sum(map(bool, facts.words.codes.split(CLASSES["STOP"])))
    if words > rule.options["words"] or sentences > rule.options["sentences"]:
        yield rule.finding(words=words, sentences=sentences)


def _truncated(facts: Facts, rule: Rule) -> Iterator[Finding]:
    if facts.draft.is_truncated:
        yield rule.finding(
            place=(facts.draft.limit, len(facts.draft.text)), limit=facts.draft.limit
        )


_JOINERS = "\u200c\u200d"
_FLAG = "\U0001f3f4"
_TAGS = range(0xE0020, 0xE0080)


def _is_hidden(text: str, index: int) -> bool:
    character = text[index]
    if unicodedata.category(character) not in {"Cc", "Cf"} or character in "\n\r\t":
        return False
    if character in _JOINERS:
        # Between letters of other scripts and in emoji a joiner is spelling.
        return text[max(0, index - 1) : index].isascii() or text[index + 1 : index + 2].isascii()
    return not (ord(character) in _TAGS and _FLAG in text[max(0, index - 7) : index])


def _hidden(facts: Facts, rule: Rule) -> Iterator[Finding]:
    text = facts.draft.text[: facts.draft.limit]
    if text.isprintable():
        return
    for index, character in enumerate(text):
        if not character.isprintable() and _is_hidden(text, index):
            yield rule.finding(place=(index, index + 1))
            return


GENERAL: tuple[Rule, ...] = (
    Rule(
        code="G001",
        name="empty-statement",
        criterion=None,
        severity=Severity.ERROR,
        cap=Verdict.CANNOT_TELL,
        what="A statement without a letter or a figure.",
        why="There is nothing to read.",
        message="There is nothing to read yet.",
        suggestion="Write one sentence: I will <what> <how much> <how often> <until when> <why>.",
        bad=Example(statement=" ... "),
        good=_GOOD,
        find=_empty,
    ),
    Rule(
        code="G002",
        name="language-not-supported",
        criterion=None,
        cap=Verdict.CANNOT_TELL,
        what="A statement in a language or a script that is not read.",
        why="A verdict on words that nobody read would be a guess. The fields are judged.",
        message="We cannot read this language yet. What is filled in beside the sentence is judged "
        "all the same.",
        suggestion="Fill in measure, dates and reason, or write the sentence in English.",
        bad=Example(statement="Ich m\u00f6chte jeden Morgen zehn Minuten spazieren gehen."),
        good=_GOOD,
        find=_unreadable,
    ),
    Rule(
        code="G003",
        name="not-a-goal",
        criterion=None,
        severity=Severity.WARNING,
        cap=Verdict.CANNOT_TELL,
        what="A question, a report of the past, a remark, a code.",
        why="SMART asks about something that will be done.",
        message="This does not read as something that will be done.",
        suggestion="What would you like to do? Begin with: I will ...",
        bad=Example(statement="Why do I always feel this way?"),
        good=_GOOD,
        find=_not_a_goal,
    ),
    Rule(
        code="G004",
        name="too-long",
        criterion=None,
        what="More than {words} words or {sentences} sentences.",
        why="A goal that fits into one breath is remembered.",
        message="The statement has {words} words in {sentences} sentences.",
        suggestion="Which sentence is the goal? The story has a place in the notes.",
        bad=Example(
            statement="I have thought about it a lot. The evenings are long. My sister helps me. "
            "My neighbour has a dog, and we talked about it on the stairs, and she said that I "
            "could come along. I will walk for 20 minutes every day until 31 March."
        ),
        good=_GOOD,
        find=_too_long,
        options={"words": 60, "sentences": 3},
    ),
    Rule(
        code="G005",
        name="input-truncated",
        criterion=None,
        severity=Severity.WARNING,
        what="A text that is longer than what is read.",
        why="What stands behind the end was searched for risk, and not read as a goal.",
        message="Only the first {limit} characters were read.",
        suggestion="Keep the goal sentence here and move the story to a note.",
        bad=Example(statement="I will walk every day. " + "It is a long story. " * 120),
        good=_GOOD,
        find=_truncated,
    ),
    Rule(
        code="G006",
        name="control-characters",
        criterion=None,
        severity=Severity.WARNING,
        what="Characters that are invisible or change the direction of the text.",
        why="What a reader sees may differ from what is stored. Joiners within emoji are fine.",
        source="Unicode Technical Report 36, Unicode Security Considerations.",
        message="There are invisible or direction-changing characters in the text.",
        suggestion="Please type the sentence again.",
        bad=Example(statement="I will walk \u202eevery\u202c day until 31 March."),
        good=_GOOD,
        find=_hidden,
    ),
)
"""The rules about the text as a whole, in the order in which they are asked."""
