"""Where a passage stands in another text of the same article: found, doubted or given up."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.text.anchoring import LONG, Placer, place
from storage.text.passages import describe
from storage.types import Span

VOCABULARY = (
    "river stone market window letter garden winter engine copper village teacher morning ladder "
    "kitchen harbour captain silver mountain paper thunder bridge orchard candle forest mirror "
    "needle planet quarter railway saddle temple umbrella velvet wagon yellow zebra anchor basket"
)
WORDS = VOCABULARY.split()
STORY = "\n\n".join(
    [
        "The harbour at dawn",
        "Fishing boats leave the old harbour before the sun is up. Their lamps move like stars.",
        "“We never sleep,” said Mara Lind, who has sailed since 1974. Her crew laughed at that.",
        "The price of fuel has doubled within two years. Many boats stay in the harbour now.",
        "Mara Lind sold her second boat in March. The price of fuel has doubled, she says.",
        "日本の漁師は、夜明け前に港を出る。燃料の値段は二年で倍になった。",
        "Nobody knows 🐟🐟 how long the fish will last. Perhaps a generation, perhaps two.",
        "\ufffc\nBoats at the quay",
    ]
)


def passage_of(words, text=STORY, which=0):
    start = -1
    for _ in range(which + 1):
        start = text.index(words, start + 1)
    return describe(text, Span(start, start + len(words)))


def placed(words, new, which=0, knows_old=True):
    found = place(passage_of(words, which=which), new, old_text=STORY if knows_old else None)
    return found.state, new[found.span.start : found.span.end] if found.span else None


@pytest.mark.parametrize("knows_old", [True, False], ids=["old text", "words only"])
@pytest.mark.parametrize(
    ("words", "change", "expected"),
    [
        ("before the sun is up", ("Fishing boats", "All the fishing boats"), None),
        ("before the sun is up", ("the sun is up", "the  sun\nis up"), "before the  sun\nis up"),
        (
            "“We never sleep,” said",
            ("“We never sleep,”", '"We never sleep,"'),
            '"We never sleep," said',
        ),
        ("since 1974", ("\n\n", "\n"), None),
        ("Their lamps move like stars.", ("stars. ", "stars."), None),
        ("夜明け前に港を出る", ("日本の漁師は、", "日本の多くの漁師は,"), None),
        ("🐟🐟", ("Nobody", "Who"), None),
        ("fish will last", ("fish", "\ufb01sh"), "\ufb01sh will last"),
        ("Mara", ("Mara Lind, who", "Mara Lind (62), who"), None),
        ("harbour before the sun", ("har", "har\u00ad"), "har\u00adbour before the sun"),
    ],
)
def test_the_same_words_keep_their_place(words, change, expected, knows_old):
    new = STORY.replace(*change)
    state, found = placed(words, new, knows_old=knows_old)
    assert found == (expected or words)
    assert state == "exact" or (not knows_old and state == "moved")


@pytest.mark.parametrize(
    ("words", "change", "expected"),
    [
        (
            "The price of fuel has doubled within two years.",
            ("doubled within two years", "tripled within three years"),
            "The price of fuel has tripled within three years.",
        ),
        (
            "Their lamps move like stars.",
            ("Their lamps move", "Their lamps moved on"),
            "Their lamps moved on like stars.",
        ),
        (
            "日本の漁師は、夜明け前に港を出る。燃料の値段は二年で倍になった",
            ("二年で倍", "三年で倍"),
            "日本の漁師は、夜明け前に港を出る。燃料の値段は三年で倍になった",
        ),
    ],
)
def test_corrected_words_are_changed(words, change, expected):
    assert placed(words, STORY.replace(*change)) == ("changed", expected)


def test_sentence_with_a_look_alike_is_not_placed_on_it_after_its_deletion():  # client#7571
    new = STORY.replace("The price of fuel has doubled within two years. ", "")
    assert placed("The price of fuel has doubled", new)[0] in ("ambiguous", "lost")


def test_corrected_word_is_not_taken_for_its_earlier_twin():  # h#2798
    old = f"{STORY}\n\nLater the boats leave the old harbour before the moon is up, says Tom."
    passage = passage_of("boats leave the old harbour before the", old, which=1)
    new = old.replace("Later the boats leave the old", "Later the boats left the old")
    found = place(passage, new, old_text=old)
    assert new[found.span.start : found.span.end] == "boats left the old harbour before the"
    assert found.state == "changed"


@pytest.mark.parametrize("words", ["Mara", "Linus", "up", "1974", "🐟🐟", "出る"])  # h#2634
def test_short_words_that_are_gone_are_lost(words):
    old = STORY + "\n\nLinus waits."
    new = old.replace(words, "chines" if words == "Linus" else "")
    passage = passage_of(words, old)
    assert place(passage, new, old_text=old).state == "lost"
    assert place(passage, new).state == "lost"


def test_short_word_is_not_found_inside_another():
    old = "He saw a car. Then it rained for a long time over the hills."
    new = "He saw a cart. Then it rained for a long time over the hills."
    passage = passage_of("car", old)
    assert place(passage, new, old_text=old).state == "lost"


def test_one_of_several_repeats_keeps_its_number():
    refrain = "And the sea went on."
    old = "\n\n".join(f"{line}\n\n{refrain}" for line in STORY.split("\n\n")[:4])
    new = old.replace("The harbour at dawn", "A harbour").replace("since 1974", "since 1975")
    for number in range(4):
        passage = passage_of(refrain, old, which=number)
        found = place(passage, new, old_text=old)
        assert found.state == "exact"
        assert found.span.start == passage_of(refrain, new, which=number).span.start


def test_of_two_equal_places_none_is_sure():
    repeated = "It was so. " * 30
    passage = describe(repeated, Span(110, 120))
    found = place(passage, "x " + repeated)
    assert found.state == "ambiguous"


def test_paragraph_that_went_elsewhere_is_moved():
    paragraphs = STORY.split("\n\n")
    new = "\n\n".join([*paragraphs[:3], *paragraphs[4:], paragraphs[3]])
    state, found = placed("Many boats stay in the harbour now.", new)
    assert (state, found) == ("moved", "Many boats stay in the harbour now.")


def test_whole_paragraph_that_went_elsewhere_is_moved():
    paragraphs = STORY.split("\n\n")
    new = "\n\n".join([*paragraphs[:1], *paragraphs[2:6], paragraphs[1], *paragraphs[6:]])
    assert placed(paragraphs[1], new) == ("moved", paragraphs[1])


@pytest.mark.parametrize("end", ["head", "middle", "tail"])
def test_long_passage_with_a_change_is_placed_by_its_ends(end):
    rng = random.Random(4)
    body = " ".join(rng.choice(WORDS) for _ in range(400))
    assert len(body.replace(" ", "")) > 2 * LONG
    old = f"Before it stands this.\n\n{body}\n\nAfter it stands that."
    at = {"head": 60, "middle": len(body) // 2, "tail": len(body) - 60}[end]
    new_body = body[:at] + " a whole new clause of eight words in it " + body[at:]
    new = old.replace(body, new_body)
    found = place(passage_of(body, old), new, old_text=old)
    assert (found.state, new[found.span.start : found.span.end]) == ("changed", new_body)


def test_picture_alone_stays_between_its_neighbours():
    old = f"{STORY}\n\nThe end of it all is here."
    passage = describe(old, Span(old.index("\ufffc"), old.index("\ufffc") + 1))
    new = old.replace("Perhaps a generation, perhaps two.", "Perhaps a generation, perhaps two.\n")
    found = place(passage, new, old_text=old)
    assert (found.state, new[found.span.start : found.span.end]) == ("exact", "\ufffc")
    assert place(passage, new.replace("\ufffc", ""), old_text=old).state == "lost"


def test_passage_with_a_picture_at_its_edge_takes_it_along():
    assert placed("\ufffc\nBoats at the quay", STORY.replace("Nobody", "Nobody else")) == (
        "exact",
        "\ufffc\nBoats at the quay",
    )


@pytest.mark.parametrize("new", ["", "\n\n", "Something else.", "\ufffc"])
def test_nothing_of_it_left_is_lost(new):
    for words in ("Mara Lind", "Their lamps move like stars.", "\ufffc", "日本"):
        assert placed(words, new)[0] == "lost"
        assert placed(words, new, knows_old=False)[0] == "lost"


def test_passage_of_another_text_is_lost():
    passage = describe("Nothing of this stands there at all, not a word.", Span(0, 40))
    assert place(passage, STORY).state == "lost"


def sentences(rng, count):
    return [
        " ".join(rng.sample(WORDS, rng.randint(5, 14))).capitalize() + rng.choice(".!?")
        for _ in range(count)
    ]


def text_of(rng, parts):
    """Give sentences as paragraphs of one to four."""
    paragraphs = []
    while parts:
        some = rng.randint(1, 4)
        paragraphs.append(" ".join(parts[:some]))
        parts = parts[some:]
    return "\n\n".join(paragraphs)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_unchanged_passage_in_an_edited_text_stays_exact(seed, knows_old):
    rng = random.Random(seed)
    parts = sentences(rng, 40)
    old = text_of(rng, parts)
    kept = rng.randrange(2, 38)
    edited = [
        part for number, part in enumerate(parts) if abs(number - kept) <= 1 or rng.random() > 0.2
    ]
    for _ in range(8):
        edited.insert(rng.choice([0, len(edited)]), *sentences(rng, 1))
    new = text_of(rng, edited)
    passage = describe(old, Span(old.index(parts[kept]), old.index(parts[kept]) + len(parts[kept])))
    found = place(passage, new, old_text=old if knows_old else None)
    assert new[found.span.start : found.span.end].split() == parts[kept].split()
    assert found.state == "exact" or (found.state == "moved" and not knows_old)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.booleans())
def test_deleted_passage_is_never_placed_elsewhere(seed, knows_old):
    rng = random.Random(seed)
    parts = sentences(rng, 40)
    twin = rng.randrange(17)  # not beside its copy: of two in a row none would be missed
    old = text_of(rng, [*parts[:20], parts[twin], *parts[20:]])
    gone = rng.choice([twin, rng.randrange(40)])
    passage = describe(old, Span(old.index(parts[gone]), old.index(parts[gone]) + len(parts[gone])))
    new = old[: passage.span.start] + old[passage.span.end :]
    found = place(passage, new, old_text=old if knows_old else None)
    assert found.state in ("lost", "ambiguous") or (gone == twin and not knows_old)


@settings(max_examples=200, deadline=None)
@given(
    st.text("ab .\n\u0301“é\u200d🐟日\ufffc", max_size=60),
    st.text("ab .\n\u0301“é\u200d🐟日\ufffc", max_size=60),
    st.data(),
)
def test_any_text_is_answered_with_a_span_in_it(old, new, data):
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    for old_text in (old, None):
        found = place(describe(old, Span(start, end)), new, old_text=old_text)
        assert (found.span is None) == (found.state == "lost")
        assert found.span is None or found.span.end <= len(new)
        assert 0 <= found.score <= 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_in_the_same_text_everything_stays(seed):
    rng = random.Random(seed)
    text = text_of(rng, sentences(rng, 30))
    placer = Placer(text, text)
    for _ in range(20):
        start = rng.randrange(len(text) - 30)
        passage = describe(text, Span(start, start + rng.randint(1, 30)))
        if not passage.exact.strip() or passage.exact != passage.exact.strip():
            continue
        assert placer.place(passage).span == passage.span


def test_reading_position_goes_with_its_words():
    at = STORY.index("The price of fuel has doubled within")
    new = "A new beginning.\n\n" + STORY.replace("Many boats stay", "Most boats remain")
    assert Placer(new, STORY).carried(at) == new.index("The price of fuel has doubled within")
    assert 0 <= Placer("Other words.", STORY).carried(at) < len("Other words.")
    assert Placer("", STORY).carried(at) == 0
