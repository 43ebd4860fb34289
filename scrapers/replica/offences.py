"""The offences of fictional cases with the provisions in force on each day of the act.

Months of prison and whole won, as in ``domain/facts.md`` §3 (digital sexual offences, by amendment)
and the acts themselves (comparison offences). Case names are written as the public list writes them.
"""

from dataclasses import dataclass
from datetime import date

SEX_ACT = "성폭력범죄의 처벌 등에 관한 특례법"
CHILD_ACT = "아동·청소년의 성보호에 관한 법률"
NET_ACT = "정보통신망 이용촉진 및 정보보호 등에 관한 법률"
FIRST_DAY = date(2017, 1, 1)
LAST_DAY = date(2026, 12, 31)
LIFE = 10_000  # upper bound where the law also allows life


@dataclass(frozen=True, kw_only=True, slots=True)
class Provision:
    """A provision as it stood for acts between two days."""

    since: date = FIRST_DAY
    until: date = LAST_DAY
    law: str
    cites: tuple[str, ...]
    prison: tuple[int, int] | None
    fine_max: int | None
    replaced: str | None = None  # the amending act, cited when the decision is later than ``until``


@dataclass(frozen=True, kw_only=True, slots=True)
class Offence:
    """One offence: its names in the case title, in the order and in the statutes."""

    key: str
    title: str
    point: str
    english: str
    provisions: tuple[Provision, ...]
    sexual: bool = False
    child: bool = False
    art_14_2: bool = False
    registers_on_fine: bool = True
    device: tuple[int, int] | None = None  # months, where the act on devices reaches the offence
    programme: str | None = None
    no_labour: bool = False
    qualification: bool = False
    profit: bool = False
    on_complaint: bool = False  # prosecution ends when the victim does not wish it
    corporate: str | None = None  # the clause that reaches the company
    minor: bool = False  # 구류, 과료
    tax: bool = False  # prison and a fine together, by law
    digital: bool = False
    guideline: str | None = None

    def on(self, day: date) -> Provision | None:
        """The provision in force for an act of that day."""
        for provision in self.provisions:
            if provision.since <= day <= provision.until:
                return provision
        return None


_D_14_2 = date(2020, 6, 25)
_D_2024 = date(2024, 10, 16)
_D_14 = date(2020, 5, 19)
_D_CHILD = date(2020, 6, 2)
_OLD_2024 = "2024. 10. 16. 법률 제20459호"
_OLD_14 = "2020. 5. 19. 법률 제17264호"
_OLD_CHILD = "2020. 6. 2. 법률 제17338호"


def _sex(cites: str, prison: tuple[int, int], fine: int | None, **more: object) -> Provision:
    return Provision(law=SEX_ACT, cites=(cites,), prison=prison, fine_max=fine, **more)  # type: ignore[arg-type]


def _child(cites: str, prison: tuple[int, int], fine: int | None, **more: object) -> Provision:
    return Provision(law=CHILD_ACT, cites=(cites,), prison=prison, fine_max=fine, **more)  # type: ignore[arg-type]


def _criminal(cites: tuple[str, ...], prison: tuple[int, int], fine: int | None) -> Provision:
    return Provision(law="형법", cites=cites, prison=prison, fine_max=fine)


_BEFORE_2024 = {"since": _D_14_2, "until": date(2024, 10, 15), "replaced": _OLD_2024}
_SEX_TITLE = "성폭력범죄의처벌등에관한특례법위반"
_CHILD_TITLE = "아동·청소년의성보호에관한법률위반"

