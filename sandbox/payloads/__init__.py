"""The payloads that Slack sends to an app, field by field as Slack's published samples."""
