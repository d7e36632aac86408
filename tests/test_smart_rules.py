from __future__ import annotations

import datetime as dt
import json
import re
import string
from collections import Counter
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartgoals import (
    EVERY_TWO_WEEKS,
    ActionPlan,
    Aim,
    Assessment,
    Direction,
    Frequency,
    Goal,
    InvalidValueError,
    KeyArea,
    Measure,
    MeasureKind,
    Milestone,
    Quantity,
    Recurrence,
    Step,
    Target,
    check_smart,
    read_goal,
)
from smartgoals.errors import SmartGoalsError, UnknownRuleError
from smartgoals.instruments import instrument
from smartgoals.notices import NoticeSource
from smartgoals.smart import (
    DEFAULT_RULES,
    MESSAGES,
    OPEN_GOAL_RULES,
    Amount,
    Audience,
    Cadence,
    Comparator,
    Component,
    ComponentKind,
    Criterion,
    Draft,
    DraftKind,
    Example,
    Facts,
    Finding,
    Horizon,
    HorizonKind,
    Judgement,
    Person,
    Rule,
    Severity,
    SmartReport,
    Verdict,
    risk_notices,
)

MONDAY = dt.date(2025, 2, 3)
MARCH = Horizon(kind=HorizonKind.DATE, due=dt.date(2025, 3, 31))
DAILY = Cadence(times=1, period=Frequency.DAILY)
WEEKLY = Cadence(times=1, period=Frequency.WEEKLY)
LINES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "smart" / "open.jsonl")
    .read_text("utf-8")
    .splitlines()
]
BY_CODE = {rule.code: rule for rule in DEFAULT_RULES}
NEVER = st.just(())

# A word that comes back from the person's own sentence is a leak, wherever it shows.
PRIVATE = "Zwetschgen"
UNKIND = re.compile(
    r"\b(fail\w*|not met|breach\w*|wrong|bad|worse|worst|invalid|violat\w*|lazy|poor|stupid)\b",
    re.IGNORECASE,
)


def drafted(text, /, *, on=MONDAY, kind=DraftKind.GOAL, limit=2_000, **parts):
    """Make a draft as a reader would that makes no mistakes.

    Each part is named by its words; a pair gives its meaning, a list several of them.
    """
    components = []
    for name, given_parts in parts.items():
        for part in given_parts if isinstance(given_parts, list) else [given_parts]:
            words, value = part if isinstance(part, tuple) else (part, None)
            start = text.index(words)
            components.append(
                Component(
                    kind=ComponentKind(name), start=start, end=start + len(words), value=value
                )
            )
    components.sort(key=lambda part: part.start)
    return Draft(
        text=text,
        on=on,
        kind=kind,
        components=tuple(components),
        notices=risk_notices(text, source=NoticeSource.STATEMENT),
        limit=limit,
    )


def acting(text):
    """Make a draft that says what and nothing else."""
    return drafted(text, behaviour=text)


def minutes(value, **fields):
    return Amount(value=value, unit="min", **fields)


WALK = drafted(
    "I will walk for 20 minutes every day until 31 March to sleep better.",
    behaviour="walk",
    duration=("for 20 minutes", minutes(20)),
    frequency=("every day", DAILY),
    horizon=("until 31 March", MARCH),
    reason="to sleep better",
)


def goal_of(statement="I will walk around the park.", **fields):
    return Goal(id="g-1", subject="c-17", statement=statement, start=MONDAY, **fields)


def subject_of(example):
    if example.fields:
        return goal_of(example.statement, **example.fields)
    if example.assessment is not None:
        return read_goal(example.statement, on=MONDAY).goal(id="g-1", subject="c-17")
    return read_goal(example.statement, on=MONDAY)


def check(subject, **arguments):
    return check_smart(subject, on=MONDAY, **arguments)


def check_example(example, **arguments):
    return check(
        subject_of(example),
        assessment=example.assessment,
        past_adherence=example.past_adherence,
        **arguments,
    )


def codes(report):
    return [finding.code for finding in report.all_findings]


def verdict_of(report, letter):
    criterion = next(one for one in Criterion if one.value.startswith(letter))
    return report.verdict(criterion)


def made_up(**fields):
    """Make a rule that finds something in every goal."""
    return Rule(
        **{
            "code": "X900",
            "name": "made-up",
            "criterion": Criterion.ACHIEVABLE,
            "what": "Anything.",
            "why": "To see.",
            "message": "There are {number} of them.",
            "suggestion": "Which of the {number} comes first?",
            "bad": Example(statement="I will walk."),
            "good": Example(statement="I will walk."),
            "find": lambda _, rule: [rule.finding(number=3)],
        }
        | fields
    )


NAMES = {
    "G001": "empty-statement",
    "G002": "language-not-supported",
    "G003": "not-a-goal",
    "G004": "too-long",
    "G005": "input-truncated",
    "G006": "control-characters",
    "S001": "vague-verb",
    "S002": "state-not-action",
    "S003": "generic-activity",
    "S004": "compound-goal",
    "S005": "avoidance-framing",
    "S006": "hedged",
    "S007": "someone-elses-behaviour",
    "S008": "undefined-reference",
    "S009": "outcome-only",
    "S010": "no-behaviour",
    "S011": "inner-act",
    "M001": "no-measure",
    "M007": "no-measure-of-stopping",
    "M002": "vague-quantity",
    "M003": "vague-frequency",
    "M004": "number-without-scale",
    "M005": "relative-without-baseline",
    "M006": "direction-without-target",
    "M010": "measure-field-missing",
    "M011": "no-data-source",
    "M012": "text-field-mismatch",
    "A001": "no-evidence",
    "A002": "absolute",
    "A003": "large-step",
    "A004": "low-confidence",
    "A005": "implausible-or-unsafe-amount",
    "A006": "over-capacity",
    "A007": "not-in-your-control",
    "A008": "low-past-adherence",
    "R001": "no-reason",
    "R002": "external-reason-only",
    "R003": "vague-reason",
    "R004": "disowned",
    "R005": "low-importance",
    "T001": "no-time-frame",
    "T002": "cadence-without-end",
    "T003": "undated-event",
    "T004": "vague-horizon",
    "T005": "deadline-passed",
    "T006": "ambiguous-date",
    "T007": "far-horizon",
    "T008": "milestone-after-deadline",
    "T009": "end-mismatch",
    "T010": "no-such-day",
}
RETIRED = {"A009"}


class TestEveryRule:
    def test_codes_and_names_are_stable(self):
        """What an app selects today is there tomorrow, and a code never means something else."""
        assert NAMES == {rule.code: rule.name for rule in DEFAULT_RULES}
        assert not RETIRED & set(NAMES)
        assert len(DEFAULT_RULES) == len(NAMES) == len(set(NAMES.values()))

    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_finds_something_in_its_bad_example(self, rule):
        """A rule that is silent there says something else than its page."""
        assert rule.code in codes(check_example(rule.bad))

    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_finds_nothing_in_its_good_example(self, rule):
        """There is a way out of every finding."""
        assert rule.code not in codes(check_example(rule.good))

    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_says_what_and_why_and_asks_a_question(self, rule):
        """A page is made of it, and a client is asked rather than told."""
        assert all(text.strip().endswith((".", "?", "...")) for text in (rule.what, rule.why))
        assert rule.message.endswith(".")
        assert "?" in rule.suggestion or rule.criterion is None

    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_placeholders_of_its_description_are_its_options(self, rule):
        """The page shows the numbers that are in force."""
        named = {field for _, field, _, _ in string.Formatter().parse(rule.what) if field}

        assert named <= set(rule.options)

    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_finding_of_the_bad_example_has_the_values_that_a_translation_needs(self, rule):
        """Every placeholder is filled, in the message and in the suggestion."""
        finding = next(
            found for found in check_example(rule.bad).all_findings if found.code == rule.code
        )
        named = {
            field
            for text in (rule.message, rule.suggestion)
            for _, field, _, _ in string.Formatter().parse(text)
            if field
        }

        assert named <= set(finding.values)
        assert "{" not in finding.message + finding.suggestion

    def test_words_of_messages_are_those_of_the_rules(self):
        """One catalogue by key holds everything that is said."""
        for rule in DEFAULT_RULES:
            assert (rule.message, rule.suggestion) == (
                MESSAGES[rule.code],
                MESSAGES[f"{rule.code}.suggestion"],
            )


