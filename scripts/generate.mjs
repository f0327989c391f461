import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { ensureInstalled } from "./setup/ensure-installed.mjs";
import { main } from "./setup/main.mjs";

await main(async () => {
  await ensureInstalled();
  await ensureGenerated();
});
