package entrepot.ledger;

import entrepot.kit.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How our types stand in columns of either database. */
final class Rows {
  private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

  private Rows() {}

  static Jdbi register(Jdbi jdbi) {
    jdbi.registerArgument(new Digests());
    jdbi.registerColumnMapper(
        Digest.class,
        (row, column, _) -> {
          byte[] bytes = row.getBytes(column);
          return bytes == null ? null : Digest.of(Digest.Algorithm.SHA256, bytes);
        });
    jdbi.registerRowMapper(ConstructorMapper.factory(KnownTree.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(RecordedSnapshot.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(Run.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(Release.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(PlannedJob.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(Part.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(PartsOfRun.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(KnownWorker.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(Retirement.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(CloudRecord.class));
    jdbi.registerRowMapper(JournalEntry.class, Rows::journal);
    return jdbi;
  }

  /** SQLite keeps milliseconds, PostgreSQL microseconds: both get the same. */
  static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  static String json(Map<String, String> detail) {
    return JsonMapper.shared().writeValueAsString(new java.util.TreeMap<>(detail));
  }

  private static JournalEntry journal(ResultSet row, StatementContext context) throws SQLException {
    return new JournalEntry(
        row.getLong("id"),
        row.getTimestamp("time").toInstant(),
        row.getString("who"),
        row.getString("act"),
        row.getString("subject"),
        java.util.Optional.ofNullable(row.getString("region")),
        number(row, "from_generation"),
        number(row, "to_generation"),
        JsonMapper.shared().readValue(row.getString("detail"), DETAIL));
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** A digest is its 32 bytes: only sha256 names snapshots. */
  private static final class Digests extends AbstractArgumentFactory<Digest> {
    Digests() {
      super(Types.VARBINARY);
    }

    @Override
    protected Argument build(Digest digest, ConfigRegistry config) {
      return (position, statement, _) -> statement.setBytes(position, digest.bytes());
    }
  }
}
