"""How many were killed, wounded and captured, sentence by sentence: what became of whom.

0 stands only where the text denies losses, nothing where it leaves open how many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geomap.text import fates, languages, persons
from geomap.text.clauses import LEFT_OUT, and_between, around_commas, ends_clause, governed, one_clause
from geomap.text.persons import Group
from geomap.text.reading import TOLLS, Reading
from geomap.text.terms import Hit
from geomap.text.tolls import BODY, BURIED, CIVIL, ENEMY, HURT, KINDS, LOST, OPPOSED, RUMOUR, Toll

__all__ = ["find", "people"]

_Denial = tuple[int, int, tuple[str, ...]]  # words [first, end) that say that none came to harm, and of which kinds

_TREATED = "treated"  # wounded, where nobody says it outright: "two were taken to hospital"
_UNHURT = "unhurt"
_FELL = "fell"  # killed, where it is persons that fell
_STRUCK = "struck"  # wounded, where it is persons that a bullet or a splinter met and nobody says more
_CLOSE = {_FELL: 4, _STRUCK: 0, BURIED: 3}  # words between such a verb and its subject
_SAME = {LOST: "killed", _TREATED: "wounded", BODY: "killed", _FELL: "killed", _STRUCK: "wounded", BURIED: "killed"}
_NTH = 2  # words before one of the dead in which it is said which of them he is
_SECOND = 2  # what the first of the ordinals listed says
_LEFT = 9  # words between a body and "was left"
_ABSENT_REACH = 8  # words between the dead and wounded and "there are none"
_NOBODY_REACH = 8  # words between "nobody" and "was hurt"
_PARTICLE = 3  # letters of a word that says nothing: "at", "isə"
_TELLING = ("attribution.verb", "attribution.pronoun", "roles.passive", "clauses.circumstance")
_ASIDE = 3  # words beside persons within which a place stands that is all that is said of them
_MARK = 3  # words before persons in which "another" or a side stands
_OPPOSED_REACH = 6  # words before persons in which it is said that they are the other side's
_LIKEWISE = 8  # words before persons in which "as was" stands
_ATTACKS = ("event.clash", "event.incursion")  # what persons do to others
_TOTAL = 8  # words before a number in which "in all" stands
_UNCOUNTED = 3.0  # words that persons of unknown number seem farther from a verb than those counted
_REST_REACH = 4  # words before a verb in which "the rest" stands
_REACH = 9  # words between a count and "was killed", names and ranks included
_NAMES = 9  # more for names, ages and commas between them
_LOST_REACH = 1  # words between "lost" and whom: "lost its commander", not "lost contact with two men"
_VERB_BEFORE = 3  # words between a verb and the persons after it
_OF_WHOM = 2  # words between persons and a clause about them
_SUBJECT = 4  # words of a sentence within which its subject begins
_SINGLE = 8  # words before a verb in which whoever it speaks of stands
_NOT_ONE = ("casualties.nobody", "casualties.things", "negation.before", "negation.after")
_FATEFUL = 7  # words between a life or a limb and what took it
_FATES = (("life", "takes", "killed"), ("limb", "hits", "wounded"))
_FAR = 40  # words between the subject that opens a sentence and the verb that ends it


def find(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]) -> list[Toll]:
    """Return the figures of one sentence; numbers inside runs of `blocked` (dates, distances) count nobody."""
    denied = [*_denials(reading, first, end)]
    verbs = _verbs(reading, first, end, denied)
    groups = persons.find(reading, first, end, blocked, verbs) if verbs or fates.asks(reading) else []
    told = _deceased(reading, [*_figures(reading, verbs, groups)])
    told = [_rest(reading, toll, told, blocked) for toll in told]
    told = [_found(reading, _none(reading, toll, first, end), first, end) for toll in told]
    told = _shared_out(told)
    if denied:
        told = [toll for toll in told if toll.count and not _of_denial(reading, toll, denied)]
        kinds = {toll.kind for toll in told}
        told += [
            Toll(kind, 0, start, stop, "there" if kind in kinds else "", side=_unarmed(reading, start, stop))
            for start, stop, none in denied
            for kind in none
            if kind not in kinds or _of_place(reading, start, stop, first, end)
        ]
    told += fates.presumed(reading, first, end, groups, told)
    if any(reading.has(key, first, end) for key in ("attribution.rumour", "casualties.unfounded")):
        told = [replace(toll, told=RUMOUR) for toll in told]
    return [replace(toll, said=first) for toll in told]


def people(reading: Reading, first: int, end: int, blocked: Sequence[tuple[int, int]]) -> list[Group]:
    """Return the persons told of in one sentence, whatever became of them."""
    verbs = _verbs(reading, first, end, [*_denials(reading, first, end)])
    return persons.find(reading, first, end, blocked, verbs)


def _shared_out(told: Sequence[Toll]) -> list[Toll]:
    """Leave out a figure that is shared out over places right after: "three died: two at X, one at Y"."""
    kept = []
    for number, toll in enumerate(told):
        parts = [t.count or 0 for t in told[number + 1 :] if t.told == "there" and t.kind == toll.kind]
        if len(parts) > 1 and sum(parts) == toll.count and toll.told != "there":
            continue
        kept.append(toll)
    return kept


def _none(reading: Reading, toll: Toll, first: int, end: int) -> Toll:
    """Count none where a clause denies what it counts nobody of: "of killed and wounded there are, he said, none"."""
    if toll.count is not None or toll.kind not in HURT:
        return toll
    absent = reading.hits.within("casualties.absent", toll.end, min(toll.end + _ABSENT_REACH, end))
    denied = any(_straight(reading, toll.end - 1, hit.first) for hit in absent)
    unknown = reading.has("casualties.unknown", first, end)
    return replace(toll, count=0, told="") if denied and not unknown else toll


def _found(reading: Reading, toll: Toll, first: int, end: int) -> Toll:
    """Let one more of the dead who was found say how many there are: "the body of a third soldier was found"."""
    if toll.kind != "killed" or toll.count != 1:
        return toll
    named = languages.load(reading.lang).table("casualties")["ordinals"]
    hits = reading.hits.within("casualties.ordinals", max(toll.first - _NTH, first), toll.end + 1)
    found = reading.has("casualties.found", max(toll.first - _LEFT, first), min(toll.end + _LEFT, end))
    if not hits or not found or reading.has("history.cumulative", first, end):
        return toll
    return replace(toll, count=_SECOND + named.index(hits[0].pattern), told="total")


def _rest(reading: Reading, toll: Toll, told: Sequence[Toll], blocked: Sequence[tuple[int, int]]) -> Toll:
    """Count those who are left of the persons told of: "five were in the car: one died, the others were wounded"."""
    if toll.count is not None or toll.kind not in HURT:
        return toll
    hits = reading.hits.within("casualties.rest", max(toll.first - _REST_REACH, 0), toll.end)
    near = [hit.first for hit in hits if one_clause(reading, hit.first, max(toll.first, hit.first))]
    if not near:
        return toll
    number = reading.sentence_at(toll.first)
    _, first, _ = reading.sentences[number]
    others = [one for one in told if one.first < toll.first]
    left = persons.whole(reading, first, near[0], blocked) - _told_of(others)
    if left <= 0 and number:
        _, start, stop = reading.sentences[number - 1]
        left = persons.whole(reading, start, stop, ()) - _told_of([*others, *find(reading, start, stop, ())])
    return replace(toll, count=left, told="more") if left > 0 else toll


def _told_of(tolls: Sequence[Toll]) -> int:
    return sum(toll.count or 0 for toll in tolls if toll.kind in KINDS)


def _unarmed(reading: Reading, first: int, end: int) -> str:
    """Return the key of civilians where it is they of whom a denial speaks, else nothing."""
    hits = reading.hits.within(CIVIL, max(first - _MARK, 0), end)
    return CIVIL if any(reading.toll(*sorted((hit.first, first))) == 0 for hit in hits) else ""


def _denials(reading: Reading, first: int, end: int) -> Iterator[_Denial]:
    """The words [first, end) that say that none came to harm, and of which kinds there was none."""
    for hit in reading.hits.within("casualties.none", first, end):
        yield hit.first, hit.last + 1, HURT
    for hit in reading.hits.within("casualties.none_killed", first, end):
        yield hit.first, hit.last + 1, HURT[:1]
    for nobody in reading.hits.within("casualties.nobody", first, end):
        if not reading.has("casualties.killed", nobody.first, nobody.first + 1):  # "none of them survived"
            yield from _nobody_harmed(reading, nobody, end)


def _nobody_harmed(reading: Reading, nobody: Hit, end: int) -> Iterator[_Denial]:
    """The words that say what nobody came to."""
    ahead = min(nobody.last + 1 + _NOBODY_REACH, end)
    for kind in ("killed", "wounded", "harm", "lost"):
        for hit in reading.hits.within(f"casualties.{kind}", nobody.first - 1, nobody.first):
            if reading.toll(hit.first, nobody.first) == 0:  # "the shots harmed nobody"
                yield hit.first, nobody.last + 1, HURT[:1] if kind == "killed" else HURT
    for kind in ("killed", "wounded", "harm"):
        for hit in reading.hits.within(f"casualties.{kind}", nobody.last + 1, ahead)[:1]:
            if reading.toll(nobody.last, hit.first) < TOLLS["comma"] and not _about(reading, nobody, hit, end):
                yield nobody.first, hit.last + 1, HURT[:1] if kind == "killed" else HURT


def _about(reading: Reading, nobody: Hit, harm: Hit, end: int) -> bool:
    """Return whether a word for harm only says which persons are meant: "none of the five men wounded is in danger"."""
    persons_before = any(reading.has(f"casualties.{key}", harm.first - 1, harm.first) for key in ("person", "people"))
    verb_before = reading.has("roles.passive", nobody.last + 1, harm.first)
    return persons_before and not verb_before and reading.has("roles.passive", harm.last + 1, end)


def _of_place(reading: Reading, start: int, stop: int, first: int, end: int) -> bool:
    """Return whether a denial in [start, stop) is one of the place in its clause: "at X two died, at Y nobody"."""
    while start > first and reading.toll(start - 1, start) == 0:
        start -= 1
    while stop < end and reading.toll(stop - 1, stop) == 0:
        stop += 1
    return any(map(reading.in_name, range(start, stop)))


def _deceased(reading: Reading, told: Sequence[Toll]) -> list[Toll]:
    """Let one who was wounded or captured and of whom the same clause says that he died be the one killed."""
    kept: list[Toll] = []
    for toll in told:
        last = kept[-1] if kept else None
        if last is not None and _how_he_died(reading, last, toll):
            continue
        if last is not None and _of_the_wounded(reading, last, toll):
            kept[-1] = replace(last, count=toll.count, told="name" if toll.told == "name" else "")
            continue
        unknown = toll.count is None or toll.told == "one"
        if (
            last is None
            or toll.kind != "killed"
            or not unknown
            or last.kind == "killed"
            or not _sole(reading, last, toll)
        ):
            kept.append(toll)
            continue
        between = (last.end, toll.first)
        straight_on = any(  # "was wounded and died in hospital"
            reading.has("clauses.coordination", at, at + 1) for at in (last.end, toll.first - 1)
        )
        aside = between[0] + bool(reading.settings.get("verb_final"))  # "yardıma baxmayaraq": despite what is before it
        parted = reading.has("clauses.strong", aside, between[1]) or (
            not straight_on and reading.has("clauses.coordination", *between)
        )
        if parted or reading.has("negation.after", toll.end, toll.end + _VERB_BEFORE):
            kept.append(toll)
            continue
        if last.kind == "wounded":
            kept.pop()
        kept.append(replace(toll, count=last.count, told=last.told))
    return kept


def _how_he_died(reading: Reading, died: Toll, hurt: Toll) -> bool:
    """Return whether a wound is the one that somebody died of: "he died: a bullet had hit him in the neck"."""
    one = died.kind == "killed" and died.count == hurt.count == 1 and hurt.kind == "wounded"
    another = any(reading.has(f"casualties.{key}", hurt.first, hurt.end) for key in ("person", "more", "rest"))
    return one and not another and reading.has("casualties.met", hurt.first, hurt.end)


def _of_the_wounded(reading: Reading, died: Toll, hurt: Toll) -> bool:
    """Return whether whose wounds are told of right after are who died: "they could not save a man hit there"."""
    open_ = died.count is None or died.told == "one"
    told = died.kind == "killed" and open_ and hurt.kind == "wounded" and bool(hurt.count)
    straight = reading.toll(died.end - 1, max(hurt.first, died.end - 1)) == 0
    return told and straight and not and_between(reading, died.end - 1, hurt.first)


def _sole(reading: Reading, last: Toll, toll: Toll) -> bool:
    """Return whether a verb without persons speaks of those before: of one, or "the wounded two have died"."""
    attribute = reading.settings.get("verb_final") and reading.has(
        f"casualties.{last.kind}", last.first, last.first + 1
    )
    return last.count == 1 or (bool(attribute) and reading.toll(last.end, toll.first) == 0)


def _of_denial(reading: Reading, toll: Toll, denied: Sequence[_Denial]) -> bool:
    """Return whether a figure stands in the clause of a denial: "two were hurt, nobody was killed" has one of each."""
    return any(
        reading.toll(toll.end - 1, start) < TOLLS["comma"] or reading.toll(stop - 1, toll.first) < TOLLS["comma"]
        for start, stop, _ in denied
    )


def _verbs(reading: Reading, first: int, end: int, denied: Sequence[_Denial]) -> list[tuple[str, int, int]]:
    """The words of each kind in text order, one for each place in the sentence, but for those of a denial."""
    found = _words(reading, first, end)
    verbs: list[tuple[str, int, int]] = []
    for at in sorted(found):
        if not verbs or at >= verbs[-1][2]:  # "died of his wounds" is one
            verbs.append(found[at])
    verbs = [v for n, v in enumerate(verbs) if not (n and _fatal(reading, verbs[n - 1], v))]
    return [v for v in verbs if not any(start <= v[1] < stop for start, stop, _ in denied)]


def _words(reading: Reading, first: int, end: int) -> dict[int, tuple[str, int, int]]:
    """The words of each kind by the first of them, those that count only beside others included."""
    found: dict[int, tuple[str, int, int]] = {}
    for kind in (*KINDS, LOST, _TREATED, _UNHURT, _FELL, BURIED):
        for hit in reading.hits.within(f"casualties.{kind}", first, end):
            denies = kind == _UNHURT  # "yaralanmayıb": a form of the word for the wounded
            if hit.first not in found or hit.last + denies >= found[hit.first][2]:
                found[hit.first] = (kind, hit.first, hit.last + 1)
    _add_fateful(reading, found, first, end)
    found |= {hit.first: (BODY, hit.first, hit.last + 1) for hit in _bodies(reading, first, end)}
    kinds = {kind for kind, _, _ in found.values()}
    if kinds & {"wounded", _TREATED}:  # "the wounded man was taken to Ganja"
        found = {at: told for at, told in found.items() if not _to_bed(reading, *told)}
    if "wounded" in kinds and "killed" not in kinds:  # "four casualties and one wounded"
        for hit in reading.hits.within("casualties.losses", first, end):
            found.setdefault(hit.first, ("killed", hit.first, hit.last + 1))
    if not kinds & set(HURT):
        for hit in (*reading.hits.within("casualties.met", first, end), *_bullets_hit(reading, first, end)):
            found.setdefault(hit.first, (_STRUCK, hit.first, hit.last + 1))
    return found


def _bullets_hit(reading: Reading, first: int, end: int) -> Iterator[Hit]:
    """The words for what a bullet told of before did: "the bullet, fired at night, hit a pupil"."""
    bullets = [hit.last for hit in reading.hits.within("casualties.bullet", first, end)]
    for hit in reading.hits.within("casualties.hits", first, end):
        if any(at < hit.first and _straight(reading, at, hit.first) for at in bullets):
            yield hit


def _straight(reading: Reading, left: int, right: int) -> bool:
    """Return whether nothing parts two words but what stands between commas."""
    return reading.toll(left, right) == 0 or around_commas(reading, left, right)


def _to_bed(reading: Reading, kind: str, first: int, end: int) -> bool:
    """Return whether one word alone says that persons were taken away, be it to a hospital."""
    return kind == "captured" and end - first == 1 and reading.has("casualties.bed", first, end)


def _add_fateful(reading: Reading, found: dict[int, tuple[str, int, int]], first: int, end: int) -> None:
    """Add the lives and limbs that something befell, where no other word tells so."""
    for start, stop, kind, at in _fateful(reading, first, end):
        if not any(low <= i < high for i in (start, at) for told, low, high in found.values() if told in HURT):
            found[start] = (kind, start, stop)
        if at in found and found[at][0] == "captured":
            del found[at]  # "took" the life of two


def _fateful(reading: Reading, first: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    """The words [first, end) for a life or a limb, what befell it and the first word of the verb that took it."""
    for thing, deed, kind in _FATES:
        for hit in reading.hits.within(f"casualties.{thing}", first, end):
            low, high = max(hit.first - _FATEFUL, first), min(hit.last + _FATEFUL, end)
            deeds = reading.hits.within(f"casualties.{deed}", low, high)
            near = [d for d in deeds if one_clause(reading, *sorted((hit.first, d.first)))]
            if near:
                yield hit.first, hit.last + 1, kind, near[0].first


def _bodies(reading: Reading, first: int, end: int) -> Iterator[Hit]:
    """The words for those who fell, where it is said that they were left or found."""
    for key in ("body", "bodies"):
        for hit in reading.hits.within(f"casualties.{key}", first, end):
            ahead = _FAR if reading.settings.get("verb_final") else _LEFT
            if reading.has("casualties.left", max(hit.first - _LEFT, first), min(hit.last + ahead, end)):
                yield hit


def _fatal(reading: Reading, one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    """Return whether two words are one: "fatally wounded" is killed, and who "died in hospital" is not treated."""
    if other[0] == _TREATED and one[0] == "killed":
        return other[1] - one[2] <= 1 and reading.toll(one[2] - 1, other[1]) == 0
    return other[0] == "wounded" and other[1] - one[2] <= 1 and reading.has("casualties.fatal", one[1], one[2])


def _figures(reading: Reading, verbs: Sequence[tuple[str, int, int]], groups: Sequence[Group]) -> Iterator[Toll]:
    used: set[int] = set()
    told: list[Toll] = []
    floor = -1
    for number, (kind, first, end) in enumerate(verbs):
        ceiling = verbs[number + 1][1] if number + 1 < len(verbs) else len(reading.words)
        stop = min(end + 1, len(reading.words)) if reading.has("casualties.fatal", first, end) else end
        group = _own(reading, groups, used, (first, stop), (floor, ceiling))
        if kind == "killed" and reading.has("casualties.nobody", first, first + 1):
            group = _all_of(groups, first) or group
        group = _summed(reading, groups, group)
        if kind == LOST and (group is None or not _object(reading, group, (first, end))):
            continue
        if kind == BODY and group is None and any(g.end == first and g.first in used for g in groups):
            continue  # "the two soldiers' bodies": they are counted
        if kind in _CLOSE and (group is None or not _close(reading, group, (first, end), _CLOSE[kind])):
            continue
        floor = end
        if group is not None:
            used.add(group.first)
            safe = kind == _UNHURT and group.count is None  # nobody counts them: "the people are unharmed"
            told.append(_toll(reading, kind, replace(group, count=1) if safe else group, (first, end)))
        elif number and kind != verbs[number - 1][0] and _at_once(reading, verbs[number - 1][2], first):
            continue  # "killed or injured": no second figure
        else:
            one = kind == BODY and not reading.has("casualties.bodies", first, end)
            part = kind == "wounded" and _limb(reading, first, end)
            agrees = kind in HURT and not part and _of_one(reading, groups, first, end)
            agrees |= kind == _UNHURT and bool(groups)
            dead = reading.has("casualties.dead", first, first + 1)  # "the dead man was 33"
            how = BODY if one else "part" if part else "dead" if dead else "one" if agrees else ""
            told.append(Toll(_SAME.get(kind, kind), 1 if how else None, first, end, how))
    told = _both_befell(reading, told)
    yield from told
    yield from _likewise(reading, told, [group for group in groups if group.first not in used])


def _both_befell(reading: Reading, told: Sequence[Toll]) -> list[Toll]:
    """Let persons taken wounded be both: "bir əsgər yaralı halda əsir götürülüb"."""
    both: list[Toll] = []
    for toll in told:
        last = both[-1] if both else None
        if last is not None and toll.count is None and {last.kind, toll.kind} == {"wounded", "captured"}:
            joined = and_between(reading, last.end - 1, toll.first)
            straight = not joined and reading.toll(last.end - 1, toll.first) == 0
            both.append(replace(toll, count=last.count, told=last.told) if straight else toll)
        else:
            both.append(toll)
    return both


def _toll(reading: Reading, kind: str, group: Group, verb: tuple[int, int]) -> Toll:
    """The figure of one verb and its persons, with how it goes with those before it."""
    first, end = min(verb[0], group.first), max(verb[1], group.end)
    near = (group.first - _MARK, group.end + 1)
    if reading.has("casualties.risen", *near) or reading.has("casualties.in_all", group.first - _TOTAL, end):
        told = "total"
    elif group.part:
        told = "some"
    elif _of_them(reading, group) or _pronoun(reading, group):
        told = "part"
    elif kind in {BODY, BURIED}:
        told = kind
    elif _identified(reading, group):
        told = "again"
    elif group.more or reading.has("casualties.more", *near) or _remaining(reading, group):
        told = "more"
    elif kind in {_TREATED, _STRUCK}:
        told = "part"
    elif reading.has("casualties.died_after", *verb):
        told = "after"
    else:
        told = "name" if group.named else "bare" if group.bare else ""
    count = 2 * group.count if group.count and _on_each_side(reading, group, verb) else group.count
    return Toll(_SAME.get(kind, kind), count, first, end, told, side=_side(reading, group))


def _on_each_side(reading: Reading, group: Group, verb: tuple[int, int]) -> bool:
    """Return whether so many were lost by each of two: "երկու կողմից մեկական զոհ", "one on each side"."""
    low, high = min(group.first, verb[0]), max(group.end, verb[1])
    hits = reading.hits.within("casualties.each", max(low - _MARK, 0), high + _MARK)
    return any(one_clause(reading, *sorted((hit.first, group.first))) for hit in hits)


def _summed(reading: Reading, groups: Sequence[Group], group: Group | None) -> Group | None:
    """Let persons of unknown number be as many as is said next: "şəhid olan hərbçilərin sayı dördə çatıb"."""
    if group is None or group.count is not None:
        return group
    sums = (g for g in groups if g.first >= group.end and g.bare and one_clause(reading, group.end - 1, g.first))
    total = next((g for g in sums if reading.has("casualties.in_all", group.end, g.first)), None)
    return replace(total, first=group.first) if total else group


def _remaining(reading: Reading, group: Group) -> bool:
    """Return whether persons are those left of all: "qalan beşi"."""
    return reading.has("casualties.rest", group.first - 1, group.end)


def _identified(reading: Reading, group: Group) -> bool:
    """Return whether a sentence says who somebody was: "həlak olan hərbçi ... gizir Yaşar Nəbiyevdir"."""
    last = reading.words[group.end - 1]
    endings = tuple(reading.settings.get("copula_endings", ()))
    if group.count != 1 or group.numbered or not last.capital:
        return False
    ends = _clause_ends(reading, group.end)
    linked = group.end < len(reading.words) and reading.words[group.end].text in reading.settings.get("copulas", ())
    return (ends and bool(endings) and last.text.endswith(endings)) or (linked and _clause_ends(reading, group.end + 1))


def _of_them(reading: Reading, group: Group) -> bool:
    """Return whether persons are some of those told of before, and not one more: "daha biri"."""
    more = group.end - group.first == 1 and reading.has("casualties.more", group.first - 1, group.first)
    before = reading.hits.within("casualties.of_them", max(group.first - _ASIDE, 0), group.first)
    amid = any(hit.last == group.first - 1 for hit in before)  # "among the dead"
    stop = min(group.end, group.first + _OF_WHOM) + 1  # of these persons, not of those added to them
    beside = reading.hits.within("casualties.of_them", max(group.first - 1, 0), stop)
    near = any(hit.first < group.end or reading.toll(group.end - 1, hit.first) == 0 for hit in beside)
    return not more and (amid or near)


def _all_of(groups: Sequence[Group], verb: int) -> Group | None:
    """The persons of whom nobody lived, where one number is told: "three drove home, and none of them lived"."""
    counted = [g for g in groups if verb - _FAR <= g.first and g.end <= verb and g.numbered and g.count is not None]
    return counted[0] if len(counted) == 1 else None


def _of_one(reading: Reading, groups: Sequence[Group], first: int, end: int) -> bool:
    """Return whether a verb agrees with one person, be it by a word nobody lists: "a stoker was wounded"."""
    if not reading.has("casualties.single", first - 1, end + 1):
        return False
    start = next(
        (at for at in range(first, max(first - _SINGLE, 0), -1) if reading.toll(at - 1, at) > 0), first - _SINGLE
    )
    near = range(max(start, 0), min(end + _VERB_BEFORE, len(reading.words)))
    counted = any(group.first in near and group.count != 1 for group in groups)
    barred = any(reading.has(key, near.start, near.stop) for key in _NOT_ONE)
    return not counted and not barred


def _limb(reading: Reading, first: int, end: int) -> bool:
    """Return whether a limb came to harm, that is one person: "lost a leg"."""
    return any(hit.pattern == "{body}" for hit in reading.hits.within("casualties.things", first, end))


def _pronoun(reading: Reading, group: Group) -> bool:
    return group.end - group.first == 1 and reading.has("attribution.pronoun", group.first, group.end)


def _side(reading: Reading, group: Group) -> str:
    """Whose persons they are, as far as words beside them say."""
    others = reading.hits.within(OPPOSED, max(group.first - _OPPOSED_REACH, 0), group.end + group.bare)
    if any(reading.toll(*sorted((hit.first, group.first))) == 0 for hit in others):
        return OPPOSED
    keys = ("actors.our", ENEMY, *reading.hits.keys("actors.sides"))
    before = max(group.first - _MARK, 0)
    near = [hit for key in keys for hit in reading.hits.within(key, before, group.end)]
    near = [hit for hit in near if not any(_breaks(reading, at) for at in range(hit.first + 1, group.first + 1))]
    return max(near, key=lambda hit: hit.first).key if near else ""


def _likewise(reading: Reading, told: Sequence[Toll], rest: Sequence[Group]) -> Iterator[Toll]:
    """Persons without a verb of their own: "... was hurt, as was a sergeant", "we lost two, they one"."""
    for group, behind in zip(rest, [*rest, None][1:], strict=True):
        before = [toll for toll in told if toll.count]
        if not before or group.count is None or (behind is not None and behind.first == group.end):
            continue
        badly = _how_badly(reading, group, told)
        if badly is not None:
            yield Toll(badly.kind, group.count, group.first, group.end, "more", side=_side(reading, group))
            continue
        toll = min(before, key=lambda t: abs(t.first - group.first))
        side = _side(reading, group)
        other = group.end - group.first == 1 and side and toll.side and side != toll.side
        likewise = reading.hits.within("casualties.likewise", max(group.first - _LIKEWISE, 0), group.first)
        again = any(reading.toll(hit.last, group.first) == 0 for hit in likewise)
        there = _elsewhere(reading, group) if toll.end <= group.first else _verb_to_come(reading, group, toll)
        if other or again or there:
            told_so = "there" if there else "more"
            words = _clause_of(reading, group) if there else (group.first, group.end)
            yield Toll(toll.kind, group.count, *words, told_so, side=side)


def _how_badly(reading: Reading, group: Group, told: Sequence[Toll]) -> Toll | None:
    """Return what befell others where only how badly is said of persons: "two badly, the driver lightly hurt"."""
    degree = reading.has("casualties.degree", group.end, group.end + 1)
    if not degree or not _clause_ends(reading, group.end + 1):
        return None
    return next((toll for toll in told if toll.kind == "wounded" and toll.first > group.end), None)


def _elsewhere(reading: Reading, group: Group) -> bool:
    """Return whether persons and a place are all that a clause says: "two died at X and a third, 83, at Y"."""
    first, end = _clause_of(reading, group)
    telling = _TELLING if group.numbered else (*_TELLING, "attribution.speaker")
    only_age = all(_age(reading, at) for at in range(group.first, group.end))
    if only_age or any(reading.has(key, first, end) for key in telling):
        return False
    beside = [*range(first, group.first), *range(group.end, end)]
    said = [at for at in beside if not reading.in_name(at) and not _says_nothing(reading, at)]
    return any(map(reading.in_name, beside)) and len(said) <= group.numbered


def _clause_of(reading: Reading, group: Group) -> tuple[int, int]:
    """Return the words [first, end) of the clause of persons, their ages between commas included."""
    first, end = group.first, group.end
    while not reading.opens_sentence(first) and not _parted(reading, first):
        first -= 1
    while end < len(reading.words) and (not _parted(reading, end) or _age_goes_on(reading, end)):
        end += 1
    return first, end


def _parted(reading: Reading, at: int) -> bool:
    """Return whether a clause ends before a word: at a sign or at "and", not at a dash for the verb left out."""
    placed = reading.in_name(at - 1) or reading.in_name(at)
    joined = any(_joins(reading, index) for index in (at - 1, at))
    return joined or (_breaks(reading, at) if placed else _stops(reading, at))


def _joins(reading: Reading, at: int) -> bool:
    """Return whether a word is an "and" that is not one of ages: "the women, aged 83 and 94"."""
    ages = 0 < at < len(reading.words) - 1 and all(reading.words[index].text.isdigit() for index in (at - 1, at + 1))
    return not ages and reading.has("clauses.coordination", at, at + 1)


def _breaks(reading: Reading, at: int) -> bool:
    """Return whether a clause ends before a word, a sign for a verb left out apart."""
    return reading.between(at - 1, at).strip() not in LEFT_OUT and _stops(reading, at)


def _age_goes_on(reading: Reading, at: int) -> bool:
    """Return whether persons' ages stand between commas or end there: "two women, aged 83 and 94, in Berdavan"."""
    if reading.opens_sentence(at):
        return False
    if _age(reading, at - 1) and reading.has("clauses.prepositions", at, at + 1):
        return True
    start = stop = at + reading.has("clauses.coordination", at, at + 1)
    while _age(reading, stop):
        stop += 1
    return stop > start and (ends_clause(reading, stop) or reading.has("clauses.coordination", stop, stop + 1))


