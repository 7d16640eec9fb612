from datetime import date

import pytest

from geomap.errors import ReportError
from geomap.model import Report
from geomap.pipeline import runs

GOOD = Report("good", "Armenian positions near the village of Sotk came under fire on May 27.", "en", date(2021, 5, 28))
BAD = Report("bad", "Armenian positions near the village of Sotk came under fire.", "no such language")


def test_a_report_that_cannot_be_analysed_is_named_and_the_others_go_on():
    failures = []
    incidents = runs.extract_reports([BAD, GOOD], failed=failures.append)
    assert [report["id"] for report in incidents.attrs["reports"]] == ["good"]
    assert "bad: could not be analysed" in str(failures[0])


def test_a_report_that_cannot_be_analysed_is_an_error_where_nobody_is_told():
    with pytest.raises(ReportError, match="bad"):
        runs.extract_reports([BAD])


def test_two_processes_give_the_rows_of_one():
    reports = [Report(f"r{n}", GOOD.text, "en", date(2021, 5, 28), source_sha256=str(n)) for n in range(4)]
    alone, together = (runs.extract_reports(reports, workers=workers) for workers in (1, 2))
    assert list(alone["claim_id"]) == list(together["claim_id"])
    assert alone.attrs == together.attrs


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rebels killed 18 soldiers in an ambush on Mindanao in the Philippines, the army said in Manila."),
        ("en", "The yacht crossed the line off Hobart on Friday, an hour ahead of its rival from Melbourne."),
        ("ru", "В Багдаде боевики обстреляли казарму, убиты 18 солдат."),
    ],
)
def test_a_report_of_another_part_of_the_world_has_no_incident_and_says_why(lang, text):
    incidents = runs.extract_reports([Report("far", text, lang, date(2021, 5, 28))])
    assert incidents.empty
    reasons = [problem["reason"] for problem in incidents.attrs["unresolved"]]
    assert any("nothing in the report is of the region" in reason for reason in reasons)
