import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rosterOf } from "../../../cli/grading/variants/roster.ts";

function read(text: string | Buffer) {
  return rosterOf(Buffer.isBuffer(text) ? text : Buffer.from(text), "roster.csv");
}

const ory = { id: "ABC123", name: "Őry Ádám", email: "ory@example.org", lang: "hu" };

describe("a list of students", () => {
  it("is read as the course's page says it: id, name, email, lang", () => {
    expect(read("id,name,email,lang\nABC123,Őry Ádám,ory@example.org,hu\n")).toEqual([ory]);
  });

  it("may have any order, delimiter, quoting, line ends, and columns that nobody needs", () => {
    const rows = [
      '"Sprache";"Gruppe";"Neptun-Kód";"E-Mail";"Name"',
      'magyar;7;ABC123;ory@example.org;"Őry Ádám"',
    ];
    for (const sign of [";", "\t", "|"])
      for (const end of ["\n", "\r\n"])
        expect(read(rows.join(end).replaceAll(";", sign))).toEqual([ory]);
    expect(read(`sep=;\r\n${rows.join("\r\n")}`)).toEqual([ory]);
  });

  it("may be in the encodings of spreadsheets", () => {
    const text = "id;name;email;lang\r\nABC123;Őry Ádám;ory@example.org;hu\r\n";
    const swapped = Buffer.from(`\uFEFF${text}`, "utf16le").swap16();
    for (const bytes of [
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
      Buffer.from(text, "utf16le"),
      swapped,
      Buffer.from(
        [...text].map((letter) => ({ Ő: 0xd5, Á: 0xc1, á: 0xe1 })[letter] ?? letter.charCodeAt(0)),
      ),
    ])
      expect(read(bytes)).toEqual([ory]);
    const western = Buffer.from("id;name\nX1;J\xf6rg M\xfcller\n", "latin1");
    expect(read(western)).toEqual([{ id: "X1", name: "Jörg Müller" }]);
  });

  it("may be a learning platform's own", () => {
    const canvas =
      'Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (7)\n    Points Possible,,,,,100\n"Example, Ada",9001,s4711,ada,HA-1,\n';
    expect(read(canvas)).toEqual([{ id: "9001", name: "Example, Ada" }]);
    const moodle =
      'First name,Surname,ID number,Email address\n"Ada","Example","s4711","ada@example.org"\n';
    expect(read(moodle)).toEqual([{ id: "s4711", name: "Ada Example", email: "ada@example.org" }]);
  });

  it("may be nothing but ids, or addresses, one a line", () => {
    expect(read("ada\ngrace\n")).toEqual([{ id: "ada" }, { id: "grace" }]);
    expect(read("a@x.org\nb@x.org\n")).toEqual([
      { id: "a@x.org", email: "a@x.org" },
      { id: "b@x.org", email: "b@x.org" },
    ]);
  });

  it("is refused with every mistake and its line", () => {
    const wrong = () =>
      read("id,name,lang\nada,Ada,en\n,Nobody,en\nADA,Ada again,fr\nAda,Ada,en\n");
    expect(wrong).toThrow("roster.csv is no list of students");
    try {
      wrong();
    } catch (error) {
      expect(error).toMatchObject({
        code: "USAGE",
        details: [
          "line 3: it has no id",
          'line 4: there is no language "fr": en, de, hu',
          "line 5: Ada stands in line 2, too",
        ],
      });
    }
    expect(() => read("shoe,size\n1,2\n")).toThrow("no column that tells students apart");
    expect(() => read("")).toThrow("no column");
    expect(() => read("id,name\n")).toThrow("no list of students");
  });

  it("gives every name back that a CSV can hold", () => {
    const name = fc
      .string({ unit: "grapheme", minLength: 1 })
      .map((text) =>
        text
          .replace(/[\p{Cc}\p{Z}\uFEFF]/gu, " ")
          .replace(/ +/g, " ")
          .trim()
          .normalize("NFC"),
      )
      .filter((text) => text !== "" && Buffer.from(text).toString() === text);
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 5 }),
        fc.constantFrom(",", ";", "\t"),
        (names, sign) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const rows = names.map((one, at) => [`s${at}`, one].map(quoted).join(sign));
          expect(read(`id${sign}name\n${rows.join("\n")}`).map((one) => one.name)).toEqual(names);
        },
      ),
    );
  });
});
