/** What the directives of haproxy.cfg do (configuration manual 2.6). */
import type { Directive } from "../../../core/kinds/rule.ts";

type Row = readonly [name: string, does: string, more?: Pick<Directive, "unit" | "otherwise">];

function table(chapter: string, rows: readonly Row[]): readonly Directive[] {
  const source = `HAProxy configuration manual 2.6, ${chapter}`;
  return rows.map(([name, does, more]) => ({ name, does, ...more, source }));
}

const timeUnit = "milliseconds, or with us, ms, s, m, h, d";

const sections = table("2.1 and 4", [
  ["global", "Begins what counts for the whole process."],
  [
    "defaults",
    "Begins settings for the proxies below it; each `defaults` begins anew, unless it says `from`.",
  ],
  ["frontend", "Begins a proxy that listens, and sends what comes to backends."],
  ["backend", "Begins a proxy with servers, which frontends send requests to."],
  ["listen", "Begins a proxy that is frontend and backend in one."],
  [
    "peers",
    "Begins the HAProxies that tell each other what their stick tables learn; the local one is found by its host name.",
  ],
  ["cache", "Begins a cache, which rules fill and ask by its name."],
  [
    "resolvers",
    "Begins the name servers that HAProxy asks for the names of servers while it runs.",
  ],
  ["userlist", "Begins users and groups with passwords, for `http_auth`."],
]);

const global = table("3", [
  ["log", "Where messages go: an address or a socket, a facility, and the least important level."],
  [
    "stats socket",
    "A socket at which HAProxy answers questions and takes commands, if `level admin` allows it.",
  ],
  [
    "maxconn",
    "The most connections at a time: of the process, a frontend or a server; more wait.",
    { otherwise: "none for a server; of the process: what its files allow" },
  ],
  ["chroot", "The directory that the process locks itself into after its start."],
  ["user", "The user that the process becomes after its start."],
  ["group", "The group that the process becomes after its start."],
  ["daemon", "The process goes to the background."],
  ["nbthread", "How many threads work.", { otherwise: "as many as there are processors" }],
  [
    "localpeer",
    "The name under which this process looks for itself among peers.",
    { otherwise: "the host name" },
  ],
  [
    "spread-checks",
    "Makes intervals of health checks longer or shorter at random.",
    { unit: "percent", otherwise: "0" },
  ],
  ["setenv", 'Sets a variable of the environment, for `"$NAME"` in the lines below.'],
  ["ssl-default-bind-ciphers", "The ciphers of `bind` lines with ssl that say none themselves."],
  ["ssl-default-bind-ciphersuites", "The same for TLS 1.3."],
  [
    "ssl-default-bind-options",
    "Options of all `bind` lines with ssl, such as the least version of TLS.",
  ],
  ["ca-base", "The directory of certificates of authorities whose files have no path."],
  ["crt-base", "The directory of certificates whose files have no path."],
]);

const proxies = table("4.2", [
  [
    "mode",
    "tcp passes bytes on; http understands requests, so paths, headers and cookies can be looked at.",
    { otherwise: "tcp" },
  ],
  ["bind", "Listens at an address and port; without an address, at all of them."],
  ["default_backend", "The backend of requests that no use_backend rule takes."],
  [
    "use_backend",
    "The backend of requests for which its condition holds; the first rule that holds decides.",
  ],
  ["acl", "A named test of a request, for conditions; lines of one name are alternatives."],
  [
    "balance",
    "How a backend chooses among its servers: roundrobin, static-rr, leastconn, first, source, uri, hdr, random ...",
    { otherwise: "roundrobin" },
  ],
  [
    "hash-type",
    "How a hash leads to a server: map-based (modulo the weights), or consistent (few move when a server goes).",
    { otherwise: "map-based" },
  ],
  ["server", "A server of the backend: a name, an address with its port, and options."],
  ["default-server", "Options for the server lines below it; in `defaults` for all backends."],
  ["server-template", "Several servers of one kind, whose addresses come from a resolver."],
  [
    "option httpchk",
    "Health checks ask a page instead of only connecting; 2xx and 3xx are healthy.",
    { otherwise: "a TCP connection is enough" },
  ],
  ["http-check", "What a health check sends, and what it expects."],
  ["option tcp-check", "Health checks follow the tcp-check rules."],
  [
    "option redispatch",
    "A request whose server cannot be reached goes to another one; with a number, after so many tries, without one at the last.",
    { otherwise: "off" },
  ],
  ["retries", "How often a connection to a server is tried again.", { otherwise: "3" }],
  ["retry-on", "After which failures a request is tried again.", { otherwise: "conn-failure" }],
  ["timeout client", "How long a client may be silent.", { unit: timeUnit, otherwise: "no limit" }],
  [
    "timeout connect",
    "How long a server has to take a connection.",
    { unit: timeUnit, otherwise: "no limit" },
  ],
  ["timeout server", "How long a server may be silent.", { unit: timeUnit, otherwise: "no limit" }],
  [
    "timeout check",
    "How long a health check waits for its answer, once it is connected.",
    { unit: timeUnit, otherwise: "inter" },
  ],
  [
    "timeout queue",
    "How long a request waits for a free server.",
    { unit: timeUnit, otherwise: "timeout connect" },
  ],
  [
    "timeout http-request",
    "How long a client has to send a whole request.",
    { unit: timeUnit, otherwise: "timeout client" },
  ],
  [
    "timeout http-keep-alive",
    "How long an idle connection is kept for the next request.",
    { unit: timeUnit, otherwise: "timeout http-request" },
  ],
  [
    "timeout tunnel",
    "How long both sides of a tunnel may be silent.",
    { unit: timeUnit, otherwise: "timeout client and server" },
  ],
  [
    "cookie",
    "Persistence by a cookie: insert adds one, prefix and rewrite change the application's; each server line says its value.",
  ],
  [
    "stick-table",
    "A table of what is known of clients: its type, size, how long entries live, and the peers that share it.",
  ],
  [
    "stick on",
    "Whoever matches an entry of the table goes to its server; who is new gets an entry.",
  ],
  [
    "dynamic-cookie-key",
    "The secret of a `cookie ... dynamic`: values are made of it and of the servers' addresses.",
  ],
  ["log-format", "What a log line of this proxy says."],
  ["stick match", "Whoever matches an entry of the table goes to its server."],
  [
    "stick store-request",
    "Puts something of the request into the table, with the server that was chosen.",
  ],
  [
    "stick store-response",
    "Puts something of the response into the table, with the server that gave it.",
  ],
  [
    "http-request",
    "A rule for requests: set-header, deny, redirect, cache-use ..., each if its condition holds.",
  ],
  ["http-request cache-use", "Looks for the page in a cache before a server is asked."],
  ["http-request set-header", "Sets a header of the request, for the server."],
  ["http-response", "A rule for responses: set-header, cache-store ..."],
  ["http-response cache-store", "Keeps the page in a cache, if its headers allow that."],
  ["tcp-request", "A rule for connections, before any request is understood."],
  ["redirect", "Answers with a redirection instead of asking a server."],
  ["option httplog", "Log lines with the request, its times and what ended it."],
  ["option tcplog", "Log lines with the connection's times and what ended it."],
  ["option dontlognull", "Connections without a request are not logged.", { otherwise: "off" }],
  ["option forwardfor", "Adds the client's address in X-Forwarded-For."],
  [
    "option http-server-close",
    "Closes the server's connection after each response, and keeps the client's.",
    { otherwise: "both are kept" },
  ],
  ["option httpclose", "Closes both connections after each response."],
  [
    "option persist",
    "Users with a cookie go to their server even if it is down.",
    { otherwise: "off" },
  ],
  [
    "option allbackups",
    "All backup servers are used, not the first one only.",
    { otherwise: "off" },
  ],
  ["monitor-uri", "A page that HAProxy answers itself, to show that it lives."],
  ["monitor fail", "The monitor-uri answers 503 while its condition holds."],
  ["stats", "The page of statistics: enable, uri, refresh, auth ..."],
  ["errorfile", "The answer to an error, from a file with its headers."],
  ["disabled", "The proxy is not started."],
  ["description", "A comment that the statistics show."],
]);

