"""Screens: the only part of the planner that knows Streamlit."""
