package entrepot.release.s3;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.s3.Bucket;
import java.nio.charset.StandardCharsets;

/**
 * Where things lie in a bucket:
 *
 * <pre>
 *   PREFIX TREE/PATH                  a file, as clients ask for it
 *   PREFIX TREE/FOLDER/               the page of a Python index, which pip asks for so
 *   PREFIX .entrepot/head.json        the current head, signed
 *   PREFIX .entrepot/heads/N.json     every head that was issued, and one that may not have been
 *   PREFIX .entrepot/intent.json      what has begun and did not end; mostly not there
 *   PREFIX .entrepot/nodes/HEX        the nodes of carries
 * </pre>
 */
record Names(String prefix) {
  private static final String OWN = ".entrepot/";
  private static final int LONGEST = 1024;

  Names(Bucket bucket) {
    this(bucket.prefix());
  }

  /** The key of a file; throws KeyTooLong. */
  String file(String tree, TreePath path) {
    return checked(tree(tree) + path);
  }

  /** The key under which a folder's page is asked for. */
  String folder(String tree, String folder) {
    return checked(tree(tree) + (folder.isEmpty() ? "" : folder + "/"));
  }

  private static String checked(String key) {
    if (key.length() > LONGEST / 4 && key.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new KeyTooLong(key);
    }
    return key;
  }

  /** What the keys of a tree's files begin with. */
  String tree(String tree) {
    return prefix + tree + "/";
  }

  /** What the keys of what is not for clients begin with. */
  String own() {
    return prefix + OWN;
  }

  String head() {
    return own() + "head.json";
  }

  String head(long generation) {
    return own() + "heads/%012d.json".formatted(generation);
  }

  String intent() {
    return own() + "intent.json";
  }

  String nodes() {
    return own() + "nodes/";
  }

  String node(Digest sha256) {
    return nodes() + sha256.hex();
  }
}
