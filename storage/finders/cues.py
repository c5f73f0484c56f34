"""The words that tell that somebody speaks: verbs of saying and their kin, in English."""

from __future__ import annotations

from enum import Flag, auto
from typing import Literal, NamedTuple

Form = Literal["base", "s", "past", "ing"]


class Takes(Flag):
    """What may follow a verb and be somebody's words."""

    QUOTE = auto()  # "...", he grinned: frames direct speech only
    THAT = auto()  # noted that ...; also whether, how, why
    CLAUSE = auto()  # said the plan was dead
    NOUN = auto()  # condemned the attack
    TO = auto()  # promised to go
    PERSON = auto()  # told the court that ...
    NAMING = auto()  # called it "a disgrace"
    MIND = auto()  # believes: a thought told
    CLAIM = auto()  # her claim that ...: a noun


class Verb(NamedTuple):
    """A form of a verb of saying; `can_be_noun` for "reports" and "claims"."""

    lemma: str
    takes: Takes
    form: Form
    can_be_noun: bool


_Q, _T, _C, _N = Takes.QUOTE, Takes.THAT, Takes.CLAUSE, Takes.NOUN
_TO, _P, _A, _M = Takes.TO, Takes.PERSON, Takes.NAMING, Takes.MIND

# Written from the verbs of news reports, minutes and communiqués.
_GROUPS: tuple[tuple[Takes, str], ...] = (
    (_Q | _T | _C, "say"),
    (
        _Q | _T | _C,
        "add claim insist argue maintain contend assert allege concede acknowledge admit declare "
        "explain reply respond answer suggest reckon confirm complain joke quip "
        "announce testify tweet write state recall reveal disclose joke boast caution conclude "
        "predict swear hint clarify counter speculate retort remark "
        "comment observe affirm proclaim opine posit protest interject "
        "reason lament warn stipulate attest vow pledge promise reiterate repeat",
    ),
    (_Q | _T | _C | _P | _TO, "tell remind assure inform advise notify reassure"),
    (_Q | _T | _P | _TO, "ask urge instruct beg implore exhort"),
    (
        _Q | _T | _N,
        """
        note stress highlight emphasise emphasize underline underscore mention deny propose
        recommend express demand voice reaffirm decry bemoan second-guess
        downplay tout echo question recount reject dismiss
    """,
    ),
    (
        _Q | _N,
        """
        condemn welcome praise hail applaud criticise criticize denounce blast slam laud commend
        slate lambast lambaste rebuke deplore defend extol salute rubbish rebut
        refute dispute deride mock ridicule
    """,
    ),
    (
        _Q,
        """
        continue begin start shout yell whisper cry scream murmur mutter laugh smile grin sigh
        nod chuckle sob exclaim reflect muse snap growl bark bellow plead sing chant interrupt
        intone deadpan crow gush enthuse fume rage blurt chime finish wonder volunteer read go
        lie write-in ad-lib holler roar shrug wail gasp stammer croak hiss jest chide scold
        persist elaborate offer open close post text email e-mail blog
    """,
    ),
    (_Q | _A, "call describe dub label brand term characterise characterize portray refer"),
    (
        _T | _C | _M,
        """
        believe think feel hope fear suspect expect estimate doubt assume consider imagine guess
        worry figure understand
    """,
    ),
    (_T | _C, "indicate imply signal decide argue warrant"),
    (_Q | _T | _C, "report cite"),
    (
        _T,
        """
        find show conclude demonstrate know realise realize agree determine discover rule learn
        judge calculate forecast project decree prove
    """,
    ),
    (_TO, "threaten vow pledge promise undertake claim"),
    (_P | _TO, "warn order advise press"),
    (_N, "accuse blame thank congratulate"),
    (
        _N,
        """
        announce confirm admit acknowledge concede reiterate predict pledge promise vow explain
        repeat suggest reveal disclose
    """,
    ),
)
_IRREGULAR: dict[str, tuple[str, str, str]] = {  # base: past, past participle, -ing
    "say": ("said", "said", "saying"),
    "tell": ("told", "told", "telling"),
    "write": ("wrote", "written", "writing"),
    "think": ("thought", "thought", "thinking"),
    "feel": ("felt", "felt", "feeling"),
    "find": ("found", "found", "finding"),
    "show": ("showed", "shown", "showing"),
    "know": ("knew", "known", "knowing"),
    "swear": ("swore", "sworn", "swearing"),
    "begin": ("began", "begun", "beginning"),
    "sing": ("sang", "sung", "singing"),
    "read": ("read", "read", "reading"),
    "go": ("went", "gone", "going"),
    "lie": ("lied", "lied", "lying"),
    "forecast": ("forecast", "forecast", "forecasting"),
    "understand": ("understood", "understood", "understanding"),
    "undertake": ("undertook", "undertaken", "undertaking"),
    "prove": ("proved", "proven", "proving"),
    "draw": ("drew", "drawn", "drawing"),
    "make": ("made", "made", "making"),
    "speak": ("spoke", "spoken", "speaking"),
    "lay": ("laid", "laid", "laying"),
    "put": ("put", "put", "putting"),
    "give": ("gave", "given", "giving"),
    "take": ("took", "taken", "taking"),
    "set": ("set", "set", "setting"),
}
_DOUBLED = {"admit", "quip", "rebut", "nod", "sob", "refer", "slam", "dub", "blog", "beg", "plan",
            "ad-lib", "snap"}  # fmt: skip
