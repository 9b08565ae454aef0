#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The viewer in headless Chromium: what the page shows is what the objects say.

Takes Debian's chromium, chromium-driver and python3-selenium; without them the
browser's part is skipped, and only the text of the page is looked at.

usage: viewer.py CONTRIB-DIRECTORY NDCTL DAXCTL
       viewer.py - update PAGE            write the hashes of script and style into the page
       viewer.py CONTRIB-DIRECTORY NDCTL DAXCTL shots DIRECTORY    screenshots, to look at
"""
import base64
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures"))
from common import Tap, answer, cases, tree_of, trees  # pylint: disable=wrong-import-position
from nfd import with_mounts  # pylint: disable=wrong-import-position

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    webdriver = None

CHROMIUM = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage")
# The time limit for a page in seconds, for a busy machine. An idle machine needs a tenth of it.
PATIENCE = 120 * int(os.environ.get("PATIENCE", "1"))
EVIL = '<img src=x onerror="window.pwned=1"></script><script>window.pwned=2</script>&lt;b&gt;'
BIDI = "pmem\u202e0\u0007\u200b\ufeff"


# The page's text.

def hash_of(content):
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def parts(page):
    """The one script and the one style of the page."""
    return [re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S) for tag in ("script", "style")]


def update(path):
    with open(path, encoding="utf-8") as file:
        page = file.read()
    for tag, found in zip(("script", "style"), parts(page)):
        page = re.sub(rf"{tag}-src '[^']*'", f"{tag}-src '{hash_of(found[0])}'", page, count=1)
    with open(path, "w", encoding="utf-8") as out:
        out.write(page)


def check_text(tap, page):
    scripts, styles = parts(page)
    tap.result(len(scripts) == 1 and len(styles) == 1, "one script and one style")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    wanted = {"default-src": ["'none'"], "script-src": [f"'{hash_of(scripts[0])}'"], "style-src": [f"'{hash_of(styles[0])}'"],
              "base-uri": ["'none'"], "form-action": ["'none'"]}
    found = {d.split()[0]: d.split()[1:] for d in policy[1].split(";")} if policy else {}
    tap.result(found == wanted, "the policy allows this script and this style, and nothing else",
               "" if found == wanted else f"{found}\nviewer.py - update PAGE writes the hashes")
    addresses = set(re.findall(r"\b(?:https?|wss?|data|blob):[^\s\"'`]*", page)) - {"http://www.w3.org/2000/svg"}
    tap.result(not addresses, "no address of another resource", "\n".join(addresses))
    words = re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\bfetch\(|XMLHttpRequest|"
                       r"WebSocket|sendBeacon|\bimport\b|DOMParser|srcdoc|localStorage|\bsrc=|url\(|<link|@import", page)
    tap.result(not words, "nothing that parses, runs or loads text", "\n".join(words))


# What an object says, in the terms of the page.

def visible(value):
    """A text as the page shows it: characters that change direction or width are shown as codes."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]",
                  lambda m: f"\\u{{{ord(m[0]):x}}}", value)


def disk_cards(disk, kind):
    dax = {"yes": "fsdax", "no": "block"}
    reasons = disk["reasons"] + ((disk.get("filesystem") or {}).get("reasons") or [])
    yield kind, visible(disk["dev"]), dax.get(disk["dax"], "unknown"), reasons
    for below in disk["partitions"]:
        yield from disk_cards(below, "partition")
    for holder in disk["holders"]:
        yield from disk_cards(holder, "holder")
    for mount in disk["mounts"]:
        yield mount_card(mount)


def mount_card(mount):
    dax = {"yes": "fsdax", "no": "block"}
    return "mount", visible(mount["mountpoint"]), dax.get(mount["dax_effective"], "unknown"), mount["reasons"]


