"""Django, set up before anything that needs it is imported: for processes that pytest is not in."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")
django.setup()
