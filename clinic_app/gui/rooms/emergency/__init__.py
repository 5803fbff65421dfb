"""The emergency card (急救卡): adrenaline by weight, positions, whom to call."""
