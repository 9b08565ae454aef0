# SPDX-License-Identifier: GPL-2.0-only
"""A plugin for sos report: what persistent memory can do here, and the evidence.

Beside sos's own plugin pmem, which lists the devices. Nothing is collected but
what the two commands print and the tree that "ndctl pmem-status --sysroot=DIR"
judges anew on another machine.
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
            # Without stderr, so that the file is one JSON object whatever is said there.
            self.add_cmd_output(command + " -v", stderr=False,
                                suggest_filename=command + ".json")
            self.add_cmd_output(command + " --text -v",
                                suggest_filename=command + ".txt")
        self.capture()

    def capture(self):
        """Have the tree written straight into the bundle."""
        # The path below is outside of what a command sees that runs in another root.
        if self.sysroot not in (None, "", "/"):
            return
        # sos makes this directory; --capture makes the one in it, and takes none
        # that holds something. Of the two commands the one that reads devices as well.
        directory = self.get_cmd_output_path(name="capture")
        self.add_cmd_output("ndctl-pmem-status --capture=%s/tree" % directory,
                            suggest_filename="capture.txt")
