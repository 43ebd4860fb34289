"""Reads one Korean sentence: whose act each penalty is (demanded, imposed, quoted from below, or none).

Korean puts the verb last: a penalty belongs to the first act after it. A relative clause (`1심에서 징역 3년을 선고받은
A씨에게 …`) is closed by its verb, and an instance named in it does not reach the rest of the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from extraction.korean_dates import find_dates
from extraction.korean_numbers import TERM, parse_term
from extraction.news.courts import CourtMention, find_courts, is_destination
from extraction.news.deeds_ko import touched_by_deeds, without_touched
from extraction.news.defendants import find_accused, find_n_defendants, find_n_others, tells_single
from extraction.news.penalties_ko import find_penalties
from extraction.news.people import find_ages, find_labels, find_n_victims
from extraction.news.readings import (
    Act,
    AgeHit,
    Mention,
    OutcomeHit,
    ResolvedPenalty,
    SentenceReading,
    StageHit,
    SupervisionHit,
    TermChange,
)
from extraction.news.sentences import Sentence
from extraction.news.vocabulary import CueHit, find_cues

LOWER = -1
"""The instance called 원심: the one below whichever court is speaking."""

_RELEVANT = re.compile(
    r"액수|신상|취업|감호|자격정지|전자장치|전자발찌|검찰|사회봉사|수강|이수|추징|몰수|처분|징역|금고|벌금|구형|선고|유예|무죄|유죄|혐의|구속|검거|입건|송치|기소|체포|항소|상고|보호관찰|"
    r"보호처분|실형|기각|면소|"
    r"[심법]|형량|감형|재판|붙잡|[0-9][세살대]|\([0-9]{2}|[A-Z]\s?(?:씨|군|양)|소년|피해자|명"
)
_COURT_WORD = re.compile(
    r"액수|징역|금고|벌금|구형|선고|유예|무죄|유죄|항소|상고|확정|판결|보호관찰|처분|소년|실형|형량|"
    r"감형|중형|기각|면소|면제|"
    r"환송|취업|추징|몰수|전자|사형|무기|구류|과료|시간|신상|[12]심|원심|법원|[지고]법|처했|명령|년을|년형"
)
_ADNOMINAL = re.compile(r"(?:한|받은|된|했던|됐던|받았던|하던|던|\s?받은)\s")
_LOWER_NOUN = re.compile(
    r"(?:한|된|했던|됐던|받은|던)\s(?:(?P<lower>원심)|(?P<first>제?1심|하급심)|(?P<appeal>2심|항소심))"
)
_LOWER_CHAIN = re.compile(
    r"(?:하고|하면서|하며),?\s[^.\"”]{0,90}?(?:추징|몰수|명령|명|부과|제한)한\s(?:(?P<lower>원심)|(?P<first>제?1심|하급심)|(?P<appeal>2심|항소심))(?:의|을|과|\s)"
)
"""`징역 4년을 선고하고 5억원을 추징한 1심 판단이 옳다며`: the whole chain describes the judgment below."""
_LOWER_NEXT = re.compile(r"\s(?:(?P<lower>원심)|(?P<first>제?1심|하급심)|(?P<appeal>2심|항소심))")
_STATUTORY_AFTER = re.compile(r"\s?(?:형)?(?:의)?\s?(?:이하|이상|미만|까지\s|초과|에서\s?최(?:대|고))")
_STATUTORY_BEFORE = re.compile(
    r"(?:최대|최고|최장|최소|법정\s?최고형(?:인|은|이)?|법정형[은이]?|상한[은이]?|하한[은이]?|(?:이하|이상|미만)의|"
    r"(?:양형기준|권고형|권고\s?형량|기준|권고|기본|가중|감경|처단형)(?:상|의|은|이)?\s?(?:영역|범위|"
    r"형)?(?:은|는|인|상)?)\s?$"
)
_DEMANDED_BEFORE = re.compile(
    r"구형(?:\s의견으로)?(?:량)?(?:한|했던|된|은|이|량은|량이|량인|인|의|한\s형은|받은|"
    r"\()?\s?(?:형량?(?:은|인)\s?)?$|(?:검찰|검사|특검)이\s(?:재판부에\s|앞서\s)?(?:요청|요구|청구)한\s$"
)
_RAISED_DEMAND = re.compile(
    r"구형(?:량)?(?:을|은|이)\s(?:[가-힣]+\s)?(?:(?:징역|벌금|금고)\s?[^.,]{1,12}에서\s)?$"
)
_LIKE_DEMANDED = re.compile(r"구형(?:량)?(?:\s?대로|과\s?(?:같은|동일한|똑같은)|\s?그대로)\s?(?:인\s)?$")
_BELOW_BEFORE = re.compile(
    r"(?:(?P<lower>원심)|(?P<first>제?1심)|(?P<appeal>2심|항소심))(?:의|이|에서|\s재판부의|\s재판부가)?\s?"
    r"(?:(?:선고|내린|선고한|선고받은|받은|형량|형|판결)(?:인|한|은)?\s?){0,2}(?:인|은|\(|:|이던|이었던|"
    r"보다\s\S+)?\s?$"
)
_EARLIER_ONE = re.compile(r"(?:을|를)\s(?:선고)?받(?:았음에도|고도)\s")
_IN_A_YEAR = re.compile(r"[0-9]{4}년[^.,]{0,24}$")
_SUMMARY_THEN_MORE = re.compile(
    r"(?:의|에)?\s?약식명령을\s받(?:고|았|은)[^.]{0,80}(?:또다시|다시|재차|이듬해)"
)
"""`2017년 벌금 300만원의 약식명령을 받고, 이듬해 또다시 징역 6개월을 선고받았음에도`: earlier cases."""
_OF_PEOPLE_COUNTED = re.compile(
    r"(?:형)?(?:이|을|를|가)\s(?:확정된|선고된|선고받은|받은)\s(?:사람|인원|피고인|사건|비율|사례|수형자|경우)(?:은|는|이|가|의\s비율은)\s(?:모두\s|총\s|전체의\s)?[0-9]"
)
"""`사형이 확정된 사람은 2명이다`."""
_INSTEAD_OF_BELOW = re.compile(
    r"(?:형)?(?:의|인|을\s선고한)\s(?:(?P<lower>원심)|(?P<first>제?1심)|(?P<appeal>2심|항소심))(?:\s?(?:형|형량|판결|선고))?\s대신\s"
)
"""`징역 1년 4개월의 원심 대신 징역 1년을 선고했다`."""
_CHANGED_INTO = re.compile(
    r"\s대신\s(?:그\s)?(?:기간을\s)?[0-9]{1,2}년(?:간)?(?:으로|을)|"
    r"(?:의\s(?:[가-힣·]{1,8}\s){0,3}(?:이수|수강|봉사|교육|강의|제한|부착|공개|고지|명령))?(?:을|를|만|은|도)\s(?:징역|벌금|금고|[0-9])[^.,]{1,20}(?:으로|로)\s(?:각각\s|무겁게\s|가볍게\s)?(?:감형|감경|낮|줄|높|늘|올|가중|변경|단축|연장|고쳐|바꿔|바꿨)"
)
_NAMED_AFTER = re.compile(
    r"(?:의|이라는|형의)\s(?:(?P<lower>원심)|(?P<first>제?1심)|(?P<appeal>2심|항소심))\s(?:선고|판결|형|결과)(?:에|을|를|이)"
)
_LIKE_BELOW = re.compile(r"(?:원심|1심)(?:과|의\s형과)\s?(?:같은|동일한|똑같은)\s(?:형량?인\s)?$")
_UNLIKE_OTHERS = re.compile(
    r"(?:이|을|를)\s(?:확정된|선고받은|선고된|받은)\s[가-힣A-Z]{1,8}\s?(?:씨|들)?(?:과|와)는?\s달리"
)
_IN_RECOMMENDED_RANGE = re.compile(r"\)?(?:[^.\"”]{0,40}\)의|의)\s양형기준(?:의|상)?\s권고")
"""`폭행죄(징역 1년)와 상해죄(징역 2년)의 양형기준 권고 범위`."""
_GUIDELINE = re.compile(r"양형기준(?:에\s따르면|상|은|이\s정한)\s[^.\"”]{0,40}$")
_FROM = re.compile(r"(?:형)?에서\s(?!선고|확정)|(?:형)?(?:으로|로),?\s(?:다시|또다시|이후)\s")
_QUOTING_SENTENCE = re.compile(r"(?:형량?|형은|처벌)(?:은|이|인)?\s?$")
_STATISTIC = re.compile(
    r"(?:올해|지난해|작년|[0-9]{4}년)[^.]{0,40}?[0-9,천백]+\s?(?:여\s?)?명(?:을|이)?\s?(?:검거|입건|"
    r"적발|구속|송치)|(?:집중|특별)\s?단속|단속\s?(?:기간|결과)|"
    r"[0-9]만\s?[0-9천백십]*여?\s?명(?:을|이)\s?(?:검거|입건|적발|구속|송치)|비율|비중|통계|집계|평균|(?:최근|지난)\s?[0-9]+년간|(?:사람|인원|피의자|피고인|사범|이들|가해자|청소년|소년)(?:을|를|의)?\s(?:나이|연령|성별|직업|국적|지역|유형|혐의|죄명)(?:대|대별|별)?(?:로|으로|은|는|을)\s|[0-9]{4}년부터|(?:입건|검거|송치|구속|기소)된\s[가-힣0-9]{2,6}[은는]\s[0-9]{4}년\s[0-9,천만]+\s?명에서|(?:전체|모두|총)\s?[0-9,]+\s?(?:건|"
    r"명)\s?(?:중|가운데)"
    r"|(?:피의자|피고인|가해자|검거\s?인원|사범)\s?(?:중|가운데)(?:[^.]|\.(?=[0-9])){0,40}[0-9]%"
    r"|(?:올해|지난해|작년|상반기|하반기)[^.]{0,30}?(?:피의자|피고인|인원|사범)(?:은|는|이|\s?수는)\s(?:모두\s|총\s)?[0-9,]+\s?명"
    r"|(?:선고율|유예율|실형률|무죄율|기소율)[은는이가]|[0-9]%\s?\([0-9]|[0-9]\s?명\s?\([0-9.]+%|(?:가장\s많은|가장\s많이)\s[^.]{3,60}(?:[0-9]명\)|순으로|순이[다었]|뒤를\s이)|(?:피의자|피고인|가해자|사범|범인)의\s(?:절반|과반|[0-9.]+%|상당수|대부분)|현황\s?자료['’”]?에\s?따르면|(?:사범|피의자|범죄자|소년|가해자|[1-9]0대|인원|사람|학생)(?:이|가|은|는)\s(?:19|20)[0-9]{2}년\s[0-9][0-9,천만백]*여?\s?명에서\s|[0-9]{4}\s?[~∼-]\s?[0-9]{4}년\s|이들은\s[0-9,]+\s?명"
    r"|[두세네]\s?명\s(?:중|가운데)\s한\s?명(?:은|이|꼴)[^.]{0,40}(?:나타났|조사됐|집계됐|파악됐|인\s셈)"
    r"|[0-9,]{2,}(?:[만천][0-9,천백]*)?여?\s?(?:건|명)\s?(?:중|가운데)|(?:신고|피해|사건|발생)(?:가|는|건수는|\s건수는)?\s(?:모두\s|총\s)?[0-9][0-9,천만백]*여?\s?건(?:이|을)?\s(?:접수|발생|집계)|[0-9]\s?명\([1-9]0대\s[0-9]+명\)|[0-9]\s?명\s(?:중|가운데)\s[0-9.]+\s?명\s?꼴|(?:연구|설문|실태조사)\s(?:결과|조사)|[0-9]\s?건(?:을|의|에\s대해)?\s(?:처리|선고|심리|판결)(?:해|한|했)|(?:달|개월)(?:간|\s동안)\s[^.]{0,40}단속(?:해|한\s결과|을\s벌여)\s|(?:올해|지난해|작년)\s[^.]{0,24}(?:송치|검거|입건|적발|단속|기소|처리)한\s[가-힣]{2,8}[은는이]\s[0-9]|경찰청에\s?따르면|자료에\s?따르면|[0-9]월까지|"
    r"(?:검거|입건|송치|기소|구속|적발)된\s(?:[가-힣]{2,4}\s)?(?:피의자|피고인|인원|사람|소년|청소년|학생|가해자)(?:는|은|이|만)\s(?:모두\s|총\s)?[0-9][0-9,천만백]+여?\s?명|"
    r"지난해\s?(?:전체|한\s?해)|(?:처분|판결|형|선고)(?:을|를)\s받은\s[가-힣]{2,6}[은는]\s(?:모두\s|총\s)?[0-9,]*[0-9천만백][0-9,천백]*여?\s?명|(?:피의자|피고인|가해자)\s[0-9]\s?명\s?(?:중|가운데)\s[0-9]명[이은]\s(?:10대|촉법소년|미성년자|초범)"
)
_RULE_TALK = re.compile(r"법정형|상한|개정|강화|법안|추진|최대|이하|이상|가능|전망|예상|양형기준|범죄다|검토")
_OTHER_PLEADER = re.compile(r"피해자|유족|변호인|변호사|단체|시민|누리꾼|네티즌|전문가|교수|의원|가족|측은")
_COUNT_IS_SUBJECT = re.compile(
    r"(?<!등\s)(?<!일당\s)(?<!나머지\s)(?<!공범\s)(?<![0-9,])[0-9][0-9,]*\s?(?:명|건)(?:\s?\([^)]{1,12}\))?(?:이|은|는|만)\s(?:[가-힣]{2,6}\s)?$"
)
_COUNTED_PEOPLE = re.compile(
    r"[0-9,]+\s?(?:명|건)\s?(?:중|가운데)[^.]{0,30}[0-9,]+\s?(?:명|건|%)(?:\([^)]*\))?(?:이|가|은|는|"
    r"에서)\s|(?:절반|과반|[0-9.]+%|[0-9가-힣]분의\s?[0-9일]|(?:10|[2-9]|100)명\s(?:중|가운데)\s[0-9]명)\s?(?:가량|정도|쯤|꼴|이상|가까이|넘게)?(?:이|가|은|는|만|로)?\s"
)
_OF_ONE_GROUP = re.compile(r"(?:조직원|일당|공범)\s[0-9]{1,2}명\s(?:중|가운데)\s")
_ONE_GROUP = re.compile(
    r"(?:이|해당|이른바)\s(?:대화?방|방|채널|조직|사이트|카페|일당)|일당\s(?:총\s|모두\s)?[0-9]{1,3}명"
)
_OTHER_CASE = re.compile(
    r"^[\"'“‘(]?(?:한편|또\s?다른|이와\s?별개로|이와\s?별도로|별도의|다른\s?사건|이\s?밖에|"
    r"앞서\s(?:지난|[가-힣]{2,6}(?:지법|고법|지방법원))|이번에\s(?:기소|구속|입건|적발|송치|붙잡))"
)
_CHARGE_LAW = re.compile(
    r"(?P<c>(?<![가-힣])(?:[가-힣·ㆍ]{1,16}\s){0,6}?[가-힣·ㆍ]{0,16}(?:법|법률|특례법|"
    r"보호법)(?:상)?\s?위반\s?(?:\([^)]{1,40}\))?"
    r"(?:\s?(?:및|과|와|·)\s?[가-힣·]{2,16})?)\s?(?:등(?:의)?\s?)?혐의"
)
_CHARGE_IN_BRACKETS = re.compile(
    r"혐의\s?\((?P<c>[가-힣·ㆍ][가-힣·ㆍ\s]{1,38}?)(?:\s등)?\)(?=로|를|와|에|가|의|도|\s등)"
)
"""`돈을 받은 혐의(뇌물수수)로`: the offence named, where its words are those of the deed."""
_CHARGE_MARK = re.compile(
    r"(?:한|하고|했다는|등|등의|등을\s한|받는|린|긴|준|진|은|된|쓴|찍은)?\s?혐의(?=로|를|와|에|가|의|도)"
)
_CHARGE_START = re.compile(
    r"(?:씨를|군을|양을|명을|은|는|이|가|에게|에\s?대해|에서|부터|까지|로|,|경찰은|검찰은)\s"
)
_DEED = re.compile(
    r"살인|강간|강제추행|성폭행|성착취|불법\s?촬영|스토킹|사기|횡령|절도|폭행|상해|협박|음주운전|마약|"
    r"허위영상물|딥페이크|유포|제작|반포|소지"
)


def read_korean_sentence(sentence: Sentence, published: date | None) -> SentenceReading:
    """Everything that the sentence says; nothing where it has no word of a case."""
    text = sentence.text
    if not _RELEVANT.search(text):
        return SentenceReading(sentence=sentence)
    if _OF_THE_STATUTE.search(text) or _OF_EVERY_CHILD.match(text):
        return SentenceReading(sentence=sentence)
    if _COURT_ABROAD.search(text) and not _OF_KOREA.search(text) and not find_courts(text, "ko"):
        return SentenceReading(sentence=sentence, is_abroad=True)
    if not _COURT_WORD.search(text):
        return _read_people(sentence, published)
    if (
        _JUDGED_APART.search(text)
        or _PLOT.search(text)
        or (_IN_A_STORY.search(text) and not _OF_A_COURT.search(text))
        or (_SCHOOL_BOARD.search(text) and not _OF_JUSTICE.search(text))
    ):
        return SentenceReading(sentence=sentence)
    acts = _by_final_verb(text, find_cues(text, "ko", "acts"))
    instances = [
        hit
        for hit in _unquoted(text, find_cues(text, "ko", "instances"))
        if not is_destination(text, hit.end)
    ]
    courts = find_courts(text, "ko")
    outcomes = tuple(_read_outcomes(text, acts, instances))
    touched = touched_by_deeds(text)
    told = without_touched(text, touched)
    return SentenceReading(
        sentence=sentence,
        penalties=_demanded_anew(
            text, [_resolve(text, mention, acts, instances) for mention in find_penalties(text)]
        ),
        outcomes=outcomes,
        stages=tuple(_read_stages(text)),
        courts=tuple(courts),
        instance=_main_instance(instances, _unquoted(text, acts), text, len(text)),
        supervision=_read_supervision(text, acts),
        ages=_read_ages(text, touched),
        labels=find_labels(told, "ko"),
        accused=find_accused(told),
        is_single=tells_single(told, "ko"),
        charge=_read_charge(text),
        court_date=_read_court_date(text, courts, acts, published),
        n_defendants=find_n_defendants(told, "ko"),
        n_others=find_n_others(told),
        n_victims=find_n_victims(text, "ko"),
        is_statistic=_is_statistic(text),
        starts_other_case=bool(_OTHER_CASE.match(text)),
        change=_read_change(text),
    )


_THEN_DEMANDED = re.compile(
    r"(?:을|를)?\s?선고받은\s[^.]{1,50}?(?:에게|에\s대해|을\s상대로|의\s항소심)[^.]{0,60}구형(?:했|하|됐)"
)
"""`1심에서 징역 13년을 선고받은 B씨에게 징역 20년을 구형했다`: a demand on appeal."""


def _demanded_anew(text: str, penalties: list[ResolvedPenalty]) -> tuple[ResolvedPenalty, ...]:
    """The sentence of the first instance is quoted, and the demand is of the second, where one follows on the other."""
    demanded = [p for p in penalties if p.act == "demand"]
    given = [p for p in penalties if p.act == "impose" and p.instance == 1]
    if not demanded or not given or not all(_THEN_DEMANDED.match(text, p.mention.end) for p in given):
        return tuple(penalties)
    return tuple(
        replace(p, act="quoted")
        if p in given
        else replace(p, instance=2)
        if p.act == "demand" and p.instance in (None, 1)
        else p
        for p in penalties
    )


_COURT_ABROAD = re.compile(
    r"(?:미국?|美|일본?|日|중국?|中|영국?|英|프랑스|독일|호주|캐나다|베트남|필리핀|태국|싱가포르|홍콩|대만|러시아|인도네시아|인도|캄보디아|말레이시아|이탈리아|"
    r"스페인|브라질|멕시코|뉴질랜드|네덜란드|스웨덴|터키|튀르키예|이란|뉴욕|런던|파리|도쿄|베이징|상하이|캘리포니아|현지)(?:\s[가-힣]{1,7}(?<![게은는이가을를에로서])){0,2}?\s?"
    r"(?:(?:연방\s?|최고\s?|형사\s?|항소\s?|지방\s?|고등\s?|순회\s?|주\s?|대)*(?:법원|재판소|지법|고법)|(?:현지\s?)?(?:경찰|검찰|수사\s?당국|공안|경시청|당국)(?:이|은|에)\s)|(?<![가-힣])[가-힣]{2,6}\s(?:형사|연방|순회|왕립|크라운|치안|카운티|주)\s?(?:항소\s?)?법원"
)
_OF_KOREA = re.compile(
    r"한국(?!인에게|인\s[가-힣0-9]{2,4}에게|이|에서|보다|과|의)|한인|교민|국내|(?<![A-Za-z])[A-Z]\s?(?:\([^)]{1,10}\)\s?)?(?:씨|군|양)|모\s?씨"
)
"""`일본 도쿄 지방재판소는`: a court abroad tells no case of ours, unless it judges somebody from Korea."""
_IN_A_STORY = re.compile(
    r"^(?:이\s|(?:[가-힣0-9]{1,4}\s){1,3}(?:개봉|방영|방송|공개|출간|상연)(?:하는|되는|된|한|할|될|을\s앞둔)\s)?(?:영화|드라마|소설|웹툰|만화|연극|뮤지컬|게임)(?:\s['\"‘“][^'\"’”]{1,24}['\"’”])?(?:는|은|에서|의\s|\s속)|극\s?중\s|"
    r"(?:영화|드라마|소설|웹툰|만화|연극|뮤지컬|게임)(?:\s['\"‘“][^'\"’”]{1,20}['\"’”])?(?:에서|\s속)\s[^.]{0,80}(?:역할?|배역|연기|주인공|캐릭터|등장)"
)
_PLOT = re.compile(
    r"(?:드라마|영화|소설|웹툰|연극|뮤지컬|다큐멘터리)\s['‘\"“][^'’\"”]{1,24}['’\"”]\s?(?:은|는)\s[^.]{3,160}(?:이야기|내용|줄거리|작품|과정을|그린다|그렸다|다룬다|담았다)|"
    r"(?:재판|법정)\s장면(?:이|을|은|도)\s|(?:드라마|영화|웹툰|연극)\s(?:(?:첫\s?|마지막\s?|[0-9]{1,3})회(?:에서는?|는)|속)\s|장면[이을]\s(?:그려|전파를|방송|방영|나왔|담겼|공개)"
)
"""What a drama tells, whatever court it plays at."""
_OF_A_COURT = re.compile(r"[가-힣](?:[지고]법|지원|지방법원|고등법원|지검)|대법원|검찰은")
"""A film or a play tells no case."""
_SCHOOL_BOARD = re.compile(r"학폭위|학교폭력대책심의위|선도위원회|징계위")
_OF_JUSTICE = re.compile(r"법원|[지고]법|검찰|경찰|선고|구형|기소|송치|입건|구속|혐의|항소")
"""`학폭위는 특별교육 20시간 이수 조치를 내렸다`: a board of a school decides no case."""
_JUDGED_APART = re.compile(
    r"^(?:한편\s)?(?:앞서\s)?공범(?:인|으로\s[^.,]{2,14}된)?\s[A-Z]\s?(?:\([^)]{1,10}\)\s?)?(?:씨|군|양)(?:는|은|에게는)\s"
    r"(?:앞서|이미|먼저|별도로|따로)\s[^.]{0,60}(?:선고받았|확정됐|확정받았)다[.]?$"
)
"""`공범인 O씨는 앞서 징역 2년이 확정됐다`: an accomplice who was tried before."""


_MORE = r"늘|높|올|가중|무거|많|긴|길어"
_LESS = r"줄|깎|낮|감형|감경|가벼|적|짧"
_DIFFERENCE = re.compile(
    rf"(?:(?:형량?|형기)(?:을|이|은|는)\s(?:[가-힣]{{1,4}}\s)?|(?:원심|[12]심)(?:\s?(?:선고)?형량?)?보다\s|(?<![역고예년월]\s)(?<![가-힣0-9→])(?<!→\s)(?=[^.]{{0,14}}(?:감형|감경|깎)))"
    rf"(?P<term>{TERM})(?:을|이|만큼|씩)?\s?(?:더\s)?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))"
    rf"|(?P<added>{TERM})을\s(?:더해|더한|보태|보탠)\s|(?P<taken>{TERM})을\s(?:뺀|빼|덜어|덜어낸)\s"
)
_TIMES = re.compile(
    r"(?:(?:형량?|형기)(?:을|이|은|는)\s|(?:원심|[12]심)(?:\s?(?:선고)?형량?)?(?:의|보다)\s(?:[가-힣]{1,4}\s)?)"
    r"(?:(?P<twice>두\s?배|2배)(?:로|인|나|가\s된|에\s달하는)|(?P<thrice>세\s?배|3배)(?:로|인)|(?P<half>절반)(?:으로|인))"
)


_MAY_CHANGE = re.compile(r"을\s더[해한]|을\s[뺀빼덜]|감형|감경|깎|보다\s|형[량기을이은는]|심의\s")


def _read_change(text: str) -> TermChange | None:
    """`6개월을 감형했다`, `1심보다 2년 늘어난`, `형량이 두 배로 늘었다`: a change told without the other term."""
    if not _MAY_CHANGE.search(text):
        return None
    match = _DIFFERENCE.search(text)
    if match is not None:
        term = match["term"] or match["added"] or match["taken"]
        months = parse_term(term).total_months or 0
        is_more = match["more"] or match["added"]
        return TermChange(months if is_more else -months, Fraction(1), *match.span())
    match = _TIMES.search(text)
    if match is None:
        return None
    times = Fraction(2) if match["twice"] else Fraction(3) if match["thrice"] else Fraction(1, 2)
    return TermChange(0, times, *match.span())


def _is_statistic(text: str) -> bool:
    return bool(_STATISTIC.search(text)) and not find_labels(text, "ko") and not _ONE_GROUP.search(text)


def _by_final_verb(text: str, acts: list[CueHit]) -> list[CueHit]:
    """`징역 15년을 선고하고 취업을 제한해 달라고 요청했다`: a chain of verbs has one mood."""
    settled: list[CueHit] = []
    for hit in reversed(acts):
        later = settled[-1] if settled else None
        if (
            later is not None
            and hit.role == "impose"
            and later.id in ("demand_request", "hypothetical")
            and re.match(r"(?:하고|하며|하면서|해)[,\s]", text[hit.end :])
            and not re.search(r"(?:재판부|법원|[지고]법|검찰)(?:은|는|이|가)\s", text[hit.end : later.start])
        ):
            hit = replace(hit, id=later.id, role=later.role)
        settled.append(hit)
    return settled[::-1]


_QUOTATION = re.compile(r"[\"“][^\"“”]{4,200}[\"”](?=\s?(?:이?라?며|이?라?면서|이?라?고|는|란|등|…))")


def _unquoted(text: str, hits: list[CueHit]) -> list[CueHit]:
    """Hits outside quotations: what a judge is quoted as saying of another court names no speaker."""
    spans = [match.span() for match in _QUOTATION.finditer(text)]
    return [hit for hit in hits if not any(a < hit.start < b for a, b in spans)]


_APPEALED_IN_WORDS = re.compile(
    r"(?:무겁|가볍|과하|과중|부당|지나치|가혹)[^.\"”]{0,8}[\"”](?:(?:이?라?며|이?라?고)\s(?:[가-힣]+\s){0,2}(?:항소|상고)(?:장|했)|고\s(?:주장|호소)했(?:지만|으나)[^.]{0,24}(?:항소|상고)를\s[^.]{0,8}기각)"
)
"""`"징역 7년은 너무 무겁다"며 항소했다`: the sentence that was given."""


def _is_said(text: str, mention: Mention, act: CueHit | None) -> bool:
    """`"벌금이면 끝날 줄 알았다"고 말했지만`: a penalty inside quoted words, with no act there."""
    for match in _QUOTATION.finditer(text):
        start, end = match.span()
        if start < mention.start and mention.end < end:
            if _APPEALED_IN_WORDS.search(text, start, end + 60):
                return False
            inside = act is not None and act.start < end
            if not inside and re.match(r"(?:이?라)?(?:는|던)\s", text[end:]):
                return True
            is_quoted = bool(
                re.match(
                    r"\s?(?:이?라)?고\s(?:말|했|주장|밝혔|적|썼|전|답|호소|토로|항변|설명|비판|지적|덧붙)",
                    text[end:],
                )
            ) and not re.search(r"(?:재판부|법원|판사)[은는]\s", text[:start])
            return not inside and is_quoted
    return False


def _read_people(sentence: Sentence, published: date | None) -> SentenceReading:
    """A sentence without a word of a court: people and what the police did."""
    text = sentence.text
    touched = touched_by_deeds(text)
    told = without_touched(text, touched)
    return SentenceReading(
        sentence=sentence,
        stages=tuple(_read_stages(text)),
        ages=_read_ages(text, touched),
        labels=find_labels(told, "ko"),
        accused=find_accused(told),
        is_single=tells_single(told, "ko"),
        charge=_read_charge(text),
        n_defendants=find_n_defendants(told, "ko"),
        n_others=find_n_others(told),
        n_victims=find_n_victims(text, "ko"),
        is_statistic=_is_statistic(text),
        starts_other_case=bool(_OTHER_CASE.match(text)),
    )


def _read_ages(text: str, touched: list[tuple[int, int]]) -> tuple[AgeHit, ...]:
    """Ages of the sentence; those of people to whom a deed was done are marked."""
    return tuple(
        replace(hit, is_victim=True)
        if any(hit.start < end and start < hit.end for start, end in touched)
        else hit
        for hit in find_ages(text, "ko")
    )


def _is_of_law(text: str, mention: Mention, before: str) -> bool:
    """A penalty of a bill, of the guidelines or of the range they recommend."""
    if re.search(r"(?:법정형|[상하]한)[^.]{0,20}$", before) and re.search(r"개정|입법|법안|상향", text):
        return True
    if _GUIDELINE.search(text[: mention.start]) or _IN_RECOMMENDED_RANGE.match(text, mention.end):
        return True
    return "양형위" in text and not find_labels(text, "ko")


def _by_words_beside(
    text: str, mention: Mention, acts: list[CueHit], label: str | None
) -> ResolvedPenalty | None:
    """What the words right beside a penalty decide alone: a statute, a guideline, a mean, a sentence that was changed."""
    before = text[max(0, mention.start - 40) : mention.start]
    if (act := _of_no_judgment_told(text, mention, before)) is not None:
        return ResolvedPenalty(mention, act, None, label if act == "prior" else None)
    if _RAISED_DEMAND.search(before):
        return ResolvedPenalty(mention, "none" if _FROM.match(text, mention.end) else "demand", None, label)
    given_before = _given_before(text, mention, acts, label)
    if given_before is not None:
        return given_before
    below = _INSTEAD_OF_BELOW.match(text, mention.end)
    if below is not None:
        return ResolvedPenalty(mention, "quoted", _below_instance(below), label)
    if _NOT_A_COURTS.search(before) or re.match(
        r"형?(?:\s같은\s|처럼\s)|(?:\s?선고)?(?:이?나|과|와)\s?다름\s?없", text[mention.end :]
    ):
        return ResolvedPenalty(mention, "none")
    if re.match(r"형?(?:이|가)\s아(?:닌|니라)\s", text[mention.end :]):
        return ResolvedPenalty(mention, "none")
    if re.search(r"평균\s(?:형량|형기|선고형)?(?:은|이)?\s?$", before):
        return ResolvedPenalty(mention, "statistic")
    if re.search(
        r"(?:(?:환송|감형|파기)\s(?:되기\s)?전|원래|당초|종전|기존)(?:의)?\s(?:[12]심\s|항소심\s)?형량?(?:은|인)\s$",
        before,
    ):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    if _IS_DEMAND.match(text, mention.end):
        return ResolvedPenalty(mention, "demand", None, label)
    if re.match(r"형?\s?→\s?[0-9]", text[mention.end :]):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    if mention.rule == "ko_suspension_alone" and re.match(r"\s기간(?:이|중|\s중|에)", text[mention.end :]):
        return ResolvedPenalty(mention, "none")
    if _UNLIKE_OTHERS.match(text, mention.end):
        return ResolvedPenalty(mention, "none")
    if (
        mention.rule == "ko_suspension_alone"
        and mention.item.suspended_months is None
        and _NOT_APPEALED.search(text)
        and re.search(r"집행유예\s?[0-9]", text)
    ):
        return ResolvedPenalty(mention, "none")
    if re.search(r"(?:최고|최저|최대|최소)\s$", before) and _SCALE.search(text):
        return ResolvedPenalty(mention, "impose", None, label)
    is_highest = "최고형인" in before[-8:] and re.match(
        r"(?:을|를)\s(?:선고(?:했|받)|구형)", text[mention.end :]
    )
    if not is_highest and (_STATUTORY_AFTER.match(text, mention.end) or _STATUTORY_BEFORE.search(before)):
        return ResolvedPenalty(mention, "statutory")
    if _KEPT_IN_HEADING.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    is_who = "고법" in text[: mention.start] and _SENTENCED_WHO.match(text, mention.end)
    if is_who or _WHOSE_TERM_CHANGED.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    if _CHANGED_INTO.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    named = _NAMED_AFTER.match(text, mention.end)
    return ResolvedPenalty(mention, "quoted", _below_instance(named), label) if named else None


def _of_no_judgment_told(text: str, mention: Mention, before: str) -> Act | None:
    """The act of a penalty of the law, of a report, of an earlier case, of people counted, or taken by the police."""
    if _is_of_law(text, mention, before):
        return "statutory"
    if _OF_A_REPORT.match(text, mention.end):
        return "none"
    if mention.item.kind in ("forfeiture", "collection") and _BY_THE_POLICE.match(text):
        return "none"
    if _EARLIER_ONE.match(text, mention.end) or (
        _IN_A_YEAR.search(before) and _SUMMARY_THEN_MORE.match(text, mention.end)
    ):
        return "prior"
    return "statistic" if _OF_PEOPLE_COUNTED.match(text, mention.end) else None


def _given_before(
    text: str, mention: Mention, acts: list[CueHit], label: str | None
) -> ResolvedPenalty | None:
    """A penalty that the words beside it give to a court before this one, an order changed, a summary order tried again."""
    before = text[max(0, mention.start - 40) : mention.start]
    if mention.is_order and _CHANGED_TO_THIS.match(text, mention.end):
        return ResolvedPenalty(mention, "impose", None, label)
    given = _GIVEN_BELOW.search(before)
    if given is not None:
        return ResolvedPenalty(mention, "quoted", _below_instance(given), label)
    is_summary = re.match(r"(?:의|에|으로)?\s?약식명령을?\s?받", text[mention.end :][:12])
    if is_summary and re.search(r"같은\s(?:금액|액수|형)[^.]{0,12}(?:선고|유지)", text[mention.end :]):
        return ResolvedPenalty(mention, "impose", None, label)
    if before.endswith("약식명령으로 ") and _THEN_TRIED.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", None, label)
    if re.match(r"(?:의)?\s?약식명령에\s불복[^.]{0,12}\s정식\s?재판", text[mention.end :]):
        return ResolvedPenalty(mention, "quoted", None, label)
    is_tried_again = re.match(r"(?:의|에|으로)?\s?약식명령(?:을?\s?받|에\s불복)", text[mention.end :][:16])
    if is_tried_again and any(a.role == "impose" and a.start > mention.end + 12 for a in acts):
        return ResolvedPenalty(mention, "quoted", None, label)
    return None


_IS_DEMAND = re.compile(
    r"형?(?:의|이라는|을)?\s(?:검찰의?\s|검사의?\s|특검의?\s)?구형(?:은|이|을|에|량|보다|과|의)"
)
"""`징역 5년의 검찰 구형보다 낮은`."""
_OF_A_REPORT = re.compile(r"[^'\"’”.,]{0,10}['\"’”]\s?(?:제하의?\s)?(?:기사|보도|제목)")
"""`본지 '징역 5년 선고' 기사에서`: the words of a heading that is put right."""
_THEN_TRIED = re.compile(r"을\s(?:[가-힣]{1,4}\s)?받(?:자|고|았)[^.]{0,16}정식\s?재판")
"""`약식명령으로 벌금 100만원을 받자 정식재판을 청구했다가`."""
_GIVEN_BELOW = re.compile(
    r"(?:(?P<lower>원심)|(?P<first>제?1심)|(?P<appeal>2심|항소심))(?:이|에서|\s재판부가)\s(?:[^.,]{1,16}\s)?"
    r"(?:명령한|명한|부과한|내린|정한|명령된|부과된)\s(?:[가-힣·]{1,10}\s){0,3}$"
)
"""`1심이 명한 신상정보 공개 5년은`."""
_CHANGED_TO_THIS = re.compile(
    r"(?:형)?(?:으로|로)\s(?:각각\s|대폭\s)?(?:줄|늘|낮|높|올|깎|단축|연장)[가-힣]{0,2}(?:다|고|며|으며|면서|지만)(?=[\s.,]|$)"
)
"""`5년을 3년으로 줄였다`: the term after its change."""
_SCALE = re.compile(
    r"(?:최고|최대)\s[^.]{4,30}(?:최저|최소)\s[^.]{4,30}까지\s(?:각각\s)?(?:선고했|선고받|선고됐|선고하|의\s형을\s선고했)"
)
"""`조직원 22명에게 최고 징역 8년에서 최저 징역 1년까지 선고했다`."""
_NOT_A_COURTS = re.compile(r"(?:사실상|정치적|사회적|경제적|일종의)\s?$")
"""`당 대표가 사실상 사형 선고를 받았다`."""
_KEPT_IN_HEADING = re.compile(r"형?\s유지\s?(?=…|['\"’”]?$)")
"""`항소 기각…1심 징역 1년 유지`."""
_WHOSE_TERM_CHANGED = re.compile(
    r"(?:의\s실형)?을\s(?:선고)?받(?:은|았던)\s[^.,]{0,40}?의\s(?:형|형량|형기)을\s(?!확정|유지)[^.]{0,24}(?:으로|로)\s(?:[가-힣]{2,4}\s)?(?:낮|높|줄|늘|감|깎|올|가중)"
)
"""`징역 10년을 선고받은 J씨의 형을 7년으로 낮췄다`."""
_SENTENCED_WHO = re.compile(
    r"(?:의\s실형)?을\s(?:선고)?받은\s[^.,]{0,40}?에게는?\s(?:각각\s)?(?:징역|금고|벌금|무기징역|무죄)"
)
"""`징역 2년을 선고받은 K씨에게 징역 1년을`: before a high court, the first is the sentence below."""


def _resolve(text: str, mention: Mention, acts: list[CueHit], instances: list[CueHit]) -> ResolvedPenalty:
    """Act and instance of one penalty, by the words right before it, right after it, then its clause."""
    before = text[max(0, mention.start - 40) : mention.start]
    label = _label_before(text, mention.start)
    beside = _by_words_beside(text, mention, acts, label)
    if beside is not None:
        return beside
    if text.startswith("→", mention.end) and "감형" in text[mention.end :]:
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    if _FOUND_WRONG_BELOW.match(text, mention.end) or _GIVEN_BEFORE_THIS.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    if _DEMANDED_BEFORE.search(before) and not _LIKE_DEMANDED.search(before):
        return ResolvedPenalty(
            mention, "demand", _clause_instance(text, mention, None, acts, instances), label
        )
    below = _BELOW_BEFORE.search(before)
    act = _governing_act(mention, acts)
    is_upheld = act.id == "uphold" if act else any(a.id == "uphold" and _covers(a, mention) for a in acts)
    if is_upheld and _NOT_APPEALED.search(text) and "확정됐" in text:
        return ResolvedPenalty(mention, "impose", 2 if re.search(r"항소심|2심", text) else 1, label)
    in_words = _by_what_is_said(text, mention, act, acts, label)
    if in_words is not None:
        return in_words
    if act is None and _is_head_of_clause(text, mention, acts):
        return ResolvedPenalty(mention, "impose", _instance_of_head(text, mention, acts, instances), label)
    named = _instance_of_head(text, mention, acts, instances)
    is_below = named in (1, LOWER) and any(hit.role in ("2", "3") for hit in instances)
    if named is not None and (act is None or is_below or act.role in ("uphold", "reverse")):
        role: Act = "impose" if act is None and named > 0 else "quoted"
        return ResolvedPenalty(mention, role, named, label)
    quoted = _quoted_by_noun(text, act)
    instance = quoted if quoted is not None else _clause_instance(text, mention, act, acts, instances)
    if act is None and mention.is_order:
        act = next((a for a in reversed(acts) if a.end <= mention.start and not _is_past_told(text, a)), None)
    if act is not None and _is_receiver_of_appeal(text, act, acts):
        if _NOT_APPEALED.search(text) and "확정" in text:
            return ResolvedPenalty(mention, "impose", 2 if re.search(r"항소심|2심", text) else 1, label)
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    if act is not None and _is_heard_again(text, act, acts, instances):
        return ResolvedPenalty(mention, "quoted", instance if instance and instance > 0 else LOWER, label)
    if quoted is not None and (act is None or act.role in ("impose", "uphold", "reverse")):
        return ResolvedPenalty(mention, "quoted", quoted, label)
    told_below = _by_words_below(text, mention, act, instances, label) if below else None
    if told_below is not None:
        return told_below
    if _LIKE_BELOW.search(before) and re.search(r"(?:항소|상고)[^.]{0,16}기각|받아들이지\s않", text):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    is_from = _FROM.match(text, mention.end) and mention.rule != "ko_fine_range"
    if is_from or re.match(r"(?:형)?(?:이던|이었던)\s(?:형|것|1심|원심)", text[mention.end :][:10]):
        is_summary = re.search(r"약식|정식\s?재판", text)
        return ResolvedPenalty(mention, "quoted", None if is_summary else LOWER, label)
    resolved = _act_of(act, mention, text, before, instances, acts)
    is_above = _HAVING_REVERSED.search(before) or _APPEAL_ALLOWED.search(text[: mention.start])
    if resolved == "impose" and instance in (1, LOWER) and is_above:
        instance = 2
    if resolved == "demand" and instance in (None, 1) and _AS_AT_FIRST.search(text[: mention.start]):
        instance = 2
    if act is not None and instance == 3 and re.match(r"확정(?:했|하|$|…)", text[act.start : act.end + 1]):
        return ResolvedPenalty(mention, "quoted", 2, label)
    return ResolvedPenalty(mention, resolved, instance, label, bool(_LIKE_DEMANDED.search(before)))


def _by_what_is_said(
    text: str, mention: Mention, act: CueHit | None, acts: list[CueHit], label: str | None
) -> ResolvedPenalty | None:
    """A penalty in quoted words, of a judgment tried again, or inside the words that uphold it."""
    if _is_said(text, mention, act):
        return ResolvedPenalty(mention, "none")
    if act is not None and _is_retried(text, act):
        return ResolvedPenalty(mention, "quoted", 1, label)
    if re.match(r"에\s처할\s(?:[가-힣]{1,4}\s){0,3}(?:사정|이유|필요|정도|만한)", text[mention.end :]):
        return ResolvedPenalty(mention, "none")
    in_words = _APPEALED_IN_WORDS.search(text, mention.end)
    if in_words and in_words.start() - mention.end < 12:
        return ResolvedPenalty(mention, "quoted", 2 if "상고" in in_words[0] else 1, label)
    if _TERM_THEN_CHANGED.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", 1, label)
    is_inside = any(a.role == "uphold" and _covers(a, mention) for a in acts)
    if is_inside or _THEN_ORDERED_BELOW.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", LOWER, label)
    return None


_THEN_ORDERED_BELOW = re.compile(
    r"(?:을|를)\s(?:각각\s)?(?:선고|명령|명|부과)하(?:고|며|면서)\s(?![^.]{0,80}(?:재판부|법원|[지고]법|[12]심)(?:은|는|이|가)\s)[^.]{2,80}?(?:선고|명령|명|부과|부착|제한)(?:한|했던)\s(?:원심|1심|2심|항소심)"
)
"""`무기징역을 선고하고 30년간 전자장치 부착을 명령한 원심을 확정했다`: the whole chain is of the court below."""


def _covers(act: CueHit, mention: Mention) -> bool:
    return act.start <= mention.start and mention.end <= act.end


_TERM_THEN_CHANGED = re.compile(
    r"(?:형)?을\s(?:선고)?받(?:은|았던)\s[^.]{1,60}?(?:형량|형기|형)[이가은]\s(?:항소심|2심)에서\s[^.]{0,20}?(?:줄|늘|감|깎|높아|낮아|무거|가벼)"
)
"""`징역 15년을 선고받았던 E씨의 형량이 항소심에서 절반으로 줄자`: the sentence below."""
_FOUND_WRONG_BELOW = re.compile(
    r"(?:(?:의\s선고)?(?:을|를)?\s?(?:선고|부과|명령|유예))?한\s(?:원심|1심|2심)(?:\s?판결)?(?:이|은)\s(?:너무\s|지나치게\s|부당하게\s)?(?:가볍|무겁|부당|잘못|위법)"
)
"""`벌금 100만원의 선고를 유예한 원심이 가볍다는 검사의 항소를 받아들여`: the judgment that was appealed."""
_GIVEN_BEFORE_THIS = re.compile(r"(?:형)?(?:을|를)\s선고받았던\s[^.,]{1,20}에게\s(?:징역|벌금|금고|무죄)")
"""`2심에서 징역 7년을 선고받았던 W씨에게 징역 5년을 선고했다`."""
_APPEAL_ALLOWED = re.compile(r"항소를\s(?:모두\s|일부\s)?받아들여,?\s")
_HAVING_REVERSED = re.compile(
    r"(?:원심|1심)(?:\s?판결)?을\s(?:모두\s)?(?:깨고|파기하고|뒤집고|파기한\s뒤)\s(?:[^.,]{1,12}\s)?$"
)
"""`1심에서 징역 1년을 선고받은 B씨에게 원심을 깨고 징역 1년에 집행유예 2년을`: whoever reverses gives the new one."""
_AS_AT_FIRST = re.compile(r"1심(?:과|\s?때와)\s?(?:마찬가지로|같이|같은|동일하게|동일한|똑같이)\s")
"""`1심과 마찬가지로 징역 20년을 구형했다`: asked before the court of appeal."""


def _by_words_below(
    text: str, mention: Mention, act: CueHit | None, instances: list[CueHit], label: str | None
) -> ResolvedPenalty | None:
    """A penalty right after the name of the court below: quoted, unless an arrow leads to it as the last of several."""
    below = _BELOW_BEFORE.search(text[max(0, mention.start - 40) : mention.start])
    if below is None:
        return None
    own = _below_instance(below)
    if _JUDGED.match(text[mention.end :][:14]):
        return ResolvedPenalty(mention, "quoted", own, label)
    if act is None and "→" in text:
        is_last = own == max((int(hit.role) for hit in instances if hit.role != "lower"), default=own)
        return ResolvedPenalty(mention, "impose" if is_last else "quoted", own, label)
    if act is None or act.role in ("uphold", "reverse") or _FROM.match(text, mention.end):
        return ResolvedPenalty(mention, "quoted", own, label)
    return None


_JUDGED = re.compile(
    r"(?:형)?보다\s|\)(?:보다|에서|을|를|과|의)\s|\s(?:너무|지나치게)\s(?:가벼|무거)|(?:형)?(?:이|은|는)\s(?:너무\s|지나치게\s)?(?:가볍|무겁|부당|낮|높)"
)
_NOT_APPEALED = re.compile(r"(?:항소|상고)(?:를\s취하|하지\s?않|를\s?(?:모두\s)?포기|\s?포기|\s?기한)")


def _is_past_told(text: str, act: CueHit) -> bool:
    """`형이 확정된 A씨에게는 출소 후 10년간 …`: an act told of the person, which orders nothing further."""
    return act.role == "prior" or bool(
        re.match(r"(?:된|한|받은)\s", text[act.end :]) or re.search(r"(?:된|한|받은)$", text[: act.end])
    )


def _is_head_of_clause(text: str, mention: Mention, acts: list[CueHit]) -> bool:
    """`이번에 선고된 징역 1년`: the act describes the penalty."""
    act = next((a for a in reversed(acts) if a.end <= mention.start), None)
    return (
        act is not None
        and act.role == "impose"
        and bool(re.fullmatch(r"(?:된|한|받은)\s", text[act.end : mention.start]))
        and not re.search(r"(?:앞서|이미)\s$", text[: act.start])
    )


def _instance_of_head(text: str, mention: Mention, acts: list[CueHit], instances: list[CueHit]) -> int | None:
    """`1심에서 선고된 징역 2년`: the instance of the clause that describes the penalty itself."""
    act = next((a for a in reversed(acts) if a.end <= mention.start), None)
    if act is None or act.role != "impose":
        return None
    if not re.fullmatch(r"(?:된|한|받은|했던|됐던|받았던)\s", text[act.end : mention.start]):
        return None
    start = max((a.end for a in acts if a.end <= act.start), default=0)
    own = [
        hit for hit in instances if start <= hit.start < act.start and not _is_object(text, hit, instances)
    ]
    return _instance_number(own[-1]) if own else None


def _is_receiver_of_appeal(text: str, act: CueHit, acts: list[CueHit]) -> bool:
    """`징역 2년을 선고받은 A씨의 항소를 기각했다`: told of the person whose appeal is decided."""
    tail = text[act.end : act.end + 12]
    if act.role != "impose" or not re.match(
        r"(?:받은|받았던|된|됐던|던)\s|받고\s(?:항소|상고)(?:한|했던)", tail
    ):
        return False
    later = next((other for other in acts if other.start >= act.end), None)
    return later is not None and later.role in ("uphold", "reverse")


_RETRIED = re.compile(r"재심(?:에서|을\s맡은|\s재판부)[^.]{0,80}무죄")


def _is_retried(text: str, act: CueHit) -> bool:
    """`사형을 선고받은 고인은 재심에서 무죄를 선고받았다`: the sentence that the new trial undid."""
    is_told = re.match(
        r"(?:된|됐던|받은|받았던|받고\s[^.,]{2,14}(?:복역|수감)(?:한|했던))\s", text[act.end :]
    )
    return bool(is_told and _RETRIED.search(text))


def _is_heard_again(text: str, act: CueHit, acts: list[CueHit], instances: list[CueHit]) -> bool:
    """`징역 2년을 선고받았던 A씨는 항소심에서 무죄를 선고받았다`: told of a person whom a higher court judges after it."""
    is_told = re.match(
        r"(?:받은|받았던|던|(?:받고\s(?:법정)?)?\s?구속(?:된|됐던))\s",
        text[act.end :],
    )
    if act.role != "impose" or not is_told:
        return False
    if _RETRIED.search(text) and re.search(r"재심(?:에서|을\s맡은|\s재판부)[^.]{0,80}무죄", text):
        return True
    higher = next((hit for hit in instances if hit.start > act.end and hit.role in ("2", "3")), None)
    if higher is not None and re.match(r"\s?(?:첫\s)?(?:공판|재판|결심)", text[higher.end :]):
        return True
    return higher is not None and any(
        other.start >= higher.end and other.role in ("impose", "uphold", "reverse") for other in acts
    )


def _act_of(
    act: CueHit | None,
    mention: Mention,
    text: str,
    before: str,
    instances: list[CueHit],
    acts: list[CueHit],
) -> Act:
    if mention.rule == "ko_suspension_alone" and re.match(
        r"(?:가|는)\s[0-9,]+\s?(?:건|명)", text[mention.end :]
    ):
        return "statistic"
    if (
        act is None
        and re.search(r"유예$", text[: mention.end])
        and re.match(r"했|하고|한다|하면서|하는|됐|된다", text[mention.end :][:3])
    ):
        return "impose"
    is_bare = mention.rule in ("ko_suspension_alone", "ko_kind_alone") and not mention.item.suspended_months
    if act is None and is_bare and _COUNTED_PEOPLE.search(text[: mention.start]):
        return "statistic"
    if act is None:
        near = [hit for hit in instances if 0 <= mention.start - hit.end <= 12]
        if re.search(r"구형\S*\s?$", before):
            return "demand"
        return (
            "impose"
            if near
            or "액수" in text[max(0, mention.start - 4) : mention.end]
            or _QUOTING_SENTENCE.search(before)
            or _ends_as_headline(text, mention)
            or _is_told(text, mention, acts)
            or (_LIKE_DEMANDED.search(before) and _OF_A_CASE.search(text))
            else "none"
        )
    if act.role in ("uphold", "reverse"):
        return "quoted"
    if act.id == "demand_request" and _is_of_another_pleader(text, act, acts):
        return "none"
    if is_bare and _is_statistic(text):
        return "statistic"
    if act.role == "impose" and _GENERAL.search(text) and not find_labels(text, "ko"):
        return "statistic"
    if act.role == "impose" and _is_prior(text, mention, act):
        return "prior"
    if (
        act.role == "impose"
        and _is_of_counted(text, mention.start)
        and not find_labels(text, "ko")
        and not _OF_ONE_GROUP.search(text)
    ):
        return "statistic" if _STATISTIC.search(text) else "group"
    if act.role in ("demand", "impose", "prior", "statistic"):
        return act.role  # type: ignore[return-value]
    return "none"


_COURT_SPEAKS = re.compile(r"(?:재판부|법원|[지고]법|지원)(?:은|는|이|가)\s")


def _is_of_counted(text: str, position: int) -> bool:
    """Whether the words since the court was named count people (`87명 중 34명은 징역형을`)."""
    start = max((match.end() for match in _COURT_SPEAKS.finditer(text, 0, position)), default=0)
    head = text[start:position]
    return bool(_COUNTED_PEOPLE.search(head) or _COUNT_IS_SUBJECT.search(head))


_GENERAL = re.compile(
    r"(?:통상|보통|대개|대체로|대부분|흔히|일반적으로)\s|경우가\s많|정도가\s선고|(?:초범|성인|미성년자|전과자)(?:이면|이라도|이라면|라면|라도)\s"
)
_PRIOR_BEFORE = re.compile(
    r"(?<!이\s)(?:[0-9]{4}년|[0-9]+년\s전)(?:에는?|에도)?\s(?:[가-힣]{1,10}\s){0,2}[가-힣·]{2,14}죄(?:등)?로\s|(?:과거|이전|지난해|작년|[월년](?:\s전)?)에도\s|전[력과][이가]\s(?:있|여러)[^.]{0,12}\s[0-9]{4}년에?는?\s|(?:지난해|작년|재작년|[0-9]{4}년|앞서|이미|[0-9]+년\s전)[^.]{0,24}(?:같은|비슷한|유사한|다른|동종|별개의?|별도의?)\s"
    r"(?:죄|죄명|혐의|범죄|범행|전과|사건|수법|사실|내용)[^.]{0,14}(?:으로|로)\s"
)
_PRIOR_AFTER = re.compile(
    r"받았음에도\s|받고,?\s(?:이듬해|그해|[0-9]{4}년|[0-9]년\s[뒤후])[^.]{0,60}받(?:았음에도|고도|은\s(?:전력|적))|받(?:고|아)\s(?:(?:현재\s)?(?:[가-힣]{2,4}\s)?(?:복역|수감|수형)\s?(?:생활\s)?중(?:이던|에|인(?!데))\s|보호관찰(?:을\s받던|\s(?:기간\s)?중))"
)


_PRIOR_TOLD = re.compile(
    r"(?:(?<!수\s)있(?:는|던)|출소한|복역한|복역했던|마친|나온|풀려난|중이던|중인|기간이던|가석방된|살았던|받았던|받은|확정된)\s[A-Z가-힣][^.,]{0,20}?(?:(?:에게는?|에\s대해)\s|(?:은|는|이|가)\s(?:이번(?:에는?|엔)|또다?시?|다시|추가로)\s)"
    r"|받(?:고도|고서도|았음에도)\s(?:또다시|다시|또|재차)\s[^.]{2,60}?[한은인운된친린]\s[A-Z가-힣][^.,]{0,20}?(?:에게는?|은|는|이|가)\s"
)
"""`2017년 강제추행죄로 … 선고받은 바 있는 I씨에게`: what follows is of the present case."""
_CHARGED_ANEW = re.compile(
    r"(?:된|받은|됐던|받았던|돼\s[^.,]{0,12}인)\s[^.,]{0,20}?(?:씨|군|양)?(?:를|을|가|은|는|이)\s[^.]{0,40}?"
    r"(?:추가\s?(?:로\s)?(?:기소|재판에)|(?:다시|또|또다시)\s(?:재판에\s넘|기소|법정에))"
)
"""`징역 10년이 확정된 O씨를 다시 재판에 넘겼다`."""
_IN_ITS_TERM = re.compile(
    r"받고도\s|(?:된|받은|받았던|돼|받고)\s[^.]{0,30}?(?:유예|누범|가석방)\s?기간(?:에|\s중|이던)|(?:돼|받고|받아)\s(?:[가-힣0-9]+\s){0,3}출소"
)
_YEARS_LISTED = re.compile(
    r"[0-9]{4}년(?:에는?)?\s(?:벌금|징역|금고)[^.]{2,40}?(?:,|과|와|및)\s[0-9]{4}년(?:에는?)?\s(?:벌금|징역|금고)"
)
"""`2016년 벌금 400만원, 2020년 징역 6개월을 선고받았다`: a record, told year by year."""


_DID_IT_AGAIN = re.compile(
    r"(?:을\s|를\s)?받은\s[^.,]{0,20}(?:가|이|는|은)\s[^.]{0,14}만에\s(?:또|다시|또다시)\s"
)
"""`약식명령을 받은 H씨가 두 달 만에 또`."""


_THIS_TIME = re.compile(
    r"(?:된|받은|받았던|됐던)\s[^.,]{0,16}(?:씨|군|양)(?:은|는|이|가)\s(?:[^.,]{0,20}\s)?(?:이번(?:에는?|엔)|추가로|또다시|또)\s"
)
"""`징역 1년이 확정된 Q씨는 이번에 추가로 징역 6개월을 선고받았다`."""


def _is_prior(text: str, mention: Mention, act: CueHit) -> bool:
    """A sentence of an earlier case: by the words before it, or told of one who was serving it."""
    start = max((end.end() for end in _PRIOR_TOLD.finditer(text, 0, mention.start)), default=0)
    return bool(
        _PRIOR_BEFORE.search(text, start, mention.start)
        or _PRIOR_AFTER.match(text[act.end : act.end + 20])
        or _IN_ITS_TERM.match(text, act.end)
        or _DID_IT_AGAIN.match(text, act.end)
        or _THIS_TIME.match(text, act.end)
        or _YEARS_LISTED.search(text[start : act.start])
        or _CHARGED_ANEW.match(text, act.end)
    )


_OF_A_CASE = re.compile(
    r"(?<![A-Za-z])[A-Z]\s?(?:\([^)]{1,10}\)\s?)?(?:씨|군|양|경[위사장감]|교[수사])|[가-힣]모?씨|피고인|이들|[그두]\s?(?:사람|남성|부부|형제|학생|의|가|는|에게)|"
    r"(?:주범|공범|총책|[가-힣]{1,3}책|운영자|남편|아내|오빠|동생|친부|계부|계모|모친|아들|부부|형제|남매|아버지|어머니)(?:에게|은|는|이|가|의)|재판부|법원|원심|[12]심|함께\s부과|추가로|여기에"
)
_ORDER_ADDED = re.compile(r"추가됐|포함됐|포함돼|공개된다|뒤따랐|더해졌|덧붙|부과됐|내려졌|붙었")
_NOT_TOLD = re.compile(
    r"수\s(?:있|없|도)|가능성|전망|예상|법정형|[상하]한[은이]|개정|법안|추진|강화|검토|방안|규정|범죄다|정도|[싶]|같다|하면\s|되면\s|"
    r"[어아해]야\s|요구|촉구|청원|주장|바라|바란|생각|것으로|것이라|될\s?것|받을\s|할\s?것|라면|더라도|려면|통상|대부분|대체로|보통|흔히|"
    r"경우|드물|이하|이상|최대|최고|평균|비율|[0-9]\s?(?:건|%)|양형위|양형기준|권고|준비|각오|예정|앞둔|앞두|신청|청구|요청|구형|않|취소|보전"
)


def _is_told(text: str, mention: Mention, acts: list[CueHit]) -> bool:
    """A penalty that no listed verb governs, in a plain statement on a person or a court (`형은 징역 2년이었다`)."""
    start = max((act.end for act in acts if act.end <= mention.start), default=0)
    turns = [text.rfind(turn, 0, mention.start) for turn in (", ", "지만 ", "으나 ")]
    clause = text[max(start, *turns) :]
    if mention.item.kind == "forfeiture" and re.match(r"했|됐|하고", text[mention.end :]):
        return True
    if mention.item.kind in ("death", "life") and text[mention.end : mention.end + 2] in ("은 ", "이란"):
        return False
    is_of_a_case = _OF_A_CASE.search(text) or (mention.is_order and _ORDER_ADDED.search(text))
    return (
        bool(is_of_a_case)
        and not (mention.rule == "ko_suspension_alone" and mention.item.suspended_months is None)
        and not _NOT_TOLD.search(clause)
        and not any(a < mention.start < b for a, b in _quotations(text))
    )


_BY_THE_POLICE = re.compile(
    r"(?:[^.]{0,12}\s)?[가-힣]{2,8}(?:경찰청|경찰서|해경|세관)(?:\s[가-힣0-9]{2,14}){0,2}(?:은|는),?\s(?![^.]{0,200}(?:법원|[지고]법|선고))"
)
"""`경찰청은 일당을 검거하고 수익금을 몰수했다`: what the police took, before any court."""
_QUOTED_WORDS = re.compile(r"[\"“][^\"“”]{2,200}[\"”]")


def _quotations(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED_WORDS.finditer(text)]


def _is_of_another_pleader(text: str, act: CueHit, acts: list[CueHit]) -> bool:
    """`유족은 "무기징역을 선고해 달라"며`: asked by somebody who is no prosecutor."""
    clause = text[max((other.end for other in acts if other.end <= act.start), default=0) : act.end]
    return bool(_OTHER_PLEADER.search(clause)) and not re.search(r"검찰|검사", clause)


def _ends_as_headline(text: str, mention: Mention) -> bool:
    """`A씨, 가상지법서 징역 2년`, `… 20대 징역 2년…법원 "죄질 불량"`: a heading that tells a penalty."""
    if (
        not text[: mention.start].strip(" '\"“‘")
        and len(text) <= 40
        and not re.search(r"다[.\"'”’]*$", text.rstrip())
    ):
        return True
    is_heading = not re.search(r"다[.\"'”’]*$", text.rstrip()) and not _RULE_TALK.search(text)
    if is_heading and re.match(r"\s?(?:실형)?(?:\s선고)?(?:…|\.|,|·|$)", text[mention.end :]):
        return True
    return not text[mention.end :].strip(" .\"'’”)…") and bool(re.search(r"[지고]법|법원|법정|선고", text))


def _governing_act(mention: Mention, acts: list[CueHit]) -> CueHit | None:
    """The first act at or after the penalty; one inside it (`징역 1년을 선고하고 2년간 집행을 유예`) counts."""
    after = [act for act in acts if act.start >= mention.start]
    inside = next((act for act in after if act.end <= mention.end), None)
    if inside is not None and inside.role in ("impose", "prior"):
        return inside
    return next((act for act in after if act.end > mention.end), None)


def _quoted_by_noun(text: str, act: CueHit | None) -> int | None:
    """`선고한 원심`, `선고받은 1심`: the instance of the noun that the act's clause describes."""
    if act is None:
        return None
    match = _LOWER_NOUN.match(text, act.end) or _LOWER_CHAIN.match(text, act.end)
    if match is None and text[act.end - 1] in "린한된은":
        match = _LOWER_NEXT.match(text, act.end)
    if match is None:
        return None
    return _below_instance(match)


