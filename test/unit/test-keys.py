#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Each line KEY(json, env, label) of util/report/host-keys.c, object-keys.c and cxl-keys.c prints one
key. This test checks that the JSON schema and the manual pages have the same keys and types.

usage: test-keys.py           compare, and print TAP
       test-keys.py --update  write what follows from the lines: the properties of the schema, and
                              in the manual pages the variables and the labels. It writes no
                              sentence that says what a key is.

In the schema, "$comment": "can raise ID" names one reason that the value can raise. A key without
it is plain information. test-judge and test-inventory check that facts exist for each reason.
"""
import collections
import json
import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
SCHEMA = "Documentation/pmemcap.schema.json"
HOST, OBJECTS = "Documentation/daxctl/daxctl-alias-check.txt", "Documentation/ndctl/ndctl-pmem-status.txt"
SOURCES = ("util/report/host-keys.c", "util/report/object-keys.c", "util/report/cxl-keys.c")

# What belongs to a function with lines of keys: the object in the schema, the page that describes
# it, and the word there; the variables of the object that the page has as its example; the metric
# that has the labels.
Kind = collections.namedtuple("Kind", "schema page word prefix metric")
KINDS = {
    "origin_keys": Kind("", HOST, None, "PMEM_", None),
    "kernel_keys": Kind("$defs/kernel", HOST, "kernel", "PMEM_", "pmem_kernel_info"),
    "cpu_keys": Kind("$defs/cpu", HOST, "cpu", "PMEM_", "pmem_dcache_info"),
    "cache_json": Kind("$defs/cpu/properties/caches/items", HOST, "cpu", None, None),
    "mode_keys": Kind("$defs/mode", HOST, "modes", "PMEM_FSDAX", None),
    "limit_json": Kind("$defs/mode/properties/limits/items", HOST, "modes", None, None),
    "findings_keys": Kind("", HOST, None, "PMEM_", None),
    "environment_keys": Kind("properties/environment", OBJECTS, "environment", None, None),
    "bus_keys": Kind("$defs/bus", OBJECTS, "buses", None, None),
    "region_keys": Kind("$defs/region", OBJECTS, "regions", None, None),
    "namespace_keys": Kind("$defs/namespace", OBJECTS, "namespaces", "PMEM_NAMESPACE0_0", "pmem_namespace_info"),
    "disk_keys": Kind("$defs/disk", OBJECTS, "disk", None, None),
    "filesystem_keys": Kind("$defs/disk/properties/filesystem", OBJECTS, "filesystem", None, None),
    "mount_keys": Kind("$defs/mount", OBJECTS, "mounts", "PMEM_MOUNT_0", "pmem_mount_info"),
    "dax_region_keys": Kind("properties/dax_regions/items", OBJECTS, "dax_regions", None, None),
    "dax_device_keys": Kind("$defs/dax_device", OBJECTS, "devices", "PMEM_DAX0_1", "pmem_dax_device_info"),
}

KINDS.update({
    "cxl_memdev_keys": Kind("$defs/cxl_memdev", OBJECTS, "CXL memory devices", "PMEM_CXL_MEM0", "pmem_cxl_memdev_info"),
    "cxl_decoder_keys": Kind("$defs/cxl_decoder", OBJECTS, "CXL decoders", None, None),
    "cxl_root_decoder_keys": Kind("$defs/cxl_window", OBJECTS, "CXL windows", None, None),
    "cxl_target_keys": Kind("$defs/cxl_window/properties/targets/items", OBJECTS, "CXL windows", None, None),
    "cxl_region_keys": Kind("$defs/cxl_region", OBJECTS, "CXL regions", "PMEM_CXL_REGION0", "pmem_cxl_region_info"),
    "cxl_mapping_keys": Kind("$defs/cxl_region/properties/mappings/items", OBJECTS, "CXL regions", None, None),
})

BY_UPDATE = "(ninja -C build update does it)"
PREFIXES = {kind.prefix for kind in KINDS.values() if kind.prefix} - {"PMEM_"}

# What the schema says of a key that a function prints. A property may be narrower ("enum"), or
# wider where older versions printed more. A function with _if can leave the key out.
STRINGS = {"type": "array", "uniqueItems": True, "items": {"type": "string"}}
TYPES = {
    "key_text": {"$ref": "#/$defs/text"}, "key_text_if": {"type": "string"}, "state_key_if": {"type": "string"},
    "key_tri": {"$ref": "#/$defs/tri"},
    "key_bool": {"type": "boolean"}, "key_bool_if": {"type": "boolean"},
    "key_bool_or_null": {"type": ["boolean", "null"]},
    "key_number": {"type": "integer"}, "key_number_if": {"type": "integer"},
    "key_number_or_null": {"type": ["integer", "null"]}, 
    "key_hex": {"type": ["integer", "string"]}, "key_hex_if": {"type": ["integer", "string"]},
    "address_key_if": {"type": ["integer", "string"]}, "cxl_state_key_if": {"type": "string"},
    "known_size_key_if": {"$ref": "#/$defs/size"}, "available_key_if": {"$ref": "#/$defs/size"},
    "chardevs_key": STRINGS,
    "key_size": {"$ref": "#/$defs/size"}, "key_size_if": {"$ref": "#/$defs/size"},
    "key_size_or_null": {"$ref": "#/$defs/known_size"}, "key_bytes": {"$ref": "#/$defs/known_size"},
    "key_reasons": {"$ref": "#/$defs/reasons"}, "reasons_key": {"$ref": "#/$defs/reasons"},
    "key_words": STRINGS, "classes_key": STRINGS, "possible_key": STRINGS,
    "key_evidence": {"$ref": "#/$defs/evidence"}, "probe_key_if": {"$ref": "#/$defs/evidence"},
    "key_json": {"type": ["object", "array"]},
}


class Key:
    """A line: the function that prints the key, and its name in each format, or None."""
    def __init__(self, function, names):
        self.function = function
        self.json, self.env, self.label = [None if name == "NULL" else name.strip('"') for name in names]


def functions_of(text):
    """The body of each function, without line breaks."""
    found = re.findall(r"(?ms)^\S[^\n;]*?\b(\w+)\([^;{]*?\)\n\{\n(.*?)^\}", text)
    return {name: re.sub(r"\s+", " ", body) for name, body in found}


def keys_of(function, functions, source):
    """The keys of a function, and of the helpers that it calls, in the order of JSON."""
    keys = []
    for called, rest in re.findall(r"\b(\w+)\(&?k, ([^;]*)", functions[function]):
        names = re.match(r'KEY\(("\w*"|NULL), ("\w*"|NULL), ("\w+"|NULL)\)', rest)
        literal = re.match(r'"\w+"', rest)
        if names and called not in TYPES:
            sys.exit(f"test/unit/test-keys.py: TYPES lacks {called}()")
        if names:
            keys.append(Key(called, names.groups()))
        elif literal:
            keys.append(Key(called, (literal.group(), "NULL", "NULL")))
        elif called in functions:
            keys += keys_of(called, functions, source)
        else:
            sys.exit(f"{source}: {function}(): write the names of {called}(k, {rest[:40]}...) as "
                     "KEY(\"json\", \"ENV\", \"label\")")
    return keys


def read_keys():
    """The keys of each kind."""
    kinds = {}
    for source in SOURCES:
        functions = functions_of((TOP / source).read_text(encoding="utf-8"))
        for function in functions:
            if function in KINDS:
                kinds[function] = keys_of(function, functions, source)
            elif re.search(r"_keys$", function) and f"{function}(k, " not in str(functions):
                sys.exit(f"test/unit/test-keys.py: KINDS lacks {function}()")
    return kinds


def node_at(schema, path):
    for step in filter(None, path.split("/")):
        schema = schema[step]
    return schema


def types_of(schema, prop):
    """The JSON types that a property can have."""
    if "$ref" in prop:
        return types_of(schema, node_at(schema, prop["$ref"][2:]))
    if "anyOf" in prop:
        return set().union(*(types_of(schema, other) for other in prop["anyOf"]))
    names = {str: "string", bool: "boolean", int: "integer", type(None): "null"}
    values = prop.get("enum", [prop["const"]] if "const" in prop else [])
    if values:
        return {names[type(value)] for value in values}
    return {prop["type"]} if isinstance(prop["type"], str) else set(prop["type"])


class Page:
    """The entries of a manual page, "word:: text", by section."""
    def __init__(self, path):
        self.path, self.text = path, (TOP / path).read_text(encoding="utf-8")

    def section(self, title):
        return re.search(rf"(?ms)^{title}\n-+\n(.*?)(?=^[A-Z ]+\n-+\n|\Z)", self.text).group(1)

    def entry(self, title, word):
        """The text of the entry that has the word among its words."""
        for words, text in re.findall(r"(?m)^(\S.*?)::(.*\n(?:\t.*\n)*)", self.section(title)):
            if word in words.split(", "):
                return text
        return None

    def variables(self):
        """The variables that the section on shells names; "_X" goes on from the object before it."""
        found, prefix = set(), ""
        for name in re.findall(r"\b(?:PMEM_[A-Z0-9_]+|_[A-Z_]+)\b", self.section("THE FORMAT FOR SHELLS")):
            if name.startswith("PMEM_"):
                prefix = next((p for p in PREFIXES if name.startswith(p)), "PMEM")
                found.add(name)
            else:
                found.add(prefix + name)
        return found

    def add_to_entry(self, title, word, text):
        """Add text at the end of the last entry with a word that begins so."""
        entry = re.findall(rf"(?m)^(?!\t).*\b{word}.*::.*\n(?:\t.*\n)*", self.section(title))[-1]
        self.text = self.text.replace(entry, entry[:-1] + text + "\n", 1)
        (TOP / self.path).write_text(self.text, encoding="utf-8")


def variable(prefix, key):
    """The key's variable; prefix is that of its object. "" stands for the object itself."""
    return f"{prefix.rstrip('_')}_{key.env}" if key.env else prefix


