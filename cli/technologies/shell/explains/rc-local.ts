import type { Directive, ExplainKind } from "../../../core/kinds/rule.ts";
import { rcLocal } from "../boot.ts";
import { type Command, parseShell } from "../commands.ts";
import { effectsOf } from "../effects.ts";
import { commands, settings } from "../wording/rc-local.ts";

/** `net.ipv4.conf.eth0.arp_ignore` is a setting of one interface: its name says which. */
function settingOf(key: string): Directive | undefined {
  const name = key.replace(/^(net\.ipv[46]\.(?:conf|neigh))\.[^.]+\./, "$1.*.");
  const found = settings.find((one) => one.name === name);
  return found && { ...found, name: key };
}

function textOf(command: Command): string {
  if (command.kind === "for") return "for";
  return command.words.flatMap(({ parts }) => parts.map(({ text }) => text)).join(" ");
}

function inOrder(all: readonly Command[]): readonly Command[] {
  return all.flatMap((one) => (one.kind === "for" ? [one, ...inOrder(one.body)] : [one]));
}

export const kind: ExplainKind = {
  kind: "rc-local",
  takes: (path) => path === rcLocal,
  at(text, line) {
    const all = parseShell(text);
    const [effect] = effectsOf(all).all.filter((one) => one.line === line);
    const setting = effect?.kind === "sysctl" ? settingOf(effect.key) : undefined;
    if (setting) return setting;
    const command = inOrder(all).find((one) => one.line === line);
    const words = command ? textOf(command) : "";
    const name = effect && effect.kind !== "sysctl" ? `ip ${effect.kind}` : words;
    return commands.find((one) => name === one.name || name.startsWith(`${one.name} `));
  },
};
