"""Titles that stand after the letter or the name of a person in Korean news (`A씨`, `B 중사`, `C 전 의원`).

A title is a closed class, so it is written down once for all readers of people. A prosecutor, a judge or a lawyer
with a letter mostly acts in a case that is somebody else's: their titles count only where the text tries them.
"""

_RANKS = (
    r"이병|일병|상병|병장|하사|중사|상사|원사|준위|소위|중위|대위|소령|중령|대령|준장|소장|중장|대장|"
    r"순경|경장|경사|경위|경감|경정|총경|경무관|치안감|소방[사교장위경관정령]"
)
_OF_THE_STATE = (
    r"부?시장|군수|부?구청장|(?:도|부)?지사|(?:국회|[시도군구]|비례대표\s)?의원|장관|차관|총리|대통령|비서관|보좌관|행정관|비서관?|"
    r"수석|대변인|최고위원|위원|주무관|사무관|서기관|서기|공무원"
)
_OF_WORK = (
    r"대표(?:이사)?|[가-힣]{0,4}(?:부회|회|부사|사|이사|조합|지점|지부|본부|센터|원|관|국|실|팀|부|과|차|계|반|단|총|학|교|청|서|소|위원|기관|"
    r"협회|지회|노조위원|은행|병원|학원|농협|선|점|행|족|통|면|읍|동|의)장|부?이사|전무|상무|감사|대리|주임|사원|간부|직원|임원|매니저"
)
_OF_A_PROFESSION = (
    r"(?:부|조|겸임|명예)?교수|교사|교감|강사|조교|연구원|의사|전문의|원장|간호사|약사|한의사|목사|신부|수녀|스님|승려|주지|전도사|장로|집사|교주|"
    r"기자|피디|앵커|아나운서|작가|감독|코치|선수|심판|배우|학생|병사|훈련병|생도|사범|트레이너|사무장|법무사|세무사|회계사|노무사|중개사"
)
_TRIED = (
    r"(?:에게는?|에\s대(?:해|한)|(?:를|을)\s(?![^.]{0,12}통해))\s?|(?:가|는|은|이|의)\s(?=[^.]{0,70}(?:선고받|선고됐|기소|구속|입건|송치|체포|재판에\s넘|"
    r"법정에\s섰|감형|무죄|유죄|실형|집행유예|항소|상고|형이|혐의))(?![^.]{0,90}(?:에게|구형했|구형하|선고했|선고하|판결했|변론|변호했|기소했))"
)
_OFFICER_OF_A_COURT = rf"(?:부장)?(?:검사|판사)(?={_TRIED})|변호사(?={_TRIED})"

TITLE = (
    rf"(?:씨|군|양|(?:(?:전|前|현|전직)\s)?(?:{_RANKS}|{_OF_THE_STATE}|{_OF_WORK}|{_OF_A_PROFESSION}|{_OFFICER_OF_A_COURT})"
    r"(?=[은는이가을를의에과와도,·(\s…]|$))"
)
"""A title, with 전 before it where the office is a former one; to stand right after a label and its age."""

NAMED = (
    rf"(?<![가-힣])[가-힣]{{2,3}}\s(?:(?:전|前|현|전직)\s)?(?:{_OF_THE_STATE}|{_OF_WORK}|{_OF_A_PROFESSION})(?:\([0-9]{{2}}\))?(?={_TRIED})"
    r"|(?<![가-힣])(?:배우|가수|방송인|개그맨|개그우먼|코미디언|래퍼|작곡가|아나운서|모델|유튜버|인플루언서|스트리머|작가|감독|국가대표|선수|사업가|시인|화가|"
    r"뮤지컬배우|연예인|아이돌|프로골퍼|셰프|총책|주범)\s[가-힣]{2,4}(?:\([0-9]{2}\))?(?=(?:에게는?|에\s대(?:해|한)|에|이|가|은|는|을|를|의)\s)"
)
"""A person under a full name and an office, or after what they are known for (`홍길동 전 의원`, `배우 홍길동`)."""
