"""The full-text index of tickets: kept by us on both engines, looked up newest first.

The index holds tokens (domain/search_text.py) under `tickets.seq`, never text. A query's tokens
are necessary for a match; where they are not sufficient (`SearchQuery.exact` is false) the texts
themselves decide, read by `ticket_texts`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, TextualSelect, bindparam, select, text
from sqlalchemy.orm import Session

from thirdring.domain import search_text
from thirdring.domain.masking import mask_text
from thirdring.domain.search_text import SearchQuery
from thirdring.store.secured import reads_masked
from thirdring.store.tables import ComplaintDetail, Ticket
from thirdring.store.types import SeqType

# Texts are read this many tickets at a time; below SQLite's limit of bound values.
CHUNK = 500
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
_NEWEST_FIRST = text(MATCH["sqlite"] + " AND rowid < :below ORDER BY rowid DESC LIMIT :most")
_ABOVE_ALL = 2**62
_HITS = {dialect: text(f"{statement} LIMIT :most") for dialect, statement in MATCH.items()}
_INTAKE = select(Ticket.received_at, Ticket.seq).where(
    Ticket.seq.in_(bindparam("seqs", expanding=True))
)
# Did a ticket with an older key come in later than the oldest one found (an import, say)?
_OVERTAKEN = (
    select(Ticket.seq)
    .where(Ticket.received_at > bindparam("oldest"), Ticket.seq < bindparam("lowest"))
    .order_by(Ticket.received_at.desc(), Ticket.seq.desc())
    .limit(1)
)


def dialect_of(session: Session) -> str:
    """The engine in use: sqlite or postgresql."""
    return session.connection().dialect.name


def index_ticket(
    session: Session, seq: int, texts: Sequence[str | None], *, new: bool = False
) -> None:
    """Index the texts of the ticket with key `seq` (flushed already), instead of earlier ones; a
    `new` one has none.

    For tickets in the database prefer `reindex_ticket`, which knows what is searched in.
    """
    dialect = dialect_of(session)
    tokens = search_text.index_tokens(*(t for t in texts if t))
    connection = session.connection()
    if reads_masked(session):  # they know not all its words: those that are new to it
        connection.execute(_MORE, {"seq": seq, "tokens": tokens})
        return
    remove, insert = _INDEX[dialect]
    if dialect == "sqlite" and not new:  # elsewhere the statement replaces
        connection.execute(remove, {"seq": seq})
    joined: object = " ".join(tokens) if dialect == "sqlite" else tokens
    connection.execute(insert, {"seq": seq, "tokens": joined})


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


def reindex_ticket(session: Session, seq: int) -> None:
    """Index the ticket's texts as they stand in the database now; call after any change."""
    session.flush()
    for texts in ticket_texts(session, [seq]).values():
        index_ticket(session, seq, texts)


def remove_ticket(session: Session, seq: int) -> None:
    """Forget the ticket's tokens; harmless when there are none."""
    session.execute(_INDEX[dialect_of(session)][0], {"seq": seq})


def hits(session: Session, wanted: SearchQuery, most: int) -> list[int]:
    """Keys of up to `most` index rows that hold the query's tokens, in no meaningful order."""
    if wanted.blank or wanted.unsearchable or not wanted.needles:
        return []
    if reads_masked(session):
        needles = [needle.text.lower() for needle in wanted.needles]
        bound: dict[str, object] = {"needles": needles, "most": most}
        return list(session.connection().scalars(_MASKED_HITS, bound))
    dialect = dialect_of(session)
    bound = {"wanted": expression(dialect, wanted), "most": most}
    return list(session.connection().scalars(_HITS[dialect], bound))


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


_TEXTS = searched_texts().where(Ticket.seq.in_(bindparam("seqs", expanding=True)))
# number, raised, wants, answer, category: what everybody sees who sees tickets at all, with the
# numbers in them hidden. In the rest a search would tell a name to somebody who may not see it (H5).
_OPEN_TEXTS = 5
# Behind them: name, phone, digits, address.
_NAMES = 4


