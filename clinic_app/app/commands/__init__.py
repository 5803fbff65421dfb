"""The commands of `clinic-app`: one module each, holding a click command with the module's own name."""
