from __future__ import annotations

import datetime as dt
import json
import math
import re
import sys

import attrs
import pytest
from hypothesis import assume, example, find, given
from hypothesis import strategies as st

from benchmarks import vectors
from smartgoals import (
    Aim,
    Corrected,
    Direction,
    Frequency,
    InvalidValueError,
    Journal,
    Measure,
    Measured,
    MeasureKind,
    SessionHeld,
    Target,
)
from smartgoals.scoring import (
    CoursePoint,
    CourseUnit,
    ExpectedCourse,
    ForecastStatus,
    TrackBand,
    TrendStatus,
    _slopes,
    dose_response,
    forecast,
    on_track,
    project,
    standing,
    theil_sen,
    trend,
)
from tests.documents import ROOT
from tests.test_scoring import ONLY_FIND, PRIVATE, SCORE, at, day, journal_of, name_of

FILES = {"theil_sen": 7, "projection": 7, "on_track": 11, "adherence_intervals": 14}
LARGEST = sys.float_info.max
MOOD = attrs.evolve(SCORE, id="mood", least=0, most=27)
HOURS = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
PHQ = [19, 17, 18, 14, 15, 12, 12, 9]


def run_file(path, capsys):
    status = vectors.main([str(path)])
    *told, last = capsys.readouterr().out.splitlines()
    return status, told, last


class TestVectors:
    @pytest.mark.parametrize("name", FILES)
    def test_open_file_has_the_known_answers(self, name, capsys):
        """What is not run is told with its reason."""
        path = ROOT / "tests" / "data" / "scoring" / f"{name}.json"
        status, told, last = run_file(path, capsys)

        assert (0, f"{FILES[name]} passed, 0 failed") == (status, last)
        assert all(": not run: " in line for line in told)

    @pytest.mark.parametrize("name", FILES)
    def test_each_number_is_compared(self, name, capsys, tmp_path):
        """Whichever single number of the file is wrong, its case fails."""
        text = (ROOT / "tests" / "data" / "scoring" / f"{name}.json").read_text("utf-8")
        path = tmp_path / f"{name}.json"
        wrong = 0
        for case, key in [
            (number, key)
            for number, entry in enumerate(json.loads(text)["cases"])
            for key, value in (
                entry["expect"].items()
                if isinstance(entry["expect"], dict)
                else [("z", entry["z"])]
            )
            if isinstance(value, float | list)
            and key not in {"ols_slope_for_contrast", "kendall_tau", "point", "beta11_mean"}
        ]:
            file = json.loads(text)
            entry = file["cases"][case]
            place = entry if key == "z" else entry["expect"]
            old = place[key]
            place[key] = [old[0], old[1] + 0.001] if isinstance(old, list) else old + 0.001
            path.write_text(json.dumps(file), encoding="utf-8")
            _, _, last = run_file(path, capsys)
            wrong += 1

            assert f"{FILES[name] - 1} passed, 1 failed" == last

        assert wrong >= 8

    @pytest.mark.parametrize(
        ("name", "change"),
        [
            ("adherence_intervals", {"must_raise": [{"done": 1, "scheduled": 2}]}),
            ("adherence_intervals", {"must_raise": [{"done": "x"}]}),
            ("on_track", {"z_red": 1.3}),
            ("on_track", {"dose_response": {"check": {"8": 0.51}}}),
            ("projection", {"cases": [{"name": "empty"}]}),
        ],
    )
    def test_what_is_wrong_is_told(self, name, change, capsys, tmp_path):
        """What had to be refused and was not is a mismatch, and so is a case that breaks."""
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(change), encoding="utf-8")
        status, _, last = run_file(path, capsys)

        assert (1, "0 passed, 1 failed") == (status, last)

    def test_what_nobody_reads_is_no_success(self, capsys, tmp_path):
        """A case that states more than is known here has not passed."""
        path = tmp_path / "theil_sen.json"
        case = {"t": [0, 1, 2], "y": [0, 1, 2], "expect": {"slope": 1, "colour": "red"}}
        path.write_text(json.dumps({"cases": [case]}), encoding="utf-8")
        _, (told,), last = run_file(path, capsys)

        assert told.endswith("number 1: not run: it also states colour")
        assert "0 passed, 0 failed" == last


# The laws of a robust line. Each returns whether the rule keeps it.

WHOLE = st.integers(-40, 40).map(float)
SERIES = st.lists(st.tuples(st.integers(0, 60).map(float), WHOLE), min_size=3, max_size=14).filter(
    lambda points: len({time for time, _ in points}) > 2
)
CONFIDENCES = st.sampled_from([0.5, 0.8, 0.95, 0.999])


def line_of(rule, points, confidence=0.8):
    times, values = zip(*points, strict=True)
    return rule(times, values, confidence=confidence)


def mirrored_values_have_the_mirrored_line(rule, points, confidence):
    line = line_of(rule, points, confidence)
    mirrored = line_of(rule, [(time, -value) for time, value in points], confidence)
    return (mirrored.slope, mirrored.low, mirrored.high, mirrored.at(7)) == (
        -line.slope,
        -line.high,
        -line.low,
        -line.at(7),
    )


def scaled_values_have_the_scaled_line(rule, points, confidence):
    line = line_of(rule, points, confidence)
    scaled = line_of(rule, [(time, value * 8) for time, value in points], confidence)
    return (scaled.slope, scaled.low, scaled.high, scaled.intercept) == (
        line.slope * 8,
        line.low * 8,
        line.high * 8,
        line.intercept * 8,
    )


def moved_values_move_the_line(rule, points, confidence):
    line = line_of(rule, points, confidence)
    moved = line_of(rule, [(time, value + 1_000) for time, value in points], confidence)
    return (moved.slope, moved.low, moved.high) == (line.slope, line.low, line.high) and (
        math.isclose(moved.at(9), line.at(9) + 1_000, abs_tol=1e-9)
    )


