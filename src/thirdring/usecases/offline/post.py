"""Sends what waits, in order, each exactly once, on a thread of its own; tries again while the
server is away.

A record leaves the outbox only after the server has answered for it. If that answer is lost (the
line cut after the COMMIT, this program killed), the next try finds the deed on the server under the
id it was given here, compares it, and adds nothing.
"""

import random
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NoReturn

from thirdring.domain.errors import Conflict, KeptHere, Refusal, ThirdRingError, Unavailable, say
from thirdring.domain.outbox import Held, OutboxRecord, Standing, Ties, pause_before
from thirdring.i18n import render
from thirdring.store.engine import require_fit
from thirdring.store.local_file import LocalFileDamaged
from thirdring.store.outbox import OutboxFile
from thirdring.usecases.center import AccountClosed, Center
from thirdring.usecases.context import Context
from thirdring.usecases.offline.frozen_text import NotPlain, to_plain
from thirdring.usecases.offline.link import Link
from thirdring.usecases.offline.own_clock import by_the_servers
from thirdring.usecases.offline.waiting import Found, WaitingDeed
from thirdring.usecases.offline.waiting_deeds import content_of, deed_of

KEPT = say("The server can't be reached: this is kept on this computer and sent later.")


def _usual_pause(tries: int) -> float:
    return pause_before(tries, random.random())  # noqa: S311 - to spread desks, not to hide anything


class _NotPut(Exception):
    """This computer's disk takes nothing."""

    def __init__(self, why: Unavailable) -> None:
        super().__init__()
        self.why = why


