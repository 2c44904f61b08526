/** Which kind of value the statements of named.conf take (named.conf(5) of BIND 9.18). */
import { phrase } from "../../../core/kinds/phrase.ts";

const words = (text: string) => text.trim().split(/\s+/);

/** A path or another text, in quotes. */
const quoted = new Set(
  words("directory file include journal key-directory dump-file managed-keys-directory"),
);

/** A whole number, without a unit. */
const numbers = new Set(
  words(`
notify-delay notify-rate min-refresh-time max-refresh-time min-retry-time max-retry-time clients-per-query
max-clients-per-query tcp-clients recursive-clients transfers-in transfers-out transfers-per-ns
serial-query-rate max-transfer-time-in max-transfer-time-out`),
);

/** A number of seconds, or with units. */
const durations = new Set(
  words("max-cache-ttl min-cache-ttl max-ncache-ttl min-ncache-ttl servfail-ttl"),
);

const booleans = ["yes", "no", "true", "false", "1", "0"];
const boolean = new Set(
  words(`
recursion request-ixfr provide-ixfr querylog notify-to-soa multi-master stale-answer-enable inline-signing
check-integrity empty-zones-enable`),
);

/** One of some words. */
const choices: Readonly<Record<string, readonly string[]>> = {
  type: words(
    "primary master secondary slave mirror delegation-only forward hint redirect static-stub stub",
  ),
  forward: ["first", "only"],
  notify: [...booleans, "explicit", "primary-only", "master-only"],
  "masterfile-format": ["text", "raw", "map"],
  "dnssec-validation": [...booleans, "auto"],
  "ixfr-from-differences": [...booleans, "primary", "master", "secondary", "slave"],
};

const algorithm = /^hmac-(?:md5(?:\.sig-alg\.reg\.int\.?)?|sha(?:1|224|256|384|512))(?:-\d+)?$/i;

function isBase64(text: string): boolean {
  const digits = text.replaceAll(/\s/g, "");
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}

export interface Misfit {
  readonly says: string;
  readonly edit: string;
  /** Words that it may have been meant for. */
  readonly choices?: readonly string[];
}

interface Value {
  readonly text: string;
  readonly quoted: boolean;
}

/** Of numbers and times. */
function unfitNumber(name: string, text: string, said: string): Misfit | undefined {
  if (numbers.has(name) && !/^\d+$/.test(text))
    return {
      says: phrase`"${said}" is no whole number`,
      edit: phrase`a whole number, without a unit.`,
    };
  if (durations.has(name) && !/^(?:\d+|(?:\d+[wdhms])+|p[\dymwdths]+)$/i.test(text))
    return {
      says: phrase`"${said}" is no time`,
      edit: phrase`seconds, or a number with its unit.`,
    };
  if (name === "min-cache-ttl" && /^\d+$/.test(text) && Number(text) > 90)
    return {
      says: phrase`${said} is more than the 90 s that it may be`,
      edit: phrase`90 at most.`,
    };
  return undefined;
}

/** Of words of which there are some only. */
function unfitWord(name: string, text: string, said: string): Misfit | undefined {
  const fitting = boolean.has(name) ? booleans : choices[name];
  if (fitting && !fitting.includes(text.toLowerCase())) {
    const edit = phrase`one of ${fitting.join(", ")}.`;
    return { says: phrase`"${said}" is none of its values`, edit, choices: fitting };
  }
  // Nobody has to see what stands there instead.
  if (name === "secret" && !isBase64(text))
    return {
      says: phrase`it is not in base64`,
      edit: phrase`copy the secret as tsig-keygen gave it.`,
    };
  if (name === "algorithm" && !algorithm.test(text))
    return {
      says: phrase`"${said}" is no algorithm of named`,
      edit: phrase`hmac-sha256, or another hmac.`,
    };
  return undefined;
}

/** Why a value does not fit its statement; undefined: it does, or nobody here can say. */
export function misfit(name: string, { text, quoted: inQuotes }: Value): Misfit | undefined {
  const said = text.length > 60 ? `${text.slice(0, 60)}...` : text;
  if (quoted.has(name) && !inQuotes)
    return {
      says: phrase`${name} takes a text in quotes`,
      edit: phrase`write "${said}", in quotes.`,
    };
  if (name === "type" && inQuotes)
    return {
      says: phrase`type takes a word without quotes`,
      edit: phrase`write ${said}, without quotes.`,
    };
  return unfitNumber(name, text, said) ?? unfitWord(name, text, said);
}
