from __future__ import annotations

import itertools
import json
import math
import subprocess
import sys
from collections import OrderedDict, deque
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import attrs
import pytest
from hypothesis import HealthCheck, Phase, assume, example, find, given, settings
from hypothesis import strategies as st

from smartgoals.errors import (
    AmbiguousInstrumentError,
    InvalidValueError,
    SmartGoalsError,
    UnknownInstrumentError,
)
from smartgoals.instruments import (
    Score,
    Unscored,
    catalogue,
    find_instruments,
    instrument,
    score_items,
    score_total,
)
from smartgoals.measures import (
    ChangeKind,
    CriticalItem,
    Direction,
    Instrument,
    ItemKey,
    ItemMethod,
    Licence,
    LicenceStatus,
    Toward,
)
from smartgoals.notices import Notice, NoticeKind, NoticeSource
from smartgoals.testing import instruments, item_keys

ONLY_FIND = settings(
    phases=[Phase.generate],
    max_examples=2_000,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
READ = json.loads(
    (Path(__file__).parent / "data" / "scoring" / "instruments.json").read_text("utf-8")
)["instruments"]
MARKER = "zqx-what-i-told-you-zqx"
PHQ9 = instrument("phq9")
CRITICAL = [known for known in catalogue() if known.critical_items]
COUNTED = [known for known in catalogue() if known.key is not None]
ids = [known.id for known in catalogue()]


def one(known):
    return known.id


# What somebody may hand over as an answer: right ones more often, and everything that is none.
BAD = st.sampled_from(
    [
        *(math.nan, math.inf, -math.inf, 10**400, -1, 99, 1.5, True, False, 1j, object()),
        *("", "3", MARKER, "nan", b"2", [3], {}, Decimal("NaN"), Decimal("sNaN"), Fraction(1, 3)),
    ]
)


def answers_to(known, *, bad=BAD):
    """Make answers by item: missing, right, and of any other kind."""
    key = known.key
    right = st.integers(int(key.least), int(key.most)) if key else st.integers(0, 3)
    return st.dictionaries(st.integers(1, known.items), st.none() | right | bad | right)


@st.composite
def filled(draw, forms=COUNTED):
    """Make an instrument with answers that can all be counted, some of them missing."""
    known = draw(st.sampled_from(forms))
    right = st.integers(int(known.key.least), int(known.key.most))
    answers = {item: draw(right) for item in known.key.items}
    open_ones = draw(st.lists(st.sampled_from(known.key.items), unique=True, max_size=3))
    return known, answers | dict.fromkeys(open_ones)


def scored(known, answers):
    return score_items(known, answers, licensed=True)


def own(**fields):
    return Instrument(
        **{"id": "own", "name": "Own", "least": 0, "most": 9, "direction": Direction.DOWN, **fields}
    )


def on_three(**fields):
    """Make an instrument of three items, from 0 to 3 each."""
    return own(items=3, key=ItemKey(least=0, most=3, items=[1, 2, 3], source="us", **fields))


LOOK_AT_THIRD = [CriticalItem(item=3, about="a risk", source="us")]


def asking_beyond(counted, *critical, items=14):
    """Make a form that is longer than what counts of it."""
    return own(
        items=items,
        most=3 * len(counted),
        key=ItemKey(least=0, most=3, items=counted, source="us"),
        critical_items=[CriticalItem(item=item, about="a risk", source="us") for item in critical],
    )


class TestCatalogue:
    def test_every_instrument_has_one_id(self):
        """The ids are sorted, so that what is shown of them is too."""
        assert sorted(set(ids)) == ids

    def test_ids_say_which_coding_and_which_period(self):
        """Totals of two codings do not compare."""
        assert {
            *("pcl5-month", "pcl5-week", "k10-10to50", "k10-0to40", "k6-0to24", "k6-6to30"),
            *("rses-0to30", "rses-10to40", "who5-0to100", "who5-0to25", "wsas", "wsas-4"),
            *("dass21-depression", "dass21-anxiety", "dass21-stress"),
            *("hads-anxiety", "hads-depression", "phq9", "gad7", "epds", "gbo"),
        } <= set(ids)

    @pytest.mark.parametrize("known", catalogue(), ids=one)
    def test_every_fact_says_where_it_comes_from(self, known):
        """Nothing is there only because somebody typed it."""
        assert known.source
        assert known.construct
        assert known.names
        assert known.licence is not None
        assert all(fact.source for fact in facts_of(known))

    @pytest.mark.parametrize("known", catalogue(), ids=one)
    def test_bands_of_a_source_hold_every_total_once(self, known):
        """Every whole total has one name, in each account."""
        sources = {band.source for band in known.bands}
        held = [
            sum(band.holds(total) for band in known.bands if band.source == source)
            for source in sources
            for total in range(int(known.least), int(known.most) + 1)
        ]

        assert set() == set(held) - {1}

    @pytest.mark.parametrize("known", catalogue(), ids=one)
    def test_total_can_be_watched(self, known):
        """An instrument makes the measure that a target aims at."""
        assert known.measure().instrument is known

    def test_it_loads_when_it_is_first_used(self):
        """A program that only names the module waits for no table."""
        there = "print('smartgoals.instruments{}' in sys.modules)"
        code = [
            "import sys, smartgoals",
            there.format(""),
            "import smartgoals.instruments",
            there.format("._anxiety"),
            "smartgoals.instruments.catalogue()",
            there.format("._anxiety"),
        ]
        told = subprocess.run(  # noqa: S603  # our own code
            [sys.executable, "-c", "\n".join(code)],
            capture_output=True,
            check=True,
            text=True,
            timeout=60,
        )

        assert "False\nFalse\nTrue\n" == told.stdout

    def test_criterion_c_of_the_core10_lies_below_its_cutoff(self):
        """The published norms, put through Jacobson's formula, give the published cut-off."""
        (core10,) = [read for read in READ if read["id"] == "core10"]
        sick, well = (core10["norms"][group] for group in ("clinical", "functional"))

        middle = (sick["sd"] * well["m"] + well["sd"] * sick["m"]) / (sick["sd"] + well["sd"])

        assert 10.46 == round(middle, 2)
        assert [11, 13] == [cutoff.value for cutoff in instrument("core10").cutoffs]
        assert 11 == math.ceil(middle)

    def test_reliable_change_of_the_core10_is_that_of_its_confidence(self):
        """Six points take a confidence of 90%; 95% would take seven."""
        sd_of_change = 7.7 * math.sqrt(2) * math.sqrt(1 - 0.9)
        (reliable,) = instrument("core10").thresholds

        assert (6, 0.9) == (reliable.points, reliable.confidence)
        assert [6, 7] == [math.ceil(sd_of_change * z) for z in (1.645, 1.96)]

    def test_parts_of_the_dass_share_no_item(self):
        """Each of the 21 items counts in one part."""
        counted = [item for part in find_instruments("DASS-21") for item in part.key.items]

        assert list(range(1, 22)) == sorted(counted)

    def test_halves_of_the_hads_share_no_item(self):
        """Odd items ask about anxiety, even ones about depression."""
        halves = [instrument("HADS-A").key.items, instrument("HADS-D").key.items]

        assert [tuple(range(1, 15, 2)), tuple(range(2, 15, 2))] == halves

    def test_number_that_is_carried_to_another_version_is_marked(self):
        """Two are, and the page of the catalogue names both."""
        first = {names[0] for names in SHIPPED_AS.values()}
        others = {name for names in SHIPPED_AS.values() for name in names} - first
        carried = {
            (name, change.is_verified) for name in others for change in instrument(name).thresholds
        }

        assert {("pcl5-week", False), ("who5-0to25", False)} == carried

    def test_answers_to_the_epds_are_weights(self):
        """Were item 10 counted by its place on the form, the worst answer would be the best."""
        epds = instrument("EPDS")

        assert () == epds.key.reversed_items
        assert "WEIGHT" in epds.key.note
        assert [10] == [asked.item for asked in epds.critical_items]


def facts_of(known):
    return [
        *known.cutoffs,
        *known.bands,
        *known.thresholds,
        *known.critical_items,
        *filter(None, [known.key, known.licence]),
    ]


# Which instruments ship what is read under one id there.
SHIPPED_AS = {
    "pcl5": ["pcl5-month", "pcl5-week"],
    "k10": ["k10-10to50", "k10-0to40"],
    "k6": ["k6-0to24", "k6-6to30"],
    "rses": ["rses-0to30", "rses-10to40"],
    "who5": ["who5-0to100", "who5-0to25"],
    "dass21": ["dass21-depression", "dass21-anxiety", "dass21-stress"],
    "hads": ["hads-anxiety", "hads-depression"],
    "wsas": ["wsas", "wsas-4"],
    "asrs6": ["asrs6-0to24", "asrs6-0to6"],
}
# What was recalled when the file was made, and has been read since.
CONFIRMED = {
    ("coreom", "cutoff", 10),
    ("coreom", "reliable", 5),
    ("k10-10to50", "band", 10, 15),
    ("k10-10to50", "band", 16, 21),
    ("k10-10to50", "band", 22, 29),
    ("k10-10to50", "band", 30, 50),
}
# What the file says in words only.
IN_WORDS = {
    ("ors", "cutoff", "<", 28.0, False),
    ("ors", "cutoff", "<", 32.0, False),
    ("who5-0to25", "important", 2.5, False),
}
# The form about the past week: its changes were read for the other form.
NOT_FOR_THE_WEEK = {("important", 8.5), ("important", 12.5), ("important", 12), ("reliable", 15)}
NOT_FOR_THE_WEEK |= {("reliable", 18), ("reliable", 10)}


def shipped(known):
    """Return every number that is published about totals, as the catalogue has it."""
    yield from (
        (known.id, "cutoff", cutoff.comparison, cutoff.value, cutoff.is_verified)
        for cutoff in known.cutoffs
    )
    yield from ((known.id, "band", band.least, band.most, band.is_verified) for band in known.bands)
    yield from (
        (known.id, change.kind, change.points, change.is_verified) for change in known.thresholds
    )


def was_read(name, fact, status):
    return status == "lookup" or (name, *fact) in CONFIRMED


def in_file(read):
    """Return every number of the file that is not unsure, as it should be shipped."""
    names = SHIPPED_AS.get(read["id"], [read["id"]])
    first = names[0]
    for cutoff in read["cutoffs"]:
        places = names if read["id"] == "hads" else [first]
        if "shaded count" in cutoff["meaning"]:
            places = names[1:]
        for name in places:
            is_read = was_read(name, ("cutoff", cutoff["value"]), cutoff["status"])
            yield name, "cutoff", cutoff["rule"], cutoff["value"], is_read
    bands = [(name, band) for name in names[:1] for band in read["bands"]]
    if read["id"] == "hads":
        bands += [(names[1], band) for band in read["bands"]]
    for part, named in read.get("bands_by_subscale", {}).items():
        bands += [(f"dass21-{part}", band) for band in named]
    if read.get("bands_status") != "unsure":
        for name, (least, most, _) in bands:
            yield name, "band", least, most, was_read(name, (), read["bands_status"])
    for least, most, _ in read.get("bands_alt", {}).get("bands", ()):
        status = read["bands_alt"]["status"]
        yield first, "band", least, most, was_read(first, ("band", least, most), status)
    for kind, changes in (("reliable", "reliable_change"), ("important", "mcid")):
        for change in read[changes]:
            values = change["value"] if isinstance(change["value"], list) else [change["value"]]
            for value in values:
                yield first, kind, value, was_read(first, (kind, value), change["status"])
                if read["id"] == "pcl5":
                    yield "pcl5-week", kind, value, False


LICENCES = {
    "free": LicenceStatus.FREE,
    "free_noncommercial": LicenceStatus.FREE_NONCOMMERCIAL,
    "free_noncommercial_sharealike": LicenceStatus.FREE_NONCOMMERCIAL,
    "free_with_permission": LicenceStatus.PERMISSION,
    "free_with_terms": LicenceStatus.FREE_WITH_TERMS,
    "registration": LicenceStatus.REGISTRATION,
    "restricted": LicenceStatus.RESTRICTED,
    # The owner's own page has since been read: not for profit either.
    "free_no_derivatives": LicenceStatus.FREE_NONCOMMERCIAL,
}
# Found stricter than the file says: WHO-5 is CC BY-NC-SA, the DASS not for apps that are public.
STRICTER = {"who5": LicenceStatus.FREE_NONCOMMERCIAL, "dass21": LicenceStatus.PERMISSION}
# Found on a mirror of LOINC, or on its own pages, since.
LOINC_SINCE = {"pss10": ("106860-0", "106875-8"), "audit": ("75624-7", "72110-0")}
REVERSED_SINCE = {"epds": (), "hads": ()}
CRITICAL_SINCE = {"coreom": (6, 9, 16, 22, 24, 34), "oq45": (8, 11, 26, 32, 44)}


class TestWhatWasRead:
    def test_every_number_of_the_file_is_shipped_and_no_other(self):
        """A number is in both with what it is about and whether it was read, or in neither."""
        known = {fact for one in catalogue() for fact in shipped(one)}
        read = {fact for one in READ for fact in in_file(one)}

        assert known == read | IN_WORDS

    def test_no_number_is_there_twice(self):
        """Two equal facts would be one misprint."""
        for known in catalogue():
            facts = [*known.cutoffs, *known.bands, *known.thresholds]

            assert len(set(facts)) == len(facts)

    @pytest.mark.parametrize("read", READ, ids=lambda read: read["id"])
    def test_range_direction_and_period_are_those_of_the_file(self, read):
        """The first of several versions is the one that the file describes."""
        name, *others = SHIPPED_AS.get(read["id"], [read["id"]])
        known = instrument(name)
        better = {"lower_better": Direction.DOWN, "higher_better": Direction.UP}

        assert read["total_range"] == [known.least, known.most]
        assert (read["items"], read["recall_days"]) == (known.items, known.recall_days)
        assert better[read["direction"]] is known.direction
        assert {known.direction} >= {instrument(other).direction for other in others}
        for coding in (read.get("alt_coding", {}),):
            ranges = [[instrument(other).least, instrument(other).most] for other in others]

            assert not coding or [coding["total_range"]] == ranges

    @pytest.mark.parametrize("read", READ, ids=lambda read: read["id"])
    def test_key_is_that_of_the_file(self, read):
        """Answers, reversed items and critical items are those that were read."""
        name = SHIPPED_AS.get(read["id"], [read["id"]])[0]
        known = instrument(name)
        critical = CRITICAL_SINCE.get(read["id"], tuple(read.get("risk_items", ())))

        assert critical == tuple(sorted(asked.item for asked in known.critical_items))
        if known.key is None:
            assert "psqi" == known.id
            return
        turned = REVERSED_SINCE.get(read["id"], tuple(read["reverse_items"] or ()))

        assert read["item_range"] == [known.key.least, known.key.most]
        assert turned == known.key.reversed_items
        for part, items in read.get("subscales", {}).items():
            assert items == list(instrument(f"dass21-{part}").key.items)

    @pytest.mark.parametrize("read", READ, ids=lambda read: read["id"])
    def test_codes_and_licence_are_those_of_the_file(self, read):
        """A code that nobody could corroborate is not shipped."""
        loinc = read["loinc"]
        codes = LOINC_SINCE.get(read["id"], (loinc["total"], loinc["panel"]))
        status = STRICTER.get(read["id"], LICENCES[read["licence"]["status"]])
        names = SHIPPED_AS.get(read["id"], [read["id"]])

        assert codes == (instrument(names[0]).loinc, instrument(names[0]).panel_loinc)
        assert {status} == {instrument(name).licence.status for name in names}

    def test_words_of_the_file_about_whom_are_there(self):
        """Numbers that differ by population say so."""
        said = [(change.points, change.population) for change in instrument("oq45").thresholds]

        assert [(14, "US"), (18, "Dutch patients (NL)")] == said
        assert ["men", "women"] == [cut.population for cut in instrument("auditc").cutoffs]
        assert {4: Toward.BETTER, 3: Toward.WORSE} == {
            change.points: change.toward
            for change in instrument("epds").thresholds
            if change.kind is ChangeKind.IMPORTANT
        }
        assert [4, 6] == [
            change.points
            for change in instrument("gad7").thresholds
            if change.kind is ChangeKind.RELIABLE
        ]


class TestFind:
    @pytest.mark.parametrize("known", catalogue(), ids=one)
    def test_instrument_is_found_by_its_id(self, known):
        """An id names exactly one."""
        assert known is instrument(known.id)
        assert known in find_instruments(known.id)

    @pytest.mark.parametrize("known", catalogue(), ids=one)
    def test_instrument_is_found_by_all_that_it_is_called(self, known):
        """However it is written."""
        called = [known.name, *known.names, *filter(None, [known.loinc])]
        written = [
            way(name)
            for name in called
            for way in (str, str.upper, str.lower, lambda n: n.replace("-", " "), "  {} ".format)
        ]

        assert [] == [name for name in written if known not in find_instruments(name)]

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("PHQ9", ["phq9"]),
            ("phq 9", ["phq9"]),
            ("44261-6", ["phq9"]),
            ("69737-5", []),
            ("K10", ["k10-0to40", "k10-10to50"]),
            ("WSAS", ["wsas", "wsas-4"]),
            ("", []),
            ("  ", []),
            (MARKER, []),
        ],
    )
    def test_all_that_match_are_found(self, name, found):
        """The code of a form is not that of its total."""
        assert found == [known.id for known in find_instruments(name)]

    @pytest.mark.parametrize(
        ("name", "versions"),
        [
            ("Rosenberg", ("rses-0to30", "rses-10to40")),
            ("patient health questionnaire", ("phq2", "phq9")),
        ],
    )
    def test_name_that_is_not_the_whole_name_lists_what_it_can_mean(self, name, versions):
        """Whoever leaves out which one is asked, and not told that there is none."""
        with pytest.raises(AmbiguousInstrumentError) as caught:
            instrument(name)

        assert versions == caught.value.versions

    @pytest.mark.parametrize(
        "known", [known for known in catalogue() if known.panel_loinc], ids=one
    )
    def test_code_of_a_form_leads_to_the_code_of_its_total(self, known):
        """It is the code that a form in a health record has, and it counts nothing."""
        written = f" {known.panel_loinc.replace('-', '')} "

        with pytest.raises(UnknownInstrumentError) as caught:
            instrument(written)

        assert () == find_instruments(written)
        assert str(caught.value).endswith(
            f"got the LOINC code of the form of {known.id}, {known.panel_loinc}; "
            f"use its id, or {known.loinc} of its total"
        )
        assert known is instrument(known.loinc)

    def test_id_goes_before_a_name(self):
        """Otherwise an id that is also a common name would be of no use."""
        assert "wsas" == instrument("WSAS").id

    def test_name_of_several_versions_lists_their_ids(self):
        """A host can let somebody choose."""
        with pytest.raises(AmbiguousInstrumentError, match="k10-0to40, k10-10to50") as caught:
            instrument("Kessler-10")

        assert ("k10-0to40", "k10-10to50") == caught.value.versions

    @pytest.mark.parametrize("name", [MARKER, "", f"{MARKER}\ud800"])
    def test_unknown_name_is_not_repeated(self, name):
        """What somebody typed may be anything."""
        with pytest.raises(UnknownInstrumentError, match=f"{len(name)} characters") as caught:
            instrument(name)

        assert MARKER not in str(caught.value)

    @pytest.mark.parametrize("name", [None, 9, b"phq9", ["phq9"]], ids=str)
    def test_name_is_text(self, name):
        """A mistake in the program is told from a name that nobody has."""
        for look in (find_instruments, instrument):
            with pytest.raises(InvalidValueError, match="name must be text"):
                look(name)


