/** Where everything of a timeline goes: strips, owner lanes, faults, promises. Pure. */

import { cleanText, ellipsis } from "../../core/base/clean.ts";
import { boundText } from "../../core/judge/bound-text.ts";
import type { Report, StepReport } from "../../core/judge/report.ts";
import type { Interval } from "../words.ts";
import type { OwnerLane } from "./owners.ts";
import { COLOURS, type Drawing, Sheet } from "./sheet.ts";
import type { Strip } from "./strip.ts";
import type { Band, Timeline } from "./timeline.ts";

/** Overlaps shorter than this are hand-overs, not conflicts worth a lane. Seconds. */
export const CONFLICT_S = 0.1;

/** The same name has the same colour in every chart of a run. */
export function laneColours(whole: Timeline): ReadonlyMap<string, string> {
  const servers = whole.strips.flatMap((strip) => strip.servers);
  const nodes = whole.owners.flatMap((lane) => lane.nodes.map((node) => node.node));
  const names = [...new Set([...servers, ...nodes])];
  return new Map(
    names.map((name, index) => [name, COLOURS.lanes[index % COLOURS.lanes.length] ?? "#999999"]),
  );
}

/** The whole run. */
export function wholeDrawing(whole: Timeline): Drawing {
  const sheet = new Sheet(whole);
  const steps = whole.steps.map((step) => ({ ...step, text: ellipsis(cleanText(step.id), 24) }));
  for (const { tag, x, y } of sheet.tags(steps, 17)) {
    sheet.rule(tag.from, y + 2, true);
    sheet.label(x + 4 * sheet.secondsPerPx, y + 9, tag.text, { bold: true });
  }
  drawFaults(sheet, whole);
  drawLanes(sheet, whole, laneColours(whole));
  return sheet.drawing("seconds since the run's start");
}

/** A part of the run around a step's fault, with what its formula promised. */
export function stepDrawing(
  part: Timeline,
  step: StepReport,
  colours: ReadonlyMap<string, string>,
): Drawing {
  const sheet = new Sheet(part);
  drawFaults(sheet, part);
  for (const band of part.bands.filter((candidate) => candidate.step === step.id)) {
    drawBand(sheet, band);
  }
  drawLanes(sheet, part, colours);
  const effectAt = step.fault?.effectAt ?? null;
  if (effectAt === null || !step.fault) return sheet.drawing("seconds since the run's start");
  return sheet.drawing(`seconds after: ${ellipsis(cleanText(step.fault.title), 60)}`, effectAt);
}

/** What a step's own chart shows: from shortly before the fault until its consequences are over. */
export function stepWindow(whole: Timeline, step: StepReport, report: Report): Interval {
  const from = step.startAt;
  const to = Math.max(step.endAt, from + 0.5);
  const effectAt = step.fault?.effectAt ?? null;
  if (effectAt === null) return { from, to };
  const within = (at: number): boolean => at > effectAt && at <= to;
  const edges = whole.owners.flatMap((lane) =>
    lane.nodes.flatMap((node) => node.held.flatMap((held) => [held.from, held.to])),
  );
  const failures = whole.strips.flatMap((strip) =>
    strip.runs.filter((run) => run.failedShare > 0).map((run) => run.to),
  );
  const promised = whole.bands
    .filter((band) => band.step === step.id)
    .flatMap((band) => [band.to, band.origin + (band.measured ?? 0)]);
  const last = Math.max(effectAt + 1, ...promised, ...[...edges, ...failures].filter(within));
  const margin = Math.max(0.3, (last - effectAt) * 0.15);
  return {
    from: Math.max(0, effectAt - margin),
    to: Math.min(last + margin, Math.max(report.took, to)),
  };
}

function drawFaults(sheet: Sheet, { faults }: Timeline): void {
  if (faults.length === 0) return;
  const tags = faults.map((fault) => ({ ...fault, text: ellipsis(cleanText(fault.title), 40) }));
  const places = sheet.tags(tags, 18);
  sheet.label(sheet.from - 8 * sheet.secondsPerPx, (places[0]?.y ?? 0) + 9, "fault", {
    align: "right",
  });
  for (const { tag, x, y } of places) {
    sheet.shade(tag, COLOURS.fault, 0.13);
    sheet.rect(tag, { y: y + 1, y2: y + 17, fill: COLOURS.fault, opacity: 0.3 }, 2);
    sheet.rect({ from: tag.from, to: tag.from }, solid(y + 1, y + 17, COLOURS.fault), 2.5);
    sheet.label(x + 6 * sheet.secondsPerPx, y + 9, tag.text);
  }
}

