-- blocking: out_case_evidence: a slice is the text at its place in the order or the provisions
SELECT e.document_id, e.position
FROM out_case_evidence AS e JOIN out_cases AS c ON c.document_id = e.document_id
WHERE substring(
    CASE e.section WHEN 'order' THEN c.order_text ELSE c.applied_law_text END, e."start" + 1, e."end" - e."start"
) IS DISTINCT FROM e.slice
