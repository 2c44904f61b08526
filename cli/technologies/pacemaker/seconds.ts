/** Pacemaker's times: "20s", "1min", "500ms", "20" (seconds), or ISO 8601 "PT1M30S" (Pacemaker Explained, 1.2). */
const units: Readonly<Record<string, number>> = {
  us: 1e-6,
  usec: 1e-6,
  ms: 1e-3,
  msec: 1e-3,
  "": 1,
  s: 1,
  sec: 1,
  m: 60,
  min: 60,
  h: 3600,
  hr: 3600,
};

/** In seconds; undefined for what Pacemaker would not take. */
export function secondsOf(text: string): number | undefined {
  const [, amount, unit] = /^\s*(\d+)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const factor = unit === undefined ? undefined : units[unit.toLowerCase()];
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor;
  const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text.trim());
  if (!iso || text.trim() === "PT") return undefined;
  const [, h = "0", m = "0", s = "0"] = iso;
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}
