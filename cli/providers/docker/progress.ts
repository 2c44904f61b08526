import { createInterface } from "node:readline";
import { z } from "zod";
import { HalabError } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";

const message = z.looseObject({
  stream: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
});

/**
 * Follows a build or a pull (one JSON object a line); throws ENGINE_FAILED with its last lines
 * when the engine reports an error.
 */
export async function followBuild(
  stream: NodeJS.ReadableStream,
  task: string,
  ctx: Ctx,
): Promise<void> {
  const last: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    const parsed = message.safeParse(safeJson(line));
    if (!parsed.success) continue;
    const { stream: output, status, error } = parsed.data;
    if (error !== undefined) {
      throw new HalabError("ENGINE_FAILED", `${task}: ${error.trim()}`, {
        details: last,
        hint: /no space left/i.test(error)
          ? "free some disk (docker system df), then try again"
          : "halab doctor",
      });
    }
    for (const text of worthShowing(output ?? status ?? "")) {
      last.push(text);
      if (last.length > 15) last.shift();
      ctx.progress({ task, state: "note", text });
    }
  }
  ctx.signal.throwIfAborted();
}

/** Layer ids and empty lines tell nobody anything. */
function worthShowing(output: string): string[] {
  const lines = output.split("\n").map((part) => part.trim());
  return lines.filter((text) => text !== "" && !text.startsWith("--->"));
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
