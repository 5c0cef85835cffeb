"""The editors' desk: what imports have learned, and the accounts of the editors themselves."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy

from regions.admin import LoggedAdmin, LoggedForm, RecordAdmin
from workbench.imports.shape import Unfit
from workbench.imports.shapes import shape_of
from workbench.models import Layout, RememberedAnswer, Responsibility
from workbench.resources import RememberedAnswerResource


@admin.register(RememberedAnswer)
class RememberedAnswerAdmin(RecordAdmin):
    resource_classes = (RememberedAnswerResource,)
    list_display = ("printed", "question", "reading", "via", "reason")
    list_filter = ("reading", "question")
    list_select_related = ("via",)
    search_fields = ("question", "printed", "reason")


class GuardedUserForm(LoggedForm, UserChangeForm):
    pass


@admin.register(Layout)
class LayoutAdmin(LoggedAdmin):
    """Imports make them; here they get another name, or are forgotten."""

    fields = ("name", "kind", "used_at")
    readonly_fields = ("kind", "used_at")
    list_display = ("name", "kind", "used_at")
    search_fields = ("name",)

    @admin.display(description=gettext_lazy("kind of file"), ordering="shape")
    def kind(self, layout):
        try:
            return shape_of(layout.shape).title
        except Unfit:
            return layout.shape

    def has_add_permission(self, request):
        return False

    def lookup_allowed(self, lookup, value, request):
        """What is kept as JSON cannot be looked up by an address on every database."""
        is_plain = lookup.partition("__")[0] in ("name", "shape", "used_at")
        return is_plain and super().lookup_allowed(lookup, value, request)


class ResponsibilityInline(admin.StackedInline):
    """The territories that an editor looks after."""

    model = Responsibility
    autocomplete_fields = ("region",)
    extra = 0


admin.site.unregister([User, Group])


@admin.register(User)
class GuardedUserAdmin(LoggedAdmin, UserAdmin):
    form = GuardedUserForm
    readonly_fields = ("last_login", "date_joined")
    inlines = (ResponsibilityInline,)

    def get_inlines(self, request, obj):
        """A new account gets its name and password first."""
        return super().get_inlines(request, obj) if obj else ()


@admin.register(Group)
class GuardedGroupAdmin(LoggedAdmin, GroupAdmin):
    fields = ("name", "permissions")
