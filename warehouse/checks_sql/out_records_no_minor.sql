-- blocking: out_records: nobody with a sign of youth stands in a row alone
SELECT r.record_id
FROM out_records AS r
JOIN core_defendants AS d ON 'r' || left(sha256('record' || d.defendant_id), 16) = r.record_id
WHERE d.is_juvenile OR d.age_decision_low < 20 OR d.age_offence_low < 20 OR len(d.juvenile_provisions) > 0
   OR d.disposition = 'transferred_juvenile'
