from observatory.admin.releases import ReleaseAdmin
from observatory.admin.site import PageAdmin, SiteSettingsAdmin, SocialLinkAdmin

__all__ = ["PageAdmin", "ReleaseAdmin", "SiteSettingsAdmin", "SocialLinkAdmin"]
