"""How a connection to a server is kept from being read or led astray on the way.

A server on another machine is spoken to over TLS, its certificate checked against its name
(`verify-full`), unless something else was allowed by name.
"""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from thirdring.domain.errors import Refusal, say

# An OpenSSL that came in a wheel does not know where the system keeps its roots.
_ROOTS = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_CHECKED = "verify-full"
_MAY_BE_PLAIN = frozenset({"disable", "allow", "prefer"})
# A server may not ask for the password itself, or a weak digest of it.
_AUTH = "!password,!md5"


def is_local(parameters: Mapping[str, Any]) -> bool:
    """Whether the connection ends on this machine: a socket, or a loopback address.

    Another server's name reached at a loopback address is a relay (a tunnel, a tour's plug): who
    listens there may be anybody, so the certificate of that name is asked for all the same.
    """
    given = [parameters.get(name) for name in ("host", "hostaddr")]
    if not all(given) and (parameters.get("service") or os.environ.get("PGSERVICE")):
        return False  # its file says the rest, over what the environment says
    return all(is_loopback(one.strip()) for name in _named(parameters) for one in name.split(","))


def _named(parameters: Mapping[str, Any]) -> list[str]:
    """What names the server: its name, or its address, or both."""
    found = (
        parameters.get(name) or os.environ.get(f"PG{name.upper()}") for name in ("host", "hostaddr")
    )
    return [str(one) for one in found if one]


def is_loopback(host: str) -> bool:
    """Whether an address, a name or a socket's folder is this machine's own."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def secured(given: Mapping[str, Any], *, allow_plain: bool) -> dict[str, Any]:
    """The parameters of libpq with what makes the connection safe, as far as they don't say it.

    Raises:
        Refusal: they ask for a connection that may be read on the way, and nobody allowed it.
    """
    parameters = {"require_auth": _AUTH, **given}
    mode = str(given.get("sslmode") or os.environ.get("PGSSLMODE") or "")
    if is_local(given):
        return parameters
    if mode in _MAY_BE_PLAIN and not allow_plain:
        raise Refusal(
            say(
                "sslmode={mode} lets the connection to {host} go unencrypted, where customers' "
                "data and the sign-in can be read on the way: leave it out, or allow it with "
                "--allow-plain.",
                mode=mode, host=" / ".join(_named(given)),
            ),
            rule="H5",
        )  # fmt: skip
    if not mode:
        parameters["sslmode"] = mode = _CHECKED
    if mode in {_CHECKED, "verify-ca"} and not _has_roots(given):
        # libpq takes its own word "system" with verify-full only.
        roots = _system_roots()
        if roots != "system" or mode == _CHECKED:
            parameters["sslrootcert"] = roots
    return parameters


def _has_roots(given: Mapping[str, Any]) -> bool:
    own = Path.home() / ".postgresql" / "root.crt"
    return bool(given.get("sslrootcert") or os.environ.get("PGSSLROOTCERT") or own.is_file())


def _system_roots() -> str:
    return next((path for path in _ROOTS if Path(path).is_file()), "system")


def can_be_read_on_the_way(connection: Any) -> bool:
    """Whether this open connection goes to another machine without encryption."""
    return not connection.pgconn.ssl_in_use and not is_local(connection.info.get_parameters())
