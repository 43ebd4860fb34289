-- blocking: core_evidence: evidence belongs to a document that was read
SELECT DISTINCT e.document_id FROM core_evidence AS e
WHERE e.document_id NOT IN (SELECT document_id FROM core_judgments)
  AND e.document_id NOT IN (SELECT document_id FROM core_articles)
