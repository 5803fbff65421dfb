"""The room of appointments (预约): who was asked to come on a day."""
