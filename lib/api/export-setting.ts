import { decoderCache, type FindDecoder } from "@/lib/export/decoder-cache";
import type { ExportSetting } from "@/lib/export/export-sessions";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { SessionRecord } from "@/lib/store/store";
import { exportTurns } from "@/lib/store/turns/export-turns";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Tokenizers of imported sessions are loaded once for the process. */
const decoders = decoderCache(loadLanguageModel);

function findDecoder({ settings, model }: Runtime): FindDecoder {
  const own = (ids: Int32Array) => model.decode(ids);
  return async (tokenizer) => (tokenizer === settings.tokenizer ? own : decoders(tokenizer));
}

/** How this server exports: its store, its tokenizer, its policy and its key. */
export function exportSetting(runtime: Runtime): ExportSetting<SessionRecord> {
  const { settings, store } = runtime;
  return {
    source: store,
    turnLines: (session) => exportTurns(store, session),
    findDecoder: findDecoder(runtime),
    signingKey: settings.signingKey,
    serverPolicy: serverPolicy(settings),
  };
}