# Their -s form, or their base, is as often a noun.
_NOUNS = frozenset(
    """
    claim report call note comment state demand question remark answer charge doubt fear hope
    estimate forecast project guess voice detail cry laugh smile sigh text post blog email sign
    brand label term rule signal reply counter promise pledge vow protest protests second blame
    echo dispute rage offer open close start figure boast joke tweet show find worry praise
    salute outline mention caution reason rebuke slate blast feel go lie read view begin swear
    jest shrug roar gasp hint fume crow chant bark suspect judge lament decree warrant project
""".split()
)
# verb + words that follow it at once: what comes then is told.
PHRASES: dict[str, tuple[str, ...]] = {
    "call": ("for", "on", "upon", "attention to"),
    "draw": ("attention to", "attention on"),
    "point": ("out", "to", "towards"),
    "write": ("about", "of", "in favour of", "in favor of"),
    "speak": (
        "about",
        "of",
        "out against",
        "in favour of",
        "in favor of",
        "out on",
        "against",
        "to",
    ),
    "talk": ("about", "of", "up"),
    "complain": ("about", "of"),
    "comment": ("on",),
    "warn": ("of", "against", "about"),
    "insist": ("on",),
    "refer": ("to",),
    "allude": ("to",),
    "object": ("to",),
    "apologise": ("for",),
    "apologize": ("for",),
    "argue": ("for", "against", "in favour of", "in favor of"),
    "hint": ("at",),
    "boast": ("of", "about"),
    "testify": ("about",),
    "appeal": ("for", "to"),
    "push": ("for",),
    "lash": ("out at",),
    "hit": ("out at", "back at"),
    "touch": ("on", "upon"),
    "elaborate": ("on",),
    "express": (),
    "lay": ("out", "emphasis on", "stress on"),
    "put": ("it", "forward", "emphasis on", "stress on"),
    "set": ("out", "forth"),
    "spell": ("out",),
    "make": ("clear", "it clear", "the case", "the point", "mention of", "reference to"),
    "go": (
        "so far as to say",
        "as far as to say",
        "on to say",
        "on to add",
        "on to note",
        "on to stress",
        "on to explain",
    ),
    "take": ("issue with",),
    "give": ("assurances", "an assurance", "credit to"),
    "dwell": ("on", "upon"),
    "pay": ("tribute to",),
    "attach": ("importance to",),
    "inquire": ("about", "into"),
    "enquire": ("about", "into"),
    "chime": ("in",),
    "fire": ("back",),
    "shoot": ("back",),
    "crack": (),
}
_IRREGULAR["pay"] = ("paid", "paid", "paying")
_IRREGULAR["shoot"] = ("shot", "shot", "shooting")
_IRREGULAR["hit"] = ("hit", "hit", "hitting")
_DOUBLED.add("hit")
# Those of PHRASES that also begin a that-clause.
PHRASE_THAT = frozenset(
    (
        *("out", "clear", "it clear", "the case", "the point", "assurances", "an assurance"),
        *("on to say", "on to add", "on to note", "on to stress", "on to explain", "back", "in"),
        *("so far as to say", "as far as to say"),
    )
)


def _forms(lemma: str) -> dict[str, Form]:
    past, participle, ing = _IRREGULAR.get(lemma, ("", "", ""))
    if not past:
        if lemma in _DOUBLED:
            stem = lemma + lemma[-1]
            past, ing = stem + "ed", stem + "ing"
        elif lemma.endswith("e"):
            past, ing = lemma + "d", lemma[:-1] + "ing"
        elif lemma.endswith("y") and lemma[-2] not in "aeiou":
            past, ing = lemma[:-1] + "ied", lemma + "ing"
        else:
            past, ing = lemma + "ed", lemma + "ing"
        participle = past
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third = lemma[:-1] + "ies"
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    else:
        third = lemma + "s"
    forms: dict[str, Form] = {lemma: "base", third: "s", ing: "ing", participle: "past"}
    forms[past] = "past"
    return forms


def _verbs() -> dict[str, Verb]:
    takes_of: dict[str, Takes] = {}
    for takes, lemmas in _GROUPS:
        for lemma in lemmas.split():
            takes_of[lemma] = takes_of.get(lemma, Takes(0)) | takes
    for lemma in PHRASES:
        takes_of.setdefault(lemma, Takes(0))
    verbs: dict[str, Verb] = {}
    for lemma, takes in takes_of.items():
        for word, form in _forms(lemma).items():
            noun = lemma in _NOUNS and form in ("base", "s")
            verbs.setdefault(word, Verb(lemma, takes, form, noun))
    return verbs


VERBS: dict[str, Verb] = _verbs()
# Who answers with one of these speaks in turn with another.
REPLIES = frozenset("reply answer respond retort counter ask".split())
