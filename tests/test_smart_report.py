"""What a report says, to whom and in whose words; and which arguments a check takes."""

from __future__ import annotations

import datetime as dt
import pickle

import attrs
import pytest

from smartgoals import (
    ActionPlan,
    Audience,
    Goal,
    KeyArea,
    Resource,
    Rule,
    Step,
    check_smart,
    read_goal,
)
from smartgoals.errors import InvalidValueError
from smartgoals.smart import (
    DEFAULT_RULES,
    MESSAGES,
    Criterion,
    Example,
    Facts,
    Finding,
    Severity,
    SmartReport,
    Verdict,
)

ON = dt.date(2025, 2, 3)
GOOD = Example(statement="I will walk every day.")
CLEAR = "I will walk for 20 minutes every day until 31 March to sleep better. I am 9/10 sure of it."


def report_of(text, **arguments):
    return check_smart(read_goal(text, on=ON), on=ON, **arguments)


def always(facts, rule):
    yield rule.finding()


def named(facts, rule):
    yield rule.finding(number=3)


def own(**fields):
    return Rule(
        **{
            "code": "OWN1",
            "name": "own",
            "criterion": None,
            "what": "Each goal.",
            "why": "To show it.",
            "message": "This is a remark.",
            "suggestion": "",
            "bad": GOOD,
            "good": GOOD,
            "find": always,
            "severity": Severity.WARNING,
            **fields,
        }
    )


