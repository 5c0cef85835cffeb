"""A block of data in a page, in a real browser: no script to it."""


def test_a_block_of_data_is_read_by_no_policy_and_run_by_nobody(page, site):
    """Chromium reports nothing about it, and still refuses a true script inside a page."""
    told = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{site}/regions/BE3/")
    assert page.locator('script[type="application/ld+json"]').count() == 1
    assert told == []
    page.evaluate(
        "() => { const one = document.createElement('script');"
        " one.textContent = 'window.ran = 1'; document.head.append(one); }"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in one for one in told)
