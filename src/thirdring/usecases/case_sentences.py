"""A ticket's story about coupons, evidence, notices, routes and statements, in sentences."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from thirdring import labels
from thirdring.domain.case_values import NoticeKind, Way
from thirdring.domain.coupons import in_money
from thirdring.domain.errors import N_, Message, say

_COUPONS = {
    "coupon_asked": N_("Coupon asked for: {amount}"),
    "coupon_approved": N_("Coupon approved: {amount}"),
    "coupon_refused": N_("Coupon refused: {amount}"),
    "coupon_issued": N_("Coupon issued: {amount}"),
    "coupon_cancelled": N_("Coupon taken back: {amount}"),
}
_PLAIN: dict[str, tuple[Message, str]] = {
    "attached": (say("Evidence added"), "paperclip"),
    "attachment_read": (say("Evidence opened"), "eye"),
    "routed": (say("Passed on to the department"), "transfer-in"),
    "paused": (
        say("The customer's answer is awaited: the department's time stands still"),
        "clock",
    ),
    "resumed": (say("The customer answered: the department's time runs on"), "clock-check"),
    "statement_used": (say("Published statement used"), "quote"),
    "example_marked": (say("Kept as an example to learn from"), "star"),
    "example_unmarked": (say("No longer an example"), "star"),
}


def case_sentence(verb: str, detail: Mapping[str, Any]) -> tuple[Message, str] | None:
    """The sentence and the icon of an event of these; None when it is another's."""
    if verb in _PLAIN:
        return _PLAIN[verb]
    if verb in _COUPONS:
        cents = detail.get("cents")
        amount = in_money(cents) if isinstance(cents, int) else "–"
        return say(_COUPONS[verb], amount=amount), "cash"
    if verb == "composed":
        return say("Written: {kind}", kind=_label(NoticeKind, detail.get("kind"))), "mail"
    if verb == "told":
        kind, way = _label(NoticeKind, detail.get("kind")), _label(Way, detail.get("way"))
        return say("Told: {kind} ({way})", kind=kind, way=way), "send"
    return None


def _label(kind: type[StrEnum], value: object) -> Message | str:
    return Message(labels.label(kind(str(value)))) if value in set(kind) else "–"
