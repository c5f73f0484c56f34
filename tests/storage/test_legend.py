"""The reader's names for the colours."""

import pytest

from storage.types import COLORS
from tests.library_files import rows


def test_colours_have_names_of_their_own(library):
    assert list(library.legend.names()) == list(COLORS)
    assert library.legend.names()["magenta"] == "Magenta"


@pytest.mark.parametrize("back", ["", "  ", "Red", " Red "])
def test_renamed_colour_and_back(library, back):
    for name in ("Doubt", "  Strong\n doubt \0"):
        with library.transaction("Name"):
            library.legend.rename("red", name)
    assert library.legend.names()["red"] == "Strong doubt"
    with library.transaction("Name"):
        library.legend.rename("red", back)
    assert library.legend.names()["red"] == "Red"
    assert rows(library.path, "SELECT * FROM color_name") == []
