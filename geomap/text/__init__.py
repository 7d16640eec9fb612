"""From characters to typed findings: numbers, distances, dates, names, events. No input or output."""
