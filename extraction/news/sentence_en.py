"""Reads one English sentence: whose act each penalty is.

English puts the verb first: a penalty belongs to the last act before it, unless the words right before it say that
it is a maximum (`up to`) or the sentence of the court below (`the lower court's`, `from`).
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from extraction.news.courts import CourtMention, find_courts
from extraction.news.defendants import find_n_defendants, tells_single
from extraction.news.penalties_en import CHANGED_EN, find_penalties
from extraction.news.people import find_ages, find_labels, find_n_victims
from extraction.news.readings import (
    Act,
    Mention,
    OutcomeHit,
    ResolvedPenalty,
    SentenceReading,
    StageHit,
    SupervisionHit,
)
from extraction.news.sentences import Sentence
from extraction.news.vocabulary import CueHit, find_cues, lowered

LOWER = -1
_F = re.IGNORECASE
_RELEVANT = (
    "prison", "jail", "sentenc", "court", "probation", "fine", "acquit", "guilty", "prosecut", "indict", "arrest",
    "detain", "charge", "suspect", "police", "booked", "appeal", "convict", "supervision", "victim", "year-old",
    "in his ", "in her ", "in their ", "juvenile", "community service", "hour", "disclosure", "barred", "trial",
    "custody", "demanded", "sought", "requested",
    "surnamed", "suspended", "apprehend", "caught", "term", " ban", "imposed", "anklet",
    "personal information", "personal details",
    "offense", "crime", "at the time", "forfeit", "teen", "minor", "ordered", "electronic", "behind bars", "prohibit",
    "ankle", "confiscat", "accus", "film", "images", " got ", " gets ", "handed", "given ", " had sought ", "received ",
)  # fmt: skip
_STATUTORY_BEFORE = re.compile(
    r"(?:\bup\sto(?:\sa)?|\bmaximum(?:\s\w+){0,2}\sof|\bat\smost|\bno\smore\sthan|\bat\sleast|"
    r"\bminimum(?:\s\w+){0,2}\sof|\bmore\sthan|\bless\sthan|"
    r"\bbetween|\bof\sup\sto|\bceiling\sof)\s(?:a\s|an\s)?$",
    _F,
)
_MAXIMUM = re.compile(
    r"(?<!given\s)(?<!handed\s)(?<!received\s)(?:\b(?:the|a|its)\s)?\bmaximum\s(?:penalty|sentence|"
    r"punishment|prison|jail|term)\b[^.;]{0,80}?\b(?:is|are|was|were|from|raised?|increas\w+|"
    r"for\s(?:the\s)?(?:crime|offen[sc]e))\b",
    _F,
)
_COUNT_IS_SUBJECT = re.compile(
    r"(?:^|[,;]\s|\band\s)[0-9]+(?:,[0-9]{3})*\s(?:\w+\s)?(?:were\s|have\sbeen\s)?$", _F
)
_COUNTED = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?:every\s)?(?:two|three|four|five|ten|10|100)\b|"
    r"(?<!acquitted\s)(?<!found\s)(?<!sentenced\s)(?<!convicted\s)(?<!jailed\s)(?<!fined\s)\b(?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\sof\s(?:the\s)?(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\b"
    r"(?!\s(?:\w+\s)?(?:counts?|charges?|offen[sc]es|crimes|allegations|incidents|victims))|"
    r"\bof\s(?:the\s|a\stotal\sof\s)?[0-9,]+\s(?:[\w-]+\s){0,3}?(?:defendants|people|cases|suspects|"
    r"offenders|convicts|trials|judgments|rulings|verdicts)\b|\b(?:half|most|majority|many|thirds?|quarters?)\sof\s(?:the\s|all\s|those\s)?(?:\w+\s){0,2}?"
    r"(?:offenders|defendants|people|suspects|cases|convicts|perpetrators|those)\b|\b[0-9]+(?:\.[0-9]+)?\s?(?:per\s?cent|%)\s",
    _F,
)
_ALL_OF_ONE_CASE = re.compile(
    r"\bof\sthe\s(?:two|three|four|five|six|seven|eight|nine|ten|1[0-9]|[2-9])\s(?:(?:\w+\s)?(?:accomplices|defendants|men|women|suspects|"
    r"people|students|teens|teenagers|members)\b)?[^.;]{3,110}\b(?:the|a)\s(?:third|fourth|fifth|sixth|last|others?|remaining|rest)\b",
    _F,
)
"""`Three of the four accomplices got suspended sentences, while the fourth …`: people of one case, no statistic."""
_PERSON = re.compile(
    r"\b(?:he|she|they|(?:the|an?)\s(?:\w+\s)?(?:man|woman|suspect|student|defendant|teen|boy|operator|"
    r"teacher|(?:high|middle)\sschooler))\b",
    _F,
)
_QUOTED_BEFORE = re.compile(
    r"(?:\b(?P<lower>(?:lower|trial)\scourt|(?:original|initial|earlier|previous))|"
    r"\b(?P<first>first(?:\s|-)(?:trial|instance)|district\scourt)|\b(?P<appeal>(?:appell?ate|"
    r"appeals?)\s(?:court|trial)|high\scourt))"
    r"(?:[’']s)?(?:\s(?:ruling|decision|verdict|sentence|sentencing|judgment|court|original|initial|earlier|term|"
    r"punishment))?(?:\s(?:of|to\simpose|that\simposed|imposing|sentencing\s(?:\w+\s){1,3}to|"
    r"that\s(?:had\s)?(?:sentenced|gave|given)\s(?:\w+\s){1,3}(?:to)?))?\s(?:a\s|an\s|the\s)?$",
    _F,
)
_FROM_BEFORE = re.compile(
    r"\b(?:from|replac(?:ed|ing)|scrapp(?:ed|ing)|quash(?:ed|ing))\s(?:the\s|a\s|an\s|his\s|"
    r"her\s)?(?:(?:lower\scourt[’']s|original|initial|earlier|previous)\s)?$",
    _F,
)
_BELOW_AFTER = re.compile(
    r"^[^.;]{0,50}?\b(?:(?:in|at|by|during|from)\s(?:the\s|his\s|her\s|a\s|"
    r"an\s)?(?:(?P<lower>lower\scourt|trial\scourt|original\s\w+|initial\s\w+)|(?P<first>first(?:\s|"
    r"-)(?:trial|instance)|district\scourt|(?:\w+\s){1,2}district\scourt(?![’']s\s(?:\w+\s)?appell))|(?P<appeal>(?:appell?ate|"
    r"appeals?)\s(?:court|trial))))",
    _F,
)
_BELOW_GAP = re.compile(
    r"\b(?:but|while|double|twice|half|halv\w+|doubl\w+|cutting|reducing|raising|increasing|lowering|(?:more|less|fewer|longer|shorter|heavier|lighter|higher|lower)\sthan|and\sthe|,\sand|sought|reduced|increased|imposed|sentenced|from|because|since|who|where|,\s(?:as|after|saying|citing|noting|overturning|"
    r"reversing))\b",
    _F,
)
_CHANGED_AFTER = re.compile(
    r"(?:\sin\s(?:prison|jail))?(?:\s(?:at|in|by)\s(?:the|an?|his|her)\s(?:[\w-]+\s){0,2}?(?:trial|court|instance))?,?\s(?:which\s|(?:but|and)\s(?:that|it|this|the\s(?:sentence|term))\s)?(?:was\s|being\s)?(?:(?:later|then|subsequently|eventually)\s)?(?:turned\sinto|replaced\s(?:with|by)|(?:increased|reduced|raised|lowered|cut|changed|commuted|slashed|shortened|lengthened|extended|trimmed)\sto)\b",
    _F,
)
_CHANGED_TO = re.compile(r"\s(?:\([^)]{1,24}\)\s)?(?:in\sprison\s|term\s|sentence\s)?to\s", _F)
_CHANGING = re.compile(
    r"\b(?:commut|reduc|increas|rais|lower|cut|lighten|slash|shorten|lengthen|extend|trim|chang(?=e|ing))[a-z]*\s(?:\w+\s){0,5}$",
    _F,
)
_OF_A_LAW = re.compile(
    r"\b(?:stipulat\w+|(?:revised|amended|new)\s(?:act|law)\s(?:\w+\s)?(?:rais|increas|set|impos|punish)\w*)\b|"
    r"^Under\s(?:the\s|Korea[’']s\s|South\sKorea[’']s\s)?(?:current\s|existing\s|revised\s)?(?:[\w-]+\s){0,3}(?:law|act)s?(?:,|\s)",
    _F,
)
_DEMANDED_AFTER = re.compile(
    r"^[^.;]{0,30}?\b(?:sought|requested|demanded|recommended|asked\sfor)\s(?:earlier\s|"
    r"initially\s)?by\s(?:the\s)?(?:prosecut|special\scounsel)|"
    r"^[^.;]{0,12}?\bthat\s(?:the\s)?(?:prosecut\w+|special\scounsel)\s(?:had\s)?(?:sought|requested|demanded)|"
    r"^\s(?:that\s)?(?:(?:the\s)?(?:prosecut\w+|special\scounsel)|it|they)\s(?:had\s)?(?:initially\s|originally\s)?(?:sought|requested|demanded|asked\sfor|recommended|wanted)",
    _F,
)
_AS_DEMANDED = re.compile(
    r"(?:\sin\s(?:prison|jail)|\sbehind\sbars)?(?:\s(?:on|for|in)\s[^.;,]{1,40}?(?=,))?,?\s(?:(?:exactly\s|just\s)?as|in\sline\swith|matching|exactly|(?:exactly\s|precisely\s)?the\s(?:same|very)"
    r"(?:\s(?:(?:prison|jail)\s)?(?:term|sentence|amount|punishment|penalty|fine|sum))?(?:\s(?:as|that))?|identical\sto|equal\sto)\s"
    r"(?:(?:what\s|the\s(?:term|sentence|amount|punishment|penalty|fine|sum)\s(?:that\s)?)?(?:the\s)?(?:prosecut\w+|special\scounsel)(?:[’']s?)?\s(?:had\s)?(?:sought|requested|demanded|asked|request|demand)|(?:was\s)?(?:sought|requested|demanded)\sby\s)",
    _F,
)
"""`sentenced him to 10 years, in line with what prosecutors had sought`: demanded and imposed."""
_SUBJECT_COURT = re.compile(r"\b(?:court|judge|bench|panel|ruling|verdict)\b", _F)
_STATISTIC = re.compile(
    r"\bnumber\sof\s(?:\w+\s){1,3}?(?:booked|arrested|caught|indicted|convicted|referred|apprehended|sentenced|punished|detained)\b|\b(?:number|share|proportion|rate|percentage|ratio)\sof\s(?:[\w-]+\s){0,3}?(?:sentences|terms|fines|acquittals|convictions|rulings|verdicts|indictments|arrests)\b|"
    r"^The\snumber\sof\s|\ba\stotal\sof\s[0-9,]{3,}\s(?!members\sof\san?\s)|\bper\s?cent\b|[0-9]%(?![^.;]{0,30}(?:alcohol|interest|stake|share))|\b[Tt]hose\s(?:arrested|booked|caught|apprehended|indicted|detained)\b[^.;]{0,60}?\b(?:increas|rose|jump|fell|decreas|drop|surg)|\b[0-9,]+\scases\b[^.;]{0,40}\b[0-9,]+\s(?:people|suspects|persons)\b|\baccording\sto\sdata\b|\bstatistics\b|\b(?:in|during)\s(?:an?|the)\s(?:[\w-]+\s){0,3}crackdown\b|\bbetween\s(?:19|20)[0-9]{2}\sand|"
    r"\bsince\s(?:19|20)[0-9]{2}\b|\blast\syear\salone|(?<!by\s)(?<!with\s)(?<!from\s)(?<!of\s)(?<![0-9,])[0-9,]{3,}\s(?:people|suspects|cases|reports)|\b[0-9]{1,3},[0-9]{3}\s(?:[\w-]+\s){1,4}(?:was|were|have\sbeen)\s(?:caught|booked|arrested|indicted|referred|detained|apprehended|nabbed)\b|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|[1-9])\s(?:in|out\sof)\s(?:every\s)?(?:two|three|four|five|six|seven|eight|nine|ten|10|100)\s(?:\w+\s)?(?:[a-z]+s|people)\b|"
    r"\b(?:half|most|majority|(?:two-)?thirds?|quarters?)\sof\s(?:the\s|all\s|those\s)?(?:\w+\s){0,2}?(?:offenders|defendants|suspects|cases|"
    r"convicts|perpetrators|rulings|verdicts)\b|\bonly\s(?:\w+|[0-9,]+)\sof\s(?:the\s)?[0-9,]+\s",
    _F,
)
_GENERAL = re.compile(
    r"\b(?:many|most|some|few|majority|half)\s(?:of\s)?(?:the\s|those\s|such\s|"
    r"these\s)?(?:\w+\s){0,3}?(?:are|were|receive|received|get|got|end|ended|walk|walked)\b|"
    r"\boffenders\s(?:are|often)\b",
    _F,
)
_GENERAL_SUSPENDED = re.compile(
    r"\b(?:released|let\soff|freed|walk(?:ed)?\sfree|put|placed)\s(?:on|with)\s(?:a\s)?(?:probation|"
    r"suspended)",
    _F,
)
_OTHER_CASE = re.compile(
    r"^(?:[\"“]?)(?:In\s(?:a\sseparate|another|an\sunrelated|a\ssimilar)|Separately|Meanwhile)\b", _F
)
_CHARGE = re.compile(
    r"\b(?:on\s(?:charges?|suspicion|suspicions|allegations)\sof|(?:indicted|charged|booked|accused|"
    r"convicted|acquitted|guilty|arrested|suspected)\s(?:\w+\s){0,2}?(?:of|for|with)|for\sviolating|"
    r"for\sallegedly)\s"
    r"(?P<c>(?:(?!\b(?:was|were|has|had|after|and\swas|and\ssentenced|and\sordered|to\s(?:one|two|three|"
    r"four|five|six|seven|eight|nine|ten|[0-9]))\b)[^.,;]){3,110})",
    _F,
)
_VIOLATING = re.compile(
    r"\bviolat(?:ing|ion\sof)\s(?P<c>the\s(?:[A-Z][^.,;]{0,110}?)?(?:Act|Law)(?:\son\s[A-Z][^.,;]{3,80})?)"
)
_MONTHS = [
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
]
_DATE = re.compile(
    r"\b(?P<m>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|"
    r"\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)\s(?P<d>[1-9]|[12][0-9]|"
    r"3[01])\b(?:,\s(?P<y>(?:19|20)[0-9]{2}))?"
    r"|\bthe\s(?P<th>[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)\b(?P<last>\sof\slast\smonth)?|"
    r"(?<!next\s)(?<!coming\s)(?<!until\s)(?<!last\s)(?<!every\s)\b(?P<wd>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def read_english_sentence(sentence: Sentence, published: date | None) -> SentenceReading:
    """Everything that the sentence says; nothing where it has no word of a case."""
    text = sentence.text
    low = lowered(text)
    if not any(word in low for word in _RELEVANT) or _IN_A_STORY.search(text):
        return SentenceReading(sentence=sentence)
    if "constitutional court" in low and _ON_LAWS_ALONE.search(low) and _OTHER_COURT.search(low) is None:
        return SentenceReading(sentence=sentence, is_statistic=True)
    if ("convicted" in low or "guilty" in low or low.startswith("if ")) and _HYPOTHETICAL.search(text):
        return SentenceReading(sentence=sentence, ages=tuple(find_ages(text, "en")), is_statistic=True)
    acts = find_cues(text, "en", "acts")
    if any(act.role == "statistic" for act in acts) and _ALL_OF_ONE_CASE.search(text):
        acts = [act for act in acts if act.role != "statistic"]
    cues = find_cues(text, "en", "outcomes")
    courts, instances = _deciding_courts(text, cues)
    mentions = [m for m in find_penalties(text) if not _is_supervision_beside(text, m)]
    penalties = tuple(_resolve(text, mention, acts, instances) for mention in mentions)
    if any(p.act == "prior" and _FOUND_TO_HAVE.search(text[: p.mention.start]) for p in penalties):
        courts, instances = [], []  # the court of an earlier case
    supervision = _read_supervision(text, mentions, penalties)
    is_general = (
        bool(_GENERAL.search(text))
        and bool(_GENERAL_SUSPENDED.search(text))
        and _at_large_from(text) > len(text)
    )
    return SentenceReading(
        sentence=sentence,
        penalties=tuple(_generalise(p) for p in penalties) if is_general else penalties,
        outcomes=tuple(_read_outcomes(text, cues, acts, instances)),
        stages=tuple(_read_stages(text)),
        courts=tuple(courts),
        instance=_main_instance(text, instances, len(text)),
        supervision=supervision,
        ages=tuple(find_ages(text, "en")),
        labels=find_labels(text, "en"),
        is_single=tells_single(text, "en"),
        charge=_read_charge(text),
        court_date=_read_court_date(text, courts, acts, published),
        n_defendants=find_n_defendants(text, "en"),
        n_victims=find_n_victims(text, "en"),
        is_statistic=_tells_no_case(text, acts, courts),
        has_person=bool(_PERSON.search(text)),
        starts_other_case=bool(_OTHER_CASE.match(text)),
        is_general=is_general,
        is_abroad="Korea" not in text
        and _COURT_OR_COUNTRY.search(low) is not None
        and bool(_FOREIGN_COURT.search(text)),
        doubts=_doubts(text, penalties),
    )


_ALSO_SUPERVISED = re.compile(
    r"\b(?:and|,)\s(?:be\s)?(?:placed|put)\sunder\s(?:an?\s)?(?:[\w’-]+\s){0,2}?$|"
    r"\balso\s(?:\w+\s)?(?:placed|placing|put|putting|ordered)\s(?:[\w-]+\s){0,6}?(?:on|under|of)\s(?:[\w’-]+\s){0,3}?$|"
    r"\balso\sordered\s(?:[\w-]+\s){0,3}?to\s(?:serve|undergo|receive)\s(?:[\w-]+\s){0,3}?$",
    _F,
)


def _is_supervision_beside(text: str, mention: Mention) -> bool:
    """`The court also placed him on probation for two years`: an order beside a sentence, and no suspension."""
    return mention.rule == "en_suspension_alone" and bool(_ALSO_SUPERVISED.search(text[: mention.start]))


def _deciding_courts(text: str, cues: list[CueHit]) -> tuple[list[CourtMention], list[CueHit]]:
    """The courts and instances of the sentence without those that a case only goes to or came from."""
    goals = [hit for hit in cues if hit.role == "transferred"]

    def speaks(start: int) -> bool:
        head = text[:start]
        is_goal = any(goal.start < start < goal.end + 24 for goal in goals)
        return not (is_goal or _ORDERED_BY.search(head) or _APPEALED_TO.search(head))

    courts = [court for court in find_courts(text, "en") if speaks(court.start)]
    instances = [hit for hit in find_cues(text, "en", "instances") if speaks(hit.start)]
    to_come = _APPEAL_TO_COME.search(text) if instances else None
    if to_come:
        courts = [court for court in courts if court.instance == 1 or court.start < to_come.start()]
        instances = [hit for hit in instances if hit.role not in ("2", "3")]
    return courts, instances


_APPEALED_TO = re.compile(r"\bappeal\w*\s(?:[\w’]+\s){0,3}?to\s(?:the\s)?$", _F)
_MEDIUM = r"(?:drama|film|movie|novel|webtoon|sitcom|soap\sopera|series|thriller|musical|video\sgame|comic\sbook|manhwa)s?"
_IN_A_STORY = re.compile(
    rf"\b(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|stars?\sas|starred\sas|starring\sas|role\sof|role\sas)\b[^.;]{{0,140}}?\b(?:{_MEDIUM}|Netflix|stage\splay)\b|"
    rf"\b(?:In|in)\s(?:the|a|an|this|his|her)\s(?:[\w-]+\s){{0,4}}?{_MEDIUM}\b(?:,|\s[“\"‘'])[^.;]{{0,160}}?\b(?:sentenc\w+|prison|jailed|court|fined|convicted|arrested)\b|"
    rf"\b(?:The|the|a|an|this)\s(?:[\w-]+\s){{0,3}}?{_MEDIUM}\s(?:[“\"‘'][^”\"’']+[”\"’']\s)?(?:in\swhich|where|about|stars?|tells?|told|follows?|depicts?|centers?|centred|revolves?|is\sabout|is\sset|opens\swith|ends\swith|features?)\b|"
    r"\b(?:protagonist|fictional|main\scharacter|lead\scharacter|plays?\sa\s(?:convict|prisoner|detective|judge|prosecutor|lawyer))\b",
    _F,
)
"""What happens to a figure of a drama or a novel is no case."""
_AT_LARGE = re.compile(
    r"(?<!by\s)(?<!with\s)(?<!from\s)(?<![0-9,.])\b[0-9]{1,3},[0-9]{3}\s(?:\w+\s)?(?:defendants|people|persons|offenders|suspects|convicts|men|women|drivers|teenagers|minors|juveniles|criminals)\b|"
    r"\b(?:half|most|majority|thirds?|quarters?|fifths?|per\s?cent|%)\sof\s(?:all\s)?(?:those|people|everyone|defendants|offenders|persons|anyone|men|the\s(?:people|defendants|offenders|men|convicted|accused))"
    r"\s(?:who\s(?:were\s|had\sbeen\s)?|(?:\w+ly\s)?)(?:convicted|sentenced|indicted|tried|found\sguilty|punished|charged|prosecuted|brought\sto\strial|stood\strial)\b|"
    r"\b[0-9]+(?:\.[0-9]+)?\s?(?:per\s?cent|%)\sof\s(?:the\stotal|all|those)\b|"
    r"\b(?:between|from)\s(?:19|20)[0-9]{2}\s(?:and|to)\s(?:19|20)[0-9]{2},?\s[^.;]{0,40}?\b[1-9][0-9]+\s(?:\w+\s)?(?:people|defendants|offenders|suspects|men)\b|"
    r"\b[1-9][0-9]+\s(?:\w+\s)?(?:people|defendants|offenders|suspects|men)\s[^.;]{0,60}?\b(?:between|from)\s(?:19|20)[0-9]{2}\s(?:and|to)\s(?:19|20)[0-9]{2}\b|"
    r"\b(?:average|median|mean)\s(?:\w+\s){0,2}(?:terms?|sentences?|sentencing|fines?|punishments?|penalt(?:y|ies))\b",
    _F,
)
"""People counted by the thousand or by a share of all who were tried, terms in the mean: no case."""


@lru_cache(maxsize=64)
def _at_large_from(text: str) -> int:
    """Where the words end that tell of people at large; past the end of the sentence where there are none."""
    match = _AT_LARGE.search(text)
    return match.end() if match else len(text) + 1


_OF_ONE_PERSON = re.compile(
    r"\b(?:acquitted|sentenced|convicted|cleared|fined|jailed|indicted|arrested)\s(?:him|her)\b", _F
)
"""`acquitted him of taking gifts between 2011 and 2013`: the years of one person's deed."""
_NO_CRIMINAL_COURT = re.compile(
    r"\badministrative\s(?:court|division|panel|department)\b|\b(?:damages|civil|cancellation|compensation|divorce)\s(?:law)?suits?\b|\blawsuit\sfiled\sagainst\b",
    _F,
)


