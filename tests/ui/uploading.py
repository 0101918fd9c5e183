"""What tests of the sheets page share: uploading files and reading what is shown."""

import re
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from planner.tables import Workspace


def upload(app: AppTest, *files: Path) -> AppTest:
    for file in files:
        app.file_uploader[0].upload(file.name, file.read_bytes())
    return app.run()


def plain(text: str) -> str:
    """Return Markdown without its escapes, icons and marks."""
    text = re.sub(r":\w+-badge\[(.*?)\](?=$|\n| )", r"\1", text.replace("\\", ""))
    return re.sub(r":material/\w+:|\*\*", "", text).replace("\N{NO-BREAK SPACE}", " ")


def text(app: AppTest) -> str:
    """Return all words that are shown outside of grids, errors and warnings."""
    kinds = ("markdown", "caption", "success")
    return "\n".join(plain(element.value) for kind in kinds for element in app.get(kind))


def message(element: Element) -> str:
    return plain(element.value)


def table_with(app: AppTest, column: str) -> pd.DataFrame:
    (found,) = [frame.value for frame in app.dataframe if column in frame.value.columns]
    return found


def spooled(data: Workspace) -> list[Path]:
    return list(data.spool.iterdir())