def verdict_is_the_lowest_cap(checker, subject):
    """Met is only what evidence speaks for and nothing speaks against."""
    order = [Verdict.NOT_MET, Verdict.PARTLY, Verdict.CANNOT_TELL, Verdict.MET]
    for judgement in checker(subject, on=MONDAY).judgements:
        caps = [finding.cap for finding in judgement.findings if finding.cap is not None]
        best = Verdict.MET if judgement.evidence else Verdict.CANNOT_TELL
        if min([best, *caps], key=order.index) is not judgement.verdict:
            return False
    return True


def report_never_shows_the_words(checker, subject):
    report = checker(subject, on=MONDAY)
    said = [
        *map(str, report.all_findings),
        *map(repr, report.all_findings),
        *(report.render(audience=audience) for audience in Audience),
        str(report),
        repr(report),
    ]
    return not any(PRIVATE.lower() in text.lower() for text in said)


def client_reads_kind_words(checker, subject):
    return not UNKIND.search(checker(subject, on=MONDAY).render())


LAWS = [verdict_is_the_lowest_cap, report_never_shows_the_words, client_reads_kind_words]
BEHAVIOURS = [
    "walk",
    "be happier",
    "improve my communication",
    "exercise",
    "stop smoking",
    "work on things",
    "have fewer panic attacks",
    "stop overthinking everything",
    f"call {PRIVATE}",
    f"improve {PRIVATE}",
    f"feel like {PRIVATE}",
    "get my life together",
]
EXTRAS = [
    "more often",
    "every day",
    "no matter what",
    f"because {PRIVATE} told me to",
    f"because my boss {PRIVATE} told me to",
    "because I should",
    "but I don't care",
    "soon",
    "I am sure I can",
    "I doubt that I can do it",
    "maybe",
    PRIVATE,
]


@st.composite
def drafts(draw):
    """Draw drafts with and without each part."""
    behaviour = draw(st.sampled_from(BEHAVIOURS))
    extras = draw(st.lists(st.sampled_from(EXTRAS), max_size=3, unique=True))
    parts = {"behaviour": behaviour} if draw(st.booleans()) else {}
    text = f"I will {' '.join([behaviour, *extras])} 2 {PRIVATE} until"
    if draw(st.booleans()):
        parts["quantity"] = (f"2 {PRIVATE}", Amount(value=2, unit=PRIVATE.lower()))
    if "every day" in extras:
        parts["frequency"] = ("every day", DAILY)
    if draw(st.booleans()):
        parts["horizon"] = (
            "until",
            draw(st.sampled_from([MARCH, Horizon(kind=HorizonKind.EVENT)])),
        )
    kind = draw(st.sampled_from([DraftKind.GOAL] * 5 + list(DraftKind)))
    return drafted(text, kind=kind, **parts)


class TestLaws:
    @pytest.mark.parametrize("law", LAWS)
    @given(subject=drafts())
    def test_holds_for_every_draft(self, law, subject):
        """Whatever is read, and whatever is left out."""
        assert law(check_smart, subject)

    @pytest.mark.parametrize("law", LAWS)
    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_holds_for_every_example(self, law, rule):
        """Each rule speaks at least once."""
        for example in (rule.bad, rule.good):
            assert law(check_smart, subject_of(example))

    def test_broken_checks_are_caught(self):
        """Each law finds the check that breaks it."""

        def too_strict(subject, *, on):
            report = check_smart(subject, on=on)
            judged = [attrs.evolve(found, verdict=Verdict.NOT_MET) for found in report.judgements]
            return attrs.evolve(report, judgements=tuple(judged))

        def with_rule(rule):
            return lambda subject, on: check_smart(subject, on=on, rules=[rule])

        def quote(facts, rule):
            yield rule.finding(number=facts.draft.text)

        harsh = made_up(suggestion="You failed; why?", cap=Verdict.NOT_MET)
        quoting = made_up(find=quote)
        subject = drafted(f"I will call {PRIVATE}", behaviour=f"call {PRIVATE}")

        assert [False] * 3 == [
            verdict_is_the_lowest_cap(too_strict, subject),
            report_never_shows_the_words(with_rule(quoting), subject),
            client_reads_kind_words(with_rule(harsh), subject),
        ]


class TestChoosing:
    @pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.code)
    def test_rule_is_chosen_by_code_and_by_name(self, rule):
        """One rule in force finds what it would find among all."""
        alone = [check_example(rule.bad, select=[selector]) for selector in (rule.code, rule.name)]
        among_all = [
            found for found in check_example(rule.bad).all_findings if found.code == rule.code
        ]

        assert [among_all, among_all] == [list(report.all_findings) for report in alone]

    @given(
        st.sets(st.sampled_from(["S", "S00", "M012", "hedged", "T", "G"])),
        st.sets(st.sampled_from(["S001", "M", "no-reason", "T00", "A00"])),
    )
    def test_findings_are_those_of_all_rules_that_are_selected_and_not_ignored(
        self, select, ignore
    ):
        """To choose changes nothing but which rules are asked."""

        def names(rule_code, selectors):
            name = NAMES[rule_code]
            return any(rule_code.startswith(one) or name == one for one in selectors)

        draft = acting("maybe improve my communication more often")
        expected = [
            finding
            for finding in check(draft).all_findings
            if (not select or names(finding.code, select)) and not names(finding.code, ignore)
        ]

        assert expected == list(check(draft, select=select, ignore=ignore).all_findings)

    def test_criterion_that_no_rule_asks_about_is_not_judged(self):
        """It cannot be told, and it does not stand in the way of the others."""
        report = check(WALK, select=["T"])

        assert [Criterion.TIME_BOUND] == [found.criterion for found in report.judgements]
        assert (True, Verdict.CANNOT_TELL) == (
            report.is_smart,
            report.verdict(Criterion.SPECIFIC),
        )

    def test_nothing_to_ask_is_nothing_to_praise(self):
        """A report without a judgement is not smart."""
        assert not check(WALK, rules=[]).is_smart

    def test_open_goal_is_not_asked_what_exactly_and_by_when(self):
        """To see how well one can do is a goal too."""
        draft = acting("see how far I can walk")
        judged = {found.criterion for found in check(draft, rules=OPEN_GOAL_RULES).judgements}

        assert {Criterion.MEASURABLE, Criterion.ACHIEVABLE, Criterion.RELEVANT} == judged

    @pytest.mark.parametrize(
        ("selector", "nearest"),
        [
            ("M01", "M010"),
            ("s001", "S001"),
            ("S999", "S009"),
            ("no-mesure", "no-measure"),
            ("A009", "A008"),
        ],
    )
    def test_unknown_selector_suggests_the_nearest(self, selector, nearest):
        """A slip of the key is told, and never silently asks nothing."""
        if selector == "M01":
            assert check(WALK, select=[selector]).judgements
            return
        for argument in ("select", "ignore"):
            with pytest.raises(UnknownRuleError, match="expected the code") as caught:
                check(WALK, **{argument: [selector]})

            assert nearest in caught.value.nearest
            assert isinstance(caught.value, SmartGoalsError)
            assert isinstance(caught.value, LookupError)

    @pytest.mark.parametrize("selector", ["", None, 7, "qqqqqq"])
    def test_selector_that_is_like_nothing_says_so(self, selector):
        """There is nothing to suggest."""
        with pytest.raises(UnknownRuleError):
            check(WALK, select=[selector])

    @pytest.mark.parametrize(
        "arguments",
        [
            {"select": "S001"},
            {"rules": [None]},
            {"rules": [*DEFAULT_RULES, made_up(code="S001")]},
            {"rules": [*DEFAULT_RULES, made_up(name="hedged")]},
            {"past_adherence": [1.2]},
            {"past_adherence": [True]},
            {"past_adherence": ["half"]},
            {"assessment": "lots of time"},
            {"on": dt.datetime(2025, 2, 3, tzinfo=dt.UTC)},
            {"on": "today"},
        ],
    )
    def test_arguments_that_cannot_be_are_refused(self, arguments):
        """Misuse raises; judgement never does."""
        with pytest.raises(InvalidValueError):
            check_smart(WALK, **{"on": MONDAY, **arguments})

    @pytest.mark.parametrize("subject", [None, f"I will call {PRIVATE}."])
    def test_what_is_neither_goal_nor_draft_is_refused(self, subject):
        """A sentence is read first."""
        with pytest.raises(InvalidValueError, match="subject must be a Goal or a Draft") as caught:
            check(subject)

        assert PRIVATE not in str(caught.value)


