-- One row a natural person sentenced at first instance: where the term lies within the ranges that the judgment states.
-- Adults, prison, a sole offence and one stated range only (measures 1); everybody else has the reason. The guideline
-- range is the final one where the judgment tells several. Guidelines apply to adults alone, so that a stated guideline
-- range says adult where no age is read; the length of the term never does (that would choose by the outcome).
WITH ranges AS (
    SELECT
        document_id,
        kind = 'by_law' AS is_by_law,
        count(DISTINCT (low_months, high_months)) AS n_ranges,
        any_value(low_months ORDER BY position) AS low_months,
        any_value(high_months ORDER BY position) AS high_months
    FROM core_stated_ranges AS r
    WHERE kind <> 'recommended'
       OR NOT EXISTS (SELECT 1 FROM core_stated_ranges AS f WHERE f.document_id = r.document_id AND f.kind = 'recommended_final')
    GROUP BY ALL
),
terms AS (
    SELECT
        defendant_id,
        count(*) AS n_terms,
        max(total_months) AS term_months,
        bool_or(kind IN ('life', 'life_without_labor', 'death') OR months_max IS NOT NULL) AS is_open,
        bool_and(kind = 'prison') AS is_prison
    FROM core_sentences
    WHERE role = 'imposed' AND defendant_id IS NOT NULL AND kind NOT IN ('fine', 'minor_fine')
    GROUP BY ALL
),
provisions AS (
    SELECT defendant_id, count(DISTINCT law || ' ' || coalesce(article, '')) AS n_provisions FROM core_statutes GROUP BY ALL
),
people AS (
    SELECT
        d.defendant_id,
        d.document_id,
        t.term_months,
        l.n_ranges AS n_law,
        l.low_months,
        l.high_months,
        g.n_ranges AS n_guideline,
        g.low_months AS guideline_low_months,
        g.high_months AS guideline_high_months,
        CASE
            WHEN t.n_terms IS NULL THEN 'not_prison'
            WHEN t.is_open THEN 'indeterminate_or_life'
            WHEN NOT t.is_prison OR t.term_months IS NULL THEN 'not_prison'
            WHEN a.has_sign_of_youth THEN 'juvenile'
            WHEN a.basis <> 1 AND g.n_ranges IS NULL THEN 'age_not_read'
            WHEN j.n_defendants > 1 OR d.n_persons > 1 THEN 'several_defendants'
            WHEN coalesce(p.n_provisions, 0) = 0 THEN 'provisions_not_read'
            WHEN p.n_provisions > 1 OR d.n_counts > 1 OR t.n_terms > 1
              OR coalesce(list_contains(f.modifiers, 'concurrent'), false) THEN 'compound'
        END AS person_reason
    FROM core_defendants AS d
    JOIN core_judgments AS j USING (document_id)
    JOIN core_adult_signs AS a USING (defendant_id)
    LEFT JOIN core_law_facts AS f ON f.document_id = d.document_id
    LEFT JOIN terms AS t USING (defendant_id)
    LEFT JOIN provisions AS p USING (defendant_id)
    LEFT JOIN ranges AS l ON l.document_id = d.document_id AND l.is_by_law
    LEFT JOIN ranges AS g ON g.document_id = d.document_id AND NOT g.is_by_law
    WHERE j.instance = '1' AND d.disposition = 'convicted_sentenced' AND NOT coalesce(d.is_corporation, false)
),
placed AS (
    SELECT
        *,
        coalesce(
            person_reason,
            CASE
                WHEN n_law IS NULL THEN 'range_not_stated'
                WHEN n_law > 1 THEN 'several_ranges'
                WHEN high_months IS NULL OR high_months <= coalesce(low_months, 1) THEN 'open_range'
                WHEN term_months NOT BETWEEN coalesce(low_months, 1) AND high_months THEN 'outside_range'
            END
        ) AS null_reason,
        coalesce(
            person_reason,
            CASE
                WHEN n_guideline IS NULL THEN 'range_not_stated'
                WHEN n_guideline > 1 THEN 'several_ranges'
                WHEN guideline_high_months IS NULL OR guideline_high_months <= coalesce(guideline_low_months, 1) THEN 'open_range'
            END
        ) AS guideline_null_reason
    FROM people
)
SELECT
    defendant_id,
    document_id,
    term_months,
    low_months,
    high_months,
    guideline_low_months,
    guideline_high_months,
    CASE WHEN null_reason IS NULL THEN CAST(
        round(100.0 * (term_months - coalesce(low_months, 1)) / (high_months - coalesce(low_months, 1))) AS INTEGER
    ) END AS position_percent,
    CASE WHEN guideline_null_reason IS NULL THEN CAST(
        round(
            100.0 * (term_months - coalesce(guideline_low_months, 1))
            / (guideline_high_months - coalesce(guideline_low_months, 1))
        ) AS INTEGER
    ) END AS guideline_position_percent,
    null_reason,
    guideline_null_reason
FROM placed
