-- blocking: out_cases: no judgment with a juvenile, or with a person under twenty, is shown by itself
SELECT s.case_id
FROM core_shown_cases AS s JOIN core_defendants AS d ON d.document_id = s.document_id
WHERE d.is_juvenile OR d.age_decision_low < 20 OR d.age_offence_low < 20 OR len(d.juvenile_provisions) > 0
   OR d.disposition = 'transferred_juvenile'
