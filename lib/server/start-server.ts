import { errorMessage } from "@/lib/core/base/error-message";
import { refuseOpenHost } from "@/lib/settings/refuse-open-host";
import { compressLines } from "./compress-lines";
import { hushCutStreams } from "./hush-cut-streams";
import { type FileSharing, getRuntime, type Runtime } from "./runtime";

/**
 * What happens once when the server starts: settings are read, the tokenizer loaded, the database opened. A start
 * that fails says why in one sentence and ends the process.
 */
export async function startServer(sharing: FileSharing): Promise<Runtime> {
  compressLines();
  hushCutStreams();
  try {
    const runtime = await getRuntime(sharing);
    refuseOpenHost(runtime.settings);
    return runtime;
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exit(1);
  }
}
