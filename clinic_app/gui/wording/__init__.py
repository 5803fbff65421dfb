"""Chinese words of the screens: values become sentences here."""
