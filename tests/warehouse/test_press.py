"""Terms by period: no small count is told, and none follows by subtraction."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extraction.kiwi_tagger import load_noun_phrases
from warehouse.press import controlled_terms, hidden_periods
from warehouse.suppression import MINIMUM

MONTHS = st.dictionaries(
    st.sampled_from([f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in (1, 2, 3)]),
    st.integers(1, 12),
    min_size=1,
)


@given(MONTHS)
def test_hidden_years_are_none_or_many_and_months_go_together(months: dict[str, int]) -> None:
    counts = {name: (n, n, 1000) for name, n in months.items()}
    for name, n in months.items():
        for wider in (name[:4], "all"):
            counts[wider] = (counts.get(wider, (0, 0, 0))[0] + n, 0, 1000)
    hidden = hidden_periods(counts)
    assert all(counts[name][0] >= MINIMUM for name in counts if name not in hidden)
    years = [name for name in counts if len(name) == 4]
    out = [year for year in years if year in hidden]
    if "all" not in hidden and out and len(out) < len(years):
        assert len(out) > 1 and sum(counts[year][0] for year in out) >= MINIMUM
    for year in years:
        told = {name in hidden for name in months if name.startswith(year)}
        assert len(told) == 1


def test_the_controlled_list_has_each_term_once() -> None:
    terms = controlled_terms()
    assert len(set(terms)) == len(terms)
    assert {term for term in terms if " " in term} <= {entry.phrase for entry in load_noun_phrases()}
