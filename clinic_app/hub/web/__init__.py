"""The county on the network: the same chunks and receipts as on sticks, over HTTPS."""
