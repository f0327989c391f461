import { errorMessage } from "@/lib/core/base/error-message";
import { allowLongRequests } from "./allow-long-requests";
import { compressLines } from "./compress-lines";
import { getRuntime } from "./runtime";

/**
 * What happens once when the server starts: settings are read, the tokenizer loaded, the database opened. A start
 * that fails says why in one sentence and ends the process. On a signal to stop, all streams are closed, without
 * which the web server would wait for their clients for ever.
 */
export async function startServer(): Promise<void> {
  allowLongRequests();
  compressLines();
  try {
    const { recorder, store } = await getRuntime();
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      process.once(signal, () => {
        recorder
          .close()
          .then(() => store.close())
          .catch((error: unknown) => console.error(error));
      });
    }
  } catch (error) {
    process.stderr.write(`${errorMessage(error)}\n`);
    process.exit(1);
  }
}
