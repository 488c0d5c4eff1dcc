"""Filling an empty database with a believable center: `thirdring demo` and `--demo`.

Deterministic: the same seed, counts, language and moment give the same center to the last word
(only keys and password hashes are made anew). Without a moment the story ends now.
"""

import secrets
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from thirdring.demo.clocks_told import clocks_of
from thirdring.demo.identities import Identities
from thirdring.demo.scene import Cast, Row
from thirdring.demo.story import Story
from thirdring.demo.words import Words
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Language, Role
from thirdring.domain.errors import Refusal, say
from thirdring.store.base import Base
from thirdring.store.deed_session import DeedSession
from thirdring.store.engine import Store
from thirdring.store.search import index_ticket
from thirdring.store.tables import Department, Desk, Merchant, Product, Staff, StaffRole, Ticket
from thirdring.usecases.import_report import Progress, no_progress
from thirdring.usecases.passwords import hash_password
from thirdring.usecases.play_demo import new_matters, play_demo
from thirdring.usecases.set_up import FirstStart, is_set_up, set_up
from thirdring.usecases.settings_of_center import read_center, read_policy

# Printed with the logins and written in the guides: a sample holds nothing to protect.
DEMO_PASSWORD = "three-rings"  # noqa: S105
_ZONE = "Asia/Shanghai"
# In the order in which rows refer to each other.
_TABLES = (
    "customers", "customer_numbers", "tickets", "complaint_details", "ticket_notes",
    "ticket_merges", "calls", "holds", "protocol_records", "callbacks", "callback_attempts",
    "escalations", "return_visits", "clocks", "events",
)  # fmt: skip
_SEARCHED = (
    "number",
    "name",
    "phone",
    "digits",
    "address",
    "raised",
    "wants",
    "answer",
    "category",
)
_SEARCHED_DETAIL = ("order_no", "product_text", "merchant_text", "against_text")


def demo_login() -> tuple[str, str]:
    """Login and password of the account that holds every role."""
    return "lin", DEMO_PASSWORD


