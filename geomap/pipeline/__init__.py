"""The only place where the stages meet: reports to claims, phrases to footprints, tables to outputs."""

from geomap.pipeline.analysis import Analysis, analyse
from geomap.pipeline.phrases import footprint
from geomap.pipeline.runs import extract_reports
from geomap.pipeline.tools import Tools, open_tools

__all__ = ["Analysis", "Tools", "analyse", "extract_reports", "footprint", "open_tools"]
