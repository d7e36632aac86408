from __future__ import annotations

import importlib
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from smartgoals import InvalidValueError, NotFoundError, StoreError, open_store
from smartgoals.errors import MissingExtraError, UnknownStoreError
from smartgoals.stores._memory import MemoryBackend
from tests.stores import goal_of

PLUGIN = """
    from smartgoals.errors import MissingExtraError
    from smartgoals.stores._memory import MemoryBackend

    class Kept(MemoryBackend):
        def __init__(self, url):
            super().__init__()
            self.url = url

    def no_backend(url):
        return url

    def no_extra(url):
        raise MissingExtraError("pip install kept[disk]")
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Give what installs a package that claims schemes."""
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "kept_stores.py").write_text(textwrap.dedent(PLUGIN))

    def claim(name, **schemes):
        folder = tmp_path / f"{name}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        claims = "".join(f"{scheme} = {value}\n" for scheme, value in schemes.items())
        (folder / "entry_points.txt").write_text(f"[smartgoals.stores]\n{claims}")
        importlib.invalidate_caches()

    yield claim
    sys.modules.pop("kept_stores", None)
    sys.modules.pop("kept_extra", None)


class TestUrl:
    @pytest.mark.parametrize(
        "url",
        [
            *("", ":", "hunter2", "hunter2.db", "postgres-like://hunter2@host/db"),
            *("MEMORY:", "memory:hunter2", "memory://hunter2", " memory:", "\ud800:hunter2"),
            "hunter2:hunter2",
        ],
    )
    def test_url_that_names_no_store_is_refused_without_its_words(self, url):
        """A URL may hold a password."""
        with pytest.raises(UnknownStoreError) as caught:
            open_store(url)

        assert "hunter2" not in str(caught.value)
        assert caught.value.__context__ is None

    @pytest.mark.parametrize("url", [None, Path("goals.db"), b"memory:"])
    def test_url_is_text(self, url):
        """A path alone does not say which store."""
        with pytest.raises(InvalidValueError, match="url must be text"):
            open_store(url)

    @pytest.mark.parametrize("tenant", [None, "", "a\nb"])
    def test_tenant_is_an_id(self, tenant):
        """A mistake is found where it is made, and before anything is opened."""
        with pytest.raises(InvalidValueError, match="tenant must be an id"):
            open_store("memory:", tenant=tenant)

    def test_memory_is_gone_with_its_store(self):
        """Two stores in memory share nothing."""
        open_store("memory:").save(goal_of())

        with pytest.raises(NotFoundError):
            open_store("memory:").get("g-1")

    def test_tenant_is_the_one_of_the_handle(self):
        """Either way in leads to the same goals."""
        store = open_store("memory:", tenant="clinic-2")
        store.save(goal_of())

        assert goal_of() == store.tenant("default").tenant("clinic-2").get("g-1")

    def test_memory_needs_nothing_else(self):
        """An app pays for the store that it uses."""
        code = (
            "import sys; from smartgoals import Goal, open_store; "
            "open_store('memory:').save(Goal(id='g-1', subject='c-17', statement='I will walk.')); "
            "print(*sorted({'sqlite3', 'asyncio', 'importlib.metadata'} & set(sys.modules)))"
        )
        ran = subprocess.run(  # noqa: S603  # this Python, with the code above
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )

        assert "" == ran.stdout.strip()


class TestOtherPackages:
    def test_package_brings_a_store_by_an_entry_point(self, install):
        """It is given the whole URL."""
        install("kept", kept="kept_stores:Kept")
        store = open_store("kept://host/clinic", tenant="clinic-2")
        store.save(goal_of())

        assert ("kept://host/clinic", 1) == (store.backend.url, store.get("g-1").version)
        assert "<Store on Kept>" == repr(store)

    def test_two_packages_that_claim_a_url_are_refused(self, install):
        """Which one comes first is nobody's choice; the error names both."""
        install("kept", kept="kept_stores:Kept")
        install("other", kept="other_stores:Other")
        with pytest.raises(UnknownStoreError) as caught:
            open_store("kept://hunter2@host/clinic")

        assert (
            "2 packages claim such a URL: kept_stores:Kept, other_stores:Other; "
            "uninstall all but one"
        ) == str(caught.value)

    def test_package_that_is_seen_twice_claims_once(self, install):
        """A path may be listed twice."""
        install("kept", kept="kept_stores:Kept")
        install("kept_again", kept="kept_stores:Kept")

        assert "<Store on Kept>" == repr(open_store("kept:"))

    def test_store_of_ours_is_not_taken_over(self, install):
        """Nobody else gets what is meant for it."""
        install("kept", memory="kept_stores:Kept", sqlite="kept_stores:Kept")

        assert MemoryBackend is type(open_store("memory:").backend)

    def test_opener_that_returns_no_backend_is_an_error(self, install):
        """It is found at once, and said of whom."""
        install("kept", kept="kept_stores:no_backend")
        with pytest.raises(StoreError) as caught:
            open_store("kept://hunter2@host/clinic")

        assert "kept_stores:no_backend returned no Backend" == str(caught.value)

    @pytest.mark.parametrize("value", ["kept_stores:nothing", "no_such_module:Kept"])
    def test_opener_that_cannot_be_loaded_is_an_error_with_its_cause(self, install, value):
        """Half an installation is no reason to stop with a riddle."""
        install("kept", kept=value)
        with pytest.raises(StoreError, match=f"{value} could not be loaded") as caught:
            open_store("kept://hunter2@host/clinic")

        assert isinstance(caught.value.__cause__, ImportError | AttributeError)

    def test_missing_extra_is_named(self, install):
        """Whether it is missed on opening or on loading."""
        install("kept", kept="kept_stores:no_extra")

        with pytest.raises(MissingExtraError, match="kept"):
            open_store("kept:")

    def test_missing_extra_is_named_also_where_the_module_needs_it(self, install, tmp_path):
        """The package says at its head what it needs."""
        (tmp_path / "kept_extra.py").write_text(
            "from smartgoals.errors import MissingExtraError\nraise MissingExtraError('kept')\n"
        )
        install("kept", kept="kept_extra:Kept")

        with pytest.raises(MissingExtraError, match="kept"):
            open_store("kept:")
