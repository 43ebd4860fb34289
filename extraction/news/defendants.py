"""How many accused people a news sentence tells of, and which labels (`A`, `B`) are theirs.

Shapes: `A씨 등 3명`, `공범 B군 등 5명`, `A씨와 B씨에게`, `공범 2명`, `three men in their 20s`, `and his two
accomplices`. A label that is the object of the deed, or stands after 피해자, is nobody accused.
"""

import re

from extraction.korean_numbers import parse_integer
from extraction.news.article import Language
from extraction.news.participants_en import count_participants
from extraction.news.people import spelled_count
from extraction.news.titles_ko import NAMED, SURNAMED, TITLE

_N = r"[0-9]{1,4}|두|세|네|다섯|여섯|일곱|여덟|아홉|열"
_AGE = r"(?:\([^)]{1,14}\))?"
_LABEL = rf"(?:[A-Z]\s?{_AGE}\s?{TITLE}{_AGE}|{SURNAMED}{_AGE}|[가-힣]\s?모\s?{_AGE}\s?(?:씨|군|양){_AGE})"
_JOINED_LABELS = (
    rf"(?:{_LABEL}|[A-Z]{_AGE}(?!\s?{TITLE}))"
    rf"(?:\s?(?:와|과|,|·|및)\s?(?:공범(?:인)?\s)?(?:{_LABEL}|[A-Z]{_AGE}))*"
)
_JUSTICE = (
    r"구속|기소|검거|입건|체포|송치|선고|구형|징역|벌금|집행유예|무죄|재판|수사|적발|붙잡|"
    r"조사|영장|넘겨|넘겼|법정에\s섰|실형|혐의|소년부|유죄|항소|상고|출국\s?금지|수배"
)
_KO_LABELLED = re.compile(
    rf"(?:{_JOINED_LABELS}|[가-힣]모씨|이들|일당|조직원)\s?(?:등\s?)?(?:[가-힣]{{2,6}}\s){{0,2}}?(?:총\s)?(?P<n>{_N})\s?명"
)
_KO_GROUP = re.compile(
    rf"(?:가해\s?학생(?=\s?[0-9]{{1,2}}\s?명(?!\s?(?:중|가운데)))|남학생|고등학생|고교생|중학생|대학생|피고인|피의자|가해자|남성|운영진|운영자|공범|유포자|청소년|10대|20대|30대|직원|병사|형제|남매|부부)"
    rf"(?:\([0-9]{{2}}\))?(?:들)?\s?(?:등\s)?(?:[가-힣]{{2,6}}\s)?(?P<n>{_N})\s?명(?!의\s(?:임금|월급|퇴직금|보증금|예금|개인정보|돈))"
)
_KO_HANDLED = re.compile(
    rf"(?<!피해자가\s)(?<!피해자는\s)(?<!피해자\s)(?<![0-9])(?P<n>{_N})\s?명(?:을|이|은|도|에\s?대해|에게|의\s신원을\s특정해)\s?[^.]{{0,24}}?(?:입건|검거|구속|체포|송치|기소|적발|붙잡|재판에|검찰(?:에|로)\s넘|선고|구형|출국\s?금지|수배)"
)
_KO_AND_REST = re.compile(
    rf"(?:송치|구속|입건|기소)(?:하고|했고|한\s데\s이어|했으며),?\s(?!이\s?(?:중|가운데))(?:[가-힣0-9A-Z]{{1,7}}\s){{0,4}}?(?:(?P<m>{_N})\s?명(?:과|,)\s(?:[가-힣]{{2,8}}\s){{0,2}})?(?P<n>{_N})\s?명(?:을|은|도)\s(?:(?:[가-힣·]{{2,12}}\s){{1,2}}혐의로\s)?(?:불구속|구속|입건|소년부|송치|기소(?!중지|유예)|추적|쫓|지명\s?수배)"
)
_KO_DETAINED_AND_NOT = re.compile(
    rf"(?P<n>{_N})\s?명(?:을|은|이)\s(?:(?<!불)구속(?:\s?(?:기소|송치))?|(?:가정법원\s|법원\s)?소년부(?:에|로)\s(?:송치|넘기)|(?:보내|넘기))(?:하고|했고|했으며|됐고|됐으며|고),?\s(?!이\s?(?:중|가운데))"
    rf"(?!나머지)[^.,]{{0,24}}?(?<![0-9])(?P<m>{_N})\s?명(?:을|은|이|도)\s(?:[^.,]{{1,20}}\s)?(?:불구속|입건|지명수배|추적|쫓|뒤쫓|검찰에)"
)
"""`운영진 9명을 구속하고 홍보책 등 16명을 불구속 입건했다`: two groups that share nobody."""
_KO_CLEARED_AND_OTHERS = re.compile(
    rf"(?P<n>{_N})\s?명을\s(?:검거|적발|붙잡)[가-힣]{{1,3}}\s(?:이\s?(?:중|가운데)\s)?[^.]{{0,30}}?(?:하고|했고|하는\s한편),?\s"
    rf"(?!나머지)[가-힣]{{2,8}}\s(?P<m>{_N})\s?명(?:을|은|도)\s[^.,]{{0,20}}?(?:입건|송치|구속)"
)
"""`판매책 23명을 검거해 이 중 14명을 구속하고, 투약자 61명을 불구속 입건했다`."""
_KO_JOINED = re.compile(
    rf"(?<![A-Za-z]){_JOINED_LABELS}(?=(?:에게|이|가|은|는|을|를|도|에\s?대해|의)\s|\s등|에게)"
)
_KO_WHOLE = re.compile(
    rf"(?:피고인|피의자|가해자|일당|공범|조직원)(?:들)?\s(?P<n>{_N})\s?명\s?(?:중|가운데)\s"
)
_KO_EVERYONE = re.compile(
    rf"(?:피고인|피의자|가해자|일당|공범|조직원)(?:은|는)\s(?:모두|총)\s(?P<n>{_N})\s?명"
)
_KO_LEFT = re.compile(
    rf"(?<!중\s)나머지\s(?:[가-힣]{{2,4}}\s)?(?P<n>한|{_N})\s?명(?:(?:에게|은|에\s대해)|의\s형량은)[^.]{{0,30}}(?:징역|벌금|무죄)"
)
_KO_OF = re.compile(rf"(?P<n>{_N})\s?명의\s(?:피고인|피의자|공범)(?:에게|을|이|은)")
_KO_COMPANY = re.compile(r"(?:법인|회사|업체)(?:에는?|에게는?|에\s대해서?는?)\s[^.]{0,12}(?:벌금|추징|무죄)")
_KO_RECEIVER = re.compile(
    r"(?<![가-힣])(?P<who>[가-힣]{1,10})에게는?\s(?:징역|벌금|무기징역|금고|사형|무죄|집행유예)(?!형)"
)
"""`남편에게 무기징역을, 시신 유기를 도운 형에게 징역 3년을`: people told by what they are."""
_KO_AND_TWO_MORE = re.compile(
    r"(?:주범|총책|[A-Z]\s?씨)에게는?\s(?:징역|금고|무기징역|벌금)[^,.]{0,24},\s[^,.]{0,16}\s(?P<n>두|세|네)\s(?:사람|명)에게는?\s"
)
"""`주범에게 징역 12년을, 범행을 도운 두 사람에게는 각각 징역 4년과 3년을`."""
_KO_PARTNER = re.compile(rf"공범(?:인|으로\s기소된)?\s(?=(?:[A-Z]|[가-힣]모)\s?{_AGE}\s?{TITLE})")
_KO_PLUS = re.compile(
    r"(?:공범|나머지|일당|가담자|조직원|중간\s?관리자|관리자|상담원|수거책|모집책|인출책|회원|이용자|구매자)(?:들|인)?\s?(?:(?!등\s)[가-힣]{1,5}\s)?(?P<n>[0-9]{1,3}|한|두|세|네|다섯)\s?명(?:과|도|에게|을|은|이|에\s?대해)"
)
_KO_HARMED = re.compile(
    r"(?:을|를)\s(?:[가-힣]+\s){0,2}?(?:(?:숨지게|다치게|속여)\s|(?:협박|촬영|폭행|성폭행|추행|유인|감금|스토킹|살해|강간)"
    r"(?:해|하고|하며|한\s(?!혐의로\s(?:붙|입건|구속|체포|검거|송치|적발|불구속|조사|재판|기소)))"
    r"|[^.,]{1,30}한\s혐의로\s(?:구속\s?|불구속\s?)?(?:기소|구속|체포|송치|재판에\s넘겨)(?:된|진|됐던)\s)"
)
"""`청소년 4명을 유인해`: people to whom the deed was done."""
_KO_SENTENCED_BESIDE = re.compile(
    rf"(?:[A-Z]\s?{_AGE}\s?{TITLE}{_AGE}|[가-힣]\s?모\s?{_AGE}\s?(?:씨|군|양)|[1-9]0대\s[가-힣]{{2,8}})(?:에게는?|은|는)\s[^.]{{0,40}}?(?:징역|벌금|무죄|금고)[^.]{{0,24}}?(?:을|를|을\s선고하고),?\s[^.0-9]{{0,16}}$"
)
_KO_IN_ALL = re.compile(
    rf"{TITLE}{_AGE}(?:와|과)\s[^.,]{{0,24}}?(?P<others>{_N})\s?명\s등\s(?:모두\s|총\s)?(?P<n>{_N})\s?명"
)
"""`J씨와 조직원 6명 등 7명`: the sum that the sentence itself gives."""
_KO_SUM_HANDLED = re.compile(
    rf"(?:등\s(?:모두\s|총\s)|[0-9]\s?명\s등\s)(?P<n>{_N})\s?명(?:을|이|은)\s[^.0-9]{{0,24}}?(?:검거|입건|송치|구속|기소|적발|붙잡|재판에)"
)
"""`3명 중 2명을 구속하고, 구매자 24명 등 총 27명을 검거했다`: the sum of all."""
_KO_CAUGHT_OF_WHOM = re.compile(
    rf"(?<![0-9])(?P<n>{_N})\s?명을\s(?:검거|적발|붙잡|체포|입건)[가-힣]{{1,3}}(?:고|해|아)?,?\s(?:이|그)\s?(?:중|가운데)\s[^.0-9]{{0,24}}[A-Z]\s?{TITLE}{_AGE}\s등\s(?P<m>{_N})\s?명"
)
"""`28명을 검거해 이 중 총책 A씨 등 7명을 구속했다`: the first number is of all."""
_KO_WITH = re.compile(
    rf"(?P<names>{_JOINED_LABELS})(?:와|과)\s(?!피해)(?:[가-힣]{{2,8}}\s){{1,2}}(?P<n>{_N})\s?명(?:을|이|은|도|에게는?|에\s대해|에\s대한)\s"
    rf"(?=[^.]{{0,30}}(?:{_JUSTICE}))"
)
"""`운영자 D씨와 참여자 23명을 검거했다`: named people and a group beside them."""
_KO_TWO = re.compile(
    r"(?<!세\s)(?<!네\s)(?<!일가족\s)(?:부부|형제|자매|남매|모자|부자|모녀|부녀|두\s사람)(?:는|가|에게|에게는|를|도|의)\s"
)
_KO_VICTIM_BEFORE = re.compile(r"(?:피해자(?:인|는|가)?|피해\s?(?:여성|학생|아동))\s(?:[^,.]{0,10}\s)?$")
_KO_ACCUSED = re.compile(
    rf"(?P<person>(?<![A-Za-z])[A-Z]\s?{_AGE}\s?{TITLE}{_AGE}|[가-힣]\s?모\s?{_AGE}\s?(?:씨|군|양){_AGE}|{SURNAMED}{_AGE})"
    r"(?P<p>은|는|도|에게는?|에\s?대(?:해|한)|을|를|의|와|과|,|·|\s등)?"
)
_KO_CLEARED_OF_IT = re.compile(r"\s(?:혐의\s?없음|무혐의|불입건|증거\s?불충분)")
_KO_HELD_FOR = re.compile(
    r"\s(?:[가-힣·]{2,10}\s)?[가-힣·]{2,12}(?<!한)\s혐의로\s(?:불?구속|긴급체포|체포|기소|입건|송치)(?:하|했|\s?기소)"
)
"""`W씨를 살인 혐의로 구속하고`."""
_KO_AFTER_ACCUSED = re.compile(rf"[^.]{{0,70}}?(?:{_JUSTICE})")
_KO_VICTIM_VERB = re.compile(
    r"\s?[^.,]{0,14}?(?:협박|촬영|폭행|때리|때린|합성|속이|속여|성폭행|추행|강간|살해|유인|감금|스토킹|찾아|위협|꾀|알게|만나|상대로)"
)
_KO_SINGLE = re.compile(
    r"^그(?:는|가|에게는?)\s|기소된\s(?:전\s)?[가-힣]{2,8}(?<!들)(?:의|에\s대한)\s(?:1심\s|첫\s|항소심\s)?(?:선고|재판|공판)|"
    r"(?:군수|시장|구청장|의원|교육감|도지사)(?:이|가)\s(?:[^.]{0,40}\s)?(?:벌금|징역|무죄)[^.]{0,24}(?:받았|받아|선고받)|(?:계부|계모|친부|친모|양부|양모|남편|아내|의붓아버지|삼촌|할아버지|할머니|조부)의\s형량?이\s|주부(?:가|에게)\s|현직\s검사(?:가|에게)\s|(?<=[군구시도])의원(?:이|에게)\s|(?<![0-9])[1-9]0대의\s(?:형량?|항소|상고|혐의|재판|판결)(?:이|가|을|를|은|는|도)\s|(?<!들)(?<!명)(?<!피해자)(?<!이들)(?<!모두)에게\s[^.]{0,40}?(?:징역|벌금|무죄|실형|집행유예|무기)|[2-9]0대(?:가|에게|는)\s|"
    r"피고인(?:은|을|에게|이|과\s|의\s|\s측)|(?:[12]0대|[3-9]0대)\s(?:[가-힣]{1,6}\s){0,2}?(?:남성|여성|남|여|남자|여자)(?:이|가|에게|은|에)\s"
    rf"|[가-힣]{{2,8}}(?:생|자|원|사|관|범|모|부|주)(?<!법원)(?<!검사)(?<!판사)(?<!정부)(?<!일부)(?<!대부)(?<!피해자)(?<!관계자)(?<!당국자)(?<!수사관)(?<!경찰관)(?:이|가)\s(?:경찰에\s|검찰에\s|재판에\s|구속|불구속|[가-힣]+\s혐의로\s)?[^.]{{0,40}}(?:선고|구속|기소|검거|입건|송치|재판에\s넘|재판을\s받게|붙잡혔|체포)"
    r"|(?:^|\s)이\s(?:남성|여성|남자|여자|학생|교사|청년|소년)(?:에게는?|은|이|의)\s"
    r"|[가-힣]{1,8}(?:자|생|원|사|장|관|범|책|남|녀|대)(?<!법원)(?:에게?|,)?\s(?:또\s)?(?:항소심|[12]심|징역|벌금|무죄|집유|집행유예(?!\s[가-힣]{2}[은는])|실형|무기징역|사형|(?:불?구속\s?)?(?:구속|검거|체포|기소|송치|입건)(?=\s?(?:…|$|,)))"
    rf"|(?<![A-Za-z])[A-Z]\s(?:전\s)?(?:시장|의원|군수|구청장|교수|장관|대표|회장|교육감|지사)(?:이|가)\s[^.]{{0,60}}(?:감형|{_JUSTICE})"
    r"|[한던운린친은]\s(?:[가-힣]{1,6}\s)?[가-힣]{1,6}(?:생|자|원|사|관|장|책|남|녀)(?:…|\.\.\.)\s?(?:경찰|검찰),?\s(?:불?구속|송치|기소|입건|체포)"
    r"|(?:^|[가-힣]\s)전직\s[가-힣]{2,4}(?:,|에게?)\s(?:징역|벌금|무죄|집유|실형|항소|[12]심)"
    r"|(?<![0-9])[1-9]0대\s(?:징역|무기징역|벌금|무죄|집유|실형|항소|상고)"
    r"|(?:임대인|군인|아버지|어머니|남성|여성|남편|아내|연예인|교수|배우|가수|감독|코치|간부|대표|임원|이사|목사|신부|승려)(?:에게?|,)?\s(?:또\s)?(?:항소|[12]심|징역|벌금|무죄|집유|집행유예|실형|무기징역)"
    r"|(?<![가-힣])[가-힣]{1,3}\s?씨(?:는|가|에게|의|를)\s"
    rf"|(?:{NAMED})[^.]{{0,70}}?(?:{_JUSTICE})"
    r"|(?:남성|여성|남자|여자|소년|청년|[가-힣]{1,6}(?:생|원|사|관|범|책|남|녀|선수|직장인|피의자|용의자))(?<!감사)(?<!수사)(?<!조사)(?<!검사)(?<!인원)(?<!지원)(?<!법원)(?<!병원)(?<!민원)(?:을|를)\s"
    r"(?:(?![가-힣]{1,8}[한은던운린친]\s)[가-힣·]{1,14}\s){0,4}(?:현행범으로\s)?(?:불?구속|긴급체포|체포|입건|검거|송치|기소|붙잡|적발)"
    r"|(?:회사원|교사|강사|공무원|경찰관|대학생|고교생|고등학생|중학생|군인|병사|의사|목사|운영자|총책|계모|계부|친모|친부|선수|업주|전과자|유튜버|래퍼|가수|감독|코치|교수|직원|간부|남성|여성)(?:이|가|에게|에\s?대해)\s[^.]{0,60}?"
    rf"(?:{_JUSTICE})"
)

