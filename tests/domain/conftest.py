"""What several tests of the rulebook's code stand on."""

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def machine_in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own zone is neither UTC nor the center's; it must not matter."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of this machine cannot be changed for a single process")
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()
