/** Where one intake works, and by which rules. */
import { join, resolve } from "node:path";
import type { Ctx } from "../../core/base/time.ts";
import { Budget, type Limits } from "./limits.ts";
import { Ids } from "./names.ts";
import { Stage } from "./stage.ts";

export class Room {
  readonly into: string;
  readonly owners: ReadonlySet<string>;
  readonly limits: Limits;
  readonly ctx: Ctx;
  readonly ids = new Ids();
  #stages = 0;

  constructor(into: string, owners: Iterable<string>, limits: Limits, ctx: Ctx) {
    this.into = into;
    this.owners = new Set(owners);
    this.limits = limits;
    this.ctx = ctx;
  }

  /** What is unpacked, until it is known where in it the nodes' folders lie. No id begins with a dot. */
  get work(): string {
    return join(this.into, ".unpacking");
  }

  /** Whether what it makes goes into that folder. */
  isIn(folder: string): boolean {
    return `${this.into}/`.startsWith(`${resolve(folder)}/`);
  }

  /** A new stage; of one submission all have one budget. */
  stage(budget?: Budget): Stage {
    this.#stages += 1;
    const own = budget ?? new Budget(this.limits, () => this.ctx.clock.nowNs());
    return new Stage(join(this.work, String(this.#stages)), own, this.limits);
  }
}