def _age(reading: Reading, at: int) -> bool:
    """Return whether a word is a part of an age."""
    aged = any(reading.has(f"casualties.{key}", at, at + 1) for key in ("age", "aged"))
    return aged or (at < len(reading.words) and reading.words[at].text.isdigit())


def _says_nothing(reading: Reading, at: int) -> bool:
    """Return whether a word adds nothing to persons at a place: "another", an article, an age, a date."""
    short = len(reading.words[at].text) <= _PARTICLE
    return short or reading.in_date(at) or _age(reading, at) or reading.has("casualties.more", at, at + 1)


def _verb_to_come(reading: Reading, group: Group, toll: Toll) -> bool:
    """Return whether persons at a place of theirs wait for the verb of others: "X-də iki nəfər, Y-də biri ölüb"."""
    if not reading.settings.get("verb_final") or not _clause_ends(reading, group.end):
        return False
    first, _ = _clause_of(reading, group)
    placed = any(map(reading.in_name, range(first, group.first)))
    return placed and any(map(reading.in_name, range(group.end, toll.end)))


def _clause_ends(reading: Reading, at: int) -> bool:
    return _stops(reading, at) or reading.has("clauses.coordination", at, at + 1)


def _stops(reading: Reading, at: int) -> bool:
    """Return whether a sign stands before a word, be it the full stop that is a weaker one in Armenian."""
    return ends_clause(reading, at) or reading.between(at - 1, at).startswith(".")


