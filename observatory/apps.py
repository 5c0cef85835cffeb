from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ObservatoryConfig(AppConfig):
    name = "observatory"
    verbose_name = _("Public site")

    def ready(self):
        from observatory.releases import triggers

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="releases stand")
