/** Formats that have files for each student. */
import type { Graded, GradeSheet } from "../sheet.ts";
import { foldersOf } from "./file-names.ts";
import type { Format, OutFile, OutOptions } from "./format.ts";

export interface Student {
  readonly graded: Graded;
  readonly sheet: GradeSheet;
  readonly options: OutOptions;
}

/** Each student's files lie in a folder that is called as their submission. */
export function perStudent(
  { name, about }: Pick<Format, "name" | "about">,
  filesOf: (student: Student) => readonly OutFile[],
): Format {
  return {
    name,
    about,
    scope: "student",
    write: (sheet, options) => {
      const folders = foldersOf(sheet.submissions.map(({ id }) => id));
      const files = sheet.submissions.flatMap((graded) => {
        const folder = folders.get(graded.id) ?? "";
        return filesOf({ graded, sheet, options }).map((file) => ({
          ...file,
          name: `${folder}/${file.name}`,
        }));
      });
      return { files, notes: [] };
    },
  };
}
