"""The look of exported web pages: one style sheet, light and dark, filters without a script."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.resources import files

from storage.types import COLORS, ColorKey

_TOKENS = ("page", "window", "text", "muted", "line", "link", "code", "accent")


def style_sheet(colors: Iterable[ColorKey]) -> str:
    """Give the style sheet for a page on which these colours occur."""
    filters = "\n".join(_filter(color) for color in colors)
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {_variables('dark')} }} }}"
    return f":root {{ color-scheme: light dark; {_variables('light')} }}\n{dark}\n{_RULES}{filters}"


def _variables(theme_name: str) -> str:
    """Give a theme of the program as CSS variables."""
    source = files("resources").joinpath("themes", f"{theme_name}.json")
    theme = json.loads(source.read_text(encoding="utf-8"))
    opacity = round(100 * float(theme.get("fill_opacity", 1)))
    values = {name: str(theme["tokens"][name]) for name in _TOKENS}
    for color in COLORS:
        own = theme["highlights"][color]
        red, green, blue = bytes.fromhex(own["fill"].removeprefix("#"))
        values[f"{color}-fill"] = f"rgb({red} {green} {blue} / {opacity}%)"
        values[f"{color}-line"] = str(own["line"])
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _filter(color: ColorKey) -> str:
    off = f"#show-{color}:not(:checked) ~"
    return (
        f"{off} main .note.{color} {{ display: none }}\n"
        f"{off} main .text {{ --{color}-fill: transparent; --{color}-line: transparent }}\n"
        f'{off} header label[for="show-{color}"] {{ opacity: .5; text-decoration: line-through }}\n'
        f'#show-{color}:focus-visible ~ header label[for="show-{color}"]'
        " { outline: 2px solid var(--accent); outline-offset: 2px }\n"
        f".{color} {{ --fill: var(--{color}-fill); --ink: var(--{color}-line) }}\n"
    )


_RULES = """
* { box-sizing: border-box }
html { font-size: 112.5%; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--window); color: var(--text);
  font: 1rem/1.62 Literata, Charter, "Iowan Old Style", Georgia, "Noto Serif", serif;
  overflow-wrap: break-word }
header, main, footer { max-width: 44rem; margin: 0 auto; padding: 0 2rem }
header { padding-top: 4rem }
footer { padding-top: 2rem; padding-bottom: 4rem; color: var(--muted) }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; margin: 2.2em 0 .6em }
h1 { font-size: 2rem; margin: 0 0 .4em } h2 { font-size: 1.35rem } h3 { font-size: 1.12rem }
h4, h5, h6 { font-size: 1rem }
a { color: var(--link); text-underline-offset: .15em }
.facts, .about, footer, .filters, .contents {
  font: .78rem/1.5 Inter, system-ui, "Segoe UI", sans-serif; color: var(--muted) }
.facts { margin: .2rem 0 }
.filters { display: flex; flex-wrap: wrap; gap: .4rem .5rem; margin: 1.6rem 0 0; padding: 0;
  list-style: none }
.filters label { display: inline-flex; align-items: center; gap: .45em; padding: .2em .75em;
  cursor: pointer; border: 1px solid var(--line); border-radius: 2em; background: var(--page);
  color: var(--text) }
.filters label::before { content: ""; width: .75em; height: .75em; border-radius: 50%;
  background: var(--fill); border: 1.5px solid var(--ink) }
input.show { position: absolute; opacity: 0; pointer-events: none }
.contents { padding-left: 1.2rem }
article { margin: 2.4rem 0 4rem; padding: 2.4rem 2.6rem; background: var(--page);
  border: 1px solid var(--line); border-radius: .6rem }
article > :first-child { margin-top: 0 } article > :last-child { margin-bottom: 0 }
.text p, .text li, .text td, .quote p { white-space: pre-line }
.text p { margin: 0 0 1em }
.text ul { padding: 0; list-style: none; margin: 0 0 1em }
.text li, .quote .item { padding-left: calc(1.5em * var(--level, 1)); position: relative }
.text li::before, .quote .item::before { content: attr(data-marker); position: absolute;
  left: calc(1.5em * (var(--level, 1) - 1)); color: var(--muted) }
blockquote { margin: 0 0 1em; padding-left: 1.2em; border-left: 3px solid var(--line) }
pre { overflow-x: auto; padding: .8em 1em; background: var(--code); border-radius: .4rem;
  font-size: .82rem; line-height: 1.5 }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .9em }
table { border-collapse: collapse; margin: 0 0 1em; font-size: .92em; display: block;
  overflow-x: auto }
td, th { border: 1px solid var(--line); padding: .35em .7em; text-align: left; vertical-align: top }
th { background: var(--code) } figure { margin: 1.6em 0 .5em }
img { max-width: 100%; height: auto; vertical-align: middle; background: #fff }
.caption { font-size: .82em; color: var(--muted); margin: 0 0 1.6em }
.absent { color: var(--muted); font-style: italic }
sup, sub { line-height: 0; font-size: .72em }
hr { border: 0; border-top: 1px solid var(--line); margin: 2em auto; width: 40% }
mark { color: inherit; background: none; border-radius: .15em; padding: .06em 0;
  -webkit-box-decoration-break: clone; box-decoration-break: clone }
mark.highlight { background: var(--fill) }
mark.underline { text-decoration: underline 2px var(--ink); text-underline-offset: .2em }
.ref { font: .62em/1 Inter, system-ui, sans-serif; vertical-align: super; text-decoration: none;
  padding: 0 .15em }
.ref::after { content: attr(data-sign) }
.note { margin: 0 0 1.9rem; padding-left: 1.1rem; border-left: 4px solid var(--ink) }
.note.underline { border-left-style: double }
.note.whole { border-left-color: var(--line) }
.note.said { border-left-color: var(--muted) } .note.unsure { border-left-style: dashed }
.speaker { margin: 0 0 .3em } .context { margin: 0; font-size: .86em; color: var(--muted) }
.doubt { font-style: italic } .doubt::before { content: "? "; font-style: normal }
.entities ul { columns: 2; padding-left: 1.1em } .entities li { break-inside: avoid }
.quote { margin: 0; padding: 0; border: 0 }
.text .repeated { display: none }
h2.annotations { margin-top: 3em; padding-top: 1.6em; border-top: 1px solid var(--line) }
.quote p, .quote pre { margin: 0 0 .5em }
.own { margin: .5em 0; padding-left: 1rem; font-size: .94em }
.own > :first-child { margin-top: 0 } .own > :last-child { margin-bottom: 0 }
.about { margin: .35rem 0 0 } .about a { color: inherit }
.tag { padding: .05em .5em; border-radius: 1em; background: var(--window);
  border: 1px solid var(--line) }
:target { outline: 2px solid var(--accent); outline-offset: .3rem; border-radius: .2rem }
@media (max-width: 40rem) { header, main, footer { padding-left: 1rem; padding-right: 1rem }
  header { padding-top: 2rem } .entities ul { columns: 1 } article { padding: 1.4rem 1.2rem } }
@media print { html { font-size: 10.5pt } body, article { background: none } article { border: 0;
  padding: 0 } .filters, input.show { display: none } .note { break-inside: avoid }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact } }
"""
