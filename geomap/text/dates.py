"""Dates in words: when a report says that something happened, as windows of days.

Absolute dates, weekdays and relative words are found as candidates, resolved in
reading order against the publication date and the date said before, joined into
ranges ("from Monday evening until early Tuesday") and stretched by words around
them ("since", "the night of"). A year that is not said is that of the nearest
past such date. What needs a publication date that is unknown gives no window.
Words stand in the languages' ``[date]`` tables.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from geomap.model import DateWindow, Span
from geomap.text.languages import Language, alternation, code_of, load, smooth
from geomap.text.numbers import reader

__all__ = ["find", "heading", "publication"]

NEXT_DAY = timedelta(days=1)  # a date one day ahead of the publication date is a time zone, not last year's
HALF_A_YEAR = timedelta(days=182)  # a window that is longer names a year
AROUND = 50  # characters around a date in which words that stretch it stand
DAYS_BACK = 4  # windows in which "the same day" looks for a day
YEARS = ("date:year", "date:decade")
SAID_BEFORE = 400  # characters within which "the day before" looks back for the date it is counted from
FRESH_DAYS = 31  # a day so near before publication is news, whatever year the paragraph told of
LEAD_MAX = 24  # characters between the start of a sentence and a year that opens it
DAY_ONLY_REACH = 160  # characters within which a bare day ("31-də") takes the month said before it
MONTH_THIRDS = {"early": (1, 10), "middle": (10, 20), "late": (20, 31)}  # our choice: weather services' decades
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month of three
AGO_SLACK_DAYS = {"day": 0, "week": 3, "month": 15, "year": 182}  # what "three weeks ago" leaves open: half a unit
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
HEAD_MAX = 2500  # characters in which a report says when it was published
HEAD_LINE_MAX = 90  # a line no longer than this may be a byline or date line

_YEAR = r"(?:19|20)\d\d(?!\d)"
_DAY = r"(?<![\d.,:/])(?:3[01]|[12]\d|0?[1-9])(?![\d:]|[.,]\d)"
_ISO = re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)")
_HEAD_END = re.compile(r"[\s.,–|•-]*(?:\d{1,2}[:.]\d\d[\w\s()+:]{0,16})?[\s.,)–|-]*\Z")
_HEAD_MARKS = (",", "|", "–", "-", "—", "/", "(")
_AFTER_DATE = re.compile(r"\s?[.|–—(]|\s-\s")  # "24 June 2024. Ijevan", "21 dekabr 2022 | Şuşa"
_AFTER_PLACED_DATE = re.compile(r"\s?[.,:;–—)|(/-]")
_PLACE_LINE = re.compile(r"\W{0,3}(?:[^\W\d_][\w'’.()-]{0,30}[\s,|–—/()-]{1,4}){1,6}\Z")

Resolved = tuple[date, date, str]


@dataclass(frozen=True, slots=True)
class _Context:
    """What a candidate is resolved against."""

    published: date | None
    last: DateWindow | None
    told: DateWindow | None = None  # the year or season that opened a sentence of this paragraph: "In 2020 ..."
    day: DateWindow | None = None  # the last that is no whole year: "the heaviest since 2016. On the same day ..."


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Words that say a date, and how to tell which days they mean."""

    span: Span
    resolve: Callable[[_Context], Resolved | None]
    kind: str = "other"  # absolute, weekday, night, relative, other: decides what two side by side say


def find(text: str, lang: str | None, published: date | None) -> list[DateWindow]:
    """Return the windows of days that the text names, in order.

    `rule` is ``date:`` and one of absolute, day, month, year, decade, season, weekday, relative, ago,
    same, with ``+range``, ``+since``, ``+night`` where the words around stretch it.
    """
    rules = _rules(code_of(text, lang))
    smoothed = smooth(text)
    windows: list[DateWindow] = []
    told: DateWindow | None = None
    for candidate in rules.candidates(text, smoothed):
        said = windows[-1] if windows and candidate.span.start - windows[-1].span.end < SAID_BEFORE else None
        if said is None or "\n" in text[said.span.end : candidate.span.start]:
            told = None
        near = (w for w in reversed(windows[-DAYS_BACK:]) if candidate.span.start - w.span.end < SAID_BEFORE)
        day = next((w for w in near if not w.rule.startswith(YEARS)), None)
        resolved = candidate.resolve(_Context(published, said, told, day))
        if resolved:
            start, end, rule = resolved
            window = DateWindow(start, end, "", candidate.span, f"date:{rule}")
            windows.append(window)
            if rules.tells_of(smoothed, window):
                told = window
            elif told is not None and not (told.start <= start and end <= told.end):
                told = None  # the paragraph has come to other days
    windows = rules.stretched(smoothed, rules.ranges(smoothed, rules.narrowed(smoothed, windows)), published)
    return [replace(window, text=window.span.of(text)) for window in windows]


