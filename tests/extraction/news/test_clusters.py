"""Near-duplicates: copies join, other stories do not, the earliest leads, order does not matter."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.news.clusters import ClusterInput, cluster_articles, shingles_of, text_shingles

STORY = (
    "가상지법은 허위영상물을 퍼뜨린 혐의로 기소된 청년에게 징역 1년에 집행유예 2년을 선고했다. "
    "재판부는 피해가 작지 않다고 밝혔다. 다만 잘못을 인정하고 처음 저지른 점을 헤아렸다고 설명했다. "
    "청년은 대화방에서 받은 사진을 고쳐 다시 올린 것으로 조사됐다. 검찰은 항소할지 살펴보겠다고 말했다. "
    "피해자 지원 단체는 판결을 두고 아쉽다는 뜻을 전했다."
)
OTHER = (
    "나라시는 겨울을 앞두고 도로와 다리를 살피는 점검단을 꾸렸다. 점검단은 석 달 동안 낡은 시설을 고칠 계획이다. "
    "시장은 눈이 많이 오는 날에도 길이 막히지 않게 하겠다고 말했다. 예산은 지난해와 비슷한 수준이다."
)


def _article(name: str, text: str, when: str, outlet: str = "가상일보") -> ClusterInput:
    return ClusterInput(document_id=name, shingles=text_shingles(text), published_at=when, outlet=outlet)


def test_copies_join_and_the_earliest_source_is_named() -> None:
    articles = [
        _article("b", STORY.replace("설명했다", "덧붙였다"), "2024-09-01T09:00", "나라신문"),
        _article("a", STORY, "2024-09-01T10:00"),
        _article("w", f"(가상=통신) {STORY}", "2024-09-01T08:30", "가상통신"),
        _article("z", OTHER, "2024-09-01T07:00"),
    ]
    clusters = cluster_articles(articles)
    assert [(c.cluster_id, c.document_ids, c.earliest_outlet) for c in clusters] == [
        ("w", ("w", "b", "a"), "가상통신"),
        ("z", ("z",), "가상일보"),
    ]


def test_the_order_of_the_inputs_changes_nothing() -> None:
    articles = [_article(str(n), STORY + OTHER[: n * 7], f"2024-09-{n + 1:02d}") for n in range(12)]
    shuffled = articles[:]
    random.Random(3).shuffle(shuffled)  # noqa: S311 (a test order, no secret)
    assert cluster_articles(articles) == cluster_articles(shuffled)


def test_articles_without_words_stay_alone() -> None:
    clusters = cluster_articles([_article("a", "", "2024-09-01"), _article("b", " ", "2024-09-02")])
    assert [c.document_ids for c in clusters] == [("a",), ("b",)]


def test_one_id_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="document_id"):
        cluster_articles([_article("a", STORY, "2024-09-01"), _article("a", OTHER, "2024-09-02")])


@given(st.lists(st.text(alphabet="가나다 ab", max_size=60), max_size=12))
def test_every_article_is_in_exactly_one_cluster(texts: list[str]) -> None:
    articles = [_article(str(n), text, "2024-09-01") for n, text in enumerate(texts)]
    members = [d for c in cluster_articles(articles) for d in c.document_ids]
    assert sorted(members) == sorted(a.document_id for a in articles)


def test_short_texts_have_one_shingle() -> None:
    assert len(shingles_of(["징역"])) == 1
    assert shingles_of([]) == frozenset()


def test_clustering_stays_near_linear() -> None:
    generator = random.Random(7)  # noqa: S311 (made-up shingles, no secret)
    articles = [
        ClusterInput(document_id=str(n), shingles=frozenset(generator.getrandbits(32) for _ in range(150)))
        for n in range(2_000)
    ]
    start = time.process_time()
    assert len(cluster_articles(articles)) == 2_000
    assert time.process_time() - start < 12  # 100,000 in ten minutes at the very worst; measured: one minute