class TestOwnRules:
    def test_rule_of_an_app_joins_the_others(self):
        """It is judged, shown and asked like any other."""
        rule = made_up(cap=Verdict.NOT_MET, severity=Severity.ERROR)
        report = check(WALK, rules=[*DEFAULT_RULES, rule])

        assert Verdict.NOT_MET is report.verdict(Criterion.ACHIEVABLE)
        assert "Which of the 3 comes first?" == report.next_question

    def test_facts_tell_a_rule_what_is_known(self):
        """A rule looks at parts, at fields and at the day."""
        seen = []

        def look(facts, rule):
            seen.append((facts.draft, facts.goal, facts.on, facts.past_adherence, rule.code))
            return ()

        check(WALK, rules=[made_up(find=look)], past_adherence=[1, 0.5])

        assert [(WALK, None, MONDAY, (1, 0.5), "X900")] == seen

    @pytest.mark.parametrize(
        ("least", "expected"), [(7, ["A004"]), (5, []), (6.5, ["A004"]), (6, [])]
    )
    def test_numbers_of_a_rule_can_be_changed(self, least, expected):
        """An app that knows better says so."""
        rule = BY_CODE["A004"].with_options(least=least)

        assert expected == codes(check(goal_of(confidence=6), rules=[rule]))

    def test_option_that_a_rule_does_not_have_is_refused(self):
        """A slip in its name would change nothing, silently."""
        with pytest.raises(InvalidValueError, match=r"those of A003 \(least, most\)"):
            BY_CODE["A003"].with_options(maximum=3)
        with pytest.raises(InvalidValueError, match="none"):
            BY_CODE["S001"].with_options(most=3)
        with pytest.raises(InvalidValueError, match="finite"):
            BY_CODE["A003"].with_options(most=float("nan"))


class TestSaying:
    def test_strengths_come_first_and_then_one_question(self):
        """What is clear, what is open, and one thing to go on with."""
        assert [
            "specific: clear (behaviour)",
            "measurable: clear (duration, frequency)",
            "relevant: clear (reason)",
            "time-bound: clear (horizon, frequency)",
            "achievable: cannot be told from here",
            "next: What do you do already, and how sure are you, from 0 to 10, to manage it?",
        ] == str(check(WALK)).splitlines()

    def test_clinician_reads_codes_and_verdicts(self):
        """All findings with their places, in the order of the letters."""
        draft = acting("improve my communication")

        said = f"{BY_CODE['S001'].message} {BY_CODE['S001'].suggestion}"

        assert [
            "specific: partly (behaviour)",
            f"  S001 vague-verb (warning) [0:24] {said}",
            "measurable: not-met",
        ] == check(draft).render(audience=Audience.CLINICIAN).splitlines()[:3]

    def test_clinician_reads_what_is_about_the_whole_first(self):
        """A notice, and what could not be read."""
        notice = drafted("I want to kill myself", kind=DraftKind.UNREADABLE)
        lines = check(notice).render(audience=Audience.CLINICIAN).splitlines()

        assert lines[0].startswith("notice: risk-language")
        assert lines[1].startswith("G002 language-not-supported (info) We cannot read")

    def test_host_says_it_in_another_language(self):
        """Message, question and the words around them, with the values filled in."""
        german = {
            "A004": "Zuversicht: {number}.",
            "A004.suggestion": "Was w\u00fcrde helfen?",
            "criterion.achievable": "erreichbar",
            "verdict.partly": "zum Teil",
            "evidence.confidence": "Zuversicht",
            "line.next": "weiter: {question}",
        }
        report = check(goal_of(confidence=5), select=["A"])

        assert "erreichbar: zum Teil (Zuversicht)\nweiter: Was w\u00fcrde helfen?" == report.render(
            messages=german
        )
        assert "Zuversicht: 5 of 10." in report.render(audience=Audience.CLINICIAN, messages=german)

    def test_translation_of_nothing_said_says_nothing(self):
        """A suggestion that is withheld stays withheld in every language."""
        finding = Finding(code="M001", name="no-measure", message="m", suggestion="")

        assert ("n", "") == finding.said({"M001": "n", "M001.suggestion": "How much?"})

    def test_next_question_is_about_what_is_most_open(self):
        """Info about the whole text does not go before what is open."""
        long_text = "Call my sister. " + "It has been a long story. " * 5
        report = check(drafted(long_text, behaviour="Call my sister"))

        assert "G004" in codes(report)
        assert BY_CODE["T001"].suggestion == report.next_question

    def test_foreign_text_is_information_and_the_fields_are_judged(self):
        """Nobody is told off for their language."""
        draft = drafted("Ich gehe spazieren", kind=DraftKind.UNREADABLE)
        report = check(draft)

        assert [("G002", Severity.INFO)] == [
            (found.code, found.severity) for found in report.all_findings
        ]
        assert {Verdict.CANNOT_TELL} == {found.verdict for found in report.judgements}
        assert BY_CODE["G002"].suggestion == report.next_question

    @pytest.mark.parametrize(("kind", "code"), [("empty", "G001"), ("not-a-goal", "G003")])
    def test_what_is_no_goal_cannot_be_judged(self, kind, code):
        """The words are not held to questions that they do not answer."""
        report = check(drafted("I walked", behaviour="walked", kind=DraftKind(kind)))

        assert [code] == codes(report)
        assert {Verdict.CANNOT_TELL} == {found.verdict for found in report.judgements}


class TestNotices:
    @pytest.mark.parametrize(
        "subject",
        [
            acting("stop hurting myself"),
            goal_of(reason="I want to die."),
            goal_of(plan=ActionPlan(steps=[Step(id="s", action="kill myself")])),
            goal_of(milestones=[Milestone(id="m", name="end my life")]),
        ],
    )
    def test_nothing_is_suggested_beside_a_notice(self, subject):
        """Advice on wording would be heartless beside a word of despair."""
        report = check(subject, ignore=["A", "R"])

        assert report.notices
        assert (None, None) == (report.next_question, report.rewritten)
        assert {""} == {finding.suggestion for finding in report.all_findings}

    def test_no_selection_silences_a_notice(self):
        """It is no rule."""
        assert check(acting("stop hurting myself"), rules=[]).notices


