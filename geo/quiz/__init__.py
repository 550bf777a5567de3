"""The quiz: questions drawn from the data by a seed, and what the answers make of them."""
