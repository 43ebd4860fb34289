-- blocking: out_cases: at least five judgments shown are alike in level, period, offence group and result
SELECT court_level, decision_period, offence_group, disposition, count(*) AS n
FROM out_cases GROUP BY ALL HAVING count(*) < 5
