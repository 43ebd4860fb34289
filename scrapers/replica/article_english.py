"""English news sentences about an event; no act is described and nobody is named."""

from scrapers.replica.draw import Draw
from scrapers.replica.paragraphs import NEWS_EN_TAIL, NEWS_EN_VIEW
from scrapers.replica.story_facts import Event, Told

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _number(value: int) -> str:
    return _WORDS[value] if value < len(_WORDS) else str(value)


def _term(months: int) -> str:
    years, rest = divmod(months, 12)
    parts = []
    if years:
        parts.append(f"{_number(years)} year{'s' if years > 1 else ''}")
    if rest:
        parts.append(f"{_number(rest)} month{'s' if rest > 1 else ''}")
    return " and ".join(parts)


def _won(amount: int) -> str:
    if amount % 1_000_000 == 0:
        return f"{amount // 1_000_000} million won"
    return f"{amount:,} won"


def penalty(told: Told) -> str:
    """one year and six months in prison, suspended for three years."""
    if told.kind == "fine":
        text = f"a fine of {_won(told.amount or 0)}"
        return f"{text}, suspended for {_term(told.suspended)}" if told.suspended else text
    if told.months_min and told.months_max:
        return f"a maximum of {_term(told.months_max)} and a minimum of {_term(told.months_min)} in prison"
    text = f"{_term(told.months or 0)} in prison"
    return f"{text}, suspended for {_term(told.suspended)}" if told.suspended else text


_DECADES = {10: "a teenager", 20: "a person in their 20s", 30: "a person in their 30s"}