def _below_instance(match: re.Match[str]) -> int:
    return LOWER if match["lower"] else 1 if match["first"] else 2


def _clause_instance(
    text: str, mention: Mention, act: CueHit | None, acts: list[CueHit], instances: list[CueHit]
) -> int | None:
    """The instance named in the clause of the penalty, else the one that governs the whole sentence."""
    clause_start = max((a.end for a in acts if a.end <= mention.start), default=0)
    clause_end = act.end if act is not None else len(text)
    inside = [
        hit
        for hit in instances
        if clause_start <= hit.start < clause_end
        and hit.start < mention.end
        and not _is_object(text, hit, instances)
        and not _is_told_of(text, hit, instances, mention.start)
    ]
    if inside:
        return _instance_number(inside[-1])
    outside = _unquoted(text, acts)
    return _main_instance(instances, outside if outside else acts, text, mention.start)


def _main_instance(instances: list[CueHit], acts: list[CueHit], text: str, limit: int) -> int | None:
    """The instance that speaks: the last one before `limit` that no relative clause has closed off."""
    open_hits = []
    for hit in instances:
        if hit.start >= limit or hit.role == "lower" or _is_object(text, hit, instances):
            continue
        if _is_told_of(text, hit, instances, limit):
            continue
        closing = next((act for act in acts if act.start >= hit.end), None)
        between = sum(1 for other in instances if closing and hit.end <= other.start < closing.start)
        if closing and closing.end <= limit and not between and _is_relative(text, hit, closing):
            continue
        open_hits.append(hit)
    return _instance_number(open_hits[-1]) if open_hits else None


