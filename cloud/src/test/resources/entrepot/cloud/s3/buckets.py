"""Two accounts, each with its own buckets. Argument: the endpoint."""

import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
CONFIG = Config(retries={"max_attempts": 0}, proxies={}, signature_version="s3v4")


def client(key, secret):
    return boto3.client(
        "s3",
        endpoint_url=ENDPOINT,
        region_name="lab-1",
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=CONFIG,
    )


def refused(code, do):
    try:
        do()
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e
        return
    sys.exit("not refused: " + code)


def names(s3):
    return [b["Name"] for b in s3.list_buckets()["Buckets"]]


one = client("AKIAONE", "secret-one")
two = client("AKIATWO", "secret-two")
one.create_bucket(Bucket="mine")
one.put_object(Bucket="mine", Key="a/b c", Body=b"of one", Metadata={"kind": "text"})
read = one.get_object(Bucket="mine", Key="a/b c")
assert read["Body"].read() == b"of one" and read["Metadata"] == {"kind": "text"}, read
assert [o["Key"] for o in one.list_objects_v2(Bucket="mine")["Contents"]] == ["a/b c"]

assert names(one) == ["mine"] and names(two) == [], names(two)
refused("NoSuchBucket", lambda: two.list_objects_v2(Bucket="mine"))
refused("NoSuchBucket", lambda: two.put_object(Bucket="mine", Key="x", Body=b"of two"))
two.create_bucket(Bucket="mine")
two.put_object(Bucket="mine", Key="a/b c", Body=b"of two")
assert one.get_object(Bucket="mine", Key="a/b c")["Body"].read() == b"of one"

refused("SignatureDoesNotMatch", lambda: names(client("AKIAONE", "secret-two")))
refused("InvalidAccessKeyId", lambda: names(client("AKIATHREE", "secret-one")))
refused("InvalidAccessKeyId", lambda: names(client("none", "none")))

# Many parts, as awscli puts what is large.
parts = one.create_multipart_upload(Bucket="mine", Key="large")["UploadId"]
tags = []
for n, content in ((1, b"x" * (5 << 20)), (2, b"end")):
    part = one.upload_part(Bucket="mine", Key="large", UploadId=parts, PartNumber=n, Body=content)
    tags.append({"PartNumber": n, "ETag": part["ETag"]})
one.complete_multipart_upload(Bucket="mine", Key="large", UploadId=parts, MultipartUpload={"Parts": tags})
assert one.head_object(Bucket="mine", Key="large")["ContentLength"] == (5 << 20) + 3

# Presigned, and by nobody.
url = one.generate_presigned_url("get_object", Params={"Bucket": "mine", "Key": "a/b c"})
plain = urllib.request.build_opener(urllib.request.ProxyHandler({}))
assert plain.open(url).read() == b"of one"
one.put_object_acl(Bucket="mine", Key="a/b c", ACL="public-read")
for address in (url.replace("Signature=", "Signature=0"), url.split("?")[0], ENDPOINT + "/"):
    try:
        said = plain.open(address).read()
        assert b"mine" not in said and b"of " not in said, said
    except urllib.error.HTTPError as e:
        assert 400 <= e.code < 500, e

# Keys that climb stay where they are, or are refused.
for key in ("../../../../out", "../../000000000002/mine/a/b c", "x/../../../y"):
    try:
        one.put_object(Bucket="mine", Key=key, Body=b"climbed")
    except ClientError as e:
        assert 400 <= e.response["ResponseMetadata"]["HTTPStatusCode"] < 500, e
assert two.get_object(Bucket="mine", Key="a/b c")["Body"].read() == b"of two"
print("served")
