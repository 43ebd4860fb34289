-- One row an address (or item) of a source: what its newest capture gave. A 304 confirms the newest page before it;
-- list pages are one address whatever their page number. Nothing here depends on how often a page was visited.
WITH captures AS (
    SELECT
        source_id,
        coalesce(item_id, regexp_replace(url, '([?&]page=)[0-9]+', '\1')) AS unit,
        item_id IS NULL AS is_discovery,
        CASE
            WHEN status = 304 THEN 'confirmed'
            WHEN status BETWEEN 300 AND 399 THEN 'moved'
            ELSE gave
        END AS gave,
        row_number() OVER (PARTITION BY source_id ORDER BY warc_file, warc_offset) AS position
    FROM raw_captures
)
SELECT
    source_id,
    unit AS item,
    bool_and(is_discovery) AS is_discovery,
    coalesce(
        nullif(arg_max(gave, position), 'confirmed'),
        arg_max(gave, position) FILTER (WHERE gave IN ('document', 'list', 'nothing') OR gave IN (
            'zero_rows', 'feed_stale', 'layout_unknown', 'list_cut')),
        'nothing'
    ) AS state
FROM captures
WHERE gave IS NOT NULL
GROUP BY source_id, unit
