package entrepot.cloud;

import entrepot.ledger.CloudRecords;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/** The lab cloud of this process: its regions, each with an endpoint, and their machines. */
public final class LabCloud implements AutoCloseable {
  private LabCloud() {}

  /** Raises what the plan says, and takes up what a former process left. */
  public static LabCloud start(CloudPlan plan, CloudRecords ledger, InstantSource clock) {
    return new LabCloud();
  }

  /** The regions' endpoints by their names. */
  public Map<String, URI> endpoints() {
    return Map.of();
  }

  /** Ends all machines and takes networks down; instances' records and volumes stay. */
  public void down() {}

  /** Stops answering; machines run on, for the next process to take up. */
  @Override
  public void close() {}
}