def says_all(known, answers, score):
    """Return whether every critical answer has its notice, and nothing else has."""
    told = {notice.item for notice in score(known, answers).notices}
    due = {
        asked.item
        for asked in known.critical_items
        if isinstance(answers.get(asked.item), int | float) and answers[asked.item] > asked.above
    }
    return told == due


def leaves_none_unseen(known, answers, score):
    """Return whether each critical item has a notice, a usable answer, or is said to be unseen."""
    made = score(known, answers)
    told = {notice.item for notice in made.notices}
    unseen = set(made.items_not_seen)
    return not told & unseen and all(
        asked.item in told | unseen or known_to_be_quiet(known, answers.get(asked.item), asked)
        for asked in known.critical_items
    )


def known_to_be_quiet(known, answer, asked):
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return is_number and known.key.least <= answer <= asked.above


# How a program, a document or a table may write the number of an item.
WAYS = {
    "int": int,
    "text": str,
    "float": float,
    "text of a float": "{}.0".format,
    "decimal": Decimal,
    "fraction": Fraction,
    "spaces": " {} ".format,
    "sign": "+{}".format,
    "zero": "0{}".format,
    "full width": lambda item: "".join(chr(0xFF10 + int(digit)) for digit in str(item)),
}


def is_read_by_any_way(known, answers, way, score):
    return score(known, {way(item): answer for item, answer in answers.items()}) == score(
        known, answers
    )


