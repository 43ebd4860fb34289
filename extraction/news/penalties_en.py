"""Finds penalties and orders in an English sentence about a Korean court.

Shapes: `two years and six months in prison`, `a three-year prison term`, `a prison term of three years`,
`suspended for two years`, `with two years of probation`, `fined 5 million won`, `a maximum of two years and a
minimum of 18 months`, `120 hours of community service`, `barred from working … for five years`.
"Probation" beside a term is a suspended sentence (집행유예): the press translates it so. It is never read as
supervision (보호관찰) here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from extraction.news.article import PenaltyItem
from extraction.news.penalty_changes_en import find_changes, find_elided
from extraction.news.readings import Mention
from extraction.news.terms_en import NUMBER_EN as _N
from extraction.news.terms_en import TERM_EN, number_en, parse_term_en
from extraction.news.vocabulary import lowered

CHANGED_EN = (
    r"reduced|increased|raised|cut|lowered|extended|slashed|shortened|lengthened|trimmed|lightened|commuted|halved|toughened|scaled\sback|scaled\sdown|toned\sdown|pared(?:\sdown)?|whittled(?:\sdown)?|"
    r"softened|eased|reducing|increasing|raising|cutting|lowering|extending|slashing|shortening"
)
"""Verbs of a higher court that gives another term than the one below."""
_TRIGGERS = (
    "prison", "jail", "imprison", "behind bars", "sentenc", "suspend", "probation", "fine", "won", "hour", "life",
    "death", "anklet", "barred", "banned", " ban", "restrict", "prohibit", "forfeit", "collection", "custody", "term",
    "year", "month", "deferr", "confiscat", "prosecut", "gave", "imposed",
)  # fmt: skip
_INDETERMINATE = re.compile(
    rf"(?:maximum|long-?\s?terms?)(?:\s(?:sentences?|terms?|imprisonment|"
    rf"prison\sterms?))?(?:\sof)?\s(?P<max>{TERM_EN})(?:\sin\sprison)?,?\s(?:and|with|to)\s(?:a\s)?"
    rf"(?:minimum|short-?\s?terms?)(?:\s(?:sentences?|terms?|imprisonment))?(?:\sof)?\s(?P<min>{TERM_EN}|{_N}(?=[.,;]|$))(?:\sin\s(?:prison|"
    rf"jail)|\simprisonment)?"
    rf"|(?:minimum|short-?\s?term)(?:\s(?:sentence|"
    rf"term))?(?:\sof)?\s(?P<min2>{TERM_EN}|{_N}(?=\s(?:and|to)\s))(?:\sin\sprison)?,?\s(?:and|to|with)\s(?:a\s)?"
    rf"(?:maximum|long-?\s?term)(?:\s(?:sentence|term))?(?:\sof)?\s(?P<max2>{TERM_EN}|{_N}(?=[.,;]|$))(?:\sin\s(?:prison|"
    rf"jail)|\simprisonment)?"
    rf"|\b(?:sentences?|terms?)\sranging\sfrom\s(?P<min6>{TERM_EN}|{_N})\sto\s(?P<max6>{TERM_EN})"
    rf"|\b(?:received|given|got|handed(?:\sdown)?|drew|with|to)\s(?:[\w-]+\s){{0,3}}?(?:sentences|terms)\sfrom\s(?P<min14>{TERM_EN}|{_N})\sto\s(?P<max14>{TERM_EN})"
    rf"|\b(?:sentences?|terms?)(?:\sof)?\sbetween\s(?P<min5>{TERM_EN}|{_N})\sand\s(?P<max5>{TERM_EN})"
    rf"|\b(?:received|given|got|sentenced\sto|handed|drew|jailed\sfor|sentencing\s\w+\sto|sentenced\s\w+\sto|serve|imposed|handed\sdown)\sbetween\s(?P<min13>{TERM_EN}|{_N}(?:\sand\sa\shalf)?)\sand\s(?P<max13>{TERM_EN})"
    rf"|(?:\bfor|\bsentenced\s[^.;]{{1,120}}?\sto)\sbetween\s(?P<min12>{TERM_EN}|{_N})\sand\s(?P<max12>{TERM_EN})"
    rf"|\b(?:(?:sentence|term)\sof|sentenced\sto)\sup\sto\s(?P<max4>{TERM_EN})\sand\sat\sleast\s(?P<min4>{TERM_EN})"
    rf"|\b(?:up\sto|at\smost|no\smore\sthan)\s(?P<max8>{TERM_EN})(?:\sin\s(?:prison|jail))?,?\s(?:and|with|but)\s"
    rf"(?:no(?:t)?\sless\sthan|at\sleast|(?:a\s)?minimum(?:\s(?:\w+\s)?(?:term|sentence))?\sof)\s(?P<min8>{TERM_EN})"
    rf"|\b(?:at\sleast|no(?:t)?\sless\sthan)\s(?P<min9>{TERM_EN})(?:\sin\s(?:prison|jail))?,?\s(?:and|with|but|to)\s"
    rf"(?:up\sto|at\smost|no\smore\sthan|(?:a\s)?maximum(?:\s(?:\w+\s)?(?:term|sentence))?\sof)\s(?P<max9>{TERM_EN}|{_N}(?=[.,;]|$))"
    rf"|\b(?:sentences?|terms?)\sof\s(?P<min10>{TERM_EN}|{_N})\sto\s(?P<max10>{TERM_EN})"
    rf"|\bsentenced\sto\s(?P<min11>{TERM_EN}|{_N})\sto\s(?P<max11>{TERM_EN})"
    rf"|\b(?P<min7>{_N})\sto\s(?P<max7>{TERM_EN})(?:\sin\s(?:prison|jail)|\sbehind\sbars)(?=[^.;]*indeterminate)"
    rf"|\bindeterminate\s(?:prison\s)?(?:sentence|term)\sof\s(?P<min3>{TERM_EN}|"
    rf"{_N})\sto\s(?P<max3>{TERM_EN})(?:\sin\s(?:prison|jail))?",
)
_UNIT = re.compile(r"year|month|yr")
_NUMBER_TO_NUMBER = re.compile(
    r"(?:[0-9]|one|two|three|four|five|six|seven|eight|nine|ten|teen|een|ty|years?|months?)\sto\s(?:[0-9]|[a-z])"
)
_PRISON = re.compile(
    rf"(?P<a>{TERM_EN})\s(?:in\s(?:prison|jail|custody)|behind\sbars|of\s(?:prison|imprisonment|"
    rf"jail)(?:\stime)?|imprisonment|(?:suspended\s)?(?:prison|jail)\s(?:sentence|term|time)|"
    rf"in\sa\sjuvenile)"
    rf"|(?P<b>{TERM_EN})\s(?P<bs>suspended\s)?(?:sentence|jail|term)\b(?!\s(?:order|of\ssuspen))"
    rf"|(?P<cs>suspended\s)?(?:(?:prison|jail)\s)?(?:sentences?|terms?|imprisonments?|rulings?|verdicts?|punishments?)(?:\swithout\s(?:prison\s)?labou?r)?\s(?:of|"
    rf"for)\s(?P<c>{TERM_EN})(?:\s(?:in\s(?:prison|jail)|behind\sbars))?"
    rf"|(?P<e>{TERM_EN})(?=\s(?:that\s)?(?:(?:(?:the\s)?prosecut\w+|it|they)\s(?:had\s)?)?(?:was\s|had\sbeen\s)?(?:initially\s|originally\s)?(?:sought|"
    rf"requested|demanded|recommended|handed\sdown|imposed)\b|\son\sappeal\b)"
    rf"|(?:sentenc(?:ed|ing)\s(?:\S+\s){{0,8}}?to|(?:jail(?:ed|s|ing)|imprison(?:ed|s|ing))\s(?:\S+\s){{0,9}}?for|lock(?:ed|ing|s)?\s(?:\S+\s){{0,8}}?for|put\s(?:\S+\s){{0,6}}?away\sfor|(?:will|must|to)\sspend|"
    rf"serve|prison\sfor|to\sjail\sfor|sent\sto\sprison\sfor|behind\sbars\sfor|"
    rf"(?:got|received|given(?:\s(?:him|her|them))?|(?:gave|handed)\s[\w-]+)(?=\s[\w-]+\s(?:years?|"
    rf"months?)(?:\sand\s(?:\w+\smonths?|a\shalf))?(?:[,.]|\s(?:each|but|for|in|on|by|at|after|while|and\sa\s[0-9]+)\b|$))|"
    rf"(?:{CHANGED_EN})\s(?:(?!{TERM_EN})\S+\s){{0,5}}?to|seek(?:s|ing)?|sought|ask(?:ed|ing|s)?\sfor|(?:press|push)(?:ed|ing|es)?\sfor|"
    rf"request(?:ed|s)?|demand(?:ed|s)?|recommend(?:ed|s)?|order(?:ed|s)\s(?:\w+\s){{0,3}}?to\sserve)\s(?:another\s|only\s|just\s|an?\s(?:additional|further|total\sof|combined|mere|whopping)\s)?(?P<d>(?>{TERM_EN}))(?!\w|\s(?:of\s)?(?:probation|supervis|community|"
    rf"ago|old|later|after(?!\s[a-z]+ing\b)|before))",
)
_PERIOD_FIRST = re.compile(
    rf"(?P<s>{TERM_EN})\ssuspended\s(?:prison\s|jail\s)?(?:sentence|term)\sof\s(?P<t>{TERM_EN})(?:\sin\s(?:prison|jail))?"
)
_WITHOUT_LABOUR = re.compile(
    rf"(?:{TERM_EN}|imprisonment|prison\sterm)[^.,;]{{0,16}}?\swithout\s(?:prison\s)?labou?r"
)
_RESPECTIVELY = re.compile(rf"(?:\sand|,)\s(?P<g>{TERM_EN})(?=,|\sand\s|\srespectively|\sin\sprison)")
_LOOSE = re.compile(
    rf"\b(?:to|with|(?:prison|jail)\s(?:--|—|–)|demand\sfor|call\sfor|handed(?:\sdown)?|imposed|drew|wanted|settled\s(?:on|for)|opted\sfor|stopped\sat|went\swith|decided\son|arrived\sat|upheld|upholding|maintained|maintaining|confirmed|confirming|affirmed|affirming)\s(?:a\s|an\s)?(?P<l>{TERM_EN})\b"
    r"(?![’']|\sprobation|\s(?:ago|old|later|earlier|after\sthe|before|since|from\snow|of\s(?:probation|supervis|community|employ|treat)|in\sa\srow|"
    r"and\sunder|suspension|stay\b|employment|ban\b|restriction|job\b|disclosure|electronic|ankle))(?!-old)(?!\s?,\s?suspended\b.{0,3}$)"
)
_LOOSE_CONTEXT = re.compile(
    r"\b(?:sentenc\w*|terms?|prison|jail|punishment|bench|judge|court|demand|prosecut\w+|younger|older|ringleader)\b"
)
_AND_FOR = re.compile(
    rf"\band\s(?P<g>{TERM_EN})\s(?:each\s)?for\s(?:(?:his|her|the|their)\s)?(?:(?:two|three|four|five|six|seven|eight|nine|ten|other)\s){{0,2}}(?:[a-z-]+\s)??[a-z-]+(?=[.,;]|$|\s(?:in|who|over|after|on|at|by)\b)"
)
_LISTED_FOR = re.compile(
    rf"(?:,|\band)\s(?P<g>{TERM_EN})\sfor\s(?!(?:an?\s)?(?:employment|disclosure))(?=[\w-]+)"
)
_IN_PRISON_FOR = re.compile(r"prison\sfor|jail\sfor|bars\sfor")
_FIRST_IN_PRISON_FOR = re.compile(rf"{TERM_EN}\s(?:in\s(?:prison|jail)|behind\sbars)\sfor\s")
_AND_TO_WHOM = re.compile(
    rf"\b(?:sentences|terms)\sof\s{TERM_EN}\sto\s[^.;]{{1,40}}?\sand\s(?P<g>{TERM_EN})(?=\sto\s)"
)
_FIRST_FOR = re.compile(
    rf"(?:{TERM_EN}|\blife)(?:\simprisonment)?(?:\sin\s(?:prison|jail)|(?:\s(?:prison|jail))?\s(?:term|sentence))?\sfor\s[^.;]{{1,24}}\sand\s"
)
_FROM_SHORT = re.compile(rf"\bfrom\s(?P<f>{_N})\sto\s(?P<t>{_N})\s(?P<u>years|months)\b")
_DIFFERENCE = re.compile(
    rf"(?P<t>{TERM_EN})\s(?P<way>less|shorter|fewer|lighter|lower|more|longer|heavier|higher)\sthan\s(?:in\s|at\s)?(?:the\s|that\sof\s(?:the\s)?|his\s|her\s|an?\s)?"
    rf"(?:lower\scourt|trial\scourt|first\s(?:trial|ruling|instance)|original|initial|earlier|previous|district\scourt|what\sthe\slower)"
    rf"(?![^.;]{{0,40}}?{TERM_EN})"
)
_TAKEN_OFF = re.compile(rf"\b(?:knocked|shaved|lopped|took|cut)\s(?:a\sfurther\s)?(?P<t>{TERM_EN})\soff\b")
_CHANGES = re.compile(r"increas|rais|reduc|cut|lower|lighten|extend|commut|slash|short|length|trim")
_CHANGED_TO_BARE = re.compile(
    rf"\b(?:{CHANGED_EN})\s(?:(?!{TERM_EN})[\w’'-]+\s){{0,6}}?to\s(?P<t>{_N}(?:\sand\sa\shalf)?)(?:,?\sand\s(?P<b>{_N}))?"
    r"(?=[.,;]|$|(?P<u>\syears|\smonths)|\s(?:on|by|in|after|citing|for|last|this|when|as)\b)"
)
_GIVEN = re.compile(
    r"\b(?:gave|giving|given|hand(?:ed|ing)(?:\sdown)?|sentenc(?:ed|ing)|receiv(?:ed|ing|es)|got|gets|getting|sought|seeking|sent\sto\sprison\sfor|"
    r"request(?:ed|ing)|demand(?:ed|ing)|imposed|imposing|drew|jailed)\s"
)
_TO_WHOM = (
    r"(?:(?:the|an?|his|her|their|its|each|both|another|one|two|three|four|five|six|[A-Z][a-z]+|him|them)\b(?:,?\s(?!to\b|for\b|and\b|while\b|but\b|a\sfine)"
    r"(?:[a-z’'-]+|[0-9]+-[a-z-]+|[0-9]0s|[A-Z][a-z]+)){0,7}?,?\s|[a-z]+(?:\s[a-z-]+)?,\s[0-9]{2},\s)?(?:to\s)?"
)
_GIVEN_TERM = re.compile(
    rf"{_TO_WHOM}(?:an?\s|only\s|just\s|a\smere\s)?(?P<g>{TERM_EN})(?:\s(?:prison\s|jail\s)?(?:terms?|sentences?))?(?=[.,;]|$|\s(?:each|and|for|while|in|on|to|but|after|at|by|when|last|this|behind|with|suspended|plus|along|instead)\b)"
    r"(?!\swith\s[^.;]{0,30}\bprobation|,?\s(?:and\s)?(?:on\sprobation|in\sa\srow|in\sadvance)|\sand\sa\shalf)(?P<in>\s(?:in\s(?:prison|jail)|behind\sbars))?(?:\seach)?"
    r"(?:\s(?:for|to)\s(?:(?:the|an?|his|her|their|one|two|three|four|five|six)\s)?[A-Z]?[\w-]+(?:\s[\w-]+){0,2}?(?=,|\sand\b|[.;]))?"
)
_UP_FROM = re.compile(
    rf"{TERM_EN}(?:\sin\s(?:prison|jail)|\sbehind\sbars)?,\s(?:up|down)\sfrom\s(?P<f>{_N})(?=[.,;]|$)"
)
_ASKED_BARE = re.compile(
    rf"\bprosecut(?:ors|ion)\s(?:had\s)?(?:sought|demanded|requested|asked\sfor|wanted|(?:press|push)ed\sfor)\s(?P<g>{_N})(?=[.,;]|$|\sfor\s)"
)
_AND_TO_BARE = re.compile(
    rf"\b(?:years|months)(?:\sin\s(?:prison|jail))?\sand\s(?:the|his|her|an?)\s[\w-]+(?:\s[\w-]+)?\sto\s(?P<g>{_N})(?=[.,;]|$)"
)
_GIVEN_NEXT = re.compile(r"(?:,|;)?\s(?:and|while)\s|[,;]\s")
_DISCLOSURE = re.compile(
    rf"\b(?:personal|identity|his|her|their)\s(?:\w+\s){{0,2}}?(?:information|details|identity)\b[^.;]{{0,40}}?\b(?:disclos\w+|public)\b"
    rf"[^.;]{{0,20}}?\bfor\s(?P<a>{TERM_EN})|\bdisclos\w+\s[^.;]{{0,50}}?\bfor\s(?P<b>{TERM_EN})|"
    rf"(?P<c>{TERM_EN})\s(?:(?:public|online|personal|information|identity|registry|of|data)\s){{0,3}}?disclosure"
)
_ONE_EACH = re.compile(
    rf"\b(?:sentences|terms)\sof\s(?P<a>{_N}\syears?(?:\sand\s{_N}\smonths?)?)\sand\s(?P<b>{_N}\syears?(?:\sand\s{_N}\smonths?)?)"
)
_TWO_TERMS = re.compile(rf"(?P<a>{_N}(?:\s|-)years?)\sand\s(?P<b>{_N}(?:\s|-)(?:months?|years?))")
_SHARED_UNIT = re.compile(
    rf"\b(?:of|to|got|received|given|handed|sought|demanded|requested)\s(?P<l>{_N}(?:,\s{_N})*),?\sand\s(?P<b>{_N}(?:\sand\sa\shalf)?)\s(?P<u>years|months)\b"
)
_LIST_OF_TERMS = re.compile(
    rf"(?:\bof|\bto|\bgot|\breceived|\bgiven)\s{TERM_EN}(?:,\s{TERM_EN})+,?\sand\s{TERM_EN}(?!\s(?:of|employment|ban)\b)"
)
"""`prison terms of 10 years, seven years and five years`."""
_UNIT_BEFORE = re.compile(
    rf"(?P<u>years?|months?)(?:\sin\s(?:prison|jail)|\sbehind\sbars)?\s(?:for|to)\s[^.;]{{1,50}}?\sand\s(?P<g>{_N})(?=\s(?:for|to)\s)"
)
_FROM_TO = re.compile(
    rf"\bfrom\s{TERM_EN}(?:\sin\s(?:prison|jail))?\sto\s(?P<g>{TERM_EN})(?!\s(?:of\s)?(?:probation|community))"
)
_AND_TO = re.compile(
    rf"\b(?:and|while)\s(?:[\w,]+\s){{1,4}}?to\s(?P<g>{TERM_EN})(?=\s(?:in\s(?:prison|jail)|behind|each)|[.,]|$)"
)
_FROM = re.compile(
    rf"\bfrom\s(?:the\s)?(?P<f>{TERM_EN})(?=\s(?:in\sprison\s)?to\b|[.,]|$|\s(?:that\s)?(?:he|she|they)\s(?:had\s)?(?:received|got|was\sgiven|were\sgiven)\b|\s(?:given|imposed)\b|\s(?:in|at|by|during)\s(?:the|his|her|their|an?)\s|\shanded)"
)
_FROM_TO_SHORT = re.compile(rf"\bfrom\s{TERM_EN}(?:\sin\s(?:prison|jail))?\sto\s(?P<t>{_N})(?=[.,;]|$)")
_TO_FROM_SHORT = re.compile(
    rf"\bto\s{TERM_EN}(?:\sin\s(?:prison|jail))?\sfrom\s(?:(?:the|an)\s(?:original|initial|earlier)\s)?(?P<f>{_N})(?=[.,;]|$|\s(?:after|citing|on|in|for))"
)
_BY_TO = re.compile(
    rf"\b(?:{CHANGED_EN})\s(?:(?:the|his|her|its|that)\s(?:\w+\s){{1,2}})?by\s(?P<by>{TERM_EN}),?\sto\s(?P<t>{TERM_EN})"
)
_CONFISCATED = re.compile(
    r"\bhad\s(?:his|her|their|the)\s(?:[\w-]+\s){1,4}?(?:confiscated|forfeited)\b|\b(?:phones?|devices?|computers?|cameras?|plants|drugs?|weapon|knife|equipment)\b[^.;,]{0,24}?\s(?:was|were)\s(?:also\s)?(?:confiscated|forfeited)\b(?!\sby\s(?:the\s)?(?:police|customs|investigat|teacher|school))|\b(?:court|judge|bench)\s(?:also\s)?confiscated\b|(?<=and\s)(?:also\s)?confiscated\b(?=\s(?:the|his|her|their|an?|two|three|[0-9]+)\b)|\border(?:ed|ing)\s(?:(?:(?!\bwon\b)[\w’'-]+,?\s){0,12}?)(?:confiscation\b(?!\sof\s[0-9][0-9.,]*\s(?:million|billion|thousand)?\s?won\b)|be\sconfiscated\b)"
)
_LIFE = re.compile(
    r"\blife\s(?:in\s(?:prison|jail)|imprisonment|sentence|term)\b|\bdeath\s(?:penalty|sentence)\b|"
    r"\bsentenced\s(?:(?:him|her|them|both|the\s\w+)\s)?to\s(?:life|death)\b|\b(?:gets|got|given|gives\s\w+|receives|received|jailed\sfor)\s(?:life|death)\b",
)
_SUSPENDED = re.compile(
    rf"\bsuspended\sfor\s(?P<h>{_N})(?=[.,;]|$)|"
    rf"(?<=,\s)(?P<k>{TERM_EN})\ssuspended(?=[.,;]|$)|"
    rf"\bsuspended(?:\s(?:the\s|his\s|her\s)?(?:\w+\s){{0,3}}?)?\s?(?:for|over)\s(?P<a>{TERM_EN})"
    rf"|\bsuspend(?:ed|ing)\s(?:(?:the\s)?execution\sof\s)?(?:the|his|her|their|a|an|that)\s{TERM_EN}\s(?:prison\s|jail\s)?(?:term|sentence)\sfor\s"
    rf"(?P<f>{TERM_EN})"
    rf"|\bprobation\sfor\s(?P<i>{TERM_EN})\safter\s(?:the\s)?(?:\w+\s){{1,2}}?suspend(?:ed|ing)\s(?:the|his|her|their|an?)\s{TERM_EN}\s(?:prison\s|jail\s)?(?:term|sentence)(?!\sfor\s{_N}\b)"
    rf"|(?P<b>{TERM_EN})(?:\sof|\son)?\s(?:suspension(?!\sof\s(?:\w+\s)?(?:qualif|rights))|probation|stay\sof\s(?:the\s)?execution)\b|\bprobation\s(?:of|for)\s(?:the\snext\s|a\speriod\sof\s)?(?P<c>{TERM_EN})"
    rf"|\bwith\sa\sstay\sof\s(?P<m>{TERM_EN})|\bstayed\sfor\s(?P<j>{TERM_EN})|\bstay(?:ed|ing)?\s(?:of\s)?(?:the\s|its\s|his\s|her\s)?execution\s(?:of\s(?:the|his|her|that)\s(?:sentence|term)\s)?for\s(?P<g>{TERM_EN})"
    rf"|\bsuspension\s(?:of\s(?:execution\s)?)?(?:for|of)\s(?P<d>{TERM_EN})"
    rf"|\bsuspend(?:ed|ing)\s(?:(?:execution\sof\s)?(?:the|his|her|its)\s)?(?:execution|sentence|"
    rf"(?:prison|jail)\s(?:term|sentence)|term|imprisonment|punishment|penalty)(?:\s(?:of|for|against)\s(?!{_N}\b)[^.;,]{{2,40}}?)?\sfor\s(?P<e>{TERM_EN})"
    r"|\bsuspended\s(?:the|his|her|their|that)\s(?:[\w’-]+\s){0,2}?(?:sentences?|terms?)\b(?!\sfor\b)"
    r"|\bsuspended\s(?:\w+\s)?(?:sentence|prison\s(?:term|sentence)|jail\s(?:term|sentence)|term)s?\b|"
    r"\bprobation\b(?!\s(?:offic|act\b|system|service|agenc))",
)
_AFTER_PRISON = re.compile(
    rf"(?:\sfor\s{TERM_EN})?\s(?:after|upon|following)\s(?:(?:his|her|their|the)\s)?(?:release|prison|term|sentence|serving|completi)"
)
_FOR_PERIOD = re.compile(rf"\sfor\s(?P<t>{TERM_EN})(?=[.,]|\s(?:and|for)\b|$)")
_DEFERRED = re.compile(
    r"\b(?:gave|given|granted|granting|handed|received|got)\s(?:[\w-]+\s){0,4}?a\ssuspension\sof\ssentenc(?:e|ing)\b(?!\sfor\b|\sof\b)|"
    r"\b(?:defers?|deferred|deferring)\s(?:the|his|her|its)\s(?:sentence|sentencing|punishment)\b|\b(?:deferred|deferring)\simposing\b|\bsuspend(?:ed|ing)\s(?:the\s|his\s|her\s)?sentencing\b|\b(?:deferred|deferring|defer|suspended|suspending)\s(?:the\s)?(?:imposition|pronouncement)\b|\bhad\s(?:the\s)?(?:imposition|pronouncement)\sof\s[^.;]{2,50}?\s(?:suspended|deferred)\b|"
    r"\bdeferred\s(?:sentence|sentencing)\b|\bwithh(?:eld|olding|olds)\s(?:the\s|his\s|her\s)?(?:sentence|sentencing|imposition)\b|"
    r"\b(?:sentence|sentencing|imposition\sof\s(?:a\s)?sentence)\swas\s(?:deferred|"
    r"suspended)\b(?!\sfor)|\bsuspension\sof\s(?:the\s)?(?:imposition|pronouncement)|\bdeferred\s(?:a|"
    r"the)\s(?:sentence|fine)",
)
_AMOUNT = (
    r"(?P<{0}>[0-9][0-9,]*(?:\.[0-9]+)?|(?:one|two|three|four|five|six|seven|eight|nine|ten)(?=[\s-](?:million|billion)))"
    r"(?:\s|-)?(?P<{0}u>million|billion|trillion|thousand|mln|bln)?(?:\s|-)?won"
)
_FINE = re.compile(
    rf"\bfin(?:ed|es?|ing)\b(?:\s(?!forfeit|collect|confiscat|compensat|damages|exceed|surpass)\S+){{0,6}}?\s(?:of\s)?{_AMOUNT.format('a')}|"
    rf"{_AMOUNT.format('b')}(?:\s\(\$?[^)]{{1,40}}\))?(?:(?:\sin)?\s(?:criminal\s)?(?:fines?|penalt)|(?=\s(?:that\s)?(?:the\s)?prosecut\w+\s(?:had\s)?(?:sought|requested|demanded|asked|wanted)))",
)
_SUSPENDED_FINE = re.compile(r"\bsuspended\s(?:(?:sentence|penalty)\sof\s)?(?:an?\s)?$")
_NOT_THE_AMOUNT = re.compile(r"\b(?:between|ranging\sfrom|more\sthan|over|at\sleast|less\sthan|under)\s$")
"""`fined more than 1 million won`, `fines of between 2 million won and 5 million won`: how much is not told."""
_SIGNED_FINE = re.compile(
    r"(?:₩\s?|\bkrw\s?|\bw(?=[0-9]))(?P<a>[0-9][0-9,]*(?:\.[0-9]+)?)\s?(?P<u>m|mn|million|b|bn|billion|k|thousand)?\b(?:\s(?:in\s)?fines?\b)?|"
    r"\bfin(?:ed|e)\b(?:\s(?!\d)[\w’-]+|\s[0-9]{2}-year-old){0,6}?\s(?:of\s)?(?P<c>[0-9][0-9,]*(?:\.[0-9]+)?)\s?(?P<w>million|billion)?\skrw\b|"
    r"(?<![₩0-9.,])\b(?P<b>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<v>m|mn|bn|b)[\s-]won\b(?:\s(?:in\s)?fines?\b)?"
)
_BARE_FINE = re.compile(
    rf"\b(?:court|judges?|bench|panel)\b[^.;]{{0,24}}?\b(?:imposed|settled\son|opted\sfor|ordered)\s(?:only\s|just\s)?{_AMOUNT.format('a')}(?=[.,;]|$|\sinstead)|"
    rf"(?:\band|,)\s(?:(?:the|his|her|their|an?|two|three|four|five|another)\s)?(?:(?!forfeit|collect|confiscat|compensat|damages|earn|profit)[a-z-]+\s){{1,3}}(?:to\s|got\s|received\s)?{_AMOUNT.format('b')}(?=\seach\b|[.;]|$)"
)
_FINE_AND = re.compile(
    rf"\bfine[ds]?\b[^.;]{{0,40}}?\swon(?:\s\([^)]{{1,20}}\))?,?\sand\s{_AMOUNT.format('a')}(?=[^.;]{{0,30}}\brespectively\b)"
)
_FINE_OF_THE_OTHER = re.compile(
    rf"\bfined\b[^.;]{{2,60}}?\swon(?:\s\([^)]{{1,20}}\))?,?\sand\s(?:its|his|her|their|the|an?|another)\s(?!forfeit|collect|confiscat|compensat|damages)(?:[\w’'-]+\s){{1,5}}?{_AMOUNT.format('a')}"
)
"""`fined the company 20 million won and its CEO 5 million won`."""
_FINE_FROM = re.compile(
    rf"\bto\s{_AMOUNT.format('t')}(?:\s\([^)]{{1,20}}\))?\sfrom\s(?:the\s)?(?:\w+\s)?{_AMOUNT.format('a')}"
)
_ASKED_SUM = re.compile(
    rf"\bprosecut\w+\s(?:had\s|have\s)?(?:sought|requested|demanded|recommended|asked\sfor)\s{_AMOUNT.format('a')}(?=[.,;]|$|\sfor\s(?:the|him|her|them|his|an?)\b)"
    rf"(?:\sfor\s[^.;]{{2,30}}?\sand\s{_AMOUNT.format('b')}(?=\sfor\s))?"
)
"""`Prosecutors had recommended 3 million won for the host and 1 million won for the editor`."""
_SUMMARY_FINE = re.compile(
    rf"\bsummary\sorder\s(?:of|for|imposing|to\spay)\s(?:a\sfine\sof\s)?{_AMOUNT.format('a')}"
)
_FINE_TO = re.compile(
    rf"\bfrom\s[0-9][0-9,.]*(?:\s(?:million|billion|thousand))?\swon(?:\s\([^)]{{1,20}}\))?\sto\s{_AMOUNT.format('t')}"
)
_HOURS = re.compile(
    r"(?P<n>[0-9]{1,4}|forty|eighty|one\shundred)(?:\s|-)hours?\b(?:\s(?:of|"
    r"worth\sof))?(?=(?P<tail>[^.;]{0,60}))",
)
_BAN = re.compile(
    rf"\b(?:bar(?:r(?:ed|ing))?|ban(?:n(?:ed|ing))?|prohibit(?:ed|ing)?|restrict(?:ed|"
    rf"ing)?)\b[^.;]{{0,90}}?\b(?:work\w*|employ\w*|jobs?|teaching|coaching)\b[^.;]{{0,100}}?\bfor\s(?P<a>{TERM_EN})"
    rf"|(?P<b>{TERM_EN})\s(?:employment|job|work)\s(?:ban|restriction)|\bemployment\s(?:restrictions?|"
    rf"bans?)\b[^.;]{{0,70}}?\b(?:for|of)\s(?P<c>{TERM_EN})|\b(?:restrictions?|limits?|bans?)\son\s(?:employment|working|jobs?)\b[^.;]{{0,90}}?\bfor\s(?P<g>{TERM_EN})|(?P<d>{TERM_EN})\s(?:ban|restriction|"
    rf"prohibition)\s(?:on|from)\s(?:[\w-]+\s){{0,2}}?(?:employ|work|(?:[\w-]+\s)?(?:facilities|institutions|academies|schools|centers)\b)|"
    rf"\b(?:barr|bann|prohibit|restrict)(?:ed|ing)\s(?:[\w’-]+\s){{0,4}}?for\s(?P<e>{TERM_EN})\s(?:(?:after|following)\s[^.;,]{{3,30}}?\s)?from\s(?:getting|taking|holding|finding|seeking|working|being|jobs|employment)\b|"
    rf"\bstay\saway\sfrom\s[^.;]{{3,80}}?\b(?:jobs?|institutions|facilities|academies|centers|schools)\b[^.;]{{0,40}}?\bfor\s(?P<h>{TERM_EN})|"
    rf"\bemployment\s(?:at|in|with)\s[^.;]{{3,60}}?\s(?:banned|barred|restricted|prohibited)\sfor\s(?P<i>{TERM_EN})|"
    rf"\bshut\w*\s(?:him|her|them)\sout\sof\s[^.;]{{3,60}}?\bfor\s(?P<f>{TERM_EN})",
)
_BAN_AS_LONG = re.compile(
    r"\b(?:barr|bann|prohibit)(?:ed|ing)\sfrom\s[^.;]{3,80}?\bfor\sthe\s(?:same|identical)\s(?:period|length\sof\stime|duration|time|term|number\sof\syears)\b"
)
"""`must wear an anklet for 10 years and is barred from jobs with children for the same period`."""
_ANKLET = re.compile(
    rf"\b(?:electronic|ankle|tracking|location|gps)\s(?:\w+\s){{0,3}}?(?:anklet|device|bracelet|tag|tracker|"
    rf"monitor\w*)\b[^.;]{{0,30}}?\bfor\s(?P<a>{TERM_EN})|(?P<b>{TERM_EN})\s(?:of\s(?:wearing\s)?|under\s|with\s)(?:an?\s)?(?:electronic|location|ankle)\s(?:\w+\s)?(?:monitor\w*|anklet|track\w*|bracelet)\b"
    rf"|(?P<c>{TERM_EN})\s(?:(?:electronic|location)\s(?:ankle\s)?|ankle\s)(?:monitor\w*|anklet|track\w*|tagg\w*)\b",
)
_FORFEIT = re.compile(
    rf"\b(?:forfeit(?:ed|s|ing|ure\sof|\sof)?|collection\sof|collect(?:ed|ing)?|confiscat(?:ed|ing|ion\sof)|pay\sback)\s(?:the\s|about\s|some\s|another\s|an\sadditional\s)?{_AMOUNT.format('a')}|{_AMOUNT.format('b')}(?:\s\([^)]{{1,20}}\))?\sin\s(?:forfeiture|additional\scollection)\b|"
    rf"{_AMOUNT.format('c')}\s(?:[\w-]+\s){{0,5}}?(?:to\s)?(?:be\s)?(?:forfeited|collected)\b"
)


_QUALIFICATION = re.compile(
    rf"(?P<a>{TERM_EN})\s(?:suspension|disqualification)\s(?:of|from)\s(?:(?:his|her|the|civil|public)\s){{0,2}}(?:qualifications?|rights|office)\b|"
    rf"\bsuspension\sof\s(?:(?:his|her|the|civil)\s){{0,2}}(?:qualifications?|rights)\sfor\s(?P<b>{TERM_EN})"
)
_COMPENSATION = re.compile(
    rf"\bpay\s(?:[\w’]+\s){{0,3}}?{_AMOUNT.format('a')}\s(?:in|as)\scompensation\b|\bcompensation\s(?:order\s)?(?:of|for)\s{_AMOUNT.format('b')}|"
    rf"\bcompensate\s(?:[\w’]+\s){{1,6}}?{_AMOUNT.format('d')}|\bpay\s(?:[\w’]+\s){{0,4}}?{_AMOUNT.format('c')}\s(?:[\w’]+\s){{0,3}}?under\san?\scompensation\sorder\b|"
    rf"\bcompensation\sorder\s(?:requiring|directing|telling|obliging)\s(?:\w+\s){{1,4}}?to\spay\s(?:[\w’]+\s){{0,3}}?{_AMOUNT.format('e')}"
)
_IN_A_CRIMINAL_CASE = re.compile(r"\bcompensation\sorders?\b|\bsentenc|\balso\sordered\b|\bprison\b")
"""Damages in a civil case are paid "in compensation" too."""
_TREATMENT_CUSTODY = re.compile(
    r"\b(?:medical\s)?treatment\sand\scustody\b|\b(?:treatment|medical)\scustody\b|\bcustodial\streatment\b"
)


def find_penalties(sentence: str) -> list[Mention]:
    """Every penalty and order of the sentence, in order of place, suspensions joined to their terms."""
    sentence = lowered(sentence)
    if not any(word in sentence for word in _TRIGGERS):
        return []
    custodial: list[Mention] = []
    for finder in (
        _find_indeterminate,
        _find_period_first,
        _find_from,
        _find_prison,
        _find_given,
        _find_one_more,
        _find_life,
        _find_fines,
        _find_loose,
    ):
        for mention in finder(sentence):
            if all(mention.end <= m.start or mention.start >= m.end for m in custodial):
                custodial.append(mention)
    custodial = _with_changes(sentence, custodial)
    custodial = _without_difference(sentence, custodial)
    custodial.extend(_find_taken_off(sentence, custodial))
    custodial.sort(key=lambda m: m.start)
    custodial = [_with_period(sentence, mention) for mention in _join_suspensions(sentence, custodial)]
    custodial = _join_deferrals(sentence, custodial) or list(_find_prison_alone(sentence))
    orders = list(_find_orders(sentence))
    custodial.extend(find_elided(sentence, [*custodial, *orders]))
    return sorted([*custodial, *orders], key=lambda m: m.start)


def _amount(digits: str, unit: str | None) -> int:
    if digits.isalpha():
        digits = str(int(number_en(digits)))
    whole, _, fraction = digits.replace(",", "").partition(".")
    scales = {
        "million": 10**6,
        "mln": 10**6,
        "billion": 10**9,
        "bln": 10**9,
        "trillion": 10**12,
        "thousand": 10**3,
    }
    scale = scales.get((unit or "").lower(), 1)
    return int(whole) * scale + (int(fraction) * scale // 10 ** len(fraction) if fraction else 0)


def _find_indeterminate(sentence: str) -> Iterator[Mention]:
    if not (
        "minimum" in sentence
        or "short" in sentence
        or "indeterminate" in sentence
        or "at least" in sentence
        or "between" in sentence
        or "ranging" in sentence
        or _NUMBER_TO_NUMBER.search(sentence)
    ):
        return
    for match in _INDETERMINATE.finditer(sentence):
        told = {name[:3]: text for name, text in match.groupdict().items() if text}
        low, high = told["min"], told["max"]
        high = high if re.search(r"year|month", high) else f"{high} {'years' if 'year' in low else 'months'}"
        low = low if re.search(r"year|month", low) else f"{low} {'years' if 'year' in high else 'months'}"
        item = PenaltyItem(kind="prison", months_min=parse_term_en(low), months_max=parse_term_en(high))
        start = match.start("min12") if match["min12"] else match.start()
        yield Mention(item, start, match.end(), "en_prison_indeterminate")


def _find_period_first(sentence: str) -> Iterator[Mention]:
    """`a two-year suspended jail term of 10 months`: the time of the suspension before the term."""
    for match in _PERIOD_FIRST.finditer(sentence) if "suspended" in sentence else ():
        months, period = parse_term_en(match["t"]), parse_term_en(match["s"])
        item = PenaltyItem(kind="prison", months=months, is_suspended=True, suspended_months=period)
        yield Mention(item, *match.span(), "en_prison_suspended")


def _find_prison(sentence: str) -> Iterator[Mention]:
    if _UNIT.search(sentence) is None:
        return
    for match in _ONE_EACH.finditer(sentence):
        for name in "ab":
            item = PenaltyItem(kind="prison", months=parse_term_en(match[name]))
            yield Mention(item, *match.span(name), "en_prison_listed")
    for match in _LIST_OF_TERMS.finditer(sentence):
        for found in re.finditer(TERM_EN, match[0]):
            item = PenaltyItem(kind="prison", months=parse_term_en(found[0]))
            start = match.start() + found.start()
            yield Mention(item, start, start + len(found[0]), "en_prison_listed")
    for match in _SHARED_UNIT.finditer(sentence):
        numbers = [(found[0], match.start("l") + found.start()) for found in re.finditer(_N, match["l"])]
        for number, start in [*numbers, (match["b"], match.start("b"))]:
            item = PenaltyItem(kind="prison", months=parse_term_en(f"{number} {match['u']}"))
            yield Mention(item, start, start + len(number), "en_prison_listed")
    for match in _PRISON.finditer(sentence):
        name = next(group for group in "abcde" if match[group])
        head = sentence[max(0, match.start() - 12) : match.start()]
        is_suspended = bool(match["bs"] or match["cs"] or " suspended " in match[0]) or (
            head.endswith("suspended ") and not head.endswith("unsuspended ")
        )
        item = PenaltyItem(kind="prison", months=parse_term_en(match[name]), is_suspended=is_suspended)
        start = match.start(name) if name == "d" else match.start()
        each = _TWO_TERMS.fullmatch(match[name])
        if each and re.match(r"[^.;]{0,24}\brespectively\b", sentence[match.end() :]):
            first = replace(item, months=parse_term_en(each["a"]))
            middle = match.start(name) + each.end("a")
            yield Mention(first, start, middle, "en_prison_listed")
            yield Mention(
                replace(item, months=parse_term_en(each["b"])), middle + 1, match.end(), "en_prison_listed"
            )
            continue
        if _WITHOUT_LABOUR.search(sentence, match.start(), match.end() + 40):
            item = replace(item, kind="prison_without_labor")
        if name == "c" and re.search(
            r"(?:suspend\w*\s(?:\w+\s?)?|execution\sof\s(?:the|his|her|that)\s?)$",
            sentence[max(0, match.start() - 24) : match.start()],
        ):
            continue
        if name == "b" and re.search(r"probation\s?$", sentence[: match.start()][-12:]):
            continue
        yield Mention(item, start, match.end(), "en_prison")


def _find_from(sentence: str) -> Iterator[Mention]:
    """Terms that stand beside another without its words: told in a list, elided, or changed from one to another."""
    if not re.search(
        r"sentence|term|prison|jail|request|sought|demand|punish|press|push|asked|want", sentence
    ):
        return
    yield from _find_listed(sentence)
    yield from _find_changed(sentence)
    for match in _UP_FROM.finditer(sentence) if "up from" in sentence or "down from" in sentence else ():
        units = re.findall(r"year|month", sentence[: match.start("f")])
        yield _prison(match, "f", "en_prison_from", unit=f"{units[-1]}s")
    yield from _find_elided(sentence)
    yield from _find_raised_or_cut(sentence)


def _prison(match: re.Match[str], group: str, rule: str, *, unit: str = "") -> Mention:
    """A prison term told by one group of a pattern, with the unit of another place where it has none of its own."""
    months = parse_term_en(f"{match[group]} {unit}" if unit else match[group])
    return Mention(PenaltyItem(kind="prison", months=months), *match.span(group), rule)


def _find_listed(sentence: str) -> Iterator[Mention]:
    """`two and three years, respectively`, `from four to two years`, `and for the other three years`."""
    for match in _RESPECTIVELY.finditer(sentence) if "respectively" in sentence else ():
        yield _prison(match, "g", "en_prison_listed")
    for match in _FROM_SHORT.finditer(sentence) if _CHANGES.search(sentence) else ():
        yield _prison(match, "f", "en_prison_from", unit=match["u"])
        item = PenaltyItem(kind="prison", months=parse_term_en(f"{match['t']} {match['u']}"))
        yield Mention(item, match.start("t"), match.end("u"), "en_prison")
    for match in _AND_FOR.finditer(sentence):
        if _FIRST_FOR.search(sentence) is None:
            return
        yield _prison(match, "g", "en_prison_elided")


def _find_elided(sentence: str) -> Iterator[Mention]:
    """Terms of further people, or asked for, that leave the words `in prison` or the unit to a term before."""
    for match in (*_ASKED_BARE.finditer(sentence), *_AND_TO_BARE.finditer(sentence)):
        units = re.findall(r"year|month", sentence[: match.start("g")])
        if units or match.re is _ASKED_BARE:
            yield _prison(match, "g", "en_prison_elided", unit=f"{units[-1]}s" if units else "years")
    first = _FIRST_IN_PRISON_FOR.search(sentence) if _IN_PRISON_FOR.search(sentence) else None
    for match in _LISTED_FOR.finditer(sentence, first.end()) if first else ():
        yield _prison(match, "g", "en_prison_elided")
    for match in _UNIT_BEFORE.finditer(sentence):
        yield _prison(match, "g", "en_prison_elided", unit=match["u"])
    for match in _AND_TO_WHOM.finditer(sentence):
        yield _prison(match, "g", "en_prison_elided")
    for match in _AND_TO.finditer(sentence) if "sentenc" in sentence else ():
        yield _prison(match, "g", "en_prison_elided")


def _find_raised_or_cut(sentence: str) -> Iterator[Mention]:
    """`reduced the sentence from four years to two`, `cut by six months to two years`: a bare term after `from`."""
    is_changed = re.search(r"increas|rais|reduc|cut|lower|lighten|extend", sentence)
    for match in _FROM_TO.finditer(sentence) if is_changed else ():
        yield _prison(match, "g", "en_prison")
    for match in _FROM_TO_SHORT.finditer(sentence) if _CHANGES.search(sentence) else ():
        yield _prison(match, "t", "en_prison", unit="years" if "year" in match[0] else "months")
    for match in _TO_FROM_SHORT.finditer(sentence):
        yield _prison(match, "f", "en_prison_from", unit="years" if "year" in match[0] else "months")
    for match in _BY_TO.finditer(sentence):
        left, by = parse_term_en(match["t"]), parse_term_en(match["by"])
        below = left - by if re.match("incr|rais|ext|length", match[0]) else left + by
        if below > 0:
            yield Mention(PenaltyItem(kind="prison", months=left), *match.span("t"), "en_prison")
            yield Mention(PenaltyItem(kind="prison", months=below), *match.span("by"), "en_changed_from")
    for match in _FROM.finditer(sentence):
        yield _prison(match, "f", "en_prison_from")


def _find_changed(sentence: str) -> Iterator[Mention]:
    """`reduced to three on appeal`, `slashed the terms to seven and four years`: numbers in the unit of an earlier term."""
    for match in _CHANGED_TO_BARE.finditer(sentence):
        units = re.findall(r"year|month", sentence[: match.start()])
        if match["u"] is None and not units:
            continue
        if match["u"] and match["b"] is None:
            continue
        unit = match["u"].strip() if match["u"] else f"{units[-1]}s"
        for name in ("t", "b"):
            if match[name]:
                item = PenaltyItem(kind="prison", months=parse_term_en(f"{match[name]} {unit}"))
                yield Mention(item, *match.span(name), "en_prison_listed")


def _find_given(sentence: str) -> Iterator[Mention]:
    """Terms that a verb of giving governs, one after the other: `gave the elder four years and the younger two years`."""
    if _UNIT.search(sentence) is None:
        return
    for verb in _GIVEN.finditer(sentence):
        term = _GIVEN_TERM.match(sentence, verb.end())
        while term:
            item = PenaltyItem(kind="prison", months=parse_term_en(term["g"]))
            yield Mention(item, *term.span("g"), "en_prison_given")
            following = _GIVEN_NEXT.match(sentence, term.end())
            term = _GIVEN_TERM.match(sentence, following.end()) if following else None


def _with_changes(sentence: str, custodial: list[Mention]) -> list[Mention]:
    """What a change from one value to another tells besides; a changed order takes the place of a term."""
    told = list(custodial)
    for mention in find_changes(sentence):
        if mention.is_order:
            told = [m for m in told if m.end <= mention.start or m.start >= mention.end]
        same = next((i for i, m in enumerate(told) if m.start < mention.end and mention.start < m.end), None)
        if same is None:
            told.append(mention)
        elif told[same].item == mention.item:
            told[same] = replace(told[same], rule=mention.rule)
    told.extend(find_elided(sentence, told))
    return told


def _without_difference(sentence: str, told: list[Mention]) -> list[Mention]:
    """`five years, two years less than the lower court's`: the difference is no term; it gives that of the court below."""
    match = _DIFFERENCE.search(sentence) if " than " in sentence else None
    if match is None:
        return told
    kept = [m for m in told if m.end <= match.start("t") or m.start >= match.end("t")]
    terms = [
        m.item
        for m in kept
        if m.item.kind == "prison" and m.item.months is not None and m.end <= match.start()
    ]
    if len(terms) != 1 or terms[0].is_suspended:
        return kept
    by = parse_term_en(match["t"])
    is_less = match["way"] in ("less", "shorter", "fewer", "lighter", "lower")
    below = (terms[0].months or 0) + (by if is_less else -by)
    if below <= 0:
        return kept
    item = PenaltyItem(kind="prison", months=below)
    return [*kept, Mention(item, *match.span("t"), "en_changed_from")]


def _find_taken_off(sentence: str, told: list[Mention]) -> Iterator[Mention]:
    """`handed him eight years, but the appellate court knocked two years off`: six, where one term alone is told."""
    match = _TAKEN_OFF.search(sentence)
    terms = [m.item.months for m in told if m.item.kind == "prison" and m.item.months is not None]
    if match is None or len(terms) != 1:
        return
    left = terms[0] - parse_term_en(match["t"])
    if left > 0 and told[0].start < match.start():
        yield Mention(PenaltyItem(kind="prison", months=left), *match.span("t"), "en_prison_taken_off")


def _find_loose(sentence: str) -> Iterator[Mention]:
    """`cut the term to five years`, `the younger to two years`, `went with 10 months`: a bare term in words of a court."""
    for match in _LOOSE.finditer(sentence):
        head = sentence[max(0, match.start() - 90) : match.start()]
        is_order = re.search(
            r"\b(?:barr|bann|ban\b|employ|work|anklet|electronic|hours|supervis|probation|suspend\w*\s(?:for\s|over\s)?\w+\s*$)",
            head[-60:],
        )
        if _LOOSE_CONTEXT.search(head) and not is_order:
            item = PenaltyItem(kind="prison", months=parse_term_en(match["l"]))
            yield Mention(item, match.start("l"), match.end("l"), "en_prison_loose")


_ONE_MORE = re.compile(
    r"\ban?\s(?:additional|extra|further)\s(?P<u>year|month)\s(?:in\s(?:prison|jail)|behind\sbars)"
)


def _find_one_more(sentence: str) -> Iterator[Mention]:
    """`an additional year in prison`."""
    for match in _ONE_MORE.finditer(sentence):
        item = PenaltyItem(kind="prison", months=12 if match["u"] == "year" else 1)
        yield Mention(item, *match.span(), "en_prison")


def _find_life(sentence: str) -> Iterator[Mention]:
    for match in _LIFE.finditer(sentence):
        kind = "death" if "death" in match[0].lower() else "life"
        yield Mention(PenaltyItem(kind=kind), *match.span(), "en_life")


def _find_fines(sentence: str) -> Iterator[Mention]:
    for match in _SIGNED_FINE.finditer(sentence) if "fine" in sentence else ():
        name = next(group for group in "abc" if match[group])
        unit = match[{"a": "u", "b": "v", "c": "w"}[name]]
        scale = {"m": "million", "mn": "million", "b": "billion", "bn": "billion", "k": "thousand"}
        item = PenaltyItem(kind="fine", amount_krw=_amount(match[name], scale.get(unit or "", unit)))
        yield Mention(item, *match.span(), "en_fine")
    if "won" not in sentence:
        return
    for match in _FINE.finditer(sentence):
        name = "a" if match["a"] else "b"
        item = PenaltyItem(kind="fine", amount_krw=_amount(match[name], match[name + "u"]))
        if _SUSPENDED_FINE.search(sentence, 0, match.start()):
            item = replace(item, is_suspended=True)
        if _NOT_THE_AMOUNT.search(sentence, match.start(), match.start(name)):
            item = PenaltyItem(kind="fine")
        yield Mention(item, *match.span(), "en_fine")
    for match in _BARE_FINE.finditer(sentence) if "fine" in sentence or "imposed" in sentence else ():
        name = "a" if match["a"] else "b"
        item = PenaltyItem(kind="fine", amount_krw=_amount(match[name], match[name + "u"]))
        yield Mention(item, match.start(name), match.end(), "en_fine")
    for match in _ASKED_SUM.finditer(sentence) if "prosecut" in sentence else ():
        for name in ("a", "b") if match["b"] else ("a",):
            item = PenaltyItem(kind="fine", amount_krw=_amount(match[name], match[name + "u"]))
            yield Mention(
                item, match.start(name), match.end(name + "u" if match[name + "u"] else name), "en_fine"
            )
    for match in _SUMMARY_FINE.finditer(sentence):
        item = PenaltyItem(kind="fine", amount_krw=_amount(match["a"], match["au"]))
        yield Mention(item, *match.span(), "en_fine")
    second = _FINE_AND if "respectively" in sentence else _FINE_OF_THE_OTHER
    for match in second.finditer(sentence):
        item = PenaltyItem(kind="fine", amount_krw=_amount(match["a"], match["au"]))
        yield Mention(item, match.start("a"), match.end(), "en_fine")
    for match in _FINE_FROM.finditer(sentence) if "fine" in sentence else ():
        item = PenaltyItem(kind="fine", amount_krw=_amount(match["a"], match["au"]))
        yield Mention(item, match.start("a"), match.end(), "en_fine")
        item = PenaltyItem(kind="fine", amount_krw=_amount(match["t"], match["tu"]))
        yield Mention(item, match.start("t"), match.end("tu") if match["tu"] else match.end("t"), "en_fine")
    for match in _FINE_TO.finditer(sentence) if "fine" in sentence else ():
        item = PenaltyItem(kind="fine", amount_krw=_amount(match["t"], match["tu"]))
        yield Mention(item, match.start("t"), match.end(), "en_fine")


_NO_SENTENCE_BEFORE = re.compile(
    r"\b(?:licen[cs]es?|operations?|accounts?|services?|business|duties|pay)\s(?:was\s|were\s)?$"
)
"""`had his license suspended`: no sentence is."""


_SUPERVISED = re.compile(r"\bsupervised\sprobation$")
"""An order of supervision, and no suspension of a term."""


def _join_suspensions(sentence: str, custodial: list[Mention]) -> list[Mention]:
    """Each suspension (or "probation") goes to the term before it, or to one right after it, else stands alone."""
    joined = list(custodial)
    is_told = "suspen" in sentence or "probation" in sentence or "stay" in sentence
    for match in _SUSPENDED.finditer(sentence) if is_told else ():
        if "probation" in match[0] and _AFTER_PRISON.match(sentence, match.end()):
            continue
        if _NO_SENTENCE_BEFORE.search(sentence, 0, match.start()):
            continue
        term = next((match[group] for group in "abcdefgijkm" if match[group]), None)
        if match["h"]:
            term = f"{match['h']} years"
        months = parse_term_en(term) if term else None
        if any(m.start <= match.start() and match.end() <= m.end and m.item.is_suspended for m in joined):
            continue
        if "probation" in match[0] and any(
            m.item.suspended_months and m.end <= match.start() for m in joined
        ):
            continue
        if "probation" in match[0] and (
            _SUPERVISED.search(sentence[: match.end()]) or sentence.startswith(" request", match.end())
        ):
            continue
        index = _suspension_owner(sentence, joined, match)
        if index is not None:
            base = joined[index]
            if base.item.is_suspended and base.item.suspended_months is not None:
                continue
            item = replace(base.item, is_suspended=True, suspended_months=months)
            start, end = min(base.start, match.start()), max(base.end, match.end())
            joined[index] = Mention(item, start, end, base.rule + "_suspended")
            if re.search(r"\b(?:both|all|each)\s$", sentence[: match.start()]):
                joined = [_also_suspended(m, months) for m in joined]
        elif "probation" in match[0] and any(m.item.is_suspended for m in joined):
            continue
        else:
            item = PenaltyItem(kind="unspecified", is_suspended=True, suspended_months=months)
            joined.append(Mention(item, *match.span(), "en_suspension_alone"))
            joined.sort(key=lambda m: m.start)
    return joined


_SUSPENSION_LEADS = re.compile(
    r"\s?(?:sentence|term)?\s?(?:of|,)?\s?|\son\s(?:an?|the|his|her)\s|(?:\sand\s[^.;]{0,60}?)?\s(?:after|following)\s(?:being\s)?(?:sentenced\sto|given|receiving)\s(?:an?\s)?"
)


def _with_period(sentence: str, mention: Mention) -> Mention:
    """`a suspended sentence of one year in prison for two years`: the period after the term."""
    match = _FOR_PERIOD.match(sentence, mention.end)
    if not mention.item.is_suspended or mention.item.suspended_months is not None or match is None:
        return mention
    item = replace(mention.item, suspended_months=parse_term_en(match["t"]))
    return Mention(item, mention.start, match.end(), mention.rule + "_suspended")


def _also_suspended(mention: Mention, months: int | None) -> Mention:
    """`two years and one year, both suspended for three years`."""
    if not mention.item.kind.startswith("prison") or mention.item.is_suspended:
        return mention
    return replace(mention, item=replace(mention.item, is_suspended=True, suspended_months=months))


_IT_WAS = re.compile(r"\b(?:it|which|that)\s(?:was|is|were)\s(?:then\s|later\s|also\s)?$")
_HIGHER_COURT = re.compile(
    r"\b(?:appeals?|appell?ate|high|higher|supreme|top)\scourt\b[^.;]{0,20}?\b(?=suspend(?:ed|ing)\s(?:it|the|his|her|that|their)\b)"
)
"""`given one year; the appeals court suspended it for two`: what stood below and what the higher court made of it."""
_OF_THE_LATTER = re.compile(r"\blatter[’']s\s(?:sentence|term)\s(?:being\s|was\s)?$")


def _suspension_owner(sentence: str, joined: list[Mention], match: re.Match[str]) -> int | None:
    inside = next(
        (i for i, m in enumerate(joined) if match.start() <= m.start and m.end <= match.end()), None
    )
    if inside is not None:
        return inside
    if any(_HIGHER_COURT.search(sentence, m.end, match.end()) for m in joined if m.end <= match.start()):
        return None  # told of what the court below gave
    if (
        re.match(r"suspend(?:ed|ing)\s(?:it|them)\s", match[0])
        or _IT_WAS.search(sentence, 0, match.start())
        or _OF_THE_LATTER.search(sentence[: match.start()])
    ):
        before = [
            i for i, m in enumerate(joined) if m.end <= match.start() and m.item.kind.startswith("prison")
        ]
        return before[-1] if before else None
    for index in reversed(range(len(joined))):
        mention = joined[index]
        if not mention.item.kind.startswith(("prison", "fine", "unspecified")):
            continue
        if mention.start <= match.start() < mention.end:
            return index
        gap = sentence[mention.end : match.start()]
        if mention.end <= match.start():
            if (
                mention.item.is_suspended
                and mention.item.suspended_months is None
                and "probation" in match[0]
            ):
                return index if len(gap) <= 30 else None
            is_near = bool(
                re.fullmatch(
                    r"(?:\sin\sprison|\sbehind\sbars|\son\s(?:the|an?)\s[\w-]+(?:\s[\w-]+){0,2})?,?\sbut\s(?:then\s|also\s)?(?:(?:granted|gave|allowed)\s(?:him\s|her\s)?(?:an?\s)?)?",
                    gap,
                )
            ) or (
                len(gap) <= (100 if gap.endswith(", ") else 45)
                and not re.search(r"[.;]|\b(?:while|but|sought|prosecutors?|rather|instead)\b", gap)
            )
            is_other_order = bool(
                re.search(r"hours|fined|order|plac|put\b|\b(?:other|others|another|rest|remaining)\b", gap)
                or (
                    not any(match[group] for group in "abcdefghijkm")
                    and re.search(r"\b(?:got|received|given|handed)\b", gap)
                )
            )
            return index if is_near and not is_other_order else None
    for index, mention in enumerate(joined):
        gap = sentence[match.end() : mention.start]
        if mention.start >= match.end() and _SUSPENSION_LEADS.fullmatch(gap):
            return index
    return None


_PRISON_ALONE = re.compile(
    r"\b(?:court|judge|bench|panel)\s(?:on\s[a-z]+\s)?(?:has\s)?(?:sentenced|sent|handed)\s(?:(?!\bto\b|\bwas\b|\bwere\b)[^.;]){2,90}?\s"
    r"(?:to\s)?(?P<p>(?:an?\s)?(?:prison|jail)(?:\s(?:terms?|sentences?|time))|(?<=\sto\s)(?:prison|jail))\b(?=[.,;]|$|\s(?:on|for(?!\s(?:[a-z]+|[0-9]+)\s(?:years?|months?|days?))|over|after|in)\b)"
)
"""`The court sentenced five men to prison terms for extortion`: prison, for how long is not told."""


def _find_prison_alone(sentence: str) -> Iterator[Mention]:
    """A court's prison sentence whose length is not told, where the sentence tells no other."""
    match = _PRISON_ALONE.search(sentence)
    if match is not None:
        yield Mention(PenaltyItem(kind="prison"), match.start("p"), match.end("p"), "en_prison_alone")


