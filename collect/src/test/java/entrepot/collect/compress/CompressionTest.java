package entrepot.collect.compress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private static final byte[] TEXT = "Package: hello\n".repeat(1000).getBytes(UTF_8);

  private static byte[] compressed(Compression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor(compression, bytes)) {
      out.write(TEXT);
    }
    return bytes.toByteArray();
  }

  private static OutputStream compressor(Compression compression, OutputStream out)
      throws IOException {
    return switch (compression) {
      case XZ -> new XZOutputStream(out, new LZMA2Options(6));
      case ZSTD -> new ZstdOutputStream(out);
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out);
      case NONE -> out;
    };
  }

  @ParameterizedTest
  @EnumSource
  void whatWasPressedComesOut(Compression compression) throws IOException {
    byte[] in = compressed(compression);

    assertThat(compression.open(new ByteArrayInputStream(in), TEXT.length, "x").readAllBytes())
        .isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void oneByteMoreThanAllowedIsABomb(Compression compression) throws IOException {
    byte[] in = compressed(compression);

    assertThatThrownBy(() ->
            compression
                .open(new ByteArrayInputStream(in), TEXT.length - 1, "some/file")
                .readAllBytes())
        .isInstanceOf(DecompressionBomb.class)
        .hasMessageContaining("some/file");
  }
}
