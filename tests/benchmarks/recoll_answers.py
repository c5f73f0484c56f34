"""A script for the system's Python, which has recoll's module: answers questions line by line.

`recoll_answers.py CONFIGURATION`. A line in is a question in recoll's language; the line out is
`[newest first ms, by relevance ms, documents]`, each until 8 results with an abstract are there.
"""

import json
import sys
import time

from recoll import recoll

PAGE = 8  # as many as Postil shows first
STEMS = 1


def ask(database, question, by_date):
    """Give milliseconds until the first page, and how many documents there are."""
    start = time.perf_counter()
    query = database.query()
    if by_date:
        query.sortby("mtime", False)
    count = query.execute(question, stemming=STEMS, stemlang="english")
    for document in query.fetchmany(PAGE):
        query.makedocabstract(document)
    return (time.perf_counter() - start) * 1000, count


def main():
    """Answer until there are no more questions."""
    database = recoll.connect(confdir=sys.argv[1])
    for line in sys.stdin:
        question = line.rstrip("\n")
        newest, count = ask(database, question, True)
        ranked, _ = ask(database, question, False)
        print(json.dumps([newest, ranked, count]), flush=True)


if __name__ == "__main__":
    main()