@st.composite
def shortened(draw):
    """Make a form with one critical answer, and the list that is left when others are left out."""
    items = draw(st.integers(2, 12))
    counted = draw(st.sets(st.integers(1, items), min_size=1))
    form = draw(st.sampled_from([sorted(counted), range(1, items + 1)]))
    critical = draw(st.sampled_from(form))
    kept = draw(st.sets(st.sampled_from(form))) | {critical}
    answers = [3 if item == critical else 0 for item in form if item in kept]
    assume(len(answers) not in {items, len(counted)})
    return asking_beyond(counted, critical, items=items), answers


def hears_the_one(known, answers, score):
    return [asked.item for asked in known.critical_items] == [
        notice.item for notice in score(known, answers).notices
    ]


def makes_up_no_critical_answer(known, answers, score):
    """Return whether a total has an answer for each critical item that counts."""
    made = score(known, answers)
    return made.total is None or not set(made.items_not_seen) & set(known.key.items)


NUMBERS_ONLY = st.sampled_from([math.inf, -math.inf, 10**400, -1, 99, 1.5, math.nan])
LOOKED_AT = st.sampled_from(CRITICAL).flatmap(
    lambda known: st.tuples(st.just(known), answers_to(known, bad=NUMBERS_ONLY))
)
LOOKED_AT_ANYTHING = st.sampled_from(CRITICAL).flatmap(
    lambda known: st.tuples(st.just(known), answers_to(known))
)


