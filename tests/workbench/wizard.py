"""The import wizard in a browser: files made for it, and clicks that are counted."""

import csv
import io

# Words of the machine, which no page may show to a person.
NOT_FOR_PEOPLE = ("Traceback", "Error:", "<class", "None", "NaN", "Exception", "{{", "{%")


class Clicks:
    """Drives a page like a person, and counts what that costs."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def link(self, name, **options):
        self._counted()
        self.page.get_by_role("link", name=name, **options).first.click()

    def button(self, name, **options):
        self._counted()
        self.page.get_by_role("button", name=name, **options).click()

    def download(self, name):
        """The bytes and the name of the file behind a link."""
        self._counted()
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=name).first.click()
        return started.value.path().read_bytes(), started.value.suggested_filename

    def file(self, name, content):
        self._counted()
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        self.page.get_by_label("File", exact=True).set_input_files(files=[file])

    def choose(self, label, option):
        self._counted()
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def check(self, label):
        self._counted()
        self.page.get_by_label(label).check()

    def write(self, label, text):
        self._counted()
        self.page.get_by_label(label, exact=True).fill(text)

    def _counted(self):
        self.count += 1


def table(headings, rows, separator=","):
    """The bytes of a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([headings, *rows])
    return out.getvalue().encode()


def text_of(page):
    return page.locator("#content").inner_text()


def faults_of(page):
    """Words on a page that are meant for programmers."""
    text = page.locator("#content-main").inner_text()
    return [word for word in NOT_FOR_PEOPLE if word in text]
