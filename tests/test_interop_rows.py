"""Rows: each is imported or refused with a reason, and nothing is guessed or lost."""

from __future__ import annotations

import csv
import datetime as dt
import io

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartgoals import (
    Direction,
    Goal,
    InvalidValueError,
    Journal,
    KeyArea,
    Lifecycle,
    Measure,
    MeasureKind,
    Priority,
)
from smartgoals.interop.rows import ImportedRows, Severity, read_goals, read_measurements
from smartgoals.smart import DateOrder

AT = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
DAY = dt.date(2025, 2, 3)


def a_row(**cells):
    whole = {"subject": "c-17", "statement": "I will walk.", **cells}
    return {name: cell for name, cell in whole.items() if cell is not None}


def a_target(**cells):
    return a_row(
        **{"measure": "walking", "comparison": "at least", "target": "30", "unit": "min", **cells}
    )


def a_value(**cells):
    whole = {"client": "c-17", "instrument": "PHQ-9", "score": "14", "date": "2025-02-03", **cells}
    return {name: cell for name, cell in whole.items() if cell is not None}


def values(*rows, **how):
    return read_measurements(list(rows), recorded_at=AT, **how)


def told(found):
    return [str(one) for one in found.findings]


def the_goal(**cells):
    found = read_goals([a_row(**cells)])
    assert [] == told(found)
    (goal,) = found.goals
    return goal


NOON = dt.datetime(2025, 2, 3, 12)  # noqa: DTZ001  # as a spreadsheet has it


