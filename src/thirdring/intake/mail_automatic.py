"""Mail that no person wrote to us: bounces, automatic answers, mailing lists.

Told by what the standards say (RFC 3464, RFC 3834), and by what programs write that don't keep to
them. `auto-generated` alone says nothing: the form on a website says so of customers' words.
"""

import re
from email.message import Message

from thirdring.domain.mail import Automatic
from thirdring.intake.mail_headers import header_text, parameters
from thirdring.intake.mail_parts import raw_header

_DAEMONS = re.compile(r"^\W*(?:mailer-daemon|postmaster|mail-daemon|mdaemon)\b", re.IGNORECASE)
_RETURNED = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed)|returned mail|mail delivery"
    r"|failure notice|退信|无法投递|投递失败|退件",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"^\s*(?:\[?(?:自动回复|自動回覆|自动答复|外出自动)|automatic reply|auto(?:matic)?[- ]?reply|auto:"
    r"|out of (?:the )?office|autoreply)",
    re.IGNORECASE,
)


def automatic_kind(message: Message, subject: str, sender: str) -> Automatic | None:
    """What sort of automatic mail it is; None when a person seems to have written it."""
    kind, details = parameters(raw_header(message, "Content-Type"))
    report = details.get("report-type", "").lower() if kind == "multipart/report" else ""
    daemon = bool(_DAEMONS.match(sender))
    if (
        report == "delivery-status"
        or raw_header(message, "X-Failed-Recipients")
        or (daemon and _RETURNED.search(subject))
    ):
        return Automatic.BOUNCE
    submitted = header_text(raw_header(message, "Auto-Submitted"))[0].lower()
    precedence = header_text(raw_header(message, "Precedence"))[0].lower()
    if (
        report == "disposition-notification"
        or submitted.startswith("auto-replied")
        or precedence in {"auto_reply", "auto-reply"}
        or any(raw_header(message, f"X-Auto{name}") for name in ("reply", "respond", "responder"))
        or _ANSWERS.match(subject)
    ):
        return Automatic.AUTO_REPLY
    if raw_header(message, "List-Id") or precedence in {"list", "bulk", "junk"}:
        return Automatic.MAILING_LIST
    return None
