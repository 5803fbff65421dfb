"""The county hub: takes in what clinics send, folds it, answers with signed receipts. Knows no clinic's database."""
