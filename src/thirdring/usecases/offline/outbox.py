"""The door to the outbox of the person signed in, and to those others left on this desk."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from thirdring.domain.errors import Message, say
from thirdring.store.address import data_folder
from thirdring.store.local_file import LocalFileDamaged, key_for, set_aside
from thirdring.store.outbox import OutboxFile

PURPOSE = "outbox"


def outbox_file_of(staff_id: uuid.UUID, folder: Path | None = None) -> Path:
    """Where this person's outbox is on this computer. The id tells people and centers apart: it was
    made once, and is never given to somebody else.
    """
    return (folder or data_folder() / "outbox") / f"{staff_id}.db"


@dataclass(frozen=True, slots=True)
class OpenedOutbox:
    """`notice` is what the person should be told once: that an unreadable file was kept aside."""

    file: OutboxFile
    notice: Message | None = None


def open_outbox(staff_id: uuid.UUID, own_key: bytes, folder: Path | None = None) -> OpenedOutbox:
    """The outbox of `staff_id` on this computer; `own_key` is `SignedIn.draft_key`.

    Raises:
        Unavailable: another desk has it open, the disk is full, the folder is read-only.
    """
    path = outbox_file_of(staff_id, folder)
    key = key_for(PURPOSE, own_key)
    try:
        return OpenedOutbox(_readable(path, key))
    except LocalFileDamaged:
        kept = set_aside(path, datetime.now(UTC))
        notice = say(
            "The file with your records that wait for the server could not be read; it is kept as "
            "{path}, and a new one was begun.",
            path=str(kept),
        )
        return OpenedOutbox(OutboxFile(path, key), notice)


def _readable(path: Path, key: bytes) -> OutboxFile:
    file = OutboxFile(path, key)
    try:
        file.all()
    except BaseException:
        file.close()
        raise
    return file
