# SPDX-License-Identifier: GPL-2.0-only
"""
A plugin for sos report: what persistent memory can do on this machine, and the evidence.

sos's own plugin pmem lists the devices. This one collects only the output of the two commands, and
a tree that "ndctl pmem-status --sysroot=DIR" can judge on another machine.
"""

from sos.report.plugins import (DebianPlugin, Plugin, RedHatPlugin,
                                UbuntuPlugin)

COMMANDS = ("ndctl-pmem-status", "daxctl-alias-check")


class Pmemcap(Plugin, RedHatPlugin, DebianPlugin, UbuntuPlugin):

    short_desc = "DAX capability of persistent memory"
    plugin_name = "pmemcap"
    profiles = ("storage", "hardware", "memory")
    packages = ("pmemcap",)
    commands = COMMANDS

    def setup(self):
        for command in COMMANDS:
            # stderr is left out, so that the file is one JSON object even if there are messages.
            self.add_cmd_output(command + " -v", stderr=False,
                                suggest_filename=command + ".json")
            self.add_cmd_output(command + " --text -v",
                                suggest_filename=command + ".txt")
        self.capture()

    def capture(self):
        """Write the tree directly into the bundle."""
        # A command that runs in another root cannot access the path below.
        if self.sysroot not in (None, "", "/"):
            return
        # sos makes this directory. --capture makes a directory in it, since its target must be new
        # or empty. pmem-status is used, because it also reads devices.
        directory = self.get_cmd_output_path(name="capture")
        self.add_cmd_output("ndctl-pmem-status --capture=%s/tree" % directory,
                            suggest_filename="capture.txt")
