"""Everything of a judgment but its order: header, facts, evidence, statutes, sentencing."""

from dataclasses import replace

from scrapers.replica.draw import Draw
from scrapers.replica.facts import SENTENCED, Charge, Judgment, Penalty, Person
from scrapers.replica.offences import LIFE
from scrapers.replica.orders import OrderWriter
from scrapers.replica.outcomes import prison_range
from scrapers.replica.paragraphs import (
    BAD,
    BAD_SIMILAR,
    EVIDENCE,
    FILLER,
    GOOD,
    GOOD_NOT_SIMILAR,
    GOOD_ONLY_FINES,
    PRIORS,
    contradicts,
)
from scrapers.replica.people import bench, counsel, prosecutors
from scrapers.replica.wording import Style, dotted, eun, heading, money, span_of_time, term, term_of

Lines = list[str]
Factor = tuple[tuple[str, ...], str]
_MITIGATION_RENAMED = "2021-12-09"  # 작량감경 became 정상참작감경
_PROGRAMME_LAW = {
    "sexual_violence": "성폭력범죄의 처벌 등에 관한 특례법 제16조 제2항",
    "stalking": "스토킹범죄의 처벌 등에 관한 법률 제19조 제1항",
    "drug": "마약류 관리에 관한 법률 제40조의2 제2항",
    "traffic": "형법 제62조의2 제1항",
}


def shorten(cites: list[str], elide: bool) -> str:
    """형법 제334조 제2항, 제1항, 제333조: law and article named once, as courts write."""
    out: Lines = []
    law = article = ""
    for cite in cites:
        head, _, rest = cite.partition(" 제")
        rest = "제" + rest
        number, _, paragraph = rest.partition(" ")
        if head != law:
            out.append(f"{head} {rest}")
        elif elide and number == article and paragraph:
            out.append(paragraph)
        else:
            out.append(rest)
        law, article = head, number
    return ", ".join(out)


def with_amendment(person: Person, judgment: Judgment, elide: bool) -> Lines:
    """Each guilty charge's provisions with the choice of penalty, old acts with their amendment."""
    out: Lines = []
    named: set[str] = set()
    for charge in person.guilty_of:
        text = shorten(charge.cited(judgment.decided), elide)
        if text.startswith("구 ") and charge.provision.replaced:
            law = f"구 {charge.provision.law}"
            if law not in named:
                note = f"({charge.provision.replaced}로 개정되기 전의 것)"
                text = text.replace(law, law + note, 1)
                named.add(law)
        if person.company:
            text = f"{charge.provision.law} {charge.offence.corporate}, {text.split(' ', 1)[1]}"
        choice = _choice(person, charge)
        several = "각 " if charge.times > 1 and not person.company else ""
        picked = "" if person.company else f", {choice}"
        out.append(f"{several}{text}({charge.offence.point}{picked})")
    return out


def _choice(person: Person, charge: Charge) -> str:
    """Which of the penalties the provision allows was chosen."""
    if person.fine_chosen:
        return "벌금형 선택"
    if charge.offence.no_labour:
        return "금고형 선택"
    if (charge.provision.prison or (0, 0))[1] < LIFE:
        return "징역형 선택"
    is_life = any(each.kind == "life" for each in person.penalties)
    return "무기징역형 선택" if is_life else "유기징역형 선택"


