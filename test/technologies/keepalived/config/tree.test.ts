import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../../cli/technologies/keepalived/config/config.ts";
import {
  type Statement,
  statementsIn,
  type Tree,
} from "../../../../cli/technologies/keepalived/config/tree.ts";

/** "vrrp_instance site 1:1 [...]" */
type Shown = string | readonly [string, readonly Shown[]];

function shown(holder: Tree | Statement): readonly Shown[] {
  return statementsIn(holder).map((one): Shown => {
    const words = [one.name, ...one.args.map(({ value }) => value)].join(" ");
    const head = `${words} ${one.at.line}:${one.at.column}`;
    return one.children ? [head, shown(one)] : head;
  });
}

function problems(text: string): string[] {
  return parseConfig(text).problems.map(({ kind, at }) => `${kind} ${at.value} ${at.line}`);
}

describe("keepalived.conf as a tree", () => {
  it("has blocks with names, arguments and places", () => {
    const text = `global_defs {
  router_id lb1
}
vrrp_instance site
{
  virtual_ipaddress { 10.0.0.1/24 dev eth0 }
\tpriority 100 }
virtual_server 10.0.0.1 80 { real_server 10.0.0.2 80 { weight 1
TCP_CHECK { connect_timeout 1 } } }
`;
    expect(shown(parseConfig(text))).toEqual([
      ["global_defs 1:1", ["router_id lb1 2:3"]],
      [
        "vrrp_instance site 4:1",
        [["virtual_ipaddress 6:3", ["10.0.0.1/24 dev eth0 6:23"]], "priority 100 7:2"],
      ],
      [
        "virtual_server 10.0.0.1 80 8:1",
        [
          [
            "real_server 10.0.0.2 80 8:30",
            ["weight 1 8:56", ["TCP_CHECK 9:1", ["connect_timeout 1 9:13"]]],
          ],
        ],
      ],
    ]);
    expect(problems(text)).toEqual([]);
  });

  it("takes quotes off, and leaves comments out", () => {
    expect(shown(parseConfig('script "a # b" c # d\ne \\# ! f'))).toEqual([
      "script a # b c 1:1",
      "e # 2:1",
    ]);
  });

  it("puts definitions in, and several words where there are several", () => {
    const text = `$IF=eth0\n$VIP="10.0.0.1/24 dev eth0"\n$TWO=a b\ninterface $IF\nx \${IF}.5 $TWO $NONE\n`;
    expect(shown(parseConfig(text))).toEqual(["interface eth0 4:1", "x eth0.5 a b $NONE 5:1"]);
    expect(shown(parseConfig('$A="b c" d\ne $A "$A"'))).toEqual(['e b c d "b c" d 2:1']);
    expect(shown(parseConfig(`$A=10.0.0\n$B=$\{A}.1/24\n$B`))).toEqual(["10.0.0.1/24 3:1"]);
  });

  it("reads what is for everybody but another daemon, as keepalived without an id does", () => {
    expect(shown(parseConfig("@lb1 priority 1 {\n@^lb2 priority 2\nstate MASTER"))).toEqual([
      "priority 2 2:7",
      "state MASTER 3:1",
    ]);
  });

  it.each([
    ["a {\n b {\n }\n", ["unclosed-block a 1"]],
    ["a\n}\n", ["extra-close } 2"]],
    ["{\n}\n", ["stray-open { 1"]],
    ['a "b\n', ["unclosed-quote b 1"]],
    ["a {\n".repeat(50) + "}\n".repeat(50), ["too-deep { 41"]],
  ])("says what is broken: %j", (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});
