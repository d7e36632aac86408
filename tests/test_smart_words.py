from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartgoals.smart._reader import _islands, _notation
from smartgoals.smart._reader._notation import CLASSES, Sieve, add_classes, code_of, pattern
from smartgoals.smart._reader._plain import plain_text
from smartgoals.smart._reader._words import words_of

ANY_TEXT = st.text(st.characters(exclude_categories=()))
KNOWN = sorted(word for word in _notation.CODES if word.isalpha())


def codes(text):
    return words_of(text).codes


def numbers(text):
    """Return the value of each number, in order."""
    words = words_of(text)
    return [
        words.number(index) for index, code in enumerate(words.codes) if code in CLASSES["NUMBER"]
    ]


def shown(text):
    """Return what each word is in the text, and what it is read as."""
    words = words_of(text)
    return [
        (text[start:end], plain)
        for (start, end), plain in zip(words.spans, words.plain, strict=True)
    ]


class TestPlainText:
    @pytest.mark.parametrize(
        ("text", "letters"),
        [
            ("I Will WALK", "i will walk"),
            ("it\u2019s \u201cthat\u201d", 'it\'s "that"'),
            ("\uff11\uff12 \uff21", "12 a"),
            ("caf\u00e9 na\u00efve", "cafe naive"),
            ("cafe\u0301", "cafe"),
            ("a\u200bb\u00adc\u202ed", "abcd"),
            ("3\u20134", "3-4"),
            ("now \u2014 then", "now  -  then"),
            ("3\u00d710", "3x10"),
            ("\u22655", ">=5"),
            ("\u2264 5 \u2248 6", "<= 5 ~ 6"),
            ("6\u00bd", "6 1/2"),
            ("\u00df\u00e6\u0153\u00f8\u0142", "ssaeoeol"),
            ("f\u0131ve m\u0131nute\u017f", "five minutes"),
            ("wee\u212a", "week"),
            ("\u0663", "\u0663"),
            ("\ud800x\udfff", "x"),
            ("\u2022 one", "\n one"),
            ("\ufb01ve", "five"),
        ],
    )
    def test_text_is_read_in_plain_small_letters(self, text, letters):
        """Quotes, digits, accents and dashes have one form; what cannot be seen has none."""
        assert letters == plain_text(text).letters

    def test_wide_slash_is_a_slash(self):
        """A date in full-width figures is a date."""
        assert "3/4" == plain_text("3\uff0f4").letters

    @given(ANY_TEXT)
    @example("6\u00bd hours")
    def test_every_letter_has_its_place(self, text):
        """What is found in the copy is shown in the text as it was given."""
        plain = plain_text(text)
        places = [plain.place(i, i + 1) for i in range(len(plain.letters))]

        assert all(0 <= start < end <= len(text) for start, end in places)
        assert places == sorted(places)
        assert all(
            plain.letters[i] in plain_text(text[start:end]).letters
            for i, (start, end) in enumerate(places)
        )

    @given(st.text(st.characters(codec="ascii")))
    def test_plain_text_stays_where_it_is(self, text):
        """Most texts need no table of places."""
        plain = plain_text(text)

        assert (text.lower(), None) == (plain.letters, plain.places)


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("7", [7]),
            ("10,000", [10_000]),
            ("1,234,567.5", [1_234_567.5]),
            ("10 000", [10_000]),
            ("2.5", [2.5]),
            ("2,5", [2.5]),
            ("10k", [10_000]),
            ("1.5k", [1_500]),
            ("seven", [7]),
            ("twenty five", [25]),
            ("twenty-five", [25]),
            ("forty", [40]),
            ("fourty", [40]),
            ("two thousand", [2_000]),
            ("a thousand", [1_000]),
            ("a dozen", [12]),
            ("two dozen", [24]),
            ("half a dozen", [6]),
            ("6 1/2", [6.5]),
            ("6\u00bd", [6.5]),
            ("1/2 hour", [0.5]),
            ("3/4 of an hour", [0.75]),
            ("two and a half", [2.5]),
            ("1/2", [1, 2]),
            ("8/10", [8, 10]),
            ("5/2 hours", [5, 2]),
            ("3 to 5", [3, 5]),
            ("3-5", [3, 5]),
            ("three-to-five", [3, 5]),
            ("one two", [1, 2]),
            ("twenty twenty", [20, 20]),
            ("12345678901234", []),
            ("3x10", [3, 10]),
            ("two-minute", [2]),
            ("1000 steps 500 more", [1_000, 500]),
        ],
    )
    def test_number_is_its_value_however_it_is_written(self, text, values):
        """In figures, in words, in both."""
        assert values == numbers(text)

    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("three hundred", [300]),
            ("a hundred and two", [102]),
            ("two hundred and fifty", [250]),
            ("two thousand five hundred", [2_500]),
            ("half a million", [500_000]),
            ("million", [1_000_000]),
        ],
    )
    def test_hundred_and_million_are_multiples(self, text, values):
        """Also where a pattern names them."""

        assert values == numbers(text)

    @given(st.integers(0, 10**9 - 1))
    def test_figures_are_their_number(self, number):
        """With and without commas."""
        assert [number] == numbers(str(number))
        assert [number] == numbers(f"{number:,}")

    def test_article_counts_as_one(self):
        """A glass is one glass."""
        words = words_of("a glass")

        assert 1.0 == words.number(0)


