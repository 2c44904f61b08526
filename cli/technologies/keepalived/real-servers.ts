/** keepalived's health checks of real servers, from the dump of its checker process (SIGUSR1). */

import { z } from "zod";

export const realServerCheck = z.object({
  /** "10.77.0.100:80"; of a firewall mark or a group, as keepalived names it. */
  service: z.string(),
  server: z.string(),
  /** TCP_CHECK, HTTP_GET, SSL_GET, MISC_CHECK ... */
  method: z.string(),
  delayLoopS: z.number(),
  /** For the connection, and again for each part of the answer; a script's own. */
  timeoutS: z.number(),
  retry: z.number(),
  retryDelayS: z.number(),
  /** HTTP_GET and SSL_GET: asked one after the other, each after another delay_loop. */
  urls: z.number(),
  fastRecovery: z.boolean(),
});
/** One check of one real server of one virtual server. Times in seconds. */
export type RealServerCheck = Readonly<z.infer<typeof realServerCheck>>;

/** Those whose times are all in the dump; of a file or a BFD session it says nothing (keepalived.conf(5)). */
export const knownMethods: ReadonlySet<string> = new Set([
  "TCP_CHECK",
  "HTTP_GET",
  "SSL_GET",
  "SMTP_CHECK",
  "DNS_CHECK",
  "UDP_CHECK",
  "PING_CHECK",
  "MISC_CHECK",
]);

/** dump_checker (check_api.c, 2.2.7): ` [10.77.0.100]:tcp:80 -> [10.77.0.11]:tcp:80`. */
const heading = /^ (\S.*) -> (\S.*)$/;

/** "[10.77.0.100]:tcp:80" -> "10.77.0.100:80". */
function plainAddress(text: string): string {
  const match = /^\[([^\]]+)\]:[a-z?]+:(\d+)$/.exec(text);
  return match ? `${match[1]}:${match[2]}` : text;
}

/** "2000000 us" -> 2. */
function fromMicroseconds(text: string | undefined): number {
  return Number.parseFloat(text ?? "0") / 1e6;
}

interface Entry {
  readonly service: string;
  readonly server: string;
  readonly lines: string[];
}

/** Below "Health checkers", the lines of each check. */
function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  let inside = false;
  for (const line of text.split("\n")) {
    if (/^ ?-{3,}</.test(line) || line.startsWith("# ")) inside = line.includes("Health checkers");
    if (!inside) continue;
    const match = heading.exec(line);
    if (match) entries.push({ service: match[1] ?? "", server: match[2] ?? "", lines: [] });
    else entries.at(-1)?.lines.push(line);
  }
  return entries;
}

/**
 * The checks of keepalived's dump. It holds what is in force after all defaults (delay_loop 60 s,
 * connect_timeout 5 s, retry 1, delay_before_retry 3 s for HTTP_GET and SSL_GET, else 1 s:
 * keepalived.conf(5)), so the configuration's text is not needed. Empty when there are none.
 */
export function parseRealServers(text: string): RealServerCheck[] {
  return entriesOf(text).map(({ service, server, lines }) => {
    const values = new Map<string, string>();
    for (const line of lines) {
      const pair = /^\s+(\S[^=]*?) = (.*)$/.exec(line);
      if (pair?.[1] !== undefined) values.set(pair[1], pair[2] ?? "");
    }
    const retry = Number(values.get("Retries") ?? 0);
    return {
      service: plainAddress(service),
      server: plainAddress(server),
      method: /^\w+/.exec(values.get("Keepalive method") ?? "")?.[0] ?? "",
      delayLoopS: fromMicroseconds(values.get("Delay loop")),
      timeoutS: Number(values.get("Timeout") ?? values.get("timeout") ?? 0),
      retry,
      // Without retries it is not said, and not used.
      retryDelayS: retry > 0 ? fromMicroseconds(values.get("Delay before retry")) : 0,
      urls: lines.filter((line) => /^\s+Checked url = /.test(line)).length,
      fastRecovery: lines.some((line) => /^\s+Fast recovery set$/.test(line)),
    };
  });
}