class TestNotices:
    TEXT = "I will cut myself every day for 4 weeks to feel better, 9/10 confident."

    @pytest.mark.parametrize("text", [TEXT, f"{TEXT} I want to die."], ids=["one", "two"])
    def test_kind_line_stands_alone_before_a_client(self, text):
        """Nothing about the wording matters beside it, and to be told once is enough."""
        report = report_of(text)

        assert (
            "notice: What you wrote matters. Please talk about it today with somebody you trust, "
            "or with the person who works with you."
        ) == str(report)
        assert not report.is_smart
        assert (None, None) == (report.next_question, report.rewritten)

    def test_clinician_reads_everything(self):
        """Each notice first, with its place, then every verdict."""
        text = f"{self.TEXT} I want to die."
        lines = report_of(text).render(audience=Audience.CLINICIAN).splitlines()

        assert [
            "notice: risk-language in a statement: see characters 7 to 17",
            "notice: risk-language in a statement: see characters 74 to 85",
        ] == lines[:2]
        assert not lines[2].startswith("notice: ")
        assert {f"{criterion}" for criterion in Criterion} <= {
            line.partition(":")[0] for line in lines
        }

    def test_client_is_told_in_the_words_of_the_host(self):
        """It knows whom its clients can call; what it says to clinicians is not for them."""
        messages = {"line.notice.client": "Please call us.", "line.notice": "seen: {notice}"}
        report = report_of(self.TEXT)

        assert "Please call us." == report.render(messages=messages)
        assert str(report) == report.render(messages={"line.notice": "seen: {notice}"})

    def test_clinician_is_told_in_the_words_of_the_host(self):
        """What it says to clients takes nothing from them: they read what was found, and where."""
        messages = {"line.notice.client": "Please call us.", "line.notice": "seen: {notice}"}
        report = report_of(self.TEXT)
        first, plain = (
            report.render(audience=Audience.CLINICIAN, messages=said).splitlines()[0]
            for said in (messages, {"line.notice.client": "Please call us."})
        )

        assert "seen: risk-language in a statement: see characters 7 to 17" == first
        assert "notice: risk-language in a statement: see characters 7 to 17" == plain

    def test_client_is_told_no_code(self):
        """A code and a place in the text would be cold."""
        with pytest.raises(InvalidValueError, match=r"placeholders .* \(none\)"):
            report_of(self.TEXT).render(messages={"line.notice.client": "seen: {notice}"})

    @pytest.mark.parametrize(
        "fields",
        [
            {"reason": "I want to end it all"},
            {"key_areas": [KeyArea(code="health", name="I want to kill myself")]},
            {
                "plan": ActionPlan(
                    steps=[
                        Step(
                            id="s",
                            action="walk",
                            resources=[Resource(name="I want to kill myself")],
                        )
                    ]
                )
            },
        ],
        ids=["reason", "key area", "resource"],
    )
    def test_every_text_of_a_goal_is_searched(self, fields):
        """Wherever somebody writes it."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk daily.", **fields)

        assert check_smart(goal, on=ON).notices

    def test_reason_of_a_pause_is_searched(self):
        """People tell why they stop."""
        goal = Goal(id="g-1", subject="c-17", statement="I will walk daily.")
        goal = goal.accepted(by="c-17", day=ON).started(day=ON)

        paused = goal.paused(day=ON, reason="I want to kill myself")

        assert () == check_smart(goal, on=ON).notices
        assert check_smart(paused, on=ON).notices

    def test_part_of_a_word_is_no_part_of_the_sentence(self):
        """The reason "end it all" is more than some letters of "send it all to"."""
        statement = "I will send it all to my sister."
        goal = Goal(id="g-1", subject="c-17", statement=statement, reason="end it all")

        assert check_smart(goal, on=ON).notices

    def test_what_the_sentence_says_is_told_once(self):
        """A reason that is part of it was searched with it."""
        text = "I will walk daily because I want to kill myself."
        goal = Goal(id="g-1", subject="c-17", statement=text, reason="I want to kill myself")

        assert 1 == len(check_smart(goal, on=ON).notices)


class TestWhatComesFirst:
    def test_what_should_not_be_done_comes_first(self):
        """Before any question on how to measure it; and it is not said better either."""
        report = report_of("I will lose 15 kg in two weeks.")

        assert "A005" == report.next_finding.code
        assert report.rewritten is None

    def test_remark_without_a_question_leaves_the_next_one(self):
        """A rule of an app may only remark."""
        report = report_of("I will walk every day.", rules=(own(), *DEFAULT_RULES))

        assert report.next_finding.code != "OWN1"
        assert report.next_question
        assert "note: This is a remark." in str(report).splitlines()

    def test_criterion_without_a_question_leaves_the_next_one(self):
        """The same where the remark lowers a verdict."""
        rule = own(criterion=Criterion.SPECIFIC, cap=Verdict.NOT_MET)

        report = report_of("I will walk every day.", rules=(rule, *DEFAULT_RULES))

        assert Verdict.NOT_MET is report.verdict(Criterion.SPECIFIC)
        assert report.next_finding.code not in {"OWN1", None}


class TestMessages:
    def test_whole_report_can_be_said_in_other_words(self):
        """No word of it is left that the catalogue does not have."""
        messages = {key: f"<{key}>" for key in MESSAGES if not key.startswith("line.")}

        for line in report_of(CLEAR).render(messages=messages).splitlines():
            criterion, _, rest = line.partition(": ")
            assert criterion.startswith("<criterion.")
            assert all(word.startswith("<") for word in rest.replace("(", "").split(", ")[0:1])
            assert "<evidence." in rest

    @pytest.mark.parametrize(
        "message", ["weiter {frage}", "{}", "{0}", "{question", "{question.x}"]
    )
    def test_placeholder_that_nothing_fills_is_refused(self, message):
        """The error names them, and no part of the message."""
        with pytest.raises(InvalidValueError, match=r"placeholders .* \(\{question\}\)") as caught:
            report_of("I will walk.").render(messages={"line.next": message})

        assert "messages" == caught.value.field
        assert caught.value.__context__ is None

    def test_rule_that_leaves_a_placeholder_open_is_refused(self):
        """Its message asks for a value that it does not give."""
        with pytest.raises(InvalidValueError, match="placeholders"):
            report_of("I will walk.", rules=[own(message="There are {number}.")])

    def test_rule_fills_its_placeholders(self):
        """In the words of the rule, and in those of a catalogue."""
        report = report_of("I will walk.", rules=[own(message="There are {number}.", find=named)])

        assert "There are 3." == report.findings[0].message
        assert ("Es sind 3.", "") == report.findings[0].said({"OWN1": "Es sind {number}."})

    @pytest.mark.parametrize("audience", ["clinician", None, 1])
    def test_audience_is_an_audience(self, audience):
        """A clinician's report is not silently a client's."""
        with pytest.raises(InvalidValueError, match="audience must be an Audience"):
            report_of("I will walk.").render(audience=audience)


class TestArguments:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("past_adherence", 0.5),
            ("past_adherence", 0.0),
            ("past_adherence", "all"),
            ("rules", 5),
            ("select", "S"),
            ("select", None),
            ("ignore", 5),
        ],
    )
    def test_what_is_no_list_is_refused_by_name(self, name, value):
        """The error says which argument, and how one is written."""
        with pytest.raises(
            InvalidValueError, match=rf"^{name} must be a list or a tuple"
        ) as caught:
            report_of("I will walk.", **{name: value})

        assert name == caught.value.field
        assert r"write (item,) for one" in str(caught.value)

    def test_nothing_known_of_the_past_is_no_evidence(self):
        """An empty list is as good as none."""
        assert report_of("I will walk.") == report_of("I will walk.", past_adherence=[])


class TestValues:
    def test_values_are_immutable_and_hashable(self):
        """Whatever they were made of."""
        finding = Finding(code="A", name="a", message="m", suggestion="s", values={"number": 1})
        report = SmartReport(judgements=[], findings=[finding])

        assert isinstance(report.findings, tuple)
        assert {report} == {attrs.evolve(report)}

    def test_rules_and_facts_cross_to_another_process(self):
        """A worker judges as its parent does, also what was worked out before."""
        goal = Goal(id="g-1", subject="c-17", statement="Maybe I will walk more often.")
        facts = Facts(draft=read_goal(goal.statement, on=ON), goal=goal, on=ON)
        before = [rule.find(facts, rule) for rule in DEFAULT_RULES]
        expected = [list(found) for found in before]

        rules, again = pickle.loads(pickle.dumps((DEFAULT_RULES, facts)))  # noqa: S301  # our own

        assert [rule.code for rule in DEFAULT_RULES] == [rule.code for rule in rules]
        assert set(attrs.fields_dict(Facts)) == set(vars(again))
        assert expected == [list(rule.find(again, rule)) for rule in rules]


@pytest.mark.parametrize(
    "text",
    [
        "I will fast.",
        "I will take paracetamol for pain.",
        "I will have a drink to calm down.",
        "I will take my medication every day.",
        "I will have surgery.",
        "I will weigh less.",
        "I will walk daily until 31/02/2025.",
    ],
)
def test_what_is_not_ours_to_say_is_not_rewritten(text):
    """How often somebody takes a tablet, or which day was meant, has to be asked."""
    assert report_of(text).rewritten is None


def test_other_sentences_are_rewritten():
    """The law above is about those alone."""
    assert "I will stop drinking by [3 March 2025]." == report_of("I will stop drinking.").rewritten
    assert report_of("I will walk.").rewritten


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("I will walk daily until 31/02/2025.", True),
        ("I will walk daily until 2025-02-30.", True),
        ("I will walk daily until 31 April.", True),
        ("I will walk daily until June the 31st.", True),
        ("I will call by the 31st of September.", True),
        ("I will walk daily until 29 February.", False),
        ("I will walk daily until 30 April.", False),
        ("I will walk daily until 31/02/2025, or for 4 weeks.", True),
        ("I will send 40 march steps.", False),
    ],
)
def test_day_that_there_is_not_is_asked_for(text, is_found):
    """It is said where it stands, and nothing else is asked about the end."""
    report = report_of(text)
    found = [finding for finding in report.all_findings if finding.criterion == "time-bound"]

    assert is_found == ("T010" in {finding.code for finding in found})
    if is_found:
        assert [("T010", "Which day do you mean?")] == [
            (finding.code, finding.suggestion) for finding in found
        ]
