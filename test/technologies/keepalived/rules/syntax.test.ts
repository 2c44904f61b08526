import { describe, expect, it } from "vitest";
import { both, type Edits, edit, planted } from "../planted.ts";

const lab = "vrrp-failover";

describe("what keepalived cannot read", () => {
  it.each<[string, Edits, string[]]>([
    [
      "a list is not closed",
      { lb1: edit("  }\n  track_script", "  track_script") },
      ["error keepalived/brace-missing lb1:27"],
    ],
    [
      "a block is not closed before the next",
      { lb2: edit("rise 1\n}", "rise 1") },
      ["error keepalived/brace-missing lb2:12"],
    ],
    [
      "a block is not opened",
      { lb1: edit("vrrp_instance site {", "vrrp_instance site") },
      ["error keepalived/brace-missing lb1:20"],
    ],
    [
      "a brace too many",
      { lb1: (text) => `${text}}\n` },
      ["error keepalived/brace-missing lb1:34"],
    ],
    [
      "a quote is not closed",
      { lb1: edit('haproxy"', "haproxy") },
      ["error keepalived/brace-missing lb1:13"],
    ],
    [
      "a keyword is misspelt",
      { lb2: edit("priority 100", "prioritiy 100") },
      ["error keepalived/unknown-keyword lb2:25"],
    ],
    [
      "an instance's keyword is in global_defs",
      { lb1: edit("router_id lb1", "router_id lb1\n  virtual_router_id 51") },
      ["error keepalived/unknown-keyword lb1:5"],
    ],
    [
      "slashes are no comment",
      { lb1: edit("# Both start", "// Both start") },
      ["error keepalived/unknown-keyword lb1:21"],
    ],
    [
      "a byte order mark before the first keyword",
      { lb1: (text) => `\ufeff${text.slice(text.indexOf("global_defs"))}` },
      ["error keepalived/unknown-keyword lb1:1"],
    ],
    [
      "a state in small letters",
      { lb2: edit("state BACKUP", "state Backup") },
      ["warning keepalived/state-word-wrong lb2:22"],
    ],
    [
      "a fraction in version 2",
      both("lb1", "lb2", edit("advert_int 1", "advert_int 0.2")),
      ["warning keepalived/number-wrong lb1:26", "warning keepalived/number-wrong lb2:26"],
    ],
    [
      "a priority that is too high",
      { lb2: edit("priority 100", "priority 300") },
      ["warning keepalived/number-wrong lb2:25"],
    ],
    [
      "an include that is not there",
      { lb1: (text) => `${text}include site.conf\n` },
      ["warning keepalived/include-missing lb1:34"],
    ],
  ])("%s", async (_, edits, expected) => {
    expect(await planted(lab, edits)).toEqual(expected);
  });

  it.each<[string, Edits]>([
    [
      "braces in a line of their own",
      { lb1: edit("vrrp_instance site {", "vrrp_instance site\n\n{") },
    ],
    ["a block in one line", { lb1: edit("{\n    balancer\n  }", "{ balancer }") }],
    [
      "braces in quotes and comments",
      { lb1: edit("# Both", '# } Both\n  notify_stop "/bin/echo {"\n  # ') },
    ],
    ["a keyword that few know", { lb1: edit("rise 1", "rise 1\n  init_fail") }],
    ["a pattern that matches nothing", { lb1: (text) => `${text}include conf.d/*.conf\n` }],
    [
      "a file that a package may have brought",
      { lb1: (text) => `${text}include /usr/share/x.conf\n` },
    ],
    [
      "the last of two states counts, and is right",
      { lb1: edit("state BACKUP", "state BACKUP\n  state BACKUP") },
    ],
    ["CRLF", { lb1: (text) => text.replaceAll("\n", "\r\n") }],
  ])("%s is right", async (_, edits) => {
    expect(await planted(lab, edits)).toEqual([]);
  });
});
