"""Campaign planner: from the sheets a shop already has to the plan of its biggest sale."""