MANY_OF_ONE_CASE = 300
"""The largest number of people that one office tells of one case; more of them are a statistic."""
INCLUDING_A_LEADER = (
    r"\bincluding\s(?:an?|the|their|its)\s(?:[\w-]+\s){0,3}?(?:ringleader|leader|head|mastermind|boss)\b"
)
_EN_N = (
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|a\sdozen|[2-9]|[1-9][0-9]{1,2}"
)
_EN_GROUP = re.compile(
    rf"(?<![\d,.-])\b(?P<n>{_EN_N})\s(?:(?!other\b|of\b|in\b|out\b|million\b|won\b|percent\b|years?\b|months?\b|hours?\b)[\w-]+\s){{0,4}}?(?:men|defendants|suspects|teens|teenagers|"
    r"operators|boys|students|brothers|soldiers|officers|members|co-?workers|(?:high|middle)\sschoolers|schoolers|juveniles|youths|"
    r"employees|accomplices|executives|nationals)\b(?!\s(?:filmed|he|she|as\svictims))",
    re.IGNORECASE,
)
_EN_HANDLED = re.compile(
    r"\b(?:booked|arrested|indicted|referred|apprehended|detained|charged|caught|sentenced|nabbed|rounded\sup|busted|netted|captured)\s(?:a\stotal\sof\s|nearly\s|about\s|some\s)?"
    rf"(?P<n>{_EN_N})\s(?:\w+\s){{0,3}}?(?:people|individuals|men|women|suspects|teenagers|teens|students|boys|minors|"
    r"members(?=\sof\san?\s(?:\w+\s){0,3}(?:ring|gang|group|syndicate|organization)))\b"
    rf"|\b(?:is|are|was|were)\samong\s(?P<h>{_EN_N})\s(?:\w+\s){{0,2}}?(?:people|individuals|men|women|suspects|students)\s(?:who\s(?:were|have\sbeen)\s)?(?:booked|arrested|indicted|referred|detained|caught)\b"
    rf"|\bcase\sof\s(?P<k>{_EN_N})\s(?:\w+\s){{0,3}}?(?:officials|men|women|brothers|executives|officers|people)\b"
    rf"|\b(?:sent|handed\sover|forwarded|transferred|referred)\s(?P<m>{_EN_N})\s(?:\w+\s){{0,2}}?(?:people|individuals|men|women|suspects|teenagers|teens|students|boys|minors)(?:,\s[^,.;]{{2,50}},)?\sto\s(?:the\s)?(?:\w+\s)?prosecut",
    re.IGNORECASE,
)
_EN_ONE_AND_BOOKED = re.compile(
    rf"\b(?:arrested|detained|indicted)\san?\s[^.;,]{{3,70}}?\sand\s(?:booked|referred|indicted|arrested|detained)\s(?P<n>{_EN_N})\s(?:[\w-]+\s){{0,2}}?"
    r"(?:compatriots|others|accomplices|people|men|women|friends|employees|members|students|buyers|users|suspects)\b",
    re.IGNORECASE,
)
"""`arrested a foreign national in his 30s and booked six compatriots`."""
_EN_TWO_GROUPS = re.compile(
    rf"\b(?:booked|arrested|indicted|referred|detained|charged|sentenced|convicted)\s(?P<n>{_EN_N})\s(?:[\w-]+\s){{1,4}}?and\s(?P<m>{_EN_N})\s"
    r"(?:[\w-]+\s){0,3}?(?:civilians|officers|officials|executives|employees|brokers|businessmen|soldiers|lawyers|doctors|teachers|accomplices|foreigners|others)\b",
    re.IGNORECASE,
)
"""`indicted three tax officials and four brokers`: two groups that share nobody."""
_EN_HELD_AND_NOT = re.compile(
    rf"\b(?:indicted|booked|referred)\s(?P<n>{_EN_N})\s[^.;]{{2,90}}?\s(?:with|under)\s(?:physical\s)?detention,?\s(?:and|while)\s(?:another\s)?(?P<m>{_EN_N})\s"
    r"[^.;]{0,40}?\bwithout\s(?:physical\s)?detention\b",
    re.IGNORECASE,
)
"""`indicted four people with detention, and 11 brokers without`."""
_EN_HEADING_AND_MORE = re.compile(
    rf"^[A-Z][\w’'-]+(?:\s[\w’'-]+){{0,3}}(?<!s),\s(?P<n>{_EN_N})\s(?:[\w-]+\s){{0,2}}?[a-z-]+s\s(?:indicted|booked|arrested|sentenced|detained|referred|jailed|convicted|fined|acquitted)\b"
)
"""`Ex-bank official, two brokers indicted`."""
_EN_AND_SOME_MORE = re.compile(
    rf"\s(?:were|have\sbeen|had\sbeen)\s[^.;]{{3,40}}?,?\s(?:and|while)\s(?P<n>{_EN_N})\sothers?\s(?:were\s|was\s)?"
    r"(?:booked|indicted|arrested|detained|referred|sentenced|given|fined|acquitted)\b",
    re.IGNORECASE,
)
"""`Three teens were taken into custody and two others booked`."""
_EN_GIVEN_TO_SOME = re.compile(
    rf"\b(?:terms?|sentences?|fines?)\s(?:of|ranging|between)\s[^.;]{{1,60}}?\sto\s(?P<n>{_EN_N})\s(?!years?\b|months?\b|and\b)(?:[\w-]+\s){{0,3}}?[a-z]+s\b",
    re.IGNORECASE,
)
"""`prison terms of between one and three years to five loan sharks`."""
_EN_PEOPLE = re.compile(
    rf"(?<!-)\b(?P<n>{_EN_N})\s(?:other\s)?(?:people|individuals|men|women)(?:,\s[^,.]{{1,40}},)?\s(?:were|have\sbeen)\s(?:\w+\s)?"
    r"(?:indicted|booked|arrested|detained|sentenced|referred|convicted|sent|handed|apprehended|caught|nabbed|charged|acquitted|fined|given|jailed|forwarded|put\son\strial)|"
    rf"\b(?P<m>{_EN_N})\s(?:other\s)?(?:people|individuals|men|women)\s(?:stood|went\son|faced)\strial\b|"
    rf"\b(?P<k>{_EN_N})\smembers\sof\san?\s[^.;]{{3,200}}?\swere\s(?:\w+\s)?(?:arrested|indicted|booked|detained|caught|referred|apprehended)\b",
    re.IGNORECASE,
)
_EN_OTHERS = re.compile(
    rf"\b(?:(?:a|an|his|her|their|the|with)\s)?(?P<n>{_EN_N})?\s?(?:other\s|alleged\s)?"
    r"(?:co-?defendants?|accomplices?|co-?conspirators?|subordinates?|underlings?)\b",
    re.IGNORECASE,
)
_EN_GIVEN_TO = re.compile(
    r"\b([A-Z][a-z]+)(?:,\s[0-9]{2},)?\s(?=to\s(?:an?\s)?(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)[\s-](?:and\sa\shalf\s)?(?:years?|months?)\b)"
)
_EN_AND_HIS = re.compile(
    rf"\b(?:man|woman|boy|girl|teen\w*|student|[0-9]{{2}}-year-old|suspect|[A-Z][a-z]+)(?:\sin\s(?:his|her)\s(?:\w+\s)?(?:teens|[2-9]0s))?\s(?:and|along\swith|together\swith)\s"
    rf"(?:his|her)\s(?P<n>{_EN_N})\s(?:\w+\s)?(?:friends|colleagues|classmates|brothers|sons|partners|employees|acquaintances)\b"
)
_EN_PAIR = re.compile(
    r"\b(?:[A-Z][a-z]+|[A-Z])\sand\s(?:[A-Z][a-z]+|[A-Z]|his\s\w+|her\s\w+)\s(?:were|got|received|each)\b"
    r"|\b[A-Z][a-z]+\sand\s[A-Z][a-z]+,\sboth\b|\b(?:mother\sand\s(?:daughter|son)|father\sand\s(?:daughter|son)|"
    r"husband\sand\swife|brother\sand\ssister)\b|\b(?:and|with)\s(?:his|her)\s(?:ex-)?(?:boyfriend|girlfriend|wife|husband|brother|"
    r"sister|friend|partner|colleague|mother|father|son)\b[^.;]{0,20}\b(?:were|have\sbeen|received|got|each)\b"
    r"|\b(?:sentenced|gave|jailed|handed|fined)\b[^.;]{4,90}\band\s(?:also\s)?fined\s(?:his|her|the|their)\s(?:\w+\s)?"
    r"(?:company|firm|agency|corporation|business)\b"
    r"|\bfin(?:ed|e)\b[^.;]{0,60}\band\sits\s(?:[\w-]+\s){0,2}?(?:CEO|head|owner|chief(?:\sexecutive)?|president|representative)\s(?:to|was|got|received)\b"
    r"|\b(?:man|woman|boy|student|teen\w*|[0-9]{2}-year-old)(?:\sin\s(?:his|her)\s\w+)?\sand\s(?:an?|his|her)\s(?:[\w-]+\s){0,3}?"
    r"(?:man|woman|boy|girl|student|teen\w*|wife|husband|accomplice|friend|colleague|[0-9]{2}-year-old)(?:\sin\s(?:his|her)\s\w+)?\s"
    r"(?:were|have\sbeen|each|both|received|got)\b"
    r"|\b(?:man|woman|[0-9]{2}-year-old|father|mother|couple)\b[^.;]{4,110},?\sand\s(?:his|her)\s(?:[\w-]+\s)?(?:wife|husband|brother|sister|friend|partner|colleague|mother|father|son|daughter|"
    r"girlfriend|boyfriend|accomplice|nephew|cousin)\s(?:in\s(?:his|her)\s\w+\s)?to\s(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9][0-9]?|a\syear|life)\b"
    r"|\b(?:both|the\stwo)\s(?:of\sthem|men|women|defendants|suspects|brothers)\b"
    r"|\bfor\s[A-Z][a-z]+(?:,\s[0-9]{2},)?\sand\s[^.;]{4,40}\bfor\s(?:[A-Z][a-z]+|his\s\w+|her\s\w+)\b|\b[Tt]he\scouple\b"
    r"|\ba\s(?:[\w-]+\s){0,3}?couple\s(?:in\stheir|charged|accused|convicted|indicted|suspected|who)\b|\b(?:adoptive|biological|foster)\sparents\s(?:who|accused|convicted|charged|were|have)\b|\bto\s[^.;]{2,40}?\sand\s[^.;]{3,40}?\sto\s(?:his|her)\s(?:ex-)?(?:boyfriend|girlfriend|wife|husband|brother|sister|friend|partner|colleague|mother|father|son|accomplice)\b"
    r"|\bon\sA\b[^.]{0,80}\bon\sB\b|\bA\s(?:to|was|got|received)\b[^.]{0,80}\bB\b(?=[\s,.])"
)
_EN_VICTIMS = re.compile(
    r"(?:victims?|(?:damage|harm|harassment|violence|abuse|threats)\sto(?:wards?)?|against|raped|raping|assault\w*|abus\w*|molest\w*|harass\w*|stalk(?:ed|ing)|stabb\w+|killing|injuring|(?:images|videos|photos|pictures|clips|deepfakes?|pornography)\sof|film(?:ing|ed)|"
    r"targeting|threatening|blackmail\w*|defraud\w*|with|faces\sof|from|footage\sof|"
    r"(?:distribut|shar|sell|sold|sent|send|show|spread|leak|circulat|stream|suppl|provid|forward)\w*\s[^.;]{1,60}?\bto)\s(?:[\w,'’-]+\s){0,3}$",
    re.IGNORECASE,
)
_EN_SINGLE = re.compile(
    r"\b(?:a|an|the|another)\s(?:(?!probation\b)[\w-]+\s){0,4}?(?:man|woman|boy|defendant|suspect|operator|teacher|student|officer|teen|"
    r"teenager|soldier|doctor|professor|ringleader|ex-\w+|schooler|employee|driver|pastor|coach|singer|youtuber|creator|"
    r"guard|prosecutor|businessman|businesswoman|lawyer|trainee|clerk|official|worker|nurse|instructor|freshman|principal|"
    r"reporter|streamer|rapper|actor|actress|politician|lawmaker|mayor|dentist|father|mother|husband|wife|son|brother|sister|"
    r"uncle|head|chief|leader|owner|manager|director|broker|dealer|hacker|boss|mastermind|founder|perpetrator|offender|convict|executive|ceo|chairman|chairwoman|president|governor|landlord|landlady|realtor|pharmacist|monk|priest|chef|athlete|player|"
    r"scammer|stalker|robber|thief|burglar|smuggler|trafficker|cop|detective|captain|skipper|lieutenant|colonel|commander|conscript|caregiver|caretaker|"
    r"babysitter|tutor|lecturer|researcher|comedian|announcer|broadcaster|neighbor|tenant|accountant|interpreter|farmer|fisherman|sergeant|accomplice|juvenile|fugitive|minor|girl)\b"
    r"|^Ex-[a-z]+(?<!s)\b"
    r"|\b(?:he|she|him|his|her)\b|\bthe\saccused\b|\bMr\.\s[A-Z]\b",
    re.IGNORECASE,
)
_SURNAMES = (
    r"Kim|Lee|Park|Choi|Jung|Jeong|Kang|Cho|Yoon|Jang|Lim|Han|Oh|Seo|Shin|Kwon|Hwang|Ahn|Song|Yoo|Hong|Im|Jeon|Ko|Moon|Rhee|Roh|Rho|Suh|Hur|Uhm|Eun|"
    r"Yang|Son|Bae|Baek|Heo|Nam|Noh|Ryu|Cha|Joo|Woo|Shim|Byun|Chae|Ma|Kwak|Bang|Ji|Jo|Pyo|Do|Gu|Ku|Koo|Eom|Um|Wi|Mo|"
    r"Bong|Cheon|Chung|Gil|Gong|Hyun|Jegal|Maeng|Mok|Seok|Seol|Seong|Sul|Sung|Tak|Wang|Yeo|Yeom|Yeon|Yu|Yun"
)
_EN_NAMED = re.compile(
    r"^(?:The|An?)\s(?:[\w’-]+\s){0,4}?(?!(?:court|bench|panel|judge|prosecutor|lawyer|victim|witness|girl|attorney|team)\b)[a-z-]{3,}(?<!s),?\s(?:who|whose)\b|"
    r"\b(?:sentenced|fined|jailed|gave|handed|acquitted)\s(?:the|an?)\s(?:[\w-]+\s){0,3}?[\w-]*[a-rt-z]\s(?:to\b|[0-9])|"
    r"\bsentenced\s(?:to|in)\b(?<!were\ssentenced\sto)(?=\sabsentia)|\bAn?\s(?:[\w-]+\s){1,5}(?:was|has\sbeen|got|received)\b|^[A-Z][a-z]+,\swho\b|^The\s(?:boy|juvenile|girl|sergeant|teacher|soldier|officer)\b|"
    r"\b(?:(?:sentenced?|gave|handed|fined|jailed|acquitted|ordered|indicted|arrested|convicted|for|against|booked)|"
    r"(?:handed\sdown|given|imposed|meted\sout)\s(?:to|on))\s"
    rf"(?:{_SURNAMES}|Ha|Jin|Min|Na|[A-Z])\b|"
    r"\b(?:gave|handed|sentenced|fined|jailed)\s[A-Z][a-z]+(?:,\s[0-9]{2},)?\s(?=(?:to|an?|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\s)|"
    r"^(?:[A-Z][\w-]*\s)?(?:[\w-]+\s){0,3}?(?:operator|man|woman|teen|teenager|teacher|student|officer|soldier|doctor|singer|coach|professor|worker|boy|driver)\s"
    r"(?:granted|given|gets|sentenced|jailed|fined|handed|acquitted|indicted|arrested|booked)\b|"
    r"(?<=[a-z])(?<!court)(?<!prosecution)(?<!prosecutor)(?<!judge)(?<!bench)(?<!panel)(?<!country)(?<!nation)(?<!law)(?<!act)(?<!day)(?<!week)"
    r"(?<!month)(?<!year)(?<!case)(?<!victim)(?<!trial)(?<!instance)[’']s\s(?:[\w-]+\s){0,2}?(?:terms?|sentence|fine)\b|\bsentence\s(?:for|of)\s(?:[a-z-]+\s){0,3}?(?!over|offender|murder)[a-z-]+(?:er|or|ist)\b|"
    r"\bindicted\s[A-Z][a-z]+(?:\s[A-Z][\w-]+){0,2},?\s(?:on|for|over|of)\b|"
    r"^(?:Man|Woman|Teen|Teenager|Teacher|Driver|Student|Officer|Father|Mother|Husband|Wife)\s(?:who|in|accused|convicted|charged)\b|^[A-Z][a-z-]+(?:er|or|ist|ant|man|cian|ent|chief|cop|head|idol)\s(?:granted|given|gets|got|sentenced|jailed|fined|handed|acquitted|indicted|arrested|booked|detained|referred)\b|"
    rf"^(?:{_SURNAMES})\s(?:allegedly|reportedly|secretly|also|then|later|has|will|made|sold|ran|took|sent|[a-z]{{2,}}ed)\b|"
    rf"\b(?:former|ex-)\s?[a-z-]+(?:\s[a-z-]+)?\s(?:{_SURNAMES})\b|\b(?:the|a)\s(?:former|ex-)\s?[a-z]+(?<!s)\b|"
    r"\b(?:for|against|to|sentenced|gave|handed|fined|jailed|acquitted|indicted|arrested|booked)\s(?:the|an?)\s(?:[\w-]+\s){0,3}?"
    r"(?!(?:murder|order|matter|number|server|computer|paper|letter|center|factor|sector|minor|manner|daughter|customer|user|member)\b)"
    r"[a-z]{3,}(?:er|or|ist|ian|yst)\b(?!\s(?:court|crime|case|order))|"
    rf"\b(?:{_SURNAMES})"
    r"(?:[’']s\s|,\s(?:[0-9]{2}|then|who|convicted|accused|charged|a\s|an\s)|\s(?:was|had|has|got|received|is|guilty|to|be|of|at|for|from)\b)"
)


