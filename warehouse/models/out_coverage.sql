-- One row a value of year, court level or offence group: official, listed, captured, readable, read whole.
-- A judgment held twice is one judgment.
-- Values with fewer than ten judgments stand together as `pooled`. Official: ref_official_figures (persons).
WITH documents AS (
    SELECT
        d.document_id,
        coalesce(CAST(year(coalesce(j.decision_date, d.published_date)) AS VARCHAR), 'unknown') AS year,
        coalesce(j.court_level, 'unknown') AS court_level,
        coalesce(o.offence_group, 'unknown') AS offence_group,
        coalesce(j.is_readable, false) AS is_readable,
        coalesce(j.is_read_whole, false) AS is_read_whole,
        coalesce(j.n_doubts, 0) > 0 AS is_doubted,
        CASE WHEN j.instance = '1' THEN coalesce(p.n_persons, 0) ELSE 0 END AS n_persons
    FROM core_documents AS d
    LEFT JOIN core_judgments AS j ON j.document_id = d.document_id
    LEFT JOIN core_judgment_offences AS o ON o.document_id = d.document_id
    LEFT JOIN (
        SELECT document_id, sum(n_persons) AS n_persons
        FROM core_defendants WHERE is_corporation IS DISTINCT FROM true GROUP BY document_id
    ) AS p ON p.document_id = d.document_id
    WHERE d.kind = 'judgment' AND d.is_current AND NOT d.is_withdrawn
      AND d.document_id NOT IN (SELECT document_id FROM core_same_judgments)
),
long AS (
    SELECT 'all' AS dimension, 'all' AS value, * FROM documents
    UNION ALL SELECT 'year', year, * FROM documents
    UNION ALL SELECT 'court_level', court_level, * FROM documents
    UNION ALL SELECT 'offence_group', offence_group, * FROM documents
),
sizes AS (
    SELECT dimension, value, count(*) AS n FROM long GROUP BY ALL
),
pools AS (
    -- What lies under ten goes together; a pool that is itself under ten takes the next smallest value with it.
    SELECT dimension, value,
        n < 10 OR (
            row_number() OVER (PARTITION BY dimension, n >= 10 ORDER BY n, value) = 1
            AND sum(n) FILTER (WHERE n < 10) OVER (PARTITION BY dimension) < 10
        ) AS is_pooled
    FROM sizes
),
counted AS (
    SELECT
        l.dimension,
        CASE WHEN s.is_pooled AND l.dimension <> 'all' THEN 'pooled' ELSE l.value END AS value,
        count(*) AS n_captured,
        count(*) FILTER (WHERE l.is_readable) AS n_readable,
        count(*) FILTER (WHERE l.is_read_whole) AS n_read_whole,
        count(*) FILTER (WHERE l.is_doubted) AS n_doubted,
        CAST(sum(l.n_persons) AS BIGINT) AS n_defendants
    FROM long AS l JOIN pools AS s ON s.dimension = l.dimension AND s.value = l.value
    GROUP BY ALL
),
official AS (
    SELECT CAST(f.year AS VARCHAR) AS year, min(f.figure_id) AS figure_id, CAST(max(f.value) AS BIGINT) AS n_official
    FROM ref_official_figures AS f
    WHERE f.figure_id = 'yearbook_disposed_' || CAST(f.year AS VARCHAR)
      AND f.unit = 'persons' AND f.status = 'usable' AND f.value >= 1
    GROUP BY ALL
),
listed AS (
    SELECT count(DISTINCT (source_id, item_id)) AS n_listed
    FROM raw_listed_ids WHERE source_id IN (SELECT source_id FROM raw_sources WHERE kind = 'judgments')
)
SELECT
    CASE WHEN c.dimension = 'year' THEN c.value ELSE 'all' END AS year,
    CASE WHEN c.dimension = 'court_level' THEN c.value ELSE 'all' END AS court_level,
    CASE WHEN c.dimension = 'offence_group' THEN c.value ELSE 'all' END AS offence_group,
    o.n_official,
    o.figure_id AS official_figure_id,
    CASE WHEN c.dimension = 'all' AND l.n_listed > 0 THEN l.n_listed END AS n_listed,
    c.n_captured,
    c.n_readable,
    c.n_read_whole,
    c.n_doubted,
    c.n_defendants,
    CAST(CAST(c.n_defendants AS DECIMAL(18, 6)) / o.n_official AS DECIMAL(9, 6)) AS official_share
FROM counted AS c
LEFT JOIN official AS o ON c.dimension = 'year' AND o.year = c.value
CROSS JOIN listed AS l
