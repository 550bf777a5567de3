"""Words for the codes of the data: kinds, uses, certainty, relations, languages."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from geo.messages.catalogue import decimal, gettext, gettext_noop, locale
from geo.vocabulary import (
    Basis,
    Certainty,
    Group,
    PlaceOrder,
    Relation,
    Sense,
    UnitKind,
    Use,
    Zone,
)

_GROUPS = {
    "settlement": gettext_noop("Cities, towns, villages"),
    "site": gettext_noop("Sites and quarters"),
    "district": gettext_noop("Districts"),
    "province": gettext_noop("Provinces"),
    "country": gettext_noop("Countries"),
    "region": gettext_noop("Regions, historic states"),
    "nature": gettext_noop("Valleys, rivers, gulf"),
}
_KINDS = {
    "city": gettext_noop("city"),
    "town": gettext_noop("town"),
    "village": gettext_noop("village"),
    "neighbourhood": gettext_noop("neighbourhood"),
    "facility": gettext_noop("facility"),
    "district": gettext_noop("district"),
    "province": gettext_noop("province"),
    "country": gettext_noop("country"),
    "region": gettext_noop("region"),
    "valley": gettext_noop("valley"),
    "river": gettext_noop("river"),
    "plateau": gettext_noop("plateau"),
    "gulf": gettext_noop("gulf"),
    "other": gettext_noop("historic state"),
}
_USES = {
    Use.LITERAL: gettext_noop("as a location"),
    Use.METONYM: gettext_noop("as a state acting"),
    Use.HISTORIC: gettext_noop("as a historic region"),
    Use.EMBEDDED: gettext_noop("inside another name"),
}
_CERTAINTIES = {
    Certainty.CERTAIN: gettext_noop("certain"),
    Certainty.LESS_CERTAIN: gettext_noop("less certain"),
    Certainty.UNCERTAIN: gettext_noop("uncertain"),
}
_SENSES = {
    Sense.HISTORIC_REGION: gettext_noop("The historic region"),
    Sense.PRESENT_PROVINCES: gettext_noop("Iran’s present provinces"),
    Sense.HISTORIC_PROVINCE: gettext_noop("A historic province"),
    Sense.ORGANISATION: gettext_noop("An organisation’s name for itself"),
    Sense.PUBLICATION: gettext_noop("The title of a publication"),
}
_RELATIONS = {
    Relation.IN: gettext_noop("Counted in"),
    Relation.EDGE: gettext_noop("On the border"),
    Relation.OUT: gettext_noop("Counted out"),
}
_ORDERS = {
    PlaceOrder.REGION: gettext_noop("Khorasan’s lands first"),
    PlaceOrder.NAME: gettext_noop("A–Z"),
    PlaceOrder.KIND: gettext_noop("By kind"),
    PlaceOrder.MENTION: gettext_noop("As the article names them"),
}
_ZONES = {
    Zone.LANDS: gettext_noop("In Khorasan’s lands"),
    Zone.REGION: gettext_noop("About Khorasan"),
    Zone.WORLD: gettext_noop("Farther away"),
}
_RELATION_WORDS = {
    Relation.IN: gettext_noop("in"),
    Relation.EDGE: gettext_noop("on the border"),
    Relation.OUT: gettext_noop("out"),
}
_BASES = {
    Basis.PASSAGE: "",
    Basis.LITERATURE: gettext_noop("reported by others"),
    Basis.UNVERIFIED: gettext_noop("not confirmed"),
}
_UNIT_KINDS = {
    UnitKind.PROVINCE: gettext_noop("Provinces"),
    UnitKind.COUNTRY: gettext_noop("Countries"),
}


def group_title(group: Group) -> str:
    """Name a group of kinds, as a heading."""
    return gettext(_GROUPS[group.group_id])


def kind_name(kind: str) -> str:
    """Name one of the kinds of place."""
    return gettext(_KINDS[kind])


def use_name(use: Use) -> str:
    """Say how a mention uses a name: “as a location”."""
    return gettext(_USES[use])


def certainty_name(certainty: Certainty) -> str:
    """Say how sure a location is."""
    return gettext(_CERTAINTIES[certainty])


def sense_title(sense: Sense) -> str:
    """Say what the name Khorasan means, as a heading."""
    return gettext(_SENSES[sense])


def counted_heading(title: str, count: int) -> str:
    """Head a list with its title and how much is in it."""
    return gettext("{title} ({number})", title=title, number=decimal(count))


def relation_title(relation: Relation) -> str:
    """Say what a source says of a town, as a heading."""
    return gettext(_RELATIONS[relation])


def order_name(order: PlaceOrder) -> str:
    """Name an order of the places."""
    return gettext(_ORDERS[order])


def zone_title(zone: Zone) -> str:
    """Say how near to Khorasan places lie, as a heading."""
    return gettext(_ZONES[zone])


def relation_word(relation: Relation) -> str:
    """Say in a word what a source says of a town."""
    return gettext(_RELATION_WORDS[relation])


def basis_name(basis: Basis) -> str:
    """Say what a statement rests on; nothing where the passage itself was read."""
    return gettext(_BASES[basis]) if _BASES[basis] else ""


def unit_kind_title(kind: UnitKind) -> str:
    """Name the provinces or the countries, as a heading."""
    return gettext(_UNIT_KINDS[kind])


def language_name(tag: str) -> str:
    """Name the language of a BCP 47 tag (CLDR, by Babel); an unknown tag stands for itself."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale()) or tag
    except (UnknownLocaleError, ValueError):
        return tag
