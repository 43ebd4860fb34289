"""One judgment explained as an HTML page: its text with every value's words marked, unread text standing out.

Takes plain dicts (the explanation as `extraction.judgments.explain` makes it) and knows nothing of reading. The page
is one file without script, font or picture from anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2

_TEMPLATES = Path(__file__).parent / "templates"


def render_explanation(explanation: Mapping[str, Any]) -> str:
    """The HTML page of one explanation (keys as in `Explanation.as_dict`); every text is escaped."""
    return render_explanations([explanation])


def render_explanations(explanations: Sequence[Mapping[str, Any]]) -> str:
    """One page for several judgments, with a list of them at its head when there are more than one."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("explain.html.j2").render(explanations=explanations)
