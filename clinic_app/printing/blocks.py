"""Blocks of a paper, each of a fixed height, and how they are shared out over pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from clinic_app.printing.sheet import Sheet

_HAIR_MM = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stands on one page, undivided.

    Attributes:
        height_mm: how much of the page it takes.
        draw: puts it onto a sheet with its upper edge at the given millimetre.
        with_next: must not be the last on its page, as a heading.
        head: repeated above it when a page begins with it, as the head of a table.
    """

    height_mm: float
    draw: Callable[[Sheet, float], None]
    with_next: bool = False
    head: Block | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and the distance of its upper edge from the first line of the page, in millimetres."""

    block: Block
    top_mm: float


def paginated(blocks: Sequence[Block], room_mm: float) -> list[tuple[Placed, ...]]:
    """Share the blocks out over pages of `room_mm`, in order; a block higher than a page gets one of its own."""
    pages: list[list[Placed]] = [[]]
    used = 0.0
    for chain in _chains(blocks):
        height = sum(block.height_mm for block in chain)
        if pages[-1] and used + height > room_mm + _HAIR_MM:
            pages.append([])
            used = 0.0
        for block in chain:
            if pages[-1] and used + block.height_mm > room_mm + _HAIR_MM:
                pages.append([])
                used = 0.0
            if not pages[-1] and block.head is not None:
                pages[-1].append(Placed(block.head, used))
                used += block.head.height_mm
            pages[-1].append(Placed(block, used))
            used += block.height_mm
    return [tuple(page) for page in pages]


def _chains(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks in groups that belong on one page: headings with what they head."""
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.with_next:
            yield chain
            chain = []
    if chain:
        yield chain
