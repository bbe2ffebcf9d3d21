"""Answers questions by PyPA's packaging: one JSON array a line in, one JSON value a line out."""
import json
import sys

from packaging import markers, requirements, specifiers, utils, version


def text_of_version(text):
    return str(version.Version(text))


def compare(a, b):
    a, b = version.Version(a), version.Version(b)
    return (a > b) - (a < b)


def contains(spec, text):
    return specifiers.SpecifierSet(spec).contains(version.Version(text), prereleases=True)


def contains_final(spec, text):
    clauses = specifiers.SpecifierSet(spec)
    return clauses.contains(version.Version(text), prereleases=bool(clauses.prereleases))


def allowed(spec):
    specifiers.SpecifierSet(spec)
    return True


def marker(text, environment):
    return markers.Marker(text).evaluate(environment)


def requirement(text):
    found = requirements.Requirement(text)
    return [
        utils.canonicalize_name(found.name),
        sorted(utils.canonicalize_name(extra) for extra in found.extras),
        sorted(str(clause) for clause in found.specifier),
        found.url,
        found.marker is not None,
    ]


def wheel(filename):
    name, number, build, tags = utils.parse_wheel_filename(filename)
    return [name, str(number), "".join(map(str, build)), sorted(map(str, tags))]


def sdist(filename):
    name, number = utils.parse_sdist_filename(filename)
    return [name, str(number)]


def name(text):
    return utils.canonicalize_name(text)


VERBS = [text_of_version, compare, contains, contains_final, allowed, marker, requirement, wheel, sdist, name]
KNOWN = {verb.__name__: verb for verb in VERBS}

for line in sys.stdin:
    verb, *arguments = json.loads(line)
    try:
        answer = KNOWN[verb](*arguments)
    except (ValueError, markers.UndefinedComparison, markers.UndefinedEnvironmentName) as refused:
        answer = {"refused": type(refused).__name__ + ":" + verb}
    print(json.dumps(answer))
