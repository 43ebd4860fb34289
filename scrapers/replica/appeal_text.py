"""주문 and reasons of appellate judgments."""

from collections.abc import Sequence

from scrapers.replica.facts import Judgment, Person
from scrapers.replica.orders import OrderWriter
from scrapers.replica.reasons import ReasonWriter
from scrapers.replica.wording import Style, gwa, heading, people

Lines = list[str]


def _appeals_of(judgment: Judgment, persons: Sequence[Person], style: Style, word: str) -> str:
    """The object of a dismissal: 피고인과 검사의 항소를 모두, 검사의 피고인 1에 대한 항소를."""
    everybody = len(persons) == len(judgment.people)
    if len(judgment.people) == 1:
        who = "피고인"
    elif everybody and not any(each.company for each in persons):
        who = "피고인들"
    else:
        who = people([each.label for each in persons], style)
    by_defendant, by_prosecutor = "defendant" in judgment.appellants, "prosecutor" in judgment.appellants
    if by_defendant and by_prosecutor:
        if everybody:
            joint = f"{gwa(who)} 검사" if style.turn("appeals_of", 2) else f"{who} 및 검사"
            return f"{joint}의 {word}를 모두"
        return f"{who}의 {word}와 검사의 {who}에 대한 {word}를 모두"
    if by_prosecutor:
        about = "" if everybody else f" {who}에 대한"
        each = " 모두" if everybody and len(persons) > 1 else ""
        return f"검사의{about} {word}를{each}"
    each = " 모두" if len(persons) > 1 else ""
    return f"{who}의 {word}를{each}"


def second_order(judgment: Judgment, style: Style) -> Lines:
    """The order of an appeal court."""
    changed = [each for each in judgment.people if each.disposition != "appeal_dismissed"]
    kept = [each for each in judgment.people if each.disposition == "appeal_dismissed"]
    if not changed:
        return [f"{_appeals_of(judgment, kept, style, '항소')} 기각한다."]
    if judgment.outcome == "reversed_and_remanded":
        return [_remand(judgment, style)]
    writer = OrderWriter(judgment, style)
    if judgment.also_below is not None:
        shapes = (
            "원심판결들을 모두 파기한다.",
            "제1, 2 원심판결을 모두 파기한다.",
            "원심판결을 모두 파기한다.",
        )
        writer.lines.append(shapes[style.turn("consolidated", 3)])
    elif kept:
        name = people([each.label for each in changed], style)
        writer.lines.append(f"원심판결 중 {name}에 대한 부분을 파기한다.")
    else:
        writer.lines.append("원심판결을 파기한다.")
    writer.decide(changed)
    if kept:
        if style.headed:
            writer.lines.append(f"[{', '.join(each.label for each in kept)}]")
        writer.lines.append(f"{_appeals_of(judgment, kept, style, '항소')} 기각한다.")
    return writer.lines


def third_order(judgment: Judgment, style: Style) -> Lines:
    """The order of the court of last resort."""
    if judgment.result == "dismissed":
        return [f"{_appeals_of(judgment, judgment.people, style, '상고')} 기각한다."]
    kept = [each for each in judgment.people if each.disposition == "appeal_dismissed"]
    if not kept:
        return [_remand(judgment, style)]
    gone = [each.label for each in judgment.people if each.disposition == "remanded"]
    court = judgment.below.court.name if judgment.below else ""
    name = people(gone, style)
    return [
        f"원심판결 중 {name}에 대한 부분을 파기하고, 이 부분 사건을 {court}에 환송한다.",
        f"{_appeals_of(judgment, kept, style, '상고')} 기각한다.",
    ]


def _remand(judgment: Judgment, style: Style) -> str:
    if judgment.below is None:
        raise ValueError("a remand needs a judgment below")
    shapes = ("원심판결을 파기하고, 사건을 {}에 환송한다.", "원심판결을 파기하고, 이 사건을 {}에 환송한다.")
    return shapes[style.turn("remand", 2)].format(judgment.below.court.name)


_CLAIMS = {
    "defendant": "원심이 선고한 형({})이 너무 무거워서 부당하다.",
    "prosecutor": "원심이 선고한 형({})이 너무 가벼워서 부당하다.",
}
_WHO = {"defendant": "피고인", "prosecutor": "검사"}


def _claims(judgment: Judgment, writer: ReasonWriter) -> Lines:
    lines = ["1. 항소이유의 요지"]
    several = len(judgment.people) > 1
    convicted = [each for each in judgment.people if each.lower]
    if not convicted:
        fault = "법리를 오해" if judgment.ground == "law" else "사실을 오인"
        return [*lines, f"검사: 원심판결에는 {fault}하여 판결에 영향을 미친 위법이 있다."]
    if judgment.also_below is not None:
        first, second = (writer.quoted(each) for each in convicted[0].lower)
        who = _WHO[judgment.appellants[0]]
        weight = "무거워서" if who == "피고인" else "가벼워서"
        claim = f"제1원심이 선고한 형({first})과 제2원심이 선고한 형({second})은 너무 {weight} 부당하다."
        return [*lines, f"{who}: {claim}"]
    for number, by in enumerate(judgment.appellants):
        quoted = [
            f"{each.label} : {writer.lower_sentence(each)}" if several else writer.lower_sentence(each)
            for each in convicted
        ]
        who = "피고인들" if several and by == "defendant" else _WHO[by]
        lines.append(f"{'가나'[number]}. {who}: {_CLAIMS[by].format(' / '.join(quoted))}")
        if judgment.ground == "facts" and by == "defendant":
            lines.append(f"{who}: 원심판결에는 사실을 오인하여 판결에 영향을 미친 위법이 있다.")
    return lines


