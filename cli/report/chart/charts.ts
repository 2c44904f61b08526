/** Timelines as SVG, drawn by Vega without a browser. */
import type { TopLevelSpec } from "vega-lite";
import { cleanText } from "../../core/base/clean.ts";
import type { RunView } from "../../core/journal/view.ts";
import type { Report, StepReport } from "../../core/judge/report.ts";
import { escapeXml } from "../words.ts";
import { laneColours, stepDrawing, stepWindow, wholeDrawing } from "./layout.ts";
import { type Drawing, FONT_PX, LEFT_PX, PLOT_PX } from "./sheet.ts";
import { timeline } from "./timeline.ts";

/** The timelines of a run; what all of them share is worked out once. Standalone SVG. */
export interface Charts {
  /** The whole run: steps, faults, who answered, who held the address. */
  run(): Promise<string>;
  /** One step around its fault, with the formula's band and the measured end. */
  step(step: StepReport): Promise<string>;
}

export function chartsOf(view: RunView, report: Report): Charts {
  const whole = timeline(view, report);
  const colours = laneColours(whole);
  return {
    run: () => draw(wholeDrawing(whole), `Timeline of ${report.run}`),
    step: (step) => {
      const part = timeline(view, report, { window: stepWindow(whole, step, report) });
      return draw(stepDrawing(part, step, colours), `Timeline of step ${step.id}`);
    },
  };
}

async function draw(drawing: Drawing, title: string): Promise<string> {
  // Loading takes about 250 ms, which only a run that is drawn should pay.
  const [vega, lite] = await Promise.all([import("vega"), import("vega-lite")]);
  const spec = lite.compile(specOf(drawing)).spec;
  const svg = await new vega.View(vega.parse(spec), { renderer: "none" }).toSVG();
  return svg
    .replace(/^<svg /, () => `<svg role="img" font-family="system-ui, sans-serif" `)
    .replace(">", () => `><title>${escapeXml(cleanText(title))}</title>`);
}

function specOf(drawing: Drawing): TopLevelSpec {
  const { from, to, height } = drawing;
  return {
    width: PLOT_PX,
    height,
    autosize: "none",
    padding: { left: LEFT_PX, right: 16, top: 2, bottom: 42 },
    background: "transparent",
    layer: [rectLayer(drawing), ruleLayer(drawing), labelLayer(drawing)],
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        scale: { domain: [from, to], nice: false, zero: false },
        axis: { title: drawing.axisTitle, tickCount: 13, grid: true },
      },
      // The domain is upside down, so that a value is its distance from the top in pixels.
      y: {
        field: "y",
        type: "quantitative",
        scale: { domain: [height, 0], nice: false, zero: false },
        axis: null,
      },
    },
    config: {
      aria: false,
      font: "system-ui, sans-serif",
      view: { stroke: null },
      axis: {
        labelColor: "currentColor",
        titleColor: "currentColor",
        domainColor: "currentColor",
        tickColor: "currentColor",
        gridColor: "currentColor",
        gridOpacity: 0.08,
        labelFontSize: FONT_PX,
        titleFontSize: FONT_PX,
        titleFontWeight: "normal",
      },
    },
  };
}

type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

function rectLayer(drawing: Drawing): Layer {
  return {
    data: { values: drawing.rects.map(rounded) },
    mark: { type: "rect" },
    encoding: {
      x2: { field: "x2" },
      y2: { field: "y2" },
      fill: { field: "fill", type: "nominal", scale: null },
      fillOpacity: { field: "opacity", type: "quantitative", scale: null },
    },
  };
}

function ruleLayer(drawing: Drawing): Layer {
  return {
    data: { values: drawing.rules.map(rounded) },
    mark: { type: "rule", color: "currentColor", opacity: 0.55, strokeDash: [3, 3] },
    encoding: { y2: { field: "y2" } },
  };
}

function labelLayer(drawing: Drawing): Layer {
  return {
    layer: (["left", "right"] as const).flatMap((align) =>
      [false, true].map((bold) => ({
        data: {
          values: drawing.labels
            .filter((label) => label.align === align && label.bold === bold)
            .map(rounded),
        },
        mark: {
          type: "text" as const,
          align,
          baseline: "middle" as const,
          fontSize: FONT_PX,
          fontWeight: bold ? ("bold" as const) : ("normal" as const),
          color: "currentColor",
        },
        encoding: { text: { field: "text", type: "nominal" as const } },
      })),
    ),
  };
}

/** A tenth of a millisecond and of a pixel are more than can be seen; the rest is only size. */
function rounded(shape: object): object {
  const entries = Object.entries(shape).map(([key, value]) => [
    key,
    typeof value === "number" ? Number(value.toFixed(4)) : value,
  ]);
  return Object.fromEntries(entries);
}
