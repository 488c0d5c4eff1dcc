"""The words that tell somebody that their matter arrived, and under which number (J1)."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from PySide6.QtCore import QUrl

from thirdring.domain.enums import TicketKind
from thirdring.i18n import _


@dataclass(frozen=True, slots=True)
class Told:
    """What the text names. `customer` is how they are addressed; `answer_by` a time in words of
    the center's clock, empty where none is owed (D4).
    """

    number: str
    company: str
    customer: str
    agent: str
    work_number: str
    received: str
    answer_by: str


def acknowledgement(about: Told, kind: TicketKind) -> str:
    """Plain text in the language of the windows; nothing is promised but a time (C5)."""
    lines = [
        _("{customer},").format(customer=about.customer),
        _("Thank you for telling us. What you told us on {time} is recorded under number {number}.")
        .format(time=about.received, number=about.number),
    ]  # fmt: skip
    if kind is TicketKind.PRAISE:
        lines = [lines[0], _("Thank you for your kind words; we pass them on with pleasure.")]
        lines.append(_("They are recorded under number {number}.").format(number=about.number))
    elif about.answer_by:
        lines.append(
            _("We look into it and give you an answer by {time}.").format(time=about.answer_by)
        )
    lines.append(_("With this number you can ask us at any time how it stands."))
    if about.work_number:
        lines.append(
            _("{agent}, work number {number}").format(agent=about.agent, number=about.work_number)
        )
    else:
        lines.append(about.agent)
    lines.append(about.company)
    return "\n".join(lines)


def eml_of(about: Told, text: str) -> bytes:
    """The text as a message a mail program opens to be sent; no address is put in."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _subject(about)
    message["X-Unsent"] = "1"
    message.set_content(text)
    return message.as_bytes()


def mailto_of(about: Told, text: str) -> QUrl:
    """The text as an address the mail program opens."""
    return QUrl(
        f"mailto:?subject={quote(_subject(about))}&body={quote(text)}", QUrl.ParsingMode.StrictMode
    )


def _subject(about: Told) -> str:
    return _("Your matter {number}").format(number=about.number)
