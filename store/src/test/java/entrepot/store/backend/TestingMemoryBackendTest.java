package entrepot.store.backend;

class TestingMemoryBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new TestingMemoryBackend();
  }
}
