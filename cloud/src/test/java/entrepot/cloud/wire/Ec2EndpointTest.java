package entrepot.cloud.wire;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Book;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.RebootInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RebootInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Reservation;

class Ec2EndpointTest {
  @TempDir Path folder;
  private Ledger ledger;
  private Ec2Endpoint endpoint;
  private final List<CreateVolumeRequest> created = new ArrayList<>();

  @BeforeEach
  void open() {
    InstantSource clock = InstantSource.system();
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), clock);
    Region region =
        new Region(
            "lab-1", List.of("lab-1a"), Book.open("lab-1", ledger.cloud(), List.of()), clock);
    endpoint =
        new Ec2Endpoint(
            region,
            List.of(
                new CreateVolume(),
                new DescribeInstances(),
                new DescribeInstanceAttribute(),
                new RebootInstances()),
            TestingEndpoint.ACCOUNTS);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private final class CreateVolume implements Action<CreateVolumeRequest, CreateVolumeResponse> {
    @Override
    public Class<CreateVolumeRequest> request() {
      return CreateVolumeRequest.class;
    }

    @Override
    public void check(CreateVolumeRequest request, Call call) {
      if (request.availabilityZone() == null) {
        throw Ec2Failure.of("MissingParameter", "no <zone> & no more");
      }
    }

    @Override
    public CreateVolumeResponse run(CreateVolumeRequest request, Call call) {
      if (request.availabilityZone().equals("crash")) {
        throw new IllegalStateException("a secret of the server");
      }
      created.add(request);
      return CreateVolumeResponse.builder().volumeId(call.account()).build();
    }
  }

  private static final class DescribeInstances
      implements Action<DescribeInstancesRequest, DescribeInstancesResponse> {
    @Override
    public Class<DescribeInstancesRequest> request() {
      return DescribeInstancesRequest.class;
    }

    @Override
    public DescribeInstancesResponse run(DescribeInstancesRequest request, Call call) {
      return request.instanceIds().isEmpty()
          ? DescribeInstancesResponse.builder().build()
          : DescribeInstancesResponse.builder()
              .reservations(Reservation.builder().reservationId("r-1").build())
              .build();
    }
  }

  private static final class DescribeInstanceAttribute
      implements Action<DescribeInstanceAttributeRequest, DescribeInstanceAttributeResponse> {
    @Override
    public Class<DescribeInstanceAttributeRequest> request() {
      return DescribeInstanceAttributeRequest.class;
    }

    @Override
    public DescribeInstanceAttributeResponse run(
        DescribeInstanceAttributeRequest request, Call call) {
      return DescribeInstanceAttributeResponse.builder()
          .instanceId("i-1")
          .userData(AttributeValue.builder().value("x").build())
          .build();
    }
  }

  private static final class RebootInstances
      implements Action<RebootInstancesRequest, RebootInstancesResponse> {
    @Override
    public Class<RebootInstancesRequest> request() {
      return RebootInstancesRequest.class;
    }

    @Override
    public RebootInstancesResponse run(RebootInstancesRequest request, Call call) {
      return RebootInstancesResponse.builder().build();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Action=LaunchRocket|400|InvalidAction|The action LaunchRocket is not supported",
        "Version=2014-10-01|400|MissingAction|Action",
        "Action=CreateVolume|400|MissingParameter|no &lt;zone&gt; &amp; no more",
        "Action=CreateVolume&Zone=a|400|UnknownParameter|The parameter Zone is not recognized",
        "Action=CreateVolume&AvailabilityZone.X=a|400|UnknownParameter|AvailabilityZone.X",
        "Action=CreateVolume&Size=many|400|InvalidParameterValue|Value (many) for parameter Size",
        "Action=CreateVolume&Size=99999999999|400|InvalidParameterValue|Size",
        "Action=CreateVolume&Encrypted=maybe|400|InvalidParameterValue|true or false",
        "Action=CreateVolume&TagSpecification.x.Tag.1.Key=a|400|UnknownParameter|TagSpecification.x",
        "Action=CreateVolume&Size=1&Size=2|400|InvalidParameterCombination|Size",
        "Action=CreateVolume&AvailabilityZone=%|400|MalformedQueryString|percent",
        "Action=CreateVolume&AvailabilityZone=%ff|400|MalformedQueryString|UTF-8",
        "Action=CreateVolume&AvailabilityZone=%00|400|InvalidCharacter|character",
        "Action=CreateVolume&AvailabilityZone=a&DryRun=true|412|DryRunOperation|would have",
        "Action=CreateVolume&DryRun=true|400|MissingParameter|no",
        "Action=CreateVolume&AvailabilityZone=crash|500|InternalError|server's log",
        "Action=java.lang.Runtime|400|InvalidAction|java.lang.Runtime",
      })
  void errorsAreSaidAsAwsSaysThem(String form, int status, String code, String message) {
    Answer.Whole answer = (Answer.Whole) endpoint.handle(SignedRequest.post(form));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer))
        .contains("<Response><Errors><Error><Code>" + code + "</Code><Message>")
        .contains(message)
        .containsPattern("</Errors><RequestID>[0-9a-f-]{36}</RequestID></Response>$")
        .doesNotContain("secret");
    assertThat(created).isEmpty();
  }

  @Test
  void listsAreSentFlatAndInAnyOrder() {
    Answer answer =
        endpoint.handle(
            SignedRequest.post(
                "Action=CreateVolume&Version=1999-01-01&AvailabilityZone=a+b%2Bc&Size=8"
                    + "&TagSpecification.7.Tag.10.Key=second&TagSpecification.7.Tag.9.Key=first"
                    + "&TagSpecification.7.ResourceType=volume"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(created)
        .singleElement()
        .satisfies(request -> {
          assertThat(request.availabilityZone()).isEqualTo("a b+c");
          assertThat(request.size()).isEqualTo(8);
          assertThat(request.tagSpecifications().getFirst().tags())
              .extracting(tag -> tag.key())
              .containsExactly("first", "second");
        });
    assertThat(text(answer))
        .containsPattern(
            "<CreateVolumeResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>[0-9a-f-]{36}</requestId>")
        .contains("<volumeId>" + TestingEndpoint.ACCOUNT + "</volumeId>");
  }

  @Test
  void emptyListsAreThereAtTheTopAndInReservations() {
    assertThat(text(endpoint.handle(SignedRequest.post("Action=DescribeInstances"))))
        .contains("<reservationSet/>");
    assertThat(text(endpoint.handle(SignedRequest.post("Action=DescribeInstances&InstanceId.1=i"))))
        .contains("<item><reservationId>r-1</reservationId><groupSet/></item>")
        .doesNotContain("instancesSet");
  }

  @Test
  void anAttributeComesAlone() {
    assertThat(text(endpoint.handle(SignedRequest.post("Action=DescribeInstanceAttribute"))))
        .endsWith(
            "<instanceId>i-1</instanceId><userData><value>x</value></userData>"
                + "</DescribeInstanceAttributeResponse>");
  }

  @Test
  void anAnswerWithoutFieldsSaysTrue() {
    assertThat(text(endpoint.handle(SignedRequest.post("Action=RebootInstances"))))
        .endsWith("<return>true</return></RebootInstancesResponse>");
  }

  @Test
  void soapAndOlderSignaturesAreDeclined() {
    MultiMap soap = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "text/xml");
    byte[] envelope = "<soap:Envelope/>".getBytes(StandardCharsets.UTF_8);
    assertThat(text(endpoint.handle(new Request("POST", "/", soap, envelope, "test"))))
        .contains("<Code>UnsupportedProtocol</Code>", "SOAP", "X.509");
    String old = "/?Action=DescribeInstances&AWSAccessKeyId=x&SignatureVersion=2&Signature=x";
    assertThat(text(endpoint.handle(get(old))))
        .contains("<Code>AuthFailure</Code>", "sign with AWS4-HMAC-SHA256");
    assertThat(text(endpoint.handle(get("/?Action=DescribeInstances"))))
        .contains("<Code>MissingAuthenticationToken</Code>");
  }

  private static Request get(String target) {
    return new Request("GET", target, MultiMap.caseInsensitiveMultiMap(), new byte[0], "test");
  }

  private static String text(Answer answer) {
    return new String(((Answer.Whole) answer).body(), StandardCharsets.UTF_8);
  }
}
