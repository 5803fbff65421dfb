"""The room 档案: finding a person, and the card (金卡) in booklet shape."""