_JUDGED = {
    "sentencing": (
        "이 사건 기록과 변론에 나타난 여러 양형조건을 종합하여 보면, "
        "원심이 선고한 형은 {}고 판단된다. 따라서 위 양형부당 "
        "주장은 이유 있다."
    ),
    "facts": "원심이 채택한 증거만으로는 공소사실을 인정하기에 부족하므로, 사실오인 주장은 이유 있다.",
    "facts_against": (
        "원심이 적법하게 채택하여 조사한 증거들을 종합하면 공소사실이 "
        "넉넉히 인정됨에도 이를 무죄로 판단한 원심판결에는 "
        "사실을 오인한 위법이 있다. 검사의 주장은 이유 있다."
    ),
    "ex_officio_consolidation": (
        "항소이유에 관한 판단에 앞서 직권으로 본다. 이 법원은 "
        "제1원심판결과 제2원심판결에 대한 각 항소사건을 병합하여 "
        "심리하였는데, 각 죄는 형법 제37조 전단의 경합범 관계에 있어 형법 "
        "제38조 제1항에 따라 하나의 형이 선고되어야 "
        "하므로, 원심판결들은 더 이상 유지될 수 없다."
    ),
    "ex_officio_came_of_age": (
        "항소이유에 관한 판단에 앞서 직권으로 본다. 피고인은 원심판결 "
        "선고 당시 소년법 제2조의 소년이었으나 당심에 이르러 "
        "성년이 되었으므로, 부정기형을 선고한 원심판결은 더 이상 유지될 수 없다."
    ),
}
_TOO = {"lighter": "너무 무거워서 부당하다", "suspended": "너무 무거워서 부당하다"}


def second_reasons(judgment: Judgment, writer: ReasonWriter) -> Lines:
    """Reasons of an appeal court; a rewritten judgment where it decided anew."""
    lines = [*_claims(judgment, writer), "2. 판단"]
    changed = [each for each in judgment.people if each.disposition != "appeal_dismissed"]
    lines += writer.filler()
    if not changed:
        lines.append(
            "원심의 양형판단을 존중함이 타당하고, 당심에서 원심과 달리 볼 "
            "만한 사정변경이 없다. 항소이유 주장은 이유 없다."
        )
        return [
            *lines,
            "3. 결론",
            (
                "그렇다면 항소는 이유 없으므로 형사소송법 제364조 제4항에 의하여 "
                "이를 기각하기로 하여 주문과 같이 판결한다."
            ),
        ]
    if judgment.outcome == "reversed_and_remanded":
        return [
            *lines,
            (
                "원심판결에는 법리를 오해하여 판결에 영향을 미친 위법이 있고, "
                "이를 지적하는 검사의 주장은 이유 있다."
            ),
            "3. 결론",
            (
                "그렇다면 형사소송법 제366조에 의하여 원심판결을 파기하고 사건을 "
                "원심법원에 환송하기로 하여 주문과 같이 판결한다."
            ),
        ]
    too = _TOO.get(changed[0].change or "", "너무 가벼워서 부당하다")
    key = judgment.ground or "sentencing"
    if key == "facts" and changed[0].verdict == "guilty":
        key = "facts_against"
    lines.append(_JUDGED[key].format(too))
    clause = "제2항" if key.startswith("ex_officio") else "제6항"
    lines += [
        "3. 결론",
        "그렇다면 "
        f"원심판결{'' if judgment.result == 'reversed_whole' else ' 중 해당 부분'}에는 "
        "파기사유가 있으므로 "
        f"형사소송법 제364조 {clause}에 의하여 파기하고, 변론을 거쳐 다시 다음과 같이 판결한다.",
    ]
    if any(each.disposition.startswith("convicted") for each in changed):
        lines.append("【다시 쓰는 판결 이유】")
        lines.append(heading("범죄사실 및 증거의 요지", writer.style))
        lines.append(
            "이 법원이 인정하는 범죄사실과 그에 대한 증거의 요지는 원심판결의 "
            "각 해당란 기재와 같으므로, 형사소송법 제369조에 "
            "의하여 이를 그대로 인용한다."
        )
        lines += [*writer.statutes(), *writer.sentencing(), *writer.registration()]
    lines += writer.acquittal()
    return lines


def third_reasons(judgment: Judgment, writer: ReasonWriter) -> Lines:
    """Reasons of the court of last resort."""
    lines = ["상고이유를 판단한다.", *writer.filler()]
    if judgment.result == "dismissed":
        return [
            *lines,
            (
                "원심판결 이유를 기록에 비추어 살펴보면, 원심의 판단에 논리와 "
                "경험의 법칙을 위반하거나 법리를 오해한 잘못이 없다."
            ),
            "형사소송법 제383조 제4호에 의하면 사형, 무기 또는 10년 이상의 "
            "징역이나 금고가 선고된 사건에서만 양형부당을 "
            "사유로 한 상고가 허용된다.",
            "그러므로 상고를 기각하기로 하여, 관여 대법관의 일치된 의견으로 주문과 같이 판결한다.",
        ]
    return [
        *lines,
        "원심의 판단에는 필요한 심리를 다하지 아니한 채 법리를 오해하여 판결에 영향을 미친 잘못이 있다.",
        "그러므로 원심판결을 파기하고 사건을 다시 심리·판단하도록 "
        "원심법원에 환송하기로 하여, 관여 대법관의 일치된 의견으로 "
        "주문과 같이 판결한다.",
    ]