function drawBand(sheet: Sheet, band: Band): void {
  const name = cleanText(band.check);
  const promised = sheet.row(20, "formula");
  sheet.shade(band, COLOURS.promise, 0.16);
  sheet.rect(band, { y: promised + 2, y2: promised + 18, fill: COLOURS.promise, opacity: 0.45 }, 3);
  const bound = { lo: band.lo, hi: band.hi, formula: "", inputs: {}, source: "", tolerance: 0 };
  labelBeside(sheet, band, promised + 10, `${name}: ${boundText(bound, "s")}`);
  const top = sheet.row(20, "measured");
  if (band.measured === undefined) {
    sheet.label(band.origin + 6 * sheet.secondsPerPx, top + 10, `${name}: not measured`);
    return;
  }
  const end = band.origin + band.measured;
  const fill = band.verdict === "fail" ? COLOURS.failure : COLOURS.lanes[0];
  sheet.rect({ from: band.origin, to: end }, solid(top + 5, top + 15, fill), 2);
  sheet.rect({ from: end, to: end }, solid(top + 1, top + 19, "currentColor"), 2);
  sheet.rule(end, promised, true);
  const text = `${band.measured.toFixed(3)} s: ${band.verdict}`;
  labelBeside(sheet, { from: band.origin, to: end }, top + 10, text);
}

/** Right of a span if there is room, else left of it, else at the left edge. */
function labelBeside(sheet: Sheet, span: Interval, y: number, text: string): void {
  const px = sheet.secondsPerPx;
  const width = ([...text].length * 7.2 + 8) * px;
  if (span.to + width <= sheet.to) sheet.label(span.to + 6 * px, y, text);
  else if (span.from - width >= sheet.from) {
    sheet.label(span.from - 6 * px, y, text, { align: "right" });
  } else sheet.label(sheet.from + 4 * px, y, text);
}

function drawLanes(sheet: Sheet, part: Timeline, colours: ReadonlyMap<string, string>): void {
  for (const strip of part.strips) drawStrip(sheet, strip, colours);
  for (const lane of part.owners) drawOwners(sheet, lane, colours);
}

function drawStrip(sheet: Sheet, strip: Strip, colours: ReadonlyMap<string, string>): void {
  const counts = `${strip.sent} requests, ${strip.failed} failed`;
  sheet.heading(`${cleanText(strip.probe)}: ${cleanText(strip.label)} (${counts})`);
  for (const server of strip.servers) {
    const top = sheet.row(18, cleanText(server) || "answered");
    const fill = colours.get(server) ?? COLOURS.lanes[0];
    for (const run of strip.runs) {
      if (run.failedShare === 0 && run.server === server) {
        sheet.rect(run, solid(top + 2, top + 16, fill), 1);
      }
    }
  }
  const bottom = sheet.row(24, "failed") + 22;
  sheet.rect(sheet, { y: bottom, y2: bottom + 0.5, fill: COLOURS.fault, opacity: 0.6 });
  for (const run of strip.runs) {
    if (run.failedShare === 0) continue;
    const height = Math.max(5, 20 * run.failedShare);
    sheet.rect(run, solid(bottom - height, bottom, COLOURS.failure), 2);
  }
}

function drawOwners(sheet: Sheet, lane: OwnerLane, colours: ReadonlyMap<string, string>): void {
  sheet.heading(`${cleanText(lane.probe)}: ${cleanText(lane.label)} (thin line: answers ARP)`);
  for (const node of lane.nodes) {
    const top = sheet.row(22, cleanText(node.node));
    const fill = colours.get(node.node) ?? COLOURS.lanes[0];
    for (const held of node.held) sheet.rect(held, solid(top + 2, top + 14, fill), 1);
    for (const wire of node.wire) sheet.rect(wire, solid(top + 16, top + 19, fill), 1);
  }
  const conflicts = lane.conflicts.filter((span) => span.to - span.from >= CONFLICT_S);
  if (conflicts.length > 0) {
    const top = sheet.row(18, "two owners");
    for (const span of conflicts) sheet.rect(span, solid(top + 3, top + 15, COLOURS.failure), 2);
  }
  if (lane.blind.length > 0) {
    const top = sheet.row(18, "not watched");
    for (const span of lane.blind) {
      sheet.rect(span, { y: top + 3, y2: top + 15, fill: COLOURS.fault, opacity: 0.5 }, 2);
    }
  }
}

function solid(y: number, y2: number, fill: string) {
  return { y, y2, fill, opacity: 1 };
}