class TestSpecific:
    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("call my sister", "met"),
            ("open the brown envelopes", "met"),
            ("stop smoking", "met"),
            ("no phone at the table", "met"),
            ("take my tablets on time", "met"),
            ("do my shoulder stretches", "met"),
            ("be in bed with the lights off", "met"),
            ("log my mood", "met"),
            ("get my hair cut", "met"),
            ("improve my communication with my partner", "partly"),
            ("work on my self-esteem", "partly"),
            ("build my stamina", "partly"),
            ("practise mindfulness skills", "partly"),
            ("exercise", "partly"),
            ("sleep better", "partly"),
            ("lose weight", "partly"),
            ("stop overthinking everything", "partly"),
            ("compare myself less", "partly"),
            ("listen better", "partly"),
            ("a calmer relationship with food", "partly"),
            ("self-esteem", "partly"),
            ("my anxiety", "partly"),
            ("relaxation techniques", "partly"),
            ("agitation will be reduced", "partly"),
            ("hullaballoo", "partly"),
            ("make arrangements somehow", "partly"),
            ("be more patient with my kids", "partly"),
            ("be healthy", "partly"),
            ("be 10 kg heavier", "partly"),
            ("raise my level of fitness", "partly"),
            ("leisure activities", "partly"),
            ("become a teacher", "partly"),
            ("be fit", "partly"),
            ("get on with it", "not-met"),
            ("be happier", "not-met"),
            ("be punctual", "not-met"),
            ("become a friend", "not-met"),
            ("share my feelings with my sister", "met"),
            ("find inner peace", "not-met"),
            ("have energy", "not-met"),
            ("happiness", "not-met"),
            ("calm", "not-met"),
            ("confident", "not-met"),
            ("inner peace", "not-met"),
            ("keep my head", "not-met"),
            ("get my life together", "not-met"),
            ("work on things", "not-met"),
            ("stop feeling so empty", "not-met"),
        ],
    )
    def test_act_that_somebody_could_see_is_specific(self, text, verdict):
        """A direction or a class of acts is partly there, a feeling or a saying still open."""
        assert verdict == str(verdict_of(check(acting(text)), "s"))

    @pytest.mark.parametrize(
        "draft",
        [
            drafted(
                "reduce my PHQ-9 to under 8",
                behaviour="reduce my PHQ-9",
                quantity=("under 8", Amount(value=8, unit="PHQ-9", instrument="phq9")),
            ),
            drafted(
                "lose 4 kg", behaviour="lose 4 kg", quantity=("4 kg", Amount(value=4, unit="kg"))
            ),
            drafted("3 blue squares", behaviour="3 blue squares"),
            drafted("hullaballoo daily", behaviour="hullaballoo", frequency=("daily", DAILY)),
            drafted("zero takeaways", behaviour="zero takeaways"),
        ],
    )
    def test_number_says_what_is_reached(self, draft):
        """An end state is as clear as an act."""
        assert Verdict.MET is check(draft).verdict(Criterion.SPECIFIC)

    def test_cue_ties_a_quality_to_a_situation(self):
        """It is nearer to an act than the quality alone."""
        draft = drafted(
            "be calmer when the phone rings", behaviour="be calmer", cue="when the phone rings"
        )

        assert Verdict.PARTLY is check(draft).verdict(Criterion.SPECIFIC)

    def test_what_somebody_else_would_do_is_partly_there(self):
        """It stays so however it is worded."""
        draft = drafted(
            "My partner will be happier", doer=("My partner", Person.OTHER), behaviour="be happier"
        )
        report = check(draft)

        assert ["S007"] == [code for code in codes(report) if code.startswith("S")]
        assert "A007" in codes(report)
        assert Verdict.PARTLY is report.verdict(Criterion.SPECIFIC)

    def test_doer_who_speaks_is_no_finding(self):
        """I is not somebody else."""
        draft = drafted("I will walk", doer=("I", Person.SPEAKER), behaviour="walk")

        assert "S007" not in codes(check(draft))

    def test_several_behaviours_are_worth_a_thought(self):
        """Nothing is taken away."""
        draft = drafted("walk and swim", behaviour=["walk", "swim"])
        report = check(draft)

        assert "S004" in codes(report)
        assert Verdict.MET is report.verdict(Criterion.SPECIFIC)

    def test_behaviour_of_signs_alone_is_no_act(self):
        """There is nothing to judge in it."""
        draft = drafted("I will \u2600", behaviour="\u2600")

        assert Verdict.CANNOT_TELL is check(draft).verdict(Criterion.SPECIFIC)


class TestMeasurable:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("walk around the park", "M001"),
            ("be happier", "M001"),
            ("worry less", "M001"),
            ("stop overthinking everything", "M007"),
            ("read more", "M002"),
            ("journal most days", "M003"),
            ("call my sister regularly", "M003"),
            ("fewer rows with my boyfriend", "M006"),
            ("be less on my phone", "M006"),
            ("cut down on coffee", "M006"),
            ("stop smoking", None),
            ("book an appointment", None),
            ("tell my husband about the diagnosis", None),
            ("go to the dentist", None),
            ("visit my aunt", None),
        ],
    )
    def test_what_can_be_counted_or_ticked_off_is_measurable(self, text, code):
        """A direction and a vague amount are partly there."""
        found = [one for one in codes(check(acting(text))) if one.startswith("M")]

        assert ([code] if code else []) == found

    def test_vague_word_in_a_reason_is_no_amount(self):
        """It says what for."""
        text = "walk around the park to have more energy more often"
        draft = drafted(
            text, behaviour="walk around the park", reason="to have more energy more often"
        )

        assert "M001" in codes(check(draft))

    @pytest.mark.parametrize(
        ("behaviour", "cue", "is_once"),
        [("ring my aunt", "after dinner", False), ("ring my aunt", "by the river", True)],
    )
    def test_what_comes_back_with_a_situation_is_not_done_once(self, behaviour, cue, is_once):
        """A cue makes it a habit."""
        draft = drafted(f"{behaviour} {cue}", behaviour=behaviour, cue=cue)

        assert is_once == ("M001" not in codes(check(draft)))

    def test_clock_time_is_a_measure(self):
        """In bed at eleven can be ticked off."""
        draft = drafted(
            "get to bed by 11 pm", behaviour="get to bed", cue=("by 11 pm", dt.time(23))
        )

        assert Verdict.MET is check(draft).verdict(Criterion.MEASURABLE)

    def test_day_by_which_makes_an_act_one_to_tick_off(self):
        """By Friday it is done or not; until Friday it goes on."""
        verdicts = [
            check(
                drafted(
                    f"swim across the lake {words} 31 March",
                    behaviour="swim across the lake",
                    horizon=(f"{words} 31 March", MARCH),
                )
            ).verdict(Criterion.MEASURABLE)
            for words in ("by", "until")
        ]

        assert [Verdict.MET, Verdict.NOT_MET] == verdicts

    @pytest.mark.parametrize(
        ("text", "amount", "codes_expected"),
        [
            (
                "reduce my anxiety by 50 %",
                Amount(value=50, unit="%", comparator=Comparator.BY),
                "M004 M005",
            ),
            (
                "cut screen time by 50 %",
                Amount(value=50, unit="%", comparator=Comparator.BY),
                "M005",
            ),
            ("keep my anxiety at 4 on a scale", Amount(value=4), ""),
            ("keep my anxiety at 4", Amount(value=4, out_of=10), ""),
            ("keep my anxiety at 4", Amount(value=4, instrument="gad7"), ""),
        ],
    )
    def test_number_on_a_feeling_needs_a_scale(self, text, amount, codes_expected):
        """Half of an anxiety is nothing that two people would find the same."""
        words = next(word for word in ("50 %", "4") if word in text)
        draft = drafted(text, behaviour=text, quantity=(words, amount))

        assert codes_expected.split() == [
            code for code in codes(check(draft)) if code.startswith("M")
        ]

    def test_scaleless_number_beside_another_takes_nothing_away(self):
        """What is counted as well is enough."""
        draft = drafted(
            "reduce my anxiety by 50 % and walk 3 km",
            behaviour="reduce my anxiety",
            quantity=[
                ("50 %", Amount(value=50, unit="%", comparator=Comparator.BY)),
                ("3 km", Amount(value=3, unit="km")),
            ],
        )

        assert Verdict.MET is check(draft).verdict(Criterion.MEASURABLE)

    def test_start_makes_a_change_measurable(self):
        """Wherever it is written down."""
        half = ("by half", Amount(value=50, unit="%", comparator=Comparator.BY))
        start = ("from 4 hours", Amount(value=4, unit="h", is_baseline=True))
        said = drafted(
            "cut screen time by half from 4 hours",
            behaviour="cut screen time",
            quantity=half,
            duration=start,
        )
        target = Target(id="t", aim=Aim.at_most(2, HOURS_ON_SCREEN), baseline=4)
        typed = goal_of("I will cut screen time in half within a month.", targets=[target])

        assert not any("M005" in codes(check(subject)) for subject in (said, typed))

    def test_amounts_agree_after_units_are_converted(self):
        """Half an hour is thirty minutes; a range agrees at either end."""
        walked = Measure(id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP)
        for said, level, agrees in [
            ("half an hour", 30, True),
            ("20 minutes", 45, False),
            ("20 to 30 minutes", 30, True),
            ("3 km", 30, True),
        ]:
            target = Target(id="t", aim=Aim.at_least(level, walked))
            report = check(goal_of(f"I will walk {said} every day.", targets=[target]))

            assert agrees == ("M012" not in codes(report))

    def test_mismatch_says_both_amounts(self):
        """The numbers are shown, in units that everybody may see."""
        step = Step(id="walk", action="walk", dose=Quantity(value=45, unit="min"))
        report = check(goal_of("I will walk 20 minutes every day.", plan=ActionPlan(steps=[step])))
        finding = next(found for found in report.all_findings if found.code == "M012")

        assert {"said": "20 min", "field": "45 min"} == dict(finding.values)


