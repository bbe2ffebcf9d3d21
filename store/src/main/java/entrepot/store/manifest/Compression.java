package entrepot.store.manifest;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Nodes as they are stored: one zstd frame that states its size. The contexts hold native memory
 * and cost more to make than a node costs to unpack, so a few are kept for the whole process.
 */
final class Compression {
  /** Digests do not compress; more effort finds nothing more. */
  private static final int LEVEL = 1;

  private static final int KEPT = 8;
  private static final BlockingQueue<ZstdCompressCtx> PACKERS = new ArrayBlockingQueue<>(KEPT);
  private static final BlockingQueue<ZstdDecompressCtx> UNPACKERS = new ArrayBlockingQueue<>(KEPT);

  private Compression() {}

  static byte[] pack(byte[] plain) {
    ZstdCompressCtx kept = PACKERS.poll();
    ZstdCompressCtx packer = kept != null ? kept : new ZstdCompressCtx().setLevel(LEVEL);
    try {
      return packer.compress(plain);
    } finally {
      if (!PACKERS.offer(packer)) {
        packer.close();
      }
    }
  }

  /** The plain bytes; {@link Malformed} when there are more than {@code most}, or none. */
  static byte[] unpack(byte[] packed, int most) throws Malformed {
    long size = Zstd.getFrameContentSize(packed);
    if (size <= 0 || size > most) {
      throw new Malformed("is not a zstd frame of 1 to %d bytes".formatted(most));
    }
    ZstdDecompressCtx kept = UNPACKERS.poll();
    ZstdDecompressCtx unpacker = kept != null ? kept : new ZstdDecompressCtx();
    try {
      byte[] plain = unpacker.decompress(packed, (int) size);
      if (plain.length != size) {
        throw new Malformed("is shorter than its zstd frame says");
      }
      return plain;
    } catch (ZstdException e) {
      throw new Malformed("does not unpack: " + e.getMessage());
    } finally {
      if (!UNPACKERS.offer(unpacker)) {
        unpacker.close();
      }
    }
  }
}
