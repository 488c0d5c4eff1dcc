"""A refusal shown beside the field it is about."""

from collections.abc import Mapping

from thirdring.domain.errors import Refusal, Refusals, ThirdRingError
from thirdring.i18n import render
from thirdring.ui.widgets import Field, Note


def clear_problems(fields: Mapping[str, Field], note: Note) -> None:
    """Forget what was wrong."""
    for field in fields.values():
        field.set_problem("")
    note.set_problem("")


def show_error(error: ThirdRingError, fields: Mapping[str, Field], note: Note) -> None:
    """Each sentence beside its field; what has none, and what is no refusal, in `note`."""
    clear_problems(fields, note)
    every = error.all if isinstance(error, Refusals) else (error,)
    first = None
    for one in every:
        rule = one.rule if isinstance(one, Refusal) else ""
        field = fields.get(one.field) if isinstance(one, Refusal) else None
        if field is None:
            note.set_problem(render(one), rule)
        else:
            field.set_problem(render(one), rule)
            first = first or field
    if first is not None:
        first.control.setFocus()
