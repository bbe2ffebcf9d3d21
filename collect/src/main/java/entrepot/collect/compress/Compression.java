package entrepot.collect.compress;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How an index is compressed; in order of preference. */
public enum Compression {
  XZ(".xz"),
  ZSTD(".zst"),
  GZIP(".gz"),
  BZIP2(".bz2"),
  NONE("");

  private static final int MEMORY_KIB = 128 << 10;
  private static final int WINDOW_LOG = 27;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
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