_TOLD_OF_BELOW = re.compile(
    r"(?:이|가)\s(?:[^.,]{0,25}?)(?:본|판단한|인정한|않은|내린|면제한|누락한|명령한|명한|부과한|정한)\s(?=[가-힣0-9])|에서\s(?:[^.,]{0,30}?\s)?(?:받은|받았던|선고된|나온|풀려난|내려진|내린|부과된|명령한)\s[A-Z가-힣]"
)
_OBJECT_AFTER = re.compile(
    r"(?:\s?(?:형|형량|판결|선고))?\s대신\s|이\s(?:누락한|면제한|빠뜨린|(?:명하|명령하|선고하)지\s않은)\s|"
    r"\s?(?:징역|벌금|금고|집행유예)\s[^.,]{1,24}(?:을|를)\s(?:모두\s)?(?:깨|파기|뒤집|취소)|"
    r"의\s(?:두|세|[0-9]|절반)|"
    r"에서\s(?:다툴|다투|가릴|뒤집힐|바뀔)|\s?판결인\s(?:징역|벌금|금고)|"
    r"\s?소년부(?:로|에)\s|에\s(?:계류|상고)|(?:에|으로|로)\s(?:사건을\s|다시\s)?(?:돌려|보내|보냈|환송|이송|넘)|의\s?(?:징역|벌금|형량|실형|사형|"
    r"무기|집행|무죄|유죄)|"
    r"(?:\s?재판부)?(?:의)?\s?(?:판결|선고|형량|형|판단)?(?:을|를|보다|과|와|대로(?!\s유지))\s|\s(?:판결|판단|결론)(?:에|이|은)\s|\s(?:판결|선고|형량)\s(?:중|가운데)\s|\s?(?:판결|선고|"
    r"형량)(?:을|보다|과|이)"
)