class TestNotices:
    @given(LOOKED_AT, st.booleans(), st.booleans())
    def test_critical_answer_is_said_whatever_else_is_found(self, asked, licensed, keyed):
        """Not when others are missing or wrong, not without licence or key: always."""
        known, answers = asked
        known = known if keyed else attrs.evolve(known, key=None)

        assert says_all(known, answers, lambda k, a: score_items(k, a, licensed=licensed))

    @pytest.mark.parametrize(
        "silent",
        [
            lambda k, a: attrs.evolve(
                scored(k, a), notices=() if scored(k, a).total is None else scored(k, a).notices
            ),
            lambda k, a: scored(k, {i: v for i, v in a.items() if i not in scored(k, a).invalid}),
            lambda k, a: (
                score_items(k, a) if k.licence.allows_scoring else attrs.evolve(scored(k, {}))
            ),
        ],
        ids=["only with a total", "only for valid answers", "only with a licence"],
    )
    def test_law_catches_a_notice_that_waits_for_something(self, silent):
        """Each of these would be silent about a person at risk."""
        assert find(LOOKED_AT, lambda a: not says_all(*a, silent), settings=ONLY_FIND)

    @given(LOOKED_AT_ANYTHING)
    def test_critical_item_is_seen_or_said_to_be_unseen(self, asked):
        """No notice and not unseen means that somebody answered, and that it needs no look."""
        assert leaves_none_unseen(*asked, scored)

    def test_law_catches_a_missing_answer_that_passes_for_a_quiet_one(self):
        """An answer that nobody gave clears nothing."""

        def trusting(known, answers):
            return attrs.evolve(scored(known, answers), items_not_seen=())

        assert find(LOOKED_AT, lambda a: not leaves_none_unseen(*a, trusting), settings=ONLY_FIND)

    @pytest.mark.parametrize(
        "answer", ["3", b"1", True, Decimal(2), Fraction(1, 2), 10**400, "inf"]
    )
    def test_answer_is_said_however_it_is_written(self, answer):
        """A form posts text, and a database has numbers of its own."""
        told = scored(PHQ9, {9: answer})

        assert (9,) == tuple(notice.item for notice in told.notices)
        assert () == told.items_not_seen

    @pytest.mark.parametrize(
        "key", [9, "9", 9.0, Decimal(9), Fraction(9), " 9", "+9", "9.0", "\uff19"], ids=repr
    )
    def test_item_is_known_by_its_number_however_it_is_written(self, key):
        """JSON has text for keys, and a table that lost a value has floats."""
        made = scored(PHQ9, {key: 3})

        assert ([9], ()) == ([notice.item for notice in made.notices], made.invalid)

    @given(filled(CRITICAL), st.sampled_from(sorted(WAYS)))
    def test_answers_are_the_same_by_any_way_to_write_a_number(self, asked, way):
        """The person's answer does not depend on how a program keeps it."""
        assert is_read_by_any_way(*asked, WAYS[way], scored)

    def test_law_catches_keys_that_are_read_too_strictly(self):
        """An answer under such a key would be no answer, and a critical one silent."""

        def strict(known, answers):
            return scored(known, {i: a for i, a in answers.items() if isinstance(i, int)})

        assert find(
            filled(CRITICAL),
            lambda a: not is_read_by_any_way(*a, WAYS["float"], strict),
            settings=ONLY_FIND,
        )

    def test_two_answers_to_one_item_are_both_looked_at(self):
        """Which one is right is not for us to say."""
        told = scored(PHQ9, {9: 0, "9": 2})

        assert [9] == [notice.item for notice in told.notices]
        assert (9,) == told.invalid
        assert (9,) == scored(PHQ9, {9: 0, "9": 0}).items_not_seen

    def test_notice_says_where_it_was_found(self):
        """It goes to a person by itself, without the score."""
        (told,) = score_items(PHQ9, {9: 1}, entries=["e-1"]).notices

        assert told == Notice(
            kind=NoticeKind.CRITICAL_ITEM,
            source=NoticeSource.INSTRUMENT,
            entries=["e-1"],
            instrument="phq9",
            item=9,
        )

    def test_critical_item_need_not_count(self):
        """A form can ask what its total leaves out."""
        known = own(
            items=4,
            key=ItemKey(least=0, most=3, items=[1, 2, 3], source="us"),
            critical_items=[CriticalItem(item=4, about="a risk", source="us", above=1)],
        )

        assert [4] == [notice.item for notice in scored(known, [0, 0, 0, 2]).notices]
        assert 0 == scored(known, [0, 0, 0, 2]).total
        assert () == scored(known, {4: 1}).notices + scored(known, {4: 1}).items_not_seen
        assert (4,) == scored(known, [0, 0, 0]).items_not_seen
        assert ((4,), Unscored.INVALID_ANSWERS) == (
            scored(known, [0, 0, 0, math.nan]).invalid,
            scored(known, [0, 0, 0, math.nan]).unscored,
        )

    @pytest.mark.parametrize(
        ("answers", "told"),
        [
            ([0, 0, 0, 0, 0, 0, 0, 2], [9]),
            ([0, 0, 0, 0, 0, 0, 2, 0], []),
            ([0, 0, 0, 0, 0, 0, 0, 0, 0, 2], [9]),
            ([0, 0, 0, 0, 0, 0, 0, 2, 0, 0], [9]),
            ([0, 0, 0, 0, 0, 0, 2, 0, 0, 0], []),
            ([2], [9]),
        ],
        ids=str,
    )
    def test_list_of_another_length_is_looked_at_wherever_the_answer_may_be(self, answers, told):
        """Who leaves out what is missing moves the last answer away from the last place."""
        made = scored(PHQ9, answers)

        assert told == [notice.item for notice in made.notices]
        assert (None, Unscored.INVALID_ANSWERS, (0,), 0, ()) == (
            made.total,
            made.unscored,
            made.invalid,
            made.answered,
            made.missing,
        )
        assert told or (9,) == made.items_not_seen

    @example((asking_beyond(range(1, 8), 14), [0] * 5 + [3]))
    @example((asking_beyond(range(1, 14, 2), 13), [0, 3, 0]))
    @given(shortened())
    def test_answer_is_heard_among_any_that_are_left(self, asked):
        """Nobody knows whether what is left was the whole form or the items that count."""
        assert hears_the_one(*asked, scored)

    @pytest.mark.parametrize(
        "deaf",
        [
            lambda k, a: scored(k, dict(enumerate(a, 1))),
            lambda k, a: scored(
                attrs.evolve(
                    k,
                    items=max(k.key.items),
                    critical_items=[one for one in k.critical_items if one.item in k.key.items],
                ),
                a,
            ),
            lambda k, a: scored(k, [*a, *[None] * k.items][: k.items]),
        ],
        ids=["none was left out", "nothing is asked beyond", "only the last were left out"],
    )
    def test_law_catches_a_list_that_is_read_in_one_way(self, deaf):
        """Each of these takes it for sure what nobody knows."""
        assert find(shortened(), lambda a: not hears_the_one(*a, deaf), settings=ONLY_FIND)

    @pytest.mark.parametrize(
        ("answers", "told"), [([0] * 3 + [2], [5]), ([2] + [0] * 3, []), ([0] * 4 + [2], [5])]
    )
    def test_form_of_unknown_length_has_the_items_that_are_known_of_it(self, answers, told):
        """A list may be shorter than that by what was left out."""
        known = asking_beyond([1, 3], 5, items=None)

        assert told == [notice.item for notice in scored(known, answers).notices]

    def test_list_is_in_the_order_of_the_form_however_the_key_was_written(self):
        """A critical answer must not go to another item."""
        known = asking_beyond([3, 1, 2], 3, items=3)

        assert [3] == [notice.item for notice in scored(known, [0, 0, 2]).notices]

    def test_total_alone_leaves_every_critical_item_unseen(self):
        """A total says how much and not what."""
        for known in catalogue():
            made = score_total(known, known.least)

            assert made.items_not_seen == tuple(
                sorted(asked.item for asked in known.critical_items)
            )

    @pytest.mark.parametrize(
        ("name", "total", "told"),
        [
            ("phq9", 24, []),
            ("phq9", 25, [9]),
            ("epds", 27, []),
            ("epds", 28, [10]),
            ("coreom", 38.8, []),
            ("coreom", 38.9, [6, 9, 16, 22, 24, 34]),
            ("gad7", 21, []),
        ],
    )
    def test_total_that_needs_a_critical_answer_is_said(self, name, total, told):
        """Twenty-five points of the PHQ-9 cannot be made without its last item."""
        made = score_total(instrument(name), total, entries=["e-1"])

        assert told == [notice.item for notice in made.notices]
        assert {("e-1",)} >= {notice.entries for notice in made.notices}

    def test_total_implies_nothing_about_what_does_not_count(self):
        """Where nobody knows what makes a total, it tells of no answer."""
        form = {"items": 3, "critical_items": LOOK_AT_THIRD}
        others = ItemKey(least=0, most=4.5, items=[1, 2], source="us", is_continuous=True)

        for known in (own(**form), own(**form, key=others)):
            assert ((), (3,)) == (
                score_total(known, 9).notices,
                score_total(known, 9).items_not_seen,
            )

    @given(filled(CRITICAL))
    def test_total_is_said_only_where_an_answer_would_be(self, asked):
        """What a total implies is what its answers say."""
        known, answers = asked
        made = scored(known, answers)
        assume(made.total is not None and not made.is_prorated)

        implied = {notice.item for notice in score_total(known, made.total).notices}

        assert implied <= {notice.item for notice in made.notices}

    @pytest.mark.parametrize(
        ("reversed_items", "above", "told"),
        [
            ([], 0, [7, 8, 9]),
            ([], 1, [8, 9]),
            ([], 2.5, [9]),
            ([3], 0, [7, 8, 9]),
            ([3], 2, [9]),
        ],
        ids=str,
    )
    def test_total_implies_what_it_cannot_be_reached_without(self, reversed_items, above, told):
        """What an answer counts is what adds to the total, however it stands on the form."""
        known = attrs.evolve(
            on_three(reversed_items=reversed_items),
            critical_items=[CriticalItem(item=3, about="a risk", source="us", above=above)],
        )

        assert told == [total for total in range(10) if score_total(known, total).notices]

    @pytest.mark.parametrize(
        ("answer", "told"), [(0, True), (1, True), (2, True), (3, False), (4, True), (-1, True)]
    )
    def test_reversed_critical_answer_is_looked_at_as_it_counts(self, answer, told):
        """Where the worst answer is 0 on the form, 0 is what has to be seen."""
        known = attrs.evolve(on_three(reversed_items=[3]), critical_items=LOOK_AT_THIRD)

        assert told == bool(score_items(known, {3: answer}).notices)


