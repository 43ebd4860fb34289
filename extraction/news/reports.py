"""From sentence readings to case reports: which sentences tell one case, and what its furthest stage is.

Resolving never reads text again. A case begins with the first sentence that tells of one; another begins where
another court of the same level speaks, or where the text says that it turns to another case.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from extraction.evidence import Evidence, Located
from extraction.news.article import STAGES, AgeReport, CaseReport, PenaltyItem, Supervision
from extraction.news.courts import CourtMention
from extraction.news.defendants import INCLUDING_A_LEADER, MANY_OF_ONE_CASE
from extraction.news.people import spelled_count, victims_band
from extraction.news.readings import (
    Act,
    AgeHit,
    Mention,
    OutcomeHit,
    ResolvedPenalty,
    SentenceReading,
    SupervisionHit,
)

_LOWER = -1
_INSTANCE_STAGE = {1: "first_instance", 2: "appeal", 3: "final"}
_CASE_OUTCOMES = {
    "acquitted",
    "partially_acquitted",
    "immunity",
    "dismissed_prosecution",
    "penalty_exempted",
    "transferred",
    "protective_disposition",
    "appeal_dismissed",
    "reversed",
    "reversed_and_remanded",
}


@dataclass(slots=True)
class _Case:
    """The readings of one case while the article is walked through."""

    readings: list[SentenceReading] = field(default_factory=list)
    telling: list[SentenceReading] = field(default_factory=list)

    def add(self, reading: SentenceReading, *, tells: bool) -> None:
        """Takes a sentence into the case; only one that tells something makes a report."""
        self.readings.append(reading)
        if tells:
            self.telling.append(reading)


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """A report and the evidence of its values, paths relative to the report."""

    report: CaseReport
    evidence: tuple[Located, ...]
    doubts: tuple[str, ...]
    told_at: frozenset[int]
    """Where the sentences that tell the case begin in the body."""


def build_reports(readings: Iterable[SentenceReading]) -> list[BuiltReport]:
    """The case reports of an article, in the order in which the article first tells them."""
    return [built for case in _segment(readings) if (built := _build(case)) is not None]


def _tells_case(reading: SentenceReading) -> bool:
    """Whether a sentence tells what happened to an accused person."""
    if any(p.act in ("demand", "impose", "quoted") for p in reading.penalties):
        return True
    if any(hit.outcome in _CASE_OUTCOMES for hit in reading.outcomes) and not reading.is_statistic:
        return True
    if reading.is_general:
        return True
    limit = MANY_OF_ONE_CASE if _ONE_OFFICE.search(reading.sentence.text) else 50
    few = reading.n_defendants is not None and reading.n_defendants <= limit
    is_of_many = reading.n_defendants is not None and not few and not reading.courts
    if is_of_many and not _HANGUL.search(reading.sentence.text):
        return False
    accused = any(not hit.is_victim for hit in reading.ages)
    single = _is_english_single(reading)
    has_person = bool(reading.labels or reading.has_person or reading.charge or few or accused or single)
    if reading.supervision is not None and reading.supervision.value in ("true", "false") and has_person:
        return True
    if reading.labels and any(hit.age.basis == "at_offence" and not hit.is_victim for hit in reading.ages):
        return True
    if reading.charge and (reading.labels or accused or single) and not reading.is_statistic:
        return True
    if _tells_age(reading):
        return True
    if (
        (accused or single or few)
        and not reading.is_statistic
        and _INVESTIGATED.search(reading.sentence.text)
    ):
        return True
    if (
        (reading.labels or accused or few)
        and not reading.is_statistic
        and _BEFORE_A_JUDGE.search(reading.sentence.text)
    ):
        return True
    has_person = has_person or reading.is_single
    return bool(reading.stages) and has_person and not reading.is_statistic


_ONE_OFFICE = re.compile(
    rf"^In\s(?:one|another|a)\s(?:[\w-]+\s)?case\b|{INCLUDING_A_LEADER}|\b(?:[Ii]n\sconnection\swith|[Rr]ing|[Gg]ang|[Ss]yndicate|[Cc]rime\sorganization)\b|[가-힣](?:경찰청|경찰서|지검|지청)|(?:수사대|수사과|수사팀|수사계)(?:은|는|가)\s"
)
"""An office that tells of one investigation; the national police tells of a year's figures."""
_BEFORE_A_JUDGE = re.compile(
    r"(?:선고|결심|첫)\s?(?:공판|재판)[은을이]|구속\s여부|구속영장(?:을|이)?\s?(?:신청|청구)|구속영장을\s(?:모두\s)?기각했|(?:공개|지명)\s?수배|출국\s?금지"
)
"""`A씨의 선고 공판은 …`, `A씨의 구속 여부를`: a person before a judge who has not decided."""
_INVESTIGATED = re.compile(
    r"\b(?:is|was|are|were)\s(?:being\s(?:investigated|questioned)|under\s(?:police\s)?investigation)\b"
    r"|\b(?:[Pp]olice|[Pp]rosecutors|[Ii]nvestigators)\s(?:\w+\s\w+day\s)?(?:are\s(?:questioning|investigating)|(?:have\s)?questioned)\s(?:an?|two|three)\s"
    r"|\b(?:investigation|probe)\sinto\s(?:an?|two|three)\s(?:former\s|incumbent\s|sitting\s)?[a-z]+\b(?!\s(?:case|crash|fire|accident|incident|company|firm))"
    r"|\braid(?:ed|ing)?\s(?:the\s)?(?:homes?|offices?|residences?)\s(?:and\s\w+\s)?of\s(?:an?|the)\s"
    r"|\b[Tt]he\s(?:suspect|man|woman)\swas\sreleased\b|\b(?:[Pp]rosecutors|[Pp]olice|special\scounsel)\s[^.;,]{0,24}?summoned\s(?:an?|the|two|three)\s"
)
"""`An officer in his 30s is being investigated`: a person, no stage yet."""
_OF_A_CASE = re.compile(
    r"\b(?:prosecut|police|court|judge|charge|crime|trial|indict|convict|suspect|prison|jail|sentenc|offen[cs]e|accus|investigat|appeal|anklet|punish|crimin|defendant)",
    re.IGNORECASE,
)


_ONE_SUSPECT = re.compile(
    r"\b(?:the|a)\s(?:\w+\s)?(?:suspect|defendant)\b[^.;]{0,60}?\bin\s(?:his|her)\s", re.IGNORECASE
)
_HANGUL = re.compile(r"[가-힣]")


def _is_english_single(reading: SentenceReading) -> bool:
    return reading.is_single and not _HANGUL.search(reading.sentence.text)


def _tells_age(reading: SentenceReading) -> bool:
    """An English sentence that tells the exact age of an accused person in words of a case."""
    exact = any(not hit.is_victim and hit.age.low == hit.age.high for hit in reading.ages)
    exact = exact or bool(_ONE_SUSPECT.search(reading.sentence.text) and reading.ages)
    return exact and not reading.is_statistic and bool(_OF_A_CASE.search(reading.sentence.text))


def _segment(readings: Iterable[SentenceReading]) -> list[_Case]:
    cases = [_Case()]
    read = [_raise_appeal(reading) for reading in readings]
    read = _without_abroad(read)
    for reading in _told_by_appeal(read):
        reading = _with_group(_as_counted(reading, cases[-1]), cases[-1])
        tells = _tells_case(reading)
        if cases[-1].telling and _begins_other_case(reading, cases[-1], tells=tells):
            cases.append(_Case())
        cases[-1].add(reading, tells=tells)
    return [_raise_change(_lower_first(_quote_appealed(case))) for case in cases if case.telling]


_GOES_ON_ABROAD = re.compile(
    r"(?:He|She|They|His|Her|Their|The\s(?:man|woman|court|judge|defendant|suspect|trial|sentence|two|three|other)|Another|(?:An?|Two|Three|Four)\s(?:other|others|more)|"
    r"Prosecutors\sthere)\b"
)
"""In English: what tells of the people or the court of the sentence before."""


_IN_A_COUNTRY = re.compile(
    r"(?:미국|일본|중국|영국|프랑스|독일|호주|캐나다|베트남|필리핀|태국|싱가포르|홍콩|대만|러시아|인도네시아|인도|캄보디아|말레이시아|이탈리아|스페인|브라질|멕시코)"
    r"(?:\s[가-힣]{2,6})?에서(?:는|도)?\s"
)
"""`영국에서 … 징역 18년이 선고됐다. 볼턴 형사법원은`: the court that the next sentence names."""


def _without_abroad(read: list[SentenceReading]) -> list[SentenceReading]:
    """Without what courts abroad did, and without what follows on it up to a court of Korea."""
    kept, is_abroad = [], False
    for reading, following in zip(read, [*read[1:], None], strict=True):
        if following is not None and following.is_abroad and _IN_A_COUNTRY.match(reading.sentence.text):
            is_abroad = not reading.courts
            if is_abroad:
                continue
        goes_on = _HANGUL.search(reading.sentence.text) or _GOES_ON_ABROAD.match(reading.sentence.text)
        is_abroad = reading.is_abroad or (is_abroad and bool(goes_on) and not reading.courts)
        if not is_abroad:
            kept.append(reading)
    return kept


def _told_by_appeal(read: list[SentenceReading]) -> list[SentenceReading]:
    """`Prosecutors appealed the three-year sentence`: where nothing else is told of it, the sentence was given."""
    if any(r.outcomes or any(p.act in ("impose", "quoted") for p in r.penalties) for r in read):
        return read
    return [
        replace(
            r,
            penalties=tuple(replace(p, act="impose") if p.act == "appealed" else p for p in r.penalties),
        )
        for r in read
    ]


def _quote_appealed(case: _Case) -> _Case:
    """`Both sides appealed the 18-month sentence. The court turned down the appeals.`: 18 months below, in English."""
    decided = any(
        h.outcome in ("appeal_dismissed", "reversed", "acquitted") for r in case.readings for h in r.outcomes
    )
    if not decided or not any(p.act == "appealed" for r in case.readings for p in r.penalties):
        return case

    def quoted(reading: SentenceReading) -> SentenceReading:
        penalties = (
            replace(p, act="quoted", instance=_LOWER) if p.act == "appealed" else p for p in reading.penalties
        )
        return replace(reading, penalties=tuple(penalties))

    telling = {id(reading) for reading in case.telling}
    changed = [(reading, quoted(reading)) for reading in case.readings]
    return _Case([new for _, new in changed], [new for old, new in changed if id(old) in telling])


