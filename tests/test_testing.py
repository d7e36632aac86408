from __future__ import annotations

import datetime as dt
import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import smartgoals
from smartgoals import testing
from smartgoals.entries import (
    Absent,
    Corrected,
    Done,
    Entry,
    Measured,
    Missed,
    Noted,
    Postponed,
    Redacted,
    SessionHeld,
    Voided,
)
from smartgoals.errors import MissingExtraError
from smartgoals.goals import Goal, Lifecycle
from smartgoals.journal import Journal
from smartgoals.measures import Direction, Measure, MeasureKind
from smartgoals.targets import Aim, Target
from smartgoals.testing import (
    action_plans,
    aims,
    entries,
    goals,
    instants,
    journals,
    measures,
    recurrences,
    steps,
    targets,
    texts,
)
from smartgoals.testing._basics import versions
from smartgoals.testing._entrypoint import register
from smartgoals.testing._journals import histories

# Whether something is there is the question, not how small it can be.
FIND = settings(
    phases=[Phase.generate],
    max_examples=5_000,
    database=None,
    suppress_health_check=list(HealthCheck),
)
SOME = settings(max_examples=max(10, settings().max_examples // 10))
SOURCE = Path(smartgoals.__file__).parent.parent
# Modules that hold the values; the judgements that are made of them are not drawn.
HOMES = ["entries", "goals", "journal", "measures", "notices", "plans", "recurrence", "targets"]
HOMES += ["treatment"]


def value_types():
    for home in HOMES:
        module = importlib.import_module(f"smartgoals.{home}")
        for name in module.__all__:
            kind = getattr(module, name)
            if isinstance(kind, type) and attrs.has(kind):
                yield kind


def in_another_python(code, *path):
    """Run *code* where the only plugins of Hypothesis are those on *path*."""
    return subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, [*path, SOURCE]))},
    )


@pytest.fixture
def installed(tmp_path):
    """Make a folder that declares the entry point, as an installed package does."""
    metadata = tmp_path / "smartgoals_testing-0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: smartgoals-testing\nVersion: 0\n"
    )
    (metadata / "entry_points.txt").write_text(
        "[hypothesis]\n_ = smartgoals.testing._entrypoint:register\n"
    )
    return tmp_path


