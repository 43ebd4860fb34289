-- name: coarsened
-- The units with sparse values of two dimensions joined, and their families numbered. A five-year span is shown year
-- by year only if every year that occurs in it holds at least {minimum} persons; a span with fewer persons than that
-- joins the scattered periods; an offence group with fewer joins the other offences. No rate could be shown for them.
WITH numbered AS (
    SELECT
        *,
        dense_rank() OVER (ORDER BY family_id) AS family,
        sum(n_persons) OVER (PARTITION BY family_id) AS family_persons,
        try_cast(period AS INTEGER) AS decision_year
    FROM {source}
),
years AS (
    SELECT decision_year, decision_year // 5 * 5 AS span, sum(n_persons) AS n
    FROM numbered WHERE decision_year IS NOT NULL GROUP BY ALL
),
spans AS (
    SELECT span, min(n) AS smallest, sum(n) AS total FROM years GROUP BY ALL
),
periods AS (
    SELECT
        y.decision_year,
        CASE
            WHEN s.smallest >= {minimum} THEN CAST(y.decision_year AS VARCHAR)
            WHEN s.total >= {minimum} THEN s.span || '_' || (s.span + 4)
            ELSE 'scattered'
        END AS period
    FROM years AS y JOIN spans AS s ON s.span = y.span
),
groups AS (
    SELECT
        offence_group AS own_group,
        CASE WHEN sum(n_persons) >= {minimum} OR offence_group = 'unknown' THEN offence_group ELSE 'other' END
            AS offence_group
    FROM numbered GROUP BY own_group
)
SELECT
    n.* EXCLUDE (period, offence_group, decision_year),
    coalesce(p.period, 'unknown') AS period,
    n.offence_group AS own_group,
    g.offence_group
FROM numbered AS n
LEFT JOIN periods AS p ON p.decision_year = n.decision_year
JOIN groups AS g ON g.own_group = n.offence_group
