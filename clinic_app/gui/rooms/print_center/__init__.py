"""The room 打印中心: its front page, from which the pages of papers are opened."""
