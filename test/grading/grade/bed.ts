/** A batch of the small lab in a folder of its own: on fake clusters, or with tries that are made up. */
import { join } from "node:path";
import type { Provider } from "../../../cli/core/cluster/provider.ts";
import { loadRules } from "../../../cli/core/diagnose/rules.ts";
import type { LoadMeter } from "../../../cli/core/run/load/machine-load.ts";
import { type BatchFile, createBatch, openBatch } from "../../../cli/grading/grade/batch.ts";
import type { GradeOptions, TryOnce } from "../../../cli/grading/grade/candidate.ts";
import { explainedBy } from "../../../cli/grading/grade/judged.ts";
import type { LabSide } from "../../../cli/grading/grade/looked.ts";
import { printOf } from "../../../cli/grading/grade/looked.ts";
import { noRubric, type Rubric } from "../../../cli/grading/grade/rubric.ts";
import { gradeBatch } from "../../../cli/grading/grade/run-batch.ts";
import { tryOnce } from "../../../cli/grading/player/once.ts";
import type { Tried } from "../../../cli/grading/player/spec.ts";
import { Farm } from "../../../cli/grading/queue/open.ts";
import { openInMemory } from "../../../cli/grading/queue/pglite.ts";
import type { GradeSheet } from "../../../cli/grading/sheet.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { createFake } from "../../fake/index.ts";
import { type TestCtx, testCtx } from "../../fixtures/ctx.ts";
import { labDir, openDir } from "../../fixtures/labs.ts";
import { TempDir, TempState } from "../../fixtures/temp.ts";

/** What students write for a router; `more` makes it another one. */
function conf(priority: number, more = ""): string {
  return `vrrp_instance small {
  state BACKUP
  interface eth0
  virtual_router_id 9
  priority ${priority}
  advert_int 1
  virtual_ipaddress {
    10.9.0.100/24
  }
}
${more}`;
}

const path = "etc/keepalived/keepalived.conf";

/** Both routers' files below a folder. */
export function filesOf(folder: string, more = ""): Record<string, string> {
  return { [`${folder}/a/${path}`]: conf(150, more), [`${folder}/b/${path}`]: conf(100, more) };
}

export async function smallSide(
  dir = labDir("small"),
  params: Readonly<Record<string, string>> = {},
): Promise<LabSide> {
  const templatesDir = join(import.meta.dirname, "../../fixtures/templates");
  const { lab, plan } = await openDir(dir, { params });
  const renderer = createRenderer(templatesDir);
  const rules = await loadRules();
  const variant = (params: Readonly<Record<string, string>>) => smallSide(dir, params);
  const fixed = { starter: undefined, isolate: false };
  return { lab, plan, ...fixed, rules, renderer, templatesDir, variant };
}

/** As the process that plays does it, in this one: a fake cluster is in no other. */
const playedHere: TryOnce = async ({ one, batch, provider, name, base, up }, ctx) => {
  if (!("plan" in one.looked)) throw new Error(`${one.entry.id} cannot be played`);
  const { lab } = one.side;
  const starter = () => one.side.starter;
  const { plan } = one.looked;
  const { language } = batch;
  const explained = explainedBy(one.looked.findings);
  return tryOnce({ lab, plan, provider, name, base, language, explained, starter, up }, ctx);
};

let farm: Promise<Farm> | undefined;

/** One database for all batches of these tests: to open one takes seconds. */
export async function openQueue(_dir: string, batch: string) {
  farm ??= openInMemory().then((database) => Farm.open(database));
  return (await farm).queueOf(batch);
}

interface Given {
  readonly tryOnce?: TryOnce;
  readonly provider?: Provider;
  readonly ctx?: TestCtx;
  readonly again?: boolean;
  /** The share of the time in which something waits for a processor. */
  readonly waiting?: () => number;
}

export class GradeBed implements Disposable {
  readonly #state = new TempState();
  readonly #files = new TempDir();
  readonly dir = join(this.#files.path, "out");
  readonly side: LabSide;

  private constructor(side: LabSide) {
    this.side = side;
  }

  static async open(side?: LabSide): Promise<GradeBed> {
    return new GradeBed(side ?? (await smallSide()));
  }

  /** Its submissions' folders lie beside the batch's. */
  begin(
    ids: readonly string[],
    files: Readonly<Record<string, string>>,
    options: {
      readonly rubric?: Rubric;
      readonly budgetMs?: number;
      readonly paramsFor?: (submission: { readonly id: string }) => Record<string, string>;
    } = {},
  ): BatchFile {
    for (const [name, text] of Object.entries(files)) this.#files.write(`in/${name}`, text);
    const { lab, plan } = this.side;
    const { rubric = noRubric, budgetMs = 60_000, paramsFor } = options;
    return createBatch(this.dir, {
      lab: lab.name,
      labDir: lab.dir,
      labPrint: printOf(plan),
      params: {},
      rubric,
      provider: "fake",
      language: "en",
      budgetMs,
      paramsFor,
      submissions: ids.map((id) => {
        return { id, dir: join(this.#files.path, "in", id), source: id, litter: [] };
      }),
    });
  }

  async grade(given: Given = {}): Promise<GradeSheet> {
    const { ctx = testCtx() } = given;
    return gradeBatch(this.options({ ...given, ctx }), ctx);
  }

  options({
    provider = createFake(),
    tryOnce: once = playedHere,
    ctx = testCtx(),
    again,
    waiting = () => 0,
  }: Given = {}): GradeOptions {
    const { dir, side } = this;
    const meter = meterOf(ctx, waiting);
    const how = { jobs: 4, tryOnce: once, again, openQueue, meter };
    return { dir, batch: openBatch(dir), side, provider, ...how };
  }

  [Symbol.dispose](): void {
    this.#files[Symbol.dispose]();
    this.#state[Symbol.dispose]();
  }
}

function meterOf({ clock }: TestCtx, waiting: () => number): LoadMeter {
  let [waitedUs, last] = [0, clock.nowNs()];
  return {
    processors: 2,
    sample: () => {
      const ns = clock.nowNs();
      waitedUs += ((ns - last) / 1000) * waiting();
      last = ns;
      return { ns, idleMs: 0, waitedUs, availableMiB: 16_000 };
    },
  };
}

/** Tries that do as they are told, by the number in the cluster's name: what each gives, `pass` after that. */
export function scripted(turns: Readonly<Record<number, readonly (Tried | Error)[]>>): {
  readonly once: TryOnce;
  readonly names: string[];
} {
  const names: string[] = [];
  const once: TryOnce = async ({ name, up }, { clock, signal }) => {
    const number = Number(name.split("-").at(-2));
    const turn = names.filter((one) => one.split("-").at(-2) === `${number}`).length;
    names.push(name);
    up();
    await clock.wait(1000, signal);
    const given = turns[number]?.[turn] ?? tried("pass");
    if (given instanceof Error) throw given;
    return given;
  };
  return { once, names };
}

export function tried(outcome: Tried["outcome"], failed: readonly string[] = []): Tried {
  return { outcome, said: `${outcome} as told`, failed: [...failed], run: null };
}
