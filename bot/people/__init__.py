"""Who is in the workspace, and which channels it has, as Slack last told us."""
