"""Neutral sentences of reasons. None describes an act, a victim or a person."""

GOOD = (
    (("first_offender",), "피고인에게 아무런 형사처벌 전력이 없는 점"),
    (("first_offender",), "피고인이 초범인 점"),
    (("remorse", "confession"), "피고인이 이 사건 범행을 인정하고 반성하는 점"),
    (("remorse",), "피고인이 자신의 잘못을 깊이 뉘우치고 있는 점"),
    (
        ("settlement", "victim_asks_no_punishment"),
        "피해자와 합의하여 피해자가 피고인의 처벌을 원하지 아니하는 점",
    ),
    (("settlement",), "피해자들 중 일부와 합의한 점"),
    (("deposit",), "피고인이 피해자를 위하여 상당한 금액을 형사공탁한 점"),
    (("social_ties",), "가족과 지인들이 피고인에 대한 선도를 다짐하고 있는 점"),
)
GOOD_NOT_SIMILAR = (("no_similar_record",), "피고인에게 동종 전과는 없는 점")
GOOD_ONLY_FINES = (("only_minor_record",), "피고인에게 벌금형을 초과하는 전과가 없는 점")
BAD = (
    (("planned",), "범행이 계획적으로 이루어진 점"),
    (("repeated",), "범행이 상당한 기간 반복된 점"),
    (("great_harm",), "피해자가 상당한 정신적 고통을 호소하고 있는 점"),
    (("not_forgiven",), "피해자로부터 용서받지 못한 점"),
    (("serious_offence",), "이 사건 범행의 죄질이 좋지 아니한 점"),
    (("no_settlement",), "피해자와 합의하지 못한 점"),
    (("victim_asks_punishment",), "피해자가 피고인의 엄벌을 탄원하고 있는 점"),
)
BAD_SIMILAR = (("similar_record",), "피고인에게 동종 범죄로 처벌받은 전력이 있는 점")
_AGAINST = {
    "settlement": ("no_settlement", "not_forgiven", "victim_asks_punishment"),
    "victim_asks_no_punishment": ("no_settlement", "not_forgiven", "victim_asks_punishment"),
}


def contradicts(good: tuple[str, ...], bad: tuple[str, ...]) -> bool:
    """Whether a mitigating and an aggravating factor cannot stand beside each other."""
    return any(other in _AGAINST.get(name, ()) for name in good for other in bad)


