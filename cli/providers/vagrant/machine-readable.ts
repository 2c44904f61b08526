/** What `vagrant --machine-readable` prints: TIME,TARGET,TYPE,DATA... (Vagrant's documentation, "Machine Readable Output"). */
export interface Said {
  /** The machine; "" when it is about none. */
  readonly machine: string;
  readonly type: string;
  readonly data: readonly string[];
}

export function parseLine(line: string): Said | undefined {
  const [time, machine, type, ...data] = line.split(",");
  if (type === undefined || !/^\d+$/.test(time ?? "")) return undefined;
  return { machine: machine ?? "", type, data: data.map(unescaped) };
}

function unescaped(text: string): string {
  return text.replaceAll("%!(VAGRANT_COMMA)", ",").replaceAll("\\n", "\n").replaceAll("\\r", "\r");
}

/** What people are told: the line without the name of its machine ("    n1: Waiting ...", "==> n1: ..."). */
export function spoken(said: Said): string | undefined {
  if (said.type !== "ui") return undefined;
  const text = said.data
    .at(-1)
    ?.replace(/^(==>|\s+)?\s*\S+: /, "")
    .trim();
  return text === "" ? undefined : text;
}

/** Vagrant is done with a machine, though maybe not with the others. */
export function isUp({ type, data: [action, phase] }: Said): boolean {
  return type === "action" && action === "up" && phase === "end";
}

export interface VagrantError {
  /** Ruby's class: "Vagrant::Errors::VMBootTimeout". */
  readonly kind: string;
  readonly text: string;
}

/** The error that it ended with. What a plug-in did not expect comes on stderr only, as Ruby prints it. */
export function errorOf(said: readonly Said[], stderr: string): VagrantError | undefined {
  const exit = said.findLast((one) => one.type === "error-exit");
  if (exit) return { kind: exit.data[0] ?? "", text: exit.data.slice(1).join(" ").trim() };
  const ui = said.findLast((one) => one.type === "ui" && one.data[0] === "error");
  if (ui) return { kind: "", text: (ui.data.at(-1) ?? "").trim() };
  const ruby = /^.*: (.+) \(([A-Z]\w*(?:::\w+)*)\)$/m.exec(stderr);
  if (ruby) return { kind: ruby[2] ?? "", text: ruby[1] ?? "" };
  const last = stderr.trim().split("\n").at(-1);
  return last ? { kind: "", text: last } : undefined;
}

/** The first sentence of what Vagrant says: the rest is advice about Vagrantfiles. */
export function sentence(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  return (/^.+?[.!?](?=\s|$)/.exec(flat)?.[0] ?? flat).replace(/\.$/, "");
}
