-- One row a defendant: what says that the person is an adult (1 stated, a company, 2 given something that no minor
-- can get, 3 nothing), every sign of youth, and the result in one word.
WITH sentences AS (
    SELECT
        defendant_id,
        bool_or(kind = 'fine') AS has_fine,
        -- A minor who has to serve two years or more gets an indeterminate term (Juvenile Act art. 60).
        bool_or(
            kind IN ('prison', 'prison_without_labor') AND suspended_months IS NULL AND total_months >= 24
            AND months_min IS NULL AND months_max IS NULL AND NOT coalesce(imposition_suspended, false)
        ) AS has_adult_term
    FROM core_sentences WHERE role = 'imposed' AND defendant_id IS NOT NULL GROUP BY defendant_id
),
disclosures AS (
    -- Personal details of a minor are never disclosed (Youth Protection Act art. 49).
    SELECT DISTINCT defendant_id FROM core_orders WHERE kind = 'disclosure' AND state = 'ordered'
)
SELECT
    d.defendant_id,
    d.document_id,
    CAST(d.n_persons AS INTEGER) AS n_persons,
    CASE
        WHEN coalesce(d.is_corporation, false) OR coalesce(NOT d.is_juvenile, false)
            OR coalesce(d.age_decision_low >= 20, false) THEN 1
        WHEN coalesce(s.has_adult_term, false) OR o.defendant_id IS NOT NULL THEN 2
        ELSE 3
    END AS basis,
    coalesce(d.is_juvenile, false) OR len(d.juvenile_provisions) > 0
        OR coalesce(d.disposition = 'transferred_juvenile', false)
        OR coalesce(coalesce(d.age_decision_low, d.age_decision_high) < 20, false)
        OR coalesce(coalesce(d.age_offence_low, d.age_offence_high) < 20, false) AS has_sign_of_youth,
    CASE
        WHEN d.disposition = 'convicted_sentenced' AND d.custody_status IN ('served', 'mixed') THEN 'served'
        WHEN d.disposition = 'convicted_sentenced' AND d.custody_status = 'suspended' THEN 'suspended'
        WHEN d.disposition = 'convicted_sentenced' AND coalesce(s.has_fine, false) THEN 'fine'
        WHEN d.disposition = 'convicted_sentenced' THEN 'other_penalty'
        ELSE coalesce(d.disposition, 'unread')
    END AS result
FROM core_defendants AS d
LEFT JOIN sentences AS s ON s.defendant_id = d.defendant_id
LEFT JOIN disclosures AS o ON o.defendant_id = d.defendant_id
