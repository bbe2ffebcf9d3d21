package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.store.s3.Bucket;
import entrepot.store.s3.Limited;
import entrepot.store.s3.S3Clients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts a large file in parts, some at once; it is seen when the last one has arrived. A process
 * that dies leaves an upload that nobody sees: the bucket's lifecycle rule removes those.
 */
record PartsUpload(S3Client client, Bucket bucket, String key) {
  /** In bytes, at least: S3 takes at most 10,000 parts, so those of huge objects are larger. */
  static final long PART = 16L << 20;

  private static final long MOST_PARTS = 10_000;
  private static final int AT_ONCE = 4;
  private static final int PIECE = 1 << 16;

  void put(Headers headers, Content content) {
    verify(content);
    String upload =
        client
            .createMultipartUpload(request ->
                request
                    .bucket(bucket.name())
                    .key(key)
                    .contentType(headers.mediaType())
                    .cacheControl(headers.cacheControl())
                    .metadata(Map.of(S3Clients.SHA256, headers.sha256().hex())))
            .uploadId();
    try {
      List<CompletedPart> parts = parts(content, upload);
      client.completeMultipartUpload(request ->
          request
              .bucket(bucket.name())
              .key(key)
              .uploadId(upload)
              .multipartUpload(done -> done.parts(parts)));
    } catch (RuntimeException e) {
      abort(upload, e);
      throw e;
    }
  }

  /** Each part is sent with its own digest, so a blob that lies wrong on our disk would pass. */
  private void verify(Content content) {
    MessageDigest hash = Digest.Algorithm.SHA256.hash();
    byte[] piece = new byte[PIECE];
    try (InputStream in = content.open(0)) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        hash.update(piece, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!Digest.of(Digest.Algorithm.SHA256, hash.digest()).equals(content.sha256())) {
      throw SdkException.create(
          "the store's blob %s has other bytes".formatted(content.sha256()), null);
    }
  }

  private List<CompletedPart> parts(Content content, String upload) {
    long each = Math.max(PART, Math.ceilDiv(content.size(), MOST_PARTS));
    Map<Integer, CompletedPart> parts = new ConcurrentSkipListMap<>();
    try (Requests requests = new Requests(AT_ONCE)) {
      int number = 1;
      for (long offset = 0; offset < content.size(); offset += each) {
        int part = number++;
        long from = offset;
        long length = Math.min(each, content.size() - offset);
        requests.begin(() -> parts.put(part, part(content, upload, part, from, length)));
      }
      requests.await();
    }
    return List.copyOf(parts.values());
  }

  private CompletedPart part(Content content, String upload, int number, long from, long length) {
    String tag =
        client
            .uploadPart(
                request ->
                    request.bucket(bucket.name()).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromContentProvider(
                    () -> new Limited(content.open(from), length),
                    length,
                    "application/octet-stream"))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void abort(String upload, RuntimeException failure) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(bucket.name()).key(key).uploadId(upload));
    } catch (SdkException e) {
      failure.addSuppressed(e);
    }
  }
}
