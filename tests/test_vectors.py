from __future__ import annotations

import datetime as dt
import json
import random
import re

import pytest

from benchmarks import oracle, vectors
from tests.documents import ROOT

OPEN = ROOT / "tests" / "data" / "schedule" / "rfc5545_vectors.json"
# The clocks in Berlin skip the hour from two to three on Sunday, 29 March.
DOSE = {
    "id": "dose",
    "tz": "Europe/Berlin",
    "dtstart": "2026-03-28T02:30:00",
    "rrule": "FREQ=DAILY;COUNT=2",
    "complete": True,
    "nominal_local": ["2026-03-28T02:30:00", "2026-03-29T02:30:00"],
    "expected_local": ["2026-03-28T02:30:00", "2026-03-29T03:30:00"],
    "expected_shift_local": ["2026-03-28T02:30:00+01:00", "2026-03-29T03:30:00+02:00"],
    "expected_shift_utc": ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"],
    "expected_utc": ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z"],
    "expected_skip_local": ["2026-03-28T02:30:00+01:00", "2026-03-30T02:30:00+02:00"],
    "expected_skip_utc": ["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"],
}
ANSWERS = [key for key in DOSE if key.startswith(("expected", "nominal"))]


@pytest.fixture
def run(tmp_path, capsys):
    """Return what runs cases and tells the exit status and the lines that were printed."""

    def run_cases(*cases, name="rfc5545_vectors.json", **others):
        path = tmp_path / name
        path.write_text(json.dumps({"cases": cases, **others}), encoding="utf-8")
        return run_file(path)

    def run_file(*paths):
        status = vectors.main([str(path) for path in paths])
        lines = capsys.readouterr().out.splitlines()
        return status, [line.removeprefix(f"{tmp_path}/") for line in lines]

    run_cases.file = run_file
    return run_cases


def not_run(lines):
    return {line.split(": ")[1]: line.split(": ")[3].split()[0] for line in lines}


class TestOpenFile:
    def test_every_rule_that_is_read_has_the_known_answer(self, run):
        """What is not run is what the library says that it does not do, and nothing else."""
        status, (*told, last) = run.file(OPEN)

        assert (0, "58 passed, 0 failed") == (status, last)
        assert {
            "rfc-25": "BYWEEKNO",
            "rfc-33": "FREQ",
            "rfc-33-printed": "FREQ",
            "rfc-34": "FREQ",
            "rfc-35": "FREQ",
        } == not_run(told)

    def test_each_answer_is_compared(self, run):
        """Whichever single time of the file is wrong, its case fails."""
        file = json.loads(OPEN.read_text(encoding="utf-8"))
        rng = random.Random(5)  # noqa: S311  # any of them will do
        broken = 0
        for section in ("rfc5545_examples", "dst_and_month_end", "generated"):
            for case in file[section]:
                key = rng.choice([key for key in case if key.startswith(("expected", "nominal"))])
                place = rng.randrange(len(case[key]))
                case[key][place] = f"{case[key][place][:10]}T23:59:58"
                broken += 1
        status, (*_, last) = run(**file)

        assert 1 == status
        assert f"0 passed, {broken - 5} failed" == last


