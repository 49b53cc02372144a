"""How good drafts are: files of lines in, scores of several systems on the same lines out, side by side."""
