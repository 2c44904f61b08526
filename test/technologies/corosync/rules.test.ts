import { describe, expect, it } from "vitest";
import { confPath, diagnosedIn, edit, keyPath, type Planting, planted } from "./planted.ts";

const device = (host: string, more = "") =>
  `corosync_votequorum\n${more}  device {\n    model: net\n    votes: 1\n    net {\n      host: ${host}\n      algorithm: ffsplit\n    }\n  }`;
const quorum = (...lines: readonly string[]) =>
  edit(["corosync_votequorum", ["corosync_votequorum", ...lines].join("\n")]);
/** What makes the file of two members right, and more. */
const two = (...lines: readonly string[]) => quorum("two_node: 1", ...lines);
const onThree = (line: number) => `n1:${line} n2:${line} n3:${line}`;
const onTwo = (line: number) => `n1:${line} n2:${line}`;

/** A second link for both members. */
const twoLinks = (ping: number) =>
  edit(
    ["corosync_votequorum", "corosync_votequorum\ntwo_node: 1"],
    ["ring0_addr: 10.91.0.11", "ring0_addr: 10.91.0.11\nring1_addr: 10.92.0.11"],
    ["ring0_addr: 10.91.0.12", "ring0_addr: 10.91.0.12\nring1_addr: 10.92.0.12"],
    ["knet_ping_timeout: 600", `knet_ping_timeout: ${ping}`],
  );

describe("each mistake is found with its place, and nothing else", () => {
  it.each<[rule: string, what: string, Planting, string]>([
    [
      "line-malformed",
      "a brace that nobody closes",
      { edit: edit([/\}\s*$/, ""]) },
      `error corosync/line-malformed ${onThree(41)}`,
    ],
    [
      "line-malformed",
      "a brace behind a key",
      { on: ["n2"], edit: edit(["version: 2", "version 2 }"]) },
      "error corosync/line-malformed n2:4",
    ],
    [
      "line-malformed",
      "something behind a brace",
      { on: ["n2"], edit: edit(["quorum {", "quorum { provider: x"]) },
      "error corosync/line-malformed n2:37",
    ],
    [
      "line-malformed",
      "neither key nor brace",
      { edit: edit(["version: 2", "version 2"]) },
      `error corosync/line-malformed ${onThree(4)}`,
    ],
    [
      "key-unknown",
      "a slip in a section",
      { edit: edit(["quorum {", "qorum {"]) },
      `error corosync/key-unknown ${onThree(37)}`,
    ],
    [
      "key-unknown",
      "a slip in a key",
      { on: ["n1"], edit: edit(["token: 1000", "tokne: 1000"]) },
      "error corosync/key-unknown n1:11",
    ],
    [
      "number-wrong",
      "a unit",
      { edit: edit(["token: 1000", "token: 1000 ms"]) },
      `error corosync/number-wrong ${onThree(11)}`,
    ],
    [
      "nodeid-twice",
      "two members",
      { edit: edit(["nodeid: 2", "nodeid: 1"]) },
      "error corosync/nodeid-twice n1:28 n1:23 n2:28 n2:23 n3:28 n3:23",
    ],
    [
      "nodeid-missing",
      "with knet",
      { edit: edit([/ *nodeid: 2\n/, ""]) },
      `error corosync/nodeid-missing ${onThree(25)}`,
    ],
    [
      "address-of-nobody",
      "a slip",
      { edit: edit(["10.90.0.12", "10.90.0.21"]) },
      `error corosync/address-of-nobody ${onThree(26)}`,
    ],
    [
      "address-of-another",
      "the neighbour's",
      { on: ["n1"], edit: edit(["10.90.0.12", "10.90.0.13"]) },
      "error corosync/address-of-another n1:26",
    ],
    [
      "member-unknown",
      "another name",
      { edit: edit(["name: n2", "name: node2"]) },
      `error corosync/member-unknown ${onThree(27)}`,
    ],
    [
      "not-listed",
      "a member is left out",
      { edit: edit([/ *node \{\s+ring0_addr: 10.90.0.13[^}]*\}\n/, ""]) },
      "error corosync/not-listed n3:19",
    ],
    [
      "nodelists-differ",
      "another number",
      { on: ["n3"], edit: edit(["nodeid: 3", "nodeid: 7"]) },
      "error corosync/nodelists-differ n3:33 n1:33",
    ],
    [
      "key-short",
      "a password",
      { file: keyPath, edit: () => "secret\n" },
      `error corosync/key-short ${onThree(1)}`,
    ],
    [
      "key-differs",
      "on one node",
      { on: ["n2"], file: keyPath, edit: (text) => text.toUpperCase() },
      "error corosync/key-differs n2:1 n1:1",
    ],
    [
      "totem-differs",
      "another cipher",
      { on: ["n2"], edit: edit(["aes256", "aes128"]) },
      "error corosync/totem-differs n2:7 n1:7",
    ],
    [
      "loss-too-slow",
      "a long token",
      {
        bed: "two",
        edit: edit(
          ["corosync_votequorum", "corosync_votequorum\ntwo_node: 1"],
          ["token: 1000", "token: 5000"],
        ),
      },
      `error corosync/loss-too-slow ${onTwo(11)}`,
    ],
    [
      "consensus-too-short",
      "with three",
      { edit: edit(["token: 1000", "token: 1000\nconsensus: 900"]) },
      `warning corosync/consensus-too-short ${onThree(12)}`,
    ],
    [
      "ping-outlives-token",
      "with two links",
      { bed: "two", edit: twoLinks(2000) },
      `error corosync/ping-outlives-token ${onTwo(15)}`,
    ],
    [
      "provider-missing",
      "none",
      { edit: edit([/ *provider: .*\n/, ""]) },
      `error corosync/provider-missing ${onThree(37)}`,
    ],
    [
      "provider-missing",
      "another",
      { edit: edit(["corosync_votequorum", "votequorum"]) },
      `error corosync/provider-missing ${onThree(38)}`,
    ],
    ["two-node-missing", "of two", { bed: "two" }, `error corosync/two-node-missing ${onTwo(32)}`],
    [
      "two-node-of-many",
      "of three",
      { edit: two() },
      `error corosync/two-node-of-many ${onThree(39)}`,
    ],
    [
      "wait-for-all-off",
      "of two",
      { bed: "two", edit: two("wait_for_all: 0") },
      `warning corosync/wait-for-all-off ${onTwo(35)}`,
    ],
    [
      "expected-votes-wrong",
      "too many",
      { edit: quorum("expected_votes: 5") },
      `error corosync/expected-votes-wrong ${onThree(39)}`,
    ],
    [
      "quorum-differs",
      "on one node",
      { on: ["n2"], edit: quorum("wait_for_all: 1") },
      "error corosync/quorum-differs n2:39 n1:37",
    ],
    [
      "device-excluded",
      "two_node",
      { bed: "two", edit: edit(["corosync_votequorum", device("10.91.0.20", "  two_node: 1\n")]) },
      "error corosync/device-excluded n1:34 n1:36 n2:34 n2:36",
    ],
    [
      "device-of-nobody",
      "a slip",
      { bed: "two", edit: edit(["corosync_votequorum", device("10.91.0.21")]) },
      `error corosync/device-of-nobody ${onTwo(38)}`,
    ],
  ])("corosync/%s: %s", async (_, __, planting, expected) => {
    expect(await planted(planting)).toEqual(expected === "" ? [] : [expected]);
  });

  it("corosync/key-missing: on one node", async () => {
    const plan: Planting["plan"] = (whole) => ({
      ...whole,
      nodes: whole.nodes.map((node) =>
        node.name === "n3"
          ? { ...node, files: node.files.filter(({ path }) => path !== keyPath) }
          : node,
      ),
    });
    expect(await planted({ plan })).toEqual(["error corosync/key-missing n3:3"]);
  });
});

