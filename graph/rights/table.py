"""The table of rights: who may do what, with which entries, how far. What no row allows is forbidden.

A cell says how far a right reaches: over entries of a visibility class (`PUBLIC`, `PARTNERS` with the public ones,
`ALL`), over what belongs to the viewer (`OWN`), over what lies in their territory and what is their own (`TERRITORY`).
"""

from dataclasses import dataclass
from enum import Flag, auto

from graph import model as m
from graph.model import KINDS, Record
from graph.model.states import State, Visibility
from graph.rights.viewer import Grant, ViewerRole
from graph.schema import properties

Kinds = frozenset[type[Record]]
Fields = frozenset[str]


class Action(State):
    """What can be done. The `PROPOSE…` actions hand in something that the coordination then releases."""

    READ = "READ", "lesen", "read"
    READ_HISTORY = "READ_HISTORY", "den Verlauf lesen", "read the history"
    READ_METADATA = "READ_METADATA", "lesen, wer wann geändert hat", "read who changed something and when"
    CREATE = "CREATE", "anlegen", "create"
    UPDATE = "UPDATE", "ändern", "change"
    DELETE = "DELETE", "löschen", "delete"
    PROPOSE = "PROPOSE", "eine Änderung vorschlagen", "propose a change"
    CONFIRM = "CONFIRM", "bestätigen, zusagen oder ablehnen", "confirm, accept or decline"
    RELEASE = "RELEASE", "Vorgeschlagenes freigeben", "release what was proposed"
    IMPORT = "IMPORT", "einlesen", "import"
    PROPOSE_IMPORT = "PROPOSE_IMPORT", "etwas zum Einlesen vorlegen", "propose an import"
    MERGE = "MERGE", "zusammenführen", "merge"
    PROPOSE_MERGE = "PROPOSE_MERGE", "eine Zusammenführung vorschlagen", "propose a merge"
    UNDO = "UNDO", "rückgängig machen", "undo"
    ERASE = "ERASE", "aus dem Verlauf löschen", "erase from the history"
    INVITE = "INVITE", "Akteure einladen", "invite actors"
    MANAGE_USERS = "MANAGE_USERS", "Konten und Schlüssel verwalten", "manage accounts and tokens"
    BACKUP = "BACKUP", "sichern, wiederherstellen und prüfen", "back up, restore and check"


class Extent(Flag):
    """How far a right reaches."""

    NOTHING = 0
    PUBLIC_CLASS = auto()
    PARTNERS_CLASS = auto()
    INTERNAL_CLASS = auto()
    OWN = auto()
    NEARBY = auto()


NO = Extent.NOTHING
PUBLIC = Extent.PUBLIC_CLASS
PARTNERS = PUBLIC | Extent.PARTNERS_CLASS
ALL = PARTNERS | Extent.INTERNAL_CLASS
OWN = Extent.OWN
TERRITORY = OWN | Extent.NEARBY

CLASS_OF = {
    Visibility.PUBLIC: Extent.PUBLIC_CLASS,
    Visibility.PARTNERS: Extent.PARTNERS_CLASS,
    Visibility.INTERNAL: Extent.INTERNAL_CLASS,
}


def _kinds(*kinds: type[Record]) -> Kinds:
    return frozenset(kinds)


def _named(*words: str) -> Fields:
    return frozenset(" ".join(words).split())


EVERY = frozenset(KINDS.values())
CONTACTS = _kinds(m.Contact, m.Consent)
ANSWERS = _kinds(m.TieReport, m.Inquiry)
ATTENDANCES = _kinds(m.Invitation, m.Attendance)
DECISIONS = _kinds(m.Paper, m.Consultation, m.Resolution, m.Statement)
OPEN = _kinds(
    m.Actor, m.Place, m.Group, m.Membership, m.Term, m.Plan, m.PlanChange, m.Goal, m.Need, m.Measure, m.Offer, m.Duty,
    m.Responsibility, m.Contribution, m.Funding, m.Deadline, m.Indicator, m.Reading, m.Target, m.Event, m.Participation,
    m.Rating, m.Source, m.Survey, m.Inventory, m.Claim, m.CellDecision, m.GapDecision, m.Proposal, m.Redirect,
    m.Setting,
)  # fmt: skip
REPORTED = _kinds(m.Tie, m.TieEvidence, m.StatusReport, m.Confirmation)

