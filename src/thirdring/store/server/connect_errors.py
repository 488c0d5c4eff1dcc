"""What a failed connection means. It carries no state, only words: libpq's, or the server's in the
server's language (Chinese ones speak Chinese before they know who connects).
"""

from thirdring.domain.errors import N_

REFUSES = N_("The database server {address} refuses this login: check login and password.")
NO_DATABASE = N_("There is no such database on the server: {address}.")
FULL = N_(
    "The database server {address} takes no more connections: close a desk, or raise its limit."
)
GONE = N_("The database server {address} does not answer: the work is kept, try again.")
SLOW = N_("The database server {address} took too long: the work is kept, try again.")
UNKNOWN_HOST = N_("There is no server of the name {host}: check how it is written, or the network.")
WRONG_CERTIFICATE = N_(
    "The server at {host} can't prove who it is ({detail}); nothing was sent to it. Give its "
    "authority's certificate with sslrootcert, or ask its administrator."
)
NO_ROOTS = N_(
    "The file with the authority's certificate can't be read ({detail}), so the server at {host} "
    "can't be checked; nothing was sent to it."
)
NOT_TLS = N_(
    "The server at {host} offers no encrypted connection: have TLS turned on there, or allow a plain "
    "one by name (sslmode=prefer with --allow-plain; at the desk, “Perhaps unencrypted”)."
)
WEAK_SIGN_IN = N_(
    "The server at {host} asks for the password in a form that can be stolen; nothing was sent. "
    "Its pg_hba.conf must say scram-sha-256."
)
NOT_LET_IN = N_(
    "The server at {host} lets nobody in from this computer this way: its pg_hba.conf needs a line "
    "for it."
)
POOLER = N_(
    "What stands before the server at {host} doesn't take what Third Ring asks a server for: "
    "pgbouncer needs ignore_startup_parameters = options and pool_mode = session."
)
NO_LOGIN = N_("This login has been taken out of use; an administrator can put it back.")
NO_RIGHT = N_("This login may not open {address}: an administrator has to add it to the center.")
TOO_OLD = N_("The database server {address} is too old: Third Ring needs PostgreSQL 15 or newer.")
BAD_ADDRESS = N_("The server's address {address} is not understood ({detail}).")

# All pieces of a row in one sentence; the first row that fits counts.
_WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("failed to resolve host",), UNKNOWN_HOST),
    (("could not translate host name",), UNKNOWN_HOST),
    (("authentication method requirement",), WEAK_SIGN_IN),
    (("root certificate",), NO_ROOTS),
    (("certificate verify failed",), WRONG_CERTIFICATE),
    (("does not match host name",), WRONG_CERTIFICATE),
    (("certificate",), WRONG_CERTIFICATE),
    (("does not support SSL",), NOT_TLS),
    (("pg_hba.conf", "no encryption"), NOT_LET_IN),
    (("pg_hba.conf",), NOT_LET_IN),
    (("password authentication failed",), REFUSES),
    # A pooler has words of its own, and no states: pgbouncer's.
    (("SASL authentication failed",), REFUSES),
    (("no such user",), REFUSES),
    (("SSL required",), NOT_LET_IN),
    (("no more connections allowed",), FULL),
    (("unsupported startup parameter",), POOLER),
    (("Password 认证失败",), REFUSES),
    (("no password supplied",), REFUSES),
    (("is not permitted to log in",), NO_LOGIN),
    (("不允许角色", "登录"), NO_LOGIN),
    (("permission denied for database",), NO_RIGHT),
    (("数据库", "权限不够"), NO_RIGHT),
    (("database", "does not exist"), NO_DATABASE),
    (("数据库", "不存在"), NO_DATABASE),
    (("role", "does not exist"), REFUSES),
    (("角色", "不存在"), REFUSES),
    (("too many", "clients"), FULL),
    (("too many", "connections"), FULL),
    (("remaining connection slots",), FULL),
    (("已经有太多的客户",), FULL),
    (("连接太多",), FULL),
    (("已保留的连接",), FULL),
    (("invalid", "value"), BAD_ADDRESS),
    (("timeout",), SLOW),
    (("deadline",), SLOW),
)


def of_failed_connection(text: str) -> str:
    """The sentence (a catalogue key) for the words of a connection that did not come about."""
    for pieces, sentence in _WORDS:
        if all(piece in text for piece in pieces):
            return sentence
    return GONE


def last_words(text: str) -> str:
    """The end of libpq's sentence, which names the cause; short enough for one line."""
    line = text.strip().splitlines()[0] if text.strip() else ""
    return line.rpartition(": ")[2][:120]
