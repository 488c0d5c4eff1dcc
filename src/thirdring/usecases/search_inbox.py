"""Finding mail by its sender, subject or text (D13), as far back as one look reaches.

An inbox is emptied every day, so there is no index: the mails of a state are compared one by one
with the definition every search of the center has (`domain/search_text.py`), the first `MOST_LOOKED`
in the order of the list, each as far as `_MOST_TEXT` characters. Where that leaves some out the
answer says so.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from thirdring.domain import search_text
from thirdring.domain.mail import MailState
from thirdring.domain.roles import Permission
from thirdring.store.tables import InboxItem
from thirdring.usecases.context import Context
from thirdring.usecases.find_inbox import InboxLine, inbox_lines, order_of

MOST_LOOKED = 2_000
MOST_FOUND = 200
_MOST_TEXT = 20_000
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class FoundMails:
    """`every`: whether all mails of that state were looked through, and all that fit are here."""

    lines: tuple[InboxLine, ...]
    every: bool


def search_inbox(
    ctx: Context, typed: str, state: MailState = MailState.WAITING, *, masked: bool = False
) -> FoundMails:
    """Mails in that state that hold every word of `typed`, in the order of the list.

    Raises:
        NotPermitted: the role sorts no mail.
    """
    ctx.require(Permission.SORT_MAIL)
    wanted = search_text.query(typed)
    found: list[uuid.UUID] = []
    rows = ctx.session.execute(
        select(
            InboxItem.id, InboxItem.from_name, InboxItem.from_address, InboxItem.subject,
            func.substr(InboxItem.text, 1, _MOST_TEXT),
        )
        .where(InboxItem.state == state)
        .order_by(order_of(state), InboxItem.id)
        .limit(MOST_LOOKED + 1)
        .execution_options(yield_per=_AT_ONCE)
    )  # fmt: skip
    for looked, (item_id, *texts) in enumerate(rows):
        if looked == MOST_LOOKED or len(found) == MOST_FOUND:
            rows.close()
            return FoundMails(
                inbox_lines(ctx, InboxItem.id.in_(found), state, masked=masked), False
            )
        if search_text.matches(wanted, map(search_text.normalise, filter(None, texts))):
            found.append(item_id)
    return FoundMails(inbox_lines(ctx, InboxItem.id.in_(found), state, masked=masked), True)
