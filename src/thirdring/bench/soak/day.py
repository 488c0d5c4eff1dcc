"""A desk in a process of its own, worked for a day that takes some minutes.

    python -m thirdring.bench.soak.day CENTER LOGIN MINUTES NUMBERS.json

NUMBERS.json: telephone numbers of customers. Prints one line of JSON: what was typed and saved,
how long keys waited, and what the process held meanwhile.
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from random import Random

from thirdring.bench.desk import Desk
from thirdring.bench.driven import offscreen, until
from thirdring.bench.soak.agent import Agent
from thirdring.bench.soak.clock import FastClock
from thirdring.bench.soak.held import Watch
from thirdring.bench.soak.typist import Typist
from thirdring.bench.told import PASSWORD
from thirdring.store.address import parse_address

_PACE_MS = 20
# A call about every four minutes, as at a center with a queue.
_CALLS = 120
# Looked at each minute of a day of fifteen, and as often in a shorter one.
_LOOKS = 15


def work(desk: Desk, clock: FastClock, numbers: list[str], log: Path | None) -> dict[str, object]:
    """The whole day; what there is to tell of it."""
    window = desk.door.window
    window.activateWindow()
    until(desk.app, window.isActiveWindow, "the window is active")
    typist = Typist(desk.app, window, _PACE_MS)
    agent = Agent(desk.door.day, typist, numbers, Random(5))
    watch = Watch(log, clock.seconds / _LOOKS)
    clock.begin()
    watch.begin()
    beside = agent.works()
    while clock.passed < 1:
        agent.call()
        beside[agent.made % len(beside)]()
        left = agent.made / _CALLS - clock.passed
        if left > 0:
            typist.doing = "nothing is done"
            typist.rest(round(min(left, 1 - clock.passed) * clock.seconds * 1_000))
    watch.end()
    typist.close()
    beat = typist.beat
    return {
        "answers": asdict(typist.answers), "samples": watch.told(), "made": agent.made,
        "saved": agent.saved, "stuck": agent.stuck,
        "longest": typist.longest, "longest_during": typist.longest_during,
        "longest_cpu": typist.longest_cpu, "longest_cpu_during": typist.longest_cpu_during,
        "stall": beat.longest, "stall_during": beat.during,
        "stall_cpu": beat.longest_cpu, "stall_cpu_during": beat.during_cpu,
    }  # fmt: skip


def main(address: str, login: str, minutes: str, numbers: str) -> None:
    """Do it all and print it."""
    offscreen()
    clock = FastClock(float(minutes))
    desk = Desk(address, login, os.environ.pop(PASSWORD, ""), clock)
    desk.sign_in()
    file = parse_address(address).path
    log = file.with_name(f"{file.name}-wal") if file is not None else None
    told = work(desk, clock, json.loads(Path(numbers).read_text(encoding="utf-8")), log)
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:5])
