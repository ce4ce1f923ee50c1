"""Links of the model that people follow backwards as well, each declared once."""

from dataclasses import dataclass

from graph import model as m


@dataclass(frozen=True, slots=True)
class Inverse:
    """A field `name` of the kind `owner`: the entries of `kind` that point at it by one of the properties."""

    owner: str
    name: str
    kind: type[m.Record]
    properties: tuple[str, ...]
    description: str


INVERSE: tuple[Inverse, ...] = (
    Inverse("Place", "actors", m.Actor, ("places",), "Actors located here."),
    Inverse("Place", "measures", m.Measure, ("places",), "Measures for this place."),
    Inverse("Place", "offers", m.Offer, ("places",), "Offers at or for this place."),
    Inverse("Place", "duties", m.Duty, ("places",), "Duties here."),
    Inverse("Place", "needs", m.Need, ("places",), "Needs raised for this place."),
    Inverse("Place", "groups", m.Group, ("place",), "Bodies and working groups of this place."),
    Inverse("Place", "events", m.Event, ("places",), "Events held here."),
    Inverse("Place", "plans", m.Plan, ("place",), "Plans for this territory."),
    Inverse("Place", "statements", m.Statement, ("place",), "What this municipality stated on plans."),
    Inverse("Place", "inventories", m.Inventory, ("place",), "Inventories taken here."),
    Inverse("Place", "readings", m.Reading, ("place",), "Readings at this place."),
    Inverse("Place", "parts", m.Place, ("part_of",), "Places within this one."),
    Inverse("Place", "contacts", m.Contact, ("place",), "Contacts that serve this place."),
    Inverse("Term", "narrower", m.Term, ("broader",), "Terms below this one."),
    Inverse("Term", "actors", m.Actor, ("type",), "Actors of this type."),
    Inverse(
        "Term", "measures", m.Measure, ("fields", "target_groups", "kind", "task"),
        "Measures in this field, for this target group, of this kind or with this task.",
    ),
    Inverse(
        "Term", "offers", m.Offer, ("fields", "target_groups", "task"),
        "Offers in this field, for this target group or with this task.",
    ),
    Inverse("Term", "duties", m.Duty, ("fields",), "Duties in this field."),
    Inverse("Term", "needs", m.Need, ("fields", "target_groups"), "Needs in this field or of this target group."),
    Inverse("Term", "goals", m.Goal, ("fields",), "Goals in this field."),
    Inverse("Term", "groups", m.Group, ("fields",), "Bodies and working groups in this field."),
    Inverse("Term", "indicators", m.Indicator, ("fields",), "Indicators in this field."),
    Inverse("Term", "events", m.Event, ("fields",), "Events on this field."),
    Inverse("Term", "readings", m.Reading, ("target_group",), "Readings for this target group."),
    Inverse("Term", "fundings", m.Funding, ("programme",), "Fundings from this programme."),
    Inverse("Term", "ties", m.Tie, ("fields",), "Ties in this field."),
    Inverse("Actor", "contacts", m.Contact, ("actor",), "How the actor can be reached."),
    Inverse("Actor", "duties", m.Duty, ("legal_holder",), "Duties that the actor has by law or contract."),
    Inverse("Actor", "organised_events", m.Event, ("organiser",), "Events that the actor organised."),
    Inverse("Actor", "indicators", m.Indicator, ("keeper",), "Indicators that the actor keeps."),
    Inverse("Actor", "funded_measures", m.Measure, ("funders",), "Measures that the actor funds."),
    Inverse("Actor", "groups", m.Group, ("actor",), "The body or working group that this actor is."),
    Inverse("Actor", "chaired_groups", m.Group, ("chair",), "Bodies and working groups that the actor chairs."),
    Inverse("Actor", "resolutions", m.Resolution, ("body",), "What this body resolved."),
    Inverse("Actor", "claims", m.Claim, ("about",), "What sources say of the actor."),
    Inverse("Plan", "measures", m.Measure, ("plan",), "Measures of this plan."),
    Inverse("Plan", "goals", m.Goal, ("plan",), "Goals of this plan."),
    Inverse("Plan", "terms", m.Term, ("plan",), "Terms introduced by this plan."),
    Inverse("Plan", "deadlines", m.Deadline, ("plan",), "Deadlines of this plan."),
    Inverse("Plan", "papers", m.Paper, ("plan", "measure"), "Papers about this plan."),
    Inverse("Plan", "resolutions", m.Resolution, ("plan",), "Resolutions on this plan."),
    Inverse("Plan", "statements", m.Statement, ("plan",), "What municipalities stated on this plan."),
    Inverse("Plan", "inventories", m.Inventory, ("plan",), "Inventories taken for this plan."),
    Inverse("Plan", "events", m.Event, ("plan",), "Events on this plan."),
    Inverse("Plan", "superseded_by", m.Plan, ("supersedes",), "The later editions that took its place."),
    Inverse("Goal", "measures", m.Measure, ("goals",), "Measures that pursue this goal."),
    Inverse("Goal", "indicators", m.Indicator, ("goals",), "Indicators of this goal."),
    Inverse("Goal", "needs", m.Need, ("goals",), "Needs that became this goal."),
    Inverse("Goal", "narrower", m.Goal, ("broader",), "Goals below this one."),
    Inverse("Need", "measures", m.Measure, ("needs",), "Measures that arise from this need."),
    Inverse("Measure", "offers", m.Offer, ("part_of",), "Offers that are part of this measure."),
    Inverse("Measure", "duties", m.Duty, ("measures",), "Duties that this measure fulfils."),
    Inverse("Measure", "fundings", m.Funding, ("measure",), "Money for this measure."),
    Inverse("Measure", "status_reports", m.StatusReport, ("measure",), "What was reported about this measure."),
    Inverse("Measure", "deadlines", m.Deadline, ("measure",), "Deadlines of this measure."),
    Inverse("Measure", "papers", m.Paper, ("measure",), "Papers about this measure."),
    Inverse("Measure", "consultations", m.Consultation, ("measures",), "Consultations that concern this measure."),
    Inverse("Measure", "resolutions", m.Resolution, ("measures",), "Resolutions on this measure."),
    Inverse("Measure", "events", m.Event, ("measure",), "Events on this measure."),
    Inverse("Measure", "ratings", m.Rating, ("measure",), "How people rated this measure."),
    Inverse("Measure", "claims", m.Claim, ("about",), "What sources say of this measure."),
    Inverse("Offer", "parts", m.Offer, ("part_of",), "Offers that are part of this one, such as its sites."),
    Inverse("Offer", "fundings", m.Funding, ("measure",), "Money for this offer."),
    Inverse("Offer", "status_reports", m.StatusReport, ("measure",), "What was reported about this offer."),
    Inverse("Offer", "deadlines", m.Deadline, ("measure",), "Deadlines of this offer."),
    Inverse("Offer", "ratings", m.Rating, ("offer", "measure"), "How people rated this offer."),
    Inverse("Offer", "claims", m.Claim, ("about",), "What sources say of this offer."),
    Inverse("Event", "needs", m.Need, ("event",), "Needs raised at this event."),
    Inverse("Event", "ratings", m.Rating, ("event",), "What people at this event rated."),
    Inverse("Event", "participations", m.Participation, ("event",), "Head counts of this event."),
    Inverse("Paper", "consultations", m.Consultation, ("paper",), "The consultations of this paper."),
    Inverse("Consultation", "resolutions", m.Resolution, ("consultation",), "Resolutions that came of it."),
    Inverse("Indicator", "readings", m.Reading, ("indicator",), "Its readings over the years."),
    Inverse("Indicator", "targets", m.Target, ("indicator",), "Its baselines and targets."),
    Inverse("Indicator", "measures", m.Measure, ("indicators",), "Measures that it measures."),
    Inverse("Survey", "tie_reports", m.TieReport, ("survey",), "What was said about ties in this wave."),
    Inverse("Contact", "consents", m.Consent, ("contact",), "What was agreed to about this contact."),
)  # fmt: skip
