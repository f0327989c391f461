import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import type { Engine } from "./engine";
import type { EngineOptions } from "./engine-options";
import { createLlamacppEngine } from "./llamacpp/llamacpp-engine";
import { createPassthroughEngine } from "./passthrough-engine";
import { withResumption } from "./resumption/with-resumption";
import { createSglangEngine } from "./sglang/sglang-engine";
import { createVllmEngine } from "./vllm/vllm-engine";
import { withAddresses } from "./with-addresses";
import { withCleanWords } from "./with-clean-words";
import { withFailures } from "./with-failures";
import { withIdLimit } from "./with-id-limit";
import { withProbe } from "./with-probe";

/**
 * The engine that a setting names, probed beside its first generation. Nothing is sent before that.
 *
 * @example
 * const engine = createEngine({ name: "sglang", url: "http://127.0.0.1:30000", silenceMs: 3_600_000 });
 */
export function createEngine({ urls = [], ...options }: EnginePlaces): Engine {
  const at = (url: string): Engine => engineOf({ ...options, url: withoutLastSlashes(url) });
  const engine = withAddresses([at(options.url), ...urls.map(at)]);
  return withFailures(
    withCleanWords(withIdLimit(withResumption(engine, options.abortWaitMs ?? null)), options.key),
  );
}

interface EnginePlaces extends EngineOptions {
  /** Further addresses of the same engine; none unless given. */
  readonly urls?: readonly string[];
}

function engineOf(options: EngineOptions): Engine {
  switch (options.name) {
    case "sglang":
    case "sim":
      return withProbe(createSglangEngine(options.name, options));
    case "llamacpp":
      return withProbe(createLlamacppEngine(options));
    case "vllm":
      return withProbe(createVllmEngine(options));
    case "passthrough":
      return createPassthroughEngine(options);
    default:
      return options.name satisfies never;
  }
}
