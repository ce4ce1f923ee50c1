"""Settings that do not count: no threshold has that name, the value lies out of range, or two say different things."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.contradictions.contradiction import Contradiction
from graph.gaps.gap import Evidence
from graph.gaps.situation import Situation
from graph.language import Text
from graph.model import Setting
from graph.phrases import decimal, listed
from graph.settings import Threshold
from graph.text import fold
from graph.thresholds import all_thresholds


def find(situation: Situation) -> Iterator[Contradiction]:
    """One for each setting that does not count, one for each threshold that is set twice and differently."""
    named = {fold(word): t for t in all_thresholds() for word in (t.key, t.label.de, t.label.en)}
    by_threshold: dict[Threshold, list[Setting]] = defaultdict(list)
    for setting in sorted(situation.view.all(Setting, situation.dataset), key=lambda s: s.external_id):
        threshold = named.get(fold(setting.name))
        if threshold is None:
            yield _wrong(situation, setting, _no_such(setting))
        elif setting.value is None or not threshold.least <= setting.value <= threshold.most:
            yield _wrong(situation, setting, _out_of_range(setting, threshold))
        else:
            by_threshold[threshold].append(setting)
    for threshold, settings in by_threshold.items():
        if len({setting.value for setting in settings}) > 1:
            yield _twice(situation, settings, threshold)


def _no_such(setting: Setting) -> Text:
    return Text(
        "Die Einstellung „{name}“ gibt es nicht; sie wirkt nicht.", "There is no setting “{name}”; it has no effect."
    ).fill(name=setting.name)


def _out_of_range(setting: Setting, threshold: Threshold) -> Text:
    return Text(
        "Die Einstellung „{name}“ hat keinen möglichen Wert ({value}); es gilt {default} {unit}.",
        "The setting “{name}” has no possible value ({value}); {default} {unit} applies.",
    ).fill(
        name=setting.name,
        value=Text("leer", "empty") if setting.value is None else decimal(setting.value),
        default=decimal(threshold.default),
        unit=threshold.unit,
    )


def _wrong(situation: Situation, setting: Setting, message: Text) -> Contradiction:
    return Contradiction(setting, "value", message, (_side(setting),), _correct(situation))


def _twice(situation: Situation, settings: Sequence[Setting], threshold: Threshold) -> Contradiction:
    values = [decimal(setting.value) for setting in settings if setting.value is not None]
    return Contradiction(
        subject=settings[0],
        key="twice",
        message=Text(
            "„{name}“ ist mehrmals und verschieden eingestellt: {values}.",
            "“{name}” is set more than once, and differently: {values}.",
        ).fill(
            name=threshold.label,
            values=listed(values),
        ),
        sides=tuple(_side(setting) for setting in settings),
        action=_correct(situation),
    )


def _side(setting: Setting) -> Evidence:
    value = Text("leer", "empty") if setting.value is None else decimal(setting.value)
    told = Text("„{name}“ ({key}): {value}.", "“{name}” ({key}): {value}.")
    return Evidence(told.fill(name=setting.name, key=setting.external_id, value=value), (setting.id,))


def _correct(situation: Situation) -> Text:
    return Text("{who} berichtigt die Einstellung.", "{who} corrects the setting.").fill(who=situation.coordination)
