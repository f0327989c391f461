import { decoderCache, type FindDecoder } from "@/lib/export/decoder-cache";
import type { ExportSetting, ExportSource } from "@/lib/export/export-sessions";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import type { SessionRecord, Store } from "@/lib/store/store";
import { exportTurns } from "@/lib/store/turns/export-turns";
import { loadLanguageModel } from "@/lib/text/load-language-model";

/** Tokenizers of imported sessions are loaded once for the process. */
const decoders = decoderCache(loadLanguageModel);

function findDecoder({ settings, model }: Runtime): FindDecoder {
  const own = (ids: Int32Array) => model.decode(ids);
  return async (tokenizer) => (tokenizer === settings.tokenizer ? own : decoders(tokenizer));
}

/**
 * How this server exports: its store, its tokenizer, its policy and its key.
 *
 * @param notes whether it is noted where each line came from.
 */
export function exportSetting(runtime: Runtime, notes = true): ExportSetting<SessionRecord> {
  const { settings, store } = runtime;
  return {
    source: notes ? store : withoutNotes(store),
    turnLines: (session, hasEvidence) => exportTurns(store, session, hasEvidence),
    findDecoder: findDecoder(runtime),
    signingKey: settings.signingKey,
    serverPolicy: serverPolicy(settings),
  };
}

function withoutNotes(store: Store): ExportSource {
  return {
    readRecording: (id) => store.readRecording(id),
    readDigests: (id) => store.readDigests(id),
    readGroup: (index) => store.readGroup(index),
  };
}