_BLOOD_ALCOHOL = re.compile(
    r"\bblood[\s-]alcohol\s(?:level|content|concentration)\s(?:of|was|at)\s(?:about\s)?0?\.[0-9]+\s?(?:percent|%)",
    _F,
)


def _tells_no_case(text: str, acts: list[CueHit], courts: list[CourtMention]) -> bool:
    """People at large, figures of a year, or what an authority that is no court did."""
    is_administrative = (not courts and any(act.id == "administrative" for act in acts)) or bool(
        _NO_CRIMINAL_COURT.search(text)
    )
    if is_administrative or _at_large_from(text) <= len(text):
        return True
    text = _BLOOD_ALCOHOL.sub("", text)
    of_one = _OF_ONE_PERSON.search(text)
    figures = (m for m in _STATISTIC.finditer(text) if not (of_one and re.match(r"between|since", m[0], _F)))
    return next(figures, None) is not None and _ALL_OF_ONE_CASE.search(text) is None


_COURT_OR_COUNTRY = re.compile(r"court|judge|jury|^in\s|^meanwhile|police|authorities|prosecutors")
_FOREIGN_COURT = re.compile(
    r"\b(?:U\.S\.|US|U\.K\.|UK|American|British|English|Scottish|Japanese|Chinese|German|French|Thai|Vietnamese|Philippine|Filipino|"
    r"Cambodian|Indonesian|Malaysian|Australian|Canadian|Italian|Spanish|Dutch|Indian|Russian|Taiwanese|Turkish|Brazilian|Mexican|Swedish|"
    r"Swiss|Polish|Iranian|Israeli|Mongolian|Pakistani|Saudi|Singapore|Hong\sKong|Tokyo|Osaka|Fukuoka|London|Paris|Berlin|New\sYork|New\sJersey|"
    r"Los\sAngeles|Chicago|Boston|Seattle|Virginia|Georgia|Illinois|Hawaii|California|Texas|Florida|Beijing|Shanghai|Taipei|Hanoi|Jakarta|Sydney|"
    r"Moscow|Bangkok|Manila|Crown|[Ff]ederal|[Ss]uperior)\s(?:[a-z]+\s){0,2}(?:[Cc]ourt|judge|jury)\b|"
    r"^(?:Meanwhile,\s[Ii]n|In)\s(?:the\s)?(?:Japan|China|United\sStates|U\.S\.|U\.K\.|United\sKingdom|Britain|Germany|France|Australia|Canada|Taiwan|"
    r"Thailand|Vietnam|Philippines|Singapore|Indonesia|India|Russia),\s|"
    r"^(?:U\.S\.|US|U\.K\.|British|Japanese|Chinese|German|French|Thai|Vietnamese|Philippine|Cambodian|Indonesian|Malaysian|Australian|Canadian|Taiwanese|Russian|Indian)\s"
    r"(?:police|authorities|prosecutors|investigators)\s(?:have\s|has\s|had\s|on\s\w+\s|said\s(?:\w+\s)?they\s(?:have\s|had\s)?)?(?:arrest|charg|detain|indict|nabb|captur|caught)|"
    r"\bCourt\sof\s(?!Korea|South|Seoul|Busan|Daegu|Incheon|Gwangju|Daejeon|Ulsan|Suwon|Jeju|Appeal|First|Justice|(?:the\s)?[A-Z][a-z]+\s(?:\w+\s)?(?:District|High))[A-Z]|"
    r"\b(?:[Cc]ourt|[Jj]udge|[Jj]ury)\sin\s(?:the\s(?:United|U\.S|U\.K|Philippines)|Britain|England|Japan|China|Germany|France|Italy|Spain|Russia|India|Indonesia|Malaysia|Cambodia|Taiwan|Thailand|Vietnam|Australia|Canada|Singapore|"
    r"Hong\sKong|London|Paris|Tokyo|Osaka|Fukuoka|Nagoya|Okinawa|New\sYork|New\sJersey|Los\sAngeles|California|Texas|Virginia|Georgia|Washington|Hawaii|Guam|Saipan|"
    r"Bangkok|Manila|Cebu|Angeles\sCity|Beijing|Shanghai|Shenyang|Dalian|Guangzhou|Shenzhen|Yanji|Hanoi|Ho\sChi\sMinh\sCity|Da\sNang|Phnom\sPenh|Siem\sReap|Sihanoukville|"
    r"Vientiane|Laos|Myanmar|Kuala\sLumpur|Jakarta|Bali|Dubai|Moscow|Vladivostok|Sydney|Melbourne|Toronto|Vancouver|Berlin|Mongolia|Ulaanbaatar|Kazakhstan|Uzbekistan|Nepal|New\sZealand|"
    r"Turkey|Brazil|Mexico|Argentina|Macau|Taipei|Montenegro|Podgorica|Mumbai|New\sDelhi|Sweden|Switzerland|the\sNetherlands|Ukraine|Iran|Israel)\b"
)
"""A court abroad that judges nobody from Korea: a case told beside."""
_ORDERED_BY = re.compile(
    r"\bretrial\b[^.;,]{0,30}?\safter\s(?:the\s)?$|\b(?:retrial|rehearing|case|trial)\s(?:that\swas\s)?(?:ordered|remanded|sent\sback|returned)\sby\s(?:the\s)?$",
    _F,
)
"""`acquitted at a retrial ordered by the Supreme Court`: the Supreme Court decides nothing here."""
_HYPOTHETICAL = re.compile(
    r"^If\s(?:found\sguilty|convicted|indicted|proven|the\scharges?)\b[^.;]{0,80}\b(?:could|can|may|might|faces?)\s|"
    r"\b(?:could|can|may|might|would|faces?)\s[^.;]{0,120}\bif\s(?:(?:he|she|they)\s(?:is|are)\s)?(?:found\sguilty|convicted)\b",
    _F,
)
_APPEAL_TO_COME = re.compile(
    r"\b(?:appeals?|appell?ate|second)\s(?:trial|hearing)\b[^.;]{0,160}?\b(?:will|is\s(?:set|scheduled|expected|due))\s",
    _F,
)
"""`The appeals trial for the actress … will begin next month`: no court of appeal has decided."""


