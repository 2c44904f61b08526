import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { engineDescribe } from "../../engine/require.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** It is compiled here; the image's build compiles it in any case. */
const gcc = spawnSync("gcc", ["--version"]).status === 0;

const root = new URL("../../../", import.meta.url).pathname;
const src = join(root, "templates/node/src");
const filesOf = (tool: string) =>
  readdirSync(join(src, tool))
    .filter((name) => name.endsWith(".c"))
    .map((name) => join(src, tool, name));

function compile(to: string, files: readonly string[]): void {
  const flags = ["-std=gnu11", "-Os", "-Wall", "-Wextra", "-Werror", "-D_GNU_SOURCE"];
  execFileSync("gcc", [...flags, `-I${join(src, "common")}`, "-o", to, ...files]);
}

/** A bridge with the cables of a, b and c, whose other ends are in namespaces of their own; c asks all the time. */
const world = `
set -e
cd "$1"
ip link add br0 type bridge
ip link set br0 up
plug() {
  unshare -n sleep 30 &
  eval "$1=$!"
  sleep 0.2
  ip link add "v$1" type veth peer name eth0 netns "$!"
  ip link set "v$1" master br0 up
  nsenter -n -t "$!" ip address add "$2/24" dev eth0
  nsenter -n -t "$!" ip link set eth0 up
  nsenter -n -t "$!" ip route add default dev eth0
}
plug a 10.0.0.1
plug b 10.0.0.2
plug c 10.0.0.3
in_a() { nsenter -n -t "$a" "$@"; }
in_b() { nsenter -n -t "$b" "$@"; }
./listen --arp=10.0.0.100 --ip=112:2 --udp=53:2:248:32 --every-us=50000 va gone vb &
heard=$!
nsenter -n -t "$c" ./probe arp --to 10.0.0.100 --dev eth0 --every-us 50000 >/dev/null &
probe=$!
`;
const end = "\nsleep 0.2\nkill $heard $probe $a $b $c\nwait\n";

engineDescribe("netns", "the listener at the switch, at real cables", () => {
  const dir = new TempDir();
  beforeAll(() => {
    if (!gcc) return;
    const common = filesOf("common");
    compile(join(dir.path, "listen"), [...filesOf("listen"), ...common]);
    compile(join(dir.path, "probe"), [...filesOf("probe"), ...common]);
    compile(join(dir.path, "send"), [join(root, "test/technologies/network/send-ip.c")]);
  }, 60_000);
  afterAll(() => dir[Symbol.dispose]());

  /** What it says while the script goes on: without the times, which are in order. */
  async function heard(script: string): Promise<string[]> {
    const argv = ["-rn", "sh", "-c", world + script + end, "sh", dir.path];
    const child: ChildProcessByStdio<null, Readable, Readable> = spawn("unshare", argv, {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { out: "", err: "" };
    child.stdout.on("data", (data) => (text.out += String(data)));
    child.stderr.on("data", (data) => (text.err += String(data)));
    await new Promise((resolve) => child.on("close", resolve));
    expect(text.err).toBe("");
    return text.out.split("\n").flatMap((line) => {
      const [kind, , ...rest] = line.split(" ");
      return kind ? [[kind, ...rest].join(" ")] : [];
    });
  }

  it.skipIf(!gcc)(
    "says whose port answers, which is silent, and which is asked no more",
    async () => {
      const lines = await heard(`
sleep 0.9
in_a ip address add 10.0.0.100/32 dev eth0
sleep 0.3
in_a ip address del 10.0.0.100/32 dev eth0
in_b ip address add 10.0.0.100/32 dev eth0
sleep 0.9
ip link set vb down
sleep 1
`);
      expect(lines.filter((line) => line.startsWith("a 0"))).toEqual([
        "a 0 10.0.0.100 silent",
        "a 0 10.0.0.100 answers",
        "a 0 10.0.0.100 silent",
      ]);
      expect(lines.filter((line) => line.startsWith("a 2"))).toEqual([
        "a 2 10.0.0.100 silent",
        "a 2 10.0.0.100 answers",
        "a 2 10.0.0.100 unasked",
      ]);
    },
    20_000,
  );

  it.skipIf(!gcc)(
    "hears two that answer with one link-layer address apart",
    async () => {
      const lines = await heard(`
in_a ip link add link eth0 name vmac type macvlan
in_a ip link set vmac address 00:00:5e:00:01:33 up
in_b ip link add link eth0 name vmac type macvlan
in_b ip link set vmac address 00:00:5e:00:01:33 up
in_a ip address add 10.0.0.100/32 dev vmac
in_b ip address add 10.0.0.100/32 dev vmac
sleep 1
`);
      const answers = lines.filter((line) => line.endsWith("answers"));
      expect(answers.sort()).toEqual(["a 0 10.0.0.100 answers", "a 2 10.0.0.100 answers"]);
    },
    20_000,
  );

  it.skipIf(!gcc)(
    "tells a payload once, each change of its stream, and its end; what others send is not a port's own",
    async () => {
      const lines = await heard(`
in_a timeout 0.7 ./send 112 100 2133960101010000 2133640101010000 &
in_b timeout 0.5 ./send 112 100 2134960101010000 &
in_b timeout 0.5 ./send 113 100 2134960101010000 &
sleep 2.5
`);
      const own = (port: number) =>
        lines.filter((line) => line[0] !== "a" && line[2] === `${port}`);
      const [first, second] = ["2133960101010000", "2133640101010000"];
      expect(own(0).slice(0, 3)).toEqual([
        `p 0 112 10.0.0.1 224.0.0.18 ${first}`,
        `p 0 112 10.0.0.1 224.0.0.18 ${second}`,
        `p 0 112 10.0.0.1 224.0.0.18 ${first}`,
      ]);
      expect(own(2)).toEqual([
        "p 2 112 10.0.0.2 224.0.0.18 2134960101010000",
        "q 2 112 10.0.0.2 224.0.0.18 2134960101010000",
      ]);
    },
    20_000,
  );

  it.skipIf(!gcc)(
    "tells each message of a port once, whatever else UDP carries, and nothing of its end",
    async () => {
      // Ports 1053 and 53, no checksum; an id, then the flags: a NOTIFY, an answer to one, a question.
      const message = (id: string, flags: string, port = "0035") =>
        `041d${port}00100000${id}${flags}00010000`;
      const sent = [
        ...[message("0001", "2400"), message("0001", "a400"), message("0001", "0100")],
        ...[message("0001", "2400", "0036"), message("0002", "2400"), "041d0035"],
      ];
      const lines = await heard(`
in_a timeout 0.7 ./send 17 20 ${sent.join(" ")} &
sleep 2.5
`);
      expect(lines.filter((line) => line[0] !== "a")).toEqual([
        "p 0 17 10.0.0.1 224.0.0.18 0001240000010000",
        "p 0 17 10.0.0.1 224.0.0.18 0002240000010000",
      ]);
    },
    20_000,
  );

  it.skipIf(!gcc)(
    "is short with a node that makes up a payload with each frame",
    async () => {
      const many = Array.from(
        { length: 200 },
        (_, at) => `21${at.toString(16).padStart(2, "0")}9601`,
      );
      const lines = await heard(`in_a timeout 1 ./send 112 1 ${many.join(" ")} &\nsleep 1.5\n`);
      const told = lines.filter((line) => line.startsWith("p 0"));
      expect(told.length).toBeGreaterThan(20);
      expect(told.length).toBeLessThan(60);
    },
    20_000,
  );
});
