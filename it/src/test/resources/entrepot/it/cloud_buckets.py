"""An instance loads from a bucket and checkpoints to it. Arguments: the endpoints of EC2 and S3, an
image. The first thing that is not as it should be ends it."""

import sys
import time
import urllib.parse

import boto3
from botocore.config import Config

EC2, S3, IMAGE = sys.argv[1:4]
CONFIG = Config(retries={"max_attempts": 0}, proxies={}, signature_version="s3v4")

s3 = boto3.client("s3", endpoint_url=S3, region_name="lab-1", config=CONFIG)
ec2 = boto3.client("ec2", endpoint_url=EC2, region_name="lab-1", config=Config(proxies={}))

s3.create_bucket(Bucket="work")
s3.put_object(Bucket="work", Key="in/put here", Body=b"41")


def presigned(action, key):
    return s3.generate_presigned_url(action, Params={"Bucket": "work", "Key": key}, ExpiresIn=600)


to = urllib.parse.urlsplit(presigned("put_object", "out/checkpoint"))
# The busybox of Debian gets by HTTP and does not put.
USER_DATA = f"""#!/bin/sh
n=$(wget -q -O - '{presigned("get_object", "in/put here")}')
echo "loaded $n"
body=$((n + 1))
printf 'PUT %s HTTP/1.1\\r\\nHost: %s\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s' \\
  '{to.path}?{to.query}' '{to.netloc}' ${{#body}} $body | nc {to.hostname} {to.port} | head -n 1
"""
(i,) = [
    i["InstanceId"]
    for i in ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=1, InstanceType="t3.micro", UserData=USER_DATA)[
        "Instances"
    ]
]
end = time.monotonic() + 300
console = ""
while "entrepot-guest done" not in console:
    assert time.monotonic() < end, console
    time.sleep(0.5)
    console = ec2.get_console_output(InstanceId=i).get("Output", "")
assert "loaded 41" in console and "HTTP/1.1 200" in console, console
assert s3.get_object(Bucket="work", Key="out/checkpoint")["Body"].read() == b"42", console
ec2.terminate_instances(InstanceIds=[i])
print("checkpointed")
