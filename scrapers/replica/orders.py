"""주문 of a first or appellate judgment, composed sentence by sentence in one clerk's style."""

from collections.abc import Callable, Iterable, Sequence

from scrapers.replica.facts import Judgment, Penalty, Person
from scrapers.replica.wording import (
    Style,
    eul,
    eun,
    gwa,
    i_ga,
    indeterminate,
    money,
    people,
    ro,
    span_of_time,
    term,
)

_KINDS = {
    "prison": "징역",
    "prison_without_labor": "금고",
    "detention": "구류",
    "suspension_of_qualification": "자격정지",
}
_ATTENDANCE = {
    "sexual_violence": ("성폭력 치료강의 수강", "성폭력치료강의 수강", "성폭력 치료강의의 수강"),
    "stalking": ("스토킹 재범예방 강의 수강", "스토킹범죄 재범예방에 필요한 강의 수강"),
    "drug": ("약물치료강의 수강", "마약류범죄 재범예방에 필요한 교육의 수강"),
    "traffic": ("준법운전강의 수강", "준법운전강의의 수강"),
}
_COMPLETION = {
    "sexual_violence": ("성폭력 치료프로그램 이수", "성폭력 치료프로그램의 이수", "성폭력치료프로그램 이수"),
    "stalking": ("스토킹 치료프로그램 이수", "스토킹 재범예방 프로그램의 이수"),
    "drug": ("약물중독 재활교육 프로그램 이수", "마약류범죄 재활교육 프로그램의 이수"),
}
_INSTITUTIONS = {
    "child_youth": ("아동·청소년 관련기관 등", "아동·청소년 관련기관등"),
    "disability": ("장애인관련기관", "장애인복지시설"),
}

_HEADS = ("[{}]", "[{}]", "<{}>", "○ {}", "【{}】")

Value = tuple[object, ...]