def _generalise(penalty: ResolvedPenalty) -> ResolvedPenalty:
    """`many offenders are released on probation`: told of offenders at large, as imposed."""
    if penalty.act == "statistic" and penalty.mention.item.is_suspended:
        return ResolvedPenalty(penalty.mention, "impose", None)
    return penalty


def _doubts(text: str, penalties: tuple[ResolvedPenalty, ...]) -> tuple[str, ...]:
    for penalty in penalties:
        words = text[penalty.mention.start : penalty.mention.end]
        if penalty.mention.item.is_suspended and "probation" in words.lower():
            return ('"probation" read as a suspended sentence (집행유예); supervision unknown',)
    return ()


def _resolve(text: str, mention: Mention, acts: list[CueHit], instances: list[CueHit]) -> ResolvedPenalty:
    """What a penalty was (imposed, demanded, of the judgment below, the law or an earlier case), and by which instance."""
    found = _told_by_words_beside(text, mention, acts, instances)
    if found is not None:
        return found
    act = _governing_act(text, mention, acts)
    if _is_left_standing(text, mention, act, instances):
        return ResolvedPenalty(mention, "quoted", LOWER)
    is_imposed = act is not None and act.role == "impose"
    if is_imposed and (below := _decided_above(text, mention, instances)):
        return ResolvedPenalty(mention, "quoted", below)
    if (
        is_imposed
        and act is not None
        and ("acquit" in text or "clear" in text)
        and _ACQUITS_ONE.search(text[: act.start])
    ):
        return ResolvedPenalty(mention, "quoted", LOWER)
    if _is_appealed_in_vain(text, mention, act) or _is_told_first(text, mention, act, instances):
        return ResolvedPenalty(mention, "quoted", LOWER)
    if act is not None and _FOUND_TO_HAVE.search(text[: act.start]):
        return ResolvedPenalty(mention, "prior")
    found = _told_of_below(text, mention, act, instances)
    if found is not None:
        return found
    if act is not None and act.id == "pleader" and _GIVEN_TO_WHOM.match(text, mention.end):
        return ResolvedPenalty(mention, "impose", _clause_instance(text, instances, mention))
    if act is not None and is_imposed and _is_past_record(text, act, instances):
        return ResolvedPenalty(mention, "prior")
    told = _act_of(act, text, mention)
    wrong = _FOUND_WRONG.match(text, mention.end)
    if wrong and told in ("none", "demand", "impose") and _APPEAL_TURNED_DOWN.search(text[: mention.start]):
        return ResolvedPenalty(mention, "quoted", LOWER)
    if wrong and told in ("none", "demand") and _SUBJECT_COURT.search(text, wrong.end()):
        return ResolvedPenalty(mention, "appealed")
    is_open = told == "demand" or (told == "none" and not _APPEAL_PLANNED.search(text[: mention.start]))
    if is_open and _APPEALED_TERM.search(text[: mention.start]):
        return ResolvedPenalty(mention, "appealed")
    if told == "demand" and act is not None and _COURT_ANSWERS.search(text, act.end, mention.start):
        told = "impose"
    return ResolvedPenalty(mention, told, _clause_instance(text, instances, mention))


_DEFERS = re.compile(
    r"(?:defer|suspend|withh)\w+\s(?:the\s|his\s|her\s)?(?:imposition|pronouncement|sentenc)", _F
)
"""`reversed an acquittal and deferred the imposition of a fine`: the verb of the court itself."""
_ACQUITS_ONE = re.compile(
    r"\b(?:acquit(?:s|ted|ting)|clear(?:s|ed|ing))\s(?:(?!(?:of|and|but|after|while|in|by|on|was|were)\b)[\w’-]+\s){1,6}$",
    _F,
)
"""`acquits woman jailed 2 years`: the sentence below."""
_COURT_ANSWERS = re.compile(
    r",\s(?:but\s|and\s|while\s|whereas\s)?(?:the|an?)\s(?:[\w-]+\s){0,3}?(?:court|judges?|bench|panel)\s"
    r"(?!(?:to|is|was|will|would|may|could|should|must|has|had|that|for|in|on|of|and|said|rejected|declined|refused|dismissed)\b)[a-z]+\s",
    _F,
)
"""`sought three years, the court let him off with`: after the demand the court speaks."""
_APPEAL_TURNED_DOWN = re.compile(
    r"\b(?:reject|dismiss|turn|threw|throw|den)(?:ed|ied|ing|s)?\b[^.;]{0,40}?\bappeals?\b", _F
)
_GIVEN_TO_WHOM = re.compile(
    r"(?:\s(?:sentence|term))?\s(?:that\swas\s)?(?:given|handed(?:\sdown)?|imposed|meted\sout|issued)\s(?:to|on|against|for)\b",
    _F,
)
"""`criticized the suspended sentence given to the coach`: a sentence that was given, whatever is said of it."""
_FOUND_WRONG = re.compile(
    r"(?:\s(?:sentence|term|in\sprison))?(?:\s(?:for|given\sto|imposed\son|handed\s(?:down\s)?to)\s[^.;]{1,90}?)?\s(?:was|is|were)\s(?:far\s|much\s|way\s)?(?:too|overly|unduly|excessively|unfairly|unreasonably)\s",
    _F,
)
"""`claiming the four-year term was too harsh`: what is appealed against."""
_APPEAL_PLANNED = re.compile(r"\b(?:to|will|may|could|would|might|can|should)\s(?:also\s)?appeal\b", _F)
_APPEALED_TERM = re.compile(
    r"\bappeal(?:ed|ing|s)?\s(?:against\s|over\s)?(?:(?:the|his|her|their|a|an|that)\s(?:[\w’]+\s){0,2})?$",
    _F,
)
"""`Both sides appealed the 18-month sentence`: the sentence below where the appeal is then decided."""