def find_accused(sentence: str) -> tuple[str, ...]:
    """Labels of accused people in a Korean sentence, in order, each once."""
    sentence = _plain(sentence)
    found: dict[str, None] = {}
    for match in _KO_ACCUSED.finditer(sentence):
        particle, tail = match["p"], sentence[match.end() : match.end() + 80]
        if _KO_VICTIM_BEFORE.search(sentence[max(0, match.start() - 16) : match.start()]):
            continue
        if particle is None or (particle in "을를의와과," and _KO_VICTIM_VERB.match(tail)):
            continue
        if _KO_CLEARED_OF_IT.match(tail):
            continue
        if particle in ("을", "를") and _KO_LISTED_WITH_CHARGES.match(tail):
            found.update(dict.fromkeys(_joined_before(sentence, match.start())))
            found.setdefault(match["person"][0])
            continue
        if particle in ("은", "는", "도") or _is_object_of_justice(tail, particle):
            found.update(dict.fromkeys(_listed_before(sentence, match.start())))
            found.setdefault(match["person"][0])
    for label in re.findall(r"피고인\s([A-Z])(?![A-Za-z])", sentence):
        found.setdefault(label)
    return tuple(found)


_KO_LISTED = re.compile(rf"(?<![A-Za-z])(?:[A-Z]\s?{_AGE}(?:,|·)\s?)+$")


