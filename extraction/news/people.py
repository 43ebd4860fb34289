"""Ages and numbers of accused people in news sentences. Names are never kept: only labels such as `A`.

Shapes: `A(24)씨`, `A군(17)`, `김모(31)씨`, `만 17세`, `20대 남성`, `30대 후반`, `촉법소년`, `a 24-year-old man`,
`surnamed Kim, 31,`, `in his early 20s`, `a teen`. Ages of victims are found and marked, never reported.
"""

import re
from collections.abc import Iterator
from typing import Literal

from extraction.korean_numbers import NATIVE_TENS, parse_integer
from extraction.news.article import AgeReport, Language
from extraction.news.readings import AgeHit
from extraction.news.titles_ko import NAMED, SURNAMED, TITLE

_KO_LABEL = (
    r"(?:[A-Z](?:\s?모)?|[가-힣]{1,3}\s?(?:모|某|○○|OO)|[가-힣]○○|[가-힣]{2,4}|(?<![가-힣])[가-힣](?=\s?씨))"
)
_KO_PAREN = re.compile(
    rf"(?=[^()]{{1,14}}\()(?P<label>{_KO_LABEL})\s?(?P<title1>{TITLE})?\s?"
    r"\((?:가명|남|여)?[·,]?\s?(?P<at1>범행\s당시\s?|당시\s?)?(?P<man>만\s?)?(?P<age>[1-9][0-9])(?P<decade>대(?:\s?(?P<part>초반|중반|후반))?)?(?:세|살)?(?:[·,/]\s?(?:남|여|"
    r"[가-힣]{2,8})|\s(?:남성|여성|남|여))?\)"
    rf"\s?(?P<title2>{TITLE})?"
)
_KO_KNOWN_FOR = re.compile(NAMED)
_PARTS = {"초반": (0, 3), "중반": (4, 6), "후반": (7, 9)}
"""First and last year of a part of a decade."""
_KO_YEARS = re.compile(
    rf"(?P<at>당시\s|범행\s?당시\s|사건\s?당시\s)?(?P<sys>만으로는?\s|만\s?|(?:세는\s?나이|한국\s?나이|"
    rf"우리\s?나이)로?\s?)?"
    rf"(?P<age>(?<![0-9])[1-9][0-9]|(?:{NATIVE_TENS})(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉)?)\s?(?:세|살)"
    r"(?!\s?(?:이\s안\s된|이\s되지\s않|도\s안\s된|이상|미만|이하|부터|까지|~|∼|초과|계|대|가\s(?:된다|되는|될|되지|되기)))(?=(?P<tail>[^.]{0,24}))"
)
_KO_AT_AFTER = re.compile(
    r"(?:이던|이었던|였던|인)\s(?:범행|사건|당시|때|지난|[0-9]{4}년|작년|재작년)|의\s나이로\s(?:[가-힣]+\s){0,2}(?:범행|범죄)|\s?(?:에|때|때부터)\s(?:저지른|저질렀|범행)"
)
_KO_DECADE = re.compile(
    r"(?<![0-9])(?P<decade>[1-9]0)대(?:\s?(?P<part>초반|중반|후반))?(?=(?P<tail>[^0-9.]{0,24}))"
)
_KO_DECADE_BAD_HEAD = re.compile(
    r"(?:차량|자동차|승용차|휴대전화|휴대폰|스마트폰|카메라|컴퓨터|노트북|PC|서버|버스|택시|드론|장비|"
    r"CCTV|단말기)\s?[^\s]{0,2}\s?$|제[0-9]?\s?$"
)
_KO_DECADE_BAD_TAIL = re.compile(
    r"^\s?(?:국회|대통령|총선|대선|그룹|기업|뉴스|과제|공약|의원|건설|로펌|[0-9]|를\s?(?:압수|구입|설치|"
    r"동원)|이상|이하|가\s?(?:설치|동원)|\s(?:두\s)?(?:딸|아들|자녀|남매|형제|자매|손녀|손자)(?:을|를)\s(?:둔|키우|홀로|혼자))"
)
_KO_PERSON = re.compile(
    r"^\s?(?:의\s)?(?:[가-힣A-Z]{0,8}\s){0,3}?(?:징역|벌금|실형|집유|집행유예|구속|불구속|긴급체포|현행범|검거|입건|체포|송치|기소|무죄|항소|상고|등\s|남성|여성|남녀|남|여|청년|청소년|남학생|여학생|학생|"
    r"고등학생|중학생|고교생|대학생|직장인|"
    r"회사원|교사|강사|의사|공무원|군인|병사|남자|여자|피의자|피고인|용의자|운영자|유포자|제작자|가해자|"
    r"주범|총책|일당|형제|부부|무직|"
    r"자영업자|배달원|아들|딸|아버지|[A-Z]\s?(?:씨|군|양|\()|[A-Z](?![A-Za-z])|[가-힣]{1,2}모|[가-힣]\s?씨|씨|군|"
    r"가\s|이\s|에게|들|조모|소년|사촌|지인|가장|친부|친모|계모|계부|(?:시|외|의붓)?(?:할?아버지|할?머니|어머니)|엄마|아빠|누나|언니|여?동생|며느리|사위|유튜버|경리|비서|래퍼|배우|모델|연예인|스트리머|비제이|셰프|아르바이트|남편|아내|오빠|삼촌|의붓아버지|시아버지|부사관|장교|간부|[가-힣]{1,5}(?:원|자|생|사|인|"
    r"장|관|수|꾼|범|주|민|경|직|책|부|모|남|녀|감독|코치|작가|신부|승려)(?=[\s이가은는을를에의도와과,]))"
)
_KO_SENTENCED_TAIL = re.compile(
    r"(?:에게는?|에\s대해|은|는|이|가)\s(?:각각\s|또\s)?(?:징역|벌금|무죄|실형|집행유예|무기징역|장기|단기|금고)"
)
_KO_COUNTED = re.compile(
    r"\s?(?:[가-힣]{2,4}\s)?(?:[0-9]{1,3}|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?명(?:(?:이|에게|은|도|에\s대해|에\s대한)\s|을\s(?![^.]{0,40}한\s혐의로)[^.]{0,40}(?:검거|송치|입건|구속|기소|적발|붙잡|체포|재판에))|(?:와|·|,)\s?[1-9]0대\s(?:남|여|부부|청년)|\s[0-9]{1,3}명(?:과|,|·)\s?[1-9]0대\s[0-9]{1,3}명(?:을|이|\s등)\s"
)
_KO_HEADING_TAIL = re.compile(r"^(?:[,…·]|에\s|\s무기징역|\.\.\.|\s?$)")
_KO_VICTIM_HEAD = re.compile(
    r"(?:피해자(?:인|는|가|들은|들이|\s중)?|부상자(?:인|는|가)?|피해\s?(?:여성|학생|아동))\s?(?:[^,.]{0,10})$"
)
_KO_VICTIM_TAIL = re.compile(
    r"^[^,.“\"]{0,16}?(?:피해자|피해\s?(?:여성|학생)|(?:여성|여학생|여아|여고생|여중생|여자|남학생|아동|"
    r"청소년|학생|미성년자|지인|양|씨|군|여동생|딸|제자|의붓딸|조카|"
    r"[A-Z])(?:들)?(?:\s?[0-9가-힣]{1,4}\s?명)?(?:\s?등(?:\s?[0-9]+명)?)?(?P<p>을|를|의|와|과|에게|"
    r"한테)\s)"
)
_KO_JUSTICE_TAIL = re.compile(
    r"(?:을|를)\s[^.]{0,80}?(?:구속|검거|입건|체포|송치|기소|붙잡|조사|재판에|수사|적발)|(?:에게|"
    r"에\s?대(?:해|한))[^.]{0,80}?(?:선고|구형|징역|벌금|집행유예|무죄|구속영장|영장|명령|판결|실형|"
    r"소년부)"
    r"|의\s?(?:변호인|변호사|항소|상고|선고|1심|2심|항소심|첫\s?공판|결심|공판|혐의|구속|재판|형량|신병)"
)
_KO_DEED_OF_ANOTHER = re.compile(
    r"[^,.]{0,16}?(?:을|를)\s[^.]{2,60}?한\s(?:혐의|죄)(?:\([^)]{1,40}\))?(?:로|를)\s(?:(?:불?구속\s?)?(?:기소|재판에\s넘겨|구속|입건|체포|송치)(?:된|진)\s|"
    r"받는\s|[^.,]{0,12}?(?:[A-Z]\s?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양)|[1-9]0대))"
)
"""`20대 여성을 살해한 혐의로 기소된 A씨`: whoever stands before the deed is not the one indicted."""
_KO_TO_A_VICTIM = re.compile(
    r"\s?(?:씨|군|양)?(?:에게는?|에\s대해서?는?|은|는|이|가)\s(?:[가-힣]{1,4}\s)?피해자(?:들)?(?:의|와|과|가|를|에게)\s"
)
"""`Y(23)씨에게 피해자의 처벌불원 의사를 이유로`: beside a victim, and none."""
_KO_DONE_TO = re.compile(
    r"(?:의?\s(?:[가-힣]{1,8}\s){0,2}?[가-힣]{2,8})?(?:을|를)\s(?:[가-힣]{1,8}\s){0,2}(?:폭행|살해|추행|촬영|협박|성폭행|강간|학대|스토킹|유인)한\s[1-9]0대\s"
)
"""`60대 경비원을 폭행한 30대 입주민이 구속됐다`."""
_KO_TAKEN = re.compile(r"(?:을|를)\s(?:[가-힣]{2,4}\s)?(?:불구속\s?)?(?:입건|구속|검거|체포|송치|기소|붙잡)")
_KO_TAKEN_TOO = re.compile(
    r"\s?[A-Z]\s?(?:씨|군|양)(?:와|과)\s(?:[가-힣]{1,6}\s)?[A-Z]\s?(?:씨|군|양)(?:\([^)]{1,8}\))?(?:을|를)\s(?:[^.,]{0,16}\s)?(?:불?구속|송치|입건|검거|체포|소년부|검찰|붙잡)|"
    r"[^.,]{0,16}(?:와|과)\s[^.,]{1,24}(?:등\s)?[0-9]{1,3}명(?:을|이|은|도|에\s대해)\s[^.,]{0,24}(?:구속|검거|체포|송치|기소|입건|붙잡)"
)
"""`30대 총책 A씨와 관리책 등 4명을 구속 송치했다`."""
_KO_HARMED = re.compile(
    r"\s(?:딸|아들|조카|제자|여아|남아|여성|여학생|여중생|여고생|남매|형제|자매)\s(?:학대|성폭행|성추행|추행|폭행|살해|유인|납치|감금|스토킹|불법촬영|협박)|"
    r"\s?(?:[가-힣]{1,4}\s)?(?:[A-Z]\s?)?(?:씨|군|양)?(?:은|는|이|가)\s(?:(?![가이]\s)[^.,]){0,20}(?:속아|속은|피해를\s입|잃었|숨졌|숨진\s채|다쳤|중상을|의식을\s잃)|"
    r"\s(?:남성|여성|남|여)(?:이|가)?\s(?:흉기\s)?(?:피습|사망|숨져|부상|중상|찔려)"
)
"""`40대 가장 O씨는 보이스피싱에 속아`, `40대 남성 흉기 피습 사망`: who came to harm."""
_KO_SUBJECT_FIRST = re.compile(r"[A-Z]\s?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양)(?:가|이|은|는)\s")
"""`30대 C씨가 피해자의 신고로 체포됐다`: whoever is the subject is not the victim named after."""
_KO_OBJECT_OF_DEED = re.compile(
    r"(?:의?\s(?:[가-힣]{1,8}\s){0,2}?[가-힣]{2,8})?(?:을|를)\s(?![^.,A-Z]{0,24}(?:구속|검거|체포|입건|기소|송치|수사|붙잡))"
    r"[^.,]{1,30}?[한린친힌운던]\s(?:(?:[가-힣]{2,8}\s){0,2}[A-Z]\s?(?:\([0-9]{2}|씨|군|양)|[1-9]0대(?:\s|가\s|에게|는\s))"
)
"""`20대 승객을 성추행한 택시기사 Y(61)씨`: whom the deed was done to."""
_KO_JOINED_BANDS = re.compile(
    r"\s[A-Z]\s?(?:씨|군|양)(?:와|과|,)\s(?P<band>[1-9]0대(?:\s?(?:초반|중반|후반))?)\s[A-Z]\s?(?:씨|군|양)(?:를|을|에게는?|이|가|은|는|도)\s"
)
"""`50대 A씨와 40대 B씨에게`: what is told of the second is told of the first."""
_KO_CHILD = re.compile(r"촉법\s?소년(?!인\s[0-9한두세]\s?명|\s[0-9한두세]\s?명)")
_KO_LABELS = re.compile(
    rf"(?<![A-Za-z])(?P<label>[A-Z])(?=\s?(?:\((?:[0-9]{{2}}|[남여]·)[^)]{{0,8}}\)\s?)?{TITLE})|"
    r"(?P<surname>[가-힣A-Z])\s?모\s?(?:\([0-9]{2}[^)]{0,6}\)\s?)?(?=씨|군|양)|"
    rf"(?=(?P<family>[가-힣])){SURNAMED}"
)
_KO_VICTIMS = re.compile(
    r"(?:피해자(?:는|가|들은|\s?수는|만)?\s?(?:모두\s|총\s|무려\s|최소\s|"
    r"확인된\s)?(?P<a>[0-9][0-9,]{0,6})\s?(?:여\s?)?명"
    r"|(?:여성|여학생|지인|피해자|동창|교사|연예인|학생|미성년자|아동|여군|"
    r"동료)(?:\s?피해자)?(?:들)?\s?(?:등\s)?(?P<b>[0-9][0-9,]{0,6})\s?(?:여\s?)?명(?:의|을|을\s?상대|"
    r"이\s?피해|에게)"
    r"|(?P<c>[0-9][0-9,]{0,6})\s?(?:여\s?)?명을\s(?:불법\s?촬영|촬영|협박|성폭행|추행|성추행|속여|상대로))"
)

