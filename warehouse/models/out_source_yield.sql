-- One row a source and weekday: how many items a day it gave over the 26 weeks before the last seven days, and the
-- bounds outside which a day is an alarm. News counts by its day of publication; judgments and tables, which appear
-- long after their date, by the day they arrived. Learnt bounds never leave those of the source card.
WITH stands AS (
    SELECT
        source_id, kind, items_a_day_low AS card_low, items_a_day_high AS card_high,
        CAST(least(coalesce(stands_at, $now), $now) AS DATE) AS as_of
    FROM raw_sources
),
items AS (
    SELECT
        d.source_id, d.document_id,
        CASE WHEN any_value(s.kind) = 'news' THEN min(d.published_date) ELSE min(CAST(d.first_seen_at AS DATE)) END AS day,
        any_value(s.as_of) AS as_of
    FROM core_documents AS d JOIN stands AS s ON s.source_id = d.source_id
    GROUP BY d.source_id, d.document_id
),
daily AS (
    SELECT source_id, day, count(*) AS n
    FROM items WHERE day BETWEEN as_of - 189 AND as_of - 8 GROUP BY source_id, day
),
days AS (
    -- From the first day with an item on: before it the source was not watched.
    SELECT f.source_id, CAST(unnest(generate_series(f.first_day, s.as_of - 8, INTERVAL 1 DAY)) AS DATE) AS day
    FROM (SELECT source_id, min(day) AS first_day FROM daily GROUP BY source_id) AS f
    JOIN stands AS s ON s.source_id = f.source_id
),
observed AS (
    SELECT d.source_id, isodow(d.day) AS weekday, coalesce(n.n, 0) AS n
    FROM days AS d LEFT JOIN daily AS n ON n.source_id = d.source_id AND n.day = d.day
),
learnt AS (
    SELECT
        source_id, weekday, count(*) AS n_days, min(n) AS least, max(n) AS most,
        CAST(quantile_disc(n, 0.5) AS BIGINT) AS typical
    FROM observed GROUP BY source_id, weekday
)
SELECT
    s.source_id,
    CAST(w.weekday AS INTEGER) AS weekday,
    coalesce(l.n_days, 0) AS n_days,
    l.least, l.typical, l.most,
    CASE
        WHEN coalesce(l.n_days, 0) < 4 THEN coalesce(s.card_low, 0)
        ELSE least(greatest(l.least // 2, coalesce(s.card_low, 0)), coalesce(s.card_high, 1000000000))
    END AS low,
    CASE
        WHEN coalesce(l.n_days, 0) < 4 THEN s.card_high
        ELSE least(greatest(2 * l.most, 10), coalesce(s.card_high, 1000000000))
    END AS high
FROM stands AS s
CROSS JOIN (SELECT unnest(range(1, 8)) AS weekday) AS w
LEFT JOIN learnt AS l ON l.source_id = s.source_id AND l.weekday = w.weekday
WHERE s.source_id IN (SELECT source_id FROM raw_captures)