def moved_times_move_the_line(rule, points, confidence):
    line = line_of(rule, points, confidence)
    moved = line_of(rule, [(time + 738_000, value) for time, value in points], confidence)
    return (moved.slope, moved.low, moved.high, moved.at(738_009)) == (
        line.slope,
        line.low,
        line.high,
        line.at(9),
    )


def order_changes_nothing(rule, points, confidence):
    turned = sorted(points, key=lambda point: (point[1] * 7 % 5, point))
    return line_of(rule, points, confidence) == line_of(rule, turned, confidence)


def slope_lies_between_its_limits(rule, points, confidence):
    line = line_of(rule, points, confidence)
    return line.low <= line.slope <= line.high


def more_confidence_never_narrows(rule, points, confidence):
    line = line_of(rule, points, confidence)
    surer = line_of(rule, points, (1 + confidence) / 2)
    return surer.low <= line.low <= line.high <= surer.high


def one_odd_value_moves_no_straight_line(rule, points, confidence):
    times = range(len(points) + 5)
    straight = [(float(time), time * 2.0) for time in times]
    straight[len(points) % 7] = points[0][0], points[0][1] * 1e6
    return line_of(rule, straight, confidence).slope == 2


def values_of_one_time_have_no_slope(rule, points, confidence):
    values = sorted({value for _, value in points})
    doubled = [(time, value) for time in (0.0, 1.0, 2.0) for value in (values[0], values[-1])]
    line = line_of(rule, doubled, confidence)
    return line.values == 6 and line.times == 3 and line.slope == 0


LINE_LAWS = [
    mirrored_values_have_the_mirrored_line,
    scaled_values_have_the_scaled_line,
    moved_values_move_the_line,
    moved_times_move_the_line,
    order_changes_nothing,
    slope_lies_between_its_limits,
    more_confidence_never_narrows,
    one_odd_value_moves_no_straight_line,
    values_of_one_time_have_no_slope,
]


def changed_line(**changes):
    """Return a rule that is right but for some fields, computed from what is right."""

    def rule(times, values, *, confidence):
        line = theil_sen(times, values, confidence=confidence)
        return attrs.evolve(
            line, **{name: make(line, times, values) for name, make in changes.items()}
        )

    return rule


def least_squares(_, times, values):
    mean_time, mean = math.fsum(times) / len(times), math.fsum(values) / len(values)
    spread = math.fsum((time - mean_time) ** 2 for time in times)
    pairs = zip(times, values, strict=True)
    return math.fsum((time - mean_time) * (value - mean) for time, value in pairs) / spread


def endpoints(_, times, values):
    return (values[-1] - values[0]) / (max(times) - min(times))


BROKEN_LINES = {
    mirrored_values_have_the_mirrored_line: changed_line(low=lambda line, *_: line.low - 1),
    scaled_values_have_the_scaled_line: changed_line(slope=lambda line, *_: line.slope + 1),
    moved_values_move_the_line: changed_line(
        slope=lambda line, *_: line.slope * (1 + abs(line.middle_value) / 1e6)
    ),
    moved_times_move_the_line: changed_line(middle_time=lambda *_: 0.0),
    order_changes_nothing: changed_line(slope=endpoints),
    slope_lies_between_its_limits: changed_line(slope=least_squares),
    more_confidence_never_narrows: lambda t, y, confidence: theil_sen(
        t, y, confidence=1.001 - confidence
    ),
    one_odd_value_moves_no_straight_line: changed_line(slope=least_squares),
    values_of_one_time_have_no_slope: lambda t, y, confidence: theil_sen(
        [time + n / 10 for n, time in enumerate(t)], y, confidence=confidence
    ),
}


class TestLineLaws:
    @given(SERIES, CONFIDENCES)
    def test_line_keeps_every_law(self, points, confidence):
        """Whatever was seen, the line is one that can be explained."""
        broken = [name_of(law) for law in LINE_LAWS if not law(theil_sen, points, confidence)]

        assert [] == broken

    @pytest.mark.parametrize("law", LINE_LAWS, ids=name_of)
    def test_law_catches_a_broken_rule(self, law):
        """A law that nothing breaks says nothing."""
        found = find(
            st.tuples(SERIES, CONFIDENCES),
            lambda drawn: not law(BROKEN_LINES[law], *drawn),
            settings=ONLY_FIND,
        )

        assert found


# Times and values with many equals, as scores have them, and with none, as minutes have them.
FEW = st.integers(0, 4).map(float)
ANY = FEW | st.floats(-1e300, 1e300) | st.floats(0, 1)
MANY = st.lists(st.tuples(FEW | st.integers(0, 99).map(float), ANY), min_size=2, max_size=25)


def chosen(rule, points, steps):
    """Return a few slopes by *rule*, and by looking at all of them."""
    whole = _slopes._whole(*zip(*points, strict=True))
    between = _slopes._pairs(len(whole)) - _slopes._equal(time for time, _ in whole)
    assume(between)
    ranks = [step % between for step in steps] + [0, between - 1]
    return rule(whole, ranks), _slopes.plainly(whole, ranks)


def one_beside(points, ranks):
    return _slopes.quickly(points, [max(rank - 1, 0) for rank in ranks])


