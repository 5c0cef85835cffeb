"""How often somebody may ask: counted for all worker processes together."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import AnonRateThrottle


class PerAddress(AnonRateThrottle):
    """So many a minute for one address; a page that is still kept costs nothing."""

    scope = "api"

    @property
    def cache(self):
        return caches["throttle"]

    def get_rate(self) -> str | None:
        return settings.API_RATE or None