class ReasonWriter:
    """Writes the sections around the order of one judgment; remembers the names it invents."""

    def __init__(self, judgment: Judgment, style: Style, draw: Draw, length: str) -> None:
        self.judgment = judgment
        self.style = style
        self.draw = draw
        self.long = length == "realistic"
        self.names: Lines = []
        self.record: tuple[bool, bool] | None = None  # of the same kind, no more than fines
        self.factors: dict[str, list[tuple[str, str]]] = {}

    # -- header -----------------------------------------------------------------------------------

    def header(self) -> Lines:
        """【피 고 인】 … 【원심판결】."""
        judgment, style = self.judgment, self.style
        people = judgment.people
        who = people[0].label if len(people) == 1 else f"{people[0].label} 외 {len(people) - 1}인"
        if any(each.company for each in people) or (len(people) > 1 and people[0].label[-1].isalpha()):
            who = ", ".join(each.label for each in people)
        role, asked = "피 고 인", any("전고" in kind or "전노" in kind for _, kind, _ in judgment.numbers)
        if asked and len(people) == 1 and not any(each.treatment_custody for each in people):
            role, who = "피고인 겸 피부착명령청구자", "피고인 겸 피부착명령청구자"
        lines = [f"{heading('피고인', style) if role == '피 고 인' else f'【{role}】'} {who}"]
        if judgment.instance in ("2", "3"):
            word = "항소인" if judgment.instance == "2" else "상고인"
            lines.append(f"{heading(word, style)} {self._appellants()}")
        if judgment.instance != "3":
            text, names = prosecutors(self.draw)
            self.names += names
            lines.append(f"{heading('검사', style)} {text}")
        text, names = counsel(self.draw)
        self.names += names
        lines.append(f"{heading('변호인', style)} {text}")
        if self.draw.chance(0.03) and any(kind == "고합" for _, kind, _ in judgment.numbers):
            lines.append(f"{heading('배심원', style)} 7인")
        if any(each.compensation[0] or each.compensation[2] for each in people):
            lines.append("【배상신청인】 배상신청인")
        if judgment.remanded_by is not None:
            lines.append(f"【환송판결】 {cite_judgment(judgment.remanded_by)}")
        if judgment.also_below is not None and judgment.below is not None:
            first, second = cite_judgment(judgment.below), cite_judgment(judgment.also_below)
            lines.append(f"【원심판결】 1. {first} / 2. {second}")
        elif judgment.below is not None:
            lines.append(f"【원심판결】 {cite_judgment(judgment.below)}")
        return lines

    def _appellants(self) -> str:
        by = self.judgment.appellants
        many = len(self.judgment.people) > 1
        who = "피고인들" if many else "피고인"
        if by == ("defendant", "prosecutor"):
            return "쌍방" if self.style.turn("appellants", 3) == 0 else f"{who} 및 검사"
        return "검사" if by == ("prosecutor",) else who

    # -- facts and evidence -------------------------------------------------------------------------

    def facts(self) -> Lines:
        """범죄사실 kept abstract: dates, counts and the provision; no act is told."""
        lines = [heading("범죄사실", self.style)]
        guilty = [each for each in self.judgment.people if each.disposition.startswith("convicted")]
        if self.draw.chance(0.25) and any(not each.juvenile and not each.company for each in guilty):
            text, similar, fines = self.draw.pick(PRIORS)
            lines += ["[범죄전력]", text, "[범죄사실]"]
            self.record = (similar, fines)
        number = 0
        for charge in self.judgment.people[0].charges:
            if any(charge in each.charges and charge not in each.guilty_of for each in guilty):
                continue
            number += 1
            when = f"{dotted(charge.first)}경"
            if charge.first != charge.last:
                when += f"부터 {dotted(charge.last)}경까지 사이에"
            times = f" 별지 범죄일람표 기재와 같이 총 {charge.times}회에 걸쳐" if charge.times > 1 else ""
            who = "피고인들은" if len(guilty) > 1 else "피고인은"
            law = f"{charge.provision.law} {charge.provision.cites[0]}".replace("형법 형법", "형법")
            lines.append(f"{number}. {who} {when}{times} {law}에 해당하는 행위를 하였다.")
        return lines

    def evidence(self) -> Lines:
        """증거의 요지."""
        items = [f"1. {each}" for each in self.draw.sample(EVIDENCE, self.draw.whole(3, 6))]
        return [heading("증거의 요지", self.style), *items]

    # -- statutes -----------------------------------------------------------------------------------

    def statutes(self) -> Lines:
        """법령의 적용, heading by heading."""
        judgment = self.judgment
        convicted = [each for each in judgment.people if each.disposition.startswith("convicted")]
        if not convicted:
            return []
        elide = self.style.turn("statutes", 2) == 0
        lines = [heading("법령의 적용", self.style), "1. 범죄사실에 대한 해당법조 및 형의 선택"]
        for person in convicted:
            prefix = f"○ {person.label}: " if len(judgment.people) > 1 else ""
            lines.append(prefix + ", ".join(with_amendment(person, judgment, elide)))
        for title, law, persons in self._applied(convicted):
            who = ""
            if len(judgment.people) > 1:
                who = f"({', '.join(each.label for each in persons)})"
            lines += [f"1. {title}{who}", law]
        return lines

    def _applied(self, convicted: list[Person]) -> list[tuple[str, str, list[Person]]]:
        mitigation = (
            "정상참작감경" if self.judgment.decided.isoformat() >= _MITIGATION_RENAMED else "작량감경"
        )
        rules = (
            ("경합범가중", "형법 제37조 전단, 제38조 제1항 제2호, 제50조", _is_compound),
            ("경합범처리", "형법 제37조 후단, 제39조 제1항", lambda p: p.split_counts),
            (
                "형의 면제",
                "형법 제37조 후단, 제39조 제1항 후문",
                lambda p: p.disposition == "convicted_exempted",
            ),
            (
                "법률상감경",
                "소년법 제60조 제2항, 형법 제55조 제1항 제3호",
                lambda p: "60_2_mitigation" in p.juvenile_provisions,
            ),
            (
                mitigation,
                "형법 제53조, 제55조 제1항 제3호",
                lambda p: (
                    p.mitigated and "60_2_mitigation" not in p.juvenile_provisions and not p.fine_chosen
                ),
            ),
            (
                "부정기형",
                "소년법 제2조, 제60조 제1항",
                lambda p: "60_indeterminate" in p.juvenile_provisions,
            ),
            ("선고유예", "형법 제59조 제1항", lambda p: p.disposition == "convicted_deferred"),
            ("노역장유치", "형법 제70조 제1항, 제69조 제2항", lambda p: p.workhouse is not None),
            ("집행유예", "형법 제62조 제1항", lambda p: any(each.suspended for each in p.penalties)),
            ("보호관찰", "형법 제62조의2 제1항", _has_supervision),
            ("치료명령", "치료감호 등에 관한 법률 제44조의2 제1항", lambda p: p.treatment_order),
            ("사회봉사명령", "형법 제62조의2 제1항", lambda p: any(each.service for each in p.penalties)),
            ("수강명령", self._programme_law(convicted), lambda p: any(e.attendance for e in p.penalties)),
            ("이수명령", self._programme_law(convicted), lambda p: any(e.completion for e in p.penalties)),
            *_SEX_CRIME_RULES,
            ("몰수", "형법 제48조 제1항 제1호", lambda p: bool(p.exhibits)),
            ("추징", "형법 제48조 제2항", lambda p: p.collection is not None),
            ("가납명령", "형사소송법 제334조 제1항", lambda p: p.provisional),
        )
        out = [("유예할 형", self._deferred(each), [each]) for each in convicted if _is_deferred(each)]
        for title, law, applies in rules:
            persons = [each for each in convicted if applies(each)]
            if persons:
                out.append((title, law, persons))
        return out

    def _deferred(self, person: Person) -> str:
        return OrderWriter(self.judgment, self.style).penalty(person.penalties[0])

    @staticmethod
    def _programme_law(convicted: list[Person]) -> str:
        for person in convicted:
            for penalty in person.penalties:
                if penalty.programme:
                    return _PROGRAMME_LAW[penalty.programme]
        return ""

    # -- sentencing -----------------------------------------------------------------------------------

    def sentencing(self) -> Lines:
        """양형의 이유: range, guideline, factors, decision."""
        convicted = [each for each in self.judgment.people if each.disposition.startswith("convicted")]
        if not convicted:
            return []
        lines = [heading("양형의 이유", self.style)]
        lone = convicted[0] if len(self.judgment.people) == 1 else None
        number = 1
        if lone and lone.disposition == SENTENCED and lone.penalties and not lone.split_counts:
            ranges = self._ranges(lone)
            lines += ranges
            number += sum(each[:2] in ("1.", "2.") for each in ranges)
        lines.append(f"{number}. 선고형의 결정")
        for person in convicted:
            if len(self.judgment.people) > 1:
                lines.append(f"[{person.label}]")
            lines += self._factors(person)
        return lines

    def _ranges(self, person: Person) -> Lines:
        first = person.penalties[0]
        if first.kind == "fine":
            top = max((each.provision.fine_max or 0) for each in person.charges)
            return [f"1. 법률상 처단형의 범위: 벌금 50,000원∼{money(top, self.style)}"]
        guilty = person.guilty_of
        span = prison_range(guilty, person.mitigated)
        if span is None or first.kind not in ("prison", "prison_without_labor"):
            return []
        kind = "금고" if first.kind == "prison_without_labor" else "징역"
        low, high = (term(term_of(each), self.style) for each in span)
        top_text = f"{kind} {low}∼{high}" if span[1] < LIFE // 20 else f"{kind} {low} 이상"
        lines = [f"1. 법률상 처단형의 범위: {top_text}"]
        guideline = guilty[0].offence.guideline
        if guideline and not person.juvenile and len(guilty) == 1 and kind == "징역":
            low_g = max(4, span[0])
            text = f"{term(term_of(low_g), self.style)}∼{term(term_of(low_g * 2 + 4), self.style)}"
            lines += [
                "2. 양형기준에 따른 권고형의 범위",
                f"[유형의 결정] 디지털 성범죄 > {guideline} > 제1유형",
                "[특별양형인자] 없음",
                f"[권고영역 및 권고형의 범위] 기본영역, 징역 {text}",
            ]
        return lines

    def _factors(self, person: Person) -> Lines:
        lines: Lines = []
        if person.age is not None:
            lines.append(self._age_of(person))
        good, bad = self._weighed()
        self.factors[person.label] = [
            *(("mitigating", name) for names, _ in good for name in names),
            *(("aggravating", name) for names, _ in bad for name in names),
        ]
        for title, weighed in (("불리한 정상", bad), ("유리한 정상", good)):
            lines.append(f"{title}: {', '.join(text for _, text in weighed)}")
        lines += self._traps(person)
        lines.append(
            "그 밖에 피고인의 성행, 환경, 범행의 동기와 경위, 범행 후의 정황 "
            "등 이 사건 변론에 나타난 여러 양형조건을 "
            "종합하여 주문과 같이 형을 정한다."
        )
        return lines

    def _weighed(self) -> tuple[list[Factor], list[Factor]]:
        """Mitigating and aggravating factors that fit each other and the record told in the facts."""
        goods, bads = [*GOOD[2:]], [*BAD]
        if self.record is None:
            goods += GOOD[:2]
        else:
            similar, fines = self.record
            goods += [GOOD_ONLY_FINES] if fines else []
            goods += [] if similar else [GOOD_NOT_SIMILAR]
            bads += [BAD_SIMILAR] if similar else []
        good = self.draw.sample(goods, self.draw.whole(1, 3))
        fitting = [each for each in bads if not any(contradicts(one[0], each[0]) for one in good)]
        return good, self.draw.sample(fitting, self.draw.whole(1, 2))

    def _traps(self, person: Person) -> Lines:
        """Words of penalties and orders that this judgment does not impose."""
        lines: Lines = []
        if self.draw.chance(0.12):
            months = self.draw.pick((12, 18, 24, 36, 60))
            lines.append(f"(검사의 구형 : 징역 {term(term_of(months), self.style)})")
        if self.draw.chance(0.1) and not person.juvenile:
            lines.append("피고인은 별건으로 징역 8월에 집행유예 2년을 선고받은 공범들과 가담 정도가 다르다.")
        if self.draw.chance(0.15) and any(p.suspended and not p.supervision for p in person.penalties):
            lines.append("재범의 위험성이 높지 아니하므로 보호관찰 등 부수처분은 따로 부과하지 아니한다.")
        return lines

    def _age_of(self, person: Person) -> str:
        text = person.age.text if person.age else ""
        if len(self.judgment.people) == 1:
            return text
        return text.replace("피고인은", eun(person.label), 1)

    def registration(self) -> Lines:
        """신상정보 등록: it follows by law, and the text says so."""
        registered = [each for each in self.judgment.people if each.registered]
        if not registered:
            return []
        who = "피고인들" if len(registered) == len(self.judgment.people) > 1 else registered[0].label
        return [
            heading("신상정보 등록", self.style),
            "등록대상 성범죄인 판시 범죄사실에 관하여 유죄판결이 확정되는 "
            f"경우 {eun(who)} 성폭력범죄의 처벌 등에 관한 "
            "특례법 제42조 제1항에 의하여 신상정보 등록대상자가 되므로, 같은 "
            "법 제43조에 따라 관할기관에 신상정보를 "
            "제출할 의무가 있다.",
        ]

    def acquittal(self) -> Lines:
        """무죄부분 and the other ways to end without a sentence."""
        lines: Lines = []
        for person in self.judgment.people:
            who = "" if len(self.judgment.people) == 1 else f"({person.label})"
            if person.disposition == "no_jurisdiction":
                return [
                    "이 사건은 법원조직법 제32조 제1항에 의하여 합의부의 심판권에 속하므로 "
                    "형사소송법 제319조 본문에 의하여 관할위반을 선고한다."
                ]
            if person.acquitted_of:
                points = ", ".join(each.offence.point for each in person.acquitted_of)
                lines += [
                    heading("무죄 부분" if person.verdict == "mixed" or who else "판단", self.style) + who,
                    f"이 부분 공소사실의 요지는 {points}이다. 검사가 제출한 "
                    "증거만으로는 이를 인정하기에 부족하고, 달리 이를 "
                    "인정할 증거가 없다. 따라서 형사소송법 제325조 후단에 의하여 무죄를 선고한다.",
                ]
            for charge in person.dismissed_of:
                lines.append(
                    f"{charge.offence.point}은 피해자의 명시한 의사에 반하여 공소를 "
                    "제기할 수 없는데 피해자가 처벌을 원하지 "
                    f"아니하므로, 형사소송법 제327조 제6호에 의하여 이 부분 공소를 기각한다{who}."
                )
            if person.disposition == "discharged":
                lines.append(
                    "공소제기 당시 이미 공소시효가 완성되었으므로 형사소송법 제326조 "
                    f"제3호에 의하여 면소를 선고한다{who}."
                )
            elif person.disposition == "prosecution_dismissed":
                lines.append(
                    "이 사건은 피해자의 명시한 의사에 반하여 공소를 제기할 수 없는 "
                    "죄에 해당하는데, 공소제기 후 피해자가 "
                    "처벌을 원하지 아니하는 의사를 표시하였으므로 형사소송법 제327조 "
                    f"제6호에 의하여 공소를 기각한다{who}."
                )
        return lines

    def filler(self) -> Lines:
        """Argument and assessment at the length of real judgments."""
        if not self.long:
            return []
        count = self.draw.whole(12, 42)
        lines = [
            "【피고인 및 변호인의 주장에 관한 판단】" if self.draw.chance(0.5) else "【쟁점에 관한 판단】"
        ]
        return lines + [f"  {self.draw.pick(FILLER)}" for _ in range(count)]

    def transfer(self) -> Lines:
        """Reasons of a transfer to the juvenile division or to another court."""
        if self.judgment.people[0].disposition == "transferred_court":
            return [
                "이 사건은 이 법원의 관할에 속하지 아니한다고 인정되므로 "
                "형사소송법 제8조 제1항에 따라 주문과 같이 결정한다."
            ]
        lines = []
        for person in self.judgment.people:
            if person.age is not None:
                lines.append(self._age_of(person))
        return [
            *lines,
            "이 사건 기록과 변론에 나타난 여러 사정을 고려하면 피고인에게는 "
            "형벌보다 보호처분을 함이 상당하다고 인정되므로, "
            "소년법 제50조에 따라 주문과 같이 결정한다.",
        ]

    def judges(self) -> str:
        """The last line."""
        panel = any(kind in ("고합", "노", "도") for _, kind, _ in self.judgment.numbers)
        text, names = bench(self.draw, panel)
        self.names += names
        return text

    # -- appeal -----------------------------------------------------------------------------------------

    def lower_sentence(self, person: Person) -> str:
        """징역 1년 6월, 집행유예 3년, as appeal reasons quote the sentence below."""
        if any(each.deferred for each in person.lower):
            return "선고유예"
        return ", ".join(self.quoted(each) for each in person.lower)

    def quoted(self, penalty: Penalty) -> str:
        """One penalty of the judgment below with its suspension."""
        if penalty.long and penalty.short:
            high, low = term(penalty.long, self.style), term(penalty.short, self.style)
            kind = "금고" if penalty.kind == "prison_without_labor" else "징역"
            return f"{kind} 장기 {high}, 단기 {low}"
        # A reading in brackets would stand in the brackets of the quotation.
        style = replace(self.style, money="comma") if self.style.money == "read" else self.style
        text = OrderWriter(self.judgment, style).penalty(penalty)
        if penalty.suspended:
            joint = (", 집행유예 ", "에 집행유예 ")[self.style.turn("quoted", 2)]
            text += f"{joint}{span_of_time(penalty.suspended, self.style)}"
        return text


