import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { type Bed, openBed, repository } from "../cli.ts";
import { engineDescribe } from "../require.ts";
import { residue, sweep } from "../residue.ts";
import { Terminal } from "./terminal.ts";

const name = "vrrp-failover";
const minutes = 60_000;
/** A step's protocol time, and a busy machine. */
const aCheck = 90_000;

/** The solution's files, by their paths in a workspace. */
async function solution(): Promise<ReadonlyMap<string, string>> {
  const { plan } = await openLab(name, { renderer: createRenderer(templatesDir()) });
  const files = plan.nodes.flatMap((node) =>
    node.files
      .filter(({ owner }) => owner === "student")
      .map(({ path, content }): [string, string] => [node.name + path, content]),
  );
  return new Map(files);
}

function write(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    // As editors do: the cluster may be starting, and reads it in this moment.
    writeFileSync(join(root, `${path}~`), text);
    renameSync(join(root, `${path}~`), join(root, path));
  }
}

/** halab learn, in a folder where nothing is yet, or where it was before. */
class Student {
  readonly bed: Bed;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;

  constructor(bed: Bed, folder: string) {
    this.bed = bed;
    this.folder = join(bed.dir, folder);
    // Else it would go on in the workspace of another one.
    this.env = { HALAB_STATE: join(this.folder, "state"), HALAB_RUNS: bed.runs };
    mkdirSync(this.folder, { recursive: true });
  }

  get root(): string {
    return join(this.folder, name);
  }

  get cluster(): string {
    const { id } = JSON.parse(readFileSync(join(this.root, "halab.json"), "utf8"));
    return `learn-${name}-${id}`;
  }

  open(columns = 80, rows = 24): Terminal {
    const program = ["node_modules/.bin/node", "bin/halab.js"].map((path) =>
      join(repository, path),
    );
    return new Terminal([...program, "learn", name], {
      columns,
      rows,
      cwd: this.folder,
      env: this.env,
    });
  }

  /** Takes the cluster away; nothing of it may be left. */
  async close(): Promise<void> {
    await this.bed.ok(["learn", "--close", "--dir", this.root], { env: this.env });
    expect(await residue(this.cluster, this.env["HALAB_STATE"] ?? "")).toEqual([]);
  }
}

/** Past what is read before the first step, to its menu. */
async function toFirstStep(terminal: Terminal): Promise<void> {
  for (const chapter of [1, 2, 3, 4]) {
    await terminal.until(new RegExp(`\\(${chapter} of 14\\)`));
    terminal.press("s");
  }
  await terminal.until(/Steady state \(5 of 14\)/);
  terminal.press("w");
  await terminal.until(/What do you do\?/);
}

/** From a step that is passed to the menu of the next. */
async function toStep(terminal: Terminal, step: string): Promise<void> {
  await terminal.choose("go on");
  await terminal.until(/w to the work/);
  terminal.press("w");
  await terminal.until(new RegExp(`Step ${step}: [^]*What do you do\\?`));
}

async function check(terminal: Terminal, step: string, verdict: RegExp): Promise<string> {
  await terminal.choose("check");
  const text = await terminal.until(new RegExp(`Step ${step} ${verdict.source}`), aCheck);
  terminal.press("m");
  await terminal.until(new RegExp(`Step ${step}: [^]*What do you do\\?`));
  return text;
}

/**
 * Once more where it passed or could not be judged: a router that was just started anew shows what it does after its
 * master-down interval, and a busy machine says nothing.
 */
async function checkTwice(terminal: Terminal): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    await terminal.choose("check");
    const seen = await terminal.until(/is (not passed yet|passed)|could not decide|error:/, aCheck);
    terminal.press("m");
    await terminal.until(/What do you do\?/);
    if (tries === 2 || !/is passed|could not decide/.test(seen)) return seen;
  }
}

