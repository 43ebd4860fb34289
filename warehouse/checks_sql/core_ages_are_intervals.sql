-- warning: core_defendants: the lower end of an age is not above the upper end
SELECT defendant_id FROM core_defendants
WHERE age_offence_low > age_offence_high OR age_decision_low > age_decision_high
