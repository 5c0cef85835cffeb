"""Admin pages as a browser takes them: addresses, and what a form would post."""

from html.parser import HTMLParser

from django.urls import reverse


def address(model, page, *args):
    """The address of a page of the admin of `model`: changelist, add, change, history, ..."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def opened(client, url):
    """What the main form of the page at `url` would post if it were sent as it came."""
    return posted(client.get(url).content.decode())


def added(client, model, **values):
    """The answer to the form for a new record, filled in with `values`."""
    url = address(model, "add")
    return client.post(url, {**opened(client, url), **values})


def posted(html):
    reader = FormReader()
    reader.feed(html)
    return reader.fields


class FormReader(HTMLParser):
    """Reads the fields of the forms that post, but for the log-out and the buttons."""

    def __init__(self):
        super().__init__()
        self.fields: dict[str, list[str] | str] = {}
        self.in_form = False
        self.select = self.area = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            is_side_form = attrs.get("id") in ("logout-form", "changelist-search")
            self.in_form = attrs.get("method") == "post" and not is_side_form
        elif self.in_form and "disabled" not in attrs:
            read = getattr(self, f"read_{tag}", None)
            if read:
                read(attrs)

    def handle_endtag(self, tag):
        if tag == "form":
            self.in_form = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            # A browser leaves out the first line end and posts every other as two characters.
            text = self.fields[self.area].removeprefix("\n")
            self.fields[self.area] = text.replace("\n", "\r\n")
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.fields[self.area] += data

    def read_input(self, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "file") or not attrs.get("name"):
            return
        if kind not in ("checkbox", "radio"):
            self.fields[attrs["name"]] = attrs.get("value") or ""
        elif "checked" in attrs:
            self.fields[attrs["name"]] = attrs.get("value", "on")

    def read_textarea(self, attrs):
        self.area = attrs["name"]
        self.fields[self.area] = ""

    def read_select(self, attrs):
        self.select = attrs["name"], "multiple" in attrs
        self.fields[attrs["name"]] = [] if "multiple" in attrs else ""

    def read_option(self, attrs):
        if not self.select or "selected" not in attrs:
            return
        name, is_multiple = self.select
        value = attrs.get("value", "")
        self.fields[name] = [*self.fields[name], value] if is_multiple else value
