/** Which of two configurations of Pacemaker's is the newer one (Pacemaker Explained, "CIB properties"). */

/** admin_epoch, then epoch: the greater one wins where nodes meet. */
export type Epoch = readonly [admin: number, epoch: number];

/** Of a CIB's first line. */
export function epochIn(cib: string): Epoch | undefined {
  const word = (name: string) => Number(new RegExp(`<cib [^>]*\\b${name}="(\\d+)"`).exec(cib)?.[1]);
  const found: Epoch = [word("admin_epoch"), word("epoch")];
  return found.every(Number.isFinite) ? found : undefined;
}

export const epochText = ([admin, epoch]: Epoch) => `${admin}.${epoch}`;

/** Undefined for a word that is none, as where nodes differ. */
export function parseEpoch(text: unknown): Epoch | undefined {
  const [, admin, epoch] = /^(\d+)\.(\d+)$/.exec(String(text)) ?? [];
  return admin === undefined ? undefined : [Number(admin), Number(epoch)];
}

export function isNewer(one: Epoch, other: Epoch): boolean {
  return one[0] === other[0] ? one[1] > other[1] : one[0] > other[0];
}
