/** What nodes can be made of: services, images, shared templates; from templates/. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { templatesDir } from "../../core/base/home.ts";
import { featuresIn } from "../../core/lab/node-checks.ts";
import { made, yaml } from "./of-lab.ts";

export function servicesPage(): string[] {
  const rows = folders().flatMap((technology) =>
    (["node", "layer", "vm"] as const).flatMap((image) => {
      const own = technology === "node" ? image === "node" : true;
      const dir =
        technology === "node"
          ? join(templatesDir(), "node/services")
          : join(templatesDir(), technology, image, "services");
      if (!own || !existsSync(dir)) return [];
      return readdirSync(dir)
        .sort()
        .map((name) =>
          serviceRow(name, readFileSync(join(dir, name), "utf8"), imageNamed(image, technology)),
        );
    }),
  );
  return [
    "# Services: what a role can start",
    made,
    "They start at boot in the order of `services`, and as on a server: `service NAME restart`, `halab break` stops, kills and freezes them by these names. Which timers each tells is in [readers](../kinds/readers.md).",
    table(["service", "image", "files that it reads", "what it is"], rows.sort(byName)),
    yaml("roles:\n  web: { services: [nginx] }\n"),
  ];
}

const imageNamed = (folder: "node" | "layer" | "vm", technology: string) =>
  ({ node: "node", vm: "hypervisor", layer: `node, with ${technology}` })[folder];

function serviceRow(name: string, text: string, image: string): string[] {
  const [, files = ""] = /^svc_files='?([^'\n#]*)'?/m.exec(text) ?? [];
  const paths = files
    .trim()
    .split(/\s+/)
    .filter((path) => path !== "")
    .map((path) => `\`${path}\``);
  return [`\`${name}\``, image, paths.join(" "), headOf(text)];
}

const features: Readonly<Record<string, string>> = {
  "nft-inet": "the packet filter of nodes: most faults of the network",
  "nft-bridge": "the packet filter of switches: `cut`",
  "nft-timeout": "entries that end by themselves: faults that a killed halab leaves",
  netem: "delay and jitter",
  ip_vs: "LVS",
  tun: "devices for VMs' cables",
  veth: "cables",
  vxlan: "tunnels",
  watchdog:
    "a node that resets itself when nobody says any more that it is well; it stays off then, as one that was fenced",
};

/** Every feature that `needs` can name has a word here. */
export function imagesPage(): string[] {
  const packages = (folder: "node" | "layer") =>
    folders().flatMap((technology) => {
      const path = join(templatesDir(), technology, folder, "packages");
      const isFile = technology !== "node" && existsSync(path);
      return isFile ? [[technology, wordsOf(readFileSync(path, "utf8"))]] : [];
    });
  const own = (name: string) =>
    wordsOf(readFileSync(join(templatesDir(), "node/packages", name), "utf8"));
  return [
    "# Images: what is on a node",
    made,
    table(
      ["`image`", "for", "Debian packages"],
      [
        ["`client`", "who asks: probes, and no daemons", own("client")],
        ["`node`", "everybody else: a client's, and every daemon", `${own("node")}, and below`],
        [
          "`hypervisor`",
          "a node with QEMU, which runs a guest itself (services `guest`, `storage`)",
          "a node's, and QEMU",
        ],
      ],
    ),
    table(["technology", "packages"], packages("node")),
    "These have images of their own, on top of a node's (or a hypervisor's): built when a lab first has one of their services.",
    table(["technology", "packages"], packages("layer")),
    "`machine: vm` makes a node of the same files a VM with a kernel of its own; `container` never; `any` as the provider has it.",
    "## needs",
    "Containers have the kernel of the machine that they run on. `halab doctor` tries these; a role that needs what is not there becomes a VM, if `machine` allows it.",
    table(
      ["feature", "for"],
      featuresIn(templatesDir()).map((name) => [`\`${name}\``, features[name] ?? ""]),
    ),
    yaml("roles:\n  director: { image: node, machine: any, needs: [ip_vs], memory: 128MiB }\n"),
  ];
}

export function templatesPage(): string[] {
  const rows = folders().flatMap((technology) => {
    const dir = join(templatesDir(), technology);
    return readdirSync(dir, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".hbs"))
      .map((path) => join(dir, path))
      .sort()
      .map((path) => {
        const name = relative(templatesDir(), path).replace(/\.hbs$/, "");
        return [`\`${name}\``, headOf(readFileSync(path, "utf8"))];
      });
  });
  return [
    "# Templates that labs share",
    made,
    "As a role's file (`template: haproxy/http.cfg`), or within a file of your own: `{{> haproxy/http.cfg}}`, with other values behind it where it takes some (`{{> bind/zone ttl=1}}`). What each knows beside its own variables is in [helpers](helpers.md).",
    table(["template", "what it is, and its variables"], rows),
    yaml("files:\n  /etc/haproxy/haproxy.cfg: { template: haproxy/http.cfg }\n"),
  ];
}

function folders(): string[] {
  return readdirSync(templatesDir(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The comment at the beginning, as one line. */
function headOf(text: string): string {
  const long = /^\{\{!--([\s\S]*?)--\}\}/.exec(text)?.[1];
  const lines = text.split("\n").filter((line) => !line.startsWith("#!"));
  const end = lines.findIndex((line) => !/^(#|;|!|\/\/)/.test(line));
  const head =
    long ??
    lines
      .slice(0, end)
      .join("\n")
      .replace(/^(#|;|!|\/\/)/gm, "");
  return head.replace(/\s+/g, " ").trim();
}

function wordsOf(text: string): string {
  return text
    .replace(/#.*/g, "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .join(", ");
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function byName([a = ""]: readonly string[], [b = ""]: readonly string[]): number {
  return a < b ? -1 : 1;
}
