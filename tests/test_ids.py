from __future__ import annotations

import uuid

from smartgoals.goals import Party, Role
from smartgoals.ids import new_id


def test_new_id_is_new():
    """Two devices that never met make different ids."""
    made = {new_id() for _ in range(1_000)}

    assert 1_000 == len(made)


def test_new_id_says_nothing_about_the_person():
    """It is random: neither a time nor a machine is in it."""
    made = uuid.UUID(new_id())

    assert (4, uuid.RFC_4122) == (made.version, made.variant)


def test_new_id_is_an_id():
    """What is made here can be used everywhere."""
    name = new_id()

    assert name == Party(id=name, role=Role.CLIENT).id