class TestRules:
    def test_case_without_fault_passes(self, run):
        """The controls below start from a case that is right."""
        assert (0, ["1 passed, 0 failed"]) == run(DOSE)

    @pytest.mark.parametrize("key", ANSWERS)
    def test_wrong_answer_is_told_with_its_place(self, run, key):
        """A reader sees what was expected and what came, without running anything again."""
        right = DOSE[key][1]
        wrong = right.replace("30:00", "31:00")
        status, (told, last) = run(DOSE | {key: [DOSE[key][0], wrong]})

        expected, came = (text.replace("Z", "+00:00") for text in (wrong, right))
        assert f"rfc5545_vectors.json: dose: {key}[1]: expected {expected}, came {came}" == told
        assert (1, "0 passed, 1 failed") == (status, last)

    @pytest.mark.parametrize("key", ANSWERS)
    def test_nothing_follows_a_complete_answer(self, run, key):
        """An occurrence too many is as wrong as one that is missing."""
        status, (told, *_) = run({"id": "dose", **DOSE, key: DOSE[key][:1]})

        assert 1 == status
        assert f"rfc5545_vectors.json: dose: {key}[1]: expected nothing, came 2026-03-" in told

    def test_first_of_many_is_enough_where_the_answer_is_not_complete(self, run):
        """Most rules have no end."""
        first = {key: DOSE[key][:1] for key in ANSWERS}

        assert (0, ["1 passed, 0 failed"]) == run(DOSE | first | {"complete": False})

    def test_occurrence_that_does_not_come_is_told(self, run):
        """A rule that ends early does not pass by its beginning."""
        more = [*DOSE["nominal_local"], "2026-03-30T02:30:00"]
        _, (told, _) = run(DOSE | {"nominal_local": more})

        assert told.endswith("nominal_local[2]: expected 2026-03-30T02:30:00, came nothing")

    def test_case_may_state_little(self, run):
        """A day needs no zone and no time, and a case need not be called complete."""
        day = {
            "dtstart": "2026-02-26",
            "rrule": "FREQ=DAILY;UNTIL=20260301",
            "expected_local": ["2026-02-26", "2026-02-27"],
        }

        assert (0, ["1 passed, 0 failed"]) == run(day)

    def test_exception_is_taken_to_the_zone(self, run):
        """An EXDATE in UTC means the day on which clocks in the zone show it."""
        late = {
            "tz": "America/New_York",
            "dtstart": "2026-02-02T21:00:00",
            "rrule": "FREQ=DAILY",
            "exdate": ["2026-02-04T02:00:00Z", "2026-02-05T21:00:00"],
            "nominal_local": ["2026-02-02T21:00:00", "2026-02-04T21:00:00", "2026-02-06T21:00:00"],
        }

        assert (0, ["1 passed, 0 failed"]) == run(late)

    def test_each_time_of_a_day_is_an_occurrence(self, run):
        """BYHOUR names several."""
        twice = {
            "tz": "UTC",
            "dtstart": "2026-02-02T08:00:00Z",
            "rrule": "FREQ=WEEKLY;BYHOUR=8,20;COUNT=4",
            "complete": True,
            "expected_utc": [
                f"2026-02-{day}T{hour}:00:00Z" for day in ("02", "09") for hour in ("08", 20)
            ],
            "nominal_local": [
                f"2026-02-{day}T{hour}:00:00" for day in ("02", "09") for hour in ("08", 20)
            ],
        }

        assert (0, ["1 passed, 0 failed"]) == run(twice)

    def test_rule_that_is_not_read_names_the_part(self, run):
        """What is left out is known, and is not called a pass."""
        status, (told, last) = run(DOSE | {"rrule": "FREQ=YEARLY;BYYEARDAY=100"}, DOSE)

        assert told.startswith("rfc5545_vectors.json: dose: not run: BYYEARDAY must be left out")
        assert (0, "1 passed, 0 failed") == (status, last)

    def test_answer_of_another_kind_is_not_passed_over(self, run):
        """A case that states more than was looked at has not passed."""
        _, (told, last) = run(DOSE | {"expected_weekday": ["SA", "SU"]})

        assert told.endswith("dose: not run: it also states expected_weekday")
        assert "0 passed, 0 failed" == last

    def test_case_without_an_answer_is_not_run(self, run):
        """Nothing stated is nothing checked."""
        _, (told, last) = run({key: DOSE[key] for key in ("id", "dtstart", "rrule")})

        assert told.endswith("dose: not run: it states no answer that is known here")
        assert "0 passed, 0 failed" == last

    def test_case_that_breaks_does_not_stop_the_others(self, run):
        """One bad line must not hide the rest."""
        status, (told, last) = run({"rrule": "FREQ=DAILY"}, DOSE)

        assert told.endswith("number 1: run: expected an answer, came KeyError: 'dtstart'")
        assert (1, "1 passed, 1 failed") == (status, last)


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "text", "reason"),
        [
            ("tides.json", "{}", "of unknown kind; known are rfc5545_vectors"),
            ("rfc5545_vectors.json", "{", "it cannot be read: Expecting property name"),
            ("rfc5545_vectors.json", "[]", "expected an object, came list"),
            ("rfc5545_vectors.json", '{"cases": [1], "split": "open"}', "it holds no case"),
        ],
    )
    def test_file_of_which_nothing_ran_fails(self, run, tmp_path, name, text, reason):
        """A misspelt name must not look like a success."""
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        status, (told, last) = run.file(path)

        assert told.startswith(f"{name}: not run: {reason}")
        assert (1, "0 passed, 0 failed") == (status, last)

    def test_file_that_is_not_there_fails_and_the_others_run(self, run, tmp_path):
        """The other files are run all the same."""
        status, lines = run.file(tmp_path / "rfc5545_vectors.json", OPEN)

        assert lines[0].startswith("rfc5545_vectors.json: not run: it cannot be read: ")
        assert (1, "58 passed, 0 failed") == (status, lines[-1])

    @pytest.mark.parametrize(
        ("tolerance", "last"), [(0.01, "1 passed, 0 failed"), (0.001, "0 passed, 1 failed")]
    )
    def test_tolerance_is_that_of_the_file(self, run, monkeypatch, tolerance, last):
        """Each file knows how exact its numbers are."""

        def numbers(file):
            for case in file["cases"]:
                yield vectors.Case(
                    id="n",
                    checks=[vectors.Check(what="n", expected=case, came={"of": [1.0, 0.335]})],
                )

        monkeypatch.setitem(vectors.KINDS, "numbers", numbers)

        assert last == run({"of": [1, 0.33]}, name="numbers.json", tolerance=tolerance)[1][-1]

    @pytest.mark.parametrize(
        ("expected", "came", "found"),
        [
            ({"a": 1}, {"b": 1}, [(".a", 1, "nothing"), (".b", "nothing", 1)]),
            ([1, 2, 3], [1, 3, 4], [("[1]", 2, 3)]),
            ([], [None], [("[0]", "nothing", None)]),
            (1, True, [("", 1, True)]),
            (None, 0, [("", None, 0)]),
            ("1", 1, [("", "1", 1)]),
            ({"a": [None, True, "x"]}, {"a": [None, True, "x"]}, []),
        ],
    )
    def test_difference_is_told_with_its_place(self, expected, came, found):
        """What is missing, and what is of another type, differs too."""
        assert found == list(vectors.differences(expected, came, 0))


