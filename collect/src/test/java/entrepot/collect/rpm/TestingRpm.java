package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import entrepot.kit.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A package file, as far as its signature goes: lead, signature header, header, payload. */
final class TestingRpm {
  @SuppressWarnings("ArrayRecordComponent") // never changed, never compared
  private record Tag(int tag, int type, int count, byte[] data) {}

  private final List<Tag> signatures = new ArrayList<>();
  private final List<Tag> header = new ArrayList<>();
  private final byte[] payload;

  TestingRpm(String payload) {
    this.payload = payload.getBytes(ISO_8859_1);
    string(1000, "hello");
  }

  /** With the payload's digest in the header, as rpm does since 4.14. */
  static TestingRpm modern(String payload) {
    TestingRpm rpm = new TestingRpm(payload);
    rpm.string(5092, Digest.sha256Of(rpm.payload).hex());
    rpm.header.add(new Tag(5093, 4, 1, ByteBuffer.allocate(4).putInt(8).array()));
    return rpm;
  }

  private void string(int tag, String text) {
    header.add(new Tag(tag, 8, 1, (text + "\0").getBytes(ISO_8859_1)));
  }

  /** Signs the header. */
  TestingRpm signed(int tag, UnaryOperator<byte[]> signer) {
    byte[] signature = signer.apply(header());
    signatures.add(new Tag(tag, 7, signature.length, signature));
    return this;
  }

  /** Signs header and payload. */
  TestingRpm signedWhole(int tag, UnaryOperator<byte[]> signer) {
    byte[] signature = signer.apply(joined(header(), payload));
    signatures.add(new Tag(tag, 7, signature.length, signature));
    return this;
  }

  byte[] header() {
    return bytes(header);
  }

  byte[] bytes() {
    byte[] lead = new byte[96];
    ByteBuffer.wrap(lead).putInt(0xedabeedb);
    byte[] signature = bytes(signatures);
    byte[] padding = new byte[-signature.length & 7];
    return joined(lead, signature, padding, header(), payload);
  }

  private static byte[] bytes(List<Tag> tags) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer index = ByteBuffer.allocate(16 + tags.size() * 16);
    index.putLong(RpmHeader.MAGIC).putInt(tags.size());
    int length = 0;
    for (Tag tag : tags) {
      while (data.size() % 4 != 0) {
        data.write(0);
      }
      length = data.size() + tag.data.length;
      data.writeBytes(tag.data);
    }
    index.putInt(length);
    int offset = 0;
    for (Tag tag : tags) {
      offset = (offset + 3) / 4 * 4;
      index.putInt(tag.tag).putInt(tag.type).putInt(offset).putInt(tag.count);
      offset += tag.data.length;
    }
    return joined(index.array(), data.toByteArray());
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
