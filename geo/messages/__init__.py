"""The words a person reads: the catalogue of messages, and the sentences made of them."""
