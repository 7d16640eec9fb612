"""Where a named place stands in its sentence: where it happened, where it came from, or only beside the matter.

Most names in a report are not where the incident is: the ministry's city, the mayor's village, the dateline, the
hospital. :func:`refusal` names the reason; :func:`rivals` gives the words (a meeting, a hospital) that draw a place
to themselves when they stand nearer to it than what happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from geomap.model import Locative, Mention, Span
from geomap.text import languages
from geomap.text.reading import Reading
from geomap.text.terms import normal

__all__ = [
    "ELSEWHERE",
    "OFFICE",
    "RESIDENT",
    "ROUTE",
    "SPOKEN",
    "STATIC",
    "THIRD",
    "abroad",
    "captions",
    "dateline_end",
    "follows_forces",
    "from_there",
    "inside",
    "person",
    "quotations",
    "refusal",
    "rivals",
    "travelled",
    "troops_fired_from",
    "wide",
]

_OFFICE_REACH = 5  # words between a place and an office that belongs to it, all of them joining words
_SPEAKS_REACH = 3  # words between a place and what is said there
_EMPTY = 5  # letters of a word between them that is no subject: "это", "bunu", "already" is one too many
_DATELINE_MAX = 160  # characters of a line's beginning in which a dateline ends
_CAPTION_MAX = 400
_DATELINE = re.compile(
    r"\s*(?P<city>[^\W\d_][\w'’-]{1,30}(?: [^\W\d_][\w'’-]{1,30}){0,2})"
    r"(?:, ?(?P<date>[^.\n]{0,40}?\d[^.\n]{0,20}?)\.(?=\s|/)"
    r"|\s?[.,]?\s?[/(][^/)\n]{2,40}[/)](?!\s[^\W\d_A-ZА-ЯԱ-ՖƏĞİŞÇÖÜ])"  # no small letter: "X (once Y) was ..."
    r"|\. (?=[A-ZА-ЯԱ-ՖƏĞİŞÇÖÜ“«\"0-9]))"
)
_CAPTION = re.compile(r"[^\W\d_][\w ,'’-]{2,40} (?:--|–|—|-) [^\n]{10,300}\b(?:19|20)\d\d\s?(?:թ)?[.։]?\s*$")
_QUOTATION = re.compile(r"«[^«»]{1,3000}»|“[^“”]{1,3000}”|\"[^\"]{1,3000}\"")
_FORCES_REACH = 4
_POSTS_REACH = 5  # words between a place and "from the posts" that lie there
_AGENT_REACH = 4  # words between "by" and the village whose people did it
_TAKEN_REACH = 6  # words between "seized" and "by"
_WAY_REACH = 6  # words between "driving" and where to, where from between them
_WAY_AFTER = 5  # words between where from and "going", where to between them
_FOREIGNER_REACH = 3  # words between "Indian" or "of India" and "citizens"


def dateline_end(text: str, mentions: Sequence[Mention]) -> int:
    """Return where the dateline ends that opens the text ("YEREVAN, July 31."), 0 where there is none."""
    found = _DATELINE.match(text[:_DATELINE_MAX])
    if not found:
        return 0
    city = found.group("city")
    named = any(m.span.start <= found.start("city") + 1 and m.span.end <= found.end("city") + 1 for m in mentions)
    plain = found.group("date") is None and not city.isupper()
    return found.end() if (city.isupper() or named) and not (plain and "(" not in found.group()) else 0


def captions(text: str) -> list[tuple[int, int]]:
    """Return the lines that are captions of pictures: "Armenia - A damaged truck near Sotk, 14 September 2022."."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if len(line) <= _CAPTION_MAX and _CAPTION.match(line.strip()):
            found.append((start, start + len(line)))
        start += len(line)
    return found


def quotations(text: str) -> list[Span]:
    """Return what stands in quotation marks, in text order; a quotation longer than a statement is none."""
    return [Span(*found.span()) for found in _QUOTATION.finditer(text)]


def wide(reading: Reading, locative: Locative) -> bool:
    """Return whether an expression names nothing smaller than a country or region."""
    parts = (locative, *locative.also)
    names = [m for part in parts for m in part.anchors]
    return all(_is(reading, m, "roles.coarse") or _is(reading, m, "roles.capital") for m in names) and not any(
        part.relation == "coordinates" for part in parts
    )


def refusal(reading: Reading, item: Locative | Mention, first: int, end: int) -> str:
    """Return why the place in words [first, end) is not where anything happened, or nothing."""
    names = item.anchors if isinstance(item, Locative) else (item,)
    bordering = isinstance(item, Locative) and item.relation in {"border_section", "depth_into", "along", "coordinates"}
    coarse = all(_is(reading, m, "roles.coarse") for m in names)
    checks = (
        (bool(names) and all(_is(reading, m, "roles.elsewhere") for m in names), ELSEWHERE),
        (bool(names) and all(_is(reading, m, "roles.capital") for m in names), "a capital: it speaks or hosts"),
        (_road_to_capital(reading, item), "a road too long to place an incident on"),
        (bool(names) and not bordering and coarse, "a country or a region too wide to place an incident in"),
        (bordering and coarse and _third_border(reading, first, end), THIRD),
        (bordering and not names and reading.has("roles.other_front", first - _OFFICE_REACH, end), OTHER_FRONT),
        (_beside(reading, "roles.office", first, end), OFFICE),
        (_speaks(reading, first, end), OFFICE),
        (
            not _close_by(reading, item)
            and not inside(reading, end)
            and not _captors(reading, first, end)
            and _beside(reading, "roles.resident", first, end),
            RESIDENT,
        ),
    )
    return next((reason for holds, reason in checks if holds), "")


