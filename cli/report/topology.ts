/** A plan's topology as text, Mermaid, DOT and SVG. */
import { cleanText, ellipsis } from "../core/base/clean.ts";
import { escapeXml, type NodeView, ownerProbes, type PlanView } from "./words.ts";

/** An address that is on no fixed node, and the segment that it belongs to. */
interface FloatingAddress {
  readonly probe: string;
  readonly address: string;
  readonly segment: string;
}

/** The virtual addresses of a plan: those that a probe watches the owner of. */
function floatingAddresses(plan: PlanView): readonly FloatingAddress[] {
  return ownerProbes(plan).flatMap(({ name, address }) => {
    if (address === undefined) return [];
    const segment = plan.segments.find(({ subnet }) => isWithin(address, subnet));
    return [{ probe: name, address, segment: (segment ?? plan.segments[0])?.name ?? "" }];
  });
}

/** IPv4 only: of IPv6 subnets a plan says nothing here, so the first segment is taken. */
function isWithin(address: string, subnet: string): boolean {
  const [base = "", bits = "32"] = subnet.split("/");
  const size = 2 ** (32 - Number(bits));
  const [a, b] = [ipv4(address), ipv4(base)];
  return a !== undefined && b !== undefined && Math.floor(a / size) === Math.floor(b / size);
}

