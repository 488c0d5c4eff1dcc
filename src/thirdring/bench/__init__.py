"""`thirdring bench`: builds a big center once and measures the product against raw floors on it."""
