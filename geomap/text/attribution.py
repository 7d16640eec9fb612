"""Who says so: the claimant of a statement, which side that is, whether it is doubted or denied.

A speech verb rules its sentence, or its part of it where two sides speak ("Yerevan said ..., while Baku ..."). What
a report tells without naming anybody is its own voice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geomap.text.reading import TOLLS, Reading
from geomap.text.terms import normal

__all__ = ["NOBODY", "Voice", "side_of", "voices"]

_REACH = 14  # words a claimant's name and title may have
_PREDICATES = {"doubt", "deny"}  # may stand without a speaker: "rumours", "is not true"
_SHORT = 3  # words of a speaker that need be no known office: "said the driver"
_CONTENT = 2  # words after a speech verb that are what was said
_TAG = 8  # words of a speaker between the last comma and the verb that ends a sentence
_HEADLINE = 6  # words of a speaker named without a verb
_TRIM = re.compile(r"^[\s,;:.՝«»“”\"'()–—-]+|[\s,;:՝«»“”\"'()–—-]+$")
_QUOTED = re.compile(r"(?:[\"”»],|,[\"”]|[\"”»]\s*,?\s*[–—-]+)\Z")  # between what was said and who sighed it
OTHER = "other"
NONE = "none"


_Cuts = tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]  # what happened, where


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution and the words [first, end) it rules; `at` is where its verb stands."""

    claimant: str
    side: str
    first: int
    end: int
    at: int
    at_end: int
    denies: bool = False
    silent: bool = False  # "did not report": nobody says so
    speaker: tuple[int, int] = (0, 0)  # the words that name the claimant

    @property
    def sided(self) -> bool:
        """Return whether it speaks for one of the sides."""
        return self.side not in {OTHER, NONE}


NOBODY = Voice("", NONE, 0, 0, -1, -1)


def voices(
    reading: Reading,
    first: int,
    end: int,
    default_side: str,
    speaking: Voice,
    cuts: Sequence[tuple[int, int]],
    places: Sequence[tuple[int, int]] = (),
) -> list[Voice]:
    """Return the attributions of one sentence, each with the part of it that it rules.

    Where the speaker is not named again ("It added that ...") it is whoever spoke before, `speaking`. A claimant's
    name holds none of the words in `cuts`, which say what happened, nor of the `places` that go with them.
    """
    marks = sorted({(m[0], m[1]): m for m in _marks(reading, first, end)}.values())
    kept = _one_per_speaker(reading, marks, end)
    if not kept:
        return _headline(reading, first, end, default_side)
    parts = list(_parts(reading, kept, first, end))
    found: list[Voice] = []
    for mark, part in zip(kept, parts, strict=True):
        before = found[-1] if found else speaking
        voice = _voice(reading, mark, part, default_side, before, (cuts, places))
        teller = speaking if _quotes_another(reading, before) else before
        found.append(_denied_on(voice, teller))
    return found


def _quotes_another(reading: Reading, voice: Voice) -> bool:
    """Return whether a voice's own words only name what another told: "the information spread by X ..."."""
    return voice.at >= 0 and reading.has("attribution.theirs", voice.at, voice.at_end)


def _denied_on(voice: Voice, speaking: Voice) -> Voice:
    """Give a denial for which nobody is named to the side that spoke before."""
    nobodys = voice.denies and voice.side == NONE and speaking.sided
    return replace(voice, claimant=speaking.claimant, side=speaking.side) if nobodys else voice


def _headline(reading: Reading, first: int, end: int, default_side: str) -> list[Voice]:
    """A speaker without a verb, as headlines have it: "Baku: posts under fire", "Shots at X, one hurt -- ministry"."""
    colons = reading.settings["colons"]  # each with a blank after it: a time of day has none
    for at in range(first + 1, min(first + _HEADLINE + 1, end)):
        if any(f"{sign} " in reading.between(at - 1, at) for sign in colons) and _named(reading, first, at):
            return [_unspoken(reading, (first, at), (first, end), default_side)]
    for at in range(end - 1, max(end - _HEADLINE - 1, first), -1):
        dashed = reading.between(at - 1, at).strip()
        apart = dashed in {"–", "—", "--", "-"} and " " in reading.between(at - 1, at)
        if (apart or _QUOTED.search(dashed)) and _named(reading, at, end):
            return [_unspoken(reading, (at, end), (first, end), default_side)]
    return []


