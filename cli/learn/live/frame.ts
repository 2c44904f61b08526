/** One frame of the live view: what is known now -> lines that fit the screen. Pure. */
import { toAscii } from "../../core/base/ascii.ts";
import { cleanText, ellipsis } from "../../core/base/clean.ts";
import { type Language, numberIn } from "../../core/base/language.ts";
import { columns as table } from "../../ui/output.ts";
import { say } from "../words/say.ts";
import {
  type LiveOwner,
  type LiveStrip,
  type LiveView,
  lastMinute,
  slotNs,
  stripS,
} from "./view.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
  readonly lang: Language;
  /** The last line; default: how `halab watch` is left. */
  readonly foot?: string;
}

/** All answered, some lost, none answered, nothing known. */
const glyphs = {
  unicode: { all: "▇", some: "▃", none: "x", nothing: " " },
  ascii: { all: "#", some: "+", none: "x", nothing: " " },
} as const;

/** Strips that a screen has room for. */
const mostStrips = 4;

export function frame(view: LiveView, nowNs: number, size: Size): readonly string[] {
  const head = headLines(view, nowNs, size);
  const strips = stripLines(view, nowNs, size);
  const owners = view.owners.map((owner) => ownerLine(owner, nowNs, size));
  const nodes = nodeLines(view, size);
  const foot = size.foot ?? say(size.lang, "live.leave");
  // What is most worth knowing keeps its room: the events get what is left.
  const fixed = [...head, ...spaced(owners), ...spaced(strips)];
  const room = size.rows - fixed.length - 2;
  const shownNodes = nodes.slice(0, Math.max(0, room - 1));
  const left = room - shownNodes.length - (shownNodes.length > 0 ? 1 : 0) - 1;
  const events = left > 0 ? eventLines(view, left) : [];
  const lines = [
    ...head,
    ...spaced(owners),
    ...spaced(shownNodes),
    ...spaced(strips),
    ...spaced(events),
  ].slice(0, Math.max(1, size.rows - 1));
  return [...lines, foot].map((line) => fitted(line, size));
}

/** A section, with an empty line before it. */
function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

function fitted(line: string, { columns, ascii }: Size): string {
  const cut = ellipsis(line.trimEnd(), columns);
  return ascii ? toAscii(cut) : cut;
}

function headLines(view: LiveView, nowNs: number, { columns, lang }: Size): string[] {
  const clock = view.startNs === undefined ? "" : clockText((nowNs - view.startNs) / 1e9);
  const room = Math.max(8, columns - clock.length - 2);
  const name = ellipsis(cleanText(view.cluster), room);
  return [`${name.padEnd(room)}  ${clock}`, playText(view, nowNs, lang)];
}

/** 3661 -> "1:01:01", 42 -> "00:42". */
function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ""}${two(minutes)}:${two(whole % 60)}`;
}

function playText({ own, startNs, step, fault }: LiveView, nowNs: number, lang: Language): string {
  if (startNs === undefined) return say(lang, "live.looking");
  const since = fault && sinceText(fault.sinceNs, nowNs, lang);
  const broken = fault
    ? [say(lang, "live.fault", { title: cleanText(fault.title), since: since ?? "" })]
    : [];
  if (step) return [say(lang, `live.${step.phase}`, { step: step.id }), ...broken].join(" · ");
  return [say(lang, own ? "live.own" : "live.played"), ...broken].join(" · ");
}

function sinceText(sinceNs: number, nowNs: number, lang: Language): string {
  const seconds = Math.max(0, nowNs - sinceNs) / 1e9;
  return seconds < 100 ? `${numberIn(lang, seconds.toFixed(1))} s` : clockText(seconds);
}

function ownerLine(
  { probe, address, nodes, sinceNs }: LiveOwner,
  nowNs: number,
  size: Size,
): string {
  const { lang } = size;
  const name = `${probe} ${address}`;
  if (nodes === undefined || sinceNs === undefined) return `${name}   ?`;
  const since = say(lang, "live.since", { since: sinceText(sinceNs, nowNs, lang) });
  if (nodes.length === 0) return `${name}   ${say(lang, "live.nobody")}   ${since}`;
  const many = nodes.length > 1 ? `   ${say(lang, "live.several", { count: nodes.length })}` : "";
  return `${name}   ${nodes.join(", ")}${many}   ${since}`;
}

/** Nodes whose daemons have something to say come first; one that goes off stays there, for it is looked at. */
function nodeLines({ nodes }: LiveView, { lang }: Size): string[] {
  const head = [
    say(lang, "live.node"),
    say(lang, "live.state"),
    say(lang, "live.has"),
    say(lang, "live.is"),
    say(lang, "live.sends"),
  ];
  const weight = ({ state, is, has, sends }: LiveView["nodes"][number]) =>
    state === "off" || state === "frozen" || is.length + has.length + sends.length > 0 ? 0 : 1;
  const rows = nodes
    .toSorted((a, b) => weight(a) - weight(b))
    .map(({ name, state, has, is, sends }) => [
      name,
      state === undefined ? "?" : say(lang, `live.${state}`),
      has.join(", "),
      is.join(", "),
      sends.join(", "),
    ]);
  return rows.length === 0 ? [] : table(head, rows).split("\n");
}

function stripLines(view: LiveView, nowNs: number, size: Size): string[] {
  const strips = view.strips.filter(({ slots }) => slots.length > 0).slice(0, mostStrips);
  if (strips.length === 0) return [];
  const names = Math.max(...strips.map(({ probe }) => probe.length));
  const numbers = 10;
  const room = Math.max(6, Math.min(2 * stripS, size.columns - names - numbers - 2));
  const axis = say(size.lang, "live.axis", { seconds: stripS });
  const now = say(size.lang, "live.now");
  const gap = Math.max(1, room - axis.length - now.length);
  return [
    ...strips.map(
      (strip) =>
        `${strip.probe.padEnd(names)} ${stripText(strip, nowNs, room, size)} ${shareText(strip, nowNs, size)}`,
    ),
    `${" ".repeat(names + 1)}${axis}${" ".repeat(gap)}${now}`,
  ];
}

/** The last minute in so many cells; the newest at the right. */
function stripText(strip: LiveStrip, nowNs: number, cells: number, { ascii }: Size): string {
  const set = ascii ? glyphs.ascii : glyphs.unicode;
  const cellNs = (stripS * 1e9) / cells;
  const sent = new Array<number>(cells).fill(0);
  const lost = new Array<number>(cells).fill(0);
  const fromNs = nowNs - stripS * 1e9;
  for (const slot of strip.slots) {
    const at = Math.floor(((slot.at + 0.5) * slotNs - fromNs) / cellNs);
    if (at < 0 || at >= cells) continue;
    sent[at] = (sent[at] ?? 0) + slot.sent;
    lost[at] = (lost[at] ?? 0) + slot.lost;
  }
  return sent
    .map((all, at) => {
      const gone = lost[at] ?? 0;
      if (all === 0) return set.nothing;
      if (gone === 0) return set.all;
      return gone < all ? set.some : set.none;
    })
    .join("");
}

function shareText(strip: LiveStrip, nowNs: number, { lang }: Size): string {
  const { sent, lost } = lastMinute(strip, nowNs);
  if (sent === 0) return "";
  const share = Math.floor((1 - lost / sent) * 1000) / 10;
  return `${numberIn(lang, share.toFixed(1))} %`;
}

function eventLines({ events, startNs = 0 }: LiveView, room: number): string[] {
  return events
    .slice(-room)
    .map(({ t, text }) => `${((t - startNs) / 1e9).toFixed(2).padStart(8)}  ${cleanText(text)}`);
}