_CHANGED_VERB = re.compile(CHANGED_EN, _F)


def _is_of_maximum(text: str, mention: Mention, acts: list[CueHit]) -> bool:
    """`the maximum penalty is seven years`, up to the word that tells what the court gave."""
    maximum = _MAXIMUM.search(text)
    if maximum is None:
        return False
    given = (
        act.start
        for act in acts
        if act.role == "impose" and act.start > maximum.end() and not _CHANGED_VERB.match(text, act.start)
    )
    return mention.start < min(given, default=mention.end)


def _told_by_words_beside(
    text: str, mention: Mention, acts: list[CueHit], instances: list[CueHit]
) -> ResolvedPenalty | None:
    """A penalty that words at its side decide, whatever the verb: `faces up to`, `the original`, `as demanded`."""
    before, after = text[max(0, mention.start - 70) : mention.start], text[mention.end : mention.end + 130]
    is_indeterminate = mention.rule.startswith("en_prison_indeterminate")
    outside = _outside_the_case(text, mention, before, after)
    if outside is not None:
        return ResolvedPenalty(mention, outside)
    if _CHALLENGED_IN_VAIN.search(text[: mention.start]):
        return ResolvedPenalty(mention, "quoted", LOWER)
    if _THEN_LEFT_ABOVE.match(after):
        return ResolvedPenalty(mention, "quoted", 2)
    is_change = mention.rule == "en_changed_to" or _CHANGED_UP_TO.search(text[: mention.start])
    if is_change and not _is_change_asked(text, mention, acts):
        above = _clause_instance(text, instances, mention)
        is_open = above is None or (above == 1 and not _DISTRICT.search(text))
        return ResolvedPenalty(mention, "impose", 2 if is_open else above)
    if mention.rule == "en_suspension_alone" and _BY_A_HIGHER_COURT.search(text, 0, mention.start):
        return ResolvedPenalty(mention, "impose", _clause_instance(text, instances, mention))
    is_to_come = mention.rule == "en_disclosure" and _WILL_BE_DISCLOSED.search(
        text, mention.start, mention.end
    )
    if mention.rule == "en_prison_by_court" or (is_to_come and not acts):
        return ResolvedPenalty(mention, "impose", _clause_instance(text, instances, mention))
    if _AFTER_REJECTED.match(after):
        return ResolvedPenalty(mention, "quoted", LOWER)
    if _ON_EARLIER_CONVICTION.match(after):
        return ResolvedPenalty(mention, "prior")
    if (act := _act_beside_the_case(text, mention, before, after)) is not None:
        return ResolvedPenalty(mention, act)
    is_maximum = _is_of_maximum(text, mention, acts) or _STATUTORY_BEFORE.search(before)
    if _GIVEN_THE_MAXIMUM.search(before):
        return ResolvedPenalty(mention, "impose", _clause_instance(text, instances, mention))
    if not is_indeterminate and is_maximum:
        return ResolvedPenalty(mention, "statutory")
    quoted = None if _SUSPENDS.match(text, mention.start) else _QUOTED_BEFORE.search(before)
    is_own_act = any(act.start == mention.start and act.role == "impose" for act in acts)
    is_asked = any(act.role == "demand" and act.end <= mention.start for act in acts) and mention.is_order
    is_own_act = is_own_act or (is_asked and text[: mention.start].endswith(" Court "))
    if quoted and not is_own_act and not _is_speaking_court(text, mention, quoted, acts, len(before)):
        return ResolvedPenalty(mention, "quoted", _below(quoted))
    if _OF_A_LAW.search(text) and not _SUBJECT_COURT.search(text):
        return ResolvedPenalty(mention, "statutory")
    if mention.rule == "en_changed_from" or _FROM_BEFORE.search(before) or _is_changed(text, mention, after):
        return ResolvedPenalty(mention, "quoted", LOWER)
    if _AS_DEMANDED.match(after):
        instance = _clause_instance(text, instances, mention)
        return ResolvedPenalty(mention, "impose", instance, also_demanded=True)
    if (
        compared := _OF_THE_ONE_COMPARED.match(after)
        if _THAN.search(before) or _IN_PLACE_OF.search(before)
        else None
    ):
        return ResolvedPenalty(mention, "quoted", 1 if compared["first"] else LOWER)
    if _DEMANDED_AFTER.search(after):
        return ResolvedPenalty(mention, "demand", _main_instance(text, instances, mention.start))
    return None


_THEN_LEFT_ABOVE = re.compile(
    r"(?:\sin\s(?:prison|jail))?\s(?:on\sappeal|by\s(?:the|an)\s(?:appeals?|appell?ate|high)\scourt)\s(?:and\s|before\sbeing\s)(?:\w+\s){0,2}?(?:finali[sz]ed|upheld|confirmed|affirmed)\s"
    r"by\sthe\s(?:supreme|top|highest)\scourt\b",
    _F,
)
"""`reduced to seven years on appeal and finalized by the Supreme Court`."""
_REQUEST_REFUSED = re.compile(
    r"\b(?:reject|dismiss|turn|den|refus)\w*\s(?:down\s)?(?:the\s|an?\s)?(?:prosecut\w+[’']?s?\s)?(?:requests?|demands?|motion)\s(?:by\sprosecutors\s)?"
    r"(?:to\s(?:place|put)\s(?:him|her|them|the\s\w+)\s(?:under|on)|for)\s(?:\w+\s){0,3}?$",
    _F,
)
"""`turned down the prosecution's request to place her under probation`."""
_OR_MORE = re.compile(r"\sor\s(?:more|higher|above|less)\b")
_IF_FINED = re.compile(
    r"\bif\s(?:\w+\s){1,3}(?:is|are|were)\s(?:\w+\s)?fined\s$|\bif\s(?:fined|sentenced)\s(?:to\s)?$", _F
)
"""`lose their seats if they are fined 1 million won or more`."""
_BY_A_HIGHER_COURT = re.compile(
    r"\b(?:appeals?|appell?ate|high|higher|supreme|top)\scourt\s(?:(?:then|later|instead|on\s\w+day)\s)?$", _F
)


_WILL_BE_DISCLOSED = re.compile(r"\bwill\s(?:also\s)?be\s(?:disclosed|made\spublic|published)\b", _F)
"""`His personal information will be disclosed for seven years`: what the court ordered, told as to come."""


def _outside_the_case(text: str, mention: Mention, before: str, after: str) -> Act | None:
    """The act of a penalty in talk of many, of a law, of a wish, or of a request that was refused."""
    if _GENERALLY.search(text) or _at_large_from(text) <= mention.start:
        return "statistic"
    if _ON_A_LAW.search(text) or _OF_A_RANGE.search(text[: mention.start]):
        return "statutory"
    is_refused = mention.rule == "en_suspension_alone" and _REQUEST_REFUSED.search(text[: mention.start])
    if _is_wished(text, mention) or is_refused:
        return "none"
    if mention.rule == "en_fine" and (_OR_MORE.match(after) or _IF_FINED.search(before)):
        return "statutory"
    return None


_IN_A_CLAUSE_OF_RECORD = re.compile(
    r"(?:\s(?:in\s(?:prison|jail)|sentence|term))?\s(?:for|over)\s[^.;,]{3,60}?\s(?:last\syear|(?:in|back\sin)\s(?:19|20)[0-9]{2}|[a-z0-9]+\s(?:years?|months?)\s(?:ago|earlier))"
    r"\s(?:was|has\sbeen)\s(?:again\s)?(?:sentenced|given|fined|handed|jailed|arrested|indicted|booked|caught)\b",
    _F,
)
"""`A man who received a suspended sentence for drunk driving last year was sentenced to 10 months`."""


def _act_beside_the_case(text: str, mention: Mention, before: str, after: str) -> Act | None:
    """The act of a penalty that words at its side tell to be a statistic, an earlier case or a condition."""
    if _TO_A_SHARE.match(after) or _NUMBER_OF.search(before) or _ON_AVERAGE.match(after):
        return "statistic"
    is_earlier = _THIS_TIME.search(text, mention.end) or _SERVING.search(before)
    if is_earlier or _IN_A_CLAUSE_OF_RECORD.match(after):
        return "prior"
    return "none" if _ON_FAILURE.search(before) else None


_ON_AVERAGE = re.compile(r"(?:\sin\s(?:prison|jail)|\sbehind\sbars|\sof\simprisonment)?,?\son\saverage\b", _F)
_TO_A_SHARE = re.compile(
    r"[^.;,]{0,24}?\s(?:in|to|for|on)\s(?:about\s|some\s|nearly\s|only\s|just\s|almost\s|more\sthan\s|over\s|around\s)?(?:[0-9]+(?:\.[0-9]+)?\s?(?:percent|%)|half\sof|most\sof|two-thirds\sof|a\s(?:third|quarter)\sof|(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+\sof\sthe\s[0-9]{3,})\b(?!\s?(?:won|hours)))",
    _F,
)
"""`handed suspended sentences to 46 percent of defendants`."""
_THIS_TIME = re.compile(r"\b(?:but|and|while)\s(?:[\w-]+\s)?this\stime\b", _F)
"""`in 2022 he was fined, but this time the court gave him eight months`."""
_NUMBER_OF = re.compile(r"\b(?:number|share|proportion|rate|percentage|ratio)\sof\s(?:[\w-]+\s){0,2}$", _F)
_ON_FAILURE = re.compile(
    r"\bif\s(?:he|she|they)\s(?:fails?|do(?:es)?\snot|is\sunable|cannot)\s(?:to\s)?(?:pay\s)?(?:the\s|an?\s)?$",
    _F,
)
"""`three years longer if he fails to pay the fine`."""
_SERVING = re.compile(
    r"(?<!addition\sto\s)\bserving\s(?:out\s)?(?:the|an?|his|her|their)\s(?:\w+\s){0,2}(?:(?:of|for|on)\s(?:an?|his|her|their)\s(?:\w+\s){0,2})?$",
    _F,
)
"""`Yang, who is serving a 42-year sentence, was sentenced to four more months`."""
_IN_PLACE_OF = re.compile(r"\binstead\sof\s(?:the|his|her|their|an?)\s(?:\w+\s)?$", _F)
_THAN = re.compile(r"\bthan\s(?:the\s|an?\s|his\s|her\s|their\s)?(?:\w+\s)?$", _F)
_OF_THE_ONE_COMPARED = re.compile(
    r"[^.;,]{0,30}?\s(?:imposed|given|gave|handed|ordered|set|ruled|meted|issued|decided|from|in|by|at|received)\s"
    r"[^.;,]{0,40}?\b(?:(?P<first>district\scourt|first\s(?:trial|instance|ruling))|(?:lower|trial)\scourt|original|initial|earlier)",
    _F,
)
"""`three years, lighter than the five years imposed by the district court`."""
_CHANGED_UP_TO = re.compile(
    rf"\b(?:(?:saw|had)\s(?:his|her|their|the)\s(?:[\w-]+\s){{0,3}}?|(?:term|sentence|punishment)s?\s(?:was|were|has\sbeen)\s(?:\w+\s)?)"
    rf"(?:{CHANGED_EN})\s(?:(?:down|up)\s)?to\s(?:an?\s|just\s|only\s)?$",
    _F,
)
"""`saw his term cut to two years`: what a higher court gave."""
_CHALLENGED_IN_VAIN = re.compile(
    r"\b(?:(?:reject|dismiss|turn|threw|throw|den)(?:ed|ied|ing|s)?|lost|loses|losing)\b[^.;]{0,60}?\b(?:challenges?\s(?:to|against|of|over)|appeals?\s(?:(?:from|by|filed\sby|lodged\sby|of)\s[^.;]{1,60}?\s)?(?:against|over|of))\s"
    r"(?:the|an?|his|her|their)\s(?:[\w’-]+,?\s){0,3}?$",
    _F,
)
"""`rejected his challenge to the 3 million won fine`."""
_OTHER_COURT = re.compile(r"\b(?:district|high|supreme|top|lower|trial|appeals?|appellate|family)\scourt\b")
_OF_A_RANGE = re.compile(
    r"\b(?:rais|increas|lower|toughen|reduc|extend|strengthen|doubl|tripl|lift|cut)\w*\s(?:the\s|its\s)?(?:\w+\s)?(?:maximum|minimum|statutory|recommended)\s"
    r"(?:(?!\b(?:court|judge|sentenced|gave|handed|jailed|fined)\b)[^.;])*$",
    _F,
)
"""`plans to raise the minimum term for the crime to three years from one`: no person is sentenced."""
_ON_LAWS_ALONE = re.compile(r"(?<!by\sthe\s)(?<!to\sthe\s)(?<!with\sthe\s)\bconstitutional\scourt\b(?![’'])")
_ON_A_LAW = re.compile(
    r"\badministrative\scourt\b|\bConstitutional\sCourt\s(?:(?:has|had|\w+ly|on\s\w+day)\s){0,2}(?:ruled|decided|found|struck|upheld|declared|said|rejected)\b",
    _F,
)
"""The Constitutional Court judges laws; it sentences nobody."""
_QUOTED_WORDS = re.compile(r"[“\"][^”\"]{4,}[”\"]")
_WISH = re.compile(
    r"\b(?:I|we|I’m|I’ll|deserv\w+|should|ought|hope|hoped|want|wish|would|let’s|please|must\sbe)\b", _F
)


