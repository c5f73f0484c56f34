"""English words whose forms have nothing in common that a stemmer could see."""

from __future__ import annotations

from functools import cache

# A line is a word with its forms. Forms that are as often another word (found, saw, left, lay,
# felt, ground, rose, wound, bore, lit) are left out.
_FORMS = """
say said
go went gone goes
make made
take took taken
come came
see seen
know knew known
get got gotten
give gave given
think thought
tell told
become became
begin began begun
keep kept
hold held
write wrote written
stand stood
hear heard
mean meant
meet met
run ran
pay paid
sit sat
speak spoke spoken
lead led
grow grew grown
lose lost
fall fell fallen
send sent
build built
understand understood
draw drew drawn
break broke broken
spend spent
rise risen
drive drove driven
buy bought
wear wore worn
choose chose chosen
seek sought
throw threw thrown
catch caught
deal dealt
win won
forget forgot forgotten
sell sold
fight fought
teach taught
eat ate eaten
sing sang sung
strike struck stricken
hang hung
shake shook shaken
ride rode ridden
feed fed
shoot shot
drink drank drunk
swim swam swum
fly flew flown
arise arose arisen
bring brought
blow blew blown
steal stole stolen
hide hid hidden
freeze froze frozen
forgive forgave forgiven
swear swore sworn
tear tore torn
wake woke woken
withdraw withdrew withdrawn
undergo underwent undergone
undertake undertook undertaken
overcome overcame
bind bound
cling clung
flee fled
sleep slept
sweep swept
weep wept
creep crept
sink sank sunk
shrink shrank shrunk
slide slid
spin spun
stick stuck
sting stung
swing swung
ring rang rung
bite bit bitten
breed bred
bend bent
lend lent
man men
woman women
child children
person people
foot feet
tooth teeth
mouse mice
goose geese
wife wives
life lives
knife knives
leaf leaves
half halves
wolf wolves
thief thieves
shelf shelves
analysis analyses
crisis crises
thesis theses
hypothesis hypotheses
criterion criteria
phenomenon phenomena
medium media
datum data
"""


@cache
def families() -> dict[str, tuple[str, ...]]:
    """Give each word with all of its family."""
    lines = [tuple(line.split()) for line in _FORMS.split("\n") if line]
    return {word: line for line in lines for word in line}
