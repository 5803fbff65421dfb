"""The room 疫苗: shelf, deliveries, waste, opened vials, and the start of a day."""
