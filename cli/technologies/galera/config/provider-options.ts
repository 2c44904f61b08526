/** wsrep_provider_options: "gcache.size=128M; evs.suspect_timeout = PT5S" (galerautils/src/gu_config.cpp). */

export interface ProviderOption {
  readonly name: string;
  readonly value: string;
}

/** By their names; the last of one name counts. */
export function parseOptions(text: string): ReadonlyMap<string, ProviderOption> {
  const pairs = text.split(";").flatMap((part): [string, ProviderOption][] => {
    const at = part.indexOf("=");
    const name = part.slice(0, at < 0 ? undefined : at).trim();
    if (name === "") return [];
    return [[name, { name, value: at < 0 ? "" : part.slice(at + 1).trim() }]];
  });
  return new Map(pairs);
}

/** An ISO 8601 period as Galera takes them: PT1.5S, PT1M, P1DT2H; undefined: it is none. Seconds. */
export function periodS(text: string): number | undefined {
  const found =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i.exec(text)?.slice(1) ?? [];
  if (found.every((part) => part === undefined)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

const factors: Readonly<Record<string, number>> = {
  "": 1,
  K: 2 ** 10,
  M: 2 ** 20,
  G: 2 ** 30,
  T: 2 ** 40,
};

/** "128M"; undefined: it is no size. Bytes. */
export function sizeBytes(text: string): number | undefined {
  const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
  const factor = factors[unit.toUpperCase()];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

/** yes, on, true, 1 (gu_utils.c). */
export function isYes(text: string | undefined): boolean {
  return text !== undefined && /^(1|y|yes|on|t|true)$/i.test(text);
}

/** The provider's own, where nothing is said (gcomm/src/defaults.cpp, gcs_params.cpp, gcache_params.cpp; 26.4). */
export const defaults = {
  suspectS: 5,
  inactiveS: 15,
  keepaliveS: 1,
  checkS: 0.5,
  joinRetransS: 1,
  gcacheBytes: 128 * 2 ** 20,
  fcLimit: 16,
} as const;
