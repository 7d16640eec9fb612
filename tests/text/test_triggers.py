"""What counts as something that happened, in wording the lists were not written from, and what must stay quiet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geomap.model import Event, Report
from geomap.pipeline import analysis
from geomap.pipeline.tools import open_tools
from geomap.text import events
from geomap.text.triggers import CIRCUMSTANCE, GAMES

DAY = date(2024, 6, 12)
HERE = Path(__file__).parent


def findings(text: str, lang: str) -> events.Findings:
    return analysis.read(Report("", text, lang, DAY), open_tools()).found


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def told(event: Event, want: str) -> bool:
    kinds, _, name = want.partition("@")
    mentions = [m.text.casefold() for x in event.locatives for part in (x, *x.also) for m in part.anchors]
    return event.type in kinds.split("/") and any(name.casefold() in text for text in mentions)


@pytest.mark.parametrize(("lang", "text"), rows("quiet.txt"))
def test_where_nothing_happens_nothing_is_found(lang: str, text: str) -> None:
    assert not findings(text, lang).events


@pytest.mark.parametrize(("lang", "wants", "text"), rows("told.txt"))
def test_what_happened_is_found_with_its_kind_and_place(lang: str, wants: str, text: str) -> None:
    found = findings(text, lang).events
    assert len({event.group for event in found}) == len(wants.split(";"))
    assert all(any(told(event, want) for event in found) for want in wants.split(";"))


@pytest.mark.parametrize("lang", ["en", "ru", "hy", "az"])
def test_every_language_has_its_share_of_both(lang: str) -> None:
    assert sum(row[0] == lang for row in rows("quiet.txt")) >= 15
    assert sum(row[0] == lang for row in rows("told.txt")) >= 15


def test_what_went_on_meanwhile_and_drills_are_kept_with_their_reason() -> None:
    text = "Six soldiers were captured near Kut while digging trenches. Howitzers opened fire in a drill near Kapan."
    assert {CIRCUMSTANCE, GAMES} <= {dropped.reason for dropped in findings(text, "en").dropped}


def test_a_weapon_beside_a_weak_word_bears_it_out():
    struck = "A boy tending sheep below Aygehovit was struck in the leg by a rifle bullet."
    assert [event.type for event in findings(struck, "en").events] == ["shelling"]
    assert not findings("A boy tending sheep below Aygehovit was struck in the leg by a branch.", "en").events


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A shepherd was wounded near Daranak by a mine left over from the nineties."),
        ("ru", "У Даранака, на поле, минированном еще в девяностые, пастух потерял стопу."),
        ("ru", "Пастух погиб у Даранака, подорвавшись на мине, оставшейся со времен войны."),
    ],
)
def test_a_mine_left_by_an_old_war_hurts_somebody_now(lang: str, text: str) -> None:
    assert [event.type for event in findings(text, lang).events] == ["landmine"]


def test_numbers_callings_and_blanks_are_no_deeds() -> None:
    assert not findings("Рядом с Чакатеном видели около двухсот солдат.", "ru").events
    assert not findings("На стрельбах у Арени стреляли холостыми.", "ru").events
    (event,) = findings("Рядовой, призванный из Иджевана, скончался от ранения у Беркабера.", "ru").events
    assert event.type == "casualty"


def test_a_bullet_bears_out_that_somebody_was_hit():
    hit = "Surgeons removed a bullet from the leg of a girl who was hit in the village of Aygepar on Thursday."
    assert [event.type for event in findings(hit, "en").events] == ["shelling"]
    assert not findings("A girl was hit in the village of Aygepar on Thursday.", "en").events


def test_fire_by_a_side_that_burns_something_is_no_accident_and_a_hunters_shot_is_one():
    burnt = "Shots aimed by Azerbaijani soldiers at Khoznavar caused a grass fire on Friday."
    assert [event.type for event in findings(burnt, "en").events] == ["shelling"]
    assert not findings("A hunter's shots caused a grass fire at Khoznavar on Friday.", "en").events


@pytest.mark.parametrize(
    ("told", "lang"),
    [
        ("Two shells dropped beside the cable car at Jermuk and its lower station was ablaze.", "en"),
        ("Խոշոր տրամաչափի գնդակներից Այգեպարում երկու տուն է բռնկվել։", "hy"),
        ("В Айгедзоре от трассирующих пуль загорелось сено.", "ru"),
        ("Əlibəyli kəndində damı güllə deşib, otluq yanıb.", "az"),
    ],
)
def test_what_bullets_and_shells_strike_bears_them_out_and_is_no_accident(told: str, lang: str) -> None:
    assert [event.type for event in findings(told, lang).events] == ["shelling"]


@pytest.mark.parametrize(
    ("told", "lang"),
    [
        ("A hunter's bullet broke a window at Jermuk.", "en"),
        ("Governors promised to take down the walls that shield the streets of Aygepar from bullets.", "en"),
        ("Охотник признался, что его пуля разбила окно в Джермуке.", "ru"),
    ],
)
def test_bullets_of_hunters_and_walls_against_bullets_are_no_fire(told: str, lang: str) -> None:
    assert not findings(told, lang).events


@pytest.mark.parametrize(
    ("told", "lang"),
    [
        ("Rumours that troops had seized the heights above Jermuk are untrue, the mayor said.", "en"),
        (
            "A message circulating on Friday had troops putting up a barrier outside Goris. The governor called it a hoax.",
            "en",
        ),
        ("Слухи о том, что ночью Воскепар обстреляли, глава общины назвал ложью.", "ru"),
        ("Ջերմուկի մոտ հարձակման մասին համացանցում պտտվող լուրը սուտ է։", "hy"),
        ("Voskeparın boşaldılması barədə gəzən söhbətlər əsassızdır.", "az"),
        ("Forty kilos of heroin were found in a lorry. Its driver was detained near Kapan on Friday.", "en"),
        ("Тридцать килограммов героина нашли в цистерне. Водитель задержан у Мегри в пятницу.", "ru"),
        ("Artilleriya təlimi keçirilib. Xaçik tərəfdən eşidilən partlayış səsləri bununla bağlıdır.", "az"),
    ],
)
def test_denied_rumours_smugglers_and_the_noise_of_drill_are_no_incidents(told: str, lang: str) -> None:
    assert not findings(told, lang).events


def test_a_rumour_that_a_side_spread_is_its_claim():
    told = "Слухи о бое у Джермука не соответствуют действительности. Их распространили азербайджанские каналы."
    assert [event.stance for event in findings(told, "ru").events] == ["denies"]