describe("what fails for it", () => {
  it("is everything where members do not find each other, and a crash where they take too long", async () => {
    const steps = async (planting: Planting) => (await diagnosedIn(planting)).findings[0]?.breaks;
    expect(await steps({ bed: "two", edit: edit(["provider:", "provder:"]) })).toEqual([
      "steady",
      "crash",
      "link",
      "service",
    ]);
    expect(await steps({ bed: "two" })).toEqual(["crash", "link"]);
    expect(await steps({ bed: "two", edit: twoLinks(2000) })).toEqual(["link"]);
  });
});

describe("what is near a mistake and is none", () => {
  it.each<[what: string, Planting]>([
    ["two with two_node", { bed: "two", edit: two() }],
    ["two with a witness", { bed: "two", edit: edit(["corosync_votequorum", device("w")]) }],
    ["the votes that there are", { edit: quorum("expected_votes: 3") }],
    ["an equal consensus", { edit: edit(["token: 1000", "token: 1000\nconsensus: 1650"]) }],
    ["a key that no table has", { edit: edit(["version: 2", "version: 2\n  some_future_key: 1"]) }],
    ["a short key that nobody reads", { file: keyPath, edit: (text) => text.slice(0, 200) }],
    ["ping below the token", { bed: "two", edit: twoLinks(900) }],
    ["a long ping timeout on the only link", { edit: edit(["timeout: 600", "timeout: 6000"]) }],
    ["one link by name", { edit: edit(["ring0_addr: 10.90.0.12", "ring0_addr: n2"]) }],
    ["empty files", { on: [], file: confPath }],
  ])("%s", async (_, planting) => {
    expect(await planted(planting)).toEqual([]);
  });
});
