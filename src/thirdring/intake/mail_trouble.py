"""Why a mailbox can't be read, in a sentence: what a server, a network or its certificate did."""

import imaplib
import ssl

from imap_tools.errors import MailboxFolderSelectError, MailboxLoginError

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable, say
from thirdring.intake.mail_account import MailAccount

_MOST = 120
# What OpenSSL says of a peer that answers in clear text, or hangs up on the first word of TLS.
_NO_TLS = {"WRONG_VERSION_NUMBER", "UNEXPECTED_EOF_WHILE_READING", "RECORD_LAYER_FAILURE"}
# imaplib's words for a first line that no mail server says, and for one that turns us away.
_STRANGE, _TURNED_AWAY = "unexpected response", "* BYE"


def explained(error: Exception, account: MailAccount) -> ThirdRingError:
    """The error of a connection to `account` as a sentence; a `Refusal` when trying again won't help."""
    if isinstance(error, ssl.SSLError):
        return _of_tls(error, account)
    if isinstance(error, MailboxLoginError):
        return refused_login(account)
    if isinstance(error, MailboxFolderSelectError):
        return Refusal(
            say("There is no folder {folder} in this mailbox.", folder=account.folder),
            field="folder",
        )
    if isinstance(error, TimeoutError):
        return Unavailable(say("{host} doesn’t answer.", host=account.host))
    if isinstance(error, imaplib.IMAP4.error):
        return _of_protocol(str(error), isinstance(error, imaplib.IMAP4.abort), account)
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return Unavailable(
        say("The mailbox on {host} can’t be read ({why}).", host=account.host, why=_short(why))
    )


def refused_login(account: MailAccount) -> Refusal:
    return Refusal(
        say("{host} refuses the login {login}: check the password.",
            host=account.host, login=account.login),
        field="login",
    )  # fmt: skip


def _of_tls(error: ssl.SSLError, account: MailAccount) -> ThirdRingError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Refusal(
            say("The certificate of {host} isn’t trusted ({why}); nothing was sent to it.",
                host=account.host, why=error.verify_message.removesuffix(".")),
            field="host",
        )  # fmt: skip
    if error.reason in _NO_TLS:
        return Unavailable(
            say("{host} doesn’t speak TLS on port {port}; mail is fetched over TLS only.",
                host=account.host, port=account.port)
        )  # fmt: skip
    return Unavailable(
        say("No safe connection to {host} comes about ({why}).",
            host=account.host, why=_short(error.reason or str(error)))
    )  # fmt: skip


def _of_protocol(why: str, broke_off: bool, account: MailAccount) -> ThirdRingError:
    if _TURNED_AWAY in why:
        said = why.partition(_TURNED_AWAY)[2].strip(" '\"")
        return Unavailable(
            say("{host} turns us away ({why}).", host=account.host, why=_short(said) or "BYE")
        )
    if _STRANGE in why:
        return Unavailable(
            say("What answers on {host}, port {port}, is no mail server that can be understood.",
                host=account.host, port=account.port)
        )  # fmt: skip
    if broke_off:
        return Unavailable(
            say("{host} broke off; what had come in stays, the rest comes the next time.",
                host=account.host)
        )  # fmt: skip
    return Unavailable(
        say("The mailbox on {host} can’t be read ({why}).", host=account.host, why=_short(why))
    )


def _short(text: str) -> str:
    """One line for people: the machine's words may be long, or bytes."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:_MOST]
