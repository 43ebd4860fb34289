-- One row a source that was visited: its terms, what we hold, and the share of what it lists. No count of visits.
WITH documents AS (
    SELECT
        source_id,
        count(*) FILTER (WHERE is_current AND NOT is_withdrawn) AS n,
        count(*) FILTER (WHERE is_current AND is_withdrawn) AS n_withdrawn,
        CAST(min(first_seen_at) AS DATE) AS first_arrival_date,
        CAST(max(first_seen_at) AS DATE) AS last_arrival_date
    FROM core_documents GROUP BY source_id
)
SELECT
    s.source_id, s.kind, s.title, s.publisher, s.address, s.licence, s.terms, s.robots_note,
    d.first_arrival_date,
    d.last_arrival_date,
    coalesce(d.n, 0) AS n_documents,
    coalesce(d.n_withdrawn, 0) AS n_withdrawn,
    h.stated_total,
    h.n_listed,
    CAST(CAST(d.n AS DECIMAL(18, 6)) / nullif(h.n_listed, 0) AS DECIMAL(9, 6)) AS held_share
FROM raw_sources AS s
JOIN out_source_health AS h ON h.source_id = s.source_id
LEFT JOIN documents AS d ON d.source_id = s.source_id