class Comparison:
    """What the lines ask for, and whether the schema and the pages have it."""
    def __init__(self):
        self.kinds = read_keys()
        self.schema_text = (TOP / SCHEMA).read_text(encoding="utf-8")
        self.schema = json.loads(self.schema_text)
        self.pages = {path: Page(path) for path in (HOST, OBJECTS)}
        self.results = []

    def result(self, passed, name, complaint):
        self.results.append((passed, name, complaint))

    def check_property(self, kind, key):
        path = KINDS[kind].schema
        node = node_at(self.schema, path)
        prop, derived = node["properties"].get(key.json), TYPES[key.function]
        place = f"{SCHEMA}: {path or 'the object'}: "
        name = f"{kind}: {key.json} is in the schema as {key.function}() prints it"
        if prop is None:
            self.result(False, name, f"{place}add \"{key.json}\": {json.dumps(derived)} {BY_UPDATE}")
            return
        found, printed = types_of(self.schema, prop), types_of(self.schema, derived)
        optional = key.function.endswith("_if")
        self.result((found <= printed or found >= printed) and not (optional and key.json in node["required"]), name,
                    f"{place}\"{key.json}\": {json.dumps(prop)}, but its line says {json.dumps(derived)}"
                    + (", not required" if optional else ""))

    def check_sentence(self, kind, key):
        path, word = KINDS[kind].page, KINDS[kind].word
        title = "THE JSON OBJECT"
        text = self.pages[path].entry(title, word or key.json)
        self.result(text is not None and (word is None or f"`{key.json}`" in text),
                    f"{kind}: {key.json} has its sentence", f"{path}: say under {title}, "
                    + (f"at \"{word}::\", what `{key.json}` is" if word else f"what {key.json} is: {key.json}:: ..."))

    def check_variable(self, kind, key):
        path, name = KINDS[kind].page, variable(KINDS[kind].prefix, key)
        self.result(name in self.pages[path].variables(), f"{kind}: {name} is in the section on shells",
                    f"{path}: say under THE FORMAT FOR SHELLS what {name} is"
                    + (f" {BY_UPDATE}" if key.json else ""))

    def check_label(self, kind, key):
        path, metric = KINDS[kind].page, KINDS[kind].metric
        text = self.pages[path].entry("METRICS", metric) or ""
        self.result(f"`{key.label}`" in text, f"{kind}: the label {key.label} is in the section on metrics",
                    f"{path}: name the label `{key.label}` under METRICS, at \"{metric}::\" {BY_UPDATE}")

    def check(self):
        for kind, keys in self.kinds.items():
            for key in keys:
                if key.json:
                    self.check_property(kind, key)
                    self.check_sentence(kind, key)
                if key.env is not None and KINDS[kind].prefix:
                    self.check_variable(kind, key)
                if key.label and KINDS[kind].metric:
                    self.check_label(kind, key)
        self.check_no_other_properties()

    def check_no_other_properties(self):
        """What is in the schema is printed: by a line, or by the code that nests objects."""
        nesting = "".join((TOP / "util/report" / name).read_text(encoding="utf-8")
                          for name in ("json.c", "json-objects.c", "json-cxl.c"))
        for kind, keys in self.kinds.items():
            path, printed = KINDS[kind].schema, {key.json for key in keys if key.json}
            for name in node_at(self.schema, path)["properties"] if printed else []:
                self.result(name in printed or f'"{name}"' in nesting, f"{kind}: {name} is printed",
                            f"{SCHEMA}: {path}: no line of {kind}() prints \"{name}\"")

    def check_reasons(self):
        text = (TOP / "util/judge/reasons.def").read_text(encoding="utf-8")
        records = re.findall(r'(?m)^REASON\((\w+), "([^"]+)"', text)
        ids = {reason for _, reason in records}
        comments = re.findall(r'"\$comment": "([^"]*)"', json.dumps(self.schema))
        for comment in comments:
            self.result(comment.startswith("can raise ") and comment[10:] in ids, f'"{comment}" names a reason',
                        f'{SCHEMA}: "$comment": "{comment}" is not "can raise ID" with an id of reasons.def')
        for name, reason in records:
            self.result(reason == name.lower().replace("_", "-"), f"{name} has the id {reason}",
                        f"reasons.def: {name}: the id is the name, in small letters")
        self.result(not re.search(r'(?m)^\s*"', text), "no string of a reason is broken across lines",
                    "reasons.def: join the parts of the string")
        self.result(dump(self.schema) + "\n" == self.schema_text, "the schema is laid out as --update writes it",
                    f"{SCHEMA}: ninja -C build update lays it out")
        self.result(len(comments) > 60 and len(ids) > 80, "the schema and the reasons were read", "")