_KO_LISTED_WITH_CHARGES = re.compile(
    rf",\s[^.]{{0,60}}?혐의로\s(?:[가-힣]{{1,8}}\s){{0,2}}[A-Z]\s?{_AGE}\s?{TITLE}{_AGE}(?:를|을)\s[^.]{{0,24}}?(?:송치|입건|구속|기소|검거|체포|넘겼|넘긴)"
)
"""`교사 A씨와 B씨를, 관리를 소홀히 한 혐의로 원장 C씨를 송치했다`: objects of one verb, each with its charge."""
_KO_JOINED_BEFORE = re.compile(rf"(?<![A-Za-z])(?P<one>[A-Z])\s?{_AGE}\s?{TITLE}{_AGE}(?:와|과)\s$")


def _joined_before(sentence: str, position: int) -> list[str]:
    joined = _KO_JOINED_BEFORE.search(sentence[max(0, position - 40) : position])
    return [joined["one"]] if joined else []


def _listed_before(sentence: str, position: int) -> list[str]:
    """`B(32), C(28)씨에게`: labels without a title that stand before the one with it."""
    listed = _KO_LISTED.search(sentence[max(0, position - 60) : position])
    if listed is None or _KO_VICTIM_BEFORE.search(sentence[: max(0, position - len(listed[0]))]):
        return []
    return re.findall(r"[A-Z]", listed[0])


