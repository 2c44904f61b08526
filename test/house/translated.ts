// npm run translated: what is translated now is of the English text as it is now. Look at each that it names.
import { recordTranslations } from "./translations.ts";

for (const line of await recordTranslations()) process.stdout.write(`${line}\n`);
