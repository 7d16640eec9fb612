"""The page in a real browser whose network is shut."""

import time

import pytest
import samples

LAYERS = ("regions", "cores", "points", "mentions", "border", "former", "provinces", "base", "relief", "labels")

POPUP = "document.querySelector('.leaflet-popup-content').textContent"
MIDDLE_OF_MARK = """(() => {
    const map = map_geomap, at = map.latLngToContainerPoint([%f, %f]), box = map.getContainer().getBoundingClientRect();
    return [box.left + at.x, box.top + at.y];
})()"""
INK = """(() => {
    const canvas = map_geomap.getPane('gm-%s').querySelector('canvas'), copy = canvas.cloneNode();
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.some((value, i) => i %% 4 === 3 && value > 0);
})()"""


def click(tab, longitude, latitude):
    tab.click(*tab.evaluate(MIDDLE_OF_MARK % (latitude, longitude)))
    tab.wait("document.querySelector('.leaflet-popup-content')")


def test_nothing_is_asked_of_the_network_and_nothing_goes_wrong(opened):
    tab = opened(samples.several())
    tab.evaluate("document.querySelector('button.gm-row').click()")
    tab.wait("document.querySelector('.leaflet-popup-content')")
    assert [url for url in tab.requests() if not url.startswith(("file:///", "data:image/png;base64,"))] == []
    assert len([url for url in tab.requests() if url.startswith("file:")]) == 1
    assert tab.problems() == []


def test_the_policy_refuses_whatever_is_not_in_the_page(opened):
    tab = opened(samples.village())
    tab.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.__pwned=1\">')")
    tab.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.__pwned=2'}))")
    tab.evaluate("fetch('http://127.0.0.1:9/').catch(() => { window.refused = true })")
    tab.wait("window.refused")
    time.sleep(0.1)
    assert tab.evaluate("window.__pwned === undefined")


def test_all_layers_stand_in_the_legend_and_draw(opened):
    tab = opened(samples.several())
    assert [tab.evaluate(f"document.getElementById('gm-layer-{name}') !== null") for name in LAYERS] == [True] * len(
        LAYERS
    )
    assert not tab.evaluate("document.getElementById('gm-layer-mentions').checked")
    for pane in ("land", "water", "lines", "claims", "marks", "labels"):
        tab.wait(INK % pane)
    tab.wait("map_geomap.getPane('gm-relief').querySelector('canvas') !== null")


@pytest.mark.parametrize(("layer", "pane"), [("points", "marks"), ("base", "land")])
def test_a_layer_switches_off_and_on(opened, layer, pane):
    tab = opened(samples.several())
    tab.wait(INK % pane)
    tab.evaluate(f"document.getElementById('gm-layer-{layer}').click()")
    tab.wait("!" + INK % pane)
    tab.evaluate(f"document.getElementById('gm-layer-{layer}').click()")
    tab.wait(INK % pane)


def test_both_regions_switch_off(opened):
    tab = opened(samples.several())
    tab.wait(INK % "claims")
    for layer in ("regions", "cores"):
        tab.evaluate(f"document.getElementById('gm-layer-{layer}').click()")
    tab.wait("!" + INK % "claims")


def test_a_click_on_a_mark_tells_the_claim_with_its_source(opened):
    tab = opened(samples.village())
    click(tab, 45.8667, 40.1333)
    told = tab.evaluate(POPUP)
    row = samples.village().iloc[0]
    for words in (
        row.quote,
        row.claimant,
        row.place_text,
        row.reading,
        row.title,
        row.publisher,
        "12 May 2021",
        "within 1.7 km",
        "ACLED geo 2",
    ):
        assert words in told
    assert tab.evaluate("document.querySelector('.leaflet-popup-content a').href") == row.url
    assert tab.evaluate("document.querySelector('.leaflet-popup-content a').rel") == "noopener noreferrer"


def test_a_click_where_several_claims_stand_lists_them_all(opened):
    tab = opened(samples.several())
    click(tab, 46.2317, 39.61)
    quotes = tab.evaluate(
        "[...document.querySelectorAll('.leaflet-popup-content blockquote')].map((node) => node.textContent)"
    )
    assert quotes == list(samples.several().quote[:3])
    tags = tab.evaluate(
        "[...document.querySelectorAll('.leaflet-popup-content .gm-tag')].map((node) => node.textContent)"
    )
    assert tags == ["attributed or doubted", "attributed or doubted", "denied, as attributed"]


def test_a_click_in_a_region_far_from_its_point_tells_its_claim(opened):
    tab = opened(samples.several())
    click(tab, 45.66, 40.19)
    assert "Vardenis / Basarkechar" in tab.evaluate(POPUP)


