/** Questions on the terminal; Ctrl-C there cancels the whole command. */
export async function confirm(message: string, signal: AbortSignal): Promise<boolean> {
  const { default: inquirer } = await import("inquirer");
  const prompt = inquirer.createPromptModule({ signal });
  const { yes } = await prompt([{ type: "confirm", name: "yes", message, default: true }]);
  return yes === true;
}
