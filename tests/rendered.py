"""What a person reads on a web page: its words, found by Python's own parser."""

from __future__ import annotations

from html.parser import HTMLParser

BLOCKS = {"p", "li", "td", "tr", "pre", "blockquote", "div", "section", "article", "hr", "br"} | {
    f"h{n}" for n in range(1, 7)
}


class Page(HTMLParser):
    """The text of a page and its elements; what stands in <style> and <title> is no text."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._silent = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._silent += tag in ("style", "title")
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "title")
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    @property
    def words(self) -> list[str]:
        return "".join(self.parts).split()

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def classes(self) -> list[str]:
        return [a["class"] for _, a in self.elements if "class" in a]
