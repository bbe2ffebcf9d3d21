package entrepot.cloud.ec2.key;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * SSH's binary form of keys (RFC 4253, RFC 8709): strings and numbers with a length before each.
 */
final class SshWire {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  SshWire number(int value) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    return this;
  }

  SshWire string(byte[] bytes) {
    number(bytes.length);
    return raw(bytes);
  }

  SshWire string(String text) {
    return string(text.getBytes(StandardCharsets.UTF_8));
  }

  SshWire integer(BigInteger value) {
    return string(value.toByteArray());
  }

  SshWire raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** Takes a string off the front; throws IllegalArgumentException where there is none. */
  static byte[] string(ByteBuffer in) {
    if (in.remaining() < 4) {
      throw new IllegalArgumentException("ends within a length");
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("has a length beyond its end");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
