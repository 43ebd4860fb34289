-- blocking: core_documents: a document has exactly one current version
SELECT document_id FROM core_documents GROUP BY document_id HAVING count(*) FILTER (WHERE is_current) <> 1
