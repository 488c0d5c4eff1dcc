"""The full-text index of tickets: kept by us on both engines, looked up newest first.

The index holds tokens (domain/search_text.py) under `tickets.seq`, never text. A query's tokens
are necessary for a match; where they are not sufficient (`SearchQuery.exact` is false) the texts
themselves decide, read by `ticket_texts`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
    TextClause,
    TextualSelect,
    bindparam,
    select,
    text,
    type_coerce,
)
from sqlalchemy.orm import Session

from thirdring.domain import search_text
from thirdring.domain.enums import TicketKind
from thirdring.domain.masking import mask_text
from thirdring.domain.search_text import SearchQuery
from thirdring.store.deed_session import DeedSession
from thirdring.store.key_lists import AGAINST_ME, among, bound_keys
from thirdring.store.planner import aside
from thirdring.store.prepared import fetch
from thirdring.store.secured import reads_masked
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.store.types import BoolType, SeqType

# Texts are read this many tickets at a time; below SQLite's limit of bound values.
CHUNK = 500
# As many hits are gone through in the time it takes to read the texts of a ticket and compare them.
TEXT_IN_HITS = 200
_INDEX = {
    "sqlite": (
        text("DELETE FROM ticket_search WHERE rowid = :seq"),
        text("INSERT INTO ticket_search(rowid, tokens) VALUES (:seq, :tokens)"),
    ),
    "postgresql": (
        text("DELETE FROM ticket_search WHERE seq = :seq"),
        text(
            "INSERT INTO ticket_search(seq, tokens) "
            "VALUES (:seq, array_to_tsvector(CAST(:tokens AS text[]))) "
            "ON CONFLICT (seq) DO UPDATE SET tokens = excluded.tokens"
        ),
    ),
}
# Nothing is read here, so that whoever may only add can.
_NEW = {
    "sqlite": _INDEX["sqlite"][1],
    "postgresql": text(
        "INSERT INTO ticket_search(seq, tokens) "
        "VALUES (:seq, array_to_tsvector(CAST(:tokens AS text[])))"
    ),
}
_MORE = text("SELECT thirdring_index_more(:seq, CAST(:tokens AS text[]))")
_MASKED_HITS = text("SELECT thirdring_masked_hits(CAST(:needles AS text[]), :most)")
# What a query's expression is bound to; the same name on both engines.
MATCH = {
    "sqlite": "SELECT rowid FROM ticket_search WHERE ticket_search MATCH :wanted",
    "postgresql": "SELECT seq FROM ticket_search WHERE tokens @@ CAST(:wanted AS tsquery)",
}
# Said by its function, the match offers no index: rows are looked at one by one, a thousand in a
# millisecond, where the index would have all hits of the word read for their keys first.
_ROW_MATCHES = "ts_match_vq(tokens, CAST(:wanted AS tsquery))"
_NEWEST_FIRST = {
    "sqlite": text(MATCH["sqlite"] + " AND rowid < :below ORDER BY rowid DESC LIMIT :most"),
    "postgresql": text(
        f"SELECT seq FROM ticket_search WHERE seq < :below AND {_ROW_MATCHES} "  # noqa: S608
        "ORDER BY seq DESC LIMIT :most"
    ),
}
_NEWEST_NEAR = text(
    "SELECT seq FROM (SELECT seq, tokens FROM ticket_search WHERE seq < :below "  # noqa: S608
    f"ORDER BY seq DESC LIMIT :within) AS near WHERE {_ROW_MATCHES} "
    "ORDER BY seq DESC LIMIT :most"
)
ABOVE_ALL = 2**62
_HITS = {dialect: text(f"{statement} LIMIT :most") for dialect, statement in MATCH.items()}
# Which of the tickets :seqs are among the hits. On a server each is looked up. SQLite's index is
# opened anew for each look, which takes as long as going through thousands of hits: these are gone
# through instead, and none is kept but what is asked for (the + has them looked up, not led by).
_HELD = {
    "sqlite": text(
        "SELECT rowid FROM ticket_search WHERE ticket_search MATCH :wanted "
        "AND rowid BETWEEN :first AND :last "
        "AND +rowid IN (SELECT value FROM json_each(:seqs))"
    ),
    "postgresql": text(
        f"SELECT seq FROM ticket_search WHERE seq = ANY(CAST(:seqs AS bigint[])) AND {_ROW_MATCHES}"  # noqa: S608
    ),
}
# Did a ticket with an older key come in later than the oldest one found (an import, say)?
_OVERTAKEN = (
    select(Ticket.seq)
    .where(Ticket.received_at > bindparam("oldest"), Ticket.seq < bindparam("lowest"))
    .order_by(Ticket.received_at.desc(), Ticket.seq.desc())
    .limit(1)
)
_ALL_AGAINST = (
    select(Ticket.seq)
    .join(ComplaintDetail, ComplaintDetail.ticket_id == Ticket.id)
    .where(
        ComplaintDetail.against_staff_id == bindparam("me"),
        aside(Ticket.kind) == TicketKind.COMPLAINT,
    )
)
_AGAINST = {dialect: select(Ticket.seq).where(among(dialect), AGAINST_ME) for dialect in MATCH}


def dialect_of(session: Session) -> str:
    """The engine in use: sqlite or postgresql."""
    return session.connection().dialect.name


def index_ticket(
    session: DeedSession, seq: int, texts: Sequence[str | None], *, new: bool = False
) -> None:
    """Index the texts of the ticket with key `seq` (flushed already) with the next flush, instead
    of earlier ones; a `new` one has none.

    For tickets in the database prefer `reindex_ticket`, which knows what is searched in.
    """
    dialect = dialect_of(session)
    tokens = search_text.index_tokens(*(t for t in texts if t))
    if reads_masked(session):  # they know not all its words: those that are new to it
        session.send_later(_MORE, {"seq": seq, "tokens": tokens})
        return
    remove, insert = _INDEX[dialect]
    if dialect == "sqlite" and not new:  # elsewhere the statement replaces
        session.send_later(remove, {"seq": seq})
    joined: object = " ".join(tokens) if dialect == "sqlite" else tokens
    session.send_later(insert, {"seq": seq, "tokens": joined})


def index_new_tickets(session: Session, texts: Mapping[int, Sequence[str | None]]) -> None:
    """Index tickets that have no tokens yet, by their keys (flushed already)."""
    if not texts:
        return
    dialect = dialect_of(session)
    rows: list[dict[str, object]] = []
    for seq, said in texts.items():
        tokens = search_text.index_tokens(*(t for t in said if t))
        rows.append({"seq": seq, "tokens": " ".join(tokens) if dialect == "sqlite" else tokens})
    session.execute(_NEW[dialect], rows)


def reindex_ticket(session: DeedSession, seq: int) -> None:
    """Index the ticket's texts as they stand in the database now; call after any change."""
    session.flush()
    for texts in ticket_texts(session, [seq]).values():
        index_ticket(session, seq, texts)