def _join_deferrals(sentence: str, custodial: list[Mention]) -> list[Mention]:
    joined = list(custodial)
    for match in _DEFERRED.finditer(sentence):
        index = next(
            (
                i
                for i, m in enumerate(joined)
                if abs(m.start - match.end()) < 30 or 0 <= match.start() - m.end <= 40
            ),
            None,
        )
        if index is None:
            item = PenaltyItem(kind="unspecified", is_imposition_suspended=True)
            joined.append(Mention(item, *match.span(), "en_deferral_alone"))
        else:
            base = joined[index]
            item = replace(base.item, is_imposition_suspended=True, is_suspended=False, suspended_months=None)
            joined[index] = Mention(
                item, min(base.start, match.start()), max(base.end, match.end()), "en_deferral"
            )
    return sorted(joined, key=lambda m: m.start)


_HOURS_CHANGED = re.compile(r"\bfrom\s(?P<a>[0-9]{1,3})(?:\shours)?\sto\s(?P<b>[0-9]{1,3})\shours\b")


def _find_changed_hours(sentence: str) -> Iterator[Mention]:
    """`increased the community service from 80 hours to 160 hours`."""
    for match in _HOURS_CHANGED.finditer(sentence):
        kind = _hours_kind(sentence[max(0, match.start() - 40) : match.start()], "")
        for name, rule in (("a", "en_changed_from"), ("b", "en_changed_to")):
            if kind is not None:
                item = PenaltyItem(kind=kind, hours=int(match[name]))
                yield Mention(item, *match.span(name), rule)


