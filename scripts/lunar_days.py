"""Writes src/thirdring/domain/lunar_days.py anew, from the calendar of the `holidays` installed."""

import sys
from pathlib import Path

from holidays.calendars.chinese import _ChineseLunisolar

ROOT = Path(__file__).resolve().parent.parent
MODULE = ROOT / "src" / "thirdring" / "domain" / "lunar_days.py"
_YEARS = range(1901, 2100)
_TEXT = '''"""When the festivals of China's old calendar are, as month and day of ours.

Written by scripts/lunar_days.py from the calendar of `holidays`, Copyright (c) Vacanza Team and
individual contributors, MIT License (NOTICE). Loading that takes 0.1 s and 5 MB.
"""

# A year, then: spring festival, Qingming, dragon boat, mid-autumn, double ninth.
LUNAR_DAYS = """\\
{lines}
"""
'''


def lines() -> list[str]:
    """One for each year the calendar is sure of."""
    calendar = _ChineseLunisolar()
    found = []
    for year in _YEARS:
        days = (
            calendar.lunar_new_year_date(year),
            calendar.qingming_date(year),
            calendar.dragon_boat_date(year),
            calendar.mid_autumn_date(year),
            calendar.double_ninth_date(year),
        )
        found.append(f"{year} {' '.join(f'{day:%m%d}' for day, _estimated in days)}")
    return found


def main() -> None:
    """Write it, or with `--check` say whether it is what would be written."""
    text = _TEXT.format(lines="\n".join(lines()))
    if "--check" in sys.argv:
        raise SystemExit(MODULE.read_text("utf-8") != text)
    MODULE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
