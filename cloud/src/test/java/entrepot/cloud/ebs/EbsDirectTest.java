package entrepot.cloud.ebs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.volume.NoMachines;
import entrepot.cloud.volume.TestingStorage;
import entrepot.cloud.wire.Account;
import entrepot.cloud.wire.Accounts;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

class EbsDirectTest {
  private static final String PROLOGUE =
      """
      import base64, boto3, hashlib, sys, time
      from botocore.config import Config
      from botocore.exceptions import ClientError
      ebs = boto3.client('ebs', endpoint_url=sys.argv[1], region_name='lab-north-1',
          aws_access_key_id=sys.argv[2], aws_secret_access_key='s3cret',
          config=Config(retries={'max_attempts': 1}))
      SIZE = 512 * 1024
      def put(snap, index, data):
          sha = base64.b64encode(hashlib.sha256(data).digest()).decode()
          r = ebs.put_snapshot_block(SnapshotId=snap, BlockIndex=index, BlockData=data,
              DataLength=len(data), Checksum=sha, ChecksumAlgorithm='SHA256')
          assert r['Checksum'] == sha, r
      def refused(code, call):
          try:
              call()
          except ClientError as e:
              assert e.response['Error']['Code'] == code, e.response
          else:
              raise AssertionError('not refused: ' + code)
      """;

  @TempDir Path folder;

  @Test
  void boto3WritesASnapshotBlockByBlockAndReadsItBack() throws Exception {
    run(
        "AKIAOWNER",
        """
        s = ebs.start_snapshot(VolumeSize=1, Description='direct', ClientToken='t1', Timeout=10,
            Tags=[{'Key': 'Name', 'Value': 'it'}])
        assert s['Status'] == 'pending' and s['BlockSize'] == SIZE and s['VolumeSize'] == 1, s
        assert s['OwnerId'] == '000000000001' and s['Tags'] == [{'Key': 'Name', 'Value': 'it'}], s
        snap = s['SnapshotId']
        assert ebs.start_snapshot(VolumeSize=1, ClientToken='t1')['SnapshotId'] == snap
        a, b = b'a' * SIZE, b'b' * SIZE
        put(snap, 0, a)
        put(snap, 2047, b)
        refused('ValidationException', lambda: put(snap, 2048, a))
        refused('ValidationException', lambda: put(snap, 1, b'short'))
        refused('ValidationException', lambda: ebs.put_snapshot_block(SnapshotId=snap, BlockIndex=1,
            BlockData=a, DataLength=SIZE, Checksum=base64.b64encode(b'0' * 32).decode(),
            ChecksumAlgorithm='SHA256'))
        refused('ValidationException', lambda: ebs.list_snapshot_blocks(SnapshotId=snap))
        refused('ValidationException', lambda: ebs.complete_snapshot(SnapshotId=snap, ChangedBlocksCount=3))
        whole = hashlib.sha256(hashlib.sha256(a).digest() + hashlib.sha256(b).digest()).digest()
        refused('ValidationException', lambda: ebs.complete_snapshot(SnapshotId=snap, ChangedBlocksCount=2,
            Checksum=base64.b64encode(b'1' * 32).decode(), ChecksumAlgorithm='SHA256',
            ChecksumAggregationMethod='LINEAR'))
        r = ebs.complete_snapshot(SnapshotId=snap, ChangedBlocksCount=2,
            Checksum=base64.b64encode(whole).decode(), ChecksumAlgorithm='SHA256',
            ChecksumAggregationMethod='LINEAR')
        assert r['Status'] in ('pending', 'completed'), r
        while ebs.complete_snapshot(SnapshotId=snap, ChangedBlocksCount=2)['Status'] == 'pending':
            time.sleep(0.1)
        refused('ValidationException', lambda: put(snap, 1, a))
        blocks = ebs.list_snapshot_blocks(SnapshotId=snap)
        assert [x['BlockIndex'] for x in blocks['Blocks']] == [0, 2047], blocks
        assert blocks['BlockSize'] == SIZE and blocks['VolumeSize'] == 1, blocks
        got = ebs.get_snapshot_block(SnapshotId=snap, BlockIndex=2047, BlockToken=blocks['Blocks'][1]['BlockToken'])
        data = got['BlockData'].read()
        assert data == b and got['DataLength'] == SIZE, len(data)
        assert got['Checksum'] == base64.b64encode(hashlib.sha256(b).digest()).decode()
        refused('ValidationException', lambda: ebs.get_snapshot_block(SnapshotId=snap, BlockIndex=2047, BlockToken='x'))

        # a child has its parent's blocks but for those put
        s = ebs.start_snapshot(VolumeSize=2, ParentSnapshotId=snap)
        child = s['SnapshotId']
        assert s['ParentSnapshotId'] == snap
        put(child, 0, b)
        put(child, 4095, a)
        ebs.complete_snapshot(SnapshotId=child, ChangedBlocksCount=2)
        while ebs.complete_snapshot(SnapshotId=child, ChangedBlocksCount=2)['Status'] == 'pending':
            time.sleep(0.1)
        assert [x['BlockIndex'] for x in ebs.list_snapshot_blocks(SnapshotId=child)['Blocks']] == [0, 2047, 4095]
        changed = ebs.list_changed_blocks(FirstSnapshotId=snap, SecondSnapshotId=child)['ChangedBlocks']
        assert [x['BlockIndex'] for x in changed] == [0, 4095], changed
        assert 'FirstBlockToken' in changed[0] and 'FirstBlockToken' not in changed[1], changed
        assert ebs.get_snapshot_block(SnapshotId=child, BlockIndex=0,
            BlockToken=changed[0]['SecondBlockToken'])['BlockData'].read() == b

        refused('ResourceNotFoundException', lambda: ebs.list_snapshot_blocks(SnapshotId='snap-0123456789abcdef0'))
        refused('ValidationException', lambda: ebs.start_snapshot(VolumeSize=65536, Encrypted=True))
        print('WHOLE', snap)
        """,
        """
        refused('ResourceNotFoundException', lambda: ebs.list_snapshot_blocks(SnapshotId=sys.argv[3]))
        print('WHOLE', sys.argv[3])
        """);
  }

