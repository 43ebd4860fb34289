-- blocking: out_cases: a judgment without a quarter, as fewer than five are alike, has no court, number or id
SELECT case_id FROM out_cases
WHERE decision_quarter IS NULL AND (court IS NOT NULL OR len(case_numbers) > 0 OR document_id <> case_id)
