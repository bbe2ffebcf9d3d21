package entrepot.collect.wheels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which platform tags native code may claim. */
final class PlatformPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "GLIBC_2.2.5, manylinux_2_5",
    "GLIBC_2.5, manylinux_2_5",
    "GLIBC_2.6, manylinux_2_12",
    "GLIBC_2.17, manylinux_2_17",
    "GLIBC_2.18, manylinux_2_24",
    "GLIBC_2.34, manylinux_2_34",
    "GLIBCXX_3.4.8, manylinux_2_5",
    "GLIBCXX_3.4.30, manylinux_2_35",
    "CXXABI_1.3.9, manylinux_2_24",
    "CXXABI_TM_1, manylinux_2_17",
    "GCC_7.0.0, manylinux_2_27",
    "GLIBC_ABI_DT_RELR, manylinux_2_39",
    "ZLIB_1.2.0, manylinux_2_12",
  })
  void theOldestSystemsThatHaveASymbol(String symbol, String tag) {
    assertThat(PlatformPolicy.oldest(List.of("libc.so.6"), List.of(symbol)))
        .map(PlatformPolicy::tag)
        .contains(tag);
  }

  @ParameterizedTest
  @CsvSource({"GLIBC_2.99", "GLIBC_PRIVATE", "GLIBC_2.99999999999", "GLIBCXX_4.0"})
  void noTagAllowsWhatNoSystemIsKnownToHave(String symbol) {
    assertThat(PlatformPolicy.oldest(List.of(), List.of(symbol))).isEmpty();
  }

  @Test
  void foreignLibrariesAreNamed() {
    assertThat(
            PlatformPolicy.claimed(17)
                .orElseThrow()
                .objection(List.of("libc.so.6", "libffi.so.8"), List.of()))
        .contains("libffi.so.8");
  }

  @Test
  void aClaimBetweenTwoIsHeldToTheOlder() {
    assertThat(PlatformPolicy.claimed(30).orElseThrow().tag()).isEqualTo("manylinux_2_28");
    assertThat(PlatformPolicy.claimed(4)).isEmpty();
  }
}
