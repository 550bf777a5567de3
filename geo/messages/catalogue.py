"""Messages in the language of the person: gettext's catalogues, and Babel for numbers and lists.

English is the source, so a message is its own key. A message is a template: what stands in braces
is filled in by name. The pseudo-language `zz` puts a dot on every letter of a message, so that
whatever bypasses the catalogue stands out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup, escape

LOCALES = Path(__file__).with_name("locale")
"""A folder with `<language>.po` for each language; `atlas.pot` is the list of all messages."""

ENGLISH, PSEUDO = "en", "zz"
PLAIN = "abcdefghijklmnopqrstuvwxyz"
DOTTED = "ȧḃċḋėḟǧḣịĵƙḷṁṅȯṗɋṙṡṫụṿẇẋẏż"
"""Letters that the data do not use, mostly with dots, one for each of `PLAIN`."""

MARKS = str.maketrans(PLAIN + PLAIN.upper(), DOTTED + DOTTED.upper())

NO_BREAK = "\N{NO-BREAK SPACE}"

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


class PseudoTranslations(NullTranslations):
    """The pseudo-language: messages in dotted letters, their braces left alone."""

    def gettext(self, message: str) -> str:
        """Put dots on a message."""
        return dotted(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Put dots on the form of a message that goes with a number."""
        return dotted(msgid1 if n == 1 else msgid2)


def dotted(message: str) -> str:
    """Put dots on the letters of a message, except for the names in its braces."""
    parts = []
    for literal, name, spec, _ in Formatter().parse(message):
        parts.append(literal.translate(MARKS))
        if name is not None:
            parts.append("{" + name + (f":{spec}" if spec else "") + "}")
    return "".join(parts)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that a link may ask for, English first."""
    return (ENGLISH, *sorted(path.stem for path in LOCALES.glob("*.po")), PSEUDO)


def use_language(code: str) -> None:
    """Write all messages of this thread in a language of `languages`."""
    _language.set(code)


@contextmanager
def language(code: str) -> Iterator[None]:
    """Write messages in a language of `languages` for a while."""
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def current_language() -> str:
    """Return the code of the language in use."""
    return _language.get()


def gettext(message: str, /, **values: object) -> str:
    """Translate a message and fill in its values."""
    return _fill(_translations(_language.get()).gettext(message), values)


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Translate the form of a message that goes with `number`, which fills `{number}`."""
    written = decimal(number)
    template = _translations(_language.get()).ngettext(one, many, number)
    return _fill(template, {"number": written, **values})


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogue; `gettext` translates it where it is used."""
    return message


def _fill(template: str, values: dict[str, object]) -> str:
    """Fill in the values; if one of them is HTML, the whole is, and all else is escaped."""
    if any(isinstance(value, Markup) for value in values.values()):
        return escape(template).format(**values)
    return template.format(**values) if values else template


@cache
def _translations(code: str) -> NullTranslations:
    if code == PSEUDO:
        return PseudoTranslations()
    path = LOCALES / f"{code}.po"
    return _compiled(path) if path.exists() else NullTranslations()


def _compiled(path: Path) -> GNUTranslations:
    """Compile a language's file in memory, so that one text file is all a language needs."""
    from io import BytesIO  # noqa: PLC0415

    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _locale(code: str) -> Locale:
    return Locale.parse("en_GB" if code in {ENGLISH, PSEUDO} else code)


def locale() -> Locale:
    """Return Babel's locale of the language in use."""
    return _locale(_language.get())


def decimal(number: float) -> str:
    """Write a number as the language does: 12,345."""
    return _decimal(number, locale())


@lru_cache(maxsize=4096)
def _decimal(number: float, language: Locale) -> str:
    return format_decimal(number, locale=language)


def listed(names: Sequence[str]) -> str:
    """Write names one after the other, “and” before the last; nothing for none."""
    if _language.get() == PSEUDO:
        return ", ".join(names)  # CLDR has no words for it.
    return format_list(list(names), locale=locale()) if names else ""


def day(when: date) -> str:
    """Write a day: “28 November 2026”."""
    if _language.get() == PSEUDO:
        return when.isoformat()  # CLDR has no words for it.
    return format_date(when, format="long", locale=locale())


def percent(low: float, high: float) -> str:
    """Write a range of shares (0 to 1) as whole percentages, as one where the two are the same.

    A share above nothing that rounds to nothing is “under 1 %”.
    """
    least, most = round(100 * low), round(100 * high)
    if most == 0:
        return gettext("under 1 %") if high > 0 else gettext("{number} %", number=decimal(0))
    if least == most:
        return gettext("{number} %", number=decimal(least))
    return gettext("{low}–{high} %", low=decimal(least), high=decimal(most))


def distance(kilometres: float) -> str:
    """Write a length in kilometres."""
    return gettext("{number} km", number=decimal(kilometres))


def thousand_km2(square_kilometres: float) -> str:
    """Write an area in thousands of square kilometres, without the unit."""
    return decimal(round(square_kilometres / 1000))
