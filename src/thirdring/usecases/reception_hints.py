"""What helps while a matter is typed in: tickets it may repeat, and cases to learn from (D11)."""

from dataclasses import dataclass

from thirdring.usecases.case_library import Lesson, find_lessons
from thirdring.usecases.context import Context
from thirdring.usecases.merge_tickets import Likely, likely_before_filing

_LESSONS = 3


@dataclass(frozen=True, slots=True)
class ReceptionHints:
    likely: tuple[Likely, ...]
    lessons: tuple[Lesson, ...]


def reception_hints(ctx: Context, number: str, product: str, text: str) -> ReceptionHints:
    """For what is typed so far; nothing typed finds nothing.

    Raises:
        NotPermitted: the role sees no tickets.
    """
    likely = likely_before_filing(ctx, number or None, product or None)
    lessons = find_lessons(ctx, text, _LESSONS) if text.strip() else ()
    return ReceptionHints(likely, lessons)
