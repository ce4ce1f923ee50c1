"""A report on paper: the page printed by Chromium, where that is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from graph.errors import WrongUse
from graph.language import Text

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
_SECONDS = 120


def printed(html: str) -> bytes:
    """The page as PDF with its own page numbers and running foot, tagged for screen readers.

    No host can be reached meanwhile. Raises WrongUse where Chromium is missing or fails.
    """
    browser = chromium()
    with tempfile.TemporaryDirectory(prefix="geflecht-print-") as folder:
        page, out = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        command = [
            str(browser), "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", "--generate-pdf-document-outline",
            f"--print-to-pdf={out}", page.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses its sandbox to root; the page is our own
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 our page
        except (OSError, subprocess.TimeoutExpired) as error:
            raise WrongUse(_FAILED) from error
        if done.returncode != 0 or not out.exists():
            raise WrongUse(_FAILED)
        return out.read_bytes()


def chromium() -> Path:
    """Where Chromium lies: GEFLECHT_CHROMIUM, else on the path. Raises WrongUse where there is none."""
    found = os.environ.get("GEFLECHT_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise WrongUse(_MISSING)
    return Path(found)


_MISSING = Text(
    "Für eine PDF-Datei fehlt Chromium. Bitte installieren oder GEFLECHT_CHROMIUM setzen; oder den Bericht als .html "
    "schreiben und aus dem Browser drucken.",
    "There is no Chromium to make a PDF. Please install it or set GEFLECHT_CHROMIUM; or write the report as .html and "
    "print it from the browser.",
)
_FAILED = Text(
    "Chromium konnte den Bericht nicht drucken. Bitte als .html schreiben und aus dem Browser drucken.",
    "Chromium could not print the report. Please write it as .html and print it from the browser.",
)
