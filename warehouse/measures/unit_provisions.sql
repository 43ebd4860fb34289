-- name: unit_provisions
-- One row a person of unit_defendants and provision of core_law_in_force, each provision once: a person convicted under
-- two paragraphs is in both, so nothing is summed over provisions. Where one provision stands in several periods (acts of
-- several counts), the doubtful period wins. Temporary: never published.
WITH cited AS (
    SELECT
        defendant_id,
        provision,
        CASE min(CASE law_period WHEN 'straddles' THEN 1 WHEN 'lighter_back' THEN 2 WHEN 'unknown_date' THEN 3
                                 WHEN 'before' THEN 4 WHEN 'after' THEN 5 ELSE 6 END)
            WHEN 1 THEN 'straddles' WHEN 2 THEN 'lighter_back' WHEN 3 THEN 'unknown_date'
            WHEN 4 THEN 'before' WHEN 5 THEN 'after' ELSE 'one_law'
        END AS law_period
    FROM core_law_in_force GROUP BY ALL
)
SELECT u.*, c.provision, c.law_period
FROM unit_defendants AS u
JOIN cited AS c USING (defendant_id)
