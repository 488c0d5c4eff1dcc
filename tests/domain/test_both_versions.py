"""Of two edits nothing is lost: each field is kept, taken over, or asked about (H4)."""

from hypothesis import given
from hypothesis import strategies as st

from thirdring.domain.both_versions import adopted, contested

_FIELDS = ("name", "address", "note")
record = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "c"]) for name in _FIELDS})


@given(record, record, record)
def test_h4_every_field_is_mine_theirs_or_asked_about(
    seen: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    taken, asked = adopted(seen, mine, theirs), contested(seen, mine, theirs)
    assert not taken.keys() & asked.keys()
    for name in _FIELDS:
        if mine[name] == theirs[name]:
            assert name not in taken.keys() | asked.keys()
        elif mine[name] == seen[name]:
            assert taken[name] == theirs[name]
        elif theirs[name] == seen[name]:
            assert name not in taken.keys() | asked.keys()
        else:
            assert asked[name] == theirs[name]
