import { afterEach, describe, expect, it, vi } from "vitest";
import { toAscii } from "../../cli/core/base/ascii.ts";
import { viewOptions } from "../../cli/ui/tasks.ts";
import { wishesOf } from "../../cli/ui/wishes.ts";
import { said } from "../fixtures/said.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

function inC(): void {
  for (const name of ["LC_ALL", "LC_CTYPE"]) vi.stubEnv(name, undefined);
  vi.stubEnv("LANG", "C");
}

/** Both streams are terminals as long as `look` looks. */
function onTerminal<T>(look: () => T): T {
  const streams = [process.stdout, process.stderr];
  const before = streams.map((stream) => Object.getOwnPropertyDescriptor(stream, "isTTY"));
  for (const stream of streams)
    Object.defineProperty(stream, "isTTY", { value: true, configurable: true });
  try {
    return look();
  } finally {
    streams.forEach((stream, at) => {
      const was = before[at];
      if (was) Object.defineProperty(stream, "isTTY", was);
      else Reflect.deleteProperty(stream, "isTTY");
    });
  }
}

describe("a terminal without UTF-8", () => {
  it.each([
    ["the topology", ["graph", "vrrp-failover"], "+--+---"],
    ["a lab", ["show", "lvs-dr"], "STEP"],
    ["a guide", ["show", "vrrp-failover", "--guide", "--lang", "de"], "===="],
    ["tables", ["kinds"], "faults:"],
    ["a mistake", ["explain", "höchst"], "error:"],
  ])("is shown %s in ASCII", async (_, words, sign) => {
    inC();
    const { stdout, stderr } = await said(...words);
    expect(stdout + stderr).toContain(sign);
    expect(stdout + stderr).toMatch(/^[ -~\n\t]*$/);
  });

  it("gets documents as they are", async () => {
    inC();
    const { stdout } = await said("show", "vrrp-failover", "--json");
    vi.unstubAllEnvs();
    expect(stdout).toBe((await said("show", "vrrp-failover", "--json")).stdout);
  });

  it("every sign becomes one, so that columns stay", () => {
    expect(toAscii("┌─┐ Größe … ≤ 3 → ő ✔ 東")).toBe("+-+ Grose - < 3 > o v ?");
    expect([...toAscii("\u001b[1mü\u001b[0m\n")]).toHaveLength(10);
  });
});

describe("a terminal that can nothing (TERM=dumb)", () => {
  it("gets no colours, no pager and nothing that is drawn again", () => {
    vi.stubEnv("CI", undefined);
    vi.stubEnv("NO_COLOR", undefined);
    vi.stubEnv("FORCE_COLOR", undefined);
    vi.stubEnv("PAGER", undefined);
    vi.stubEnv("LANG", "C.UTF-8");
    for (const [term, able] of [
      ["xterm", true],
      ["dumb", false],
    ] as const) {
      vi.stubEnv("TERM", term);
      expect(onTerminal(() => wishesOf([]))).toEqual({ debug: false, colour: able, pager: able });
      expect(onTerminal(() => viewOptions().live)).toBe(able);
    }
  });

  it("nor does one without UTF-8 get what is drawn again", () => {
    vi.stubEnv("CI", undefined);
    vi.stubEnv("TERM", "xterm");
    inC();
    expect(onTerminal(() => viewOptions().live)).toBe(false);
  });
});

it("what follows -- is nobody's wish", () => {
  expect(wishesOf(["exec", "c", "n", "--", "x", "--debug"]).debug).toBe(false);
  expect(wishesOf(["exec", "c", "n", "--debug"]).debug).toBe(true);
});