def _at_once(reading: Reading, first: int, end: int) -> bool:
    """Return whether two verbs stand together: "killed or injured"."""
    return end - first <= 1 and reading.toll(first - 1, end) < 1 and and_between(reading, first - 1, end)


def _own(
    reading: Reading, groups: Sequence[Group], used: set[int], verb: tuple[int, int], limits: tuple[int, int]
) -> Group | None:
    """The persons a verb speaks of: the nearest not yet counted, before it by preference."""
    floor, ceiling = limits
    best: tuple[float, Group] | None = None
    for group in groups:
        passed = group.first < floor - 1 and not group.part  # "two of the six wounded there died"
        if group.first in used or passed or group.end > ceiling + 1 or _agent(reading, group):
            continue
        if group.count is None and group.end <= verb[0] and governed(reading, group.first, _OF_WHOM):
            continue  # "serving with the border troops, was killed"
        inside = group.count is None and verb[0] <= group.first < verb[1]  # "the help of doctors was needed by three"
        if inside or (group.count != 0 and _denied(reading, group, verb)) or _owns(reading, group):
            continue
        cost = reading.gap((group.first, group.end), verb)
        if cost > _reach(reading, group, verb[0]):
            continue
        after = group.first >= verb[1]
        if not (_follows(reading, group, verb, ceiling, cost) if after else not _doer(reading, groups, group, verb)):
            continue
        cost += (
            (2.5 if after else 0.0) - (1.0 if group.numbered else 0.0) + (_UNCOUNTED if group.count is None else 0.0)
        )
        if best is None or cost < best[0]:
            best = (cost, group)
    return best[1] if best else None


