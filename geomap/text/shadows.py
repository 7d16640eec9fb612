"""Text with its findings folded to single signs, and the small pattern language that is matched on it.

A *shadow* is smoothed text in which each finding stands as one private-use
character (a place also has a second one, for its grammatical case). On it a
place expression is a short regular pattern, written in the word lists so::

    {d} [away ](from|off) [the ]{x}

``{...}`` is a finding, ``[...]`` may be missing, ``(a|b)`` is a choice, a blank is
any run of up to three, ``*`` any ending, ``{~2}`` one or two words, ``{(}`` a bracket of the text;
nothing else is special. Each name in braces is a group of the match.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from geomap.model import Span
from geomap.text.languages import ENDING_MAX, smooth

__all__ = [
    "CASES",
    "CLASSES",
    "DISTANCE",
    "DISTANCE_AT_MOST",
    "HEADINGS",
    "Shadow",
    "Template",
    "compile_template",
    "one_of",
]

CLASSES = {name: chr(0xE000 + n) for n, name in enumerate(("place", "area", "country", "land", "way", "pair", "coord"))}
CASES = {name: chr(0xE010 + n) for n, name in enumerate(("nom", "abl", "loc", "att", "gen", "dat"))}
DISTANCE, DISTANCE_AT_MOST = "\ue020", "\ue021"
HEADINGS = {"noun": "\ue022", "adj": "\ue023", "comp": "\ue024"}

_ANY_CASE = f"[{''.join(CASES.values())}]"
_SORTS = {
    "x": ("place", "area", "way", "pair", "coord"), "y": ("place", "area", "way", "pair", "coord"),
    "u": ("place", "area", "coord"), "a": ("area",), "w": ("way",), "pair": ("pair",),
    "ac": ("area", "country", "land"),
    "c": ("country", "land"), "country": ("country",), "land": ("land",),
}  # fmt: skip
BRACKETS = ("(", ")")
_WORD = r"[^\W\d_]{1,24}(?:-[^\W\d_]{1,24})?"


@dataclass(slots=True)
class Shadow:
    """Folded text, what each sign stands for, and the way back to the characters of the text."""

    text: str
    findings: Mapping[int, object]  # by position in the shadow
    signs: frozenset[str] = frozenset()  # that stand in it
    _starts: list[int] = field(default_factory=list)  # shadow positions after which the shift changes
    _shifts: list[int] = field(default_factory=list)

    @classmethod
    def fold(cls, smoothed: str, findings: Iterable[tuple[Span, str, object]]) -> Shadow:
        """Return the shadow of a text: each (span, signs, finding) folded, of spans that overlap the first."""
        pieces: list[str] = []
        by_position: dict[int, object] = {}
        starts, shifts = [0], [0]
        at = length = 0
        findings = list(findings)
        for span, signs, finding in sorted(findings, key=lambda f: (f[0].start, -f[0].end)):
            if span.start < at:
                continue
            pieces += (smoothed[at : span.start], signs)
            length += span.start - at
            by_position[length] = finding
            length += len(signs)
            at = span.end
            starts.append(length)
            shifts.append(at - length)
        pieces.append(smoothed[at:])
        text = "".join(pieces)
        found = frozenset(sign for _, signs, _ in findings for sign in signs)
        return cls(text, by_position, found, starts, shifts)

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the text that a stretch of the shadow stands for."""
        return Span(self._original(start), self._original(end))

    def _original(self, position: int) -> int:
        return position + self._shifts[bisect_right(self._starts, position) - 1]


@dataclass(eq=False)
class Template:
    """One pattern of the word lists; compiled when a text first has all the signs it needs."""

    words: str
    macros: Mapping[str, str]

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Return the signs of which a text must have one each, or the template cannot match it."""
        names = re.sub(r"\[[^\[\]]*\]", "", re.sub(r"\[[^\[\]]*\]", "", self.words))  # what may be missing is no need
        said = re.findall(r"\{([^}]*)\}", names)
        return tuple(signs for name in said if (signs := frozenset((name,)) if name in self.macros else _signs(name)))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled pattern."""
        return compile_template(self.words, self.macros)

    def matches(self, shadow: Shadow) -> Iterator[re.Match[str]]:
        """Return where the template matches a shadow whose `signs` also name the macros that occur in it."""
        if all(signs & shadow.signs for signs in self.needs):
            return self.pattern.finditer(shadow.text)
        return iter(())


def _signs(name: str) -> frozenset[str]:
    sort, _, narrowed = name.partition(".")
    if sort in ("d", "e"):
        return frozenset((DISTANCE, DISTANCE_AT_MOST))
    if sort == "within":
        return frozenset(DISTANCE_AT_MOST)
    if sort in ("h", "g"):
        return frozenset(HEADINGS[narrowed] if narrowed else HEADINGS.values())
    return frozenset(CLASSES[name] for name in _SORTS.get(sort, ()))


def compile_template(template: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    """Return the pattern of one template; `macros` are further names in braces and their expressions."""
    pieces: list[str] = []
    at = 0
    for match in re.finditer(r"\{([^}]*)\}", template):
        pieces += (_words(template[at : match.start()]), _name(match[1], macros))
        at = match.end()
    body = "".join([*pieces, _words(template[at:])])
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)")


def _words(piece: str) -> str:
    escaped = re.escape(smooth(piece))
    for sign, expression in (
        (r"\ ", r"\s{1,3}"), (r"\[", "(?:"), (r"\]", ")?"), (r"\(", "(?:"), (r"\)", ")"), (r"\|", "|"),
        (r"\*", rf"\w{{0,{ENDING_MAX}}}"), (r"\-", "[-–]"), ("և", "(?:և|եւ)"),
    ):  # fmt: skip
        escaped = escaped.replace(sign, expression)
    return escaped


def _name(name: str, macros: Mapping[str, str]) -> str:
    if name in macros or name in BRACKETS:
        return macros.get(name) or re.escape(name)
    sort, _, narrowed = name.partition(".")
    if sort.startswith("~"):
        return rf"{_WORD}(?:\s{{1,3}}{_WORD}){{0,{int(sort[1:]) - 1}}}"
    if sort in ("d", "e"):
        return f"(?P<{sort}>[{DISTANCE}{DISTANCE_AT_MOST}])"
    if sort == "within":
        return f"(?P<d>{DISTANCE_AT_MOST})"
    if sort in ("h", "g"):
        return f"(?P<{sort}>[{HEADINGS[narrowed] if narrowed else ''.join(HEADINGS.values())}])"
    return _place(sort, narrowed)


def _place(sort: str, case: str) -> str:
    signs = "".join(CLASSES[name] for name in _SORTS[sort])
    group = "c" if sort in ("country", "land") else sort if sort in ("y", "c") else "x"
    return f"(?P<{group}>[{signs}]){CASES[case] if case else _ANY_CASE}"


def one_of(phrases: Sequence[str]) -> str:
    """Return templates without names in braces as one expression, longest first."""
    ordered = sorted({smooth(p) for p in phrases}, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(_words(p) for p in ordered) + ")"