def _is_wished(text: str, mention: Mention) -> bool:
    """`"I deserve to be sentenced to death," he said`: words of a speaker about what ought to be."""
    if re.search(r"\bdeserv\w+\s(?:to\sbe|an?|the)\s(?:\w+\s){0,3}$", text[: mention.start], _F):
        return True
    quotes = (q for q in _QUOTED_WORDS.finditer(text) if q.start() < mention.start and mention.end <= q.end())
    return any(_WISH.search(text, quote.start(), mention.start) for quote in quotes)


_DISTRICT = re.compile(r"\bdistrict\scourt\b", _F)
_GIVEN_THE_MAXIMUM = re.compile(
    r"\b(?:given|gave\s\w+|handed|handed\s\w+|handed\sdown|received|got|imposed|sentenced\s(?:\w+\s)?to)\sthe\s(?:statutory\s|legal\s)?maximum\s"
    r"(?:(?:\w+\s){0,2}of\s)?$",
    _F,
)
_AFTER_REJECTED = re.compile(
    r"[^.;,]{0,40}?\s(?:after|as|when)\s(?:the\s|an?\s)?(?:[\w-]+\s){0,3}?court\s(?:\w+\s){0,2}?(?:rejected|dismissed|upheld|turned\sdown|"
    r"confirmed|finali[sz]ed|threw\sout)\b",
    _F,
)
"""`will spend the next nine years in prison after the Supreme Court rejected his appeal`."""
_ON_EARLIER_CONVICTION = re.compile(
    r"\s(?:[\w]+\s){0,2}?(?:on|for|in|after|following)\s(?:his|her|their|an?|the)\s(?:first|previous|earlier|prior|past)"
    r"\s(?:\w+\s)?(?:convictions?|offen[sc]es?|cases?|crimes?)\b|"
    r"\s(?:(?:that|which)\s)?(?:he|she)\s(?:is|was)\s(?:already\s|currently\s)?serving\b",
    _F,
)
"""`a suspended sentence on his first conviction`: of another case."""


def _is_change_asked(text: str, mention: Mention, acts: list[CueHit]) -> bool:
    """`asked that the term be raised from two years to four`, `a bill to raise it`: nothing is changed yet."""
    before = [act for act in acts if act.start < mention.start]
    if any(
        act.role == "demand" or act.role == "uphold" or act.id == "pleader" for act in before
    ) or _OF_A_LAW.search(text):
        return True
    head = text[: mention.start]
    return bool(
        re.search(
            r"\b(?:bill|law|act|guidelines?|commission|government|maximum|minimum|ministry)\b", head, _F
        )
    ) or bool(
        re.search(
            r"\b(?:could|may|might|should|would|will|can)\s(?:\w+\s){0,2}$",
            head[-120:].rsplit(" from ", 1)[0][-40:],
            _F,
        )
    )


def _is_changed(text: str, mention: Mention, after: str) -> bool:
    """`cut his two-year term to one`, `two years, which was reduced to one`."""
    if _CHANGES_THIS.search(text[: mention.start]) and _TO_ANOTHER.match(after):
        return True
    is_changed = bool(_CHANGED_AFTER.match(after))
    return is_changed or bool(_CHANGED_TO.match(after) and _CHANGING.search(text[: mention.start]))


def _is_left_standing(text: str, mention: Mention, act: CueHit | None, instances: list[CueHit]) -> bool:
    """`upheld the sentence`, `became final`, `the same sentence as the lower court`."""
    if act is not None and act.id == "became_final" and any(hit.role == "3" for hit in instances):
        return True
    if _UPHELD_AFTER.match(text, mention.end) or _LEFT_AS_IT_WAS.search(text, mention.end):
        return True
    if act is None or act.role != "impose":
        return False
    return bool(_UPHOLDING_IT.search(text) or _SAME_AS_BELOW.search(text)) or _is_upheld(text, act)


def _is_appealed_in_vain(text: str, mention: Mention, act: CueHit | None) -> bool:
    """`rejected the appeal against the two-year sentence given to him`."""
    if _APPEAL_OVER.search(text[: mention.start]) and _TURNED_DOWN.match(text, mention.end):
        return True
    if act is not None and _APPEAL_AGAINST.search(text[: min(act.start, mention.start)]):
        return True
    return bool(_BOTH_UPHELD.search(text, mention.end))


def _is_told_first(text: str, mention: Mention, act: CueHit | None, instances: list[CueHit]) -> bool:
    """`at first sentenced to two years`, with a higher court told after it."""
    if act is None or act.role != "impose" or mention.rule == "en_suspension_alone":
        return False
    changed = _CHANGED_ABOVE.search(text, mention.end)
    if changed is not None and re.match(r"had|saw|has", changed[0], _F):
        return True
    is_decided_later = any(hit.role in ("2", "3") and hit.start > mention.end for hit in instances)
    is_recalled = _is_had_been(text, act) and _agent_court(text, mention.end) is None
    return is_decided_later and (is_recalled or bool(_AT_FIRST.search(text[: act.start])))


def _told_of_below(
    text: str, mention: Mention, act: CueHit | None, instances: list[CueHit]
) -> ResolvedPenalty | None:
    """`two years by a district court`: of the judgment below, or this court's own where nobody above speaks."""
    after = text[mention.end : mention.end + 130]
    on_appeal = _agent_court(text, mention.end)
    below = None if on_appeal and on_appeal["on"] else _BELOW_AFTER.search(after)
    if below is None or act is None or act.role not in ("impose", "uphold", "reverse", "prior"):
        return None
    name = "lower" if below["lower"] else "first" if below["first"] else "appeal"
    if _BELOW_GAP.search(_TO_THE_COURT.sub("", after[: below.start(name)])):
        return None
    speaking = _main_instance(text, instances, act.start)
    is_above = speaking is not None and 0 < speaking < _below(below) and "by" in below[0]
    is_changed = _CHANGED_LATER.search(after, below.end()) or _THEN_ON_APPEAL.match(after, below.end())
    is_told_back = speaking or is_changed or _is_had_been(text, act)
    return ResolvedPenalty(mention, "quoted" if is_told_back and not is_above else "impose", _below(below))


_TO_THE_COURT = re.compile(r"(?<!down)(?<!up)\s(?:in|at|by|during|from)\s(?:the\s|his\s|her\s|an?\s)?$", _F)
_SUSPENDS = re.compile(r"suspend(?:ed|ing)\s(?:the|his|her|its|that|their|execution)\b", _F)
_APPEAL_AGAINST = re.compile(
    r"\b(?:reject|dismiss|turn|threw|throw|den)(?:ed|ied|ing|s)?\b[^.;]{0,40}?\bappeals?\s(?:[\w’']+\s){0,3}?(?:against|over|of)\s[^.;,]{0,40}$",
    _F,
)
"""`rejected the prosecution's appeal against the two-year sentence given to him`."""
_APPEAL_OVER = re.compile(r"\bappeals?\b[^.;]{0,60}?\b(?:against|over|of)\s(?:the|an?|his|her|their)\s$", _F)
_TURNED_DOWN = re.compile(
    r"[^.;]{0,70}?\b(?:was|were|has\sbeen)\s(?:\w+\s)?(?:turned\sdown|dismissed|rejected|thrown\sout|denied)\b",
    _F,
)
_THEN_ON_APPEAL = re.compile(
    r",?\s(?:and|but)\s[^.;]{2,60}?\b(?:on\sappeal|by\s(?:the|an)\s(?:appeals?|appell?ate|high)\scourt|(?:in|at)\s(?:the|his|her)\s(?:appeals?|second)\s(?:trial|ruling))\b",
    _F,
)
"""`a three-year sentence at his first trial and a two-year sentence on appeal`."""
_CHANGED_LATER = re.compile(rf"\b(?:{CHANGED_EN})\s(?:it|the\s\w+|that)\sto\b", _F)
_CHANGES_THIS = re.compile(rf"\b(?:{CHANGED_EN})\s(?:the|his|her|an?|that)\s(?:original\s|initial\s)?$", _F)
_TO_ANOTHER = re.compile(
    r"[^.;]{0,70}?\bto\s(?:an?\s)?(?:[0-9]{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:and\sa\shalf\s)?(?:years?|months?)\b|"
    r"[^.;]{0,70}?\bto\s(?:life\b|an?\s(?:fine|suspended)\b)",
    _F,
)
"""`cut the 12-year sentence of the cult leader to nine years`."""
_BOTH_UPHELD = re.compile(
    r"\b(?:both|all|each)(?:\sof\s(?:which|them))?\s(?:were|was)\s(?:\w+\s)?(?:upheld|affirmed|confirmed|finali[sz]ed)\b",
    _F,
)
_DECIDED_ABOVE = re.compile(
    r"(?:;|[,;]?\s(?:but|before|and|until|then))\s(?:[\w’'-]+\s){0,6}?(?:supreme\scourt|top\scourt|high\scourt|higher\scourt|appell?ate\s\w+|appeals\scourt)\b"
    r"[^.;]{0,40}?\b(?:sentenced|gave|handed|fined|acquitted|found|cleared|overturned|reversed|suspended|ordered|sided|imposed|upheld|"
    rf"rejected|dismissed|{CHANGED_EN})\b",
    _F,
)


def _decided_above(text: str, mention: Mention, instances: list[CueHit]) -> int | None:
    """The instance of a term after whose clause a higher court decides (`ten years, but the High Court slashed it`)."""
    later = _DECIDED_ABOVE.search(text, mention.end)
    if later is None or later.start() - mention.end > 60:
        return None
    starts = [match.end() for match in _CLAUSE.finditer(text, 0, mention.start)]
    own = [hit.role for hit in instances if (starts[-1] if starts else 0) <= hit.start < later.start()]
    if any(role in ("2", "3") for role in own):
        return None
    return 1 if "1" in own else LOWER


