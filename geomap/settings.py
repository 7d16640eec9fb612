"""Choices of ours that a user may want to make otherwise, each with its reason."""

from __future__ import annotations

__all__ = ["DEFAULT_REGION"]

DEFAULT_REGION = "armenia-azerbaijan"  # the border geomap was made for; every command takes another pack
