"""What sort of doing a sentence names: an act somebody could see, a state, a result, a saying."""

from __future__ import annotations

from enum import StrEnum

import attrs

from smartgoals.smart._judge import _act_words as lists
from smartgoals.smart._judge import _lexicon as lexicon
from smartgoals.smart._reader._notation import CLASSES, Pattern
from smartgoals.smart._reader._words import Words

__all__ = ["Act", "ActKind", "act_of"]


class ActKind(StrEnum):
    """What sort of doing it is."""

    CONCRETE = "concrete"
    """Somebody could see it done, or see that it is reached."""
    VAGUE = "vague"
    """A direction: improve, manage, work on."""
    GENERIC = "generic"
    """A class of many acts: exercise, coping skills."""
    INNER = "inner"
    """Something that happens inside: worry, compare oneself."""
    OUTCOME = "outcome"
    """A result without a level: fewer panic attacks, sleep better."""
    STATE = "state"
    """A feeling or a quality."""
    SLOGAN = "slogan"
    """Get my life together."""
    UNDEFINED = "undefined"
    """It, things, stuff."""


@attrs.frozen(kw_only=True)
class Act:
    """What sort of doing a behaviour is.

    Args:
        kind: The sort.
        start: First of the words that say so.
        end: The word after the last of them.
        is_avoided: Whether it is something to leave off.
        is_anchored: Whether a state is tied to a situation or a person.
        is_one_off: Whether it is done once and then is done.
    """

    kind: ActKind
    start: int
    end: int
    is_avoided: bool = False
    is_anchored: bool = False
    is_one_off: bool = False


_STARTING = frozenset("start starts started begin begins keep keeps get continue".split())
_TIED = frozenset({ActKind.STATE, ActKind.SLOGAN})
"""What a situation brings nearer to an act."""
_PAST_ENDS = ("ed", "ing")


def act_of(
    words: Words, codes: str, start: int, end: int, *, is_counted: bool, possible: frozenset[int]
) -> Act:
    """Return what sort of doing the words from *start* to *end* name.

    Args:
        words: The words of the text.
        codes: Their codes, with those of the reasons blotted out.
        start: Place of the first word of the behaviour.
        end: The place after its last word.
        is_counted: Whether the sentence says how much, how often or when.
        possible: Ids of the patterns whose words the text has.
    """
    sober = lexicon.SOBER.match(codes, start, end + 1)
    if sober is not None:
        return Act(kind=ActKind.CONCRETE, start=start, end=sober.end(), is_avoided=True)
    begin, is_avoided = _passed_over(words, codes, start, end)
    reader = _Reader(
        words=words,
        codes=codes,
        begin=begin,
        end=end,
        is_avoided=is_avoided,
        is_counted=is_counted,
        possible=possible,
    )
    kind = reader.kind()
    return Act(
        kind=kind,
        start=begin,
        end=max(begin + 1, end),
        is_avoided=is_avoided,
        is_anchored=kind in _TIED and reader.is_anchored,
        is_one_off=kind is ActKind.CONCRETE and not is_avoided and reader.is_one_off(),
    )


def _passed_over(words: Words, codes: str, start: int, end: int) -> tuple[int, bool]:
    """Return where the act itself begins, and whether it is one to leave off."""
    begin, is_avoided = start, False
    while True:
        lead = lexicon.LEAD_IN.match(codes, begin, end)
        if lead is not None and lead.end() < end:
            begin = lead.end()
        avoided = lexicon.AVOID.match(codes, begin, end)
        if avoided is not None and avoided.end() < end:
            begin, is_avoided = avoided.end(), True
        elif words.values[begin] == 0.0 and begin + 1 < end:
            begin, is_avoided = begin + 1, True
        elif (
            words.plain[begin] in _STARTING
            and begin + 1 < end
            and words.plain[begin + 1].endswith("ing")
            and words.plain[begin + 1] not in lists.FEELING
        ):
            begin += 1
        elif lead is None or lead.end() >= end:
            break
    return min(begin, end - 1), is_avoided


