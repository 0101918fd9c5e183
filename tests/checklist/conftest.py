"""Every workbook of these tests, recalculated by one start of LibreOffice."""

import pytest

from planner.checklist import build_checklist, write_workbook
from planner.language import Language
from tests.checklist.cases import EDITED, Workbooks, answers_in, planted
from tests.checklist.recalculation import recalculated, typed


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Workbooks:
    """Return every workbook of these tests; LibreOffice is started once for all."""
    folder = tmp_path_factory.mktemp("workbooks")
    answers = answers_in(folder)
    written = {}
    for name, made in answers.items():
        written[name] = folder / f"{name}.xlsx"
        language = Language("zh" if name.endswith("_zh") else "en")
        write_workbook(made, build_checklist(made), language, written[name])
    for name, cells in EDITED.items():
        written[f"edited_{name}"] = typed(written["shop"], folder / f"edited_{name}.xlsx", cells)
    written["planted"] = planted(written["no_data"], folder / "planted.xlsx")
    wanted = [name for name in written if not name.startswith("expected_")]
    again = recalculated([written[name] for name in wanted], folder)
    return Workbooks(answers, written, dict(zip(wanted, again, strict=True)))
