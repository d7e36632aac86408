from __future__ import annotations

import re
import tomllib
from importlib import metadata, resources

from tests.documents import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
README = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()


def test_ci_runs_the_command_of_the_readme():
    """What a reader is told to type is what judges a change."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    (command,) = [line for line in README if line.endswith("nox -s tests")]

    assert command in script


def test_readme_tells_the_quickstart_in_one_line():
    """The first look needs one line and nothing but Python and pip."""
    (command,) = [line for line in README if line.endswith("nox -s quickstart")]

    assert command.startswith("python3 -m venv .venv && ")


def test_versions_of_python_have_one_source():
    """The classifiers say what is supported; the floor and the sessions follow them."""
    stated = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")

    assert f">={stated[0]}" == PROJECT["requires-python"]
    assert [] == re.findall(r"\b3\.\d+\b", noxfile)


def test_version_is_in_the_changelog():
    """A user can read what a version brings: under its number, or still as unreleased."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[?([^\]\s]+)", changelog, re.MULTILINE)

    assert headings[0] in {"Unreleased", PROJECT["version"]}


def test_installed_version_is_the_one_of_the_project():
    """The tests judge this tree and not a release that happens to be installed."""
    assert PROJECT["version"] == metadata.version("smartgoals")


def test_types_are_shipped():
    """Type checkers read the annotations only where this marker is installed."""
    assert resources.files("smartgoals").joinpath("py.typed").is_file()