def test_text_of_a_report_is_shown_and_never_run(opened):
    frame = samples.hostile()
    tab = opened(frame)
    tab.evaluate("document.querySelector('button.gm-row').click()")
    tab.evaluate("document.getElementById('gm-layer-mentions').click()")
    tab.wait("document.querySelector('.leaflet-popup-content')")
    shown = frame.iloc[0].quote.replace("\ud800", "?")
    assert tab.evaluate("document.querySelector('.leaflet-popup-content blockquote').textContent") == shown
    assert tab.evaluate("document.querySelectorAll('.leaflet-popup-content a, img[src=x]').length") == 0
    tab.evaluate("document.querySelectorAll('*').forEach((node) => { if (node.onclick) node.onclick() })")
    time.sleep(0.1)
    assert tab.evaluate("window.__pwned === undefined")
    assert tab.problems() == []


def test_mentions_never_look_like_incidents_nor_move_the_view(opened):
    with_mentions, without = (
        opened(samples.village()),
        opened(samples.frame(samples.village().to_dict("records"), mentions=[])),
    )
    assert with_mentions.evaluate("map_geomap.getBounds().toBBoxString()") == without.evaluate(
        "map_geomap.getBounds().toBBoxString()"
    )
    listed = with_mentions.evaluate("document.getElementById('gm-mentions').textContent")
    assert "Moscow" in listed
    assert "where talks were held" in listed


def test_a_mention_is_gone_to_from_the_list_and_says_why(opened):
    tab = opened(samples.village())
    tab.evaluate(
        "[...document.querySelectorAll('#gm-mentions button')].find((b) => b.textContent.includes('Moscow')).click()"
    )
    tab.wait("document.querySelector('.leaflet-popup-content')")
    assert "Only mentioned: Moscow" in tab.evaluate(POPUP)
    assert tab.evaluate("document.getElementById('gm-layer-mentions').checked")


def test_the_keyboard_alone_reaches_an_incident_and_comes_back(opened):
    tab = opened(samples.several())
    tab.evaluate("document.getElementById('gm-tab-incidents').focus()")
    for _ in range(2):
        tab.press("Tab", 9)
    tab.press("Enter", 13)
    tab.wait("document.querySelector('.leaflet-popup-content')")
    assert "3 claims about one incident" in tab.evaluate(POPUP)
    tab.press("Escape", 27)
    tab.wait("!document.querySelector('.leaflet-popup-content')")


def test_an_incident_without_a_place_is_listed_and_not_drawn(opened):
    tab = opened(samples.several())
    listed = tab.evaluate("document.getElementById('gm-incidents').textContent")
    assert "not on the map: no place is said" in listed
    assert "names no place" in listed


def test_event_types_switch_in_list_and_map(opened):
    tab = opened(samples.village())
    tab.wait(INK % "marks")
    tab.evaluate("document.getElementById('gm-type-shelling').click()")
    tab.wait("!" + INK % "marks")
    assert "No incident of the chosen types" in tab.evaluate("document.getElementById('gm-incidents').textContent")


def test_a_page_without_incidents_shows_the_region_and_says_so(opened):
    tab = opened(samples.nowhere())
    assert "No incident was found" in tab.evaluate("document.getElementById('gm-incidents').textContent")
    assert tab.evaluate("map_geomap.getBounds().contains([40.2, 45.0])")
    assert tab.problems() == []


def test_sources_notices_and_disclaimer_are_there(opened):
    tab = opened(samples.several())
    foot, notes = (tab.evaluate(f"document.getElementById('gm-{part}').textContent") for part in ("foot", "notes"))
    assert "OpenStreetMap contributors (ODbL" in foot
    assert "GeoNames (CC BY 4.0)" in foot
    assert "do not imply endorsement" in foot
    assert "Example Agency, 28 May 2021" in notes


def test_a_phone_shows_map_and_list_within_its_width(opened):
    tab = opened(samples.several(), width=400, height=800, mobile=True)
    assert tab.evaluate("document.documentElement.scrollWidth <= 400")
    assert tab.evaluate("map_geomap.getSize().y > 250 && document.getElementById('gm-panel').offsetHeight > 150")
    assert not tab.evaluate("document.getElementById('gm-legend').open")


def test_ten_thousand_claims_draw_quickly(opened):
    tab = opened(samples.many(10_000))
    tab.wait(INK % "marks")
    assert tab.evaluate("document.querySelectorAll('#gm-incidents ol li').length") == 100
    assert tab.evaluate("performance.getEntriesByName('gm-drawn')[0].startTime") < 10_000
    assert tab.problems() == []
