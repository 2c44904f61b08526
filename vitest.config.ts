import { defineConfig } from "vitest/config";

/** What measures time, or fills the machine by itself: with others on the same cores a prober is late. */
const alone = [
  "test/engine/{labs,probes}.test.ts",
  "test/technologies/frr/*.engine.test.ts",
  "test/grading/grade/isolated.engine.test.ts",
];

/** What judges by the protocols' time, and mostly waits for it: two clusters leave each other room. */
const pairs = [
  "test/engine/{run,learn/session,learn/workspace}.test.ts",
  "test/learn/incident/*.engine.test.ts",
];

/**
 * What boots machines without a saved state, or forgets the states that others' VMs start from: beside many it
 * takes minutes, and each keeps one processor busy. The largest file is begun first.
 */
const boots = ["test/engine/vagrant.test.ts", "test/engine/vms/{saved-states,warm}.test.ts"];

/** What takes minutes and asks npm's registry is played when it is named: HALAB_SETUP=vagrant. */
const named = process.env["HALAB_SETUP"] === "vagrant" ? [] : ["test/engine/vagrant-setup.test.ts"];

/** The tests that plant a mistake for each rule of `halab diagnose`: once on files alone, once on real nodes. */
const plants = [
  "test/technologies/{keepalived,bind,pacemaker}/rules/!(hostile|logs|right|texts).test.ts",
  "test/technologies/{corosync,haproxy,ipvs,nlb,migration,predictions,redis}/rules.test.ts",
  "test/technologies/shop/shop.test.ts",
];

/** Real CLI, real engine; never a second try. */
const onEngine = { retry: 0, testTimeout: 180_000, hookTimeout: 300_000 };

// `unit` needs nothing but Node. The others drive the real CLI against a real engine: `engine-beside`
// some files at a time, since most of them wait for machines and the protocols' own time; `engine-pairs` and
// `engine-boots` two, `engine-alone` one.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "test/house.test.ts",
            "test/{house,hostile,core,technologies,providers,report,ui,learn,grading,authoring,contract,golden}/**/*.test.ts",
          ],
          exclude: ["test/**/*.engine.test.ts"],
          // Every file would load halab anew: two thirds of the time.
          isolate: false,
          // Node itself runs our files as they are; Vite would transform each first.
          experimental: { viteModuleRunner: false, nodeLoader: false },
          pool: "threads",
          maxWorkers: "100%",
          // A guard against a hang, not a measure: on a busy machine everything takes long.
          testTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "engine-beside",
          include: ["test/engine/**/*.test.ts", "test/**/*.engine.test.ts"],
          exclude: [...alone, ...pairs, ...boots, ...named],
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          ...onEngine,
        },
      },
      {
        test: {
          name: "engine-boots",
          include: boots,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          ...onEngine,
        },
      },
      {
        test: {
          name: "engine-pairs",
          include: pairs,
          maxWorkers: 2,
          sequence: { groupOrder: 5 },
          ...onEngine,
        },
      },
      {
        test: {
          name: "engine-rules",
          include: plants,
          env: { HALAB_PLANT: "nodes" },
          globalSetup: "test/engine/plant-teardown.ts",
          // One cluster of each lab for all of them.
          isolate: false,
          pool: "threads",
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
          ...onEngine,
        },
      },
      {
        test: {
          name: "engine-alone",
          include: alone,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
          ...onEngine,
        },
      },
    ],
  },
});
