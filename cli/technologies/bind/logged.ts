/** What named logged since it last began: texts of 9.18. */
import { type Logged, loggedBy, syslog } from "../../core/kinds/logged.ts";
import type { Facts } from "../../core/kinds/rule.ts";

const logs = {
  service: "bind9",
  file: syslog,
  mark: /\bnamed\[\d+\]: /,
  begins: /^starting BIND /,
};

/** Of all nodes that run named, and whose log is known. */
export function loggedOn(facts: Facts): readonly Logged[] {
  return loggedBy(facts, logs);
}
