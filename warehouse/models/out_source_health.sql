-- One row a source that was visited: the day of its newest item and of the last arrival (never of the last run), whether
-- that is too long ago, which pages fail still, how the last seven days compare with what is usual, and what is held of
-- what the source itself states. Nothing here counts visits: a killed and repeated run gives the same row.
WITH sources AS (
    SELECT *, CAST(least(coalesce(stands_at, $now), $now) AS DATE) AS as_of
    FROM raw_sources WHERE source_id IN (SELECT source_id FROM raw_captures)
),
items AS (
    SELECT
        d.source_id, d.document_id, min(d.published_date) AS published_date, min(d.first_seen_at) AS first_seen_at,
        CASE WHEN any_value(s.kind) = 'news' THEN min(d.published_date) ELSE CAST(min(d.first_seen_at) AS DATE) END AS day,
        bool_or(d.is_current AND NOT d.is_withdrawn) AS is_held
    FROM core_documents AS d JOIN sources AS s ON s.source_id = d.source_id
    GROUP BY d.source_id, d.document_id
),
held AS (
    SELECT
        source_id,
        count(*) FILTER (WHERE is_held) AS n_documents,
        count(*) FILTER (WHERE NOT is_held) AS n_withdrawn,
        max(published_date) AS last_item_date,
        CAST(max(first_seen_at) AS DATE) AS last_arrival_date,
        max(day) AS last_day
    FROM items GROUP BY source_id
),
gaps AS (
    -- Silences between days with items, of the last year: the longest one heals itself and is no alarm.
    SELECT source_id, max(gap) AS longest_gap, count(*) AS n_gaps
    FROM (
        SELECT i.source_id, i.day - lag(i.day) OVER (PARTITION BY i.source_id ORDER BY i.day) AS gap
        FROM (SELECT DISTINCT source_id, day FROM items) AS i
        JOIN sources AS s ON s.source_id = i.source_id AND i.day BETWEEN s.as_of - 365 AND s.as_of
    )
    WHERE gap IS NOT NULL GROUP BY source_id
),
open_failures AS (
    SELECT f.source_id, f.state, f.is_discovery, count(*) AS n
    FROM core_item_states AS f JOIN sources AS s ON s.source_id = f.source_id
    WHERE f.state NOT IN ('document', 'list', 'gone', 'nothing')
      -- A web that stands still has no fresh feed.
      AND NOT (f.state IN ('feed_stale', 'zero_rows') AND s.stands_at IS NOT NULL)
    GROUP BY f.source_id, f.state, f.is_discovery
),
failing AS (
    SELECT
        source_id,
        CAST(sum(n) AS BIGINT) AS n_open_failures,
        CAST(coalesce(sum(n) FILTER (WHERE is_discovery), 0) AS BIGINT) AS n_open_lists,
        arg_max(state, (is_discovery, n, state)) AS failure
    FROM open_failures GROUP BY source_id
),
week AS (
    SELECT
        s.source_id,
        count(i.document_id) AS found
    FROM sources AS s
    LEFT JOIN items AS i ON i.source_id = s.source_id AND i.day BETWEEN s.as_of - 7 AND s.as_of - 1
    GROUP BY s.source_id
),
usual AS (
    SELECT
        source_id,
        CAST(sum(low) AS BIGINT) AS low,
        CASE WHEN min(n_days) >= 4 THEN CAST(sum(typical) AS BIGINT) END AS typical,
        CASE WHEN bool_and(high IS NOT NULL) THEN CAST(sum(high) AS BIGINT) END AS high
    FROM out_source_yield GROUP BY source_id
),
listed AS (
    SELECT source_id, count(DISTINCT item_id) AS n_listed
    FROM raw_listed_ids WHERE reason <> 'sitemap' GROUP BY source_id
),
totals AS (
    SELECT source_id, max(stated_total) AS stated_total
    FROM (
        SELECT l.source_id, l.query, arg_max(l.stated_total, (c.warc_file, c.warc_offset)) AS stated_total
        FROM raw_listings AS l JOIN raw_captures AS c ON c.capture_id = l.capture_id
        WHERE l.stated_total IS NOT NULL GROUP BY l.source_id, l.query
    ) GROUP BY source_id
),
tolerated AS (
    SELECT
        s.source_id,
        CASE
            WHEN s.frequency = 'once' THEN 365000
            WHEN g.n_gaps >= 4 THEN greatest(2 * g.longest_gap, 2)
            -- Too few silences seen to know a usual one.
            ELSE CASE s.frequency WHEN 'hourly' THEN 7 WHEN 'daily' THEN 14 WHEN 'weekly' THEN 28 ELSE 90 END
        END AS days
    FROM sources AS s LEFT JOIN gaps AS g ON g.source_id = s.source_id
),
judged AS (
    SELECT
        s.source_id, s.title, s.kind, s.frequency, s.as_of,
        coalesce(h.n_documents, 0) AS n_documents, coalesce(h.n_withdrawn, 0) AS n_withdrawn,
        h.last_item_date, h.last_arrival_date,
        greatest(s.as_of - h.last_day, 0) AS silent_days,
        t.days AS tolerated_days,
        coalesce(f.n_open_failures, 0) AS n_open_failures, f.failure,
        w.found AS week_found, u.low AS week_low, u.typical AS week_typical, u.high AS week_high,
        o.stated_total, coalesce(l.n_listed, 0) AS n_listed,
        CASE
            WHEN h.source_id IS NULL THEN 'never'
            WHEN f.n_open_lists > 0 OR f.n_open_failures > greatest(5, h.n_documents // 20) THEN 'failing'
            WHEN s.as_of - h.last_day > t.days THEN 'late'
            -- Files on disk come once: no week is too thin or too full.
            WHEN s.frequency <> 'once' AND w.found < u.low THEN 'short'
            WHEN s.frequency <> 'once' AND w.found > u.high THEN 'flooded'
            ELSE 'ok'
        END AS state
    FROM sources AS s
    LEFT JOIN held AS h ON h.source_id = s.source_id
    LEFT JOIN failing AS f ON f.source_id = s.source_id
    LEFT JOIN week AS w ON w.source_id = s.source_id
    LEFT JOIN usual AS u ON u.source_id = s.source_id
    LEFT JOIN listed AS l ON l.source_id = s.source_id
    LEFT JOIN totals AS o ON o.source_id = s.source_id
    JOIN tolerated AS t ON t.source_id = s.source_id
)
SELECT
    source_id, title AS name_ko, title AS name_en, kind, frequency, state, as_of AS as_of_date,
    last_item_date, last_arrival_date,
    CASE WHEN state NOT IN ('ok', 'never') THEN last_item_date END AS not_ok_since_date,
    silent_days, tolerated_days,
    n_open_failures, failure,
    n_documents, n_withdrawn, stated_total, n_listed,
    CAST(CAST(n_documents AS DECIMAL(18, 6)) / nullif(coalesce(stated_total, n_listed), 0) AS DECIMAL(9, 6)) AS held_share,
    week_found, week_low, week_typical, week_high,
    CASE state
        WHEN 'ok' THEN '정상'
        WHEN 'late' THEN '마지막 것이 온 지 ' || silent_days || '일 (' || tolerated_days || '일까지는 흔하다)'
        WHEN 'short' THEN '지난 7일에 ' || week_found || '건뿐 (적어도 ' || week_low || '건이 왔다)'
        WHEN 'flooded' THEN '지난 7일에 ' || week_found || '건 (많아도 ' || week_high || '건이었다)'
        WHEN 'failing' THEN '아직 열리지 않는 쪽 ' || n_open_failures || '개, 주로 ' || failure
        ELSE '한 건도 얻지 못했다' || coalesce(': ' || failure, '')
    END AS message_ko,
    CASE state
        WHEN 'ok' THEN 'in order'
        WHEN 'late' THEN 'nothing new for ' || silent_days || ' days (up to ' || tolerated_days || ' are usual)'
        WHEN 'short' THEN 'only ' || week_found || ' items in seven days (at least ' || week_low || ' came before)'
        WHEN 'flooded' THEN week_found || ' items in seven days (at most ' || week_high || ' came before)'
        WHEN 'failing' THEN n_open_failures || ' pages fail still, mostly ' || failure
        ELSE 'not one item was had' || coalesce(': ' || failure, '')
    END AS message_en
FROM judged
