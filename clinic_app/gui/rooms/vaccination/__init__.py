"""The vaccination room (接种): one page, five steps, one child."""
