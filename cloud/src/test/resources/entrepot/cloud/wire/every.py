# Calls each action named by the arguments with a value in every field that boto3's model has, and
# reads every field of the answer. Values follow from the fields' names as in Sample.java.
import datetime
import json
import os
import sys
import zlib

import boto3

# botocore replaces this one by what it computes itself.
OURS = {("GetConsoleOutput", "output")}

client = boto3.client("ec2", endpoint_url=os.environ["ENDPOINT"])
problems = []
sent = {}


def value(shape, path):
    number = zlib.crc32(path.encode())
    kind = shape.type_name
    if kind == "boolean":
        return number % 2 == 1
    if kind in ("integer", "long"):
        return 1000 + number % 100000
    if kind in ("double", "float"):
        return (1000 + number % 100000) / 8.0
    if kind == "timestamp":
        seconds = 1400000000 + number % 100000000
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    if kind == "blob":
        return path.encode()
    return path


def query_name(member, shape):
    if "queryName" in shape.serialization:
        return shape.serialization["queryName"]
    name = shape.serialization.get("name")
    return name[0].upper() + name[1:] if name else member


def fill(shape, path, above, leaves):
    if shape.type_name == "structure":
        filled = {}
        for member, inner in shape.members.items():
            name = query_name(member, inner)
            below = path + "." + name if path else name
            if below != "DryRun":
                made = fill(inner, below, above + [shape.name], leaves) if inner.name not in above else None
                if made is not None:
                    filled[member] = made
        return filled
    if shape.type_name == "list":
        if shape.member.name in above:
            return None
        return [fill(shape.member, "%s.%d" % (path, at), above, leaves) for at in (1, 2)]
    leaves.append(path)
    return value(shape, path)


def check(action, shape, path, above, got):
    if shape.type_name == "structure":
        for member, inner in shape.members.items():
            name = inner.serialization.get("name", member)
            below = path + "." + name if path else name
            target = inner.member if inner.type_name == "list" else inner
            if target.name in above + [shape.name] or (action, below) in OURS:
                continue
            if got is None or member not in got:
                problems.append("%s: no %s in the answer" % (action, below))
            else:
                check(action, inner, below, above + [shape.name], got[member])
    elif shape.type_name == "list":
        if len(got) != 2:
            problems.append("%s: %s has %d items" % (action, path, len(got)))
        for at, item in enumerate(got, 1):
            check(action, shape.member, "%s.%d" % (path, at), above, item)
    elif got != value(shape, path):
        problems.append("%s: %s is %r" % (action, path, got))


for action in sys.argv[1:]:
    model = client.meta.service_model.operation_model(action)
    leaves = []
    parameters = fill(model.input_shape, "", [], leaves) if model.input_shape else {}
    sent[action] = leaves
    try:
        answer = client._make_api_call(action, parameters)
    except Exception as e:
        problems.append("%s: %s" % (action, e))
        continue
    if model.output_shape:
        check(action, model.output_shape, "", [], answer)

print(json.dumps({"problems": problems, "sent": sent}))
