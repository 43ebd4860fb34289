-- blocking: out_records: nobody with a sign of youth stands in a row alone
SELECT r.record_id
FROM core_record_rows AS r JOIN core_defendants AS d ON d.defendant_id = r.defendant_id
WHERE d.is_juvenile OR d.age_decision_low < 20 OR d.age_offence_low < 20 OR len(d.juvenile_provisions) > 0
   OR d.disposition = 'transferred_juvenile'
