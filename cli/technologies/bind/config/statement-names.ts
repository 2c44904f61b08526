/** Which statements named.conf knows, and where they may stand (named.conf(5) of BIND 9.18, with older names it still takes). */

const words = (text: string) => text.trim().split(/\s+/);

/** Of the options and of views alike; most of them of zones as well. */
const shared = words(`
allow-new-zones allow-notify allow-query allow-query-cache allow-query-cache-on allow-query-on allow-recursion
allow-recursion-on allow-transfer allow-update allow-update-forwarding also-notify alt-transfer-source
alt-transfer-source-v6 attach-cache auth-nxdomain auto-dnssec catalog-zones check-dup-records check-integrity
check-mx check-mx-cname check-names check-sibling check-spf check-srv-cname check-svcb check-wildcard checkds
clients-per-query deny-answer-addresses deny-answer-aliases dialup disable-algorithms disable-ds-digests
disable-empty-zone dns64 dns64-contact dns64-server dnskey-sig-validity dnsrps-enable dnsrps-options
dnssec-accept-expired dnssec-dnskey-kskonly dnssec-enable dnssec-loadkeys-interval dnssec-lookaside
dnssec-must-be-secure dnssec-policy dnssec-secure-to-insecure dnssec-update-mode dnssec-validation dnstap
dual-stack-servers edns-udp-size empty-contact empty-server empty-zones-enable fetch-quota-params
fetches-per-server fetches-per-zone filter-aaaa filter-aaaa-on-v4 filter-aaaa-on-v6 forward forwarders glue-cache
include inline-signing ipv4only-contact ipv4only-enable ipv4only-server ixfr-from-differences ixfr-tmp-file
key-directory lame-ttl lmdb-mapsize maintain-ixfr-base masterfile-format masterfile-style max-cache-size
max-cache-ttl max-clients-per-query max-ixfr-log-size max-ixfr-ratio max-journal-size max-ncache-ttl
max-query-restarts max-records max-records-per-type max-recursion-depth max-recursion-queries max-refresh-time
max-retry-time max-stale-ttl max-transfer-idle-in max-transfer-idle-out max-transfer-time-in
max-transfer-time-out max-types-per-name max-udp-size max-validation-failures-per-fetch
max-validations-per-fetch max-zone-ttl message-compression min-cache-ttl min-ncache-ttl min-refresh-time
min-retry-time min-roots minimal-any minimal-responses multi-master new-zones-directory no-case-compress
nocookie-udp-size nosit-udp-size notify notify-defer notify-delay notify-source notify-source-v6 notify-to-soa
nsec3-test-zone nta-lifetime nta-recheck nxdomain-redirect parental-source parental-source-v6 preferred-glue
prefetch provide-ixfr qname-minimization query-source query-source-v6 queryport-pool-ports
queryport-pool-updateinterval rate-limit recursion request-expire request-ixfr request-ixfr-max-diffs
request-nsid request-sit require-server-cookie resolver-nonbackoff-tries resolver-query-timeout
resolver-retry-interval resolver-use-dns64 response-padding response-policy rfc2308-type1 root-delegation-only
root-key-sentinel rrset-order send-cookie send-report-channel serial-update-method servfail-ttl
sig-signing-nodes sig-signing-signatures sig-signing-type sig-validity-interval sig0checks-quota sortlist
stale-answer-client-timeout stale-answer-enable stale-answer-ttl stale-cache-enable stale-refresh-time
suppress-initial-notify synth-from-dnssec topology transfer-format transfer-source transfer-source-v6
trust-anchor-telemetry try-tcp-refresh update-check-ksk update-quota use-alt-transfer-source use-queryport-pool
v6-bias validate-except zero-no-soa-ttl zero-no-soa-ttl-cache zone-statistics`);

