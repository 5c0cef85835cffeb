from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = _("Catalogue")

    def ready(self):
        from catalogue import triggers
        from catalogue.settling import settle
        from regions.signals import written

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="watch the tables")
        written.connect(settle, dispatch_uid="settle the catalogue")
