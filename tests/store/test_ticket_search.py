"""Search finds every ticket a brute-force reading finds, and no other, on both engines."""

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ticket_world import (
    NOW,
    World,
    add_tickets,
    brute_force,
    find,
    make_world,
    plan_to_find,
    ticket_row,
)
from thirdring.domain import search_text
from thirdring.domain.enums import AgainstKind, TicketKind
from thirdring.store import search, ticket_found
from thirdring.store.engine import Store
from thirdring.store.tables import ComplaintDetail
from thirdring.store.ticket_list import count_up_to, counts_up_to, read_anchors

_PIECES = (
    "退货", "退", "货", "投诉", "送货上门", "沙發", "沙发", "重庆", "iPhone15", "iphone", "IP",
    "138", "13812345678", "B2-117", "A", "é", "ÅNGSTRÖM", "👍", "🏳️‍🌈", "“", '"', "'", "*", "-",
    "(", ")", "AND", "OR", "NOT", "NEAR", ":", "&", "|", "!", "<->", "%", "_", "\\", "，", "。",
    "ﬁne", "ｆｕｌｌ", "００７", "10", "1", "C261122-K7042", "c261122", "k7042", "한국어", "ไทย", "のし",
)  # fmt: skip
_text = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), min_size=1, max_size=8
).map("".join)
_spaced = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=4).map(" ".join)


def _clean(text: str) -> str:
    return "".join(c for c in text if c != "\0" and not "\ud800" <= c <= "\udfff")


@pytest.fixture
def world(store: Store) -> World:
    return make_world(store)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    texts=st.lists(st.tuples(_text, _spaced).map(" ".join).map(_clean), min_size=1, max_size=6),
    typed=st.one_of(_text, _spaced, st.text(max_size=6)).map(_clean),
)
def test_search_finds_what_reading_every_text_finds(
    world: World, monkeypatch: pytest.MonkeyPatch, texts: list[str], typed: str
) -> None:
    with world.store.begin_write() as session:
        rows = [
            ticket_row(world, n + 1, raised=text or "x", wants=None) for n, text in enumerate(texts)
        ]
        add_tickets(session, rows)
        for query in (typed, texts[0][:2], texts[0][1:4], texts[-1][-3:]):
            if not query.strip():
                continue
            # By the full-text index's order, and by walking the list.
            for few, descending in ((2_000, True), (0, False)):
                monkeypatch.setattr(ticket_found, "FEW", few)
                monkeypatch.setattr(ticket_found, "_COMMON", few or 1)
                assert sorted(find(session, query, descending=descending)) == sorted(
                    brute_force(rows, query)
                )
        session.rollback()


def test_newest_means_time_of_intake_also_after_an_import(world: World) -> None:
    chance = random.Random(5)  # noqa: S311 - the same every time
    with world.store.begin_write() as session:
        rows = [
            ticket_row(world, n, raised="退货" if n % 3 else "换货",
                       received_at=NOW - timedelta(minutes=chance.randrange(10_000)))
            for n in range(1, 400)
        ]  # fmt: skip
        rows += [  # typed in today, in the order they came
            ticket_row(world, 400 + n, raised="退货", received_at=NOW + timedelta(minutes=n))
            for n in range(40)
        ]
        # brought over from elsewhere: young keys, old times
        rows += [ticket_row(world, 500, raised="退货", received_at=NOW - timedelta(days=90))]
        add_tickets(session, rows)
        hits = sorted(
            ((r["received_at"], r["seq"]) for r in rows if "退货" in r["raised"]), reverse=True
        )
        for limit in (1, 5, 39, 41, 100, 1_000):
            newest = [seq for _, seq in hits[:limit]]
            assert find(session, "退货", limit=limit) == newest
        oldest = [seq for _, seq in hits[::-1][:10]]
        assert find(session, "退货", descending=False, limit=10) == oldest