SCORING = ROOT / "tests" / "data" / "scoring"

WORKED = {
    "given": {"sd_clinical": 7.5, "reliability": 0.8, "better_is": "higher"}
    | {"m_clinical": 40, "m_functional": 60, "sd_functional": 7.5, "pre": 32.5, "post": 47.5},
    "expect": {"rci": 3.162278, "cutoff_b": 45.0, "printed": {"RC": 3.16}},
    "tolerance": 1e-6,
}
SET = {"method": "JT", "better_is": "higher", "reliability": 0.5, "cutoff_type": "c"} | {
    "m_functional": 9,
    "sd_functional": 1,
    "n_used": 3,
    "m_pre": 2.0,
    "persons": [
        {"id": "A", "pre": 1, "post": 9, "rci": 8.0, "category": "recovered"},
        {"id": "B", "pre": 2, "post": 2, "rci": 0.0, "category": "unchanged"},
        {"id": "C", "pre": 3, "post": 0, "rci": -3.0, "category": "deteriorated"},
    ],
}
LINES = "id,pre,post\nA,1,9\nB,2,2\nC,3,0\nD,,4\nE,5,NA\nF,nan,2\n"


class TestChange:
    def test_every_method_has_the_known_answer(self, run):
        """What is not run judges a person by a group, or has no scores beside it."""
        status, (*told, last) = run.file(*sorted(SCORING.glob("rci_*.json")))

        assert (0, "32 passed, 0 failed") == (status, last)
        assert {"the", "it", "no"} == set(not_run(told).values())
        assert 13 == len(told)

    @pytest.mark.parametrize(
        ("path", "wrong"),
        [
            (("given", "pre"), 32.4),
            (("expect", "rci"), 3.1624),
            (("expect", "cutoff_b"), 45.1),
            (("expect", "printed", "RC"), 3.17),
        ],
    )
    def test_each_number_of_a_worked_example_is_compared(self, run, path, wrong):
        """Whichever is wrong, the example fails."""
        example = json.loads(json.dumps(WORKED))
        place = example
        for key in path[:-1]:
            place = place[key]
        assert 0 == run(name="rci_worked.json", example=example)[0]
        place[path[-1]] = wrong

        assert 1 == run(name="rci_worked.json", example=example)[0]

    @pytest.mark.parametrize(
        ("expect", "passes"),
        [(9.296925, True), (9.297096, True), (9.2975, False)],
    )
    def test_critical_value_may_be_rounded_as_the_paper_does(self, run, expect, passes):
        """1.96 is what is printed."""
        example = WORKED | {"expect": {"minimum_reliable_change_95": expect}}

        assert passes is (run(name="rci_worked.json", example=example)[0] == 0)

    @pytest.mark.parametrize(
        ("section", "said"),
        [
            ({"example": WORKED | {"expect": {"mood": 1}}}, "it also states mood"),
            ({"hints": {"a": 1}}, "it states nothing that is known here"),
            ({"must_raise": [1, 2]}, "it states nothing that is known here"),
            ({"must_raise": [{"why": "unclear"}]}, "it states no number that is known here"),
            ({"zero": {"must_raise_or_none": []}}, "no percentage of a baseline is offered"),
            ({"numbers": {"hll": {"pre": [1]}}}, "it judges a person by the change of the group"),
        ],
    )
    def test_what_is_not_looked_at_is_told(self, run, section, said):
        """It is no pass."""
        _, (told, last) = run(name="rci_worked.json", **section)

        assert f"not run: {said}" in told
        assert "0 passed, 0 failed" == last

    @pytest.mark.parametrize(
        ("section", "passes"),
        [
            ({"must_raise": [{"reliability": 1.0}, {"post": "Infinity"}]}, True),
            ({"must_raise": [{"significance_level": 0}, {"pre": "many"}]}, True),
            ({"must_raise": [{"reliability": 0.5}]}, False),
            ({"examples": [WORKED]}, True),
            ({"points": {"jt": {"change": [0, 8], "sd_pre": 5, "expect": [0, 1.13137]}}}, True),
            ({"points": {"jt": {"change": [0, 8], "sd_pre": 5, "expect": [0, 1.13147]}}}, False),
            ({"points": {"jt": {"change": [0, 8], "sd_pre": 5, "expect": [0]}}}, False),
        ],
    )
    def test_section_is_known_by_what_it_states(self, run, section, passes):
        """Whatever it is called."""
        assert passes is (run(name="rci_worked.json", **section)[0] == 0)

    @pytest.mark.parametrize("lines", [LINES, None], ids=["beside it", "in it"])
    def test_scores_are_taken_from_beside_the_file(self, run, tmp_path, lines):
        """Or from the file itself; who lacks one is left out."""
        if lines:
            (tmp_path / "rci_synth.csv").write_text(lines, encoding="utf-8")
            (tmp_path / "rci_synth_other.csv").write_text("id,pre,post\n", encoding="utf-8")
        asked = {"name": "rci_synthetic_expected.json", "tolerance": 1e-9}

        assert (0, ["1 passed, 0 failed"]) == run(**asked, datasets={"synth_p10": [SET]})
        for key in ("rci", "category", "post"):
            wrong = SET | {"persons": [SET["persons"][1] | {key: 1}]}
            assert 1 == run(**asked, datasets={"synth_p10": [wrong]})[0]

    def test_cutoff_b_of_the_reference_is_not_compared(self, run):
        """It takes the other spread; the indices are compared all the same."""
        name = "rci_synthetic_expected.json"
        other = SET | {"cutoff_type": "b", "cutoff": 8.5, "counts": {}}
        _, (told, last) = run(name=name, datasets={"synth": [other]}, tolerance=1e-9)

        assert "JT: not run: the reference takes the clinical spread" in told
        assert "0 passed, 0 failed" == last
        other = other | {"persons": [SET["persons"][0] | {"rci": 7.0}, *SET["persons"][1:]]}
        assert 1 == run(name=name, datasets={"synth": [other]}, tolerance=1e-9)[0]

    @pytest.mark.parametrize(
        ("text", "status"),
        [
            ("m_f 7.69 sd_f 7.52 cutoff c", 0),
            ("m_functional=7.69 sd_functional=7.52", 0),
            ("m_f 7.69 sd_f 7.52 cutoff a", 1),
            ("m_f 7.69", 1),
        ],
    )
    def test_documented_cutoff_is_compared(self, run, text, status):
        """With as many digits as it was printed."""
        section = {"args": text, "cutoff": 21.02, "m_clin": 35.48, "sd_clin": 8.16}

        assert status == run(name="rci_snapshots.json", readme=section)[0]


