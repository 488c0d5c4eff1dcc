"""How personal values are shown to those who don't see customers: by functions that mask them.

The columns themselves aren't granted to such roles, so nothing gets past the functions, and rows
that aren't theirs to see don't either (rights.py). They hide at least what domain/masking.py hides; the program masks once more what they give.
"""

from collections.abc import Iterator

from thirdring.domain.enums import Role
from thirdring.store.server.columns import PERSONAL, key_of
from thirdring.store.server.rights import ALL_ROWS, Verb, rights_of, rows_of

_NAMES = frozenset({"name", "from_name"})
_NUMBERS = frozenset({"phone", "number", "digits", "extension"})
_ADDRESSES = frozenset({"address"})
# Whose words may name the customer of a ticket: the column that leads to it.
_OF_TICKET = frozenset(
    [
        "complaint_details",
        "ticket_notes",
        "attachments",
        "escalations",
        "notices",
        "coupons",
        "return_visits",
        "callbacks",
        "measures",
        "calls",
    ]
)

_NAME = """CREATE OR REPLACE FUNCTION thirdring_mask_name(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN btrim(value) = '' THEN ''
        WHEN left(btrim(value), 1) ~ '[\\u3400-\\u9fff\\uf900-\\ufaff]'
        THEN left(btrim(value), 1) || '**' ELSE left(btrim(value), 1) || '***' END
$$"""

_NUMBER = """CREATE OR REPLACE FUNCTION thirdring_mask_number(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN btrim(value) = '' THEN '' WHEN length(digits) >= 11
        THEN left(digits, 3) || '****' || right(digits, 4)
        WHEN length(digits) > 4 THEN '****' || right(digits, 2) ELSE '****' END
    FROM (SELECT regexp_replace(value, '[^0-9]', '', 'g') AS digits) AS read
$$"""

_ADDRESS = """CREATE OR REPLACE FUNCTION thirdring_mask_address(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN btrim(value) = '' THEN ''
        ELSE coalesce(nullif(substring(btrim(value) FROM
            '^(?:.{2,8}?省)?(?:.{1,8}?[市州盟])?(?:.{1,8}?[区县市旗])?'), ''),
            left(btrim(value), 1)) || '****' END
$$"""

# A customer is also called by the given name alone, or by a part of a Latin name.
_HIDE_NAME = """CREATE OR REPLACE FUNCTION thirdring_hide_name(value text, person text)
RETURNS text LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    whole text := btrim(person);
    part text;
BEGIN
    IF coalesce(whole, '') = '' THEN RETURN value; END IF;
    value := replace(value, whole, thirdring_mask_name(whole));
    IF whole ~ '^[\\u3400-\\u9fff\\uf900-\\ufaff]{3,}$' THEN
        value := replace(value, substr(whole, 2), '**');
    END IF;
    FOR part IN SELECT hit[1] FROM regexp_matches(whole, '([A-Za-z]{3,})', 'g') AS r (hit) LOOP
        value := regexp_replace(value, '\\m' || part || '\\M', '***', 'gi');
    END LOOP;
    RETURN value;
END
$$"""

# Where the program shows a stand-in for the customer, not a mask (masking.hide_whole).
_HIDE_WHOLE = """CREATE OR REPLACE FUNCTION thirdring_hide_whole(value text, person text)
RETURNS text LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN coalesce(btrim(person), '') = '' THEN value
        ELSE replace(value, btrim(person), '＊＊＊') END
$$"""

_TEXT = """CREATE OR REPLACE FUNCTION thirdring_mask_text(value text, person text) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        thirdring_hide_name(value, person),
        '(?<![0-9])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])', '\\1****\\2', 'g'),
        '(?<![0-9A-Za-z])(?!(19|20)[0-9]{2}[-.][0-9]{1,2}[-.][0-9]{1,2}(?![0-9]))'
        '[+＋]?[0-9]([-–—－·. ()（）\\u3000]{0,2}[0-9]){6,}', '****', 'g'),
        '[零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]'
        '([-—－ ]?[零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]){6,}', '****', 'g'),
        '([^ @<>,;:：，；]{1,2})[^ @<>,;:：，；]{0,64}@([^ @<>,;，；]+)', '\\1***@\\2', 'g')
$$"""


def _mask(table: str, column: str) -> str:
    if table == "quality_checks":
        return (
            f"(SELECT thirdring_mask_text(thirdring_hide_whole(o.{column}, w.name), w.name) "
            "FROM (SELECT coalesce(t.name, c.name) FROM (SELECT) AS one "
            "LEFT JOIN tickets t ON t.id = o.ticket_id LEFT JOIN calls c ON c.id = o.call_id) "
            "AS w (name))"
        )
    if column in _NAMES and table != "attachments":
        return f"thirdring_mask_name(o.{column})"
    if column in _NUMBERS:
        return f"thirdring_mask_number(o.{column})"
    if column in _ADDRESSES:
        return f"thirdring_mask_address(o.{column})"
    person = {"tickets": "o.name", "customers": "o.name", "inbox_items": "o.from_name"}.get(
        table, "NULL"
    )
    if table in _OF_TICKET:
        person = "(SELECT t.name FROM tickets t WHERE t.id = o.ticket_id)"
    return f"thirdring_mask_text(o.{column}, {person})"


def _seen(table: str) -> str:
    """That who asks may see the row at all: masking shows less of it, never more rows."""
    rows = {role: rows_of(rights_of(role), table, Verb.SELECT) for role in Role}
    if set(rows.values()) == {ALL_ROWS}:
        return ""
    holds = (
        "EXISTS (SELECT FROM staff_roles r WHERE r.staff_id = thirdring_actor() AND r.role IN ({}))"
    )
    told = []
    for condition in dict.fromkeys(rows.values()):
        if condition is None:
            continue
        roles = ", ".join(f"'{role.value}'" for role in Role if rows[role] == condition)
        told.append(f"{holds.format(roles)} AND ({condition})")
    return f" AND EXISTS (SELECT FROM (SELECT o.*) AS {table} WHERE {' OR '.join(told)})"


def _branches() -> Iterator[str]:
    for table in sorted(PERSONAL):
        for column in sorted(PERSONAL[table]):
            yield (
                f"    WHEN '{table}.{column}' THEN RETURN (SELECT {_mask(table, column)} "
                f"FROM {table} o WHERE o.{key_of(table)} = key{_seen(table)});"
            )


# The program's connection asks by it wherever a statement names a personal column (masked_sql.py).
_MASKED = (
    "CREATE OR REPLACE FUNCTION thirdring_masked(what text, key uuid) RETURNS text\n"
    "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp\n"
    "AS $$\nBEGIN\n    IF thirdring_actor() IS NULL THEN RETURN NULL; END IF;\n    CASE what\n"
    + "\n".join(_branches())
    + "\n    END CASE;\nEND\n$$"
)

MASKS: tuple[str, ...] = (
    _NAME, _NUMBER, _ADDRESS, _HIDE_NAME, _HIDE_WHOLE, _TEXT, _MASKED
)  # fmt: skip
