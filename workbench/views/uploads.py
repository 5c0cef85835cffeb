"""How much of a request is kept: a file that is too large is read past, not stored."""

from collections.abc import Callable

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from common.tables.table import MEGABYTE, limits_from


class BoundedUpload(FileUploadHandler):
    """Stands before the handlers that store; lets through no more than a file may have."""

    def receive_data_chunk(self, raw_data, start):
        most = limits_from(settings).file_bytes
        if start + len(raw_data) > most:
            self.request.too_large = _(
                "“%(name)s” is larger than %(most)s MB, the most that can be read."
            ) % {"name": self.file_name[-100:], "most": f"{most // MEGABYTE:,}"}
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        """The handlers that follow hold the file."""


def bounded(view: Callable) -> Callable:
    """Bound the upload of a request before anything of it is read.

    The check against forged requests reads the form, and with it the file: `view`, which is a page
    of the admin, makes that check itself.
    """

    @csrf_exempt
    def before_reading(request, *args, **kwargs):
        request.upload_handlers.insert(0, BoundedUpload(request))
        return view(request, *args, **kwargs)

    return before_reading
