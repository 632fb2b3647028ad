"""Names: the gazetteer, how far names of organisations go, the words around the names of people."""
