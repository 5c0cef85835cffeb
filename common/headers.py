"""The response headers that hold a browser to what our own pages need, and nothing else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Without any `unsafe-`: no style or script inside a page, in templates or in SVG.
OWN, NONE = ["'self'"], ["'none'"]
CONTENT_SOURCES = {
    "default-src": NONE,
    "base-uri": NONE,
    "frame-ancestors": NONE,
    "connect-src": OWN,
    "font-src": OWN,
    "form-action": OWN,
    "img-src": OWN,
    "script-src": OWN,
    "style-src": OWN,
}
FIXED_HEADERS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Those of the Permissions Policy registry that a page might be made to misuse; ours use none.
POWERFUL_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "clipboard-write",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)


class FixedHeaders:
    """Middleware: adds every header of `FIXED_HEADERS` that an answer does not carry yet.

    Stands first. Django's own middleware sets some of these too, but not on an answer made in
    front of it, such as the refusal of an unknown host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