def _find_orders(sentence: str) -> Iterator[Mention]:
    yield from _find_changed_hours(sentence) if "hours" in sentence else ()
    for match in _HOURS.finditer(sentence) if "hour" in sentence else ():
        kind = _hours_kind(
            match["tail"].lower(), sentence[max(0, match.start() - 60) : match.start()].lower()
        )
        if kind is not None:
            words = {"forty": 40, "eighty": 80, "one hundred": 100}
            hours = int(match["n"]) if match["n"].isdigit() else words[re.sub(r"\s", " ", match["n"].lower())]
            yield Mention(
                PenaltyItem(kind=kind, hours=hours), match.start(), match.start("tail"), f"en_{kind}"
            )
    for kind, pattern in (
        ("employment_ban", _BAN),
        ("electronic_monitoring", _ANKLET),
        ("disclosure", _DISCLOSURE),
    ):
        for match in (
            pattern.finditer(sentence)
            if "electronic" in sentence
            or "ankle" in sentence
            or "device" in sentence
            or "tracker" in sentence
            or "work" in sentence
            or "employ" in sentence
            or "job" in sentence
            or "teaching" in sentence
            or "disclos" in sentence
            or "barr" in sentence
            or " ban " in sentence
            or "shut" in sentence
            else ()
        ):
            term = next(value for value in match.groups() if value)
            yield Mention(PenaltyItem(kind=kind, months=parse_term_en(term)), *match.span(), f"en_{kind}")
    for match in _BAN_AS_LONG.finditer(sentence) if "for the" in sentence else ():
        before = re.findall(TERM_EN, sentence[: match.start()])
        if before:
            ban = PenaltyItem(kind="employment_ban", months=parse_term_en(before[-1]))
            yield Mention(ban, *match.span(), "en_employment_ban")
    for match in _CONFISCATED.finditer(sentence) if "confiscat" in sentence or "forfeit" in sentence else ():
        yield Mention(PenaltyItem(kind="forfeiture"), *match.span(), "en_forfeiture")
    for match in _FORFEIT.finditer(sentence):
        name = next(group for group in "abc" if match[group])
        item = PenaltyItem(kind="collection", amount_krw=_amount(match[name], match[name + "u"]))
        yield Mention(item, *match.span(), "en_collection")
    for match in _QUALIFICATION.finditer(sentence) if "qualif" in sentence or "rights" in sentence else ():
        months = parse_term_en(match["a"] or match["b"])
        yield Mention(
            PenaltyItem(kind="suspension_of_qualification", months=months), *match.span(), "en_qualification"
        )
    is_criminal = "compensation" in sentence and _IN_A_CRIMINAL_CASE.search(sentence)
    for match in _COMPENSATION.finditer(sentence) if is_criminal else ():
        name = next(group for group in "abcde" if match[group])
        item = PenaltyItem(kind="compensation", amount_krw=_amount(match[name], match[name + "u"]))
        yield Mention(item, *match.span(), "en_compensation")
    for match in _TREATMENT_CUSTODY.finditer(sentence) if "custod" in sentence else ():
        yield Mention(PenaltyItem(kind="treatment_custody"), *match.span(), "en_treatment_custody")


def _hours_kind(tail: str, head: str) -> str | None:
    first = re.split(r"\band\s[0-9]|,\s[0-9]|;", tail)[0]
    if re.search(r"community\sservice|social\sservice|volunteer", first[:40]):
        return "community_service"
    if re.search(r"lectures?|attend|classes|courses?", first) or "attend" in head[-30:]:
        return "attendance_order"
    if (
        re.search(r"program|treatment|education|therapy|counsel|rehabilitat|training", first)
        or "complete" in head[-30:]
    ):
        return "completion_order"
    return "community_service" if re.search(r"community\sservice\s(?:for|of)\s$", head) else None
