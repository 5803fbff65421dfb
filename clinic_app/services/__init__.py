"""What a nurse can wish for: one module a room word, one function a wish, one transaction a function."""
