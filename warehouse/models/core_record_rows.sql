-- One row an adult defendant or company: people with any sign of youth, and people of unknown age in a judgment
-- that speaks of youth or gives no reasons, are left out. Five rows at least are alike in level, period, offence
-- group and result (measures.md, privacy 4); the period is widened to a year or a decade until they are.
-- Ids are made of what the row says and of nothing else: a digest of a document's public number could be tried out.
WITH imposed AS (
    SELECT
        defendant_id,
        max(total_months) FILTER (WHERE kind IN ('prison', 'prison_without_labor')) AS prison_months,
        max(suspended_months) AS suspended_months,
        CAST(sum(amount_krw) FILTER (WHERE kind = 'fine') AS BIGINT) AS fine_krw,
        bool_or(kind IN ('life', 'life_without_labor', 'death')) AS has_life,
        CAST(sum(community_service_hours) AS INTEGER) AS community_service_hours,
        CAST(sum(attendance_order_hours) AS INTEGER) AS attendance_order_hours,
        CAST(sum(completion_order_hours) AS INTEGER) AS completion_order_hours
    FROM core_sentences WHERE role = 'imposed' AND defendant_id IS NOT NULL GROUP BY defendant_id
),
supervised AS (
    SELECT DISTINCT defendant_id FROM core_supervision WHERE role = 'imposed' AND kind = 'with_suspension'
),
people AS (
    SELECT
        d.defendant_id, d.is_corporation, d.n_persons, d.age_decision_low, d.age_decision_high, d.verdict,
        d.n_offence_statutes, a.result, j.court_level, j.instance, j.appeal_result, j.appeal_change, j.is_read_whole, j.has_reasons,
        j.n_doubts, g.offence_group,
        coalesce(j.case_family_id, j.document_id) AS family_id,
        CAST(year(j.decision_date) AS VARCHAR) || '-Q' || CAST(quarter(j.decision_date) AS VARCHAR) AS in_quarter,
        CAST(year(j.decision_date) AS VARCHAR) AS in_year,
        CAST(year(j.decision_date) // 10 * 10 AS VARCHAR) || 's' AS in_decade
    FROM core_defendants AS d
    JOIN core_adult_signs AS a ON a.defendant_id = d.defendant_id AND NOT a.has_sign_of_youth
    JOIN core_judgments AS j ON j.document_id = d.document_id
    JOIN core_judgment_offences AS g ON g.document_id = d.document_id
    WHERE j.is_readable AND j.decision_date IS NOT NULL AND j.court_level IS NOT NULL
      AND (a.basis < 3 OR (j.has_reasons AND NOT j.has_youth_words))
      AND j.document_id NOT IN (SELECT document_id FROM core_same_judgments)
      -- A copy from the court portal carries a duty of its own (Criminal Procedure Act art. 59-3).
      AND d.document_id NOT IN (
          SELECT document_id FROM core_documents
          WHERE is_withdrawn OR coalesce(json_extract_string(meta, '$.licence'), '') = 'portal_copy')
),
quarters AS (
    -- Everything about groups is decided on a table of groups, never row by row.
    SELECT court_level, offence_group, result, in_quarter, in_year, in_decade, count(*) AS n_quarter
    FROM people GROUP BY ALL
),
alike AS (
    SELECT
        *,
        sum(n_quarter) OVER (PARTITION BY court_level, offence_group, result, in_year) AS n_year,
        sum(n_quarter) OVER (PARTITION BY court_level, offence_group, result, in_decade) AS n_decade
    FROM quarters
),
placed AS (
    SELECT
        *,
        CASE WHEN n_quarter >= 5 THEN in_quarter WHEN n_year >= 5 THEN in_year ELSE in_decade END AS decision_period
    FROM alike WHERE n_decade >= 5
),
kept AS (
    -- What was widened must again be five: the rest of a year whose quarters stand alone can be fewer.
    SELECT court_level, offence_group, result, in_quarter, decision_period FROM placed
    QUALIFY sum(n_quarter) OVER (PARTITION BY court_level, offence_group, result, decision_period) >= 5
),
rows AS (
    SELECT
        k.defendant_id,
        k.family_id,
        w.decision_period,
        k.court_level,
        k.instance,
        k.offence_group,
        coalesce(k.is_corporation, false) AS is_corporation,
        k.n_persons,
        CASE
            WHEN k.age_decision_low IS NULL OR k.age_decision_high IS NULL OR k.age_decision_low < 20 THEN 'unknown'
            WHEN k.age_decision_low >= 60 THEN '60_plus'
            WHEN k.age_decision_low // 10 = k.age_decision_high // 10
                THEN CAST(k.age_decision_low // 10 * 10 AS VARCHAR) || 's'
            ELSE 'unknown'
        END AS age_band,
        k.result AS disposition,
        k.verdict,
        k.n_offence_statutes,
        s.prison_months,
        s.suspended_months,
        s.fine_krw,
        coalesce(s.has_life, false) AS has_life,
        v.defendant_id IS NOT NULL AS has_supervision_with_suspension,
        s.community_service_hours,
        s.attendance_order_hours,
        s.completion_order_hours,
        k.appeal_result,
        k.appeal_change,
        k.is_read_whole,
        k.has_reasons,
        k.n_doubts
    FROM people AS k
    JOIN kept AS w
      ON w.court_level = k.court_level AND w.offence_group = k.offence_group AND w.result = k.result
     AND w.in_quarter = k.in_quarter
    LEFT JOIN imposed AS s ON s.defendant_id = k.defendant_id
    LEFT JOIN supervised AS v ON v.defendant_id = k.defendant_id
),
told AS (
    -- A digest, because sorting and joining a million whole rows as text does not fit into the build's memory.
    SELECT *, sha256(CAST(to_json(struct_pack(
        decision_period, court_level, instance, offence_group, is_corporation, n_persons, age_band, disposition, verdict,
        n_offence_statutes, prison_months, suspended_months, fine_krw, has_life, has_supervision_with_suspension,
        community_service_hours, attendance_order_hours, completion_order_hours, appeal_result, appeal_change,
        is_read_whole, has_reasons, n_doubts)) AS VARCHAR)) AS content
    FROM rows
),
families AS (
    SELECT family_id, sha256(string_agg(content, '|' ORDER BY content)) AS content FROM told GROUP BY family_id
),
clusters AS (
    SELECT
        family_id,
        sha256(content || CAST(row_number() OVER (PARTITION BY content ORDER BY family_id) AS VARCHAR)) AS digest
    FROM families
)
SELECT
    t.* EXCLUDE (family_id, content),
    'r' || left(sha256(
        c.digest || t.content
        || CAST(row_number() OVER (PARTITION BY c.digest, t.content ORDER BY t.defendant_id) AS VARCHAR)
    ), 16) AS record_id,
    'k' || left(c.digest, 16) AS cluster_id
FROM told AS t JOIN clusters AS c ON c.family_id = t.family_id
