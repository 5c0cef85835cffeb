"""Every address of the project: the editors' admin, then the public site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/import/", include("workbench.urls")),
    path("admin/", admin.site.urls),
    path("", include("observatory.urls")),
]
