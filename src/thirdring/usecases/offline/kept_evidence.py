"""Evidence that waits with a complaint on a desk: read in at once, found again on the server.

The file it came from may be gone by then (a stick pulled out, a photograph deleted); so its bytes lie
in the outbox, encrypted with the record, and only digests are compared.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from thirdring.domain.errors import Refusal, say
from thirdring.domain.outbox import MOST_ENCLOSED_MEGABYTES, Enclosure
from thirdring.domain.policy import Key, Policy
from thirdring.store.tables import Attachment, AttachmentContent
from thirdring.usecases.attach_file import MEGABYTE, check_size, same_file, too_many_files
from thirdring.usecases.context import Context
from thirdring.usecases.files_on_disk import cannot_be_read

T = TypeVar("T")


def read_in(paths: Sequence[Path], policy: Policy) -> tuple[Enclosure, ...]:
    """The files, judged as the center will judge them; what is too large is never read.

    Raises:
        Refusal: one is empty or too large, two are the same, one too many, too large together.
        Unavailable: one can't be read.
    """
    if len(paths) > policy.integer(Key.ATTACHMENTS_PER_TICKET):
        raise too_many_files(policy)
    found: dict[str, Enclosure] = {}
    _refuse_too_large(paths, policy.integer(Key.ATTACHMENT_MEGABYTES) * MEGABYTE)
    for path in paths:
        one = Enclosure(path.name, _read(path.read_bytes, path))
        if one.sha256 in found:
            raise same_file(found[one.sha256].name)
        found[one.sha256] = one
    return tuple(found.values())


def _refuse_too_large(paths: Sequence[Path], most: int) -> None:
    together = 0
    for path in paths:
        size = _read(path.stat, path).st_size
        check_size(size, most)
        together += size
    if together > MOST_ENCLOSED_MEGABYTES * MEGABYTE:
        raise Refusal(
            say(
                "These files are larger than {limit} MB together: file it with some of them, and "
                "add the others to its ticket.",
                limit=MOST_ENCLOSED_MEGABYTES,
            ),
            rule="D6",
            field="file",
        )


def _read(ask: Callable[[], T], path: Path) -> T:
    try:
        return ask()
    except OSError as error:
        raise cannot_be_read(path, error) from None


def has_evidence(ctx: Context, ticket_id: uuid.UUID, digests: Collection[str]) -> bool:
    """Whether the server holds files of these digests with a ticket; the bytes themselves are
    digested there, whatever was noted of them.
    """
    if not digests:
        return True
    there = ctx.session.scalars(
        select(func.encode(func.sha256(AttachmentContent.content), "hex"))
        .join(Attachment, Attachment.id == AttachmentContent.attachment_id)
        .where(Attachment.ticket_id == ticket_id)
    )
    return set(digests) <= set(there)
