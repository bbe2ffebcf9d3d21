package entrepot.edge;

import entrepot.kit.Digest;

/** Files that may be gone at any time, and whose bytes are checked as they are read. */
record CheckedContents(CheckedFiles files) implements Contents {
  @Override
  public byte[] load(Digest sha256) {
    files.used(sha256);
    return files.load(sha256);
  }

  @Override
  public long size(Digest sha256) {
    return files.size(sha256);
  }

  @Override
  public Ready.Content large(Found.InStore found) {
    files.used(found.sha256());
    return new Ready.Checked(found.tree(), found.entry(), found.sha256());
  }

  @Override
  public void used(Digest sha256) {
    files.used(sha256);
  }

  @Override
  public boolean whole() {
    return false;
  }
}
