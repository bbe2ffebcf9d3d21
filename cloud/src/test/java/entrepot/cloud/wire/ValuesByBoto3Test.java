package entrepot.cloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, tags and places as boto3 reads them; refusals, dry runs and URLs signed beforehand. */
class ValuesByBoto3Test {
  @TempDir Path folder;

  @Test
  void boto3ReadsTheValuesThatAreThere() {
    try (TestingEndpoint endpoint = new TestingEndpoint(folder, FuzzedEndpoint.actions())) {
      assertThat(endpoint.boto3("values.py")).isEqualTo("all as it should be\n");
    }
  }
}
