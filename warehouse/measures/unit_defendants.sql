-- name: unit_defendants
-- One row a natural person and first-instance judgment: formally tried (고합, 고단, 고정), no summary orders, no
-- speedy trials, no retrials, no withdrawn documents, the same judgment from two sources once.
-- `n_persons` is the weight; `family_id` is the cluster for intervals. Temporary: never published.
-- `of_part(id)` is true of the defendants of the part that is being made (`build_units`): joined at once, those of a
-- million judgments do not fit into the build's memory.
WITH judgments AS (
    SELECT j.*, coalesce(j.case_family_id, j.document_id) AS family_id
    FROM core_judgments AS j
    WHERE j.instance = '1'
      AND coalesce(j.decision_type, 'judgment') NOT IN ('summary_order', 'speedy_trial')
      AND coalesce(j.proceeding, 'trial') NOT IN ('summary', 'retrial', 'extraordinary_appeal')
      AND NOT list_has_any(j.file_kinds, ['고약', '고약전', '조', '재고합', '재고단', '재고정'])
      AND j.document_id NOT IN (SELECT document_id FROM core_documents WHERE is_current AND is_withdrawn)
      AND j.document_id NOT IN (SELECT document_id FROM core_same_judgments)
),
provisions AS (
    SELECT DISTINCT s.law, s.article FROM core_statutes AS s
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
statutes AS (
    SELECT
        s.defendant_id,
        count(DISTINCT s.law || ' ' || coalesce(s.article, '')) AS n_provisions,
        arg_min(coalesce(g.offence_group, 'other'), coalesce(g.severity, 900)) AS offence_group,
        bool_or(coalesce(g.offence_group, '') = 'art14_2') AS has_art14_2
    FROM core_statutes AS s
    LEFT JOIN provision_groups AS g ON g.law = s.law AND g.article IS NOT DISTINCT FROM s.article
    WHERE of_part(s.defendant_id) GROUP BY ALL
),
case_names AS (
    SELECT DISTINCT case_name FROM core_judgments WHERE case_name IS NOT NULL
),
name_groups AS (
    SELECT
        n.case_name,
        arg_min(g.offence_group, g.severity) AS offence_group,
        bool_or(g.offence_group = 'art14_2') AS has_art14_2
    FROM case_names AS n
    JOIN ref_offence_groups AS g
      ON g.case_name_pattern IS NOT NULL AND regexp_matches(n.case_name, g.case_name_pattern)
    GROUP BY ALL
),
sentences AS (
    SELECT
        defendant_id,
        bool_or(kind = 'fine') AS has_fine,
        bool_or(kind IN ('life', 'life_without_labor', 'death')) AS has_life,
        bool_or(kind IN ('prison', 'prison_without_labor') AND months_max IS NOT NULL) AS has_indeterminate,
        count(*) FILTER (WHERE kind IN ('prison', 'prison_without_labor')) AS n_prison_terms,
        max(total_months) FILTER (
            WHERE kind IN ('prison', 'prison_without_labor') AND suspended_months IS NULL
        ) AS unsuspended_months,
        max(total_months) FILTER (
            WHERE kind IN ('prison', 'prison_without_labor') AND suspended_months IS NOT NULL
        ) AS suspended_term_months,
        max(suspended_months) AS suspension_months,
        sum(amount_krw) FILTER (WHERE kind = 'fine') AS fine_krw,
        sum(community_service_hours) AS service_hours,
        sum(attendance_order_hours) AS attendance_hours,
        sum(completion_order_hours) AS completion_hours
    FROM core_sentences WHERE role = 'imposed' AND of_part(defendant_id) GROUP BY ALL
),
supervision AS (
    SELECT DISTINCT defendant_id FROM core_supervision
    WHERE role = 'imposed' AND kind = 'with_suspension' AND of_part(defendant_id)
),
factors AS (
    SELECT defendant_id, list(DISTINCT factor ORDER BY factor) FILTER (WHERE coalesce(is_adopted, false)) AS adopted
    FROM core_factors WHERE of_part(defendant_id) GROUP BY ALL
),
orders AS (
    SELECT
        defendant_id,
        min(state) FILTER (WHERE kind = 'employment_ban') AS employment_state,
        min(state) FILTER (WHERE kind = 'disclosure') AS disclosure_state
    FROM core_orders WHERE of_part(defendant_id) GROUP BY ALL
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
    CASE d.is_juvenile WHEN true THEN 'juvenile' WHEN false THEN 'adult' ELSE 'unknown' END AS age_group,
    coalesce(s.offence_group, n.offence_group, 'unknown') AS offence_group,
    CASE
        WHEN coalesce(s.offence_group, n.offence_group, '') <> 'art14_2'
         AND coalesce(s.has_art14_2, n.has_art14_2, false)
        THEN 'joined' ELSE 'other'
    END AS art14_2_basis,
    CASE
        WHEN coalesce(s.n_provisions, 0) = 0 THEN 'unknown'
        WHEN s.n_provisions = 1 AND d.n_counts <= 1 AND coalesce(p.n_prison_terms, 0) <= 1 THEN 'sole'
        ELSE 'compound'
    END AS compound,
    coalesce(g.is_sexual, false) AS is_sexual,
    CASE
        WHEN NOT j.is_readable OR d.disposition IS NULL THEN 'unread'
        WHEN d.disposition = 'convicted_sentenced' AND d.custody_status IN ('served', 'mixed') THEN 'served'
        WHEN d.disposition = 'convicted_sentenced' AND d.custody_status = 'suspended' THEN 'suspended'
        WHEN d.disposition = 'convicted_sentenced' AND p.has_fine THEN 'fine'
        WHEN d.disposition = 'convicted_sentenced' THEN 'other_penalty'
        WHEN d.disposition IN ('convicted_deferred', 'convicted_exempted') THEN 'deferred'
        WHEN d.disposition = 'acquitted' THEN 'acquitted'
        WHEN d.disposition = 'transferred_juvenile' THEN 'transferred_juvenile'
        ELSE 'outside'
    END AS outcome,
    j.is_read_whole,
    j.has_reasons,
    coalesce(f.adopted, CAST([] AS VARCHAR[])) AS adopted_factors,
    r.position_percent AS range_position,
    CASE
        WHEN r.position_percent IS NOT NULL THEN 'placed'
        ELSE coalesce(r.null_reason, 'not_prison')
    END AS range_state,
    CASE
        WHEN r.guideline_position_percent < 0 THEN 'below'
        WHEN r.guideline_position_percent > 100 THEN 'above'
        WHEN r.guideline_position_percent IS NOT NULL THEN 'within'
        ELSE 'not_eligible'
    END AS guideline_place,
    d.verdict = 'mixed' AS is_partly_acquitted,
    l.judgment_id IS NOT NULL AS is_reported,
    v.defendant_id IS NOT NULL AS has_supervision,
    coalesce(p.service_hours, 0) AS service_hours,
    coalesce(p.attendance_hours, 0) AS attendance_hours,
    coalesce(p.completion_hours, 0) AS completion_hours,
    coalesce(p.has_life, false) AS has_life,
    coalesce(p.has_indeterminate, false) AS has_indeterminate,
    p.unsuspended_months,
    p.suspended_term_months,
    p.suspension_months,
    p.fine_krw,
    o.employment_state,
    o.disclosure_state,
    d.age_offence_low,
    d.age_offence_high,
    d.age_decision_low,
    d.age_decision_high,
    d.is_juvenile
FROM core_defendants AS d
JOIN judgments AS j USING (document_id)
LEFT JOIN statutes AS s ON s.defendant_id = d.defendant_id
LEFT JOIN name_groups AS n ON n.case_name = j.case_name
LEFT JOIN (SELECT DISTINCT offence_group, is_sexual FROM ref_offence_groups) AS g
       ON g.offence_group = coalesce(s.offence_group, n.offence_group)
LEFT JOIN sentences AS p ON p.defendant_id = d.defendant_id
LEFT JOIN supervision AS v ON v.defendant_id = d.defendant_id
LEFT JOIN orders AS o ON o.defendant_id = d.defendant_id
LEFT JOIN factors AS f ON f.defendant_id = d.defendant_id
LEFT JOIN (SELECT DISTINCT judgment_id FROM core_case_links) AS l ON l.judgment_id = d.document_id
LEFT JOIN core_range_position AS r ON r.defendant_id = d.defendant_id AND of_part(r.defendant_id)
WHERE NOT coalesce(d.is_corporation, false) AND of_part(d.defendant_id)
