"""One county, five clinics, sticks and a network, in one process; everything but clock, carrier and line is real."""
