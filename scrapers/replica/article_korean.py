"""Korean news sentences about an event; no act is described and nobody is named."""

from scrapers.replica.draw import Draw
from scrapers.replica.paragraphs import NEWS_KO_TAIL, NEWS_KO_VIEW
from scrapers.replica.story_facts import Event, Told
from scrapers.replica.wording import eul, eun, in_man


def _term(months: int) -> str:
    years, rest = divmod(months, 12)
    return " ".join(([f"{years}년"] if years else []) + ([f"{rest}개월"] if rest else []))


def penalty(told: Told) -> str:
    """징역 1년 6개월에 집행유예 3년."""
    if told.kind == "fine":
        text = f"벌금 {in_man(told.amount or 0)}"
        return f"{text}에 집행유예 {_term(told.suspended)}" if told.suspended else text
    if told.months_min and told.months_max:
        return f"징역 장기 {_term(told.months_max)}, 단기 {_term(told.months_min)}"
    text = f"징역 {_term(told.months or 0)}"
    return f"{text}에 집행유예 {_term(told.suspended)}" if told.suspended else text


def _who(event: Event) -> str:
    if event.age_style == "band":
        return f"{_group(event)} {_name(event)}"
    shown = f"만 {event.age}세" if event.age_style == "man" else str(event.age)
    return f"{_name(event)}({shown})"


def _charge(event: Event) -> str:
    law = "아동·청소년의 성보호에 관한 법률" if "성착취물" in event.charge_ko else "성폭력처벌법"
    return f"{law} 위반({event.charge_ko})"


def _group(event: Event) -> str:
    return f"{event.age // 10 * 10}대"


def _topic(event: Event) -> str:
    return "딥페이크" if event.is_deepfake else event.charge_ko


def title(event: Event, draw: Draw) -> str:
    """A headline."""
    who, what = _group(event), _topic(event)
    if event.stage == "demanded" and event.demanded:
        return draw.pick(
            (
                f"검찰, '{what}' 혐의 {who}에 {penalty(event.demanded)} 구형",
                f"'{what}' 혐의 {who}…검찰 {penalty(event.demanded)} 구형",
            )
        )
    level = "항소심" if event.stage == "appeal" else "1심"
    if event.outcome in ("acquitted", "reversed_and_acquitted"):
        return f"'{what}' 혐의 {who}, {level}서 무죄"
    if event.outcome == "transferred":
        return f"'{what}' 혐의 {who}, 소년부 송치 결정"
    if event.outcome == "appeal_dismissed":
        return f"'{what}' 혐의 {who}, 항소심도 같은 판단…항소 기각"
    if event.imposed is None:
        return f"'{what}' 혐의 {who} {level} 판단"
    return draw.pick(
        (
            f"'{what}' 혐의 {who}, {level}서 {penalty(event.imposed)}",
            f"{level} 법원, '{what}' 혐의 {who}에 {penalty(event.imposed)} 선고",
        )
    )


def _bench(event: Event, draw: Draw) -> str:
    number = draw.whole(1, 12)
    if event.stage == "appeal":
        return f"형사{number}부"
    return f"형사합의{number}부" if event.panel else f"형사{number}단독"


def _court(event: Event, draw: Draw) -> str:
    """가상지법 형사3단독은, 가상고법 형사1부는."""
    return eun(f"{event.court.short} {_bench(event, draw)}")


def _imposed(event: Event, draw: Draw) -> list[str]:
    if event.imposed is None:
        raise ValueError("nothing was imposed")
    who, court, words = _who(event), _court(event, draw), penalty(event.imposed)
    day = f"{event.day.day}일"
    if event.second is not None:
        other = "B씨"
        lead = (
            f"{court} {_charge(event)} 혐의로 함께 기소된 {who}에게 {words}을, "
            f"{other}에게 {penalty(event.second)}을 "
            f"각각 선고했다고 {day} 밝혔다."
        )
        return [lead]
    lead = draw.pick(
        (
            f"{court} {_charge(event)} 혐의로 기소된 {who}에게 {words}을 선고했다고 {day} 밝혔다.",
            f"{court} {day} {_charge(event)} 혐의로 재판에 넘겨진 {who}에게 {words}을 선고했다.",
            f"{_charge(event)} 혐의로 기소된 {who}에 대해 {court} {words}을 선고했다고 {day} 밝혔다.",
            (
                f"{court} {day} {who}에 대한 선고 공판을 열고 {_charge(event)} "
                f"혐의를 유죄로 인정해 {words}을 선고했다."
            ),
        )
    )
    return [lead, *_orders(event, draw)]