class TestCount:
    @given(filled())
    def test_total_is_in_the_range_of_the_instrument(self, asked):
        """Also where it makes up for missing answers."""
        known, answers = asked
        made = scored(known, answers)

        assert made.total is None or known.least <= made.total <= known.most
        needed = {asked.item for asked in known.critical_items} & set(made.missing)

        assert (made.total is None) == bool(needed or len(made.missing) > known.key.most_missing)
        assert made.is_prorated == (made.total is not None and bool(made.missing))
        assert made.answered + len(made.missing) == len(known.key.items)

    @given(filled(), st.randoms(use_true_random=False))
    def test_order_of_a_mapping_does_not_matter(self, asked, random):
        """An answer belongs to its item by number."""
        known, answers = asked
        pairs = list(answers.items())
        random.shuffle(pairs)

        assert scored(known, answers) == scored(known, dict(pairs))
        assert scored(known, answers) == scored(known, [answers[item] for item in known.key.items])

    @given(filled(), st.data())
    def test_worse_answer_moves_the_total_its_own_way(self, asked, data):
        """One point more moves an item that counts up, and a reversed one down."""
        known, answers = asked
        item = data.draw(st.sampled_from(known.key.items))
        assume(answers[item] is not None and answers[item] < known.key.most)
        before, after = (scored(known, answers | {item: answers[item] + by}) for by in (0, 1))
        assume(before.total is not None)

        assert (item in known.key.reversed_items) == (after.total < before.total)

    @given(item_keys(answer=st.integers(-9, 9), factor=st.sampled_from([1, 2, 10])), st.data())
    def test_total_is_what_a_person_would_count(self, key, data):
        """Turn what is reversed, add, share among those who answered, and weigh."""
        known = own(least=key.range[0], most=key.range[1], key=key)
        right = st.integers(int(key.least), int(key.most))
        answers = {item: data.draw(st.none() | right | right) for item in key.items}

        assert counts_as_a_person(known, answers, scored)

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda k, a: scored(attrs.evolve(k, key=attrs.evolve(k.key, reversed_items=())), a),
            lambda k, a: scored(k, {i: v or k.key.least for i, v in a.items()}),
            lambda k, a: (
                scored(k, a)
                if any(v is not None for v in a.values())
                else Score(instrument="own", total=k.least)
            ),
            lambda k, a: scored(
                attrs.evolve(k, key=attrs.evolve(k.key, most_missing=len(k.key.items) - 1)), a
            ),
        ],
        ids=["nothing is reversed", "missing is least", "nothing is 0", "always made up for"],
    )
    def test_law_catches_another_way_to_count(self, wrong):
        """Each of these is in use somewhere."""
        keys = item_keys(answer=st.integers(-9, 9), factor=st.sampled_from([1, 2, 10]))

        @st.composite
        def asked(draw):
            key = draw(keys)
            right = st.none() | st.integers(int(key.least), int(key.most))
            known = own(least=key.range[0], most=key.range[1], key=key)
            return known, {item: draw(right) for item in key.items}

        assert find(asked(), lambda a: not counts_as_a_person(*a, wrong), settings=ONLY_FIND)

    @pytest.mark.parametrize(
        ("name", "answers", "total"),
        [
            ("phq9", [1, 1, 1, 1, 1, 0, 0, 0, 0], 5),
            ("phq9", (3,) * 9, 27),
            ("who5-0to100", [1, 2, 3, 4, 5], 60),
            ("who5-0to25", [1, 2, 3, 4, 5], 15),
            ("pss10", [4] * 10, 24),
            ("core10", [0, 4, 4, 0, 0, 0, 0, 0, 0, 0], 0),
            ("core10", [2, 2, 2, 2, 2, 0, 2, 2, 2, None], 160 / 9),
            ("coreom", [1] * 34, 10 * (26 + 8 * 3) / 34),
            ("cesd", [0] * 20, 12),
            ("ors", [5.5, 7.25, 0, 10], 22.75),
            ("rses-10to40", [4, 1, 4, 4, 1, 1, 4, 1, 1, 4], 40),
            ("rses-0to30", [3, 0, 3, 3, 0, 0, 3, 0, 0, 3], 30),
            ("wsas", [None, 8, 8, 0, 0], 20),
            ("wsas-4", [8, 8, 0, 0], 16),
            ("gbo", [7, None, None], 7),
            ("gbo", [7, 2, None], 4.5),
            ("dass21-depression", range(7), None),
            ("dass21-depression", [1] * 7, 14),
            ("dass21-depression", [2] * 21, 28),
            ("hads-anxiety", [3] * 7, 21),
            ("k10-10to50", [1] * 10, 10),
        ],
    )
    def test_total_is_that_of_the_form(self, name, answers, total):
        """Worked by hand."""
        assert scored(instrument(name), answers).total == (
            None if total is None else pytest.approx(total, abs=1e-12)
        )

    def test_part_counts_its_own_items_of_the_whole_form(self):
        """The other answers are left alone, whatever they are."""
        form = dict.fromkeys(range(1, 22), 0) | {3: 1, 5: 2, 2: math.nan}
        parts = {part.id: scored(part, form) for part in find_instruments("DASS-21")}

        assert (6, ()) == (parts["dass21-depression"].total, parts["dass21-depression"].invalid)
        assert (None, (2,)) == (parts["dass21-anxiety"].total, parts["dass21-anxiety"].invalid)

    @given(filled(CRITICAL))
    def test_no_critical_answer_is_made_up_for(self, asked):
        """A mean says nothing about a question that somebody left open."""
        assert makes_up_no_critical_answer(*asked, scored)

    @pytest.mark.parametrize(
        ("name", "item"), [("core10", 6), *(("coreom", item) for item in (6, 9, 16, 22, 24, 34))]
    )
    def test_open_critical_item_leaves_no_total(self, name, item):
        """The authors make up for it, and an all-clear would come of it."""
        known = instrument(name)
        made = scored(known, dict.fromkeys(known.key.items, 0) | {item: None})

        assert (None, Unscored.TOO_FEW_ANSWERS, False) == (
            made.total,
            made.unscored,
            made.is_prorated,
        )
        assert ((item,), (item,)) == (made.missing, made.items_not_seen)

    def test_law_catches_a_critical_answer_that_is_made_up_for(self):
        """The published key, taken by the letter, does that."""

        def by_the_letter(known, answers):
            total = scored(attrs.evolve(known, critical_items=()), answers)
            return attrs.evolve(total, items_not_seen=scored(known, answers).items_not_seen)

        assert find(
            filled(CRITICAL),
            lambda a: not makes_up_no_critical_answer(*a, by_the_letter),
            settings=ONLY_FIND,
        )

    def test_made_up_for_is_the_mean_of_the_others(self):
        """Nine answers of four points make ten of them."""
        made = scored(instrument("core10"), [4, 0, 0, 4, 4, 4, 4, 4, 4, None])

        assert (40, True, (10,), 9) == (made.total, made.is_prorated, made.missing, made.answered)

    def test_sum_is_exact(self):
        """Ten times a tenth is one."""
        line = own(
            least=0,
            most=100,
            key=ItemKey(least=0, most=10, items=range(1, 11), source="us", is_continuous=True),
        )

        assert 1 == scored(line, [0.1] * 10).total

    def test_range_that_was_rounded_is_kept(self):
        """Where a factor is no exact number, a total is still one that the instrument can have."""
        known = own(
            most=0.3, key=ItemKey(least=0, most=1, items=[1, 2, 3], factor=0.1, source="us")
        )

        assert 0.3 == scored(known, [1, 1, 1]).total


