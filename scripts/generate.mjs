import { ensureGenerated } from "./setup/ensure-generated.mjs";
import { main } from "./setup/main.mjs";

await main(ensureGenerated);
