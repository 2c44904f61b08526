import { describe } from "vitest";
import { nothing, testRows } from "./small-house.ts";

describe("a technology has a README, tests, and readers", () => {
  testRows([
    [
      "no README",
      { "cli/technologies/bind/README.md": undefined },
      "cli/technologies/bind/README.md:1 technologies: there is none: say what the technology is and what its files do",
    ],
    [
      "an empty one",
      { "cli/technologies/bind/README.md": "\n" },
      "cli/technologies/bind/README.md:1 technologies: there is none: say what the technology is and what its files do",
    ],
    [
      "no test",
      { "test/technologies/bind/faults.test.ts": undefined },
      "test/technologies/bind:1 technologies: no *.test.ts: its kinds are tested there",
    ],
    [
      "a folder of tests without one",
      {
        "test/technologies/bind/faults.test.ts": undefined,
        "test/technologies/bind/zones.ts": nothing,
      },
      "test/technologies/bind:1 technologies: no *.test.ts: its kinds are tested there",
    ],
    [
      "tests of no technology",
      { "test/technologies/dns/zones.test.ts": nothing },
      "test/technologies/dns:1 technologies: tests of no folder of cli/technologies: name it alike",
    ],
    [
      "a service of a technology without a reader",
      { "templates/bind/node/services/knot": nothing },
      'templates/bind/node/services/knot:1 technologies: nobody reads what knot has in force: write cli/technologies/*/readers/knot.ts, or say why not in cli/technologies/bind/README.md, in a line "No reader for knot: ..."',
    ],
    [
      "one of hypervisors",
      { "templates/network/vm/services/tap": nothing },
      'templates/network/vm/services/tap:1 technologies: nobody reads what tap has in force: write cli/technologies/*/readers/tap.ts, or say why not in cli/technologies/network/README.md, in a line "No reader for tap: ..."',
    ],
    [
      "one of every node",
      { "templates/node/services/cron": nothing },
      'templates/node/services/cron:1 technologies: nobody reads what cron has in force: write cli/technologies/*/readers/cron.ts, or say why not in templates/README.md, in a line "No reader for cron: ..."',
    ],
    [
      "a line without a reason",
      { "templates/README.md": "No reader for ssh:\n" },
      'templates/node/services/ssh:1 technologies: nobody reads what ssh has in force: write cli/technologies/*/readers/ssh.ts, or say why not in templates/README.md, in a line "No reader for ssh: ..."',
    ],
    [
      "a line in another place",
      { "cli/technologies/bind/README.md": "# BIND\n\nNo reader for ssh: it has no timers.\n" },
      "cli/technologies/bind/README.md:3 technologies: ssh has a reader, or is no service of this folder: take the line out",
    ],
    [
      "a line beside the reader",
      { "cli/technologies/bind/README.md": "# BIND\n\nNo reader for bind9: no timers.\n" },
      "cli/technologies/bind/README.md:3 technologies: bind9 has a reader, or is no service of this folder: take the line out",
    ],
    [
      "the reader of another technology",
      {
        "templates/network/node/services/arpd": nothing,
        "cli/technologies/bind/readers/arpd.ts": nothing,
      },
    ],
  ]);
});
