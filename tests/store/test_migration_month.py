"""0003 on a center in use: complaints that were there before are counted by the upgrade itself."""

from sqlalchemy import NullPool, create_engine, text
from sqlcipher3 import dbapi2

from tests.store.test_migration_cases import _id, _insert, _moment
from thirdring.store.address import parse_address
from thirdring.store.engine import open_store
from thirdring.store.month_counts import kept_counts, recount
from thirdring.store.upgrade import downgrade, upgrade


def test_complaints_of_before_are_counted(database_url: str) -> None:
    upgrade(database_url)
    downgrade(database_url, "0002")
    _complaints(database_url)
    upgrade(database_url)
    with open_store(database_url) as store, store.begin_read() as session:
        kept = kept_counts(session)
        assert kept == recount(session)
        assert kept["1970-01", "center", "", "phone"] == {
            "received": 3,
            "undecided": 2,  # without nature and severity
            "withdrawn": 1,
        }
        assert session.execute(text("SELECT count(*) FROM standings_due")).scalar_one() == 0
    downgrade(database_url, "0002")
    upgrade(database_url)
    with open_store(database_url) as store, store.begin_read() as session:
        assert kept_counts(session) == kept


def _complaints(url: str) -> None:

    path = parse_address(url).path
    engine = (
        create_engine("sqlite://", module=dbapi2, creator=lambda: dbapi2.connect(path),
                      poolclass=NullPool)
        if path is not None
        else create_engine(url, poolclass=NullPool)
    )  # fmt: skip
    with engine.begin() as connection:
        at = _moment(connection, 1_000_000_000_000)
        staff = _id(connection)
        _insert(
            connection, "staff", id=staff, login="lin", name="林", draft_key=b"k" * 32,
            active=True, must_change_password=False, created_at=at,
        )  # fmt: skip
        for seq, state in enumerate(("intake", "withdrawn", "archived"), start=1):
            ticket = _id(connection)
            _insert(
                connection, "tickets", seq=seq, id=ticket, number=f"C000{seq}", kind="complaint",
                state=state, open=state == "intake", raised="退货", created_by=staff,
                received_at=at, sort_due=at, created_at=at, updated_at=at,
            )  # fmt: skip
            _insert(
                connection, "complaint_details", ticket_id=ticket, month="1970-01",
                channel="phone", against_kind="none", example=False,
            )  # fmt: skip
    engine.dispose()
