/** resolv.conf as the resolver reads it (resolv.conf(5)): the first three name servers, in their order. */

export interface NameServer {
  readonly address: string;
  readonly line: number;
}

const most = 3;

export function nameServers(text: string): readonly NameServer[] {
  return text
    .split(/\r?\n/)
    .flatMap((raw, at) => {
      const address = /^nameserver\s+(\S+)/.exec(raw)?.[1];
      return address === undefined ? [] : [{ address, line: at + 1 }];
    })
    .slice(0, most);
}