class TestWords:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Walk, then run.", ["walk", ",", "then", "run", "."]),
            ("don't stop", ["don't", "stop"]),
            ("dont", ["don't"]),
            ("self-care check-in", ["self-care", "check-in"]),
            ("one-to-one", ["one-to-one"]),
            ("twelve-step", ["twelve-step"]),
            ("5-year-old", ["5", "-", "year-old"]),
            ("5-minute", ["5", "-", "minute"]),
            ("mid-April", ["mid", "april"]),
            ("Mon-Fri", ["mon", "-", "fri"]),
            ("twice-daily", ["twice", "daily"]),
            ("20min", ["20", "min"]),
            ("10m 10 m", ["10", "m", "10", "m"]),
            ("3x10", ["3", "x", "10"]),
            ("mum's", ["mum's"]),
            ("day's", ["day's"]),
            (
                "< > <= >= ~ + & @ %",
                "less-than more-than at-most at-least about plus and at percent".split(),
            ),
            ("1 -> 2 => 3", ["1", "becomes", "2", "becomes", "3"]),
            ("\u2191 \u2193 \u2192 5\u00b0", ["increase", "decrease", "becomes", "5", "degrees"]),
            ("$5 \u00a35 \u20ac5", ["$", "5", "\u00a3", "5", "\u20ac", "5"]),
            ("b4 tmrw", ["before", "tomorrow"]),
            ("a - b -- c", ["a", "-", "b", "--", "c"]),
            ("a\n* b", ["a", ".", "b"]),
            ("a\n1. b", ["a", ".", "1", ".", "b"]),
            ("a\ngoal: b", ["a", ".", "goal", ":", "b"]),
            ("a\n\nb", ["a", ".", "b"]),
            ("a\nb", ["a", "b"]),
        ],
    )
    def test_text_is_split_into_words(self, text, words):
        """A compound is taken apart where its parts are words of their own."""
        assert words == words_of(text).plain

    @pytest.mark.parametrize(
        ("text", "stops"),
        [
            ("Walk 20 min. a day", 0),
            ("Walk 20 min. Then rest.", 2),
            ("Walk 20 min.", 1),
            ("Mr. Smith will walk.", 1),
            ("Pt. will walk.", 1),
            ("i.e. walk", 0),
            ("e.g. walk", 0),
            ("Walk. Run! Rest? Go; on", 4),
            ("by 3 sept. or so", 0),
        ],
    )
    def test_abbreviation_ends_no_sentence(self, text, stops):
        """A full stop after min is part of it, unless a sentence follows."""

        assert stops == sum(code in CLASSES["STOP"] for code in codes(text))

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("8am", dt.time(8)),
            ("8 a.m.", dt.time(8)),
            ("12am", dt.time(0)),
            ("12pm", dt.time(12)),
            ("8.30pm", dt.time(20, 30)),
            ("20:15", dt.time(20, 15)),
            ("20:15:30", dt.time(20, 15)),
            ("13pm", dt.time(13)),
            ("24:00", None),
            ("7:60", None),
        ],
    )
    def test_clock_time_is_one_word(self, text, value):
        """With its time of day, where there is one."""
        words = words_of(text)

        assert (CLASSES["CLOCK"], [value]) == (words.codes, words.values)

    @pytest.mark.parametrize("text", ["2025-03-01", "3/4/25", "3.4.2025", "31-12-2025"])
    def test_date_in_figures_is_one_word(self, text):
        """What day it is depends on the order of the place."""
        words = words_of(text)

        assert (CLASSES["DATE"], [text]) == (words.codes, words.values)

    @pytest.mark.parametrize(
        ("word", "meant"),
        [
            *(("minuets", "minutes"), ("mintues", "minutes"), ("minuts", "minutes")),
            *(("hous", "hours"), ("monady", "monday"), ("tuseday", "tuesday")),
            *(("thurday", "thursday"), ("saturdayy", "saturday"), ("mornng", "morning")),
            *(("evenning", "evening"), ("janurary", "january"), ("sceond", "second")),
            *(("feburary", "february"), ("evry", "every"), ("til", "till"), ("wks", "weeks")),
        ],
    )
    def test_slip_is_mended_in_its_place(self, word, meant):
        """One letter too many, too few, another, or two in the wrong order."""
        assert [(word, meant)] == shown(word)

    @pytest.mark.parametrize(
        "word",
        [
            *("mouth", "mourning", "warning", "weakly", "weeds", "wheels", "house", "houses"),
            *("march", "marsh", "moth", "north", "eight", "might", "light", "sundae", "session"),
            *("knight", "wek", "dya", "zzzzz", "minxxtes", "mission", "honours", "monkey"),
        ],
    )
    def test_other_word_is_left_as_it_is(self, word):
        """Nothing is corrected but a slip in a word for a time."""
        assert [(word, word)] == shown(word)

    def test_mended_and_composed_words_keep_their_places(self):
        """What is marked is what was written."""
        assert [
            ("evry", "every"),
            ("tuseday", "tuesday"),
            ("twenty five", "number"),
            ("min", "min"),
            ("6\u00bd", "number"),
            ("10k", "k"),
        ] == shown("evry tuseday twenty five min 6\u00bd 10k")

    def test_words_can_be_asked_for_by_place_and_by_range(self):
        """The part of a text that a range of words covers, and the other way round."""
        words = words_of("I will walk home")

        assert (2, 11) == words.span(1, 3)

    @given(ANY_TEXT | st.lists(st.sampled_from(KNOWN), max_size=12).map(" ".join))
    @example("6 1/2 and a half dozen")
    @example("twenty-five-a-")
    @example("mon-fri-x10k half a hundred and two/3 hours")
    def test_columns_belong_together_and_places_are_in_order(self, text):
        """Each word has a letter, a plain form, a value, a place."""
        words = words_of(text)
        sizes = {
            len(column)
            for column in (words.codes, words.plain, words.values, words.spans, words.glued)
        }
        starts, ends = ([span[side] for span in words.spans] for side in (0, 1))

        assert 1 == len(sizes)
        assert (starts, ends) == (sorted(starts), sorted(ends))
        assert all(0 <= start < end <= len(text) for start, end in words.spans)

    @given(ANY_TEXT)
    def test_words_never_show_themselves(self, text):
        """What a client wrote stays out of every log."""
        assert "Zwetschgen" not in repr(words_of(f"Zwetschgen {text}")).title()


