"""A made-up shop: its generator, a small ready-made copy and their answer keys."""
