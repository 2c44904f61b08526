/** smb.conf, line by line as Samba reads it (smb.conf(5); lib/param/../tini.c): names without regard to case and blanks. */

export interface SmbSetting {
  readonly section: string;
  /** "serverrole", "dreplsrv:notify_interval". */
  readonly key: string;
  /** As it is written. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export interface SmbConf {
  readonly settings: readonly SmbSetting[];
  /** Lines that say nothing that Samba understands. */
  readonly bad: readonly number[];
}

export const keyOf = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, "");

/** Lines with those that a backslash at the end joins to them; each by the number of its first. */
function logicalLines(text: string): readonly { readonly line: number; readonly text: string }[] {
  const found: { line: number; text: string }[] = [];
  let open = false;
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const goesOn = /\\\s*$/.test(raw);
    const part = goesOn ? raw.replace(/\\\s*$/, "") : raw;
    const last = found.at(-1);
    if (open && last) last.text += part;
    else found.push({ line: at + 1, text: part });
    open = goesOn;
  }
  return found;
}

export function parseSmbConf(text: string): SmbConf {
  const settings: SmbSetting[] = [];
  const bad: number[] = [];
  let section = "global";
  for (const { line, text: raw } of logicalLines(text)) {
    const said = raw.trim();
    if (said === "" || said.startsWith("#") || said.startsWith(";")) continue;
    const head = /^\[([^\]]+)\]/.exec(said)?.[1];
    const [, name, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(said) ?? [];
    if (head !== undefined) section = head.trim().toLowerCase();
    else if (name === undefined || value === undefined) bad.push(line);
    else settings.push({ section, key: keyOf(name), name, value: value.trim(), line });
  }
  return { settings, bad };
}

/** The last one counts. */
export function globalOf(conf: SmbConf, name: string): SmbSetting | undefined {
  const key = keyOf(name);
  return conf.settings.findLast((one) => one.section === "global" && one.key === key);
}

const no = /^(no|false|0|off)$/i;
export const isNo = (value: string): boolean => no.test(value);
