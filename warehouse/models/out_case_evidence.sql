-- One row a piece of evidence of a judgment that is shown, from its order or its provisions alone; positions
-- count in the texts of out_cases. The value is the one stored now, as text.
WITH sections AS (
    SELECT document_id, shown_id, case_id, outcome, 'order' AS section, order_begin AS begins, length(order_text) AS n
    FROM core_shown_cases
    UNION ALL
    SELECT document_id, shown_id, case_id, outcome, 'applied_law', law_begin, length(law_text)
    FROM core_shown_cases WHERE law_text IS NOT NULL
),
evidence AS (
    SELECT e.* FROM core_evidence AS e
    WHERE e.document_id IN (SELECT document_id FROM core_shown_cases)
      AND e.table_name IN (
          'core_judgments', 'core_defendants', 'core_sentences', 'core_supervision', 'core_orders', 'core_statutes')
      AND e.column_name NOT IN (
          'label', 'aliases', 'case_family_id', 'appealed_from', 'case_numbers', 'court', 'decision_date')
),
stored AS (
    SELECT 'core_judgments' AS table_name, document_id AS row_key, to_json(t) AS content
    FROM core_judgments AS t WHERE document_id IN (SELECT document_id FROM core_shown_cases)
    UNION ALL
    SELECT 'core_defendants', defendant_id, to_json(t)
    FROM core_defendants AS t WHERE document_id IN (SELECT document_id FROM core_shown_cases)
    UNION ALL
    SELECT 'core_sentences', sentence_id, to_json(t)
    FROM core_sentences AS t WHERE document_id IN (SELECT document_id FROM core_shown_cases)
    UNION ALL
    SELECT 'core_supervision', sentence_id || '#' || CAST(position AS VARCHAR), to_json(t)
    FROM core_supervision AS t WHERE document_id IN (SELECT document_id FROM core_shown_cases)
    UNION ALL
    SELECT 'core_orders', defendant_id || '#' || kind || '#' || state, to_json(t)
    FROM core_orders AS t WHERE document_id IN (SELECT document_id FROM core_shown_cases)
    UNION ALL
    SELECT 'core_statutes', defendant_id || '#' || CAST(position AS VARCHAR), to_json(t)
    FROM core_statutes AS t WHERE document_id IN (SELECT document_id FROM core_shown_cases)
)
SELECT
    s.shown_id AS document_id,
    s.case_id,
    CAST(row_number() OVER (
        PARTITION BY s.shown_id ORDER BY s.section DESC, e.span_start, e.span_end, e.position
    ) - 1 AS INTEGER) AS position,
    s.section,
    CAST(e.span_start - s.begins AS INTEGER) AS "start",
    CAST(e.span_end - s.begins AS INTEGER) AS "end",
    e.slice,
    e.table_name,
    e.column_name,
    v.content ->> e.column_name AS value,
    e.rule,
    e.confidence
FROM evidence AS e
JOIN sections AS s
  ON s.document_id = e.document_id AND e.span_start >= s.begins AND e.span_end <= s.begins + s.n
LEFT JOIN stored AS v ON v.table_name = e.table_name AND v.row_key = e.row_key
WHERE s.outcome IS NOT NULL OR e.column_name <> 'outcome'
