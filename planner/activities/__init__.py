"""Activities: what the event's offers do to conversion, order value and margin, on real baskets."""
