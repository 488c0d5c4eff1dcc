"""The center as a desk of a server's reaches it: asks the server, keeps what may wait, shows what it
knows while the server is away.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from thirdring.domain.enums import TicketKind
from thirdring.domain.errors import Unavailable, say
from thirdring.domain.policy import Policy
from thirdring.store.engine import Store
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.center import Center
from thirdring.usecases.desk_facts import DeskFacts, desk_facts
from thirdring.usecases.edit_ticket import TicketFields
from thirdring.usecases.offline.known import Known
from thirdring.usecases.offline.link import Link
from thirdring.usecases.offline.post import Post
from thirdring.usecases.offline.waiting_cases import with_waiting
from thirdring.usecases.offline.waiting_deeds import DeedTaker, no_number
from thirdring.usecases.show_ticket import TicketDetail

Deed = Callable[..., Any]
T = TypeVar("T")
# So many tickets and calls a desk remembers having shown, each the base of a change.
_SEEN = 200


@dataclass(slots=True)
class DeskCenter:
    """What the runner runs deeds in. Safe from several threads.

    `number`: this desk's own next ticket number, where it has a code. `instead`: reads that are
    answered here while the server is away, by the deed the windows ask for. `beside`: what is to be
    known then is read along with these.
    """

    center: Center
    post: Post
    link: Link
    known: Known
    now: Callable[[], datetime]
    number: Callable[[TicketKind], str | None] = no_number
    instead: Mapping[Deed, Deed] = field(default_factory=dict)
    beside: Mapping[Deed, Deed] = field(default_factory=dict)
    _seen: dict[uuid.UUID, TicketFields] = field(default_factory=dict)
    _calls: dict[uuid.UUID, CallRow] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        """The server's database."""
        return self.center.store

    def run(self, deed: Deed, /, *args: Any, **kwargs: Any) -> Any:
        """Run `deed(ctx, *args, **kwargs)` and commit; what may wait is kept first.

        Raises:
            Refusal: a rule said no; nothing was written. KeptHere: it waits on this desk.
            Unavailable: it needs the server, which is away. Never `gone`: this is told to who did
                it, also where a line says already that the server is away.
        """
        taker = DeedTaker(self.number, self._seen, self._policy, self._calls)
        waiting = taker.take(deed, args, kwargs)
        if waiting is not None:
            clock = self.store.clock
            if clock is not None and not clock.told:
                waiting = waiting.model_copy(update={"by_own_clock": True})
            return self.post.hand_in(waiting, self.now())
        if self.link.away:
            raise Unavailable(
                say("This needs the server, which can't be reached just now. Nothing was changed.")
            )
        try:
            with self.link.asking():
                return self.center.run(deed, *args, **kwargs)
        except Unavailable as error:
            if not error.gone:
                raise
            # The answer to a COMMIT may be what was lost.
            raise Unavailable(
                say("The server stopped answering: when it is back, look whether this was done.")
            ) from error

    def read(self, deed: Deed, /, *args: Any, **kwargs: Any) -> Any:
        """Run `deed(ctx, *args, **kwargs)` without writing; while the server is away, what was
        answered last.

        Raises:
            Unavailable: the server is away, and this was not asked lately.
        """
        try:
            self.link.refuse_if_away()
            with self.link.asking():
                answer = self.center.read(deed, *args, **kwargs)
        except Unavailable as error:
            if not error.gone:
                raise
            return self._known(deed, args, kwargs, error)
        self._remember_seen(answer)
        if isinstance(answer, TicketDetail):
            # Asked for by number next time, it is no older than when it was asked for by id.
            for which in (answer.fields.id, answer.fields.number):
                self.known.remember(deed, (which, *args[1:]), kwargs, answer)
        else:
            self.known.remember(deed, args, kwargs, answer)
        beside = self.beside.get(deed)
        if beside is not None:
            self.read(beside)
        return answer

    def _policy(self) -> Policy:
        """As it was last told to this desk."""
        facts = self.known.recall(desk_facts, (), {})
        return facts.policy if isinstance(facts, DeskFacts) else Policy()

    def close(self) -> None:
        """End what runs beside the window, and let go of the files. What waits, waits."""
        self.post.stop()
        self.known.close()

    def _known(
        self, deed: Deed, args: tuple[Any, ...], kwargs: Mapping[str, Any], error: Unavailable
    ) -> Any:
        if deed in self.instead:
            return self.instead[deed](*args, **kwargs)
        found = self.known.recall(deed, args, kwargs)
        if found is None:
            raise error
        self._remember_seen(found)
        if isinstance(found, TicketDetail):
            return with_waiting(found, self.post.records())
        return found

    def _remember_seen(self, answer: Any) -> None:
        if isinstance(answer, TicketDetail):
            _keep_newest(self._seen, answer.fields.id, answer.fields)
        elif isinstance(answer, CallRow):
            _keep_newest(self._calls, answer.id, answer)


def _keep_newest(kept: dict[uuid.UUID, T], key: uuid.UUID, value: T) -> None:
    kept.pop(key, None)
    kept[key] = value
    while len(kept) > _SEEN:
        kept.pop(next(iter(kept)), None)