class TestChoosing:
    @pytest.mark.parametrize("block", [2, 5, _slopes.BLOCK])
    @given(MANY, st.lists(st.integers(0, 400), max_size=4))
    @example([(0.0, 1e308), (1.0, -1e308), (2.0, 5e-324)], [1])
    def test_choosing_is_sorting(self, block, points, steps):
        """What is skipped changes no digit of the answer, in however short blocks."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_slopes, "BLOCK", block)
            quick, plain = chosen(_slopes.quickly, points, steps)

        assert plain == quick

    def test_law_catches_a_choice_beside_it(self):
        """A neighbour of the slope that is wanted is another slope."""

        def differs(points):
            beside, right = chosen(one_beside, points, [1, 5])
            return beside != right

        several = MANY.filter(lambda points: len({time for time, _ in points}) > 2)

        assert find(several, differs, settings=ONLY_FIND)

    @pytest.mark.parametrize("block", [20, _slopes.BLOCK])
    @pytest.mark.parametrize("levels", [1, 3, 28, 10**6])
    def test_long_series_has_the_same_line(self, levels, block, monkeypatch):
        """A score has few levels and many equal slopes, a weight has none."""
        times = [n * 3 % 997 for n in range(400)]
        values = [(n * n * 7919 + n) % 10_007 % levels for n in range(400)]
        monkeypatch.setattr(_slopes, "BLOCK", block)
        quick = theil_sen(times, values)
        monkeypatch.setattr(_slopes, "PLAIN", 10_000)

        assert quick == theil_sen(times, values)

    def test_work_hardly_grows_with_the_number_of_passes(self, monkeypatch):
        """Ten times the values take ten times the work, and not a hundred times."""
        passes = []
        right = _slopes._turned
        monkeypatch.setattr(
            _slopes, "_turned", lambda items: passes.append(len(items)) or right(items)
        )
        work = []
        for count in (500, 5_000):
            values = [(n * n * 7919 + n * 31) % 10_007 % 28 - n / count for n in range(count)]
            passes.clear()
            theil_sen(range(count), values)
            work.append(sum(passes))

        assert work[1] <= 14 * work[0]


class TestLine:
    def test_two_times_are_not_enough(self):
        """The limits of one slope are the slope, and say nothing."""
        line = theil_sen([0, 10, 10], [5, 8, 8])

        assert (0.3, 0.3, 0.3, False) == (line.slope, line.low, line.high, line.is_enough)

    @pytest.mark.parametrize(("times", "values"), [([], []), ([1], [2]), ([4, 4, 4], [1, 2, 3])])
    def test_one_time_has_no_line(self, times, values):
        """Nothing leads from a day to the same day."""

        assert None is theil_sen(times, values)

    def test_largest_numbers_have_a_finite_line(self):
        """Whatever is too large to be told is told as large as a number gets."""
        line = theil_sen([0, 1, 2], [-LARGEST, LARGEST, -LARGEST])
        numbers = [line.slope, line.low, line.high, line.intercept, line.at(1e300), line.at(-1e9)]

        assert all(map(math.isfinite, numbers))
        assert (-LARGEST, LARGEST) == (line.low, line.high)

    def test_line_far_away_is_as_large_as_a_number_gets(self):
        """Drawing on may leave the numbers there are."""
        line = theil_sen([0, 1, 2], [0, 1e300, 2e300])

        assert (LARGEST, -LARGEST) == (line.at(1e300), line.at(-1e300))

    @given(
        st.lists(
            st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2),
            min_size=2,
            max_size=8,
        )
    )
    def test_any_finite_numbers_have_a_finite_line(self, points):
        """No value is too large, and no two times are too close."""
        line = line_of(theil_sen, points)

        assert line is None or all(map(math.isfinite, attrs.astuple(line)))

    def test_limits_are_the_widest_where_their_formula_fails(self):
        """So many equal times and values leave the variance of Sen below 0."""
        times, values = [0] * 20 + [1, 2], [5] * 21 + [6]
        line = theil_sen(times, values)

        assert (0.0, 1.0) == (line.low, line.high)

    @pytest.mark.parametrize(
        ("times", "values", "said"),
        [
            ([0, 1], [1], "values must be as many as there are times, 2, got 1 item"),
            ([0, math.nan], [1, 2], "times must be finite numbers only, got nan"),
            ([0, 1], [1, math.inf], "values must be finite numbers only, got inf"),
            ([0, 1], [1, "two"], "values must be finite numbers only, got text of 3"),
            ("01", [1, 2], "expected several items in a list or tuple, got text of 2"),
            ([0, 10**400], [1, 2], "times must be finite numbers only, got inf"),
        ],
    )
    def test_what_is_no_number_is_refused(self, times, values, said):
        """Nothing is guessed from it."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            theil_sen(times, values)


class TestProject:
    def test_strict_target_is_reached_just_after(self):
        """At the target itself it is not yet beyond it."""
        seen = project(
            [0, 7, 14], [9, 7, 5], target=5, direction=Direction.DOWN, now=14, is_strict=True
        )

        assert (ForecastStatus.ON_COURSE, 14.0, 14.0) == (seen.status, seen.when, seen.latest)

    def test_time_beyond_all_numbers_is_no_time(self):
        """A line that is all but level leads nowhere that could be told."""
        seen = project([0, 1, 2], [0, 5e-324, 1e-323], target=1e300, direction=Direction.UP, now=2)

        assert (ForecastStatus.UNCERTAIN, None) == (seen.status, seen.when)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"target": math.nan}, "target must be a finite number, got nan"),
            ({"now": None}, "now must be a finite number, got None"),
            ({"direction": "sideways"}, "direction must be a Direction"),
        ],
    )
    def test_what_cannot_be_is_refused(self, fields, said):
        """A misspelt direction must not look like the other one."""
        right = {"target": 1, "now": 2, "direction": Direction.UP}
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            project([0, 1, 2], [0, 1, 2], **right | fields)


def history(*values, measure="mood", every=7, **fields):
    """Return a journal with a value every so many days."""
    return journal_of(
        *(
            Measured(measure=measure, value=value, day=day(n * every), **fields)
            for n, value in enumerate(values)
        )
    )