def cards(found):
    """Kind, name, access and reasons of every device that the drawing must show."""
    namespaces = set()
    for bus in found.get("buses", []):
        yield "bus", bus["dev"], None, []
        for region in bus["regions"]:
            yield "region", region["dev"], None, []
            for ns in region["namespaces"]:
                namespaces.add(ns["dev"])
                yield "namespace", visible(ns["dev"]), ns["effective"], ns["reasons"]
                if ns["disk"]:
                    yield from disk_cards(ns["disk"], "disk")
    for region in found.get("dax_regions", []):
        if any(d["namespace"] not in namespaces for d in region["devices"]):
            yield "dax region", str(region["id"]), None, []
        for device in region["devices"]:
            yield "dax device", device["chardev"], device["effective"], device["reasons"]
    for disk in found.get("other_disks", []):
        yield from disk_cards(disk, "other disk")
    for mount in found.get("other_mounts", []):
        yield mount_card(mount)
    yield from cxl_cards(found.get("cxl") or {})


def cxl_cards(cxl):
    """Windows, the regions of each, and memory devices once for each region that has them."""
    for kind, key, name in ("CXL window", "decoders", "decoder"), ("CXL region", "regions", "region"):
        for thing in cxl.get(key, []):
            yield kind, thing[name], None, []
    mapped = [m["memdev"] for region in cxl.get("regions", []) for m in region["mappings"]]
    for memdev in mapped + [m["memdev"] for m in cxl.get("memdevs", []) if m["memdev"] not in mapped]:
        yield "CXL memory device", memdev, None, []
    for function in cxl.get("idle_functions", []):
        yield "CXL function without a driver", function, None, []


def with_cxl(base):
    """The object with a CXL fabric: a region of two devices, one that is disabled, and a device of no region."""
    found = json.loads(json.dumps(base))
    devices = [{"memdev": f"mem{n}", "pmem_size": 1 << 29, "pmem_available_size": free, "host": f"0000:0{n}:00.0", "decoders": []}
               for n, free in enumerate((0, 0, 1 << 29))]
    devices[2]["state"] = "disabled"
    region = {"region": "region5", "root_decoder": "decoder0.0", "size": 1 << 30, "type": "pmem", "interleave_ways": 2,
              "interleave_granularity": 256, "decode_state": "commit", "qos_class_mismatch": True, "became": "nd-region",
              "nd_region": "region0", "chardevs": [],
              "mappings": [{"position": n, "memdev": f"mem{n}", "decoder": f"decoder{n + 2}.0"} for n in range(2)]}
    idle = {"region": "region6", "root_decoder": "decoder9.9", "size": 1 << 28, "type": "ram", "interleave_ways": 1,
            "interleave_granularity": 256, "decode_state": "reset", "state": "disabled", "became": "nothing", "chardevs": [], "mappings": []}
    window = {"decoder": "decoder0.0", "size": 1 << 32, "available_size": 3 << 30, "pmem_capable": True, "volatile_capable": True,
              "nr_targets": 1, "targets": [{"target": "pci0000:0c", "position": 0, "id": 12}]}
    found["cxl"] = {"memdevs": devices, "decoders": [window], "regions": [region, idle], "idle_functions": ["0000:0f:00.0"]}
    return found


def unique(items):
    return list(dict.fromkeys(items))


def hostile_object(base):
    """An object whose labels try to make the page do something."""
    found = json.loads(json.dumps(base))
    found["host"] = EVIL
    ns = found["buses"][0]["regions"][0]["namespaces"][0]
    ns["name"] = EVIL
    ns["effective"] = "famfs"
    ns["disk"]["dev"] = BIDI
    ns["disk"]["mounts"] = [{"mountpoint": "/" + EVIL, "fstype": "x\" onload=\"window.pwned=3", "source": EVIL, "options": EVIL,
                             "dax_requested": "javascript:alert(1)", "dax_effective": "maybe", "map_sync": "unknown",
                             "granularity": "page", "reasons": [EVIL, "constructor"]}]
    found["modes"]["__proto__"] = {"supported": "yes", "gates": {}, "reasons": [], "limits": []}
    found["modes"]["new_mode"] = {"supported": EVIL, "gates": None, "reasons": "none", "limits": 7}
    found["findings"].append({"id": "toString", "gate": "device", "severity": "fatal", "subject": EVIL, "modes": None,
                              "message": EVIL, "evidence": [{"source": EVIL, "says": EVIL, "detail": EVIL}, 5],
                              "remedy": {"text": EVIL, "command": f"rm -rf / # {EVIL}", "data_loss": True}, "doc": EVIL})
    found["skipped"].append({"path": EVIL, "error": EVIL, "affects": EVIL})
    found["cxl"] = {"memdevs": [{"memdev": EVIL, "pmem_size": EVIL}, 7], "decoders": [{"decoder": {"a": EVIL}, "size": -1}],
                    "regions": [{"region": EVIL, "root_decoder": None, "mappings": [{"memdev": "__proto__"}, None]}], "idle_functions": EVIL}
    return found


