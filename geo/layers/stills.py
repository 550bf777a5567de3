"""stub"""
def stills(view): return []
