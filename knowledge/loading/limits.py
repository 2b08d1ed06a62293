"""What reading one file may use. Beyond it the file is refused, or read in part, and the editor is told."""

from __future__ import annotations

SECONDS = 10.0  # for one file, in the child process
RECOGNITION_SECONDS = 60.0  # more, for the scanned pages of one file
MEMORY = 512_000_000  # bytes, of the child process
LARGEST = 30_000_000  # bytes of one document
LARGEST_ARCHIVE = 150_000_000
MOST_UNPACKED = 200_000_000  # bytes out of one archive or office file
MOST_MEMBERS = 5_000  # documents in one archive
MOST_ENTRIES = 50_000  # of any kind in one archive
MOST_ROWS = 20_000  # of one table
MOST_PAGES = 1_000
MOST_WORDS = 500_000  # of one document, as it was read
