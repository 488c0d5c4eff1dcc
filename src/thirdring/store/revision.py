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

# For a revision, the oldest one whose program may go on working with its tables: when it only adds
# tables and columns that an older program neither needs nor has to fill. A revision that isn't named
# lets no older program go on.
GOES_ON_FROM: dict[str, str] = {"0006": "0005", "0007": "0005"}
_SAYS = "works since "
_MARK = text("SELECT obj_description(to_regclass('alembic_version'))")

_READ = text("SELECT version_num FROM alembic_version")


class Standing(StrEnum):
    """How a database stands to this program."""

    EMPTY = "empty"  # no tables at all
    FOREIGN = "foreign"  # tables, but not ours
    OLDER = "older"
    CURRENT = "current"
    AHEAD = "ahead"  # newer, but so that this program can go on working with it
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


def works_since() -> str:
    """The oldest revision whose program may go on working with this program's tables."""
    return GOES_ON_FROM.get(head(), head())


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
        if revision in revisions():
            return Standing.OLDER
        return Standing.AHEAD if _still_works(connection) else Standing.NEWER
    tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return Standing.FOREIGN if tables else Standing.EMPTY


def mark_works_since(connection: Connection) -> None:
    """Leave word for older desks on a server whether they may go on; as the tables' owner."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{_SAYS}{works_since()}'")


def _still_works(connection: Connection) -> bool:
    """Whether who made the newer tables left word that this program may go on. A file's program
    is the only one on its computer: nobody is left behind there.
    """
    if connection.dialect.name != "postgresql":
        return False
    mark = str(connection.scalar(_MARK) or "")
    return mark.startswith(_SAYS) and mark.removeprefix(_SAYS) <= head()


def refuse_unfit(stands: Standing, address: Address) -> None:
    """Raise when the program can't work with a database that stands so. One that is ahead it can
    work with, but not change as a whole (see `refuse_other`).

    Raises:
        Unavailable: it is older; an upgrade helps.
        Refusal: it is newer, empty or not ours.
    """
    if address.on_server and stands in {Standing.OLDER, Standing.EMPTY}:
        raise Unavailable(say(_BY_ADMINISTRATOR[stands], address=str(address)))
    if stands is Standing.AHEAD:
        return
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


def refuse_other(stands: Standing, address: Address) -> None:
    """Raise unless the database has exactly this program's revision. Raises as `refuse_unfit`."""
    refuse_unfit(stands, address)
    refuse_not_ours(stands, address)


def refuse_not_ours(stands: Standing, address: Address) -> None:
    """Raise Refusal for what an upgrade can't help with."""
    shown = str(address.path or address)
    if stands in {Standing.NEWER, Standing.AHEAD}:
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
