-- One row an adult defendant or company, as core_record_rows chose and coarsened it, without whose row it is.
SELECT * EXCLUDE (defendant_id) FROM core_record_rows
