-- One row a source that was visited or is in use: its terms, what we hold, and the share of what it lists.
WITH captures AS (
    SELECT source_id, count(*) AS n, min(fetched_at) AS first_at, max(fetched_at) AS last_at
    FROM raw_captures GROUP BY source_id
),
documents AS (
    SELECT source_id, count(*) AS n, count(*) FILTER (WHERE is_withdrawn) AS n_withdrawn
    FROM core_documents WHERE is_current GROUP BY source_id
),
listed AS (
    SELECT source_id, count(*) AS n FROM raw_listed_ids GROUP BY source_id
),
totals AS (
    -- The largest total that the newest listing of any query states: queries of one source overlap.
    SELECT source_id, max(stated_total) AS stated_total
    FROM (
        SELECT source_id, query, arg_max(stated_total, fetched_at) AS stated_total
        FROM raw_listings WHERE stated_total IS NOT NULL GROUP BY source_id, query
    ) GROUP BY source_id
)
SELECT
    s.source_id, s.kind, s.title, s.publisher, s.address, s.licence, s.terms, s.robots_note,
    c.first_at AS first_fetched_at,
    c.last_at AS last_fetched_at,
    coalesce(c.n, 0) AS n_captures,
    coalesce(d.n, 0) AS n_documents,
    coalesce(d.n_withdrawn, 0) AS n_withdrawn,
    t.stated_total,
    coalesce(l.n, 0) AS n_listed,
    CAST(CAST(d.n AS DECIMAL(18, 6)) / l.n AS DECIMAL(9, 6)) AS held_share
FROM raw_sources AS s
LEFT JOIN captures AS c ON c.source_id = s.source_id
LEFT JOIN documents AS d ON d.source_id = s.source_id
LEFT JOIN listed AS l ON l.source_id = s.source_id
LEFT JOIN totals AS t ON t.source_id = s.source_id
WHERE c.n > 0
