"""The addresses of the read API, version 1."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import SimpleRouter

from observatory.api import views
from observatory.api.roots import ApiRoot, Nowhere
from observatory.kept import kept_by_version

NOUNS = {
    "regions": views.RegionView,
    "observations": views.ObservationView,
    "indicators": views.IndicatorView,
    "networks": views.NetworkView,
    "memberships": views.MembershipView,
    "policies": views.PolicyView,
    "initiatives": views.InitiativeView,
    "vocabularies": views.VocabularyView,
    "terms": views.TermView,
    "classifications": views.ClassificationView,
    "sources": views.SourceView,
    "releases": views.ReleaseView,
}
router = SimpleRouter()
for name, view in NOUNS.items():
    # In a code may stand dots, which a router takes for the beginning of a format.
    view.lookup_value_regex = getattr(view, "lookup_value_regex", "[^/]+")
    router.register(name, view, basename=f"api-{name}")

urlpatterns = [
    path("v1/", ApiRoot.as_view(names=list(NOUNS)), name="api"),
    path(
        "v1/openapi.json", kept_by_version(SpectacularJSONAPIView.as_view()), name="api-description"
    ),
    path("v1/", include(router.urls)),
    re_path("", Nowhere.as_view()),
]