def _named(reading: Reading, first: int, end: int) -> bool:
    return reading.has("attribution.speaker", first, end) or bool(side_of(reading, first, end))


def _unspoken(reading: Reading, speaker: tuple[int, int], part: tuple[int, int], default_side: str) -> Voice:
    side = side_of(reading, *speaker) or default_side or OTHER
    return Voice(
        _worded(reading, *speaker), side, *part, -1, -1, reading.has("attribution.deny", *part), speaker=speaker
    )


def _marks(reading: Reading, first: int, end: int) -> Iterator[tuple[int, int, str]]:
    alike = reading.hits.within("attribution.lookalike", first, end)
    skipped = {index for hit in alike for index in range(hit.first, hit.last + 1)}
    for kind in ("according", "denier", "verb", "deny", "doubt"):
        for hit in reading.hits.within(f"attribution.{kind}", first, end):
            # "the statement spread on Friday" stands beside, "has it that" does not
            short = hit.last - hit.first < _CONTENT
            beside = short and reading.has("attribution.beside", hit.first, hit.first + 1)
            if not beside and hit.first not in skipped and hit.last not in skipped:
                yield hit.first, hit.last + 1, kind
    for hit in reading.hits.within("attribution.tag", first, end):
        if _closes(reading, (hit.first, hit.last + 1, "verb"), end):
            yield hit.first, hit.last + 1, "verb"


def _one_per_speaker(reading: Reading, marks: Sequence[tuple[int, int, str]], end: int) -> list[tuple[int, int, str]]:
    """Keep one mark for words that stand close together: "said ... adding", "according to a statement"."""
    kept: list[tuple[int, int, str]] = []
    for mark in marks:
        if kept and kept[-1][2] == "according" and mark[2] == "verb" and mark[1] <= kept[-1][1]:
            continue  # "as the mayor tells it"
        answers = kept and kept[-1][2] == "denier" and mark[2] == "verb"  # "denied that, saying ..."
        if kept and mark[2] == "verb" and _gives_way(reading, kept[-1], end) and _closes(reading, mark, end):
            kept[-1] = mark  # "farmers told of shots, the mayor said" is the mayor's
            continue
        answers = answers or (bool(kept) and mark[2] == "denier" and _other_denies(reading, kept[-1], mark))
        limit = TOLLS["contrast"] + (mark[2] == "deny")  # "said that it was not true"
        if kept and not answers and reading.toll(kept[-1][0], mark[0]) < limit:
            if kept[-1][2] in _PREDICATES and mark[2] not in _PREDICATES:
                kept[-1] = mark
            continue
        kept.append(mark)
    return kept


def _other_denies(reading: Reading, mark: tuple[int, int, str], denial: tuple[int, int, str]) -> bool:
    """Return whether a side of its own denies what another said: "Armenia accused it of ..., which Baku denied"."""
    start = _run_back(reading, denial[0], mark[1])
    apart = mark[2] != "denier" and start > mark[1] and reading.toll(start - 1, start) > 0
    return apart and side_of(reading, start, denial[0]) not in {"", OTHER}


def _gives_way(reading: Reading, mark: tuple[int, int, str], end: int) -> bool:
    """Return whether a speech verb is neither a denial nor negated ("no shots were recorded, the ministry said")."""
    return mark[2] != "denier" and not _unsaid(reading, mark, (mark[0] - _CONTENT, end))


def _closes(reading: Reading, mark: tuple[int, int, str], end: int) -> bool:
    """Return whether a speech verb after a comma and its speaker, in either order, end the sentence."""
    first, stop, _ = mark
    after = (stop, _run_on(reading, stop, end))
    if reading.toll(first - 1, first) > 0:
        return after[1] == end and _speaks(reading, *after)
    start = _run_back(reading, first, 0)
    return (
        end - stop < _CONTENT
        and first - start <= _TAG
        and reading.toll(start - 1, start) > 0
        and _speaks(reading, start, first)
    )