def _orders(event: Event, draw: Draw) -> list[str]:
    orders = []
    if event.supervised:
        orders.append("보호관찰")
    if event.service:
        orders.append(f"{event.service}시간의 사회봉사")
    if event.attendance:
        orders.append(f"{event.attendance}시간의 성폭력 치료강의 수강")
    if event.completion:
        orders.append(f"{event.completion}시간의 성폭력 치료프로그램 이수")
    if event.ban:
        orders.append(f"아동·청소년 관련기관 등에 {_term(event.ban)}간 취업제한")
    if not orders:
        return []
    joined = orders[0] if len(orders) == 1 else ", ".join(orders[:-1]) + " 및 " + orders[-1]
    return [draw.pick((f"재판부는 {eul(joined)} 함께 명령했다.", f"{joined}도 명령했다."))]


def _demand(event: Event, draw: Draw) -> list[str]:
    if event.demanded is None:
        return []
    words = penalty(event.demanded)
    return [
        draw.pick(
            (
                f"앞서 검찰은 {_name(event)}에게 {words}을 구형했다.",
                f"검찰은 앞서 결심공판에서 {words}을 구형한 바 있다.",
                f"앞서 검찰은 결심공판에서 재판부에 {words}을 선고해 달라고 요청했다.",
            )
        )
    ]


def _name(event: Event) -> str:
    return "A군" if event.age < 19 else "A씨"


def body(event: Event, draw: Draw) -> list[str]:
    """The paragraphs of an article about one event."""
    makers = {"demanded": _told_demand, "first_instance": _told_first, "appeal": _told_appeal}
    lines = makers[event.stage](event, draw)
    tail = draw.sample(NEWS_KO_TAIL, draw.whole(1, 2))
    return [*lines, *tail]


def _told_demand(event: Event, draw: Draw) -> list[str]:
    if event.demanded is None:
        raise ValueError("a demand without a demand")
    court = f"{event.court.short} {_bench(event, draw)}"
    words = penalty(event.demanded)
    return [
        f"검찰이 {_charge(event)} 혐의로 기소된 {_who(event)}에게 {words}을 구형했다.",
        f"검찰은 {event.day.day}일 {court} 심리로 열린 결심공판에서 재판부에 이같이 요청했다.",
        f"{_name(event)}에 대한 선고는 다음 달 이뤄질 예정이다.",
    ]


def _told_first(event: Event, draw: Draw) -> list[str]:
    head = f"{_court(event, draw)} {_charge(event)} 혐의로 기소된 {_who(event)}"
    told = f"고 {event.day.day}일 밝혔다."
    if event.outcome == "transferred":
        return [f"{head} 사건을 소년부에 송치하기로 결정했다{told}"]
    if event.outcome == "acquitted":
        view = '재판부는 "검사가 낸 증거만으로는 혐의를 인정하기에 부족하다"고 판단했다.'
        return [f"{head}에게 무죄를 선고했다{told}", *_demand(event, draw), view]
    view = f'재판부는 "{draw.pick(NEWS_KO_VIEW)}"고 양형 이유를 밝혔다.'
    return [*_imposed(event, draw), *_demand(event, draw), view]


def _told_appeal(event: Event, draw: Draw) -> list[str]:
    if event.lower is None:
        raise ValueError("an appeal without a judgment below")
    lower = penalty(event.lower)
    head = (
        f"{_court(event, draw)} {_charge(event)} 혐의로 기소된 "
        f"{_who(event)}의 항소심에서 {lower}을 선고한 원심을"
    )
    told = f"고 {event.day.day}일 밝혔다."
    if event.outcome == "appeal_dismissed":
        return [f"{head} 유지하고 항소를 기각했다{told}"]
    if event.outcome == "reversed_and_acquitted" or event.imposed is None:
        return [f"{head} 깨고 무죄를 선고했다{told}"]
    view = f'재판부는 "{draw.pick(NEWS_KO_VIEW)}"고 밝혔다.'
    return [f"{head} 깨고 {penalty(event.imposed)}을 선고했다{told}", *_orders(event, draw), view]
