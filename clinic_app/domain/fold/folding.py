"""Imports every module of fold steps, so that folding a card finds the case of each kind."""

from clinic_app.domain.fold import aftermath, booklet, card, certificates, doses, registration, visits

__all__ = ["aftermath", "booklet", "card", "certificates", "doses", "registration", "visits"]
