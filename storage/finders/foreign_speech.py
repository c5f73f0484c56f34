"""Who speaks a quotation in German, French, Spanish, Portuguese, Italian and their neighbours.

Only a name beside a verb of saying counts; who "er" or "le ministre" is stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.cast import Cast
from storage.finders.clauses import Clause
from storage.finders.cues import Takes, Verb
from storage.finders.direct import NOTHING, Attribution
from storage.finders.noun_phrases import Subject
from storage.finders.statements import Token

_CUES = {
    "de": """
        sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont betonten meinte
        meint meinten berichtete berichtet kündigte warnte warnt warnten forderte fordert forderten
        kritisierte kritisiert lobte bestätigte bestätigt teilte schrieb schreibt geschrieben
        antwortete antwortet fragte fragt rief erzählte erzählt ergänzte ergänzt fügte behauptete
        behauptet versicherte versichert äußerte äußert verkündete zitierte twitterte
        so zufolge laut unterstrich hieß
    """,
    "fr": """
        dit disait disent déclaré déclare déclarait affirmé affirme affirmait expliqué explique
        expliquait ajouté ajoute ajoutait souligné souligne précisé précise assuré assure estimé
        estime estimait indiqué indique annoncé annonce écrit écrivait répondu répond demandé
        demande lancé lance confié confie raconte raconté rappelé rappelle insisté insiste
        averti prévient martelé martèle conclu conclut regretté regrette dénoncé dénonce selon
        poursuivi poursuit tweeté reconnu reconnaît répondit demanda ajouta murmura cria expliqua
        déclara affirma
    """,
    "es": """
        dijo dice dijeron dicho afirmó afirma afirmaron declaró declara explicó explica añadió
        añade agregó agrega señaló señala aseguró asegura indicó indica anunció anuncia subrayó
        destacó destaca comentó comenta escribió escribe respondió responde preguntó pregunta
        advirtió advierte insistió insiste sostuvo sostiene manifestó expresó reconoció admitió
        criticó denunció recordó concluyó concluye según confirmó
    """,
    "pt": """
        disse diz disseram dito afirmou afirma afirmaram declarou declara explicou explica
        acrescentou acrescenta destacou destaca ressaltou garantiu garante indicou anunciou
        sublinhou comentou comenta escreveu escreve respondeu responde perguntou pergunta alertou
        alerta advertiu insistiu sustentou admitiu reconheceu criticou denunciou lembrou concluiu
        contou conta completou segundo confirmou salientou referiu frisou
    """,
    "it": """
        detto dice disse dicono dichiarato dichiara affermato afferma spiegato spiega aggiunto
        aggiunge sottolineato sottolinea assicurato annunciato annuncia scritto scrive risposto
        risponde chiesto chiede commentato commenta osservato osserva ricordato ricorda
        concluso conclude avvertito avverte ribadito ribadisce ammesso criticato denunciato
        raccontato racconta sostiene confermato precisato secondo rispose chiese aggiunse esclamò
    """,
    "sv": """
        säger sa sade sagt berättar berättade förklarar förklarade menar menade skriver skrev
        skrivit svarar svarade frågar frågade tillägger tillade påpekar påpekade betonar betonade
        anser ansåg hävdar hävdade varnar varnade uppger uppgav konstaterar konstaterade
        kommenterar kommenterade understryker enligt utropade ropade meddelar meddelade
    """,
    "da": """
        siger sagde sagt fortæller fortalte forklarer forklarede mener mente skriver skrev skrevet
        svarer svarede spørger spurgte tilføjer tilføjede påpeger påpegede understreger
        understregede vurderer hævder hævdede advarer advarede oplyser oplyste udtaler udtalte
        konstaterer konstaterede kommenterer lyder meddeler meddelte ifølge råbte
    """,
    "nl": """
        zegt zei zeiden zeggen gezegd verklaarde verklaart vertelt vertelde verteld legt stelt
        stelde vindt schrijft schreef geschreven antwoordt antwoordde vraagt vroeg
        benadrukt benadrukte waarschuwt waarschuwde meldt meldde laat reageert reageerde
        aldus volgens erkent erkende bevestigt bevestigde concludeert riep voegde twitterde
    """,
}  # fmt: skip
CUES = {language: frozenset(words.split()) for language, words in _CUES.items()}
_AUXILIARIES = frozenset(
    "a a-t-il a-t-elle ont avait avaient aurait ha han había hat haben hatte har hade havde heeft "
    "hebben had hanno aveva tem tinha é".split()
)
_PARTICLES = frozenset(
    "von van de der den da di del della dos do das la le du af av zu ten ter".split()
)
_ARTICLES = frozenset(
    "der die das ein eine le la les un une el los il lo o os as de het en ett den det".split()
)
_PAUSES = frozenset((",", ".", "-", "—", "–", ":"))
_REACH = 12  # tokens before a quotation in which its verb is looked for
_TITLE_WORDS = 4  # small words between a verb and a name: "a dit le président Jean Dupont"


def attribute_abroad(tokens: Sequence[Token], place: int, language: str, cast: Cast) -> Attribution:
    """Say who speaks the quotation at `place`; with a verb beside it and no name, that nobody is.

    Such a quotation has a clause without a subject.
    """
    cues = CUES.get(language, frozenset())
    return _after(tokens, place, cues, cast) or _before(tokens, place, cues, cast) or NOTHING


def _after(
    tokens: Sequence[Token], place: int, cues: frozenset[str], cast: Cast
) -> Attribution | None:
    at = place + 1
    while at < len(tokens) and at - place < 3 and tokens[at].low in _PAUSES:
        at += 1
    verb = at
    while verb < len(tokens) and tokens[verb].low in _AUXILIARIES:
        verb += 1
    if verb < len(tokens) and _is_cue(tokens[verb], cues):
        return _beside(verb, _name_from(tokens, verb + 1, cast))
    name = _name_from(tokens, at, cast)
    if name is None:
        return None
    verb = name.last
    while verb < len(tokens) and tokens[verb].low in _AUXILIARIES:
        verb += 1
    return _beside(verb, name) if verb < len(tokens) and _is_cue(tokens[verb], cues) else None


def _before(
    tokens: Sequence[Token], place: int, cues: frozenset[str], cast: Cast
) -> Attribution | None:
    for verb in range(place - 1, max(-1, place - _REACH - 1), -1):
        if tokens[verb].kind == "quote" or tokens[verb].low == ";":
            return None
        if not _is_cue(tokens[verb], cues):
            continue
        name = _name_from(tokens, verb + 1, cast)
        if name is None or name.last > place:
            last = verb
            while last and tokens[last - 1].low in _AUXILIARIES:
                last -= 1
            name = _name_to(tokens, last, cast)
        return _beside(verb, name)
    return None


def _is_cue(token: Token, cues: frozenset[str]) -> bool:
    return token.low in cues or ("-" in token.low and token.low.split("-")[0] in cues)


def _beside(verb: int, name: Subject | None) -> Attribution:
    said = Verb("say", Takes.QUOTE, "past", can_be_noun=False)
    return Attribution("beside", name, Clause(verb, verb + 1, said, "", name))


def _name_from(tokens: Sequence[Token], at: int, cast: Cast) -> Subject | None:
    """The name that starts at `at`, or behind a few small words when it is known as one."""
    first = at
    while first < len(tokens) and first - at < _TITLE_WORDS and _is_small(tokens[first]):
        first += 1
    if first > at and (
        first == len(tokens) or cast.kind_at(tokens[first].start) not in ("person", "organisation")
    ):
        return None
    last = first
    while last < len(tokens) and (
        (tokens[last].capital and tokens[last].kind == "word")
        or (last > first and tokens[last].low in _PARTICLES and _is_capital(tokens, last + 1))
    ):
        last += 1
    return Subject(first, last, "name") if last > first else None


def _name_to(tokens: Sequence[Token], last: int, cast: Cast) -> Subject | None:
    """The name that ends before `last`; a single capital that opens the sentence is none."""
    first = last
    while first and (
        (tokens[first - 1].capital and tokens[first - 1].kind == "word")
        or (first < last and tokens[first - 1].low in _PARTICLES and _is_capital(tokens, first - 2))
    ):
        first -= 1
    if first < last and tokens[first].low in _ARTICLES:
        first += 1
    if first == last:
        return None
    is_lone = last - first == 1 and (first == 0 or tokens[first - 1].low in _ARTICLES)
    if is_lone and cast.kind_at(tokens[first].start) is None:
        return None
    return Subject(first, last, "name")


def _is_small(token: Token) -> bool:
    return token.kind == "word" and not token.capital


def _is_capital(tokens: Sequence[Token], place: int) -> bool:
    return 0 <= place < len(tokens) and tokens[place].capital and tokens[place].kind == "word"
