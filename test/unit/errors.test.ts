import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { asHalabError, type ErrorCode, HalabError } from "../../cli/core/base/error.ts";
import { exitCodeFor, renderError } from "../../cli/ui/errors.ts";

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
    CONFIG_INVALID: 2,
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
    expect(text).toContain("errors.test.ts");
  });
});
