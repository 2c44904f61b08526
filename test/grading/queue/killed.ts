/** A process that ends one lease after the other in a folder's queue, and says each: to be killed. */
import { openEmbedded } from "../../../cli/grading/queue/open.ts";
import { result } from "./results.ts";

const [dir = "", count = "0"] = process.argv.slice(2);
await using queue = await openEmbedded(dir, "b");
await queue.enqueue(Array.from({ length: Number(count) }, (_, at) => ({ id: `s${at}` })));
for (const held of await queue.held()) await queue.takeBack(held, { counted: false });
process.stdout.write("open\n");
for (;;) {
  const lease = await queue.lease("waiting");
  if (!lease) break;
  if (await queue.complete(lease, { result: result(lease.id) }))
    process.stdout.write(`${lease.id}\n`);
}
process.stdout.write("over\n");
