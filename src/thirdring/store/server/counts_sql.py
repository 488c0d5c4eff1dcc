"""The month's counts on a server, kept by the database itself: no desk can write a tally.

The same as store/month_counts.py and domain/months.py, which a test holds it to: a desk there works
in its own file, here with rights of its own. `thirdring_tally` is `months.tally` over the facts of
one complaint, `thirdring_cells` is `months.cells`, the rest is `settle_counts`.
"""

_TALLY = """CREATE OR REPLACE FUNCTION thirdring_tally(one uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT jsonb_build_object(
        'kind', t.kind, 'month', d.month,
        'standing', CASE
            WHEN t.state IN ('merged', 'withdrawn', 'unfounded') THEN t.state
            WHEN EXISTS (
                SELECT FROM appeals a WHERE a.ticket_id = t.id AND a.staff_id = d.against_staff_id
                AND a.state = 'corrected' AND a.correction = 'unfounded'
            ) THEN 'unfounded'
            WHEN d.against_kind = 'employee' AND d.against_staff_id IS NULL THEN 'undecided'
            WHEN t.kind = 'praise' THEN CASE
                WHEN d.against_kind IS NULL AND coalesce(d.against_text, '') <> ''
                THEN 'undecided' ELSE 'counted' END
            WHEN d.against_kind IS NULL OR d.channel IS NULL OR d.nature IS NULL
                OR t.severity IS NULL THEN 'undecided'
            ELSE 'counted'
        END,
        'channel', coalesce(d.channel, ''),
        'staff', CASE d.against_kind WHEN 'employee' THEN coalesce(d.against_staff_id::text, '')
            ELSE '' END,
        'department', CASE d.against_kind WHEN 'department'
            THEN thirdring_key(d.against_department_id, d.against_text) ELSE '' END,
        'merchant', coalesce(
            nullif(CASE d.against_kind WHEN 'merchant'
                THEN thirdring_key(d.against_merchant_id, d.against_text) ELSE '' END, ''),
            thirdring_key(d.merchant_id, d.merchant_text)),
        'product', coalesce(
            nullif(CASE d.against_kind WHEN 'product'
                THEN thirdring_key(d.against_product_id, d.against_text) ELSE '' END, ''),
            thirdring_key(d.product_id, d.product_text)),
        'nature', coalesce(d.nature, ''),
        'severity', coalesce(t.severity, '')
    )
    FROM tickets t JOIN complaint_details d ON d.ticket_id = t.id
    WHERE t.id = one AND t.kind IN ('complaint', 'praise')
$$"""

_KEY = """CREATE OR REPLACE FUNCTION thirdring_key(matched uuid, said text) RETURNS text
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN matched IS NOT NULL THEN matched::text
        WHEN coalesce(said, '') <> '' THEN '=' || said ELSE '' END
$$"""

_STOOD = """CREATE OR REPLACE FUNCTION thirdring_stood(one uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT jsonb_build_object(
        'kind', kind, 'month', month, 'standing', standing, 'channel', channel,
        'staff', staff_key, 'department', department_key, 'merchant', merchant_key,
        'product', product_key, 'nature', nature, 'severity', severity
    ) FROM complaint_standings WHERE ticket_id = one
$$"""

_CELLS = """CREATE OR REPLACE FUNCTION thirdring_cells(tallied jsonb)
RETURNS TABLE (subject text, key text)
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT 'praise', tallied->>'staff' WHERE tallied->>'kind' = 'praise'
    UNION ALL SELECT 'center', '' WHERE tallied->>'kind' = 'complaint'
    UNION ALL SELECT s, tallied->>k FROM (
        VALUES ('employee', 'staff'), ('department', 'department'), ('merchant', 'merchant'),
        ('product', 'product'), ('nature', 'nature'), ('severity', 'severity')
    ) AS named (s, k) WHERE tallied->>'kind' = 'complaint' AND tallied->>k <> ''
$$"""

