"""The addresses of the import wizard, below /admin/import/."""

from django.urls import path

from workbench.views import check, done, downloads, match, start, templates, undo

app_name = "imports"
urlpatterns = [
    path("", start.start, name="start"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<str:key>.xlsx", templates.template, name="template"),
    path("<int:pk>/", done.done, name="done"),
    path("<int:pk>/columns/", match.match, name="match"),
    path("<int:pk>/check/", check.check, name="check"),
    path("<int:pk>/confirm/", check.confirm, name="confirm"),
    path("<int:pk>/discard/", start.discard, name="discard"),
    path("<int:pk>/undo/", undo.undo, name="undo"),
    path("<int:pk>/bad-rows.<str:kind>", downloads.bad_rows, name="bad_rows"),
    path("<int:pk>/results.csv", downloads.results, name="results"),
    path("<int:pk>/original/", downloads.original, name="original"),
]
