package entrepot.edge;

/**
 * Which of a negotiated folder's representations was found.
 *
 * @param offered all that the folder has
 */
record Variant(Representation chosen, Offer offered) {}
