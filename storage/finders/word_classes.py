"""English words by what they do in a sentence: enough to find a subject without a parser."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE = _words("he him his himself")
SUBJECT_PRONOUNS = _words(
    """
    he she they it we i you one who everyone everybody someone somebody nobody no-one anyone
    others many some most few several both neither
"""
)
OBJECT_PRONOUNS = _words(
    """
    him her them us me you reporters journalists lawmakers viewers listeners supporters fans
    investors voters colleagues parliament congress police senators delegates readers jurors
    analysts
"""
)
DETERMINERS = _words(
    """
    the a an this that these those his her its their our my your some any every each no another
    all both many most several few two three four five six seven eight nine ten one
"""
)
PREPOSITIONS = _words(
    """
    of for at in on from with to by against about over under around between among through during
    into onto near within without across behind beyond toward towards upon per via amid amongst
    alongside inside outside since until
"""
)
NOUN_LINKS = _words("of for at from in with on to by")  # between the nouns of one name
CONJUNCTIONS = _words(
    """
    and but or nor yet so because although though while whereas when whenever if unless after
    before as than that which who whom whose where why how what whether then once except
"""
)
AUXILIARIES = _words(
    """
    is are was were be been being am has have had having do does did will would can could shall
    should may might must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't
    won't wouldn't can't couldn't shouldn't mustn't cannot ain't
"""
)
BEING = _words(
    """
    is are was were be been being am isn't aren't wasn't weren't gets got getting
"""
)
NEGATIONS = _words(
    """
    not never don't doesn't didn't won't wouldn't can't couldn't cannot hasn't haven't hadn't
    nor
"""
)
MODALS = _words("would could should might may must can will shall to")
IRREGULAR_PASTS = _words(
    """
    won lost took made went gave came got knew saw ran left told said found held kept led paid sent
    spent broke chose fell fought met sold stole stood built bought brought caught drew drove felt
    grew became began threw flew wrote spoke
    """
)
# What may stand between a subject and its verb, or after the verb.
ADVERBS = _words(
    """
    also later earlier previously again then now once still just even often always sometimes
    never further furthermore moreover therefore thus however meanwhile instead first last
    already soon too though only well both simply rather ever yet back yesterday today tonight
    tomorrow afterwards afterward all themselves himself herself itself long famously aloud
    online there here since
"""
)
_NOT_ADVERBS = _words(
    """
    family ally reply italy july supply assembly rally bully fly monopoly anomaly only kelly
    sally emily molly billy lily beverly kimberly holly reilly daly connolly donnelly o'reilly
    daily weekly elderly jelly belly sicily philly polly wally ely early
"""
)
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _words(
    """
    january february march april may june july august september october november december jan.
    feb. mar. apr. aug. sept. oct. nov. dec.
"""
)
TIME_NOUNS = _words(
    """
    week month year night morning afternoon evening weekend day summer winter spring autumn fall
    time weeks months years days hours minutes hour minute moment
"""
)
TIME_STARTS = _words("last this next that late early earlier later") | WEEKDAYS
OPENING_ADVERBS = ADVERBS | _words(
    """
    but and so or besides nevertheless nonetheless likewise similarly indeed perhaps finally
    recently clearly asked speaking additionally when while as if because although
"""
)
PERSONAL_TITLES = _words(
    """
    mr mrs ms miss dr sir lord lady dame prof professor mr. mrs. ms. dr. prof. sen. rep. gov.
    gen. col. lt. sgt. capt. rev. hon. st. pres. maj. adm. cmdr. supt. insp. det. amb. atty.
    messrs.
"""
)
MALE_TITLES = _words(
    """
    mr mr. sir lord king prince duke baron count father fr. brother bishop pope congressman
    chairman spokesman businessman policeman fireman
"""
)
FEMALE_TITLES = _words(
    """
    mrs mrs. ms ms. miss lady dame madam queen princess duchess baroness countess sister
    congresswoman chairwoman spokeswoman businesswoman policewoman actress
"""
)
ROLES = _words(
    """
    president vice-president minister premier chancellor secretary secretary-general
    under-secretary undersecretary director director-general chairman chairwoman chair
    chairperson spokesman spokeswoman spokesperson representative envoy ambassador commissioner
    governor mayor senator congressman congresswoman deputy officer official leader head chief
    executive ceo cfo coo founder co-founder owner manager coach captain player judge justice
    lawyer attorney prosecutor solicitor barrister sheriff detective general colonel major
    lieutenant sergeant commander admiral king queen prince princess pope bishop archbishop
    cardinal priest pastor imam rabbi professor doctor scientist researcher author co-author
    coauthor writer journalist reporter editor columnist analyst economist expert strategist
    consultant adviser advisor aide assistant candidate nominee member delegate chairmen
    councillor councilor councilman councilwoman lawmaker legislator mp mep teacher student
    principal superintendent dean rector engineer architect artist actor actress director
    producer singer musician activist campaigner organizer organiser coordinator resident
    witness victim survivor neighbour neighbor mother father brother sister son daughter wife
    husband friend colleague source insider veteran farmer fisherman businessman businesswoman
    investor trader banker driver pilot nurse physician surgeon psychologist historian biologist
    astronomer physicist treasurer speaker whip monarch dictator ruler inspector investigator
    auditor ombudsman rapporteur premier parliamentarian boss man woman boy girl person counsel
    critic supporter opponent pollster voter secretary-treasurer trustee curator biographer
    moderator host anchor guest presenter rival
"""
)
ROLE_PLURALS = frozenset(
    {word + "s" for word in ROLES}
    | {"spokesmen", "men", "women", "people", "police", "wives", "families", "boys", "secretaries",
       "witnesses", "judges", "ministries", "deputies", "staff", "fishermen", "businessmen"}
    | _words(
    """
    officials authorities scientists researchers experts critics supporters opponents lawmakers
    republicans democrats conservatives liberals leaders participants delegates delegations
    allies sides parties countries states nations companies media advocates aides prosecutors
    investigators observers analysts economists activists protesters demonstrators residents
    locals campaigners doctors teachers students parents workers unions employers organisers
    organizers rebels militants others academics historians users customers consumers rescuers
    firefighters ministers members sources insiders organisations organizations groups
    associations agencies publishers developers
"""
)
)  # fmt: skip
BODIES = _words(
    """
    government ministry department office agency committee commission council court party
    company firm union association organisation organization institute university bank board
    administration campaign team group army military police embassy secretariat parliament
    senate house congress church club league federation authority foundation charity regulator
    watchdog newspaper paper magazine website site broadcaster channel station network outlet
    city state country nation side delegation coalition opposition regime industry public body
    panel tribunal conference summit assembly alliance bloc presidency crowd jury family kremlin
    pentagon vatican
"""
)
DOCUMENTS = _words(
    """
    statement message letter report study survey review document declaration communique
    communiqué resolution memo note email e-mail tweet post release article editorial book paper
    speech address lawsuit complaint filing affidavit indictment ruling order judgment judgement
    opinion plan bill law act treaty agreement manifesto brochure site website page blog video
    press advertisement ad text analysis poll notice sign banner leaflet transcript interview
    testimony remarks findings results data figures authors column memoir diary account greeting
    greetings briefing bulletin dossier white-paper petition proposal minutes motion protocol
    draft
"""
)
# Whose words a document holds is told by these: "a message from X".
FROM = _words("from by of")
GIVEN_BY = _words("from by")


def is_adverb(low: str) -> bool:
    """Whether a word may stand between a subject and its verb."""
    return low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NOT_ADVERBS)