def _denied(reading: Reading, group: Group, verb: tuple[int, int]) -> bool:
    """Return whether a word other than the verb's own denies persons: "took nobody away", "ոչ մեկին"."""
    negations = reading.hits.within("negation.before", max(group.first - 2, 0), group.first)
    return any(_negates(reading, hit, group) for hit in negations if not verb[0] <= hit.first < verb[1])


def _owns(reading: Reading, group: Group) -> bool:
    """Return whether persons only own what is told of next: "բժիշկների ջանքերին", their efforts."""
    endings = tuple(reading.settings.get("genitive_endings", ()))
    owner = bool(endings) and reading.words[group.end - 1].text.endswith(endings)
    if group.count is not None:  # "iki hərbçinin hücumuna məruz qalıb": they attacked
        deeds = reading.hits.under("event", group.end, group.end + 1)
        return owner and any(hit.key.startswith(_ATTACKS) for hit in deeds)
    return owner and not reading.has("casualties.in_all", group.end, group.end + _OF_WHOM)


def _follows(reading: Reading, group: Group, verb: tuple[int, int], ceiling: int, cost: float) -> bool:
    """Return whether persons after a verb are its own and not the next one's: "two were killed and 14 wounded"."""
    if ceiling < len(reading.words) and and_between(reading, verb[1] - 1, group.first):
        return False
    if not one_clause(reading, verb[1] - 1, group.first) and not _inserted(reading, verb, group):
        return False
    return not group.named or cost <= _name_reach(reading)


