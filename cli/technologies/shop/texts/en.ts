import type { Texts } from "../../../core/kinds/rule.ts";

const conf = "halab exec {lab} {node} -- cat /etc/shop.conf";
const says = "halab logs {lab} {node} -n 5";

export const texts: Texts = {
  "keys-differ": {
    title: "A basket that one server signed is forged to the others",
    because: "The shops sign the baskets of {paths} with different keys: {keys}.",
    see: conf,
    hints: [
      "Who signs a basket, and who has to believe the signature?",
      "Compare the `key` lines of all servers.",
      "Give every server the same key, in all of {file}.",
    ],
    why: "A signature is checked with the key that made it. A server with another key takes the basket for forged and begins an empty one, so users lose it whenever they change servers.",
    example: "# app1\nkey app1-has-a-key-of-its-own\n# app2\nkey app2-has-a-key-of-its-own",
  },
  "baskets-in-memory": {
    title: "Baskets that should live on are gone with their server",
    because:
      "{nodes} keep the baskets of {prefix} in their own memory, and the lab switches {killed} off and wants none of them lost.",
    see: conf,
    hints: [
      "Where is a basket of {prefix} when the server that made it is gone?",
      "It has to be kept where every server can read it: a store, or the customer.",
      "Replace `memory` in line {line} by a store: `redis ADDRESS:PORT`, or `sentinel NAME ADDRESS:PORT ...`.",
    ],
    why: "What a process remembers ends with it, and no other server knows of it. A central store, or a signed cookie, outlives every single server.",
    example: "basket /central memory",
  },
  "store-fixed": {
    title: "The replica takes over, and the shop does not notice",
    because:
      "The shop keeps the baskets of {prefix} at {address}, the address of {store} for ever, and Sentinel may make another store the master.",
    see: "halab exec {lab} {node} -- redis-cli -p 26379 sentinel get-master-addr-by-name {name}",
    hints: [
      "How does the shop learn that another store is the master now?",
      "There is no virtual address here: the Sentinels know who the master is.",
      "Write `basket {prefix} sentinel {name} {sentinels}`.",
    ],
    why: "Sentinel changes roles, not addresses. A client with a fixed address waits for a dead store, and when that is back writes to one that is a replica.",
    example: "basket /central redis 10.86.0.31:6379",
  },
  "store-shared": {
    title: "A path fails with a store that has no second one",
    because:
      "The baskets of {prefix} are kept at {address} on {store}{others}, and the lab switches {store} off and wants {prefix} to go on.",
    see: conf,
    hints: [
      "Which store does {prefix} need, and what does the lab do to it?",
      "A store that nobody watches has nobody to take over.",
      "Give {prefix} the store that the Sentinels look after: `sentinel NAME ADDRESS:PORT ...`.",
    ],
    why: "Two designs on one store die together, whatever is said about one of them. What has to survive needs a store with a replica and somebody who promotes it.",
    example: "basket /single redis 10.86.0.35:6379\nbasket /central redis 10.86.0.35:6379",
  },
  "store-elsewhere": {
    title: "The store dies, and nothing happens",
    because:
      "The lab switches {store} off to show that {prefix} needs it, and {prefix} is kept in {kept}.",
    see: conf,
    hints: [
      "Where are the baskets of {prefix}?",
      "The lab compares designs: this one is a single store on {store}.",
      "Write `basket {prefix} redis {address}`.",
    ],
    why: "A single point of failure can only be seen where something depends on it.",
    example: "basket /single memory",
  },
  "store-of-nobody": {
    title: "The shop does not find its store",
    because: "The baskets of {prefix} are to be kept at {address}, and Redis runs at {known}.",
    see: says,
    hints: [
      "Who listens at {address}?",
      "Compare the address and the port with those of the stores.",
      "Write the address of a store into line {line}: {known}.",
    ],
    why: "A store that is not there is a 503 for every basket.",
    example: "basket /single redis 10.86.0.53:6379",
  },
  "store-wants-password": {
    title: "The store refuses the shop",
    because: "{store} wants a password (requirepass), and the shop has none to give for {prefix}.",
    see: "halab exec {lab} {store} -- redis-cli config get requirepass",
    hints: [
      "What does {store} say to a client without a password?",
      "The shop cannot log in; who may come to the store has to be decided in another way.",
      "Take requirepass out of line {line} of {file}, and say `protected-mode no`.",
    ],
    why: "A store with a password answers every order of a stranger with NOAUTH, and the page is a 503.",
    example: "requirepass secret",
  },
  "sentinel-of-nobody": {
    title: "The shop does not find its master",
    because: "The shop asks for the master {master} of {prefix}, and {known}.",
    see: says,
    hints: [
      "Whom does the shop ask, and under which name?",
      "Compare the name and the addresses with the `sentinel monitor` lines and ports.",
      "Use one name in {file} and in sentinel.conf, and the addresses of nodes that run a Sentinel.",
    ],
    why: "A Sentinel answers for the names that it monitors. For another name it knows no master, and the shop has no store.",
    example:
      "# sentinel.conf: sentinel monitor shop ...\nbasket /central sentinel store 10.86.0.21:26379",
  },
  "designs-differ": {
    title: "The servers keep the same baskets in different places",
    because: "{prefix} is kept so: {kept}.",
    see: conf,
    hints: [
      "Does every server find what another one has put into a basket?",
      "Compare the lines `basket {prefix}` of all servers.",
      "Write the same line into all of them.",
    ],
    why: "Users come to any server. If two of them look in different places, each finds half of the basket.",
    example: "# app1\nbasket /central memory\n# app2\nbasket /central redis 10.86.0.31:6379",
  },
  "basket-missing": {
    title: "A page that users want is not there",
    because:
      "Users ask for {prefix}/basket, and {nodes} have no `basket {prefix}`: the answer is a 404.",
    see: conf,
    hints: [
      "Which paths does the shop know?",
      "Compare its `basket` lines with the paths that the lab asks for.",
      "Add `basket {prefix} ...` to {file}.",
    ],
    why: "A path without a design is unknown to the shop. On some servers only, users meet it by chance.",
    example: "basket /memory memory\n# and nothing for /central",
  },
  "unknown-word": {
    title: "The shop does not start: it does not know the word {word}",
    because: '"{word}" is none of: {known}.',
    see: "halab exec {lab} {node} -- halab-svc check shop",
    hints: [
      'What does "{word}" in line {line} mean to the shop?',
      "It knows: {known}.",
      "Write {near} instead of {word}.",
    ],
    why: "The shop refuses a file that it does not understand, so a typing mistake cannot lose baskets in silence.",
    example: "bascket /memory memory",
  },
  "refused-line": {
    title: "The shop does not start: it refuses a line",
    because: "`{text}` is not what the shop takes: {form}.",
    see: "halab exec {lab} {node} -- halab-svc check shop",
    hints: [
      "What does the shop say to line {line}?",
      "Compare the line with its form: {form}. An address is one of numbers, no name.",
      "Write line {line} of {file} as the shop takes it: {form}.",
    ],
    why: "The shop refuses a file with a line that it cannot read as a whole, instead of guessing where the baskets belong.",
    example: "basket /single redis single:6379",
  },
  "no-key": {
    title: "The shop does not start: nothing signs the cookies",
    because: "The baskets of {prefix} are kept in a cookie, and {node} has no key to sign it with.",
    see: "halab exec {lab} {node} -- halab-svc check shop",
    hints: [
      "What keeps users from writing their own basket?",
      "A cookie is signed with a secret of the servers.",
      "Add a line `key SECRET` to {file}, the same on every server.",
    ],
    why: "What users carry they can change. The signature is what makes it the shop's.",
    example: "basket /signed cookie\n# and no key",
  },
  "check-asks-store": {
    title: "All servers count as dead when the store dies",
    because:
      "The health check of backend {backend} asks {path}, and the shop answers that from the store of {prefix}, which is on {store}.",
    see: "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'",
    hints: [
      "What does a server need to answer {path}?",
      "If the store is away, is the server itself unhealthy? And the other two?",
      "Ask what depends on the server alone: `option httpchk GET /health`.",
    ],
    why: "A check should say whether another server would do better. A dead store is dead for all of them, so the balancer takes out everybody, and pages that need no store are gone as well.",
    example: "option httpchk GET /single/health",
  },
  "check-asks-nothing": {
    title: "Servers count as dead though they work",
    because: "The health check of backend {backend} asks {path}, and the shop answers 404 to that.",
    see: "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18,37'",
    hints: [
      "What does the server answer to {path}?",
      "For HAProxy a status of 2xx or 3xx is healthy.",
      "Ask a page that is there: `option httpchk GET /health`.",
    ],
    why: "A check that gets a 404 fails, however well the server works. With all servers down the answer to everybody is a 503.",
    example: "option httpchk GET /healthz",
  },
  "port-differs": {
    title: "The balancer asks where the shop does not listen",
    because:
      "HAProxy ({backends}) sends requests to port {port} of {shop}, and the shop there listens on {listens}.",
    see: "halab exec {lab} {shop} -- ss -ltn",
    hints: [
      "On which port does the shop of {shop} listen?",
      "Compare `listen` of /etc/shop.conf with the port of the server line.",
      "Use one port in both: {port} or {listens}.",
    ],
    why: "A connection to a port where nobody listens is refused at once, and to HAProxy the server is down.",
    example: "# haproxy.cfg\nserver app1 10.86.0.21:80 check\n# shop.conf\nlisten 8080",
  },
};

/** What `halab validate` asks. */
export const tests = {
  names: "The shop names stores and Sentinels that are there",
  keys: "All shops sign with one key",
};
