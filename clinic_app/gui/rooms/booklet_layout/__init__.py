"""The room 接种证版式: an edition of the booklet is measured, and the printer brought onto it."""
