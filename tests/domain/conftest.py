"""What several tests of the rulebook's code stand on."""

import os
import time
from collections.abc import Iterator

import pytest
from hypothesis import Phase, settings


@pytest.hookimpl(trylast=True)
def pytest_configure() -> None:
    """Where scripts/mutants.py has changed the code (mutmut sets the variable): the first failure
    is enough, it needn't be made smaller, and no change is tried on what another one failed.
    """
    if "MUTANT_UNDER_TEST" in os.environ:
        settings.register_profile("mutants", database=None, phases=[Phase.explicit, Phase.generate])
        settings.load_profile("mutants")


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
