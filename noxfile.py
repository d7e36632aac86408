"""Everything that is checked, one session each; ``nox --list`` tells what there is.

The supported Pythons are read from the classifiers in pyproject.toml. Each is looked for before a
session starts: one that is not here is named and left out, one that is here is never skipped.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
SUPPORTED = nox.project.python_versions(PYPROJECT)


def answers(interpreter: str | Path, version: str) -> bool:
    """Return whether *interpreter* starts and is of *version*; the shims of pyenv may refuse."""
    asked = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        told = subprocess.run(
            [interpreter, "-c", asked], capture_output=True, check=False, text=True, timeout=60
        )
    except OSError:
        return False
    return told.returncode == 0 and told.stdout.strip() == version


def folder_of(version: str) -> Path | None:
    """Return the folder of a Python of *version* that really starts, or None."""
    name = f"python{version}"
    on_path = shutil.which(name)
    if on_path and answers(on_path, version):
        return Path(on_path).parent
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for home in sorted(pyenv.glob(f"versions/{version}.*"), reverse=True):
        if answers(home / "bin" / name, version):
            return home / "bin"
    if answers(sys.executable, version):
        return Path(sys.executable).parent
    return None


FOLDERS = {version: folder for version in SUPPORTED if (folder := folder_of(version))}
PYTHONS = list(FOLDERS)
if not PYTHONS:
    sys.exit(f"none of the supported Pythons is here: {', '.join(SUPPORTED)}")
for absent in sorted(set(SUPPORTED) - set(PYTHONS)):
    print(f"Python {absent} is supported and is not here: its sessions are left out", flush=True)
# First on the path, so that nox meets these before a shim that would refuse.
os.environ["PATH"] = os.pathsep.join([*map(str, FOLDERS.values()), os.environ["PATH"]])

RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
MAIN = RUNNING if RUNNING in PYTHONS else PYTHONS[-1]
OLDEST = PYTHONS[0]

nox.needs_version = ">=2025.10.16"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_external_run = True
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["tests", "lint", "typing", "tests_min", "tests_bare", "docs", "build"]


def group(name: str) -> list[str]:
    """Return the requirements of the dependency group *name*."""
    return list(nox.project.dependency_groups(PYPROJECT, name))


def wheel(session: nox.Session) -> str:
    """Build the wheel that a user would get and return its path."""
    folder = Path(session.create_tmp()) / "wheel"
    shutil.rmtree(folder, ignore_errors=True)
    if session.venv_backend == "uv":
        session.run_install("uv", "build", "--quiet", "--wheel", f"--out-dir={folder}")
    else:
        session.run_install(
            "python", "-m", "pip", "wheel", "--quiet", "--no-deps", f"--wheel-dir={folder}", "."
        )
    (built,) = folder.glob("*.whl")
    return str(built)


def without_smartgoals_src(session: nox.Session) -> None:
    """Check that the tests see the installed wheel and not the work tree."""
    session.run(
        "python",
        "-c",
        "import pathlib, smartgoals\n"
        "assert 'site-packages' in pathlib.Path(smartgoals.__file__).parts, smartgoals.__file__",
    )


EXTRAS = ",".join(PYPROJECT["project"]["optional-dependencies"])
# What is tested: the tests, every block of the documents, and the examples in the docstrings of
# the installed package.
EVERYTHING = ("tests", "docs", "README.md", "--doctest-modules", "--pyargs", "smartgoals")
# On all cores; a file stays whole, for the blocks of a document build on each other.
SPREAD = ("-n", "auto", "--dist", "loadfile")


@nox.session(python=PYTHONS[1:] or PYTHONS)
def tests(session: nox.Session) -> None:
    """Test the wheel with all extras and the newest versions; the oldest Python is tests_min's."""
    session.install(*group("tests"), f"{wheel(session)}[{EXTRAS}]")
    without_smartgoals_src(session)
    if session.posargs:
        session.run("pytest", *session.posargs)
        return
    # The same lines run on every Python, and laws the same cases: one of them tries them all,
    # the newest, which is also the quickest.
    env = {} if session.python == PYTHONS[-1] else {"HYPOTHESIS_PROFILE": "quick"}
    session.run("pytest", *SPREAD, *EVERYTHING, env=env)