class TestGoals:
    def test_every_column_is_read(self):
        """A row becomes a goal that says the same, with all its cells kept."""
        row = a_target(
            id="g-1",
            reason="for my children",
            start="2025-02-03",
            due="2025-04-30",
            status="active",
            status_day="2025-02-03",
            priority="high",
            key_area="Moving",
            baseline="10",
        )

        (goal,) = read_goals([row]).goals

        assert ("g-1", "c-17", "I will walk.", "for my children") == (
            goal.id,
            goal.subject,
            goal.statement,
            goal.reason,
        )
        assert (DAY, dt.date(2025, 4, 30)) == (goal.start, goal.due)
        assert (Lifecycle.ACTIVE, Priority.HIGH) == (goal.lifecycle, goal.priority)
        assert (KeyArea(code="Moving", name="Moving"),) == goal.key_areas
        assert ["at least 30 min, from 10"] == [str(target) for target in goal.targets]
        assert row == dict(goal.extensions["row"])

    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_tables_of_any_delimiter_are_read(self, delimiter):
        """With or without a byte order mark, and whatever the columns are called."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter)
        writer.writerows(
            [["Client ID", "GOAL", "Due-Date"], ["c-17", 'I will, "walk".', "2025-04-30"]]
        )

        (goal,) = read_goals(f"\ufeff{text.getvalue()}").goals

        assert ("c-17", 'I will, "walk".', dt.date(2025, 4, 30)) == (
            goal.subject,
            goal.statement,
            goal.due,
        )

    def test_columns_may_be_called_anything(self):
        """A table in another language says which is which."""
        row = {"Fall": "c-17", "Ziel": "I will walk.", "Ort": "home"}

        found = read_goals([row], columns={"subject": "Fall", "statement": "Ziel"})

        assert ["information: columns: 1 columns are not known; they are kept with their rows"] == (
            told(found)
        )
        assert "home" == found.goals[0].extensions["row"]["Ort"]

    def test_columns_names_fields_that_there_are(self):
        """A slip in a name would leave a column unread."""
        with pytest.raises(InvalidValueError, match=r"^columns must be names of the fields"):
            read_goals([], columns={"subjct": "Fall"})

    def test_a_row_without_an_id_gets_the_same_each_time(self):
        """Importing twice adds nothing."""
        assert the_goal().id == the_goal(due="2025-04-30").id
        assert the_goal().id != the_goal(subject="c-1", statement="7I will walk.").id

    def test_an_id_that_comes_twice_is_refused(self):
        """The first stands."""
        found = read_goals([a_row(id="g-1"), a_row(id="g-1", statement="I will run.")])

        assert ["error: row 2: id: is that of an earlier row"] == told(found)
        assert ((2,), ["I will walk."]) == (found.refused, [goal.statement for goal in found.goals])

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"subject": ""}, "subject: is missing"),
            ({"statement": None}, "statement: is missing"),
            ({"start": "soon"}, "start: has to be a day as YYYY-MM-DD"),
            ({"start": "2025-02-30"}, "start: has to be a day that there is"),
            ({"start": "31.02.2025"}, "start: has to be a day that there is"),
            ({"due": "3/4/2025"}, "due: may be meant day first or month first: say date_order"),
            ({"status": "begun"}, "status: has to be one of: proposed"),
            ({"priority": "urgent"}, "priority: has to be one of: high"),
            ({"start": "2025-02-03", "due": "2025-02-02"}, "due: cannot be so"),
            ({"subject": "c\x0017"}, "subject: cannot be so"),
            ({"statement": "\ud800"}, "row: has a cell of over"),
            ({"statement": "x" * 30_000}, "row: has a cell of over"),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_its_place(self, cells, said):
        """The other rows are imported all the same."""
        found = read_goals([a_row(id="g-0"), a_row(**cells)])

        assert [f"error: row 2: {said}"] == [
            one[: len(f"error: row 2: {said}")] for one in told(found)
        ]
        assert ((2,), ["g-0"]) == (found.refused, [goal.id for goal in found.goals])

    @pytest.mark.parametrize("cell", [DAY, NOON, "2025-02-03", " 03.02.2025 "])
    def test_days_are_read_as_they_come(self, cell):
        """As values, as ISO 8601, or in figures where the order is known."""
        (goal,) = read_goals([a_row(start=cell)], date_order=DateOrder.DAY_FIRST).goals

        assert DAY == goal.start

    @pytest.mark.parametrize(
        ("cells", "days"),
        [
            (["13/2/2025", "3/2/2025"], [dt.date(2025, 2, 13), DAY]),
            (["2/13/2025", "2/3/2025"], [dt.date(2025, 2, 13), DAY]),
            (["13/2/2025", "2/13/2025", "4/4/2025"], [dt.date(2025, 4, 4)]),
            (["3/2/2025", "4/5/2025"], []),
        ],
    )
    def test_a_table_tells_the_order_of_its_dates(self, cells, days):
        """One date that can be meant one way alone decides; without one nothing is guessed."""
        found = read_goals([a_row(id=str(at), start=cell) for at, cell in enumerate(cells)])

        assert days == [goal.start for goal in found.goals]

    def test_an_excel_file_has_gaps(self):
        """None and NaN are empty cells."""
        goal = the_goal(reason=None, due=float("nan"))

        assert ("", None) == (goal.reason, goal.due)

    @pytest.mark.parametrize(
        ("comparison", "said"),
        [
            (">=", "at least 30 min"),
            ("≥", "at least 30 min"),
            ("At most", "at most 30 min"),
            ("above", "above 30 min"),
            ("<", "below 30 min"),
        ],
    )
    def test_a_comparison_says_which_way_is_better(self, comparison, said):
        """In signs or in words."""
        (goal,) = read_goals([a_target(comparison=comparison)]).goals

        assert said == str(goal.targets[0])

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"comparison": ""}, "needs a measure, a target and a comparison; kept"),
            ({"baseline": "40"}, "cannot be met from its baseline, or be at all; kept"),
            ({"measure": "PHQ-9", "unit": None, "target": "90"}, "cannot be met"),
        ],
    )
    def test_a_goal_without_a_whole_target_is_imported(self, cells, said):
        """With a warning; what was there is kept."""
        found = read_goals([a_target(**cells)])

        assert () == found.goals[0].targets
        assert said in told(found)[0]
        assert Severity.WARNING is found.findings[0].severity

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"comparison": "about"}, "row 1: comparison: has to be one of: >="),
            ({"target": "many"}, "row 1: target: has to be a number"),
            ({"target": "1,234"}, "row 1: target: may have a decimal comma or not"),
            ({"target": float("inf")}, "row 1: target: has to be a number"),
            ({"target": True}, "row 1: target: has to be a number"),
            ({"unit": "two words"}, "row 1: unit: has to be a UCUM code"),
        ],
    )
    def test_a_target_that_cannot_be_read_is_refused(self, cells, said):
        """A wrong cell may be a shifted row."""
        assert said in told(read_goals([a_target(**cells)]))[0]

    @pytest.mark.parametrize(
        ("cells", "amounts"),
        [
            (["7,5", "1,234"], [7.5, 1.234]),
            (["7.5", "1,234"], [7.5]),
            (["7.5", "7,5"], [7.5]),
            (["7.5", "8"], [7.5, 8]),
            ([7, 7.25], [7, 7.25]),
        ],
    )
    def test_a_column_tells_its_decimal_sign(self, cells, amounts):
        """A comma that can be meant in two ways is not guessed."""
        rows = [a_target(id=str(at), target=cell) for at, cell in enumerate(cells)]

        assert amounts == [goal.targets[0].aim.low for goal in read_goals(rows).goals]

    def test_a_decimal_comma_may_be_said(self):
        """Then 1,234 is a little more than one."""
        (goal,) = read_goals([a_target(target="1,234")], decimal_comma=True).goals

        assert 1.234 == goal.targets[0].aim.low
        assert () == read_goals([a_target(target="1,234")], decimal_comma=False).goals

    @pytest.mark.parametrize(
        ("unit", "kind"),
        [
            ("min", MeasureKind.DURATION),
            ("page", MeasureKind.COUNT),
            ("kg", MeasureKind.AMOUNT),
            ("", MeasureKind.AMOUNT),
        ],
    )
    def test_a_measure_is_made_of_its_name_and_unit(self, unit, kind):
        """One word may be anything that is counted."""
        (goal,) = read_goals([a_target(unit=unit)]).goals

        assert kind is goal.targets[0].aim.measure.kind

    def test_known_measures_are_taken(self):
        """By id or name, with amounts in their unit; questionnaires by any of their names."""
        sleep = Measure(
            id="sleep", name="Schlaf", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP
        )
        rows = [
            a_target(id="1", measure="SCHLAF", target="420", baseline="300"),
            a_target(id="2", measure="GAD-7", comparison="<", target="8", baseline="15", unit=""),
        ]

        found = read_goals(rows, measures=[sleep])

        assert ["at least 7 h, from 5", "below 8, from 15"] == [
            str(goal.targets[0]) for goal in found.goals
        ]

    def test_a_risk_in_a_row_is_told_whatever_becomes_of_it(self):
        """Also where the row is refused."""
        rows = [a_row(), a_row(subject="", statement="I want to kill myself")]

        found = read_goals(rows)

        assert ([2], (2,)) == (list(found.notices), found.refused)

    def test_no_cell_is_repeated(self):
        """A finding may be logged, and so may the whole."""
        found = read_goals([a_row(statement="secret", start="secret", unit="secret")])

        assert "secret" not in f"{told(found)}{read_goals([a_row(statement='secret')])}"


class TestMeasurements:
    def test_rows_become_entries_of_a_journal(self):
        """By person, in the order of their rows."""
        found = values(a_value(), a_value(score="12", date="2025-02-17"), a_value(client="c-18"))

        assert ["c-17", "c-18"] == list(found.entries)
        journal = Journal(subject="c-17", entries=found.entries["c-17"])
        assert [14.0, 12.0] == [entry.value for entry in journal.current]

    def test_importing_twice_adds_nothing(self):
        """The same row has the same id."""
        once, twice = (values(a_value()).entries["c-17"] for _ in range(2))

        assert 1 == len(Journal(subject="c-17", entries=[*once, *twice]))

    def test_a_row_that_comes_twice_is_refused(self):
        """A value is counted once; two that differ are two."""
        found = values(a_value(), a_value(), a_value(score="15"))

        assert ((2,), 2) == (found.refused, len(found.entries["c-17"]))

    def test_units_are_turned_into_those_of_the_measure(self):
        """A measure that is not known keeps the unit of the row."""
        sleep = Measure(id="sleep", kind=MeasureKind.DURATION, unit="h", direction=Direction.UP)
        rows = [
            a_value(instrument="sleep", score="90", unit="min", author="c-17", id="e-1"),
            a_value(instrument="steps", score="9000", unit="step"),
            a_value(instrument="mood", score="3"),
        ]

        found = values(*rows, measures=[sleep])

        assert [("sleep", 1.5, "h"), ("steps", 9000.0, "{step}"), ("mood", 3.0, None)] == [
            (entry.measure, entry.value, entry.unit and entry.unit.code)
            for entry in found.entries["c-17"]
        ]
        assert ("e-1", "c-17") == (found.entries["c-17"][0].id, found.entries["c-17"][0].author)

    @pytest.mark.parametrize(
        ("cells", "said"),
        [
            ({"client": None}, "subject: is missing"),
            ({"score": "fine"}, "value: has to be a number"),
            ({"score": "140"}, "value: has to lie in the range of its measure"),
            ({"unit": "min"}, "unit: has to measure the same as its measure"),
            ({"date": "3/4/2025"}, "day: may be meant"),
            ({"client": "c\x0017"}, "subject: cannot be so"),
            ({"instrument": "a\x00b"}, "measure: cannot be so"),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_its_place(self, cells, said):
        """The other rows are imported all the same."""
        found = values(a_value(date="2025-01-01"), a_value(**cells))

        assert f"error: row 2: {said}" in told(found)[0]
        assert (2,) == found.refused

    def test_when_it_was_written_down_has_a_zone(self):
        """A moment without one is no moment."""
        with pytest.raises(InvalidValueError) as caught:
            read_measurements([a_value()], recorded_at=dt.datetime(2025, 3, 1))  # noqa: DTZ001  # that is the error

        assert "recorded_at" == caught.value.field


HOSTILE = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.dates()
    | st.lists(st.text())
)


def counted(found):
    """Return how many rows came to something."""
    return len(found.goals) + sum(map(len, found.entries.values())) + len(found.refused)


def breaks_the_law(read, rows):
    """Say what is wrong with what *read* made of rows; empty if nothing."""
    found = read(rows)
    if counted(found) != len(rows):
        return "a row is neither imported nor refused"
    if len(found.refused) > sum(one.severity is Severity.ERROR for one in found.findings):
        return "a row is refused without a reason"
    if found != read(rows):
        return "the same rows give something else"
    if found != read([dict(reversed(row.items())) for row in rows]):
        return "the order of columns matters"
    return ""


CELLS = st.dictionaries(
    st.sampled_from(["id", "subject", "statement", "start", "due", "measure", "target", "unit"])
    | st.text(),
    HOSTILE | st.sampled_from(["2025-02-03", "3/4/2025", "7,5", "x", "I will walk."]),
)


SEEN = iter(range(1_000_000))


def with_another_id(rows):
    return attrs.evolve(
        read_goals(rows), goals=[Goal(id=str(next(SEEN)), subject="c", statement="x")]
    )


def with_first_column(rows):
    return attrs.evolve(
        read_goals(rows), goals=[Goal(id=next(iter(rows[0])), subject="c", statement="x")]
    )


class TestLaws:
    @given(st.lists(CELLS.map(lambda cells: a_row() | cells), max_size=4))
    def test_each_row_is_imported_or_refused(self, rows):
        """Whatever is in it, with a reason, and the same each time."""
        plain = [{name: text(cell) for name, cell in row.items()} for row in rows]

        assert "" == breaks_the_law(read_goals, plain)
        assert "" == breaks_the_law(values_of, plain)

    @pytest.mark.parametrize(
        ("broken", "what"),
        [
            (lambda rows: read_goals(rows[:-1]), "neither"),
            (lambda rows: attrs.evolve(read_goals(rows), findings=()), "without a reason"),
            (with_another_id, "something else"),
            (with_first_column, "order of columns"),
        ],
    )
    def test_law_catches_a_broken_reader(self, broken, what):
        """A law that lets a broken reader pass proves nothing."""
        assert what in breaks_the_law(broken, [a_row(), a_row(subject="")])

    @given(st.text() | st.lists(HOSTILE))
    def test_no_text_at_all_breaks_the_reader(self, rows):
        """Whatever comes from outside gives findings, and nothing else."""
        assert isinstance(read_goals(rows), ImportedRows)
        assert isinstance(read_measurements(rows, recorded_at=AT), ImportedRows)

    def test_a_table_that_breaks_off_says_where(self):
        """What came before it is imported."""
        found = read_goals(f"subject,statement\nc-17,I will walk.\nc-18,{'x' * 200_000}\n")

        assert ["error: line 3: csv: cannot be read, nor what comes after it"] == [
            f"{one.severity}: {one.path}: {one.code}: {one.message}" for one in found.findings
        ]
        assert 1 == len(found.goals)

    def test_rows_have_a_limit(self):
        """A table without end is not read without end."""
        found = read_goals([a_row(id=str(at)) for at in range(5)], limit=3)

        assert (3, ["error: row 4: only 3 rows are read"]) == (len(found.goals), told(found))


def text(cell):
    """Return a cell that equals itself."""
    return "nan" if isinstance(cell, float) else cell


def values_of(rows):
    return read_measurements(rows, recorded_at=AT)
