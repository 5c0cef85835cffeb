"""The page that compares regions as a tree, and what stands in it."""

from tests.observatory.pages import element, elements, get, text


def compared(*codes, **query):
    return get("/compare/", r=codes, **query)


def rows(page):
    """Every row of the page: its section, what it is about, and the texts of its cells."""
    found = []
    for section in elements(page, "section", class_="cmp-part"):
        for body in elements(section, "tbody"):
            for row in elements(body, "tr"):
                about, *cells = map(text, elements_below(row))
                found.append((text(element(section, "h2")), about, cells))
    return found


def elements_below(row):
    return [one for one in elements(row) if one.name in {"th", "td"}]


def attribute(node, name):
    return dict(node.attributes).get(name, "")


def row(page, start):
    return next(cells for _section, about, cells in rows(page) if about.startswith(start))


def notices(page):
    return [text(one) for box in elements(page, class_="notice") for one in elements(box, "p")]
