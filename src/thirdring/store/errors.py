"""Turns what a database driver raises into one sentence that says what to do.

Nothing of SQLAlchemy, sqlcipher3 or psycopg is imported: errors are told apart by the codes they
carry, so that this costs nothing where the other engine is used.
"""

from thirdring.domain.errors import N_, NotLetIn, Refusal, ThirdRingError, Unavailable, say
from thirdring.store.address import Address, EngineKind
from thirdring.store.server.connect_errors import (
    FULL,
    GONE,
    NO_DATABASE,
    NO_LOGIN,
    NO_RIGHT,
    NOT_LET_IN,
    REFUSES,
    SLOW,
    TOO_OLD,
    UNKNOWN_HOST,
    WRONG_CERTIFICATE,
    last_words,
    of_failed_connection,
)

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
    "28000": REFUSES,
    "28P01": REFUSES,
    "3D000": NO_DATABASE,
    "40001": BUSY,
    "40P01": BUSY,
    "55P03": BUSY,
    "57014": SLOW,
    "25P03": SLOW,
    "25006": SERVER_READ_ONLY,
    "42501": SERVER_FORBIDS,
    "53100": DISK_FULL,
    "53300": FULL,
    "53400": FULL,
    "57P01": GONE,
    "57P02": GONE,
    "57P03": GONE,
    "57P05": GONE,
    "58": DISK_TROUBLE,
    "53": DISK_TROUBLE,
    "08": GONE,
    "TR015": TOO_OLD,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}

_NOT_LET_IN = frozenset({REFUSES, NO_LOGIN, NO_RIGHT})
# Nothing else will be answered now either. A statement the server itself cut short is none of it.
_GONE = frozenset({GONE, SLOW, NO_DATABASE, FULL, UNKNOWN_HOST, NOT_LET_IN, WRONG_CERTIFICATE})
_CUT_SHORT = frozenset({"57014", "25P03"})


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


def lacks_what_we_know(error: BaseException) -> bool:
    """Whether a table, column or function that this program knows is not on the server (any more)."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlstate", None) in {"42P01", "42703", "42883"}


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
    if not any(kind.__module__.startswith("psycopg") for kind in type(cause).__mro__):
        return None
    state, detail = getattr(cause, "sqlstate", None), ""
    if state:
        msgid, detail = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2]), state
    elif _is_operational(cause):
        msgid, detail = of_failed_connection(str(cause)), last_words(str(cause))
    else:
        return None
    if msgid is None:
        return None
    message = say(msgid, address=str(address), host=address.host, detail=detail)
    if msgid in _NOT_LET_IN:
        return NotLetIn(message, lacks_password="no password supplied" in str(cause))
    return Unavailable(message, gone=msgid in _GONE and state not in _CUT_SHORT)


def _is_operational(cause: BaseException) -> bool:
    return any(kind.__name__ == "OperationalError" for kind in type(cause).__mro__)