def publication(text: str, lang: str | None) -> date | None:
    """Return the day a report says it was published: a date line, byline or caption with a year, else None."""
    head = heading(text, lang)
    return head.start if head else None


def heading(text: str, lang: str | None) -> DateWindow | None:
    """Return the date of a report's date line, byline or caption, where it stands in the text."""
    rules = _rules(code_of(text, lang))
    above, start = "", 0
    for line in text[:HEAD_MAX].splitlines(keepends=True):
        for window in find(line, rules.code, None):
            if window.start == window.end and rules.heads(line, window.span, above):
                return replace(window, span=Span(start + window.span.start, start + window.span.end))
        above, start = line.strip() or above, start + len(line)
    return None


@cache
def _rules(code: str) -> _Rules:
    return _Rules(load(code))


class _Rules:
    """The compiled date words of one language."""

    def __init__(self, language: Language) -> None:
        table = language.table("date")
        self.code = language.code
        self.table = table
        self._read_days(table)
        self._read_years(table)
        self._read_phrases(table)
        self._read_surroundings(table)

    def _read_days(self, table: Mapping[str, Any]) -> None:
        self.months = {smooth(form): number for number, *forms in table["months"] for form in forms}
        self.weekdays = {smooth(form): number for number, *forms in table["weekdays"] for form in forms}
        self.wary_months = frozenset(map(smooth, table["wary_months"]))
        self.wary_weekdays = frozenset(map(smooth, table["wary_weekdays"]))
        self.month_day = [_month_day(table, order) for order in table["orders"]]
        self.day_not_after = _before(table["day_not_after"])
        self.month = _month_alone(table)
        self.month_lead = _before(table["month_lead"])
        self.weekday = re.compile(rf"(?<!\w){alternation(self.weekdays)}(?!\w)")
        self.weekday_not_before = _before(table["weekday_not_before"])
        self.weekday_not_after = _after(table["weekday_not_after"])
        self.weekday_needs = (_led(table, "weekday_needs", "{0,3}"), _after(table["weekday_needs"]))
        self.last_weekday = _before(table["last_weekday"])
        self.day_only = _day_only(table)

    def _read_years(self, table: Mapping[str, Any]) -> None:
        self.year = re.compile(rf"(?<![\d.,:/-]){_YEAR}(?![.,:]\d)")
        self.year_context = (_before(table["year_alone_before"]), _glued_after(table["year_alone_after"]))
        self.decade = re.compile(rf"(?<![\d.,])(?P<y>(?:19|20)?\d0){_optional_hyphen(table['decade_after'])}(?!\w)")
        leads = alternation(table["year_opens"]) if table["year_opens"] else ""
        self.opening = re.compile(rf"(?:\A|[.!?։:\n]\s{{0,3}})(?:{leads}\s{{1,3}})?\Z")
        self.season = _season(table)
        self.seasons = {smooth(form): name for name, *forms in table["seasons"] for form in forms}
        self.seasons_alone = frozenset(map(smooth, table["seasons_alone"]))

    def _read_phrases(self, table: Mapping[str, Any]) -> None:
        self.phrases = _phrase_table(table)
        self.nights = frozenset(
            smooth(w) for first, last, *words in table["relative"] for w in words if (first, last) == (-1, 0)
        )
        self.phrase = re.compile(rf"(?<!\w){alternation(self.phrases)}(?!\w)")
        self.ago = _ago(table)
        self.units = {smooth(form): unit for unit, *forms in table["units"] for form in forms}
        self.ago_words = frozenset(map(smooth, table["ago"]))
        self.one = frozenset(map(smooth, table["one"]))
        self.same_not_before = _after(table["same_not_before"])
        self.same = frozenset(map(smooth, table["same"]))

    def _read_surroundings(self, table: Mapping[str, Any]) -> None:
        """Compile what stretches a date, joins two of them or makes one the day of publication."""
        self.since = (_led(table, "since", "{0,5}"), _led(table, "since_timed", "{1,5}"))
        self.since_after = tuple(smooth(e).lstrip("-") for e in table["since_after"])
        self.since_phrase = _after(table["since_after"])
        self.night_of = _before(table["night_of"])
        self.night_into = _before(table["night_into"])
        self.night_into_after = _glued_after(table["night_into_after"])
        self.opener = _led(table, "openers", "{0,5}")
        self.joiner = _joiner(table, table["joiners"])
        self.weak_joiner = _joiner(table, table["weak_joiners"])
        self.published = re.compile(rf"(?<!\w){alternation(table['published'])}[\s:]{{0,4}}\Z")

    # what may be a date

    def candidates(self, text: str, smoothed: str) -> list[_Candidate]:
        """Return the words that say dates, in order and apart: the longest of those that overlap."""
        found = [
            *self._numeric(smoothed), *self._month_days(text, smoothed), *self._months(text, smoothed),
            *self._weekdays(smoothed), *self._years(smoothed), *self._phrases(smoothed), *self._agos(smoothed),
            *self._seasons(smoothed), *self._days_only(smoothed),
        ]  # fmt: skip
        found.sort(key=lambda c: (c.span.start, -c.span.end))
        apart: list[_Candidate] = []
        for candidate in found:
            if not apart or candidate.span.start >= apart[-1].span.end:
                apart.append(candidate)
            elif candidate.span.end > apart[-1].span.end and _length(candidate.span) > _length(apart[-1].span):
                apart[-1] = candidate
        return self._without_weekdays_of_dates(smoothed, apart)

    def _without_weekdays_of_dates(self, smoothed: str, found: list[_Candidate]) -> list[_Candidate]:
        """Drop the weekday of "Friday, May 28" and the night of "երկուշաբթի գիշերը": the date beside says it."""
        kept: list[_Candidate] = []
        for candidate in found:
            beside = kept and smoothed[kept[-1].span.end : candidate.span.start].strip(" ,(՝") == ""
            if beside and kept[-1].kind == "weekday" and candidate.kind == "absolute":
                kept[-1] = replace(candidate, span=Span(kept[-1].span.start, candidate.span.end))
            elif not (beside and candidate.kind in ("weekday", "night", "relative")):
                kept.append(candidate)
        return kept

    def _numeric(self, smoothed: str) -> Iterator[_Candidate]:
        for match in _ISO.finditer(smoothed):
            yield _candidate(match, _fixed(int(match["y"]), int(match["m"]), int(match["d"])), "absolute")
        for match in _NUMERIC.finditer(smoothed):
            day, month = int(match["a"]), int(match["b"])
            if month > 12:  # 05/28/2021, the American way
                day, month = month, day
            yield _candidate(match, _fixed(int(match["y"]), month, day), "absolute")

    def _month_days(self, text: str, smoothed: str) -> Iterator[_Candidate]:
        for pattern in self.month_day:
            for match in pattern.finditer(smoothed):
                start = match.start()
                if not self.day_not_after.search(smoothed, max(0, start - AROUND), start) or match["y"]:
                    month = self.months[" ".join(match["m"].split())]
                    days = (int(match["d1"]), int(match["d2"] or match["d1"]))
                    year = match["y"] or match.groupdict().get("y0")
                    if self._spelt_as_month(text, match):
                        yield _candidate(match, _month_days(int(year) if year else None, month, days), "absolute")

    def _spelt_as_month(self, text: str, match: re.Match[str]) -> bool:
        return not self.table["capital_months"] or text[match.start("m")].isupper()

    def _months(self, text: str, smoothed: str) -> Iterator[_Candidate]:
        for match in self.month.finditer(smoothed):
            year = match["y"] or match["y0"]
            third = next((name for name in MONTH_THIRDS if match[name] or match[f"{name}_after"]), None)
            led = (
                third
                or match["last"]
                or self.month_lead.search(smoothed, max(0, match.start() - AROUND), match.start())
            )
            wary = match["m"] in self.wary_months
            if self._spelt_as_month(text, match) and (not wary or year or led):
                month = self.months[match["m"]]
                yield _candidate(match, _whole_month(int(year) if year else None, month, third, bool(match["last"])))

    def _weekdays(self, smoothed: str) -> Iterator[_Candidate]:
        for match in self.weekday.finditer(smoothed):
            start, end = match.span()
            around = max(0, start - AROUND), start
            if self.weekday_not_before.search(smoothed, *around) or self.weekday_not_after.match(smoothed, end):
                continue
            needs_before, needs_after = self.weekday_needs
            leads = needs_before.search(smoothed, *around) or needs_after.match(smoothed, end)
            if match.group() not in self.wary_weekdays or leads:
                last = bool(self.last_weekday.search(smoothed, *around))
                number = self.weekdays[" ".join(match.group().split())]
                yield _Candidate(Span(start, end), _weekday(number, last=last), "weekday")

    def _years(self, smoothed: str) -> Iterator[_Candidate]:
        before, after = self.year_context
        for match in self.year.finditer(smoothed):
            start, end = match.span()
            follows = after.match(smoothed, end, end + AROUND)
            if follows or before.search(smoothed, max(0, start - AROUND), start):
                year = int(match.group())
                span = Span(start, follows.end() if follows else end)
                yield _Candidate(span, _days(date(year, 1, 1), date(year, 12, 31), "year"))
        for match in self.decade.finditer(smoothed):
            first = int(match["y"]) if len(match["y"]) == 4 else 1900 + int(match["y"])
            yield _candidate(match, _days(date(first, 1, 1), date(first + 9, 12, 31), "decade"))

    def _phrases(self, smoothed: str) -> Iterator[_Candidate]:
        for match in self.phrase.finditer(smoothed):
            phrase = " ".join(match.group().split())
            if phrase in self.same and self.same_not_before.match(smoothed, match.end()):
                continue  # "at that time of year", "в то время как"
            kind = "night" if phrase in self.nights else "relative"
            yield _Candidate(Span(*match.span()), self.phrases[phrase], kind)

    def _agos(self, smoothed: str) -> Iterator[_Candidate]:
        """Yield "two days ago", "three weeks earlier", "a year ago"."""
        numbers = reader(self.code)
        for match in self.ago.finditer(smoothed):
            unit = self.units[match["unit"]]
            start = max(0, match.start() - AROUND)
            counts = [n for n in numbers.numbers(smoothed, start, match.start()) if not n.ordinal]
            counted = bool(counts) and not smoothed[counts[-1].span.end : match.start()].strip(" -")
            if counted:
                yield _Candidate(
                    Span(counts[-1].span.start, match.end()), _ago_days(counts[-1].best, unit, self._told(match))
                )
            elif match["article"] or self.table["ago_alone"]:
                yield _candidate(match, _ago_days(1, unit, self._told(match)))

    def _told(self, match: re.Match[str]) -> str:
        return "ago" if match["how"] in self.ago_words else "earlier"

    def _seasons(self, smoothed: str) -> Iterator[_Candidate]:
        for match in self.season.finditer(smoothed):
            year = match["y"] or match["y0"]
            if year or match["lead"] or match["season"] in self.seasons_alone:
                yield _candidate(match, _season_days(self.seasons[match["season"]], int(year) if year else None))

    def _days_only(self, smoothed: str) -> Iterator[_Candidate]:
        """Yield "31-də" after a date whose month it shares."""
        for match in self.day_only.finditer(smoothed) if self.day_only else ():
            yield _candidate(match, _same_month(int(match["d1"]), match.start()))

    # what stands around a date

    def narrowed(self, smoothed: str, windows: list[DateWindow]) -> list[DateWindow]:
        """Let the narrower of two windows side by side stand for both: "bu ilin iyulunda", "July of this year"."""
        of = {"", *self.table["day_month"]}
        kept: list[DateWindow] = []
        for window in windows:
            last = kept[-1] if kept else None
            beside = last is not None and smoothed[last.span.end : window.span.start].strip() in of
            if last is None or not beside or window.span.start <= last.span.end:
                kept.append(window)
                continue
            span = Span(last.span.start, window.span.end)
            inner = _in_year(window, last.start.year) if last.end - last.start > HALF_A_YEAR else window
            if last.start <= inner.start and inner.end <= last.end:
                kept[-1] = replace(inner, span=span)
            elif window.start <= last.start and last.end <= window.end:
                kept[-1] = replace(last, span=span)
            else:
                kept.append(window)
        return kept

    def ranges(self, smoothed: str, windows: list[DateWindow]) -> list[DateWindow]:
        """Join two windows that a word makes the ends of one."""
        joined: list[DateWindow] = []
        for window in windows:
            last = joined[-1] if joined else None
            if last and "range" not in last.rule and self._joins(smoothed, last, window):
                end = window.end + timedelta(days=7) if window.end < last.start else window.end
                span = Span(last.span.start, window.span.end)
                joined[-1] = DateWindow(last.start, max(end, last.start), "", span, f"{last.rule}+range")
            else:
                joined.append(window)
        return joined

    def _joins(self, smoothed: str, last: DateWindow, window: DateWindow) -> bool:
        start, end = last.span.end, window.span.start
        if end - start > AROUND or "relative" in window.rule + last.rule:
            return False
        if self.joiner.fullmatch(smoothed, start, end):
            return True
        opened = self.opener.search(smoothed, max(0, last.span.start - AROUND), last.span.start)
        return bool(opened and self.weak_joiner.fullmatch(smoothed, start, end))

    def stretched(self, smoothed: str, windows: list[DateWindow], published: date | None) -> list[DateWindow]:
        """Apply "since", "the night of", "the night to" to the windows they belong to."""
        return [self._stretch(smoothed, window, published) for window in windows]

    def _stretch(self, smoothed: str, window: DateWindow, published: date | None) -> DateWindow:
        start, end = window.span.start, window.span.end
        before = max(0, start - AROUND), start
        dated = window.rule.startswith(("date:absolute", "date:weekday", "date:day"))
        if dated and (
            self.night_into.search(smoothed, *before) or self.night_into_after.match(smoothed, end, end + AROUND)
        ):
            first = window.start if window.end > window.start else window.start - NEXT_DAY
            return replace(window, start=first, rule=f"{window.rule}+night")
        if dated and self.night_of.search(smoothed, *before):
            last = window.end if window.end > window.start else window.end + NEXT_DAY
            return replace(window, end=max(window.end, min(last, published or last)), rule=f"{window.rule}+night")
        ends = dated and window.end > window.start  # "с 12 по 14 мая" says its own end
        if (
            not ends
            and "range" not in window.rule
            and published
            and published >= window.end
            and self._open(smoothed, window, before)
        ):
            return replace(window, end=published, rule=f"{window.rule}+since")
        return window

    def _open(self, smoothed: str, window: DateWindow, before: tuple[int, int]) -> bool:
        if any(pattern.search(smoothed, *before) for pattern in self.since):
            return True
        said = window.span.of(smoothed)
        ends = window.rule.startswith(("date:absolute", "date:weekday")) and said.endswith(self.since_after or ("\0",))
        return ends or bool(self.since_phrase.match(smoothed, window.span.end, window.span.end + AROUND))

    def tells_of(self, smoothed: str, window: DateWindow) -> bool:
        """Return whether a year, season or month opens a sentence and so holds for the days named after it."""
        start = window.span.start
        if window.rule not in {"date:year", "date:season", "date:month"}:
            return False
        if window.span.of(smoothed).endswith(self.since_after or ("\0",)):
            return False
        return bool(self.opening.search(smoothed, max(0, start - LEAD_MAX), start))

    def heads(self, line: str, span: Span, above: str) -> bool:
        """Tell whether a date in a line near the top of a report is that of its publication.

        It is after a word for publishing (at the end of the line `above` where it stands first), at the end of a
        byline or caption, and at the start of a date line: alone, or after the name of a place.
        """
        before, after = line[: span.start], line[span.end :]
        short = len(line) <= HEAD_LINE_MAX
        if self.published.search(smooth(before if before.strip() else above)):
            return True
        if _HEAD_END.match(after):
            return short or before.rstrip().endswith(_HEAD_MARKS)
        after = line[span.end - line[: span.end].endswith(".") :]  # "2022 г." brings its full stop along
        if not before.strip():
            return bool(_AFTER_DATE.match(after)) or (short and after[:1] == ",")
        placed = before.upper() == before or before.rstrip().endswith(_HEAD_MARKS)
        return placed and bool(_PLACE_LINE.match(before)) and bool(_AFTER_PLACED_DATE.match(after))


