/**
 * halab killed at any moment: HALAB_KILLS times (a few by default), drawn by HALAB_SEED. A kill that
 * failed is drawn again by its seed and number, which its test's name has.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../../cli/core/base/time.ts";
import { label } from "../../../cli/providers/docker/labels.ts";
import { randomOf } from "../../fixtures/random.ts";
import { lab, openBed } from "../cli.ts";
import { longFault, talk } from "../made-labs.ts";
import { engineDescribe } from "../require.ts";
import { engine, residue } from "../residue.ts";

const kills = Number(process.env["HALAB_KILLS"] ?? 4);
const seed = Number(process.env["HALAB_SEED"] ?? 1);

const faults = {
  freeze: "{ fault: freeze, node: web1 }",
  "power-off": "{ fault: power-off, node: web1 }",
  cut: "{ fault: cut, between: [client, web1] }",
  "link-down": "{ fault: link-down, node: web1, segment: lan }",
  hang: "{ fault: hang, node: web1, service: nginx }",
};
type FaultName = keyof typeof faults;

const broken: Readonly<Record<FaultName, readonly string[]>> = {
  freeze: ["freeze", "web1"],
  "power-off": ["power-off", "web1"],
  cut: ["cut", "client", "web1"],
  "link-down": ["link-down", "web1", "lan"],
  hang: ["hang", "web1", "nginx"],
};

/** What is killed, and for how long it may go on: a little longer than it takes on a quiet machine. */
const longestMs = { up: 4000, run: 9000, heal: 2000, down: 3000 } as const;
type Verb = keyof typeof longestMs;

interface Kill {
  readonly nth: number;
  readonly verb: Verb;
  readonly fault: FaultName;
  readonly afterMs: number;
  /** Who cleans: gc and then the next up, or the next up alone. */
  readonly gcFirst: boolean;
}

function drawn(nth: number): Kill {
  const next = randomOf(seed * 100_003 + nth);
  const oneOf = <T extends string>(of: Readonly<Record<T, unknown>>): T => {
    const names = Object.keys(of) as T[];
    return names[Math.floor(next() * names.length)] ?? (names[0] as T);
  };
  const [verb, fault] = [oneOf(longestMs), oneOf(faults)];
  return { nth, verb, fault, afterMs: next() * longestMs[verb], gcFirst: nth % 2 === 0 };
}

/** What a cluster consists of, and since when it runs: equal when nobody touched it. */
async function fingerprints(cluster: string): Promise<string[]> {
  const docker = await engine();
  const filters = { label: [`${label.cluster}=${cluster}`] };
  const all = await docker.listContainers({ all: true, filters });
  const each = all.map(async ({ Id }) => {
    const { State } = await docker.getContainer(Id).inspect();
    return `${Id} ${State.StartedAt} ${State.Status}`;
  });
  return (await Promise.all(each)).sort();
}

engineDescribe("docker", "halab killed at any moment", () => {
  const bed = openBed();
  const elsewhere = { env: { HALAB_STATE: `${bed.dir}/other-state` } };
  const neighbours = [
    { name: bed.name("mine"), options: {} },
    { name: bed.name("theirs"), options: elsewhere },
  ];
  const before = new Map<string, string[]>();
  /** Of each kill: whether there was a halab still. */
  const met: boolean[] = [];
  const serves = async (name: string) =>
    expect(await bed.sh(name, "client", "curl -s -m 2 web1 web2"), name).toBe("web1\nweb2");

  beforeAll(async () => {
    for (const { name, options } of neighbours) {
      await bed.ok(["up", lab("pair"), "--name", name], options);
      before.set(name, await fingerprints(name));
    }
  });

  async function killed({ verb, fault, afterMs, nth }: Kill, name: string): Promise<void> {
    if (verb === "down" || verb === "heal") await bed.ok(["up", lab("pair"), "--name", name]);
    if (verb === "heal") {
      await talk(bed, name);
      await bed.ok(["break", name, ...broken[fault]]);
    }
    const args = {
      up: ["up", lab("pair"), "--name", name],
      run: ["run", longFault(bed, `k${nth}`, faults[fault]), "--name", name],
      heal: ["heal", name],
      down: ["down", name],
    };
    const halab = bed.start(args[verb]);
    await systemClock.wait(afterMs);
    halab.kill("SIGKILL");
    met.push((await halab.done).signal === "SIGKILL");
  }

  /** What stays of it is whole and meant to stay, or it is nothing. */
  async function collected(name: string): Promise<void> {
    await bed.ok(["gc"]);
    const left = (await bed.json(["ps", "--json"])) as { name: string; kept: boolean }[];
    const stays = left.find((one) => one.name === name);
    if (stays) expect(stays).toMatchObject({ name, kept: true });
    else expect(await residue(name, bed.state)).toEqual([]);
  }

  const all = Array.from({ length: kills }, (_, nth) => drawn(nth));
  describe(`drawn by ${seed}`, () => {
    it.each(all)("$nth: $verb ($fault) after $afterMs ms, gc first: $gcFirst", async (kill) => {
      const name = bed.name(`n${kill.nth}`);
      await killed(kill, name);
      if (kill.gcFirst) await collected(name);
      await bed.ok(["up", lab("pair"), "--name", name]);
      // Of a cluster that was there, faults may be in still.
      await bed.ok(["heal", name]);
      await serves(name);
      await bed.ok(["down", name]);
      await bed.noResidue(name);
      for (const { name: other } of neighbours)
        expect(await fingerprints(other), other).toEqual(before.get(other));
    });
  });

  it("was alive when it was killed, more often than not", () => {
    const living = met.filter(Boolean).length;
    process.stdout.write(`\n${living} of ${met.length} kills met a living halab\n`);
    expect(living * 2).toBeGreaterThanOrEqual(met.length);
  });

  it("leaves the clusters of others to them", async () => {
    for (const { name } of neighbours) await serves(name);
    for (const { name, options } of neighbours) await bed.ok(["down", name], options);
  });
});