class TestTrend:
    def test_values_make_a_line_with_its_entries(self):
        """Every number can be followed to the entries that it is made of."""
        seen = trend(MOOD, history(*PHQ), on=day(49))

        assert -0.202040816 == pytest.approx(seen.slope)
        assert -1.414285714 == pytest.approx(seen.slope_per_week)
        assert 9.55 == pytest.approx(seen.level)
        assert (8, 8, day(0), day(49)) == (seen.values, seen.days, seen.first, seen.last)
        assert tuple(f"e-{n}" for n in range(8)) == seen.entries

    @pytest.mark.parametrize(
        ("values", "status"),
        [
            ([20, 18, 16, 14], TrendStatus.IMPROVING),
            ([14, 16, 18, 20], TrendStatus.WORSENING),
            ([9, 9, 9, 9], TrendStatus.FLAT),
            ([9, 11, 8, 10, 8], TrendStatus.UNCERTAIN),
            ([20, 2], TrendStatus.INSUFFICIENT_DATA),
            ([], TrendStatus.INSUFFICIENT_DATA),
        ],
    )
    def test_direction_is_that_of_both_limits(self, values, status):
        """What less symptoms are is better."""

        assert status is trend(MOOD, history(*values), on=day(60)).status

    def test_more_may_be_better(self):
        """The measure knows."""
        seen = trend(HOURS, history(5, 6, 7, 8, measure="sleep"), on=day(21))

        assert TrendStatus.IMPROVING is seen.status

    def test_values_of_one_day_are_one_day(self):
        """Three looks on two days are not three days."""
        seen = trend(MOOD, history(5, 6, 7, every=0), on=day(21))

        assert (TrendStatus.INSUFFICIENT_DATA, 3, 1) == (seen.status, seen.values, seen.days)
        assert None is seen.slope_per_week

    def test_units_are_converted_and_what_cannot_be_used_is_named(self):
        """A value out of range or of another kind has no say."""
        journal = journal_of(
            Measured(measure="sleep", value=300, unit="min", day=day(0)),
            Measured(measure="sleep", value=6, day=day(1)),
            Measured(measure="sleep", value=7, unit="km", day=day(2)),
            Measured(measure="sleep", value=99, day=day(3)),
            Measured(measure="sleep", value=420, unit="min", day=day(2)),
        )
        seen = trend(attrs.evolve(HOURS, least=0, most=24), journal, on=day(9))

        assert (1.0, 3) == (seen.slope, seen.values)
        assert ("e-2", "e-3") == seen.unusable

    def test_since_and_on_are_the_first_and_the_last_day(self):
        """Both count."""
        seen = trend(MOOD, history(1, 2, 3, 4, 5), on=day(21), since=day(7))

        assert ("e-1", "e-2", "e-3") == seen.entries

    def test_correction_counts_from_when_it_was_known(self):
        """What was known at some moment stays what it was."""
        journal = history(9, 8, 70)
        fixed = journal.with_entries(
            Corrected(
                replacement=attrs.evolve(journal.entries[2], value=7.0),
                day=day(14),
                id="e-9",
                recorded_at=at(99),
            )
        )
        wide = Measure(id="mood", kind=MeasureKind.AMOUNT, unit="h", direction=Direction.UP)
        before, after = (trend(wide, each, on=day(20)) for each in (fixed.as_of(at(50)), fixed))

        assert -1 / 7 == after.slope
        assert before.slope > 1

    @pytest.mark.parametrize(("on", "level"), [(day(14), 1.0), (day(60), 0.0)])
    def test_level_stays_within_the_measure(self, on, level):
        """Nobody has a score of minus nine."""

        assert level == trend(MOOD, history(5, 3, 1), on=on).level

    def test_level_stays_below_the_most(self):
        """And nobody has one of forty."""

        assert 27 == trend(MOOD, history(5, 15, 25), on=day(60)).level

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ([5], "not enough information yet; 1 value on 1 day"),
            (
                [9, 9, 9],
                "holding steady; 0 a week, between 0 and 0; about 9 now; 3 values on 3 days",
            ),
        ],
    )
    def test_text_says_what_is_known(self, values, said):
        """Little knowledge is said to be little."""

        assert f"2025-02-25: {said}" == str(trend(MOOD, history(*values), on=day(22)))

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"measure": "mood"}, "measure must be a Measure"),
            ({"journal": []}, "journal must be a Journal"),
            ({"on": at(0)}, "on must be a datetime.date"),
            ({"since": "today"}, "since must be a datetime.date"),
            ({"confidence": 95}, "confidence must be above 0 and below 1"),
        ],
    )
    def test_what_cannot_be_is_refused(self, fields, said):
        """Also where there would be nothing to calculate."""
        right = {"measure": MOOD, "journal": Journal(subject="c-17"), "on": day(0)} | fields
        measure, journal = right.pop("measure"), right.pop("journal")
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            trend(measure, journal, **right)


def target_of(aim, **fields):
    return Target(id="t-1", aim=aim, **fields)


LOW = target_of(Aim.at_most(4, MOOD), due=day(91))


