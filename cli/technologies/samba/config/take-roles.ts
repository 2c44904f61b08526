/** The administrator's script that takes roles, as rules look at it: its words, not what it does. */
export const script = "/usr/local/sbin/take-roles";

const roles = [
  "schema",
  "naming",
  "pdc",
  "rid",
  "infrastructure",
  "domaindns",
  "forestdns",
] as const;

export interface RoleCall {
  readonly verb: "transfer" | "seize";
  /** "all" is all of them; undefined: said by something that is not looked into. */
  readonly role: string | undefined;
  readonly forced: boolean;
  readonly line: number;
}

/** Of Administrator, as it stands behind `Administrator%`. */
interface SaidPassword {
  readonly value: string;
  readonly line: number;
}

export interface RoleScript {
  readonly calls: readonly RoleCall[];
  /** Those that are written out; what a variable holds is not looked into. */
  readonly passwords: readonly SaidPassword[];
  /** It does it in a way of its own: nothing can be said. */
  readonly opaque: boolean;
}

const withoutComment = (line: string): string => line.replace(/(^|\s)#.*$/, "");

export function parseRoleScript(text: string): RoleScript {
  const lines = text.split(/\r?\n/).map(withoutComment);
  const calls = lines.flatMap((line, at): RoleCall[] => {
    const [, verb] = /\bfsmo\s+(transfer|seize)\b/.exec(line) ?? [];
    if (verb !== "transfer" && verb !== "seize") return [];
    const role = /--role[= ]["']?([a-z]+)/.exec(line)?.[1];
    return [{ verb, role, forced: /--force\b/.test(line), line: at + 1 }];
  });
  const passwords = lines.flatMap((line, at): SaidPassword[] => {
    const value = /\bAdministrator%([^\s"'`;$]+)(?!\$)/i.exec(line)?.[1];
    return value === undefined ? [] : [{ value, line: at + 1 }];
  });
  const own = lines.some((line) => /\b(ldbmodify|ldbadd|ldapmodify|python3?|eval)\b/.test(line));
  const elsewhere = lines.some(
    (line) => /\bfsmo\s+"?\$/.test(line) || /(^|[;&|]\s*)(\.|source)\s/.test(line),
  );
  return {
    calls,
    passwords,
    opaque: own || elsewhere || calls.some(({ role }) => role === undefined),
  };
}

/** Roles that no call of a verb names; a call of all names all. */
export function unnamed({ calls }: RoleScript, verb: RoleCall["verb"]): readonly string[] {
  const named = calls.filter((one) => one.verb === verb).map(({ role }) => role);
  return named.includes("all") ? [] : roles.filter((role) => !named.includes(role));
}