def _inserted(reading: Reading, verb: tuple[int, int], group: Group) -> bool:
    """Return whether a clause between commas parts a verb that opens the sentence from its subject."""
    paired = around_commas(reading, verb[1] - 1, group.first)
    return paired and reading.opens_sentence(verb[0]) and group.numbered


def _negates(reading: Reading, negation: Hit, group: Group) -> bool:
    """Return whether a word denies persons after it, as "not" of "not less than two" does not."""
    apparent = reading.hits.within("negation.apparent", negation.first, group.first)
    parted = reading.toll(negation.first, group.first) >= TOLLS["comma"]
    return not parted and not any(hit.first == negation.first for hit in apparent)


def _does(reading: Reading, verb: tuple[int, int]) -> bool:
    """Return whether a verb says what its subject did to others: "troops captured two men"."""
    passive = reading.has("roles.passive", verb[0] - 2, verb[0])
    return not passive and reading.has("casualties.does", verb[0] - 1, verb[1])


def _doer(reading: Reading, groups: Sequence[Group], group: Group, verb: tuple[int, int]) -> bool:
    """Return whether persons before a verb did what it says to others."""
    return _does(reading, verb) and (group.count is None or _did(reading, groups, group, verb))


def _did(reading: Reading, groups: Sequence[Group], group: Group, verb: tuple[int, int]) -> bool:
    """Return whether one before a verb did it to others right after it: "դիպուկահարը սպանել է երկու զինվորի"."""
    if group.numbered or not reading.settings.get("verb_final"):
        return False
    ahead = range(verb[1], verb[1] + _OF_WHOM)
    return any(g.first in ahead and g.count and one_clause(reading, verb[1] - 1, g.first) for g in groups)


