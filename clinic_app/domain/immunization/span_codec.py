"""How ages and intervals stand in files: `28d`, `6m`, `4y`. The hooks by which msgspec reads and writes them."""

from clinic_app.domain.calendar import Span, SpanRefused, parse_span


def read_span(form: type, written: object) -> Span:
    """Read a span where the form asks for one; msgspec expects `NotImplementedError` for every other form.

    Raises:
        ValueError: it is written as no span is; msgspec adds the place.
    """
    if form is Span and isinstance(written, str):
        try:
            return parse_span(written)
        except SpanRefused as refused:
            raise ValueError(f"not a span: {refused}") from refused
    raise NotImplementedError(form)


def write_span(value: object) -> str:
    """Write a span as a file holds it; msgspec expects `NotImplementedError` for every other value."""
    if isinstance(value, Span):
        return f"{value.months}m" if value.months else f"{value.days}d"
    raise NotImplementedError(type(value))
