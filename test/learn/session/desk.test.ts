import { Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import {
  cancelledMeans,
  chosenBy,
  menuRows,
  openDesk,
  turnLine,
} from "../../../cli/learn/session/desk.ts";

const choices = [
  { key: "check", name: "check my work" },
  { key: "hint", name: "hint" },
] as const;

/** A plain desk that is told these lines, and what it printed. */
async function plainly<T>(
  lines: readonly string[],
  work: (desk: ReturnType<typeof openDesk>) => Promise<T>,
): Promise<{ answer: T; printed: string }> {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const { signal } = new AbortController();
  const input = Readable.from(lines.map((line) => `${line}\n`));
  const desk = openDesk({ language: "en", colour: false, plain: true, signal, input });
  try {
    const answer = await work(desk);
    return { answer, printed: write.mock.calls.map(([text]) => String(text)).join("") };
  } finally {
    desk.close();
    write.mockRestore();
  }
}

describe("a plain desk", () => {
  it("numbers what can be chosen, and asks again for what is none", async () => {
    const { answer, printed } = await plainly(["7", "nonsense", "2"], (desk) =>
      desk.choose({ message: "What do you do?", choices }),
    );
    expect(answer).toBe("hint");
    expect(printed).toContain("  1. check my work\n  2. hint\n");
    expect(printed.match(/That is none of them/g)).toHaveLength(2);
  });

  it("takes a verb for its number, and nothing for what is usual", async () => {
    expect(chosenBy("hint", choices, 0)).toBe("hint");
    expect(chosenBy("", choices, 1)).toBe("hint");
    expect(chosenBy("0", choices, 0)).toBeUndefined();
    expect(chosenBy("3", choices, 0)).toBeUndefined();
  });

  it("reads one line after the other, though they come at once", async () => {
    const { answer } = await plainly(["lb2", "", "1"], async (desk) => [
      await desk.ask("who?"),
      await desk.ask("how long?", "3s"),
      await desk.choose({ message: "", choices }),
    ]);
    expect(answer).toEqual(["lb2", "3s", "check"]);
  });

  it("is left when nobody answers any more", async () => {
    const { answer } = await plainly([], (desk) =>
      cancelledMeans("left" as string, () => desk.ask("who?")),
    );
    expect(answer).toBe("left");
  });

  it("writes no escape sequence, and draws no screen", async () => {
    const { printed } = await plainly(["1"], async (desk) => {
      desk.show("\u001b[31mred\u001b[0m");
      return desk.choose({ message: "?", choices });
    });
    expect(printed).not.toContain("\u001b");
    expect(printed).toContain("red");
  });
});

describe("keys below a text", () => {
  const turns = ["on", "back", "to the work"].map((name) => ({
    key: name,
    name,
    label: "x",
    keys: [],
  }));

  it("are one line where it fits, else several", () => {
    expect(turnLine(turns, 79)).toBe("x on · x back · x to the work");
    expect(turnLine(turns, 15)).toBe("x on · x back\nx to the work");
  });

  it("leave a menu at least three entries", () => {
    expect(menuRows(24, 8)).toBe(14);
    expect(menuRows(24, 30)).toBe(3);
  });
});
