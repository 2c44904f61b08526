/** A screen that is drawn on again and again, and given back as it was. */

const sequences = {
  /** Another screen, without a cursor; and back (xterm, "Alternate Screen Buffer"). */
  enter: "\u001b[?1049h\u001b[?25l",
  leave: "\u001b[?25h\u001b[?1049l",
  home: "\u001b[H",
  /** To the end of the line, and of the screen. */
  restOfLine: "\u001b[K",
  restOfScreen: "\u001b[J",
} as const;

export interface Screen extends Disposable {
  draw(lines: readonly string[]): void;
}

/** Whoever leaves by an exit gives the terminal back, too. */
export function openScreen(out: Pick<NodeJS.WriteStream, "write">): Screen {
  let open = true;
  const leave = () => {
    if (!open) return;
    open = false;
    out.write(sequences.leave);
  };
  process.once("exit", leave);
  out.write(sequences.enter);
  return {
    draw: (lines) => {
      if (!open) return;
      const text = lines.map((line) => `${line}${sequences.restOfLine}`).join("\r\n");
      out.write(`${sequences.home}${text}${sequences.restOfScreen}`);
    },
    [Symbol.dispose]: () => {
      process.off("exit", leave);
      leave();
    },
  };
}

/** All that is typed, without waiting for Enter, and unseen; nothing where nobody can type. */
export function listenToKeys(hear: (text: string) => void): Disposable {
  const { stdin } = process;
  if (!stdin.isTTY) return { [Symbol.dispose]: () => {} };
  const onData = (data: Buffer | string) => hear(data.toString());
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return {
    [Symbol.dispose]: () => {
      stdin.off("data", onData);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}