def counts_as_a_person(known, answers, score):
    key = known.key
    there = {item: answer for item, answer in answers.items() if answer is not None}
    made = score(known, answers)
    if not there or len(key.items) - len(there) > key.most_missing:
        return made.total is None
    turned = [
        key.least + key.most - answer if item in key.reversed_items else answer
        for item, answer in there.items()
    ]
    mean = sum(turned) / len(turned)
    expected = key.factor * (mean if key.method is ItemMethod.MEAN else mean * len(key.items))
    return made.total is not None and math.isclose(made.total, expected, abs_tol=1e-9)


class TestUnscored:
    @pytest.mark.parametrize(
        ("known", "answers", "licensed", "reason"),
        [
            (PHQ9, {}, False, Unscored.NO_ANSWERS),
            (PHQ9, [], False, Unscored.NO_ANSWERS),
            (PHQ9, [None] * 9, False, Unscored.NO_ANSWERS),
            (PHQ9, [None] * 4, False, Unscored.NO_ANSWERS),
            (PHQ9, [0] * 8 + [None], False, Unscored.TOO_FEW_ANSWERS),
            (PHQ9, [0] * 8 + [4], False, Unscored.INVALID_ANSWERS),
            (PHQ9, [None] * 8 + [4], False, Unscored.INVALID_ANSWERS),
            (PHQ9, {0: 1}, False, Unscored.INVALID_ANSWERS),
            (PHQ9, [0] * 8, False, Unscored.INVALID_ANSWERS),
            (instrument("isi"), [0] * 7, False, Unscored.LICENCE),
            (instrument("isi"), [], True, Unscored.NO_ANSWERS),
            (instrument("psqi"), [0] * 19, True, Unscored.NO_KEY),
            (instrument("psqi"), {}, False, Unscored.NO_KEY),
            (instrument("who5-0to100"), [0] * 5, False, Unscored.LICENCE),
            (instrument("who5-0to100"), [0] * 5, True, None),
            (PHQ9, [0] * 9, False, None),
            (on_three(), [0, 0, 0], False, None),
            (on_three(), [0, 0, None], False, Unscored.TOO_FEW_ANSWERS),
            (on_three(most_missing=1), [0, 0, None], False, None),
            (on_three(most_missing=1), [0, None, None], False, Unscored.TOO_FEW_ANSWERS),
            (on_three(most_missing=1), [0, 0, 0.5], False, Unscored.INVALID_ANSWERS),
            (on_three(most_missing=1), {}, False, Unscored.NO_ANSWERS),
        ],
        ids=range(22),
    )
    def test_where_there_is_no_total_it_says_why(self, known, answers, licensed, reason):
        """Nothing answered is not 0, and a wrong answer is not a missing one."""
        made = score_items(known, answers, licensed=licensed)

        assert reason is made.unscored
        assert (reason is None) == (made.total is not None)

    @pytest.mark.parametrize("status", LicenceStatus)
    def test_licence_that_is_not_for_everybody_is_the_apps_to_have(self, status):
        """The app says that it has one; no total comes by accident."""
        licence = Licence(status=status, source="the form")
        known = attrs.evolve(on_three(), licence=licence, critical_items=LOOK_AT_THIRD)

        made = score_items(known, [0, 0, 1])

        assert licence.allows_scoring == (made.total == 1)
        assert 1 == score_items(known, [0, 0, 1], licensed=True).total
        assert [3] == [notice.item for notice in made.notices]

    @pytest.mark.parametrize("licensed", ["no", "yes", 1, "False", None, [True]], ids=repr)
    def test_only_true_says_that_there_is_a_licence(self, licensed):
        """Settings are often text, and the text "no" is true to Python."""
        made = score_items(instrument("isi"), [0] * 7, licensed=licensed)

        assert Unscored.LICENCE is made.unscored

    @given(st.data())
    def test_bad_answer_is_listed_and_never_raised(self, data):
        """Whatever comes, the score says which item, and no total is guessed around it."""
        known = data.draw(st.sampled_from(catalogue()))
        answers = data.draw(answers_to(known))

        made = scored(known, answers)

        assert known.key is None or set(made.invalid) == {
            item
            for item, answer in answers.items()
            if answer is not None
            and item in {*known.key.items, *(asked.item for asked in known.critical_items)}
            and not is_right(known.key, answer)
        }
        assert not made.invalid or made.total is None
        assert MARKER not in f"{made}{made!r}"

    @given(instruments(), st.dictionaries(st.integers() | st.text() | st.floats(), BAD | st.none()))
    def test_score_of_any_instrument_is_a_value(self, known, answers):
        """An app's own questionnaire may have any range, key and items."""
        made = score_items(known, answers)

        assert (made.total is None) == (made.unscored is not None)
        assert len({notice.item for notice in made.notices}) == len(made.notices)

    @given(instruments(), st.lists(BAD | st.none(), max_size=12))
    def test_list_of_any_length_is_a_value_too(self, known, answers):
        """Nothing in it raises."""
        assert known.id == score_items(known, answers).instrument

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (10, 10),
            ("10", 10),
            (0, 0),
            (-1, 0),
            (10**30, 0),
            ("1" * 30, 0),
            (1.5, 0),
            (False, 0),
            (None, 0),
            (True, 0),
            ("²", 0),
            ("", 0),
            ("1.5", 0),
            (" 10", 10),
            (10.0, 10),
            (float(2**53), 2**53),
            (float(2**54), 0),
            (2**63 - 1, 2**63 - 1),
            (2**63, 0),
            (math.nan, 0),
            (math.inf, 0),
            (Decimal("NaN"), 0),
            ((1,), 0),
            (MARKER, 0),
        ],
        ids=range(24),
    )
    def test_answer_of_no_item_leaves_no_total(self, number, shown):
        """It may have been meant for any."""
        made = scored(PHQ9, {str(item): 0 for item in range(1, 10)} | {number: 1})

        assert ((shown,), Unscored.INVALID_ANSWERS) == (made.invalid, made.unscored)
        assert MARKER not in str(made)

    def test_item_beyond_a_form_of_unknown_length_is_left_alone(self):
        """It may belong to another part."""
        known = own(key=ItemKey(least=0, most=3, items=[1, 2, 3], source="us"))

        assert (3, ()) == (
            scored(known, {1: 1, 2: 1, 3: 1, 40: 7}).total,
            scored(known, {1: 1, 2: 1, 3: 1, 40: 7}).invalid,
        )

    def test_without_a_key_any_number_is_an_answer(self):
        """What the answers can be is not known there; what is none, is."""
        known = own(critical_items=LOOK_AT_THIRD)
        made = scored(known, [7, "x", 2.5, None, math.inf])

        assert (Unscored.NO_KEY, 2, (2, 5), ()) == (
            made.unscored,
            made.answered,
            made.invalid,
            made.missing,
        )
        assert [3] == [notice.item for notice in made.notices]


