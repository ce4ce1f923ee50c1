"""Who there is and where: actors, places, groups, contacts and what they agreed to."""

from dataclasses import dataclass
from datetime import date as Day
from typing import Annotated, ClassVar

from graph.dates import VagueDate
from graph.language import Text
from graph.model.base import Meta, Node, P, Ref, To
from graph.model.states import PlaceLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Node):
    """An organisation, body or initiative. One row of `actors.csv` is one actor, also for bodies and groups."""

    meta: ClassVar[Meta] = Meta(
        Text("Akteur", "Actor"), Text("Akteure", "Actors"), table="actors", key="actor_id", title="name"
    )

    name: Annotated[str, P("Name", "Name", "name", headings=("Akteur", "Organisation", "Einrichtung", "Träger"))]
    type: Annotated[
        tuple[Ref, ...],
        P("Art", "Type", "actor_type", headings=("Akteurstyp", "Typ", "Art des Akteurs")),
        To("HAS_TYPE", "Term", scheme="actor_type"),
    ] = ()
    places: Annotated[
        tuple[Ref, ...],
        P("Kommune", "Municipality", "municipality", headings=("Ort", "Gemeinde", "Sitz", "Stadt/Gemeinde")),
        To("LOCATED_IN", "Place", by="name"),
    ] = ()
    level: Annotated[str | None, P("Ebene", "Level", "level")] = None
    ags: Annotated[
        str | None,
        P(
            "AGS",
            "Official key",
            "ags",
            headings=("Gemeindeschlüssel", "Amtlicher Gemeindeschlüssel"),
            help=Text("Nur bei Rathäusern: der eigene Schlüssel.", "Town halls only: their own key."),
        ),
    ] = None
    alt_names: Annotated[
        tuple[str, ...], P("Weitere Namen", "Other names", "alt_names", headings=("Kurzname", "Abkürzung"))
    ] = ()
    volunteer: Annotated[bool | None, P("Ehrenamtlich", "Run by volunteers", "volunteer")] = None
    capacity_fte: Annotated[
        float | None, P("Kapazität (VZÄ)", "Capacity (FTE)", "capacity_fte", headings=("Stellenanteile", "VZÄ"))
    ] = None
    seats: Annotated[
        int | None,
        P(
            "Sitze",
            "Seats",
            "seats",
            headings=("Mitgliederzahl", "Stimmberechtigte"),
            help=Text("Nur bei Gremien: wie viele abstimmen dürfen.", "Bodies only: how many may vote."),
        ),
    ] = None
    cooperates: Annotated[
        bool,
        P(
            "Kann kooperieren",
            "Can cooperate",
            "cooperates",
            help=Text(
                "Nein bei Akteursgruppen, Förderprogrammen, politischen und steuernden Gremien: sie stehen im Graphen, "
                "aber nicht in Netzwerken von Akteuren.",
                "No for groups of actors, funds, political and steering bodies: in the graph, not in actor networks.",
            ),
        ),
    ] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Node):
    """A territory: the district, a municipality, a quarter. A town hall is an Actor located in it."""

    meta: ClassVar[Meta] = Meta(
        Text("Ort", "Place"), Text("Orte", "Places"), table="places", key="place_id", title="name"
    )

    name: Annotated[str, P("Name", "Name", "name", headings=("Ort", "Kommune", "Gemeinde"))]
    level: Annotated[PlaceLevel, P("Ebene", "Level", "kind")] = PlaceLevel.MUNICIPALITY
    ags: Annotated[str | None, P("AGS", "Official key", "ags", headings=("Gemeindeschlüssel",))] = None
    part_of: Annotated[Ref | None, P("Teil von", "Part of", "part_of"), To("PART_OF", "Place")] = None
    population: Annotated[int | None, P("Einwohner", "Inhabitants", "population", headings=("Bevölkerung",))] = None
    lat: Annotated[float | None, P("Breite", "Latitude", "lat")] = None
    lon: Annotated[float | None, P("Länge", "Longitude", "lon")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Node):
    """A body, network or working group with members."""

    meta: ClassVar[Meta] = Meta(
        Text("Gremium", "Group"), Text("Gremien", "Groups"), table="groups", key="group_id", title="name"
    )

    name: Annotated[str, P("Name", "Name", "name", headings=("Gremium", "Netzwerk", "Arbeitskreis"))]
    kind: Annotated[str | None, P("Art", "Kind", "kind")] = None
    actor: Annotated[Ref | None, P("Als Akteur", "As an actor", "actor_id"), To("SAME_AS", "Actor")] = None
    fields: Annotated[
        tuple[Ref, ...],
        P("Handlungsfelder", "Fields of action", "field"),
        To("IN_FIELD", "Term", scheme="field"),
    ] = ()
    place: Annotated[Ref | None, P("Ort", "Place", "place_id"), To("LOCATED_IN", "Place")] = None
    chair: Annotated[Ref | None, P("Vorsitz", "Chair", "chair_actor_id"), To("CHAIRED_BY", "Actor")] = None
    since: Annotated[VagueDate | None, P("Seit", "Since", "since")] = None
    until: Annotated[VagueDate | None, P("Bis", "Until", "until")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Node):
    """A function that can be reached; a person's name only with a consent in force."""

    meta: ClassVar[Meta] = Meta(
        Text("Kontakt", "Contact"), Text("Kontakte", "Contacts"), table="contacts", key="contact_id", title="email"
    )

    actor: Annotated[Ref | None, P("Akteur", "Actor", "actor_id"), To("CONTACT_OF", "Actor")] = None
    role: Annotated[
        Ref | None,
        P("Funktion", "Function", "role"),
        To("HAS_ROLE", "Term", scheme="contact_role"),
    ] = None
    place: Annotated[Ref | None, P("Zuständig für Ort", "Serves place", "place_id"), To("SERVES", "Place")] = None
    email: Annotated[str | None, P("E-Mail", "E-mail", "email")] = None
    phone: Annotated[str | None, P("Telefon", "Telephone", "phone")] = None
    person_name: Annotated[
        str | None,
        P(
            "Person",
            "Person",
            "person_name",
            help=Text(
                "Nur mit einer geltenden Einwilligung gespeichert.", "Stored only with a consent that is in force."
            ),
        ),
    ] = None
    consent: Annotated[Ref | None, P("Einwilligung", "Consent", "consent_id"), To("CONSENTED_BY", "Consent")] = None
    verified_on: Annotated[Day | None, P("Geprüft am", "Verified on", "verified_on")] = None
    since: Annotated[VagueDate | None, P("Seit", "Since", "since")] = None
    until: Annotated[VagueDate | None, P("Bis", "Until", "until")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Node):
    """What somebody agreed to about their contact, and until when."""

    meta: ClassVar[Meta] = Meta(
        Text("Einwilligung", "Consent"), Text("Einwilligungen", "Consents"), table="consents", key="consent_id"
    )

    contact: Annotated[Ref | None, P("Kontakt", "Contact", "contact_id"), To("CONSENT_FOR", "Contact")] = None
    given_on: Annotated[Day | None, P("Erteilt am", "Given on", "given_on")] = None
    scope: Annotated[str | None, P("Umfang", "Scope", "scope")] = None
    valid_until: Annotated[Day | None, P("Gilt bis", "Valid until", "valid_until")] = None
    withdrawn_on: Annotated[Day | None, P("Widerrufen am", "Withdrawn on", "withdrawn_on")] = None
