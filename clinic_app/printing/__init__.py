"""Documents as PDF bytes: values in, bytes out."""