def _is_told_of(text: str, hit: CueHit, instances: list[CueHit], limit: int) -> bool:
    """`가상고법은 1심에서 실형을 받은 A씨에게`: the court below, told of in a relative clause."""
    told = None if hit.role == "lower" else _TOLD_OF_BELOW.match(text, hit.end)
    if told is None or told.end() > limit:
        return False
    if _ORDERED_BELOW.search(told[0]):
        return True
    return any(int(other.role) > int(hit.role) for other in instances if other.role != "lower")


_ORDERED_BELOW = re.compile(r"(?:명령한|명한|부과한|정한)\s$")
"""`다만 1심이 명한 신상정보 공개 5년은 3년으로 줄였다`: another court speaks, whether or not it is named."""


_SPEAKS = re.compile(
    r"\s?(?:재판부|법원|판사|공판|재판|판결|선고(?:\s?공판)?|심리)?(?:은|는|이|가|도|에서|에선|에서는|에서도|에서의|선|서|서는|서도|부터)(?=[\s,…])|(?:,|·|…)"
)


def _is_object(text: str, hit: CueHit, instances: list[CueHit]) -> bool:
    """`1심을 깨고`, `선고한 1심보다`: a court spoken of, not one that speaks.

    Beside a higher court named before it, the first instance speaks only where a particle makes it do so.
    """
    is_beside = hit.id == "first" and text[hit.end - 1] == "심" and not _SPEAKS.match(text, hit.end)
    if is_beside and any(other.role in ("2", "3") and other.end <= hit.start for other in instances):
        return True
    return bool(_OBJECT_AFTER.match(text, hit.end)) or bool(
        re.search(
            r"(?:선고|판단|판결|내린|인정)(?:(?:한|된|했던)\s?|\s)$", text[max(0, hit.start - 6) : hit.start]
        )
    )


