"""The one way anything is erased on a server: what is no longer kept, class by class, and one person
at their request.

The functions are made from the texts that the embedded file runs (store/erasing_rows.py,
erasing_steps.py), and take the periods from the policy themselves: whoever may call them erases
nothing that the program wouldn't. First a preview, which counts; then the run with the number it
said, so that nothing goes that nobody has seen. Each leaves an event and an entry in the access log.
"""

import re
from collections.abc import Iterator

from thirdring.domain.policy_checks import SHORTEST_KEPT
from thirdring.domain.policy_keys import KEYS
from thirdring.domain.retention import PERIODS, RecordClass
from thirdring.store.erasing import COUNT, OLDEST_FIRST, PERSON_HELD, PICK
from thirdring.store.erasing_rows import PERSON, rows_of
from thirdring.store.erasing_steps import CLEARED, ERASED, ERASED_TICKETS, JOINED, Step
from thirdring.store.server.blank_sql import says_nothing

_BOUND = re.compile(r":(\w+)")
_DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"


def _sql(text: str) -> str:
    """One of our texts, with parameters of a function in place of bound values."""
    return _BOUND.sub(r"p_\1", text)


def _cases(text: str, *, with_held: bool = False) -> str:
    """`text` with the rows of each class in it, by the class a function is asked for."""
    return "\n".join(
        f"    WHEN '{what.value}' THEN "
        f"{text.format(rows=_sql(rows_of(what, with_held=with_held)))};"
        for what in RecordClass
    )


def _periods() -> str:
    return "\n".join(
        f"        WHEN '{what.value}' THEN thirdring_kept_days('{key.value}', "
        f"{KEYS[key].default}, {SHORTEST_KEPT[key]})"
        for what, key in PERIODS.items()
    )


# What a supervisor wrote into the policy with another program is held to the same least days.
_DAYS = f"""CREATE OR REPLACE FUNCTION thirdring_kept_days(
p_key text, p_default integer, p_least integer) RETURNS integer
LANGUAGE sql STABLE {_DEFINER}
AS $$
    SELECT CASE WHEN days <= 0 THEN NULL ELSE greatest(days, p_least) END
    FROM (SELECT coalesce((SELECT (value #>> '{{}}')::integer FROM policy WHERE key = p_key),
        p_default) AS days) AS said
$$"""

_BEFORE = f"""CREATE OR REPLACE FUNCTION thirdring_kept_since(p_what text, p_at timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE {_DEFINER}
AS $$
    SELECT least(p_at, now()) - make_interval(hours => 24 * CASE p_what
{_periods()}
    END)
$$"""

_PREVIEW = f"""CREATE OR REPLACE FUNCTION thirdring_retention_preview(
p_what text, p_at timestamptz) RETURNS TABLE (records bigint, held bigint, oldest timestamptz)
LANGUAGE plpgsql STABLE {_DEFINER}
AS $$
DECLARE
    p_before timestamptz := thirdring_kept_since(p_what, p_at);
    old_enough bigint;
BEGIN
    CASE p_what
{_cases("SELECT count(*) INTO old_enough FROM ({rows}) AS r", with_held=True)}
    END CASE;
    CASE p_what
{_cases("SELECT n.records, n.oldest INTO records, oldest FROM (" + COUNT + ") AS n")}
    END CASE;
    held := old_enough - records;
    RETURN NEXT;
END
$$"""


def _step(step: Step) -> Iterator[str]:
    if not step.door:
        yield f"    {_sql(step.sql)};"
        return
    yield f"    IF EXISTS ({_sql(step.needed)}) THEN"
    yield f"        ALTER TABLE {step.door} DISABLE TRIGGER {step.door}_append_only;"
    yield f"        {_sql(step.sql)};"
    yield f"        ALTER TABLE {step.door} ENABLE TRIGGER {step.door}_append_only;"
    yield "    END IF;"


_STEPS = "\n".join(
    line
    for step in (
        *JOINED,
        *ERASED,
        Step(f"DELETE FROM ticket_search WHERE seq IN ({ERASED_TICKETS})"),
        CLEARED,
    )
    for line in _step(step)
)
_ERASE = f"""CREATE OR REPLACE FUNCTION thirdring_erase(p_run uuid, p_at timestamptz) RETURNS void
LANGUAGE plpgsql {_DEFINER}
AS $$
BEGIN
{_STEPS}
END
$$"""

