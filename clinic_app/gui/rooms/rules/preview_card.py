"""Who changes by other rules: counts by series on top, the people of the chosen one below."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.gui.faces import ListColumn
from clinic_app.gui.rooms.rules.faces import PreviewFace
from clinic_app.gui.widgets.card_frame import CardFrame
from clinic_app.gui.widgets.empty_state import EmptyState
from clinic_app.gui.widgets.label import Label
from clinic_app.gui.widgets.list_table import ROW_HEIGHT, ListTable
from clinic_app.gui.wording import rules as wording

_SERIES_WIDTHS = (0, 92, 92, 92, 92)
_PEOPLE_WIDTHS = (92, 106, 92, 84, 92, 0, 0)
_SERIES_SHOWN = 5


class PreviewCard(CardFrame):
    """Shows a `PreviewFace`; arrows in the upper list choose the series, Enter in the lower opens a card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(wording.WHO_CHANGES, parent)
        self._chosen = Label("", "body", bold=True, wrap=True)
        self._summary = Label("", "body", tone="ink2", wrap=True)
        self.series = ListTable(wording.BY_SERIES, _columns(wording.SERIES_COLUMNS, _SERIES_WIDTHS, right=True))
        self.people = ListTable(wording.WHO_CHANGES, _columns(wording.PEOPLE_COLUMNS, _PEOPLE_WIDTHS))
        self._nobody = EmptyState("circle-check", wording.NOBODY)
        self._note = Label("", "small", tone="ink2")
        self._lists = QWidget()
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(8)
        lists.addWidget(self.series)
        lists.addWidget(self.people, 1)
        for widget in (self._chosen, self._summary):
            self.body.addWidget(widget)
        self.body.addWidget(self._lists, 1)
        self.body.addWidget(self._nobody, 1)
        self.body.addWidget(self._note)

    def show_face(self, face: PreviewFace) -> None:
        """Show who changes."""
        self._chosen.setText(face.chosen)
        self._summary.setText(face.summary)
        self.series.show_rows(face.series)
        self.series.setFixedHeight((min(len(face.series), _SERIES_SHOWN) + 1) * ROW_HEIGHT + 4)
        self.people.show_rows(face.people)
        self._lists.setVisible(bool(face.series))
        self._nobody.setVisible(not face.series)
        self._note.setText(face.note)
        self._note.setVisible(bool(face.note))

    def has_people(self) -> bool:
        """Tell whether anybody changes."""
        return bool(self.people.current_key())


def _columns(titles: tuple[str, ...], widths: tuple[int, ...], *, right: bool = False) -> tuple[ListColumn, ...]:
    return tuple(
        ListColumn(title, width, right and place > 0)
        for place, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