WAY = {"baseline": 20, "target": 5, "value": 2}
GONE = {"raw": 1.2, "clamped": 1.0, "overshoot": True, "regressed": False}
FLAGS = {"overshoot", "regressed"}
LOOP = {
    "name": "one day",
    "kind": "boolean",
    "frequency": [1, 1],
    "entries_days_ago": {"0": "done"},
}


class TestProgress:
    @pytest.mark.parametrize(
        ("name", "known", "left_out"),
        [("linear_progress", 26, []), ("streaks", 5, []), ("loop_score", 20, ["not", "a"])],
    )
    def test_every_case_that_is_run_has_the_known_answer(self, run, name, known, left_out):
        """Left out is what another habit than a daily yes or no asks for."""
        status, (*told, last) = run.file(SCORING / f"{name}.json")

        assert (0, f"{known} passed, 0 failed") == (status, last)
        assert sorted(left_out) == sorted(set(not_run(told).values()))

    @pytest.mark.parametrize("key", GONE)
    def test_each_answer_of_a_way_is_compared(self, run, key):
        """Whichever is wrong, the case fails and says which."""
        wrong = WAY | {"expect": GONE | {key: not GONE[key] if key in FLAGS else 0.5}}
        status, (told, last) = run(wrong, name="linear_progress.json")

        assert told.startswith(f"linear_progress.json: cases 1: {key}: expected ")
        assert (1, "0 passed, 1 failed") == (status, last)

    @pytest.mark.parametrize(
        "others",
        [
            {"must_raise": [{"baseline": 0, "target": 1, "value": 1}]},
            {"maintenance": {"cases": [{"low": 4, "high": 8, "value": 9, "expect": 1}]}},
            {"display": {"cases": [{"score": 0.5, "expect": 51}]}},
            {
                "milestones": [
                    {"milestones": [{"weight": 1, "progress": 1}], "expect": {"score": 0}}
                ]
            },
        ],
        ids=lambda others: next(iter(others)),
    )
    def test_each_section_can_fail(self, run, others):
        """A section that is not looked at would pass with any answer."""
        status, (*_, last) = run(name="linear_progress.json", **others)

        assert (1, "0 passed, 1 failed") == (status, last)

    def test_part_without_weight_is_left_out_of_a_mean(self, run):
        """A target has a weight; what has none changes nothing."""
        parts = [{"weight": 1, "progress": 0.5}, {"weight": 0, "progress": 1}]
        mean = {"milestones": parts, "expect": {"score": 0.5, "known_weight_share": 1.0}}

        assert (0, ["1 passed, 0 failed"]) == run(name="linear_progress.json", milestones=[mean])

    def test_answer_that_is_not_known_is_not_passed_over(self, run):
        """A case that states more than was looked at has not passed."""
        _, (told, last) = run(WAY | {"expect": {"speed": 1}}, name="linear_progress.json")

        assert told.endswith("cases 1: not run: it also states speed")
        assert "0 passed, 0 failed" == last

    @pytest.mark.parametrize(
        ("days", "expected", "last"),
        [
            (["missed", "done", "done"], 2, "1 passed, 0 failed"),
            (["done", "no"], 0, "1 passed, 0 failed"),
            (["done"], 2, "0 passed, 1 failed"),
            (["done", "rain"], 1, "0 passed, 0 failed"),
            (["pending", "done"], 1, "0 passed, 0 failed"),
        ],
    )
    def test_row_of_days_is_compared_as_far_as_its_words_are_known(self, run, days, expected, last):
        """A day of another name is told, and never guessed."""
        case = {"days_oldest_first": days, "neutral_length": expected}

        assert last == run(case, name="streaks.json")[1][-1]

    def test_row_without_our_rule_is_not_run(self, run):
        """What other rules make of it is not asked of this one."""
        assert "0 passed, 0 failed" == run({"days_oldest_first": []}, name="streaks.json")[1][-1]

    @pytest.mark.parametrize(
        ("changes", "last"),
        [
            ({"expect_today_backwards": [0.051922, 0.0]}, "1 passed, 0 failed"),
            ({"expect_today_backwards": [0.051]}, "0 passed, 1 failed"),
            ({"frequency": [7, 7], "expect_today_backwards": [0.051922]}, "1 passed, 0 failed"),
            (
                {"entries_days_ago": {"0": "rain"}, "expect_today_backwards": []},
                "0 passed, 0 failed",
            ),
            ({}, "0 passed, 0 failed"),
        ],
    )
    def test_habit_is_compared_from_today_backwards(self, run, changes, last):
        """The day after the last entry first."""
        assert last == run(LOOP | changes, name="loop_score.json", tolerance=1e-6)[1][-1]

    @pytest.mark.parametrize(
        ("others", "last"),
        [
            ({"half_life_days": {"daily": 13.1}}, "0 passed, 1 failed"),
            ({"half_life_days": {"hourly": 13}}, "0 passed, 0 failed"),
            (
                {"step": {"cases": [{"frequency": 1, "previous": 0, "check": 1, "expect": 1}]}},
                "0 passed, 1 failed",
            ),
        ],
        ids=["half-life", "unknown frequency", "step"],
    )
    def test_step_and_half_life_are_compared(self, run, others, last):
        """Two more places where the file states a number."""
        assert last == run(name="loop_score.json", tolerance=1e-6, **others)[1][-1]


