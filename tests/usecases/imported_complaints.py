"""What the tests of importing complaints share: small files, and what came of them."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.usecases.conftest import House
from thirdring.domain.enums import Role
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.usecases.center import Center
from thirdring.usecases.import_complaints import import_complaints
from thirdring.usecases.import_report import ImportReport

HEADINGS = "编号,投诉时间,投诉渠道,投诉人,联系电话,投诉内容,性质,严重程度,被投诉员工"
FIRST = "1,2026-11-01 10:00,微信,王女士,13812345678,沙发有异味,产品质量,一般,anna"
SECOND = "2,2026-11-01 23:59:59,电话,,,态度生硬,服务态度,严重,"


def complaints(house: House) -> list[Any]:
    """Every ticket with what a complaint adds, by intake."""
    hidden = {"ticket_id", "product_id", "merchant_id"}
    columns = [c for c in ComplaintDetail.__table__.columns if c.name not in hidden]
    with house.store.begin_read() as session:
        return list(
            session.execute(
                select(*Ticket.__table__.columns, *columns)
                .outerjoin(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
                .order_by(Ticket.received_at, Ticket.seq)
            )
        )


def written(tmp_path: Path, *lines: str, headings: str = HEADINGS, name: str = "c.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([headings, *lines]) + "\n", encoding="utf-8")
    return path


def taken(
    house: House, tmp_path: Path, *lines: str, headings: str = HEADINGS, **more: Any
) -> ImportReport:
    return import_complaints(house.owner, written(tmp_path, *lines, headings=headings), **more)


def supervisor(house: House) -> Center:
    return house.hire("chief", Role.SUPERVISOR)
