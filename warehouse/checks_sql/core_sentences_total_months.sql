-- warning: core_sentences: the months for comparison are years times twelve plus months
SELECT sentence_id, years, months, total_months FROM core_sentences
WHERE role = 'imposed' AND total_months IS NOT NULL AND (years IS NOT NULL OR months IS NOT NULL)
  AND total_months <> coalesce(years, 0) * 12 + coalesce(months, 0)