# how each kind is resolved


def _candidate(match: re.Match[str], resolve: Callable[[_Context], Resolved | None], kind: str = "other") -> _Candidate:
    return _Candidate(Span(*match.span()), resolve, kind)


def _days(start: date, end: date, rule: str) -> Callable[[_Context], Resolved | None]:
    return lambda _: (start, end, rule)


def _fixed(year: int, month: int, day: int) -> Callable[[_Context], Resolved | None]:
    def resolve(_: _Context) -> Resolved | None:
        found = _date(year, month, day)
        return (found, found, "absolute") if found else None

    return resolve


def _month_days(year: int | None, month: int, days: tuple[int, int]) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        said = year or _year_of(month, days[0], context)
        start = _date(said, month, days[0]) if said else None
        end = _date(said, month, days[1]) if said else None
        if start is None or end is None:
            return None
        if end < start:  # "the night of September 30-1"
            end = _date(start.year + month // 12, month % 12 + 1, days[1]) or start
        return start, end, "absolute"

    return resolve


def _year_of(month: int, day: int, context: _Context) -> int | None:
    """Return the year that makes a date without one the nearest past."""
    if context.published is None:
        return context.last.start.year if context.last and context.last.rule.startswith("date:absolute") else None
    year = context.published.year
    told = _told_year(month, day, context)
    if told is not None:
        return told
    this_year = _date(year, month, day) or date(year, month, 28)
    return year if this_year <= context.published + NEXT_DAY else year - 1


def _told_year(month: int, day: int, context: _Context) -> int | None:
    """Return the year the paragraph tells of, should the day lie in what it tells of and not be news."""
    if context.told is None or context.published is None:
        return None
    for year in (context.told.start.year, context.told.end.year):
        found = _date(year, month, day)
        if found and context.told.start <= found <= context.told.end:
            age = (context.published - found).days % 365  # the nearest such day, a leap day aside
            return year if age > FRESH_DAYS else None
    return None


def _whole_month(year: int | None, month: int, third: str | None, last: bool) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        said = year or _year_of(month, 1, context)
        if said is None:
            return None
        if last and year is None and context.published and said == context.published.year == date(said, month, 1).year:
            said -= month == context.published.month
        first_day, last_day = MONTH_THIRDS.get(third or "", (1, 31))
        end = date(said, month, min(last_day, calendar.monthrange(said, month)[1]))
        inferred = year is None and context.published is not None
        start = date(said, month, first_day)
        return start, max(start, min(end, context.published)) if inferred and context.published else end, "month"

    return resolve


def _weekday(number: int, *, last: bool) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        if context.published is None:
            return None
        back = (context.published.weekday() - number) % 7
        day = context.published - timedelta(days=back or (7 if last else 0))
        return day, day, "weekday"

    return resolve


def _relative(first: int, last: int) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        day = context.published
        return (day + timedelta(days=first), day + timedelta(days=last), "relative") if day else None

    return resolve


def _relative_to_last(first: int, last: int) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        exact = context.last and context.last.end - context.last.start <= NEXT_DAY
        day = context.last.start if context.last and exact else context.published
        return (day + timedelta(days=first), day + timedelta(days=last), "relative to last") if day else None

    return resolve


def _same(context: _Context) -> Resolved | None:
    last = context.day or context.last
    return (last.start, last.end, "same") if last else None


def _same_month(day: int, position: int) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        last = context.last
        if last is None or not last.rule.startswith(("date:absolute", "date:day")):
            return None
        found = _date(last.start.year, last.start.month, day) if position - last.span.end < DAY_ONLY_REACH else None
        return (found, found, "day") if found else None

    return resolve


def _calendar(kind: str, back: int) -> Callable[[_Context], Resolved | None]:
    """Return how "last week", "this month" and the like are resolved: whole units, none of them after publication."""

    def resolve(context: _Context) -> Resolved | None:
        day = context.published
        if day is None:
            return None
        start, end = _unit_about(day, kind, back)
        return start, min(end, day), "relative"

    return resolve


def _unit_about(day: date, kind: str, back: int) -> tuple[date, date]:
    if kind == "week":
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return monday, monday + timedelta(days=6)
    if kind == "year":
        return date(day.year - back, 1, 1), date(day.year - back, 12, 31)
    months = day.year * 12 + day.month - 1 - back
    year, month = divmod(months, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def _ago_days(count: float, unit: str, told: str) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        base = context.last.start if told == "earlier" and context.last else context.published
        if base is None or not 0 < count < 200:
            return None
        day = base - timedelta(days=round(count * UNIT_DAYS[unit]))
        slack = timedelta(days=AGO_SLACK_DAYS[unit])
        return day - slack, min(day + slack, base), told

    return resolve


def _season_days(season: str, year: int | None) -> Callable[[_Context], Resolved | None]:
    def resolve(context: _Context) -> Resolved | None:
        month = SEASONS[season]
        said = year or _year_of(month, 1, context)
        if said is None:
            return None
        end_year, end_month = (said + 1, 2) if season == "winter" else (said, month + 2)
        end = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
        return date(said, month, 1), min(end, context.published) if context.published else end, "season"

    return resolve


def _in_year(window: DateWindow, year: int) -> DateWindow:
    """Return the same days of another year: "last year's July"; days that run into the next year stay."""
    start, end = (_date(year, day.month, day.day) for day in (window.start, window.end))
    return replace(window, start=start, end=end) if start and end and start <= end else window


def _date(year: int, month: int, day: int) -> date | None:
    valid = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return date(year, month, day) if valid else None


# patterns of a table


def _length(span: Span) -> int:
    return span.end - span.start


def _before(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of phrases that end where something starts."""
    listed = list(phrases)
    return re.compile(rf"(?<!\w){alternation(listed)}[\s-]{{0,3}}\Z") if listed else re.compile(r"(?!)")


def _after(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of phrases that start where something ends."""
    listed = list(phrases)
    return re.compile(rf"[\s-]{{0,3}}{alternation(listed)}(?!\w)") if listed else re.compile(r"(?!)")


def _glued_after(phrases: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of endings and words that may follow; a leading hyphen is optional."""
    listed = [p.lstrip("-") for p in phrases]
    return re.compile(rf"[\s-]{{0,2}}{alternation(listed)}(?!\w)") if listed else re.compile(r"(?!)")


def _optional_hyphen(phrases: Sequence[str]) -> str:
    return rf"-?{alternation([p.lstrip('-') for p in phrases])}"


def _year_tail(table: Mapping[str, Any]) -> str:
    words = [w for w in table["year_after"] if w != ","]
    word = rf"(?:[\s-]{{0,2}}{alternation([w.lstrip('-') for w in words])})?" if words else ""
    months = alternation(form for _, *forms in table["months"] for form in forms)
    of_the_next = (
        rf"(?![\s\w.-]{{0,8}}?\s{{1,3}}{months}(?!\w))"  # "մայիսի 12-ին, 2021 թ. հունիսի 3-ին": the year of the second
    )
    link = rf"(?:,|\s{{1,3}}{alternation(words)})?" if words else ",?"  # "the summer of 2019"
    return rf"(?:{link}\s{{1,3}}(?P<y>{_YEAR}){word}(?!\w){of_the_next})?"


def _year_head(table: Mapping[str, Any]) -> str:
    words = [w.lstrip("-") for w in table["year_before"]]
    word = rf"(?:[\s-]{{0,2}}{alternation(words)})?" if words else ""
    return rf"(?:(?<!\d)(?P<y0>{_YEAR}){word},?\s{{1,3}})?"


def _month_day(table: Mapping[str, Any], order: str) -> re.Pattern[str]:
    ending = rf"(?:-?{alternation(table['day_endings'])})?(?!\w)"
    between = rf"(?:\s?[-–]\s?|(?:-|\s{{1,3}})?{alternation([r.lstrip('-') for r in table['day_range']])}\s{{1,3}})"
    days = rf"(?P<d1>{_DAY})(?:{ending})(?:{between}(?P<d2>{_DAY}){ending})?"
    ranged = rf"(?P<d1>{_DAY})(?:{between}(?P<d2>{_DAY}){ending}|{ending})"
    refused = tuple(smooth(e) for e in table["month_not_before_day"])
    forms = [smooth(f) for _, *names in table["months"] for f in names]
    if order == "month day":
        names = alternation(f for f in forms if not f.endswith(refused or ("\0",)))
        return re.compile(rf"(?<!\w){_year_head(table)}(?P<m>{names})\s{{1,3}}(?:{ranged}){_year_tail(table)}")
    of = rf"(?:{alternation(table['day_month'])}\s{{1,3}})?" if table["day_month"] else ""
    return re.compile(rf"(?:{days})\s{{1,3}}{of}(?P<m>{alternation(forms)})(?!\w){_year_tail(table)}")


def _month_alone(table: Mapping[str, Any]) -> re.Pattern[str]:
    names = alternation(f for _, *forms in table["months"] for f in forms)
    thirds = "|".join(
        rf"(?P<{name}>{alternation(table[name])}[\s-]{{0,3}})" if table[name] else rf"(?P<{name}>(?!))"
        for name in MONTH_THIRDS
    )
    after = "|".join(
        rf"(?P<{name}_after>\s{{1,3}}{alternation(table[f'{name}_after'])})" if table[f"{name}_after"]
        else rf"(?P<{name}_after>(?!))"
        for name in MONTH_THIRDS
    )  # fmt: skip
    last = rf"(?:(?P<last>{alternation(table['last_month_named'])})\s{{1,3}})?"
    return re.compile(
        rf"(?<!\w)(?:{thirds})?{last}{_year_head(table)}(?P<m>{names})(?!\w)(?:{after})?{_year_tail(table)}(?!\w)"
    )


def _phrase_table(table: Mapping[str, Any]) -> dict[str, Callable[[_Context], Resolved | None]]:
    phrases: dict[str, Callable[[_Context], Resolved | None]] = {}
    for first, last, *words in table["relative"]:
        phrases |= dict.fromkeys(map(smooth, words), _relative(first, last))
    for first, last, *words in table["relative_to_last"]:
        phrases |= dict.fromkeys(map(smooth, words), _relative_to_last(first, last))
    for unit in ("week", "month", "year"):
        phrases |= dict.fromkeys(map(smooth, table[f"this_{unit}"]), _calendar(unit, 0))
        phrases |= dict.fromkeys(map(smooth, table[f"last_{unit}"]), _calendar(unit, 1))
    return phrases | dict.fromkeys(map(smooth, table["same"]), _same)


def _ago(table: Mapping[str, Any]) -> re.Pattern[str]:
    units = alternation(form for _, *forms in table["units"] for form in forms)
    how = alternation([*table["ago"], *table["earlier"]])
    article = alternation(table["one"])
    return re.compile(rf"(?<!\w)(?:(?P<article>{article})\s{{1,3}})?(?P<unit>{units})\s{{1,3}}(?P<how>{how})(?!\w)")


def _season(table: Mapping[str, Any]) -> re.Pattern[str]:
    names = alternation(form for _, *forms in table["seasons"] for form in forms)
    lead = rf"(?:(?P<lead>{alternation(table['season_lead'])})\s{{1,3}})?"
    return re.compile(rf"(?<!\w){lead}{_year_head(table)}(?P<season>{names})(?!\w){_year_tail(table)}")


def _day_only(table: Mapping[str, Any]) -> re.Pattern[str] | None:
    if not table["day_only_endings"]:
        return None
    return re.compile(rf"(?<![\w-])(?P<d1>{_DAY})-{alternation(table['day_only_endings'])}(?!\w)")


def _filler(table: Mapping[str, Any]) -> str:
    time = r"\d{1,2}(?:[:.]\d\d)?(?:-[^\W\d_]{1,5})?"
    return rf"(?:(?:{alternation(table['filler'])}|{time})[\s,]{{1,3}})"


def _led(table: Mapping[str, Any], key: str, times: str) -> re.Pattern[str]:
    """Return a pattern of words that lead to a date, so many times and parts of the day between them and it."""
    if not table[key]:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<!\w){alternation(table[key])}\s{{0,3}}(?:(?<!\w)|(?<=\s)){_filler(table)}{times}\Z")


def _joiner(table: Mapping[str, Any], joiners: Sequence[str]) -> re.Pattern[str]:
    """Return what may stand between the two ends of a range: a joiner among times and parts of the day."""
    filler = _filler(table)
    return re.compile(
        rf"[\s,]{{0,3}}{filler}{{0,6}}{alternation(joiners)}(?:[\s,]{{1,3}}|(?<=[-–])){filler}{{0,6}}[\s,]{{0,3}}"
    )