@attrs.frozen(kw_only=True)
class _Reader:
    """Reads the words of one act."""

    words: Words
    codes: str
    begin: int
    end: int
    is_avoided: bool
    is_counted: bool
    possible: frozenset[int]

    @property
    def is_anchored(self) -> bool:
        """Whether a situation or a person is named."""
        last = self._object(self.begin + 1)[-1:]
        is_role = (
            bool(last) and last[0].endswith(_ROLES) and last[0] not in lists.FEELING | _NO_ROLES
        )
        return is_role or self._holds(lexicon.ANCHOR)

    @property
    def head(self) -> str:
        """The word that the act begins with."""
        return self.words.plain[self.begin]

    def kind(self) -> ActKind:
        """Return what sort of doing it is."""
        if self._begins(lexicon.UNDEFINED):
            return ActKind.UNDEFINED
        if self._begins(lexicon.SLOGAN):
            return ActKind.SLOGAN
        if self._begins(lexicon.FITNESS):
            return ActKind.GENERIC
        state = self._state()
        if state is not None:
            return state
        if self._begins(lexicon.ONE_OFF):
            return ActKind.CONCRETE
        for known, kind in (
            (lexicon.OUTCOME, ActKind.OUTCOME),
            (lexicon.GENERIC, ActKind.GENERIC),
            (lexicon.INNER, ActKind.INNER),
            (lexicon.VAGUE, ActKind.VAGUE),
        ):
            if self._begins(known):
                return kind
        if self._holds(lexicon.OUTCOME_CHANGE):
            return ActKind.OUTCOME
        return self._kind_by_object()

    def _begins(self, known: Pattern) -> bool:
        """Return whether the act begins with *known*."""
        return id(known) in self.possible and bool(known.match(self.codes, self.begin, self.end))

    def _holds(self, known: Pattern) -> bool:
        """Return whether *known* stands behind the first word."""
        return id(known) in self.possible and bool(
            known.search(self.codes, self.begin + 1, self.end)
        )

    def _state(self) -> ActKind | None:
        """Return the sort of what somebody is or becomes; None if it is none of that."""
        head = self.head
        if head not in lists.BEING:
            return None
        if self._begins(lexicon.STATE):
            return ActKind.STATE
        index = self._next_telling(self.begin + 1)
        told = self.words.plain[index] if index < self.end else ""
        if told in lists.FITNESS:
            return ActKind.GENERIC
        if told in lists.FEELING:
            return ActKind.STATE
        if head.startswith(("feel", "felt", "becom")):
            return ActKind.STATE
        if head not in lists.STATES:
            return None
        if not told or told in lists.PLACED or told.endswith(_PAST_ENDS):
            return None
        if codes_are_numbers(self.codes[index : index + 1]):
            return None
        return ActKind.STATE

    def _next_telling(self, index: int) -> int:
        """Return the place of the next word that is no adverb and no article."""
        while index < self.end and self.words.plain[index] in lists.ADVERBS:
            index += 1
        return index

    def _object(self, begin: int) -> list[str]:
        """Return the words of the object: up to the first that leads on to something else."""
        found: list[str] = []
        for index in range(begin, self.end):
            word = self.words.plain[index]
            if self.codes[index] in CLASSES["STOP"] or word == ",":
                break
            if word in lists.PREPOSITIONS:
                if not found:
                    continue
                if word in {"of", "and"} and found[-1] in _MEASURING:
                    # "The frequency and intensity of episodes" is about episodes.
                    del found[-1]
                    continue
                break
            found.append(word)
        while len(found) > 1 and found[-1] in lists.ADVERBS:
            found.pop()
        return found

    def _kind_by_object(self) -> ActKind:
        head = self.head
        if head in lists.STATES and self._is_done_to():
            return ActKind.CONCRETE
        if head in lists.TURNING:
            return ActKind.VAGUE
        if head in lists.GENERIC_VERBS:
            return ActKind.GENERIC
        if head in lists.MENTAL:
            return ActKind.INNER
        named = self._object(self.begin + 1)
        last = named[-1] if named else ""
        if head in lists.USING and _is_generic(named):
            return ActKind.GENERIC
        if head in lists.BETTERING and (last in lists.ABSTRACT or _is_of_self(last)):
            is_hope = last in lists.GOODS and head in _HAVING
            is_tied = self._holds(lexicon.ANCHOR)
            return ActKind.STATE if is_hope and not is_tied else ActKind.VAGUE
        if head in lists.BETTERING and last in lists.GRAND:
            return ActKind.SLOGAN
        if head in lists.HABITS and self._is_only_manner():
            return ActKind.VAGUE
        if head in lists.DOING:
            return self._kind_of_deed(last)
        return self._kind_of_noun()

    def _kind_of_deed(self, last: str) -> ActKind:
        """Return the sort of an act whose verb can be seen done.

        A verb that says little by itself is seen only where its object can be.
        """
        is_going = self._begins(lexicon.GOING)
        if self.head not in lists.RECORDING and last in lists.ABSTRACT and not is_going:
            return ActKind.VAGUE
        if self.head not in lists.LIGHT or self.is_counted or self._goes_somewhere(last):
            return ActKind.CONCRETE
        rest = self.words.plain[self.begin + 1 : self.end]
        is_seen = any(map(_is_tangible, rest)) or self._names_somebody()
        return ActKind.CONCRETE if is_seen else ActKind.VAGUE

    def _is_done_to(self) -> bool:
        """Return whether it is something that is done, and not a quality: be picked, be seen."""
        index = self._next_telling(self.begin + 1)
        told = self.words.plain[index] if index < self.end else ""
        return told.endswith("ed") and told not in lists.FEELING and told in lists.DOING

    def _goes_somewhere(self, last: str) -> bool:
        """Return whether it names a place to go to, or a thing that is somebody's."""
        is_thing = last not in lists.ABSTRACT | lists.GRAND | lists.FEELING | _NOT_SEEN
        rest = self.words.plain[self.begin + 1 : self.end]
        return (
            is_thing
            and not _is_of_self(last)
            and (
                self._begins(lexicon.GOING)
                or (self.head not in _MOVERS and bool(_OWNED.intersection(rest[:2])))
            )
        )

    def _names_somebody(self) -> bool:
        """Return whether a name follows: a person, a place, a club."""
        return self.head not in _MOVERS and any(
            self.words.text[self.words.spans[index][0]].isupper()
            and self.words.plain[index].isalpha()
            and len(self.words.plain[index]) > 1
            for index in range(self.begin + 1, self.end)
        )

    def _is_only_manner(self) -> bool:
        """Return whether the act says how and no more: listen better, eat well."""
        rest: list[str] = []
        for word in self.words.plain[self.begin + 1 : self.end]:
            if word == "to":
                # "To sleep better" is what for.
                break
            rest.append(word)
        is_counted = any(map(codes_are_numbers, self.codes[self.begin + 1 : self.end]))
        return not is_counted and not lists.MANNER.isdisjoint(rest)

    def _kind_of_noun(self) -> ActKind:
        """Return the sort of an act without a verb that is known: better sleep, no stress.

        What nobody has counted and no list knows is more often a wish than an act.
        """
        starts_with_number = codes_are_numbers(self.codes[self.begin : self.begin + 1])
        is_wish = not (starts_with_number or self.is_counted)
        named = self._object(self.begin) or [self.head]
        last, before = named[-1], named[:-1]
        if self.is_avoided and (
            any(word in lists.THINGS for word in named)
            or self.words.text[self.words.spans[self.end - 1][0]].isupper()
        ):
            return ActKind.CONCRETE
        if all(_is_of_no_weight(word) for word in before):
            if last in lists.GOODS or (last in lists.GRAND and before):
                return ActKind.STATE
            if last in lists.ABSTRACT or _is_of_self(last):
                return ActKind.VAGUE
            if _is_generic(named):
                return ActKind.GENERIC
            if last in lists.FEELING and not before:
                return ActKind.STATE
        is_short = self.end - self.begin < _LONG
        return ActKind.VAGUE if is_wish and is_short else ActKind.CONCRETE

    def is_one_off(self) -> bool:
        """Return whether it is done once and then is done."""
        if self._begins(lexicon.ONE_OFF):
            return True
        if self.head in lists.ONCE:
            return True
        if self.head not in lists.CALLING and not self._begins(lexicon.GOING):
            return False
        named = self._object(self.begin + 1)
        last = named[-1] if named else ""
        is_one = bool(named) and (
            named[0] in _ONE_OF or any(word in _ONE_OF or word[0].isdigit() for word in named)
        )
        is_many = last.endswith("s") and not last.endswith(("ss", "us", "is"))
        return is_one and (not is_many or "the" in named) and last not in lists.OFTEN_DONE


