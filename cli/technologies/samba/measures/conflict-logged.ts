import { z } from "zod";
import { type MeasureKind, measureSchema } from "../../../core/kinds/measure.ts";
import { nodeName } from "../../../core/kinds/values.ts";

const schema = measureSchema("conflict-logged", {
  nodes: z.array(nodeName).min(1).describe("The controllers whose logs are looked into."),
  name: z.string().min(1).describe("The name that was given twice."),
});
type Spec = z.infer<typeof schema>;

/** repl_meta_data.c, replmd_op_possible_conflict_callback(). */
const words = "Resolving conflict record";

export const kind: MeasureKind<Spec> = {
  kind: "conflict-logged",
  about:
    "Whether a controller's log says that it has renamed one of two objects of a name: yes, or no.",
  schema,
  title: ({ name }) => `the conflict of ${name} in a log`,
  async take({ nodes, name }, env, ctx) {
    const lines = await Promise.all(
      nodes.map(async (node) => {
        const agent = await env.agent(node, ctx);
        const argv = ["grep", "-a", "-h", words, "/var/log/samba/log.samba"];
        const { stdout } = await agent.run(argv, ctx);
        const found = stdout.split("\n").filter((line) => line.includes(`OU=${name},`));
        return found.slice(-1).map((line) => `${node}: ${line.trim()}`);
      }),
    );
    const found = lines.flat();
    return {
      value: found.length > 0 ? "yes" : "no",
      unit: "",
      evidence:
        found.length > 0
          ? found
          : [`"${words}" of ${name} stands in no log of ${nodes.join(", ")}`],
    };
  },
};
