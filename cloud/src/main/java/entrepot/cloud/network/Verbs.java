package entrepot.cloud.network;

/** All that needs root for a region's network: fixed commands, each argument checked. */
public final class Verbs {}
