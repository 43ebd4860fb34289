-- One row a judgment that is held a second time (two sources, or published again under another id) with the document
-- that is counted in its place. The same: court, date, every file number and kind of decision, none of them unknown.
-- Counted is the copy that may be shown, was read furthest, carries reasons and leaves the fewest doubts.
WITH held AS (
    SELECT
        j.document_id,
        first_value(j.document_id) OVER (
            PARTITION BY
                j.court, j.decision_date, array_to_string(list_sort(j.case_numbers), ','),
                coalesce(j.decision_type, 'judgment')
            ORDER BY
                coalesce(json_extract_string(d.meta, '$.licence'), '') = 'portal_copy',
                j.is_readable DESC, j.is_read_whole DESC, j.has_reasons DESC, j.n_unread + j.n_doubts, j.document_id
        ) AS counted_id
    FROM core_judgments AS j
    JOIN core_documents AS d ON d.document_id = j.document_id AND d.is_current AND NOT d.is_withdrawn
    WHERE j.court IS NOT NULL AND j.decision_date IS NOT NULL AND len(j.case_numbers) > 0
)
SELECT document_id, counted_id FROM held WHERE document_id <> counted_id
