package entrepot.cloud.record;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/** What can be looked up of a region. */
public interface Rows {
  /** The row of that name. */
  <T extends SdkPojo> Optional<Row<T>> find(Kind<T> kind, String id);

  /** All of a kind, by name. */
  <T extends SdkPojo> List<Row<T>> all(Kind<T> kind);
}
