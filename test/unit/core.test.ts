import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import {
  contains,
  formatAddress,
  formatSubnet,
  isHostOf,
  overlaps,
  parseAddress,
  parseSubnet,
  type Subnet,
} from "../../cli/core/address.ts";
import { clusterName } from "../../cli/core/cluster-name.ts";
import { asHalabError, type ErrorCode, HalabError } from "../../cli/core/error.ts";
import { loadFaults } from "../../cli/core/fault.ts";
import { JournalFile, readJournal } from "../../cli/core/journal-file.ts";
import {
  forget,
  isKept,
  markKept,
  type OpenFault,
  openFaults,
  recordFault,
  recordHealed,
} from "../../cli/core/keep.ts";
import { casesOf, type LabCase, wrongWith } from "../../cli/core/lab-cases.ts";
import { anchorsOf, lintGuide } from "../../cli/core/lint-guide.ts";
import { didYouMean, nearest } from "../../cli/core/nearest.ts";
import { ownerId, ownerState } from "../../cli/core/owner.ts";
import { planUntil } from "../../cli/core/plan.ts";
import type { Report, Verdict } from "../../cli/core/report.ts";
import { requireTargets, specFromArgs } from "../../cli/core/spec-args.ts";
import { cleanupCtx, parseDurationMs, waitUntil, withDeadline } from "../../cli/core/time.ts";
import { exitCodeFor, renderError } from "../../cli/ui/errors.ts";
import { testCtx } from "../fixtures/ctx.ts";
import { editedLab, labDir, openDir } from "../fixtures/labs.ts";
import { makeReport } from "../fixtures/report.ts";
import { TempDir, TempState } from "../fixtures/temp.ts";

function subnet(text: string): Subnet {
  const found = parseSubnet(text);
  if (!found) throw new Error(`${text} is no subnet`);
  return found;
}

describe("addresses", () => {
  it.each(["0.0.0.0", "10.77.0.100", "192.168.255.1", "255.255.255.255"])(
    "%s there and back",
    (text) => {
      expect(formatAddress(parseAddress(text) ?? -1)).toBe(text);
    },
  );
  it.each(["", "10.0.0", "10.0.0.256", "10.0.0.0.1", "a.b.c.d", "1e1.0.0.0", " 10.0.0.1"])(
    "%j is none",
    (text) => {
      expect(parseAddress(text)).toBeUndefined();
    },
  );
  it.each(["10.77.0.0/24", "128.0.0.0/1", "10.0.0.252/30"])(
    "%s is a subnet, there and back",
    (text) => {
      expect(formatSubnet(subnet(text))).toBe(text);
    },
  );
  it.each(["10.0.0.0", "10.0.0.1/24", "10.0.0.0/31", "10.0.0.0/0", "10.0.0.0/24/1", "10.0.0.0/x"])(
    "%s is no subnet",
    (text) => {
      expect(parseSubnet(text)).toBeUndefined();
    },
  );
  it.each([
    ["10.0.0.0", true, false],
    ["10.0.0.1", true, true],
    ["10.0.0.254", true, true],
    ["10.0.0.255", true, false],
    ["10.0.1.0", false, false],
  ])("%s in 10.0.0.0/24: inside %s, a host %s", (text, inside, host) => {
    const address = parseAddress(text) ?? -1;
    expect([
      contains(subnet("10.0.0.0/24"), address),
      isHostOf(subnet("10.0.0.0/24"), address),
    ]).toEqual([inside, host]);
  });
  it.each([
    ["10.0.0.0/24", "10.0.0.128/25", true],
    ["10.0.0.128/25", "10.0.0.0/24", true],
    ["10.0.0.0/24", "10.0.1.0/24", false],
    ["10.0.0.0/24", "10.0.0.0/24", true],
  ])("%s and %s overlap: %s", (a, b, expected) => {
    expect(overlaps(subnet(a), subnet(b))).toBe(expected);
  });
});

describe("the nearest known names", () => {
  const known = ["power-off", "power-on", "freeze", "kill"];
  it.each([
    ["poweroff", ["power-off", "power-on"]],
    ["Freeze", ["freeze"]],
    ["off", ["power-off"]],
    ["kil", ["kill"]],
    ["zzzzzz", []],
  ])("%s: %j", (name, expected) => {
    expect(nearest(name, known)).toEqual(expected);
  });
  it("are all of them when none is near, and nothing when there is none", () => {
    expect(didYouMean("zzzzzz", known)).toBe(" (known: power-off, power-on, freeze, kill)");
    expect(didYouMean("x", [])).toBe("");
    expect(
      didYouMean(
        "zzzzzz",
        Array.from({ length: 13 }, (_, at) => `name-${at}-long`),
      ),
    ).toContain(", ...)");
  });
});

