"""Before anything is written: the table opened, the map read or proposed, the columns surveyed."""

from dataclasses import dataclass, replace
from pathlib import Path

from thirdring.domain.errors import Message, Refusal, say
from thirdring.intake.cells import Row
from thirdring.intake.column_match import Columns
from thirdring.intake.conversion import (
    Converter,
    refuse_unknown_heading,
    refuse_unreadable_column,
)
from thirdring.intake.fields import Field, FieldKind, FieldSet
from thirdring.intake.heading_match import likeness
from thirdring.intake.maps import (
    Map,
    column_of,
    listed,
    read_map,
    refuse_missing,
    refuse_without_matter,
)
from thirdring.intake.options import Options, date_order
from thirdring.intake.propose import propose, with_words
from thirdring.intake.refused_rows import without_reasons
from thirdring.intake.survey import Survey, sample, survey
from thirdring.intake.tables import Table, open_table
from thirdring.usecases.import_report import Progress


@dataclass(frozen=True, slots=True)
class Plan:
    """A table with a map that fits it."""

    table: Table
    mapping: Map
    fields: FieldSet
    survey: Survey
    proposed: bool

    def converter(self) -> Converter:
        """A converter of the table's rows."""
        return Converter(self.table.headings, self.mapping, self.fields, self.survey.order)

    def notes(self) -> list[Message]:
        """How the file was read, and what of it was left."""
        used = {
            column_of(h, self.table.headings) for hs in self.mapping.columns.values() for h in hs
        }
        left = tuple(h for i, h in enumerate(self.table.headings) if i not in used)
        notes = [say("{file}: {origin}.", file=self.table.file.name, origin=self.table.origin)]
        if left and self.proposed:
            notes.append(say("Not imported: {headings}.", headings=listed(left)))
        return notes


def plan_import(
    file: Path,
    fields: FieldSet,
    *,
    map_file: Path | None,
    chosen: Map | None = None,
    order: str | None,
    progress: Progress,
) -> Plan:
    """Read the table once, whole. The map is in `map_file` or proposed; or somebody has `chosen`
    its columns, and only what words mean is proposed.

    Raises:
        Refusal: not a table, a map that does not fit, nothing to propose for a required field,
            dates that can be read in two ways.
        NotFound, Unavailable: the file or the map can't be read.
    """
    given = read_map(map_file, fields) if map_file is not None else None
    said = given or chosen
    options = said.options if said is not None else Options()
    if order is not None:
        options = replace(options, date_order=date_order(order))
    table = open_for(file, fields, said, options)
    if said is not None:
        mapping = replace(said, options=options)
        refuse_missing(mapping, table.headings, fields)
    else:
        first = sample(table)
        mapping = propose(table.headings, first, fields, options)
        for name in fields.required:
            if name not in mapping.columns:
                raise _not_found(fields.fields[name], table.headings, first)
        refuse_without_matter(mapping, table.headings, fields)
    looked = survey(table, mapping, fields, lambda rows: progress(rows, 0))
    if given is None:
        mapping = with_words(mapping, looked.distinct, fields)
        _refuse_unknown_words(mapping, looked, fields)
    if looked.ordered and mapping.options.date_order is None:
        # Kept with the map: the next file of its kind, or the refused rows alone, may not decide it.
        mapping = replace(mapping, options=replace(mapping.options, date_order=looked.order))
    return Plan(table, mapping, fields, looked, proposed=given is None)


def _not_found(one: Field, headings: tuple[str, ...], rows: list[Row]) -> Refusal:
    """Whether there is no such column, or one whose cells are something else."""
    unreadable = Columns(headings, rows).unreadable(one)
    if unreadable is None:
        return refuse_unknown_heading(one.name, headings)
    return refuse_unreadable_column(one.name, *unreadable)


def open_for(file: Path, fields: FieldSet, said: Map | None, options: Options) -> Table:
    """The table in `file` that holds such records, the reasons of refused rows left out."""
    return without_reasons(
        open_table(file, options, lambda headings: _fits(headings, said, fields))
    )


def _fits(headings: tuple[str, ...], given: Map | None, fields: FieldSet) -> bool:
    """Whether a sheet with these headings can be the table that is meant."""
    if given is not None:
        wanted = [heading for names in given.columns.values() for heading in names]
        return all(column_of(heading, headings) is not None for heading in wanted)
    for name in fields.required:
        usual = fields.fields[name].headings
        if name == fields.moment and fields.day is not None and fields.clock is not None:
            usual += fields.day.headings + fields.clock.headings
        if name != "outcome" and not any(likeness(heading, usual) for heading in headings):
            return False
    about = [fields.fields[name].headings for name in fields.any_of]
    about += [part.headings for parts in fields.parts.values() for part in parts]
    return not fields.any_of or any(
        likeness(heading, usual) for heading in headings for usual in about
    )


def _refuse_unknown_words(mapping: Map, looked: Survey, fields: FieldSet) -> None:
    """Raise Refusal when no word of a required column means anything here."""
    for name in fields.required:
        one, found = fields.fields[name], looked.distinct.get(name)
        if one.kind is not FieldKind.CHOICE or not found or not one.choices:
            continue
        known = set(mapping.values.get(name, {})) | {word.casefold() for word in one.choices}
        if not any(word in known or word.casefold() in known for word in found):
            raise Refusal(
                say(
                    "Nothing says what {field} is when {headings} holds {words}; give the "
                    "meanings in the [values.{field}] of a map.",
                    field=name,
                    headings=listed(mapping.columns[name]),
                    words=", ".join(f"“{word[:30]}”" for word in found[:8]),
                ),
                field=name,
            )