def _is_deferred(person: Person) -> bool:
    return person.disposition == "convicted_deferred"


def _is_compound(person: Person) -> bool:
    guilty = person.guilty_of
    return len(guilty) > 1 or (bool(guilty) and guilty[0].times > 1)


def _has_supervision(person: Person) -> bool:
    return any(s.kind == "with_suspension" for each in person.penalties for s in each.supervision)


_EXEMPTION = (
    "(피고인의 연령, 재범위험성, 이 사건 범행의 종류와 동기, 그로 "
    "인하여 달성할 수 있는 예방 효과와 피고인이 입는 불이익 "
    "등을 종합하면, 신상정보를 공개하거나 고지하여서는 아니 될 특별한 사정이 있다고 판단된다)"
)
_BAN_EXEMPTION = (
    "(피고인의 재범위험성, 취업제한명령으로 인한 불이익의 정도와 "
    "예상되는 부작용 등을 고려하여 취업을 제한하여서는 아니 될 "
    "특별한 사정이 있다고 판단하여 취업제한명령을 선고하지 아니함)"
)
_SEX_CRIME_RULES = (
    (
        "공개명령 및 고지명령",
        "아동·청소년의 성보호에 관한 법률 제49조 제1항, 제50조 제1항",
        lambda p: p.disclosure == "ordered",
    ),
    (
        "공개명령 및 고지명령의 면제",
        "아동·청소년의 성보호에 관한 법률 제49조 제1항 단서, 제50조 제1항 단서" + _EXEMPTION,
        lambda p: p.disclosure == "exempted",
    ),
    (
        "공개명령 및 고지명령을 선고하지 아니하는 이유",
        "아동·청소년의 성보호에 관한 법률 제49조 제1항 단서, 제50조 제1항 "
        "단서(피고인이 아동·청소년에 해당하므로 공개명령과 "
        "고지명령을 선고하지 아니한다)",
        lambda p: p.disclosure == "barred_minor",
    ),
    (
        "취업제한명령",
        "아동·청소년의 성보호에 관한 법률 제56조 제1항 본문",
        lambda p: p.employment == "ordered" and len(p.institutions) == 1,
    ),
    (
        "취업제한명령",
        "아동·청소년의 성보호에 관한 법률 제56조 제1항 본문, 장애인복지법 제59조의3 제1항 본문",
        lambda p: p.employment == "ordered" and len(p.institutions) == 2,
    ),
    (
        "취업제한명령의 면제",
        "아동·청소년의 성보호에 관한 법률 제56조 제1항 단서" + _BAN_EXEMPTION,
        lambda p: p.employment == "exempted",
    ),
)


def cite_judgment(judgment: Judgment) -> str:
    """가상지법 가온지원 2023. 5. 4. 선고 2022고단1234 판결."""
    numbers = judgment.number_list
    joined = numbers[0] if len(numbers) == 1 else ", ".join(numbers) + "(병합)"
    return f"{judgment.court.short} {dotted(judgment.decided)} 선고 {joined} 판결"
