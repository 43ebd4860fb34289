-- blocking: out_records: at least five records are alike in level, period, offence group and result
SELECT court_level, decision_period, offence_group, disposition, count(*) AS n
FROM out_records GROUP BY ALL HAVING count(*) < 5
