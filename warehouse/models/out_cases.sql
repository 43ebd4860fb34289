-- One row a judgment that is shown, as core_shown_cases chose it: the order and the provisions, never the reasons.
-- Court, file numbers and quarter only where five judgments of that quarter are alike.
SELECT
    s.shown_id AS document_id,
    s.case_id,
    j.source_id,
    CASE WHEN s.grouping = 'quarter' AND NOT turns_text(coalesce(j.court, '')) THEN j.court END AS court,
    j.court_level,
    CASE s.grouping WHEN 'quarter' THEN j.case_numbers ELSE [] END AS case_numbers,
    CASE s.grouping WHEN 'quarter' THEN s.decision_period END AS decision_quarter,
    -- The official page by its serial number, where that number is shown anyway; no other address, and none where
    -- the source is the replica (it stands still at an instant): its numbers belong to other people's judgments.
    CASE WHEN j.source_id IN (SELECT source_id FROM raw_sources WHERE stands_at IS NULL)
        THEN 'https://www.law.go.kr/LSW/precInfoP.do?precSeq='
            || nullif(regexp_extract(s.shown_id, '^prec:([0-9]+)$', 1), '') END AS public_url,
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