def remove_ticket(session: Session, seq: int) -> None:
    """Forget the ticket's tokens; harmless when there are none."""
    session.execute(_INDEX[dialect_of(session)][0], {"seq": seq})


def hits(session: Session, wanted: SearchQuery, most: int) -> list[int]:
    """Keys of up to `most` index rows that hold the query's tokens, in no meaningful order; to who
    reads masked those whose masked texts hold its words, the newest first.
    """
    if wanted.blank or wanted.unsearchable or not wanted.needles:
        return []
    if reads_masked(session):
        needles = [needle.text.lower() for needle in wanted.needles]
        bound: dict[str, object] = {"needles": needles, "most": most}
        return _keys(session, _MASKED_HITS, bound)
    dialect = dialect_of(session)
    bound = {"wanted": expression(dialect, wanted), "most": most}
    return _keys(session, _HITS[dialect], bound)


def _keys(session: Session, statement: TextClause, bound: Mapping[str, object]) -> list[int]:
    return [row[0] for row in fetch(session.connection(), statement, bound)]


def match_clause(dialect: str) -> TextualSelect:
    """`SELECT key FROM the index`, with `:wanted` to be bound to `expression`'s text."""
    return text(MATCH[dialect]).columns(seq=SeqType)


def expression(dialect: str, wanted: SearchQuery) -> str:
    """The query as the engine reads it; empty when there is nothing to look up."""
    return wanted.fts5() if dialect == "sqlite" else wanted.tsquery()


def searched_texts() -> Select[*tuple[Any, ...]]:
    """The key and the texts of tickets that are searched in, in one row each."""
    t, c = Ticket, ComplaintDetail
    return (
        select(
            t.seq, t.number, t.raised, t.wants, t.answer, t.category,
            t.name, t.phone, t.digits, t.address,
            c.order_no, c.product_text, c.merchant_text, c.against_text,
        )
        .select_from(t)
        .outerjoin(c, c.ticket_id == t.id)
    )  # fmt: skip


_TEXTS = {
    dialect: searched_texts()
    .add_columns(type_coerce(AGAINST_ME, BoolType()).label("against_me"))
    .where(among(dialect))
    for dialect in MATCH
}
# What who reads masked searches in: each further column would be masked for every row, for nothing.
_MASKED_TEXTS = select(
    Ticket.seq, Ticket.number, Ticket.raised, Ticket.wants, Ticket.answer, Ticket.category,
    type_coerce(AGAINST_ME, BoolType()).label("against_me"),
).where(among("postgresql"))  # fmt: skip
# number, raised, wants, answer, category: what everybody sees who sees tickets at all, with the
# numbers in them hidden. In the rest a search would tell a name to somebody who may not see it (H5).
_OPEN_TEXTS = 5
# Behind them: name, phone, digits, address.
_NAMES = 4


