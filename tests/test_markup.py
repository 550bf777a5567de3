"""HTML from data: no text can become markup."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from views.markup import element, join, quoted


class Reader(HTMLParser):
    """Collect the tags, attributes and text of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(html: str) -> Reader:
    """Parse `html` as a browser does."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


any_text = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]))


@given(any_text)
def test_text_stays_text(text):
    """Whatever the text, the only element is ours and the text comes back whole."""
    reader = read(element("p", text))
    assert [tag for tag, _ in reader.tags] == ["p"]
    assert reader.text == text


@given(any_text.filter(bool))
def test_attributes_stay_attributes(text):
    """Whatever an attribute's value, it cannot end the attribute or the tag."""
    reader = read(element("p", "x", title=text, class_="a"))
    assert reader.tags == [("p", {"title": text, "class": "a"})]


def test_elements_nest():
    """An element within an element is kept; a plain string beside it is escaped."""
    assert element("p", element("b", "1 < 2"), "<i>") == "<p><b>1 &lt; 2</b>&lt;i&gt;</p>"
    assert join("&", element("b")) == "&amp;<b></b>"


def test_a_quoted_value_is_short_and_printable():
    assert quoted("Herat") == "“Herat”"
    assert quoted("a\x00b\u202ec") == "“abc”"
    assert len(quoted("x" * 3000)) < 70
