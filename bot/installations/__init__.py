"""The Slack workspaces that Lockstep is installed in."""