def _object(reading: Reading, group: Group, verb: tuple[int, int]) -> bool:
    """Return whether persons are what was lost: beside the verb, after it in English and Russian."""
    marked = reading.has("casualties.accusative", group.first, group.first + 1)  # "двоих солдат потеряла"
    free = bool(reading.settings.get("verb_final")) or marked  # the object may stand on either side
    between = range(verb[1], group.first)
    placed = sum(reading.in_name(at) or reading.in_date(at) or reading.in_name(at + 1) for at in between)
    gap = reading.gap((group.first, group.end), verb) - placed  # "lost near X four men"
    return (free or group.first >= verb[1]) and gap <= _LOST_REACH


def _close(reading: Reading, group: Group, verb: tuple[int, int], reach: int) -> bool:
    """Return whether counted persons stand right beside a verb that things have too: "two soldiers fell", no shells."""
    alone = group.end - group.first == 1 and group.numbered  # "one fell on a roof"
    if group.count is None or alone or group.bare:
        return False
    gap = reading.gap((group.first, group.end), verb)
    return group.end == verb[0] or gap <= (_OF_WHOM if group.first >= verb[1] else reach)


def _agent(reading: Reading, group: Group) -> bool:
    """Return whether persons did it: "shot dead by troops", "zabit tərəfindən"."""
    if reading.settings.get("verb_final"):
        return reading.has("actors.agent", group.end, group.end + 1)
    endings = tuple(reading.settings.get("agent_endings", ()))
    instrumental = bool(endings) and group.count is None and reading.words[group.end - 1].text.endswith(endings)
    return instrumental or reading.has("actors.agent", group.first - 2, group.first)


