"""Who came in, as the doors tell the window."""

from dataclasses import dataclass
from typing import Any

from thirdring.domain.errors import Message
from thirdring.usecases.sign_in import SignedIn


@dataclass(frozen=True, slots=True)
class Entered:
    """Who signed in, what their deeds run in, and what they should be told once."""

    person: SignedIn
    center: Any
    notice: Message | None = None
