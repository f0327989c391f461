import { promptsFromArrays } from "@/lib/core/recording/prompts-from-arrays";
import type { Recording } from "@/lib/core/recording/recording";
import { importTurns } from "@/lib/store/import/import-turns";
import type { SessionImport, Store } from "@/lib/store/store";
import { readLines } from "./read-lines";

/** A session read from a file, without a database. */
export interface FileSession {
  readonly id: string;
  readonly recording: Recording;
}

/**
 * Hands over each session of a file as it is read, in any shape that `import` takes. Returns what was refused, as
 * sentences that name the line.
 */
export async function readRecordings(
  files: readonly string[],
  take: (session: FileSession) => Promise<void>,
): Promise<readonly string[]> {
  const refused: string[] = [];
  const store: Pick<Store, "importSession"> = {
    importSession: async (imported) => {
      await take({ id: imported.session.id, recording: recordingOf(imported) });
    },
  };
  for (const file of files.length === 0 ? ["-"] : files) {
    const report = await importTurns(store, readLines([file]));
    const source = file === "-" ? "standard input" : file;
    refused.push(...report.refused.map(({ line, reason }) => `${source}, line ${line}: ${reason}`));
  }
  return refused;
}

function recordingOf({ turns }: SessionImport): Recording {
  return {
    turns: turns.map(({ turn }, at) => ({ ...turn, index: at + 1 })),
    prompts: promptsFromArrays(
      turns.map(({ promptIds, turn }) => ({ promptIds, outputIds: turn.outputIds })),
    ),
  };
}
