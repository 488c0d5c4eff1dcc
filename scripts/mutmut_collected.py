"""mutmut with tests that are collected once, and not anew for each change (scripts/mutants.py).

    python scripts/mutmut_collected.py '{"phones": ["tests/domain/test_phones.py"]}' run

The first argument names the files of tests that are near each module: what hundreds of tests reach,
by way of others, is tried on those only. The other arguments are mutmut's.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig
from mutmut import __main__ as mutmut
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.file_utils import change_cwd
from mutmut.workers.isolation import ForkRunner, run_in_fork

HUNDREDS = 150
_NOTICED, _NOT_NOTICED = 1, 0
_SUSPICIOUS = 35  # what mutmut calls it; no test said no, so it counts as not noticed


class CollectedTests(PytestRunner):
    """Runs tests that this process has collected already, and its copies have too."""

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[str, pytest.Item] = {}

    def collect(self) -> list[str]:
        """Collect the tests and return their names.

        Raises:
            SystemExit: one that mutmut knows isn't found; it can't have been asked.
        """
        arguments = [*self._pytest_add_cli_args, *self._pytest_add_cli_args_test_selection]
        with change_cwd("mutants"):
            # What pytest.main does, without the end: there is no public way to stop in between.
            config = _prepareconfig(["--rootdir=.", "--tb=native", "-q", "-s", *arguments])
            config._do_configure()  # noqa: SLF001
            session = pytest.Session.from_config(config)
            config.hook.pytest_sessionstart(session=session)
            config.hook.pytest_collection(session=session)
        self._items = {item.nodeid: item for item in session.items}
        if lost := state().duration_by_test.keys() - self._items:
            sys.exit(f"tests that are not found by their names: {sorted(lost)[:5]}")
        return list(self._items)

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """Run tests one after the other, up to the first that fails. Returns mutmut's code."""
        if mutant_name is None:
            return super().run_tests(mutant_name=mutant_name, tests=tests)
        items = [self._items[name] for name in tests]
        with change_cwd("mutants"), tempfile.TemporaryDirectory() as folder:
            # A folder of its own, or the copies would search each other's for a free name.
            factory = items[0].config._tmp_path_factory  # type: ignore[attr-defined]  # noqa: SLF001
            factory._basetemp = Path(folder)  # noqa: SLF001
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
                if item.session.testsfailed:
                    return _NOTICED
        return _NOT_NOTICED


class CollectedRunner(ForkRunner):
    """A copy of this process for each change, made after the tests were collected."""

    def __init__(self, workers: int, near: dict[str, list[str]]) -> None:
        self._tests, self._near = CollectedTests(), near
        super().__init__(max_workers=workers, test_runner=self._tests)

    def run_clean_tests(self, tests: Iterable[str]) -> int:  # noqa: ARG002 - asked with it
        """Nothing to run yet: they are run without a change as soon as they are collected."""
        return 0

    def startup(self) -> None:
        self._keep_to_near_tests()
        every = self._tests.collect()
        super().startup()
        if run_in_fork(self._tests.run_tests, mutant_name="", tests=every) != _NOT_NOTICED:
            sys.exit("the tests fail without any change")

    def submit(
        self, mutant_name: str, tests: list[str], cpu_time_limit: int, estimated_time: float
    ) -> None:
        """Start a copy. An error that comes out of pytest itself must not go on in there."""
        parent = os.getpid()
        try:
            super().submit(mutant_name, tests, cpu_time_limit, estimated_time)
        finally:
            if os.getpid() != parent:
                os._exit(_SUSPICIOUS)

    def _keep_to_near_tests(self) -> None:
        reaching = state().tests_by_mangled_function_name
        for function, tests in reaching.items():
            files = self._near[function.split(".")[2]]
            few = {test for test in tests if test.partition("::")[0] in files}
            if few and len(tests) > HUNDREDS:
                reaching[function] = few


def main() -> None:
    near = json.loads(sys.argv.pop(1))
    setattr(mutmut, "get_mutant_runner", lambda workers=1: CollectedRunner(workers, near))  # noqa: B010 - not ours
    mutmut.cli()


if __name__ == "__main__":
    main()