const optionsOnly = words(`
acache-cleaning-interval acache-enable additional-from-auth additional-from-cache answer-cookie
automatic-interface-scan avoid-v4-udp-ports avoid-v6-udp-ports bindkeys-file blackhole cleaning-interval
cookie-algorithm cookie-secret coresize datasize deallocate-on-exit directory dnstap-identity dnstap-output
dnstap-version dscp dump-file fake-iquery fetch-glue files flush-zones-on-shutdown fstrm-set-buffer-hint
fstrm-set-flush-timeout fstrm-set-input-queue-size fstrm-set-output-notify-threshold
fstrm-set-output-queue-model fstrm-set-output-queue-size fstrm-set-reopen-interval geoip-directory
geoip-use-ecs has-old-clients heartbeat-interval host-statistics host-statistics-max hostname
http-listener-clients http-port http-streams-per-connection https-port interface-interval keep-response-order
listen-on listen-on-v6 lock-file managed-keys-directory match-mapped-addresses max-acache-size
max-rsa-exponent-size memstatistics memstatistics-file multiple-cnames named-xfer notify-rate pid-file port
querylog random-device recursing-file recursive-clients reserved-sockets responselog reuseport secroots-file
serial-queries serial-query-rate server-id session-keyalg session-keyfile session-keyname sit-secret stacksize
startup-notify-rate statistics-file statistics-interval tcp-advertised-timeout tcp-clients tcp-idle-timeout
tcp-initial-timeout tcp-keepalive-timeout tcp-listen-queue tcp-receive-buffer tcp-send-buffer tkey-dhkey
tkey-domain tkey-gssapi-credential tkey-gssapi-keytab tls-port transfer-message-size transfers-in
transfers-out transfers-per-ns treat-cr-as-space udp-receive-buffer udp-send-buffer use-id-pool use-ixfr
use-v4-udp-ports use-v6-udp-ports version`);

const viewOnly = words(`
dlz dyndb key managed-keys match-clients match-destinations match-recursive-only plugin server trust-anchors
trusted-keys zone`);

const zoneOnly = words(`
database delegation-only dlz file in-view initial-file ixfr-base ixfr-tmp-file journal log-report-channel
masters parental-agents plugin primaries pubkey server-addresses server-names template type update-policy`);

const top = words(`
acl controls dlz dnssec-policy dyndb http include key key-store logging lwres managed-keys masters options
parental-agents plugin primaries remote-servers server statistics-channels template tls trust-anchors
trusted-keys view zone`);

const key = words("algorithm secret include");

const server = words(`
bogus broken-nsec edns edns-udp-size edns-version include keys max-udp-size notify-source notify-source-v6 padding
provide-ixfr query-source query-source-v6 request-expire request-ixfr request-ixfr-max-diffs request-nsid
request-sit require-cookie send-cookie support-ixfr tcp-keepalive tcp-only transfer-format transfer-source
transfer-source-v6 transfers`);

const known: Readonly<Record<string, ReadonlySet<string>>> = {
  "": new Set(top),
  options: new Set([...shared, ...optionsOnly]),
  view: new Set([...shared, ...viewOnly]),
  zone: new Set([...shared, ...zoneOnly]),
  key: new Set(key),
  server: new Set(server),
};

/** By the block that they stand in; of the file itself: "". Undefined: a block of which nobody here knows. */
export function statementsIn(block: string): ReadonlySet<string> | undefined {
  return known[block];
}

/** The blocks that a statement may stand in. */
export function blocksOf(statement: string): readonly string[] {
  return Object.keys(known).filter((block) => known[block]?.has(statement));
}

/** Statements that take one value: what follows it is another statement, whose semicolon before it is missing. */
export const oneValue: ReadonlySet<string> = new Set(
  words(`
algorithm attach-cache auth-nxdomain check-integrity clients-per-query dialup directory dnssec-validation
dump-file file forward ixfr-from-differences inline-signing journal key-directory masterfile-format
masterfile-style match-recursive-only max-cache-size max-cache-ttl max-clients-per-query max-ixfr-ratio
max-journal-size max-ncache-ttl max-refresh-time max-retry-time min-cache-ttl min-ncache-ttl min-refresh-time
min-retry-time minimal-any minimal-responses multi-master notify notify-delay notify-rate notify-to-soa pid-file
provide-ixfr querylog recursion recursive-clients request-ixfr secret serial-query-rate stale-answer-enable
tcp-clients transfers-in transfers-out type version zone-statistics`),
);

/** Statements that end with their braces. */
export const endsWithBlock: ReadonlySet<string> = new Set(
  words(`
acl allow-notify allow-query allow-query-cache allow-recursion allow-transfer allow-update also-notify blackhole
forwarders key listen-on listen-on-v6 logging masters match-clients match-destinations options primaries
rrset-order server server-addresses sortlist update-policy view zone`),
);
