"""Laws are tried without a stop watch: a slow machine breaks no law."""

from hypothesis import settings

settings.register_profile("laws", deadline=None)
settings.load_profile("laws")
