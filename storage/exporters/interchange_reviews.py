"""Where annotations are in the walk through past ones, in the complete export.

Only those that were in it have a "review" beside their other facts.
"""

from __future__ import annotations

from storage.exported import KeptReview
from storage.exporters.interchange_findings import Json
from storage.exporters.interchange_parts import Part
from storage.exporters.places import iso

MOST = 2**31  # times; more would be no count of anything


def review_json(review: KeptReview | None) -> dict[str, Json]:
    """Give the facts of a review."""
    if review is None:
        return {}
    due = review.due_at
    return {
        "review": {
            "times": review.times,
            "seen_at": iso(review.seen_at),
            "due_at": iso(due) if due else None,
        }
    }


def read_reviews(article: Part) -> dict[str, KeptReview]:
    """Give the reviews of an article's annotations, by their uid. Raises: ImportFailed."""
    return {
        part.uid(): _review(Part(part.value("review"), f"the review of {part.where}"))
        for part in article.parts("annotations", "annotation")
        if part.value("review") is not None
    }


def _review(part: Part) -> KeptReview:
    return KeptReview(
        part.number("times", 1, MOST), part.moment("seen_at"), part.moment_or_none("due_at")
    )
