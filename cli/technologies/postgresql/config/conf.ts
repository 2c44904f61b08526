/** /etc/postgresql/15/main/postgresql.conf (PostgreSQL 15, 20.1.2): `name = value` a line; of several of a name the last counts. */
export const postgresConf = "/etc/postgresql/15/main/postgresql.conf";

interface Setting {
  /** From 1. */
  readonly line: number;
  /** In lower case. */
  readonly name: string;
  /** Without its quotes. */
  readonly value: string;
}

export interface Conf {
  readonly settings: readonly Setting[];
  /** It names other files: what is not said here may be said there. */
  readonly includes: boolean;
}

const setting = /^\s*([A-Za-z_][\w.$]*)\s*(?:=|\s)\s*('(?:[^'\\]|''|\\.)*'|[^\s'#]+)\s*(?:#.*)?$/;

/** What a line says; undefined: nothing, or nothing that is understood. */
export function settingIn(text: string, line: number): Setting | undefined {
  const [, name, value = ""] = setting.exec(text) ?? [];
  if (name === undefined) return undefined;
  const plain = value.startsWith("'")
    ? value.slice(1, -1).replace(/''|\\(.)/g, (two, one?: string) => one ?? two.slice(1))
    : value;
  return { line, name: name.toLowerCase(), value: plain };
}

/** Never throws. */
export function parseConf(text: string): Conf {
  const settings = text
    .split("\n")
    .flatMap((one, at) => settingIn(one.replace(/\r$/, ""), at + 1) ?? []);
  const includes = settings.some(({ name }) => name.startsWith("include"));
  return { settings, includes };
}

/** The one that counts. */
export function settingOf({ settings }: Conf, name: string): Setting | undefined {
  return settings.findLast((one) => one.name === name);
}

/** Whether it is the boolean `true` (config.sgml, "Boolean"); what is no boolean is not. */
export function isOn(value: string): boolean {
  return /^(?:on|tr?u?e?|y(?:es?)?|1)$/i.test(value);
}

const units: Readonly<Record<string, number>> = { kB: 1 / 1024, MB: 1, GB: 1024, TB: 1024 ** 2 };

/** A size of a setting whose own unit is MB; undefined: it is none. */
export function sizeMiB(value: string): number | undefined {
  const [, number, unit = "MB"] = /^(-?\d+(?:\.\d+)?)\s*(kB|MB|GB|TB)?$/.exec(value) ?? [];
  const factor = units[unit];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}
