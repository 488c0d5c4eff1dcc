"""Which revision of the tables a database has, and which this program needs; without alembic,
whose import alone takes longer than opening the desk may.
"""

from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, inspect, text

from thirdring.domain.errors import N_, Refusal, ThirdRingError, Unavailable, say
from thirdring.resources import migrations
from thirdring.store.address import Address

_READ = text("SELECT version_num FROM alembic_version")


class Standing(StrEnum):
    """How a database stands to this program."""

    EMPTY = "empty"  # no tables at all
    FOREIGN = "foreign"  # tables, but not ours
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


_BY_ADMINISTRATOR = {
    Standing.OLDER: N_(
        "{address} was made by an older version: its database administrator runs `thirdring server "
        "init`, which brings it to this one."
    ),
    Standing.EMPTY: N_(
        "{address} holds no center yet: its database administrator makes one with `thirdring "
        "server init`."
    ),
}


@cache
def revisions() -> tuple[str, ...]:
    """Every revision this program knows, oldest first (the file names in migrations/versions)."""
    return tuple(sorted(p.name.split("_")[0] for p in (migrations() / "versions").glob("0*.py")))


def head() -> str:
    """The revision this program needs."""
    return revisions()[-1]


def revision_of(connection: Connection) -> str | None:
    """The revision of the database, None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: Any = connection.execute(_READ).scalar()
    return str(found) if found is not None else None


def standing(connection: Connection) -> Standing:
    """How the database behind `connection` stands to this program."""
    revision = revision_of(connection)
    if revision == head():
        return Standing.CURRENT
    if revision is not None:
        return Standing.OLDER if revision in revisions() else Standing.NEWER
    tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return Standing.FOREIGN if tables else Standing.EMPTY


def refuse_unfit(stands: Standing, address: Address) -> None:
    """Raise when the program can't work with a database that stands so.

    Raises:
        Unavailable: it is older; an upgrade helps.
        Refusal: it is newer, empty or not ours.
    """
    if address.on_server and stands in {Standing.OLDER, Standing.EMPTY}:
        raise Unavailable(say(_BY_ADMINISTRATOR[stands], address=str(address)))
    error: ThirdRingError | None = None
    shown = str(address.path or address)
    if stands is Standing.OLDER:
        error = Unavailable(
            say(
                "{address} was made by an older version: run `thirdring db upgrade`; it makes a "
                "backup first.",
                address=shown,
            )
        )
    elif stands is Standing.EMPTY:
        error = Refusal(
            say("{address} is empty: run `thirdring setup` to make a center.", address=shown)
        )
    if error is not None:
        raise error
    refuse_not_ours(stands, address)


def refuse_not_ours(stands: Standing, address: Address) -> None:
    """Raise Refusal for what an upgrade can't help with."""
    shown = str(address.path or address)
    if stands is Standing.NEWER:
        raise Refusal(
            say(
                "{address} was made by a newer version of Third Ring: install that version; this "
                "one would not understand its records.",
                address=shown,
            )
        )
    if stands is Standing.FOREIGN:
        raise Refusal(
            say("{address} holds another program's data, not Third Ring's.", address=shown)
        )