DIGITAL = (
    Offence(
        key="art14_2_1",
        title=f"{_SEX_TITLE}(허위영상물편집·반포등)",
        point="허위영상물 편집의 점",
        english="editing of false images",
        sexual=True,
        art_14_2=True,
        digital=True,
        programme="sexual_violence",
        guideline="허위영상물 등의 반포등",
        provisions=(
            _sex("제14조의2 제1항", (1, 60), 50_000_000, **_BEFORE_2024),
            _sex("제14조의2 제1항", (1, 84), 50_000_000, since=_D_2024),
        ),
    ),
    Offence(
        key="art14_2_2",
        title=f"{_SEX_TITLE}(허위영상물편집·반포등)",
        point="허위영상물 반포의 점",
        english="distribution of false images",
        sexual=True,
        art_14_2=True,
        digital=True,
        programme="sexual_violence",
        guideline="허위영상물 등의 반포등",
        provisions=(
            _sex("제14조의2 제2항", (1, 60), 50_000_000, **_BEFORE_2024),
            _sex("제14조의2 제2항", (1, 84), 50_000_000, since=_D_2024),
        ),
    ),
    Offence(
        key="art14_2_3",
        title=f"{_SEX_TITLE}(영리목적허위영상물반포등)",
        point="영리 목적 허위영상물 반포의 점",
        english="distribution of false images for profit",
        sexual=True,
        art_14_2=True,
        digital=True,
        profit=True,
        programme="sexual_violence",
        guideline="허위영상물 등의 반포등",
        provisions=(
            _sex("제14조의2 제3항", (1, 84), None, **_BEFORE_2024),
            _sex("제14조의2 제3항", (36, 360), None, since=_D_2024),
        ),
    ),
    Offence(
        key="art14_2_4",
        title=f"{_SEX_TITLE}(허위영상물소지등)",
        point="허위영상물 소지의 점",
        english="possession of false images",
        sexual=True,
        art_14_2=True,
        digital=True,
        programme="sexual_violence",
        provisions=(_sex("제14조의2 제4항", (1, 36), 30_000_000, since=_D_2024),),
    ),
    Offence(
        key="art14_1",
        title=f"{_SEX_TITLE}(카메라등이용촬영·반포등)",
        point="카메라등이용촬영의 점",
        english="illegal filming",
        sexual=True,
        digital=True,
        programme="sexual_violence",
        guideline="카메라등이용촬영",
        provisions=(
            _sex("제14조 제1항", (1, 60), 30_000_000, until=date(2020, 5, 18), replaced=_OLD_14),
            _sex("제14조 제1항", (1, 84), 50_000_000, since=_D_14),
        ),
    ),
    Offence(
        key="art14_2nd",
        title=f"{_SEX_TITLE}(카메라등이용촬영·반포등)",
        point="촬영물 반포의 점",
        english="distribution of illegally filmed material",
        sexual=True,
        digital=True,
        programme="sexual_violence",
        guideline="카메라등이용촬영",
        provisions=(
            _sex("제14조 제2항", (1, 60), 30_000_000, until=date(2020, 5, 18), replaced=_OLD_14),
            _sex("제14조 제2항", (1, 84), 50_000_000, since=_D_14),
        ),
    ),
    Offence(
        key="art14_4",
        title=f"{_SEX_TITLE}(카메라등이용촬영물소지등)",
        point="촬영물 소지의 점",
        english="possession of illegally filmed material",
        sexual=True,
        digital=True,
        programme="sexual_violence",
        provisions=(_sex("제14조 제4항", (1, 36), 30_000_000, since=_D_14),),
    ),
    Offence(
        key="art14_3_1",
        title=f"{_SEX_TITLE}(촬영물등이용협박)",
        point="촬영물등이용협박의 점",
        english="threats using filmed material",
        sexual=True,
        digital=True,
        programme="sexual_violence",
        guideline="촬영물 등을 이용한 협박·강요",
        provisions=(_sex("제14조의3 제1항", (12, 360), None, since=_D_14),),
    ),
    Offence(
        key="art14_3_2",
        title=f"{_SEX_TITLE}(촬영물등이용강요)",
        point="촬영물등이용강요의 점",
        english="coercion using filmed material",
        sexual=True,
        digital=True,
        programme="sexual_violence",
        guideline="촬영물 등을 이용한 협박·강요",
        provisions=(_sex("제14조의3 제2항", (36, 360), None, since=_D_14),),
    ),
    Offence(
        key="art13",
        title=f"{_SEX_TITLE}(통신매체이용음란)",
        point="통신매체이용음란의 점",
        english="obscene acts using communication media",
        sexual=True,
        digital=True,
        registers_on_fine=False,
        programme="sexual_violence",
        guideline="통신매체이용음란",
        provisions=(
            _sex("제13조", (1, 24), 5_000_000, until=date(2020, 5, 18), replaced=_OLD_14),
            _sex("제13조", (1, 24), 20_000_000, since=_D_14),
        ),
    ),
    Offence(
        key="cypa11_1",
        title=f"{_CHILD_TITLE}(성착취물제작·배포등)",
        point="성착취물 제작의 점",
        english="production of child sexual exploitation material",
        sexual=True,
        child=True,
        digital=True,
        programme="sexual_violence",
        guideline="아동·청소년성착취물",
        provisions=(_child("제11조 제1항", (60, LIFE), None, since=_D_CHILD),),
    ),
    Offence(
        key="cypa11_3",
        title=f"{_CHILD_TITLE}(성착취물제작·배포등)",
        point="성착취물 배포의 점",
        english="distribution of child sexual exploitation material",
        sexual=True,
        child=True,
        digital=True,
        registers_on_fine=False,
        programme="sexual_violence",
        guideline="아동·청소년성착취물",
        provisions=(_child("제11조 제3항", (36, 360), None, since=_D_CHILD),),
    ),
    Offence(
        key="cypa11_5",
        title=f"{_CHILD_TITLE}(성착취물소지등)",
        point="성착취물 소지의 점",
        english="possession of child sexual exploitation material",
        sexual=True,
        child=True,
        digital=True,
        registers_on_fine=False,
        programme="sexual_violence",
        guideline="아동·청소년성착취물",
        provisions=(
            _child("제11조 제5항", (1, 12), 20_000_000, until=date(2020, 6, 1), replaced=_OLD_CHILD),
            _child("제11조 제5항", (12, 360), None, since=_D_CHILD),
        ),
    ),
)

