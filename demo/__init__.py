"""The demonstration company, Quillow & Marsh: invented documents, a policy and letters, to try the desk with."""
