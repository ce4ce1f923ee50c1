"""In which language somebody wants to be answered."""

from starlette.requests import Request

from graph.language import Language

_OURS: dict[str, Language] = {"de": "de", "en": "en"}


def language_of(request: Request) -> Language:
    """`?lang=` if it is one of ours, else the one of ours that the browser likes best, else German."""
    chosen = _OURS.get(request.query_params.get("lang", ""))
    return chosen or liked_best(request.headers.get("accept-language", ""))


def liked_best(header: str) -> Language:
    """The language of an Accept-Language header; the first of those liked equally, German for anything else."""
    best: tuple[float, Language] = (0.0, "de")
    for entry in header[:200].split(","):
        name, _, rest = entry.strip().partition(";")
        ours = _OURS.get(name.split("-")[0].strip().lower())
        if ours is not None and (weight := _weight(rest)) > best[0]:
            best = (weight, ours)
    return best[1]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(float(value), 1.0)
    except ValueError:
        return 0.0
