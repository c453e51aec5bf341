"""Slack for every slice: payloads in, replies and Block Kit out; knows no feature."""
