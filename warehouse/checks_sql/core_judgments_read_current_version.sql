-- blocking: core_judgments: what is published was read from the version that the source serves now
SELECT j.document_id, j.version
FROM core_judgments AS j
WHERE NOT EXISTS (
    SELECT 1 FROM core_documents AS d
    WHERE d.document_id = j.document_id AND d.version = j.version AND d.is_current)
