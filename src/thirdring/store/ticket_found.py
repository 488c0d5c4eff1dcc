"""Lists of tickets that are searched: the page is filled before anything else is looked at.

What few tickets hold is put in order in memory (ticket_few.py). What many hold is met soon on the way through the
list's own index: keys are taken from it in its order and looked up among the hits, chunk by chunk,
until the page is full. All that match, newest first, is the full-text index's own order.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from thirdring.domain.enums import TicketKind
from thirdring.domain.search_text import SearchQuery
from thirdring.domain.ticket_views import SortBy, TicketFilter, View
from thirdring.store import search
from thirdring.store.key_lists import bound_keys
from thirdring.store.secured import reads_masked
from thirdring.store.ticket_few import in_order, lines_by_key, narrowed, page_of
from thirdring.store.ticket_lines import (
    Anchors,
    Key,
    ListPlan,
    Page,
    TicketLine,
    at_of,
)
from thirdring.store.ticket_segments import Conditions
from thirdring.store.ticket_statements import (
    keys_statement,
)
from thirdring.store.ticket_walk import behind, shape_of, worth_walking
from thirdring.store.ticket_ways import Ways

# Up to so many hits are put in order; of more, the list is walked.
FEW = 2_000
# The newest hits are no page by themselves where so many keys lie between them: it has to be seen
# that no older key came in later, and that few hold the word is found out as soon.
_FAR = 50_000
# A server looks through so many rows of its index before it asks how many hold the word: soon
# enough for a common one, and lost for a rare one.
_NEAR = 8_000
# So many among the newest of them, and the word is common: how many hold it need not be counted. Each
# hit that is counted is a page of its own to read.
_COMMON, _AMONG = 80, 4_000
# Keys taken from the list at once: somewhat more than the hits' distance makes likely to be needed.
_AMPLE, _FIRST, _LARGEST, _FASTER = 1.5, 256, 16_384, 4
# Their texts are read in so many parts: the page may be full before the last.
_PARTS = 6


def read_page(session: Session, plan: ListPlan, after: Key | None, limit: int) -> Page:
    """The next `limit` lines that match behind `after` (from the top when None)."""
    assert plan.searched is not None  # noqa: S101 - who asks has seen to it
    newest = after is None and _newest_first(plan) and not reads_masked(session)
    if newest:
        page = _newest_page(session, plan, plan.searched, limit, _NEAR)
        if page is not None:
            return page
    if after is None and _newest_complaints(plan) and reads_masked(session):
        # What such hits come in the order of; texts are dear to mask, and so few are likely to do.
        ample = limit + limit // 4
        found = _Found(session, plan, ample)
        keys = list(islice(found.keys(None, limit), limit))
        if len(keys) == limit or found.complete:
            return page_of(session.connection(), plan, keys)
    found = _Found(session, plan, looked=newest)
    if newest and found.hits is None and found.dialect != "sqlite":
        page = _newest_page(session, plan, plan.searched, limit)
        if page is not None:
            return page
    keys = list(islice(found.keys(after, limit), limit))
    return page_of(session.connection(), plan, keys)


def read_anchors(session: Session, plan: ListPlan, every: int) -> Anchors:
    """The exact count, and the key of each `every`th ticket that matches."""
    count, keys = 0, []
    for key in _Found(session, plan).keys(None):
        count += 1
        if count % every == 0:
            keys.append(key)
    return Anchors(count, every, tuple(keys))


def count_up_to(session: Session, plan: ListPlan, cap: int) -> int:
    """How many tickets match, counted to `cap` + 1 and no further."""
    return sum(1 for _key in islice(_Found(session, plan).keys(None, cap + 1), cap + 1))


def condition(session: Session, plan: ListPlan) -> Conditions:
    """What narrows the list's own statements to the hits, less those that aren't this person's to find;
    nothing for a list that isn't searched.
    """
    if plan.searched is None:
        return {}
    dialect = search.dialect_of(session)
    wanted: Conditions = {"wanted": search.expression(dialect, plan.searched)}
    hidden = search.kept_from(session, plan.searched, plan.actor_id)
    return wanted | {"besides": bound_keys(dialect, hidden)} if hidden else wanted


def told_by_index(session: Session, plan: ListPlan) -> bool:
    """Whether the full-text index tells what matches, but for what is kept from this person."""
    wanted = plan.searched
    return (
        wanted is not None
        and bool(wanted.needles)
        and wanted.exact
        and plan.personal
        and not reads_masked(session)
    )


class _Found:
    """One search in one transaction: keys in the list's order; so many hits are looked for at first.

    Who reads masked is told the newest hits, and finds nothing older in any list.
    """

    def __init__(
        self, session: Session, plan: ListPlan, most: int = 0, *, looked: bool = False
    ) -> None:
        """`looked`: the newest rows of a server's index were looked through already, in vain."""
        assert plan.searched is not None  # noqa: S101 - who asks has seen to it
        self.session, self.plan, self.wanted = session, plan, plan.searched
        self.connection = session.connection()
        self.dialect = search.dialect_of(session)
        self.hits: list[int] | None = None
        self.complete = False
        if not looked and self._is_common():
            return
        most = most or FEW + 1
        hits = search.hits(session, self.wanted, most)
        self.complete = len(hits) < most
        # How many tickets there are for each hit, about.
        self.apart = (max(hits) - min(hits) + 1) / len(hits) if hits else 1.0
        self.hits = hits if len(hits) <= FEW or reads_masked(session) else None

    def _is_common(self) -> bool:
        """Whether the newest rows of a server's index tell that many hold the word."""
        if self.dialect == "sqlite" or reads_masked(self.session):
            return False
        near = search.newest_hits(
            self.session, self.wanted, _COMMON, search.ABOVE_ALL, within=_AMONG
        )
        if len(near) < _COMMON:
            return False
        self.apart = (near[0] - near[-1] + 1) / len(near)
        return near[0] / self.apart > 2 * FEW

    def keys(self, after: Key | None, limit: int | None = None) -> Iterator[Key]:
        """Of every ticket that matches, behind `after`; `limit`: how many are likely to be taken."""
        # No more texts are read than are likely to be needed.
        part = min(limit, search.CHUNK) if limit else _LARGEST
        if self.hits is not None:
            keys = in_order(self.connection, self.plan, self.hits, after)
            return self._matching(keys, part, told=True)
        stride = _LARGEST if limit is None else int(limit * self.apart * _AMPLE)
        return self._of_many(after, min(max(stride, _FIRST), _LARGEST), part)

    def _of_many(self, after: Key | None, stride: int, part: int) -> Iterator[Key]:
        """By going through the list: about as far as the page needs, from there in larger strides."""
        # What many tickets hold may still be looked for in a list that can't be long.
        few = narrowed(self.connection, self.plan)
        keys = (
            self._walk(after, stride)
            if few is None
            else in_order(self.connection, self.plan, few, after)
        )
        while chunk := list(islice(keys, stride)):
            seqs = [key.seq for key in chunk]
            if search.sooner_read(self.session, seqs, self.apart):
                some = min(len(chunk) // _PARTS + 1, search.CHUNK)
                yield from self._matching(chunk, some, told=False)
            else:
                held = search.held(self.session, self.wanted, seqs)
                likely = (key for key in chunk if key.seq in held)
                yield from self._matching(likely, part, told=True)
            stride = min(stride * _FASTER, _LARGEST)

    def _walk(self, after: Key | None, stride: int) -> Iterator[Key]:
        """Every key of the list behind `after`, matching or not."""
        ways = Ways(self.connection)
        for number, segment in worth_walking(self.connection, self.plan):
            if after is not None and number < after.segment:
                continue
            place = behind(after, number)
            asked, way = ways.of(segment)
            while True:
                shape, bound = shape_of(
                    self.dialect, asked, after=place is not None, capped=True, way=way
                )
                rows = self.connection.execute(
                    keys_statement(shape), bound | {"most": stride, **(place or {})}
                ).all()
                for time, seq in rows:
                    yield Key(number, at_of(time), seq)
                if len(rows) < stride:
                    break
                place = {"after_at": at_of(rows[-1][0]), "after_seq": rows[-1][1]}

    def _matching(self, keys: Iterable[Key], part: int, *, told: bool) -> Iterator[Key]:
        """Those whose texts match, `part` at a time, as more may not be asked for; `told`: the index
        has them all among its hits.
        """
        left, personal, me = iter(keys), self.plan.personal, self.plan.actor_id
        asked = search.verified if told else search.matching
        while some := list(islice(left, part)):
            seqs = [key.seq for key in some]
            kept = set(asked(self.session, self.wanted, seqs, personal=personal, me=me))
            yield from (key for key in some if key.seq in kept)


def _newest_first(plan: ListPlan) -> bool:
    """All tickets that match, newest first: what the index answers in its own order."""
    return (
        (plan.view, plan.sort, plan.descending) == (View.ALL, SortBy.RECEIVED, True)
        and plan.filter.empty
        and plan.personal
    )


def _newest_complaints(plan: ListPlan) -> bool:
    """All complaints that match, newest first: all that some roles see."""
    return (plan.view, plan.sort, plan.descending, plan.filter) == (
        View.ALL, SortBy.RECEIVED, True, TicketFilter(kind=TicketKind.COMPLAINT)
    )  # fmt: skip


def _newest_page(
    session: Session, plan: ListPlan, wanted: SearchQuery, limit: int, within: int | None = None
) -> Page | None:
    """The newest `limit` by walking the index's own keys backwards; None when keys do not tell the
    order of intake here, because an older key came in later, and where a server doesn't find them
    `within` so many rows.
    """
    bounded = within is not None and search.dialect_of(session) != "sqlite"
    found: list[TicketLine] = []
    below, complete = search.ABOVE_ALL, False
    # Of an exact search hardly anything falls out again.
    most = limit + 1 if wanted.exact else limit + 1 + limit // 4
    while len(found) <= limit and not complete:
        hits = search.newest_hits(session, wanted, most, below, within)
        complete = len(hits) < most
        if bounded and complete:
            return None
        if not complete and hits[0] - hits[-1] > _FAR:
            return None
        if hits:
            below = hits[-1]
            found += _matching_lines(session, plan, wanted, hits, limit + 1 - len(found))
        most = max(most, search.CHUNK)
    newest = sorted(found, key=_by_intake, reverse=True)
    lines = tuple(newest[:limit])
    if len(newest) > limit:
        lowest = min(line.seq for line in newest)
        if search.overtaken(session, lines[-1].received_at, lowest):
            return None
    last = Key(0, lines[-1].received_at, lines[-1].seq) if lines else None
    return Page(lines, last)


def _matching_lines(
    session: Session, plan: ListPlan, wanted: SearchQuery, hits: Sequence[int], most: int
) -> list[TicketLine]:
    """The first `most` of the hits that match. What the index tells alone is read at once."""
    me = plan.actor_id
    if not wanted.exact:
        kept = search.verified(session, wanted, hits, me=me)[:most]
        by_seq = lines_by_key(session.connection(), me, kept)
        return [by_seq[seq] for seq in kept]
    by_seq = lines_by_key(session.connection(), me, hits)
    mine = [seq for seq, line in by_seq.items() if line.against_me]
    gone = set(mine).difference(search.matching(session, wanted, mine, me=me)) if mine else ()
    return [by_seq[seq] for seq in hits if seq in by_seq and seq not in gone][:most]


def _by_intake(line: TicketLine) -> tuple[Any, int]:
    return line.raw_received, line.seq