GAS, GBO = (
    json.loads((SCORING / f"{name}_cases.json").read_text("utf-8")) for name in ("gas", "gbo")
)
TABLE = SCORING / "gas_equal_weights_table.csv"
FILE_OF = {
    "gas": {"name": "gas_cases.json"},
    "gbo": {"name": "gbo_cases.json", "threshold": 2.45},
}


def places(value, path=()):
    """Yield the path to every number that is expected."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from places(item, (*path, key))
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path


def broken(case, path):
    """Return the case with one number in another place."""
    copy = json.loads(json.dumps(case))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] += 0.25
    return copy


class TestScoring:
    @pytest.mark.parametrize(
        ("name", "cases"),
        [("gas_cases.json", 33), ("gbo_cases.json", 14), ("gas_equal_weights_table.csv", 90)],
    )
    def test_every_case_has_the_known_answer(self, run, name, cases):
        """Nothing of a file is left out."""
        assert (0, [f"{cases} passed, 0 failed"]) == run.file(SCORING / name)

    @pytest.mark.parametrize("file", [GAS, GBO], ids=["gas", "gbo"])
    def test_each_number_is_compared(self, run, file):
        """Whichever single number is wrong, its case fails."""
        wrong = [
            broken(case, ("expect", *path))
            for case in file["cases"]
            for path in places(case["expect"])
        ]
        status, (*_, last) = run(
            *wrong,
            tolerance=file["tolerance"],
            **FILE_OF[file["suite"]],
        )

        assert (1, f"0 passed, {len(wrong)} failed") == (status, last)

    @pytest.mark.parametrize(
        ("section", "key"),
        [("published_check", "t"), ("published_check", "t_exact"), ("published_check", "n_goals")],
    )
    def test_each_published_number_is_compared(self, run, section, key):
        """A printed number is compared to its printed digits."""
        wrong = [broken(row, (key,)) for row in GAS[section]["rows"] if "levels" in row]
        _, (*_, last) = run(
            name="gas_cases.json", tolerance=0.001, **{section: {"rows": wrong, "decimals": 1}}
        )

        assert f"0 passed, {len(wrong)} failed" == last

    def test_each_level_of_words_is_compared(self, run):
        """What is recorded, and what is analysed."""
        rows = GAS["gas_light"]["rows"]
        wrong = [
            broken(row, (key,))
            for row in rows
            for key in ("level", "level_for_analysis")
            if key in row
        ]
        _, (*_, last) = run(name="gas_cases.json", gas_light={"rows": wrong})

        assert f"0 passed, {len(rows) + 1} failed" == last

    @pytest.mark.parametrize(
        ("suite", "case"),
        [
            ("gas", {"goals": [{"importance": 2, "baseline": -1, "achieved": 0}]}),
            ("gbo", {"goals": [[1, 2], {"start": 0, "latest": 10}]}),
        ],
        ids=["gas", "gbo"],
    )
    def test_case_that_should_be_refused_and_is_not_fails(self, run, suite, case):
        """An answer to what has none is a fault."""
        _, (told, last) = run(must_raise=[case], **FILE_OF[suite])

        assert told.endswith("must raise: expected InvalidValueError, came an answer")
        assert "0 passed, 1 failed" == last

    def test_another_error_is_no_refusal(self, run):
        """A crash is a fault too."""
        _, (told, last) = run(name="gas_cases.json", must_raise=[{"goals": [[1, 2]]}])

        assert ": run: expected an answer, came AttributeError" in told
        assert "0 passed, 1 failed" == last

    @pytest.mark.parametrize("goal", [{"importance": 0.5}, {"baseline": 0}, {"achieved": 0.5}])
    def test_formula_takes_more_than_goals_can_have(self, run, goal):
        """The formula alone knows no scale."""
        goals = [{"importance": 2, "difficulty": 1, "baseline": -1, "achieved": 1} | goal]
        t = 50 + 10 * goals[0]["achieved"]

        assert (0, ["1 passed, 0 failed"]) == run(
            {"goals": goals, "expect": {"t_achieved": t}}, name="gas_cases.json"
        )

    def test_goal_without_a_level_has_no_score(self, run):
        """Unknown before, unknown after."""
        goals = [{"baseline": None, "achieved": 0}, {"baseline": -1, "achieved": None}]
        expected = {"t_baseline": None, "t_achieved": None, "t_change": None}

        assert (0, ["1 passed, 0 failed"]) == run(
            {"goals": goals, "expect": expected}, name="gas_cases.json"
        )

    @pytest.mark.parametrize(
        ("suite", "more", "reason"),
        [
            ("gas", {"expect": {"t_achieved": 50, "rank": 1}}, "it also states rank"),
            ("gas", {"expect": {"rank": 1}}, "it states no answer that is known here"),
            ("gas", {"weights": [1]}, "it also states weights"),
            ("gbo", {"expect": {"n_paired": 1, "at_ceiling": False}}, "it also states at_ceiling"),
            ("gbo", {"raters": 2}, "it also states raters"),
        ],
    )
    def test_what_is_not_known_here_is_not_passed_over(self, run, suite, more, reason):
        """A case that states more than was looked at has not passed."""
        known = {
            "gas": {"goals": [{"baseline": -1, "achieved": 0}], "expect": {"t_achieved": 50}},
            "gbo": {"goals": [{"start": 1, "latest": 2}], "expect": {"n_paired": 1}},
        }
        status, (told, last) = run(known[suite] | more, **FILE_OF[suite])

        assert told.endswith(f"number 1: not run: {reason}")
        assert (0, "0 passed, 0 failed") == (status, last)

    def test_section_of_another_kind_is_told(self, run):
        """A file may grow."""
        first, *_ = GBO["cases"]
        _, (told, _) = run(first, ceilings=[8], **FILE_OF["gbo"])

        assert told.endswith("ceilings: not run: such a section is not known here")

    @pytest.mark.parametrize("suite", ["gas", "gbo"])
    def test_case_without_goals_is_not_run(self, run, suite):
        """Neither where an answer is stated nor where a refusal is."""
        case = {"levels": [1], "expect": {}}
        _, lines = run(case, must_raise=[case], **FILE_OF[suite])

        assert ["it names no goals"] * 2 == [line.split(": ")[-1] for line in lines[:2]]
        assert "0 passed, 0 failed" == lines[-1]

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ("3,-6,22.62", "equal_weights_table(): expected 22.62, came 22.61"),
            ("0,0,50", "run: expected an answer, came ZeroDivisionError"),
            ("3,7,80", "run: expected an answer, came KeyError: 7"),
        ],
    )
    def test_wrong_row_of_the_table_is_told(self, run, tmp_path, row, told):
        """Each is exact to the digits that it prints."""
        path = tmp_path / TABLE.name
        path.write_text(f"n_goals,sum_of_levels,t_score\n{row}\n", encoding="utf-8")
        _, (line, *_, last) = run.file(path)

        assert told in line
        assert "0 passed, 1 failed" == last


def asked(rrule, start=dt.date(2025, 2, 5), exceptions=()):
    parts = dict(part.split("=") for part in rrule.split(";"))
    return oracle.Question(start=start, parts=parts, exceptions=exceptions)


WHOLE_WEEK, NUMBERED = (explanation.name for explanation in oracle.EXPLANATIONS)
# The parts that dateutil reads in another way than RFC 5545 has them.
DIFFERENT = [
    (asked("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1"), WHOLE_WEEK),
    (asked("FREQ=WEEKLY;BYSETPOS=1;BYDAY=SU,TU,FR;WKST=SU;COUNT=3;INTERVAL=2"), WHOLE_WEEK),
    (asked("FREQ=MONTHLY;BYDAY=MO,1FR"), NUMBERED),
    (asked("FREQ=YEARLY;BYDAY=TU,-53WE,20MO;BYSETPOS=-2,1;COUNT=9"), NUMBERED),
]


class TestOracle:
    def test_dateutil_agrees_or_the_rfc_says_why_not(self, capsys):
        """The session oracle does the same with many more rules."""
        status = oracle.main(["--rules", "300", "--seed", "11"])
        *_, unexplained, last = capsys.readouterr().out.splitlines()

        assert (0, "0 unexplained", "300 passed, 0 failed") == (status, unexplained, last)

    @pytest.mark.parametrize(("rule", "name"), DIFFERENT)
    def test_difference_has_its_explanation(self, rule, name):
        """Where dateutil departs from RFC 5545, the same rule told without doubt agrees with us."""
        assert name == oracle.judged(rule).name

    @pytest.mark.parametrize(("rule", "_name"), DIFFERENT)
    def test_explanation_does_not_cover_a_fault(self, rule, _name, monkeypatch):
        """An explanation is a calculation: one day off, and it explains nothing."""
        answers = oracle.ours(rule)
        late = {way: [*days[:-1], days[-1] + dt.timedelta(days=1)] for way, days in answers.items()}
        monkeypatch.setattr(oracle, "ours", lambda _: late)

        assert None is oracle.judged(rule).name

    def test_fault_is_told_with_the_shortest_rule(self, capsys, monkeypatch):
        """What has nothing to do with a fault is left out before it is shown."""
        right = oracle.ours

        def broken(rule):
            answers = right(rule)
            return answers if "INTERVAL" not in rule.parts else answers | {"next_after": []}

        monkeypatch.setattr(oracle, "ours", broken)
        status = oracle.main(["--rules", "30"])
        *lines, last = capsys.readouterr().out.splitlines()
        short = [line for line in lines if line.startswith("  and as short as it gets: ")]

        assert 1 == status
        assert re.fullmatch(r"\d+ passed, [1-9]\d* failed", last)
        assert oracle.SHRUNK == len(short)
        for line in short:
            assert re.search(r" RRULE:FREQ=[A-Z]+;INTERVAL=\d+: next_after: dateutil has ", line)

    def test_rule_that_raises_is_a_difference(self, monkeypatch):
        """A crash is an answer that nothing explains."""

        def broken(rule):
            raise OverflowError(rule.start)

        monkeypatch.setattr(oracle, "ours", broken)

        assert oracle.judged(DIFFERENT[0][0]).what.startswith("OverflowError: 2025-02-05")
