"""The vaccination booklet (接种证): its printed pages in millimetres, and which dose belongs into which row."""
