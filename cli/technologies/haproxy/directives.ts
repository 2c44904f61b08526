/**
 * The words of HAProxy 2.6's configuration that matter to the times of health checks (configuration
 * manual, 4.2 and 5.2).
 */

/** Which formula a directive changes in a way that it does not know. */
export type Changes = "down" | "up" | "both";

/** Of `server` and `default-server`: how many words follow, and what it does to the times. */
interface ServerOption {
  readonly words: number;
  /** `read`: a formula uses it. Absent: no time of a check depends on it. */
  readonly times?: "read" | Changes;
}

function options(words: number, names: string): [string, ServerOption][] {
  return names.split(" ").map((name) => [name, { words }]);
}

/** Every option of 5.2. Those that only make a dead server be found sooner (observe) leave an upper end as it is. */
export const serverOptions: ReadonlyMap<string, ServerOption> = new Map<string, ServerOption>([
  ...options(
    0,
    "allow-0rtt backup check-send-proxy no-check-send-proxy check-ssl no-check-ssl check-via-socks4 disabled enabled force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 no-agent-check no-backup no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-ssl no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost non-stick send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn ssl ssl-reuse stick tfo tls-tickets",
  ),
  ...options(
    1,
    "addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-proto check-sni ciphers ciphersuites cookie crl-file crt error-limit id init-addr interface log-proto max-reuse maxconn maxqueue minconn namespace npn observe on-error on-marked-down on-marked-up pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options redir resolve-net resolve-opts resolve-prefer shard sni socks4 source ssl-max-ver ssl-min-ver tcp-ut usesrc verify verifyhost weight ws",
  ),
  ["check", { words: 0, times: "read" }],
  ["no-check", { words: 0, times: "read" }],
  ["inter", { words: 1, times: "read" }],
  ["fastinter", { words: 1, times: "read" }],
  ["downinter", { words: 1, times: "read" }],
  ["fall", { words: 1, times: "read" }],
  ["rise", { words: 1, times: "read" }],
  ["track", { words: 1, times: "read" }],
  // Its own program says whether the server is up, too.
  ["agent-check", { words: 0, times: "both" }],
  // A server whose name is not resolved (any more) is down, whatever its checks say.
  ["resolvers", { words: 1, times: "both" }],
  // A server that is back gets its share bit by bit.
  ["slowstart", { words: 1, times: "up" }],
]);

/** Of a backend, a listen or their defaults; each as its first words. */
export const proxyDirectives: ReadonlyMap<string, Changes> = new Map<string, Changes>([
  // How long a program takes, and when it is given up, is its own matter.
  ["option external-check", "both"],
  // Users of a dead server are sent to it all the same.
  ["option persist", "down"],
  ["force-persist", "down"],
]);