HOURS_ON_SCREEN = Measure(
    id="screen", kind=MeasureKind.DURATION, unit="h", direction=Direction.DOWN, least=0
)
SLEEP = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
WALKED = Measure(id="walked", kind=MeasureKind.DURATION, unit="min", direction=Direction.UP)
DRUNK = Measure(id="drunk", kind=MeasureKind.AMOUNT, unit="L", direction=Direction.DOWN)
WEIGHT = Measure(id="weight", kind=MeasureKind.AMOUNT, unit="kg", direction=Direction.DOWN)


def watched(baseline, level, measure=WALKED, **fields):
    aim = Aim.at_least if measure.direction is Direction.UP else Aim.at_most
    return goal_of(targets=[Target(id="t-1", aim=aim(level, measure), baseline=baseline)], **fields)


def planned(dose, baseline, unit="min", **fields):
    step = Step(
        id="walk",
        action="walk",
        dose=None if dose is None else Quantity(value=dose, unit="min"),
        baseline=None if baseline is None else Quantity(value=baseline, unit=unit),
        **fields,
    )
    return goal_of(plan=ActionPlan(steps=[step]))


class TestAchievable:
    @pytest.mark.parametrize(
        ("goal", "verdict"),
        [
            (goal_of(), "cannot-tell"),
            (watched(20, 40), "met"),
            (watched(20, 41), "partly"),
            (watched(0, 40), "cannot-tell"),
            (watched(None, 40), "cannot-tell"),
            (watched(4, 2, HOURS_ON_SCREEN), "met"),
            (watched(4, 1.9, HOURS_ON_SCREEN), "partly"),
            (watched(4, 0, HOURS_ON_SCREEN), "cannot-tell"),
            (watched(16, 4, instrument("phq9").measure()), "cannot-tell"),
            (watched(90, 30, WEIGHT), "cannot-tell"),
            (planned(10, 5), "met"),
            (planned(10.5, 5), "partly"),
            (planned(30, 0.25, "h"), "met"),
            (planned(31, 0.25, "h"), "partly"),
            (planned(31, 1, "km"), "cannot-tell"),
            (planned(31, 1e308, "wk"), "cannot-tell"),
            (planned(None, 5), "cannot-tell"),
            (planned(10, None), "cannot-tell"),
            (planned(10, 0), "cannot-tell"),
            (planned(90, 5, until=MONDAY), "cannot-tell"),
        ],
    )
    def test_step_of_up_to_twice_what_is_done_is_within_reach(self, goal, verdict):
        """Symptom scores and weights do not grow by doing more; from nothing there is no ratio."""
        assert verdict == str(verdict_of(check(goal), "a"))

    def test_milestones_make_a_large_step_small(self):
        """Each step on the way is looked at by itself."""

        def on_the_way(*levels, **fields):
            return watched(
                20,
                80,
                milestones=[
                    Milestone(id=f"m-{level}", name="on", aim=Aim.at_least(level, WALKED), **fields)
                    for level in levels
                ],
            )

        elsewhere = Milestone(id="x", name="x", aim=Aim.at_least(1, SLEEP))
        said = Milestone(id="y", name="y")
        verdicts = [
            str(verdict_of(check(goal), "a"))
            for goal in (
                on_the_way(40),
                on_the_way(60, 35),
                on_the_way(50),
                on_the_way(10, 90),
                watched(20, 80, milestones=[elsewhere, said]),
                watched(
                    20,
                    80,
                    milestones=[Milestone(id="z", name="z", aim=Aim.between(30, 40, WALKED))],
                ),
            )
        ]

        assert ["met", "met", "partly", "partly", "partly", "met"] == verdicts

    @pytest.mark.parametrize(
        ("before", "after", "text", "verdict"),
        [
            (20, 10, "smoke from 20 to 10 a day", "met"),
            (20, 5, "smoke from 20 to 5 a day", "partly"),
            (20, 10, "bring my pain from 20 to 10 a day", "cannot-tell"),
            (20, 10, "smoke from 20/ to 10/ a day", "cannot-tell"),
        ],
    )
    def test_two_numbers_of_a_sentence_make_a_step(self, before, after, text, verdict):
        """If they count what somebody does."""
        first, second = re.findall(r"\d+/?", text)
        draft = drafted(
            text,
            behaviour=text.split()[0],
            quantity=[
                (first, Amount(value=before, unit="cigarette", is_baseline=True)),
                (second, Amount(value=after, unit="cigarette")),
            ],
        )

        assert verdict == str(verdict_of(check(draft), "a"))

    @pytest.mark.parametrize("unit", ["kg", "PHQ-9", "%", "", "SUDS"])
    def test_scores_and_weights_of_a_sentence_make_none(self, unit):
        """They change by other ways than doing more."""
        draft = drafted(
            "go from 20 down to 10",
            behaviour="go",
            quantity=[
                ("20", Amount(value=20, unit=unit, is_baseline=True)),
                ("10", Amount(value=10, unit=unit)),
            ],
        )

        assert Verdict.CANNOT_TELL is check(draft).verdict(Criterion.ACHIEVABLE)

    @pytest.mark.parametrize("confidence", range(11))
    def test_confidence_is_enough_from_seven(self, confidence):
        """Below it the plan is made smaller, at three or less it is not there yet."""
        expected = "not-met" if confidence <= 3 else "partly" if confidence <= 6 else "met"
        said = drafted(
            f"walk, {confidence} sure", behaviour="walk", confidence=(f"{confidence}", confidence)
        )
        for subject in (goal_of(confidence=confidence), said):
            report = check(subject)

            assert expected == str(verdict_of(report, "a"))
            assert (expected != "met") == ("A004" in codes(report))

    @pytest.mark.parametrize(
        ("words", "verdict"),
        [
            ("I'm almost certain I can", "met"),
            ("as I already do", "met"),
            ("like I've been doing all winter", "met"),
            ("I'm not sure I can", "partly"),
            ("I doubt I can do it", "not-met"),
        ],
    )
    def test_words_count_where_there_is_no_number(self, words, verdict):
        """People rarely say a number."""
        draft = drafted(f"walk the dog, {words}.", behaviour="walk the dog")

        assert verdict == str(verdict_of(check(draft), "a"))

    @pytest.mark.parametrize(
        ("text", "rings"),
        [
            ("never shout", True),
            ("always answer the phone", True),
            ("never smoke again", False),
            ("always take my medication", False),
            ("never hit my son", False),
            ("nevertheless walk", False),
        ],
    )
    def test_absolute_word_leaves_room_only_where_it_is_the_goal(self, text, rings):
        """To leave off what does harm is no perfectionism."""
        assert rings == ("A002" in codes(check(acting(text))))

    def test_result_in_other_hands_is_partly_there(self):
        """Be forgiven, be promoted."""
        report = check(acting("get promoted"))

        assert "A007" in codes(report)

    @pytest.mark.parametrize(
        ("shares", "verdict"),
        [
            ([], "cannot-tell"),
            ([0.5], "met"),
            ([0.4], "partly"),
            ([0, 0, 0, 1, 1], "met"),
            ([1, 1, 0, 0, 1], "partly"),
        ],
    )
    def test_last_three_periods_count(self, shares, verdict):
        """The middle one of them says how it goes."""
        assert verdict == str(verdict_of(check(WALK, past_adherence=shares), "a"))

    @pytest.mark.parametrize(
        ("capacity", "steps", "rings"),
        [
            (209, True, True),
            (210, True, False),
            (None, True, False),
            (10, False, True),
        ],
    )
    def test_plan_has_to_fit_into_the_time_that_there_is(self, capacity, steps, rings):
        """Thirty minutes a day are 210 a week."""
        step = Step(
            id="walk",
            action="walk",
            dose=Quantity(value=30, unit="min"),
            recurrence=Recurrence.daily(start=MONDAY),
        )
        others = [
            Step(id="read", action="read", responsible="t-2", dose=step.dose),
            Step(id="call", action="call"),
        ]
        plan = ActionPlan(steps=[step, *others] if steps else [])
        found = Assessment(subject="c-17", day=MONDAY, minutes_a_week=capacity)
        report = check(
            goal_of("I will walk for 30 minutes every day.", plan=plan), assessment=found
        )

        assert rings == ("A006" in codes(report))

    def test_sentence_without_a_dose_asks_for_no_time(self):
        """What is not said is not counted."""
        found = Assessment(subject="c-17", day=MONDAY, minutes_a_week=0)

        assert "A006" not in codes(check(WALK_ONLY, assessment=found))


