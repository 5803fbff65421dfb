"""Measures the budgets of the program: one module a family, each figure beside a floor taken in the same run."""
