"""The people and things of the built center: four hundred employees, shops, goods, customers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from thirdring.bench.days import NOW, YEARS
from thirdring.bench.vocabulary import Said, Vocabulary
from thirdring.demo.identities import Identities
from thirdring.demo.zh import WORDS
from thirdring.domain.enums import Language, Role
from thirdring.store.tables import Department, Desk, Merchant, Product, Staff, StaffRole
from thirdring.usecases.set_up import FirstStart, set_up

AGENTS = 400
_SUPERVISORS = 16
OPENED = NOW - timedelta(days=YEARS * 365 + 30)
LOGINS = {Role.AGENT: "agent001", Role.SUPERVISOR: "super01", Role.HR: "hr", Role.ADMIN: "root"}


@dataclass(frozen=True, slots=True)
class Party:
    """A record that others name: its id in the two forms they keep, and what it is called."""

    id: bytes
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody and everything, by kind."""

    agents: Sequence[Party]
    supervisors: Sequence[Party]
    departments: Sequence[Party]
    merchants: dict[str, Party]
    products: dict[str, Party]


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as calls and tickets repeat them."""

    id: bytes
    name: str
    title: str
    number: str
    digits: str
    address: Said
    tokens: tuple[str, ...]


def found_center(session: Session, words: Vocabulary, seed: int) -> Cast:
    """Set the center up as its first start does, and hire everybody. Nobody has a password: the
    built center holds nothing to protect.
    """
    random = Random(f"{seed}/cast")
    ids = Identities(random)
    set_up(
        session,
        FirstStart("三声家居广场", LOGINS[Role.ADMIN], "温若兰", None, Language.ZH_CN),
        OPENED,
    )
    session.execute(update(Desk).values(code="K7"))
    departments = [_party(ids, name) for name in WORDS.departments]
    session.execute(
        insert(Department),
        [{"id": uuid.UUID(one.key), "name": one.name, "created_at": OPENED} for one in departments],
    )
    session.flush()
    agents = _hire(session, ids, words, AGENTS, "agent{:03d}", Role.AGENT, departments)
    supervisors = _hire(
        session, ids, words, _SUPERVISORS, "super{:02d}", Role.SUPERVISOR, departments
    )
    _hire(session, ids, words, 1, "hr", Role.HR, departments)
    merchants = {
        name: _party(ids, name)
        for name in dict.fromkeys(name for line in words.lines for name in line.merchants)
    }
    products = {
        name: (_party(ids, name), merchants[line.merchants[0]])
        for line in words.lines
        for name in line.products
    }
    _shops(session, merchants, products)
    return Cast(
        agents, supervisors, departments, merchants, {n: p for n, (p, _) in products.items()}
    )


def _party(ids: Identities, name: str) -> Party:
    made = ids.at(OPENED)
    return Party(made.bytes, str(made), name)


def _hire(
    session: Session, ids: Identities, words: Vocabulary, count: int, login: str, role: Role,
    departments: Sequence[Party],
) -> list[Party]:  # fmt: skip
    people = [_party(ids, words.people[n * 37 + len(login)].name) for n in range(count)]
    rows: list[dict[str, Any]] = [
        {
            "id": uuid.UUID(person.key), "login": login.format(n + 1), "name": person.name,
            "department_id": uuid.UUID(departments[n % len(departments)].key),
            "work_number": f"{1000 + n}", "draft_key": person.id * 2, "created_at": OPENED,
        }
        for n, person in enumerate(people)
    ]  # fmt: skip
    session.execute(insert(Staff), rows)
    session.execute(insert(StaffRole), [{"staff_id": row["id"], "role": role} for row in rows])
    return people


def _shops(
    session: Session, merchants: dict[str, Party], products: dict[str, tuple[Party, Party]]
) -> None:
    session.execute(
        insert(Merchant),
        [
            {"id": uuid.UUID(one.key), "name": one.name, "unit": f"A-{n:03d}", "created_at": OPENED}
            for n, one in enumerate(merchants.values())
        ],
    )
    session.execute(
        insert(Product),
        [
            {
                "id": uuid.UUID(one.key), "name": one.name, "code": f"SS-{n:03d}",
                "merchant_id": uuid.UUID(shop.key), "created_at": OPENED,
            }
            for n, (one, shop) in enumerate(products.values())
        ],
    )  # fmt: skip


def person(session: Session, role: Role, login: str | None = None) -> uuid.UUID:
    """The account that stands for a role when its work is measured; `login`: what it is called
    where the center is on a server.
    """
    return session.scalars(select(Staff.id).where(Staff.login == (login or LOGINS[role]))).one()
