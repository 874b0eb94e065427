"""How fast svodka is beside natasha, and how it grows: see __main__."""
