"""Which records were erased, and when (J6): what they held is gone, that it is gone is known."""

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from thirdring.store.base import SHORT_TEXT, Base, at_most, key, strict


class Erasure(Base):
    """One record of which personal values and free texts were erased, in a run of retention or at
    a person's request. `id` refers to a row of the kind's table without being a key to it.

    While a run is at work its rows are also its list of what to do (store/erasing.py); of what is
    deleted with its row, a file or an entry of a log, nothing stays here either.
    """

    __tablename__ = "erasures"
    kind: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID] = key()
    run_id: Mapped[uuid.UUID]
    erased_at: Mapped[datetime]
    __table_args__ = strict(*at_most(SHORT_TEXT, "kind"), Index(None, "run_id", "kind"))
