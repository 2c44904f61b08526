import { Command, CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { asHalabError, type ErrorCode, HalabError } from "../../cli/core/base/error.ts";
import { errorDocument, exitCodeFor, renderError } from "../../cli/ui/errors.ts";
import { namedCluster } from "../../cli/ui/named-cluster.ts";
import { said } from "../fixtures/said.ts";

describe("errors", () => {
  const codes: Readonly<Record<ErrorCode, number>> = {
    USAGE: 2,
    LAB_INVALID: 2,
    SUBMISSION_INVALID: 2,
    TEMPLATE_INVALID: 2,
    NOT_FOUND: 2,
    CONFLICT: 2,
    ENGINE_UNAVAILABLE: 3,
    ENGINE_FAILED: 3,
    CAPABILITY_MISSING: 3,
    NODE_UNREACHABLE: 3,
    CONFIG_INVALID: 2,
    NODE_FAILED: 3,
    NODE_REFUSED: 2,
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
    expect(text).toContain("errors.test.ts");
  });
});

describe("a hint", () => {
  const error = new HalabError("NODE_FAILED", "m", { hint: "halab heal CLUSTER" });
  const style = { debug: false, colour: false };

  it("names the cluster that the command is about", () => {
    expect(renderError(error, { ...style, cluster: "mine" })).toContain("hint:  halab heal mine\n");
    expect(errorDocument(error, { ...style, cluster: "mine" }).hint).toBe("halab heal mine");
    expect(renderError(error, style)).toContain("halab heal CLUSTER");
  });

  it.each([
    ["shell mine lb1", "mine"],
    ["down mine", "mine"],
    ["down mine other", undefined],
    ["run some/where/vrrp-failover", "vrrp-failover"],
    ["run vrrp-failover --on mine", "mine"],
    ["up vrrp-failover --name mine", "mine"],
    ["show vrrp-failover", undefined],
    ["ps", undefined],
  ])("of `halab %s` is about %s", async (line, cluster) => {
    const root = new Command("halab").enablePositionalOptions();
    const seen: (string | undefined)[] = [];
    const take = (command: Command) =>
      command.action((...all) => void seen.push(namedCluster(all.at(-1))));
    take(root.command("shell").argument("<cluster>").argument("<node>"));
    take(root.command("down").argument("<cluster...>"));
    take(root.command("show").argument("<lab>"));
    take(root.command("ps").argument("[cluster]"));
    for (const verb of ["run", "up"])
      take(root.command(verb).argument("<lab>").option("--name <name>").option("--on <cluster>"));
    await root.parseAsync(line.split(" "), { from: "user" });
    expect(seen).toEqual([cluster]);
  });
});

describe("what a node said last, in an error", () => {
  const style = { debug: false, colour: false };
  const error = (...details: string[]) =>
    new HalabError("CONFIG_INVALID", "node lb1 did not come up: keepalived: no instance", {
      details,
    });

  it("is harmless, in the message, the details, the hint and the causes", () => {
    const nasty = "\u001b[2J\u009b1mred\u202e";
    const hostile = new HalabError("NODE_FAILED", nasty, {
      ...{ details: [nasty], hint: nasty, cause: new Error(`x ${nasty}`) },
    });
    const texts = [renderError(hostile, style), JSON.stringify(errorDocument(hostile, style))];
    const harm = ["\u001b", "\u009b", "\u202e", "2J"];
    for (const text of texts) expect(harm.filter((one) => text.includes(one))).toEqual([]);
  });

  it("is cut where a line has no end", () => {
    const [, line = ""] = renderError(error("x".repeat(5000)), style).split("\n");
    expect(line.trim()).toHaveLength(300);
    expect(errorDocument(error("x".repeat(5000)), style).details[0]).toHaveLength(300);
  });

  it("is not said twice", () => {
    const text = renderError(error("starting", "keepalived: no instance", "bye"), style);
    expect(text).toBe(
      "error: node lb1 did not come up: keepalived: no instance\n       starting\n       bye\n",
    );
  });
});

describe("an outcome without a result, as JSON", () => {
  const style = { debug: false, colour: false, verb: "run" };
  it.each([
    [
      "of ours",
      new HalabError("CONFIG_INVALID", "m", { hint: "h", details: ["d"] }),
      { code: "CONFIG_INVALID", message: "m", hint: "h", details: ["d"] },
    ],
    [
      "a mistake on the command line",
      new CommanderError(1, "x", "error: unknown option '--zzz'"),
      { code: "USAGE", message: "unknown option '--zzz'", hint: "halab run --help", details: [] },
    ],
    [
      "anything else",
      new TypeError("x is not a function"),
      { code: "BUG", message: "unexpected: x is not a function" },
    ],
    ["a Ctrl-C", new HalabError("CANCELLED", "cancelled"), { code: "CANCELLED", hint: null }],
    [
      "one whose clean-up failed, too",
      new SuppressedError(new HalabError("CLEANUP_FAILED", "c"), new HalabError("TIMEOUT", "t")),
      { code: "TIMEOUT", message: "t", details: ["c"] },
    ],
  ])("%s", (_, error, expected) => {
    expect(errorDocument(error, style)).toMatchObject({ schema: "halab/error/1", ...expected });
  });
});

describe("a command that lacks an option", () => {
  it.each([
    [
      ["lab", "variants", "vrrp-failover"],
      "halab lab variants vrrp-failover --students FILE --secret FILE",
    ],
    [
      ["lab", "variants", "vrrp-failover", "--students=class.csv"],
      "halab lab variants vrrp-failover --students=class.csv --secret FILE",
    ],
    [["lab", "variants"], "halab lab variants LAB --students FILE --secret FILE"],
  ])("%j is hinted whole", async (argv, whole) => {
    const { exitCode, stderr } = await said(...argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`hint:  ${whole}\n`);
  });

  it("any other mistake is hinted to its help", async () => {
    const { stderr } = await said("labs", "--nope");
    expect(stderr).toContain("hint:  halab labs --help");
  });

  it("a lab that there is not is called as it was typed", async () => {
    const { exitCode, stderr } = await said("learn", "vrrp-failovr");
    expect(exitCode).toBe(2);
    expect(stderr).toContain('unknown lab "vrrp-failovr" (did you mean "vrrp-failover"');
  });
});
