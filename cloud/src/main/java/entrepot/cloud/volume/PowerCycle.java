package entrepot.cloud.volume;

/** Lets an image be made of a file system at rest: CreateImage without NoReboot. */
@FunctionalInterface
public interface PowerCycle {
  /**
   * Powers a running instance down as its guest wants it, does {@code work}, and starts it again,
   * whatever {@code work} throws. The instance stays {@code running} to callers of the API.
   */
  void during(String instanceId, Runnable work);
}
