import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Instance, instancesOf } from "../../config/instances.ts";
import { absent, placesOf } from "../../config/places.ts";
import { wordOf } from "../../config/tree.ts";
import { numberOf } from "../../config/values.ts";

/** What is wrong with a number, and what the daemon takes instead. */
interface Wrong {
  readonly keyword: string;
  readonly must: string;
  readonly taken: string;
}

function priorityWrong(value: number | undefined): Wrong | undefined {
  if (value !== undefined && Number.isInteger(value) && value >= 1 && value <= 255)
    return undefined;
  return { keyword: "priority", must: phrase`be a whole number from 1 to 255`, taken: "100" };
}

function advertWrong(value: number | undefined, { version, advertS }: Instance): Wrong | undefined {
  const taken = `${advertS.value} s`;
  if (value === undefined || value <= 0)
    return { keyword: "advert_int", must: phrase`be a number of seconds above 0`, taken };
  if (version.value !== 2 || Number.isInteger(value)) return undefined;
  const must = phrase`be whole seconds in VRRP version 2; hundredths of a second need version 3`;
  return { keyword: "advert_int", must, taken };
}

function wrongIn(instance: Instance): Found[] {
  const numbers = [
    ["priority", priorityWrong],
    ["advert_int", advertWrong],
  ] as const;
  return numbers.flatMap(([keyword, check]) => {
    const at = wordOf(instance.block, keyword);
    const wrong = at && check(numberOf(at.value), instance);
    if (!wrong) return [];
    return [{ where: placesOf([instance, at]), args: { ...wrong, value: at.value } }];
  });
}

export const kind: RuleKind = {
  kind: "number-wrong",
  severity: "warning",
  rank: 30,
  needs: "files",
  follows: absent,
  source: "keepalived.conf(5), VRRP instance(s): priority, advert_int; RFC 3768 5.3.7",
  find: (facts) => instancesOf(facts).flatMap(wrongIn),
};
