import { type Command, Option } from "commander";
import type { Ctx, Progress } from "../core/base/time.ts";
import type { Wishes } from "../ui/wishes.ts";

/** What main gives every verb. */
export interface App {
  readonly globals: Wishes;
  ctx(progress: (event: Progress) => void): Ctx;
  /** Asked for the help of this verb: `halab VERB --help`, or `halab help VERB`. */
  helpsWith(verb: string): boolean;
  /** Every verb with what it takes, for completion and the manual; or just this one, if there is one of that name. */
  tree(verb?: string): Promise<Command>;
  /** The exit code when no error is thrown (1: did not pass). */
  exit(code: number): void;
}

/** `--isolate vm` */
export function isolateOption(): Option {
  const what = "vm: students' nodes are virtual machines, each with a kernel of its own";
  return new Option("--isolate <how>", what).choices(["vm"]);
}

/** `--param vrid=77`, any number of times. */
export function collectParam(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const at = text.indexOf("=");
  return { ...before, [text.slice(0, at < 0 ? undefined : at)]: at < 0 ? "" : text.slice(at + 1) };
}
