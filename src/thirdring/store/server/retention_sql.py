"""The one way anything is deleted on a server: what the center no longer needs, class by class.

First `thirdring_retention_preview`, which counts; then `thirdring_retention` with the number it
said, so that nothing goes that nobody has seen. Each run leaves an event and an entry in the access
log, written by the function itself.
"""

# Classes of records: mail that was sorted long ago, drafts of words before a correction, entries of
# the access log. What a tally rests on is in none of them.
_CLASSES = """CREATE OR REPLACE FUNCTION thirdring_retention_rows(what text, before timestamptz)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    CASE what
    WHEN 'mail' THEN RETURN QUERY
        SELECT id FROM inbox_items WHERE state = 'sorted' AND sorted_at < before;
    WHEN 'call_revisions' THEN RETURN QUERY
        SELECT id FROM call_revisions WHERE changed_at < before;
    WHEN 'access_log' THEN RETURN QUERY
        SELECT id FROM access_log WHERE at < before;
    END CASE;
END
$$"""

_PREVIEW = """CREATE OR REPLACE FUNCTION thirdring_retention_preview(
what text, before timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT count(*) FROM thirdring_retention_rows(what, before) $$"""

_RUN = """CREATE OR REPLACE FUNCTION thirdring_retention(
what text, before timestamptz, previewed bigint, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    doomed uuid[];
    run uuid := thirdring_new_id();
BEGIN
    IF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION 'say why' USING ERRCODE = 'check_violation';
    END IF;
    IF before > now() - interval '90 days' THEN
        RAISE EXCEPTION 'nothing younger than 90 days goes' USING ERRCODE = 'check_violation';
    END IF;
    SELECT array_agg(id) INTO doomed FROM thirdring_retention_rows(what, before) AS id;
    IF coalesce(cardinality(doomed), 0) <> previewed THEN
        RAISE EXCEPTION 'not what was previewed' USING ERRCODE = 'serialization_failure';
    END IF;
    CASE what
    WHEN 'mail' THEN DELETE FROM inbox_items WHERE id = ANY (doomed);
    WHEN 'call_revisions' THEN DELETE FROM call_revisions WHERE id = ANY (doomed);
    WHEN 'access_log' THEN
        ALTER TABLE access_log DISABLE TRIGGER access_log_append_only;
        DELETE FROM access_log WHERE id = ANY (doomed);
        ALTER TABLE access_log ENABLE TRIGGER access_log_append_only;
    END CASE;
    INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, detail)
    VALUES (thirdring_new_id(), now(), thirdring_actor(), 'retention_run', 'retention', run,
        jsonb_build_object('what', what, 'before', before, 'records', previewed, 'rule', 'J6'));
    INSERT INTO access_log (id, at, staff_id, action, subject_kind, subject_id, reason, records)
    VALUES (thirdring_new_id(), now(), thirdring_actor(), 'retention', what, run, why, previewed);
    RETURN previewed;
END
$$"""

RETENTION: tuple[str, ...] = (_CLASSES, _PREVIEW, _RUN)
