"""Takes the pictures of the pages from a report: ``python docs/pictures.py out/turkic/report.html``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
WIDTH, HEIGHT = 1400, 1000
# picture -> the part of the report at its upper edge
PICTURES = {"report.png": None, "claim.png": "#claim-vote-together", "map.png": "#map"}
SHOW = "part => document.querySelector(part).scrollIntoView({behavior: 'instant'})"


def main(report: Path) -> None:
    """Open the report in Chromium, in light colours, and take one picture of each part."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(report.resolve().as_uri())
        for name, part in PICTURES.items():
            # Twice, for the parts above grow when they first come into view.
            for _ in range(2 if part is not None else 0):
                page.evaluate(SHOW, part)
                page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / name)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