def _road_to_capital(reading: Reading, item: Locative | Mention) -> bool:
    """Return whether a place is a road named after its ends, one of them a capital: "the Kapan-Yerevan highway"."""
    if not isinstance(item, Locative) or item.relation != "along" or len(item.anchors) < 2:
        return False
    return any(_is(reading, m, "roles.capital") for m in item.anchors)


def _is(reading: Reading, mention: Mention, key: str) -> bool:
    """Return whether a name is one of a table's, and not a village's that begins like one: "Türkeş kəndi"."""
    if mention.kind_hint == "village" and not any(place.startswith("country:") for place in mention.place_ids):
        return False
    first, end = reading.words_of(mention.span)
    return any(hit.last < end for hit in reading.hits.within(key, first, first + 1))


def _third_border(reading: Reading, first: int, end: int) -> bool:
    """Return whether an expression of the border names a country that is neither side ("the frontier with Iran")."""
    sides = bool(reading.hits.under("actors.sides", first, end + 1))
    return not sides and reading.has("actors.others.others", first, end + 1)


def _beside(reading: Reading, key: str, first: int, end: int) -> bool:
    """Return whether a word of the table adjoins the place, joining words ("of the village of") left aside."""
    before = first - 1
    while before >= max(first - _OFFICE_REACH, 0) and _joins(reading, before):
        before -= 1
    for hit in reading.hits.within(key, max(before - 2, 0), first):
        if hit.last >= before and reading.toll(hit.last, first) < 1 and not _genitive_first(reading):
            return True
    after = end
    while after < min(end + _OFFICE_REACH, len(reading.words)) and _joins(reading, after):
        after += 1
    hits = reading.hits.within(key, end, min(after + 1, len(reading.words)))
    return any(end > 0 and reading.toll(end - 1, hit.first) < 1 for hit in hits)


def _speaks(reading: Reading, first: int, end: int) -> bool:
    """Return whether a clause opens with a place whose people say or deny something: "in Goris they say that"."""
    if not reading.opens_sentence(first) and reading.toll(max(first - 1, 0), first) == 0:
        return False
    after = end, end + _SPEAKS_REACH
    told = [hit.first for key in ("verb", "denier") for hit in reading.hits.within(f"attribution.{key}", *after)]
    said = min((at for at in told if reading.toll(end - 1, at) == 0), default=-1)
    spoken = said >= 0 and all(_empty(reading, at) for at in range(end, said))
    return spoken and not reading.has("attribution.speaker", *after)


def _empty(reading: Reading, at: int) -> bool:
    """Return whether a word is no subject: "this", "again"."""
    return len(reading.words[at].text) <= _EMPTY or reading.has("attribution.skip", at, at + 1)


def _close_by(reading: Reading, item: Locative | Mention) -> bool:
    """Return whether a place is "near X" before its verb: a shepherd named after it was met there, and is not of it."""
    return isinstance(item, Locative) and item.relation == "near" and _genitive_first(reading)


def _captors(reading: Reading, first: int, end: int) -> bool:
    """Return whether the people of a place took somebody: "caught by people of X" happened in X."""
    if _genitive_first(reading):
        by = reading.hits.within("actors.agent", end, min(end + _AGENT_REACH, len(reading.words)))
        return any(reading.hits.under("event.capture", hit.last, hit.last + _TAKEN_REACH) for hit in by)
    by = reading.hits.within("actors.agent", max(first - _AGENT_REACH, 0), first)
    return any(reading.hits.under("event.capture", max(hit.first - _TAKEN_REACH, 0), hit.first + 1) for hit in by)


def inside(reading: Reading, end: int) -> bool:
    """Return whether a place that ends before word `end` stands in the case of "in X", no participle after it."""
    if end >= len(reading.words) or not _genitive_first(reading):
        return False
    cases = tuple(map(normal, languages.load(reading.lang).table("locative")["cases"]["loc"]))
    follows = tuple(map(normal, reading.settings["participle_endings"]))
    return reading.words[end - 1].text.endswith(cases) and not reading.words[end].text.endswith(follows)


def from_there(reading: Reading, end: int) -> bool:
    """Return whether a place that ends before word `end` stands in the case of "from X"."""
    cases = tuple(map(normal, languages.load(reading.lang).table("locative")["cases"]["abl"]))
    return reading.words[end - 1].text.endswith(cases)


