-- blocking: out_coverage: no value of a dimension stands for fewer than ten judgments unless all of them are fewer
SELECT year, court_level, offence_group FROM out_coverage
WHERE n_captured < 10 AND NOT (year = 'all' AND court_level = 'all' AND offence_group = 'all')
  AND n_captured < (SELECT max(n_captured) FROM out_coverage)
