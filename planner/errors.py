"""Every error the planner raises on purpose.

    PlannerError
    ├── SheetError            a file or sheet that cannot be read or used
    ├── ImportRefused         an import that would leave the tables wrong
    ├── WorkspaceBusy         another import holds the workspace
    ├── BackupRefused         a file that cannot be restored
    ├── WorkbookRefused       an edited workbook that cannot be taken back
    ├── QueryError            a question the tables cannot answer
    ├── PlanError             a value or patch the plan refuses
    │   └── PlanConflict      the field was changed elsewhere meanwhile
    └── FormulaError          a formula that cannot be read or worked out

An error is a code, a sentence with named places and the fields that fill them. It is put into words
last, in the language of whoever reads it: ``Language.error(error)``.
"""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Return the text as it is; marks it for the catalogues."""
    return text


class PlannerError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        code: short name, the same in every language.
        template: English sentence with ``{places}``; the key into the catalogues.
        fields: what fills the places.
    """

    code: str = "planner"

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template)
        self.template = template
        self.fields = fields

    def __str__(self) -> str:
        """Return the English sentence, for logs and tracebacks."""
        return self.template.format(**self.fields)


class SheetError(PlannerError):
    """A file or sheet that cannot be read or used."""

    code = "sheet"

    def __init__(self, code: str, template: str, **fields: object) -> None:
        super().__init__(template, **fields)
        self.code = code


class ImportRefused(PlannerError):
    """An import that would leave the tables wrong."""

    code = "import_refused"


class WorkspaceBusy(PlannerError):
    """Another import holds the workspace."""

    code = "workspace_busy"


class BackupRefused(PlannerError):
    """A file that cannot be restored: no back-up, a damaged one, or one of a newer planner."""

    code = "backup_refused"


class WorkbookRefused(PlannerError):
    """An edited workbook that cannot be taken back: foreign, damaged, old, of another plan."""

    code = "workbook_refused"


class QueryError(PlannerError):
    """A question the tables cannot answer."""

    code = "query"


class PlanError(PlannerError):
    """A value or patch the plan refuses."""

    code = "plan"


class PlanConflict(PlanError):
    """A field was changed elsewhere between reading and saving."""

    code = "plan_conflict"


class FormulaError(PlannerError):
    """A formula that cannot be read or worked out."""

    code = "formula"