def _is_object_of_justice(tail: str, particle: str) -> bool:
    """Whether police or court act on the person, and not a deed that the charge tells (`B양에게 … 한 혐의로`)."""
    found = _KO_AFTER_ACCUSED.match(tail)
    if found and particle in ("을", "를") and _KO_HELD_FOR.match(tail):
        return True
    return found is not None and not re.search(
        r"한\s혐의|하게\s한|혐의로\s(?:기소|구속|재판)", found[0] + tail[found.end() : found.end() + 4]
    )


def tells_single(sentence: str, language: Language) -> bool:
    """Whether the sentence speaks of one accused person without a label."""
    if language == "ko":
        return bool(_KO_SINGLE.search(sentence))
    return bool(
        _EN_SINGLE.search(sentence) or _EN_NAMED.search(sentence) or count_participants(sentence) == 1
    )


def find_n_defendants(sentence: str, language: Language) -> int | None:
    """The number of accused people that the sentence states; None where it states none."""
    if language == "ko":
        return _korean_number(_plain(_JURORS.sub("", sentence) if "배심원" in sentence else sentence))
    return _english_number(sentence)


def find_n_others(sentence: str) -> int | None:
    """How many people a Korean sentence without labels adds to those told before (`공범 4명은 불구속 송치했다`)."""
    sentence = _plain(sentence)
    fled = _KO_FLED.search(sentence)
    if fled and not _KO_ACCUSED.search(sentence):
        return parse_integer(fled["n"])
    kin = _KO_TWO_OF_HIS.search(sentence)
    if kin:
        return 2
    if _KO_COMPANY_TOO.search(sentence) and not _KO_ACCUSED.search(sentence):
        return 1
    apart = _KO_APART.match(sentence)
    if apart:
        return parse_integer(apart["n"])
    also = _KO_ALSO.search(sentence)
    if also and not _KO_ACCUSED.search(sentence):
        return parse_integer(also["n"])
    first = _KO_OTHERS.search(sentence)
    if first is None or _KO_ACCUSED.search(sentence) or _KO_OF_A_WHOLE.search(sentence):
        return None
    further = _KO_FURTHER.finditer(sentence, first.end())
    return parse_integer(first["n"]) + sum(parse_integer(match["n"]) for match in further)


_STATUTE_IN_BRACKETS = re.compile(r"(?<=혐의)\([^)]{1,60}\)")


def _plain(sentence: str) -> str:
    """Without the statute that stands in brackets after 혐의 (`추행한 혐의(강제추행)로`); 에겐 written out."""
    sentence = sentence.replace("에겐 ", "에게 ")
    return _STATUTE_IN_BRACKETS.sub("", sentence) if "혐의(" in sentence else sentence


