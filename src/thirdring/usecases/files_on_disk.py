"""Evidence between a ticket and this computer's disk: read in once, written out whole."""

import uuid
from pathlib import Path

from thirdring.domain.errors import Unavailable, say
from thirdring.usecases.attach_file import (
    AttachmentRow,
    attach_file,
    check_size,
    most_bytes,
    read_attachment,
)
from thirdring.usecases.context import Context


def attach_from_disk(ctx: Context, which: uuid.UUID | str, path: Path) -> AttachmentRow:
    """Keep the file at `path` with the ticket; a larger one than allowed is never read.

    Raises:
        As `attach_file`; Unavailable: the file can't be read.
    """
    try:
        check_size(path.stat().st_size, most_bytes(ctx))
        content = path.read_bytes()
    except OSError as error:
        raise cannot_be_read(path, error) from None
    return attach_file(ctx, which, path.name, content)


def cannot_be_read(path: Path, error: OSError) -> Unavailable:
    """The sentence for a file that is gone, locked, or somebody else's."""
    return Unavailable(
        say("{file} can't be read: {reason}.", file=path.name, reason=error.strerror or str(error))
    )


def save_to_disk(ctx: Context, attachment_id: uuid.UUID, path: Path) -> str:
    """Write the file to `path`; its name there. Who took it is in the access log (H5).

    Raises:
        As `read_attachment`; Unavailable: it can't be written.
    """
    found = read_attachment(ctx, attachment_id)
    try:
        path.write_bytes(found.content)
    except OSError as error:
        raise Unavailable(
            say("{file} can't be written: {reason}.", file=path.name,
                reason=error.strerror or str(error))
        ) from None  # fmt: skip
    return path.name
