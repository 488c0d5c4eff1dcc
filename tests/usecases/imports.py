"""What the tests of importing share: small files, and what came of them."""

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests.usecases.conftest import House
from thirdring.store.tables import Call, Staff
from thirdring.usecases.import_calls import import_calls
from thirdring.usecases.import_report import ImportReport

HEADINGS = "Call ID,Agent,Start Time,Result"
GOOD = (
    "1,anna,2026-11-01 10:00,solved",
    "2,bo,2026-11-01 23:59,missed",
    "3,anna,2026-11-02 00:00,callback",
)


def calls(house: House) -> list[Any]:
    """Every call with its agent's login, by time."""
    with house.store.begin_read() as session:
        return list(
            session.execute(
                select(*Call.__table__.columns, Staff.login)
                .join(Staff, Staff.id == Call.agent_id)
                .order_by(Call.started_at, Call.seq)
            )
        )


def count(house: House, table: Any) -> int:
    with house.store.begin_read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def written(tmp_path: Path, *lines: str, headings: str = HEADINGS, name: str = "calls.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
    return path


def mapped(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(text, encoding="utf-8")
    return path


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(one.row, one.field, one.reason.english()) for one in report.refused]


def notes(report: ImportReport) -> str:
    return "\n".join(note.english() for note in report.notes)


def timed(house: House, tmp_path: Path, line: str, headings: str, **more: Any) -> ImportReport:
    return import_calls(
        house.owner,
        written(tmp_path, "owner,solved," + line, headings="Agent,Result," + headings),
        **more,
    )
