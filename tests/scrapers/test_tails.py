"""What belongs to a story and what only stands around it; the first cases must not be taken away."""

import pytest

from scrapers.articles.tails import is_machine_translated, without_tails

STORY = ["가상지방법원은 13일 A씨에게 징역 1년을 선고했다고 밝혔다.", "검찰은 앞서 징역 2년을 구형했다."]

MUST_NOT = [
    "제보를 받고 출동한 경찰은 A씨를 현행범으로 체포했다.",
    "카카오톡 채널을 통해 불법촬영물을 유포한 혐의다.",
    "[앵커] 법원이 촬영물 유포를 금지하는 결정을 내렸습니다.",
    "By then, the court had ruled.",
    "By the time police arrived, the suspect had fled",
    "관련 기사를 삭제해 달라는 요구가 이어졌지만 법원은 이를 받아들이지 않았다고 피해자 측은 전했다.",
    "More in prison terms are expected, the court said on Friday.",
    "이 사진을 무단으로 내려받은 20대도 함께 기소됐다.",
    "(사건 당시 만 17세였던 B군은 소년부로 송치됐다.)",
    "광고 문자를 보낸 혐의도 유죄로 인정됐다.",
]
JUNK = [
    "고운솔 기자",
    "고운솔 기자 unsol@example.com",
    "가상=고운솔·나여울 기자",
    "unsol@example.com",
    "[고운솔 기자]",
    "[사진 출처 : 가상지방법원 제공]",
    "(사진=가상지방법원 제공, 연합뉴스)",
    "사진=뉴스1",
    "By Ko Un-sol",
    "By Ko Un-sol (unsol@example.com)",
    "BY KO UN-SOL, NA YEO-UL [unsol@example.com]",
    "By Ko Un-sol, staff reporter",
    "(END)",
    "(끝)",
    "광고",
]
ENDINGS = [
    "<저작권자(c) 연합뉴스, 무단 전재-재배포, AI 학습 및 활용 금지>",
    "ⓒ 가상일보 & gasang.example, 무단전재 및 재배포 금지",
    "Copyright ⓒ 가상방송. All rights reserved. 무단 전재, 재배포 금지",
    "▶ 제보하기 ▷ 전화 02-000-0000",
    "제보는 카카오톡 okjebo",
    "© The Nowhere Daily. All rights reserved.",
    "관련기사",
    "많이 본 뉴스",
    "Related Stories",
]


@pytest.mark.parametrize("paragraph", MUST_NOT)
def test_stories_keep_their_sentences(paragraph: str) -> None:
    assert without_tails([*STORY, paragraph, "마지막 문단이다."]) == [*STORY, paragraph, "마지막 문단이다."]


@pytest.mark.parametrize("paragraph", JUNK)
def test_bylines_and_credits_go_and_the_story_goes_on(paragraph: str) -> None:
    assert without_tails([*STORY, paragraph, "마지막 문단이다."]) == [*STORY, "마지막 문단이다."]


@pytest.mark.parametrize("paragraph", ENDINGS)
def test_nothing_after_an_ending_is_the_story(paragraph: str) -> None:
    assert without_tails([*STORY, paragraph, "전혀 다른 기사의 제목이다."]) == STORY


@pytest.mark.parametrize(
    ("first", "read"),
    [
        ("(가상=연합뉴스) 고운솔 기자 = 법원은 13일 판결했다.", "법원은 13일 판결했다."),
        ("[가상=뉴시스] 고운솔 기자 = 법원은 13일 판결했다.", "법원은 13일 판결했다."),
        ("[아시아경제 고운솔 기자] 법원은 13일 판결했다.", "법원은 13일 판결했다."),
        ("SEOUL, June 13 (Yonhap) -- A court ruled.", "A court ruled."),
        ("[속보] 법원은 13일 판결했다.", "[속보] 법원은 13일 판결했다."),
        ("법원=정의의 보루라는 말이 있다.", "법원=정의의 보루라는 말이 있다."),
    ],
)
def test_datelines_go(first: str, read: str) -> None:
    assert without_tails([first, *STORY])[0] == read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Translated from the JoongAng Ilbo using generative AI and edited by Korea JoongAng Daily staff.", True),
        ("This article was originally written in Korean and translated by a reporter using generative AI tools.", True),
        ("이 기사는 AI 번역으로 제공됩니다.", True),
        ("The remarks were translated from Korean by the court's interpreter.", False),
        ("번역가로 일하던 A씨는 혐의를 부인했다.", False),
    ],
)  # fmt: skip
def test_a_machine_translation_says_so(text: str, expected: bool) -> None:
    assert is_machine_translated(text) is expected
