"""What the importer is held to beyond its tests: thousands of broken sheets, and its speed."""
