import { withoutLastSlashes } from "@/lib/core/base/without-last-slashes";
import type { Engine } from "./engine";
import type { EngineOptions } from "./engine-options";
import { createLlamacppEngine } from "./llamacpp/llamacpp-engine";
import { createPassthroughEngine } from "./passthrough-engine";
import { createSglangEngine } from "./sglang/sglang-engine";
import { createVllmEngine } from "./vllm/vllm-engine";
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
export function createEngine(options: EngineOptions): Engine {
  const engine = engineOf({ ...options, url: withoutLastSlashes(options.url) });
  return withFailures(withCleanWords(withIdLimit(engine), options.key));
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
