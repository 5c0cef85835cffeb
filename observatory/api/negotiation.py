"""In which form the API answers: there is one."""

from __future__ import annotations

from rest_framework.negotiation import DefaultContentNegotiation


class AlwaysJson(DefaultContentNegotiation):
    """JSON whatever is accepted: a browser that came by a link gets the record, not a refusal."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
