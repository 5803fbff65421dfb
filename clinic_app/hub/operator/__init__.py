"""The operator's pages: what the county holds, what waits for a person, the answers; in Chinese, without scripts."""