_ADD = """CREATE OR REPLACE FUNCTION thirdring_add_counts(changes jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    cell record;
BEGIN
    -- In one order for everybody, so that two transactions never wait for each other.
    FOR cell IN SELECT * FROM (
        SELECT t->>'month' AS m, c.subject AS s, c.key AS k, t->>'channel' AS ch,
            sum(sign) AS received,
            coalesce(sum(sign) FILTER (WHERE t->>'standing' = 'counted'), 0) AS counted,
            coalesce(sum(sign) FILTER (WHERE t->>'standing' = 'unfounded'), 0) AS unfounded,
            coalesce(sum(sign) FILTER (WHERE t->>'standing' = 'merged'), 0) AS merged,
            coalesce(sum(sign) FILTER (WHERE t->>'standing' = 'withdrawn'), 0) AS withdrawn,
            coalesce(sum(sign) FILTER (WHERE t->>'standing' = 'undecided'), 0) AS undecided
        FROM (
            SELECT one->'before' AS t, -1 AS sign FROM jsonb_array_elements(changes) AS b (one)
            UNION ALL
            SELECT one->'after', 1 FROM jsonb_array_elements(changes) AS a (one)
        ) AS moved, thirdring_cells(t) AS c
        WHERE t <> 'null'
        GROUP BY 1, 2, 3, 4
    ) AS sums ORDER BY m COLLATE "C", s COLLATE "C", k COLLATE "C", ch COLLATE "C"
    LOOP
        INSERT INTO monthly_complaint_counts (month, subject_kind, subject_key, channel)
        VALUES (cell.m, cell.s, cell.k, cell.ch) ON CONFLICT DO NOTHING;
        UPDATE monthly_complaint_counts AS n SET received = n.received + cell.received,
            counted = n.counted + cell.counted, unfounded = n.unfounded + cell.unfounded,
            merged = n.merged + cell.merged, withdrawn = n.withdrawn + cell.withdrawn,
            undecided = n.undecided + cell.undecided
        WHERE (n.month, n.subject_kind, n.subject_key, n.channel)
            = (cell.m, cell.s, cell.k, cell.ch);
    END LOOP;
END
$$"""

_NEW_ID = """CREATE OR REPLACE FUNCTION thirdring_new_id() RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    -- A UUIDv7 as domain/ids.py makes them; uuidv7() is there from PostgreSQL 18 on only.
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$"""

_ADJUST = """CREATE OR REPLACE FUNCTION thirdring_adjust(
changes jsonb, who uuid, moment timestamptz, appealed jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    due record;
    made uuid;
    decided text;
BEGIN
    SELECT to_char(moment AT TIME ZONE (value #>> '{}'), 'YYYY-MM') INTO decided
    FROM settings WHERE key = 'timezone';
    FOR due IN
        SELECT (one->>'ticket')::uuid AS ticket, m AS month, closing.id AS closing,
            CASE WHEN one->'before'->>'month' = m THEN one->'before' END AS before,
            CASE WHEN one->'after'->>'month' = m THEN one->'after' END AS after
        FROM jsonb_array_elements(changes) AS c (one),
            LATERAL (SELECT one->'before'->>'month' AS m UNION SELECT one->'after'->>'month') AS ms,
            LATERAL (
                SELECT id FROM month_closings WHERE month = m ORDER BY number DESC LIMIT 1
            ) AS closing
        WHERE m IS NOT NULL
            AND NOT EXISTS (SELECT FROM month_reopenings r WHERE r.closing_id = closing.id)
        ORDER BY 1, 2
    LOOP
        made := thirdring_new_id();
        INSERT INTO month_adjustments (id, closing_id, month, decided_month, ticket_id, before,
            after, decided_by, decided_at, appeal_id, note_id)
        VALUES (made, due.closing, due.month, decided, due.ticket, due.before, due.after, who,
            moment,
            (SELECT a.id FROM appeals a
                WHERE a.id = (appealed->>due.ticket::text)::uuid AND a.ticket_id = due.ticket),
            (SELECT n.id FROM ticket_notes n
                WHERE n.ticket_id = due.ticket AND n.made_at = moment ORDER BY n.id DESC LIMIT 1));
        INSERT INTO events (id, at, actor_id, verb, subject_kind, subject_id, ticket_id, detail)
        VALUES (thirdring_new_id(), moment, who, 'month_adjusted', 'month_adjustment', made,
            due.ticket, jsonb_build_object('month', due.month, 'decided', decided, 'rule', 'G3'));
    END LOOP;
END
$$"""