WALK_ONLY = acting("walk around the park")


def with_amount(text, words, amount, *, rate=DAILY, horizon=None, **parts):
    given_parts = {"behaviour": text, "quantity": (words, amount), **parts}
    tail = ""
    if rate is not None:
        tail += " so often"
        given_parts["frequency"] = ("so often", rate)
    if horizon is not None:
        tail += " so long"
        given_parts["horizon"] = ("so long", horizon)
    return drafted(text + tail, **given_parts)


def in_days(days):
    return Horizon(kind=HorizonKind.SPAN, due=MONDAY + dt.timedelta(days=days), days=days)


MONTHLY = Cadence(times=1, period=Frequency.MONTHLY)
HOURLY = Cadence(times=3)


class TestUnsafeAmounts:
    @pytest.mark.parametrize(
        "draft",
        [
            with_amount("read for 25 hours", "25 hours", Amount(value=25, unit="h")),
            with_amount(
                "read 9 h",
                "9 h",
                Amount(value=9, unit="h"),
                rate=Cadence(times=3, period=Frequency.DAILY),
            ),
            with_amount("work 200 hours", "200 hours", Amount(value=200, unit="h"), rate=WEEKLY),
            with_amount("sleep 18 hours", "18 hours", Amount(value=18, unit="h")),
            with_amount("sleep 3 hours", "3 hours", Amount(value=3, unit="h")),
            with_amount("exercise 7 hours", "7 hours", Amount(value=7, unit="h")),
            with_amount("drink 6 litres of water", "6 litres", Amount(value=6, unit="litre")),
            with_amount("walk 90000 steps", "90000 steps", Amount(value=90_000, unit="step")),
            with_amount("eat 400 calories", "400 calories", Amount(value=400, unit="calorie")),
            with_amount(
                "lose 15 kg", "15 kg", Amount(value=15, unit="kg"), rate=None, horizon=in_days(14)
            ),
            with_amount("lose 4 kg", "4 kg", Amount(value=4, unit="kg"), rate=WEEKLY),
            with_amount(
                "lose 2 stone",
                "2 stone",
                Amount(value=2, unit="stone"),
                rate=None,
                horizon=in_days(14),
            ),
            with_amount(
                "lose weight from 90 to 80 kg",
                "80 kg",
                Amount(value=80, unit="kg"),
                rate=None,
                horizon=in_days(28),
                quantity=[
                    ("90", Amount(value=90, unit="kg", is_baseline=True)),
                    ("80 kg", Amount(value=80, unit="kg")),
                ],
            ),
            drafted("fast for 3 days", behaviour="fast", horizon=("for 3 days", in_days(3))),
            watched(90, 80, WEIGHT, due=MONDAY + dt.timedelta(days=28)),
            watched(8, 30, SLEEP),
        ],
        ids=str,
    )
    def test_never_pass_as_achievable(self, draft):
        """However sure somebody is."""
        if isinstance(draft, Goal):
            draft = attrs.evolve(draft, confidence=10)
        report = check(draft)

        assert "A005" in codes(report)
        assert Verdict.NOT_MET is report.verdict(Criterion.ACHIEVABLE)

    @pytest.mark.parametrize(
        "draft",
        [
            WALK,
            with_amount("sleep 8 hours", "8 hours", Amount(value=8, unit="h")),
            with_amount("work 40 hours", "40 hours", Amount(value=40, unit="h"), rate=WEEKLY),
            with_amount("read for 2 hours", "2 hours", Amount(value=2, unit="h"), rate=HOURLY),
            with_amount(
                "sleep at least 3 hours",
                "3 hours",
                Amount(value=3, unit="h", comparator=Comparator.GE),
            ),
            with_amount(
                "stay off screens before sleep for 2 hours", "2 hours", Amount(value=2, unit="h")
            ),
            with_amount("hike 8 hours", "8 hours", Amount(value=8, unit="h"), rate=MONTHLY),
            with_amount("drink 2 litres of water", "2 litres", Amount(value=2, unit="litre")),
            with_amount(
                "drink at most 6 litres of cola",
                "6 litres",
                Amount(value=6, unit="litre", comparator=Comparator.LE),
            ),
            with_amount("walk 10000 steps", "10000 steps", Amount(value=10_000, unit="step")),
            with_amount(
                "eat 400 calories for breakfast", "400 calories", Amount(value=400, unit="calorie")
            ),
            with_amount("eat 1800 calories", "1800 calories", Amount(value=1_800, unit="calorie")),
            with_amount(
                "eat by 400 calories",
                "400 calories",
                Amount(value=400, unit="calorie", comparator=Comparator.BY),
            ),
            with_amount(
                "lose 15 kg", "15 kg", Amount(value=15, unit="kg"), rate=None, horizon=in_days(365)
            ),
            with_amount("lose 15 kg", "15 kg", Amount(value=15, unit="kg"), rate=None),
            with_amount(
                "drop to 70 kg",
                "70 kg",
                Amount(value=70, unit="kg"),
                rate=None,
                horizon=in_days(28),
            ),
            with_amount(
                "lift 60 kg", "60 kg", Amount(value=60, unit="kg"), rate=None, horizon=in_days(28)
            ),
            with_amount(
                "lose 3 socks",
                "3 socks",
                Amount(value=3, unit="sock"),
                rate=None,
                horizon=in_days(7),
            ),
            drafted("fast for a day", behaviour="fast", horizon=("for a day", in_days(1))),
            drafted(
                "fast during Ramadan for 30 days",
                behaviour="fast during Ramadan",
                horizon=("for 30 days", in_days(30)),
            ),
            drafted(
                "fast until Easter",
                behaviour="fast",
                horizon=("until Easter", Horizon(kind=HorizonKind.EVENT)),
            ),
            watched(90, 88, WEIGHT, due=MONDAY + dt.timedelta(days=28)),
            watched(90, 60, WEIGHT),
            watched(9, 3, DRUNK, due=MONDAY + dt.timedelta(days=7)),
            drafted(
                "read 2 hours daily",
                behaviour="read",
                duration=("2 hours", Amount(value=2, unit="h")),
                frequency="daily",
            ),
            watched(5, 7, SLEEP),
        ],
        ids=str,
    )
    def test_ordinary_amounts_ring_no_alarm(self, draft):
        """A false alarm would teach people to look away."""
        assert "A005" not in codes(check(draft))

    def test_limit_is_the_hosts_to_change(self):
        """A clinic knows its people."""
        draft = with_amount("eat 750 calories", "750 calories", Amount(value=750, unit="calorie"))
        stricter = BY_CODE["A005"].with_options(kcal_a_day_least=700)

        assert [1, 0] == [
            Counter(codes(check(draft, rules=[rule])))["A005"]
            for rule in (BY_CODE["A005"], stricter)
        ]


