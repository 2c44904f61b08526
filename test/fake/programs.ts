import { bytesOf } from "../../cli/core/cluster/content.ts";
import type { ExecResult } from "../../cli/core/cluster/provider.ts";
import { applyIn } from "./apply.ts";
import { type FakeNode, timers, type World } from "./world.ts";

export type Answer = Partial<ExecResult>;

/** Commands that end at once. What is unknown is not found, as in a node. */
export function runIn(
  world: World,
  node: FakeNode,
  argv: readonly string[],
  input: string,
): Answer {
  const [program = "", ...args] = argv;
  switch (program) {
    case "halab-svc":
      return service(world, node, args);
    case "/usr/lib/halab/apply":
      return applyIn(world, node, args, input);
    case "cat":
      return { stdout: args.length === 0 ? input : links(node) };
    case "echo":
      return { stdout: `${args.join(" ")}\n` };
    case "seq":
      return { stdout: Array.from({ length: Number(args[0]) }, (_, at) => `${at + 1}\n`).join("") };
    case "false":
      return { exitCode: 1 };
    case "true":
    case "setsid":
      return {};
    case "/bin/sh":
      return script(node, args);
    default:
      return { exitCode: 127, stderr: `${program}: not found\n` };
  }
}

function links(node: FakeNode): string {
  return node.planned.links.map((link, index) => `${link.segment} eth${index}\n`).join("");
}

/** A line for each file that a run reads back. */
function filed(node: FakeNode, path: string): string {
  const file = node.planned.files.find((one) => one.path === path);
  return file ? `+${bytesOf(file).toString("base64")}\n` : "\n";
}

function service(world: World, node: FakeNode, [verb, name = ""]: readonly string[]): Answer {
  const known = node.services.get(name);
  switch (verb) {
    case "pids":
      return { stdout: known ? `${known.pid}\n` : "" };
    case "warnings":
      return { stdout: world.warnings.get(name) ?? "" };
    case "in-force":
      return { stdout: known && name === "keepalived" ? dump(node) : "" };
    case "start":
      world.start(node, name);
      return {};
    case "stop":
    case "kill":
      world.end(node, name, verb === "stop");
      return {};
    default:
      if (known) known.hangs = verb === "hang";
      world.changed();
      return {};
  }
}

/** keepalived's data dump, as far as it is read. */
function dump(node: FakeNode): string {
  const { advertS, priority, version, addresses } = timers(node);
  const advert = version === 3 ? `${advertS * 1000} milli-sec` : `${advertS} sec`;
  return ` VRRP Instance = fake
   VRRP Version = ${version}
   Down timer adverts = 3
   Virtual Router ID = 1
   Priority = ${priority}
   Advert interval = ${advert}
   Preempt = enabled
   Virtual IP (${addresses.length}):
${addresses.map((address) => `     ${address} dev eth0 scope global\n`).join("")}`;
}

/** The scripts of fault-tools.ts are known by what they read. */
function script(node: FakeNode, [, text = "", name, ...args]: readonly string[]): Answer {
  if (name === "halab-files") return { stdout: args.map((path) => filed(node, path)).join("") };
  if (!text.includes("/proc/$pid/stat")) return {};
  const running = [...node.services.values()].filter((one) => args.includes(String(one.pid)));
  return { stdout: running.map((one) => `${one.pid} (x) ${one.hangs ? "T" : "S"}\n`).join("") };
}