def _parts(reading: Reading, marks: Sequence[tuple[int, int, str]], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the sentence between the marks, at the dearest joint between each two."""
    start = first
    for one, other in pairwise(marks):
        cut = max(range(one[1], other[0] + 1), key=lambda at: (reading.toll(at - 1, at), at), default=other[0])
        if _ends_denial(reading, one, other):
            cut = one[1]
        yield start, cut
        start = cut
    yield start, end


def _ends_denial(reading: Reading, one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Return whether what is denied ends with the verb: "denying X, the ministry said Y", where verbs stand last."""
    if one[2] != "denier" or other[2] != "verb" or not reading.settings.get("verb_final"):
        return False
    leads_on = reading.has("clauses.strong", one[1], one[1] + _CONTENT + 1)  # "denied that ..."
    return reading.toll(one[1] - 1, one[1]) == 0 and not leads_on


def _voice(
    reading: Reading,
    mark: tuple[int, int, str],
    part: tuple[int, int],
    default_side: str,
    speaking: Voice,
    cuts: _Cuts,
) -> Voice:
    if mark[2] == "doubt":  # "it is said in the ministry's report" names where it is said
        mark = (mark[0] + reading.has("attribution.pronoun", mark[0], mark[0] + 1), mark[1], "according")
        if not _told_by(reading, mark, part, cuts):
            return Voice("", NONE, *part, mark[0], mark[1], _denies(reading, part))
    claimant = None if _pronoun(reading, mark, part) else _claimant(reading, mark, part, cuts)
    if claimant is not None and reading.has("attribution.accuse", mark[0], mark[1]):
        claimant = _accuser(reading, *claimant)
    if claimant is not None and not reading.settings.get("verb_final"):
        part = _scope(reading, mark, part, claimant)
    denies, silent = _denies(reading, part), mark[2] != "according" and _unsaid(reading, mark, part)
    again = mark[2] in {"verb", "denier"} or _pronoun(reading, mark, part)  # "by her words"
    if claimant is None and again and speaking is not NOBODY:
        return Voice(speaking.claimant, speaking.side, *part, mark[0], mark[1], denies, silent)
    side = side_of(reading, *claimant) if claimant else ""
    text = _worded(reading, *claimant) if claimant else ""
    if not side:
        own = claimant and reading.has("attribution.ministry", *claimant)
        side = default_side if (own or not claimant) and default_side else OTHER
        if own and side == OTHER and speaking.sided:
            side = speaking.side  # "the ministry" is the one that spoke before
            text = speaking.claimant if text.casefold() in speaking.claimant.casefold() else text
    voice = Voice(text, side, part[0], part[1], mark[0], mark[1], denies, silent, claimant or (0, 0))
    return _refuter(reading, voice, speaking, default_side) if _refuted(reading, voice) else voice


def _accuser(reading: Reading, first: int, end: int) -> tuple[int, int]:
    """The words of a claimant before the side accused, where the verb comes last: "the ministry Armenia accused"."""
    sides = [hit.first for hit in reading.hits.under("actors.sides", first, end)]
    office = next((hit.first for hit in reading.hits.within("attribution.ministry", first, end)), end)
    accused = next((at for at in sides[:2] if at > min(office, *sides[:1])), end)
    return first, accused


def _refuted(reading: Reading, voice: Voice) -> bool:
    """Return whether what a speaker tells is called false by somebody else: "the statement of X is a lie"."""
    if not voice.denies or reading.has("attribution.denier", voice.first, voice.end):
        return False
    return any(
        (voice.at <= hit.last and hit.first < voice.at_end)
        or (
            voice.speaker[0] <= hit.first < voice.speaker[1] + _CONTENT
            and not reading.has("attribution.judge", voice.speaker[1], hit.first)  # "X called the reports a lie"
        )
        for hit in reading.hits.within("attribution.theirs", voice.first, voice.end)
    )


def _refuter(reading: Reading, voice: Voice, speaking: Voice, default_side: str) -> Voice:
    """The denial as that of whoever spoke before, should he not be the one denied; else nobody is named for it."""
    side = side_of(reading, voice.first, voice.speaker[0] or voice.at)
    if side in {"", voice.side} and speaking.side not in {NONE, voice.side}:
        return replace(voice, claimant=speaking.claimant, side=speaking.side, speaker=(0, 0))
    found = (each for each in (side, default_side) if each not in {"", voice.side})
    return replace(voice, claimant="", side=next(found, OTHER), speaker=(0, 0))


def _told_by(reading: Reading, mark: tuple[int, int, str], part: tuple[int, int], cuts: _Cuts) -> bool:
    """Return whether a word of doubt is one of speech and its speaker stands with it: "bildirilib" by an office."""
    return reading.has("attribution.verb", mark[0], mark[1]) and _claimant(reading, mark, part, cuts) is not None


def _worded(reading: Reading, first: int, end: int) -> str:
    """The claimant as written, without the day it spoke on and a leading preposition."""
    while first < end and (reading.has("attribution.skip", first, first + 1) or reading.in_date(first)):
        first += 1
    while first < end and (reading.has("attribution.skip", end - 1, end) or reading.in_date(end - 1)):
        end -= 1
    if reading.settings.get("verb_final"):
        end = _head_end(reading, first, end)
    text = _TRIM.sub("", reading.string(first, end))
    return text if "«" in text else text.replace("»", "")


def _head_end(reading: Reading, first: int, end: int) -> int:
    """Where a speaker's name ends, in languages that put what was said between the speaker and the verb."""
    keys = ("attribution.speaker", "attribution.ministry", "actors.others.others", *reading.hits.keys("actors.sides"))
    ends = [hit.last + 1 for key in keys for hit in reading.hits.within(key, first, end) if hit.last < end]
    ends += [at + 1 for at in range(first, end) if reading.words[at].capital]
    stop = max(ends, default=end)
    while stop < end and reading.between(stop - 1, stop) in {"-", "–", "’", "'"}:
        stop += 1  # the ending of an abbreviation: "ՊՆ-ն"
    return stop


def _denies(reading: Reading, part: tuple[int, int]) -> bool:
    """Return whether a word of denial stands in a part, not itself negated ("neither confirms nor denies")."""
    hits = [hit for key in ("deny", "denier") for hit in reading.hits.within(f"attribution.{key}", *part)]
    return any(not _unsaid(reading, (hit.first, hit.last + 1, ""), part) for hit in hits)


def _unsaid(reading: Reading, mark: tuple[int, int, str], part: tuple[int, int]) -> bool:
    """Return whether the speech verb is negated: "Baku has not reported ..."."""
    first, end, _ = mark
    endings = tuple(normal(e) for e in reading.settings.get("negative_endings", ()))
    if endings and reading.words[end - 1].text.endswith(endings):
        return True
    before = reading.hits.within("negation.before", max(part[0], first - 3), first)
    late = bool(reading.settings.get("verb_final"))
    after = reading.hits.within("negation.after", end, min(end + 2, part[1])) if late else []
    near = [h for h in before if reading.toll(h.last, first) == 0]
    near += [h for h in after if reading.toll(end - 1, h.first) == 0]
    return not all(reading.hits.across("casualties.none", part[0], h.first) for h in near)  # "no losses were reported"


def _claimant(
    reading: Reading, mark: tuple[int, int, str], part: tuple[int, int], cuts: _Cuts
) -> tuple[int, int] | None:
    """The noun phrase of the speaker: right before the verb or right after it, up to the next comma."""
    first, end, kind = mark
    before = (_run_back(reading, first, part[0]), first)
    parted = end < part[1] and reading.toll(end - 1, end) > 0  # "it is said, that ...", not "it says, citing ..."
    parted = parted and not any(reading.has(f"attribution.{key}", end, end + 1) for key in ("verb", "according"))
    after = (end, end) if parted else (end, _run_on(reading, end, part[1]))
    inverted = first > part[0] and reading.toll(first - 1, first) > 0
    leads = kind == "according" and not reading.settings.get("verb_final")
    inside = (first + 1, end - 1)  # "information [the ministry] spread"
    if reading.has("attribution.accuse", first, end):
        runs: tuple[tuple[int, int], ...] = (before,)  # whom it accuses does not speak
    elif not leads and reading.has("attribution.agent", end, end + 1):
        runs = (after,)  # "reporters were told by the mayor"
    elif leads:
        runs = (inside, after) if inverted else (inside, after, before)  # "troops came, citing the maps": not theirs
    elif kind == "according" and not reading.has("attribution.preposition", first, end):
        runs = (inside, before)
    else:
        runs = (inside, *((after, before) if inverted else (before, after)))
    for run in runs:
        apart = run == before and "," in reading.between(first - 1, first)
        pieces = list(_pieces(reading, run, cuts, parted=apart))
        if run == after and kind != "according":
            pieces = [piece for piece in pieces if not _joining(reading, *piece)][:1]  # "said on Friday the minister"
        for piece in pieces if run == after else reversed(pieces):
            if _speaks(reading, *piece):
                return piece
    happens = any(end <= cut[0] < after[1] for cut in cuts[0])  # "..., counted fourteen shots"
    if inverted and 0 < after[1] - end <= _SHORT and not (happens or reading.in_date(end)):
        return after
    return _anybody(reading, mark, before, cuts, part[1]) if kind == "verb" else None


def _anybody(
    reading: Reading, mark: tuple[int, int, str], before: tuple[int, int], cuts: _Cuts, end: int
) -> tuple[int, int] | None:
    """A few words right before the verb name its subject: "A patrol leader said", "..., his wife said"."""
    first, stop = before
    opens = reading.opens_sentence(first)
    if first >= stop or reading.has("roles.passive", stop - 1, stop) or not _alone(reading, mark, first, end):
        return None
    if any(first <= place[0] < stop for place in cuts[1]) or list(_pieces(reading, before, cuts)) != [before]:
        return None
    return before if 1 < stop - first <= (_SHORT if opens else _HEADLINE) or _a_name(reading, first, stop) else None


def _alone(reading: Reading, mark: tuple[int, int, str], first: int, end: int) -> bool:
    """Return whether a subject from word `first` on and its verb open a sentence or, after a comma, end it.

    Where verbs stand last the verb must end what is said of the speaker: "X adds forces" is no speech.
    """
    closes = end - mark[1] < _CONTENT
    if not reading.opens_sentence(first):
        return closes and reading.toll(first - 1, first) > 0
    late = bool(reading.settings.get("verb_final"))
    return not late or closes or reading.toll(mark[1] - 1, min(mark[1] + 1, end - 1)) > 0


def _a_name(reading: Reading, first: int, end: int) -> bool:
    """Return whether a run is one word that is a name: "Interfax reports", "APA xəbər verir"."""
    if end - first != 1 or reading.in_date(first) or not reading.words[first].capital:
        return False
    start = reading.words[first].span.start
    quoted = reading.text[max(0, start - 1) : start] in {"«", "“", '"'}
    return quoted or not reading.opens_sentence(first) or reading.string(first, end).isupper()


def _pronoun(reading: Reading, mark: tuple[int, int, str], part: tuple[int, int]) -> bool:
    """Return whether the speaker is a pronoun: whoever spoke before."""
    if mark[2] == "according" and reading.has("attribution.pronoun", mark[0], mark[1] - 1):
        return True  # "by her words", not "has it that", "as he put it"
    if reading.has("attribution.agent", mark[1], mark[1] + 1):
        return False  # "it was announced by the ministry"
    late = bool(reading.settings.get("verb_final"))
    if not late and mark[1] < part[1] and reading.has("attribution.pronoun", mark[1], mark[1] + 1):
        return reading.toll(mark[1] - 1, mark[1]) == 0 and mark[1] + 1 >= part[1]  # "..., said he"
    first = _run_back(reading, mark[0], part[0])
    alone = not reading.has("attribution.speaker", first, mark[0])  # not "his commanders"
    return alone and 0 < mark[0] - first <= 2 and reading.has("attribution.pronoun", first, mark[0])


def _scope(
    reading: Reading, mark: tuple[int, int, str], part: tuple[int, int], claimant: tuple[int, int]
) -> tuple[int, int]:
    """The words a verb rules: all of them ("..., Baku said"), or from the speaker on ("..., and Baku says ...")."""
    said = _run_on(reading, mark[1], part[1]) - mark[1]
    leads = claimant[1] <= mark[0] and said >= _CONTENT
    joint = claimant[0] > part[0] and reading.has("clauses.coordination", claimant[0] - 1, claimant[0])
    return (claimant[0], part[1]) if leads and joint else part


def _pieces(reading: Reading, run: tuple[int, int], cuts: _Cuts, *, parted: bool = False) -> Iterator[tuple[int, int]]:
    """The parts of a run of words between what happened, where, when and what only joins words, the first first.

    `parted` is whether a comma parts the run from the verb ("they moved into X, citing ..."): its places never speak.
    """
    start, end = run
    happened = [cut for cut in cuts[0] if start <= cut[0] < end]
    places = [cut for cut in cuts[1] if parted or (happened and not _capital(reading, *cut))]
    parting = [*happened, *places, *_joints(reading, start, end)]
    for low, high in sorted(parting):
        if start <= low < end:
            if start < low:
                yield start, low
            start = max(start, high)
    if start < end:
        yield start, end


def _joining(reading: Reading, first: int, end: int) -> bool:
    return all(reading.has("attribution.skip", at, at + 1) for at in range(first, end))


def _capital(reading: Reading, first: int, end: int) -> bool:
    """Return whether a place is a country or a capital alone: it may speak ("Yerevan", "the Armenian side")."""
    return end - first == 1 and any(reading.has(f"roles.{key}", first, end) for key in ("capital", "coarse"))


def _joints(reading: Reading, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Words no name of a speaker holds: "also", "had earlier", days, other speech verbs, "released by"."""
    for key in ("attribution.beside", *(f"attribution.{kind}" for kind in ("verb", "denier", "doubt", "judge"))):
        for hit in reading.hits.within(key, first, end):
            yield hit.first, hit.last + 1
    for at in range(first, end):
        if reading.in_date(at):
            yield at, at + 1
        if at > first and reading.between(at - 1, at).startswith(","):
            yield at, at  # a comma inside the expression of a place


def _run_back(reading: Reading, at: int, floor: int) -> int:
    start = at - 1 if at > floor else at
    while start > max(floor, at - _REACH) and reading.toll(start - 1, start) == 0:
        start -= 1
    joined = start > floor and reading.between(start - 1, start).strip() in {"", ","}
    return _run_back(reading, start, floor) if joined and _only_aside(reading, start, at) else start


def _only_aside(reading: Reading, first: int, end: int) -> bool:
    """Return whether words between commas only stand between a speaker and the verb: "Baku, for its part, said"."""
    hits = reading.hits.within("attribution.beside", first, end)
    return any(hit.first == first and hit.last == end - 1 for hit in hits)


def _run_on(reading: Reading, at: int, ceiling: int) -> int:
    stop = min(at + 1, ceiling)
    while stop < min(ceiling, at + _REACH) and reading.toll(stop - 1, stop) == 0:
        stop += 1
    return stop


def _speaks(reading: Reading, first: int, end: int) -> bool:
    """Return whether a run of words names somebody: an office, a side, a person."""
    if first >= end:
        return False
    start = first + reading.opens_sentence(first)  # a sentence's first word is capital anyway
    return _named(reading, first, end) or sum(word.capital for word in reading.words[start:end]) >= 2


def side_of(reading: Reading, first: int, end: int) -> str:
    """Return the ISO3 code of the side a run of words names first, ``other`` for third parties, nothing for none."""
    found = [
        (hit.first, key.rpartition(".")[2])
        for table in ("actors.sides", "attribution.sides")
        for key in reading.hits.keys(table)
        for hit in reading.hits.within(key, first, end)
    ]
    if found:
        return min(found)[1]
    return OTHER if reading.has("actors.others.others", first, end) else ""
