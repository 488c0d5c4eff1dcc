"""The password of a server's login in the system's keyring; without a keyring it is kept nowhere."""

import keyring
from keyring.errors import KeyringError

from thirdring.store.address import Address
from thirdring.store.file_keys import SERVICE, keyring_is_safe


def can_keep() -> bool:
    """Whether this computer has a keyring that keeps secrets secret."""
    return keyring_is_safe() and keyring.get_keyring().priority > 0


def find(address: Address) -> str | None:
    """The password kept for this login of this database."""
    try:
        return keyring.get_password(SERVICE, _name(address))
    except KeyringError:
        return None


def keep(address: Address) -> bool:
    """Keep the address's password; False where there is no keyring."""
    if address.password is None or not can_keep():
        return False
    try:
        keyring.set_password(SERVICE, _name(address), address.password)
    except KeyringError:
        return False
    return True


def forget(address: Address) -> None:
    """Keep none for this login."""
    if find(address) is None:
        return
    try:
        keyring.delete_password(SERVICE, _name(address))
    except KeyringError:
        return


def follow(before: Address, after: Address) -> None:
    """The password changed: where the old one was kept, keep the new one."""
    if before.password is not None and find(before) == before.password:
        keep(after)


def _name(address: Address) -> str:
    return f"{address.login}@{address.host}/{address.database}"
