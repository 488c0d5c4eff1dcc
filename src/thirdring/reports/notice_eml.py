"""A notice for the mail program: as a file (.eml, opened as a draft), or as a mailto: address.

Nothing is sent from here; whoever sends it marks it as told afterwards.
"""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

# Windows hands longer addresses to no program.
_LONGEST_MAILTO = 1900


@dataclass(frozen=True, slots=True)
class MailTo:
    """`url` for the mail program. `whole` False: the body was too long, and is to be pasted."""

    url: str
    whole: bool


def notice_eml(subject: str, body: str, *, to: str = "", at: datetime) -> bytes:
    """The notice as a message in UTF-8, `at` aware. Without a sender: the mail program has one.

    Raises:
        ValueError: subject or address holds a line break.
    """
    message = EmailMessage(policy=SMTP.clone(utf8=False))
    message["Subject"] = subject
    if to:
        message["To"] = to
    message["Date"] = at
    message["X-Unsent"] = "1"  # opens as a draft, not as something received
    message.set_content(body, charset="utf-8", cte="base64")
    return message.as_bytes()


def mailto(subject: str, body: str, *, to: str = "") -> MailTo:
    """The notice as a mailto: address (RFC 6068)."""
    head = f"mailto:{quote(to, safe='@')}?subject={quote(subject, safe='')}"
    url = f"{head}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"
    return MailTo(url, whole=True) if len(url) <= _LONGEST_MAILTO else MailTo(head, whole=False)
