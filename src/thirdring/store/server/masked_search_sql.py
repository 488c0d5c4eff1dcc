"""Search for those who read masked: words are found in what they would be shown, never in what is hidden.

The index holds the tokens of the plain texts. It is asked here for candidates alone, and only for
tokens of the words that the masked text has to hold as well: what it knows beyond that text, a name
say, can't decide about a row. That holds as long as every occurrence of a word in a masked text is one
in the plain text too: masks put stars where they take something away, so that a word without a star
stands in what was kept; and the beginning of a word counts only behind a sign that no mask has made.
"""

from thirdring.domain.search_text import CJK, EDGE

# As many rows are put in order; of more, complaints are walked from the newest until enough are found.
_FEW = 2_000


def _escaped(characters: str) -> str:
    """Characters and their ranges as the server's regular expressions write them."""
    return "".join(c if c == "-" else f"\\U{ord(c):08x}" for c in characters)


_CJK = _escaped(CJK)
# Behind these a word begins, whatever was masked before them: spaces, signs but the star, Chinese.
_BEFORE_WORD = f"[\\s!-)+-/:-@\\[-`{{-~\\u00b7\\u2010-\\u2027\\u3000-\\u303f\\uff01-\\uff09\\uff0b-\\uff0f\\uff1a-\\uff20{_CJK}]"
# A run of digits also begins behind a letter.
_BEFORE_DIGIT = "[^0-9*＊]"
# What masks take away beside names, of Chinese signs (masks_sql.py: numbers read out).
_READ_OUT = "零〇○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"

_WORDS_QUERY = f"""CREATE OR REPLACE FUNCTION thirdring_words_query(needles text[]) RETURNS tsquery
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH words AS (
        SELECT needle, CASE WHEN needle ~ '^[{_CJK}]+$' THEN 2
            WHEN needle ~ '^[0-9]{{3,}}$' THEN 3 END AS size
        FROM unnest(needles) AS needle
    ), tokens AS (
        SELECT substr(needle, at, size) AS token, '' AS more FROM words,
            generate_series(1, greatest(length(needle) - size + 1, 1)) AS at WHERE size IS NOT NULL
        UNION SELECT needle || '{EDGE}', '' FROM words WHERE size IS NULL AND length(needle) < 3
        UNION SELECT left(needle, 64), ':*' FROM words WHERE size IS NULL AND length(needle) > 2
    )
    SELECT string_agg('''' || replace(replace(token, E'\\\\', E'\\\\\\\\'), '''', '''''') || ''''
        || more, ' & ')::tsquery FROM tokens
$$"""

# Where a Chinese word has no sign of a name or of a number read out, and no address for mail is near,
# masks can't touch it: it stands in the masked text where it stands in the plain one.
_SHOWN_HOLDS = f"""CREATE OR REPLACE FUNCTION thirdring_shown_holds(
needles text[], number text, category text, name text, raised text, wants text, answer text)
RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 10000 SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    plain text := lower(concat_ws(E'\\n', number, category, raised, wants, answer));
    shown text;
    needle text;
BEGIN
    FOREACH needle IN ARRAY needles LOOP
        IF strpos(plain, needle) = 0 THEN RETURN false; END IF;
    END LOOP;
    IF array_to_string(needles, '') ~ '^[{_CJK}]+$' AND strpos(plain, '@') = 0 AND
        translate(array_to_string(needles, ''), '{_READ_OUT}' || coalesce(name, ''), '')
        = array_to_string(needles, '') THEN RETURN true;
    END IF;
    shown := lower(concat_ws(E'\\n', number, category, thirdring_mask_text(raised, name),
        thirdring_mask_text(wants, name), thirdring_mask_text(answer, name)));
    FOREACH needle IN ARRAY needles LOOP
        IF strpos(shown, needle) = 0 THEN RETURN false; END IF;
        CONTINUE WHEN needle ~ '^([{_CJK}]+|[0-9]{{3,}})$';
        IF shown !~ (CASE WHEN needle ~ '^[0-9]+$' THEN '(^|{_BEFORE_DIGIT})'
            ELSE '(^|{_BEFORE_WORD})' END || regexp_replace(needle, '([^[:alnum:]])', '\\\\\\1', 'g'))
            THEN RETURN false; END IF;
    END LOOP;
    RETURN true;
END
$$"""

# Keys of up to `most` complaints, the newest first.
_MASKED_HITS = f"""CREATE OR REPLACE FUNCTION thirdring_masked_hits(needles text[], most integer)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_sort = off
AS $$
DECLARE
    wanted tsquery := thirdring_words_query(needles);
    few bigint[];
BEGIN
    IF thirdring_actor() IS NULL THEN RETURN; END IF;
    few := ARRAY(SELECT s.seq FROM ticket_search AS s WHERE s.tokens @@ wanted LIMIT {_FEW + 1});
    IF cardinality(few) > {_FEW} THEN
        RETURN QUERY SELECT t.seq FROM tickets AS t WHERE t.kind = 'complaint'
            AND (SELECT s.tokens @@ wanted FROM ticket_search AS s WHERE s.seq = t.seq)
            AND thirdring_shown_holds(
                needles, t.number, t.category, t.name, t.raised, t.wants, t.answer)
            ORDER BY t.received_at DESC, t.seq DESC LIMIT most;
        RETURN;
    END IF;
    RETURN QUERY SELECT l.seq FROM (
            SELECT * FROM tickets AS t WHERE t.seq = ANY(few) AND t.kind = 'complaint'
            ORDER BY t.received_at DESC, t.seq DESC OFFSET 0
        ) AS l
        WHERE thirdring_shown_holds(
            needles, l.number, l.category, l.name, l.raised, l.wants, l.answer)
        LIMIT most;
END
$$"""

MASKED_SEARCH: tuple[str, ...] = (_WORDS_QUERY, _SHOWN_HOLDS, _MASKED_HITS)
