import { expect } from "vitest";
import type { Bed, CliOptions } from "./cli.ts";

/** Runs what must be refused: an exit code, an error, nothing on stdout. Returns what was said. */
export type Refused = (
  args: readonly string[],
  exitCode: number,
  error: RegExp,
  options?: CliOptions,
) => Promise<string>;

export function refusing(bed: Bed): Refused {
  return async (args, exitCode, error, options = {}) => {
    const result = await bed.halab(args, options);
    expect(result.stderr).toMatch(error);
    expect(result.stderr).toMatch(/^error: /m);
    expect(result.stderr).not.toContain("error: unexpected:");
    // Neither a stack.
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(result.stdout).toBe("");
    expect(result.exitCode, result.stderr).toBe(exitCode);
    return result.stderr;
  };
}