_AT_FIRST = re.compile(r"\b(?:initially|originally|at\sfirst|first)\s(?:been\s)?$", _F)
_PAST_YEAR = re.compile(
    r"\bin\s(?:19|20)[0-9]{2}\b|\b(?:[0-9]+|a|two|three|four|five|several|"
    r"ten)\s(?:years?|decades?|months?|weeks?)\s(?:ago|earlier)\b"
)
_SIMILAR = re.compile(
    r"\b(?:similar|same|separate|another|different|unrelated)\s(?:\w+\s)?"
    r"(?:offen[sc]e|crime|charge|case)s?\b",
    _F,
)


_PARDONED = re.compile(r"\bpardon(?:ed|s|ing)\s[^.;]{0,60}$", _F)
_IN_A_PAST_YEAR = re.compile(
    r"\b(?:in|back\sin)\s(?:19|20)[0-9]{2}(?:,|\s)\s?(?:he|she|they)\s(?:was|were|got|received|had\sbeen)?\s?(?:also\s|then\s)?$",
    _F,
)
_DISMISSED_AFTER = re.compile(
    r"\b(?:dismissed|fired|disbarred|expelled|demoted|disciplined)\s(?:\w+\s){0,4}?after\s(?:being|(?:he|she)\s(?:was|had\sbeen))\s$",
    _F,
)


_FOUND_TO_HAVE = re.compile(
    r"\b(?:investigat(?:ion|ors)|police)\s(?:\w+\s){0,2}?(?:revealed|found|said|showed|confirmed)\s(?:that\s)?[^.;]{1,40}?\shad\s(?:previously\s)?been\s(?:sentenced\sto\s(?:an?\s)?|fined\s)?$",
    _F,
)
"""`Police investigation revealed that he had been fined 2 million won last year`."""
_THEN_RELEASED = re.compile(
    r"[,\s]{1,2}and\s(?:was\s|had\sbeen\s)?(?:then\s|later\s)?(?:released|freed)\b(?!\son\sbail)", _F
)
"""`was sentenced to 12 years in prison in 2009 and was released in December 2020`."""


def _is_past_record(text: str, act: CueHit, instances: list[CueHit]) -> bool:
    """`had been sentenced to … in 2021 for a similar offense`, `was convicted in 2019 of … and fined`: an earlier case."""
    if any(told.search(text[: act.start]) for told in (_DISMISSED_AFTER, _PARDONED)):
        return True
    if not instances and (_IN_A_PAST_YEAR.search(text[: act.start]) or text.startswith("Previously,")):
        return True
    year = _PAST_YEAR.search(text, act.start) or _PAST_YEAR.search(text)
    if year is None:
        return False
    if year.start() > act.start and _THEN_RELEASED.match(text, year.end()):
        return True
    is_of_same_kind = _SIMILAR.search(text[act.start : year.end() + 40]) and _is_had_been(text, act)
    if instances and not (is_of_same_kind and all(hit.start > year.end() for hit in instances)):
        return False
    if re.search(r"\bconvicted\s$", text[: year.start()][-10:]):
        return act.start - year.end() < 60
    is_same_clause = act.start < year.start() and not re.search(
        r",\s(?:was|were|has)\b|\bbut\b", text[act.end : year.start()]
    )
    return is_same_clause and (_is_had_been(text, act) or bool(_SIMILAR.search(text)))


_GENERALLY = re.compile(
    r"\b[Cc]ourts?\s(?:can|may)\s(?!be\b)(?:also\s)?[a-z]+\s|\ballow(?:s|ed|ing)?\s(?:\w+\s)?(?:judges|courts)\sto\s|\brecommended\s(?:sentences?|terms?|punishment|range)\b|"
    r"\bsentences?\s[^.;]{0,50}?\brang(?:e|ed|es)\sfrom\b|\bin\smost\scases\b|\b(?:courts?|judges?|offenders?|defendants?|sentences|they)\s"
    r"(?:\w+\s){0,4}?(?:typically|usually|rarely|seldom|often|tend\sto|generally|should|ought)\b",
    _F,
)
_LEAVES_STANDING = re.compile(
    r"\b(?:upheld|upholds|upholding|sid(?:ed|ing)\swith|agree(?:d|ing)\swith|back(?:ed|ing)|endors(?:ed|ing)|retain(?:ed|ing)|stuck\s(?:to|with|by)|no\s(?:legal\s)?(?:errors?|fault|misunderstanding|problems?|mistakes?|flaws?)\s(?:in|with)|affirm(?:ed|s|ing)|confirm(?:ed|s|ing)|ratif(?:ied|ies)|finali[sz](?:ed|es|ing)|maintain(?:ed|s|ing)|kept|"
    r"overturn(?:ed|s|ing)|revers(?:ed|es|ing)|(?:(?:reject|dismiss|turn)(?:ed|s|ing)|threw|throwing)\s(?:down\s|out\s)?(?:an?|the|his|her|their|both)?\s?(?:final\s)?appeals?|order(?:ed|s|ing)\s(?:(?:an?\s)?retrial|(?:an?|the)\s(?:[\w-]+\s){0,3}?court\sto\s\w+)|sent\s(?:(?:[\w’'-]+\s){1,9}?)?back)\b",
    _F,
)
_UPHOLDING_IT = re.compile(
    r"^(?:upholding|affirming|maintaining|confirming)\s(?:the|an?)\s(?:lower|trial|district)\scourt\s(?:decision|ruling|sentence|verdict|judgment)\b|"
    r"(?:^|,\s)(?:upholding|affirming|maintaining|confirming)\s(?:the|an?)\s(?:(?:lower|trial|district)\scourt[’']s\s|original\s|initial\s|earlier\s)"
    r"(?:decision|ruling|sentence|verdict|judgment)\b",
    _F,
)
_SAME_AS_BELOW = re.compile(
    r"\b(?:the\ssame|an?\sidentical)(?:\s(?:[\w-]+\s){0,4}?(?:term|sentence|punishment|fine|penalty))?"
    r"(?:,\s[^.;,]{3,60},)?\s(?:as|to)\s[^.;,]{0,40}?\b(?:lower|trial|district)\scourt|"
    r"\b(?:the\ssame|an?\sidentical)\s(?:[\w-]+\s){0,4}?(?:term|sentence|punishment|fine|penalty)\s(?:as|to)\s"
    r"[^.;]{0,30}?\bfirst\s(?:trial|instance|ruling)",
    _F,
)
"""`gave him the same term as the lower court, two years`: nothing new is imposed."""
_UPHELD_AFTER = re.compile(
    r"(?:(?!\b(?:and|but|while|whereas)\b)[^.;]){0,80}?\b(?:was|were|been)\s(?:\w+\s)?"
    r"(?:upheld|affirmed|confirmed|maintained|finali[sz]ed\sby|left\s(?:unchanged|intact|standing))\b|"
    r"[^.;]{0,60}?,\s(?:has\s|have\s)?(?:had|saw)\s(?:his|her|their)\s(?:\w+\s)?appeals?\s(?:dismissed|rejected|turned\sdown|thrown\sout|denied)\b|"
    r"(?:(?!\b(?:but|while|whereas)\b)[^.;]){0,140}?\sremain(?:s|ed)?\s(?:\w+\s)?(?:in\sforce|in\splace|unchanged|intact|in\seffect)\b|"
    r"(?:\sin\sprison)?,?\s(?:which|that)\s(?:was\s)?(?:later\s)?the\s(?:supreme|top|high|appell?ate|appeals)\scourt\s(?:\w+\s){0,2}?(?:upheld|affirmed|confirmed|finali[sz]ed)\b",
    _F,
)
"""`A three-year term given to a professor was upheld by the High Court`."""
_LEFT_AS_IT_WAS = re.compile(
    r"\b(?:appeals?|appell?ate|high|higher|supreme|top)\scourt\b[^.;]{0,30}?\b(?:(?:reached|came\sto|drew)\sthe\ssame\s"
    r"(?:conclusion|decision|verdict)|left\s(?:(?:it|the\s\w+|that\s\w+)\s)?(?:unchanged|intact|as\sit\swas)|did\snot\schange\sit)\b",
    _F,
)
_RELATIVE = re.compile(
    r"(?:\bthat|\bwhich|\bwho\s(?:was|were|had\sbeen|has\sbeen)|\b(?:ruling|verdict|decision|judgment|order|"
    r"appeal)(?:\sfrom\s\w+)?|\bwho|\bin\swhich\s[^.;,]{1,40}?\s(?:had\sbeen|has\sbeen|was|were))\s(?:had\s)?$",
    _F,
)
_SECOND_ORDER = re.compile(r"\band\s$", _F)


def _is_upheld(text: str, act: CueHit) -> bool:
    """`upheld a ruling that sentenced him to …`, `rejected an appeal by Bang, who was sentenced to …`."""
    head = text[: act.start]
    standing = next(reversed(list(_LEAVES_STANDING.finditer(head))), None)
    if standing is None or re.search(r"\b(?:but|instead)\b|;", head[standing.end() :], _F):
        return False
    if _RELATIVE.search(head) or _is_participle(text, act, head[standing.end() :]):
        return True
    if (
        re.match(r"up|affirm|confirm|maintain|kept|reject|dismiss|turn", standing[0], _F)
        and head.endswith(", ")
        and re.match(r"sentencing|giving|handing", text[act.start :])
    ):
        return True
    if re.match(r"overturn|revers", standing[0]) and _GIVEN_ANEW.match(text, act.start):
        return False
    relative = re.search(
        r"\b(?:that|who\swas|which)\s(?:had\s)?(?:sentenced|gave|given|fined|handed|ordered)\b",
        head[standing.end() :],
        _F,
    )
    return relative is not None and bool(_SECOND_ORDER.search(head))


_GIVEN_ANEW = re.compile(
    r"(?:gave|handed|sentenced|jailed|imprisoned|fined|imposed|ordered)\s(?:down\s)?(?:him|her|them|an?|the|[0-9]|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    _F,
)
"""`overturned the ruling that sentenced him to five years and gave him three`."""


def _is_participle(text: str, act: CueHit, gap: str) -> bool:
    """`dismissed an appeal by a man sentenced to two years`: no comma and no conjunction before the participle."""
    is_past = (
        re.match(r"sentenced|given|handed|fined|jailed|ordered|barring|banning", text[act.start :], _F)
        is not None
    )
    return is_past and re.search(r"[,;:]|\b(?:and|or|by\s$|then)\b", gap, _F) is None and bool(gap.strip())


def _is_had_been(text: str, act: CueHit) -> bool:
    return bool(
        re.search(
            r"\b(?:had|who\swas|who\swere|after\s(?:he|she)\swas|after\s(?:being|having\sbeen))\s(?:been\s|previously\s)?$",
            text[: act.start][-24:],
            _F,
        )
    )


def _is_speaking_court(
    text: str, mention: Mention, quoted: re.Match[str], acts: list[CueHit], width: int
) -> bool:
    """`the district court sentenced him to …`: the court named is the subject of the act, not the court below."""
    start = mention.start - width + quoted.start()
    return (
        any(start < act.start < mention.start and act.role == "impose" for act in acts)
        and not quoted["lower"]
    )


def _below(match: re.Match[str]) -> int:
    return LOWER if match["lower"] else 1 if match["first"] else 2


