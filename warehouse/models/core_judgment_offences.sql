-- One row a judgment: the gravest offence group among the provisions applied, else by case name.
-- Patterns: ref_offence_groups. Patterns are matched once a distinct provision or name, never once a row.
WITH provisions AS (
    SELECT DISTINCT law, article FROM core_statutes
),
provision_groups AS (
    SELECT p.law, p.article, arg_min(g.offence_group, g.severity) AS offence_group, min(g.severity) AS severity
    FROM provisions AS p
    JOIN ref_offence_groups AS g
      ON g.law_pattern IS NOT NULL
     AND regexp_matches(p.law, g.law_pattern)
     AND (g.article_pattern IS NULL OR regexp_matches(coalesce(p.article, ''), g.article_pattern))
    GROUP BY ALL
),
by_provision AS (
    SELECT s.document_id, arg_min(g.offence_group, g.severity) AS offence_group
    FROM core_statutes AS s
    JOIN provision_groups AS g ON g.law = s.law AND g.article IS NOT DISTINCT FROM s.article
    GROUP BY s.document_id
),
by_name AS (
    SELECT n.case_name, arg_min(g.offence_group, g.severity) AS offence_group
    FROM (SELECT DISTINCT case_name FROM core_judgments WHERE case_name IS NOT NULL) AS n
    JOIN ref_offence_groups AS g
      ON g.case_name_pattern IS NOT NULL AND regexp_matches(n.case_name, g.case_name_pattern)
    GROUP BY n.case_name
)
SELECT
    j.document_id,
    coalesce(p.offence_group, n.offence_group, 'unknown') AS offence_group,
    CASE WHEN p.offence_group IS NOT NULL THEN 'provisions' WHEN n.offence_group IS NOT NULL THEN 'case_name' ELSE 'none' END AS basis
FROM core_judgments AS j
LEFT JOIN by_provision AS p ON p.document_id = j.document_id
LEFT JOIN by_name AS n ON n.case_name = j.case_name
