package entrepot.store.s3;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts a large file in parts; it is seen when the last one has arrived. A process that dies leaves
 * an upload that nobody sees: the bucket's lifecycle rule removes those.
 */
record Multipart(S3Client client, Bucket bucket, String key) {
  /** In bytes, at least: S3 takes at most 10,000 parts, so those of huge objects are larger. */
  static final long PART = 16L << 20;

  private static final long MOST_PARTS = 10_000;

  /** Throws what the SDK throws; a 412 is another writer that came first. */
  boolean put(Path file, long size) {
    String upload =
        client.createMultipartUpload(request -> request.bucket(bucket.name()).key(key)).uploadId();
    try {
      List<CompletedPart> parts = parts(file, size, upload);
      client.completeMultipartUpload(request ->
          request
              .bucket(bucket.name())
              .key(key)
              .uploadId(upload)
              .ifNoneMatch("*")
              .multipartUpload(done -> done.parts(parts)));
      return true;
    } catch (RuntimeException e) {
      abort(upload, e);
      throw e;
    }
  }

  private List<CompletedPart> parts(Path file, long size, String upload) {
    long each = Math.max(PART, Math.ceilDiv(size, MOST_PARTS));
    List<CompletedPart> parts = new ArrayList<>();
    for (long offset = 0; offset < size; offset += each) {
      Body body = Body.of(file, offset, Math.min(each, size - offset));
      int number = parts.size() + 1;
      String tag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(bucket.name())
                          .key(key)
                          .uploadId(upload)
                          .partNumber(number)
                          .contentMD5(body.md5()),
                  body.whole())
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    return parts;
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