def _is_relative(text: str, hit: CueHit, act: CueHit) -> bool:
    """Whether the instance stands inside a relative clause that the act closes (`1심에서 … 선고받은 A씨`)."""
    below = _LOWER_NOUN.match(text, act.end)
    if below and hit.role != "lower" and (below["lower"] or int(hit.role) > _below_instance(below)):
        return False
    if act.role == "demand" and re.search(r"(?:검찰|검사|특검)이\s", text[hit.end : act.start]):
        return False
    if act.id == "used_to_be":
        return act.start - hit.end <= 24 and "," not in text[hit.end : act.start]
    return bool(_ADNOMINAL.match(text, act.end)) and not re.match(r"[은는]\s", text[hit.end : hit.end + 2])


def _instance_number(hit: CueHit) -> int:
    return LOWER if hit.role == "lower" else int(hit.role)


_LABELLED = re.compile(
    r"(?<![A-Za-z])(?<!피해자\s)(?<!피해자인\s)[A-Z](?=\s?(?:모\s?)?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양))|[가-힣](?=\s?모\s?(?:\([^)]{1,8}\)\s?)?(?:씨|군|양))|"
    r"(?<![가-힣])(?!모)[가-힣](?=\s?(?:\([^)]{1,8}\)\s?)?씨)"
)


