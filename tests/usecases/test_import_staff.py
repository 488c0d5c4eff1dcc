"""Importing the staff list."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.intake.sheets import write_book
from tests.usecases.conftest import House
from thirdring.domain.enums import Role
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.store.tables import Department, Staff
from thirdring.usecases.import_staff import import_staff
from thirdring.usecases.manage_staff import list_staff
from thirdring.usecases.sign_in import sign_in

HEADINGS = ["login", "name", "role", "department", "post", "work_number"]
# On a server the login is the database's, and the password with it.
in_a_file = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)


def written(tmp_path: Path, *lines: str, headings: str = ",".join(HEADINGS)) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text("\n".join([headings, *lines]) + "\n", encoding="gb18030")
    return path


def test_adds_everybody_once(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "Lin.XiaoMei,林小美,agent,售后部,客服专员,8021",
        "hu.jian,胡健,主管、客服,售后部,,",
        "owner,别人,agent,,,",
    )
    report = house.owner.run(import_staff, file)
    assert (report.read, report.added, report.known, report.refused) == (3, 2, 1, ())
    people = {row.login: row for row in house.owner.read(list_staff)}
    assert (
        people["lin.xiaomei"].name,
        people["lin.xiaomei"].department,
        people["lin.xiaomei"].work_number,
    ) == ("林小美", "售后部", "8021")
    assert set(people["hu.jian"].roles) == {Role.AGENT, Role.SUPERVISOR}
    assert people["owner"].name == "周掌柜"
    assert "lin.xiaomei, hu.jian" in report.notes[-1].english()
    again = house.owner.run(import_staff, file)
    assert (again.added, again.known) == (0, 3)


@in_a_file
def test_nobody_can_sign_in_before_a_password_is_set(house: House, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["登录名", "姓名", "角色", "初始密码"],
        ["anna", "安娜", "客服", None],
        ["bo", "波", "客服", "Kirschbaum-77"],
    ]
    house.owner.run(import_staff, write_book(tmp_path / "a.xlsx", {"名单": rows}))
    for password in (None, "", "anna"):
        with pytest.raises(NotPermitted):
            sign_in(house.store, "anna", password, house.now + dt.timedelta(seconds=1))
    assert sign_in(house.store, "bo", "Kirschbaum-77", house.now).must_change_password


def test_one_bad_row_keeps_everybody_out(house: House, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "anna,安娜,agent,新部门,,",
        "two words,甲,agent,,,",
        ",乙,agent,,,",
        "c,丙,king,,,",
        "d,,agent,,,",
        "anna,重名,agent,,,",
    )
    report = house.owner.run(import_staff, file)
    assert [(one.row, one.field) for one in report.refused] == [
        (3, "login"),
        (4, "login"),
        (5, "role"),
        (6, "name"),
    ]
    assert (report.added, report.known) == (0, 1)
    with house.store.begin_read() as session:
        assert session.scalar(select(func.count()).select_from(Staff)) == 1
        assert session.scalar(select(func.count()).select_from(Department)) == 0


def test_only_an_administrator_and_only_a_list_of_staff(house: House, tmp_path: Path) -> None:
    supervisor = house.hire("boss", Role.SUPERVISOR)
    with pytest.raises(NotPermitted):
        supervisor.run(import_staff, written(tmp_path, "a,b,agent,,,"))
    with pytest.raises(Refusal, match="No column for role was found"):
        house.owner.run(import_staff, written(tmp_path, "a,b", headings="login,name"))
