import { Argument, type Command } from "commander";
import type { App } from "../app.ts";

export function register(root: Command, _app: App): void {
  root
    .command("completion")
    .summary("what makes a shell complete verbs, labs, clusters, nodes, steps")
    .description(
      "Prints a script for a shell. bash: `source <(halab completion bash)` in ~/.bashrc; zsh: the same in ~/.zshrc, below compinit; fish: `halab completion fish > ~/.config/fish/completions/halab.fish`.",
    )
    .addArgument(new Argument("<shell>").choices(["bash", "zsh", "fish"]))
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completionScripts } = await import("../../ui/completion/scripts.ts");
      const { print } = await import("../../ui/output.ts");
      print(completionScripts[shell]);
    });
}
