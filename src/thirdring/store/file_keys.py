"""Keeps the keys of encrypted files in the system's keyring; without one they are kept nowhere."""

from pathlib import Path

from thirdring.domain.errors import Refusal, say
from thirdring.domain.recovery_key import key_from_recovery
from thirdring.store.sqlite_connection import opens

SERVICE = "Third Ring"
_HEX_DIGITS = 64
_PAGE = 4096


def parse_key(text: str) -> str:
    """The key (64 hex digits) from what a person typed: a recovery key, or the digits themselves.

    Raises:
        Refusal: mistyped.
    """
    text = text.strip()
    if len(text) == _HEX_DIGITS and all(c in "0123456789abcdefABCDEF" for c in text):
        return text.lower()
    return key_from_recovery(text).hex()


def needs_key(path: Path) -> bool:
    """Whether the file is encrypted. A damaged one is not: opening it says so."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    path = path.absolute()
    return not opens(path, None) and _looks_random(path)


def _looks_random(path: Path) -> bool:
    """Encrypted pages have as many bytes above 127 as below; a plain file whose first page was
    overwritten has others that don't, and is damaged rather than encrypted.
    """
    with path.open("rb") as file:
        while page := file.read(_PAGE):
            high = sum(byte > 127 for byte in page)
            if not 0.4 < high / len(page) < 0.6:
                return False
            if file.tell() >= _PAGE * 64:
                break
    return True


def find_key(path: Path, *, made_from: Path | None = None) -> str | None:
    """The key the keyring has for `path`; None when the file needs none. A backup opens with one
    of the keys of the database it was `made_from`.

    Raises:
        Refusal: it needs one that is not in the keyring; the person must be asked.
    """
    if not needs_key(path):
        return None
    for key in kept_keys(made_from or path):
        if opens(path, key):
            return key
    raise Refusal(
        say(
            "{path} can't be read without its key, which this computer's keyring does not have: "
            "enter the recovery key.",
            path=str(path),
        ),
        field="recovery_key",
    )


def kept_keys(path: Path) -> tuple[str, ...]:
    """Every key the keyring has for `path`, the current one first: earlier ones still open the
    backups of their time.
    """
    import keyring  # late, here and below: 5 MB that only encrypted files need
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(SERVICE, str(path)) or ""
    except KeyringError:
        return ()
    return tuple(kept.split())


def keep_key(path: Path, key: str) -> bool:
    """Put `key` first in the keyring. False where there is no keyring: then the person is asked
    each time; a file beside the database would only hold the key to its own door.
    """
    import keyring
    from keyring.errors import KeyringError

    keys = [key, *(k for k in kept_keys(path) if k != key)]
    if not keyring_is_safe():
        return False
    try:
        keyring.set_password(SERVICE, str(path), " ".join(keys))
    except KeyringError:
        return False
    return True


def keyring_is_safe() -> bool:
    """Whether the keyring keeps secrets: some backends of third parties write plain files."""
    import keyring

    name = type(keyring.get_keyring()).__module__
    return "plaintext" not in name.lower() and not name.startswith("keyrings.alt")
