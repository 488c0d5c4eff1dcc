"""Writes the tables and the picture of docs/performance.md anew, from reports of `thirdring bench`.

    scripts/performance_table.py 10k.json 100k.json 1M.json …

What was measured in a file goes into the table `sqlite` and draws the picture, what was measured
on a server goes into `postgresql`.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from thirdring.bench.figures import Report
from thirdring.bench.growth import draw
from thirdring.bench.table import replaced, table

DOCS = Path(__file__).resolve().parent.parent / "docs"


def main(files: Sequence[str]) -> None:
    """Replace what stands between the comments of each table."""
    reports = [Report.of_json(json.loads(Path(file).read_text("utf-8"))) for file in files]
    kinds: dict[str, list[Report]] = {}
    for report in reports:
        kind = "postgresql" if "postgresql_version" in report.machine else "sqlite"
        kinds.setdefault(kind, []).append(report)
    document = DOCS / "performance.md"
    made = {kind: table(found) for kind, found in kinds.items()}
    document.write_text(replaced(document.read_text("utf-8"), made), encoding="utf-8")
    if "sqlite" in kinds:
        (DOCS / "pictures" / "growth.svg").write_text(draw(kinds["sqlite"]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
