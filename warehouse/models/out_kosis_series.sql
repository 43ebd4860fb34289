-- One row a described series: its newest value and the sentence that says what it counts. A series that was not read in
-- this warehouse is left out, and so is its sentence where no total is there. A year that was not over when the table was
-- retrieved is not the newest.
WITH totals AS (
    SELECT s.series_id, v.year, v.value, v.accessed_date, v.source
    FROM ref_kosis_series AS s
    JOIN ref_kosis_values AS v ON v.series_id = s.series_id AND v.object_codes = s.total_code AND v.value IS NOT NULL
     AND v.year < year(v.accessed_date)
    UNION ALL
    SELECT s.series_id, f.year, f.value, f.accessed_date, f.source
    FROM ref_kosis_series AS s
    JOIN ref_official_figures AS f ON f.figure_id = s.figure_id
),
latest AS (
    SELECT * FROM totals QUALIFY row_number() OVER (PARTITION BY series_id ORDER BY year DESC, source) = 1
),
counted AS (
    SELECT
        series_id,
        count(*) FILTER (WHERE value IS NOT NULL) AS n_values,
        count(*) FILTER (WHERE value IS NULL) AS n_missing,
        max(accessed_date) AS accessed_date,
        min(source) AS source
    FROM ref_kosis_values WHERE series_id IS NOT NULL GROUP BY series_id
)
SELECT
    s.series_id,
    CAST(row_number() OVER (ORDER BY NOT s.is_supervision, s.figure_id IS NOT NULL, s.series_id) - 1 AS INTEGER) AS position,
    s.is_supervision,
    s.is_fictional,
    s.title_ko,
    s.title_en,
    CASE WHEN l.value IS NOT NULL THEN replace(
        replace(s.headline_ko, '{year}', CAST(l.year AS VARCHAR)), '{value}', format('{:,}', CAST(l.value AS BIGINT))
    ) END AS headline_ko,
    CASE WHEN l.value IS NOT NULL THEN replace(
        replace(s.headline_en, '{year}', CAST(l.year AS VARCHAR)), '{value}', format('{:,}', CAST(l.value AS BIGINT))
    ) END AS headline_en,
    l.year AS latest_year,
    l.value AS latest_value,
    coalesce(c.n_values, CASE WHEN l.value IS NULL THEN 0 ELSE 1 END) AS n_values,
    coalesce(c.n_missing, 0) AS n_missing,
    s.unit,
    s.population,
    s.stage,
    s.publisher,
    coalesce(l.source, c.source) AS source,
    coalesce(l.accessed_date, c.accessed_date) AS accessed_date,
    s.caveat_ko,
    s.caveat_en
FROM ref_kosis_series AS s
LEFT JOIN latest AS l ON l.series_id = s.series_id
LEFT JOIN counted AS c ON c.series_id = s.series_id
WHERE l.series_id IS NOT NULL OR c.series_id IS NOT NULL
