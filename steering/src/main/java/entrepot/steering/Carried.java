package entrepot.steering;

/** A mirror that carries a directory, and whether what it has is fresh. */
record Carried(Mirror mirror, boolean fresh) {}
