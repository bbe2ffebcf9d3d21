# Reads with boto3 what keys, tags and places answer, value by value.
import os
import re
import urllib.error
import urllib.request

import boto3
from botocore.exceptions import ClientError

ec2 = boto3.client("ec2", endpoint_url=os.environ["ENDPOINT"])


def refused(code, call, **parameters):
    try:
        call(**parameters)
    except ClientError as e:
        assert e.response["Error"]["Code"] == code, e
        assert re.fullmatch("[0-9a-f-]{36}", e.response["ResponseMetadata"]["RequestId"]), e.response
    else:
        raise AssertionError(code + " expected")


regions = ec2.describe_regions()["Regions"]
assert [r["RegionName"] for r in regions] == ["lab-1", "lab-2"], regions
assert regions[0]["Endpoint"] == "127.0.0.1:1", regions
zones = ec2.describe_availability_zones()["AvailabilityZones"]
assert [z["ZoneName"] for z in zones] == ["lab-1a", "lab-1b"], zones
assert {z["State"] for z in zones} == {"available"}, zones
attributes = ec2.describe_account_attributes(AttributeNames=["max-instances"])["AccountAttributes"]
assert attributes == [{"AttributeName": "max-instances", "AttributeValues": [{"AttributeValue": "20"}]}], attributes
names = [
    t["InstanceType"]
    for page in ec2.get_paginator("describe_instance_types").paginate(PaginationConfig={"PageSize": 5})
    for t in page["InstanceTypes"]
]
assert "m1.small" in names and "t3.2xlarge" in names and len(names) == len(set(names)), names
small = ec2.describe_instance_types(InstanceTypes=["m1.small"])["InstanceTypes"][0]
assert small["MemoryInfo"] == {"SizeInMiB": 1740} and small["VCpuInfo"]["DefaultVCpus"] == 1, small
assert small["InstanceStorageInfo"]["TotalSizeInGB"] == 160 and small["BareMetal"] is False, small

assert ec2.describe_key_pairs()["KeyPairs"] == []
refused("DryRunOperation", ec2.create_key_pair, KeyName="one", DryRun=True)
assert ec2.describe_key_pairs()["KeyPairs"] == []
tag = {"Key": "Name", "Value": "\u00fc & <one>"}
made = ec2.create_key_pair(
    KeyName="one", KeyType="ed25519", TagSpecifications=[{"ResourceType": "key-pair", "Tags": [tag]}]
)
assert made["KeyMaterial"].startswith("-----BEGIN OPENSSH PRIVATE KEY-----\n"), made
assert made["Tags"] == [tag], made
described = ec2.describe_key_pairs(Filters=[{"Name": "tag:Name", "Values": ["*<one>"]}])["KeyPairs"]
assert [k["KeyPairId"] for k in described] == [made["KeyPairId"]], described
assert described[0]["KeyFingerprint"] == made["KeyFingerprint"], described
assert described[0]["CreateTime"].tzinfo is not None, described
refused("InvalidKeyPair.Duplicate", ec2.create_key_pair, KeyName="one")
refused("InvalidKeyPair.NotFound", ec2.describe_key_pairs, KeyNames=["two"])

ec2.create_tags(Resources=[made["KeyPairId"]], Tags=[{"Key": "k", "Value": ""}])
tags = ec2.describe_tags()["Tags"]
assert tags == [
    {"Key": "Name", "ResourceId": made["KeyPairId"], "ResourceType": "key-pair", "Value": tag["Value"]},
    {"Key": "k", "ResourceId": made["KeyPairId"], "ResourceType": "key-pair", "Value": ""},
], tags
ec2.delete_tags(Resources=[made["KeyPairId"]], Tags=[{"Key": "k"}])
assert len(ec2.describe_tags()["Tags"]) == 1
refused("InvalidVolume.NotFound", ec2.create_tags, Resources=["vol-0123456789abcdef0"], Tags=[tag])
ec2.delete_key_pair(KeyName="one")
assert ec2.describe_key_pairs()["KeyPairs"] == []
refused("InvalidAction", ec2.describe_vpn_gateways)
refused("InvalidParameterValue", ec2.describe_regions, Filters=[{"Name": "colour", "Values": ["red"]}])

wrong = boto3.client("ec2", endpoint_url=os.environ["ENDPOINT"], aws_access_key_id="AKIDONE", aws_secret_access_key="wrong")
refused("SignatureDoesNotMatch", wrong.describe_regions)
nobody = boto3.client("ec2", endpoint_url=os.environ["ENDPOINT"], aws_access_key_id="NOBODY", aws_secret_access_key="x")
refused("AuthFailure", nobody.describe_regions)

# What a URL that was signed beforehand gives to whoever has no key.
url = ec2.generate_presigned_url("describe_regions", ExpiresIn=60)
with urllib.request.urlopen(urllib.request.Request(url, method="POST")) as answer:
    assert b"<regionName>lab-2</regionName>" in answer.read()
try:
    urllib.request.urlopen(urllib.request.Request(url.replace("DescribeRegions", "DescribeTags"), method="POST"))
    raise AssertionError("a changed URL was taken")
except urllib.error.HTTPError as e:
    assert b"SignatureDoesNotMatch" in e.read()
print("all as it should be")