_JURORS = re.compile(r"배심원[^.]{0,60}?(?:의견|평결|만장일치)")
_KO_TWO_OF_HIS = re.compile(
    r"(?:씨|군|양)의\s[가-힣]{1,5}(?:와|과)\s[가-힣]{1,5}(?:에게는?|은|는|도)\s(?:각각|나란히)\s[^.]{0,20}(?:징역|벌금|금고)"
)
"""`S씨의 동생과 친구에게는 각각 벌금 200만원과`."""
_KO_COMPANY_TOO = re.compile(
    r"(?:법인|회사|업체)(?:은|는|도|에는?|에도|에게는?)\s[^.]{0,16}(?:벌금|무죄|추징)"
)
_KO_OTHERS = re.compile(
    rf"(?:공범(?:인\s[가-힣]{{2,6}})?|나머지(?:\s[가-힣]{{2,6}})?|(?:[가-힣]{{1,8}}\s)?(?:상담원|직원|가담자|투약자|구매자|회원|친구|동료|교사|간부|[가-힣]{{1,3}}책|중개사|동창|후배|선배)|함께\s[^.,0-9]{{2,24}}|(?:도운|가담한|공모한|의뢰한|구매한|지켜본|[가-힣]+만\s한|망을\s본)(?:\s[가-힣0-9]{{1,6}})?|(?:[가-힣]+한|[가-힣]+은|[가-힣]+된|[가-힣]+던)(?:\s[가-힣0-9]{{1,6}})?(?=\s[0-9]{{1,4}}\s?명도))\s(?P<n>{_N})\s?명(?:은|도|에게는?|에게도|에\s?대해서?는?|에\s?대해서도)\s"
    rf"(?=[^.]{{0,40}}(?:{_JUSTICE}))"
)
_KO_FLED = re.compile(
    rf"(?:달아난|도주한|도피한|잠적한)\s(?:[가-힣]{{2,6}}\s)?(?P<n>{_N})\s?명(?:을|도|의\s(?:뒤|행방|소재)를)\s(?:[가-힣]+\s)?(?:쫓|추적)"
)
_KO_APART = re.compile(
    rf"(?:이\s?외(?:에)?|이\s밖에|이들\s외에?|그\s외)\s(?:[가-힣]{{1,8}}\s){{0,5}}?(?P<n>{_N})\s?명(?:은|을|도|에\s대해서는)\s[^.]{{0,40}}?(?:{_JUSTICE})"
)
"""`이외 조직원과 참여자 등 279명은 불구속 상태로 검찰에 넘겼다`."""
_KO_ALSO = re.compile(
    rf"^(?:경찰은\s)?(?:또|아울러|이와\s함께)\s(?:[^.]{{0,40}}?[^0-9.])?(?P<n>{_N})\s?명을\s[^.]{{0,24}}?(?:입건|구속|송치|체포|검거|기소)"
)
"""`또 영상을 공유한 8명을 같은 혐의로 입건`."""
_KO_FURTHER = re.compile(
    rf",\s[^.,0-9]{{0,20}}?(?P<n>{_N})\s?명(?:은|도|에게는?)\s(?=[^.,]{{0,24}}(?:{_JUSTICE}))"
)
_KO_OF_A_WHOLE = re.compile(r"(?:중|가운데|모두|총)\s|\s등\s?[0-9]")


def _korean_number(sentence: str) -> int | None:
    """The people whom a Korean sentence tells of as accused, by the first of these ways that gives a number."""
    ways = (
        _stated_whole,
        _of_labelled_groups,
        _of_group_beside_a_person,
        _of_two_parties,
        _of_group_alone,
    )
    return next((number for way in ways if (number := way(sentence)) is not None), None)


def _stated_whole(sentence: str) -> int | None:
    """The number that the sentence itself gives for all: everyone, in all, a named person and a group."""
    everyone = _KO_EVERYONE.search(sentence)
    if everyone:
        return parse_integer(everyone["n"])
    summed = _KO_SUM_HANDLED.search(sentence) if "등 " in sentence else None
    if summed is not None:
        return parse_integer(summed["n"])
    first = _KO_CAUGHT_OF_WHOM.search(sentence) if "명을" in sentence else None
    if first is not None and parse_integer(first["n"]) >= parse_integer(first["m"]):
        return parse_integer(first["n"])
    in_all = _KO_IN_ALL.search(sentence) if "명 등" in sentence else None
    if in_all and parse_integer(in_all["n"]) > parse_integer(in_all["others"]):
        return parse_integer(in_all["n"])
    beside = _KO_WITH.search(sentence)
    if beside and not _KO_HARMED.match(sentence, beside.end() - 2):
        return _n_labels(beside["names"]) + parse_integer(beside["n"])
    whole = _KO_WHOLE.search(sentence)
    if whole and (
        _KO_LABELLED.search(sentence, whole.end()) or re.match("일당|공범|조직원", whole[0]) is not None
    ):
        return parse_integer(whole["n"])
    return None


def _of_labelled_groups(sentence: str) -> int | None:
    """`A씨 등 5명` and what stands beside such groups; None where there is none with an act of justice."""
    labelled = [
        match
        for match in _KO_LABELLED.finditer(sentence)
        if re.match(rf"[^.]{{0,70}}?(?:{_JUSTICE})", sentence[match.end() :])
    ]
    if not labelled:
        return None
    alone = _alone_before(sentence[: labelled[0].start()])
    rest = _KO_AND_REST.search(sentence, labelled[-1].end())
    if rest and re.search(r"(?:이|이들)\s(?:중|가운데)", sentence[labelled[-1].end() : rest.start()]):
        rest = None
    if len(labelled) == 2 and _IN_THE_COURSE.match(sentence, labelled[0].end()):
        return max(parse_integer(match["n"]) for match in labelled)
    is_whole = re.search(r"일당|조직원|이들", labelled[0][0])
    if is_whole and re.search(
        r"(?:이|이들)\s?(?:중|가운데)\s|^을\s(?:붙잡아|검거해|적발해|입건해)\s",
        sentence[labelled[0].end() :],
    ):
        return parse_integer(labelled[0]["n"])
    if len(labelled) == 1 and _is_split_up(sentence[labelled[0].end() :], parse_integer(labelled[0]["n"])):
        return parse_integer(labelled[0]["n"])
    is_listed = not re.match(r"(?:의|에\s대한|\s중|\s가운데)\s", sentence[labelled[-1].end() :])
    left = _KO_LEFT.search(sentence, labelled[-1].end()) if is_listed and not is_whole else None
    others = _n_rest(rest) if rest else parse_integer(left["n"]) if left else 0
    later = 0 if rest or left or is_whole else _alone_after(sentence[labelled[-1].end() :])
    return alone + others + later + sum(parse_integer(match["n"]) for match in labelled)


_IN_THE_COURSE = re.compile(r"[을를]\s(?:[가-힣]{1,6}\s)?(?:검거|체포|구속|송환)하는\s등,?\s")
"""`해외 조직원 6명을 검거하는 등 조직원 11명을 검거해`: the first are among the second."""
_CAUGHT_FIRST = re.compile(
    r"(?:\([^)]{1,16}\))?을\s(?:모두\s)?(?:(?:붙잡아|검거해|적발해|입건해|체포해)|(?:검거|적발|입건|체포)(?:했으며|했고)?,)\s"
)
_PART = re.compile(rf"(?P<n>{_N})\s?명(?:은|을|에\s대해)\s")


def _is_split_up(tail: str, whole: int) -> bool:
    """`A군 등 3명을 붙잡아 2명을 구속하고 1명을 불구속 입건했다`: the groups that follow are parts of the first."""
    parts = [parse_integer(part["n"]) for part in _PART.finditer(tail)]
    return _CAUGHT_FIRST.match(tail) is not None and bool(parts) and sum(parts) <= whole


def _of_group_beside_a_person(sentence: str) -> int | None:
    """A group told beside an accused person who stands before it."""
    plus = _KO_PLUS.search(sentence)
    head = sentence[: plus.start()] if plus else ""
    if plus and (_KO_ACCUSED.search(head) or ("주범" in head and not re.search(r"[을이]$", plus[0]))):
        return max(1, len(find_accused(head))) + parse_integer(plus["n"])
    rest = _KO_AND_REST.search(sentence)
    if rest and (alone := _alone_before(sentence[: rest.end()])):
        return alone + _n_rest(rest)
    return None


