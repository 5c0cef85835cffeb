from django.urls import URLPattern, include, path

from observatory.lists.files.formats import FORMATS
from observatory.views import (
    compare,
    coverage,
    home,
    indicators,
    initiatives,
    lists,
    map,
    networks,
    pages,
    partners,
    policies,
    regions,
    search,
    terms,
)


def list_files(name: str) -> list[URLPattern]:
    """The addresses of the files of a list, and of the page on which their columns are chosen."""
    forms = [one.name for one in FORMATS.values() if name == "regions" or not one.has_points]
    return [
        path(f"{name}/download/", lists.download_page, {"name": name}, name=f"{name}_download"),
        *(
            path(
                f"{name}.{form}",
                lists.list_file,
                {"name": name, "form": form},
                name=f"{name}_{form}",
            )
            for form in forms
        ),
    ]


urlpatterns = [
    path("", home.home, name="home"),
    path("regions/", lists.list_page, {"name": "regions"}, name="regions"),
    *list_files("regions"),
    path("regions.atom", lists.list_feed, {"name": "regions"}, name="regions_feed"),
    path("regions/<str:code>.csv", regions.region_csv, name="region_csv"),
    path("regions/<str:code>/", regions.region, name="region"),
    path("policies/", lists.list_page, {"name": "policies"}, name="policies"),
    *list_files("policies"),
    path("policies.atom", lists.list_feed, {"name": "policies"}, name="policies_feed"),
    path("policies/<int:number>-<slug:slug>/", policies.policy, name="policy"),
    path("networks/", lists.list_page, {"name": "networks"}, name="networks"),
    *list_files("networks"),
    path("networks.atom", lists.list_feed, {"name": "networks"}, name="networks_feed"),
    path("networks/<str:code>/", networks.network, name="network"),
    path("initiatives/", lists.list_page, {"name": "initiatives"}, name="initiatives"),
    *list_files("initiatives"),
    path("initiatives.atom", lists.list_feed, {"name": "initiatives"}, name="initiatives_feed"),
    path("initiatives/<int:number>-<slug:slug>/", initiatives.initiative, name="initiative"),
    path("terms/", terms.vocabulary_list, name="vocabularies"),
    path("terms/<str:vocabulary>/", terms.vocabulary, name="vocabulary"),
    path("terms/<str:vocabulary>/<str:code>/", terms.term, name="term"),
    path("indicators/", indicators.indicator_list, name="indicators"),
    path("indicators/<str:code>/", indicators.indicator, name="indicator"),
    path("compare/", compare.compare, name="compare"),
    path("compare.csv", compare.compare_csv, name="compare_csv"),
    path("partners/", partners.partners, name="partners"),
    path("partners.csv", partners.partners_csv, name="partners_csv"),
    path("map/", map.map_page, name="map"),
    path("map.svg", map.map_svg, name="map_svg"),
    path("map.csv", map.map_csv, name="map_csv"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("search/", search.search, name="search"),
    path("api/", include("observatory.api.urls")),
    # Last: the addresses of the pages that editors write, such as /about/.
    path("<slug:slug>/", pages.page, name="page"),
]
