/** replPropertyMetaData of an object, as `ldbsearch --show-binary` prints it (librpc/idl/drsblobs.idl): a stamp for each attribute. */

export interface Stamp {
  /** "description"; a number where Samba has no name for it. */
  readonly attribute: string;
  readonly version: number;
  /** The controller where it was changed: its database's invocation id, and the number that the change had there. */
  readonly invocation: string;
  readonly usn: number;
}

/** Attributes that Samba's printer has no name for (MS-ADA3; MS-ADLS): their numbers. */
const unnamed: Readonly<Record<string, string>> = { "0x7": "l", "0x9": "street" };

function nameOf(attid: string): string {
  const number = /\((0x[0-9A-Fa-f]+)\)/.exec(attid)?.[1]?.toLowerCase() ?? attid;
  return /DRSUAPI_ATTID_(\w+)/.exec(attid)?.[1] ?? unnamed[number] ?? number;
}

const field = (text: string, name: string) =>
  new RegExp(`^\\s*${name}\\s*:\\s*(.*?)\\s*$`, "m").exec(text)?.[1] ?? "";

/** "0x0000000000000e8a (3722)" or "3722". */
const numberOf = (text: string): number => Number(/\((\d+)\)/.exec(text)?.[1] ?? text);

export function stampsOf(printed: string): readonly Stamp[] {
  return printed
    .split(/^\s*attid\s*:/m)
    .slice(1)
    .map((text) => {
      const [first = ""] = text.split("\n");
      return {
        attribute: nameOf(first.trim()),
        version: numberOf(field(text, "version")),
        invocation: field(text, "originating_invocation_id"),
        usn: numberOf(field(text, "originating_usn")),
      };
    });
}

/** Those that are new, or that another change has stamped since. */
export function movedSince(before: readonly Stamp[], after: readonly Stamp[]): readonly Stamp[] {
  return after.filter((one) => {
    const old = before.find(({ attribute }) => attribute === one.attribute);
    return (
      !old ||
      old.version !== one.version ||
      old.usn !== one.usn ||
      old.invocation !== one.invocation
    );
  });
}