describe("time", () => {
  it.each([
    ["250ms", 250],
    ["1.5s", 1500],
    ["2m", 120_000],
    ["1h", 3_600_000],
    ["0s", 0],
    [" 1s ", 1000],
    ["1", undefined],
    ["-1s", undefined],
    ["1 s", undefined],
    ["s", undefined],
    [".5s", undefined],
  ])("%j is %s ms", (text, expected) => {
    expect(parseDurationMs(text)).toBe(expected);
  });

  it("waitUntil looks at once, then at its interval, and gives what it found", async () => {
    const ctx = testCtx();
    const [start, looks] = [ctx.clock.nowNs(), [] as number[]];
    const find = () => (looks.push((ctx.clock.nowNs() - start) / 1e6) === 3 ? "found" : undefined);
    expect(await waitUntil(find, { what: "it", timeoutMs: 1000, everyMs: 50 }, ctx)).toBe("found");
    expect(looks).toEqual([0, 50, 100]);
  });

  it("waitUntil gives up at its deadline and says what it saw last", async () => {
    const ctx = testCtx();
    const start = ctx.clock.nowNs();
    const options = { what: "rain", timeoutMs: 1000, hint: "wait longer", lastSeen: () => "sun" };
    await expect(waitUntil(() => undefined, options, ctx)).rejects.toMatchObject({
      code: "TIMEOUT",
      message: "waited 1 s for rain; last seen: sun",
      hint: "wait longer",
    });
    expect(ctx.clock.nowNs() - start).toBe(1e9);
  });

  it("waitUntil ends at once when it is cancelled", async () => {
    const ctx = testCtx();
    const waiting = waitUntil(() => undefined, { what: "it", timeoutMs: 1e9 }, ctx);
    ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    await expect(waiting).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("withDeadline gives the result of what ends in time", async () => {
    expect(await withDeadline("it", 10_000, testCtx(), async () => 7)).toBe(7);
  });

  it("withDeadline aborts what is late, and says for what it waited", async () => {
    let signal: AbortSignal | undefined;
    const late = withDeadline("a train", 10, testCtx(), (inner) => {
      signal = inner.signal;
      return new Promise(() => {});
    });
    await expect(late).rejects.toMatchObject({
      code: "TIMEOUT",
      message: "waited 0.01 s for a train",
    });
    expect(signal?.aborted).toBe(true);
  });

  it.each([
    ["before it began", true],
    ["while it works", false],
  ])("withDeadline ends when it is cancelled %s, even if the work does not", async (_, before) => {
    const ctx = testCtx();
    if (before) ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    const never = withDeadline("it", 60_000, ctx, () => new Promise(() => {}));
    ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
    await expect(never).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("cleaning up goes on although the run was cancelled", () => {
    const ctx = testCtx();
    ctx.stop.abort();
    expect(cleanupCtx(ctx).signal.aborted).toBe(false);
  });
});

describe("errors", () => {
  const codes: Readonly<Record<ErrorCode, number>> = {
    USAGE: 2,
    LAB_INVALID: 2,
    TEMPLATE_INVALID: 2,
    NOT_FOUND: 2,
    CONFLICT: 2,
    ENGINE_UNAVAILABLE: 3,
    ENGINE_FAILED: 3,
    CAPABILITY_MISSING: 3,
    NODE_UNREACHABLE: 3,
    NODE_FAILED: 3,
    TIMEOUT: 3,
    CLEANUP_FAILED: 3,
    BUG: 4,
    CANCELLED: 130,
  };
  it.each(Object.entries(codes))("%s ends with exit code %s", (code, exit) => {
    expect(exitCodeFor(new HalabError(code as ErrorCode, "x"))).toBe(exit);
  });
  it.each([
    ["a mistake on the command line", new CommanderError(1, "x", "unknown option"), 2],
    ["anything else that is thrown", new TypeError("x"), 4],
    ["a text that is thrown", "x", 4],
    [
      "a failure whose clean-up failed too",
      new SuppressedError(new Error("x"), new HalabError("TIMEOUT", "y")),
      3,
    ],
  ])("%s ends with its exit code", (_, error, exit) => {
    expect(exitCodeFor(error)).toBe(exit);
  });

  const plain = { debug: false, colour: false };
  const cause = new Error("connect ENOENT\nmore");
  it.each([
    [
      "message, details and hint",
      new HalabError("NODE_FAILED", "lb1 did not come up", {
        details: ["line 1"],
        hint: "halab doctor",
      }),
      "error: lb1 did not come up\n       line 1\nhint:  halab doctor\n",
    ],
    [
      "one line for each mistake of a lab",
      new HalabError("LAB_INVALID", "a:1:1: x", { details: ["a:2:1: y"] }),
      "error: a:1:1: x\nerror: a:2:1: y\n",
    ],
    [
      "its causes, the first line of each",
      new HalabError("ENGINE_FAILED", "no", { cause }),
      "error: no\n  caused by: connect ENOENT\n",
    ],
    [
      "a cause that the message tells already, once",
      asHalabError(cause, "BUG", "broke off"),
      "error: broke off: connect ENOENT\nmore\n",
    ],
  ])("are shown with %s", (_, error, text) => {
    expect(renderError(error, plain)).toBe(text);
  });
  it("that nobody expected say that halab is wrong", () => {
    expect(renderError(new TypeError("x is not a function"), plain)).toMatch(
      /^error: unexpected: x is not a function\nhint: {2}.*--debug/,
    );
  });
  it("in cleaning up do not hide the first one", () => {
    const both = new SuppressedError(
      new HalabError("CLEANUP_FAILED", "second"),
      new HalabError("TIMEOUT", "first"),
    );
    expect(renderError(both, plain)).toBe("error: first\nand while cleaning up:\nerror: second\n");
  });
  it("have a stack with --debug, and colours on a terminal", () => {
    const text = renderError(new HalabError("BUG", "x"), { debug: true, colour: true });
    expect(text).toContain("\u001b[31merror:");
    expect(text).toContain("core.test.ts");
  });
});

describe("what is written down about a cluster", () => {
  const fault = (id: string): OpenFault => ({
    id,
    kind: "kill",
    title: id,
    nodes: ["lb1"],
    undo: { kind: "kill", node: "lb1" },
    keeper: null,
  });
  const ids = () => openFaults("c").map((one) => one.id);
  const path = (state: TempState) => join(state.state, "clusters/c/faults.ndjson");

  it("faults are open from their record to their healing, oldest first", () => {
    using _state = new TempState();
    expect(ids()).toEqual([]);
    for (const id of ["one", "two", "three"]) recordFault("c", fault(id));
    recordHealed("c", "two");
    expect(openFaults("c")).toEqual([fault("one"), fault("three")]);
  });

  it("a line that a crash cut off is ignored, and swallows nothing", () => {
    using state = new TempState();
    recordFault("c", fault("one"));
    appendFileSync(path(state), '{"open":{"id":"half');
    expect(ids()).toEqual(["one"]);
    recordFault("c", fault("two"));
    expect(ids()).toEqual(["one", "two"]);
  });

  it("lines that are not ours are ignored", () => {
    using state = new TempState();
    recordFault("c", fault("one"));
    appendFileSync(path(state), 'null\n{"open":{"id":7}}\n[]\n');
    expect(ids()).toEqual(["one"]);
  });

  it("a healing of a cluster that is gone leaves nothing behind", () => {
    using state = new TempState();
    recordHealed("c", "one");
    expect(existsSync(path(state))).toBe(false);
  });

  it("a cluster is kept by its instance, until it is forgotten", () => {
    using _state = new TempState();
    expect(isKept("c", "1")).toBe(false);
    markKept("c", "1");
    expect([isKept("c", "1"), isKept("c", "2")]).toEqual([true, false]);
    forget("c");
    expect(isKept("c", "1")).toBe(false);
  });
});

describe("the owner of a cluster", () => {
  const [pid, start, boot] = ownerId().split("/");
  it.each([
    ["this process", ownerId(), "alive"],
    ["another process with its number", `${pid}/1/${boot}`, "dead"],
    ["a process that is gone", `4194303/${start}/${boot}`, "dead"],
    ["a process of another machine", `${pid}/${start}/other`, "elsewhere"],
    ["nothing that we wrote", "", "elsewhere"],
  ])("%s: %s is %s", (_, owner, state) => {
    expect(ownerState(owner)).toBe(state);
  });
});

describe("a journal's file", () => {
  it("gives back what was written, without a last line that was cut off", () => {
    using dir = new TempDir();
    const path = join(dir.path, "deep/journal.ndjson");
    using file = new JournalFile(path);
    file.write({ kind: "note", t: 1, text: "ü" });
    file.write({ kind: "note", t: 2, text: "\n" });
    appendFileSync(path, '{"kind":"note","t":3');
    expect(readJournal(path).map((event) => event.t)).toEqual([1, 2]);
  });
  it("that is cut off in its middle is not read as a shorter one", () => {
    using dir = new TempDir({ "j.ndjson": '{"kind":"note","t":1}\n{"ki\n{"kind":"note","t":3}\n' });
    expect(() => readJournal(join(dir.path, "j.ndjson"))).toThrow(
      /j\.ndjson:2: not a line of a journal/,
    );
  });
  it("that is empty has no events, and one that is not there is NOT_FOUND", () => {
    using dir = new TempDir({ "j.ndjson": "" });
    expect(readJournal(join(dir.path, "j.ndjson"))).toEqual([]);
    expect(() => readJournal(join(dir.path, "none"))).toThrow("there is no journal");
  });
});

describe("cases of a lab", () => {
  const report = (...verdicts: Verdict[]): Report => {
    const { steps, ...rest } = makeReport();
    const judged = steps
      .slice(0, verdicts.length)
      .map((step, at) => ({ ...step, verdict: verdicts[at] ?? "pass" }));
    const verdict =
      (["fail", "unknown", "pass"] as const).find((one) => verdicts.includes(one)) ?? "pass";
    return { ...rest, verdict, steps: judged };
  };
  const one = (kind: LabCase["kind"], catches?: string): LabCase => ({
    kind,
    name: kind,
    why: "",
    catches,
    sources: [],
  });
  it.each([
    ["a solution that passes", one("solution"), report("pass", "pass"), undefined],
    [
      "a solution that fails",
      one("solution"),
      report("pass", "fail"),
      "it must pass, but step failover gave fail",
    ],
    [
      "an alternative that is unknown",
      one("alternative"),
      report("unknown"),
      "it must pass, but step steady gave unknown",
    ],
    ["a starter that fails", one("starter"), report("fail"), undefined],
    [
      "a starter that is unknown",
      one("starter"),
      report("unknown"),
      "it must fail, but step steady gave unknown",
    ],
    [
      "a starter that passes",
      one("starter"),
      report("pass"),
      "it must fail, but every step passed",
    ],
    ["a mutant caught by its step", one("mutant", "failover"), report("pass", "fail"), undefined],
    [
      "a mutant caught too early",
      one("mutant", "failover"),
      report("fail", "fail"),
      "step failover must be the first to fail, but step steady gave fail",
    ],
    [
      "a mutant caught by an unknown",
      one("mutant", "failover"),
      report("pass", "unknown"),
      "step failover must be the first to fail, but step failover gave unknown",
    ],
    [
      "a mutant that lives",
      one("mutant", "failover"),
      report("pass", "pass"),
      "step failover must be the first to fail, but every step passed",
    ],
  ])("%s", (_, which, seen, wrong) => {
    expect(wrongWith(which, seen)).toBe(wrong);
  });

  it.each([
    [
      "in order",
      {
        "mutants/m/mutant.yaml": "why: x\ncatches: failover\n",
        "alternatives/z/alternative.yaml": "why: y\n",
        "starter/a/x": "",
      },
      "solution starter z m",
    ],
    ["without its description", { "mutants/m/x": "" }, "mutants/m/mutant.yaml is missing"],
    [
      "of a step that is not there",
      { "mutants/m/mutant.yaml": "why: x\ncatches: failver\n" },
      'unknown step "failver" (did you mean "failover"?)',
    ],
    [
      "with an unknown key",
      { "alternatives/z/alternative.yaml": "why: y\nwho: me\n" },
      'alternative.yaml:  Unrecognized key: "who"',
    ],
  ])("are found %s", async (_, files, expected) => {
    using dir = new TempDir({ "lab.yaml": editedLab(), ...files });
    const { lab } = await openDir(dir.path);
    let said: string;
    try {
      said = casesOf(lab)
        .map((one) => one.name)
        .join(" ");
    } catch (error) {
      said = String(error);
    }
    expect(said).toContain(expected);
  });
});

describe("a guide", () => {
  it("has the anchors that renderers make of its headings", () => {
    const text = "# One two\n\n## Fail-over, and back!\n### Übung 3\nno # heading\n";
    expect(anchorsOf(text)).toEqual(["one-two", "fail-over-and-back", "übung-3"]);
  });
  it.each([
    ["a heading that is there", "# All is well\n", "all-is-well", ""],
    [
      "a heading that is not",
      "# All is well\n",
      "all-is-wel",
      '28:11: guide.md has no heading for "#all-is-wel" (did you mean "all-is-well"?)',
    ],
    ["a guide that is not there", undefined, "x", "28:11: there is no guide.md"],
  ])("leads a step to %s", async (_, guide, anchor, expected) => {
    using dir = new TempDir({
      "lab.yaml": editedLab([
        "    title: All is well",
        `    tell: guide.md#${anchor}\n    title: All is well`,
      ]),
      ...(guide === undefined ? {} : { "guide.md": guide }),
    });
    const { lab } = await openDir(dir.path);
    let said = "";
    try {
      lintGuide(lab);
    } catch (error) {
      said = String(error);
    }
    if (expected === "") expect(said).toBe("");
    else expect(said).toContain(expected);
  });
});

describe("arguments of `halab break`", () => {
  const usage: readonly [string, string[], Record<string, string>, unknown][] = [
    ["power-off", ["lb1"], {}, { fault: "power-off", node: "lb1" }],
    ["kill", ["lb1", "nginx"], {}, { fault: "kill", node: "lb1", service: "nginx" }],
    [
      "cut",
      ["a,b", "c"],
      { protocol: "vrrp" },
      { between: [["a", "b"], ["c"]], protocol: "vrrp", direction: "both" },
    ],
    ["loss", ["a", "b", "30"], {}, { percent: 30 }],
  ];
  it.each(usage)("%s %j", async (name, args, options, expected) => {
    const kind = (await loadFaults()).get(name);
    expect(kind && specFromArgs(kind, args, options)).toMatchObject(expected as object);
  });
  it.each([
    [
      "power-off",
      [],
      {},
      "power-off takes 1 arguments, not 0",
      "halab break CLUSTER power-off NODE",
    ],
    [
      "cut",
      ["a"],
      {},
      "cut takes 2 arguments, not 1",
      "halab break CLUSTER cut NODE[,NODE...] NODE[,NODE...]",
    ],
    ["cut", ["a", "b"], { protocol: "carrier-pigeon" }, "protocol: must be one of", undefined],
    ["power-off", ["lb1"], { protocol: "vrrp" }, "power-off has no --protocol", undefined],
    ["loss", ["a", "b", "many"], {}, "percent: must be a number", undefined],
  ])("%s %j %j is answered with its usage", async (name, args, options, message, hint) => {
    const kind = (await loadFaults()).get(name);
    let error: unknown;
    try {
      if (kind) specFromArgs(kind, args, options);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code: "USAGE", message: expect.stringContaining(message) });
    if (hint) expect(error).toMatchObject({ hint });
  });
  it("nodes and segments that the cluster has not are named with the nearest", async () => {
    const kind = (await loadFaults()).get("link-down");
    const known = { nodes: ["lb1", "lb2"], segments: ["lan"] };
    const wanted = (node: string, segment: string) => () =>
      kind && requireTargets(kind, { fault: "link-down", node, segment }, known);
    expect(wanted("lb1", "lan")).not.toThrow();
    expect(wanted("lb3", "lan")).toThrow('there is no node "lb3" (did you mean "lb1" or "lb2"?)');
    expect(wanted("lb1", "wan")).toThrow('there is no segment "wan" (did you mean "lan"?)');
  });
});

describe("names on the command line", () => {
  it.each(["a", "vrrp-failover", "9", "x".repeat(41)])("%s may be a cluster's", (name) => {
    expect(clusterName(name)).toBe(name);
  });
  it.each(["", "-a", "A", "a_b", "../x", "x".repeat(42)])("%j may not", (name) => {
    expect(() => clusterName(name)).toThrow("is no name for a cluster");
  });
  it("a plan may end with a step, and one that it has not is named with the nearest", async () => {
    const { plan } = await openDir(labDir("small"));
    const steps = (until?: string) => planUntil(plan, until).steps.map((step) => step.id);
    expect(steps()).toHaveLength(4);
    expect(steps("failover")).toEqual(["steady", "failover"]);
    expect(() => steps("failver")).toThrow('small has no step "failver" (did you mean "failover"');
  });
  it("the fixture of the small lab is what the tests edit", () => {
    expect(readFileSync(join(labDir("small"), "lab.yaml"), "utf8")).toBe(editedLab());
  });
});