def _genitive_first(reading: Reading) -> bool:
    """Return whether the language puts the owner before the thing ("X-ի ղեկավար"): offices then follow the name."""
    return bool(reading.settings.get("verb_final"))


def _joins(reading: Reading, index: int) -> bool:
    word = reading.words[index].text
    return word.isdigit() or any(reading.has(key, index, index + 1) for key in ("roles.connector", "casualties.age"))


def abroad(reading: Reading, first: int, end: int) -> bool:
    """Return whether words name another part of the world; a foreigner among those hurt does not: "Indian workers"."""
    return any(
        not reading.has("roles.foreigner", hit.first - _FOREIGNER_REACH, hit.last + 1 + _FOREIGNER_REACH)
        for hit in reading.hits.within("roles.elsewhere", first, end)
    )


ELSEWHERE = "in another part of the world"
THIRD = "the border with a third country"
OTHER_FRONT = "a part of another front"
OFFICE = "names an office or its holder"
RESIDENT = "says where somebody is from"
ROUTE = "where somebody was going or came from"
STATIC = "says where a place lies"
SPOKEN = "where somebody met or spoke"
HOSPITAL = "where somebody was taken"


def rivals(reading: Reading, first: int, end: int) -> list[tuple[str, int, int]]:
    """Return the words of a sentence that draw a place to themselves, as (reason, first, end)."""
    found = []
    for key, reason in (("meeting", SPOKEN), ("hospital", HOSPITAL)):
        found += [
            (reason, hit.first, hit.last + 1)
            for hit in reading.hits.within(f"roles.{key}", first, end)
            if not _meanwhile(reading, hit.first)
        ]
    for hit in reading.hits.within("roles.static", first, end):
        if not _near_forces(reading, hit.first, hit.last + 1):
            found.append((STATIC, hit.first, hit.last + 1))
    return found


def _meanwhile(reading: Reading, first: int) -> bool:
    """Return whether "while" stands right before a word: "shot at while touring X" happened in X."""
    return not _genitive_first(reading) and reading.has("clauses.circumstance", first - 1, first)


def _near_forces(reading: Reading, first: int, end: int) -> bool:
    return reading.has("actors.forces", first - _FORCES_REACH, first) or reading.has("actors.forces", end, end + 2)


def follows_forces(reading: Reading, first: int) -> bool:
    """Return whether the words right before a place name troops: "grenade launchers in the Meghri region"."""
    return any(
        hit.last >= first - 3 and reading.toll(hit.last, first) < 1
        for hit in reading.hits.within("actors.forces", max(first - _FORCES_REACH, 0), first)
    )


def troops_fired_from(reading: Reading, first: int, end: int) -> bool:
    """Return whether a place is where a post stands that somebody fired from: "from a post near X"."""
    if reading.settings.get("verb_final"):
        posts = reading.hits.within("roles.origin", end, end + _POSTS_REACH)
        return any(hit.first == end or _lying(reading, end, hit.first) for hit in posts)
    return any(
        hit.last in {first - 1, first, first + 1}
        for hit in reading.hits.within("roles.origin", max(first - _FORCES_REACH, 0), first + 1)
    )


def travelled(reading: Reading, first: int, end: int) -> bool:
    """Return whether words of travelling rule a place: "driving from X to Y", "X-dən Y-ə gedən"."""
    return _ruled(reading, "roles.travel", first, end)


def detour(reading: Reading, first: int, end: int) -> bool:
    """Return whether a place is where the way round leads: "a detour through X"."""
    return _ruled(reading, "roles.detour", first, end)


def _ruled(reading: Reading, key: str, first: int, end: int) -> bool:
    if reading.settings.get("verb_final"):
        after = reading.hits.within(key, end, end + _WAY_AFTER)
        return any(reading.toll(end - 1, hit.first) == 0 for hit in after)
    before = reading.hits.within(key, max(first - _WAY_REACH, 0), first)
    return any(hit.last < first and reading.toll(hit.last, first) == 0 for hit in before)


def _lying(reading: Reading, first: int, end: int) -> bool:
    """Return whether words only join a place to what stands there: "X-də yerləşən erməni postlarından"."""
    return reading.has("roles.lying", first, first + 1) and reading.toll(first, end) < 1


def person(reading: Reading, first: int, end: int) -> bool:
    """Return whether a bare name follows a capitalised word that is no place, side or office: "Radik Oghikian"."""
    if first == 0 or end - first > 1 or reading.toll(first - 1, first) > 0:
        return False
    before = reading.words[first - 1]
    if reading.has("roles.names", first - 1, first):
        return True
    if reading.in_name(first - 1):  # "Ճամբարակից Արծվաբերդ": from one place to another
        return False
    known = ("actors.forces", "attribution.speaker", "roles.connector", "roles.coarse", "actors.civil")
    opens = first < 2 or reading.toll(first - 2, first - 1) > 0 or reading.opens_sentence(first - 1)
    return before.capital and not opens and not any(reading.has(key, first - 1, first) for key in known)
