# SPDX-License-Identifier: GPL-2.0-only
"""The report: TAP. Its last lines say how many verdicts agreed with the oracle."""

import dataclasses
import shutil

from debian import say


@dataclasses.dataclass
class Tally:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    compared: int = 0
    agreed: int = 0
    printed: dict = dataclasses.field(default_factory=dict)  # reasons whose remedy is a command: where
    ran: set = dataclasses.field(default_factory=set)

    def number(self):
        return self.passed + self.failed + self.skipped

    def check(self, prefix, passed, description, notes):
        say(f'{"ok" if passed else "not ok"} {self.number() + 1} - {prefix}: {description}')
        for note in notes:
            say(note)
        if description.startswith('verdict: '):
            self.compared += 1
            self.agreed += passed
        if passed:
            self.passed += 1
        else:
            self.failed += 1

    def skip(self, what, why):
        say(f'ok {self.number() + 1} - {what} # SKIP {" ".join(str(why).split())}')
        self.skipped += 1

    def outcome(self, prefix, outcome, folder, keep):
        for check in outcome.checks:
            self.check(prefix, *check)
        for word, reason in (line.split() for line in outcome.remedies):
            if word == 'printed':
                self.printed.setdefault(reason, prefix)
            else:
                self.ran.add(reason)
        failed = not all(check[0] for check in outcome.checks)
        say(f'# {prefix}: {len(outcome.checks)} checks in {outcome.seconds:.0f} s')
        if failed or keep:
            say(f'# {prefix}: logs in {folder}')
        else:
            shutil.rmtree(folder)

    def untried(self):
        """Notes about reasons whose remedy was printed as a command and never run."""
        return [f'# remedy of {reason}: printed in {place}, and never run'
                for reason, place in sorted(self.printed.items()) if reason not in self.ran]

    def finish(self, seconds):
        """The last lines, and the exit status."""
        say(f'1..{self.number()}')
        say(f'# {seconds:.0f} s in all')
        if self.skipped:
            say(f'{self.skipped} skipped')
        say(f'{self.compared} verdicts compared, {self.agreed} agreed')
        say(f'{self.passed} passed, {self.failed} failed')
        return 0 if self.passed and not self.failed else 1
