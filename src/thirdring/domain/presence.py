"""Who is there to keep what was promised (C6)."""

import datetime as dt


def is_present(
    *,
    active: bool,
    absent_from: dt.datetime | None,
    absent_until: dt.datetime | None,
    now: dt.datetime,
) -> bool:
    """Whether a person is there at `now`: in use, and not within [`absent_from`, `absent_until`).

    Times aware UTC; an absence without an end lasts until somebody says the person is back.
    """
    if not active:
        return False
    if absent_from is None or now < absent_from:
        return True
    return absent_until is not None and now >= absent_until
