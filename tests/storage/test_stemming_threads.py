"""Words are stemmed in the thread that searches and in the one that takes in, at once."""

from concurrent.futures import ThreadPoolExecutor

from storage.indexing.words import stem

WORDS = ("negotiations", "universities", "happily", "running", "organizational", "effectiveness")


def test_two_threads_stem_at_once():
    alone = [stem(word) for word in WORDS]
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda _: [stem(word) for word in WORDS * 300], range(4))
    assert all(one == alone * 300 for one in found)
