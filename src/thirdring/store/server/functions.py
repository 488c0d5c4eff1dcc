"""The functions of a secured database. Each runs as the owner, with a search path of its own:
first ours, and last what a session makes for itself, so that nothing of it can stand in for ours.
"""

import re
from dataclasses import dataclass

from thirdring.domain.roles import Permission
from thirdring.store.server.blank_sql import says_nothing
from thirdring.store.server.counts_sql import COUNTS
from thirdring.store.server.masked_search_sql import MASKED_SEARCH
from thirdring.store.server.masks_sql import MASKS
from thirdring.store.server.retention_sql import ANONYMISE, INNER, RETENTION

_HEAD = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Function:
    """One function, and who may call it: the roles with `needs`, everybody, or (`inner`) nobody
    but other functions and triggers. `kept`: the keeper of logins as well.
    """

    create: str
    needs: Permission | None = None
    inner: bool = False
    kept: bool = False

    @property
    def name(self) -> str:
        """Without its arguments."""
        return self._head[1]

    @property
    def signature(self) -> str:
        """As GRANT names it: without the arguments' names and defaults."""
        kinds = [one.split()[1] for one in self._head[2].split(",") if one]
        return f"{self.name}({', '.join(kinds)})"

    @property
    def _head(self) -> re.Match[str]:
        found = _HEAD.match(self.create)
        assert found is not None  # noqa: S101 - all of them are ours
        return found


_ACTOR = """CREATE OR REPLACE FUNCTION thirdring_actor() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = public, pg_temp
AS $$ SELECT id FROM staff WHERE login = session_user AND active $$"""

# G9: whether a complaint, or one merged into it, is about the person who asks.
_STANDS_AGAINST = """CREATE OR REPLACE FUNCTION thirdring_stands_against_me(ticket uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH RECURSIVE merged (id) AS (
        SELECT tickets.id FROM tickets WHERE tickets.id = ticket AND kind = 'complaint'
        UNION SELECT tickets.id FROM tickets JOIN merged ON merged_into_id = merged.id
    )
    SELECT EXISTS (
        SELECT FROM complaint_details JOIN merged ON ticket_id = merged.id
        WHERE against_staff_id = thirdring_actor()
    )
$$"""

# D7: what a case was given already, in hundredths of the currency.
_COUPONS_GIVEN = """CREATE OR REPLACE FUNCTION thirdring_coupons_given(ticket uuid)
RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT coalesce(sum(cents), 0)::bigint FROM coupons
    WHERE ticket_id = ticket AND state IN ('approved', 'issued')
$$"""

# C6: opens what somebody who left has left on a computer; whoever still works here opens their own.
_LEFT_KEY = """CREATE OR REPLACE FUNCTION thirdring_left_key(person uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT draft_key FROM staff
    WHERE id = person AND NOT active AND thirdring_actor() IS NOT NULL
$$"""

# What deeds take away. Nobody has DELETE on a table, so that these few rows are all that can go.
_REMOVE_ALARMS = """CREATE OR REPLACE FUNCTION thirdring_remove_alarms(clock uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (
        DELETE FROM alarms WHERE clock_id = clock
        AND EXISTS (SELECT FROM clocks WHERE id = clock AND met_at IS NULL)
        RETURNING 1
    ) SELECT count(*) FROM gone
$$"""
_REMOVE_ROUTES = """CREATE OR REPLACE FUNCTION thirdring_remove_routes(route uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (DELETE FROM routes WHERE id = route RETURNING 1) SELECT count(*) FROM gone
$$"""
_REMOVE_FAVOURITES = """CREATE OR REPLACE FUNCTION thirdring_remove_phrase_favourites(phrase uuid)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (
        DELETE FROM phrase_favourites WHERE phrase_id = phrase AND staff_id = thirdring_actor()
        RETURNING 1
    ) SELECT count(*) FROM gone
$$"""
_REMOVE_VIEWS = """CREATE OR REPLACE FUNCTION thirdring_remove_saved_views(view uuid)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (
        DELETE FROM saved_views WHERE id = view AND staff_id = thirdring_actor() RETURNING 1
    ) SELECT count(*) FROM gone
$$"""
_REMOVE_SHIFTS = """CREATE OR REPLACE FUNCTION thirdring_remove_shifts(person uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (DELETE FROM shifts WHERE staff_id = person RETURNING 1)
    SELECT count(*) FROM gone
$$"""
_REMOVE_ROLES = """CREATE OR REPLACE FUNCTION thirdring_remove_staff_roles(person uuid)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH gone AS (
        DELETE FROM staff_roles WHERE staff_id = person AND person <> thirdring_actor()
        RETURNING 1
    ) SELECT count(*) FROM gone
$$"""