_EN_YEAR_OLD = re.compile(r"(?P<age>[1-9][0-9])-?\s?years?-?\s?old(?=(?P<tail>[^.]{0,40}))", re.IGNORECASE)
_EN_ACCUSED_GIRL = re.compile(
    r"[\s-]{0,2}(?:\w+\s){0,2}(?:schoolg|g)irl,?\s(?:who\s[^.,;]{2,50}?\s(?:was|has\sbeen)\s(?:booked|referred|sent|indicted|sentenced)|and\s[^.,;]{3,40}?\s(?:were\s(?:caught|arrested|booked|sent|referred|indicted|sentenced))|accused|charged|convicted|suspected|received|got|who\s(?:allegedly|shared|posted|made|created|distributed|sold|stole|filmed|stabbed|attacked|bullied|blackmailed|threatened|spread|produced)|"
    r"(?:was|has\sbeen|had\sbeen)\s(?:sentenced|booked|arrested|indicted|referred|given|sent|placed|put|caught|accused|charged|fined|transferred))\b",
    re.IGNORECASE,
)
_EN_OF_THEM = re.compile(r"\bof\s(?:them|whom|those)\s(?:were\s|are\s|being\s)?$", re.IGNORECASE)
_EN_COMMA = re.compile(
    r"(?:\b(?:surnamed|named|identified\s(?:only\s)?(?:as|by\s(?:his|her|the)\s(?:surname|last\sname))|"
    r"man|woman|student|suspect|defendant)"
    r"(?:\s(?:only\s)?(?:as\s|by\s)?(?:[A-Z][a-z]*\s?){0,2})?|\b(?:[A-Z]|Kim|Lee|Park|Choi|Jung|Jeong|"
    r"Kang|Cho|Yoon|Jang|Lim|Han|Oh|Seo|Shin|Kwon|Hwang|Ahn|Song|Yoo|Hong|Jeon|Ko|Moon|Yang|Son|Bae|"
    r"Baek|Heo|Nam|Noh|Ha|Ryu|Cha|Jin|Joo|Woo|Min|Na|Shim|Byun|"
    r"Chae)),\s(?P<age>[1-9][0-9])\b(?!\s(?:percent|people|cases|victims|years|months|million|hours|others|other|men|women))"
)
_EN_AT_OFFENCE = re.compile(
    r"(?<!under\s)(?<!over\s)(?<!below\s)\b(?P<age>[1-9][0-9])\s(?:when\s(?:he|she|they)\s(?:first\s|secretly\s|allegedly\s)?(?:(?!appeared|pleaded|received|confessed)\w+ed|made|began|took|set|ran|stole|sold|was\scaught)\b|at\sthe\stime)(?:\sof\s(?:the|his|her)\s(?:offen[sc]es?|crimes?|incident))?"
)
_EN_RANGE_THEN = re.compile(
    r"\bbetween\s(?:the\sages\sof\s)?(?P<low>[1-9][0-9])\sand\s(?P<high>[1-9][0-9])\s(?:years\sold\s)?(?:at\sthe\stime|when\sthey)"
)
_EN_THEN = re.compile(r",\sthen\s(?:aged\s)?(?P<age>[1-9][0-9])(?=[,.;]|-year-old|\syears\sold|\sand\b)")
_EN_AGE_RANGE = re.compile(
    r"\b(?:aged|ages|in\sage)\s(?:between\s|from\s)?(?P<low>[1-9][0-9])\s?(?:to|and|-|–)\s?(?P<high>[1-9][0-9])\b"
    r"|\bin\stheir\s(?P<d1>teens|[2-7]0s)\s(?:and|to|or)\s(?P<d2>[2-7]0s)\b",
    re.IGNORECASE,
)
_EN_APPOSED = re.compile(
    r"\b(?!(?:Jan|Feb|Mar|Apr|May|June|July|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?,)(?P<who>[A-Za-z][A-Za-z’'-]+),\s(?:both\s|only\s|just\s|now\s|also\s)?"
    r"(?P<age>[1-9][0-9])(?=,\s|\sand\s[a-z]+,|\sand\s[1-9][0-9],|[.;]?$|[.;]\s)"
)
_EN_BRACKETED = re.compile(
    r"\b(?:(?:Mr|Ms|Mrs)\.\s)?(?P<who>[A-Z](?:[a-z]+)?)\s\((?P<age>[1-9][0-9])\)(?![^.;]{0,6}\b(?:percent|people|cases)\b)"
)
"""`Mr. A (51)`, `Kim (39)`."""
_EN_OBJECT_OF_DEED = re.compile(
    r"\b(?:film|assault|harass|molest|rape|stalk|threaten|blackmail|attack|kill|murder|abus|stab|beat|deceiv|defraud)\w*\s(?:an?\s|the\s|his\s|her\s)?(?:[\w-]+\s){0,4}?[\w-]+,?\s$",
    re.IGNORECASE,
)
_EN_OF_ANOTHER = re.compile(r"\bwho\s[^.,;]{2,40}?\b(?:his|her|their)\s(?:\w+\s)?[a-z]+$")
"""`a woman who helped her boyfriend, 29,`: the age of somebody else."""
_EN_AGED = re.compile(
    r"^Now\s(?P<now>[1-9][0-9]),\s(?=he|she|the\s)|\b(?:his|her)\s(?:\w+\s)?age\sof\s(?P<of>[1-9][0-9])\b|\baged\s(?P<age>[1-9][0-9])\b(?!\s(?:to|or|and\s(?:under|over))\b|-)"
)
_EN_IS = re.compile(
    r"\b(?:he|she|who|boy|girl|man|suspect|defendant|Kim|Lee|Park|Choi|Cho|Jung|Kang|Yoon|Jang|Lim|Han|Shin|Seo|Kwon|Hwang)\s(?:is|was|had\sturned|turned)\s(?:only\s|just\s|now\s)?(?P<age>[1-9][0-9])"
    r"(?=[.,;]|\sand\b|$|\s(?:in|by)\s(?:\w+\s)?(?:Korean|international|Western)\b)"
    r"|\bturned\s(?P<turned>[1-9][0-9])(?=[.,;]|\s(?:and|during|in|on|while|before|after|last|this)\b|$)"
)
_EN_SOMETHING = re.compile(r"\b(?P<decade>[2-9]0)-something\b")
_EN_DECADE = re.compile(
    r"\b(?:in\s(?P<who>his|her|their)|(?<=man\s)in)\s(?:(?P<part>early|mid|late)[-\s](?:to\s(?:mid|"
    r"late)[-\s])?)?(?P<decade>teens|20s|30s|40s|50s|60s|70s|twenties|thirties|forties|fifties)",
    re.IGNORECASE,
)
_EN_TEEN = re.compile(
    r"\b(?:a|the|two|three|four|five|six|[0-9]{1,3}|teenage|another)\s(?:teen(?:ager|s|agers)?|teenaged?\s(?:boy|suspect|"
    r"defendant|student)s?)\b|\bteenage\s(?:[a-z-]+\s)?(?:shoplifter|driver|robber|dealer|operator|ringleader|courier|burglar|thief|thieve|mugger|attacker|assailant|stalker|arsonist|hacker|vandal|"
    r"gambler|killer|murderer|rider|motorcyclist|distributor|seller|culprit|accomplice|rapist|bully|bullie|trafficker|smuggler|swindler|scammer|intruder)s?\b|\bteenager\b|(?<=suspects\sare\s)teen(?:ager)?s\b|(?<=suspects\swere\s)teen(?:ager)?s\b|^Teen\b(?!-)|\b(?:for|jails|of)\steen\b(?=\s(?:who|over|in)\b|$)",
    re.IGNORECASE,
)
_EN_VICTIM_HEAD = re.compile(
    r"(?:victims?,?|girl|girls,|(?:rape|murder|killing|abuse|assault|stabbing|molestation)\sof|(?<!indictment\s)(?<!charges\s)(?<!case\s)(?<!warrant\s)(?<!complaint\s)(?<!ruling\s)(?<!sentence\s)(?<!issued\s)(?<!filed\s)(?<!brought\s)(?<!order\s)(?<!upheld\s)against|raped|raping|assault(?:ed|ing)|abus(?:ed|ing)|molest(?:ed|ing)|"
    r"(?:murder|kill|stab|stalk|beat|kidnapp|abduct)(?:ed|ing)|images\sof|videos\sof|filming|filmed|photos\sof|sexually\s\w+|targeting|threatening|"
    r"blackmailing)\s(?:[\w,'’-]+\s){0,3}$",
    re.IGNORECASE,
)
_EN_VICTIMS = re.compile(
    r"\b(?P<n>[0-9][0-9,]{0,6}|two|three|four|five|six|seven|eight|nine|ten|"
    r"a\sdozen)\s(?:\w+\s){0,2}?(?:victims|women|girls|female\s\w+)\b",
    re.IGNORECASE,
)
_EN_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "a dozen": 12, "half": 0,
}  # fmt: skip
_EN_DECADES = {"teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50}


def find_ages(sentence: str, language: Language) -> list[AgeHit]:
    """Every age of a person in the sentence, in order; those of victims are marked."""
    finders = (_ko_paren, _ko_years, _ko_decades) if language == "ko" else (_en_years, _en_decades)
    hits: list[AgeHit] = []
    for finder in finders:
        for hit in finder(sentence):
            if all(hit.end <= other.start or hit.start >= other.end for other in hits):
                hits.append(hit)
    return sorted(hits, key=lambda hit: hit.start)


def _ko_paren(sentence: str) -> Iterator[AgeHit]:
    if "(" not in sentence:
        return
    for match in _KO_PAREN.finditer(sentence):
        label = match["label"]
        is_person = match["title1"] or match["title2"] or re.fullmatch(r"[A-Z]|.{1,3}(?:모|○○)", label)
        is_named = re.match(
            r"에게|에\s대(?:해|한)|에\s(?:사형|무기|징역|벌금)|의\s(?:항소|상고|선고)",
            sentence[match.end() :],
        ) or _is_known_for(sentence, match)
        if not (is_person or is_named) and not re.search(r"(?:씨|군|양|남성|여성|생|자|인|원|사)$", label):
            continue
        first, last = _PARTS.get(match["part"] or "", (0, 9)) if match["decade"] else (0, 0)
        age = AgeReport(
            low=int(match["age"]) + first,
            high=int(match["age"]) + last,
            basis="at_offence" if match["at1"] else "at_report",
            system="man" if match["man"] else "unknown",
        )
        if re.match(r"(?:과|와)\s달리", sentence[match.end() : match.end() + 5]):
            continue
        is_victim = _is_victim(sentence, match.start(), match.end())
        yield AgeHit(
            age, label if re.fullmatch("[A-Z]", label) else None, is_victim, match.start(), match.end()
        )


def _is_known_for(sentence: str, match: re.Match[str]) -> bool:
    """`배우 홍길동(38)이`: a name whose bearer the words before it tell."""
    known = _KO_KNOWN_FOR.search(sentence, max(0, match.start() - 12))
    return known is not None and known.start() < match.end() == known.end()


def _ko_years(sentence: str) -> Iterator[AgeHit]:
    for match in _KO_YEARS.finditer(sentence):
        value = parse_integer(match["age"])
        system = match["sys"] or ""
        age = AgeReport(
            low=value,
            high=value,
            basis="at_offence" if _is_at_offence(sentence, match) else "at_report",
            system="man" if system.startswith("만") else "counting" if system else "unknown",
        )
        end = match.start("tail")
        yield AgeHit(age, None, _is_victim(sentence, match.start(), end), match.start(), end)


def _is_at_offence(sentence: str, match: re.Match[str]) -> bool:
    """`범행 당시 17세`, `17세이던 2022년`, `18세였던 C군은 범행 당시 …`."""
    was = re.match(r"(?:이던|이었던|였던)\s", match["tail"])
    later = was and re.search(r"(?:범행|사건)\s?당시", sentence[match.end() :])
    return bool(match["at"] or _KO_AT_AFTER.match(match["tail"]) or later)


_KO_TAKEN_BEFORE = re.compile(r"(?:체포된|붙잡힌|구속된|입건된|검거된|기소된|넘겨진|송치된)\s$")
_KO_TOPIC = re.compile(r"[은는]\s(?![^.]{0,20}(?:[0-9]\s?(?:명|%)|비율|비중|가장\s많))")
"""`현행범 체포된 60대는 … 진술했다`: one person, where nothing is counted."""


def _ko_decades(sentence: str) -> Iterator[AgeHit]:
    for match in _KO_DECADE.finditer(sentence):
        tail, head = match["tail"], sentence[max(0, match.start() - 12) : match.start()]
        if _KO_DECADE_BAD_HEAD.search(head) or _KO_DECADE_BAD_TAIL.match(tail):
            continue
        is_group = _KO_COUNTED.match(sentence, match.start("tail"))
        if (
            not is_group
            and not _KO_PERSON.match(tail)
            and not (_KO_TAKEN_BEFORE.search(head) and _KO_TOPIC.match(tail))
            and not (_KO_HEADING_TAIL.match(tail) and not sentence.rstrip(' ."”').endswith(("다", "요")))
        ):
            continue
        low = int(match["decade"])
        first, last = _PARTS.get(match["part"] or "", (0, 9))
        end = match.start("tail")
        label = re.search(r"(?<![A-Za-z])([A-Z])(?=\s?(?:씨|군|양))", tail)
        age = AgeReport(low=low + first, high=low + last)
        is_victim = _is_victim(sentence, match.start(), end)
        yield AgeHit(age, label[1] if label else None, is_victim, match.start(), end)
    for match in _KO_CHILD.finditer(sentence):
        yield AgeHit(AgeReport(low=10, high=13, system="man"), None, False, *match.span())


def _is_victim(sentence: str, start: int, end: int) -> bool:
    """A victim is announced by 피해자, or is the object of the deed and not of the police or the court."""
    if _KO_VICTIM_HEAD.search(sentence[max(0, start - 16) : start]):
        return True
    tail = sentence[end : end + 110]
    joined = _KO_JOINED_BANDS.match(tail)
    if joined:
        return _is_victim(sentence, end + joined.start("band"), end + joined.end("band"))
    if _KO_AT_AFTER.match(tail) or _KO_SENTENCED_TAIL.match(tail) or _KO_TO_A_VICTIM.match(tail):
        return False
    if _KO_TAKEN.match(tail) or _KO_TAKEN_TOO.match(tail):
        return False
    if _KO_HARMED.match(tail) or _KO_DONE_TO.match(tail):
        return True
    if _KO_DEED_OF_ANOTHER.match(tail):
        return True
    if _KO_OBJECT_OF_DEED.match(tail):
        return True
    victim = _KO_VICTIM_TAIL.match(tail)
    if victim is None or re.match(r"(?:가|이|은|는)\s|의\s[^.,]{2,24}혐의", tail):
        return False
    if _KO_SUBJECT_FIRST.search(tail, 0, victim.end()):
        return False
    particle = victim.start("p")
    return particle < 0 or not _KO_JUSTICE_TAIL.match(tail, particle)


_EN_HANDLED = re.compile(
    r"\b(?:order|plac|indict|book|arrest|charg|refer|detain|sentenc|fin|jail|acquit|convict|question|apprehend|transferr|sent|send|caught)(?:ed|red|ted|ing|s)?\s(?:an?|the)\s$"
)
_EN_GIRL_FIRST = re.compile(
    r"(?:An?|The)\s[1-9][0-9]-year-old\s(?:\w+\s)?(?:school)?girl\b(?![^.;]{0,80}?\b(?:was|were|been|being)\s(?:\w+ly\s)?"
    r"(?:rap|assault|abus|kill|murder|attack|film|molest|kidnap|stabb|stalk|groom|blackmail|threaten|found\sdead|lured|forced|harm|injur))"
    r"[^.;]{0,140}?\b(?:received|given|got|sentenced|booked|referred|indicted|arrested|detained|fined|jailed|ordered|sent\sto|transferred|handed)\b"
)
"""`A 14-year-old girl who helped spread the video received a protective disposition`."""


def _tells_of_accused_girl(sentence: str, end: int) -> bool:
    match = _EN_GIRL_FIRST.match(sentence)
    return match is not None and end <= match.end()


def _en_years(sentence: str) -> Iterator[AgeHit]:
    for match in _EN_YEAR_OLD.finditer(sentence):
        head = sentence[max(0, match.start() - 40) : match.start()]
        is_accused_girl = (
            _EN_HANDLED.search(head)
            or _EN_ACCUSED_GIRL.match(match["tail"])
            or _tells_of_accused_girl(sentence, match.end())
        )
        is_victim = not is_accused_girl and bool(
            re.match(
                r"[\s-]{0,2}(?:(?!(?:after|when|as|while|who|and|for|if|because|by|of|with|from|the)\b)\w+\s){0,2}(?:girl|victim|schoolgirl)",
                match["tail"],
                re.I,
            )
        )
        age = AgeReport(
            low=int(match["age"]), high=int(match["age"]), system=_en_system(sentence, match.start("tail"))
        )
        is_victim = is_victim or bool(
            _EN_VICTIM_HEAD.search(head) or _EN_CAME_TO_HARM.match(sentence, match.start("tail"))
        )
        yield AgeHit(age, None, is_victim, match.start(), match.start("tail"))
    for match in _EN_RANGE_THEN.finditer(sentence):
        age = AgeReport(low=int(match["low"]), high=int(match["high"]), basis="at_offence")
        yield AgeHit(age, None, False, *match.span())
    for match in [*_EN_AT_OFFENCE.finditer(sentence), *_EN_THEN.finditer(sentence)]:
        age = AgeReport(low=int(match["age"]), high=int(match["age"]), basis="at_offence")
        yield AgeHit(age, None, False, *match.span())
    for match in [*_EN_AGED.finditer(sentence), *_EN_IS.finditer(sentence)]:
        head = sentence[max(0, match.start() - 30) : match.start()]
        value = int(next(group for group in match.groups() if group))
        age = AgeReport(low=value, high=value, system=_en_system(sentence, match.end()))
        yield AgeHit(age, None, bool(_EN_VICTIM_HEAD.search(head)), *match.span())
    for match in _EN_AGE_RANGE.finditer(sentence):
        decades = [10 if d == "teens" else int(d[:2]) for d in (match["d1"], match["d2"]) if d]
        low, high = (decades[0], decades[1] + 9) if decades else (int(match["low"]), int(match["high"]))
        head = sentence[max(0, match.start() - 30) : match.start()]
        yield AgeHit(AgeReport(low=low, high=high), None, bool(_EN_VICTIM_HEAD.search(head)), *match.span())
    yield from _en_ages_beside_names(sentence)


_EN_CAME_TO_HARM = re.compile(
    r"[\s-]{0,2}(?:(?!who\b|and\b|for\b)[\w-]+\s){0,4}?(?:lost\s(?:about\s|some\s|more\sthan\s|over\s|nearly\s)?(?:[0-9₩]|(?:his|her)\slife)|died\b|fell\svictim|"
    r"was\s(?:\w+ly\s)?(?:killed|found\sdead|injured|wounded|stabbed|swindled|scammed|robbed|attacked|raped|murdered|shot|struck|beaten)\b)"
)
"""`A 70-year-old woman lost 200 million won to a phishing ring`: who came to harm."""


def _en_ages_beside_names(sentence: str) -> Iterator[AgeHit]:
    """`the suspect, 31,`, `Park (28)`, `Kim, 42,`: a number that stands beside a person."""
    for match in _EN_APPOSED.finditer(sentence):
        head = sentence[max(0, match.start() - 30) : match.end("who")] + " "
        is_other = bool(_EN_OF_ANOTHER.search(sentence, 0, match.end("who")))
        is_victim = (
            is_other
            or bool(_EN_VICTIM_HEAD.search(head))
            or match["who"].lower()
            in (
                "girl",
                "victim",
                "schoolgirl",
            )
        )
        yield AgeHit(
            AgeReport(low=int(match["age"]), high=int(match["age"])), None, is_victim, *match.span("age")
        )
    for match in _EN_BRACKETED.finditer(sentence) if "(" in sentence else ():
        head = sentence[: match.start()]
        is_victim = bool(_EN_VICTIM_HEAD.search(head[-60:]) or _EN_OBJECT_OF_DEED.search(head[-90:]))
        age = AgeReport(low=int(match["age"]), high=int(match["age"]))
        yield AgeHit(age, None, is_victim, match.start("age"), match.end("age"))
    for match in _EN_COMMA.finditer(sentence):
        head = sentence[max(0, match.start() - 30) : match.start()]
        age = AgeReport(
            low=int(match["age"]), high=int(match["age"]), system=_en_system(sentence, match.end("age"))
        )
        yield AgeHit(age, None, bool(_EN_VICTIM_HEAD.search(head)), *match.span())


_EN_COUNTED_FROM = re.compile(
    r"[^.;0-9]{0,32}?\b(?:(?P<man>international|Western|full|global)|(?P<counting>Korean|traditional))\s(?:\w+\s)?ag(?:e|ing|es)\b",
    re.IGNORECASE,
)


def _en_system(sentence: str, end: int) -> Literal["man", "counting", "unknown"]:
    """Whether an age is told in international (만 나이) or in Korean age (세는나이)."""
    match = _EN_COUNTED_FROM.match(sentence, end)
    if match is None:
        return "unknown"
    return "man" if match["man"] else "counting"


def _en_decades(sentence: str) -> Iterator[AgeHit]:
    for match in _EN_DECADE.finditer(sentence):
        word = match["decade"].lower()
        low = _EN_DECADES.get(word) or int(word[:2])
        first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(
            (match["part"] or "").lower(), (0, 9)
        )
        head = sentence[max(0, match.start() - 40) : match.start()]
        if _EN_OF_THEM.search(head):
            continue
        is_victim = bool(
            re.search(r"(?:victims?|wom[ae]n|girls?)\s(?:who\s(?:is|are|was|were)\s)?$", head)
        ) and bool(_EN_VICTIM_HEAD.search(re.sub(r"(?:a\s)?wom[ae]n\s$|girls?\s$", "", head)))
        yield AgeHit(AgeReport(low=low + first, high=low + last), None, is_victim, *match.span())
    for match in _EN_SOMETHING.finditer(sentence):
        low = int(match["decade"])
        yield AgeHit(AgeReport(low=low, high=low + 9), None, False, *match.span())
    for match in _EN_TEEN.finditer(sentence):
        head = sentence[max(0, match.start() - 40) : match.start()]
        if head.endswith("including "):
            continue
        yield AgeHit(AgeReport(low=10, high=19), None, bool(_EN_VICTIM_HEAD.search(head)), *match.span())


def find_labels(sentence: str, language: Language) -> tuple[str, ...]:
    """Labels of people in the sentence (`A` of A씨; `김` of 김모씨), in order, each once."""
    if language == "en":
        return tuple(dict.fromkeys(re.findall(r"\bsurnamed\s([A-Z][a-z]+)\b", sentence)))
    labels = (
        match["label"] or match["surname"] or match["family"] for match in _KO_LABELS.finditer(sentence)
    )
    return tuple(dict.fromkeys(labels))


def find_n_victims(sentence: str, language: Language) -> int | None:
    """The number of victims that the sentence states; None where it states none."""
    match = (_KO_VICTIMS if language == "ko" else _EN_VICTIMS).search(sentence)
    if match is None:
        return None
    text = (match["a"] or match["b"] or match["c"]) if language == "ko" else match["n"]
    return spelled_count(text)


def spelled_count(text: str) -> int:
    """The number that digits (with commas) or an English number word say. Raises KeyError for another word."""
    plain = text.lower().replace(",", "")
    return int(plain) if plain.isdigit() else _EN_WORDS[re.sub(r"\s+", " ", plain)]


def victims_band(n: int) -> str:
    """The band in which a number of victims is kept: the number itself never is."""
    for high, band in ((1, "1"), (4, "2-4"), (9, "5-9"), (49, "10-49"), (99, "50-99")):
        if n <= high:
            return band
    return "100+"
