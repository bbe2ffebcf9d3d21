package entrepot.store.gc;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigestSetTest {
  @Test
  void itHoldsWhatASetHolds() {
    Set<Digest> plain = new HashSet<>();
    DigestSet set = new DigestSet();
    Random random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      byte[] digest = new byte[32];
      digest[random.nextInt(32)] = (byte) random.nextInt(256);
      digest[random.nextInt(32)] = (byte) random.nextInt(256);
      Digest value = Digest.of(Digest.Algorithm.SHA256, digest);
      assertThat(set.contains(digest)).isEqualTo(plain.contains(value));
      assertThat(set.add(digest)).isEqualTo(plain.add(value));
    }
    assertThat(set.size()).isEqualTo(plain.size());
  }
}
