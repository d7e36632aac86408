"""The sentence again, with what it lacks in brackets.

Only what can be said without inventing is added: a number of times, a day. A reason and an action
are asked for, never made up, and beside a thing to leave off stands no amount of it.
"""

from __future__ import annotations

import datetime as dt

from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._judge._act_words import DOING, GENERIC_VERBS
from smartgoals.smart._judge._acts import ActKind
from smartgoals.smart._judge._facts import Facts
from smartgoals.smart._judge._reasons import ReasonKind
from smartgoals.smart._parts import ComponentKind
from smartgoals.smart._report import Criterion, Judgement, Verdict

__all__ = ["rewritten"]

_TIMES = "[3] times a week"
_WEEKS = 4
_EDGES = " \t\r\n,;:-\u2013\u2014"
_COMPANY = frozenset("a bit lot little more less much so very quite as".split())
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_VERBS = (DOING | GENERIC_VERBS) - {"no"}


def rewritten(facts: Facts, judgements: tuple[Judgement, ...]) -> str | None:
    """Return the sentence with what it lacks in brackets; None where there is nothing to add.

    Args:
        facts: The goal.
        judgements: What was found about it.
    """
    act = facts.act
    if act is None or facts.is_others or facts.draft.is_truncated:
        return None
    head = facts.words.plain[act.start]
    if act.kind is not ActKind.CONCRETE and not (
        act.kind is ActKind.GENERIC and head in GENERIC_VERBS
    ):
        # Which act it is has to be asked; a number beside "be happier" would be mockery.
        return None
    if len(facts.parts[ComponentKind.BEHAVIOUR]) > 1 or ReasonKind.DISOWNED in facts.reasons:
        return None
    if facts.find(lexicon.NOT_OURS) is not None and not facts.is_avoided:
        # "Have a drink 3 times a week", "take my tablets until 3 March".
        return None
    if "no-such-day" in {found.name for judged in judgements for found in judged.findings}:
        # Which day was meant has to be asked.
        return None
    verdicts = {found.criterion: found.verdict for found in judgements}
    editor = _Editor(facts)
    if _is_short(verdicts.get(Criterion.MEASURABLE)):
        editor.count()
    if _is_short(verdicts.get(Criterion.TIME_BOUND)):
        editor.end_on_a_day()
    return editor.sentence() if editor.is_changed else None


def _is_short(verdict: Verdict | None) -> bool:
    return verdict in {Verdict.NOT_MET, Verdict.PARTLY}


def _written(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class _Editor:
    """Takes words out of a sentence and puts others in."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.text = facts.draft.text
        start, end = facts.region
        self.start, self.end = facts.words.span(start, end)
        for reason in facts.parts.get(ComponentKind.REASON, ()):
            if reason.start <= self.end + 1:
                self.end = max(self.end, reason.end)
        self.cuts: list[tuple[int, int]] = []
        self.added: list[str] = []

    @property
    def is_changed(self) -> bool:
        """Whether anything was added."""
        return bool(self.added)

    def count(self) -> None:
        """Say how often, in the place of a word that does not."""
        facts = self.facts
        # An amount of what is to be left off would read as an invitation to it.
        if facts.is_avoided or facts.is_harmful or facts.measured_by:
            return
        # "Less coffee 3 times a week" is not what is meant.
        if facts.unscaled is not None or facts.find_in_act(lexicon.LESS_WORDS) is not None:
            return
        found = facts.find_in_act(lexicon.VAGUE_FREQUENCY)
        if found is not None:
            if lexicon.WHENEVER.match(facts.codes, found[0]):
                # A situation that sets it off is worth keeping, and cannot be counted.
                return
            found = self._with_its_company(found)
        else:
            found = facts.find_in_act(lexicon.VAGUE_TAIL)
        if found is not None:
            self.cuts.append(facts.place(found))
        self.added.append(_TIMES)

    def _with_its_company(self, found: tuple[int, int]) -> tuple[int, int]:
        """Return the words with the "a bit more" before them and the "a month" after them."""
        start, end = found
        while start > 0 and self.facts.words.plain[start - 1] in _COMPANY:
            start -= 1
        period = lexicon.PERIOD_TAIL.match(self.facts.codes, end)
        return start, end if period is None else period.end()

    def end_on_a_day(self) -> None:
        """Say until when, in the place of a day that has passed and of words that name none."""
        facts = self.facts
        goal = facts.goal
        if goal is not None and goal.due is not None:
            # The field is what has to change, and it wins over whatever the sentence says.
            return
        if facts.is_avoided and facts.find_in_act(lexicon.ABSOLUTE) is not None:
            # Whoever says never does not mean for four weeks.
            return
        try:
            day = facts.on + dt.timedelta(weeks=_WEEKS)
        except OverflowError:
            return
        horizons = facts.parts.get(ComponentKind.HORIZON, ())
        for part in horizons:
            self.cuts.append((part.start, part.end))
        found = lexicon.VAGUE_HORIZON.search(facts.codes)
        if found is not None and not horizons:
            self.cuts.append(facts.place((found.start(), found.end())))
        link = "by" if self._is_by(facts) else "until"
        self.added.append(f"{link} [{_written(day)}]")

    def _is_by(self, facts: Facts) -> bool:
        if facts.has_rhythm or _TIMES in self.added:
            return False
        return facts.is_one_off or facts.find_in_act(lexicon.COMING_TO_STOP) is not None

    def sentence(self) -> str:
        """Return the sentence as it reads now."""
        place = self._place()
        head, tail = self._kept(self.start, place), self._kept(place, self.end)
        head = head.strip(_EDGES + ".")
        tail = tail.strip(_EDGES)
        if ComponentKind.DOER not in self.facts.parts:
            head = self._as_first_person(head)
        joined = " ".join([head, *self.added])
        if tail:
            joined += f", {tail}" if self._is_reason(place) else f" {tail}"
        return joined.rstrip(" .") + "."

    def _is_reason(self, place: int) -> bool:
        return any(
            reason.start >= place for reason in self.facts.parts.get(ComponentKind.REASON, ())
        )

    def _place(self) -> int:
        """Return where to add: before a reason that follows the act, else at the end."""
        behaviour = self.facts.parts[ComponentKind.BEHAVIOUR][0]
        places = [
            reason.start
            for reason in self.facts.parts.get(ComponentKind.REASON, ())
            if behaviour.end <= reason.start < self.end
        ]
        return min(places, default=self.end)

    def _kept(self, start: int, end: int) -> str:
        parts, position = [], start
        for first, last in sorted(self.cuts):
            if first < position or last > end:
                continue
            parts.append(self.text[position:first].rstrip())
            position = last
        parts.append(self.text[position:end])
        return "".join(parts)

    def _as_first_person(self, head: str) -> str:
        behaviour = self.facts.parts[ComponentKind.BEHAVIOUR][0]
        first = self.facts.places(behaviour)[0]
        is_first = behaviour.start <= self.start + 1
        is_verb = self.facts.words.plain[first] in _VERBS
        if not (is_first and is_verb):
            return head
        word = head.split(" ", 1)[0]
        if word[1:] == word[1:].lower() and word != "I":
            head = head[0].lower() + head[1:]
        return f"I will {head}"
