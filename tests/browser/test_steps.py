"""What the way out and the way back show of the steps of those who look for help."""


def test_one_press_of_back_after_leaving_shows_no_step(visit):
    opened = visit("doors")
    page = opened.page
    page.route("https://**", lambda route: route.fulfill(body="<h1>elsewhere</h1>", content_type="text/html"))
    page.click("a[href='/mitmachen/hilfe/']")
    page.wait_for_url("**/mitmachen/hilfe/")
    page.click("a[href*='bedarf=zuhause']")
    page.wait_for_url("**bedarf=zuhause**")
    page.fill("#place", "02826")
    page.click("form button.button")
    page.wait_for_url("**ort=02826**")
    page.click(".top [data-exit]")
    page.wait_for_selector("text=elsewhere")
    page.go_back()
    page.wait_for_url("**/mitmachen/")
    assert "02826" not in page.content()


def test_back_after_a_message_was_sent_does_not_show_its_words(visit):
    opened = visit("relay")
    page = opened.page
    page.fill("textarea", "Geheime Worte")
    page.fill("input[name=sender]", "leserin@example.org")
    page.wait_for_timeout(3500)  # a form sent faster than a person could is refused
    page.click("form button.button")
    page.wait_for_selector("textarea", state="detached")
    page.go_back()
    page.wait_for_selector("textarea")
    assert page.input_value("textarea") == ""


def test_a_link_to_an_offer_unfolds_it_without_script(visit):
    opened = visit("/mitmachen/helfen/?bedarf=deutsch&ort=02826", java_script_enabled=False)
    address = opened.page.locator("ul.fitting a[href*='#']").first.get_attribute("href")
    opened.page.goto(opened.portal.url + address)
    offer = opened.page.locator(f"details.offer[open]:has([id='{address.partition('#')[2]}'])")
    assert offer.count() == 1
    assert offer.locator("summary").is_visible()