  @Test
  void aSnapshotThatNobodyWritesAnyMoreIsGivenUp() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    try (TestingStorage cloud = new TestingStorage(folder, now::get, new NoMachines())) {
      TestingStorage.One north = cloud.north();
      DirectSnapshots direct =
          new DirectSnapshots(north.region(), north.storage(), north.snapshots());
      String id = direct.start(TestingStorage.OWNER, 1, null, null, null, List.of(), 10).id();
      byte[] block = new byte[Staging.BLOCK];
      byte[] sum = Blocks.sha256().digest(block);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(9)));
      direct.put(TestingStorage.OWNER, id, 0, block, sum);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(9)));
      direct.expire();
      assertThat(state(north, id)).isEqualTo(SnapshotState.PENDING);

      now.updateAndGet(time -> time.plus(Duration.ofMinutes(2)));
      assertThatThrownBy(() -> direct.put(TestingStorage.OWNER, id, 1, block, sum))
          .isInstanceOf(EbsFailure.class);
      assertThat(state(north, id)).isEqualTo(SnapshotState.ERROR);
      assertThat(north.storage().staging(id)).doesNotExist();
      assertThatThrownBy(() -> direct.complete(TestingStorage.OWNER, id, 1, null))
          .isInstanceOf(EbsFailure.class);

      String other = direct.start(TestingStorage.OWNER, 1, null, null, null, List.of(), 60).id();
      DirectSnapshots restarted =
          new DirectSnapshots(north.region(), north.storage(), north.snapshots());
      now.updateAndGet(time -> time.plus(Duration.ofHours(2)));
      restarted.expire();
      assertThat(state(north, other)).isEqualTo(SnapshotState.PENDING);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(61)));
      restarted.expire();
      assertThat(state(north, other)).isEqualTo(SnapshotState.ERROR);
    }
  }

  private static SnapshotState state(TestingStorage.One region, String id) {
    return region.region().book().find(Kind.SNAPSHOT, id).orElseThrow().value().state();
  }

  private void run(String key, String script, String others) throws Exception {
    try (TestingStorage cloud =
        new TestingStorage(folder, InstantSource.system(), new NoMachines())) {
      TestingStorage.One north = cloud.north();
      Accounts accounts =
          new Accounts(
              Map.of(
                  "AKIAOWNER", new Account(TestingStorage.OWNER, "s3cret"),
                  "AKIAOTHER", new Account(TestingStorage.OTHER, "s3cret")));
      DirectSnapshots direct =
          new DirectSnapshots(north.region(), north.storage(), north.snapshots());
      Listener listener =
          Listener.of(
              new Binding.Tcp("127.0.0.1", 0), Limits.DEFAULT, new EbsEndpoint(direct, accounts));
      Binding.Tcp bound = (Binding.Tcp) listener.start();
      try {
        String said = python(script, "http://127.0.0.1:" + bound.port(), key, "");
        assertThat(said).contains("WHOLE snap-");
        String id = said.substring(said.indexOf("snap-")).strip();
        assertThat(python(others, "http://127.0.0.1:" + bound.port(), "AKIAOTHER", id))
            .contains("WHOLE");
        assertThat(north.region().book().find(Kind.SNAPSHOT, id).orElseThrow().value().state())
            .isEqualTo(SnapshotState.COMPLETED);
        TestingStorage.qemuIo(
            north.storage().snapshot(id),
            "read -P 0x61 0 512k",
            "read -P 0 512k 512k",
            "read -P 0x62 1048064k 512k");
        TestingStorage.until(() -> !north.storage().staging(id).toFile().exists());
      } finally {
        listener.stop(Duration.ZERO);
      }
    }
  }

  private static String python(String script, String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(List.of("/usr/bin/python3", "-c", PROLOGUE + script));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
