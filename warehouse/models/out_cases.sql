-- One row a judgment that is shown, as core_shown_cases chose it: the order and the provisions, never the reasons.
-- Court, file numbers and quarter only where five judgments of that quarter are alike.
SELECT
    s.shown_id AS document_id,
    s.case_id,
    j.source_id,
    CASE s.grouping WHEN 'quarter' THEN j.court END AS court,
    j.court_level,
    CASE s.grouping WHEN 'quarter' THEN j.case_numbers ELSE [] END AS case_numbers,
    CASE s.grouping WHEN 'quarter' THEN s.decision_period END AS decision_quarter,
    s.adult_basis,
    s.decision_period,
    j.case_name,
    j.instance,
    s.offence_group,
    s.outcome,
    s.disposition,
    s.n_defendants,
    s.order_text,
    s.law_text AS applied_law_text,
    j.n_unread,
    j.n_doubts,
    sha256(s.order_text || coalesce(s.law_text, '')) AS text_sha256
FROM core_shown_cases AS s JOIN core_judgments AS j ON j.document_id = s.document_id