class Post:
    """`on_change()` is called, on any thread, when what waits has changed. `account_closed`: the
    account was taken out of use; what waits stays here, for a supervisor.
    """

    def __init__(
        self,
        center: Center,
        outbox: OutboxFile,
        link: Link,
        now: Callable[[], datetime],
        pause: Callable[[int], float] = _usual_pause,
    ) -> None:
        """`pause(tries)`: seconds before the server is asked again."""
        self._center, self._outbox, self._link = center, outbox, link
        self._now, self._pause = now, pause
        self._sending = threading.Lock()
        self._wake = threading.Condition()
        self._woken = self._stopped = self.account_closed = False
        self._thread = threading.Thread(target=self._work, name="thirdring-outbox", daemon=True)
        self.on_change: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Send what is left from before, and from now on what comes."""
        # With nothing to send it keeps out of the way of the first deed.
        self._woken = self._link.away or self._outbox.count()[Standing.WAITING] > 0
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> None:
        """End, and close the file. A server that doesn't answer is not waited for: the record that
        is on its way stays in the file, and is looked up on the server next time.
        """
        with self._wake:
            self._stopped = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        self._outbox.close()

    def records(self) -> tuple[OutboxRecord, ...]:
        """What is not on the server yet, oldest first."""
        return self._outbox.all()

    def look(self, most: int) -> tuple[tuple[OutboxRecord, ...], Counter[Standing]]:
        """The first of them, those that need the person on top, and how many stand how."""
        return self._outbox.first(most), self._outbox.count()

    def try_now(self) -> None:
        """Ask the server at once rather than at the next try."""
        with self._wake:
            self._woken = True
            self._wake.notify_all()

    # --- a deed the person does now --------------------------------------------------------------

    def hand_in(self, deed: WaitingDeed, made_at: datetime) -> Any:
        """Keep it, then send it, if nothing older waits; what the deed gives back.

        Raises:
            Refusal, Conflict: the server said no; it is kept nowhere, the person has it before them.
            KeptHere: it waits. Unavailable: it can be kept neither here nor there.
        """
        mine = self._sending.acquire(blocking=False)
        try:
            deed, record, next_in_line = self._put(deed, made_at)
            if not (mine and next_in_line) or self._link.away:
                self._keep(deed)
            return self._send_first(record, deed)
        except _NotPut as full:
            return self._send_unkept(deed, made_at, full.why)
        finally:
            if mine:
                self._sending.release()

    def _put(self, deed: WaitingDeed, made_at: datetime) -> tuple[WaitingDeed, OutboxRecord, bool]:
        """Into the outbox: the deed as it stands there, its record, and whether nothing older waits.

        Raises:
            _NotPut: this computer's disk takes nothing.
        """
        try:
            before = self._outbox.get(deed.id)
            nothing_older = self._outbox.count()[Standing.WAITING] == 0
            if before is not None and before.standing is Standing.WAITING:
                # A form that was interrupted while it sent: this is safe already.
                return deed_of(before), before, False
            by_own_clock = deed.by_own_clock
            deed = self._fitted(deed, before)
            if deed.by_own_clock is not by_own_clock:  # `made_at` is of now, whatever it joins
                deed = deed.model_copy(update={"by_own_clock": by_own_clock})
            record = OutboxRecord(deed.id, deed.name, content_of(deed), made_at)
            self._outbox.add(record, deed.enclosures)
        except Unavailable as full:
            raise _NotPut(full) from full
        except LocalFileDamaged as damaged:
            why = Unavailable(say("This computer's disk fails: nothing can be kept on it."))
            raise _NotPut(why) from damaged
        return deed, record, nothing_older

    def _fitted(self, deed: WaitingDeed, before: OutboxRecord | None) -> WaitingDeed:
        """Under the numbers it had, or as one with an earlier one of the same base that was not
        sent yet: two of one's own are no conflict.
        """
        if before is not None:
            return deed.keeping(deed_of(before))
        for record in self.records() if deed.joins else ():
            if record.deed == deed.name and record.standing is Standing.WAITING:
                joined = None if record.tries else deed_of(record).joined(deed)
                if joined is not None:
                    return joined
        return deed

    def _keep(self, deed: WaitingDeed) -> NoReturn:
        self.on_change()
        if not self._link.away:
            self.try_now()
        raise KeptHere(KEPT, answer=deed.answer)

    def _send_first(self, record: OutboxRecord, deed: WaitingDeed) -> Any:
        try:
            answer = self._ask(record.made_at, deed.carry_out)
        except AccountClosed:
            self.account_closed = True
            self._keep(deed)
        except Refusal:
            self._forget(record)
            raise
        except Unavailable:
            with suppress(Unavailable):
                self._outbox.mark(replace(record, tries=1))
            self.try_now()
            self._keep(deed)
        self._forget(record)
        return answer

    def _send_unkept(self, deed: WaitingDeed, made_at: datetime, full: Unavailable) -> Any:
        """This computer's disk takes nothing: the server still may."""
        try:
            self._link.refuse_if_away()
            return self._ask(made_at, deed.carry_out)
        except Unavailable:
            raise full from None

    # --- what waits ------------------------------------------------------------------------------

    def send_all(self) -> bool:
        """Send what may go up; False when something of it has to be tried again later."""
        with self._sending:
            tried: set[uuid.UUID] = set()
            done, self.account_closed = True, False
            while fresh := [one for one in self.records() if one.id not in tried]:
                tried |= {one.id for one in fresh}
                outcome = self._pass(fresh)
                if outcome is None:
                    return self.account_closed
                done = done and outcome
            return done

    def _pass(self, records: Sequence[OutboxRecord]) -> bool | None:
        """One walk in order. False: something of it has to be tried again; None: nothing else is
        answered now either.
        """
        done, held = True, Held()
        for one in records:
            record = self._outbox.get(one.id)  # one before it may have changed its base
            if record is None:
                continue
            ties = _ties(record)
            if self._stopped or record.standing is not Standing.WAITING or held.blocks(ties):
                held.add(ties)
                continue
            try:
                record = self._put_right(record)
                if not self._send_again(record):
                    held.add(ties)
            except Unavailable as error:
                self._outbox.mark(replace(record, tries=record.tries + 1))
                if error.gone:
                    return None
                held.add(ties)
                done = False
            except AccountClosed:
                # Nobody else's name may stand under it: a supervisor takes these over.
                self.account_closed = True
                self.on_change()
                return None
        return done

    def _send_again(self, record: OutboxRecord) -> bool:
        """Whether the server has it now; else it was set aside."""
        try:
            self._bring(record)
        except (Unavailable, AccountClosed):
            raise
        except Conflict as error:
            self._keep_as(record, Standing.CONFLICT, render(error), theirs=_theirs(error))
        except ThirdRingError as error:
            self._keep_as(record, Standing.ASIDE, render(error))
        except Exception as error:  # noqa: BLE001 - one record must not stop those behind it
            reason = say("The database refused it ({error}).", error=type(error).__name__)
            self._keep_as(record, Standing.ASIDE, render(reason))
        else:
            self._forget(record)
            self.on_change()
            return True
        return False

    def _bring(self, record: OutboxRecord) -> None:
        """See that the server has it: looked up and done in one transaction."""
        deed = self._whole(record)

        def bring(ctx: Context) -> None:
            found = deed.find(ctx)
            if found is Found.ANOTHERS:
                raise Refusal(say("The server has another record under this one's id."))
            if found is Found.NOTHING:
                deed.carry_out(ctx)

        self._ask(record.made_at, bring)
        self._follow(deed)

    def _put_right(self, record: OutboxRecord) -> OutboxRecord:
        """By the server's clock, and kept so before it is sent for the first time."""
        store = self._center.store
        if store.clock is None or not record.content.get("by_own_clock"):
            return record
        if not store.clock.told:
            with self._link.asking():
                require_fit(store)
        with suppress(Refusal):  # one that can't be read is set aside when it is sent
            right = by_the_servers(record, store.clock)
            self._outbox.add(right)
            return right
        return record

    def _follow(self, sent: WaitingDeed) -> None:
        """What the same person changed next began with what this one left: no conflict."""
        for record in self.records() if sent.joins else ():
            later = None
            if record.deed == sent.name and record.id != sent.id:
                later = deed_of(record).after(sent)
            if later is not None and record.standing is Standing.WAITING:
                self._outbox.add(replace(record, content=content_of(later)))

    def _whole(self, record: OutboxRecord) -> WaitingDeed:
        """With the files that wait beside it."""
        return deed_of(record).enclosing(self._outbox.enclosures(record.id))

    def _ask(self, made_at: datetime, question: Callable[[Context], Any]) -> Any:
        """As of the moment the person did it."""
        with self._link.asking():
            return self._center.at(made_at).run(question)

    def _keep_as(
        self,
        record: OutboxRecord,
        standing: Standing,
        reason: str,
        theirs: dict[str, Any] | None = None,
    ) -> None:
        self._outbox.mark(replace(record, standing=standing, reason=reason, theirs=theirs))
        self.on_change()

    def _forget(self, record: OutboxRecord) -> None:
        try:
            self._outbox.remove(record)
        except Unavailable:
            self.on_change()  # a full disk: sent once more later, and found to be there

    # --- what the person decides about a record that can't go up --------------------------------

    def take_back(self, record: OutboxRecord) -> None:
        """Out of the outbox: the person lets the other version stand."""
        self._outbox.remove(record)
        self.on_change()

    def hold_back(self, record: OutboxRecord) -> bool:
        """It is opened in its form again, and stays here until that is finished under the same id.
        False when it is on its way just now, or may be on the server already.
        """
        if not self._sending.acquire(blocking=False):
            return False
        try:
            now = self._outbox.get(record.id)
            if now is None or (now.standing is Standing.WAITING and now.tries):
                return False
            reason = now.reason or render(say("It is open in its form."))
            self._outbox.mark(replace(now, standing=Standing.ASIDE, reason=reason))
        finally:
            self._sending.release()
        self.on_change()
        return True

    def send_instead(self, record: OutboxRecord, deed: WaitingDeed) -> None:
        """The person settled a conflict: `deed` goes up in its place."""
        self._outbox.add(
            replace(
                record, content=content_of(deed), standing=Standing.WAITING, reason=None,
                theirs=None,
            )
        )  # fmt: skip
        self.on_change()
        self.try_now()

    # --- the thread ------------------------------------------------------------------------------

    def _work(self) -> None:
        tries = 0
        while self._wait(tries):
            try:
                done = (not self._link.away or self._reached()) and self.send_all()
            except (Unavailable, LocalFileDamaged):  # this computer's own disk, or closing
                done = False
            tries = 0 if done else tries + 1

    def _wait(self, tries: int) -> bool:
        """Until there is something to do; False when the desk closes."""
        pause = None
        if tries or self._link.away:
            pause = self._pause(max(1, tries))
            self._link.will_try(self._now() + timedelta(seconds=pause), tries)
        with self._wake:
            self._wake.wait_for(lambda: self._woken or self._stopped, pause)
            self._woken = False
            return not self._stopped

    def _reached(self) -> bool:
        try:
            require_fit(self._center.store)
        except ThirdRingError as error:
            gone = error if isinstance(error, Unavailable) else Unavailable(error.message)
            self._link.lost(gone)
            return False
        self._link.found()
        return True


def _theirs(error: Conflict) -> dict[str, Any] | None:
    try:
        return {"theirs": to_plain(error.theirs)}
    except NotPlain:
        return None


def _ties(record: OutboxRecord) -> Ties:
    try:
        return deed_of(record).ties
    except Refusal:
        return Ties()