class TestNotation:
    @pytest.mark.parametrize(
        ("notation", "said", "not_said"),
        [
            ("for NUMBER days", ["for 3 days", "for one days"], ["for days", "3 days"]),
            ("(for|over) the? week", ["for week", "over the week"], ["the week"]),
            ("every{1,2} week", ["every week", "every every week"], ["week"]),
            ("week .", ["week.", "week!"], ["week"]),
            ("week $", ["the week"], ["week day"]),
            ("for (?! day) ANY", ["for week", "for xyz"], ["for day", "for"]),
            ("week (?=day)", ["week day"], ["week month"]),
            ("(?<!the) week", ["a week"], ["the week"]),
            ("every OTHER", ["every xyz"], ["every week.".replace("week", "and"), "every 3"]),
            ("for , week", ["for, week"], ["for week"]),
            ("week * day", ["day", "week week day"], ["week"]),
            ("week + day", ["week day"], ["day"]),
        ],
    )
    def test_pattern_is_written_in_words(self, notation, said, not_said):
        """Small words for themselves, capitals for a class, signs as everywhere."""
        made = pattern(notation)

        assert all(made.search(codes(text)) for text in said)
        assert not any(made.search(codes(text)) for text in not_said)

    def test_name_makes_a_group(self):
        """So that its meaning can ask for it."""
        text = "for the next 3 weeks"
        match = pattern("(for|over) the? next? count=NUMBER unit=PERIOD rest=(the end)?").search(
            codes(text)
        )

        assert (3, 4, -1) == tuple(match.start(name) for name in ("count", "unit", "rest"))
        assert [True, False, False] == [
            _islands.has(match, name) for name in ("count", "rest", "nothing")
        ]

    @pytest.mark.parametrize(
        "notation", ["(for", "for)", "for &", "(for|(over)", "For", "for week ]"]
    )
    def test_notation_that_cannot_be_read_is_refused(self, notation):
        """A slip in a pattern is found when the module is loaded."""
        with pytest.raises(ValueError, match="cannot read pattern at"):
            pattern(notation)

    def test_class_that_nobody_made_is_refused(self):
        """A class is made before it is asked for."""
        with pytest.raises(KeyError, match="NOSUCHCLASS"):
            pattern("NOSUCHCLASS day")

    def test_class_is_made_once(self):
        """Two meanings of one name would depend on what was loaded first."""
        add_classes(DAYS="day days d'")
        with pytest.raises(ValueError, match="another class DAYS"):
            add_classes(DAYS="day")

    def test_word_keeps_its_letter(self):
        """A pattern that was made before still means the same."""
        assert code_of("week") == code_of("week") == codes("week")
        assert len(set(_notation.CODES)) > len(set(_notation.CODES.values())) > 500

    NOTATIONS = (
        "day",
        "(day|week) month",
        "day? week",
        "(day week)? (month|year|NUMBER)",
        "(?=day) ANY",
        "OTHER OTHER",
        "(day|week|) month",
        "day{0,2} week{1,3}",
        "NUM (SPAN|/) (?! of)",
        "(day|(week|month) year)",
        "STOP day",
        "a=(day|week)? b=month*",
    )

    @given(
        st.lists(
            st.sampled_from(
                [*KNOWN[:40], "day", "week", "month", "year", "3", ".", "xyz", "of", "/"]
            ),
            max_size=8,
        ).map(" ".join)
    )
    def test_sieve_leaves_out_only_what_cannot_match(self, text):
        """Work is skipped because its result is known: a law against the plain way."""
        made = [pattern(notation) for notation in self.NOTATIONS]
        letters = codes(text)
        picked = Sieve(made).pick(frozenset(letters))
        matching = [number for number, one in enumerate(made) if one.search(letters)]

        assert picked == sorted(picked)
        assert set(matching) <= set(picked)

    def test_sieve_leaves_out_something(self):
        """A sieve that keeps everything saves nothing."""
        made = [pattern(notation) for notation in ("monday", "tuesday", "OTHER")]

        assert [0, 2] == Sieve(made).pick(codes("a monday"))