NOTES: Fields = frozenset({"note", "as_written"})
TRUST: Fields = frozenset({"trust_reliable", "trust_open", "trust_mission"})
NAMES: Fields = frozenset({"person_name"})
CLOSED = NOTES | TRUST | NAMES
"""Fields that no row opens unless it names them."""

ANY: Fields = frozenset({prop.name for kind in EVERY for prop in properties(kind)})
USUAL: Fields = ANY - CLOSED | {"id", "dataset", "external_id", "version"}
KNOWN = ANY | USUAL

# What others than the office may write of an entry; a new property is not among them until somebody puts it here.
OF_ACTOR = _named("name alt_names type places level volunteer capacity_fte visibility note")
OF_OFFER = _named(
    "title fields target_groups places start end time_text status status_text kind reach task funding_text venues",
    "addressees contact verified_on visibility note",
)
OF_CONTACT = _named("role place email phone person_name consent verified_on since until visibility note")
OF_CONSENT = _named("given_on scope valid_until withdrawn_on")
OF_TIE = _named("fields layer state level formal since until visibility note")
OF_REPORT = _named("date status status_text percent text visibility note")
OF_ANSWER = _named("answer level frequency formal fields reported_on") | TRUST
OF_STATEMENT = _named("date stance text visibility note")


@dataclass(frozen=True, slots=True)
class Right:
    """One row: actions on fields of kinds, and how far each role may go. `grant`: only for those who were given it."""

    actions: frozenset[Action]
    kinds: Kinds
    fields: Fields
    extent: dict[ViewerRole, Extent]
    grant: Grant | None = None

    def is_about(self, field: str | None) -> bool:
        """Whether the row speaks of the field; without one, of the entry as such."""
        return field in self.fields if field is not None else not self.fields <= CLOSED


def _row(
    actions: Action | tuple[Action, ...],
    kinds: Kinds | type[Record],
    fields: Fields,
    *cells: Extent,
    grant: Grant | None = None,
) -> Right:
    """A row with a cell for each role: guest, actor, municipality, coordination, adviser, administration."""
    return Right(
        frozenset(actions if isinstance(actions, tuple) else (actions,)),
        kinds if isinstance(kinds, frozenset) else frozenset({kinds}),
        fields,
        dict(zip(ViewerRole, cells, strict=True)),
        grant,
    )


A = Action
_EDIT = (A.CREATE, A.UPDATE, A.DELETE)
_KEEP = (A.READ_HISTORY, A.RELEASE, A.IMPORT, A.MERGE, A.UNDO, A.ERASE)
_CHANGE = (A.CREATE, A.UPDATE)

