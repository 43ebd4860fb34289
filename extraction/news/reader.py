"""Reads one article: language, sentences, case reports, claims. Pure; about a millisecond an article."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from extraction.evidence import Evidence, Located
from extraction.news.article import ArticleRecord, ArticleText, Claim, Language, PenaltyItem
from extraction.news.claims import find_claims, without_people_of_cases
from extraction.news.readings import SentenceReading
from extraction.news.reports import BuiltReport, build_reports
from extraction.news.sentence_en import read_english_sentence
from extraction.news.sentence_ko import read_korean_sentence
from extraction.news.sentences import TO_CONSONANT, Sentence, detect_language, split_sentences, with_letters
from extraction.source_digest import source_digest

RULE_SET = "news" + source_digest("extraction", "extraction.news", "extraction.vocabulary")


def read_article(article: ArticleText) -> ArticleRecord:
    """All case reports and claims of an article. Offsets of the evidence count characters of `body`."""
    language = article.language or detect_language(article.body or article.title)
    body = with_letters(article.body) if language == "ko" else article.body
    sentences = list(split_sentences(body))
    readings = _read(sentences, language, article.published_date)
    built = build_reports(readings)
    if body != article.body:
        built = [_with_consonants(item, article.body) for item in built]
    claims = _find_claims(readings, language, article.published_date, built)
    return ArticleRecord(
        document_id=article.document_id,
        url=article.url,
        title=article.title,
        language=language,
        case_reports=tuple(item.report for item in built),
        claims=claims,
        evidence=(*_report_evidence(built), *_claim_evidence(claims, article.body)),
        doubts=tuple(dict.fromkeys(doubt for item in built for doubt in item.doubts)),
        rule_set=RULE_SET,
    )


def read_claims(
    text: str, language: Language | None = None, published: date | None = None
) -> tuple[Claim, ...]:
    """The numeric claims of a text in either language, in order of place."""
    language = language or detect_language(text)
    sentences = list(split_sentences(with_letters(text) if language == "ko" else text))
    readings = _read(sentences, language, published)
    return _find_claims(readings, language, published, build_reports(readings))


def _find_claims(
    readings: list[SentenceReading], language: Language, published: date | None, built: list[BuiltReport]
) -> tuple[Claim, ...]:
    """The claims, without the counts of people of the cases that the text tells, here or abroad."""
    sentences = [reading.sentence for reading in readings]
    abroad = (reading.sentence.start for reading in readings if reading.is_abroad)
    told_at = frozenset(abroad).union(*(item.told_at for item in built))
    claims = find_claims(sentences, language, published)
    return without_people_of_cases(claims, sentences, told_at, language)


def _read(sentences: Iterable[Sentence], language: Language, published: date | None) -> list[SentenceReading]:
    if language == "ko":
        return [read_korean_sentence(sentence, published) for sentence in sentences]
    return [read_english_sentence(sentence, published) for sentence in sentences]


def _with_consonants(built: BuiltReport, body: str) -> BuiltReport:
    """A report with the labels and the words of evidence as the body has them."""

    def printed(items: tuple[PenaltyItem, ...]) -> tuple[PenaltyItem, ...]:
        return tuple(
            replace(i, defendant=i.defendant.translate(TO_CONSONANT)) if i.defendant else i for i in items
        )

    told = built.report
    report = replace(
        told,
        demanded=printed(told.demanded),
        imposed=printed(told.imposed),
        quoted_lower=printed(told.quoted_lower),
        case_hint=told.case_hint.translate(TO_CONSONANT) if told.case_hint else None,
    )
    evidence = [
        replace(e, evidence=replace(e.evidence, slice=body[e.evidence.start : e.evidence.end]))
        for e in built.evidence
    ]
    return replace(built, report=report, evidence=type(built.evidence)(evidence))


def _report_evidence(built: list[BuiltReport]) -> list[Located]:
    return [
        replace(located, path=f"/case_reports/{number}{located.path}")
        for number, item in enumerate(built)
        for located in item.evidence
    ]


def _claim_evidence(claims: tuple[Claim, ...], body: str) -> list[Located]:
    return [
        Located(
            path=f"/claims/{number}",
            evidence=Evidence(
                section="body",
                start=claim.start,
                end=claim.end,
                slice=body[claim.start : claim.end],
                rule=f"claim_{claim.measure}",
                confidence="explicit",
            ),
        )
        for number, claim in enumerate(claims)
    ]
