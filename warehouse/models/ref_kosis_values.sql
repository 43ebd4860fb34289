-- One row a value of a KOSIS table as read: rows of the current version of each statistics document, described by
-- ref_kosis_series. A mark instead of a figure stays a mark; a figure that is none is doubted and never zero.
WITH lines AS (
    SELECT d.document_id, CAST(d.first_seen_at AS DATE) AS accessed_date, unnest(string_split(d.text, chr(10))) AS line
    FROM core_documents AS d
    WHERE d.kind = 'statistic' AND d.is_current AND NOT d.is_withdrawn
),
cells AS (
    SELECT
        document_id,
        accessed_date,
        coalesce(line ->> 'ORG_ID', '') AS org_id,
        coalesce(line ->> 'TBL_ID', '') AS table_id,
        coalesce(line ->> 'TBL_NM', '') AS table_title,
        coalesce(line ->> 'ITM_ID', '') AS item_id,
        coalesce(line ->> 'ITM_NM', '') AS item_name,
        concat_ws('+', line ->> 'C1', line ->> 'C2', line ->> 'C3', line ->> 'C4', line ->> 'C5', line ->> 'C6',
                  line ->> 'C7', line ->> 'C8') AS object_codes,
        concat_ws(' · ', line ->> 'C1_NM', line ->> 'C2_NM', line ->> 'C3_NM', line ->> 'C4_NM', line ->> 'C5_NM',
                  line ->> 'C6_NM', line ->> 'C7_NM', line ->> 'C8_NM') AS object_names,
        coalesce(line ->> 'PRD_DE', '') AS period,
        line ->> 'DT' AS figure,
        coalesce(line ->> 'DT_AS_SHOWN', line ->> 'DT', '') AS as_shown,
        coalesce(line ->> 'UNIT_NM', '') AS unit_name,
        CAST(try_strptime(line ->> 'LST_CHN_DE', ['%Y-%m-%d', '%Y%m%d']) AS DATE) AS changed_date
    FROM lines
    WHERE json_valid(line)
    QUALIFY row_number() OVER (PARTITION BY document_id, item_id, object_codes, period ORDER BY line) = 1
),
valued AS (
    SELECT *, try_cast(replace(figure, ',', '') AS DECIMAL(18, 2)) AS value FROM cells
)
SELECT
    v.* EXCLUDE (figure),
    s.series_id,
    try_cast(left(v.period, 4) AS INTEGER) AS year,
    CASE
        WHEN v.value IS NOT NULL THEN 'value'
        WHEN v.as_shown = '-' THEN 'none'
        WHEN v.as_shown IN ('…', '...', '‥') THEN 'not_available'
        WHEN lower(v.as_shown) = 'x' OR v.as_shown = '*' THEN 'withheld'
        WHEN v.as_shown = '' THEN 'empty'
        ELSE 'unreadable'
    END AS value_state,
    s.unit,
    s.population,
    s.stage,
    s.publisher,
    'KOSIS ' || v.org_id || ' ' || v.table_id AS source,
    CASE WHEN s.series_id IS NULL OR (v.value IS NULL AND v.figure IS NOT NULL) THEN 'doubtful' ELSE 'usable' END AS status,
    v.org_id = '999' AS is_fictional
FROM valued AS v
LEFT JOIN ref_kosis_series AS s ON s.org_id = v.org_id AND s.table_id = v.table_id AND s.item_id = v.item_id