class TestRelevant:
    @pytest.mark.parametrize(
        ("reason", "verdict", "code"),
        [
            ("to sleep better", "met", None),
            ("because I love my kids", "met", None),
            ("because my doctor told me to", "partly", "R002"),
            ("because my wife keeps nagging me, and I miss the garden", "met", None),
            ("because the court ordered it", "partly", "R002"),
            ("as required by his probation officer", "partly", "R002"),
            ("because I should", "partly", "R003"),
            ("because it's good for me", "partly", "R003"),
            ("because my mum told me to but I don't care", "not-met", "R004"),
        ],
    )
    def test_own_reason_is_relevant(self, reason, verdict, code):
        """Somebody else's, or an empty one, is partly there; in the sentence and as a field."""
        draft = drafted(f"walk {reason}.", behaviour="walk", reason=reason)
        for subject in (draft, goal_of(reason=reason)):
            report = check(subject)

            assert verdict == str(verdict_of(report, "r"))
            assert (code in codes(report)) if code else ("R001" not in codes(report))

    def test_not_to_care_is_heard_wherever_it_is_said(self):
        """A reason that was typed in does not talk over it."""
        goal = goal_of("I have to walk every day but I don't care.", reason="for my health")

        assert Verdict.NOT_MET is check(goal).verdict(Criterion.RELEVANT)

    def test_told_to_without_a_reason_is_somebody_elses(self):
        """My manager says I have to."""
        draft = drafted("My manager says I have to walk.", behaviour="walk")

        assert "R002" in codes(check(draft))

    @pytest.mark.parametrize(
        ("fields", "verdict"),
        [
            ({}, "cannot-tell"),
            ({"reason": " "}, "cannot-tell"),
            ({"key_areas": [KeyArea(code="sleep")]}, "partly"),
            ({"importance": 5}, "met"),
            ({"importance": 4}, "partly"),
            ({"values": ("family",)}, "met"),
            ({"values": (" ",)}, "cannot-tell"),
            ({"values": ("health",), "reason": "because my doctor told me to"}, "met"),
            ({"values": ("health",), "importance": 3}, "partly"),
            ({"values": ("health",), "reason": "I don't care"}, "not-met"),
        ],
    )
    def test_value_or_importance_makes_it_relevant(self, fields, verdict):
        """An area says where, not why; a value of one's own stands beside a doctor's word."""
        assert verdict == str(verdict_of(check(goal_of(**fields)), "r"))


class TestTimeBound:
    @pytest.mark.parametrize(
        ("parts", "fields", "verdict"),
        [
            ({}, {}, "not-met"),
            ({"frequency": ("so often", DAILY)}, {}, "partly"),
            ({"horizon": ("so long", MARCH)}, {}, "met"),
            ({"horizon": ("so long", Horizon(kind=HorizonKind.SEASON))}, {}, "partly"),
            ({"horizon": ("so long", attrs.evolve(MARCH, due=dt.date(2025, 1, 1)))}, {}, "partly"),
            ({"horizon": ("so long", attrs.evolve(MARCH, other=dt.date(2025, 4, 1)))}, {}, "met"),
        ],
    )
    def test_day_or_span_is_time_bound(self, parts, fields, verdict):
        """A rhythm, an event and a day that has passed are partly there."""
        draft = drafted("walk so often so long", behaviour="walk", **parts)

        assert verdict == str(verdict_of(check(draft), "t"))

    @pytest.mark.parametrize(
        ("statement", "fields", "expected"),
        [
            ("I will walk daily.", {"review": EVERY_TWO_WEEKS}, ("met", [])),
            ("I will walk until my next session.", {"review": EVERY_TWO_WEEKS}, ("met", [])),
            ("I will walk.", {"due": dt.date(2025, 3, 1)}, ("met", [])),
            ("I will walk.", {"due": MONDAY}, ("met", [])),
            ("I will walk.", {"due": dt.date(2026, 6, 30)}, ("met", ["T007"])),
            (
                "I will walk.",
                {"due": dt.date(2026, 6, 30), "milestones": [Milestone(id="m", name="m")]},
                ("met", []),
            ),
            (
                "I will walk until 31 March.",
                {"due": dt.date(2025, 6, 30)},
                ("partly", ["T009"]),
            ),
            ("I will walk until 31 March.", {"due": dt.date(2025, 4, 1)}, ("met", [])),
            ("I will walk by 03/04/2025.", {"due": dt.date(2025, 4, 3)}, ("met", [])),
            (
                "I will walk until my birthday.",
                {"due": dt.date(2025, 6, 30)},
                ("met", []),
            ),
            (
                "I will walk.",
                {
                    "due": dt.date(2025, 3, 1),
                    "milestones": [
                        Milestone(id="m", name="m", due=dt.date(2025, 2, 20)),
                        Milestone(id="n", name="n", due=dt.date(2025, 4, 1)),
                    ],
                },
                ("partly", ["T008"]),
            ),
        ],
    )
    def test_fields_win_over_the_sentence(self, statement, fields, expected):
        """And where they disagree, there is a finding."""
        report = check(goal_of(statement, **fields))
        found = [code for code in codes(report) if code.startswith("T")]

        assert expected == (str(verdict_of(report, "t")), found)

    def test_day_of_a_target_is_an_end(self):
        """The last of them counts."""
        target = Target(id="t", aim=Aim.at_least(7, SLEEP), due=dt.date(2025, 3, 1))
        report = check(goal_of("I will sleep.", targets=[target]))

        assert Verdict.MET is report.verdict(Criterion.TIME_BOUND)

    def test_plan_without_a_rhythm_has_none(self):
        """A step alone does not say how often; one with a rhythm does."""
        step = Step(id="walk", action="walk", recurrence=Recurrence.daily(start=MONDAY))
        found = [
            [code for code in codes(check(goal_of(plan=plan))) if code.startswith("T")]
            for plan in (
                ActionPlan(steps=[step]),
                ActionPlan(steps=[attrs.evolve(step, recurrence=None)]),
            )
        ]

        assert [["T002"], ["T001"]] == found


class TestHiddenCharacters:
    @pytest.mark.parametrize(
        ("text", "rings"),
        [
            ("walk", False),
            ("walk\n\tevery day", False),
            ("walk \U0001f6b6\u200d\u2640\ufe0f", False),
            ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", False),
            ("walk \U0001f3f4\U000e0067\U000e0062\U000e007f", False),
            ("wa\u200dlk", True),
            ("walk \U000e0067", True),
            ("walk \u202e", True),
            ("walk \x00", True),
            ("walk \ufeffhome", True),
        ],
    )
    def test_ring_unless_they_are_spelling(self, text, rings):
        """Emoji and other scripts need joiners."""
        assert rings == ("G006" in codes(check(acting(text))))

    def test_truncated_text_says_how_much_was_read(self):
        """The rest was searched for risk alone."""
        draft = drafted("walk " * 30, behaviour="walk", limit=20)
        finding = next(found for found in check(draft).findings if found.code == "G005")

        assert (20, 150, {"limit": 20}) == (finding.start, finding.end, dict(finding.values))


def filled(text):
    return text.replace("[", "").replace("]", "")


