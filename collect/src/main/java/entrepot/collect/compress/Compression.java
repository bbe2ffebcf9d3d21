package entrepot.collect.compress;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How an index is compressed; in order of preference. */
public enum Compression {
  XZ(".xz", "\u00fd7zXZ\u0000"),
  ZSTD(".zst", "(\u00b5/\u00fd"),
  GZIP(".gz", "\u001f\u008b"),
  BZIP2(".bz2", "BZh"),
  NONE("", "");

  private static final int MEMORY_KIB = 128 << 10;
  private static final int WINDOW_LOG = 27;

  private final String suffix;
  private final String magic;

  Compression(String suffix, String magic) {
    this.suffix = suffix;
    this.magic = magic;
  }

  /** What it appends to a name, with the dot. */
  public String suffix() {
    return suffix;
  }

  /**
   * The bytes within; at most {@code limit} of them, then {@link DecompressionBomb}. Takes at most
   * 128 MiB of memory.
   *
   * @param what names the file in errors
   */
  public InputStream open(InputStream compressed, long limit, String what) throws IOException {
    InputStream in = new BufferedInputStream(compressed, 1 << 16);
    return new Bounded(inflate(in), limit, what);
  }

  /** Which of them these bytes begin with; eight are enough. Names can tell something else. */
  public static Compression of(byte[] beginning) {
    String begins = new String(beginning, StandardCharsets.ISO_8859_1);
    for (Compression compression : values()) {
      if (compression != NONE && begins.startsWith(compression.magic)) {
        return compression;
      }
    }
    return NONE;
  }

  private InputStream inflate(InputStream in) throws IOException {
    return switch (this) {
      case XZ -> new XZInputStream(in, MEMORY_KIB);
      case ZSTD -> {
        ZstdInputStream zstd = new ZstdInputStream(in);
        zstd.setLongMax(WINDOW_LOG);
        yield zstd;
      }
      case GZIP -> new GZIPInputStream(in, 1 << 16);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case NONE -> in;
    };
  }
}