def _reach(reading: Reading, group: Group, verb: int) -> int:
    """Words between persons and what befell them: far, where the one opens a sentence that the other ends."""
    if reading.settings.get("verb_final") and group.end <= verb and group.count is not None:
        return _FAR
    if group.count is not None and group.end <= verb and _subject_of(reading, group, verb):
        return _FAR  # names and ages in commas between: "Two women, Ani, 61, and Lia, 30, were killed"
    return _REACH if group.named else _REACH + _NAMES


def _subject_of(reading: Reading, group: Group, verb: int) -> bool:
    """Return whether persons open a sentence whose verb nobody else's words part from them.

    A clause about them ("a man who was tending cattle, was ...") does not.
    """
    start = group.first
    while start > max(group.first - _SUBJECT, 0) and not reading.opens_sentence(start):
        start -= 1
    if not reading.opens_sentence(start) or reading.toll(start, group.first) > 0:
        return False
    joints = [h.first for h in reading.hits.within("clauses.strong", group.end, verb)]
    straight = bool(joints) and joints[0] - group.end <= _OF_WHOM  # "a man of Koti who was tending cattle was ..."
    about = straight and reading.toll(group.end, verb) >= TOLLS["comma"]
    told = reading.has("attribution.verb", group.end, verb)
    return not told and len(joints) <= about


def _name_reach(reading: Reading) -> int:
    """Words between a verb and the name after it: an auxiliary where verbs end the clause."""
    return 1 if reading.settings.get("verb_final") else 0
