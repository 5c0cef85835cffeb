"""What every page needs: the site's own settings."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from observatory.models import SiteSettings


def site(request: HttpRequest) -> dict:
    """The settings as `site`; a page that prints none of them, such as the admin's, reads none."""
    return {"site": SimpleLazyObject(SiteSettings.current)}
