"""Approved text → editions for readers: pages, books, articles, in each language and side by side with the Arabic."""