_TELLS_NO_SENTENCE = re.compile(
    r"\b(?:spent|spend(?:s|ing)?|serv(?:e|ed|es|ing)|appeal(?:s|ed|ing)?\b(?!\s(?:court|trial|hearing|ruling|panel))|too\s\w+|lenient|(?:not|hardly|never)\senough|minimum|maximum|laws?|bills?|acts?|"
    r"government|ministry|lawmakers?|experts?|critics?|whose|guidelines?|carr(?:y|ies)|typically|retrial|while\son|combined|total|average|"
    r"prosecut\w+|lawyers?|attorneys?|suspects?\sface|calls?|called|demand\w*|seek\w*|sought|request\w*|should|would|could|may|might|can)\b",
    _F,
)


def _is_told_plainly(text: str, mention: Mention) -> bool:
    """`Six months in prison, suspended for one year: that was the ruling`: nobody else speaks of it."""
    item = mention.item
    has_size = (
        item.months
        or item.months_min
        or (item.amount_krw and item.kind == "fine")
        or item.kind in ("life", "death")
    )
    return bool(has_size) and not mention.is_order and _TELLS_NO_SENTENCE.search(text) is None


_WAS_SUSPENDED = re.compile(
    r"\b(?:sentence|term|punishment)\s(?:was|is|has\sbeen)\s(?:\w+\s)?suspended\b", _F
)


def _act_of(act: CueHit | None, text: str, mention: Mention) -> Act:
    if act is None and (
        mention.item.is_imposition_suspended or _WAS_SUSPENDED.search(text[: mention.start + 12])
    ):
        return "impose"
    if (
        act is None
        and mention.item.suspended_months is not None
        and _SUBJECT_COURT.search(text[: mention.start])
    ):
        return "impose"
    if act is None:
        head = text[: mention.start]
        return (
            "impose"
            if (_SUBJECT_COURT.search(head) and re.search(r"\b(?:sentence|verdict|ruling)\b", text, _F))
            or _is_told_plainly(text, mention)
            else "none"
        )
    if act.role == "reverse" and mention.rule == "en_deferral" and _DEFERS.match(text, mention.start):
        return "impose"
    if act.role in ("uphold", "reverse"):
        return "quoted"
    tail = text[mention.end : mention.end + 50]
    if mention.rule == "en_suspension_alone" and re.match(r"\s(?:was|is|were)\s(?:too|overly)\s", tail):
        return "none"
    if mention.rule == "en_suspension_alone" and re.match(
        r"[^.;,]{0,24}\bin\s[0-9.]+\s(?:percent|%|of\b)", tail
    ):
        return "statistic"
    if (
        act.role == "impose"
        and mention.rule != "en_prison_listed"
        and not _ALL_OF_ONE_CASE.search(text)
        and (
            _COUNTED.search(text[: mention.start])
            or (text.endswith(".") and _COUNT_IS_SUBJECT.search(text[: act.start]))
        )
    ):
        return "statistic"
    if act.role in ("demand", "impose", "prior", "statistic"):
        return act.role  # type: ignore[return-value]
    return "none"


def _governing_act(text: str, mention: Mention, acts: list[CueHit]) -> CueHit | None:
    """The last act before the penalty or inside its words (`fined 5 million won`), else the first after it."""
    limit = mention.start if mention.rule.startswith("en_prison_indeterminate") else mention.end
    before = [act for act in acts if act.start < limit]
    blocking = [
        act for act in before if act.role in ("prior", "none", "statistic") and act.end <= mention.end
    ]
    if blocking and blocking[-1] is before[-1]:
        return blocking[-1]
    if before:
        return _unless_modal(text, before)
    return next((act for act in acts if act.start - mention.end <= 90), None)


_CLAUSE = re.compile(
    r",\s(?:but|while|and|though|whereas)\b|\bbut\b|;|\bwhile\b|\b(?:before|after)\s(?=(?:the|an?)\s(?:supreme|top|appell\w+|appeals|high|\w+\shigh)\b)",
    _F,
)
_BY_COURT = re.compile(
    r"^,?[^.;,]{0,30}?\b(?:by|at|in)\s(?:the\s|an?\s)?(?:[A-Z]\w+\s){0,2}(?:(?P<high>High\sCourt|"
    r"appell?ate\scourt|appeals\scourt)|(?P<top>Supreme\sCourt))|^,?[^.;,]{0,44}?\b(?P<on>on\sappeal\b|in\s(?:the|an)\sappeals?\s(?:trial|ruling)|(?:in|at)\sthe\ssecond(?=\strial|[.,;]|$))"
)


def _agent_court(text: str, end: int) -> re.Match[str] | None:
    """The higher court that gave the term up to `end` (`two years by the High Court`); none past a verb of its own."""
    match = _BY_COURT.match(text[end : end + 130])
    past = r"\b(?:was|were|has|had|saw|first\s(?:trial|instance)|district\scourt)\b"
    return None if match is None or re.search(past, match[0]) else match


_DEMAND_TO_COME = re.compile(
    r"\b(?:would|will|may(?!\s[0-9])|might|could|plan(?:s|ned)?\sto|intend(?:s|ed)?\sto)\s(?:\w+\s)?(?:seek|demand|request|ask)",
    _F,
)
_MODAL = re.compile(
    r"\b(?:propos\w+|plan\w*|want\w*|push\w*)\s(?:to\s|for\s)?$|\b(?:can|could|may|might|would|should|must|will|shall)\s(?:\w+ly\s|also\s|not\s)?(?:be\s|have\sbeen\s)?$"
)


def _unless_modal(text: str, before: list[CueHit]) -> CueHit:
    """`can be sentenced`, `will hand down`: nothing imposed; `requested that he be sentenced`: demanded."""
    act = before[-1]
    if act.role == "demand" and _DEMAND_TO_COME.search(text[act.start : act.end]):
        return CueHit("demand_to_come", "none", act.start, act.end)
    demand = next((hit for hit in before if hit.role == "demand"), None)
    is_asked_for = (
        bool(re.search(r"\bbe\s$", text[: act.start][-4:])) or text[act.start : act.end] == "summary order"
    )
    if demand is not None and act.role == "impose" and (is_asked_for or _is_wanted(text, demand, act)):
        return demand
    if (
        act.role == "impose"
        and text[: act.start].endswith(" for ")
        and any(a.id == "pleader" for a in before)
    ):
        return CueHit("criticised", "none", act.start, act.end)
    if re.search(r"\bwill\s(?:also\s)?be\s$", text[: act.start]) and re.match(
        r"(?:barr|bann|prohibit)ed\b", text[act.start :], _F
    ):
        return act
    if act.role == "impose" and _MODAL.search(text[max(0, act.start - 30) : act.start]):
        return CueHit("modal", "none", act.start, act.end)
    return act


def _is_wanted(text: str, demand: CueHit, act: CueHit) -> bool:
    """`Prosecutors want the man jailed for seven years`."""
    is_wish = text[: demand.end].endswith(("want", "wants", "wanted"))
    return is_wish and _SUBJECT_COURT.search(text, demand.end, act.start) is None


_SPEAKS = re.compile(
    r"\s(?:had\s|has\s)?(?:previously\s|initially\s|originally\s|earlier\s)?(?:sentenced|given|gave|handed|imposed|ordered|fined|acquitted)\b",
    _F,
)


def _clause_instance(text: str, instances: list[CueHit], mention: Mention) -> int | None:
    """The court named in the clause of the penalty, before it or as its agent, else the one that speaks."""
    agent = _agent_court(text, mention.end)
    if agent:
        return 2 if agent["high"] or agent["on"] else 3
    starts = [match.start() for match in _CLAUSE.finditer(text, 0, mention.start)]
    head = [hit for hit in instances if (starts[-1] if starts else 0) <= hit.start < mention.start]
    if head and all(hit.role == "lower" for hit in head) and _SPEAKS.match(text, head[-1].end):
        return LOWER
    if starts:
        own = [hit for hit in instances if starts[-1] <= hit.start < mention.start and hit.role != "lower"]
        if own:
            return int(own[-1].role)
    return _main_instance(text, instances, mention.start)


def _instance_of_clause(text: str, instances: list[CueHit], place: int) -> int | None:
    """The instance named in the clause up to a word, else the one that speaks in the sentence."""
    starts = [match.start() for match in _CLAUSE.finditer(text, 0, place)]
    own = [h for h in instances if starts and starts[-1] <= h.start < place and h.role != "lower"]
    return int(own[0].role) if own else _main_instance(text, instances, place)


_ITS_DECISION = re.compile(
    r"[’']s\s(?:\w+day\s|latest\s|final\s)?(?:ruling|decision|verdict|judgment)\s(?:finali[sz]|uph|confirm|affirm|ends|means|makes|overturn|revers)|[’']s\s(?!appell|appeals)(?:(?!appell|appeals)[\w-]+\s){0,3}?(?:division|en\sbanc|panel)\b",
    _F,
)
"""`The Supreme Court's Friday ruling finalizes the verdict`."""


def _main_instance(text: str, instances: list[CueHit], limit: int) -> int | None:
    """The instance that speaks: the first court named before `limit` that is not described as the one below."""
    for hit in instances:
        if hit.start >= limit or hit.role == "lower":
            continue
        is_its = re.match(r"[’']s\s", text[hit.end : hit.end + 3]) and not _ITS_DECISION.match(text, hit.end)
        if is_its or (
            re.search(
                r"\b(?:overturn\w*|revers\w*|upheld|uphold\w*|quash\w*|by)\s(?:the\s|a\s)?(?:\w+\s){0,2}$",
                text[: hit.start],
                _F,
            )
            and hit.role == "1"
        ):
            continue
        return int(hit.role)
    return None


_BY_JURORS = re.compile(r"\bjur(?:y|ors?)\b(?!\strial)[^.;]{0,70}$", _F)
"""Jurors advise; the court decides."""
_IF_DECIDED = re.compile(r"\b(?:if|until|once|unless|whether)\s[^.;,]{0,40}$", _F)
"""`If the ruling is finalized, the lawmaker will lose his seat`."""
_PARTIAL_REVERSED = re.compile(
    r"\b(?:overturn\w*|revers\w*|quash\w*|scrapp\w*)\s(?:the\s|an?\s)?(?:[\w’-]+\s){0,4}$", _F
)


def _decides_nothing(text: str, hit: CueHit, head: str) -> bool:
    """`The jury voted for acquittal`, `reversed a partial acquittal`: no outcome of the court that speaks."""
    if _IF_DECIDED.search(head):
        return True
    if hit.role == "acquitted":
        return bool(_BY_JURORS.search(text[: hit.start]))
    return hit.role == "partially_acquitted" and bool(_PARTIAL_REVERSED.search(head))


_AGENT_COURT = re.compile(
    r"\s(?:in|at)\s(?:the|his|her|their)\s(?P<trial>first\s(?:trial|instance))|\s(?:in|at)\s(?:the|his|her|their|an)\s(?:second|appeals?|appell?ate)\s(?:trial|court|hearing)\b|\sby\s(?:the\s|an?\s)?(?:(?P<top>Supreme\sCourt|top\scourt|country[’']s\stop\scourt)|(?P<first>(?:[A-Z]\w+\s){0,3}[Dd]istrict\s[Cc]ourt|(?:lower|trial)\scourt)|"
    r"(?:[A-Z]\w+\s){0,2}(?:High\sCourt|appell?ate\scourt|appeals\scourt|higher\scourt))"
)