def is_right(key, answer):
    # The decimals among the bad answers are no numbers, and do not even compare.
    if isinstance(answer, bool) or not isinstance(answer, int | float | Fraction):
        return False
    return key.least <= answer <= key.most and (key.is_continuous or answer == int(answer))


class Loud:
    def __float__(self):
        raise RuntimeError(MARKER)


class Column:
    """What an array is: there is an order, and it is no sequence."""

    def __init__(self, answers):
        self.answers = answers

    def __iter__(self):
        return iter(self.answers)


class TestArguments:
    @pytest.mark.parametrize(
        "answers",
        [
            *(None, 3, "333333333", b"333333333", bytearray(9), memoryview(b"333333333")),
            *({1, 2}, frozenset({1, 2}), {1: 0}.keys(), {1: 0}.items()),
        ],
        ids=range(10),
    )
    def test_answers_are_a_mapping_or_a_list(self, answers):
        """A mistake in the program is found when it is written."""
        with pytest.raises(InvalidValueError, match="answers must be a mapping by item number"):
            score_items(PHQ9, answers)

    @pytest.mark.parametrize(
        "answers",
        [
            OrderedDict({1: 2, 9: 1}),
            MappingProxyType({1: 2, 9: 1}),
            deque([2, *[None] * 7, 1]),
            (2, *[None] * 7, 1),
            dict(enumerate([2, *[None] * 7, 1])).values(),
            Column([2, *[None] * 7, 1]),
        ],
        ids=lambda answers: type(answers).__name__,
    )
    def test_any_mapping_and_anything_in_order_is_taken(self, answers):
        """A row of a database or a column of a table is as good as a dict."""
        made = scored(PHQ9, answers)

        assert (2, [9]) == (made.answered, [notice.item for notice in made.notices])

    def test_answers_that_can_be_read_once_are_read_once(self):
        """A generator is empty the second time."""
        answers = [0] * 8 + [1]

        assert scored(PHQ9, answers) == scored(PHQ9, (answer for answer in answers))
        assert scored(PHQ9, answers[:-2]) == scored(PHQ9, iter(answers[:-2]))

    @pytest.mark.parametrize("known", [None, "phq9", Score(instrument="phq9", total=1)], ids=str)
    def test_instrument_is_one(self, known):
        """A name is looked up first."""
        for count in (lambda: score_items(known, []), lambda: score_total(known, 1)):
            with pytest.raises(InvalidValueError, match=r"instrument\(name\) finds one"):
                count()

    @pytest.mark.parametrize("entries", ["e-1", 3, [None], [3], [""]], ids=repr)
    def test_entries_are_checked_also_where_there_is_no_notice(self, entries):
        """A mistake must not wait for the day on which the notice comes."""
        for count in (
            lambda: score_items(PHQ9, [0] * 9, entries=entries),
            lambda: score_total(PHQ9, 0, entries=entries),
        ):
            with pytest.raises(InvalidValueError):
                count()

    @pytest.mark.parametrize(
        "total",
        [-1, 28, math.nan, math.inf, 10**400, None, "12", True, Loud(), [12]],
        ids=range(10),
    )
    def test_total_is_one_that_the_instrument_can_have(self, total):
        """Nobody can say what another one would mean."""
        with pytest.raises(InvalidValueError, match="total must be from 0 to 27") as caught:
            score_total(PHQ9, total)

        assert MARKER not in str(caught.value)

    @pytest.mark.parametrize("total", [0, 27, 13.5, Decimal(12), Fraction(25, 2)], ids=str)
    def test_total_that_was_counted_elsewhere_is_kept(self, total):
        """Numbers of any kind are the same number."""
        made = score_total(PHQ9, total)

        assert (float(total), 0, (), None) == (
            made.total,
            made.answered,
            made.missing,
            made.unscored,
        )

    def test_answer_that_breaks_is_one_that_cannot_be_counted(self):
        """What its own code raises goes nowhere."""
        made = scored(PHQ9, [Loud(), *[0] * 8])

        assert (1,) == made.invalid
        assert MARKER not in f"{made!r}{made}"


