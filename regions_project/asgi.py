"""Entry point of an ASGI server, for whoever prefers one; the project itself is served by WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")

application = get_asgi_application()