def test_a_ticket_taken_out_or_changed_is_no_longer_found_by_its_old_words(world: World) -> None:
    with world.store.begin_write() as session:
        add_tickets(
            session, [ticket_row(world, 1, raised="退货"), ticket_row(world, 2, raised="退货")]
        )
        search.index_ticket(session, 1, ["换货", None])
        session.flush()
        search.remove_ticket(session, 2)
        search.remove_ticket(session, 77)
        assert find(session, "退货") == []
        search.reindex_ticket(session, 1)
        session.flush()
        assert find(session, "退货") == [1]


def test_h5_who_may_not_see_names_and_numbers_cannot_search_for_them(world: World) -> None:
    with world.store.begin_write() as session:
        row = ticket_row(
            world, 1, name="欧阳慧", phone="13812345678", digits="13812345678",
            raised="退货，回电 13987654321",
        )  # fmt: skip
        add_tickets(session, [row])
        for typed, seen in (("欧阳", 0), ("5678", 0), ("139876", 0), ("退货", 1)):
            wanted = search_text.query(typed)
            assert len(search.verified(session, wanted, [1], personal=False)) == seen
            assert search.verified(session, wanted, [1]) == [1]


def test_pairs_that_stand_apart_are_no_phrase(world: World) -> None:
    """An AND of pairs is necessary, the text decides."""
    with world.store.begin_write() as session:
        rows = [
            ticket_row(world, 1, raised="送货晚了，货上有伤，上门看过"),
            ticket_row(world, 2, raised="要求送货上门"),
            ticket_row(world, 3, raised="单号 138 122 225"),
            ticket_row(world, 4, raised="单号 13812225"),
        ]
        add_tickets(session, rows)
        assert find(session, "送货上门") == [2]
        assert find(session, "单号 13812225") == [4]


@pytest.mark.parametrize("few", [2_000, 0])
@pytest.mark.parametrize("descending", [True, False])
def test_g9_who_is_complained_about_finds_it_by_its_facts_only(
    world: World, few: int, descending: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the full-text index leads, the hits are put in order or the list is walked; and what
    is counted is what is listed.
    """
    monkeypatch.setattr(ticket_found, "FEW", few)
    monkeypatch.setattr(ticket_found, "_COMMON", few or 1)
    lin = world.staff["lin"]
    with world.store.begin_write() as session:
        rows = [
            ticket_row(world, n, kind=TicketKind.COMPLAINT, name="欧阳慧", raised="欧阳慧说态度差")
            for n in range(1, 9)
        ]
        add_tickets(session, rows)
        session.add_all(
            ComplaintDetail(
                ticket_id=row["id"], against_kind=AgainstKind.EMPLOYEE, month="2026-11",
                against_staff_id=lin if row["seq"] in {2, 5} else world.staff["sun"],
            )
            for row in rows
        )  # fmt: skip
        session.flush()
        for typed, seen in (("欧阳", {1, 3, 4, 6, 7, 8}), ("态度", set(range(1, 9)))):
            given: dict[str, Any] = {"descending": descending, "actor_id": lin}
            assert set(find(session, typed, **given)) == seen
            assert set(find(session, typed, actor_id=world.staff["zhao"])) == set(range(1, 9))
            plan = plan_to_find(typed, **given)
            assert count_up_to(session, plan) == len(seen)
            assert read_anchors(session, plan, 2).count == len(seen)


@pytest.mark.parametrize("few", [2_000, 0])
def test_what_is_counted_has_the_words_as_they_stand(
    world: World, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pairs that stand apart are no hit of a count either."""
    monkeypatch.setattr(ticket_found, "FEW", few)
    with world.store.begin_write() as session:
        texts = ("送货晚了，货上有伤，上门看过", "要求送货上门")
        add_tickets(session, [ticket_row(world, n, raised=t) for n, t in enumerate(texts, 1)])
        assert count_up_to(session, plan_to_find("送货上门")) == 1
        assert counts_up_to(session, [plan_to_find("送货上门"), plan_to_find("送货")]) == (1, 2)
