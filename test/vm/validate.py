# SPDX-License-Identifier: GPL-2.0-only
"""Usage: validate.py SCHEMA < OBJECT. The exit status is 0 if the object is valid."""
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:
    errors = list(jsonschema.Draft202012Validator(json.load(file)).iter_errors(json.load(sys.stdin)))
for error in errors:
    print("/".join(map(str, error.absolute_path)), error.message)
sys.exit(1 if errors else 0)