# fmt: off
TABLE: tuple[Right, ...] = (
    #                                           guest   actor           municipality          coord. adviser   admin
    _row(A.READ, OPEN, USUAL,                   PUBLIC, PARTNERS | OWN, PARTNERS | TERRITORY, ALL,   PARTNERS, PUBLIC),
    _row(A.READ, REPORTED, USUAL,               PUBLIC, PARTNERS | OWN, PARTNERS | TERRITORY, ALL,   ALL,      PUBLIC),
    _row(A.READ, DECISIONS, USUAL,              PUBLIC, PUBLIC,         PUBLIC,               ALL,   PUBLIC,   PUBLIC),
    _row(A.READ, DECISIONS, USUAL,              NO,     NO,             ALL,                  NO,    NO,       NO,
         grant=Grant.PAPERS),
    _row(A.READ, m.Contact, USUAL,              NO,     OWN,            TERRITORY,            ALL,   ALL,      NO),
    _row(A.READ, m.Contact, NAMES,              NO,     OWN,            TERRITORY,            ALL,   ALL,      NO),
    _row(A.READ, m.Consent, USUAL,              NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.READ, ANSWERS, USUAL,                NO,     OWN,            OWN,                  ALL,   ALL,      NO),
    _row(A.READ, ANSWERS, TRUST,                NO,     OWN,            OWN,                  ALL,   NO,       NO),
    _row(A.READ, ATTENDANCES, USUAL,            NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.READ, EVERY, USUAL,                  NO,     NO,             NO,                   ALL,   NO,       NO),
    _row(A.READ, EVERY, NOTES,                  NO,     OWN,            OWN,                  ALL,   NO,       NO),

    _row(_EDIT, EVERY, ANY,                     NO,     NO,             NO,                   ALL,   NO,       NO),
    _row(A.PROPOSE, m.Actor, OF_ACTOR,          NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.PROPOSE, m.Offer, OF_OFFER,          NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.PROPOSE, m.Contact, OF_CONTACT,      NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.PROPOSE, m.Consent, OF_CONSENT,      NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.UPDATE, m.Actor, OF_ACTOR,           NO,     OWN,            NO,                   NO,    NO,       NO,
         grant=Grant.DIRECT),
    _row(A.UPDATE, m.Offer, OF_OFFER,           NO,     OWN,            NO,                   NO,    NO,       NO,
         grant=Grant.DIRECT),
    _row(_CHANGE, m.Contact, OF_CONTACT,        NO,     OWN,            NO,                   NO,    NO,       NO,
         grant=Grant.DIRECT),
    _row(_CHANGE, m.Consent, OF_CONSENT,        NO,     OWN,            NO,                   NO,    NO,       NO,
         grant=Grant.DIRECT),
    _row(_CHANGE, m.Actor, OF_ACTOR,            NO,     NO,             TERRITORY,            NO,    NO,       NO),
    _row(_CHANGE, m.Offer, OF_OFFER,            NO,     NO,             TERRITORY,            NO,    NO,       NO),
    _row(_CHANGE, m.Contact, OF_CONTACT,        NO,     NO,             TERRITORY,            NO,    NO,       NO),
    _row(_CHANGE, m.Consent, OF_CONSENT,        NO,     NO,             TERRITORY,            NO,    NO,       NO),
    _row(_CHANGE, m.Statement, OF_STATEMENT,    NO,     NO,             TERRITORY,            NO,    NO,       NO),

    _row(A.PROPOSE, m.Tie, OF_TIE,              NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.CONFIRM, m.Tie, USUAL,               NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.CREATE, m.TieReport, OF_ANSWER,      NO,     OWN,            OWN,                  NO,    NO,       NO),
    _row(A.CONFIRM, m.Responsibility, USUAL,    NO,     OWN,            OWN,                  ALL,   NO,       NO),
    _row(A.CONFIRM, _kinds(m.Actor, m.Offer, m.Measure, m.Contact), USUAL,
                                                NO,     OWN,            TERRITORY,            ALL,   NO,       NO),
    _row(A.CREATE, m.StatusReport, OF_REPORT,   NO,     OWN,            TERRITORY,            NO,    NO,       NO),
    _row(A.PROPOSE, m.Measure, USUAL,           NO,     NO,             PARTNERS | TERRITORY, ALL,   PARTNERS, NO),

    _row(_KEEP, EVERY, ANY,                     NO,     NO,             NO,                   ALL,   NO,       NO),
    _row(A.READ_HISTORY, EVERY, USUAL,          NO,     OWN,            TERRITORY,            NO,    NO,       NO),
    _row(A.READ_METADATA, EVERY, ANY,           NO,     NO,             NO,                   ALL,   NO,       ALL),
    _row(A.PROPOSE_IMPORT, EVERY, ANY,          NO,     NO,             TERRITORY,            ALL,   PARTNERS, NO),
    _row(A.PROPOSE_MERGE, m.Actor, USUAL,       NO,     NO,             TERRITORY,            ALL,   PARTNERS, NO),
    _row(A.INVITE, m.Actor, USUAL,              NO,     NO,             NO,                   ALL,   NO,       NO),
    _row((A.MANAGE_USERS, A.BACKUP), EVERY, ANY, NO,    NO,             NO,                   NO,    NO,       ALL),
)
# fmt: on

USUAL_CLASSES = {
    role: frozenset(v for v, flag in CLASS_OF.items() if flag & TABLE[0].extent[role]) for role in ViewerRole
}
