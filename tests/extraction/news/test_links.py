"""Events and links: one case across outlets, stages and languages; contradictions keep cases apart."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from extraction.news import AgeReport, ArticleText, CaseReport, PenaltyItem, read_article
from extraction.news.courts import CourtKey, court_key, romanize
from extraction.news.links import JudgmentInput, ReportInput, Told, group_events, link_cases
from scrapers.replica.articles import all_articles

TERM = PenaltyItem(kind="prison", months=18, suspended_months=36, is_suspended=True)
FIRST = CaseReport(
    stage="first_instance",
    court="누리지방법원 다솜지원",
    court_date="2024-09-03",
    charge="성폭력처벌법 위반(허위영상물 반포)",
    imposed=(TERM,),
    age=AgeReport(low=24, high=24),
    outcome="sentenced",
)
DEMAND = replace(
    FIRST,
    stage="demanded",
    court_date="2024-08-20",
    imposed=(),
    demanded=(PenaltyItem(kind="prison", months=36),),
    outcome=None,
)
APPEAL = replace(
    FIRST, stage="appeal", court="누리고등법원", court_date="2024-12-20", imposed=(), quoted_lower=(TERM,),
    age=AgeReport(low=25, high=25), outcome="appeal_dismissed",
)  # fmt: skip
ENGLISH = replace(
    FIRST,
    court="Dasom Branch of the Nuri District Court",
    charge="distributing false images",
    court_date="2024-09-03",
)


def _entry(name: str, report: CaseReport, outlet: str = "가상일보") -> ReportInput:
    return ReportInput(report_id=name, document_id=name, report=report, outlet=outlet)


def test_stages_and_languages_of_one_case_are_one_event() -> None:
    entries = [
        _entry("d", DEMAND),
        _entry("f", FIRST),
        _entry("e", ENGLISH, "Gasang Daily"),
        _entry("p", APPEAL),
    ]
    events = group_events(entries)
    assert [event.report_ids for event in events] == [("d", "e", "f", "p")]
    assert events[0].n_outlets == 2
    assert events[0].stages == ("appeal", "demanded", "first_instance")


def test_an_outlet_that_tells_the_sentence_wrongly_still_joins() -> None:
    wrong = replace(FIRST, imposed=(PenaltyItem(kind="prison", months=36),))
    assert (
        len(
            group_events([_entry("a", FIRST), _entry("b", wrong, "나라신문"), _entry("c", FIRST, "누리신문")])
        )
        == 1
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(FIRST, court="가온지방법원"),
        replace(FIRST, court_date="2024-09-20"),
        replace(FIRST, age=AgeReport(low=41, high=41)),
        replace(APPEAL, court_date="2024-02-01"),
    ],
    ids=["another court", "another day", "another age", "an appeal before the judgment"],
)
def test_contradictions_keep_cases_apart(other: CaseReport) -> None:
    assert len(group_events([_entry("a", FIRST), _entry("b", other)])) == 2


def test_offenders_at_large_are_no_event() -> None:
    assert group_events([_entry("a", replace(FIRST, case_hint="general"))]) == []


def _judgment(name: str, **changes: object) -> JudgmentInput:
    base = JudgmentInput(
        document_id=name,
        court="누리지방법원 다솜지원",
        decision_date=date(2024, 9, 3),
        instance=1,
        charge="성폭력범죄의처벌등에관한특례법위반(허위영상물반포)",
        defendants=(Told(items=(TERM,), age=AgeReport(low=24, high=24)),),
        outcome="sentenced",
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def test_a_report_links_to_its_judgment_with_reasons_in_words() -> None:
    other = _judgment("j2", decision_date=date(2024, 9, 10))
    links = link_cases([_entry("f", FIRST)], [_judgment("j1"), other])
    assert [(link.report_id, link.document_id) for link in links] == [("f", "j1")]
    assert "decided on 2024-09-03" in links[0].reasons
    assert "the same penalty (imposed)" in links[0].reasons
    assert links[0].differences == ()


def test_a_wrong_sentence_is_a_difference_of_the_link() -> None:
    wrong = replace(FIRST, imposed=(PenaltyItem(kind="prison", months=36),))
    links = link_cases([_entry("f", wrong)], [_judgment("j1")])
    assert links[0].differences == ("another penalty (imposed)",)


def test_two_judgments_alike_link_to_neither() -> None:
    assert link_cases([_entry("f", FIRST)], [_judgment("j1"), _judgment("j2")]) == []


def test_a_demand_links_to_no_judgment() -> None:
    assert link_cases([_entry("d", DEMAND)], [_judgment("j1")]) == []


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("누리지법 다솜지원", "Dasom Branch of the Nuri District Court"),
        ("가상동부지방법원", "Gasang Eastern District Court"),
        ("가상고법", "Gasang High Court"),
        ("대법원", "Supreme Court"),
    ],
)
def test_a_court_has_one_key_in_both_languages(korean: str, english: str) -> None:
    assert court_key(korean) == court_key(english)
    assert isinstance(court_key(korean), CourtKey)


def test_romanization_letter_by_letter() -> None:
    assert [romanize(place) for place in ("가상", "누리", "의정부", "창원")] == [
        "gasang",
        "nuri",
        "uijeongbu",
        "changwon",
    ]


@pytest.mark.slow
def test_events_of_fictional_stories_come_back() -> None:
    """Pairwise F1 of events against the generator's families, on a seed that no rule was written on."""
    entries, families = [], {}
    for article in all_articles(4711, 700):
        text = ArticleText(
            document_id=article.url,
            url=article.url,
            title=article.title,
            body="\n".join(article.paragraphs),
            published_at=article.published.isoformat(),
        )
        for number, report in enumerate(read_article(text).case_reports):
            name = f"{article.url}#{number}"
            families[name] = article.family
            entries.append(
                ReportInput(
                    report_id=name,
                    document_id=article.url,
                    report=report,
                    published=article.published.date(),
                    outlet=article.outlet.name,
                )
            )
    owner = {name: event.event_id for event in group_events(entries) for name in event.report_ids}
    told = [name for name in families if families[name] is not None and name in owner]
    pairs = [(families[a] == families[b], owner[a] == owner[b]) for a, b in combinations(told, 2)]
    right = sum(same and joined for same, joined in pairs)
    wrong = sum(same != joined for same, joined in pairs)
    assert right > 100
    assert 2 * right / (2 * right + wrong) >= 0.98