class TestForecast:
    def test_sums_of_a_period_are_its_values(self):
        """A line through weeks, of which the one that is not over is none."""
        walked = attrs.evolve(HOURS, least=0)
        aim = Aim(measure=walked, low=8, per=Frequency.WEEKLY)
        hours = [
            Measured(measure="sleep", value=week + half, day=day(7 * week + 3 * half))
            for week in range(4)
            for half in (0, 1)
        ]
        seen = forecast(target_of(aim), journal_of(*hours), on=day(24), since=day(0))

        assert (3, 3) == (seen.values, seen.days)
        assert ForecastStatus.ON_COURSE is seen.status

    def test_values_in_the_language_of_the_latest_count(self):
        """One of which nobody says the language belongs to any."""
        said = [(9, "de"), (8, None), (7, "en"), (6, "EN"), (5, None)]
        journal = journal_of(
            *(
                Measured(measure="mood", value=value, language=language, day=day(7 * n))
                for n, (value, language) in enumerate(said)
            )
        )
        seen = trend(MOOD, journal, on=day(40))

        assert (("e-1", "e-2", "e-3", "e-4"), ("e-0",)) == (seen.entries, seen.unusable)

    def test_line_leads_to_a_day_with_limits(self):
        """The known answers of the file, in whole days."""
        seen = forecast(LOW, history(*PHQ), on=day(49))

        assert ForecastStatus.ON_COURSE is seen.status
        assert (day(75), day(77), day(88)) == (seen.earliest, seen.day, seen.latest)
        assert (True, False) == (seen.is_in_time, seen.is_due_passed)
        assert (4 - 9.55) / 42 == pytest.approx(seen.pace)
        assert (4 - 9.55) / 6 == pytest.approx(seen.pace_per_week)

    @pytest.mark.parametrize(
        ("aim", "number"),
        [
            (Aim.at_most(4, MOOD), 56),
            (Aim.below(4, MOOD), 57),
            (Aim.at_most(3.9, MOOD), 57),
            (Aim.below(3.9, MOOD), 57),
            (Aim.between(1, 4, MOOD), 56),
            (Aim.maintain(MOOD, high=4), 56),
            (Aim.zero(MOOD), 70),
        ],
    )
    def test_day_is_the_first_that_is_good_enough(self, aim, number):
        """On the day of a strict bound it is not yet passed."""
        seen = forecast(target_of(aim), history(20, 18, 16, 14), on=day(21))

        assert 3 * (day(number),) == (seen.earliest, seen.day, seen.latest)

    @pytest.mark.parametrize(
        ("aim", "number"),
        [
            (Aim.at_least(7, HOURS), 28),
            (Aim.above(7, HOURS), 29),
            (Aim.between(7, 8, HOURS), 28),
            (Aim.between(6.99, 7, HOURS), 28),
        ],
    )
    def test_more_may_be_better(self, aim, number):
        """Of a range the end on this side is where somebody arrives."""
        journal = history(3, 4, 5, 6, measure="sleep")

        assert day(number) == forecast(target_of(aim), journal, on=day(21)).day

    @pytest.mark.parametrize(
        ("values", "aim", "status"),
        [
            ([20, 18, 16], Aim.between(16, 17, MOOD), ForecastStatus.REACHED),
            ([20, 18, 16], Aim.between(17, 18, MOOD), ForecastStatus.MOVING_AWAY),
            ([20, 18, 16], Aim.at_most(16, MOOD), ForecastStatus.REACHED),
            ([20, 18, 16], Aim.below(16, MOOD), ForecastStatus.ON_COURSE),
            ([16, 16, 16], Aim.below(16, MOOD), ForecastStatus.FLAT),
            ([12, 14, 16], Aim.below(16, MOOD), ForecastStatus.MOVING_AWAY),
            ([9, 11, 8, 10, 8], Aim.at_most(4, MOOD), ForecastStatus.UNCERTAIN),
            ([9, 8], Aim.at_most(4, MOOD), ForecastStatus.INSUFFICIENT_DATA),
        ],
    )
    def test_status_is_where_the_line_leads(self, values, aim, status):
        """A strict bound is reached only beyond it."""
        seen = forecast(target_of(aim), history(*values), on=day(7 * (len(values) - 1)))

        assert status is seen.status
        assert (seen.status in {ForecastStatus.ON_COURSE, ForecastStatus.UNCERTAIN}) == (
            seen.day is not None and seen.status is not ForecastStatus.REACHED
        )

    def test_unmeasured_arrival_is_uncertain(self):
        """A line that got there after the last look is no observation."""
        seen = forecast(LOW, history(20, 18, 16, 14), on=day(80))

        assert (ForecastStatus.UNCERTAIN, day(80), None) == (seen.status, seen.day, seen.latest)
        assert None is seen.pace
        assert str(seen).splitlines()[0].startswith("2025-04-24: on the way, perhaps there about")

    def test_no_day_beyond_the_calendar(self):
        """No date is better than one in eight thousand years."""
        slow = history(20, 20 - 1e-6, 20 - 2e-6)
        seen = forecast(LOW, slow, on=day(14))

        assert (ForecastStatus.UNCERTAIN, None, None) == (seen.status, seen.day, seen.latest)
        assert "on the way; more values will tell" in str(seen)
        assert False is seen.is_in_time

    @pytest.mark.parametrize(
        ("due", "pace", "in_time", "passed", "said"),
        [
            (None, None, None, False, None),
            (day(20), None, False, True, "the agreed day, 2025-02-23, has passed"),
            (day(21), None, False, False, "the agreed day is today"),
            (day(26), -2.0, False, False, "to be there by 2025-03-01: down 2 a day, 14 a week"),
            (day(56), -2 / 7, True, False, "down 0.286 a day, 2 a week"),
        ],
    )
    def test_pace_leads_there_by_the_agreed_day(self, due, pace, in_time, passed, said):
        """A day that has passed is said to have, and asks for nothing."""
        target = attrs.evolve(LOW, due=due)
        seen = forecast(target, history(20, 18, 16, 14), on=day(21))

        assert (pace, in_time, passed) == (seen.pace, seen.is_in_time, seen.is_due_passed)
        assert said is None or said in str(seen)
        assert (said is None) == (len(str(seen).splitlines()) == 3)

    def test_goal_may_know_the_day(self):
        """The target's own comes first."""
        journal = history(20, 18, 16, 14)
        without = attrs.evolve(LOW, due=None)

        assert day(28) == forecast(without, journal, on=day(21), due=day(28)).due
        assert day(91) == forecast(LOW, journal, on=day(21), due=day(28)).due

    def test_who_is_there_needs_no_pace(self):
        """Nothing is asked of somebody who has arrived."""
        seen = forecast(LOW, history(12, 9, 5, 3), on=day(21))

        assert (ForecastStatus.REACHED, 0.0, 0.0) == (seen.status, seen.pace, seen.pace_per_week)
        assert 3 * (day(21),) == (seen.earliest, seen.day, seen.latest)
        assert "by 2025" not in str(seen)

    def test_little_is_said_to_be_little(self):
        """Nothing is drawn from two days."""
        seen = forecast(LOW, history(9, 8), on=day(21))

        assert (None, None, None) == (seen.day, seen.pace, seen.is_in_time)
        assert None is seen.pace_per_week
        assert str(seen) == (
            "2025-02-24: not enough information yet; three different days make a start\n"
            "  from 2 values on 2 days"
        )

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ([9, 9, 9], "holding steady, so no day can be named; what would be one small step?"),
            ([9, 12, 15], "moving away for now, so no day can be named; what would help?"),
            ([9, 6, 3], "there already, as far as the line says"),
            (
                [9, 11, 8, 10, 8],
                "on the way, perhaps there about 2025-05-22, 2025-03-18 at the earliest; more",
            ),
        ],
    )
    def test_text_is_kind(self, values, said):
        """It never says failed, and asks one question at most."""
        on = day(7 * (len(values) - 1))
        text = str(forecast(LOW, history(*values), on=on))

        assert f"{on}: {said}" in text
        assert text.endswith("days allow for the slope alone, at 80 %")

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"target": "t-1"}, "target must be a Target"),
            (
                {"target": target_of(Aim.done(1, out_of=2, step="walk"))},
                "target must be about a measure, got Target; progress() tells",
            ),
            ({"due": at(0)}, "due must be a datetime.date"),
            ({"on": None}, "on must be a datetime.date"),
            ({"confidence": 0}, "confidence must be above 0 and below 1"),
        ],
    )
    def test_what_cannot_be_is_refused(self, fields, said):
        """Each argument by its name."""
        right = {"target": LOW, "on": day(0)} | fields
        target = right.pop("target")
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            forecast(target, Journal(subject="c-17"), **right)


