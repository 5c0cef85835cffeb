from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from regions.admin import figures, networks, places
from regions.admin.base import RecordAdmin, StatementAdmin
from regions.admin.forms import GuardedForm
from regions.admin.guarded import GuardedAdmin
from regions.admin.logged import LoggedAdmin, LoggedForm

admin.site.site_header = admin.site.site_title = _("Observatory of Regions: editors’ desk")
admin.site.index_title = _("What the observatory holds")

__all__ = [
    "GuardedAdmin",
    "GuardedForm",
    "LoggedAdmin",
    "LoggedForm",
    "RecordAdmin",
    "StatementAdmin",
    "figures",
    "networks",
    "places",
]