@nox.session(python=OLDEST, venv_backend="uv")
def tests_min(session: nox.Session) -> None:
    """Test with the lowest versions that we allow, and count that every line and branch runs."""
    session.install("--resolution=lowest-direct", "--all-extras", "-r", "pyproject.toml")
    session.install("--no-deps", wheel(session))
    session.install(*group("tests"))
    session.run("uv", "pip", "list", "--quiet")
    without_smartgoals_src(session)
    # Counting takes twice the time; what rare cases alone would reach has a test of its own.
    env = {"HYPOTHESIS_PROFILE": "quick"}
    if session.posargs:
        session.run("pytest", *session.posargs, env=env)
        return
    # Of the workers alone, for some tests look at what a process of their own has loaded.
    env["COVERAGE_FILE"] = str(Path(session.create_tmp()).resolve() / "coverage")
    session.run("pytest", *SPREAD, "--cov", "--cov-report=term", *EVERYTHING, env=env)


@nox.session(python=MAIN)
def tests_bare(session: nox.Session) -> None:
    """Test without any extra: the core works, and what needs an extra names it."""
    session.install("pytest>=9", wheel(session))
    session.run(
        "python",
        "-c",
        "from importlib.util import find_spec as find\n"
        "extras = ['apsw', 'cryptography', 'hypothesis', 'narwhals', 'orjson', 'polars']\n"
        "extras += ['psycopg']\n"
        "assert not any(map(find, extras)), 'an extra came along'",
    )
    session.run("pytest", "--noconftest", "tests/test_bare.py")


@nox.session(python=MAIN)
def laws(session: nox.Session) -> None:
    """Search for a life in which one of our rules breaks a law. Takes --minutes, 25 by default."""
    session.install(*group("tests"), f"{wheel(session)}[{EXTRAS}]")
    session.run("python", "-m", "benchmarks.laws", *session.posargs)


@nox.session(python=MAIN)
def crash(session: nox.Session) -> None:
    """Kill writers and servers, cut the power, and let many write at once.

    Takes --kills, --cuts, --processes, --seconds, --servers and --seed.
    """
    session.install(*group("tests"), f"{wheel(session)}[{EXTRAS}]")
    session.run("python", "-m", "benchmarks.crash", *session.posargs)


@nox.session(python=MAIN)
def nightly(session: nox.Session) -> None:
    """Search for any broken law for long and at random. Takes pytest's arguments."""
    session.install(*group("tests"), f"{wheel(session)}[{EXTRAS}]")
    env = {"HYPOTHESIS_PROFILE": "nightly"}
    session.run("pytest", *(session.posargs or ["tests"]), env=env)


@nox.session(python=MAIN)
def oracle(session: nox.Session) -> None:
    """Compare random recurrences with python-dateutil, and lines and intervals with scipy.

    Takes --rules and --seed for the recurrences, and then leaves out the rest.
    """
    session.install(*group("oracle"), *group("stats"), wheel(session))
    session.run("python", "-m", "benchmarks.oracle", *(session.posargs or ["--rules=20000"]))
    if not session.posargs:
        session.run("python", "-m", "benchmarks.scoring_oracle")


@nox.session(python=MAIN)
def corpus(session: nox.Session) -> None:
    """Run every FHIR resource below a folder through the library: nox -s corpus -- FOLDER."""
    session.install("fhir.resources>=8.3", wheel(session))
    session.run("python", "-m", "benchmarks.corpus", *session.posargs)


@nox.session(python=MAIN)
def bench_fhir(session: nox.Session) -> None:
    """Compare Goals below a folder with fhir.resources and fhirclient: -- FOLDER."""
    session.install(*group("bench"), wheel(session))
    session.run("python", "-m", "benchmarks.fhir", *session.posargs)


@nox.session(python=MAIN)
def spark(session: nox.Session) -> None:
    """Hold cohorts on a local Spark to the rules for one person, and run a job. Needs Java 17."""
    session.install(*group("tests"), "pyspark>=4", f"{wheel(session)}[{EXTRAS}]")
    # Workers take the Python of the path, unless they are told.
    python = str(Path(session.virtualenv.location).resolve() / "bin" / "python")
    session.run(
        "python", "-m", "benchmarks.spark", *session.posargs, env={"PYSPARK_PYTHON": python}
    )


