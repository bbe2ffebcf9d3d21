package entrepot.store.s3;

import entrepot.kit.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * What one request carries.
 *
 * @param md5 as {@code Content-MD5} has it; the provider refuses bytes that changed on the way
 */
record Body(RequestBody whole, String md5) {
  private static final int AT_ONCE = 64 << 10;

  static Body of(byte[] content) {
    MessageDigest digest = Digest.Algorithm.MD5.hash();
    digest.update(content);
    return new Body(RequestBody.fromBytes(content), base64(digest));
  }

  /** So many bytes of a file from an offset on; a request that is repeated reads them anew. */
  static Body of(Path file, long offset, long length) {
    MessageDigest digest = Digest.Algorithm.MD5.hash();
    try (InputStream in = part(file, offset, length)) {
      byte[] buffer = new byte[AT_ONCE];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Body(
        RequestBody.fromContentProvider(
            () -> part(file, offset, length), length, "application/octet-stream"),
        base64(digest));
  }

  private static InputStream part(Path file, long offset, long length) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(offset);
      return new Limited(Channels.newInputStream(channel), length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String base64(MessageDigest digest) {
    return Base64.getEncoder().encodeToString(digest.digest());
  }
}