def ticket_texts(
    session: Session, seqs: Sequence[int], *, personal: bool = True, me: UUID | None = None
) -> dict[int, tuple[str, ...]]:
    """The texts searched in, by key; without names, numbers and addresses unless `personal`. Of
    complaints against `me` names stand nowhere else either (G9).
    """
    texts: dict[int, tuple[str, ...]] = {}
    dialect = dialect_of(session)
    asked: Any = _TEXTS[dialect] if personal or not reads_masked(session) else _MASKED_TEXTS
    for at in range(0, len(seqs), CHUNK):
        bound = {"seqs": bound_keys(dialect, seqs[at : at + CHUNK]), "me": me}
        for seq, *values, against_me in fetch(session.connection(), asked, bound):
            if against_me:
                texts[seq] = _without_names(values)
                continue
            kept = [value for value in (values if personal else values[:_OPEN_TEXTS]) if value]
            texts[seq] = tuple(kept if personal else map(mask_text, kept))
    return texts


def _without_names(values: Sequence[Any]) -> tuple[str, ...]:
    names = [name for name in values[_OPEN_TEXTS : _OPEN_TEXTS + _NAMES] if name]
    kept = []
    for text_ in filter(None, values[:_OPEN_TEXTS]):
        shown = text_
        for name in names:
            shown = shown.replace(name, " ")
        kept.append(mask_text(shown))
    return tuple(kept)


def verified(
    session: Session,
    wanted: SearchQuery,
    seqs: Sequence[int],
    *,
    personal: bool = True,
    me: UUID | None = None,
) -> list[int]:
    """Those of the hits `seqs` whose texts match, in the order given, as `me` may find them."""
    if not (wanted.exact and personal):
        return matching(session, wanted, seqs, personal=personal, me=me)
    dialect = dialect_of(session)
    bound = {"seqs": bound_keys(dialect, seqs), "me": me}
    mine = (
        [row[0] for row in fetch(session.connection(), _AGAINST[dialect], bound)]
        if seqs and me
        else []
    )
    gone = set(mine).difference(matching(session, wanted, mine, me=me))
    return [seq for seq in seqs if seq not in gone]


def matching(
    session: Session,
    wanted: SearchQuery,
    seqs: Sequence[int],
    *,
    personal: bool = True,
    me: UUID | None = None,
) -> list[int]:
    """Those of `seqs` whose texts match, by reading them."""
    texts = ticket_texts(session, seqs, personal=personal, me=me)
    return [seq for seq in seqs if seq in texts and _matches(wanted, texts[seq])]


def _matches(wanted: SearchQuery, texts: Iterable[str]) -> bool:
    # Folded in one piece: a needle holds no line's end, and no word goes on behind one.
    return search_text.matches_plain(wanted, "\n".join(texts))


def kept_from(session: Session, wanted: SearchQuery, me: UUID) -> list[int]:
    """Keys of the hits that `me` doesn't find: complaints against them in which only a name or a number
    matches (G9).
    """
    rows = fetch(session.connection(), _ALL_AGAINST, {"me": me})
    theirs = sorted(held(session, wanted, [row[0] for row in rows]))
    return sorted(set(theirs).difference(matching(session, wanted, theirs, me=me)))


def newest_hits(
    session: Session, wanted: SearchQuery, most: int, below: int, within: int | None = None
) -> list[int]:
    """Keys below `below` of index rows that hold the query's tokens, the highest `most` of them in
    falling order. `within`: only so many rows are looked at, on a server.
    """
    if wanted.blank or wanted.unsearchable or not wanted.needles:
        return []
    dialect = dialect_of(session)
    bound: dict[str, object] = {
        "wanted": expression(dialect, wanted), "below": below, "most": most,
    }  # fmt: skip
    if within is not None and dialect != "sqlite":
        return _keys(session, _NEWEST_NEAR, bound | {"within": within})
    return _keys(session, _NEWEST_FIRST[dialect], bound)


def overtaken(session: Session, oldest: datetime, lowest: int) -> bool:
    """Whether a ticket with a key below `lowest` came in later than `oldest`."""
    bound = {"oldest": oldest, "lowest": lowest}
    return session.connection().execute(_OVERTAKEN, bound).first() is not None


def sooner_read(session: Session, seqs: Sequence[int], apart: float) -> bool:
    """Whether the texts of these tickets are read sooner than the hits between them gone through, of
    which one of `apart` tickets is one. A server looks up each.
    """
    between = (max(seqs) - min(seqs) + 1) / apart
    return dialect_of(session) == "sqlite" and len(seqs) * TEXT_IN_HITS < between


def held(session: Session, wanted: SearchQuery, seqs: Sequence[int]) -> set[int]:
    """Those of `seqs` whose index rows hold the query's tokens."""
    if not seqs:
        return set()
    dialect = dialect_of(session)
    bound: dict[str, object] = {
        "wanted": expression(dialect, wanted), "seqs": bound_keys(dialect, seqs),
    }  # fmt: skip
    if dialect == "sqlite":
        bound |= {"first": min(seqs), "last": max(seqs)}
    return set(_keys(session, _HELD[dialect], bound))
