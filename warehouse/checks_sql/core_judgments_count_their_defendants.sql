-- blocking: core_judgments: a judgment says how many rows of defendants it has
SELECT j.document_id, j.n_defendants, count(d.defendant_id) AS n_found
FROM core_judgments AS j LEFT JOIN core_defendants AS d ON d.document_id = j.document_id
GROUP BY ALL HAVING j.n_defendants <> count(d.defendant_id)
