"""All threads of a desk take their memory from one heap, so that what one gives back serves all."""

import platform
import re
import subprocess
import sys

import pytest

# What the C library itself tells of its heaps, while three threads hold something each.
_HEAPS = """
import ctypes, sys, threading
from pathlib import Path
from thirdring.app.heap import share_one_heap

if sys.argv[2] == "shared":
    share_one_heap()
held, taken, done = [], threading.Barrier(4), threading.Event()

def take():
    held.append(bytearray(50_000))
    taken.wait()
    done.wait()

threads = [threading.Thread(target=take) for _ in range(3)]
for thread in threads:
    thread.start()
taken.wait()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
done.set()
print(Path(sys.argv[1]).read_text())
"""


def _heaps(told_to: str, how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-P", "-c", _HEAPS, told_to, how],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return len(re.findall("<heap nr=", done.stdout))


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="other C libraries have one heap anyway"
)
def test_threads_share_one_heap(tmp_path: object) -> None:
    told_to = f"{tmp_path}/heaps.xml"
    assert _heaps(told_to, "each its own") > 1  # else there is nothing to be told of
    assert _heaps(told_to, "shared") == 1
