#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""
Check the Prometheus rules, the Grafana dashboard and pmemcap-requirements.

If promtool is not installed (Debian: prometheus), the checks that need it are skipped. Whether
metrics, labels and their values exist is checked without it.

usage: prometheus.py CONTRIB-DIRECTORY NDCTL
"""
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures"))
from common import Tap, cases, tree_of  # pylint: disable=wrong-import-position
from nfd import with_mounts  # pylint: disable=wrong-import-position

TESTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rules.test.yml")
# Metrics of node_exporter and of Prometheus itself, with the labels that the rules use.
FOREIGN = {"node_textfile_mtime_seconds": {"file"}, "node_textfile_scrape_error": set(), "up": set()}
# Labels that Prometheus adds to everything that it scrapes.
TARGET = {"job", "instance"}
SAMPLE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? ([0-9.e+]+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')
NO_PROMTOOL = "promtool is not installed (Debian: prometheus)"


def metrics(ndctl, tree):
    """The metrics of a tree, as (name, {label: value}, text of the line)."""
    done = subprocess.run([ndctl, "pmem-status", "--format=openmetrics", f"--sysroot={tree}"], check=True,
                          stdout=subprocess.PIPE, timeout=600, encoding="utf-8")
    for line in done.stdout.splitlines():
        found = SAMPLE.match(line)
        if found:
            yield found[1], dict(LABEL.findall(found[2] or "")), line


def known_metrics(samples):
    """For each name: the labels, and the values of each label."""
    known = {name: {label: set() for label in labels} for name, labels in FOREIGN.items()}
    for name, labels, _ in samples:
        of_name = known.setdefault(name, {})
        for label, value in labels.items():
            of_name.setdefault(label, set()).add(value)
    return known


def unknown_words(query, known):
    """Metrics and labels in a query that no program writes, and label values that no series has."""
    wrong = []
    query = query.replace("$job", ".*").replace("$instance", ".*").replace("$severity", ".*")
    names = set(re.findall(r"\b(?:pmem|node)_[a-z_]+\b|\bup\b|\b[a-z_]+:[a-z_:]+\b", re.sub(r'"[^"]*"', '""', query)))
    for name in sorted(names):
        if name not in known:
            wrong.append(f"no metric {name}")
    for name, matchers in re.findall(r"([a-z_:]+)\{([^}]*)\}", query):
        for label, operator, value in re.findall(r'([a-z_]+)(=~|=)"((?:[^"\\]|\\.)*)"', matchers):
            if label in TARGET or name not in known:
                continue
            if label not in known[name]:
                wrong.append(f"{name} has no label {label}")
            elif operator == "=" and label in ("state", "access", "mode", "severity") and known[name][label] and \
                    value not in known[name][label]:
                wrong.append(f"{name} has no {label}={value}")
    for labels in re.findall(r"(?:by|on|group_left|group_right) \(([a-z_, ]*)\)", query):
        for label in labels.split(", "):
            if label not in TARGET and not any(label in known.get(name, {}) for name in names):
                wrong.append(f"no metric of the query has a label {label}")
    return wrong


def expressions_of(rules):
    """(name, expression) of each rule. The file is simple enough to be read as text."""
    for rule in re.split(r"\n      - (?=record:|alert:)", rules)[1:]:
        name = re.match(r"(?:record|alert): (\S+)", rule)[1]
        folded = re.search(r"\n        expr: >-\n((?:          .*\n)+)", rule)
        expression = " ".join(folded[1].split()) if folded else re.search(r"\n        expr: (.*)", rule)[1]
        yield name, expression


class Promtool:
    def __init__(self, directory, rules):
        self.directory = directory
        self.rules = rules

    def run(self, *arguments):
        done = subprocess.run(["promtool", *arguments], check=False, timeout=600, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, encoding="utf-8")
        return done.returncode == 0, done.stdout

    def test_rules(self, text):
        """Run promtool test rules with other text in place of the rules."""
        rules, tests = os.path.join(self.directory, "rules.yml"), os.path.join(self.directory, "test.yml")
        with open(TESTS, encoding="utf-8") as file:
            content = re.sub(r"  - \S*pmemcap.rules.yml", "  - rules.yml", file.read())
        with open(rules, "w", encoding="utf-8") as out:
            out.write(text)
        with open(tests, "w", encoding="utf-8") as out:
            out.write(content)
        return self.run("test", "rules", tests)

    def non_empty(self, queries, samples):
        """
        Check that each query finds something in these metrics of two hosts. Returns promtool's
        complaints.
        """
        series = []
        for _, _, line in samples:
            name, _, value = line.rpartition(" ")
            for host in ("a", "b"):
                labelled = name[:-1] + "," if name.endswith("}") else name + "{"
                series.append({"series": f'{labelled}job="node",instance="{host}"}}', "values": f"{value}x4"})
        tests = [{"expr": f"count({query}) > bool 0", "eval_time": "30s", "exp_samples": [{"labels": "{}", "value": 1}]}
                 for query in queries]
        path = os.path.join(self.directory, "dashboard.test.yml")
        with open(path, "w", encoding="utf-8") as out:  # JSON is YAML
            json.dump({"rule_files": [self.rules], "evaluation_interval": "15s",
                       "tests": [{"interval": "15s", "input_series": series, "promql_expr_test": tests}]}, out)
        return self.run("test", "rules", path)


def check_names(tap, rules, dashboard, samples):
    known = known_metrics(samples)
    recorded = {name for name, _ in expressions_of(rules) if ":" in name}
    for name in recorded:
        known[name] = {label: set() for label in ("mode", "state", "mountpoint", "access", "severity")}
    found = list(expressions_of(rules))
    tap.result(len(found) == rules.count("expr:") and len(found) > 15, f"{len(found)} rules are found")
    for name, expression in found:
        wrong = unknown_words(expression, known)
        tap.result(not wrong, f"{name}: its metrics and labels exist", "\n".join(wrong))
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            wrong = unknown_words(target["expr"], known)
            tap.result(not wrong, f"panel {panel['title']}: its metrics and labels exist", "\n".join(wrong))
    for variable in dashboard["templating"]["list"]:
        if variable["type"] == "query":
            metric = re.match(r"label_values\(([a-z_]+)", variable["query"]["query"])
            tap.result(metric is not None and metric[1] in known, f"variable {variable['name']}: its metric exists")
    # Test the check itself: it must find a name, a label and a value that no program writes.
    for query in ("pmem_nonsense", 'pmem_findings{colour="red"}', 'pmem_mode_state{state="maybe"}',
                  "sum by (planet) (pmem_findings)"):
        tap.result(bool(unknown_words(query, known)), f"{query} would be found")


def check_dashboard(tap, dashboard):
    """The dashboard is valid for Grafana, and shows hosts, modes and findings."""
    ids = [panel["id"] for panel in dashboard["panels"]]
    tap.result(len(ids) == len(set(ids)), "panels have different ids")
    cells = set()
    good = True
    for panel in dashboard["panels"]:
        grid = panel["gridPos"]
        mine = {(x, y) for x in range(grid["x"], grid["x"] + grid["w"]) for y in range(grid["y"], grid["y"] + grid["h"])}
        good = good and grid["x"] + grid["w"] <= 24 and not cells & mine
        cells |= mine
    tap.result(good, "no panel covers another")
    matrix = [p for p in dashboard["panels"] if any(t["id"] == "groupingToMatrix" and
              t["options"]["rowField"] == "instance" and t["options"]["columnField"] == "mode"
              for t in p.get("transformations", []))]
    tap.result(len(matrix) == 1, "a matrix of hosts and modes")
    words = {o["text"] for p in matrix for m in p["fieldConfig"]["defaults"]["mappings"] for o in m["options"].values()}
    tap.result({"yes", "no", "unknown"} <= words, "the matrix says yes, no and unknown in words")
    tap.result(all(not t["datasource"]["uid"] or t["datasource"]["uid"].startswith("$")
                   for p in dashboard["panels"] for t in p["targets"]), "no panel names a server of its own")


def check_promtool(tap, promtool, rules, dashboard, samples):
    good, complaint = promtool.run("check", "rules", promtool.rules)
    tap.result(good, "promtool accepts the rules", complaint)
    good, complaint = promtool.test_rules(rules)
    tap.result(good, "promtool test rules", complaint)
    for name, _ in expressions_of(rules):
        changed = rules.replace(f"alert: {name}\n", f"alert: {name}X\n").replace(f"record: {name}\n", f"record: {name}x\n")
        good, _ = promtool.test_rules(changed)
        tap.result(not good, f"{name} is missed where it is not there")
    queries = [t["expr"].replace("$job", ".*").replace("$instance", ".*").replace("$severity", ".*")
               for p in dashboard["panels"] for t in p["targets"]]
    good, complaint = promtool.non_empty(queries, samples)
    tap.result(good, "every panel shows something of hosts that have it", complaint)
    good, _ = promtool.non_empty(queries, [s for s in samples if s[0] != "pmem_mount_info"])
    tap.result(not good, "a panel that shows nothing would be found")


class Requirements:
    def __init__(self, directory, contrib, ndctl, tree):
        self.list = os.path.join(directory, "requirements")
        self.script = os.path.join(contrib, "prometheus", "pmemcap-requirements")
        self.bin = os.path.join(directory, "bin")
        os.mkdir(self.bin)
        path = os.path.join(self.bin, "ndctl-pmem-status")
        with open(path, "w", encoding="utf-8") as out:
            out.write(f'#!/bin/sh\nexec {shlex.quote(ndctl)} pmem-status --sysroot={shlex.quote(tree)} "$@"\n')
        os.chmod(path, 0o755)

    def run(self, text):
        with open(self.list, "w", encoding="utf-8") as out:
            out.write(text)
        return subprocess.run([self.script, self.list], check=False, timeout=600, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", env={"PATH": f"{self.bin}:/usr/bin:/bin"})


def check_requirements(tap, requirements):
    """Each line gets the command's answer, and a wrong line is named."""
    done = requirements.run("# a comment\n\ndb --require=fsdax -n namespace0.0\n"
                            "ram --require=devdax -n namespace0.1\nlog --require=fsdax -n namespace0.2")
    states = {l["requirement"]: l["state"] for name, l, line in
              ((m[1], dict(LABEL.findall(m[2])), m[0]) for m in map(SAMPLE.match, done.stdout.splitlines()) if m)
              if name == "pmem_requirement_state" and line.endswith(" 1")}
    tap.result(done.returncode == 0 and states == {"db": "yes", "ram": "yes", "log": "no"},
               "requirements are answered", f"{states} {done.stderr}")
    tap.result(len([l for l in done.stdout.splitlines() if SAMPLE.match(l)]) == 9, "three series for each")
    if shutil.which("promtool"):
        checked = subprocess.run(["promtool", "check", "metrics"], input=done.stdout, check=False, timeout=600,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        tap.result(checked.returncode == 0 and not checked.stdout, "promtool accepts them", checked.stdout)
    else:
        tap.skip("promtool accepts them", NO_PROMTOOL)
    for text, words in (('a"b --require=fsdax', "line 1: a name has"), ("db --require=fsdax\ndb --require=block", "line 2: db was"),
                        ("db -n namespace0.0", "line 1: --require= is missing"), ("\ndb --require=nonsense", "line 2: ndctl-pmem-status")):
        done = requirements.run(text)
        tap.result(done.returncode == 1 and words in done.stderr, f"{text!r}: {words}", done.stderr)
    os.remove(requirements.list)
    done = subprocess.run([requirements.script, requirements.list], check=False, stderr=subprocess.PIPE,
                          stdout=subprocess.PIPE, encoding="utf-8", timeout=600)
    tap.result(done.returncode == 1 and "cannot be read" in done.stderr, "no list: said so", done.stderr)


def main():
    contrib, ndctl = sys.argv[1], os.path.abspath(sys.argv[2])
    path = os.path.join(os.path.abspath(contrib), "prometheus", "pmemcap.rules.yml")
    with open(path, encoding="utf-8") as file:
        rules = file.read()
    with open(os.path.join(contrib, "prometheus", "dashboard.json"), encoding="utf-8") as file:
        dashboard = json.load(file)
    tap = Tap()
    with tempfile.TemporaryDirectory() as directory:
        tree = with_mounts(directory)
        requirements = Requirements(directory, contrib, ndctl, tree)
        done = requirements.run("db --require=fsdax -n namespace0.0\n")
        own = [(m[1], dict(LABEL.findall(m[2])), m[0]) for m in map(SAMPLE.match, done.stdout.splitlines()) if m]
        own.append(("node_textfile_mtime_seconds", {"file": ""}, 'node_textfile_mtime_seconds{file="pmemcap.prom"} 0'))
        mounted = list(metrics(ndctl, tree)) + own
        everything = mounted + [s for case in cases() for s in metrics(ndctl, tree_of(case))]
        check_names(tap, rules, dashboard, everything)
        check_dashboard(tap, dashboard)
        check_requirements(tap, requirements)
        if shutil.which("promtool"):
            check_promtool(tap, Promtool(directory, path), rules, dashboard, mounted)
        else:
            tap.skip("promtool test rules", NO_PROMTOOL)
    tap.done()


if __name__ == "__main__":
    main()
