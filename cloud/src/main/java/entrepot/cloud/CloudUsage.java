package entrepot.cloud;

/**
 * What an account used of a region, up to now.
 *
 * @param instanceHours begun ones count
 * @param volumeGibHours of volumes that are there and of deleted ones
 */
public record CloudUsage(
    String region, String account, long instanceHours, double volumeGibHours) {}
