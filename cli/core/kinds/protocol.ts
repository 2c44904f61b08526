/** A kind of protocol: one file under protocols/. What faults on frames can be limited to. */
export interface ProtocolKind {
  readonly kind: string;
  /** What it is, in a sentence or two: for docs/kinds and `halab kinds`. */
  readonly about: string;
  /** Expressions of nftables (nft(8)), one of which matches; "" matches everything. */
  readonly matches: readonly string[];
}