def _lower_first(case: _Case) -> _Case:
    """`Nam received three years. …, and the High Court sentenced him to five.`: three at the first trial, in English."""
    above = next(
        (
            number
            for number, reading in enumerate(case.readings)
            if any(
                p.act == "impose" and (p.instance or 0) > 1 and not p.mention.is_order
                for p in reading.penalties
            )
            and _OF_THE_ONE_BEFORE.search(reading.sentence.text)
        ),
        0,
    )
    if not above or _HANGUL.search(case.readings[above].sentence.text):
        return case

    def lowered(reading: SentenceReading) -> SentenceReading:
        if reading.instance is not None or reading.courts:
            return reading
        return replace(
            reading,
            penalties=tuple(
                replace(p, act="quoted", instance=1) if p.act == "impose" and p.instance is None else p
                for p in reading.penalties
            ),
        )

    telling = {id(reading) for reading in case.telling}
    changed = [(reading, lowered(reading)) for reading in case.readings[:above]]
    changed += [(reading, reading) for reading in case.readings[above:]]
    return _Case([new for _, new in changed], [new for old, new in changed if id(old) in telling])


_COUNTS_ON = re.compile(r"[0-9]\s?명\s?(?:중|가운데)|(?:^|\s)(?:이|그|이들)\s?(?:중|가운데)\s")


_COUNTS_ON_EN = re.compile(
    r"\bof\s(?:those|these)\s(?:\w+\s)?(?:suspects|people|offenders|defendants|cases)\b|\bin\sthose\scases\b|"
    r"^(?:In\saddition|Another|Of\s(?:them|those|these)|Among\s(?:them|those)|The\sremaining),?\s(?:[0-9,]+|two|three|four|five|six|seven|eight|nine|ten|were)\b"
)


def _as_counted(reading: SentenceReading, case: _Case) -> SentenceReading:
    """`특별단속으로 33명을 특정했다. 검거된 7명 가운데 6명은 10대였다.`: counting that goes on is no case, in Korean."""
    before = case.readings[-1] if case.readings else None
    if before is None or not before.is_statistic or reading.labels or reading.courts or reading.is_single:
        return reading
    goes_on = (_COUNTS_ON if _HANGUL.search(reading.sentence.text) else _COUNTS_ON_EN).search(
        reading.sentence.text
    )
    return replace(reading, is_statistic=True) if goes_on else reading


def _with_group(reading: SentenceReading, case: _Case) -> SentenceReading:
    """What a number of people got (`상담원 3명은 징역 3년을`) is of the case that is told, or of the court named."""
    if not any(p.act == "group" for p in reading.penalties):
        return reading
    is_told = bool(reading.courts) or any(r.labels or r.courts or r.n_defendants for r in case.telling)
    act: Act = "impose" if is_told else "statistic"
    penalties = tuple(replace(p, act=act) if p.act == "group" else p for p in reading.penalties)
    return replace(reading, penalties=penalties)


_CHANGES_A_SENTENCE = re.compile(
    r"\b(?:court|judges?|bench|panel)\b[^.;]{0,30}?\b(?:reduc|increas|rais|lower|cut|commut|lighten)\w*\s"
    r"(?:(?:the|his|her|their|its|that|those|these|both|an?)\s|(?=[\w-]+[’']s\s))(?:[\w’'-]+\s){0,3}?(?:sentences?|terms?|punishment|fine)\b",
    re.IGNORECASE,
)


def _raise_change(case: _Case) -> _Case:
    """`The court reduced the sentence to three years. … sentenced to four at his first trial.`: the court of appeal."""
    first = any(
        p.act in ("impose", "quoted") and p.instance == 1 and not p.mention.is_order
        for r in case.readings
        for p in r.penalties
    )
    if not first:
        return case

    def raised(reading: SentenceReading) -> SentenceReading:
        acts = {(p.act, p.instance) for p in reading.penalties if not p.mention.is_order}
        is_open = reading.instance is None and not reading.courts and acts == {("impose", None)}
        if not is_open or not _CHANGES_A_SENTENCE.search(reading.sentence.text):
            return reading
        penalties = tuple(replace(p, instance=p.instance or 2) for p in reading.penalties)
        return replace(reading, instance=2, penalties=penalties)

    telling = {id(reading) for reading in case.telling}
    changed = [(reading, raised(reading)) for reading in case.readings]
    return _Case([new for _, new in changed], [new for old, new in changed if id(old) in telling])


_FIRST_TRIAL = re.compile(
    r"1심(?:인|\s?(?:선고\s?)?공판|\s재판에서|\s재판부|에서|은|이\s)|[Ff]irst(?:\s|-)(?:trial|instance)"
)


def _raise_appeal(reading: SentenceReading) -> SentenceReading:
    """A district court that quashes or upholds a judgment below sits as a court of appeal."""
    is_unnamed = not reading.courts and reading.instance == 1 and not _HANGUL.search(reading.sentence.text)
    if not (reading.courts or is_unnamed) or any(court.instance != 1 for court in reading.courts):
        return reading
    decides_appeal = any(hit.outcome in ("appeal_dismissed", "reversed") for hit in reading.outcomes) or any(
        p.act == "quoted" and p.instance == _LOWER for p in reading.penalties
    )
    decides_appeal = decides_appeal or _hears_appeal(reading) or bool(_AS_BELOW.search(reading.sentence.text))
    is_turned_down = reading.courts and _TURNS_DOWN.search(reading.sentence.text, reading.courts[0].end)
    if not decides_appeal or (_FIRST_TRIAL.search(reading.sentence.text) and not is_turned_down):
        return reading
    return replace(
        reading,
        instance=2,
        penalties=tuple(replace(p, instance=2) if p.instance == 1 else p for p in reading.penalties),
        outcomes=tuple(replace(h, instance=2) if h.instance == 1 else h for h in reading.outcomes),
    )


_TURNS_DOWN = re.compile(
    r"[^.]{0,200}?1심에서\s[^.]{2,60}선고받은\s[^.]{1,40}?(?:의|검찰의|검사의|쌍방의|양측의)\s(?:[가-힣]{1,3}\s)?항소를\s(?:모두\s)?기각했"
)
"""`광주지법 형사4부는 1심에서 징역 2년을 선고받은 A씨의 항소를 기각했다`: a district court that sits on appeal."""
_AS_BELOW = re.compile(r"원심과\s(?:같은|동일한|똑같은|마찬가지로)\s")
"""`춘천지법 형사1부는 원심과 같은 징역 5개월을`."""


def _hears_appeal(reading: SentenceReading) -> bool:
    """`He turned 19 during the appeal, and the Incheon District Court sentenced him`: told to sit on appeal, in English."""
    text = reading.sentence.text
    return (
        bool(reading.courts)
        and reading.instance == 2
        and not _HANGUL.search(text)
        and bool(_DURING_APPEAL.search(text, 0, reading.courts[0].start))
    )


_DURING_APPEAL = re.compile(
    r"\b(?:during|in|on|at)\s(?:the\s|his\s|her\s|an\s)?(?:appeals?\s(?:trial|process|hearings?)|appeal\b|second\strial|appellate\strial)",
    re.IGNORECASE,
)


def _begins_other_case(reading: SentenceReading, case: _Case, *, tells: bool) -> bool:
    if reading.starts_other_case and (tells or reading.courts):
        return not _same_chain(reading, case)
    if not tells or not reading.courts:
        return False
    return not _same_chain(reading, case)


def _same_chain(reading: SentenceReading, case: _Case) -> bool:
    """Whether the courts of the sentence may belong to the case: the same court, or another level."""
    known = {(c.name.split()[0], c.instance) for r in case.readings for c in r.courts}
    if not reading.courts:
        return not reading.starts_other_case
    if not known:
        return True
    levels = {instance for _, instance in known}
    for court in reading.courts:
        key = (court.name.split()[0], court.instance)
        if key in known:
            return not (reading.starts_other_case and _is_another_person(reading, case))
        if court.instance in levels:
            return False
    return True