def on_one_line(thing):
    if isinstance(thing, dict):
        return "{ " + ", ".join(f'"{key}": {on_one_line(value)}' for key, value in thing.items()) + " }"
    if isinstance(thing, list):
        return "[" + ", ".join(map(on_one_line, thing)) + "]"
    return json.dumps(thing)


def dump(thing, indent=""):
    """The text of the schema. A long object has a line for each key."""
    if not isinstance(thing, dict) or indent and len(indent + on_one_line(thing)) <= 110:
        return on_one_line(thing)
    deeper = indent + "  "
    lines = [f'{deeper}"{key}": {dump(value, deeper)}' for key, value in thing.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def update_schema(comparison):
    """Write the missing properties, each behind the key that is printed before it."""
    for kind, keys in comparison.kinds.items():
        node, order = node_at(comparison.schema, KINDS[kind].schema), [key for key in keys if key.json]
        for position, key in enumerate(order):
            if key.json in node["properties"]:
                continue
            names = list(node["properties"])
            place = names.index(order[position - 1].json) + 1 if position else 0
            names.insert(place, key.json)
            node["properties"] = {name: node["properties"].get(name, TYPES[key.function]) for name in names}
    (TOP / SCHEMA).write_text(dump(comparison.schema) + "\n", encoding="utf-8")


def update_pages(comparison):
    """Write the missing variables and labels, each behind those of the key before it."""
    for kind, keys in comparison.kinds.items():
        prefix, metric = KINDS[kind].prefix, KINDS[kind].metric
        page, before = comparison.pages[KINDS[kind].page], "PMEM_"
        for key in keys if prefix else []:
            if key.env is None:
                continue
            name = variable(prefix, key)
            if key.json and name not in page.variables():
                page.add_to_entry("THE FORMAT FOR SHELLS", prefix if prefix in PREFIXES else before,
                                  f"\n{name}:: the key `{key.json}`")
            before = name
        for key in keys if metric else []:
            if key.label and f"`{key.label}`" not in page.entry("METRICS", metric):
                page.add_to_entry("METRICS", metric, f",\n\t`{key.label}`")


def main():
    comparison = Comparison()
    if sys.argv[1:] == ["--update"]:
        update_schema(comparison)
        update_pages(comparison)
        return
    comparison.check()
    comparison.check_reasons()
    print(f"1..{len(comparison.results)}")
    for number, (passed, name, complaint) in enumerate(comparison.results, 1):
        print(f"{'ok' if passed else 'not ok'} {number} {name}" + ("" if passed else f"\n# {complaint}"))


main()