def _label_before(text: str, position: int) -> str | None:
    """The label of the person who receives: the last one before the penalty in the sentence."""
    found = _LABELLED.findall(text, 0, position)
    accused = find_accused(text)
    own = [label for label in found if label in accused]
    return own[-1] if own else found[-1] if found and not accused else None


def _read_outcomes(text: str, acts: list[CueHit], instances: list[CueHit]) -> Iterator[OutcomeHit]:
    for hit in find_cues(text, "ko", "outcomes"):
        if re.match(
            r"[가-힣\s'\"’”]{0,6}(?:달라|예정|방침|계획|해야|요청|주장|가능성|청구|신청|여부)",
            text[hit.end : hit.end + 12],
        ):
            continue
        if re.match(
            r"[가-힣]{0,3}\s?(?:비율|사례|경우|사건은|건수|전력|전과|적이\s|적은\s)",
            text[hit.end : hit.end + 10],
        ):
            continue
        lower = re.match(
            r"(?:했던|한|된|받은|받았던)?\s?(?:(?P<l>원심|하급심)|(?P<f>1심)|(?P<a>2심|항소심))",
            text[hit.end : hit.end + 12],
        )
        if hit.role != "appeal_dismissed" and _HEARD_ON_APPEAL.match(text, hit.end):
            instance: int | None = 1
        elif lower and hit.role not in ("appeal_dismissed",):
            instance = 2 if lower["a"] else LOWER
        else:
            instance = _outcome_instance(text, hit, acts, instances)
        if hit.role == "appeal_dismissed" and instance == 1:
            instance = 2
        yield OutcomeHit(hit.role, instance, hit.start, hit.end, f"ko_{hit.id}")
    if _SENTENCE_END.search(text) is None:
        for match in _HEADING_OUTCOME.finditer(text):
            outcome = "acquitted" if match["acquitted"] else "transferred"
            instance = _main_instance(instances, acts, text, match.start()) if match["acquitted"] else None
            yield OutcomeHit(outcome, instance, *match.span(), "ko_heading")
    for match in _CHANGED_BY.finditer(text):
        instance = _main_instance(instances, acts, text, match.end())
        yield OutcomeHit("reversed", instance, *match.span(), "ko_changed_by")
    for match in _CHANGED_WITHOUT_TERM.finditer(text) if "형량" in text else ():
        instance = _main_instance(instances, acts, text, match.end())
        if instance in (2, 3):
            yield OutcomeHit("reversed", instance, *match.span(), "ko_changed_by")
    if (changed := _CHANGED_ON_APPEAL.search(text)) is not None:
        yield OutcomeHit("reversed", 2, *changed.span(), "ko_changed_by")
    if (instead := _INSTEAD_OF_BELOW.search(text)) is not None:
        yield OutcomeHit("reversed", 2, *instead.span(), "ko_changed_by")
    in_kind = _CHANGED_IN_KIND.search(text)
    if in_kind:
        yield OutcomeHit("reversed", 2, *in_kind.span(), "ko_changed_by")
    arrow = _CHANGED_BY_ARROW.search(text) if "→" in text and "대법" not in text else None
    if arrow:
        yield OutcomeHit("reversed", 2, *arrow.span(), "ko_changed_by")
    for hit in acts:
        if hit.role == "reverse":
            instance = _main_instance(instances, acts, text, hit.start)
            yield OutcomeHit(
                "reversed", None if instance == 1 else instance, hit.start, hit.end, "ko_reverse"
            )


