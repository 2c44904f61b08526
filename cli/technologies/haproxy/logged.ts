/** What HAProxy says of its servers: texts of 2.6, in syslog where its configuration says `log`. */
import { type Logged, loggedBy, syslog } from "../../core/kinds/logged.ts";
import type { Facts } from "../../core/kinds/rule.ts";

const logs = {
  service: "haproxy",
  file: syslog,
  mark: /\bhaproxy\[\d+\]: /,
  begins: /^New worker|^Proxy \S+ started|^.*haproxy version is /,
};

/** Of all nodes that run HAProxy, and whose log is known. */
export function loggedOn(facts: Facts): readonly Logged[] {
  return loggedBy(facts, logs);
}
