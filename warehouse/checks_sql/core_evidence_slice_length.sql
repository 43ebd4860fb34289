-- blocking: core_evidence: a slice is as long as its span
SELECT document_id, position, span_start, span_end FROM core_evidence WHERE length(slice) <> span_end - span_start