const others = table("3.5 and 6.1", [
  ["peer", "A HAProxy that shares the tables: its host name, address and port."],
  ["total-max-size", "The most memory that the cache takes.", { unit: "megabytes" }],
  [
    "max-age",
    "How long a page is kept, if its headers do not say less.",
    { unit: "seconds", otherwise: "60" },
  ],
  [
    "max-object-size",
    "The largest page that is kept.",
    { unit: "bytes", otherwise: "a 256th of total-max-size" },
  ],
]);

/** Options of a server line. */
export const serverWords: readonly Directive[] = table("5.2", [
  [
    "check",
    "the server is asked regularly whether it lives",
    { otherwise: "it always counts as alive" },
  ],
  [
    "inter",
    "the time between two checks of a server whose state is settled",
    { unit: timeUnit, otherwise: "2s" },
  ],
  [
    "fastinter",
    "the time between two checks while its state is changing",
    { unit: timeUnit, otherwise: "inter" },
  ],
  [
    "downinter",
    "the time between two checks while it is down",
    { unit: timeUnit, otherwise: "inter" },
  ],
  ["fall", "so many failed checks in a row make it down", { otherwise: "3" }],
  ["rise", "so many good checks in a row make it up", { otherwise: "2" }],
  ["weight", "its share, against the other servers' weights", { unit: "0 to 256", otherwise: "1" }],
  ["cookie", "its value in the backend's cookie"],
  ["track", "it believes the checks of another server"],
  ["backup", "it is used only when all others are down"],
  ["disabled", "it is out of service from the start"],
  ["maxconn", "the most connections at a time; more wait", { otherwise: "no limit" }],
  ["port", "the port of its checks", { otherwise: "its own" }],
  ["addr", "the address of its checks", { otherwise: "its own" }],
  [
    "slowstart",
    "once it is up, its weight grows for so long",
    { unit: timeUnit, otherwise: "at once" },
  ],
  ["agent-check", "a program on it says how it is"],
  ["observe", "errors of its traffic count as failed checks"],
  ["on-marked-down", "what happens to its connections once it is down"],
  ["send-proxy", "tells it the client's address by the PROXY protocol"],
  ["ssl", "speaks TLS with it"],
  ["verify", "whether its certificate is checked"],
  ["resolvers", "its name is resolved while HAProxy runs"],
  ["init-addr", "where its address comes from at the start"],
]);

/** Options of a bind line. */
export const bindWords: readonly Directive[] = table("5.1", [
  ["ssl", "speaks TLS with clients"],
  ["crt", "the file with certificate and key, or a directory of such"],
  ["alpn", "the protocols that are offered in the handshake"],
  ["transparent", "listens on an address that the machine does not have"],
  ["interface", "only what comes by that interface"],
  ["accept-proxy", "the client's address comes by the PROXY protocol"],
  ["v4v6", "an IPv6 socket for IPv4 as well"],
  ["ssl-min-ver", "the least version of TLS"],
  ["name", "its name in the statistics"],
]);

/** By name; of two words the longer one is meant. */
export const directives: ReadonlyMap<string, Directive> = new Map(
  [...sections, ...global, ...proxies, ...others].map((one) => [one.name, one]),
);