# The laws of every rule that names a day. Each returns whether the rule keeps it.

AIMS = st.sampled_from(
    [
        Aim.at_most(4, MOOD),
        Aim.below(4, MOOD),
        Aim.at_least(20, MOOD),
        Aim.above(20, MOOD),
        Aim.between(10, 12, MOOD),
        Aim(measure=MOOD, low=10, high=12, is_strict=True),
    ]
)


@attrs.frozen
class Life:
    target: Target
    journal: Journal
    on: dt.date


@st.composite
def lives(draw):
    values = draw(
        st.lists(
            st.tuples(st.integers(0, 40), st.integers(0, 27) | st.floats(0, 27)),
            min_size=2,
            max_size=10,
        )
    )
    entries = [
        Measured(measure="mood", value=value, day=day(number), extensions={"said": PRIVATE})
        for number, value in sorted(values, key=lambda pair: pair[0])
    ]
    due = day(draw(st.integers(0, 120)))
    target = target_of(draw(AIMS), due=due)
    return Life(target, journal_of(*entries), day(draw(st.integers(30, 60))))


def seen_by(rule, life, **changes):
    life = attrs.evolve(life, **changes)
    return rule(life.target, life.journal, on=life.on)


def no_day_lies_before_the_judgement(rule, life):
    seen = seen_by(rule, life)
    days = [each for each in (seen.earliest, seen.day, seen.latest) if each is not None]
    return all(life.on <= each for each in days) and days == sorted(days)


def named_days_are_those_of_the_status(rule, life):
    seen = seen_by(rule, life)
    named = (seen.day is not None, seen.latest is not None)
    nothing = named == (False, False)
    # Chance need not draw each status, so all are told in one place.
    return {
        ForecastStatus.REACHED: (seen.earliest, seen.day, seen.latest) == 3 * (life.on,),
        ForecastStatus.ON_COURSE: named == (True, True) and seen.earliest is not None,
        ForecastStatus.UNCERTAIN: seen.latest is None,
        ForecastStatus.INSUFFICIENT_DATA: nothing and (seen.earliest, seen.level) == (None, None),
    }.get(seen.status, nothing)


def day_is_the_first_that_is_there(rule, life):
    seen = seen_by(rule, life)
    if seen.day is None or seen.day == life.on:
        return True
    days = [entry.day.toordinal() for entry in life.journal if entry.day <= life.on]
    values = [entry.value for entry in life.journal if entry.day <= life.on]
    line = theil_sen(days, values, confidence=0.8)
    aim = seen.aim
    before, then = (line.at(seen.day.toordinal() - back) for back in (1, 0))
    rise = 1e-6 if line.slope > 0 else -1e-6
    # A steep line leaps over a narrow range: it is there, or past it, and was on this side before.
    is_past = aim.is_met_by(then + rise) or (
        (aim.gap(then) > 0) and ((then > (aim.low or 0)) is (line.slope > 0))
    )
    return is_past and not aim.is_met_by(before - rise)


def pace_leads_to_the_target(rule, life):
    seen = seen_by(rule, life)
    if seen.status is ForecastStatus.REACHED:
        return seen.pace == 0
    if seen.pace is None:
        return True
    there = seen.level + seen.pace * (seen.due - life.on).days
    ends = [bound for bound in (seen.aim.low, seen.aim.high) if bound is not None]
    return min(abs(there - bound) for bound in ends) < 1e-9