_RUN = f"""CREATE OR REPLACE FUNCTION thirdring_retention(
p_what text, p_at timestamptz, p_run uuid, p_previewed bigint, p_most bigint, p_why text)
RETURNS bigint LANGUAGE plpgsql {_DEFINER}
AS $$
DECLARE
    p_before timestamptz := thirdring_kept_since(p_what, p_at);
    done bigint;
BEGIN
    PERFORM thirdring_say_why(p_why);
    PERFORM pg_advisory_xact_lock(13138, 6);
    IF (SELECT records FROM thirdring_retention_preview(p_what, p_at)) > p_previewed THEN
        RETURN -1;
    END IF;
    CASE p_what
{_cases(_sql(PICK.replace("{order}", OLDEST_FIRST)))}
    END CASE;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done = 0 THEN
        RETURN 0;
    END IF;
    PERFORM thirdring_erase(p_run, p_at);
    INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, detail)
    VALUES (thirdring_new_id(), p_at, thirdring_actor(), 'retention_run', 'retention', p_run,
        jsonb_build_object('what', p_what, 'records', done, 'rule', 'J6', 'before',
            to_char(p_before AT TIME ZONE 'UTC', 'YYYY-MM-DD')));
    INSERT INTO access_log (id, at, staff_id, action, subject_kind, subject_id, reason, records)
    VALUES (thirdring_new_id(), p_at, thirdring_actor(), 'retention', p_what, p_run, p_why, done);
    RETURN done;
END
$$"""

_SAY_WHY = f"""CREATE OR REPLACE FUNCTION thirdring_say_why(p_why text) RETURNS void
LANGUAGE plpgsql {_DEFINER}
AS $$
BEGIN
    IF {says_nothing("p_why")} OR thirdring_actor() IS NULL THEN
        RAISE EXCEPTION 'say who you are, and why' USING ERRCODE = 'check_violation';
    END IF;
END
$$"""

_PERSON = f"""CREATE OR REPLACE FUNCTION thirdring_person(p_customer uuid, p_digits text)
RETURNS TABLE (kind text, id uuid) LANGUAGE sql STABLE {_DEFINER}
AS $$ {_sql(PERSON)} $$"""

_HELD = f"""CREATE OR REPLACE FUNCTION thirdring_person_held(p_customer uuid, p_digits text)
RETURNS TABLE (number text, held text) LANGUAGE sql STABLE {_DEFINER}
AS $$ {_sql(PERSON_HELD)} $$"""

_ANONYMISE = f"""CREATE OR REPLACE FUNCTION thirdring_anonymise(
p_customer uuid, p_digits text, p_run uuid, p_previewed bigint, p_why text, p_despite boolean)
RETURNS bigint LANGUAGE plpgsql {_DEFINER}
AS $$
DECLARE
    p_at timestamptz := now();
    done bigint;
BEGIN
    PERFORM thirdring_say_why(p_why);
    IF EXISTS (SELECT FROM thirdring_person(p_customer, p_digits) AS one
        WHERE one.kind = 'ticket' AND thirdring_stands_against_me(one.id)) THEN
        RAISE EXCEPTION 'a complaint of theirs is about you' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(13138, 6);
    IF NOT p_despite AND EXISTS (SELECT FROM thirdring_person_held(p_customer, p_digits)) THEN
        RAISE EXCEPTION 'a case of theirs is not over' USING ERRCODE = 'check_violation';
    END IF;
    {_sql(PICK.format(rows=PERSON, order=""))};
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> p_previewed THEN
        DELETE FROM erasures WHERE run_id = p_run;
        RETURN -1;
    END IF;
    PERFORM thirdring_erase(p_run, p_at);
    INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, detail)
    VALUES (thirdring_new_id(), p_at, thirdring_actor(), 'anonymised', 'customer',
        coalesce(p_customer, p_run),
        jsonb_build_object('records', done, 'despite', p_despite, 'rule', 'J6'));
    INSERT INTO access_log (id, at, staff_id, action, subject_kind, subject_id, reason, records)
    VALUES (thirdring_new_id(), p_at, thirdring_actor(), 'anonymise', 'customer',
        coalesce(p_customer, p_run), p_why, done);
    RETURN done;
END
$$"""

# What others need comes first; those that the program calls, by who may.
INNER: tuple[str, ...] = (_DAYS, _BEFORE, _SAY_WHY, _ERASE)
RETENTION: tuple[str, ...] = (_PREVIEW, _RUN)
ANONYMISE: tuple[str, ...] = (_PERSON, _HELD, _ANONYMISE)
