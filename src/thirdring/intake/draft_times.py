"""Times of a file's row on one clock: when it began, and what came later; and its telephone number."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from thirdring.domain import phones
from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal, say
from thirdring.domain.phones import PhoneNumber
from thirdring.intake.dates import When

_DAY = dt.timedelta(days=1)
_MASKED = re.compile(r"\d\s*-?\s*(?:[*＊•×xX]\s*){2,}")


class DraftTimes:
    """`zone` is the clock the file was written by; nothing lies more than a day after `now`."""

    def __init__(self, zone: CenterTime, now: dt.datetime) -> None:
        self._zone = zone
        self._latest = now + _DAY  # a desk's clock may be ahead of another's, not by a day

    def begin(self, when: When | None, field: str) -> tuple[dt.datetime, bool]:
        """The row's moment in UTC, and whether midnight stands for it.

        Raises:
            Refusal: no day, in the future, before 1970, or a time the clock skipped.
        """
        if when is None or when.day is None:
            raise Refusal(say("{field} is missing its day.", field=field), field=field)
        moment = self._instant(when, when.day, field)
        if moment > self._latest:
            raise Refusal(
                say("{field} lies in the future: {time}.",
                    field=field, time=self._zone.text(moment)),
                field=field,
            )  # fmt: skip
        if moment.year < 1970:
            raise Refusal(
                say("{field} lies before 1970: {time}.", field=field, time=str(moment.date())),
                field=field,
            )
        return moment, when.clock is None

    def later(
        self, field: str, values: Mapping[str, Any], before: dt.datetime
    ) -> dt.datetime | None:
        """A later moment in UTC; a time of day alone is on the same day, or past midnight.

        Raises:
            Refusal: it lies before `before`.
        """
        when: When | None = values.get(field)
        if when is None:
            return None
        if when.day is not None:
            moment = self._instant(when, when.day, field)
            if when.clock is None and moment < before and when.day == self._zone.day_of(before):
                return before  # a day alone, and the same one
        else:
            day = self._zone.day_of(before)
            moment = self._instant(when, day, field)
            if before - moment > dt.timedelta(hours=12):
                moment = self._instant(when, day + _DAY, field)
        if moment < before:
            raise Refusal(
                say("{field} ({time}) lies before what came earlier ({before}).",
                    field=field, time=self._zone.text(moment, seconds=True),
                    before=self._zone.text(before, seconds=True)),
                field=field,
            )  # fmt: skip
        return moment

    def _instant(self, when: When, day: dt.date, field: str) -> dt.datetime:
        clock = when.clock or dt.time(0)
        try:
            return self._zone.to_utc(dt.datetime.combine(day, clock, when.offset), field=field)
        except Refusal:
            if when.clock is None:  # a day whose midnight the clock skips
                return self._zone.day_bounds(day)[0]
            raise


def phone_of(text: str | None, field: str) -> tuple[PhoneNumber | None, bool]:
    """The number in `text`, and whether it was withheld. One masked by who exported it
    (138****1234) is kept as written and has no digits: it would stand for many people.

    Raises:
        Refusal: the text is no telephone number.
    """
    if text is None:
        return None, False
    phone = phones.parse(text)
    if phone.withheld:
        return None, True
    if _MASKED.search(text):
        return replace(phone, digits="", extension=None), False
    if not phone.digits:
        raise Refusal(
            say("“{text}” is not a telephone number.", text=text[:40]), field=field, rule="B1"
        )
    return phone, False