def fill_demo(
    store: Store,
    *,
    tickets: int = 400,
    calls: int = 1500,
    seed: int = 3,
    language: Language = Language.ZH_CN,
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> list[dict[str, str]]:
    """Make the center, all of it or nothing; returns the logins with names, roles and password.

    `progress(done, total)` counts calls and tickets.

    Raises:
        Refusal: the database holds a center already; it is left as it is.
        Unavailable: the database can't be written.
    """
    now = (now or store.now()).replace(microsecond=0)
    words = _words(language)
    with store.begin_write() as session:
        if is_set_up(session) or session.scalars(select(Staff.id).limit(1)).first():
            raise Refusal(
                say("This database holds a center already; the sample needs an empty one.")
            )
        _tell(session, words, calls, tickets, seed, now, progress)
    return [
        {
            "login": person.login,
            "name": person.name,
            "roles": ", ".join(role.value for role in Role if role in person.roles),
            "password": DEMO_PASSWORD,
        }
        for person in words.people
        if person.active
    ]


def _words(language: Language) -> Words:
    if language is Language.EN:
        from thirdring.demo.en import WORDS

        return WORDS
    from thirdring.demo.zh import WORDS as CHINESE

    return CHINESE


def _tell(
    session: DeedSession, words: Words, calls: int, tickets: int, seed: int, now: datetime,
    progress: Progress,
) -> None:  # fmt: skip
    random = Random(f"{seed}/{words.language.value}")  # noqa: S311 - a story, not a secret
    opened = now - timedelta(days=400)
    cast = _cast(session, words, Identities(random), opened, now)
    center = read_center(session)
    story = Story(
        random, words, cast, now=now, time=center.time, policy=read_policy(session),
        desk_code=center.desk_code,
    )  # fmt: skip
    done, total = 0, calls + tickets
    more_calls, more_tickets = new_matters(calls, tickets)
    for rows in story.tell(calls - more_calls, tickets - more_tickets):
        _write(session, rows, story.scene.ids)
        done += len(rows.get("calls", ())) + len(rows.get("tickets", ()))
        progress(done, total)
    today = center.time.day_of(now)
    # Also where today has none yet: what the deeds do shortly after midnight begins yesterday.
    session.execute(update(Desk).values(counter_day=today.isoformat(), counter=story.given(today)))
    play_demo(
        session, words, random=random, ids=story.scene.ids, opened=opened, now=now,
        matters=more_tickets > 0,
    )  # fmt: skip
    progress(total, total)


def _write(session: DeedSession, rows: dict[str, list[Row]], ids: Identities) -> None:
    tables = Base.metadata.tables
    rows["clocks"] = rows.get("clocks", []) + clocks_of(rows, ids)
    for name in _TABLES:
        if rows.get(name):
            session.execute(insert(tables[name]), rows[name])
    _index(session, rows.get("tickets", []), rows.get("complaint_details", []))


def _index(session: DeedSession, tickets: list[Row], details: list[Row]) -> None:
    """Make the tickets findable; their keys are the engine's."""
    if not tickets:
        return
    keys: dict[Any, int] = {}
    for at in range(0, len(tickets), 500):
        chunk = [row["id"] for row in tickets[at : at + 500]]
        found = session.execute(select(Ticket.id, Ticket.seq).where(Ticket.id.in_(chunk)))
        keys.update((row.id, row.seq) for row in found)
    beside = {row["ticket_id"]: row for row in details}
    for row in tickets:
        texts = [row[name] for name in _SEARCHED]
        texts += [beside.get(row["id"], {}).get(name) for name in _SEARCHED_DETAIL]
        index_ticket(session, keys[row["id"]], texts)


def _cast(session: Session, words: Words, ids: Identities, opened: datetime, now: datetime) -> Cast:
    """The center itself: settings, phrases, people, departments, shops and goods."""
    first, *others = words.people
    CenterTime(_ZONE)
    owner = set_up(
        session,
        FirstStart(words.company, first.login, first.name, DEMO_PASSWORD, words.language, _ZONE),
        opened,
    )
    departments = {name: ids.at(opened) for name in words.departments}
    session.execute(
        insert(Department),
        [{"id": key, "name": name, "created_at": opened} for name, key in departments.items()],
    )
    staff = {first.login: owner}
    password_hash = hash_password(DEMO_PASSWORD)
    for person in others:
        staff[person.login] = ids.at(opened)
        session.add(
            Staff(
                id=staff[person.login],
                login=person.login,
                name=person.name,
                password_hash=password_hash,
                draft_key=secrets.token_bytes(32),
                active=person.active,
                absent_from=now - timedelta(hours=26) if person.absent else None,
                absent_until=now + timedelta(hours=40) if person.absent else None,
                created_at=opened,
                post=person.post,
                work_number=person.work_number,
                internal_number=person.internal_number,
                department_id=departments[person.department],
            )
        )
    session.flush()
    session.add_all(
        StaffRole(staff_id=staff[person.login], role=role)
        for person in others
        for role in sorted(person.roles)
    )
    session.execute(
        update(Staff)
        .where(Staff.id == owner)
        .values(
            post=first.post,
            work_number=first.work_number,
            department_id=departments[first.department],
        )
    )
    merchants = _merchants(session, words, ids, opened)
    products = _products(session, words, ids, opened, merchants)
    session.flush()
    return Cast(staff, departments, merchants, products)


def _merchants(session: Session, words: Words, ids: Identities, opened: datetime) -> dict[str, Any]:
    names = list(dict.fromkeys(name for line in words.lines for name in line.merchants))
    merchants = {name: ids.at(opened) for name in names}
    session.execute(
        insert(Merchant),
        [
            {
                "id": key,
                "name": name,
                "unit": f"{'ABC'[n % 3]}{n % 4 + 1}-{101 + 7 * n}",
                "created_at": opened,
            }
            for n, (name, key) in enumerate(merchants.items())
        ],
    )
    return merchants


def _products(
    session: Session, words: Words, ids: Identities, opened: datetime, merchants: dict[str, Any]
) -> dict[str, Any]:
    found = [(name, line.merchants[0]) for line in words.lines for name in line.products]
    products = {name: ids.at(opened) for name, _ in found}
    session.execute(
        insert(Product),
        [
            {
                "id": products[name],
                "name": name,
                "code": f"SS-{n:03d}",
                "merchant_id": merchants[merchant],
                "created_at": opened,
            }
            for n, (name, merchant) in enumerate(found, start=1)
        ],
    )
    return products
