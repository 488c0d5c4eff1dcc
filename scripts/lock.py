"""Write requirements.lock: every package the program and its tests install, with hashes.

One file in two parts: what the program needs stands above the marker line, what only the tests
need below it. `scripts/run.py` installs the first part, `scripts/test.py` the whole file.

Run it after a change of the dependencies in pyproject.toml:

    python3 scripts/lock.py            (needs `uv` on the path: pip install uv)
    python3 scripts/lock.py --upgrade  takes newer versions too
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
MARKER = "# --- needed by the tests only ---"
HEADER = "# Made by `python3 scripts/lock.py` from pyproject.toml. Do not edit.\n"


def compiled(*extra: str) -> list[str]:
    """The resolved requirements as blocks of text, one block a package, hashes included."""
    command = [
        "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-header", "--no-annotate", "--quiet", *extra, "pyproject.toml",
    ]  # fmt: skip
    if LOCK.exists() and "--upgrade" not in sys.argv:
        command += ["--constraint", str(LOCK)]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [b for b in re.split(r"\n(?=\S)", text.strip()) if b]


def pin(block: str) -> str:
    """`name==version` of a block; its marker may be wider where the tests need it on more systems."""
    return block.split(maxsplit=1)[0]


def main() -> None:
    pins = {pin(block) for block in compiled()}
    everything = compiled("--group", "test")
    if missing := pins - {pin(block) for block in everything}:
        sys.exit("The tests need other versions than the program: " + ", ".join(sorted(missing)))
    program = [block for block in everything if pin(block) in pins]
    tests_only = [block for block in everything if pin(block) not in pins]
    LOCK.write_text("\n".join([HEADER, *program, "", MARKER, *tests_only, ""]), encoding="utf-8")
    print(f"{LOCK.name}: {len(program)} packages for the program, {len(tests_only)} for the tests")


if __name__ == "__main__":
    main()