COMPARISON = (
    Offence(
        key="fraud",
        title="사기",
        point="사기의 점",
        english="fraud",
        provisions=(
            Provision(
                law="형법",
                cites=("제347조 제1항",),
                prison=(1, 120),
                fine_max=20_000_000,
                until=date(2025, 11, 30),
            ),
        ),
    ),
    Offence(
        key="assault",
        title="폭행",
        point="폭행의 점",
        english="assault",
        on_complaint=True,
        provisions=(_criminal(("제260조 제1항",), (1, 24), 5_000_000),),
    ),
    Offence(
        key="injury",
        title="상해",
        point="상해의 점",
        english="bodily injury",
        provisions=(_criminal(("제257조 제1항",), (1, 84), 10_000_000),),
    ),
    Offence(
        key="theft",
        title="절도",
        point="절도의 점",
        english="theft",
        provisions=(_criminal(("제329조",), (1, 72), 10_000_000),),
    ),
    Offence(
        key="indecent_act",
        title="강제추행",
        point="강제추행의 점",
        english="indecent act by compulsion",
        sexual=True,
        programme="sexual_violence",
        device=(12, 120),
        provisions=(_criminal(("제298조",), (1, 120), 15_000_000),),
    ),
    Offence(
        key="special_robbery",
        title="특수강도",
        point="특수강도의 점",
        english="special robbery",
        device=(36, 240),
        provisions=(_criminal(("제334조 제2항", "제334조 제1항", "제333조"), (60, LIFE), None),),
    ),
    Offence(
        key="murder",
        title="살인",
        point="살인의 점",
        english="murder",
        device=(120, 360),
        provisions=(_criminal(("제250조 제1항",), (60, LIFE), None),),
    ),
    Offence(
        key="drunk_driving",
        title="도로교통법위반(음주운전)",
        point="음주운전의 점",
        english="drunk driving",
        programme="traffic",
        provisions=(
            Provision(
                law="도로교통법",
                cites=("제148조의2 제3항 제2호", "제44조 제1항"),
                prison=(12, 24),
                fine_max=10_000_000,
                since=date(2019, 6, 25),
            ),
        ),
    ),
    Offence(
        key="traffic_injury",
        title="교통사고처리특례법위반(치상)",
        point="업무상과실치상의 점",
        english="injury by negligent driving",
        no_labour=True,
        programme="traffic",
        provisions=(
            Provision(
                law="교통사고처리 특례법",
                cites=("제3조 제1항", "형법 제268조"),
                prison=(1, 60),
                fine_max=20_000_000,
            ),
        ),
    ),
    Offence(
        key="drugs",
        title="마약류관리에관한법률위반(향정)",
        point="향정신성의약품 투약의 점",
        english="use of psychotropic drugs",
        profit=True,
        programme="drug",
        provisions=(
            Provision(
                law="마약류 관리에 관한 법률",
                cites=("제60조 제1항 제2호", "제4조 제1항 제1호", "제2조 제3호 (나)목"),
                prison=(1, 120),
                fine_max=100_000_000,
            ),
        ),
    ),
    Offence(
        key="stalking",
        title="스토킹범죄의처벌등에관한법률위반",
        point="스토킹범죄의 점",
        english="stalking",
        programme="stalking",
        provisions=(
            Provision(
                law="스토킹범죄의 처벌 등에 관한 법률",
                cites=("제18조 제1항",),
                prison=(1, 36),
                fine_max=30_000_000,
                since=date(2021, 10, 21),
            ),
        ),
    ),
    Offence(
        key="defamation",
        title="정보통신망이용촉진및정보보호등에관한법률위반(명예훼손)",
        point="명예훼손의 점",
        english="online defamation",
        on_complaint=True,
        provisions=(Provision(law=NET_ACT, cites=("제70조 제2항",), prison=(1, 84), fine_max=50_000_000),),
    ),
    Offence(
        key="wiretap",
        title="통신비밀보호법위반",
        point="통신비밀보호법위반의 점",
        english="violation of the Protection of Communications Secrets Act",
        qualification=True,
        provisions=(
            Provision(
                law="통신비밀보호법",
                cites=("제16조 제1항 제1호", "제3조 제1항"),
                prison=(12, 120),
                fine_max=None,
            ),
        ),
    ),
    Offence(
        key="copyright",
        title="저작권법위반",
        point="저작권법위반의 점",
        english="copyright infringement",
        corporate="제141조",
        provisions=(
            Provision(
                law="저작권법",
                cites=("제136조 제1항 제1호",),
                prison=(1, 60),
                fine_max=50_000_000,
                until=date(2025, 12, 31),
            ),
        ),
    ),
    Offence(
        key="tax_evasion",
        title="특정범죄가중처벌등에관한법률위반(조세)",
        point="조세 포탈의 점",
        english="tax evasion",
        tax=True,
        provisions=(
            Provision(
                law="특정범죄 가중처벌 등에 관한 법률",
                cites=("제8조 제1항 제2호", "제8조 제2항"),
                prison=(36, 360),
                fine_max=None,
            ),
        ),
    ),
    Offence(
        key="minor_offence",
        title="경범죄처벌법위반",
        point="경범죄처벌법위반의 점",
        english="minor offence",
        minor=True,
        provisions=(
            Provision(law="경범죄 처벌법", cites=("제3조 제1항 제19호",), prison=None, fine_max=100_000),
        ),
    ),
)
