"""A real X screen in memory, for tests that drive the desk as a person would."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH, HEIGHT = 1366, 768


def is_there() -> bool:
    """Whether this machine has Xvfb and xdotool; scripts/test.py adds them as root on Debian."""
    return all(shutil.which(name) for name in ("Xvfb", "xdotool"))


@contextmanager
def x_server() -> Iterator[str]:
    """Start Xvfb on a free display; gives its name, as DISPLAY wants it. Ends it afterwards."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        [
            "Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24",
            "-nolisten", "tcp", "-noreset",
        ],
        pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # comes when the server takes connections
        try:
            if not number:
                raise RuntimeError("Xvfb did not start")
            yield f":{number}"
        finally:
            server.terminate()
