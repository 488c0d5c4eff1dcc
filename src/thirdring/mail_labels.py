"""What people read instead of the values of `domain/mail.py`; used by `labels`."""

from enum import StrEnum

from thirdring.domain.errors import N_
from thirdring.domain.mail import Automatic, MailKind, MailProblem, MailState

MAIL_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (MailState.WAITING, N_("To be sorted")),
    (MailState.SORTED, N_("Sorted")),
    (MailState.SET_ASIDE, N_("Set aside")),
    (MailKind.COMPLAINT, N_("Complaint")),
    (MailKind.ENQUIRY, N_("Enquiry")),
    (MailKind.PRAISE, N_("Praise")),
    (MailKind.NOT_FOR_US, N_("Not for us")),
    (MailKind.REPLY, N_("Reply")),
    (Automatic.BOUNCE, N_("Could not be delivered")),
    (Automatic.AUTO_REPLY, N_("Automatic answer")),
    (Automatic.MAILING_LIST, N_("Mailing list")),
    (MailProblem.CHARSET, N_("It isn’t in the encoding it names; another one fits.")),
    (MailProblem.LOST, N_("Some characters can’t be read.")),
    (MailProblem.BOUNDARY, N_("Its parts aren’t marked as they should be.")),
    (MailProblem.TRANSFER, N_("A part arrived damaged.")),
    (MailProblem.DATE, N_("It doesn’t say when it was sent.")),
    (MailProblem.SENDER, N_("It doesn’t say who sent it.")),
    (MailProblem.CUT, N_("It is longer than what is shown.")),
    (MailProblem.CLEANED, N_("Invisible characters were removed.")),
    (MailProblem.UNREADABLE, N_("This mail can’t be read; it is kept whole.")),
)
