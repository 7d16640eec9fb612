"""From what a user names (files, folders, globs, addresses, standard input) to reports, one at a time.

An input that cannot be read is yielded as the error that says why, in its
place in the order, so that the others go on.
"""

from __future__ import annotations

import glob
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from geomap.errors import GeomapError, InputError, UnsupportedScript
from geomap.model import Report
from geomap.reports.kinds import SUFFIXES, Content, read_content
from geomap.text import dates, languages

__all__ = ["Given", "is_address", "read", "read_text"]

LANGUAGES = {"en": "English", "hy": "Armenian", "ru": "Russian", "az": "Azerbaijani"}
FETCH_TIMEOUT_S = 30
FETCH_LIMIT_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a single report that the report does not say itself."""

    published: date | None = None
    lang: str | None = None
    url: str = ""


def read(inputs: Iterable[str], given: Given = Given()) -> Iterator[Report | GeomapError]:
    """Yield the report, or the error that names the input, for each input in order.

    Parameters
    ----------
    inputs
        Paths of files or folders (walked), globs, ``-`` (standard input), http(s) addresses;
        a ``.jsonl`` file is one report a line.
    given
        Supplies what a file does not say; it wins over what is guessed from the text.
    """
    for name in inputs:
        try:
            yield from _read_input(name, given)
        except GeomapError as problem:
            yield problem
        except OSError as problem:
            yield InputError(f"{name}: cannot be opened ({problem.strerror})")


def read_text(text: str, given: Given = Given(), *, report_id: str = "text") -> Report:
    """Return `text` as a report.

    Raises
    ------
    UnsupportedScript
        Most letters are of a script geomap does not read.
    """
    source = text.encode("utf-8", errors="replace")
    return _report(report_id, Content(text), given, source, retrieved=None)


def _read_input(name: str, given: Given) -> Iterator[Report | GeomapError]:
    path = Path(name)
    if name == "-":
        yield from _read_file("standard input", sys.stdin.buffer.read(), given, datetime.now(UTC))
    elif is_address(name):
        yield _fetched(name, given)
    elif name and path.exists() and not path.is_dir():
        yield from _read_path(path, given)
    else:
        yield from read(_members(name), given)


def is_address(name: str) -> bool:
    """Return whether a name is fetched rather than opened."""
    return name.lower().startswith(("http://", "https://"))


def _members(name: str) -> list[str]:
    """The files that a folder holds or a glob names."""
    if name and Path(name).is_dir():
        found = [str(p) for p in Path(name).rglob("*") if p.is_file() and p.suffix.lower() in {*SUFFIXES, ".jsonl"}]
        if not found:
            raise InputError(f"{name}: no report in this folder ({' '.join(SUFFIXES)} .jsonl)")
    else:
        found = glob.glob(name, recursive=True)  # noqa: PTH207 - a user's glob may be absolute
        if not found:
            raise InputError(f"{name or repr(name)}: no such file: check the path")
    return sorted(found)


def _read_path(path: Path, given: Given) -> Iterator[Report | GeomapError]:
    try:
        retrieved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if path.suffix.lower() == ".jsonl":
            yield from _read_lines(path, given, retrieved)
        else:
            yield from _read_file(str(path), path.read_bytes(), given, retrieved)
    except OSError as problem:
        raise InputError(f"{path}: cannot be opened ({problem.strerror})") from problem


def _read_file(name: str, content: bytes, given: Given, retrieved: datetime) -> Iterator[Report]:
    report_id = PurePosixPath(name.replace("\\", "/")).name
    try:
        yield _report(report_id, read_content(content, name), given, content, retrieved)
    except InputError as problem:
        raise type(problem)(f"{name}: {problem}") from problem


def _fetched(address: str, given: Given) -> Report:
    """The page at an address the user gave: the only time a report comes over the network."""
    import requests
    from urllib3.exceptions import HTTPError

    try:
        answer = requests.get(address, timeout=FETCH_TIMEOUT_S, headers={"User-Agent": "geomap"}, stream=True)
        answer.raise_for_status()
        content = answer.raw.read(FETCH_LIMIT_BYTES + 1, decode_content=True)
    except (requests.RequestException, HTTPError) as problem:
        raise InputError(f"{address}: cannot be fetched ({problem})") from problem
    if len(content) > FETCH_LIMIT_BYTES:
        raise InputError(f"{address}: is larger than {FETCH_LIMIT_BYTES // 1_000_000} MB")
    suffix = _SUFFIX_OF_TYPE.get(answer.headers.get("Content-Type", "").split(";")[0].strip(), ".html")
    with_url = replace(given, url=given.url or address)
    report_id = PurePosixPath(urlsplit(address).path).name or urlsplit(address).netloc
    try:
        return _report(report_id, read_content(content, f"page{suffix}"), with_url, content, datetime.now(UTC))
    except InputError as problem:
        raise type(problem)(f"{address}: {problem}") from problem


_SUFFIX_OF_TYPE = {
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}


def _read_lines(path: Path, given: Given, retrieved: datetime) -> Iterator[Report | GeomapError]:
    """One report a line; a bad line is named with its number and the rest goes on."""
    empty = True
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            empty = False
            try:
                yield _report_of_line(line, given, retrieved)
            except InputError as problem:
                yield type(problem)(f"{path}: line {number}: {problem}")
    if empty:
        raise InputError(f"{path}: is empty")


def _report_of_line(line: bytes, given: Given, retrieved: datetime) -> Report:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise InputError("is no JSON in UTF-8") from problem
    if not isinstance(fields, dict) or not isinstance(fields.get("text"), str) or not _is_id(fields.get("id")):
        raise InputError("needs an 'id' and a 'text'")
    if not fields["text"].strip():
        raise InputError("its text is empty")
    content = Content(
        text=fields["text"],
        title=_text_field(fields, "title"),
        publisher=_text_field(fields, "publisher"),
        url=_text_field(fields, "url"),
        published=_day(fields.get("published")),
    )
    line_given = Given(given.published, _language_field(fields) or given.lang, given.url)
    return _report(str(fields["id"]), content, line_given, line, retrieved)


def _is_id(value: object) -> bool:
    return isinstance(value, str | int) and value != ""


def _text_field(fields: dict[str, object], name: str) -> str:
    return str(fields.get(name) or "")


def _language_field(fields: dict[str, object]) -> str | None:
    lang = fields.get("lang")
    return lang if isinstance(lang, str) and lang in LANGUAGES else None


def _day(value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as problem:
        raise InputError(f"'published' is no ISO date: {str(value)[:40]!r}") from problem


def _report(report_id: str, content: Content, given: Given, source: bytes, retrieved: datetime | None) -> Report:
    lang = given.lang or languages.detect(content.text)
    if lang is None:
        raise UnsupportedScript(_script_problem(content.text))
    return Report(
        id=report_id,
        text=content.text,
        lang=lang,
        published=content.published or given.published or dates.publication(content.text, lang),
        title=content.title,
        url=content.url or given.url,
        publisher=content.publisher,
        source_sha256=hashlib.sha256(source).hexdigest(),
        retrieved=retrieved,
    )


def _script_problem(text: str) -> str:
    if not any(map(str.isalpha, text)):
        return "holds no words"
    return f"is in a script or language geomap does not read (it reads {', '.join(LANGUAGES.values())})"