def mirrored_life_has_the_same_days(rule, life):
    seen = seen_by(rule, life)
    aim = life.target.aim
    mirror = attrs.evolve(MOOD, direction=Direction.UP, least=-27, most=0)
    mirrored = attrs.evolve(
        aim,
        measure=mirror,
        low=None if aim.high is None else -aim.high,
        high=None if aim.low is None else -aim.low,
    )
    turned = Journal(
        subject="c-17",
        entries=[attrs.evolve(entry, value=-entry.value) for entry in life.journal],
    )
    other = seen_by(rule, life, target=attrs.evolve(life.target, aim=mirrored), journal=turned)
    return (seen.status, seen.earliest, seen.day, seen.latest) == (
        other.status,
        other.earliest,
        other.day,
        other.latest,
    ) and (seen.pace is other.pace is None or seen.pace == -other.pace)


def later_days_change_nothing(rule, life):
    until_then = [entry for entry in life.journal if entry.day <= life.on]
    return seen_by(rule, life) == seen_by(
        rule, life, journal=Journal(subject="c-17", entries=until_then)
    )


def order_of_recording_changes_no_number(rule, life):
    turned = [
        attrs.evolve(entry, recorded_at=at(1_000 - n)) for n, entry in enumerate(life.journal)
    ]
    seen, other = (
        seen_by(rule, life, journal=Journal(subject="c-17", entries=entries))
        for entries in (life.journal.entries, turned)
    )
    return attrs.evolve(seen, entries=()) == attrs.evolve(other, entries=())


def nothing_private_is_shown(rule, life):
    return not any(word in str(seen_by(rule, life)) for word in (PRIVATE, "secret"))


LAWS = [
    no_day_lies_before_the_judgement,
    named_days_are_those_of_the_status,
    day_is_the_first_that_is_there,
    pace_leads_to_the_target,
    mirrored_life_has_the_same_days,
    later_days_change_nothing,
    order_of_recording_changes_no_number,
    nothing_private_is_shown,
]


def changed(**changes):
    """Return a rule that is right but for some fields, computed from what is right."""

    def rule(target, journal, *, on):
        seen = forecast(target, journal, on=on)
        return attrs.evolve(seen, **{name: make(seen) for name, make in changes.items()})

    return rule


def a_day_later(seen):
    return seen.day and seen.day + dt.timedelta(days=1)


class Chatty:
    def __init__(self, seen):
        self.seen = seen

    def __str__(self):
        return f"{self.seen} {self.seen.aim.measure.name}"


BROKEN = {
    no_day_lies_before_the_judgement: changed(
        earliest=lambda seen: seen.earliest and seen.earliest - dt.timedelta(days=1)
    ),
    named_days_are_those_of_the_status: changed(day=lambda seen: seen.day or dt.date.max),
    day_is_the_first_that_is_there: changed(day=a_day_later),
    pace_leads_to_the_target: changed(pace=lambda seen: seen.slope),
    mirrored_life_has_the_same_days: changed(
        status=lambda seen: ForecastStatus.FLAT if (seen.slope or 0) > 0 else seen.status
    ),
    later_days_change_nothing: lambda target, journal, on: forecast(target, journal, on=day(90)),
    order_of_recording_changes_no_number: lambda target, journal, on: forecast(
        target, Journal(subject="c-17", entries=journal.entries[:-1]), on=on
    ),
    nothing_private_is_shown: lambda *given, on: Chatty(forecast(*given, on=on)),
}


class TestForecastLaws:
    @given(lives())
    def test_forecast_keeps_every_law(self, life):
        """Whatever was seen, the day that is named is one that can be explained."""
        broken = [name_of(law) for law in LAWS if not law(forecast, life)]

        assert [] == broken

    @pytest.mark.parametrize("law", LAWS, ids=name_of)
    def test_law_catches_a_broken_rule(self, law):
        """A law that nothing breaks says nothing."""
        found = find(lives(), lambda life: not law(BROKEN[law], life), settings=ONLY_FIND)

        assert found


class TestBands:
    @pytest.mark.parametrize(
        ("value", "band"),
        [
            (70, TrackBand.GREEN),
            (40, TrackBand.GREEN),
            (81.9, TrackBand.GREEN),
            (82, TrackBand.YELLOW),
            (85.3, TrackBand.YELLOW),
            (85.4, TrackBand.RED),
            (1e308, TrackBand.RED),
        ],
    )
    def test_band_is_how_far_behind(self, value, band):
        """Nobody is ever too good."""

        assert band is on_track(value, expected=70, sd=12, direction=Direction.DOWN)

    @given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
    def test_mirrored_value_has_the_same_band(self, value, expected, sd):
        """Which way is better has no say in how much is behind."""
        place = {"expected": expected, "sd": sd, "direction": Direction.UP}
        mirror = {"expected": -expected, "sd": sd, "direction": Direction.DOWN}

        assert standing(value, **place) == standing(-value, **mirror)
        assert on_track(value, **place) is on_track(-value, **mirror)

    def test_functional_range_is_white_whatever_was_expected(self):
        """Somebody who is well need not be better than others."""
        place = {"expected": 5, "sd": 1, "direction": Direction.DOWN}

        assert TrackBand.WHITE is on_track(9, **place, is_functional=True)

    def test_standing_is_finite(self):
        """However far away, it is a number."""
        far = standing(LARGEST, expected=-LARGEST, sd=5e-324, direction=Direction.DOWN)

        assert -LARGEST == far

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"sd": 0}, "sd must be above 0"),
            ({"sd": -1}, "sd must be above 0"),
            ({"expected": math.nan}, "expected must be a finite number"),
            ({"value": "x"}, "value must be a finite number, got text"),
            ({"direction": None}, "direction must be a Direction"),
        ],
    )
    def test_what_cannot_be_is_refused(self, fields, said):
        """A spread of nothing expects everybody to be the same."""
        right = {"value": 1, "expected": 1, "sd": 1, "direction": Direction.UP} | fields
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            on_track(right.pop("value"), **right)


