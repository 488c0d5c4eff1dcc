"""A map proposed from the headings and from what the cells below them hold.

A column is proposed for a field when its heading is a usual name of it and four of five of its
first thousand cells can be read so. What a word of the file means is only proposed where it is a
usual word; nothing is guessed about how a call ended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from thirdring.intake import readings
from thirdring.intake.call_fields import ANSWERED, CALL_FIELDS, RESOLVED
from thirdring.intake.cells import Row, text_of
from thirdring.intake.column_match import Columns, has_clock, has_day, meaning
from thirdring.intake.complaint_fields import COMPLAINT_FIELDS
from thirdring.intake.fields import Field, FieldKind, FieldSet
from thirdring.intake.heading_match import in_minutes
from thirdring.intake.maps import Map
from thirdring.intake.options import Options

# Words in the headings of a back end's export that no other service has.
_SERVICES = {
    "wechat": ("微信", "公众号", "openid", "wechat", "weixin"),
    "weibo": ("微博", "weibo", "私信id", "粉丝数"),
}


def propose(headings: tuple[str, ...], rows: list[Row], fields: FieldSet, options: Options) -> Map:
    """The columns of a map; `with_words` adds [values] once the whole table has been looked over."""
    columns = Columns(headings, rows, fields.lenient)
    found: dict[str, tuple[int, ...]] = {}
    for one, index in columns.matches(fields.fields.values()):
        found[one.name] = (index,)
    if fields.day is not None and fields.clock is not None:
        _join_day_and_clock(columns, found, fields.moment, fields.day, fields.clock)
    if fields is CALL_FIELDS:
        _join_flags(columns, found)
    for name, parts in fields.parts.items():
        _join_parts(columns, found, name, parts)
    constants = {}
    if fields is COMPLAINT_FIELDS:
        constants = _whom_it_is_against(found) | _way_it_came(found, headings)
    ordered = [name for name in fields.fields if name in found]
    minutes = tuple(
        name for name in ordered
        if fields.fields[name].kind is FieldKind.SPAN and in_minutes(headings[found[name][0]])
    )  # fmt: skip
    return Map(
        {name: tuple(headings[i] for i in found[name]) for name in ordered},
        constants=constants,
        options=replace(
            options,
            minutes=options.minutes or minutes,
            new_categories="add" if "category" in found else options.new_categories,
        ),
    )


def with_words(mapping: Map, distinct: Mapping[str, list[str] | None], fields: FieldSet) -> Map:
    """The map with [values] for the words found in the table that are usual ones.

    Fields that may be missing and hold words nobody knows are left out of the map; where records
    may lack fields, such words leave the field empty, which the map shows.
    """
    values = dict(mapping.values)
    columns = dict(mapping.columns)
    for name, found in distinct.items():
        one = fields.fields[name]
        if one.kind is FieldKind.CATEGORY:
            usual = {theirs: one.words.get(readings.words(theirs), "") for theirs in found or []}
            values[name] = {
                theirs: ours for theirs, ours in usual.items() if ours not in {"", theirs}
            }
        if one.kind is not FieldKind.CHOICE:
            continue
        pairs = _pairs(one, found or [], mapping.values.get(name, {}))
        unknown = found is None or len(pairs) < len(found)
        if fields.lenient and pairs:
            pairs |= {theirs: "" for theirs in found or [] if theirs not in pairs}
        elif unknown and name not in fields.required:
            del columns[name]
            continue
        values[name] = {theirs: ours for theirs, ours in pairs.items() if theirs != ours}
    return replace(mapping, columns=columns, values={n: p for n, p in values.items() if p})


def _pairs(one: Field, found: Iterable[str], said: Mapping[str, str]) -> dict[str, str]:
    """What the words of a column mean: as somebody said, else as is usual."""
    known = {readings.words(theirs): ours for theirs, ours in said.items()}
    meant = {theirs: known.get(readings.words(theirs), meaning(one, theirs)) for theirs in found}
    return {theirs: ours for theirs, ours in meant.items() if ours is not None}


def _join_day_and_clock(
    columns: Columns,
    found: dict[str, tuple[int, ...]],
    moment: str,
    of_day: Field,
    of_clock: Field,
) -> None:
    """One column for the day, one for the time of day; or the day alone where that is all."""
    index = found.get(moment, (None,))[0]
    if index is not None and has_day(columns, index):
        if has_clock(columns, index):
            return
        clock = columns.best(of_clock)
        if clock is not None and clock != index and not has_day(columns, clock):
            found[moment] = (index, clock)
        return
    day, clock = columns.best(of_day), index if index is not None else columns.best(of_clock)
    if day is None or not has_day(columns, day):
        # A column called just "time" may hold both.
        if clock is not None and has_day(columns, clock):
            found[moment] = (clock,)
        else:
            found.pop(moment, None)
        return
    joins = clock is not None and clock != day and not has_day(columns, clock)
    joins = joins and not has_clock(columns, day)
    found[moment] = (day, clock) if joins and clock is not None else (day,)


def _join_parts(
    columns: Columns, found: dict[str, tuple[int, ...]], name: str, parts: tuple[Field, ...]
) -> None:
    """Columns nobody else takes that say a part of `name`: a heading before the text below it."""
    taken = {index for indices in found.values() for index in indices}
    joined_by: list[int] = []
    for one in parts:
        index = columns.best(one, taken)
        if index is not None:
            taken.add(index)
            joined_by.append(index)
    if joined_by:
        found[name] = (*joined_by, *found.get(name, ()))


def _join_flags(columns: Columns, found: dict[str, tuple[int, ...]]) -> None:
    """Answered and resolved, together, say how a call ended."""
    index = found.get("outcome", (None,))[0]
    one = CALL_FIELDS.fields["outcome"]
    if index is not None and all(
        meaning(one, text_of(cell)) is not None for cell in columns.cells(index)
    ):
        return
    answered, resolved = columns.best(ANSWERED), columns.best(RESOLVED)
    if answered is None and index is not None and columns.fits(ANSWERED, index):
        answered = index
    if answered is not None and resolved is not None and answered != resolved:
        found["outcome"] = (answered, resolved)
    elif index is None and (left := answered if resolved is None else resolved) is not None:
        found["outcome"] = (left,)


def _whom_it_is_against(found: Mapping[str, tuple[int, ...]]) -> dict[str, str]:
    """A list of complaints that names companies and nobody else is of complaints against them."""
    closer = {"against", "against_kind", "employee", "department"}
    return {"against_kind": "merchant"} if "merchant" in found and not closer & set(found) else {}


def _way_it_came(found: Mapping[str, tuple[int, ...]], headings: tuple[str, ...]) -> dict[str, str]:
    """The channel of a whole file: an export of one chat service says so in its headings."""
    said = {
        of
        for of, signs in _SERVICES.items()
        if any(s in readings.words(h) for h in headings for s in signs)
    }
    return {"channel": said.pop()} if "channel" not in found and len(said) == 1 else {}