def twisted_objects(base):
    """Objects in which each key in turn has another type, or is missing."""
    for key in list(base):
        for value in (None, 5, "text", [], {}, [None, 5, "x", [], {}]):
            if key in ("version", "modes", "kernel"):
                continue
            changed = dict(base)
            changed[key] = value
            yield changed
        if key not in ("version", "modes", "kernel"):
            yield {k: v for k, v in base.items() if k != key}


class Page:
    """A browser with the viewer."""

    def __init__(self, directory, path):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in FLAGS + (f"--user-data-dir={os.path.join(directory, 'profile')}",):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.browser = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.browser.set_page_load_timeout(PATIENCE)
        self.browser.set_script_timeout(PATIENCE)
        self.path = path
        self.load()

    def load(self):
        self.browser.get("file://" + self.path)

    def js(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def wait(self, script):
        """Wait until the expression is true."""
        return self.browser.execute_async_script(
            "const done = arguments[0], test = () => { if (" + script + ") done(true); else setTimeout(test, 20); }; test();")

    def settled(self):
        self.wait("document.getElementById('status').textContent.startsWith('Opened')")

    def open(self, *paths):
        self.js("document.getElementById('status').textContent = ''")
        self.browser.find_element(By.ID, "files").send_keys("\n".join(paths))
        self.settled()

    def cdp(self, command, **arguments):
        return self.browser.execute_cdp_cmd(command, arguments)

    def drop(self, *paths):
        self.js("document.getElementById('status').textContent = ''")
        data = {"items": [], "files": list(paths), "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            self.cdp("Input.dispatchDragEvent", type=kind, x=200, y=200, data=data)
        self.settled()

    def look(self, width, height=900, scheme="light"):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def shoot(self, path):
        image = self.cdp("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        with open(path, "wb") as out:
            out.write(base64.b64decode(image["data"]))

    def problems(self):
        return self.js("return [...document.querySelectorAll('#problems li')].map(l => l.textContent)")

    def choose(self, name):
        self.js("""for (const b of document.querySelectorAll('.host button')) if (b.textContent === arguments[0]) b.click();""", name)

    def drawn(self):
        return self.js("""return [...document.querySelectorAll('#detail .card')].map(c => [c.dataset.kind, c.dataset.name,
            c.dataset.gives ?? null, [...c.querySelectorAll('.chip')].map(b => b.dataset.reason)])""")

    def findings(self):
        return self.js("""return [...document.querySelectorAll('#detail .finding')].map(f => [f.dataset.severity, f.dataset.finding,
            f.querySelector('.subject').textContent, f.querySelector('.message').textContent,
            f.querySelector('.command')?.textContent ?? null, f.querySelector('.loss') !== null])""")

    def matrix(self):
        """For each host and mode: the answer as data, the answer as text, the reasons."""
        rows = self.js("""return [...document.querySelectorAll('.matrix td[data-host]')].map(c => [c.dataset.host, c.dataset.mode,
            c.dataset.answer, c.querySelector('.badge').textContent, [...c.querySelectorAll('.chip')].map(b => b.dataset.reason),
            c.querySelector('.limits')?.textContent ?? ''])""")
        return {(host, mode): (said, shown, reasons, limits) for host, mode, said, shown, reasons, limits in rows}

    def hosts(self):
        return self.js("return [...document.querySelectorAll('.matrix tr[data-host]')].map(r => r.dataset.host)")


def limits_of(verdict):
    """The classes of devices for which a yes does not hold, in words."""
    parts = []
    for words, answer in (("not on", "no"), ("cannot tell on", "unknown")):
        classes = unique("devicetree" if c == "of" else c for l in verdict["limits"] if l["supported"] == answer for c in l["classes"])
        if classes and verdict["supported"] == "yes":
            parts.append(f"{words} {', '.join(classes)}")
    return "; ".join(parts)


def check_host(tap, page, name, found):
    """One host of the matrix, its drawing and its findings."""
    shown = page.matrix()
    wrong = []
    for mode, verdict in found["modes"].items():
        reasons = unique(verdict["reasons"] + [l["reason"] for l in verdict["limits"]])
        wanted = (verdict["supported"], verdict["supported"], reasons, limits_of(verdict))
        if shown.get((name, mode)) != wanted:
            wrong.append(f"{mode}: shown {shown.get((name, mode))}, wanted {wanted}")
    tap.result(not wrong, f"{name}: the matrix says what the object says", "\n".join(wrong))
    page.choose(name)
    drawn = sorted([k, n, g or "", r] for k, n, g, r in page.drawn())
    wanted = sorted([k, n, g or "", unique(r)] for k, n, g, r in cards(found))
    tap.result(drawn == wanted, f"{name}: {len(wanted)} devices are drawn as they are",
               "" if drawn == wanted else f"drawn:  {drawn}\nwanted: {wanted}")
    shown = sorted(page.findings(), key=str)
    wanted = sorted(([f["severity"], f["id"], visible(f["subject"]), visible(f["message"]),
                      f["remedy"]["command"] and visible(f["remedy"]["command"]) if f["remedy"] else None,
                      bool(f["remedy"] and f["remedy"]["data_loss"])] for f in found["findings"]), key=str)
    tap.result(shown == wanted, f"{name}: {len(wanted)} findings with their remedies",
               "" if shown == wanted else f"shown:  {shown}\nwanted: {wanted}")


def check_filter(tap, page, answers):
    """Choosing a reason leaves the hosts that have it, and marks it."""
    wrong = []
    everywhere = {}
    for name, found in answers.items():
        reasons = {r for v in found["modes"].values() for r in v["reasons"] + [l["reason"] for l in v["limits"]]}
        reasons |= {r for *_, rs in cards(found) for r in rs} | {f["id"] for f in found["findings"]}
        for reason in reasons:
            everywhere.setdefault(reason, set()).add(name)
    offered = page.js("return [...document.getElementById('reason').options].map(o => o.value).filter(Boolean)")
    for reason, names in everywhere.items():
        page.js("const s = document.getElementById('reason'); s.value = arguments[0]; s.dispatchEvent(new Event('change'));", reason)
        pressed = page.js("return [...document.querySelectorAll('.chip[aria-pressed=true]')].map(c => c.dataset.reason)")
        if set(page.hosts()) != names or set(pressed) - {reason}:
            wrong.append(f"{reason}: {sorted(page.hosts())}, wanted {sorted(names)}; marked {set(pressed)}")
    tap.result(sorted(everywhere) == offered and not wrong, f"{len(everywhere)} reasons: each leaves the hosts that have it",
               "\n".join(wrong) or f"offered {offered}")
    page.browser.find_element(By.ID, "reset").click()
    tap.result(set(page.hosts()) == set(answers), "\"Show all\" shows all again")
    page.browser.find_element(By.ID, "name").send_keys("MIPS64-612")
    tap.result(set(page.hosts()) == {n for n in answers if "mips64-612" in n}, "a filter by the host's name")
    page.browser.find_element(By.ID, "reset").click()


def check_fabric(tap, page, directory):
    """The fabric's cards stand in each other, and say what the object says."""
    page.load()
    page.open(os.path.join(directory, "fabric.json"))
    under = page.js("""return [...document.querySelectorAll('#detail .card')].filter(c => c.dataset.kind.startsWith('CXL')).map(c => [c.dataset.name,
        c.parentElement.parentElement.closest('li')?.querySelector('.card').dataset.name ?? '', c.innerText.split('\\n').slice(2).join('; ')])""")
    wanted = [["decoder0.0", "", "4 GiB, 3 GiB free; pmem, ram"],
              ["region5", "decoder0.0", "pmem 1 GiB; 2 ways of 256 bytes; QoS class differs; became nd-region region0"],
              ["mem0", "region5", "position 0; pmem 512 MiB, 0 bytes free; 0000:00:00.0"],
              ["mem1", "region5", "position 1; pmem 512 MiB, 0 bytes free; 0000:01:00.0"],
              ["region6", "", "ram 256 MiB; not committed; disabled; became nothing"],
              ["mem2", "", "pmem 512 MiB, 512 MiB free; 0000:02:00.0; disabled"],
              ["0000:0f:00.0", "", ""]]
    tap.result(under == wanted, "the CXL fabric is drawn with its windows, regions and memory devices", f"drawn:  {under}\nwanted: {wanted}")


def check_elsewhere(tap, page, directory):
    """The mode of another architecture has a column only where a host may be of it."""
    heads = "return [...document.querySelectorAll('.matrix thead th')].map(h => h.textContent)"
    page.load()
    page.open(os.path.join(directory, "x86-612-nfit.json"))
    tap.result("fsdax" in page.js(heads) and "dcssblk dax" not in page.js(heads), "no column for what these architectures cannot have",
               str(page.js(heads)))
    page.open(os.path.join(directory, "x86-612-sysfs-only.json"))
    tap.result("dcssblk dax" in page.js(heads), "but where one is not known", str(page.js(heads)))


def check_keyboard(tap, page):
    """Tab reaches every control in order, Enter and Space work, and the focus is visible and is kept."""
    page.js("document.getElementById('files').focus()")
    seen = []
    for _ in range(6):
        webdriver.ActionChains(page.browser).send_keys(Keys.TAB).perform()
        seen.append(page.js("const a = document.activeElement; return a.id || a.className || a.tagName"))
    tap.result(seen == ["directory", "clear", "reason", "name", "reset", "matrix"],
               "Tab goes through the controls in order", str(seen))
    outline = page.js("""document.getElementById('files').focus();
        const s = getComputedStyle(document.getElementById('files').parentElement); return s.outlineStyle + s.outlineWidth""")
    tap.result(outline.startswith("solid") and outline != "solid0px", "the focus of a file picker is seen", outline)
    button = page.browser.find_elements(By.CSS_SELECTOR, ".host button")[1]
    name = button.text
    button.send_keys(Keys.ENTER)
    tap.result(page.js("return document.activeElement.id") == "detail-title" and
               page.js("return document.getElementById('detail-title').textContent") == name, "Enter on a host goes to its devices")
    button = page.browser.find_element(By.CSS_SELECTOR, "#detail .finding .chip")
    reason = button.text
    button.send_keys(Keys.SPACE)
    tap.result(page.js("const a = document.activeElement; return [a.dataset.reason, a.getAttribute('aria-pressed')]") == [reason, "true"],
               "Space on a reason filters by it and keeps the focus")
    page.browser.switch_to.active_element.send_keys(Keys.SPACE)
    tap.result(page.js("return document.getElementById('reason').value") == "", "and once more lifts the filter")


def check_access(tap, page):
    """Names, roles and sizes, as the browser computes them."""
    nameless = []
    for node in page.cdp("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if not node["ignored"] and role in ("button", "combobox", "searchbox", "textbox", "region", "heading", "table"):
            if not node.get("name", {}).get("value") and role != "table":
                nameless.append(role)
    tap.result(not nameless, "everything that acts has a name", str(nameless))
    small = page.js("""return [...document.querySelectorAll('button, select, input[type=search], .button')].filter(e =>
        e.getClientRects().length && (e.offsetHeight < 24 || e.offsetWidth < 24)).map(e => e.outerHTML.slice(0, 80))""")
    tap.result(not small, "nothing to press is smaller than 24 pixels", "\n".join(small))
    bare = page.js("return [...document.querySelectorAll('.badge')].filter(b => !b.querySelector('svg') || !b.textContent).length")
    tap.result(bare == 0, "no colour without a shape and a word")
    tap.result(page.js("return document.querySelectorAll('table th:not([scope])').length") == 0, "every table head has its scope")


# Text with less contrast than WCAG 2's level AA requires, with its background.
CONTRAST = """
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
function rgba(color) {
	canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
	return [...canvas.getImageData(0, 0, 1, 1).data];
}
const part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
const found = [];
for (const e of document.querySelectorAll('body *')) {
	if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || !e.getClientRects().length ||
	    ['SCRIPT', 'STYLE', 'OPTION'].includes(e.tagName))
		continue;
	let behind = e;
	while (behind && rgba(getComputedStyle(behind).backgroundColor)[3] === 0)
		behind = behind.parentElement;
	const [a, b] = [light(rgba(getComputedStyle(e).color)), light(rgba(behind ? getComputedStyle(behind).backgroundColor : 'white'))];
	const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	if (ratio < 4.5)
		found.push(`${ratio.toFixed(2)} ${e.className} ${e.textContent.slice(0, 30)}`);
}
return [...new Set(found)];
"""


def check_looks(tap, page):
    """At both widths and in both colour schemes, all text is legible and nothing is cut off."""
    backgrounds = set()
    for width in (1280, 400):
        for scheme in ("light", "dark"):
            page.look(width, scheme=scheme)
            faint = page.js(CONTRAST)
            tap.result(not faint, f"{scheme}, {width} pixels: contrast of 4.5 and more", "\n".join(faint[:10]))
            wide = page.js("""return document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).map(e => e.className + e.tagName)""")
            tap.result(not wide, f"{scheme}, {width} pixels: nothing is wider than the page", str(wide[:5]))
            cut = page.js("""return [...document.querySelectorAll('.card > *, .matrix td > *, .finding > *')].filter(e => e.getClientRects().length &&
                e.getBoundingClientRect().right > e.parentElement.getBoundingClientRect().right + 1).map(e => e.textContent.slice(0, 40))""")
            tap.result(not cut, f"{scheme}, {width} pixels: nothing sticks out of its card or cell", str(cut[:5]))
            tap.result(page.js("const m = document.getElementById('matrix'); return m.scrollWidth <= m.clientWidth"),
                       f"{scheme}, {width} pixels: the matrix is seen whole")
            backgrounds.add(page.js("return getComputedStyle(document.body).backgroundColor"))
    tap.result(len(backgrounds) == 2, "light and dark differ", str(backgrounds))
    page.look(1280)


def check_hostile(tap, page, directory, base):
    """Labels are shown as text, whatever they contain."""
    page.load()
    found = hostile_object(base)
    path = write(directory, "hostile.json", found)
    page.open(path)
    tap.result(page.hosts() == [EVIL], "a host's name stays text", str(page.hosts()))
    shown = page.js("return document.body.textContent")
    missing = [w for w in (EVIL, "/" + EVIL, f"rm -rf / # {EVIL}", visible(BIDI), "famfs", "javascript:alert(1)", "toString", "constructor",
                           "__proto__", "new mode") if w.replace("_", " ") not in shown.replace("_", " ")]
    tap.result(not missing, "what they say is shown", str(missing))
    tap.result(not any(c in shown for c in "\u202e\u0007\u200b\ufeff"), "what turns text around is spelled out")
    made = page.js("return [document.images.length, document.scripts.length, document.querySelectorAll('iframe, object, embed, a, b').length]")
    tap.result(made == [0, 1, 0] and page.js("return window.pwned ?? null") is None and page.js("return ({}).supported ?? null") is None,
               "no element comes of them, and nothing runs", str(made))
    drawn = page.drawn()
    tap.result(["namespace", "namespace0.0", "famfs", []] in drawn and
               ["mount", "/" + EVIL, "unknown", [EVIL, "constructor"]] in drawn, "an access that is not known is shown as it is", str(drawn))
    page.load()
    paths = [write(directory, f"twisted{n}.json", t) for n, t in enumerate(twisted_objects(base))]
    page.open(*paths)
    for name in page.hosts():
        page.choose(name)
    tap.result(len(page.hosts()) == len(paths) and not page.problems(), f"{len(paths)} objects with keys of other types are shown",
               "\n".join(page.problems()))


def check_bad(tap, page, directory):
    """Input that cannot be shown is named with the reason. The rest is still shown."""
    bad = {"empty.json": b"", "torn.json": b'{"version":1,', "list.json": b"[1,2]", "other.json": b'{"a":1}',
           "later.json": b'{"version":2,"modes":{},"kernel":{}}', "torn.tar.gz": gzip.compress(b"x" * 5000)[:20],
           "not.tar.gz": b"no archive", "none.tar": b"\0" * 1024, "deep.json": b"[" * 200000}
    for name, content in bad.items():
        page.load()
        page.open(write(directory, name, content))
        problems = page.problems()
        tap.result(len(problems) == 1 and name in problems[0] and not page.hosts(), f"{name}: {'; '.join(problems)}")
    page.load()
    page.open(write(directory, "torn2.json", b"{"), os.path.join(directory, "x86-612-nfit.json"))
    tap.result(len(page.problems()) == 1 and page.hosts() == ["x86-612-nfit"], "beside it the others are shown")


def check_ways(tap, page, directory, ndctl, answers):
    """Open files, arrays, lines, archives, directories and captures, by picker and by drop."""
    two = [answers["x86-612-nfit"], answers["mips64-612-alias"]]
    page.load()
    page.open(write(directory, "array.json", two), write(directory, "lines.jsonl", "\n".join(map(json.dumps, two)).encode()))
    tap.result(page.hosts() == ["array 1", "array 2", "lines 3", "lines 4"], "an array, and one object a line", str(page.hosts()))
    named = dict(two[0], host="pm-17", time="2026-01-02T03:04:05Z")
    page.open(write(directory, "a.json", named), write(directory, "b.json", named))
    tap.result({"pm-17", "pm-17 (2)"} <= set(page.hosts()), "the host's name is the object's; a second gets a number", str(page.hosts()))
    page.choose("pm-17")
    tap.result("2026-01-02T03:04:05Z" in page.js("return document.getElementById('detail').textContent"), "when it was made is shown")

    page.load()
    page.open(tar(directory, "fleet.tar.gz", {"fleet/a.json": json.dumps(two[0]), "fleet/" + "d" * 120 + "/b.json": json.dumps(two[1]),
                                               "fleet/README": "no object"}))
    tap.result(page.hosts() == ["a", "b"] and not page.problems(), "an archive of objects", str(page.problems()))

    page.load()
    capture = os.path.join(directory, "cap")
    subprocess.run([ndctl, "pmem-status", f"--capture={capture}"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   timeout=PATIENCE)
    with open(os.path.join(capture, "pmemcap.json"), encoding="utf-8") as file:
        release = json.load(file)["kernel"]["release"]
    archive = os.path.join(directory, "it's here.tar.gz")
    with tarfile.open(archive, "w:gz") as out:
        out.add(capture, "cap")
    page.open(archive)
    shown = page.js("return document.getElementById('captures').innerText")
    tap.result(release in shown and "ndctl pmem-status --sysroot='it'\\''s here.tar.gz' >'it'\\''s here.json'" in shown and
               not page.hosts(), "a capture's archive: what it is, and the command that judges it", shown)
    page.load()
    page.drop(capture, os.path.join(directory, "x86-612-nfit.json"))
    shown = page.js("return document.getElementById('captures').innerText")
    tap.result("--sysroot=cap >cap.json" in shown and page.hosts() == ["x86-612-nfit"], "dropped: a capture's directory and an object",
               f"{shown} {page.hosts()} {page.problems()}")
    page.load()
    page.js("document.getElementById('status').textContent = ''")
    page.browser.find_element(By.ID, "directory").send_keys(trees())
    page.settled()
    names = page.js("return [...document.querySelectorAll('.capture')].map(c => c.dataset.capture)")
    wanted = sorted(c for c in cases() if os.path.exists(os.path.join(tree_of(c), "pmemcap.json")))
    tap.result(sorted(names) == wanted, "a directory of captures, picked", f"{names}")
    page.browser.find_element(By.ID, "clear").click()
    tap.result(page.js("return document.getElementById('welcome').hidden") is False, "\"Close all\" closes all")


def check_silence(tap, page):
    """The page made no network request, and violated no rule of its policy."""
    asked = set()
    for entry in page.browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        # The browser's own first page does not belong to the viewer.
        if message["method"] == "Network.requestWillBeSent" and not message["params"]["documentURL"].startswith("chrome:"):
            asked.add(message["params"]["request"]["url"])
    tap.result(asked == {"file://" + page.path}, "the page alone was asked for", str(asked))
    log = [entry["message"] for entry in page.browser.get_log("browser")]
    tap.result(not log, "nothing is in the browser's log", "\n".join(log[:10]))


def write(directory, name, content):
    path = os.path.join(directory, name)
    with open(path, "wb") as out:
        out.write(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def tar(directory, name, files):
    path = os.path.join(directory, name)
    with tarfile.open(path, "w:gz") as out:
        for inside, content in files.items():
            info = tarfile.TarInfo(inside)
            info.size = len(content.encode())
            out.addfile(info, io.BytesIO(content.encode()))
    return path


def answers_of(directory, ndctl, daxctl):
    """Write the programs' objects for the fixtures, by host, into the directory."""
    answers = {}
    for case in cases():
        answers[case] = answer(ndctl, tree_of(case))[0]
    answers["host-only"] = answer(daxctl, tree_of("x86-612-no-pfn"))[0]
    answers["units"] = answer(ndctl, tree_of("x86-612-nfit"), "-u", "-vv")[0]
    answers["mounted"] = answer(ndctl, with_mounts(directory))[0]
    answers["fabric"] = with_cxl(answers["x86-612-nfit"])
    for name, found in answers.items():
        found.pop("host", None)
        write(directory, name + ".json", found)
    return answers


def shots(page, directory, names, target):
    """Make screenshots for people to look at."""
    os.makedirs(target, exist_ok=True)
    for width in (1280, 400):
        for scheme in ("light", "dark"):
            page.load()
            page.look(width, 800, scheme)
            page.shoot(os.path.join(target, f"empty-{scheme}-{width}.png"))
            page.open(*(os.path.join(directory, name + ".json") for name in names))
            page.choose("mounted")
            page.js("document.activeElement.blur(); window.scrollTo(0, 0)")
            page.look(width, min(6000, page.js("return document.documentElement.scrollHeight")), scheme)
            page.shoot(os.path.join(target, f"fleet-{scheme}-{width}.png"))


def main():
    if sys.argv[2:3] == ["update"]:
        update(sys.argv[3])
        return
    path = os.path.join(os.path.abspath(sys.argv[1]), "viewer", "pmemcap-viewer.html")
    ndctl, daxctl = map(os.path.abspath, sys.argv[2:4])
    tap = Tap()
    with open(path, encoding="utf-8") as file:
        check_text(tap, file.read())
    missing = [p for p in (CHROMIUM, DRIVER) if not os.path.exists(p)] + ([] if webdriver else ["python3-selenium"])
    if missing:
        tap.skip("the viewer in a browser", f"not installed: {', '.join(missing)}")
        tap.done()
    with tempfile.TemporaryDirectory() as directory:
        answers = answers_of(directory, ndctl, daxctl)
        page = Page(directory, path)
        try:
            if sys.argv[4:5] == ["shots"]:
                shots(page, directory, answers, sys.argv[5])
                return
            page.open(*(os.path.join(directory, name + ".json") for name in answers))
            for name, found in answers.items():
                check_host(tap, page, name, found)
            check_filter(tap, page, answers)
            check_keyboard(tap, page)
            check_access(tap, page)
            page.choose("mounted")
            check_looks(tap, page)
            check_hostile(tap, page, directory, answers["x86-612-nfit"])
            check_elsewhere(tap, page, directory)
            check_fabric(tap, page, directory)
            check_bad(tap, page, directory)
            check_ways(tap, page, directory, ndctl, answers)
            check_silence(tap, page)
        finally:
            page.browser.quit()
    tap.done()


if __name__ == "__main__":
    main()