_CHANGED_IN_KIND = re.compile(
    r"(?:2심|항소심)(?:에서(?:는)?|은|\s재판부는)\s(?:[^.,]{0,12}\s)?(?:벌금형|집행유예|실형|선고유예|징역형)(?:으로|로)\s(?:각각\s)?(?:감형|감경|바뀌|바꿔|바꿨|뒤집|늘|높|낮|형량)"
)
"""`1심에서 집행유예를 받았지만 2심에서 벌금형으로 감형됐다`: another kind of sentence, of which no number is told."""
_CHANGED_BY_ARROW = re.compile(
    r"1심\s?[^→….]{2,20}→\s?(?:2심|항소심)\s?[^→….]{0,12}(?:실형|집행유예|집유|벌금|징역)"
)
"""`1심 집행유예→2심 실형`."""
_HEADING_OUTCOME = re.compile(
    r"(?P<acquitted>(?<=[\s,])(?:전부\s)?무죄(?:\s선고)?)(?=\s?(?:…|\.\.\.|$))|소년부\s송치(?=\s?(?:…|\.\.\.|$))"
)
"""`'불법촬영' 경찰관 1심 무죄`."""
_CHANGED_BY = re.compile(
    rf"(?:(?:형량?|형기)(?:을|이|은|는)\s(?:[가-힣]{{1,4}}\s)?(?:{TERM})(?:을|이|만큼)?\s(?:더\s)?|(?:에서|은|는)\s(?:{TERM})(?:을|이)\s)"
    r"(?:줄(?:었|였|어|이)|늘(?:었|렸|어)|깎(?:였|았|여)|감(?:형|경)(?:됐|했|받))"
)
"""`2심에서 형량은 1년 6개월 줄었다`: a change told by its difference; the new term is not computed."""


