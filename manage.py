#!/usr/bin/env python
"""Run an administrative task, for example `python manage.py migrate`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line with the project's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