function ipv4(text: string): number | undefined {
  const bytes = text.split(".").map(Number);
  if (bytes.length !== 4 || bytes.some(Number.isNaN)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

const BOX = {
  unicode: { bus: "═", tap: "╤", line: "│", top: "─", corners: "┌┐└┘", join: "┴" },
  ascii: { bus: "=", tap: "+", line: "|", top: "-", corners: "++++", join: "+" },
} as const;

export interface TextOptions {
  /** Default 80. */
  readonly columns?: number;
  /** No line-drawing characters, for LANG=C. */
  readonly ascii?: boolean;
}

/** Each segment as a bus with its nodes hanging on it; a node hangs on its first segment. */
export function graphText(plan: PlanView, options: TextOptions = {}): string {
  const columns = options.columns ?? 80;
  const box = options.ascii ? BOX.ascii : BOX.unicode;
  const lines = [ellipsis(`${cleanText(plan.lab)}: ${cleanText(plan.title)}`, columns)];
  for (const segment of plan.segments) {
    const nodes = plan.nodes.filter((node) => node.links[0]?.segment === segment.name);
    const floating = floatingAddresses(plan).filter((vip) => vip.segment === segment.name);
    const vips = floating.map((vip) => `   ${cleanText(vip.probe)} ${vip.address} (floats)`);
    lines.push(
      "",
      ellipsis(`${cleanText(segment.name)} ${segment.subnet}${vips.join("")}`, columns),
    );
    // A box of less than 12 columns shows no service's name.
    const perRow = Math.max(1, Math.min(5, nodes.length, Math.floor(columns / 13)));
    for (let first = 0; first < nodes.length; first += perRow) {
      lines.push(...boxRow(nodes.slice(first, first + perRow), { columns, perRow, box }));
    }
    if (nodes.length === 0) lines.push(box.bus.repeat(columns));
  }
  const homeless = plan.nodes.filter((node) => node.links.length === 0);
  if (homeless.length > 0) {
    lines.push("", `on no segment: ${homeless.map((node) => cleanText(node.name)).join(", ")}`);
  }
  const text = `${lines.map((line) => line.trimEnd()).join("\n")}\n`;
  return options.ascii ? text.replaceAll("…", "~") : text;
}

interface RowOptions {
  readonly columns: number;
  readonly perRow: number;
  readonly box: (typeof BOX)["unicode"] | (typeof BOX)["ascii"];
}

function boxRow(nodes: readonly NodeView[], { columns, perRow, box }: RowOptions): string[] {
  const width = Math.min(18, Math.floor((columns + 1) / perRow) - 1);
  const inner = width - 4;
  const fill = (text: string, by: string): string => text.padEnd(width, by);
  const [topLeft, topRight, bottomLeft, bottomRight] = box.corners;
  const contents = nodes.map(boxLines);
  const height = Math.max(...contents.map((lines) => lines.length));
  const row = (cells: readonly string[]): string => cells.join(" ");
  const body = Array.from({ length: height }, (_, index) =>
    row(
      contents.map(
        (lines) => `${box.line} ${ellipsis(lines[index] ?? "", inner).padEnd(inner)} ${box.line}`,
      ),
    ),
  );
  const bus = nodes.map(() => fill(`${box.bus.repeat(3)}${box.tap}`, box.bus)).join(box.bus);
  return [
    bus,
    row(nodes.map((node) => fill(`   ${box.line} ${shortAddress(node)}`, " "))),
    row(
      nodes.map(
        () => `${topLeft}${box.top}${box.top}${box.join}${box.top.repeat(width - 5)}${topRight}`,
      ),
    ),
    ...body,
    row(nodes.map(() => `${bottomLeft}${box.top.repeat(width - 2)}${bottomRight}`)),
  ];
}

function boxLines(node: NodeView): string[] {
  const others = node.links.slice(1).map((link) => `${link.segment} ${tail(link)}`);
  return [node.name, `(${node.role})`, ...node.services, ...others].map(cleanText);
}

function shortAddress(node: NodeView): string {
  const link = node.links[0];
  return link ? tail(link) : "";
}

/** ".11" where the subnet says the rest, the whole address elsewhere. */
function tail(link: { readonly address: string; readonly prefix: number }): string {
  const last = link.address.split(".")[3];
  return last !== undefined && link.prefix >= 24 ? `.${last}` : link.address;
}

/** A Mermaid flowchart, for guides in Markdown. */
export function graphMermaid(plan: PlanView): string {
  const ids = idsOf(plan);
  const text = (...lines: readonly string[]): string =>
    `"${lines
      .map((line) => cleanText(line).replaceAll("#", "#35;"))
      .map(mermaidEscape)
      .join("<br/>")}"`;
  const lines = ["flowchart TB"];
  for (const segment of plan.segments) {
    lines.push(`  ${ids.segment(segment.name)}([${text(segment.name, segment.subnet)}])`);
  }
  for (const node of plan.nodes) {
    const services = node.services.join(", ");
    lines.push(
      `  ${ids.node(node.name)}[${text(node.name, node.role, ...(services ? [services] : []))}]`,
    );
    for (const link of node.links) {
      lines.push(
        `  ${ids.segment(link.segment)} ---|${text(link.address)}| ${ids.node(node.name)}`,
      );
    }
  }
  floatingAddresses(plan).forEach((vip, index) => {
    lines.push(`  v${index}{{${text(vip.probe, vip.address)}}}`);
    lines.push(`  v${index} -.- ${ids.segment(vip.segment)}`);
  });
  return `${lines.join("\n")}\n`;
}

/** Mermaid knows numeric entities written with "#" and reads its labels as HTML. */
function mermaidEscape(text: string): string {
  return text.replaceAll('"', "#quot;").replaceAll("<", "#lt;").replaceAll(">", "#gt;");
}

/** Graphviz' language; `graphSvg` draws it. */
export function graphDot(plan: PlanView): string {
  const ids = idsOf(plan);
  const lines = [
    "graph lab {",
    '  bgcolor="transparent"; rankdir=TB; ranksep=0.45; nodesep=0.3;',
    '  node [fontname="Helvetica", fontsize=12]; splines=line;',
  ];
  for (const segment of plan.segments) {
    const label = dotText(`${segment.name}   ${segment.subnet}`);
    const hanging = plan.nodes.filter((n) => n.links.some((link) => link.segment === segment.name));
    const width = Math.max(3, Math.min(12, hanging.length * 1.5)).toFixed(1);
    lines.push(
      `  ${ids.segment(segment.name)} [shape=box, style="rounded,filled", fillcolor="#56B4E9", ` +
        `fontcolor="#111111", width=${width}, height=0.35, label=${label}];`,
    );
  }
  for (const node of plan.nodes) {
    const label = dotText(node.name, ...addressesOf(node), node.role, ...node.services);
    lines.push(`  ${ids.node(node.name)} [shape=box, margin="0.15,0.08", label=${label}];`);
    for (const link of node.links) {
      lines.push(`  ${ids.segment(link.segment)} -- ${ids.node(node.name)}:n;`);
    }
  }
  floatingAddresses(plan).forEach((vip, index) => {
    const label = dotText(vip.probe, vip.address);
    lines.push(`  v${index} [shape=ellipse, style=dashed, label=${label}];`);
    lines.push(`  v${index} -- ${ids.segment(vip.segment)} [style=dashed];`);
  });
  return `${[...lines, "}"].join("\n")}\n`;
}

/** Inside the box: beside the lines, addresses of neighbours would touch. */
function addressesOf(node: NodeView): string[] {
  if (node.links.length < 2) return node.links.map((link) => link.address);
  return node.links.map((link) => `${link.segment} ${link.address}`);
}

/** A quoted DOT string; entities, since Graphviz reads them in labels. */
function dotText(...lines: readonly string[]): string {
  const clean = lines.map((line) => escapeXml(cleanText(line)).replaceAll("\\", "\\\\"));
  return `"${clean.join("\\n")}"`;
}

/** Identifiers that no name can break out of. */
function idsOf(plan: PlanView) {
  const segments = new Map(plan.segments.map((segment, index) => [segment.name, `s${index}`]));
  const nodes = new Map(plan.nodes.map((node, index) => [node.name, `n${index}`]));
  return {
    segment: (name: string): string => segments.get(name) ?? "unknown",
    node: (name: string): string => nodes.get(name) ?? "unknown",
  };
}

/** The topology drawn by Graphviz: standalone SVG that takes the colour of the text around it. */
export async function graphSvg(plan: PlanView): Promise<string> {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  const svg = graphviz.layout(graphDot(plan), "svg", "dot");
  const title = escapeXml(cleanText(`Topology of ${plan.lab}`));
  return svg
    .slice(svg.indexOf("<svg"))
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/^<svg /, `<svg role="img" fill="currentColor" `)
    .replace(">", () => `><title>${title}</title>`)
    .replaceAll('stroke="black"', 'stroke="currentColor"');
}

/** For a file of its own: dark ink on white, whatever it is shown on. */
export function standalone(svg: string): string {
  const paper = '<rect width="100%" height="100%" fill="#ffffff"/>';
  return svg.replace(/^<svg /, '<svg color="#1d2125" ').replace("</title>", `</title>\n${paper}`);
}
