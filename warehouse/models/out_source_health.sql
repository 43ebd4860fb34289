-- One row a source that was visited: last good response, since when it fails and how, and what is held.
-- A good response is one without failure and with a status under 400 (304 says that nothing changed).
WITH captures AS (
    SELECT *, failure IS NULL AND status < 400 AS is_good FROM raw_captures
),
seen AS (
    SELECT
        source_id,
        count(*) AS n_captures,
        count(*) FILTER (WHERE NOT is_good) AS n_failures,
        max(fetched_at) FILTER (WHERE is_good) AS last_good_at,
        max(fetched_at) AS last_capture_at
    FROM captures GROUP BY source_id
),
failing AS (
    SELECT
        c.source_id,
        min(c.fetched_at) AS since_at,
        arg_max(coalesce(c.failure, 'http_' || CAST(c.status AS VARCHAR)), (c.fetched_at, c.capture_id)) AS failure
    FROM captures AS c JOIN seen AS s ON s.source_id = c.source_id
    WHERE NOT c.is_good AND (s.last_good_at IS NULL OR c.fetched_at > s.last_good_at)
    GROUP BY c.source_id
),
runs AS (
    SELECT
        source_id,
        max(fetched_at) AS last_run_at,
        arg_max(is_finished, (fetched_at, run_id)) AS is_finished,
        arg_max(reason, (fetched_at, run_id)) AS reason
    FROM raw_runs GROUP BY source_id
),
documents AS (
    SELECT source_id, count(*) AS n FROM core_documents WHERE is_current AND NOT is_withdrawn GROUP BY source_id
),
issues AS (
    SELECT source_id, count(*) AS n FROM core_issues WHERE stage = 'parse' AND severity = 'error' GROUP BY source_id
),
judged AS (
    SELECT
        p.*, s.n_captures, s.n_failures, s.last_good_at, f.since_at, f.failure,
        coalesce(r.last_run_at, s.last_capture_at) AS last_run_at, r.is_finished, r.reason,
        coalesce(d.n, 0) AS n_documents, coalesce(i.n, 0) AS n_issues,
        CASE
            WHEN s.last_good_at IS NULL THEN 'never'
            WHEN f.since_at IS NOT NULL THEN 'failing'
            WHEN NOT coalesce(r.is_finished, true) THEN 'unfinished'
            WHEN s.last_good_at < $now - CASE p.frequency
                WHEN 'hourly' THEN INTERVAL 6 HOUR WHEN 'daily' THEN INTERVAL 3 DAY
                WHEN 'weekly' THEN INTERVAL 15 DAY WHEN 'monthly' THEN INTERVAL 62 DAY
                ELSE INTERVAL 1000 YEAR END THEN 'late'
            ELSE 'ok'
        END AS state
    FROM raw_sources AS p
    JOIN seen AS s ON s.source_id = p.source_id
    LEFT JOIN failing AS f ON f.source_id = p.source_id
    LEFT JOIN runs AS r ON r.source_id = p.source_id
    LEFT JOIN documents AS d ON d.source_id = p.source_id
    LEFT JOIN issues AS i ON i.source_id = p.source_id
)
SELECT
    source_id,
    title AS name_ko,
    title AS name_en,
    state,
    last_good_at,
    last_run_at,
    is_finished AS is_last_run_finished,
    since_at AS failing_since_at,
    CASE WHEN state IN ('failing', 'never') THEN failure WHEN state = 'unfinished' THEN reason END AS failure,
    n_captures,
    n_failures,
    n_documents,
    n_issues,
    CASE state
        WHEN 'ok' THEN '정상' WHEN 'late' THEN '예정된 때가 지나도록 좋은 응답이 없다'
        WHEN 'failing' THEN '마지막 좋은 응답 뒤로 실패하고 있다'
        WHEN 'unfinished' THEN '마지막 실행이 끝까지 가지 못했다' ELSE '좋은 응답이 한 번도 없었다'
    END AS message_ko,
    CASE state
        WHEN 'ok' THEN 'in order' WHEN 'late' THEN 'no good response within the expected time'
        WHEN 'failing' THEN 'failing since the last good response'
        WHEN 'unfinished' THEN 'the last run did not come to its end' ELSE 'there was never a good response'
    END AS message_en
FROM judged