_KIN = (
    r"아내|남편|부인|배우자|전처|전남편|아들|딸|어머니|아버지|모친|부친|(?:친)?형|(?:남|여|친)?동생|누나|언니|오빠|사촌|장모|사위|며느리|조카|"
    r"여자친구|남자친구|여친|남친|동거녀|동거남|동거인|애인|연인|내연녀|내연남|지인|친구|후배|선배|동료|공범"
)
_KO_AND_KIN = re.compile(
    rf"(?<![가-힣])[가-힣]{{2,8}}(?:와|과)\s(?:그의?\s|자신의\s)(?:{_KIN})(?:에게는?|이|가|은|는)\s(?![^.]{{0,50}}[한던]\s혐의)(?=[^.]{{0,50}}(?:{_JUSTICE}))"
)
"""`업주와 그의 아들이 나란히 검찰에 넘겨졌다`."""
_PERSON_OR_GROUP = (
    rf"(?:{_LABEL}|[1-9]0대(?:\s(?:초반|중반|후반))?\s[A-Z]\s?(?:씨|군|양)|"
    rf"[1-9]0대(?:\s(?!등|이상|이하)[가-힣]{{1,6}}){{0,2}}?|(?:[가-힣]{{2,7}}\s)?(?:{_N})\s?명)"
)
_KO_PARTIES = re.compile(
    rf"(?<![A-Za-z가-힣])(?P<one>{_PERSON_OR_GROUP})(?:와|과)\s(?P<two>(?:(?!피해|등\s)[가-힣]{{1,6}}\s){{0,4}}?{_PERSON_OR_GROUP}|(?:그의?\s|자신의\s)?(?:{_KIN}))"
    rf"(?:에게는?|이|가|은|는|을|를|도|에\s대해)\s(?![^.]{{0,50}}[한던]\s혐의)(?=[^.]{{0,50}}(?:{_JUSTICE}))"
)
"""`A씨와 그의 아내를`, `50대 남성과 40대 여성에게`, `한국인 2명과 중국인 1명을`: one party and another."""
_KO_KIN_TOO = re.compile(rf"(?<=[씨군양])의\s(?:{_KIN})에게는?\s[^.]{{0,16}}(?:징역|벌금|금고|무죄)")
"""`A씨에게 징역 3년을, A씨의 아내에게 징역 1년을`."""
_KO_BESIDES = re.compile(rf"(?P<names>{_JOINED_LABELS})\s외(?:에)?\s(?:[가-힣]{{2,6}}\s)?(?P<n>{_N})\s?명")


def _of_two_parties(sentence: str) -> int | None:
    """The sum of two parties joined by 와 or 과, and of a person and the people beside (`A씨 외 4명`)."""
    besides = _KO_BESIDES.search(sentence)
    if besides and not _KO_HARMED.match(sentence, besides.end()):
        return _n_labels(besides["names"]) + parse_integer(besides["n"])
    kin = _KO_KIN_TOO.search(sentence)
    if kin and _KO_ACCUSED.search(sentence, 0, kin.start()):
        return len(find_accused(sentence[: kin.start()])) + 1
    parties = _KO_PARTIES.search(sentence)
    if parties is None or all(re.fullmatch(_LABEL, parties[name]) for name in ("one", "two")):
        return None
    if _KO_VICTIM_BEFORE.search(sentence, 0, parties.start()):
        return None
    return sum(_size(parties[name]) for name in ("one", "two"))


_ONE_LABEL = re.compile(
    r"[A-Z]|[가-힣](?=\s?모)|(?<![가-힣])(?!모)[가-힣](?=\s?(?:\([0-9]{2}[^)]{0,6}\)\s?)?씨)"
)


def _n_labels(names: str) -> int:
    """How many people the labels of a list name (`A씨와 B씨`, `김씨와 이씨`)."""
    return len(set(_ONE_LABEL.findall(names)))


def _size(party: str) -> int:
    """How many people a person or a counted group is."""
    counted = re.search(rf"({_N})\s?명", party)
    return parse_integer(counted[1]) if counted else 1


def _of_group_alone(sentence: str) -> int | None:
    """A group that no person is told beside, people joined by 와 or 과, a partner."""
    two_groups = _KO_CLEARED_AND_OTHERS.search(sentence) or _KO_DETAINED_AND_NOT.search(sentence)
    if two_groups:
        return parse_integer(two_groups["n"]) + parse_integer(two_groups["m"])
    if (beside := _after_sentenced(sentence)) is not None and "각각" in sentence:
        return beside
    groups = (m for m in _KO_GROUP.finditer(sentence) if not _KO_HARMED.match(sentence, m.end()))
    match = next(groups, None) or _KO_OF.search(sentence)
    if match:
        left = _KO_LEFT.search(sentence, match.end())
        is_part = left and re.search(r"(?:중|가운데)\s", sentence[match.end() : left.start()])
        return parse_integer(match["n"]) + (parse_integer(left["n"]) if left and not is_part else 0)
    beside = _after_sentenced(sentence)
    if beside is not None:
        return beside
    joined = [_n_labels(found[0]) for found in _KO_JOINED.finditer(sentence)]
    if joined and max(joined) > 1:
        return max(joined)
    if _KO_COMPANY.search(sentence) and joined:
        return max(joined) + 1
    handled = _handled_group(sentence)
    if handled:
        return parse_integer(handled["n"])
    two_more = _KO_AND_TWO_MORE.search(sentence)
    if two_more is not None:
        return 1 + parse_integer(two_more["n"])
    receivers = {match["who"] for match in _KO_RECEIVER.finditer(sentence)}
    if len(receivers) > 1 and not any(who.endswith(("들", "명", "피고인")) for who in receivers):
        return len(receivers)
    if _KO_AND_KIN.search(sentence):
        return 2
    partner = _KO_PARTNER.search(sentence)
    if partner and (
        not partner.start() or _KO_ACCUSED.search(sentence[: partner.start()]) or "함께" in sentence
    ):
        return 2
    return 2 if _KO_TWO.search(sentence) else None


def _handled_group(sentence: str) -> re.Match[str] | None:
    """The first group that police or court act on, and to whom no deed was done."""
    found = (
        m for m in _KO_HANDLED.finditer(sentence) if not _KO_HARMED.search(sentence, m.end("n"), m.end() + 12)
    )
    return next(found, None)


def _after_sentenced(sentence: str) -> int | None:
    """`A씨는 징역 14년을, B씨와 C씨는 징역 8년을, 상담원 11명은 징역 2∼4년을`: named people, then a group."""
    handled = _handled_group(sentence)
    if handled is None or not _KO_SENTENCED_BESIDE.search(sentence[: handled.start()]):
        return None
    return max(1, len(find_accused(sentence))) + parse_integer(handled["n"])


def _alone_before(head: str) -> int:
    """Accused people told before a group and with an act of their own: `A씨를 구속기소하고 B군 등 5명을 …`."""
    own = re.findall(
        rf"(?<![A-Za-z])({_JOINED_LABELS})(?:을|를|에게|은|는|의\s형량?을)\s[^.]{{0,40}}?(?:{_JUSTICE})", head
    )
    return sum(_n_labels(group) for group in own)


def _alone_after(tail: str) -> int:
    """Accused people told after a group, with a sentence of their own: `…, C씨는 벌금 500만원을 선고받았다`."""
    own = re.findall(
        rf"(?:,|고|며)\s(?![^.]{{0,12}}(?:중|가운데)\s)({_LABEL})(?:에게[는만]?|는|은)\s(?:각각\s)?(?:징역|벌금|금고|무죄|무기징역)",
        tail,
    )
    beside = re.findall(
        rf"(?:,|고|며)\s(?![^.]{{0,24}}(?:중|가운데)\s)[^.,]{{0,24}}?({_LABEL})"
        r"(?:도\s[^.]{0,40}?(?:재판에\s넘|기소|송치|입건|구속)|(?:은|는)\s[^.,]{0,12}?(?:가정법원|소년부)(?:에|으?로)\s(?:송치|넘))",
        tail,
    )
    return len(own) + len(beside)


def _n_rest(rest: re.Match[str]) -> int:
    """`공동 운영자 2명과 광고주 4명을`: both groups."""
    return parse_integer(rest["n"]) + (parse_integer(rest["m"]) if rest["m"] else 0)


