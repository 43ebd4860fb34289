-- One row a provision applied to a defendant, of the articles whose penalties are in ref_statutory_penalties.
-- The date is that of the acts where the judgment states it, else the law that the court says it applies, else the
-- decision. Before and after are told by the acts alone: a decision before the amendment is before it, a decision after
-- it says nothing. A continuing offence that straddles takes the later law; a lighter later law may apply back (형법 1②).
WITH penalties AS (
    SELECT
        p.*,
        CASE WHEN regexp_matches(offence_set, '_p[0-9]+$') THEN regexp_extract(offence_set, '^(.*)_p[0-9]+$', 1) ELSE offence_set END
            AS offence,
        CASE WHEN regexp_matches(offence_set, '_p[0-9]+$') THEN offence_set ELSE offence_set || '_p' || paragraph END
            AS provision,
        lead(valid_from) OVER (PARTITION BY law, article, paragraph ORDER BY valid_from) AS next_from
    FROM ref_statutory_penalties AS p
),
articles AS (
    SELECT law, article, any_value(offence ORDER BY offence) AS offence, min(valid_from) AS first_known
    FROM penalties GROUP BY ALL
),
amendments AS (
    SELECT offence_set AS offence, max(effective_date) AS effective_date
    FROM ref_amendments WHERE applies_by = 'offence_date' AND offence_set IS NOT NULL GROUP BY ALL
),
harsher AS (
    SELECT a.offence, max(n.prison_max_months) >= max(o.prison_max_months) AS is_not_lighter
    FROM amendments AS a
    JOIN penalties AS n ON n.offence = a.offence AND n.valid_from = a.effective_date
    JOIN penalties AS o ON o.offence = a.offence AND o.valid_from < a.effective_date
    GROUP BY ALL
),
cited AS (
    SELECT
        s.defendant_id, s.position, s.document_id, s.paragraph, a.law, a.article, a.offence, a.first_known
    FROM core_statutes AS s
    JOIN articles AS a
      ON a.article = s.article
     AND a.law = CASE
             WHEN regexp_matches(s.law, '성폭력범죄의\s*처벌\s*등에\s*관한\s*특례법') THEN '성폭력처벌법'
             WHEN regexp_matches(s.law, '아동.{0,3}청소년의?\s*성\s*보호') THEN '청소년성보호법'
         END
),
dated AS (
    SELECT
        c.*,
        f.acts_from,
        f.acts_to,
        coalesce(f.modifiers, CAST([] AS VARCHAR[])) AS modifiers,
        j.decision_date,
        m.effective_date AS amendment_date,
        m.effective_date IS NOT NULL AND list_contains(coalesce(f.superseded_by, CAST([] AS DATE[])), m.effective_date)
            AS is_superseded,
        coalesce(h.is_not_lighter, true) AS is_not_lighter
    FROM cited AS c
    JOIN core_judgments AS j USING (document_id)
    LEFT JOIN core_law_facts AS f USING (document_id)
    LEFT JOIN amendments AS m USING (offence)
    LEFT JOIN harsher AS h USING (offence)
),
placed AS (
    SELECT
        *,
        CASE
            WHEN amendment_date IS NULL THEN 'one_law'
            WHEN acts_to < amendment_date AND decision_date >= amendment_date AND NOT is_not_lighter THEN 'lighter_back'
            WHEN acts_to < amendment_date OR decision_date < amendment_date THEN 'before'
            WHEN acts_from >= amendment_date THEN 'after'
            WHEN acts_from IS NOT NULL THEN 'straddles'
            WHEN is_superseded THEN 'before'
            ELSE 'unknown_date'
        END AS law_period,
        CASE
            WHEN acts_from IS NOT NULL THEN 'offence_date'
            WHEN is_superseded THEN 'cited_law'
            WHEN decision_date IS NOT NULL THEN 'decision_date'
            ELSE 'none'
        END AS date_basis,
        CASE
            WHEN acts_to IS NOT NULL THEN acts_to
            WHEN is_superseded THEN amendment_date - 1
            ELSE decision_date
        END AS law_date
    FROM dated
),
ranges AS (
    SELECT
        r.document_id,
        kind = 'by_law' AS is_by_law,
        min(low_months) AS low_months,
        max(high_months) AS high_months
    FROM core_stated_ranges AS r
    JOIN core_judgments AS j USING (document_id)
    WHERE j.n_defendants = 1
    GROUP BY ALL
    HAVING count(DISTINCT (low_months, high_months)) = 1
)
SELECT
    p.defendant_id,
    p.position,
    p.document_id,
    coalesce(t.provision, p.offence || CASE WHEN p.paragraph IS NULL THEN '_px' ELSE '_p' || p.paragraph END) AS provision,
    p.law,
    p.article,
    p.paragraph,
    p.date_basis,
    p.acts_from,
    p.acts_to,
    p.decision_date,
    p.amendment_date,
    p.law_period,
    t.valid_from,
    t.prison_min_months,
    t.prison_max_months,
    t.has_life,
    t.fine_max_krw,
    p.modifiers,
    l.low_months AS stated_low_months,
    l.high_months AS stated_high_months,
    g.low_months AS guideline_low_months,
    g.high_months AS guideline_high_months
FROM placed AS p
LEFT JOIN penalties AS t
       ON t.law = p.law AND t.article = p.article AND t.paragraph = p.paragraph
      AND t.valid_from <= p.law_date AND p.law_date < coalesce(t.next_from, DATE '9999-12-31')
LEFT JOIN ranges AS l ON l.document_id = p.document_id AND l.is_by_law
LEFT JOIN ranges AS g ON g.document_id = p.document_id AND NOT g.is_by_law
