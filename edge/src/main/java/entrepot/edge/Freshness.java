package entrepot.edge;

import java.time.Instant;

/**
 * How long what was found may be used again.
 *
 * @param cacheControl what clients and caches between are told
 * @param until when the edge itself must look again, whatever the head says
 */
record Freshness(String cacheControl, Instant until) {}
