"""Words of youth are found, the names of laws and adult ages are not."""

from __future__ import annotations

import pytest

from warehouse.youth import speaks_of_youth


@pytest.mark.parametrize(
    "text",
    ["피고인은 소년으로서", "소 년 법 제60조", "장기 2년, 단기 1년", "부정기형", "고등학생인 피고인",
     "중학교에 재학 중인", "만 17세였던", "19세의 피고인",
     "범행 당시 나이 어린", "미성년자인 피고인", "초등학교에 다니던"],
)  # fmt: skip
def test_words_of_youth(text: str) -> None:
    assert speaks_of_youth(text)


@pytest.mark.parametrize(
    "text",
    [
        "아동·청소년의 성보호에 관한 법률",
        "청소년 관련기관",
        "만 35세의 회사원",
        "119세대",
        "장기간 이루어진 범행",
        "학교 앞 도로",
        "2019세무",
    ],
)
def test_other_words(text: str) -> None:
    assert not speaks_of_youth(text)
