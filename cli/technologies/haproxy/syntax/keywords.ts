/** The words that begin a directive in each section (configuration manual 2.6, chapters 3 to 6 and 10). */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

const proxy = words(
  "acl backlog balance bind bind-process capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie declare default-server default_backend description disabled dispatch dynamic-cookie-key email-alert enabled error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 external-check filter force-persist fullconn hash-balance-factor hash-type http-after-response http-check http-error http-request http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-tag max-keep-alive-queue max-session-srv-conns maxconn mode monitor monitor-net monitor-uri option persist rate-limit redirect retries retry-on server server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check tcp-request tcp-response timeout transparent unique-id-format unique-id-header use-fcgi-app use-server use_backend",
);

const global = words(
  "anonkey busy-polling ca-base chroot close-spread-time cluster-secret cpu-map crt-base daemon debug default-path description expose-experimental-directives external-check fd-hard-limit gid grace group h1-case-adjust h1-case-adjust-file h2-workaround-bogus-websocket-clients hard-stop-after insecure-fork-wanted insecure-setuid-wanted issuers-chain-path limited-quic localpeer log log-send-hostname log-tag master-worker max-spread-checks maxcompcpuusage maxcomprate maxconn maxconnrate maxpipes maxsessrate maxsslconn maxsslrate maxzlibmem mworker-max-reloads nbproc nbthread no-memory-trimming no-quic node noepoll noevports nogetaddrinfo nokqueue nopoll noreuseport nosplice numa-cpu-mapping pidfile pp2-never-send-local prealloc-fd presetenv quiet resetenv server-state-base server-state-file set-dumpable set-var set-var-fmt setenv spread-checks stats strict-limits thread-group thread-groups uid ulimit-n unix-bind unsetenv user zero-warning",
);

/** By section; one that is not here is not looked into. */
export const keywords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["global", global],
  ...["defaults", "frontend", "backend", "listen"].map((section): [string, ReadonlySet<string>] => [
    section,
    proxy,
  ]),
  [
    "peers",
    words("bind default-bind default-server disabled enabled log peer server shards table"),
  ],
  ["cache", words("max-age max-object-size max-secondary-entries process-vary total-max-size")],
]);

/** Families of global words, which no list here has in full. */
export const families =
  /^(tune\.|ssl-|lua-|profiling\.|httpclient\.|wurfl-|deviceatlas-|51degrees-|unix-)/;

/** What follows `option`, and what `timeout` (4.2). */
export const secondWords: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    "option",
    words(
      "abortonclose accept-invalid-http-request accept-invalid-http-response allbackups checkcache clitcpka contstats disable-h2-upgrade dontlog-normal dontlognull external-check forceclose forwardfor h1-case-adjust-bogus-client h1-case-adjust-bogus-server http-buffer-request http-ignore-probes http-keep-alive http-no-delay http-pretend-keepalive http-restrict-req-hdr-names http-server-close http-tunnel http-use-htx http-use-proxy-header http_proxy httpchk httpclose httplog httpslog independant-streams independent-streams ldap-check log-health-checks log-separate-errors logasap mysql-check nolinger originalto persist pgsql-check prefer-last-server redis-check redispatch smtpchk socket-stats splice-auto splice-request splice-response spop-check srvtcpka ssl-hello-chk tcp-check tcp-smart-accept tcp-smart-connect tcpka tcplog transparent",
    ),
  ],
  [
    "timeout",
    words(
      "check client client-fin connect http-keep-alive http-request queue server server-fin tarpit tunnel",
    ),
  ],
]);

/** ACLs that are there without being declared (7.4). */
export const predefinedAcls: ReadonlySet<string> = words(
  "FALSE HTTP HTTP_1.0 HTTP_1.1 HTTP_2.0 HTTP_CONTENT HTTP_URL_ABS HTTP_URL_SLASH HTTP_URL_STAR LOCALHOST METH_CONNECT METH_DELETE METH_GET METH_HEAD METH_OPTIONS METH_POST METH_PUT METH_TRACE RDP_COOKIE REQ_CONTENT TRUE WAIT_END",
);
