-- blocking: out_records: the published rows are those that were chosen
SELECT record_id FROM out_records WHERE record_id NOT IN (SELECT record_id FROM core_record_rows)
