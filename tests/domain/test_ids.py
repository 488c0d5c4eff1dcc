"""Identities: UUIDv7, each once, ascending as they are made."""

import uuid

from thirdring.domain.ids import new_id


def test_ids_are_of_version_seven_and_never_the_same() -> None:
    made = [new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {(type(one), one.version, one.variant) for one in made} == {
        (uuid.UUID, 7, uuid.RFC_4122)
    }


def test_ids_ascend_so_that_indexes_stay_compact() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)