def _is_another_person(reading: SentenceReading, case: _Case) -> bool:
    known = {label for r in case.readings for label in r.labels}
    ages = {(a.age.low, a.age.high) for r in case.readings for a in r.ages if not a.is_victim}
    new_ages = {(a.age.low, a.age.high) for a in reading.ages if not a.is_victim}
    return bool(set(reading.labels) - known) or bool(new_ages - ages)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A penalty with its sentence and its instance made absolute."""

    reading: SentenceReading
    penalty: ResolvedPenalty
    instance: int | None


def _build(case: _Case) -> BuiltReport | None:
    top = _top_instance(case)
    placed = _left_to_serve(case, _before_uphold(case, _place(case, top)))
    stage = _stage(case, placed, top)
    demanded, imposed, quoted = _split_roles(placed, stage, top)
    imposed, quoted = _with_computed(case, imposed, quoted)
    imposed = _as_demanded(case, demanded, imposed)
    outcome = _outcome(case, imposed, top)
    outcome = _left_as_told(imposed, outcome, top)
    if outcome in ("appeal_dismissed", "final_appeal_dismissed") and (
        quoted
        or _is_sentenced_again(imposed)
        or _is_left_as_told(imposed)
        or (top == 3 and _became_final(case, imposed))
    ):
        imposed, quoted = [], [*quoted, *imposed]
    if outcome == "reversed_and_remanded":
        imposed, quoted = [], [*quoted, *imposed]  # who sends a case back imposes nothing
    if top == 3 and quoted and imposed and _all_became_final(imposed):
        imposed, quoted, outcome = [], [*quoted, *imposed], "final_appeal_dismissed"
    if top == 3 and quoted and imposed and _repeats_quoted(imposed, quoted):
        imposed, outcome = [], "final_appeal_dismissed"
    if stage == "first_instance" and outcome is None and quoted and not imposed and _decided_first(quoted):
        imposed, quoted, outcome = quoted, [], "sentenced"
    imposed = _join_apart(imposed)
    imposed = _suspended_on_appeal(imposed, quoted)
    evidence: list[Located] = []
    report = CaseReport(
        stage=stage,
        court=_court(case, stage, top, evidence),
        court_date=_court_date(case, stage, evidence),
        charge=_charge(case, evidence),
        demanded=_items("demanded", demanded, evidence),
        imposed=_items("imposed", imposed, evidence),
        quoted_lower=_items("quoted_lower", quoted, evidence),
        supervision=_supervision(case, imposed, evidence),
        age=_age(case, evidence),
        n_defendants=_n_defendants(case),
        n_victims_band=_victims(case),
        outcome=outcome,
        case_hint="general" if all(r.is_general for r in case.telling) else _hint(case),
    )
    is_told = report.n_defendants and any(_is_held_or_sought(r) for r in case.telling)
    if not _is_worth(report) and not is_told:
        return None
    doubts = tuple(doubt for reading in case.readings for doubt in reading.doubts)
    told_at = frozenset(reading.sentence.start for reading in case.telling)
    return BuiltReport(report, tuple(evidence), doubts, told_at)


def _repeats_quoted(imposed: Sequence[_Placed], quoted: Sequence[_Placed]) -> bool:
    """`징역 17년이 확정된 G씨는 1심에서 징역 20년을, 2심에서 징역 17년을 선고받았었다`."""
    below = [p.penalty.mention.item for p in quoted if p.instance == 2]
    return all(
        p.penalty.mention.item in below and _says_final(p.reading.sentence.text[p.penalty.mention.end :][:20])
        for p in imposed
    )


_LEFT_BY_HIGHER = re.compile(
    r"(?:항소심|2심|대법원|상급심)(?:과|도|은|이|\s재판부도)\s[^.]{0,24}?(?:이를|이\s(?:판단|형|판결|형량)을)\s(?:모두\s|그대로\s|최종\s)*(?:유지|확정|받아들)"
)
"""`징역 15년을 선고했고, 항소심과 대법원도 이를 유지했다`."""


def _is_left_as_told(imposed: Sequence[_Placed]) -> bool:
    return bool(imposed) and all(
        _LEFT_BY_HIGHER.search(p.reading.sentence.text, p.penalty.mention.end) for p in imposed
    )


def _all_became_final(imposed: Sequence[_Placed]) -> bool:
    """`B씨는 징역 1년에 집행유예 2년, C씨는 징역 3년이 확정됐다` beside a sentence that the Supreme Court upheld."""
    return all(_FINAL_AT_LAST.search(p.reading.sentence.text, p.penalty.mention.end) for p in imposed)


_FINAL_AT_LAST = re.compile(r"(?:이|가)\s(?:각각\s|그대로\s)?확정됐(?:다|습니다)\.?$")


def _became_final(case: _Case, imposed: Sequence[_Placed]) -> bool:
    """`상고를 기각했다. H씨에게는 징역 2년이 확정됐다.`: what the dismissal left."""
    dismissing = [r for r in case.readings if any(hit.outcome == "appeal_dismissed" for hit in r.outcomes)]
    return bool(imposed) and all(
        (p.reading not in dismissing or any(r is not p.reading and not r.penalties for r in dismissing))
        and _says_final(p.reading.sentence.text[p.penalty.mention.end :][:40])
        for p in imposed
    )


def _left_as_told(imposed: Sequence[_Placed], outcome: str | None, top: int | None) -> str | None:
    """The outcome where higher courts left what was told before them in the same sentence."""
    if outcome != "sentenced" or not _is_left_as_told(imposed):
        return outcome
    return "final_appeal_dismissed" if top == 3 else "appeal_dismissed"


def _decided_first(quoted: Sequence[_Placed]) -> bool:
    """`A lower court sentenced him to …, and the case is pending at the High Court`: no higher court has decided."""
    return all(p.penalty.act == "impose" for p in quoted)


def _is_held_or_sought(reading: SentenceReading) -> bool:
    text = reading.sentence.text
    return bool(_INVESTIGATED.search(text) or _HELD_OR_SOUGHT.search(text))


_HELD_OR_SOUGHT = re.compile(r"출국\s?금지|(?:공개|지명)\s?수배")


def _is_worth(report: CaseReport) -> bool:
    return bool(
        report.supervision in ("true", "false")
        or (report.age is not None and report.age.basis == "at_offence")
        or (report.charge and (report.age or report.n_defendants))
        or (report.age is not None and (report.age.low == report.age.high or report.n_defendants == 1))
        or report.stage
        or report.outcome
        or report.demanded
        or report.imposed
        or report.quoted_lower
        or (report.court and report.n_defendants)
    )


_AFTER_REMAND = re.compile(
    r"대법원이\s(?:파기한|파기해\s돌려보낸|돌려보낸|깬)\s(?:[가-힣]+\s){0,2}사건을\s(?:다시\s)?(?:심리|맡)|파기\s?환송심(?:에서|은|을\s맡은|\s재판부[는가])\s[^.]{0,60}(?:징역|벌금|무죄|집행유예)"
)


def _top_instance(case: _Case) -> int | None:
    """The highest instance that decides (or hears a demand) in the case; None where none is named."""
    found: list[int] = []
    for reading in case.readings:
        found += [
            p.instance
            for p in reading.penalties
            if p.act in ("impose", "demand") and p.instance is not None and p.instance > 0
        ]
        decides = any(p.act in ("impose", "demand") for p in reading.penalties) or reading.outcomes
        found += [hit.instance for hit in reading.outcomes if hit.instance is not None and hit.instance > 0]
        if decides and reading.instance is not None and reading.instance > 0:
            found.append(reading.instance)
        if decides:
            found += [
                c.instance for c in reading.courts if c.instance is not None and reading.instance is None
            ]
    is_reversal = any(hit.outcome == "reversed" for r in case.readings for hit in r.outcomes)
    if any(_AFTER_REMAND.search(r.sentence.text) for r in case.readings):
        return 2
    is_reheard = is_reversal or any(_APPEALED_IN_VAIN.search(r.sentence.text) for r in case.telling)
    if found:
        return max(max(found), 2 if is_reheard else 1)
    quotes_below = any(
        p.act == "quoted" and p.instance == _LOWER for reading in case.readings for p in reading.penalties
    ) or any(_changes_first(reading) for reading in case.readings)
    appeals = any(
        hit.outcome in ("appeal_dismissed", "reversed") for r in case.readings for hit in r.outcomes
    )
    if quotes_below or appeals:
        return 2
    levels = [c.instance for r in case.readings for c in r.courts if c.instance is not None]
    return max(levels) if levels else None


_APPEALED_IN_VAIN = re.compile(r"[씨군양들]만?(?:은|는|이|가)?\s항소했(?:으나|지만|는데)\s(?:모두\s)?기각")
"""`R씨만 항소했으나 기각됐다`: a court of appeal that the text does not name."""


def _changes_first(reading: SentenceReading) -> bool:
    """`1심에서 징역 4년이던 형량은 징역 2년이 됐다`: a sentence of no named court after that of the first."""
    acts = [(p.act, p.instance) for p in reading.penalties if not p.mention.is_order]
    return ("quoted", 1) in acts and ("impose", None) in acts


def _place(case: _Case, top: int | None) -> list[_Placed]:
    """Penalties with absolute instances; an unnamed one takes that of the sentences before it in the case."""
    placed = []
    current: int | None = None
    for reading in case.readings:
        own = reading.instance if reading.instance and reading.instance > 0 else None
        if own is None and reading.courts:
            own = max((c.instance for c in reading.courts if c.instance is not None), default=None)
        current = own or current
        for penalty in reading.penalties:
            if penalty.act not in ("demand", "impose", "quoted"):
                continue
            instance = penalty.instance
            if penalty.act == "demand" and instance is None and _recalls_first(reading, penalty):
                instance = 2
            if instance is None and _THEN_THE_FIRST.search(reading.sentence.text, penalty.mention.end):
                instance = 2
            if instance == _LOWER:
                instance = (top or 2) - 1
            placed.append(_Placed(reading, penalty, instance or own or current))
    return placed


_THEN_THE_FIRST = re.compile(r"…\s?1심(?:선|은|에선|에서는|보다|의)?\s")
"""`징역 7년 선고…1심선 징역 6년`: a heading that tells the first sentence after that of the court of appeal."""


def _recalls_first(reading: SentenceReading, demand: ResolvedPenalty) -> bool:
    """`Prosecutors sought seven years for Jin, who was given three in the first trial`: a demand on appeal."""
    return any(
        p.act == "quoted" and p.instance == 1 and p.mention.start > demand.mention.end
        for p in reading.penalties
    ) and not _HANGUL.search(reading.sentence.text)


_OF_THE_ONE_BEFORE = re.compile(
    r"\b(?:him|her|them|his|their|appealed|on\sappeal|appeals?\scourt|appell?ate)\b|\b(?:the|that)\s(?:sentence|term)",
    re.IGNORECASE,
)


_CONFIRMED_THEIRS = re.compile(
    r"\b(?:confirm|uph[eo]ld|affirm|approv|finali[sz])\w*\s(?:their|his|her)\s(?:\w+\s)?(?:terms?|sentences?)\b"
)
"""`confirmed their jail terms. The aunt was sentenced to 20 years.`"""


_LEFT_TO_SERVE = re.compile(
    r"\b(?:must|has\sto|have\sto|will|would)\s(?:now\s)?(?:have\sto\s)?(?:serve|spend)\s(?:out\s)?(?:(?:all|the\s(?:entirety|rest|remainder|whole))\sof\s)?"
    r"(?:the|his|her|their|an?)?\s?(?:full\s|entire\s|original\s|remaining\s)?$",
    re.IGNORECASE,
)
"""`will have to serve three years after his appeal was dismissed`: the sentence below, and no new one."""


def _left_to_serve(case: _Case, placed: list[_Placed]) -> list[_Placed]:
    names = {hit.outcome for r in case.readings for hit in r.outcomes}
    if "appeal_dismissed" not in names or "reversed" in names:
        return placed
    return [
        replace(item, penalty=replace(item.penalty, act="quoted"))
        if item.penalty.act == "impose"
        and _LEFT_TO_SERVE.search(item.reading.sentence.text[: item.penalty.mention.start])
        else item
        for item in placed
    ]


def _before_uphold(case: _Case, placed: list[_Placed]) -> list[_Placed]:
    """`A씨는 징역 3년을 선고받았다. 대법원은 이를 확정했다.`: a sentence of no named court, upheld later, is quoted."""
    upheld = [
        number
        for number, reading in enumerate(case.readings)
        if any(hit.outcome == "appeal_dismissed" for hit in reading.outcomes) and not reading.penalties
    ]
    if not upheld:
        return placed
    order = {id(reading): number for number, reading in enumerate(case.readings)}
    return [
        replace(item, penalty=replace(item.penalty, act="quoted"))
        if item.penalty.act == "impose"
        and (
            (item.instance is None and order[id(item.reading)] < upheld[-1])
            or (
                item.penalty.instance is None
                and _CONFIRMED_THEIRS.search(case.readings[upheld[-1]].sentence.text)
            )
        )
        else item
        for item in placed
    ]


def _stage(case: _Case, placed: Sequence[_Placed], top: int | None) -> str | None:
    """The furthest stage told. A demand before the highest court, with no decision there, is `demanded`."""
    decided = [p.instance for p in placed if p.penalty.act == "impose" or _is_latest(p, top)]
    decided += [
        hit.instance or top for r in case.readings for hit in r.outcomes if hit.outcome != "protective"
    ]
    demands = [p.instance for p in placed if p.penalty.act == "demand"]
    decided_levels = [level for level in decided if level is not None and level > 0]
    demand_levels = [level for level in demands if level is not None and level > 0]
    if _is_final(case):
        return "final"
    if any(_AFTER_REMAND.search(r.sentence.text) for r in case.readings):
        return "appeal"
    summary = any(hit.rule.endswith("_summary_indictment") for r in case.readings for hit in r.stages)
    if demands and not decided and summary:
        return "indicted"
    if demands and (not decided or (demand_levels and max(demand_levels) > max(decided_levels, default=3))):
        return "demanded"
    if decided_levels:
        return _INSTANCE_STAGE[max(decided_levels)]
    is_appealed = any(_APPEAL_LODGED.search(r.sentence.text) for r in case.readings)
    if decided and (top is not None or is_appealed or any(p.penalty.act != "demand" for p in placed)):
        return _INSTANCE_STAGE.get(top or (1 if is_appealed else 0))
    if any(p.penalty.act == "quoted" for p in placed):
        return _INSTANCE_STAGE.get(top or 2)
    if any(_FURTHER_APPEAL.search(r.sentence.text) for r in case.telling):
        return "appeal"
    stages = [hit.stage for r in case.readings if not r.is_statistic for hit in r.stages]
    if any(hit.outcome == "acquitted" for r in case.readings for hit in r.outcomes):
        return None  # some court has decided, which one is not told
    return max(stages, key=STAGES.index) if stages else None


_APPEAL_LODGED = re.compile(
    r"^검찰(?:은|이)\s(?:즉각\s|이에\s|곧바로\s)?항소했|(?:검찰|檢|불복|양측|쌍방)[^.…]{0,16}\s?항소\s?(?:$|…)|(?:선고|판결|형)[을를]?\s?받자\s[^.]{0,30}항소했다|쌍방\s?항소|(?:양측|모두)\s(?:즉각\s)?항소했다|항소장을\s(?:제출|냈|접수)|(?:불복해|며|다고)\s항소했다|\bappealed\sto\sthe\s(?:[A-Z]\w+\s)?(?:[Hh]igh|[Ss]upreme|[Aa]ppell?ate|[Aa]ppeals)\s[Cc]ourt\safter\s(?:the|a)\s(?:lower|district|trial)\scourt\b"
)


_FURTHER_APPEAL = re.compile(
    r"(?:항소심|2심)(?:\s재판부)?\s?(?:의\s)?(?:판결|선고|형량)에(?:도)?\s불복[^.]{0,24}(?:상고|불복)|불복해\s(?:대법원에\s)?상고(?:했|장)"
)
"""`징역 7년을 선고한 항소심 판결에 불복해 상고했다`: the latest judgment that there is."""


def _is_latest(placed: _Placed, top: int | None) -> bool:
    """A sentence told as that of the 1심 where no higher court has spoken yet (`1심 형량이 가볍다며 항소했다`)."""
    decides = any(hit.outcome in ("appeal_dismissed", "reversed") for hit in placed.reading.outcomes)
    if placed.penalty.act == "quoted" and top == 2 and _FURTHER_APPEAL.search(placed.reading.sentence.text):
        return placed.penalty.instance == 2 and not decides
    return (
        placed.penalty.act == "quoted" and placed.penalty.instance == 1 and top in (None, 1) and not decides
    )


def _is_final(case: _Case) -> bool:
    for reading in case.readings:
        text = reading.sentence.text
        if case.telling and _BECAME_FINAL.search(text):
            return True
        for placed in reading.penalties:
            tail = text[placed.mention.end : placed.mention.end + 30]
            if placed.act == "impose" and _says_final(tail):
                return True
    return False


_BECAME_FINAL = re.compile(
    r"(?:형|판결|형량|실형|유죄)(?:이|은|도)\s(?:그대로\s|최종\s|이미\s)?확정(?:됐|되어|되며|된\s(?=[A-Z]|[가-힣]모?씨|이들))(?!\s?전)|\b(?:sentence|ruling|verdict)\s"
    r"(?:has\s|was\s|became\s|becomes\s)(?:been\s|since\s|become\s)?(?:final\b|finali[sz]ed)"
    r"|\b(?:acquittal|conviction|term)\s(?:of\s[^.;,]{2,40}?\s)?(?:became|becomes|has\sbecome)\sfinal\b"
    r"|\b(?:was|were|been)\sfinali[sz]ed\b(?!\s(?:by|at|in\s(?:the|an?))\b)|\bmaking\s(?:the|his|her)\s[^.;]{3,70}?\sfinal\b|\sfinali[sz]ed$|\bhad\s(?:his|her|their)\s[^.;,]{3,60}?\bfinali[sz]ed\b"
)


def _says_final(tail: str) -> bool:
    head = tail.split(".")[0]
    return (
        ("확정" in head and not re.search(r"확정(?:되면|될|\s전|되기|일|된\s날)", head))
        or "became final" in head
        or "become final" in head
        or "is final" in head
    )


def _split_roles(
    placed: Sequence[_Placed], stage: str | None, top: int | None
) -> tuple[list[_Placed], list[_Placed], list[_Placed]]:
    """(demanded, imposed, quoted_lower): a penalty of an instance below the highest one told is quoted."""
    demanded, imposed, quoted = [], [], []
    is_remanded = any(_AFTER_REMAND.search(p.reading.sentence.text) for p in placed)
    highest = max(
        (p.instance for p in placed if p.penalty.act in ("impose", "demand") and p.instance), default=None
    )
    level = max(filter(None, (top, highest)), default=None)
    for item in placed:
        if item.penalty.act == "demand":
            demanded.append(item)
            continue
        if item.penalty.act == "impose" and item.penalty.also_demanded:
            demanded.append(item)
        if item.penalty.mention.rule == "ko_kind_alone" and item.penalty.act == "quoted":
            continue
        is_below = item.instance is not None and level is not None and item.instance < level
        if is_below and item.penalty.mention.rule == "ko_kind_alone":
            continue
        is_before_remand = is_remanded and bool(
            _SENT_BACK.search(item.reading.sentence.text, item.penalty.mention.end)
            or _BOTH_BELOW.match(item.reading.sentence.text)
        )
        if is_below or is_before_remand or (item.penalty.act == "quoted" and not _is_latest(item, level)):
            quoted.append(item)
        else:
            imposed.append(item)
    summary = [item for item in imposed if _is_by_summary_order(item)]
    if summary and any(not p.penalty.mention.is_order for p in imposed if p not in summary):
        imposed, quoted = [p for p in imposed if p not in summary], [*quoted, *summary]
    return demanded, imposed, quoted


_BOTH_BELOW = re.compile(r"(?:앞서\s)?(?:1심과\s2심|[12]\s?[·,]\s?2심)(?:은|에서|\s재판부는)\s")
"""`1심과 2심은 벌금 50만원의 선고를 유예했다`: told after the judgment on remand."""
_SENT_BACK = re.compile(r"대법원[은이]\s[^.]{0,60}(?:돌려보냈|파기(?:\s?환송)?했|환송했|깼|뒤집었)")


def _is_by_summary_order(placed: _Placed) -> bool:
    """`벌금 200만원의 약식명령을 받자 정식재판을 청구했다`: what stood before the trial."""
    tail = placed.reading.sentence.text[placed.penalty.mention.end :]
    start = placed.penalty.mention.start
    words = placed.reading.sentence.text[start:][:16]
    if _SUMMARY_ORDER_FOR.search(placed.reading.sentence.text, max(0, start - 30), start + 3):
        words = "summary order"
    is_ordered = words.startswith("summary order") or _IN_A_SUMMARY_ORDER.match(tail)
    is_english = is_ordered and _ASKS_FOR_TRIAL.match(tail)
    return bool(is_english or re.match(r"의\s약식\s?명령을\s받[^.]{1,30}정식\s?재판", tail))


_SUMMARY_ORDER_FOR = re.compile(r"\bsummary\sorder\s(?:for|of|imposing|to\spay)\s(?:an?\s)?(?:fin)?")
_IN_A_SUMMARY_ORDER = re.compile(
    r"\s(?:in|by|under|through)\s(?:an?\s)?summary\s(?:order|judgment|ruling|proceedings?)\b"
)
_ASKS_FOR_TRIAL = re.compile(
    r"[^.;]{0,30}?\b(?:requested|demanded|filed\sfor|sought|asked\sfor)\s(?:an?\s)?(?:\w+\s)?trial\b"
)


def _with_computed(
    case: _Case, imposed: list[_Placed], quoted: list[_Placed]
) -> tuple[list[_Placed], list[_Placed]]:
    """`6개월을 감형했다`, `1심의 두 배인 징역 6년`: where one of two terms is told, the other follows."""
    told = next(((r, r.change) for r in case.telling if r.change is not None), None)
    if told is None:
        return imposed, quoted
    reading, change = told
    above, below = ([p for p in side if not p.penalty.mention.is_order] for side in (imposed, quoted))
    if len(below) == 1 and not above:
        return [*imposed, *_computed(below[0], reading, "impose", change.above)], quoted
    own = [p for p in above if p.reading is reading]
    if len(own) == 1 and not below:
        return imposed, [*quoted, *_computed(own[0], reading, "quoted", change.below)]
    return imposed, quoted


def _computed(
    known: _Placed, reading: SentenceReading, act: Act, compute: Callable[[int], int | None]
) -> list[_Placed]:
    item, change = known.penalty.mention.item, reading.change
    if change is None or item.months is None or item.is_suspended or not item.kind.startswith("prison"):
        return []
    months = compute(item.months)
    if months is None:
        return []
    mention = Mention(
        PenaltyItem(kind=item.kind, months=months), change.start, change.end, "ko_by_difference"
    )
    return [_Placed(reading, ResolvedPenalty(mention, act, label=known.penalty.label), known.instance)]


_OF_THE_SAME_SUM = re.compile(
    r"같은\s(?:금액|액수|벌금액?|형)(?:의|으로)\s(?:벌금형?의\s)?(?:약식\s?명령을\s(?:내렸|발령했|했)|약식\s?명령했)"
)


def _as_demanded(case: _Case, demanded: Sequence[_Placed], imposed: list[_Placed]) -> list[_Placed]:
    """`벌금 1천만원에 약식기소됐다. 법원이 같은 금액의 약식명령을 내렸다`: what was asked for is imposed."""
    fines = [p for p in demanded if p.penalty.mention.item.kind == "fine"]
    if imposed or len(fines) != 1 or not any(_OF_THE_SAME_SUM.search(r.sentence.text) for r in case.readings):
        return imposed
    return [replace(fines[0], penalty=replace(fines[0].penalty, act="impose"))]


_SUSPENDS_WHAT_WAS_TOLD = re.compile(
    r"^[\"'“‘]?(?:다만|단,|그러나|하지만)?[^.]{0,30}?(?:형의?\s?집행|집행을|집행은)|\b(?:the|its|his|her|their|that)\s(?:\w+\s)?"
    r"(?:sentences?|terms?|execution|punishment)\s(?:was|were|is|has\sbeen|had\sbeen)\s(?:\w+\s)?suspended|"
    r"\bsuspended\s(?:the|its|his|her|their)\s"
)


def _join_apart(placed: Sequence[_Placed]) -> list[_Placed]:
    """`징역 3년에 처한다. 다만 … 5년간 형의 집행을 유예한다.`: a suspension told in a sentence of its own."""
    joined: list[_Placed] = []
    for entry in placed:
        item = entry.penalty.mention.item
        alone = item.kind == "unspecified" and item.is_suspended and item.suspended_months is not None
        if alone and _SUSPENDS_WHAT_WAS_TOLD.search(entry.reading.sentence.text):
            index = next(
                (i for i in reversed(range(len(joined))) if _can_be_suspended(joined[i], entry)), None
            )
            if index is not None:
                base = joined[index].penalty
                whole = replace(base.mention.item, is_suspended=True, suspended_months=item.suspended_months)
                told = replace(base, mention=replace(base.mention, item=whole))
                joined[index] = replace(joined[index], penalty=told)
                continue
        if alone and _ON_PROBATION.search(entry.reading.sentence.text) and (filled := _filled(joined, entry)):
            joined = filled
            continue
        joined.append(entry)
    return _joined_before(joined)


_ON_PROBATION = re.compile(r"\bprobation\s(?:of|for)\s")


def _filled(joined: Sequence[_Placed], entry: _Placed) -> list[_Placed] | None:
    """`a suspended two-year sentence. He will be on probation for three years.`: the time of the suspension, in English."""
    open_ones = [
        p
        for p in joined
        if p.penalty.mention.item.is_suspended and p.penalty.mention.item.suspended_months is None
    ]
    if len(open_ones) != 1 or open_ones[0].reading is entry.reading:
        return None
    base = open_ones[0].penalty
    months = entry.penalty.mention.item.suspended_months
    mention = replace(base.mention, item=replace(base.mention.item, suspended_months=months))
    told = replace(open_ones[0], penalty=replace(base, mention=mention))
    return [told if p is open_ones[0] else p for p in joined]


_THEN_THE_TERM = re.compile(r"선고된\s형|선고한\s형|형은\s|형량은\s")


def _joined_before(placed: list[_Placed]) -> list[_Placed]:
    """`형 집행을 3년간 유예했다. 선고된 형은 징역 1년 6개월이다.`: the suspension told before its term."""
    alone = [p for p in placed if p.penalty.mention.rule == "ko_suspension_alone"]
    terms = [p for p in placed if not p.penalty.mention.is_order and p not in alone]
    if len(alone) != 1 or len(terms) != 1 or placed.index(alone[0]) > placed.index(terms[0]):
        return placed
    if not _can_be_suspended(terms[0], alone[0]) or not _THEN_THE_TERM.search(terms[0].reading.sentence.text):
        return placed
    mention = terms[0].penalty.mention
    months = alone[0].penalty.mention.item.suspended_months
    whole = replace(mention, item=replace(mention.item, is_suspended=True, suspended_months=months))
    told = replace(terms[0], penalty=replace(terms[0].penalty, mention=whole))
    return [told if p is terms[0] else p for p in placed if p is not alone[0]]


_HAD_IT_SUSPENDED = re.compile(
    r"\b(?:had|got|saw)\s(?:the|his|her|their)\s(?:\w+\s)?(?:sentences?|terms?)\ssuspended\b|"
    r"\bcourt\b[^.;]{0,20}?\bsuspended\s(?:it|them|(?:the|his|her|that)\s(?:\w+\s)?(?:sentence|term))\b",
    re.IGNORECASE,
)


def _suspended_on_appeal(imposed: list[_Placed], quoted: Sequence[_Placed]) -> list[_Placed]:
    """`Initially sentenced to one year, he had his sentence suspended for two years on appeal`: one year, suspended."""
    terms = [p for p in quoted if not p.penalty.mention.is_order]
    if len(imposed) != 1 or len(terms) != 1 or not _HAD_IT_SUSPENDED.search(imposed[0].reading.sentence.text):
        return imposed
    own, below = imposed[0], terms[0]
    item = own.penalty.mention.item
    if item.kind != "unspecified" or item.suspended_months is None or not _can_be_suspended(below, own):
        return imposed
    whole = replace(below.penalty.mention.item, is_suspended=True, suspended_months=item.suspended_months)
    mention = replace(own.penalty.mention, item=whole)
    return [replace(own, penalty=replace(own.penalty, mention=mention))]


def _can_be_suspended(base: _Placed, suspension: _Placed) -> bool:
    item = base.penalty.mention.item
    same = base.penalty.label in (None, suspension.penalty.label) or suspension.penalty.label is None
    return item.kind.startswith("prison") and not item.is_suspended and same and (item.months or 0) <= 36


def _items(role: str, placed: Sequence[_Placed], evidence: list[Located]) -> tuple[PenaltyItem, ...]:
    """The distinct penalties of a role, in order; one told twice for the same person stands once."""
    items: list[PenaltyItem] = []
    owners: list[set[str | None]] = []
    for entry in placed:
        item, label = entry.penalty.mention.item, entry.penalty.label
        same = next((i for i, known in enumerate(items) if _is_repeat(known, item, owners[i], label)), None)
        if same is not None:
            items[same] = _fuller(items[same], item)
            owners[same].add(label)
            continue
        mention = entry.penalty.mention
        evidence.append(
            _located(entry.reading, f"/{role}/{len(items)}", mention.start, mention.end, mention.rule)
        )
        items.append(replace(item, defendant=label))
        owners.append({label})
    return tuple(items)


def _is_repeat(known: PenaltyItem, new: PenaltyItem, owners: set[str | None], label: str | None) -> bool:
    if label is not None and None not in owners and label not in owners:
        return False
    if known == new:
        return True
    return _is_vaguer(known, new) or _is_vaguer(new, known)


def _is_vaguer(vague: PenaltyItem, full: PenaltyItem) -> bool:
    """`집행유예` alone, or with its period alone, beside the whole `징역 1년에 집행유예 2년`."""
    if vague.kind == "unspecified" and vague.is_suspended and full.is_suspended:
        return vague.suspended_months in (None, full.suspended_months)
    if vague == PenaltyItem(kind=vague.kind) and vague.kind in ("prison", "prison_without_labor", "fine"):
        return vague.kind == full.kind
    if vague.kind == "unspecified" and vague.is_imposition_suspended:
        return full.is_imposition_suspended
    if not (full.is_suspended and vague.is_suspended and vague.suspended_months is None):
        return False
    return (vague.kind, vague.months, vague.months_min, vague.months_max, vague.amount_krw) == (
        full.kind,
        full.months,
        full.months_min,
        full.months_max,
        full.amount_krw,
    )


def _fuller(one: PenaltyItem, other: PenaltyItem) -> PenaltyItem:
    return other if _is_vaguer(one, other) else one


def _acquittal_left(case: _Case, hits: Sequence[OutcomeHit], top: int | None, *, is_open: bool) -> str | None:
    """The outcome where a higher court left an acquittal standing; `is_open`: no sentence is told beside it."""
    names = {hit.outcome for hit in hits}
    if top == 3 and any(_LEFT_ACQUITTED.search(r.sentence.text) for r in case.telling):
        return "final_appeal_dismissed"
    if "reversed" in names or "appeal_dismissed" not in names:
        return None
    if top == 3:
        return "final_appeal_dismissed" if _is_left_standing(case) else None
    # In English courts are told in their order: `He was acquitted, and the ruling was upheld by an appeals court`.
    told = [hit.outcome for hit in hits if hit.rule.startswith("en_")]
    is_told = top == 2 and is_open and told == ["acquitted", "appeal_dismissed"]
    return "appeal_dismissed" if is_told else None


def _outcome(case: _Case, imposed: Sequence[_Placed], top: int | None) -> str | None:
    """What the highest court told did, in the words of the judgment contract."""
    hits = [h for r in case.readings if not r.is_statistic for h in r.outcomes if _at_top(h, top)]
    names = {hit.outcome for hit in hits}
    sentences = [p for p in imposed if not p.penalty.mention.is_order]
    reversed_below = "reversed" in names
    if "reversed_and_remanded" in names:
        return "reversed_and_remanded"
    if "partially_acquitted" in names:
        return "partially_acquitted"
    is_disposed = "protective_disposition" in names and any(
        h.outcome == "protective_disposition" and h.rule == "ko_protective" for h in hits
    )
    if "transferred" in names and not is_disposed and not _is_of_others(case, sentences):
        return "transferred"
    if "acquitted" in names and sentences and _is_of_same_judgment(case, hits, sentences):
        return "partially_acquitted"
    if "acquitted" in names and (left := _acquittal_left(case, hits, top, is_open=not sentences)):
        return left
    if "acquitted" in names and not sentences:
        return "reversed_and_acquitted" if reversed_below or _below_convicted(case, top) else "acquitted"
    for name in ("immunity", "dismissed_prosecution", "penalty_exempted", "protective_disposition"):
        if sentences and name in ("dismissed_prosecution", "immunity", "protective_disposition"):
            continue
        if name in names:
            return "other" if name == "protective_disposition" else name
    if (
        top == 3
        and names == {"reversed"}
        and (
            (not sentences and any(hit.rule == "en_reverse" for hit in hits))
            or any(_TRIED_AGAIN.search(r.sentence.text) for r in case.readings)
        )
    ):
        return "reversed_and_remanded"
    is_upheld = bool(sentences) and "appeal_dismissed" in names and not reversed_below
    if is_upheld and top == 3 and _became_final(case, sentences):
        return "final_appeal_dismissed"
    is_upheld = is_upheld or (not reversed_below and _repeats_below(case, sentences))
    if is_upheld and (_is_sentenced_again(sentences) or _is_told_vaguely(case, sentences)):
        return "final_appeal_dismissed" if top == 3 else "appeal_dismissed"
    if sentences:
        return _outcome_of_sentences(case, imposed, sentences, top, is_reversed=reversed_below)
    if reversed_below and any(hit.rule == "en_changed_by" for hit in hits):
        return "reversed_and_sentenced"
    if (top or 1) > 1 and (_changes_order(case, imposed) or _adds_order(case, imposed)):
        return "reversed_and_sentenced"
    if "appeal_dismissed" in names or (top == 3 and not reversed_below and _is_left_standing(case)):
        return "final_appeal_dismissed" if top == 3 else "appeal_dismissed"
    if any(hit.rule == "ko_changed_by" for hit in hits):
        return "reversed_and_sentenced"
    if imposed and not names:
        return "sentenced"
    return "acquitted" if "acquitted" in names else None


def _outcome_of_sentences(
    case: _Case,
    imposed: Sequence[_Placed],
    sentences: Sequence[_Placed],
    top: int | None,
    *,
    is_reversed: bool,
) -> str:
    """The outcome where a sentence was given: anew, in place of the one below, or with its imposition suspended."""
    if all(p.penalty.mention.item.is_imposition_suspended for p in sentences):
        return "suspended_imposition"
    is_reversal = (
        is_reversed
        or _differs_from_below(case, sentences)
        or _acquitted_below(case, top)
        or _compared(case, top)
        or _changes_order(case, [p for p in imposed if p.penalty.mention.is_order])
    )
    level = top or (1 if any("약식명령" in r.sentence.text for r in case.telling) else 2)
    return "reversed_and_sentenced" if is_reversal and level > 1 else "sentenced"


_LEFT_ACQUITTED = re.compile(
    r"대법원?(?:\s(?:제?[0-9]부|전원합의체))?(?:은|이|도|는|가)\s[^.]{0,80}무죄를\s(?:그대로\s|최종\s)?확정(?:했|하)"
)
"""`대법원은 A씨에게 무죄를 확정했다`."""
_TRIED_AGAIN = re.compile(r"다시\s재판(?:을|이)|재판을\s다시|다시\s심리")
"""`대법원이 2심의 판결을 파기하면서 E씨는 다시 재판을 받게 됐다`."""
_ACCOMPLICES = re.compile(r"공범들(?:은|에게|도)\s(?:각각\s)?(?:징역|벌금|집행유예|실형)")
"""`총책 G씨 무기징역…공범들은 징역 2∼4년`: more than one, and how many is not told."""
_LABELLED = re.compile(r"(?<![A-Za-z])([A-Z])\s?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양)")


_OTHERS_MOVED = re.compile(
    r"(?:기소|송치|입건)(?:하고|했고|하며|했으며),?\s[^.]{0,40}(?:[0-9한두세네]\s?명|군|양)(?:을|은|도)\s[^.,]{0,20}(?:소년부|가정법원)"
)


_REST_MOVED = re.compile(r"나머지(?:는|들은|\s[^.,]{0,10}명은)\s[^.,]{0,16}(?:소년부|가정법원)")
_SOME_MOVED = re.compile(
    r"^[^.,]{0,24}?(?:[0-9]{1,3}|한|두|세|네|다섯)\s?명(?:은|을|도)\s[^.,]{0,30}(?:소년부|가정법원)"
)
"""`범행을 지켜보기만 한 2명은 가정법원 소년부로 송치됐다`."""


def _is_of_others(case: _Case, sentences: Sequence[_Placed]) -> bool:
    """`A군을 구속기소했다. 공범 3명은 소년부로 송치됐다.`: what happened to accomplices is not the outcome of the case."""
    moved = [r for r in case.telling if any(hit.outcome == "transferred" for hit in r.outcomes)]
    if moved and all(_OTHERS_MOVED.search(r.sentence.text) for r in moved):
        return True
    if moved and sentences and all(_REST_MOVED.search(r.sentence.text) for r in moved):
        return True
    if moved and all(_SOME_MOVED.search(r.sentence.text) and not r.labels for r in moved):
        return any(r.labels or sentences for r in case.telling if r not in moved)
    owners = {p.penalty.label for p in sentences if p.penalty.label}
    before = case.telling[: case.telling.index(moved[0])] if moved else []
    owners |= {label for r in before if r.stages for label in r.accused}
    told = [
        _LABELLED.findall(r.sentence.text[: h.start])
        for r in moved
        for h in r.outcomes
        if h.outcome == "transferred"
    ]
    if owners and all(labels and labels[-1] not in owners for labels in told):
        return True
    if sentences and not any(_HANGUL.search(r.sentence.text) for r in moved):
        return True
    if sentences and moved and all(_ONE_OF_THEM_MOVED.search(r.sentence.text) for r in moved):
        return True
    return all(r.n_others is not None for r in moved) and any(r.labels and r.stages for r in case.telling)


_ONE_OF_THEM_MOVED = re.compile(
    r"\b(?:while|and|but|;)\s(?:the\s(?:last|other|others|third|fourth|fifth|sixth|remaining|rest|youngest|boy|girl)|another|a\s(?:third|fourth|fifth)|"
    r"one\sof|[a-z]+\sothers)\b[^;]{0,90}?\b(?:transferred|referred|sent|handed\sover)\b",
    re.IGNORECASE,
)
"""`three were sentenced …, while the last, a 16-year-old, was referred to family court`."""


def _is_of_same_judgment(case: _Case, hits: Sequence[OutcomeHit], sentences: Sequence[_Placed]) -> bool:
    """An acquittal beside a sentence for the only person told of: of another charge, not of another person."""
    acquitted = [h for h in hits if h.outcome == "acquitted"]
    same = any(
        h in p.reading.outcomes and h.start < p.penalty.mention.start for h in acquitted for p in sentences
    ) or any(
        _OF_ONE_CHARGE.search(r.sentence.text) for r in case.readings if set(acquitted) & set(r.outcomes)
    )
    return same and (_n_defendants(case) or 1) == 1


def _is_told_vaguely(case: _Case, sentences: Sequence[_Placed]) -> bool:
    """`received a suspended sentence on appeal. The High Court upheld the verdict of …, suspended for three years.`"""
    below = [p.mention.item for r in case.readings for p in r.penalties if p.act == "quoted"]

    def repeats(placed: _Placed) -> bool:
        item, mention = placed.penalty.mention.item, placed.penalty.mention
        head = placed.reading.sentence.text[max(0, mention.start - 12) : mention.start + 8]
        is_final = _FINAL_TERM.search(head) is not None
        is_again = is_final or _ON_APPEAL_KO.search(placed.reading.sentence.text[: mention.start])
        return any(
            (item.kind == "unspecified" and _is_vaguer(item, b))
            or (is_again and item == b)
            or (item.is_suspended and item.suspended_months is None and _suspended_as(item, b) == b)
            for b in below
        )

    return all(repeats(placed) for placed in sentences)


def _suspended_as(item: PenaltyItem, told: PenaltyItem) -> PenaltyItem:
    return replace(item, suspended_months=told.suspended_months)


_ON_APPEAL_KO = re.compile(r"(?:항소심|2심)(?:에서|\s재판에서)\s[^.]{0,12}$|에게\s$")
_FINAL_TERM = re.compile(r"\bfinal\s")
"""`has received a final sentence of 15 years. The Supreme Court finalized the ruling that sentenced him to 15 years.`"""


def _is_sentenced_again(placed: Sequence[_Placed]) -> bool:
    """`2심에서도 징역 3년을 선고받았다. 고법은 항소를 기각했다.`: the sentence below, told as if given once more."""
    return any(
        _ONCE_MORE.search(p.reading.sentence.text[: p.penalty.mention.start])
        for p in placed
        if not p.penalty.mention.is_order
    )


_ONCE_MORE = re.compile(
    r"(?:2심|항소심|상고심|대법원)(?:에서도|\s재판부도|도)\s|(?:원심|1심)(?:과|의\s형과)\s?(?:같은|동일한|똑같은|마찬가지로|같이|똑같이)\s"
)
_OF_ONE_CHARGE = re.compile(
    r"\b(?:(?:acquitted|cleared)\s(?:him|her)\sof|found\s(?:him|her)\s(?:not\sguilty|innocent)\s(?:of|on))\s|\b(?:he|she|[A-Z][a-z]+)\swas\s(?:also\s|however\s)?(?:found\snot\sguilty|acquitted|cleared)\s(?:on|of)\s(?:(?:the|some|other|remaining|separate|all\sother)\s){0,2}(?:charges?|counts?|accusations?|allegations?)\b|(?:혐의|부분|공소사실)(?:에\s대해서?는|에\s대해선|는|은)\s(?:[가-힣]+\s|[^.,]{0,30}(?:다며|다고\s보고|아|어|없어)\s|[\"“][^\"”]{4,60}[\"”](?:이?라?며|이?라?고)\s(?:[가-힣]+\s)?)?무죄"
)


def _acquitted_below(case: _Case, top: int | None) -> bool:
    return any(
        hit.outcome in ("acquitted", "immunity", "dismissed_prosecution")
        and hit.instance is not None
        and hit.instance < (top or 0)
        for r in case.readings
        for hit in r.outcomes
    )


def _changes_order(case: _Case, imposed: Sequence[_Placed]) -> bool:
    """`취업제한 10년만 5년으로 줄였다`: an order of the kind of one quoted from below, with another value."""
    quoted = {
        p.mention.item
        for r in case.readings
        for p in r.penalties
        if p.act == "quoted" or (p.act == "impose" and p.instance in (1, _LOWER))
    }
    kinds = {item.kind for item in quoted}
    return any(p.penalty.mention.item.kind in kinds - {"forfeiture"} for p in imposed)


_ADDED = re.compile(
    r"(?:추가로|새로)\s|\b(?:additional|additionally|added|newly|further|extra)\b|\bbut\s(?:also\s|newly\s|instead\s)?(?:order|impos|add|bann|barr)"
)


def _adds_order(case: _Case, imposed: Sequence[_Placed]) -> bool:
    """`1심의 징역 5년은 유지하되 5년간의 신상정보 공개를 추가로 명령했다`."""
    return _is_left_standing(case) and any(_ADDED.search(p.reading.sentence.text) for p in imposed)


_MORE_THAN_BELOW = re.compile(
    r"1심(?:에서는?|은)\s무죄를?,\s|(?<!구형량을\s)(?<!구형을\s)(?:원심|1심)(?:\s?(?:형량|선고형|형|판결))?(?:보다|에\s비해)\s[^.]{0,20}(?:많|적|무거|가벼|높|낮|늘|줄|센|긴|짧)|"
    r"\b(?:sentences?|terms?|punishment|fine)\s(?:was|were|is|has\sbeen|had\sbeen|being)\s(?:\w+\s)?(?:commuted|reduced|lowered|cut|increased|raised|extended|shortened|halved|doubled)\b|"
    r"\b(?:original|initial|earlier|first|lower\scourt[’']s?|trial\scourt[’']s?)\s(?:sentence|ruling|punishment|term|verdict|penalty)\s(?:(?:was|is)\s)?(?:far\s|much\s)?too\s|"
    r"\b(?:double|twice|half|longer|shorter|heavier|lighter|more|less)\b[^.;]{0,30}\b(?:given|imposed|handed\sdown|set)\sby\s[^.;]{0,24}\b(?:district|lower|trial)\scourt|"
    r"감형(?:했|됐|된|받|하고|돼|$|…)|(?<!구)형량?(?:을|이)\s(?:[0-9가-힣]+\s){0,4}(?:낮|높|줄|늘|깎)"
)


def _compared(case: _Case, top: int | None) -> bool:
    told = [r for r in case.telling if r.penalties]
    return any(r.change is not None or _MORE_THAN_BELOW.search(r.sentence.text) for r in told) or any(
        _CHANGES_A_SENTENCE.search(r.sentence.text) and r.instance == 2 for r in told
    )


def _is_left_standing(case: _Case) -> bool:
    return any(
        p.act == "quoted" or (p.act == "impose" and p.instance in (1, 2))
        for r in case.readings
        for p in r.penalties
    )


def _at_top(hit: OutcomeHit, top: int | None) -> bool:
    return hit.instance is None or top is None or hit.instance == top


def _below_convicted(case: _Case, top: int | None) -> bool:
    return (
        bool(top and top > 1)
        and any(
            p.act == "quoted"
            or (
                p.act == "impose"
                and p.instance is not None
                and (p.instance == _LOWER or 0 < p.instance < (top or 0))
            )
            for r in case.readings
            for p in r.penalties
        )
    ) or (bool(top and top > 1) and any(_CONVICTED_BELOW.search(r.sentence.text) for r in case.readings))


_CONVICTED_BELOW = re.compile(
    r"(?:1심|원심)[^.,]{0,30}(?:유죄|벌금형|징역형|실형|집행유예)[^.,]{0,10}[,.]|유죄(?:를\s선고한|로\s판단한|로\s본)\s(?:1심|원심)"
    r"|\b(?:convicted|found\sguilty)\s[^.;]{0,110}?\b(?:in|at|by)\s(?:the|his|her|their|a)\s(?:first|district|lower|trial)\s(?:trial|court|instance)\b"
)


def _differs_from_below(case: _Case, sentences: Sequence[_Placed]) -> bool:
    """A court of appeal that imposes another sentence than the one quoted has reversed it."""
    imposed = [p.penalty.mention.item for p in sentences]
    quoted = [
        p.mention.item
        for r in case.readings
        for p in r.penalties
        if (
            p.act == "quoted"
            or (
                p.act == "impose"
                and (p.instance in (1, _LOWER) or _SENT_BACK.search(r.sentence.text, p.mention.end))
            )
        )
        and not p.mention.is_order
    ]
    return bool(quoted) and not any(item in imposed for item in quoted)


def _repeats_below(case: _Case, sentences: Sequence[_Placed]) -> bool:
    """`"징역 5년은 과하다"며 항소했지만 2심도 징역 5년을`: every sentence is one that stood below, by what was appealed."""
    below = {
        p.mention.item
        for r in case.readings
        for p in r.penalties
        if p.act == "quoted" and _APPEALED_FOR_NOTHING.search(r.sentence.text, p.mention.end)
    }
    return bool(sentences) and all(p.penalty.mention.item in below for p in sentences)


_APPEALED_FOR_NOTHING = re.compile(r"항소했(?:지만|으나|는데)|항소[^.]{0,20}(?:2심|항소심)(?:에서)?도\s")
_HAD_DECIDED = re.compile(r"\shad\s(?:sentenced|given|handed|imposed|ordered|fined|acquitted|convicted)\b")


_SITS_ON_APPEAL = re.compile(
    r",?\s(?:(?:sitting\s)?as\san\s|in\s(?:the|an|its)\s)(?:appell?ate|appeals?|second)\b", re.IGNORECASE
)
_GIVEN_BY = re.compile(
    r"\b(?:handed\sdown|imposed|given|set|meted\sout|ordered)\s(?:\w+\s){0,2}?by\s(?:the\s)?$"
)


def _court(case: _Case, stage: str | None, top: int | None, evidence: list[Located]) -> str | None:
    """The court that acts at the reported stage: the last named of the highest level up to it."""
    wanted = {"first_instance": 1, "appeal": 2, "final": 3}.get(stage or "", top)
    found = [(r, c) for r in case.telling for c in r.courts]
    found = found or [(r, c) for r in case.readings for c in r.courts]
    exact = [
        (r, c)
        for r, c in found
        if wanted is None
        or c.instance == wanted
        or (wanted == 2 and _SITS_ON_APPEAL.match(r.sentence.text, c.end))
    ]
    if not exact:
        exact = [
            (r, c)
            for r, c in found
            if r.instance == wanted
            and (c.instance or 0) <= (wanted or 3)
            and not _speaks_below(r, c, wanted)
            and not _HAD_DECIDED.match(r.sentence.text, c.end)
            and not _GIVEN_BY.search(r.sentence.text, max(0, c.start - 40), c.start)
        ]
    if not exact and any(_LEFT_UNAPPEALED.search(r.sentence.text) for r in case.readings):
        exact = found
    if not exact:
        return None
    if stage in _PRETRIAL:
        exact = [(r, c) for r, c in exact if c.instance == 1]
    if not exact:
        return None
    reading, court = exact[0]
    evidence.append(_located(reading, "/court", court.start, court.end, "court_name"))
    return court.name


_LEFT_UNAPPEALED = re.compile(
    r"(?:항소|상고)(?:를\s취하|하지\s?않|를\s?(?:모두\s)?포기|\s?포기)[^.]{0,30}확정|청구를\s취하[^.]{0,40}확정"
)


_PRETRIAL = frozenset(STAGES[: STAGES.index("demanded")])


def _speaks_below(reading: SentenceReading, court: CourtMention, wanted: int | None) -> bool:
    """`가상지법은 징역 3년을 선고했고, 항소심은 …`: the court of the sentence below."""
    return wanted == 2 and any(
        p.act == "impose" and p.instance == court.instance and p.mention.start > court.end
        for p in reading.penalties
    )


def _court_date(case: _Case, stage: str | None, evidence: list[Located]) -> str | None:
    if stage not in ("demanded", "first_instance", "appeal", "final", None):
        return None
    for reading in case.readings:
        acts = any(p.act in ("impose", "demand", "quoted") for p in reading.penalties) or reading.outcomes
        if reading.court_date is not None and (reading.courts or acts):
            value, start, end = reading.court_date
            evidence.append(_located(reading, "/court_date", start, end, "court_date"))
            return value
    return None


def _charge(case: _Case, evidence: list[Located]) -> str | None:
    for reading in [*case.telling, *case.readings]:
        if reading.charge is not None:
            value, start, end = reading.charge
            evidence.append(_located(reading, "/charge", start, end, "charge"))
            return value
    return None


def _supervision(case: _Case, imposed: Sequence[_Placed], evidence: list[Located]) -> Supervision:
    """true and false only as the text says it; an English "probation" is unknown."""
    for value in ("true", "false", "unknown"):
        for reading in case.readings:
            hit = reading.supervision
            if hit is not None and hit.value == value:
                evidence.append(_located(reading, "/supervision", hit.start, hit.end, hit.rule))
                return "true" if _is_ordered_apart(reading, hit, imposed) else hit.value
    return "not_stated"


def _is_ordered_apart(reading: SentenceReading, hit: SupervisionHit, imposed: Sequence[_Placed]) -> bool:
    """`… suspended for two years. The court placed her under probation.`: beside the suspension, in English."""
    return hit.rule == "en_supervision_ordered" and any(
        p.reading is not reading and p.penalty.mention.item.suspended_months for p in imposed
    )


def _age(case: _Case, evidence: list[Located]) -> AgeReport | None:
    """The age of the first accused person: an exact one wins over a band that holds it."""
    own = [
        r
        for r in case.readings
        if r.labels
        or r.charge
        or r.courts
        or r.instance
        or r.is_single
        or _tells_case(r)
        or _OF_THE_SAME.search(r.sentence.text)
    ]
    hits = [(r, a) for r in own for a in r.ages if not a.is_victim]
    if not hits:
        return None
    reading, first = hits[0]
    for other_reading, other in hits[1:]:
        if (
            first.age.system == "counting"
            and other.age.system == "man"
            and other.label in (None, first.label)
        ):
            reading, first = other_reading, other
        is_exact = first.age.system == "unknown" and other.age == replace(first.age, system="man")
        if _is_same_person(first, other) and (is_exact or _width(other) < _width(first)):
            reading, first = other_reading, other
    evidence.append(_located(reading, "/age", first.start, first.end, "age"))
    return first.age


_OF_THE_SAME = re.compile(
    r"(?:^|\s)(?:이|해당|당시)\s(?:학생|남성|여성|남학생|고교생|교사|청년|소년|남자|여자)(?:은|는|의)\s|(?:^|\s)(?:그|이들)(?:는|은|의\s나이)\s|"
    r"(?:^|\s)(?:두|세|네|다섯)\s(?:사람|학생|남성|여성|소년|청년|고교생|중학생)(?:은|는|의)\s"
)


def _is_same_person(first: AgeHit, other: AgeHit) -> bool:
    inside = first.age.low <= other.age.low and other.age.high <= first.age.high
    return inside and (first.label is None or other.label is None or first.label == other.label)


def _width(hit: AgeHit) -> int:
    return hit.age.high - hit.age.low


_ALL_OF_THEM = re.compile(r"(?:공범|피의자|가해자|피고인|일당|조직원)(?:은|는)\s(?:모두|총)\s[0-9]+\s?명")


_JUDGED = re.compile(r"\b(?:sentenced|fined|jailed|acquitted|indicted|charged|convicted|found\sguilty)\b")


_OTHERS_UNTOLD = re.compile(
    r"(?:^The|\bwhile(?:\sthe)?|\band\sthe)\s(?:others|rest)\b|\bone\sof\sthe\s(?:men|women|suspects|defendants|teens|teenagers|students|boys)\b",
    re.IGNORECASE,
)


def _n_defendants(case: _Case) -> int | None:
    """The number of accused people; None where one of several is told, in English, and the several are not counted."""
    told = _n_told(case)
    if told == 1 and any(_OTHERS_UNTOLD.search(r.sentence.text) for r in case.telling):
        return None
    return told


def _n_told(case: _Case) -> int | None:
    stated = [
        r.n_defendants
        for r in case.readings
        if (r in case.telling or _ALL_OF_THEM.search(r.sentence.text) or _JUDGED.search(r.sentence.text))
        and r.n_defendants is not None
        and (not r.is_statistic or any(p.act == "impose" for p in r.penalties))
    ]
    if not stated:
        stated = [
            r.n_defendants
            for r in case.readings
            if r.n_defendants in (2, len(r.labels)) and r.n_defendants > 1 and r.labels and not r.is_statistic
        ]
    owners = {
        p.label
        for r in case.readings
        for p in r.penalties
        if p.label and p.act in ("impose", "demand", "quoted")
    }
    accused = {label for r in case.telling for label in r.accused}
    others = [r for r in case.readings if r.n_others is not None and not r.is_statistic]
    told_before = len(owners | accused) or len({label for r in case.readings for label in r.labels})
    if others and others[0] is case.telling[0] and not others[0].accused:
        others = others[1:]
    also = [r for r in others if _ALSO_HANDLED.search(r.sentence.text) and r is not case.telling[0]]
    first = min((r.sentence.start for r in also), default=0)
    own = [r.n_defendants or 0 for r in case.telling if r.sentence.start < first and not r.is_statistic]
    if also and max(own, default=0) > 1:
        return max(own) + sum(r.n_others or 0 for r in also)
    if others and told_before and all(r.n_defendants is None for r in case.readings if r not in others):
        return told_before + sum(r.n_others or 0 for r in others)
    if (total := _with_further(case)) is not None:
        return total
    if stated:
        return max(max(stated) + _told_before_group(case), len(owners), len(accused))
    owners |= accused
    if owners and any(_ACCOMPLICES.search(r.sentence.text) for r in case.telling):
        return None
    if owners:
        return len(owners)
    return _named_people(case)


_FURTHER = re.compile(
    r"^(?:(?P<the>The)\s(?:(?:other|remaining)\s|(?=[a-z]+\sothers\b)))?(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[2-9]|[1-9][0-9])\s"
    r"(?(the)|(?:(?:others?|more)\b|(?:[a-z-]+\s){1,4}who\s(?:(?:also|allegedly)\s)?(?:helped|aided|assisted|conspired|colluded|joined|worked|acted|took\spart)\b))",
    re.IGNORECASE,
)


_ONE_FURTHER = re.compile(
    r"(?:(?P<their>Their)|His|Her|The\s[a-z][\w-]*[’']s)\s(?:[\w-]+\s){0,2}?(?:president|CEO|chief|boss|manager|accountant|secretary|aide|broker|partner|"
    r"wife|husband|brother|sister|mother|father|son|girlfriend|boyfriend|accomplice|colleague|subordinate|driver)\s(?!who\b|had\b|reported|said|told)"
    r"[^.;]{0,40}?\b(?:got|received|escaped|sentenced|given|fined|acquitted|jailed|handed|lucky|luckier|walked)\b"
)
"""`Former Mayor Seo was sentenced to … The hauler's president escaped jail with a 10-month term suspended`."""


def _with_further(case: _Case) -> int | None:
    """`… the head of the ring to nine years. Seven other members got …`: those told before and those beside, in English."""
    for number, reading in enumerate(case.telling[1:], 1):
        further = _FURTHER.match(reading.sentence.text)
        one = _ONE_FURTHER.match(reading.sentence.text) if reading.penalties or reading.outcomes else None
        if further is None and one is None:
            continue
        told = max((r.n_defendants or int(r.is_single) for r in case.telling[:number]), default=0)
        if further is None or one is not None:
            is_beside = one is not None and (told == 1 or (told > 1 and one["their"]))
            return told + 1 if is_beside else None
        return told + spelled_count(further["n"]) if told and (told == 1 or not further["the"]) else None
    return None


_ALSO_HANDLED = re.compile(
    r"^(?:이\s?외(?:에)?|이\s밖에|이들\s외에?|그\s외)\s|^(?:[가-힣]{1,6}[에을를]\s)?(?:가담한|함께\s한|공모한|도운|거든|가세한)\s(?:[가-힣]{1,6}\s){0,2}[0-9]{1,2}명은\s|[0-9]\s?명도\s|(?:만\s한|본)\s[0-9한두세네]\s?명[은을]\s|(?:달아난|도주한|도피한|잠적한)\s[^.]{2,20}명|^(?:경찰은\s)?(?:또|아울러|이와\s함께)\s"
)
"""`도박에 참여한 43명도 입건됐다`: people beside those of the sentences before."""
_MANY = re.compile(
    r"\bin\stheir\s(?:\w+\s)?(?:teens|[2-9]0s)|^The\s(?:suspects|defendants|men|teens|teenagers|students|boys|accused)\b"
)


def _named_people(case: _Case) -> int | None:
    """Labels of accused people in the sentences that tell; one where a single person is spoken of."""
    accused = {label for r in case.telling for label in r.accused}
    if len(accused) > 1:
        return len(accused)
    spread = max((_spread_number(r) for r in case.telling), default=0)
    if spread > 1 and not accused:
        return spread
    if any(_ACCOMPLICES.search(r.sentence.text) for r in case.telling):
        return None
    people = {label for r in case.telling for label in r.labels}
    people = people or {label for r in case.readings for label in r.labels}
    ages = [a for r in case.telling for a in r.ages if not a.is_victim and not _MANY.search(r.sentence.text)]
    is_single = any(r.is_single for r in case.readings)
    return 1 if len(people) == 1 or accused or (not people and (ages or is_single)) else None


def _told_before_group(case: _Case) -> int:
    """`A씨를 구속기소했다. 가담한 B군 등 2명은 …`: accused people of sentences before the first that states a number."""
    before: set[str] = set()
    for reading in case.telling:
        if reading.n_defendants is None:
            before |= set(reading.accused)
            continue
        group = _AND_OTHERS.search(reading.sentence.text) if reading.accused else None
        return len(before) if group and not before & set(re.findall("[A-Z]", group[0])) else 0
    return 0


_AND_OTHERS = re.compile(
    r"(?:[A-Z]\s?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양)?(?:\([^)]{1,8}\))?(?:와|과|,|·)\s?)*[A-Z]\s?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양)(?:\([^)]{1,8}\))?\s등\s(?:[가-힣0-9~∼]{2,6}\s)?[0-9]+\s?명"
)
_EACH = re.compile(r"각각|\brespectively\b")


def _spread_number(reading: SentenceReading) -> int:
    """`30대 친부와 20대 계모에게 각각 징역 15년과 징역 10년을`: as many people as sentences given out one by one."""
    if not _EACH.search(reading.sentence.text):
        return _aged_people(reading)
    return sum(p.act in ("impose", "demand") and not p.mention.is_order for p in reading.penalties)


def _aged_people(reading: SentenceReading) -> int:
    """`two years to a 40-year-old man and one year to his 38-year-old wife`: as many people as exact ages, in English."""
    given = {
        p.mention.item for p in reading.penalties if p.act in ("impose", "demand") and not p.mention.is_order
    }
    exact = [
        a for a in reading.ages if not a.is_victim and a.age.low == a.age.high and a.age.basis == "at_report"
    ]
    ages = {a.age.low for a in exact}
    return len(ages) if len(given) == len(ages) > 1 and not _HANGUL.search(reading.sentence.text) else 0


def _victims(case: _Case) -> str | None:
    counts = [r.n_victims for r in case.readings if r.n_victims is not None and not r.is_statistic]
    return victims_band(max(counts)) if counts else None


def _hint(case: _Case) -> str | None:
    labels = [label for reading in case.readings for label in reading.labels]
    return labels[0] if labels else None


def _located(reading: SentenceReading, path: str, start: int, end: int, rule: str) -> Located:
    text, offset = reading.sentence.text, reading.sentence.start
    return Located(
        path=path,
        evidence=Evidence(
            section="body",
            start=offset + start,
            end=offset + end,
            slice=text[start:end],
            rule=rule,
            confidence="explicit",
        ),
    )