ORDER = [Verdict.NOT_MET, Verdict.PARTLY, Verdict.MET]


def filling_the_brackets_raises_the_verdict(checker, draft):
    """What was short in the sentence is met once the brackets are filled."""
    report = checker(draft, on=MONDAY)
    if report.rewritten is None:
        return True
    again = checker(read_goal(filled(report.rewritten), on=MONDAY), on=MONDAY)
    pairs = [
        (report.verdict(criterion), again.verdict(criterion))
        for criterion in (Criterion.MEASURABLE, Criterion.TIME_BOUND)
        if report.verdict(criterion) in ORDER
    ]
    return any(
        ORDER.index(after) > ORDER.index(before) for before, after in pairs if after in ORDER
    ) and all(
        after in ORDER and ORDER.index(after) >= ORDER.index(before) for before, after in pairs
    )


class TestRewriting:
    @pytest.mark.parametrize(
        ("draft", "expected"),
        [
            (
                drafted(
                    "Walk around the park for 20 minutes to sleep better",
                    behaviour="Walk around the park",
                    duration=("for 20 minutes", minutes(20)),
                    reason="to sleep better",
                ),
                "I will walk around the park for 20 minutes until [3 March 2025], to sleep better.",
            ),
            (
                drafted("I want to walk more often.", doer=("I", Person.SPEAKER), behaviour="walk"),
                "I want to walk [3] times a week until [3 March 2025].",
            ),
            (
                drafted("Socialise a few times a month", behaviour="Socialise"),
                "I will socialise [3] times a week until [3 March 2025].",
            ),
            (acting("Exercise more."), "I will exercise [3] times a week until [3 March 2025]."),
            (acting("Book a haircut"), "I will book a haircut by [3 March 2025]."),
            (acting("Stop smoking"), "I will stop smoking by [3 March 2025]."),
            (
                drafted(
                    "Book a haircut. It rains. To look neat.",
                    behaviour="Book a haircut",
                    reason="To look neat",
                ),
                "I will book a haircut by [3 March 2025].",
            ),
            (
                drafted(
                    "Pay the bill by 31 January",
                    behaviour="Pay the bill",
                    horizon=("by 31 January", attrs.evolve(MARCH, due=dt.date(2025, 1, 31))),
                ),
                "I will pay the bill by [3 March 2025].",
            ),
            (acting("visit my aunt soon"), "I will visit my aunt by [3 March 2025]."),
            (
                drafted(
                    "To rest, I will read a page daily",
                    behaviour="read a page",
                    frequency=("daily", DAILY),
                    reason="To rest",
                ),
                "To rest, I will read a page daily until [3 March 2025].",
            ),
            (
                drafted(
                    "Two long walks daily", behaviour="Two long walks", frequency=("daily", DAILY)
                ),
                "Two long walks daily until [3 March 2025].",
            ),
            (acting("No phone at the table"), "No phone at the table until [3 March 2025]."),
            (
                acting("GOLF on the hill"),
                "I will GOLF on the hill [3] times a week until [3 March 2025].",
            ),
        ],
    )
    def test_sentence_is_kept_and_what_it_lacks_stands_in_brackets(self, draft, expected):
        """Numbers and days are proposed; the words stay the person's own."""
        assert expected == check(draft).rewritten

    @pytest.mark.parametrize(
        "draft",
        [
            WALK,
            acting("be happier"),
            acting("improve my communication"),
            acting("use my coping skills"),
            acting("never drink again"),
            drafted("walk and swim", behaviour=["walk", "swim"]),
            drafted("My son will call", doer=("My son", Person.OTHER), behaviour="call"),
            drafted("walk but I don't care", behaviour="walk"),
            drafted("walk " * 10, behaviour="walk", limit=20),
            drafted("I walked", behaviour="walked", kind=DraftKind.NOT_A_GOAL),
            drafted("walk", behaviour="walk", on=dt.date(9999, 12, 31)),
            goal_of("I will walk every day by 31 January.", due=MONDAY),
        ],
    )
    def test_what_would_have_to_be_invented_is_asked_for(self, draft):
        """No action, no reason, no word of somebody else."""
        on = draft.on if isinstance(draft, Draft) else MONDAY
        report = check_smart(draft, on=on, ignore=["M"])

        assert report.rewritten is None

    @pytest.mark.parametrize("text", ["drink less", "cut down on coffee", "drink vodka more often"])
    def test_no_amount_is_proposed_of_what_is_to_become_less(self, text):
        """It would read as an invitation."""
        assert "times a week" not in str(check(acting(text)).rewritten)

    def test_situation_stays_where_it_stands(self):
        """Whenever it rains says when, and cannot be counted."""
        rewritten = check(acting("walk the dog whenever it rains")).rewritten

        assert "I will walk the dog whenever it rains until [3 March 2025]." == rewritten

    @pytest.mark.parametrize("line", LINES, ids=lambda line: line["id"])
    def test_filling_the_brackets_raises_the_verdict(self, line):
        """A suggestion that does not help is noise."""
        on = dt.date.fromisoformat(line["reference_date"])

        assert filling_the_brackets_raises_the_verdict(check_smart, read_goal(line["text"], on=on))

    def test_suggestion_that_does_not_help_is_caught(self):
        """The law finds a check that only repeats the sentence."""

        def repeating(draft, *, on):
            return attrs.evolve(check_smart(draft, on=on), rewritten=draft.text)

        assert not filling_the_brackets_raises_the_verdict(
            repeating, read_goal("I will walk.", on=MONDAY)
        )


class TestFacts:
    def test_are_made_of_what_is_known(self):
        """An app that tests its rule makes them itself."""
        facts = Facts(draft=WALK, goal=None, on=MONDAY)

        assert facts.is_read
        assert ("duration", "frequency") == facts.measured_by

    @pytest.mark.parametrize("name", ["parts", "reasons"])
    def test_no_rule_changes_what_the_next_one_sees(self, name):
        """All rules look at the same facts."""
        found = getattr(Facts(draft=WALK, goal=None, on=MONDAY), name)

        with pytest.raises(TypeError, match="does not support item assignment"):
            found["duration"] = ()
        assert {tuple} == {type(value) for value in found.values()}

    @pytest.mark.parametrize("review", [None, EVERY_TWO_WEEKS])
    def test_goal_with_a_policy_is_reviewed(self, review):
        """A draft has none, and a goal may do without."""
        goal = Goal(id="g-1", subject="c-17", statement=WALK.text, review=review)

        assert not Facts(draft=WALK, goal=None, on=MONDAY).is_reviewed
        assert (review is not None) == Facts(draft=WALK, goal=goal, on=MONDAY).is_reviewed

    def test_a_rules_own_pattern_is_looked_for_in_the_act(self):
        """Where nothing is to be done there is nothing to find."""
        known = re.compile(".")
        found = [
            Facts(draft=draft, goal=None, on=MONDAY).find_in_act(known)
            for draft in (acting("walk"), drafted("every day", frequency="every day"))
        ]

        assert [(0, 1), None] == found

    @settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
    @given(st.text(st.characters(exclude_categories=()), max_size=300))
    def test_no_text_breaks_a_rule(self, text):
        """Lone surrogates, joiners, signs without end."""
        for kind in DraftKind:
            parts = {"behaviour": text} if text else {}
            assert isinstance(check(drafted(text, kind=kind, **parts)), SmartReport)

    def test_judgement_names_its_main_finding(self):
        """The first that leaves no better verdict."""
        capped = Finding(code="B", name="b", message="b", suggestion="b", cap=Verdict.PARTLY)
        info = Finding(code="A", name="a", message="a", suggestion="a")
        judgement = Judgement(
            criterion=Criterion.SPECIFIC, verdict=Verdict.PARTLY, findings=(info, capped)
        )

        assert capped is judgement.main_finding
        assert "specific: partly there" == str(judgement)
        assert attrs.evolve(judgement, findings=(info,)).main_finding is None
