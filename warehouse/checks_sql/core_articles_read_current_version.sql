-- blocking: core_articles: what is counted was read from the version that the outlet serves now
SELECT a.document_id, a.version
FROM core_articles AS a
WHERE NOT EXISTS (
    SELECT 1 FROM core_documents AS d
    WHERE d.document_id = a.document_id AND d.version = a.version AND d.is_current)
