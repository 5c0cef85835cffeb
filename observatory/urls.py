from django.urls import URLPattern, include, path

from observatory.lists.files.formats import formats_of
from observatory.views import (
    api_docs,
    compare,
    coverage,
    data,
    dictionary,
    home,
    indicators,
    initiatives,
    linked,
    lists,
    map,
    networks,
    pages,
    partners,
    policies,
    regions,
    search,
    sitemap,
    terms,
)


def list_files(name: str) -> list[URLPattern]:
    """The addresses of the files of a list, and of the page on which their columns are chosen."""
    forms = [one.name for one in formats_of(name)]
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
    path("data/", data.data_page, name="data"),
    path("data/releases/<str:number>/", data.release_page, name="release"),
    path("data/releases/<str:number>/<str:name>", data.release_file, name="release_file"),
    path("data/dictionary/", dictionary.dictionary, name="dictionary"),
    path("data/dictionary.csv", dictionary.dictionary_csv, name="dictionary_csv"),
    path("data/api/", api_docs.api_docs, name="api_docs"),
    path("data/catalogue.<str:form>", linked.catalogue, name="data_catalogue"),
    path("id/<str:kind>/<str:code>.<str:form>", linked.described, name="id_file"),
    path("id/<str:kind>/<str:code>", linked.identified, name="id"),
    path("api/", include("observatory.api.urls")),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<str:name>.xml", sitemap.part, name="sitemap_part"),
    # Last: the addresses of the pages that editors write, such as /about/.
    path("<slug:slug>/", pages.page, name="page"),
]