_SETTLE = """CREATE OR REPLACE FUNCTION thirdring_settle_counts(
acting uuid, moment timestamptz, appealed jsonb) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    due uuid[];
    changes jsonb;
    held text;
    who uuid := coalesce(thirdring_actor(), acting);
BEGIN
    WITH gone AS (DELETE FROM standings_due RETURNING ticket_id)
    SELECT array_agg(DISTINCT ticket_id) INTO due FROM gone;
    IF due IS NULL THEN
        RETURN 0;
    END IF;
    -- Somebody else's transaction may be at one of them: theirs first, then ours on top of it.
    PERFORM FROM tickets WHERE id = ANY (due) ORDER BY id FOR UPDATE;
    SELECT jsonb_agg(jsonb_build_object('ticket', one, 'before', before, 'after', after))
    INTO changes
    FROM (
        SELECT one, thirdring_stood(one) AS before, thirdring_tally(one) AS after
        FROM unnest(due) AS one
    ) AS both_ways WHERE before IS DISTINCT FROM after;
    IF changes IS NULL THEN
        RETURN cardinality(due);
    END IF;
    FOR held IN
        SELECT c->'before'->>'month' FROM jsonb_array_elements(changes) AS b (c)
        UNION SELECT c->'after'->>'month' FROM jsonb_array_elements(changes) AS a (c) ORDER BY 1
    LOOP
        CONTINUE WHEN held IS NULL;
        PERFORM pg_advisory_xact_lock_shared(13138, replace(held, '-', '')::integer);
    END LOOP;
    DELETE FROM complaint_standings
    WHERE ticket_id IN (SELECT (c->>'ticket')::uuid FROM jsonb_array_elements(changes) AS t (c));
    INSERT INTO complaint_standings (ticket_id, kind, month, standing, channel, staff_key,
        department_key, merchant_key, product_key, nature, severity)
    SELECT (c->>'ticket')::uuid, a->>'kind', a->>'month', a->>'standing', a->>'channel',
        a->>'staff', a->>'department', a->>'merchant', a->>'product', a->>'nature', a->>'severity'
    FROM jsonb_array_elements(changes) AS t (c), LATERAL (SELECT c->'after' AS a) AS new
    WHERE a <> 'null';
    PERFORM thirdring_add_counts(changes);
    PERFORM thirdring_adjust(changes, who, moment, appealed);
    RETURN cardinality(due);
END
$$"""

# Whatever touched a complaint without the program's counting is counted when it is committed.
_LEFT = """CREATE OR REPLACE FUNCTION thirdring_settle_left() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM standings_due WHERE seq = NEW.seq) THEN
        PERFORM thirdring_settle_counts(NULL, now(), '{}');
    END IF;
    RETURN NULL;
END
$$"""
AT_COMMIT = (
    "CREATE CONSTRAINT TRIGGER thirdring_settle_left AFTER INSERT ON standings_due "
    "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION thirdring_settle_left()"
)

# What needs others comes after them; the last is what the program calls.
COUNTS: tuple[str, ...] = (
    _KEY, _TALLY, _STOOD, _CELLS, _ADD, _NEW_ID, _ADJUST, _LEFT, _SETTLE
)  # fmt: skip