_HEARD_ON_APPEAL = re.compile(
    r"(?:\s?(?:판결|선고))?(?:을|를)?\s?(?:선고)?받(?:은|았던)\s[^.,]{1,24}?\s(?:항소심|2심)(?:에서|은|이|\s재판부)"
)
"""`면소 판결을 받았던 Z씨가 항소심에서`."""
_QUASHED = re.compile(r"(?:\s?(?:판결|선고))?(?:을|를)\s(?:모두\s|전부\s)?(?:깨|파기|뒤집|취소)")


_CHANGED_ON_APPEAL = re.compile(
    r"(?:형량|형기)[이가은]\s(?:항소심|2심)에서\s[^.]{0,20}?(?:줄자|줄어들자|늘자|깎이자|낮아지자|높아지자|줄었|늘었|깎였|낮아졌|높아졌)"
)
_CHANGED_WITHOUT_TERM = re.compile(
    r"형량(?:을|이)?\s(?:더\s)?(?:늘(?:어|었|렸)|줄(?:어|었|였)|높(?:아졌|였)|낮(?:아졌|췄)|깎(?:였|았))(?=다|고\s|으며|지만|\s징역|[….,]|$)"
)
"""`항소심서 형량 늘어…`: a change of which no number is told."""


_DISMISSED_HEADING = re.compile(r"항소\s기각(?=…|$)")
"""`항소 기각…1심 징역 1년 유지`: the only instance named stands below."""


def _outcome_instance(text: str, hit: CueHit, acts: list[CueHit], instances: list[CueHit]) -> int | None:
    start = max((act.end for act in acts if act.end <= hit.start), default=0)
    near = [
        other
        for other in instances
        if start <= other.start < hit.start and other.role != "lower" and not _QUASHED.match(text, other.end)
    ]
    if hit.role != "appeal_dismissed" and near:
        return _instance_number(near[-1])
    limit = hit.end if hit.role == "appeal_dismissed" else hit.start
    number = _main_instance(instances, acts, text, limit)
    if hit.role == "appeal_dismissed" and _DISMISSED_HEADING.match(text, hit.start):
        return 2
    return number


def _read_stages(text: str) -> Iterator[StageHit]:
    for hit in find_cues(text, "ko", "pretrial"):
        yield StageHit(hit.role, hit.start, hit.end, f"ko_{hit.id}")
    by_police = _REFERRED_TO_JUVENILE.search(text)
    if by_police:
        yield StageHit("referred", *by_police.span("act"), "ko_juvenile_referral")
    if _SENTENCE_END.search(text) is None:
        for match in _HEADING_STAGE.finditer(text):
            yield StageHit(_STAGE_OF_NOUN[match["act"]], *match.span("act"), "ko_heading")


_SENTENCE_END = re.compile(r"[다요죠까][.?!\"'”’)\]]*\s*$")
_HEADING_STAGE = re.compile(
    r"(?<=[\s가-힣])(?:(?<=[\s불])구속\s?|불구속\s|긴급\s?|현행범\s)?(?P<act>(?<!법정)(?<!불)구속|체포|검거|입건|(?<!소년부\s)(?<!불)송치|(?<!불)기소)(?=\s?(?:…|\.\.\.|$|[,·;\"'”’]))"
)
"""`20대 남성 구속…"호기심에"`: in a heading the noun alone is the verb."""
_REFERRED_TO_JUVENILE = re.compile(
    r"(?:경찰|경찰서|경찰청|수사대|수사계)(?:은|는)\s[^.]{0,120}?소년부(?:로|에)\s(?P<act>송치)(?=했|하고|하며)"
)
"""`경찰은 W군을 가정법원 소년부로 송치했다`: the police send on, no court has decided."""
_STAGE_OF_NOUN = {
    "구속": "detained", "체포": "arrested", "검거": "cleared", "입건": "booked", "송치": "referred", "기소": "indicted",
}  # fmt: skip


_ASKED_IN_VAIN = re.compile(r"(?:청구|요청|구형)한\s(?:[0-9]년간?의?\s)?$")
"""`검찰이 청구한 보호관찰 명령은 기각했다`."""


def _read_supervision(text: str, acts: list[CueHit]) -> SupervisionHit | None:
    if "보호관찰" not in text:
        return None
    for hit in find_cues(text, "ko", "supervision"):
        following = next((act for act in acts if act.end > hit.start), None)
        if hit.role == "none" or (
            following is not None and following.role in ("demand", "none", "prior", "statistic", "reverse")
        ):
            continue
        if hit.role != "false" and _ASKED_IN_VAIN.search(text[max(0, hit.start - 12) : hit.start]):
            continue
        value = "false" if hit.role == "false" else "true"
        return SupervisionHit(
            "false" if value == "false" else "true", hit.start, hit.end, f"ko_supervision_{hit.id}"
        )
    return None


_OF_THE_STATUTE = re.compile(r"혐의의\s법정형[은이]")
"""`M씨에게 적용된 혐의의 법정형은`: what the law threatens; nothing has happened."""


_OF_EVERY_CHILD = re.compile(
    r"[\"'“‘]?(?:촉법소년|범죄소년|우범소년|형사미성년자|소년범|미성년자)[\"'”’]?(?:은|는|이란|란)\s[^.A-Z]{0,70}(?:받는다|않는다|한다|된다|말한다|있다|뜻한다|대상이다|연령이다)[.]?$"
)
"""`촉법소년은 형사처벌 대신 보호처분을 받는다`: what the law says of every child."""


def _read_charge(text: str) -> tuple[str, int, int] | None:
    """The charge as printed before 혐의: the statute where one is named, else the words of the deed."""
    if "혐의" not in text or _OF_THE_STATUTE.search(text):
        return None
    law = _CHARGE_LAW.search(text) if "위반" in text else None
    law = law or _CHARGE_IN_BRACKETS.search(text)
    if law:
        phrase, start = law["c"], law.start("c")
    else:
        mark = _CHARGE_MARK.search(text)
        if mark is None:
            return None
        start = max(0, mark.start() - 60, *(text.rfind(c, 0, mark.start()) + 1 for c in "\"'“”‘’()."))
        phrase = text[start : mark.start()]
    cuts = [cut.end() for cut in _CHARGE_START.finditer(phrase) if cut.end() < len(phrase)]
    best = next((cut for cut in reversed(cuts) if len(phrase) - cut >= 4 or _DEED.search(phrase[cut:])), 0)
    charge = phrase[best:].strip()
    if not charge:
        return None
    begin = start + phrase.index(charge, best)
    return charge, begin, begin + len(charge)


_TELLS_DAY = re.compile(r"\s?(?:밝혔|전했|선고|판결|열린|오전|오후)")


def _read_court_date(
    text: str, courts: list[CourtMention], acts: list[CueHit], published: date | None
) -> tuple[str, int, int] | None:
    """The date beside the court or the act of judgment: never one of the deed."""
    places = [c.start for c in courts] + [c.end for c in courts]
    places += [a.start for a in acts if a.role in ("impose", "demand", "uphold")]
    if not places:
        return None
    near = [
        d
        for d in find_dates(text, published)
        if any(-14 <= d.start - p <= 24 or 0 <= p - d.end <= 24 for p in places)
        or _TELLS_DAY.match(text, d.end)
    ]
    if not near:
        return None
    best = near[-1] if not courts else min(near, key=lambda d: min(abs(d.start - c.end) for c in courts))
    return best.value.isoformat(), best.start, best.end