def ticket_texts(
    session: Session,
    seqs: Sequence[int],
    *,
    personal: bool = True,
    hidden: Collection[int] = (),
) -> dict[int, tuple[str, ...]]:
    """The texts searched in, by key; without names, numbers and addresses unless `personal`.
    `hidden` are those whose names also stand nowhere else (G9).
    """
    texts: dict[int, tuple[str, ...]] = {}
    for at in range(0, len(seqs), CHUNK):
        for row in session.connection().execute(_TEXTS, {"seqs": seqs[at : at + CHUNK]}):
            if row[0] in hidden:
                texts[row[0]] = _without_names(row)
                continue
            kept = [value for value in (row[1:] if personal else row[1 : 1 + _OPEN_TEXTS]) if value]
            texts[row[0]] = tuple(kept if personal else map(mask_text, kept))
    return texts


def _without_names(row: Sequence[Any]) -> tuple[str, ...]:
    names = [name for name in row[1 + _OPEN_TEXTS : 1 + _OPEN_TEXTS + _NAMES] if name]
    kept = []
    for text_ in filter(None, row[1 : 1 + _OPEN_TEXTS]):
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
    hidden: Collection[int] = (),
) -> list[int]:
    """Those of `seqs` whose texts match, in the order given."""
    if wanted.exact and personal:
        asked = [seq for seq in seqs if seq in hidden]
        if not asked:
            return list(seqs)
        texts = ticket_texts(session, asked, hidden=hidden)
        return [seq for seq in seqs if seq not in hidden or _matches(wanted, texts.get(seq, ()))]
    texts = ticket_texts(session, seqs, personal=personal, hidden=hidden)
    return [seq for seq in seqs if seq in texts and _matches(wanted, texts[seq])]


def _matches(wanted: SearchQuery, texts: Iterable[str]) -> bool:
    return search_text.matches(wanted, [search_text.normalise(t) for t in texts])


def candidates(
    session: Session,
    wanted: SearchQuery,
    *,
    newest_first: bool = True,
    limit: int | None = None,
    hidden: Collection[int] = (),
) -> list[int]:
    """Keys of matching tickets by time of intake; every one a brute-force scan finds, no other.
    `hidden` as of `verified`.

    A blank query finds nothing here: there is nothing to look up.
    """
    if wanted.blank or wanted.unsearchable or not wanted.needles:
        return []
    dialect = dialect_of(session)
    if newest_first and limit is not None and dialect == "sqlite":
        found = _newest(session, wanted, limit, hidden)
        if found is not None:
            return found
    order = (Ticket.received_at, Ticket.seq)
    hits = select(Ticket.seq).where(Ticket.seq.in_(match_clause(dialect)))
    hits = hits.order_by(*(column.desc() if newest_first else column for column in order))
    if limit is not None and wanted.exact:
        hits = hits.limit(limit + len(hidden))
    seqs = session.scalars(hits, {"wanted": expression(dialect, wanted)})
    kept: list[int] = []
    for chunk in seqs.partitions(CHUNK):
        kept += verified(session, wanted, list(chunk), hidden=hidden)
        if limit is not None and len(kept) >= limit:
            break
    seqs.close()
    return kept[:limit]


def _newest(
    session: Session, wanted: SearchQuery, limit: int, hidden: Collection[int]
) -> list[int] | None:
    """The newest `limit` by walking the index's own keys backwards; None when keys do not tell
    the order of intake here, because an older key came in later.
    """
    connection = session.connection()
    seqs: list[int] = []
    below, complete = _ABOVE_ALL, False
    # Nothing of an exact search falls out again but what is hidden.
    most = limit + 1 + (len(hidden) if wanted.exact else limit)
    while len(seqs) <= limit and not complete:
        bound = {"wanted": wanted.fts5(), "below": below, "most": most}
        hits = list(connection.scalars(_NEWEST_FIRST, bound))
        complete = len(hits) < most
        if hits:
            below = hits[-1]
            seqs += verified(session, wanted, hits, hidden=hidden)
        most = max(most, CHUNK)
    rows = sorted(_with_intake(connection, seqs[: limit + 1]), reverse=True)
    if len(seqs) <= limit:
        return [seq for _at, seq in rows]
    oldest = rows[limit - 1][0]
    lowest = min(seqs[: limit + 1])
    overtaken = connection.execute(_OVERTAKEN, {"oldest": oldest, "lowest": lowest}).first()
    return None if overtaken else [seq for _at, seq in rows[:limit]]


def _with_intake(connection: Connection, seqs: Sequence[int]) -> Iterator[tuple[datetime, int]]:
    for at in range(0, len(seqs), CHUNK):
        rows = connection.execute(_INTAKE, {"seqs": seqs[at : at + CHUNK]})
        yield from ((received_at, seq) for received_at, seq in rows)