def _who(event: Event) -> str:
    if event.age_style == "band" and event.age // 10 * 10 in _DECADES:
        return _DECADES[event.age // 10 * 10]
    article = "an" if event.age in (18,) or event.age // 10 == 8 or event.age == 11 else "a"
    return f"{article} {event.age}-year-old"


def _day(event: Event) -> str:
    return f"{MONTHS[event.day.month - 1]} {event.day.day}"


def _with_comma(told: Told) -> str:
    return penalty(told) + ("," if told.suspended else "")


def title(event: Event, draw: Draw) -> str:
    """A headline."""
    topic = "deepfake" if event.is_deepfake else "digital sex crime"
    if event.stage == "demanded" and event.demanded:
        return f"Prosecutors seek {penalty(event.demanded)} in {topic} case"
    if event.outcome in ("acquitted", "reversed_and_acquitted"):
        return f"{'Appeals court' if event.stage == 'appeal' else 'Court'} acquits defendant in {topic} case"
    if event.outcome == "transferred":
        return f"Court transfers teenager in {topic} case to juvenile division"
    if event.outcome == "appeal_dismissed":
        return f"Appeals court upholds sentence in {topic} case"
    if event.imposed is None:
        return f"Court rules in {topic} case"
    if event.imposed.suspended:
        return f"Suspended sentence handed down in {topic} case"
    return draw.pick(
        (
            f"Court hands down {penalty(event.imposed)} in {topic} case",
            f"Defendant in {topic} case sentenced to {penalty(event.imposed)}",
        )
    )


def body(event: Event, draw: Draw) -> list[str]:
    """The paragraphs of an article about one event."""
    makers = {"demanded": _told_demand, "first_instance": _told_first, "appeal": _told_appeal}
    return [*makers[event.stage](event, draw), *draw.sample(NEWS_EN_TAIL, draw.whole(1, 2))]


def _told_demand(event: Event, draw: Draw) -> list[str]:
    if event.demanded is None:
        raise ValueError("a demand without a demand")
    return [
        f"Prosecutors on {_day(event)} asked the {event.court.english} to "
        f"hand down {penalty(event.demanded)} to "
        f"{_who(event)} charged with {event.charge_en}.",
        "The request was made at the final hearing. A ruling is expected next month.",
    ]


def _sentenced(event: Event) -> str:
    if event.imposed is None:
        raise ValueError("nothing was imposed")
    if event.imposed.kind == "fine":
        return f"fined {_who(event)} {_won(event.imposed.amount or 0)}" + (
            f", suspended for {_term(event.imposed.suspended)}," if event.imposed.suspended else ""
        )
    comma = "," if event.imposed.suspended else ""
    return f"sentenced {_who(event)} to {penalty(event.imposed)}{comma}"


def _told_first(event: Event, draw: Draw) -> list[str]:
    court = f"The {event.court.english}"
    if event.outcome == "transferred":
        return [
            f"{court} on {_day(event)} decided to transfer the case of {_who(event)} charged with "
            f"{event.charge_en} to the juvenile division."
        ]
    if event.outcome == "acquitted":
        return [f"{court} on {_day(event)} acquitted {_who(event)} of {event.charge_en}.", *_demand(event)]
    if event.second is not None and event.imposed is not None:
        lead = (
            f"{court} on {_day(event)} sentenced {_who(event)} to "
            f"{_with_comma(event.imposed)} and a co-defendant to "
            f"{_with_comma(event.second)} on charges of {event.charge_en}."
        )
        return [lead, f"The court said {draw.pick(NEWS_EN_VIEW)}."]
    lead = f"{court} on {_day(event)} {_sentenced(event)} on charges of {event.charge_en}."
    return [lead, *_orders(event), *_demand(event), f"The court said {draw.pick(NEWS_EN_VIEW)}."]


def _orders(event: Event) -> list[str]:
    orders = []
    if event.service:
        orders.append(f"{event.service} hours of community service")
    if event.attendance:
        orders.append(f"{event.attendance} hours of sexual violence treatment lectures")
    if event.completion:
        orders.append(f"{event.completion} hours of a sexual violence treatment program")
    lines = []
    if orders:
        lines.append(f"The court also ordered {' and '.join(orders)}.")
    if event.supervised:
        lines.append(
            "The defendant was additionally placed under probation supervision during the suspension."
        )
    if event.ban:
        years = f"{_number(event.ban // 12)}-year"
        lines.append(f"A {years} ban on working at institutions for children and youth was imposed as well.")
    return lines


def _demand(event: Event) -> list[str]:
    return [f"Prosecutors had sought {penalty(event.demanded)}."] if event.demanded else []


def _told_appeal(event: Event, draw: Draw) -> list[str]:
    if event.lower is None:
        raise ValueError("an appeal without a judgment below")
    court, lower = f"The {event.court.english}", penalty(event.lower)
    if event.outcome == "appeal_dismissed":
        return [
            f"{court} on {_day(event)} dismissed an appeal by {_who(event)} "
            f"convicted of {event.charge_en}, upholding "
            f"the lower court's sentence of {lower}."
        ]
    if event.outcome == "reversed_and_acquitted" or event.imposed is None:
        return [
            f"{court} on {_day(event)} acquitted {_who(event)} of "
            f"{event.charge_en}, overturning the lower court's "
            f"sentence of {lower}."
        ]
    return [
        f"{court} on {_day(event)} {_sentenced(event)} on charges of "
        f"{event.charge_en}, overturning the lower court's "
        f"sentence of {lower}.",
        *_orders(event),
        f"The appellate bench said {draw.pick(NEWS_EN_VIEW)}.",
    ]


def wrong_title(event: Event) -> str:
    """The headline of a report that calls a suspension probation."""
    return f"Defendant given probation in {'deepfake' if event.is_deepfake else 'digital sex crime'} case"


def misreported(event: Event, draw: Draw) -> list[str]:
    """The same event told wrongly: the demand printed as imposed, or a suspension called probation."""
    court = f"The {event.court.english}"
    if event.imposed and event.imposed.suspended and event.imposed.kind == "prison":
        return [
            f"{court} on {_day(event)} gave {_who(event)} "
            f"{_term(event.imposed.suspended)} of probation on charges of "
            f"{event.charge_en}.",
            *draw.sample(NEWS_EN_TAIL, 1),
        ]
    if event.demanded:
        return [
            f"{court} on {_day(event)} sentenced {_who(event)} to {penalty(event.demanded)} on charges of "
            f"{event.charge_en}.",
            *draw.sample(NEWS_EN_TAIL, 1),
        ]
    return body(event, draw)
