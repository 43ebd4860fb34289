-- name: unit_appeals
-- One row a natural person and second-instance judgment, documents not withdrawn, the same judgment once.
-- Temporary: never published.
WITH judgments AS (
    SELECT j.*, coalesce(j.case_family_id, j.document_id) AS family_id
    FROM core_judgments AS j
    WHERE j.instance = '2'
      AND coalesce(j.proceeding, 'trial') NOT IN ('retrial', 'extraordinary_appeal')
      AND j.document_id NOT IN (SELECT document_id FROM core_documents WHERE is_current AND is_withdrawn)
      AND j.document_id NOT IN (SELECT document_id FROM core_same_judgments)
),
case_names AS (
    SELECT DISTINCT case_name FROM core_judgments WHERE case_name IS NOT NULL
),
name_groups AS (
    SELECT n.case_name, arg_min(g.offence_group, g.severity) AS offence_group
    FROM case_names AS n
    JOIN ref_offence_groups AS g
      ON g.case_name_pattern IS NOT NULL AND regexp_matches(n.case_name, g.case_name_pattern)
    GROUP BY ALL
)
SELECT
    d.defendant_id,
    j.document_id,
    j.family_id,
    CAST(d.n_persons AS BIGINT) AS n_persons,
    coalesce(j.court_level, 'unknown') AS court_level,
    coalesce(CAST(year(j.decision_date) AS VARCHAR), 'unknown') AS period,
    j.decision_date,
    j.n_doubts + j.n_unread > 0 AS is_doubted,
    coalesce(n.offence_group, 'unknown') AS offence_group,
    CASE d.is_juvenile WHEN true THEN 'juvenile' WHEN false THEN 'adult' ELSE 'unknown' END AS age_group,
    CASE
        WHEN len(j.appeal_appellants) = 2 THEN 'both'
        WHEN len(j.appeal_appellants) = 1 THEN j.appeal_appellants[1]
        ELSE 'unknown'
    END AS appellant,
    CASE
        WHEN d.disposition = 'appeal_dismissed' THEN 'dismissed'
        WHEN j.appeal_result IS NULL OR NOT j.is_readable THEN 'unread'
        WHEN j.appeal_result = 'dismissed' THEN 'dismissed'
        -- What the court decided instead may be unread: the reversal is not, but for one of several persons in part.
        WHEN d.disposition IS NULL AND j.appeal_result <> 'reversed_whole' AND j.n_defendants > 1 THEN 'unread'
        ELSE 'reversed'
    END AS appeal_result,
    CASE
        WHEN coalesce(j.appeal_ground, '') LIKE 'ex_officio%' THEN 'not_comparable'
        ELSE coalesce(j.appeal_change, 'unknown')
    END AS appeal_change
FROM core_defendants AS d
JOIN judgments AS j USING (document_id)
LEFT JOIN name_groups AS n ON n.case_name = j.case_name
WHERE NOT coalesce(d.is_corporation, false)
