"""GraphiQL: the page on which people try questions. All its files are ours to serve."""

from api.pages.templates import render
from graph.language import Language, Text

_TITLE = Text("Fragen ausprobieren", "Try questions")
_NOSCRIPT = Text("Diese Seite braucht JavaScript.", "This page needs JavaScript.")
_EXAMPLE = """
# Measures, and who answers for them
{
  measures(first: 10) {
    totalCount
    nodes {
      title
      fields { label }
      places { name }
      responsibilities { edges { role state node { name } } }
    }
  }
}
"""


def graphiql_page(language: Language) -> str:
    """The page as HTML."""
    words = {"graphiql_title": _TITLE.in_(language), "graphiql_noscript": _NOSCRIPT.in_(language)}
    return render("graphiql.html.jinja", language=language, t=words, example=_EXAMPLE)