class TestDoseResponse:
    def test_anchors_are_those_of_the_paper(self):
        """Half after 8 sessions and three quarters after 26."""

        assert (0.5, 0.75) == pytest.approx((dose_response(8), dose_response(26)))

    @given(st.floats(1e-3, 1e6))
    def test_more_sessions_help_more(self, sessions):
        """It grows, and never beyond everybody."""

        assert 0 <= dose_response(sessions) <= dose_response(sessions * 2) <= 1

    @pytest.mark.parametrize("sessions", [0, -1, math.inf, math.nan, "8"])
    def test_what_cannot_be_is_refused(self, sessions):
        """Nobody has fewer sessions than none."""
        with pytest.raises(InvalidValueError, match=r"^sessions must be a finite number above 0"):
            dose_response(sessions)


POINTS = [CoursePoint(at=0, expected=18, sd=4), CoursePoint(at=28, expected=12, sd=2)]


def course_of(*points, **fields):
    return ExpectedCourse(
        **{"measure": MOOD, "points": points or POINTS, "source": PRIVATE, "unit": CourseUnit.DAY}
        | fields
    )


class TestExpectedCourse:
    def test_course_speaks_of_its_points_only(self):
        """Between them nothing was published, unless the source says so."""
        course = course_of()

        assert POINTS[1] == course.at(28)
        assert (None, None, None) == (course.at(14), course.at(-1), course.at(29))

    def test_line_between_two_points_is_for_the_caller_to_allow(self):
        """Both the value and its spread lie on it, and nothing lies beyond the ends."""
        course = course_of(*POINTS[::-1], is_interpolated=True)

        assert CoursePoint(at=7, expected=16.5, sd=3.5) == course.at(7)
        assert (None, None) == (course.at(-1), course.at(29))

    @pytest.mark.parametrize(
        ("value", "band", "said"),
        [
            (12, TrackBand.GREEN, "about where most people are at this point; 12 at day 28"),
            (14.1, TrackBand.YELLOW, "slower than for most people; worth a look together; 14.1"),
            (20, TrackBand.RED, "much slower than for most people; a good time to ask"),
            (3, TrackBand.WHITE, "in the functional range; 3 at day 28, usual are 12 give or take"),
        ],
    )
    def test_latest_value_is_judged(self, value, band, said):
        """By the day that it is of."""
        journal = history(18, 17, 16, 15, value)
        functional = Aim.at_most(4, MOOD)
        seen = course_of().judge(journal, on=day(30), start=day(0), functional=functional)

        assert (band, 28, "e-4", POINTS[1]) == (seen.band, seen.at, seen.entry, seen.point)
        assert standing(value, expected=12, sd=2, direction=Direction.DOWN) == seen.z
        assert str(seen).startswith(f"2025-03-05: {said}")
        assert PRIVATE not in str(seen)

    def test_sessions_are_counted_once(self):
        """A session that two people recorded was held once, and one before the start not at all."""
        journal = journal_of(
            SessionHeld(session="s-0", day=day(-3)),
            SessionHeld(session="s-1", day=day(0)),
            SessionHeld(session="s-1", day=day(0)),
            SessionHeld(session="s-2", day=day(7)),
            SessionHeld(session="s-3", day=day(14)),
            Measured(measure="mood", value=15, day=day(7)),
        )
        course = course_of(CoursePoint(at=2, expected=15, sd=3), unit=CourseUnit.SESSION)
        seen = course.judge(journal, on=day(20), start=day(0))

        assert (2, TrackBand.GREEN) == (seen.at, seen.band)

    def test_course_that_says_nothing_gives_no_band(self):
        """It is not stretched to where nobody looked."""
        seen = course_of().judge(history(18, 17), on=day(30), start=day(0))

        assert (None, None, 17.0) == (seen.band, seen.z, seen.value)
        assert str(seen) == (
            "2025-03-05: 17 at day 7; the expected course says nothing about this point"
        )

    def test_nothing_recorded_is_said(self):
        """Values from before the start are none."""
        seen = course_of().judge(history(18, 17), on=day(30), start=day(20))

        assert "2025-03-05: nothing recorded yet" == str(seen)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"points": []}, "points must be at least one point"),
            ({"points": [*POINTS, POINTS[0]]}, "points must be one for each day"),
            ({"points": ["x"]}, "points must be CoursePoint items only"),
            ({"source": " "}, "source must be text that says something"),
            ({"unit": "week"}, "unit must be a CourseUnit"),
        ],
    )
    def test_course_that_cannot_be_is_refused(self, fields, said):
        """Without a source nobody knows whom it is about."""
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            course_of(**fields)

    def test_spread_of_nothing_is_refused(self):
        """As in the bands."""
        with pytest.raises(InvalidValueError, match=r"^sd must be above 0"):
            CoursePoint(at=0, expected=1, sd=0)

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"start": None}, "start must be a datetime.date"),
            ({"functional": 4}, "functional must be an Aim on the measure"),
            ({"functional": Aim.at_most(4, HOURS)}, "functional must be an Aim on the measure"),
            (
                {"functional": Aim.done(1, out_of=2, step="walk")},
                "functional must be an Aim on the measure",
            ),
        ],
    )
    def test_judgement_of_what_cannot_be_is_refused(self, fields, said):
        """Each argument by its name."""
        right = {"on": day(0), "start": day(0)} | fields
        with pytest.raises(InvalidValueError, match=f"^{re.escape(said)}"):
            course_of().judge(Journal(subject="c-17"), **right)
