"""The mailbox's password: from the environment, else the system's keyring, else nowhere."""

import os

import keyring
from keyring.errors import KeyringError

from thirdring.intake.mail_account import MailAccount

_SERVICE = "thirdring-mail"
VARIABLE = "THIRDRING_MAIL_PASSWORD"


def known_password(account: MailAccount) -> str | None:
    """None: it has to be asked for."""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    try:
        return keyring.get_password(_SERVICE, str(account))
    except (KeyringError, RuntimeError):
        return None


def keep_password(account: MailAccount, password: str) -> bool:
    """Whether the system has a keyring that took it; it is never written anywhere else."""
    try:
        keyring.set_password(_SERVICE, str(account), password)
    except (KeyringError, RuntimeError):
        return False
    return True
