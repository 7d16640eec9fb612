"""No deadline for one example: the first one of a language reads its word lists."""

from hypothesis import settings

settings.register_profile("text", deadline=None)
settings.load_profile("text")
