"""What a desk gives a record before the server has seen it, so that it keeps its identity."""

import uuid

from pydantic import BaseModel, ConfigDict


class GivenIds(BaseModel):
    """Ids and number of what a call leaves behind, made where it was logged: told to the customer
    at once, and the same when the record is sent again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    ticket_id: uuid.UUID | None = None
    ticket_number: str | None = None
    callback_id: uuid.UUID | None = None
