-- blocking: out_coverage: what is read whole was readable, and what is readable was captured
SELECT year, court_level, offence_group FROM out_coverage
WHERE n_read_whole > n_readable OR n_readable > n_captured
