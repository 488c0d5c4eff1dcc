"""Turns what a database driver raises into one sentence that says what to do.

Nothing of SQLAlchemy, sqlcipher3 or psycopg is imported: errors are told apart by the codes they
carry, so that this costs nothing where the other engine is used.
"""

from thirdring.domain.errors import N_, Message, Refusal, ThirdRingError, Unavailable, say
from thirdring.store.address import Address, EngineKind

BUSY = N_("The database {address} is busy with another program's work: try again in a moment.")
DISK_FULL = N_("The disk with {address} is full: free some space there and try again.")
READ_ONLY = N_("{address} can't be written: the file, its folder or the disk is read-only for you.")
CANT_OPEN = N_("{address} can't be opened: see that its folder exists and that you may read it.")
DISK_TROUBLE = N_(
    "The disk with {address} failed or is full ({detail}): free space or check the disk."
)
DAMAGED = N_(
    "{address} is damaged ({detail}): run `thirdring db check`, then restore a backup with "
    "`thirdring db restore`."
)
NOT_A_DATABASE = N_(
    "{address} can't be read: it is not a database of Third Ring, it is damaged, or it is "
    "encrypted and its key is missing."
)
WRONG_KEY = N_("{address} can't be read with this key: the key is wrong, or the file is damaged.")
INTERRUPTED = N_("The work on {address} was stopped.")
SERVER_GONE = N_("The database server {address} does not answer: the work is kept, try again.")
SERVER_SLOW = N_("The database server {address} took too long: the work is kept, try again.")
SERVER_REFUSES = N_("The database server {address} refuses this login: check name and password.")
SERVER_UNKNOWN = N_("There is no such database on the server: {address}.")
SERVER_FULL = N_(
    "The database server {address} takes no more connections: close a desk, or raise its limit."
)
SERVER_READ_ONLY = N_("The database server {address} takes no changes just now: it is read-only.")
SERVER_FORBIDS = N_("Your login may not do this on the database server {address}.")

_BUSY, _LOCKED, _READONLY, _INTERRUPT, _IOERR, _CORRUPT = 5, 6, 8, 9, 10, 11
_FULL, _CANTOPEN, _PROTOCOL, _AUTH, _NOTADB = 13, 14, 15, 23, 26

_SQLITE: dict[int, str] = {
    _BUSY: BUSY,
    _LOCKED: BUSY,
    _PROTOCOL: BUSY,
    _READONLY: READ_ONLY,
    _INTERRUPT: INTERRUPTED,
    _IOERR: DISK_TROUBLE,
    _CORRUPT: DAMAGED,
    _FULL: DISK_FULL,
    _CANTOPEN: CANT_OPEN,
    _AUTH: CANT_OPEN,
    _NOTADB: NOT_A_DATABASE,
}

# The driver's backup raises without a code, in SQLite's words.
_SQLITE_WORDS = {
    "database or disk is full": _FULL,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "attempt to write a readonly database": _READONLY,
    "database is locked": _BUSY,
}

# By SQLSTATE, exact first, then by class (its first two characters).
_POSTGRESQL: dict[str, str] = {
    "28000": SERVER_REFUSES,
    "28P01": SERVER_REFUSES,
    "3D000": SERVER_UNKNOWN,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": SERVER_SLOW,
    "25P03": SERVER_SLOW,
    "25006": SERVER_READ_ONLY,
    "42501": SERVER_FORBIDS,
    "53100": DISK_FULL,
    "53300": SERVER_FULL,
    "53400": SERVER_FULL,
    "57P01": SERVER_GONE,
    "57P02": SERVER_GONE,
    "57P03": SERVER_GONE,
    "57P05": SERVER_GONE,
    "58": DISK_TROUBLE,
    "53": DISK_TROUBLE,
    "08": SERVER_GONE,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}

_GONE = frozenset({SERVER_GONE, SERVER_SLOW, SERVER_REFUSES, SERVER_UNKNOWN, SERVER_FULL})


def explain(
    error: BaseException, address: Address, *, keyed: bool = False
) -> ThirdRingError | None:
    """The sentence for what a driver or SQLAlchemy raised, or None when it is a bug of ours.

    `keyed`: a key was given, so that an unreadable file means a wrong one.
    """
    cause = getattr(error, "orig", None) or error
    if address.kind is EngineKind.SQLITE:
        return _of_sqlite(cause, address, keyed=keyed)
    return _of_postgresql(cause, address)


def is_refused_write(error: BaseException) -> bool:
    """Whether the driver refused to write in a transaction that only reads."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None) or 0
    return code & 0xFF == _READONLY or getattr(cause, "sqlstate", None) == "25006"


def busy(address: Address) -> Unavailable:
    """Another program or thread holds what is needed."""
    return Unavailable(say(BUSY, address=str(address)))


def _of_sqlite(cause: BaseException, address: Address, *, keyed: bool) -> ThirdRingError | None:
    if type(cause).__name__ == "TimeoutError":  # SQLAlchemy's pool: all connections are in use
        return busy(address)
    code = getattr(cause, "sqlite_errorcode", None) or _SQLITE_WORDS.get(str(cause))
    if code is None:
        return None
    msgid = _SQLITE.get(code & 0xFF)
    if msgid is None:
        return None
    shown = address.path or address
    message = say(msgid, address=str(shown), detail=str(cause))
    if msgid in {NOT_A_DATABASE, WRONG_KEY}:
        return Refusal(say(WRONG_KEY if keyed else NOT_A_DATABASE, address=str(shown)))
    return Unavailable(message)


def _of_postgresql(cause: BaseException, address: Address) -> ThirdRingError | None:
    if type(cause).__name__ == "TimeoutError":
        return busy(address)
    if not type(cause).__module__.startswith("psycopg"):
        return None
    state = getattr(cause, "sqlstate", None)
    if state:
        msgid = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    elif _is_operational(cause):
        msgid = _without_state(str(cause))
    else:
        return None
    if msgid is None:
        return None
    message: Message = say(msgid, address=str(address), detail=state or "")
    # A statement the server itself cut short says nothing of the others.
    gone = msgid in _GONE and state not in {"57014", "25P03"}
    return Unavailable(message, gone=gone, refused=msgid == SERVER_REFUSES)


def _is_operational(cause: BaseException) -> bool:
    return any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__)


def _without_state(text: str) -> str:
    """A failed connection carries no SQLSTATE, only libpq's sentence (in the server's words)."""
    if "password authentication failed" in text or "no password supplied" in text:
        return SERVER_REFUSES
    if "does not exist" in text and "database" in text:
        return SERVER_UNKNOWN
    if "too many" in text and ("clients" in text or "connections" in text):
        return SERVER_FULL
    if "timeout" in text or "deadline" in text:
        return SERVER_SLOW
    return SERVER_GONE
