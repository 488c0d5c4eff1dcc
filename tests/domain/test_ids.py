"""Identities: UUIDv7, each once, ascending as they are made."""

import uuid

import pytest

from thirdring.domain.ids import ids_from, new_id


def test_ids_are_of_version_seven_and_never_the_same() -> None:
    made = [new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {(type(one), one.version, one.variant) for one in made} == {
        (uuid.UUID, 7, uuid.RFC_4122)
    }


def test_ids_ascend_so_that_indexes_stay_compact() -> None:
    made = [new_id() for _ in range(1000)]
    assert made == sorted(made)


def test_a_sample_takes_its_ids_from_its_source_and_gives_it_back() -> None:
    first, second = uuid.UUID(int=1), uuid.UUID(int=2)
    with ids_from(lambda: first):
        assert new_id() == first
        with ids_from(lambda: second):
            assert new_id() == second
        assert new_id() == first
    assert new_id().version == 7
    with pytest.raises(ZeroDivisionError), ids_from(lambda: first):
        _ = 1 / 0
    assert new_id().version == 7
