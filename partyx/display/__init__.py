"""Records for people: plain and coloured text (``text``), notebooks (``html``), tables (``frames``)."""