_CHANGED_ABOVE = re.compile(
    rf"\b(?:appeals?|appell?ate|high|higher)\scourt\b[^.;,]{{0,40}}?\s(?:{CHANGED_EN})\s(?:(?:the|his|her|their)\s(?:[\w’'-]+\s){{0,3}}?|[\w’'\s.-]{{2,40}}?[’']s\s(?:[\w-]+\s){{0,2}}?)(?:sentences?|terms?|punishment)\b|"
    rf"\b(?:appeals?|appell?ate|high|higher)\scourt\b[^.;]{{0,140}}?\s(?:but|and)\s(?:{CHANGED_EN})\s(?:the|his|her|their)\s(?:[\w’'-]+\s){{0,3}}?(?:sentences?|terms?|punishment)\b|"
    rf"\b(?:had|saw|has\shad)\s(?:his|her|their|the)\s(?:[\w-]+\s){{0,3}}?(?:sentences?|terms?|punishment)\s(?:{CHANGED_EN}|revoked)\s(?:on\sappeal|by\s(?:the|an)\s(?:\w+\s)?(?:appeals?|appell?ate|high)\scourt|(?:in|at)\s(?:the|his|her|an)\s(?:appeals?|appellate|second))",
    _F,
)
"""`upheld the conviction but reduced the sentence he had received`: changed, whether or not the new term is told."""
_WAS_REVERSED = re.compile(
    r"\s(?:was|were|has\sbeen)\s(?:\w+\s)?(?:overturned|reversed|quashed|annulled|struck\sdown)\b"
)
_RULING_BELOW_THAT = re.compile(
    r"\b(?:lower|trial|district)[\s-]court[’']?s?\s(?:ruling|decision|verdict|judgment)\s(?:that|which)\s(?:had\s)?$",
    _F,
)


def _read_outcomes(
    text: str, cues: list[CueHit], acts: list[CueHit], instances: list[CueHit]
) -> Iterator[OutcomeHit]:
    for hit in cues:
        head = text[max(0, hit.start - 50) : hit.start]
        if _decides_nothing(text, hit, head):
            continue
        if hit.role == "protective_disposition" and re.search(r"\b(?:are|can|may|be)\s(?:\w+\s)?$", head, _F):
            continue
        if hit.role == "acquitted" and re.search(
            r"\b(?:upheld|uphold\w*|affirm\w*|confirm\w*|ratif\w*|finali[sz]\w*)\s(?:\S+\s){0,3}$", head, _F
        ):
            yield OutcomeHit("acquitted", LOWER, hit.start, hit.end, "en_acquittal_below")
            continue
        if re.search(
            r"\b(?:sought|seek|asked|argu\w+|plead\w*|call(?:ed|ing)|expect\w*|against|overturn\w*|revers\w*|quash\w*|"
            r"request\w*)\s(?:(?!and\b|but\b)\S+\s){0,4}$|\bappeal(?:ed)?\s(?:(?!and\b|but\b|which\b|that\b)\S+\s){0,4}$",
            head,
            _F,
        ) and hit.role in ("acquitted", "transferred"):
            if re.search(r"\b(?:overturn\w*|revers\w*|quash\w*)\s(?:(?!and\b|but\b)\S+\s){0,4}$", head, _F):
                yield OutcomeHit("acquitted", LOWER, hit.start, hit.end, "en_acquittal_below")
            continue
        is_first = _RULING_BELOW_THAT.search(head) or _AT_FIRST.search(head)
        if hit.role == "acquitted" and (is_first or _WAS_REVERSED.match(text, hit.end)):
            yield OutcomeHit("acquitted", LOWER, hit.start, hit.end, "en_acquittal_below")
            continue
        if hit.role == "transferred" and re.search(r"\bwill\s(?:also\s)?(?:be\s)?$", head, _F):
            continue
        if hit.role == "acquitted" and re.search(
            r"\b(?:(?:lower|trial|first)\scourt\s(?:had\s)?|court\shad\s)$", head, _F
        ):
            yield OutcomeHit("acquitted", LOWER, hit.start, hit.end, "en_acquittal_below")
            continue
        gap = 0
        if hit.role == "acquitted" and (
            of := re.match(r"\s(?:of|on)\s[^,.;]{1,60}?(?=\s(?:in|at|by)\sthe\s)", text[hit.end :])
        ):
            gap = of.end()
        agent = _AGENT_COURT.match(text[hit.end + gap : hit.end + gap + 60])
        speaks = _instance_of_clause(text, instances, hit.start)
        if hit.id == "left_as_it_was":
            speaks = next(
                (int(h.role) for h in reversed(instances) if h.start < hit.start and h.role != "lower"),
                speaks,
            )
        own = next((h for h in reversed(instances) if h.end <= hit.start and h.role != "lower"), None)
        if (
            own is not None
            and re.fullmatch(r"\s(?:\w+\s)?", text[own.end : hit.start])
            and hit.role == "appeal_dismissed"
        ):
            speaks = int(own.role)
        decided = (3 if agent["top"] else 1 if agent["first"] or agent["trial"] else 2) if agent else speaks
        yield OutcomeHit(hit.role, decided, hit.start, hit.end, f"en_{hit.id}")
    yield from _read_reversals(text, acts, instances)


def _read_reversals(text: str, acts: list[CueHit], instances: list[CueHit]) -> Iterator[OutcomeHit]:
    """A judgment that was changed above, and each act of a court that reverses one below."""
    changed = _CHANGED_ABOVE.search(text)
    if changed is not None and not _IF_DECIDED.search(text[max(0, changed.start() - 50) : changed.start()]):
        yield OutcomeHit("reversed", 2, *changed.span(), "en_changed_by")
    for hit in acts:
        if hit.role == "reverse":
            near = next((h for h in reversed(instances) if h.end <= hit.start and h.role != "lower"), None)
            is_subject = near is not None and re.fullmatch(r"\s(?:\w+\s)?", text[near.end : hit.start])
            instance = (
                int(near.role) if near and is_subject else _instance_of_clause(text, instances, hit.start)
            )
            yield OutcomeHit("reversed", instance, hit.start, hit.end, "en_reverse")


def _read_stages(text: str) -> Iterator[StageHit]:
    for hit in find_cues(text, "en", "pretrial"):
        if re.search(
            r"\b(?:not|never|cannot|can[’']t|won[’']t|without\sbeing|yet\sto\sbe|instead\sof|rather\sthan)\s(?:\w+\s)?$",
            text[max(0, hit.start - 20) : hit.start],
            _F,
        ):
            continue
        yield StageHit(hit.role, hit.start, hit.end, f"en_{hit.id}")
    by_police = _SENT_ON_BY_POLICE.search(text)
    if by_police:
        yield StageHit(
            "referred", *by_police.span("act" if by_police["act"] else "passive"), "en_juvenile_referral"
        )


_SENT_ON_BY_POLICE = re.compile(
    r"\b(?:[Pp]olice|[Oo]fficers)\b[^.;]{0,40}?\s(?P<act>sent|referred|transferred|handed(?:\sover)?)\s[^.;]{2,60}?\sto\s(?:an?\s|the\s)?[^.;]{0,40}?(?:juvenile\s(?:department|division|court)|family\scourt)"
    r"|\b(?P<passive>sent|referred|transferred|handed\sover)\sby\s(?:the\s)?(?:\w+\s)?police\s[^.;]{0,20}?to\s[^.;]{0,40}?(?:juvenile\s(?:department|division|court)|family\scourt)"
)
"""`Police sent the boy to the juvenile division`: the police send on, no court has decided."""


def _read_supervision(
    text: str, mentions: list[Mention], penalties: tuple[ResolvedPenalty, ...]
) -> SupervisionHit | None:
    """An additional order is true; a bare "probation" is unknown, and only where it tells of a sentence."""
    for hit in find_cues(text, "en", "supervision"):
        if hit.role == "none":
            continue
        if any(
            p.act in ("demand", "prior", "statutory") and p.mention.start <= hit.start <= p.mention.end
            for p in penalties
        ):
            continue
        if _SUPERVISION_ASKED.search(text[: hit.start]) or _SUPERVISION_OPEN.search(text[: hit.end]):
            continue
        value = {"true": "true", "false": "false"}.get(hit.role, "unknown")
        if value == "unknown" and _LISTED_ORDER.search(text, 0, hit.start):
            value = "true"
        if value == "unknown" and not any(p.act in ("impose", "quoted", "statistic") for p in penalties):
            continue
        if value == "true" and _is_the_suspension(text, hit, mentions):
            value = "unknown"
        return SupervisionHit(
            "true" if value == "true" else "false" if value == "false" else "unknown",
            hit.start,
            hit.end,
            f"en_supervision_{hit.id}",
        )
    return None


_SUPERVISION_ASKED = re.compile(
    r"\bprosecut(?:ors|ion)\b[^.;]{0,40}?\b(?:request|ask|demand|sought|seek)\w*\b(?![^.;]*\b(?:court|judge|bench)\s(?:\w+\s)?(?:ordered|sentenced|placed|imposed|gave)\b)[^.;]*$|"
    r"\b(?:lawyers?|attorneys?|counsel|defen[cs]e|he|she|family)\b[^.;]{0,50}?\b(?:requested|asked\sfor|sought|pleaded\sfor|called\sfor|hoped\sfor)\s(?:\w+\s)?$",
    _F,
)
_LISTED_ORDER = re.compile(
    r"\bsuspended\sfor\s(?:[\w-]+\s){1,4}?(?:years?|months?),?\s(?:and|with|plus)\s$", _F
)
"""`three years, suspended for four years, with probation and 160 hours`: the suspension is told by itself."""
_SUPERVISION_OPEN = re.compile(r"\bwhether\s[^.;]{0,60}$", _F)


def _is_the_suspension(text: str, hit: CueHit, mentions: list[Mention]) -> bool:
    """`sentenced to ten months and placed on probation for two years`, with no suspension told besides."""
    if "probation" not in text[hit.start : hit.end].lower():
        return False
    if re.search(r"\bprobation\b[^.;]{0,24}?\bafter\s(?:the\s)?(?:\w+\s){1,2}?suspend", text, _F):
        return True
    told = re.search(
        r"\bprobation\b[^.;]{0,30}?\b(?:after|upon|following)\s(?:his|her|their|the)\s(?:release|term|sentence)\b|\bsuspended\b|\bsuspension\b|\bcommunity\sservice\b",
        text,
        _F,
    )
    return told is None and not re.search(r"\balso\b|\badditional", text, _F)


def _read_charge(text: str) -> tuple[str, int, int] | None:
    match = _VIOLATING.search(text) or _CHARGE.search(text)
    if match is None:
        return None
    charge = match["c"].strip()
    start = match.start("c") + match["c"].index(charge)
    return charge, start, start + len(charge)


def _read_court_date(
    text: str, courts: list[CourtMention], acts: list[CueHit], published: date | None
) -> tuple[str, int, int] | None:
    if not courts and not any(act.role in ("impose", "demand", "uphold") for act in acts):
        return None
    for match in _DATE.finditer(text):
        value = _date_of(match, published)
        if value is not None:
            return value.isoformat(), *match.span()
    return None


def _date_of(match: re.Match[str], published: date | None) -> date | None:
    try:
        if match["m"]:
            month = next(
                i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["m"].rstrip(".")[:3])
            )
            if match["y"]:
                return date(int(match["y"]), month, int(match["d"]))
            if published is None:
                return None
            this = date(published.year, month, int(match["d"]))
            return this if this <= published else date(published.year - 1, month, int(match["d"]))
        if published is None:
            return None
        if match["wd"]:
            back = (published.weekday() - _WEEKDAYS.index(match["wd"])) % 7
            return published - timedelta(days=back)
        day = int(match["th"])
        first = published.replace(day=1)
        if match["last"] or day > published.day:
            first = (first - timedelta(days=1)).replace(day=1)
        return first.replace(day=day)
    except ValueError:
        return None
