from django.urls import path

from observatory.views import home, regions

urlpatterns = [
    path("", home.home, name="home"),
    path("regions/", regions.region_list, name="regions"),
    path("regions/<str:code>/", regions.region, name="region"),
]
