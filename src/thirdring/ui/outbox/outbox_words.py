"""What is said of the server that is away, and of what waits for it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from thirdring.domain.errors import N_, Message, Unavailable
from thirdring.domain.outbox import Standing
from thirdring.i18n import _, ngettext, render
from thirdring.usecases.offline.pile import Pile, PileLine

ICONS = {
    "log_call": "phone-incoming",
    "correct_call": "edit",
    "receive_matter": "building-store",
    "add_note": "note",
    "edit_ticket": "edit",
}
_KINDS = {
    "log_call": N_("Call"),
    "correct_call": N_("Correction of a call"),
    "receive_matter": N_("Complaint or request"),
    "add_note": N_("Note on a ticket"),
    "edit_ticket": N_("Change of a ticket"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """The calm line: `deed` is what its button says, "" for none."""

    title: str
    text: str = ""
    deed: str = ""


def said_of(pile: Pile) -> Said | None:
    """The line over the screens; None when all is as it should be."""
    waiting = pile.waiting
    if pile.closed or pile.link.out_of_use:
        return Said(
            _("This account is no longer in use."),
            _("What is kept here is not lost: a supervisor takes it over at this desk."),
            _("Show"),
        )
    if pile.link.away:
        refused = pile.link.trouble is not None and pile.link.trouble.refused
        title = _("The server can't be reached; go on taking calls as usual.")
        text = _kept(waiting)
        if refused:
            title = _("The server doesn't take your login just now; go on as usual.")
            text = _("If your password was changed, switch user and sign in with the new one.")
        return Said(title, text, _("Show") if pile.count else _("Try now"))
    if pile.needing:
        text = ngettext(
            "{n} record was not taken by the server and waits for you.",
            "{n} records were not taken by the server and wait for you.",
            pile.needing,
        )
        return Said(text, deed=_("Show"))
    if waiting:
        return Said(_sending(waiting), deed=_("Show"))
    return None


def _kept(count: int) -> str:
    if not count:
        return _("What you take down is kept on this computer and sent later.")
    return ngettext(
        "{n} record is kept on this computer and sent later.",
        "{n} records are kept on this computer and sent later.",
        count,
    )


def _sending(count: int) -> str:
    return ngettext(
        "{n} record is on its way to the server.",
        "{n} records are on their way to the server.",
        count,
    )


def why_away(trouble: Unavailable) -> str:
    """In one sentence, which names the server and not how one gets there."""
    message = trouble.message
    address = message.params.get("address")
    if isinstance(address, str) and "://" in address:
        parts = urlsplit(address)
        short = parts.netloc.rpartition("@")[2] + parts.path
        message = Message(message.msgid, {**message.params, "address": short})
    return render(message)


def next_try(pile: Pile, now: datetime) -> str:
    """When the server is asked again."""
    at = pile.link.next_try_at
    if not pile.link.away or at is None:
        return ""
    seconds = max(0, round((at - now).total_seconds()))
    return _("next try in {n} s").format(n=seconds) if seconds else _("trying …")


def kind_of(line: PileLine) -> str:
    return _(_KINDS[line.record.deed]) if line.record.deed in _KINDS else _("Record")


def standing_of(line: PileLine) -> str:
    """The word at a line's right."""
    return {
        Standing.WAITING: _("Kept here"),
        Standing.CONFLICT: _("Two versions"),
        Standing.ASIDE: _("Not taken"),
    }[line.record.standing]