@nox.session(python=MAIN)
def bench_cohort(session: nox.Session) -> None:
    """Compare cohorts with a kernel of numpy and with SQL. Takes --goals and --spark."""
    extra = ["pyspark>=4"] if "--spark" in session.posargs else []
    session.install(*group("bench"), *extra, f"{wheel(session)}[{EXTRAS}]")
    session.run("python", "-m", "benchmarks.cohort", *session.posargs)


@nox.session(python=MAIN)
def typing(session: nox.Session) -> None:
    """Check the types of the source, and the types that users see."""
    session.install(*group("typing"), wheel(session))
    session.run("mypy", "src/smartgoals")
    session.run("mypy", "typing_tests")
    session.run("pyright", "typing_tests")
    session.run("pyright", "--verifytypes", "smartgoals", "--ignoreexternal")


@nox.session(python=MAIN)
def lint(session: nox.Session) -> None:
    """Check the style, the spelling, and which module imports which."""
    session.install(*group("lint"), wheel(session))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("codespell")


@nox.session(python=MAIN)
def docs(session: nox.Session) -> None:
    """Build the documents; a dead link or an undocumented public name is an error."""
    # With all extras: the page of each function links to its source.
    session.install(*group("docs"), f"{wheel(session)}[{EXTRAS}]")
    options = ["-n", "-W", "--keep-going", "-q", "-E", "-b", "html"]
    session.run("sphinx-build", *options, "docs", "docs/_build/html")
    print("The documents are in docs/_build/html")


@nox.session(python=MAIN)
def build(session: nox.Session) -> None:
    """Build sdist and wheel twice to the same bytes, and check what is in them."""
    session.install("build", "check-wheel-contents>=0.6", *PYPROJECT["build-system"]["requires"])
    git = {"external": True, "silent": True, "log": False}
    committed = str(session.run("git", "log", "-1", "--format=%ct", **git)).strip()
    hashes = []
    for turn in ("first", "second"):
        folder = Path(session.create_tmp()).resolve() / turn
        shutil.rmtree(folder, ignore_errors=True)
        session.run(
            *("python", "-m", "build", "--no-isolation", f"--outdir={folder}"),
            env={"SOURCE_DATE_EPOCH": committed},
            silent=True,
        )
        artifacts = sorted(folder.iterdir())
        hashes.append({a.name: hashlib.sha256(a.read_bytes()).hexdigest() for a in artifacts})
    for name, digest in hashes[0].items():
        print(f"{digest}  {name}")
    if hashes[0] != hashes[1]:
        session.error("two builds of the same source differ")

    (built,) = folder.glob("*.whl")
    session.run("check-wheel-contents", str(built))
    with zipfile.ZipFile(built) as archive:
        shipped = {n for n in archive.namelist() if ".dist-info/" not in n}
    tracked = str(session.run("git", "ls-files", "src", **git)).split()
    known = {name.removeprefix("src/") for name in tracked}
    if shipped != known:
        session.error(
            f"in the wheel and unknown to git: {sorted(shipped - known)}; "
            f"known to git and not in the wheel: {sorted(known - shipped)}"
        )
    print(f"The wheel holds the {len(shipped)} files that git knows under src")


@nox.session(python=MAIN)
def quickstart(session: nox.Session) -> None:
    """Install the package as a user would and run the example of the tutorial."""
    session.install(wheel(session))
    session.run("python", "examples/quickstart.py")


@nox.session(python=MAIN)
def bench(session: nox.Session) -> None:
    """Measure the SMART check, JSON, recurrences, scoring, agendas, stores, encryption, imports."""
    session.install(*group("bench"), wheel(session))
    session.run("python", "-m", "benchmarks.smart")
    session.run("python", "-m", "benchmarks.codec")
    session.run("python", "-m", "benchmarks.recurrence")
    session.run("python", "-m", "benchmarks.scoring")
    session.run("python", "-m", "benchmarks.schedule")
    session.run("python", "-m", "benchmarks.stores", "--goals=100000")
    session.run("python", "-m", "benchmarks.encryption")
    session.run("python", "-m", "benchmarks.postgres")
    session.run("python", "-m", "benchmarks.imports")
