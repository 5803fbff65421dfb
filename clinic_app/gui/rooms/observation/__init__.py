"""The observation room (留观): thirty minutes after the needle."""