class TestScore:
    @pytest.mark.parametrize("fields", [{}, {"total": 1, "unscored": Unscored.NO_KEY}], ids=str)
    def test_score_has_a_total_or_a_reason(self, fields):
        """And never both."""
        with pytest.raises(InvalidValueError, match="unscored must be given exactly where"):
            Score(instrument="phq9", **fields)

    def test_what_is_not_there_makes_up_for_nothing(self):
        """A reader would take it for a total."""
        with pytest.raises(InvalidValueError, match="is_prorated must be False where there is no"):
            Score(instrument="phq9", unscored=Unscored.NO_ANSWERS, is_prorated=True)

    @pytest.mark.parametrize(
        ("made", "lines"),
        [
            (scored(PHQ9, [1] * 8 + [0]), ["phq9: 8"]),
            (
                scored(PHQ9, {9: 0}),
                [
                    "phq9: no total yet, some answers are still open",
                    "open: items 1, 2, 3, 4, 5, 6, 7, 8",
                ],
            ),
            (
                scored(PHQ9, {}),
                [
                    "phq9: no total yet, nothing is answered",
                    "not seen, please look: item 9",
                ],
            ),
            (
                scored(instrument("wsas"), [None, 1, 1, 1, 1]),
                ["wsas: 5, where the other answers stand for what is open", "open: item 1"],
            ),
            (
                scored(PHQ9, [0, 4, 4, 0, 0, 0, 0, 0, 0]),
                [
                    "phq9: no total yet, some answers cannot be counted as they are",
                    "to correct: items 2, 3",
                ],
            ),
            (
                scored(PHQ9, [0]),
                [
                    "phq9: no total yet, some answers cannot be counted as they are",
                    "not seen, please look: item 9",
                ],
            ),
            (
                score_items(instrument("isi"), [0] * 7),
                ["isi: no total yet, to count it say licensed=True once you have a licence"],
            ),
            (
                scored(instrument("psqi"), {}),
                ["psqi: no total yet, its answers are not counted here"],
            ),
            (
                score_items(PHQ9, [0] * 8 + [2], entries=["e-1"]),
                ["phq9: 2", "critical-item in an instrument: see item 9 of phq9, entry e-1"],
            ),
        ],
        ids=range(9),
    )
    def test_score_reads_well(self, made, lines):
        """What came out, what somebody has to look at, and what is open."""
        assert lines == str(made).splitlines()

    def test_score_is_a_judgement_and_is_not_kept(self):
        """What is kept is the answers or the total; the rest is made again."""
        from smartgoals.codec import to_dict

        with pytest.raises(SmartGoalsError, match="judgements are computed, not kept"):
            to_dict(scored(PHQ9, [0] * 9))


def test_what_an_app_makes_itself_is_counted_alike():
    """The catalogue has no rights that an app has not."""
    known = attrs.evolve(
        on_three(reversed_items=[1], most_missing=1),
        names=["Our own"],
        critical_items=LOOK_AT_THIRD,
    )

    totals = [scored(known, answers).total for answers in itertools.product([0, None, 3], repeat=3)]

    assert {0, 3, 4.5, 6, 9, None} == {*totals}
    assert known.measure().most == 9