_MEASURING = frozenset(
    "number amount level levels degree range rate sense quality frequency intensity severity use "
    "feeling feelings lot bit set variety kind type types course state fear risk fears".split()
)
_ONE_OF = frozenset("a an the my his her their our first next last this that".split())
# "Let the crowd pull me in", "get Tom out more": who is named is not what is done.
_MOVERS = frozenset("let lets letting get gets getting make makes making be".split())
_OWNED = frozenset("my his her our their your the".split())
_NOT_SEEN = frozenset(
    "grip change changes step steps difference effort life start handle hold control chance go try "
    "best way break time mind head heart most past everything nothing something lead point job "
    "place thing things word world edge day moment".split()
)
_HAVING = frozenset(
    "have has having find finding get getting want need seek reach achieve regain gain bring give "
    "make create keep".split()
)
_LONG = 6
"""From so many words on, what no list knows is described closely enough."""
_ROLES = ("er", "or", "ist")
_NO_ROLES = lists.FEELING | frozenset(
    "better together forever ever never other another mother father sister brother daughter "
    "number power character easier higher lower greater longer stronger inner future healthier "
    "dinner summer winter chapter anger order matter after over under per her order".split()
)


def codes_are_numbers(code: str) -> bool:
    """Return whether a word is a number."""
    return bool(code) and code in CLASSES["NUMBER"]


def _is_of_self(word: str) -> bool:
    return word.startswith("self-") and word not in {"self-care", "self-harm", "self-help"}


def _is_tangible(word: str) -> bool:
    return (
        word in lists.TANGIBLE
        or (word.endswith("s") and word[:-1] in lists.TANGIBLE)
        or (word.endswith("ing") and word in lists.DOING)
    )


def _is_of_no_weight(word: str) -> bool:
    return (
        word in lists.DETERMINERS
        or word in lists.COMPARED
        or word in lists.ABSTRACT
        or word in lists.GENERIC_ADJECTIVES
        or word in lists.FEELING
        or word in lists.ADVERBS
    )


def _is_generic(named: list[str]) -> bool:
    return (
        bool(named)
        and named[-1] in lists.GENERIC_NOUNS
        and all(
            word in lists.GENERIC_ADJECTIVES
            or word in lists.DETERMINERS
            or word in lists.GENERIC_NOUNS
            for word in named[:-1]
        )
    )
