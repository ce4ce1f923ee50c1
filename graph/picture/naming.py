"""Which dataset somebody means."""

from graph.errors import NotFound
from graph.language import Text
from graph.picture.view import View


def dataset_named(view: View, name: str | None) -> str:
    """The dataset of that name; without a name the only one there is. Raises NotFound with the choices."""
    names = view.datasets
    if name in names:
        return str(name)
    if name is None and len(names) == 1:
        return names[0]
    listed = ", ".join(names)
    if not names:
        raise NotFound(
            Text(
                "Der Speicher ist leer. Bitte zuerst Daten einlesen: geflecht import ORDNER.",
                "The store is empty. Please import something first: geflecht import FOLDER.",
            )
        )
    if name is None:
        raise NotFound(
            Text(
                f"Welcher Datensatz? Bitte mit --dataset wählen: {listed}.",
                f"Which dataset? Please choose with --dataset: {listed}.",
            )
        )
    raise NotFound(
        Text(
            f"Es gibt keinen Datensatz „{name}“. Vorhanden: {listed}.",
            f"There is no dataset “{name}”. Known: {listed}.",
        )
    )
