"""The room 今日: the figures of the day and who waits."""