engineDescribe("docker", "halab learn, through a real terminal", () => {
  const bed = openBed();
  const students: Student[] = [];
  const student = (folder: string): Student => {
    const one = new Student(bed, folder);
    students.push(one);
    return one;
  };
  afterAll(async () => {
    for (const one of students)
      if (existsSync(one.root)) await sweep(one.cluster, join(one.folder, "state"));
  });

  it("leads from an empty folder to a submission", { timeout: 12 * minutes }, async () => {
    const one = student("straight");
    await using terminal = one.open();
    await toFirstStep(terminal);
    write(one.root, await solution());
    await check(terminal, "steady", /is passed: 10 of 10/);
    await toStep(terminal, "failover");
    terminal.press("\r");
    for (const [question, answer] of [
      [/who has 10\.77\.0\.100/, "lb2"],
      [/outage of site/, "3"],
      [/requests of site lost/, "300"],
    ] as const) {
      await terminal.until(question);
      terminal.press(`${answer}\r`);
    }
    const compared = await terminal.until(/predicted +formula +measured/, aCheck);
    expect(compared).toMatch(/who has 10\.77\.0\.100 then +lb2 +- +lb2 +1 of 1/);
    terminal.press("m");
    await terminal.until(/What do you do\?/);
    const rest = [
      "failback",
      "switchover",
      "process-dies",
      "two-owners",
      "frozen",
      "split-brain",
      "web-dies",
    ];
    for (const step of rest) {
      await toStep(terminal, step);
      await check(terminal, step, /is passed/);
    }
    await terminal.choose("go on");
    await terminal.until(/Compare \(14 of 14\)/);
    for (let pages = 0; !/The end of this lab/.test(terminal.text()); pages += 1) {
      expect(pages, terminal.text()).toBeLessThan(20);
      const before = terminal.text();
      terminal.press("\r");
      await terminal.until(new RegExp(`^(?!${escaped(before)}$)`));
    }
    const end = await terminal.until(/What do you do\?/);
    expect(end).toContain("Every step is passed.");
    expect(end).toContain("You have 100 of 100 points.");
    await terminal.choose("pack my submission");
    await terminal.until(/Pack it all the same\?|Your submission/);
    if (/all the same/.test(terminal.text())) await terminal.choose("yes");
    const packed = await terminal.until(/Your submission: \S+\.tgz/);
    terminal.press("m");
    await terminal.until(/What do you do\?/);
    await terminal.choose("leave");
    expect(await terminal.ended()).toBe(0);
    const [, file = ""] = /Your submission: (\S+)/.exec(packed) ?? [];
    await bed.ok(
      [
        "learn",
        "--open",
        join(one.folder, file),
        "--dir",
        join(one.folder, "again"),
        "--no-session",
      ],
      { env: one.env },
    );
    const own = "lb1/etc/keepalived/keepalived.conf";
    expect(readFileSync(join(one.folder, "again", own))).toEqual(readFileSync(join(one.root, own)));
    await one.close();
  });

  it("says what is wrong with each typical mistake", { timeout: 10 * minutes }, async () => {
    const one = student("mistakes");
    const right = await solution();
    await using terminal = one.open(120, 40);
    await toFirstStep(terminal);
    const starter = readFileSync(join(one.root, "lb1/etc/haproxy/haproxy.cfg"), "utf8");
    for (const { file, from, to, says } of mistakes(starter)) {
      write(one.root, right);
      const text = right.get(file) ?? "";
      const wrong = from === undefined ? to : text.replaceAll(from, to);
      expect(wrong, `${file}: ${from}`).not.toBe(text);
      write(one.root, new Map([[file, wrong]]));
      const seen = await checkTwice(terminal);
      const mistake = `${file}: ${from} -> ${to}`;
      expect.soft(seen.replace(/\s+/g, " "), mistake).toMatch(says);
      expect.soft(seen, mistake).not.toMatch(/is passed/);
    }
    write(one.root, right);
    await check(terminal, "steady", /is passed/);
    await terminal.choose("leave");
    expect(await terminal.ended()).toBe(0);
    await one.close();
  });

  it("goes on where it was when it is killed, at a prompt or in a check", {
    timeout: 8 * minutes,
  }, async () => {
    const one = student("killed");
    const places: readonly (readonly [RegExp, (terminal: Terminal) => Promise<void>])[] = [
      [/\(1 of 14\)/, async (terminal) => terminal.press("s")],
      [/\(2 of 14\)/, async (terminal) => terminal.press("\r")],
      [/\(2 of 14\)/, toStepFromSecond],
      [/Step steady: /, (terminal) => terminal.choose("hint")],
      [/Step steady: /, (terminal) => terminal.choose("shell")],
      [/Step steady: /, (terminal) => terminal.choose("topology")],
      [/Step steady: /, (terminal) => terminal.choose("check")],
    ];
    for (const [place, press] of places) {
      await using terminal = one.open();
      await terminal.until(place);
      await press(terminal);
      const after = /Which|Read it\?|Enter to the menu|steady|\(2 of 14\)/;
      await terminal.until(after);
      await terminal.kill();
    }
    write(one.root, await solution());
    await using terminal = one.open();
    await terminal.until(/Step steady: /);
    await check(terminal, "steady", /is passed/);
    await terminal.choose("leave");
    expect(await terminal.ended()).toBe(0);
    await one.close();
  });
});

async function toStepFromSecond(terminal: Terminal): Promise<void> {
  for (const chapter of [3, 4]) {
    terminal.press("s");
    await terminal.until(new RegExp(`\\(${chapter} of 14\\)`));
  }
  terminal.press("s");
  await terminal.until(/\(5 of 14\)/);
  terminal.press("w");
  await terminal.until(/Step steady: /);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

interface Mistake {
  readonly file: string;
  /** Left out: the whole file. */
  readonly from?: string | RegExp;
  readonly to: string;
  /** On the screen. */
  readonly says: RegExp;
}

function mistakes(starter: string): readonly Mistake[] {
  const lb1 = "lb1/etc/keepalived/keepalived.conf";
  const lb2 = "lb2/etc/keepalived/keepalived.conf";
  const haproxy = "lb1/etc/haproxy/haproxy.cfg";
  return [
    { file: lb2, from: "virtual_router_id 51", to: "virtual_router_id 52", says: /why: .*5[12]/ },
    { file: lb2, from: /priority \d+/g, to: "priority 200", says: /why: .*200/ },
    { file: haproxy, to: starter, says: /TODO|HTTP 503/ },
    { file: lb1, from: "interface eth0", to: "interface eth9", says: /eth9/ },
    {
      file: lb2,
      from: "advert_int 1",
      to: "advert_int 1\n  authentication {\n    auth_type PASS\n    auth_pass secret\n  }",
      says: /why: .*(auth|password)/i,
    },
    { file: lb1, from: "priority 150", to: "priorty 150", says: /keepalived\.conf:\d+/ },
    { file: lb1, from: /virtual_ipaddress \{[^}]*\}/g, to: "", says: /why: .*10\.77\.0\.100/ },
    { file: haproxy, from: /default_backend \w+/g, to: "default_backend wbe", says: /wbe/ },
  ];
}
