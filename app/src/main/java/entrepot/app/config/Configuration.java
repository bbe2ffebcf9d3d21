package entrepot.app.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that one configuration file says.
 *
 * @param state absolute
 * @param store a bucket that holds the central store; absent: a folder in the state folder
 * @param cloud absent where there is no lab cloud
 * @param database absent where SQLite in the state folder is used
 */
public record Configuration(
    Path state,
    Optional<DatabaseConfiguration> database,
    Optional<BucketConfiguration> store,
    WorkersConfiguration workers,
    SortedMap<String, TreeConfiguration> trees,
    SortedMap<String, RegionConfiguration> regions,
    SteeringConfiguration steering,
    UpstreamConfiguration upstream,
    Optional<CloudConfiguration> cloud,
    LogConfiguration log) {
  public Configuration {
    trees = Collections.unmodifiableSortedMap(new TreeMap<>(trees));
    regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
  }
}
