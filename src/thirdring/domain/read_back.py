"""Reading the key points back (B2): the sentence, and which text the customer confirmed.

A confirmation belongs to the revision of the key points that was read out; editing them
afterwards gives another revision, and the form asks again.
"""

import datetime as dt
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language, Outcome, Title
from thirdring.domain.errors import Message, say
from thirdring.domain.names import addressed

_END = re.compile(r"[\s。.!！?？;；,，、]+$")


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """What is read back. `callback_due_at` aware UTC, when a callback was told."""

    name: str | None = None
    title: Title | None = None
    raised: str | None = None
    wants: str | None = None
    callback_due_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """That the customer confirmed: when (aware UTC), and which revision of the key points."""

    confirmed_at: dt.datetime
    revision: str


_EXEMPT = {
    Outcome.NO_AUDIO: say("Nobody could be heard, so nothing is read back."),
    Outcome.CUT_OFF: say("The line was cut off, so nobody could confirm."),
    Outcome.MISDIAL: say("The caller had dialled wrong, so there is nothing to confirm."),
    Outcome.ABANDONED: say("The caller had hung up, so nobody could confirm."),
}


def exemption(outcome: Outcome) -> Message | None:
    """Why no read-back is needed, or None when it is."""
    return _EXEMPT.get(outcome)


def revision(points: KeyPoints) -> str:
    """Sixteen hex digits that change with any word of the key points, not with mere spacing."""
    due = points.callback_due_at
    parts = [
        _squeezed(points.name),
        points.title or "",
        _squeezed(points.raised),
        _squeezed(points.wants),
        # To the minute: that is what was read out.
        due.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M") if due else "",
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]


def confirm(points: KeyPoints, now: dt.datetime) -> ReadBack:
    """The customer confirmed these key points at `now`."""
    return ReadBack(now, revision(points))


def still_confirmed(read_back: ReadBack | None, points: KeyPoints) -> bool:
    """Whether what was confirmed is what stands there now."""
    return read_back is not None and read_back.revision == revision(points)


def sentence(points: KeyPoints, language: Language, time: CenterTime, now: dt.datetime) -> str:
    """The key points as one sentence to read out, in the language spoken with the customer.

    Not translated through the catalogue: the customer's language need not be the screen's.
    """
    due = points.callback_due_at
    at = time.clock_text(due, now) if due else ""
    raised, wants = _clause(points.raised), _clause(points.wants)
    who = addressed(_squeezed(points.name), points.title, language)
    if language is Language.ZH_CN:
        parts = [who or "跟您核对一下"]
        parts += [f"您反映的是：{raised}"] if raised else []
        parts += [f"您希望：{wants}"] if wants else []
        parts += [f"我们在 {at} 之前给您回电"] if at else []
        return "，".join(parts) + "。请问对吗？"
    lines = [f"you told us: {raised}."] if raised else []
    lines += [f"You would like: {wants}."] if wants else []
    lines += [f"We will call you back by {at}."] if at else []
    text = " ".join([*lines, "Is that right?"])
    return f"{who}, {text[0].lower()}{text[1:]}" if who else text[0].upper() + text[1:]


def _squeezed(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").split())


def _clause(text: str | None) -> str:
    return _END.sub("", _squeezed(text))
