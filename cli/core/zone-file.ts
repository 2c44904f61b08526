/** Edits of zone files (RFC 1035 5.1), as a person makes them: everything else stays as it was. */

interface Token {
  readonly text: string;
  readonly at: number;
}

/** Words, without comments, quoted text and parentheses. */
function* tokensOf(text: string): Generator<Token> {
  const word = /;[^\n]*|"(?:[^"\\]|\\.)*"|[()]|[^\s;"()]+/g;
  for (const match of text.matchAll(word)) {
    if (!/^[;"()]/.test(match[0])) yield { text: match[0], at: match.index };
  }
}

export interface EditedZone {
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

/** The first SOA record's serial changed; undefined: there is none. */
export function withSerial(
  text: string,
  change: (serial: number) => number,
): EditedZone | undefined {
  const tokens = [...tokensOf(text)];
  const soa = tokens.findIndex((token) => token.text.toUpperCase() === "SOA");
  // SOA MNAME RNAME SERIAL
  const serial = soa < 0 ? undefined : tokens[soa + 3];
  if (!serial || !/^\d{1,10}$/.test(serial.text)) return undefined;
  const before = Number(serial.text);
  const after = change(before);
  const end = serial.at + serial.text.length;
  return { text: `${text.slice(0, serial.at)}${after}${text.slice(end)}`, before, after };
}

/** The address of a name's first A record changed; undefined: it has none. */
export function withAddress(
  text: string,
  {
    zone,
    name,
    address,
  }: { readonly zone: string; readonly name: string; readonly address: string },
): string | undefined {
  const full = `${name}.${zone}.`;
  const names = [name, full].map((one) => one.replaceAll(".", "\\.")).join("|");
  const record = new RegExp(
    `^((?:${names})(?:\\s+(?:\\d+[smhdw]?|IN))*\\s+A\\s+)\\d+\\.\\d+\\.\\d+\\.\\d+`,
    "im",
  );
  return record.test(text) ? text.replace(record, (_, head: string) => head + address) : undefined;
}
