import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages import networks as network_page
from observatory.views.answers import missing, shown

CODE = re.compile("[a-z0-9][a-z0-9-]{0,59}")


@require_safe
@kept_by_version
def network(request: HttpRequest, code: str) -> HttpResponse:
    """One network with the regions that belong to it, or said that they do not."""
    found = network_page.find(code) if CODE.fullmatch(code) else None
    if found is None:
        return missing(request, "network", code)
    return shown(request, "networks/page.html", network_page.read(found))
