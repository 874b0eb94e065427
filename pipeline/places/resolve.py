def resolve_places(p, m): return list(m)
