import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, it } from "vitest";
import { messageOf } from "../../cli/core/base/error.ts";
import { pingEngine, thisMachine } from "../../cli/providers/docker/install/facts.ts";

export type EngineName = "docker" | "netns" | "qemu" | "vagrant";

const run = promisify(execFile);

/** Why an engine cannot be used here; undefined when it works. Asked by trying it, once. */
const reasons: Record<EngineName, () => Promise<string | undefined>> = {
  docker: async () => {
    const answer = await pingEngine(thisMachine(), AbortSignal.timeout(5000));
    return answer === "answers" ? undefined : `its socket: ${answer}`;
  },
  netns: async () => await failureOf("unshare", ["--net", "true"]),
  vagrant: async () =>
    (await failureOf("vagrant", ["--version"])) ??
    (await failureOf("virsh", ["-c", "qemu:///system", "version"])) ??
    // The box is made from our image.
    (await reasons.docker()),
  // QEMU comes with our image; what the engine must hand on is /dev/net/tun.
  qemu: async () => (await reasons.docker()) ?? (await failureOf("test", ["-c", "/dev/net/tun"])),
};

const asked = new Map<EngineName, Promise<string | undefined>>();

/** The engines that must work here: HALAB_ENGINES, by default docker, which `pretest` sets up. */
function requiredEngines(): readonly string[] {
  return (process.env["HALAB_ENGINES"] ?? "docker").split(",").map((name) => name.trim());
}

/**
 * A `describe` whose tests need an engine. Where the engine is missing they are shown as skipped
 * with the reason, or, when HALAB_ENGINES lists it, a failing test says so.
 */
export function engineDescribe(name: EngineName, title: string, fn: () => void): void {
  describe(title, async () => {
    const why = await missing(name);
    if (why === undefined) {
      fn();
    } else if (requiredEngines().includes(name)) {
      it(`has the engine ${name}, which HALAB_ENGINES asks for`, () => {
        throw new Error(`no ${name} here: ${why}`);
      });
    } else {
      // .ci/run looks for these words.
      describe.skipIf(true)(`[skipped: no ${name} here: ${why}]`, fn);
    }
  });
}

export async function engineIsHere(name: EngineName): Promise<boolean> {
  return (await missing(name)) === undefined;
}

function missing(name: EngineName): Promise<string | undefined> {
  const known = asked.get(name) ?? reasons[name]();
  asked.set(name, known);
  return known;
}

async function failureOf(file: string, args: readonly string[]): Promise<string | undefined> {
  return await run(file, args).then(
    () => undefined,
    (error: unknown) => messageOf(error).split("\n")[0],
  );
}
