"""The words of made-up articles: families as in English, a long tail, names, other languages.

A vocabulary of 30,000 unrelated syllables (`corpus.py`) says nothing of stemming, of prefixes that
many words share, or of an index in which half the words stand once. Here a word comes with its
other forms, and the frequencies fall as they do in large collections: with the rank up to
`KERNEL`, with about its square beyond. Source: Ferrer i Cancho and Solé 2001 (J. Quant.
Linguistics 8:165); the constant of Mandelbrot keeps the most frequent word at 6 %.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice

from tests.benchmarks.corpus import CODAS, FLATTEN, FUNCTION_WORDS, NUCLEI, ONSETS

WORDS = 300_000  # as many as 60 million running words have, half of them once or twice
KERNEL, BEYOND = 7_000, 1.9  # the rank of the bend and the exponent after it
NUMBERS = 2_000  # years, sums and counts among the words
REAL_TO_MADE = 3

# stems, by the endings that they take
_FAMILIES = {
    "ate ates ated ating ation ations ator ators": """
        negoti medi investig regul legisl collabor estim gener oper communic educ coordin particip
        alloc devast evacu liber moder nomin particul popul stipul termin viol don cre migr loc
    """,
    " s ed ing er ers": """
        report govern attack protest plant camp train develop support consult account visit fund
        export import murmur labour interview monitor order question counsel vot work farm strik
        march contact deliver discover defend demand engineer flood garden harvest lead
    """,
    "e es ed ing ement ements": """
        announc agre improv manag involv replac settl achiev enforc amus encourag measur advanc
    """,
    "e es ed ing er ers": """
        us produc writ driv liv provid bak trad lectur oppos consum rul clos chang pric publish
        invad explor advis observ mak receiv
    """,
    " s ed ing ment ments": """
        employ invest pay treat ship deploy commit adjust endorse enlist equip appoint establish
        punish accomplish amend arrange assess attach enjoy recruit
    """,
    "y ies ied ying ication ications": "appl class just ident not spec modif ver qual class fort",
    "y ies": """
        polic countr communit universit facilit treat authorit part economi compan strateg agenc
        famil cit industr centur secretar territor minorit assembl treasur democrac histor energ
        laborator technolog colon galler batter deput library remed inquir liabilit
    """,
    "ize izes ized izing ization izations izer": """
        organ national modern real recogn critic author mobil central privat industrial
        standard general stabil optim util character emphas
    """,
    " ly ness": """
        public sharp quiet weak strong quick slow bright dark firm kind cold thick sad strict
        polite serious conscious
    """,
    "e ely eness ity": "secur sincer pur scarc obscur immens",
    " s al ally alism alist": """
        nation constitution region tradition institution profession education
    """,
    " s": """
        minister president court election village river border treaty crisis market bank price
        school student teacher doctor hospital patient vaccine virus engine climate forest animal
        bird whale glacier harbour bridge tunnel railway station airport airline ticket hotel
        museum painter poet novel letter chapter kitchen garden farmer tractor field harvest grain
        soldier general prison lawyer judge trial witness crime victim weapon rocket planet comet
        star galaxy atom molecule protein cell gene disease symptom drug tax budget deficit loan
        mortgage bond share investor broker customer shop supermarket factory worker union strike
        wage pension ocean island storm hurricane earthquake volcano drought flood fire
        committee council parliament senate party candidate voter ballot poll campaign speech
        newspaper journalist editor headline column photograph camera film actor theatre song
        orchestra violin concert festival stadium player coach goal match referee medal record
        computer network server password satellite battery cable signal antenna robot algorithm
        language dictionary translator grammar verb noun accent border passport refugee migrant
        camp shelter tent convoy truck bus bicycle road street square tower church temple mosque
    """,
    "ic ical ically ics": "econom polit histor polem statist athlet ethn mathemat",
    "ct cts cted cting ction ctions ctive": """
        constru predi prote sele colle conne dire obstru destru
    """,
    "de des ded ding sion sions sive": "deci divi explo persua inva ero conclu",
    " s ist ists ism": "social capital journal colonial minimal tour reform",
    " s ian ians": "library music politic electric Canad histor",
}
_PLAIN_ENDINGS = (
    *("", "", "", "", "s", "s", "ed", "ing", "er", "ers", "ly", "ness", "al", "ation", "ments"),
    *("able", "ity", "ist", "ful", "less", "ish", "-free"),
)
VOWELS = [*NUCLEI[:5] * 3, *NUCLEI[5:]]  # single letters are the rule
_SECOND_SYLLABLES = [onset + nucleus for onset in ONSETS[::2] for nucleus in NUCLEI[:6]]

CHINESE = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子"
    "说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机"
    "当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心"
)
JAPANESE = (
    "のにはをたがでてとしれさあいうかきくけこすせそちつなねはひふまみめもやゆよらりるろわん"
    "東京政府会議新聞日本人大学研究国際経済"
)
KOREAN = (
    "이다는에의을가하고지기사정부회의장관은대통령한국경제신문기자들과로서울시민교육문화역사과학기술"
)
_LETTERS = {  # syllables of words that look like those of a language
    "de": (
        "sch ge be ver st zw br f h k l m n w",
        "a e i o u ä ö ü ei au ie",
        "n t r ß cht ng lich",
    ),
    "fr": ("ch d l m p qu r s t tr v j", "a e i o u é è ê ou eau oi", "s t r nt que lle tion"),
    "es": ("b c d ll m n p r rr s t v", "a e i o u á é í ó ú ue", "s n r ción dad ñ"),
    "ru": ("б в г д ж з к л м н п р с т ч ш", "а е и о у ы я ю ё", "ть н й к в ный ов ск"),
}
LANGUAGES = {"en": 0.9, "de": 0.03, "fr": 0.025, "es": 0.02, "ru": 0.015} | {
    "zh": 0.005,
    "ja": 0.003,
    "ko": 0.002,
}
UNSPACED = {"zh": CHINESE, "ja": JAPANESE, "ko": KOREAN}


class Words:
    """Gives words whose frequencies fall with their rank; the same for the same seed."""

    def __init__(self, by_rank: Sequence[str], seed: int) -> None:
        """Take the words from the most frequent to the rarest."""
        self.by_rank = by_rank
        self._rng = random.Random(seed)
        self._weights = list(accumulate(map(weight, range(1, len(by_rank) + 1))))

    def draw(self, count: int) -> list[str]:
        """Give so many words, each on its own."""
        return self._rng.choices(self.by_rank, cum_weights=self._weights, k=count)


def weight(rank: int) -> float:
    """Give how frequent the word of a rank (from 1) is, relative to the others."""
    if rank <= KERNEL:
        return 1 / (rank + FLATTEN)
    return (KERNEL / rank) ** BEYOND / (KERNEL + FLATTEN)


@cache
def english() -> tuple[str, ...]:
    """Give all words by rank: function words, then families of real stems among made-up words."""
    real, made = _real_families(), _made_families()
    found = dict.fromkeys(FUNCTION_WORDS)
    for word in _mixed(real, made):
        found[word] = None
        if len(found) == WORDS:
            break
    return tuple(found)


@cache
def foreign(language: str) -> tuple[str, ...]:
    """Give 20,000 words of syllables of a language that is written with spaces."""
    onsets, nuclei, codas = (part.split() for part in _LETTERS[language])
    rng = random.Random(language)
    found: dict[str, None] = {}
    while len(found) < 20_000:
        syllables = rng.choices((1, 2, 3), weights=(1, 4, 3))[0]
        word = "".join(rng.choice(onsets) + rng.choice(nuclei) for _ in range(syllables))
        found[word + rng.choice(["", *codas])] = None
    return tuple(sorted(found, key=len))


def families() -> list[list[str]]:
    """Give the families of real stems: "negotiate negotiates negotiated negotiating ...".

    Their forms are what stemming is measured with.
    """
    found = []
    for endings, stems in _FAMILIES.items():
        shapes = ["", *endings.split()] if endings.startswith(" ") else endings.split()
        found += [[stem + shape for shape in shapes] for stem in stems.split()]
    return found


def names(count: int, seed: int) -> list[str]:
    """Give so many different names of one capitalised word."""
    rng = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        name = rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(_SECOND_SYLLABLES)
        found[(name + rng.choice(CODAS)).capitalize()] = None
    return list(found)


def _real_families() -> Iterator[str]:
    """Give the forms of all families: the base forms of some, then other forms of those, ..."""
    shuffled = families()
    random.Random(3).shuffle(shuffled)
    width = 40
    for first in range(0, len(shuffled), width):
        some = shuffled[first : first + width]
        for form in range(max(map(len, some))):
            yield from (family[form] for family in some if form < len(family))


def _made_families() -> Iterator[str]:
    """Give made-up words with some of their forms, numbers and compounds, without end."""
    rng = random.Random(5)
    for number in itertools.count():
        long = min(4, number / 5_000)  # frequent words are short
        syllables = rng.choices((1, 2, 3), weights=(2, 4, long))[0]
        stem = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables))
        stem += rng.choice(CODAS)
        yield from (stem + ending for ending in _forms(rng))
        if number % 10 == 0 and number < 10 * NUMBERS:
            yield str(number // 10 if rng.random() < 0.7 else number * 100)


def _forms(rng: random.Random) -> Iterable[str]:
    return dict.fromkeys(rng.choices(_PLAIN_ENDINGS, k=rng.randint(1, 5)))


def _mixed(real: Iterator[str], made: Iterator[str]) -> Iterator[str]:
    """Put the two together: three real ones to one that is made up, while they last."""
    for word in made:
        yield from islice(real, REAL_TO_MADE)
        yield word