class OrderWriter:
    """Writes the order of one judgment; ``lines`` holds it sentence by sentence."""

    def __init__(self, judgment: Judgment, style: Style) -> None:
        self.judgment = judgment
        self.style = style
        self.lines: list[str] = []

    # -- people ------------------------------------------------------------------------------

    def _name(self, persons: Sequence[Person], everybody: Sequence[Person]) -> str:
        if len(persons) > 1 and len(persons) == len(everybody) == len(self.judgment.people):
            return "피고인들"
        return people([each.label for each in persons], self.style)

    def _groups(
        self, persons: Iterable[Person], value: Callable[[Person], object | None]
    ) -> list[tuple[object, list[Person]]]:
        """The persons grouped by equal value, in order of first appearance; None is left out."""
        groups: dict[object, list[Person]] = {}
        for person in persons:
            each = value(person)
            if each is not None:
                groups.setdefault(each, []).append(person)
        if self.style.grouped:
            return list(groups.items())
        flat = [(each, [person]) for each, group in groups.items() for person in group]
        return sorted(flat, key=lambda item: persons_order(self.judgment, item[1][0]))

    def _to(self, name: str) -> str:
        return f"{name}에 대하여" if name.endswith("회사") else f"{name}{self.style.to}"

    # -- penalties ---------------------------------------------------------------------------

    def penalty(self, penalty: Penalty) -> str:
        """One penalty as words: 징역 1년 6월, 벌금 500만 원, 무기징역."""
        if penalty.kind == "life":
            return "무기징역"
        if penalty.kind == "fine":
            return f"벌금 {money(penalty.amount or 0, self.style).removeprefix('금 ')}"
        if penalty.kind == "minor_fine":
            return f"과료 {money(penalty.amount or 0, self.style).removeprefix('금 ')}"
        if penalty.long and penalty.short:
            return indeterminate(_KINDS[penalty.kind], penalty.long, penalty.short, self.style)
        if penalty.term is None:
            raise ValueError(penalty.kind)
        return f"{_KINDS[penalty.kind]} {term(penalty.term, self.style)}"

    def _penalties(self, person: Person) -> str | None:
        if not person.penalties or person.penalties[0].deferred:
            return None
        words = [self.penalty(each) for each in person.penalties]
        if person.split_counts:
            return ", ".join(
                f"{each.counts}에 대하여 {text}에" for each, text in zip(person.penalties, words, strict=True)
            )
        if len(words) == 1:
            return words[0]
        return " 및 ".join(words)

    def impose(self, persons: Sequence[Person]) -> None:
        """피고인을 징역 1년 6월에 처한다."""
        groups = self._groups(persons, self._penalties)
        parts = []
        for text, group in groups:
            name = self._name(group, persons)
            each = "각 " if len(group) > 1 else ""
            words = str(text)
            parts.append((f"{eul(name)} {each}{words}" + ("" if words.endswith("에") else "에"), len(group)))
        if not parts:
            return
        many = len(parts) > 1 or any(size > 1 for _, size in parts)
        split = any(each.split_counts for each in persons)
        if self.style.grouped and len(parts) > 1:
            self._line(", ".join(text for text, _ in parts) + " 각 처한다.")
            return
        for text, size in parts:
            tail = " 각 처한다." if split or (many and size > 1 and not text.count("각 ")) else " 처한다."
            self._line(text + tail)

    def suspend(self, persons: Sequence[Person]) -> None:
        """다만, 이 판결 확정일부터 2년간 위 형의 집행을 유예한다."""
        groups = self._groups(persons, _suspension)
        if not groups:
            return
        whole = len(self.judgment.people) == 1 or self.style.headed
        if whole and len(self.lines) == 1 and self.style.turn("suspend at once", 25) == 0:
            # 피고인을 징역 1년에 처하되, 이 판결 확정일부터 2년간 위 형의 집행을 유예한다.
            imposed = self.lines.pop().removesuffix("처한다.")
            tail = self._suspended(groups[0][1][0], groups[0][0])
            self._line(f"{imposed}처하되, {self.style.final} {tail}")
            return
        if whole:
            for value, group in groups:
                self._line(f"{self.style.but}{self.style.final} {self._suspended(group[0], value)}")
            return
        same_for_all = (
            len(groups) == 1
            and len(groups[0][1]) == len(self.judgment.people)
            and not any(each.split_counts for each in persons)
        )
        if same_for_all:
            months = _months_of(groups[0][0])
            period = span_of_time(months, self.style)
            each = "각 " if self.style.turn("suspend", 3) == 0 else ""
            that = "위 각 형" if _is_plain(groups[0][0]) else "위 각 징역형"
            self._line(f"{self.style.but}{self.style.final} {each}{period}간 {that}의 집행을 유예한다.")
            return
        if self.style.grouped and len(groups) > 1 and all(_is_plain(value) for value, _ in groups):
            parts = []
            for value, group in groups:
                each = "각 " if len(group) > 1 else ""
                name = self._name(group, persons)
                parts.append(f"{name}에 대하여는 {each}{span_of_time(_months_of(value), self.style)}간")
            self._line(f"{self.style.but}{self.style.final} {', '.join(parts)} 위 각 형의 집행을 유예한다.")
            return
        for value, group in groups:
            self._suspend_group(persons, value, group)

    def _suspend_group(self, persons: Sequence[Person], value: object, group: list[Person]) -> None:
        name = self._name(group, persons)
        shape = self.style.turn("suspend_group", 3)
        if not _is_plain(value) or shape == 0:
            tail = self._suspended(group[0], value, many=len(group) > 1)
            self._line(f"{self.style.but}{name}에 대하여는 {self.style.final} {tail}")
            return
        period = span_of_time(_months_of(value), self.style)
        that = "위 각 형" if len(group) > 1 else "위 형"
        if shape == 1:
            self._line(
                f"{self.style.but}{self.style.final} {period}간 {name}에 대한 {that}의 집행을 유예한다."
            )
        else:
            final = self.style.final
            self._line(f"{self.style.but}{name}에 대하여 {final} {period}간 {that}의 집행을 유예한다.")

    def _suspended(self, person: Person, value: object, many: bool = False) -> str:
        period = span_of_time(_months_of(value), self.style)
        suspended = [each for each in person.penalties if each.suspended]
        if len({each.suspended for each in suspended}) > 1:
            parts = [
                f"{each.counts}에 대한 형에 대하여는 {span_of_time(each.suspended or 0, self.style)}간"
                for each in suspended
            ]
            return f"{', '.join(parts)} 위 각 형의 집행을 유예한다."
        if len(person.penalties) == 1 and not many and self.style.turn("suspended", 15) == 0:
            return f"위 형의 집행을 {period}간 유예한다."
        if len(person.penalties) == 1:
            that = "위 각 형" if many else "위 형"
        elif len(suspended) == len(person.penalties):
            that = "위 각 형"
        elif suspended[0].counts:
            that = f"{suspended[0].counts}에 대한 위 형"
        else:
            that = "위 징역형" if suspended[0].kind == "prison" else "위 형"
        return f"{period}간 {that}의 집행을 유예한다."

    def defer(self, persons: Sequence[Person]) -> None:
        """피고인에 대한 형의 선고를 유예한다."""
        deferred = [p for p in persons if p.penalties and p.penalties[0].deferred]
        for _, group in self._groups(deferred, lambda person: True):
            name = self._name(group, persons)
            if self.style.turn("defer", 4) == 0:
                self._line(f"{name}에 대하여 형의 선고를 유예한다.")
            else:
                self._line(f"{name}에 대한 형의 선고를 유예한다.")

    # -- orders that hang on a sentence --------------------------------------------------------

    def workhouse(self, persons: Sequence[Person]) -> None:
        """피고인이 위 벌금을 납입하지 아니하는 경우 10만 원을 1일로 환산한 기간 …"""
        for value, group in self._groups(persons, _workhouse_of):
            rate, kind = value if isinstance(value, tuple) else (0, "벌금")
            name = self._name(group, persons)
            each = "각 " if len(group) > 1 else ""
            that = f"위 {each}{kind}"
            again = ("위 " if self.style.that_person else "") + (
                name if len(group) == 1 and name == "피고인" else "피고인들" if len(group) > 1 else "피고인"
            )
            if len(self.judgment.people) > 1 and len(group) == 1:
                again = "위 피고인" if self.style.that_person else name
            where = f"{eul(again)} 노역장에 {each}유치한다"
            if self.style.turn("workhouse rest", 16) == 0:
                where += "(다만, 단수금액은 1일로 한다)"
            not_paid = ("납입하지 아니하는 경우", "납입하지 않는 경우", "납입하지 아니하는 경우에는")[
                self.style.turn("workhouse", 3)
            ]
            fine = eul(that)
            amount = f"{each}{money(int(rate), self.style)}"
            self._line(f"{i_ga(name)} {fine} {not_paid} {amount}을 1일로 환산한 기간 {where}.")

    def with_suspension(self, persons: Sequence[Person]) -> None:
        """Supervision, community service and lectures, together or one by one."""
        if self.style.merged:
            for value, group in self._groups(persons, _supervised):
                self._merged_orders(persons, value, group)
            return
        for value, group in self._groups(persons, _supervision_and_annex):
            months, annex = value if isinstance(value, tuple) else (0, False)
            period = f"{span_of_time(int(months), self.style)}간 " if months else ""
            name = self._to(self._name(group, persons))
            each = "각 " if len(group) > 1 else ""
            end = "받을 것을 명한다." if self.style.turn("with_suspension", 3) else "명한다."
            if annex:
                end = "받을 것을 명하고, 별지 기재와 같은 특별준수사항을 부과한다."
            self._line(f"{name} {each}{period}보호관찰을 {end}")
        served = self._groups(persons, lambda person: _first(person, "service"))
        if self.style.grouped and len(served) > 1 and self.style.turn("serve together", 2):
            parts = []
            for value, group in served:
                each = "각 " if len(group) > 1 else ""
                parts.append(f"{self._to(self._name(group, persons))} {each}{value}시간의")
            self._line(f"{', '.join(parts)} 사회봉사를 각 명한다.")
            served = []
        for value, group in served:
            each = "각 " if len(group) > 1 else ""
            self._line(f"{self._to(self._name(group, persons))} {each}{eul(self._service(value))} 명한다.")
        for value, group in self._groups(persons, _attendance_of):
            each = "각 " if len(group) > 1 else ""
            self._line(f"{self._to(self._name(group, persons))} {each}{self._lecture(value)}을 명한다.")

    def _service(self, hours: object) -> str:
        return f"사회봉사 {hours}시간" if self.style.turn("service", 9) == 0 else f"{hours}시간의 사회봉사"

    def _lecture(self, value: object) -> str:
        hours, programme = value if isinstance(value, tuple) else (0, "")
        shapes = _ATTENDANCE[str(programme)]
        what = shapes[self.style.turn("lecture", len(shapes))]
        if self.style.turn("lecture hours", 8) == 0:
            base = what.removesuffix(" 수강").replace("강의의", "강의").replace("교육의", "교육")
            return f"{base} {hours}시간의 수강"
        return f"{hours}시간의 {what}"

    def _merged_orders(self, persons: Sequence[Person], value: object, group: list[Person]) -> None:
        supervision, service, attendance, annex = value if isinstance(value, tuple) else (None,) * 4
        each = "각 " if len(group) > 1 else ""
        name = self._to(self._name(group, persons))
        hours = []
        if service:
            hours.append(self._service(service))
        if attendance:
            hours.append(self._lecture(attendance))
        if len(hours) > 1 and self.style.turn("merged_orders", 3) == 0:
            hours = [f"{gwa(hours[0])} {hours[1]}"]
        joined = " 및 ".join(hours)
        if supervision is None:
            self._line(f"{name} {each}{eul(joined)} 명한다.")
            return
        end = "명하고, 별지 기재와 같은 특별준수사항을 부과한다." if annex else "명한다."
        period = f"{span_of_time(int(supervision), self.style)}간 " if supervision else ""
        if not hours:
            self._line(f"{name} {each}{period}보호관찰을 받을 것을 {end}")
        else:
            self._line(f"{name} {each}{period}보호관찰을 받을 것과 {eul(joined)} {end}")

    def completion(self, persons: Sequence[Person]) -> None:
        """피고인에게 40시간의 성폭력 치료프로그램 이수를 명한다."""
        for value, group in self._groups(persons, _completion_of):
            hours, programme = value if isinstance(value, tuple) else (0, "")
            shapes = _COMPLETION[str(programme)]
            each = "각 " if len(group) > 1 else ""
            what = shapes[self.style.turn("completion", len(shapes))]
            name = self._to(self._name(group, persons))
            if self.style.turn("completion 2", 7) == 0:
                base, verb = what.rsplit(" ", 1) if " " in what else (what, "이수")
                self._line(f"{name} {each}{base.removesuffix('의')} {hours}시간의 {verb}를 명한다.")
            else:
                self._line(f"{name} {each}{hours}시간의 {what}를 명한다.")

    def deferred_supervision(self, persons: Sequence[Person]) -> None:
        """피고인에게 1년간 보호관찰을 받을 것을 명한다 (선고유예)."""
        for value, group in self._groups(persons, _deferred_supervision):
            period = "1년간 " if value else ""
            each = "각 " if len(group) > 1 else ""
            self._line(f"{self._to(self._name(group, persons))} {each}{period}보호관찰을 받을 것을 명한다.")

    # -- orders of the sexual offence acts -----------------------------------------------------

    def disclosure(self, persons: Sequence[Person]) -> None:
        """피고인에 대한 정보를 5년간 정보통신망을 이용하여 공개하고, 고지한다."""
        for value, group in self._groups(persons, _disclosure_of):
            months, told = value if isinstance(value, tuple) else (0, None)
            name = self._name(group, persons)
            each = "각 " if len(group) > 1 else ""
            period = span_of_time(int(months), self.style)
            shape = self.style.turn("disclosure", 3)
            limit = ""
            if self.style.turn("disclosure limit", 4) == 0:
                limit = "(다만, 공개하는 성범죄의 요지는 판시 제1항 죄에 한정한다)"
            if told and shape == 0:
                self._line(
                    f"{name}에 대한 정보를 {each}{period}간 정보통신망을 이용하여 "
                    f"공개하고, {each}{period}간 고지한다{limit}."
                )
            elif told:
                self._line(
                    f"{name}에 대한 공개정보를 {each}{period}간 정보통신망을 이용하여 공개하고, "
                    f"고지정보를 {each}{period}간 고지한다{limit}."
                )
            elif shape == 1:
                self._line(
                    f"{name}에 대한 공개정보를 {each}{period} 동안 정보통신망을 이용하여 공개한다{limit}."
                )
            else:
                self._line(f"{name}에 대한 정보를 {each}{period}간 정보통신망을 이용하여 공개한다{limit}.")

    def employment(self, persons: Sequence[Person]) -> None:
        """피고인에 대하여 아동·청소년 관련기관등과 장애인관련기관에 각 5년간 취업제한을 명한다."""
        for value, group in self._groups(persons, _ban_of):
            months, institutions = value if isinstance(value, tuple) else (0, ())
            both = len(institutions) > 1
            named = [self._institution(each) for each in institutions]
            joint = ("과 ", " 및 ")[self.style.turn("employment", 2)]
            each = "각 " if both or len(group) > 1 else ""
            period = span_of_time(int(months), self.style)
            shape = self.style.turn("employment 2", 5)
            if shape == 4 and both:
                each = "각 " if len(group) > 1 else ""
                parts = ", ".join(f"{one}에 {period}간" for one in named)
                self._line(f"{self._to(self._name(group, persons))} {each}{parts} 각 취업제한을 명한다.")
                continue
            span = f"{period}간의" if shape == 2 else f"{period}간"
            note = "(운영 및 사실상 노무제공 금지 포함)" if shape == 3 else ""
            name = self._to(self._name(group, persons))
            self._line(f"{name} {joint.join(named)}에 {each}{span} 취업제한{note}을 명한다.")

    def _institution(self, key: str) -> str:
        shapes = _INSTITUTIONS[key]
        if key == "disability":
            # The facilities were renamed on 2021-06-30.
            return shapes[0 if self.judgment.decided.isoformat() >= "2021-06-30" else 1]
        return shapes[self.style.turn("institution", len(shapes))]

    def device(self, persons: Sequence[Person]) -> None:
        """피부착명령청구자에 대하여 10년간 위치추적 전자장치의 부착을 명한다."""
        several = len(self.judgment.people) > 1
        for person in persons:
            after = [s for p in person.penalties for s in p.supervision if s.kind == "after_prison"]
            asker = f"{person.label} 겸 피부착명령청구자" if several else "피부착명령청구자"
            if person.device_kind == "with_suspension":
                period = span_of_time(person.device_months or 0, self.style)
                self._line(f"{self._to(person.label)} {period}간 위치추적 전자장치의 부착을 명한다.")
            elif person.device_kind == "after_prison":
                period = span_of_time(person.device_months or 0, self.style)
                word = "위치추적 전자장치" if self.style.turn("device", 2) else "전자장치"
                self._line(f"{asker}에 대하여 {period}간 {word}의 부착을 명한다.")
                self._line(f"{asker}에 대하여 별지 기재와 같은 준수사항을 부과한다.")
            if "device" in person.requests_dismissed:
                who = f"{person.label}에 대한 " if several else "이 사건 "
                self._line(f"{who}부착명령청구를 기각한다.")
            if after:
                period = span_of_time(after[0].months or 0, self.style)
                annex = "하고, 별지 기재와 같은 준수사항을 부과한다." if after[0].annex else "한다."
                asked = f"{person.label} 겸 피보호관찰명령청구자" if several else "피보호관찰명령청구자"
                self._line(f"{asked}에게 형 집행 종료일부터 {period}간 보호관찰을 받을 것을 명{annex}")

    def medication(self, persons: Sequence[Person]) -> None:
        """치료명령 of either kind: medication after prison, treatment beside supervision."""
        several = len(self.judgment.people) > 1
        for person in persons:
            if person.medication_months:
                period = span_of_time(person.medication_months, self.style)
                who = f"{person.label} 겸 피치료명령청구자" if several else "피치료명령청구자"
                self._line(f"{self._to(who)} {period}간 성충동 약물치료를 명한다.")
            if person.treatment_order:
                self._line(f"{self._to(person.label)} 보호관찰기간 동안 치료를 받을 것을 명한다.")

    def treatment(self, persons: Sequence[Person]) -> None:
        """피치료감호청구인을 치료감호에 처한다."""
        for person in persons:
            if person.treatment_custody:
                several = len(self.judgment.people) > 1
                who = f"{person.label} 겸 피치료감호청구인" if several else "피치료감호청구인"
                self._line(f"{who}을 치료감호에 처한다.")

    # -- property --------------------------------------------------------------------------------

    def property_orders(self, persons: Sequence[Person]) -> None:
        """몰수, 환부, 추징."""
        exhibit = 1
        for person in persons:
            if person.exhibits:
                self._line(self._forfeit(person, exhibit))
                exhibit += len(person.exhibits)
            if person.returned:
                source = ""
                if len(self.judgment.people) > 1:
                    source = f"{person.label}{_from(person.label)} "
                self._line(f"{source}압수된 {person.returned}(증 제{exhibit}호)를 피해자에게 환부한다.")
                exhibit += 1
        joint = [each for each in persons if each.collection and each.collection_joint]
        if joint:
            name = self._name(joint, persons)
            amount = money(joint[0].collection or 0, self.style)
            self._line(f"{name}{_from(name)} 공동하여 {eul(amount)} 추징한다.")
        alone = [each for each in persons if not each.collection_joint]
        owed = self._groups(alone, lambda person: person.collection)
        if self.style.grouped and len(owed) > 1 and self.style.turn("collect together", 2):
            parts = [
                f"{self._name(group, persons)}{_from(self._name(group, persons))} "
                f"{'각 ' if len(group) > 1 else ''}{eul(money(int(str(value)), self.style))}"
                for value, group in owed
            ]
            self._line(f"{', '.join(parts)} 각 추징한다.")
            return
        for value, group in owed:
            name = self._name(group, persons)
            each = "각 " if len(group) > 1 else ""
            self._line(f"{name}{_from(name)} {each}{eul(money(int(str(value)), self.style))} {each}추징한다.")

    def _forfeit(self, person: Person, exhibit: int) -> str:
        numbers = range(exhibit, exhibit + len(person.exhibits))
        several = len(self.judgment.people) > 1
        named = several or self.style.turn("forfeit", 5) == 0
        source = f" {person.label}{_from(person.label)}" if named else ""
        if self.style.turn("forfeit 2", 3) == 0:
            listed = ", ".join(map(str, numbers))
            each = "각 " if len(person.exhibits) > 1 else ""
            return f"압수된 증 제{listed}호를{source} {each}몰수한다."
        things = [f"{what}(증 제{n}호)" for what, n in zip(person.exhibits, numbers, strict=True)]
        each = "각 " if len(things) > 1 else ""
        return f"압수된 {', '.join(things)}를{source} {each}몰수한다."

    def provisional(self, persons: Sequence[Person]) -> None:
        """위 벌금에 상당한 금액의 가납을 명한다."""
        paying = [each for each in persons if each.provisional]
        for value, group in self._groups(paying, _provisional_of):
            each = "각 " if len(group) > 1 else ""
            that = f"위 {each}{value}에 상당한 금액의 가납을 명한다."
            bare = len(self.judgment.people) == 1 and self.style.turn("provisional", 2)
            self._line(that if bare else f"{self._to(self._name(group, persons))} {that}")

    def compensation(self, persons: Sequence[Person]) -> None:
        """배상명령: granted with 가집행, or dismissed."""
        for person in persons:
            granted, won, dismissed = person.compensation
            each = money((won or 0) // granted if granted else 0, self.style)
            if granted == 1:
                self._line(
                    f"{eun(person.label)} 배상신청인{' 1' if dismissed else ''}에게 {eul(each)} 지급하라."
                )
            elif granted:
                self._line(f"{eun(person.label)} 배상신청인 1, 2에게 각 {eul(each)} 지급하라.")
            if granted:
                self._line("위 배상명령은 가집행할 수 있다.")
            if dismissed:
                applicant = "배상신청인 2의" if granted else "배상신청인의"
                self._line(f"{applicant}{self._about(person)} 배상신청을 각하한다.")

    # -- without a sentence ----------------------------------------------------------------------

    def acquit(self, persons: Sequence[Person]) -> None:
        """피고인은 무죄; 이 사건 공소사실 중 …의 점은 무죄."""
        whole = [each for each in persons if each.disposition == "acquitted"]
        for _, group in self._groups(whole, lambda person: True):
            each = "각 " if len(group) > 1 else ""
            self._line(f"{eun(self._name(group, persons))} {each}무죄.")
        for person in persons:
            if person.verdict == "mixed":
                self._acquit_in_part(person)
        for person in persons:
            if person.disposition == "discharged":
                self._line(f"{eun(person.label)} 면소.")
            elif person.disposition == "prosecution_dismissed":
                several = len(self.judgment.people) > 1
                self._line(
                    f"{person.label}에 대한 공소를 기각한다." if several else "이 사건 공소를 기각한다."
                )
            elif person.disposition == "convicted_exempted":
                self._line(f"{person.label}에 대한 형을 면제한다.")
            elif person.disposition == "no_jurisdiction":
                self._line("이 사건은 관할위반.")
                break
            for charge in person.dismissed_of:
                self._line(
                    f"이 사건 공소사실 중{self._about(person)} {charge.offence.point}에 대한 공소를 기각한다."
                )
        self._publish(persons)

    def _about(self, person: Person) -> str:
        return f" {person.label}에 대한" if len(self.judgment.people) > 1 else ""

    def _acquit_in_part(self, person: Person) -> None:
        points = [each.offence.point for each in person.acquitted_of]
        several = len(self.judgment.people) > 1
        shape = self.style.turn("acquit_in_part", 4)
        who = f" {person.label}에 대한" if several else ""
        if shape == 0 and not several:
            self._line(f"피고인에 대한 이 사건 공소사실 중 {points[0]}은 무죄.")
        elif shape == 1 and not several:
            self._line(f"이 사건 공소사실 중 {points[0]}에 관하여는 피고인은 무죄.")
        elif shape == 2 and not several:
            self._line(f"피고인에 대한 공소사실 중 {points[0]}은 무죄.")
        else:
            self._line(f"이 사건 공소사실 중{who} {points[0]}은 무죄.")

    def _publish(self, persons: Sequence[Person]) -> None:
        several = len(self.judgment.people) > 1
        for person in persons:
            if not person.publication:
                continue
            who = f"{person.label}에 대한 "
            if person.verdict == "mixed":
                part = "판결 중 무죄 부분의 요지를 공시한다."
                self._line(f"{who}{part}")
            elif self.style.turn("publish", 3) == 0 and not several:
                self._line("이 판결의 요지를 공시한다.")
            else:
                what = ("무죄판결", "판결")[self.style.turn("publish 2", 2)]
                self._line(f"{who}{what}의 요지를 공시한다.")

    def costs(self, persons: Sequence[Person]) -> None:
        """소송비용은 피고인의 부담으로 한다."""
        for person in persons:
            if person.costs:
                self._line(f"소송비용은 {person.label}의 부담으로 한다.")

    # -- whole orders ----------------------------------------------------------------------------

    def decide(self, persons: Sequence[Person]) -> None:
        """Everything about these persons, in the usual order."""
        steps = (
            self.impose,
            self.defer,
            self.workhouse,
            self.suspend,
            self.with_suspension,
            self.deferred_supervision,
            self.completion,
            self.disclosure,
            self.employment,
            self.property_orders,
            self.provisional,
            self.treatment,
            self.device,
            self.medication,
            self.compensation,
            self.costs,
            self.acquit,
        )
        if not self.style.headed:
            for step in steps:
                step(persons)
            return
        for person in persons:
            self.lines.append(_HEADS[self.style.turn("head", len(_HEADS))].format(person.label))
            for step in steps:
                step([person])

    def _line(self, text: str) -> None:
        self.lines.append(text)


def persons_order(judgment: Judgment, person: Person) -> int:
    """The place of a person in the judgment."""
    return next(index for index, each in enumerate(judgment.people) if each is person)


def _suspension(person: Person) -> Value | None:
    periods = tuple(each.suspended for each in person.penalties)
    if not any(periods):
        return None
    return (max(each or 0 for each in periods), len(periods), periods, person.split_counts)


def _months_of(value: object) -> int:
    return int(value[0]) if isinstance(value, tuple) else 0


def _is_plain(value: object) -> bool:
    return isinstance(value, tuple) and value[1] == 1


def _workhouse_of(person: Person) -> Value | None:
    if not person.workhouse:
        return None
    kind = "과료" if any(each.kind == "minor_fine" for each in person.penalties) else "벌금"
    return (person.workhouse, kind)


def _provisional_of(person: Person) -> str:
    kinds = {each.kind for each in person.penalties}
    named = []
    if "fine" in kinds:
        named.append("벌금")
    if "minor_fine" in kinds:
        named.append("과료")
    if person.collection:
        named.append("추징금")
    return " 및 ".join(named)


def _first(person: Person, name: str) -> int | None:
    return next((getattr(each, name) for each in person.penalties if getattr(each, name)), None)


def _attendance_of(person: Person) -> Value | None:
    return next(((each.attendance, each.programme) for each in person.penalties if each.attendance), None)


def _completion_of(person: Person) -> Value | None:
    return next(((each.completion, each.programme) for each in person.penalties if each.completion), None)


def _supervision_months(person: Person) -> int | None:
    """Months of supervision with a suspension; 0 when ordered without a period; None without an order."""
    for penalty in person.penalties:
        for each in penalty.supervision:
            if each.kind == "with_suspension":
                return each.months or 0
    return None


def _supervision_and_annex(person: Person) -> Value | None:
    months = _supervision_months(person)
    return None if months is None else (months, _has_annex(person))


def _has_annex(person: Person) -> bool:
    return any(s.annex for p in person.penalties for s in p.supervision if s.kind == "with_suspension")


def _deferred_supervision(person: Person) -> int | None:
    for penalty in person.penalties:
        for each in penalty.supervision:
            if each.kind == "with_deferred":
                return each.months or 0
    return None


def _supervised(person: Person) -> Value | None:
    value = (_supervision_months(person), _first(person, "service"), _attendance_of(person))
    return None if value == (None, None, None) else (*value, _has_annex(person))


def _disclosure_of(person: Person) -> Value | None:
    if person.disclosure != "ordered":
        return None
    return (person.disclosure_months, person.notification_months)


def _ban_of(person: Person) -> Value | None:
    if person.employment != "ordered":
        return None
    return (person.employment_months, person.institutions)


def _from(name: str) -> str:
    """으로부터 or 로부터 for the name."""
    return ro(name)[len(name) :] + "부터"


def first_instance_order(judgment: Judgment, style: Style) -> list[str]:
    """The sentences of the order of a first judgment or of a transfer decision."""
    writer = OrderWriter(judgment, style)
    if judgment.transferred_to:
        writer.lines.append(_transfer(judgment, style))
        return writer.lines
    writer.decide(judgment.people)
    return writer.lines


def _transfer(judgment: Judgment, style: Style) -> str:
    if judgment.people[0].disposition == "transferred_court":
        return f"이 사건을 {ro(judgment.transferred_to or '')} 이송한다."
    whom = "피고인들을" if len(judgment.people) > 1 else "피고인을"
    subject = ("이 사건을", whom)[style.turn("transfer", 2)]
    return f"{subject} {judgment.transferred_to}에 송치한다."
