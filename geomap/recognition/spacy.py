"""spaCy's entities as names of places: an optional extra; no model ships with geomap and none is fetched.

Imported only when the user asks for it; the model is one that is installed, or a folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import InputError, MissingExtra
from geomap.model import Mention, Span
from geomap.text.languages import CODES

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["PLACE_LABELS", "SpacyNames", "opened"]

# What models call places: OntoNotes' GPE (countries, towns), LOC (mountains, waters) and FAC (roads, bridges),
# Wikipedia's LOC, MUC's LOCATION.
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC", "LOCATION"})
PIECE_MOST = 50_000  # characters read at a time: spaCy refuses more than a million, and its memory grows with them


@dataclass(frozen=True, eq=False)
class SpacyNames:
    """The places among the entities of one spaCy pipeline."""

    pipeline: Language
    name: str

    def find(self, text: str, lang: str | None) -> Iterator[Mention]:
        """Yield the entities that are places, in order; none in a text of another of our languages than the model's."""
        if self.pipeline.lang in CODES and lang != self.pipeline.lang:
            return
        pieces = [*_pieces(text)]
        docs = self.pipeline.pipe((piece.of(text) for piece in pieces), batch_size=8)
        for piece, doc in zip(pieces, docs, strict=True):
            for entity in doc.ents:
                if entity.label_ in PLACE_LABELS:
                    start = piece.start + entity.start_char
                    yield Mention(Span(start, start + len(entity.text)), entity.text)


def opened(model: str) -> SpacyNames:
    """Return the recogniser of a spaCy model: the name of one that is installed, or its folder.

    Raises
    ------
    MissingExtra
        spaCy is not installed.
    InputError
        There is no such model, it cannot be read, or it names no entities.
    """
    try:
        import spacy
        from spacy.about import __version__
    except ImportError as problem:
        raise MissingExtra("spaCy", "ner", f"the recogniser 'spacy:{model}'") from problem
    if not model:
        raise InputError("name the spaCy model: spacy:xx_ent_wiki_sm, or spacy:FOLDER")
    try:
        pipeline = spacy.load(model)
    except OSError as problem:
        raise InputError(_missing(model)) from problem
    except Exception as problem:
        brief = str(problem).strip().splitlines()[:1] or [type(problem).__name__]
        raise InputError(f"the spaCy model {model!r} cannot be read ({brief[0][:200]})") from problem
    if not any("doc.ents" in pipeline.get_pipe_meta(pipe).assigns for pipe in pipeline.pipe_names):
        raise InputError(f"the spaCy model {model!r} names no entities: it has neither 'ner' nor 'entity_ruler'")
    meta = pipeline.meta
    return SpacyNames(pipeline, f"spacy:{meta['lang']}_{meta['name']} {meta['version']} (spaCy {__version__})")


def _missing(model: str) -> str:
    if Path(model).exists() or "/" in model or "\\" in model:
        return f"{model}: holds no spaCy model: give the folder that has its config.cfg"
    return f"no spaCy model {model!r} is installed: python -m spacy download {model}, or give a model's folder"


def _pieces(text: str) -> Iterator[Span]:
    """Yield the text in pieces that end where a line, else a word, does."""
    start = 0
    while start < len(text):
        end = min(start + PIECE_MOST, len(text))
        if end < len(text):
            cut = max(text.rfind("\n", start, end), 0) or text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        yield Span(start, end)
        start = end
