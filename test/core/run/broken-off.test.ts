import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { Provider } from "../../../cli/core/cluster/provider.ts";
import type { JournalEvent } from "../../../cli/core/journal/events.ts";
import { readJournal } from "../../../cli/core/journal/file.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { grade } from "../../../cli/core/judge/grade.ts";
import { play } from "../../../cli/core/run/run.ts";
import { openFaults } from "../../../cli/core/state/open-faults.ts";
import { createFake } from "../../fake/index.ts";
import { type TestCtx, testCtx } from "../../fixtures/ctx.ts";
import { editedLab, labDir, type Opened, openDir, runFolders } from "../../fixtures/labs.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

const name = "small";

async function opened(...edits: readonly (readonly [string, string])[]): Promise<Opened> {
  if (edits.length === 0) return openDir(labDir("small"));
  using dir = new TempDir({ "lab.yaml": editedLab(...edits) });
  return openDir(dir.path);
}

/** What a run wrote down. */
function eventsOf(dir: string): JournalEvent[] {
  return readJournal(join(dir, "journal.ndjson"));
}

describe("a run that does not come to its end", () => {
  /** Stops it as soon as `when` is said. */
  async function cancelled(when: RegExp, lab: Opened) {
    const [ctx, provider] = [testCtx(), createFake()];
    const watching: TestCtx = {
      ...ctx,
      progress: (event) => {
        if (when.test(event.text)) ctx.stop.abort(new HalabError("CANCELLED", "cancelled"));
      },
    };
    const run = play({ ...lab, provider, name }, watching);
    await expect(run).rejects.toMatchObject({ code: "CANCELLED" });
    const journal = eventsOf(runFolders()[0] ?? "");
    return { journal, left: await provider.list(ctx) };
  }

  it.each([
    ["while its nodes start", /starting 3 nodes/],
    ["while it waits for calm", /^steady: /],
    ["in the middle of a fault", /^power-off a$/],
    ["between power-off and power-on", /^failback: /],
    ["while a service is stopped", /^stop keepalived a$/],
  ])("cancelled %s: healed, removed, and the journal says so", async (_, when) => {
    using _state = new TempState();
    const { journal, left } = await cancelled(when, await opened());
    expect(left).toEqual([]);
    expect(openFaults(name)).toEqual([]);
    const end = journal.find((event) => event.kind === "end");
    expect(end).toMatchObject({ reason: "cancelled" });
  });

  it("never passes, whatever it had seen", async () => {
    using _state = new TempState();
    const lab = await opened();
    const { journal } = await cancelled(/^failback: /, lab);
    expect(grade(RunView.of(journal), lab.lab.kinds).verdict).toBe("unknown");
  });

  it("because a node did not come up leaves nothing but the reason", async () => {
    using _state = new TempState();
    const [{ lab, plan }, ctx, provider] = [
      await opened(["title: A small lab", "title: this is broken"]),
      testCtx(),
      createFake(),
    ];
    const nodes = plan.nodes.map((node) =>
      node.name === "b"
        ? { ...node, files: node.files.map((file) => ({ ...file, content: "this is broken" })) }
        : node,
    );
    const run = play({ lab, plan: { ...plan, nodes }, provider, name }, ctx);
    await expect(run).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    expect(await provider.list(ctx)).toEqual([]);
    const journal = eventsOf(runFolders()[0] ?? "");
    expect(journal.map((event) => event.kind)).toEqual(["run", "end"]);
    expect(journal.at(-1)).toMatchObject({ reason: "broke-off" });
  });

  it("because nobody says what the cluster is has a journal that says so, and leaves nothing", async () => {
    using _state = new TempState();
    const [lab, ctx, fake] = [await opened(), testCtx(), createFake()];
    const mute: Provider = {
      ...fake,
      async up(plan, options, inner) {
        const { cluster, notes } = await fake.up(plan, options, inner);
        const status = async () => {
          throw new HalabError("ENGINE_UNAVAILABLE", "the engine stopped answering");
        };
        return { cluster: Object.assign(Object.create(cluster), { status }), notes };
      },
    };
    const run = play({ ...lab, provider: mute, name }, ctx);
    await expect(run).rejects.toMatchObject({ code: "ENGINE_UNAVAILABLE" });
    expect(await fake.list(ctx)).toEqual([]);
    const journal = eventsOf(runFolders()[0] ?? "");
    expect(journal).toMatchObject([
      { kind: "run", lab: lab.lab.name, plan: { title: lab.plan.title } },
      { kind: "end", reason: "broke-off", text: "the engine stopped answering" },
    ]);
  });
});