# F4: what came up on the telephone, for who may not read each call.
_CALL_CATEGORIES = """CREATE OR REPLACE FUNCTION thirdring_call_categories(
since timestamptz, until timestamptz) RETURNS TABLE (category text, calls bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT c.category, count(*) FROM calls AS c
    WHERE c.started_at >= since AND c.started_at < until AND c.category IS NOT NULL
        AND thirdring_actor() IS NOT NULL
    GROUP BY c.category
$$"""

# They may add to what is found, of what they change; they can't make it anew.
_INDEX_MORE = """CREATE OR REPLACE FUNCTION thirdring_index_more(ticket bigint, words text[])
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    UPDATE ticket_search SET tokens = tokens || array_to_tsvector(words) WHERE seq = ticket
$$"""

# G3: HR investigates; what it sees is written down by the function, whatever asks for it.
_OPEN_EVIDENCE = f"""CREATE OR REPLACE FUNCTION thirdring_open_evidence(appeal uuid, why text)
RETURNS TABLE (number text, name text, phone text, address text, raised text, wants text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    found appeals%ROWTYPE;
BEGIN
    SELECT * INTO found FROM appeals WHERE id = appeal;
    IF {says_nothing("why")} OR found.state IS DISTINCT FROM 'disputed'
        OR found.staff_id = thirdring_actor() OR thirdring_actor() IS NULL THEN
        RAISE EXCEPTION 'no such evidence to open' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO access_log (id, at, staff_id, action, subject_kind, subject_id, reason)
    VALUES (thirdring_new_id(), now(), thirdring_actor(), 'open_evidence', 'ticket',
        found.ticket_id, left(why, 500));
    RAISE LOG 'thirdring: % opens the evidence of %', session_user, found.ticket_id;
    RETURN QUERY SELECT t.number, t.name, t.phone, t.address, t.raised, t.wants
    FROM tickets t WHERE t.id = found.ticket_id;
END
$$"""

# H5, J6: a number is shown for a reason, and the function writes both down. Who takes the transaction
# back takes the entry back with it; so the server's own log says it too, without a value.
_UNMASK = f"""CREATE OR REPLACE FUNCTION thirdring_unmask(what text, key uuid, why text)
RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    me uuid := thirdring_actor();
    about uuid := CASE what WHEN 'ticket' THEN key
        WHEN 'visit' THEN (SELECT ticket_id FROM return_visits WHERE id = key) END;
BEGIN
    IF me IS NULL OR {says_nothing("why")} OR what NOT IN ('customer', 'ticket', 'visit')
        OR thirdring_stands_against_me(about) THEN
        RAISE EXCEPTION 'nothing to uncover' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO access_log (id, at, staff_id, action, subject_kind, subject_id, reason)
    VALUES (thirdring_new_id(), now(), me, 'unmask', what, key, left(why, 500));
    RAISE LOG 'thirdring: % uncovers % %', session_user, what, key;
    RETURN QUERY
        SELECT n.raw FROM (
            SELECT raw, created_at, id FROM customer_numbers WHERE what = 'customer' AND customer_id = key
            UNION ALL SELECT phone, created_at, id FROM tickets WHERE what = 'ticket' AND id = key
            UNION ALL SELECT number, created_at, id FROM return_visits WHERE what = 'visit' AND id = key
        ) AS n (raw, at, id) ORDER BY n.at, n.id;
END
$$"""

FUNCTIONS: tuple[Function, ...] = (
    Function(_ACTOR, kept=True),
    Function(_STANDS_AGAINST),
    Function(_COUPONS_GIVEN, Permission.WORK_TICKETS),
    Function(_LEFT_KEY, Permission.LOG_CALL_FOR_OTHERS),
    Function(_REMOVE_ALARMS, Permission.CHANGE_POLICY),
    Function(_REMOVE_ROUTES, Permission.CHANGE_POLICY),
    Function(_REMOVE_FAVOURITES, Permission.SEE_PHRASES),
    Function(_REMOVE_VIEWS, Permission.SEE_TICKETS),
    Function(_REMOVE_SHIFTS, Permission.SET_SHIFTS),
    Function(_REMOVE_ROLES, Permission.MANAGE_STAFF),
    *(Function(text, inner=True) for text in COUNTS[:-1]),
    Function(COUNTS[-1]),
    *(Function(text, inner=True) for text in MASKS[:-1]),
    Function(MASKS[-1]),
    *(Function(text, inner=True) for text in MASKED_SEARCH[:-1]),
    Function(MASKED_SEARCH[-1], Permission.SEE_TICKETS),
    Function(_CALL_CATEGORIES, Permission.SEE_BRIEF),
    Function(_INDEX_MORE, Permission.MARK_ABSENT),
    Function(_OPEN_EVIDENCE, Permission.DECIDE_APPEALS),
    Function(_UNMASK, Permission.UNMASK),
    *(Function(text, inner=True) for text in INNER),
    *(Function(text, Permission.ERASE_PERSONAL_DATA) for text in RETENTION),
    *(Function(text, Permission.ANONYMISE_PERSON) for text in ANONYMISE),
)
