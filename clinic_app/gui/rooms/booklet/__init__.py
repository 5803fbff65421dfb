"""The room 接种证打印: what of a child's doses goes onto the paper booklet now."""