class TestFromType:
    @pytest.mark.parametrize("kind", list(value_types()), ids=lambda kind: kind.__name__)
    def test_every_value_can_be_drawn_by_its_type(self, kind):
        """A user writes ``st.from_type(Goal)`` and reads no more of this kit."""
        register()
        made = find(st.from_type(kind), lambda _: True, settings=FIND)

        assert isinstance(made, kind)

    def test_value_is_drawn_from_the_whole_domain(self):
        """What Hypothesis would guess from annotations knows no rule that several fields obey."""
        register()

        assert find(st.from_type(Goal), lambda goal: len(goal.lifecycle_history) > 2, settings=FIND)

    def test_installed_package_registers_by_itself(self, installed):
        """Importing Hypothesis is enough, and costs neither the strategies nor a test runner."""
        told = in_another_python(
            "import sys\n"
            "from hypothesis import given, strategies as st\n"
            "print({'pytest', 'smartgoals.testing._strategies'} & set(sys.modules))\n"
            "from smartgoals.goals import Goal\n"
            "@given(st.from_type(Goal))\n"
            "def law(goal):\n"
            "    assert isinstance(goal, Goal)\n"
            "law()\n"
            "print('smartgoals.testing._strategies' in sys.modules, 'pytest' in sys.modules)\n",
            installed,
        )

        assert ("set()\nTrue False\n", "") == (told.stdout, told.stderr)

    def test_entry_point_is_declared(self):
        """The line that makes it so is in the package's metadata."""
        project = tomllib.loads(
            (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
        )
        (line,) = project["project"]["entry-points"]["hypothesis"].values()
        module, _, name = line.partition(":")

        assert register is getattr(importlib.import_module(module), name)


class TestModule:
    def test_without_hypothesis_the_extra_is_named(self, monkeypatch):
        """The message says what to install."""
        monkeypatch.setitem(sys.modules, "hypothesis", None)
        monkeypatch.delitem(sys.modules, "smartgoals.testing")

        with pytest.raises(MissingExtraError, match=r'pip install "smartgoals\[testing\]"'):
            importlib.import_module("smartgoals.testing")

    def test_names_load_when_they_are_first_used(self):
        """Completion offers them, and naming the module loads none."""
        told = in_another_python(
            "import sys, smartgoals.testing as kit\n"
            "print('smartgoals.testing._strategies' in sys.modules)\n"
            "print(set(kit.__all__) <= set(dir(kit)))\n"
            "print(all(getattr(kit, name) is not None for name in kit.__all__))\n"
        )

        assert ("False\nTrue\nTrue\n", "") == (told.stdout, told.stderr)

    def test_every_name_is_where_the_module_looks_for_it(self):
        """The kit's public names are those of its private modules."""
        module = importlib.reload(testing)

        assert set(module.__all__) <= set(dir(module))
        assert set(module.__all__) == {
            name
            for name in module.__all__
            # What is called by no name of its own: a constant, or the type of a function.
            if name.isupper() or getattr(module, name).__name__ in {name, "Callable"}
        }

    def test_unknown_name_is_an_attribute_error(self):
        """A misspelt name reads as it would in any other module."""
        with pytest.raises(AttributeError, match="no attribute 'gaols'"):
            testing.gaols  # noqa: B018  # asking is the question


def reaches(strategy, condition):
    return condition(find(strategy, condition, settings=FIND))


AGREED = goals(target=st.nothing(), milestone=st.nothing(), plan=action_plans(step=st.nothing()))


class TestDomain:
    @pytest.mark.parametrize(
        ("strategy", "condition"),
        [
            (texts(), lambda text: any(ord(letter) > 0xFFFF for letter in text)),
            (instants(), lambda moment: moment.fold == 1),
            (instants(), lambda moment: moment.microsecond > 0 and moment.year < 1000),
            (instants(), lambda moment: moment.utcoffset().seconds % 60 > 0),
            (steps(), lambda step: step.dose is not None and step.dose.value > 1e300),
            (steps(), lambda step: any(isinstance(v, tuple) for v in step.extensions.values())),
            (measures(), lambda measure: measure.instrument is not None),
            (measures(), lambda measure: measure.least is not None and measure.most is None),
            (aims(), lambda aim: aim.is_strict and aim.low is not None and aim.high is not None),
            (aims(), lambda aim: aim.is_held),
            (aims(), lambda aim: aim.step is not None),
            (targets(), lambda target: target.baseline is not None and target.aim.high is not None),
            (recurrences(), lambda rule: len(rule.weekdays) > 2 and rule.interval > 1),
            (recurrences(), lambda rule: rule.start.year > 9_000),
            (
                recurrences(start=st.just(dt.date.max)),
                lambda rule: rule.at and rule.has_fixed_days and rule.count is None,
            ),
            (goals(), lambda goal: len(goal.plan.steps) > len({s.id for s in goal.plan.steps}) > 0),
            (goals(), lambda goal: len(goal.targets) > 1 and len(goal.milestones) > 0),
            (AGREED, lambda goal: len({a.by for a in goal.acceptances}) > 1),
            (AGREED, lambda goal: len({a.revision for a in goal.acceptances}) > 1),
            (AGREED, lambda goal: goal.lifecycle_history[0].day is None),
            (journals(), lambda journal: len({e.recorded_at for e in journal}) < len(journal)),
            (journals(), lambda j: any(isinstance(e, Redacted) for e in j)),
            (
                journals(),
                lambda j: {e.entry for e in j if isinstance(e, Voided)} & {e.id for e in j},
            ),
            (
                journals(),
                lambda j: {e.entry for e in j if isinstance(e, Corrected)} & {e.id for e in j},
            ),
            (
                histories(),
                lambda h: {e.entry for e in h if isinstance(e, Redacted)} & {e.id for e in h},
            ),
        ],
        ids=range(25),
    )
    def test_strategy_reaches_the_corners_of_its_domain(self, strategy, condition):
        """A law is as strong as the values that it meets."""
        assert reaches(strategy, condition)

    @pytest.mark.parametrize(
        "kinds",
        [(Done,), (Done, Missed), (SessionHeld, Entry), ()],
        ids=["one", "two", "the base", "none"],
    )
    @SOME
    @given(data=st.data())
    def test_entries_are_of_the_kinds_asked_for(self, kinds, data):
        """One kind is asked for by its class, several by several, all by the base or by none."""
        drawn = data.draw(st.lists(entries(*kinds), max_size=2))

        assert all(isinstance(entry, kinds or Entry) for entry in drawn)

    @SOME
    @given(entries(Absent, Postponed, day=st.just(dt.date(9999, 12, 30))))
    def test_entry_that_names_a_later_day_finds_one(self, entry):
        """Where only one day is asked for, the later day is still free."""
        later = entry.until if isinstance(entry, Absent) else entry.to

        assert (dt.date(9999, 12, 30), dt.date(9999, 12, 31)) == (entry.day, later)

    @SOME
    @given(st.data())
    def test_parameters_narrow_the_domain(self, data):
        """Each is a strategy for what it is called by."""
        goal = data.draw(
            goals(
                id=st.just("g-1"),
                subject=st.just("c-17"),
                lifecycle=st.just(Lifecycle.ON_HOLD),
                target=st.nothing(),
                milestone=st.nothing(),
                plan=action_plans(step=steps(text=st.just("walk")), id=st.just("walk")),
                text=st.just("words"),
            )
        )

        assert ("g-1", "c-17", Lifecycle.ON_HOLD, ()) == (
            goal.id,
            goal.subject,
            goal.lifecycle,
            goal.targets,
        )
        assert {"words"} == {goal.statement, goal.reason, goal.expected_outcome}
        assert {("walk", "walk")} >= {(step.id, step.action) for step in goal.plan.steps}

    @SOME
    @given(st.data())
    def test_aims_are_of_what_is_asked_for(self, data):
        """A measure or a step given means that nothing else is watched."""
        observed = data.draw(measures())
        asked = {"measure": st.just(observed), "step": st.just("walk")}

        for names in (["measure"], ["step"], ["measure", "step"]):
            aim = data.draw(aims(**{name: asked[name] for name in names}))

            assert aim.measure in ({observed, None} if "measure" in names else {None})
            assert aim.step in ({"walk", None} if "step" in names else {None})
            assert (aim.measure is None) != (aim.step is None)

    @pytest.mark.parametrize(
        "bounds",
        [
            (1, None, False),
            (0, None, True),
            (None, 0, False),
            (None, 1, True),
            (0, 1, True),
            (1, 1, False),
            (0, 0, False),
        ],
        ids=str,
    )
    def test_aims_reach_the_ends_of_a_narrow_range(self, bounds):
        """Where only yes and no are possible, each kind of bound can still be made."""
        yes_no = Measure(
            id="m", kind=MeasureKind.YES_NO, unit="1", direction=Direction.UP, least=0, most=1
        )

        assert reaches(
            aims(measure=st.just(yes_no)),
            lambda aim: (aim.low, aim.high, aim.is_strict) == bounds,
        )

    def test_target_of_the_widest_aim_has_no_baseline(self):
        """Below the least float there is none to start from."""
        least = -sys.float_info.max
        measure = Measure(id="m", kind=MeasureKind.AMOUNT, unit="1", direction=Direction.UP)
        made = targets(aim=st.just(Aim.at_least(least, measure)))

        assert find(made, lambda _: True, settings=FIND).baseline is None

    @given(versions(st.nothing(), id=st.just("t-1"), day=testing.days()))
    def test_versions_of_nothing_are_none(self, made):
        """As a list of nothing is an empty list."""
        assert () == made

    @SOME
    @given(journals(entry=entries(Measured, Noted, SessionHeld, Voided)))
    def test_journal_takes_any_entry_as_what_happened(self, journal):
        """What is said of others may come from the caller, too."""
        assert isinstance(journal, Journal)
        assert {Measured, Noted, SessionHeld, Voided, Corrected, Redacted} >= {
            type(entry) for entry in journal
        }

    @given(targets(id=st.just("t-1")))
    def test_target_has_the_id_asked_for(self, target):
        """A test names what it looks for."""
        assert (Target, "t-1") == (type(target), target.id)
