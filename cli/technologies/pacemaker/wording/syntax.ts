import type { Texts } from "../../../core/kinds/rule.ts";

const check = "halab exec {lab} {node} -- halab-svc check pacemaker";

export const syntaxTexts: Texts = {
  "statement-unknown": {
    title: "The cluster stays empty: crm does not know the word {name}",
    because: '"{name}" is no statement of crm; "{near}" is.',
    see: check,
    hints: [
      "What does crm say of line {line}?",
      'Every statement begins with a word that crm knows: near it is "{near}".',
      'Write "{near}" in line {line} of {file}.',
    ],
    why: "crm takes a file as a whole or not at all. One statement that it does not know leaves the cluster without any configuration.",
    example: "primitve vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100",
  },
  "continuation-missing": {
    title: "The cluster stays empty: a statement ends too early",
    because:
      "Line {line} begins with {name}, which is a part of the statement before, and line {before} does not go on.",
    see: check,
    hints: [
      "Where does the statement before line {line} end?",
      "A statement is one line, unless it ends with a backslash.",
      "Put a backslash behind line {before} of {file}.",
    ],
    why: "For crm every line is a statement of its own. Blanks at its begin mean nothing; only a backslash at the end of a line has it go on in the next one.",
    example: "primitive vip ocf:heartbeat:IPaddr2\n  params ip=10.90.0.100",
  },
  "words-glued": {
    title: "Two words have become one: {word}",
    because:
      "Line {before} ends with a backslash right behind a word, so the begin of line {line} is a part of it: {word}.",
    see: "halab exec {lab} {node} -- crm configure show",
    hints: [
      "What does `crm configure show` say of this value?",
      "Blanks at the begin of a line are lost; one before the backslash parts the words.",
      "Put a blank before the backslash of line {before} in {file}.",
    ],
    why: "crm joins the lines without what stands before the first word. Without a blank before the backslash, a value goes on with the next line's first word.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100\\\n  cidr_netmask=24",
  },
  "comment-inside": {
    title: "The cluster stays empty: a comment stands inside a statement",
    because: "Line {line} is a comment in the middle of {statement}, whose line before goes on.",
    see: check,
    hints: [
      "Which statement is line {line} a part of?",
      "Only a statement that begins with # is a comment.",
      "Move the comment of line {line} before the statement.",
    ],
    why: "Lines that go on are one statement before anything is read. The # in it is a word like any other, and the CIB accepts no such name.",
    example: "primitive vip ocf:heartbeat:IPaddr2 \\\n  # the address\n  params ip=10.90.0.100",
  },
  "comment-goes-on": {
    title: "A comment has taken line {swallowed} with it",
    because:
      "The comment of line {line} ends with a backslash, so line {swallowed} is a part of it.",
    see: "halab exec {lab} {node} -- crm configure show",
    hints: [
      "Is what stands in line {swallowed} in the cluster's configuration?",
      "A backslash goes on in comments as well.",
      "Take the backslash from line {line} of {file}.",
    ],
    why: "crm joins lines before it looks for comments. What follows a comment with a backslash is gone, and nobody says a word.",
    example: "# the address \\\nprimitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100",
  },
  "quote-open": {
    title: "The cluster stays empty: a quote is not closed",
    because: "{statement} {id} has a quote that nobody closes.",
    see: check,
    hints: [
      "Where does the quoted text of line {line} end?",
      "Words are parted as in a shell: a quote needs another one like it.",
      "Close the quote in line {line} of {file}.",
    ],
    why: "crm reads words as a shell does and refuses the whole file when it does not find the end of one.",
    example: "primitive vip ocf:heartbeat:Dummy params fake='a b",
  },
  "id-twice": {
    title: "The cluster stays empty: {id} is there twice",
    because: "{id} is defined more than once in {file}.",
    see: check,
    hints: [
      "How many statements are about {id}?",
      "Every name is unique: of resources, constraints and sets of options alike.",
      "Make one statement of them, or give one another name.",
    ],
    why: "In the CIB everything has an id of its own. A second one of the same name is no addition: crm refuses the file.",
    example: "property stonith-enabled=false\nproperty no-quorum-policy=stop",
  },
};