PRIORS = (  # text, whether of the same kind, whether no more than a fine
    (
        (
            "피고인은 2015. 4. 9. 가상지방법원에서 다른 종류의 죄로 징역 "
            "10월에 집행유예 2년을 선고받아 그 판결이 확정된 전력이 있다."
        ),
        False,
        False,
    ),
    (
        "피고인은 2016. 11. 3. 누리지방법원에서 동종 범죄로 벌금 200만 원의 약식명령을 발령받은 전력이 있다.",
        True,
        True,
    ),
    ("피고인은 2014년경 동종 범죄로 징역 6월을 선고받아 그 형의 집행을 종료한 사실이 있다.", True, False),
    (
        "피고인은 2018. 2. 8. 가상지방법원에서 다른 종류의 죄로 벌금 70만 원을 선고받은 전력이 있다.",
        False,
        True,
    ),
)
FILLER = (
    "이 부분 공소사실에 관하여 이 법원이 적법하게 채택하여 조사한 "
    "증거들을 종합하면, 판시 각 사실은 합리적 의심의 여지 없이 "
    "증명되었다고 봄이 상당하다. 피고인과 변호인이 들고 있는 사정들은 위와 같은 인정을 뒤집기에 부족하다.",
    "처벌하는 조문은 좁게 읽어야 하고, 글에 없는 뜻을 보태어 처벌의 범위를 넓힐 수 없다. 그러나 이 사건 조문의 "
    "글과 만들어진 까닭, 앞뒤 조문과의 짜임을 함께 보면, 판시 행위가 그 안에 든다는 점에는 의문이 없다.",
    "변호인은 수사기관의 압수절차에 참여권이 보장되지 않았으므로 "
    "그로써 수집된 증거는 증거능력이 없다고 주장한다. 그러나 "
    "기록에 의하면 압수 당시 피고인에게 참여의 기회가 부여되었고, "
    "전자정보 상세목록이 교부되었으며, 달리 절차 위반의 "
    "정황을 찾아볼 수 없다. 따라서 위 주장은 받아들이지 아니한다.",
    "공소사실의 특정은 심판의 대상을 한정하고 방어권의 행사를 쉽게 "
    "하기 위한 것이므로, 범죄의 일시와 장소, 방법이 다소 "
    "개괄적으로 기재되었더라도 다른 사실과 구별할 수 있을 정도이면 공소제기의 효력에는 영향이 없다.",
    "가상 법리에 따르면 어느 증거를 믿을지는 이 법원이 정하되 그 이유를 밝혀야 한다. 여러 증거가 "
    "한 방향을 가리키고 서로 어긋나지 않으며 반대되는 설명이 모두 자료와 맞지 않는 때에는, 작은 의문이 "
    "남는다는 것만으로 사실의 인정을 물리칠 수 없다.",
    "피고인은 이 법정에서 일부 사실관계에 관하여 진술을 번복하였으나, "
    "그 번복의 경위가 자연스럽지 아니하고 객관적인 "
    "자료와도 부합하지 아니하므로 이를 그대로 믿기 어렵다. 반면 관련자들의 진술은 주요한 부분에서 일관된다.",
    "정보통신망을 이용한 범죄는 그 피해가 시간과 장소의 제약 없이 "
    "확산될 수 있고 완전한 회복이 어려우므로, 예방과 "
    "근절의 필요성이 크다. 다만 형을 정할 때에는 행위자의 책임에 상응하는 정도를 넘어서는 아니 된다.",
    "양형기준은 이 법원을 묶지 아니하나 존중되어야 하고, 그 범위를 벗어나는 때에는 왜 벗어나는지를 판결에 적는다.",
    "법원은 보호관찰소에 판결 전 조사를 의뢰하였고, 그 조사서에는 "
    "피고인의 성장환경과 생활태도, 재범위험성 평가 결과가 "
    "기재되어 있다. 평가도구의 총점은 중간 수준에 해당한다.",
    "변호인은 피고인이 범행 당시 심신미약의 상태에 있었다고 주장하나, "
    "범행의 경위와 수단, 범행 전후의 행동 등에 비추어 "
    "사물을 변별할 능력이나 의사를 결정할 능력이 미약한 상태에 있었다고 보이지 아니한다.",
)
EVIDENCE = (
    "피고인의 법정진술",
    "피고인의 일부 법정진술",
    "증인 공소외 1의 법정진술",
    "피고인에 대한 경찰 피의자신문조서",
    "공소외 1에 대한 경찰 진술조서",
    "수사보고(압수물 분석 결과)",
    "압수조서 및 압수목록",
    "디지털증거분석 결과보고서",
    "각 수사보고",
    "고소장",
)
NEWS_KO_VIEW = (
    "죄질이 가볍지 않지만 반성하고 있는 점을 고려했다",
    "피해 회복을 위해 노력한 점을 참작했다",
    "범행 기간과 횟수에 비춰 엄벌이 필요하다",
    "초범이고 잘못을 인정하는 점을 유리한 정상으로 봤다",
    "사회적 해악이 커 엄정한 처벌이 필요하다",
)
NEWS_KO_TAIL = (
    "관련 법률은 2024년 10월 개정돼 처벌 범위가 넓어졌다.",
    "법조계에서는 양형기준을 손봐야 한다는 지적이 나온다.",
    "시민단체는 피해자 지원 예산을 늘려야 한다고 주장해 왔다.",
    '법원 관계자는 "개별 사건에 대해서는 판결문에 적힌 내용 외에 설명하기 어렵다"고 말했다.',
    "전문가들은 플랫폼의 책임을 함께 물어야 한다고 조언한다.",
    "정부는 관계 부처가 참여하는 대책 회의를 정례화했다.",
)
NEWS_EN_VIEW = (
    "the gravity of the offense could not be overlooked, but the defendant had shown remorse",
    "efforts to make amends had been taken into account",
    "a stern punishment was needed given the length of the offending",
    "the defendant had no prior record and admitted the charges",
)
NEWS_EN_TAIL = (
    "The law was amended in October 2024 to widen the range of punishable acts.",
    "Legal experts say the sentencing guidelines need to be revised.",
    "Civic groups have called for more support for victims.",
    "Lawmakers are reviewing several bills on platform responsibility.",
    "A court official declined to comment beyond the ruling.",
)
UNRELATED_KO = (
    (
        "가상시, 겨울철 제설 대책 점검",
        (
            "가상시는 겨울철 폭설에 대비해 제설 장비와 자재를 점검했다고 밝혔다.",
            "시는 취약 구간 40곳에 담당자를 지정하고 상황실을 운영한다.",
            '시 관계자는 "시민 불편을 줄이겠다"고 말했다.',
        ),
    ),
    (
        "가온구 도서관, 주말 연장 운영",
        (
            ("가온구는 구립 도서관 다섯 곳의 주말 운영 시간을 두 시간 늘린다고 밝혔다."),
            "지난해 주말 이용자는 하루 평균 1,200명이었다.",
        ),
    ),
    (
        "나래군 사과 축제 3만 명 찾아",
        (
            "나래군은 사흘간 열린 사과 축제에 3만 명이 다녀갔다고 밝혔다.",
            "군은 내년에는 행사 기간을 하루 늘릴 계획이다.",
        ),
    ),
    (
        "가상항 물동량 5% 늘어",
        (
            "가상항의 지난달 물동량이 1년 전보다 5% 늘었다.",
            "항만공사는 수출 화물이 늘어난 결과라고 설명했다.",
        ),
    ),
    (
        "누리시립교향악단 정기연주회",
        ("누리시립교향악단이 다음 달 정기연주회를 연다.", "입장권은 만 7세 이상이면 살 수 있다."),
    ),
)
UNRELATED_EN = (
    (
        "Gasang City opens new riverside trail",
        (
            "Gasang City opened a 12-kilometer riverside trail on Monday.",
            "The city expects 300,000 visitors a year.",
        ),
    ),
    (
        "Nuri Orchestra announces spring season",
        ("The Nuri Philharmonic announced its spring season on Tuesday.", "Tickets go on sale next month."),
    ),
    (
        "Narae County apple harvest beats forecast",
        (
            "Narae County said its apple harvest rose 8 percent from a year earlier.",
            "Officials credited mild weather.",
        ),
    ),
)
STATISTICS_KO = (
    (
        '경찰 "지난해 딥페이크 피의자 10명 중 8명이 10대"',
        (
            (
                "경찰청은 2024년 한 해 허위영상물 관련 범죄로 검거한 피의자 682명 "
                "가운데 548명(80.4%)이 10대였다고 밝혔다."
            ),
            "이 가운데 104명은 형사처벌을 받지 않는 10∼13세였다.",
            "같은 기간 접수된 사건은 1,202건이다.",
        ),
        (
            ("share", 80.4, "percent", 548, 682),
            ("count", 104, "persons", None, None),
            ("count", 1202, "cases", None, None),
        ),
    ),
    (
        "딥페이크 피고인 87명 중 34명 집행유예",
        (
            "김모 의원실이 대법원에서 받은 자료에 따르면 2020년 6월부터 "
            "2024년 6월까지 허위영상물 사건으로 1심 판결을 받은 피고인은 "
            "87명이다.",
            "이 중 34명(39.1%)이 집행유예를, 24명이 실형을 선고받았다.",
            "벌금형은 14명이었다.",
        ),
        (
            ("count", 87, "persons", None, None),
            ("share", 39.1, "percent", 34, 87),
            ("count", 24, "persons", None, None),
            ("count", 14, "persons", None, None),
        ),
    ),
    (
        "딥페이크 사건, 1월부터 11월까지 649건",
        (
            "경찰에 접수된 허위영상물 사건이 올해 1월부터 11월까지 649건으로 집계됐다.",
            "지난해에는 180건이었다.",
        ),
        (("count", 649, "cases", None, None), ("count", 180, "cases", None, None)),
    ),
)
STATISTICS_EN = (
    (
        "Three in four deepfake suspects are teenagers, police data show",
        (
            "Police data show that 75.8 percent of suspects caught over "
            "sexual deepfakes last year were in their teens, up from "
            "65.4 percent in 2021.",
            "Suspects in their 20s accounted for 20 percent.",
        ),
        (
            ("share", 75.8, "percent", None, None),
            ("share", 65.4, "percent", None, None),
            ("share", 20, "percent", None, None),
        ),
    ),
    (
        "Courts suspended prison terms for 34 of 87 deepfake defendants",
        (
            "First-instance courts ruled on 87 defendants in sexual deepfake "
            "cases between June 2020 and June 2024, according to "
            "data obtained by a lawmaker.",
            "Of them, 34 received suspended sentences and 24 were sent to prison.",
        ),
        (
            ("count", 87, "persons", None, None),
            ("count", 34, "persons", None, None),
            ("count", 24, "persons", None, None),
        ),
    ),
)