_EN_ORDINAL = re.compile(
    r"\b(?:a|the)\s(?P<o>third|fourth|fifth|sixth)(?=\s(?:man|woman|accomplice|defendant|suspect|person|student|boy|teen\w*|member)\b|,\s(?:who|whose|aged)\b|,\s(?-i:[A-Z])|\s(?:was|got|received)\b)",
    re.IGNORECASE,
)
_EN_AND_ONE = re.compile(
    r"[^.;,]{0,30}?\sand\s(?:a|an|one|their)\s(?:[\w-]+\s){0,2}?(?:man|woman|teen\w*|boy|student|accomplice|leader|ringleader|boss|friend|colleague)\b[^.;,]{0,20}\s(?:were|have)\b",
    re.IGNORECASE,
)
_EN_PLUS_OTHERS = re.compile(
    rf"(?P<names>(?:[A-Z][a-z]+(?:,\s[0-9]{{2}})?,\s)*)\b(?P<last>[A-Za-z][\w-]*)(?:,\s[0-9]{{2}},)?,?\s(?:and|(?:along|together)\swith)\s"
    rf"(?P<n>{_EN_N}|another)\s(?:others?\b|(?:other|more)\s(?:people|men|women|suspects|defendants|students)\b)(?!\s(?:victims|girls))"
)
_EN_AND_OF_OTHER_SEX = re.compile(
    rf"\s(?:in\stheir\s\w+\s)?and\s(?P<n>an?|one|{_EN_N})\s(?:[\w-]+\s){{0,2}}?(?:man|men|wom[ae]n|boys?|girls?)\b"
)
_EN_NAMES = re.compile(
    r"(?<![OoIi]n\s)(?<![Aa]t\s)(?<!of\s)\b(?:[A-Z][a-z]+(?:,\s[0-9]{2})?,\s)+[A-Z][a-z]+(?:,\s[0-9]{2})?,?\sand\s"
    r"[A-Z][a-z]+(?:,\s[0-9]{2},)?\s(?:were|got|received|each)\b"
)
_EN_SUBJECTS = re.compile(
    r"\b([A-Z][a-z]+)(?=,\sthe\s\w+,\s(?:was|got|received)|\s(?:and\s[A-Z]\w+|was|were|each|got|received)\b)"
)
_EN_ORDINALS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6}


_EN_DEED = re.compile(
    r"\b(?!(?:sentenc|arrest|indict|book|jail|fin|detain|includ|involv|be|accus|charg|referr|apprehend|catch|convict|acquitt|imprison|exclud|follow|say|after|investigat|question|track|hunt|prob|interrogat|seek|pursu|summon|grill|monitor|bring)ing\b)"
    r"[a-z]{2,}ing\s(?:at\sleast\s|more\sthan\s|about\s|some\s|the\s|another\s)?$",
    re.IGNORECASE,
)
"""`accused of filming 15 women`: a gerund of a deed before those to whom it was done."""


def _is_harmed(sentence: str, start: int) -> bool:
    """Whether the people named from `start` on are the object of a deed."""
    head = sentence[max(0, start - 40) : start]
    return bool(_EN_VICTIMS.search(head) or _EN_DEED.search(head))


_EN_CLAUSE_OF_A_YEAR = re.compile(
    r";[^;]*\b(?:last\syear|this\syear|in\s(?:19|20)[0-9]{2})\b[^;]*", re.IGNORECASE
)
"""`police arrested 16 others; 573 teenagers were apprehended last year`: the second number is of no case."""


def _english_number(sentence: str) -> int | None:
    sentence = _EN_CLAUSE_OF_A_YEAR.sub("", sentence) if ";" in sentence else sentence
    last = _EN_ORDINAL.search(sentence)
    counted = _english_counted(sentence) or 0
    acted_on = count_participants(sentence)
    number = max(counted, acted_on if acted_on > 1 else 0, _EN_ORDINALS[last["o"].lower()] if last else 0)
    return number or None


def _number_of_other_sex(sentence: str, start: int) -> int:
    """`indicted three men and a woman`: those named after the first group."""
    match = _EN_AND_OF_OTHER_SEX.match(sentence, start)
    if match is None:
        return 0
    return 1 if match["n"] in ("a", "an", "one") else spelled_count(match["n"])


_EN_REST = re.compile(
    rf"\b(?:the|his|her)\s(?:remaining|other)\s(?P<n>{_EN_N})\b(?!\s(?:victims|girls|counts|charges|years|months|cases))",
    re.IGNORECASE,
)


_EN_ALL_TOLD = re.compile(
    r"(?P<two>\bthe\sfirst\s(?:defendant|man|suspect|accused)\b[^.;]{3,90}\bthe\ssecond(?=[.,;]|\s(?:was|got|received|defendant|man)\b))"
    r"|(?P<three>\btwo\sof\sthem\b[^.;]{3,90}\bthe\sthird(?=[.,;]|\s(?:was|got|received)\b))"
    rf"|\b(?:{_EN_N}|one)\sof\sthe\s(?P<n>{_EN_N})\saccomplices\b",
    re.IGNORECASE,
)
"""`sentenced the first defendant to four years and acquitted the second`: the whole group, told one by one."""


def _number_with_rest(sentence: str) -> int | None:
    """`the ringleader got nine years, while the remaining three members received two`: one person and the rest."""
    rest = _EN_REST.search(sentence)
    head = sentence[: rest.start()] if rest else ""
    is_one = bool(_EN_SINGLE.search(head) or _EN_NAMED.search(head))
    if rest is None or not is_one or _EN_GROUP.search(head) or re.search(rf"\b(?:{_EN_N})\sof\b", head, re.I):
        return None
    return 1 + spelled_count(rest["n"])


_EN_ACCOMPLICE_ALONE = re.compile(
    r"(?:An?|The)\s(?:[\w-]+\s){0,2}(?:accomplice|co-conspirator|subordinate)\s(?:in|of|who|to)\s[^.;]{3,120}?\s(?:received|got|was|has\sbeen|gets)\s"
    r"|(?:The\s)?[Pp]rosecut(?:ion|ors)\s[^.;]{0,30}?\bappeal(?:ed)?\s[^.;]{0,60}?\bsentenced\san?\s(?:\w+\s)?accomplice\b"
)
"""`An accomplice in the case received five years`: one person, whoever the others are."""


def _english_counted(sentence: str) -> int | None:
    whole = _EN_ALL_TOLD.search(sentence)
    if whole:
        return 2 if whole["two"] else 3 if whole["three"] else spelled_count(whole["n"])
    with_rest = _number_with_rest(sentence)
    if with_rest is not None:
        return with_rest
    others = _EN_OTHERS.search(sentence)
    if others and (
        (not others["n"] and others[0].endswith("s"))
        or _is_harmed(sentence, others.end() - len(others[0].lstrip()))
    ):
        others = None
    if others and _EN_ACCOMPLICE_ALONE.match(sentence):
        others = None
    if others and (
        others["n"]
        or re.search(
            r"\b(?:a|an|his|her|and|with|while)\b", others[0] + sentence[: others.start()], re.IGNORECASE
        )
    ):
        return 1 + (spelled_count(others["n"]) if others["n"] else 1)
    plus = _EN_PLUS_OTHERS.search(sentence)
    if plus and not _EN_AND_SOME_MORE.search(sentence) and not _is_harmed(sentence, plus.start()):
        named = len(re.findall(r"[A-Z][a-z]+,", plus["names"])) + 1
        return named + (1 if plus["n"] == "another" else spelled_count(plus["n"]))
    handled = (
        _EN_HANDLED.search(sentence) or _EN_PEOPLE.search(sentence) or _EN_GIVEN_TO_SOME.search(sentence)
    )
    and_booked = _EN_ONE_AND_BOOKED.search(sentence)
    if and_booked:
        return 1 + spelled_count(and_booked["n"])
    more = _EN_HEADING_AND_MORE.match(sentence)
    if more:
        return 1 + spelled_count(more["n"])
    both = _EN_TWO_GROUPS.search(sentence) or _EN_HELD_AND_NOT.search(sentence)
    if both:
        return spelled_count(both["n"]) + spelled_count(both["m"])
    if handled and not _EN_DEED.search(sentence, 0, handled.start()):
        number = next(n for n in (handled.groupdict().get(name) for name in "nmkh") if n)
        return spelled_count(number) + _number_of_other_sex(sentence, handled.end())
    for match in _EN_GROUP.finditer(sentence):
        if not _is_harmed(sentence, match.start()):
            more = _EN_AND_SOME_MORE.match(sentence, match.end())
            beside = spelled_count(more["n"]) if more else bool(_EN_AND_ONE.match(sentence, match.end()))
            return spelled_count(match["n"]) + beside
    friends = _EN_AND_HIS.search(sentence)
    if friends and not _is_harmed(sentence, friends.start()):
        return 1 + spelled_count(friends["n"])
    names = _EN_NAMES.search(sentence)
    if names:
        return len(re.findall(r"[A-Z][a-z]+", names[0]))
    if not _EN_PAIR.search(sentence):
        given = set(_EN_GIVEN_TO.findall(sentence))
        return len(given) if len(given) > 1 else None
    return max(2, len(set(_EN_SUBJECTS.findall(sentence)))) if "while" in sentence else 2
