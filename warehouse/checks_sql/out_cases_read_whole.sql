-- blocking: out_cases: only orders that were read whole are shown
SELECT s.case_id FROM core_shown_cases AS s JOIN core_judgments AS j ON j.document_id = s.document_id
WHERE NOT j.is_read_whole
