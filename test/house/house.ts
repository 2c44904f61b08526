/** The rules of the house, held together: see docs/architecture.md for why the rooms are as they are. */
import { checkLoaders, checkRooms } from "./check-rooms.ts";
import { checkCircles } from "./circles.ts";
import { readSources } from "./imports.ts";
import { checkKindNames } from "./kind-names.ts";
import { type OtherMeaning, otherMeanings } from "./other-meanings.ts";
import { loaders, type Rooms, rooms, type TechnologyTie, technologyTies } from "./rooms.ts";
import { checkShape } from "./shape.ts";
import { checkTechnologies } from "./technologies.ts";
import type { Tree, Violation } from "./tree.ts";

/** What is written down about a tree, beside the tree itself. */
export interface HouseTables {
  readonly rooms: Rooms;
  readonly ties: readonly TechnologyTie[];
  readonly loaders: readonly string[];
  readonly meanings: readonly OtherMeaning[];
}

const houseTables: HouseTables = {
  rooms,
  ties: technologyTies,
  loaders,
  meanings: otherMeanings,
};

/** All that is wrong with a tree, in the order of its files. */
export function checkHouse(tree: Tree, tables: HouseTables = houseTables): Violation[] {
  const sources = readSources(tree);
  const found = [
    ...checkRooms(sources, tables.rooms, tables.ties),
    ...checkLoaders(sources, tables.loaders),
    ...checkCircles(sources),
    ...checkShape(tree),
    ...checkKindNames(tree, sources, tables.meanings),
    ...checkTechnologies(tree),
  ];
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
