-- One row a judgment that is shown: every defendant an adult or a company, order read whole, no text that the
-- personal data scanner sifts out. Adult: stated; or given something that no minor can get (by_law); or, in a
-- judgment with reasons, not one word that speaks of youth (no_sign): such a row never gets court or number.
-- Groups under five lose court, number and quarter until five are alike (measures.md, privacy 4); what stays
-- under five in a decade is not shown. At most 400 judgments an offence group, newest first.
WITH adults AS (
    SELECT
        document_id,
        CASE WHEN count(DISTINCT result) = 1 THEN min(result) ELSE 'several' END AS disposition,
        CAST(sum(n_persons) AS INTEGER) AS n_defendants,
        max(basis) AS basis
    FROM core_adult_signs GROUP BY document_id
    HAVING NOT bool_or(has_sign_of_youth)
),
candidates AS (
    -- Enough of each offence group to choose from; the texts of the others are never opened.
    SELECT
        j.document_id, j.version, j.court_level, j.outcome, j.decision_date, j.case_name,
        g.offence_group, a.disposition, a.n_defendants, a.basis
    FROM core_judgments AS j
    JOIN adults AS a ON a.document_id = j.document_id
    JOIN core_judgment_offences AS g ON g.document_id = j.document_id
    WHERE j.is_read_whole AND j.decision_date IS NOT NULL AND j.court_level IS NOT NULL
      AND (a.basis < 3 OR (j.has_reasons AND NOT j.has_youth_words))
      AND j.document_id NOT IN (SELECT document_id FROM core_same_judgments)
    QUALIFY row_number() OVER (PARTITION BY g.offence_group ORDER BY j.decision_date DESC, j.document_id) <= 1000
),
texts AS (
    SELECT
        j.*,
        o.span_start AS order_start,
        substring(d.text, o.span_start + 1, o.span_end - o.span_start) AS order_raw,
        l.span_start AS law_start,
        substring(d.text, l.span_start + 1, l.span_end - l.span_start) AS law_raw
    FROM candidates AS j
    JOIN core_documents AS d
      ON d.document_id = j.document_id AND d.version = j.version AND d.is_current AND NOT d.is_withdrawn
    JOIN core_sections AS o ON o.document_id = j.document_id AND o.section = 'order_text'
    LEFT JOIN core_sections AS l ON l.document_id = j.document_id AND l.section = 'applied_law_text'
    WHERE o.span_end - o.span_start BETWEEN 2 AND 6000 AND coalesce(l.span_end - l.span_start, 0) <= 6000
      -- A copy from the court portal carries a duty of its own (Criminal Procedure Act art. 59-3).
      AND coalesce(json_extract_string(d.meta, '$.licence'), '') <> 'portal_copy'
),
trimmed AS (
    SELECT
        * EXCLUDE (order_raw, law_raw, order_start, law_start),
        CAST(order_start + length(order_raw) - length(ltrim(order_raw, blanks())) AS INTEGER) AS order_begin,
        trim(order_raw, blanks()) AS order_text,
        CAST(law_start + length(law_raw) - length(ltrim(law_raw, blanks())) AS INTEGER) AS law_begin,
        nullif(trim(law_raw, blanks()), '') AS law_text,
        CAST(year(decision_date) AS VARCHAR) || '-Q' || CAST(quarter(decision_date) AS VARCHAR) AS in_quarter,
        CAST(year(decision_date) AS VARCHAR) AS in_year,
        CAST(year(decision_date) // 10 * 10 AS VARCHAR) || 's' AS in_decade
    FROM texts
),
sifted AS (
    SELECT * FROM trimmed
    WHERE length(order_text) > 0 AND NOT looks_personal(order_text)
      AND NOT looks_personal(coalesce(law_text, '')) AND NOT looks_personal(coalesce(case_name, ''))
),
alike AS (
    SELECT
        *,
        count(*) OVER (PARTITION BY court_level, offence_group, disposition, in_quarter) AS n_quarter,
        count(*) OVER (PARTITION BY court_level, offence_group, disposition, in_year) AS n_year,
        count(*) OVER (PARTITION BY court_level, offence_group, disposition, in_decade) AS n_decade
    FROM sifted
),
grouped AS (
    SELECT
        *,
        CASE
            WHEN n_quarter >= 5 AND basis < 3 THEN 'quarter' WHEN n_year >= 5 THEN 'year' ELSE 'decade'
        END AS grouping
    FROM alike WHERE n_decade >= 5
),
chosen AS (
    SELECT
        *,
        CASE grouping WHEN 'quarter' THEN in_quarter WHEN 'year' THEN in_year ELSE in_decade END AS decision_period,
        'c' || left(sha256(document_id || order_text), 16) AS case_id
    FROM grouped
    QUALIFY row_number() OVER (PARTITION BY offence_group ORDER BY in_quarter DESC, document_id) <= 400
),
kept AS (
    -- What was widened must again be five: the rest of a year whose quarters stand alone can be fewer.
    SELECT * FROM chosen
    QUALIFY count(*) OVER (PARTITION BY court_level, offence_group, disposition, decision_period) >= 5
),
shared AS (
    SELECT *, count(*) OVER (PARTITION BY court_level, offence_group, disposition, decision_period, outcome) AS n_outcome
    FROM kept
)
SELECT
    document_id, case_id,
    CASE grouping WHEN 'quarter' THEN document_id ELSE case_id END AS shown_id,
    CASE basis WHEN 1 THEN 'stated' WHEN 2 THEN 'by_law' ELSE 'no_sign' END AS adult_basis,
    grouping, decision_period, offence_group, disposition, n_defendants,
    CASE WHEN n_outcome >= 5 THEN outcome END AS outcome,
    order_begin, order_text, CASE WHEN law_text IS NOT NULL THEN law_begin END AS law_begin, law_text
FROM shared
