"""A text on its way to a mail program: as a file it opens, or as an address."""

from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from PySide6.QtCore import QUrl


def eml_of(subject: str, text: str) -> bytes:
    """A message a mail program opens to be sent; no address is put in."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(subject.split())
    message["X-Unsent"] = "1"
    message.set_content(text)
    return message.as_bytes()


def mailto_of(subject: str, text: str) -> QUrl:
    """The address that opens the mail program with this text."""
    return QUrl(f"mailto:?subject={quote(subject)}&body={quote(text)}", QUrl.ParsingMode.StrictMode)
